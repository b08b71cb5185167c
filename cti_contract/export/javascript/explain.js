// The findings of the schemas as problems: one for each mistake, at the deepest place that explains it.

import { pointerTo } from "./json_pointer.js"
import { memberProblems } from "./members.js"
import { MOST_PROBLEMS, badId, emptyText, refused, wrongType, wrongValue } from "./problem_texts.js"
import { unknownNames } from "./schema.js"
import { targetProblem } from "./targets.js"

/** The problem of a value that does not meet a keyword. */
const ABOUT_VALUES = {
  type: ({ argument }, pointer, value) => wrongType(pointer, argument, value),
  const: ({ argument }, pointer, value) => notOneOf([argument], pointer, value),
  enum: ({ argument }, pointer, value) => notOneOf(argument, pointer, value),
  minLength: (_, pointer) => emptyText(pointer),
  oneOf: (_, pointer, value, message) => refused(message.kind, message.name),
  pattern(_, pointer, value, message) {
    if (pointer === "/target") return targetProblem(value, message)
    return value ? badId(pointer, value) : emptyText(pointer)
  },
}

function notOneOf(values, pointer, value) {
  return typeof value === "string" ? wrongValue(pointer, values, value) : wrongType(pointer, ["string"], value)
}

/**
 * Returns the problems behind findings about `value`, which was checked as `message`.
 *
 * If several keywords reject the same value, the first is reported. A misspelt member is not also a missing one. The
 * order of the places decides on the order of the problems.
 */
export function explain(findings, value, message) {
  const [aboutValues, aboutMembers] = [new Map(), new Map()]
  for (const found of findings.sort((one, other) => byPlace(one.place, other.place))) {
    const groups = found.keyword in ABOUT_VALUES ? aboutValues : aboutMembers
    const pointer = pointerTo(found.place)
    groups.set(pointer, [...(groups.get(pointer) ?? []), found])
  }
  const problems = [...aboutValues].map(([pointer, [found]]) =>
    ABOUT_VALUES[found.keyword](found, pointer, at(value, found.place), message),
  )
  const objects = [...aboutMembers.values()].map((found) => about(found, at(value, found[0].place)))
  return [...problems, ...memberProblems(objects, value, message)]
}

/** Returns a number below 0 if the first place comes before the second, above 0 if it comes after. */
function byPlace(one, other) {
  const length = Math.min(one.length, other.length)
  for (let index = 0; index < length; index++) {
    if (one[index] !== other[index]) return one[index] < other[index] ? -1 : 1
  }
  return one.length - other.length
}

function at(value, place) {
  return place.reduce((inner, step) => inner[step], value)
}

/** Returns the findings about the members of an object as names. */
function about(findings, value) {
  const missing = new Map()
  const unknown = []
  for (const { keyword, argument, schema } of findings) {
    if (keyword === "required") missing.set(argument, schema)
    else if (keyword === "false") unknown.push({ name: argument, schema, declared: null })
    else {
      const declared = Object.keys(schema.properties ?? {})
      const names = unknownNames(schema, value).slice(0, MOST_PROBLEMS + 1)
      unknown.push(...names.map((name) => ({ name, schema, declared })))
    }
  }
  return { place: findings[0].place, value, missing, unknown }
}
