// The check of one message: the verdict and the problems.

import { MESSAGES, named } from "./catalog.js"
import { discriminate, misspeltResult } from "./dispatch.js"
import { explain } from "./explain.js"
import { isDeeper, isJson, jsonFault, shallow } from "./json_values.js"
import { MOST_PROBLEMS, notJson, refused, tooMany } from "./problem_texts.js"
import { DEFINITIONS, findings } from "./schema.js"
import { warningsAbout } from "./warnings.js"

export { MESSAGES }

/** The levels of a value that are examined for errors. Only groups of address books go deeper. */
const DEEPEST_EXAMINED = 100

/** Returns the problems of a message: the errors and then the warnings. */
export function check(value) {
  try {
    return listed(problemsOf(value))
  } catch (error) {
    return [notJson("", "unreadable", `a part of it throws ${error instanceof Error ? error.name : "an exception"}`)]
  }
}

/** Returns the problems, or the first of very many. */
function listed(problems) {
  if (problems.length <= MOST_PROBLEMS) return problems
  return [...problems.slice(0, MOST_PROBLEMS), tooMany(problems[MOST_PROBLEMS].pointer)]
}

function problemsOf(value) {
  const { message, problem } = discriminate(value)
  if (problem) return [problem]
  if (!isJson(value)) return [jsonFault(value), ...warningsAbout(message, value, false)]
  return [...errorsOf(message, value), ...warningsAbout(message, value, true)]
}

function errorsOf(message, value) {
  const schema = DEFINITIONS[message.schema]
  const found = findings(schema, value)
  if (!found.length) return []
  const misspelt = misspeltResult(message, value)
  if (misspelt) return [misspelt]
  const examined = isDeeper(value, DEEPEST_EXAMINED) ? findings(schema, shallow(value, DEEPEST_EXAMINED)) : found
  return examined.length ? explain(examined, value, message) : [refused(message.kind, message.name)]
}

/** Returns whether `check` finds no error. This is the fast path. */
export function isValid(value) {
  try {
    const { message } = discriminate(value)
    return message !== null && isJson(value) && !findings(DEFINITIONS[message.schema], value).length
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

/** Returns whether a value is a valid message of a name (or alias) and, if it is given, of a kind. */
export function isA(value, name, kind) {
  const message = identify(value)
  if (message === null || (kind !== undefined && message.kind !== kind)) return false
  return named(name, message.kind) === message && isValid(value)
}
