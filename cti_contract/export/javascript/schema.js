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
 * The keywords. Each adds a finding to the scan for each fault of a value: the place of the value, the keyword and its
 * argument, and the schema around the keyword.
 */
export const KEYWORDS = {
  $ref: (name, value, schema, scan) => examine(DEFINITIONS[name], value, scan),
  type(argument, value, schema, scan) {
    const types = typeof argument === "string" ? [argument] : argument
    if (!types.some((type) => TYPES[type](value))) add(scan, "type", [...types].sort(), schema)
  },
  const(argument, value, schema, scan) {
    if (value !== argument) add(scan, "const", argument, schema)
  },
  enum(argument, value, schema, scan) {
    if (!argument.includes(value)) add(scan, "enum", argument, schema)
  },
  minLength(argument, value, schema, scan) {
    if (typeof value === "string" && [...value.slice(0, 2 * argument)].length < argument) {
      add(scan, "minLength", argument, schema)
    }
  },
  pattern(argument, value, schema, scan) {
    if (typeof value === "string" && !patternOf(argument).test(value)) add(scan, "pattern", argument, schema)
  },
  properties(argument, value, schema, scan) {
    if (!isMap(value)) return
    for (const name in argument) {
      if (!Object.hasOwn(value, name)) continue
      if (argument[name] !== false) inside(argument[name], value[name], name, scan)
      else if (!scan.isOpen) add(scan, "false", name, schema)
    }
  },
  required(argument, value, schema, scan) {
    if (!isMap(value)) return
    for (const name of argument) if (!Object.hasOwn(value, name)) add(scan, "required", name, schema)
  },
  additionalProperties(argument, value, schema, scan) {
    if (argument || scan.isOpen || !isMap(value)) return
    if (unknownNames(schema, value).length) add(scan, "additionalProperties", argument, schema)
  },
  items(argument, value, schema, scan) {
    if (Array.isArray(value)) value.forEach((element, index) => inside(argument, element, index, scan))
  },
  anyOf(argument, value, schema, scan) {
    const branches = argument.map((branch) => findings(branch, value, scan))
    if (branches.every((branch) => branch.length)) scan.found.push(...meant(branches))
  },
  oneOf(argument, value, schema, scan) {
    const branches = argument.map((branch) => findings(branch, value, scan))
    const fitting = branches.filter((branch) => branch.length === 0).length
    if (fitting === 0) scan.found.push(...meant(branches))
    else if (fitting > 1) add(scan, "oneOf", argument, schema)
  },
}

/** Returns what is wrong with a value. With `isOpen`, objects may have members that their schemas do not declare. */
export function findings(schema, value, { place = [], isOpen = false } = {}) {
  const scan = { place, isOpen, found: [] }
  examine(schema, value, scan)
  return scan.found
}

function examine(schema, value, scan) {
  for (const keyword in schema) KEYWORDS[keyword](schema[keyword], value, schema, scan)
}

function inside(schema, value, step, scan) {
  scan.place.push(step)
  examine(schema, value, scan)
  scan.place.pop()
}

function add(scan, keyword, argument, schema) {
  scan.found.push({ place: [...scan.place], keyword, argument, schema })
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
