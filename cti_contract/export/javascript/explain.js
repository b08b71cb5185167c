// The findings of the schemas as problems: one for each mistake, at the deepest place that explains it.

import { DATA } from "./data.js"
import { child, pointerTo } from "./json_pointer.js"
import { memberProblems } from "./members.js"
import { declaredIn } from "./misplaced.js"
import {
  MOST_PROBLEMS,
  asElement,
  asMember,
  badId,
  emptyObject,
  emptyText,
  intoIt,
  oneTextOfIds,
  onlyElement,
  refused,
  wrongType,
  wrongValue,
} from "./problem_texts.js"
import { followed, unknownNames } from "./schema.js"
import { meantId, targetForms, targetProblem } from "./targets.js"
import { isObject, typeOf } from "./text.js"

/** The problem of a value that does not meet a keyword. */
const ABOUT_VALUES = {
  type: (found, pointer, value, message) =>
    wrongType(pointer, found.argument, value, fixOfType(found, pointer, value, message)),
  const: ({ argument }, pointer, value) => notOneOf([argument], pointer, value),
  enum: ({ argument }, pointer, value) => notOneOf(argument, pointer, value),
  minLength: (_, pointer) => emptyText(pointer),
  oneOf: (_, pointer, value, message) => refused(message.kind, message.name),
  pattern(_, pointer, value, message) {
    if (pointer === "/target") return targetProblem(value, message)
    return value ? badId(pointer, value, meantId(value)) : emptyText(pointer)
  },
}

/** Returns how to fix a value of a wrong type, empty if nothing says it. */
function fixOfType({ argument, schema }, pointer, value, message) {
  const isArray = Array.isArray(value)
  if (isArray) {
    if (!value.length && argument.includes("object")) return emptyObject()
    if (value.length === 1 && mayBeMeant(value[0], schema)) return onlyElement()
    const members = Object.entries(schema.properties ?? {})
    const holders = members.filter(([, each]) => areElements(value, followed(each)))
    if (holders.length === 1) return asMember(holders[0][0])
  }
  if (pointer === "/target" && (isArray || isObject(value))) return oneTextOfIds(targetForms(message))
  return areElements([value], schema) ? asElement() : ""
}

/** Returns whether values may be the elements of an array with a schema. */
function areElements(values, array) {
  return "items" in array && values.length > 0 && mayBeMeant(values[0], followed(array.items))
}

/** Returns whether a value is of the type of a schema; an object has one of its members, if the schema names them. */
function mayBeMeant(value, schema) {
  if (!isObject(value)) return schema.type === "string" && typeof value === "string"
  const branches = [schema, ...(schema.oneOf ?? []).map(followed)]
  const names = branches.flatMap((each) => Object.keys(each.properties ?? {}))
  const isAny = schema.type === "object" && !(names.length && Object.keys(value).length)
  return isAny || names.some((name) => Object.hasOwn(value, name))
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
  const [problems, elsewhere] = [[], []]
  const inside = membersOfObjects(aboutValues, aboutMembers, value)
  const moved = new Set([...inside].flatMap(([pointer, names]) => names.map((name) => besideOf(pointer, name))))
  for (const [pointer, [found]] of aboutValues) {
    const inner = at(value, found.place)
    if (found.keyword === "type" && inside.has(pointer)) {
      problems.push(wrongType(pointer, found.argument, inner, intoIt(inside.get(pointer))))
    } else if (found.keyword === "type" && isOfMissing(found, inner, findings)) {
      elsewhere.push({ name: found.place[0], schema: found.schema, declared: [] })
    } else {
      problems.push(ABOUT_VALUES[found.keyword](found, pointer, inner, message))
    }
  }
  const objects = [...aboutMembers.values()].map((found) => {
    const whole = about(found, at(value, found[0].place))
    return { ...whole, unknown: whole.unknown.filter(({ name }) => !moved.has(pointerTo([...whole.place, name]))) }
  })
  if (!elsewhere.length) return [...problems, ...memberProblems(objects, value, message)]
  const whole = objects.find(({ place }) => !place.length) ?? { place: [], value, missing: new Map(), unknown: [] }
  const others = objects.filter(({ place }) => place.length)
  const unknown = [...whole.unknown, ...elsewhere]
  return [...problems, ...memberProblems([{ ...whole, unknown }, ...others], value, message)]
}

/**
 * Returns the members beside a text, number or null that has to be an object and have them, by the pointer of that.
 */
function membersOfObjects(aboutValues, aboutMembers, value) {
  const found = new Map()
  for (const [pointer, [{ keyword, argument, schema, place }]] of aboutValues) {
    const around = aboutMembers.get(pointerTo(place.slice(0, -1)))
    const isWrong = keyword === "type" && argument.includes("object")
    const inner = at(value, place)
    if (!place.length || !isWrong || !around || (Array.isArray(inner) && inner.length)) continue
    const { unknown } = about(around, at(value, place.slice(0, -1)))
    let members = unknown.filter(({ name }) => Object.hasOwn(schema.properties ?? {}, name))
    if (members.length > 1 && (schema.additionalProperties ?? true)) {
      members = unknown.filter(({ declared }) => declared !== null)
    }
    if (members.length) found.set(pointer, members.map(({ name }) => name))
  }
  return found
}

/** Returns the pointer of a member beside another one. */
function besideOf(pointer, name) {
  return child(pointer.slice(0, pointer.lastIndexOf("/")), name)
}

/**
 * Returns whether a member of the message, of a wrong type, is one of an object that lacks some or is missing: the
 * `context` of a failure is a text, that of a message an object.
 */
function isOfMissing({ place }, value, findings) {
  const lacking = findings.filter((each) => each.keyword === "required" && each.place.length <= 1)
  const objects = lacking.map((each) => (each.place.length ? each.schema : declaredIn(each.schema, each.argument)))
  const members = objects.map((schema) => declaredIn(schema, place[0]))
  return place.length === 1 && members.some(({ type }) => type !== undefined && DATA.articles[type] === typeOf(value))
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
