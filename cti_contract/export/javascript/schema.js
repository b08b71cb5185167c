// The interpreter of the keywords that the schemas of the contract use, and the places that a schema describes.

import { DATA } from "./data.js"

/** The schemas by name: those of the messages, and those that they share. A `$ref` is such a name. */
export const DEFINITIONS = DATA.definitions

const patterns = new Map()

/** Returns the regular expression of a pattern. */
export function patternOf(text) {
  let found = patterns.get(text)
  if (!found) patterns.set(text, (found = new RegExp(text, "u")))
  return found
}

/** The JSON types: whether a JSON value has it. */
const TYPES = {
  array: Array.isArray,
  boolean: (value) => typeof value === "boolean",
  integer: Number.isInteger,
  null: (value) => value === null,
  number: (value) => typeof value === "number",
  object: isMap,
  string: (value) => typeof value === "string",
}

function isMap(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/**
 * The keywords. Each adds a finding for each fault of a value: the place of the value, the keyword and its argument,
 * and the schema around the keyword.
 */
export const KEYWORDS = {
  $ref: (name, value, schema, place, found) => examine(DEFINITIONS[name], value, place, found),
  type(argument, value, schema, place, found) {
    const types = typeof argument === "string" ? [argument] : argument
    if (!types.some((type) => TYPES[type](value))) add(found, place, "type", [...types].sort(), schema)
  },
  const(argument, value, schema, place, found) {
    if (value !== argument) add(found, place, "const", argument, schema)
  },
  enum(argument, value, schema, place, found) {
    if (!argument.includes(value)) add(found, place, "enum", argument, schema)
  },
  minLength(argument, value, schema, place, found) {
    if (typeof value === "string" && [...value.slice(0, 2 * argument)].length < argument) {
      add(found, place, "minLength", argument, schema)
    }
  },
  pattern(argument, value, schema, place, found) {
    if (typeof value === "string" && !patternOf(argument).test(value)) add(found, place, "pattern", argument, schema)
  },
  properties(argument, value, schema, place, found) {
    if (!isMap(value)) return
    for (const name in argument) {
      if (!Object.hasOwn(value, name)) continue
      if (argument[name] === false) add(found, place, "false", name, schema)
      else inside(argument[name], value[name], name, place, found)
    }
  },
  required(argument, value, schema, place, found) {
    if (!isMap(value)) return
    for (const name of argument) if (!Object.hasOwn(value, name)) add(found, place, "required", name, schema)
  },
  additionalProperties(argument, value, schema, place, found) {
    if (argument || !isMap(value)) return
    if (unknownNames(schema, value).length) add(found, place, "additionalProperties", argument, schema)
  },
  items(argument, value, schema, place, found) {
    if (Array.isArray(value)) value.forEach((element, index) => inside(argument, element, index, place, found))
  },
  anyOf(argument, value, schema, place, found) {
    const branches = argument.map((branch) => findings(branch, value, place))
    if (branches.every((branch) => branch.length)) found.push(...meant(branches))
  },
  oneOf(argument, value, schema, place, found) {
    const branches = argument.map((branch) => findings(branch, value, place))
    const fitting = branches.filter((branch) => branch.length === 0).length
    if (fitting === 0) found.push(...meant(branches))
    else if (fitting > 1) add(found, place, "oneOf", argument, schema)
  },
}

/** Returns what is wrong with a value, at a place in a message. */
export function findings(schema, value, place = []) {
  const found = []
  examine(schema, value, place, found)
  return found
}

function examine(schema, value, place, found) {
  for (const keyword in schema) KEYWORDS[keyword](schema[keyword], value, schema, place, found)
}

function inside(schema, value, step, place, found) {
  place.push(step)
  examine(schema, value, place, found)
  place.pop()
}

function add(found, place, keyword, argument, schema) {
  found.push({ place: [...place], keyword, argument, schema })
}

/** Returns the names of the members of an object that its schema does not declare. */
export function unknownNames(schema, value) {
  return Object.keys(value).filter((name) => !Object.hasOwn(schema.properties ?? {}, name))
}

/**
 * Returns the findings of the branch with the fewest wrong constants, then the fewest findings.
 *
 * If every branch has a wrong constant, the value must be one of these constants.
 */
function meant(branches) {
  const constants = branches.map((branch) => branch.filter((each) => each.keyword === "const"))
  if (constants.every((each) => each.length)) {
    const argument = constants.map(([first]) => first.argument)
    return [{ ...constants[0][0], keyword: "enum", argument }]
  }
  const order = branches.map((_, index) => index)
  order.sort((one, other) => constants[one].length - constants[other].length || branches[one].length - branches[other].length)
  return branches[order[0]]
}

/** Returns a schema, or the one that its `$ref` names. */
export function followed(schema) {
  while (schema.$ref !== undefined) schema = DEFINITIONS[schema.$ref]
  return schema
}

/**
 * Returns every place below a schema, each before those inside it, as steps: the names of members, `[]` for the
 * elements of an array, `(NAME)` for one of several schemas. A schema that contains itself is visited once.
 */
export function places(schema, steps = [], outer = []) {
  const around = [...outer]
  while (schema.$ref !== undefined) {
    around.push(schema.$ref)
    schema = DEFINITIONS[schema.$ref]
  }
  if (new Set(around).size < around.length) return []
  const parts = Object.entries(schema.properties ?? {})
  if (schema.items) parts.push(["[]", schema.items])
  for (const branch of schema.oneOf ?? []) parts.push([`(${branch.$ref})`, branch])
  return parts
    .filter(([, part]) => part !== false)
    .flatMap(([step, part]) => [[...steps, step], ...places(part, [...steps, step], around)])
}

/** Returns the values at a place in a message, each with its path. */
export function valuesAt(value, steps) {
  let found = [{ path: [], value }]
  for (const step of steps) {
    if (step === "[]") {
      found = found.flatMap(({ path, value: array }) =>
        Array.isArray(array) ? array.map((element, index) => ({ path: [...path, index], value: element })) : [],
      )
    } else if (step[0] !== "(") {
      found = found
        .filter(({ value: object }) => isMap(object) && Object.hasOwn(object, step))
        .map(({ path, value: object }) => ({ path: [...path, step], value: object[step] }))
    }
  }
  return found
}
