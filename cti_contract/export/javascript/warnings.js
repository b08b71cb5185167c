// Warnings: valid, but probably not meant.

import { DATA } from "./data.js"
import { child, pointerTo } from "./json_pointer.js"
import {
  invisibleCharacter,
  misplacedMember,
  nearlyKnown,
  nearlyKnownMember,
  olderSpelling,
  placeholder,
} from "./problem_texts.js"
import { valuesAt } from "./schema.js"
import { folded, suggestion } from "./suggest.js"
import { formatCharacter, isObject, lookAlike } from "./text.js"

const { likeness: OF_MISSPELLINGS, searched: SEARCHED, objects: OBJECTS, ids: IDS } = DATA.warnings
const PLACEHOLDER = new RegExp(`^(?:${DATA.warnings.placeholder})$`)
const IN_TARGET = new RegExp(DATA.warnings.inTarget)

/** Returns the warnings about a value that is such a message, valid or not; about texts only if it is JSON. */
export function warningsAbout(message, value, isJson) {
  const found = []
  if (message.aliases.length && value.command !== message.name) found.push(olderSpelling(value.command, message.name))
  for (const expected of OBJECTS[message.schema] ?? []) {
    for (const { path, value: each } of valuesAt(value, expected.steps)) {
      if (isObject(each)) found.push(...aboutMembers(path, each, expected))
    }
  }
  for (const steps of IDS[message.schema] ?? []) {
    for (const { path, value: id } of valuesAt(value, steps)) {
      const invisible = typeof id === "string" ? formatCharacter(id) : null
      if (invisible) found.push(invisibleCharacter(pointerTo(path), invisible.character))
    }
  }
  return isJson ? [...found, ...aboutTexts(value)] : found
}

function aboutMembers(path, value, expected) {
  const found = []
  for (const [name, known] of expected.known) {
    const given = own(value, name)
    if (typeof given !== "string" || known.includes(given)) continue
    const hint = known.find((each) => isMisspelling(given, each))
    if (hint) found.push(nearlyKnown(pointerTo([...path, name]), given, hint))
  }
  for (const absent of expected.optional.filter((name) => !Object.hasOwn(value, name))) {
    for (const name of Object.keys(value).filter((each) => !expected.declared.includes(each))) {
      if (suggestion(name, [absent], OF_MISSPELLINGS)) found.push(nearlyKnownMember(pointerTo([...path, name]), absent))
    }
  }
  for (const [name, other, wanted] of expected.only) {
    const given = own(value, other)
    if (Object.hasOwn(value, name) && isValue(given) && !isMisspelling(given, wanted)) {
      found.push(misplacedMember(pointerTo([...path, name]), name, other, wanted, given))
    }
  }
  return found
}

/** Returns whether a text may be meant as it is: an empty one and a placeholder are problems of their own. */
function isValue(given) {
  return typeof given === "string" && given !== "" && !PLACEHOLDER.test(given)
}

function own(value, name) {
  return Object.hasOwn(value, name) ? value[name] : undefined
}

/**
 * Returns whether a word is a known one in another case, in another order, with a doubled letter or f for ph, or nearly so.
 *
 * Any other word, like `MAIL` and `CAT`, is a word of its own.
 */
function isMisspelling(word, known) {
  const [one, other] = [folded(word), folded(known)]
  const isSame = sorted(one) === sorted(other) || undoubled(one) === undoubled(other)
  if (one[0] === other[0] && isSame) return true
  return lookAlike(word, known) !== "" || suggestion(word, [known], OF_MISSPELLINGS) !== null
}

function sorted(word) {
  return [...word].sort().join("")
}

function undoubled(word) {
  return word.replaceAll("ph", "f").replace(/([^\n])\1+/gu, "$1")
}

function aboutTexts(value) {
  const found = []
  const { target } = value
  if (typeof target === "string") {
    const inTarget = IN_TARGET.exec(target)
    if (inTarget) found.push(placeholder("/target", inTarget[0]))
    const invisible = formatCharacter(target)
    if (invisible) {
      const segment = target.slice(0, invisible.index).split(".").length
      found.push(invisibleCharacter("/target", invisible.character, segment))
    }
  }
  for (const [name, member] of Object.entries(value)) {
    if (SEARCHED.includes(name) && hasPlaceholder(member)) addPlaceholders(pointerTo([name]), member, found)
  }
  return found
}

/** Returns whether a text in a value is a placeholder: most messages have none, and need no pointers. */
function hasPlaceholder(value) {
  if (typeof value === "string") return "<[${%".includes(value[0] ?? " ") && PLACEHOLDER.test(value)
  if (typeof value !== "object" || value === null) return false
  for (const step in value) if (hasPlaceholder(value[step])) return true
  return false
}

function addPlaceholders(pointer, value, found) {
  if (typeof value === "string") {
    if (PLACEHOLDER.test(value)) found.push(placeholder(pointer, value))
  } else if (typeof value === "object" && value !== null) {
    for (const [step, inner] of Object.entries(value)) addPlaceholders(child(pointer, step), inner, found)
  }
}
