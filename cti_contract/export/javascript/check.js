// The check of one message: the verdict and the problems.

import { COMMANDS, EVENTS, KINDS, MESSAGES, named } from "./catalog.js"
import { DATA } from "./data.js"
import { discriminate, misspeltResult, newer } from "./dispatch.js"
import { explain } from "./explain.js"
import { lineAndColumn, placesIn, readText } from "./json_text.js"
import { isDeeper, isJson, jsonFault, shallow } from "./json_values.js"
import { MOST_PROBLEMS, byteOrderMark, noSuchKind, noSuchName, notJson, refused, tooMany } from "./problem_texts.js"
import { DEFINITIONS, findings } from "./schema.js"
import { quote, typeOf } from "./text.js"
import { warningsAbout } from "./warnings.js"

export { MESSAGES }

/** The levels of a value that are examined for errors. Only groups of address books go deeper. */
const DEEPEST_EXAMINED = 100
/** The codes of problems that are at the name of a member; others are at its value. */
const ABOUT_NAMES = DATA.texts.aboutNames

/** Returns the problems of a message: the errors and then the warnings. */
export function check(value, options) {
  const isOpen = acceptsUnknown(options)
  try {
    return listed(problemsOf(value, isOpen))
  } catch (error) {
    return [notJson("", "unreadable", `a part of it throws ${nameOf(error)}`)]
  }
}

/** Returns the name of what was thrown, which may be anything. */
function nameOf(error) {
  try {
    return error instanceof Error && typeof error.name === "string" ? error.name : "an exception"
  } catch {
    return "an exception"
  }
}

/** Returns whether messages and members that the contract does not know are accepted: they may be of a newer peer. */
function acceptsUnknown({ unknown = "error" } = {}) {
  if (["error", "ignore"].includes(unknown)) return unknown === "ignore"
  throw new RangeError(`unknown must be "error" or "ignore", not ${quote(unknown)}`)
}

/** Returns the problems, or the first of very many. */
function listed(problems) {
  if (problems.length <= MOST_PROBLEMS) return problems
  return [...problems.slice(0, MOST_PROBLEMS), tooMany(problems[MOST_PROBLEMS].pointer)]
}

function problemsOf(value, isOpen) {
  const warning = isOpen ? newer(value) : null
  if (warning) return [isJson(value) ? warning : jsonFault(value)]
  const { message, problem } = discriminate(value, isOpen)
  if (problem) return [problem]
  if (!isJson(value)) return [jsonFault(value), ...warningsAbout(message, value, false)]
  return [...errorsOf(message, value, isOpen), ...warningsAbout(message, value, true)]
}

function errorsOf(message, value, isOpen) {
  const schema = DEFINITIONS[message.schema]
  const found = findings(schema, value, { isOpen })
  if (!found.length) return []
  const misspelt = misspeltResult(message, value)
  if (misspelt) return [misspelt]
  const isDeep = isDeeper(value, DEEPEST_EXAMINED)
  const examined = isDeep ? findings(schema, shallow(value, DEEPEST_EXAMINED), { isOpen }) : found
  return examined.length ? explain(examined, value, message) : [refused(message.kind, message.name)]
}

/** Returns whether `check` finds no error. This is the fast path. */
export function isValid(value, options) {
  const isOpen = acceptsUnknown(options)
  try {
    if (isOpen && newer(value)) return isJson(value)
    const { message } = discriminate(value, isOpen)
    return message !== null && isJson(value) && !findings(DEFINITIONS[message.schema], value, { isOpen }).length
  } catch {
    return false
  }
}

/** Returns which message a JSON value is, null if it is none; the value may still be invalid. */
export function identify(value) {
  try {
    return discriminate(value).message
  } catch {
    return null
  }
}

/**
 * Returns whether a value is a valid message of a name (or alias) and, if it is given, of a kind. It throws for a name or
 * kind that the contract does not have.
 */
export function isA(value, name, kind, options) {
  const kinds = KINDS.filter((each) => named(name, each))
  if (!kinds.length) throw wrongCall(noSuchName(name, [...COMMANDS, ...EVENTS]))
  if (kind !== undefined && !kinds.includes(kind)) throw wrongCall(noSuchKind(name, kind, kinds))
  const message = identify(value)
  if (message === null || (kind !== undefined && message.kind !== kind)) return false
  return named(name, message.kind) === message && isValid(value, options)
}

function wrongCall({ message, hint }) {
  return new RangeError(hint === null ? message : `${message}, did you mean ${quote(hint)}?`)
}

/**
 * Returns the problems of a JSON text, each with its line and column, in the order of the text.
 *
 * It finds what `JSON.parse` hides, such as two members of one name.
 */
export function checkText(text, options) {
  if (typeof text !== "string") throw new TypeError(`a JSON text must be a string, not ${typeOf(text)}`)
  const marks = text.startsWith("\ufeff") ? [{ ...byteOrderMark(), line: 1, column: 1 }] : []
  const plain = text.slice(marks.length)
  const { value, problem, index } = readText(plain)
  if (problem) return [...marks, { ...problem, ...lineAndColumn(plain, index) }]
  const found = check(value, options)
  const places = found.length ? placesIn(plain) : null
  const problems = found.map((each) => {
    const place = places.get(each.pointer)
    return { ...each, ...lineAndColumn(plain, ABOUT_NAMES.includes(each.code) ? place.name : place.value) }
  })
  return [...marks, ...problems.sort((one, other) => one.line - other.line || one.column - other.column)]
}
