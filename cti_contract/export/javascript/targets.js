// Targets: the object that a message addresses, and the fault of a target that addresses none.

import { DATA } from "./data.js"
import { badSegment, dotsInAnId, otherSeparator, wrongDepth } from "./problem_texts.js"
import { patternOf } from "./schema.js"
import { trimmed } from "./suggest.js"
import { choice, counted } from "./text.js"

const { forms: FORMS, nouns: NOUNS, id: ID, separator: SEPARATOR } = DATA.targets
const SEPARATORS = new RegExp(SEPARATOR, "gu")
const BLANKS = `[${DATA.characters.space}]*`
const SEPARATOR_AND_SPACE = new RegExp(`${BLANKS}(\\.|${SEPARATOR})${BLANKS}`, "gu")
const UNCERTAIN = new RegExp(DATA.targets.uncertain, "u")
const USER = new RegExp(`^(?:${DATA.targets.user})$`, "u")

/** Returns the problem of a target that the schema of a message rejects: a bad segment, otherwise the wrong depth. */
export function targetProblem(target, message) {
  const number = target ? firstBadSegment(target) : 0
  if (number) return badSegment(target, number, withoutBlanks(target, message))
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

/** Returns the id that a text was probably meant to be, the text without outer white space; null if it is none. */
export function meantId(text) {
  const meant = trimmed(text)
  return meant !== text && patternOf(ID).test(meant) ? meant : null
}

/** Returns a target without the white space around its separators, if that is a target of the message. */
function withoutBlanks(target, message) {
  if ([...target].length > DATA.targets.longestUser) return null
  let meant = trimmed(target.replace(SEPARATOR_AND_SPACE, "$1"))
  if (!depthsOf(message).includes(depthOf(meant))) meant = withDots(meant, message)?.meant
  return meant && !firstBadSegment(meant) ? meant : null
}

/** Returns what a target has instead of the dots, and the target with dots, if that is one of the message. */
function withDots(target, message) {
  const [separator, ...others] = new Set(target.match(SEPARATORS) ?? [])
  if (!separator || others.length || UNCERTAIN.test(target)) return null
  const meant = target.split(separator).filter(Boolean).join(".")
  return depthsOf(message).includes(depthOf(meant)) && !meant.includes("..") ? { separator, meant } : null
}

/** Returns the numbers of segments that a target of a message may have. */
function depthsOf(message) {
  return [...new Set(message.targets.flatMap((kind) => FORMS[kind]).map(depthOf))]
}

/** Returns the probable reason of a wrong depth, after a semicolon, and the target that was probably meant. */
function reason(target, message) {
  const found = [...target].length <= DATA.targets.longestUser ? withDots(target, message) : null
  if (found) return [otherSeparator(found.separator), found.meant]
  const users = usersIn(target, message)
  return [users.length ? dotsInAnId(users) : "", null]
}

/** Returns the starts of a target that may be one id with dots: with it, the target has a right depth. */
function usersIn(target, message) {
  const segments = target.split(".")
  const depths = depthsOf(message).sort((one, other) => other - one)
  const starts = depths.map((each) => segments.slice(0, Math.max(0, segments.length - each + 1)).join("."))
  return starts.filter((own) => own.includes(".") && [...own].length <= DATA.targets.longestUser && USER.test(own))
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
