// Targets: the object that a message addresses, and the fault of a target that addresses none.

import { DATA } from "./data.js"
import { badSegment, dotsInAnId, otherSeparator, wrongDepth } from "./problem_texts.js"
import { patternOf } from "./schema.js"
import { choice, counted } from "./text.js"

const { forms: FORMS, nouns: NOUNS, id: ID, separators: SEPARATORS } = DATA.targets
const USER = new RegExp(`^(?:${DATA.targets.user})$`, "u")

/** Returns the problem of a target that the schema of a message rejects: a bad segment, otherwise the wrong depth. */
export function targetProblem(target, message) {
  const number = target ? firstBadSegment(target) : 0
  if (number) return badSegment(target, number)
  const [why, hint] = reason(target, message)
  const found = depth(target ? depthOf(target) : 0) + why
  return wrongDepth(target, message.name, { objects: nouns(message.targets), forms: targetForms(message), found }, hint)
}

/** Returns the names that users give to members with one id of the target of a message: folded, in one word. */
export function namesOfIds(message) {
  const segments = message.targets.flatMap((kind) => FORMS[kind]).flatMap((form) => form.split("."))
  const isWord = (word) => segments.some((segment) => word.endsWith(segment))
  return [...segments, ...Object.keys(FORMS)].filter(isWord).flatMap((word) => [word, `${word}id`])
}

/** Returns the forms of the target of a message in words: `<session>`. */
export function targetForms(message) {
  return choice(message.targets.flatMap((kind) => FORMS[kind]).map(bracketed))
}

/** Returns the number, from 1 on, of the first segment of a target that is no id; 0 if all are ids. */
function firstBadSegment(target) {
  return target.split(".").findIndex((segment) => !patternOf(ID).test(segment)) + 1
}

/** Returns the probable reason of a wrong depth, after a semicolon, and the target that was probably meant. */
function reason(target, message) {
  const depths = [...new Set(message.targets.flatMap((kind) => FORMS[kind]).map(depthOf))]
  for (const separator of SEPARATORS) {
    const meant = target.split(separator).filter(Boolean).join(".")
    if (target.includes(separator) && depths.includes(depthOf(meant)) && !meant.includes("..")) {
      return [otherSeparator(separator), meant]
    }
  }
  const segments = target.split(".")
  for (const each of depths.sort((one, other) => other - one)) {
    const own = segments.slice(0, Math.max(0, segments.length - each + 1)).join(".")
    if ([...own].length <= DATA.targets.longestUser && USER.test(own)) return [dotsInAnId(own), null]
  }
  return ["", null]
}

/** Returns the number of segments of a target, or of its form. */
function depthOf(target) {
  return target.split(".").length
}

function depth(segments) {
  const words = segments ? counted(segments, "segment") : "no segment"
  const kinds = Object.entries(FORMS).flatMap(([kind, forms]) =>
    forms.filter((form) => depthOf(form) === segments).map(() => kind),
  )
  return kinds.length ? `${words}, ${nouns(kinds)}` : words
}

/** Returns a form for people: `<session>.<channel>`. */
function bracketed(form) {
  return form.replace(/[^.]+/g, "<$&>")
}

function nouns(kinds) {
  return choice(kinds.map((kind) => `${/^[aeiou]/.test(NOUNS[kind]) ? "an" : "a"} ${NOUNS[kind]}`))
}
