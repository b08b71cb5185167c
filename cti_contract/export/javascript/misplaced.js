// The members of an object that belong in other objects of the message, and the places where they belong.

import { named } from "./catalog.js"
import { MOST_PROBLEMS } from "./problem_texts.js"
import { DEFINITIONS, followed, places } from "./schema.js"
import { folded, suggestion } from "./suggest.js"
import { isObject, typeOf } from "./text.js"

/** The objects around an object in which the places of its members are looked for: groups of a book may be very deep. */
const FARTHEST = 16
/** The most unknown members of one object that are looked for by other names than their own. */
const MOST_RENAMED = 20
/** The most objects that members may belong in: one of two has a problem, and no more problems are listed. */
const MOST_OBJECTS = 2 * MOST_PROBLEMS
/** The words for JSON types that a number or text may be meant as. */
const SCALARS = ["a string", "a number", "a boolean"]
/** The shortest name that counts as a part of another name: `code` in `errorCode`. */
export const SHORTEST_PART = 4
/** The shortest name that counts as the end of another name: `id` in `scriptId`. */
export const SHORTEST_END = 2
/** How much a name is like that of a member: vaguely, so that it counts beside others only; nearly; or it is the same. */
const [VAGUE, NEARLY, SAME] = [1, 2, 3]

/**
 * Returns the members of an object that belong in another object, by its pointer, with their names there.
 *
 * Members that are together in the wrong object were probably together in the right one, so the objects with most of
 * them come first. The object itself is one of these, for members that it has under other names.
 */
export function misplaced(about, homes) {
  const options = new Map()
  for (const unknown of about.unknown) {
    for (const { place, likeness } of homes.options(unknown, about)) {
      const home = place.slice(0, -1)
      const key = JSON.stringify(home)
      if (!options.has(key)) options.set(key, { home, meant: [] })
      options.get(key).meant.push({ likeness, unknown, name: place.at(-1) })
    }
  }
  const own = JSON.stringify(about.place)
  let left = new Set(about.unknown)
  const found = []
  while (options.size) {
    const best = bestOf(options, left, own)
    if (!best) break
    const { home } = options.get(best.key)
    options.delete(best.key)
    const names = new Map(best.found.map((each) => [each.unknown, each.name]))
    if (best.key !== own) {
      for (const each of left) if (!names.has(each) && homes.isFree(home, each.name)) names.set(each, each.name)
      const members = about.unknown.filter((each) => names.has(each)).map((each) => [each, names.get(each)])
      found.push({ home, members: new Map(members) })
      homes.take(home, names.values())
    }
    left = new Set([...left].filter((each) => !names.has(each)))
  }
  const open = found.find(({ home, members }) => members.size > 1 && homes.takesAny(home))
  if (open) {
    for (const each of left) if (each.declared !== null) open.members.set(each, each.name)
    const order = (one, other) => about.unknown.indexOf(one[0]) - about.unknown.indexOf(other[0])
    open.members = new Map([...open.members].sort(order))
  }
  const first = ({ members }) => about.unknown.indexOf(members.keys().next().value)
  return found.sort((one, other) => first(one) - first(other))
}

/** Returns the home with most of the members that are left, with these, or undefined. */
function bestOf(options, left, own) {
  let best
  for (const [key, { home, meant }] of options) {
    const found = oneToOne(meant, left)
    if (!found.some((each) => each.likeness > VAGUE)) continue
    const likeness = found.reduce((sum, each) => sum + each.likeness, 0)
    const weight = [found.length, likeness, key === own ? 1 : 0, -home.length]
    if (!best || isMore(weight, best.weight)) best = { key, found, weight }
  }
  return best
}

function isMore(weight, other) {
  const index = weight.findIndex((each, at) => each !== other[at])
  return index >= 0 && weight[index] > other[index]
}

/** Returns for each member that is left the name that its own is most like, and for each name one member. */
function oneToOne(meant, left) {
  const [members, names] = [new Set(), new Set()]
  const order = (one, other) => other.likeness - one.likeness || other.name.length - one.name.length
  return [...meant].sort(order).filter(({ unknown, name }) => {
    if (!left.has(unknown) || members.has(unknown) || names.has(name)) return false
    members.add(unknown)
    names.add(name)
    return true
  })
}

/** The places in a message at which members that are in the wrong object may belong: each is that of one member. */
export class Homes {
  constructor(objects, value, message) {
    this.value = value
    this.message = message
    this.places = placesByName(message)
    this.taken = new Set()
    this.filled = new Set()
    this.gaps = new Map()
    this.lacking = new Map(objects.filter((each) => each.missing.size).map((each) => [JSON.stringify(each.place), each]))
    const isAnyUnknown = objects.some((about) => about.unknown.length)
    for (const about of isAnyUnknown ? objects.slice(0, MOST_OBJECTS).reverse() : []) this.add(about)
    this.free = new Map()
    this.fresh = new Map()
    const optional = optionalInElements(message)
    const unknown = objects.flatMap((about) => about.unknown.map((each) => each.name))
    const names = new Set(unknown.filter((name) => optional.has(name)))
    if (names.size) this.addFree(names)
  }

  /** Adds the members that elements of arrays may have, but do not, by the place of an object around them and by name. */
  addFree(names) {
    let left = MOST_OBJECTS
    for (const place of freeInElements(this.value, this.message, names)) {
      for (const start of startsOf(place.slice(0, -1))) {
        const key = JSON.stringify([start, place.at(-1)])
        if (!this.free.has(key)) this.free.set(key, [])
        this.free.get(key).push(place)
      }
      left -= 1
      if (!left) break
    }
  }

  add(about) {
    const byName = new Map()
    for (const [name, schema] of about.missing) {
      for (const { steps, schema: inside } of declaredInside(schema, name)) {
        const members = byName.get(steps.at(-1)) ?? []
        byName.set(steps.at(-1), [...members, { place: [...about.place, ...steps], schema: inside }])
      }
    }
    for (const start of startsOf(about.place)) {
      const key = JSON.stringify(start)
      if (!this.gaps.has(key)) this.gaps.set(key, new Map())
      const gaps = this.gaps.get(key)
      for (const [name, members] of byName) {
        if (!gaps.has(name)) gaps.set(name, [])
        gaps.get(name).push(members)
      }
    }
  }

  /** Remembers that members belong in an object. */
  take(home, names) {
    for (const name of names) {
      this.taken.add(JSON.stringify([...home, name]))
      for (const start of startsOf([...home, name])) this.filled.add(JSON.stringify(start))
    }
  }

  /** Returns whether a member was found that belongs at a place or below it. */
  isFilled(place) {
    return this.filled.has(JSON.stringify(place))
  }

  /** Returns whether the object at a place, which lacks some member, may have another one of a name. */
  isFree(place, name) {
    const about = this.lacking.get(JSON.stringify(place))
    return about !== undefined && Object.hasOwn(beside(about.missing), name) && !Object.hasOwn(about.value, name)
  }

  /** Returns whether the object at a place has members and may have others that the contract does not know. */
  takesAny(place) {
    const schema = place.reduce(declaredIn, followed({ $ref: this.message.schema }))
    return schema.properties !== undefined && (schema.additionalProperties ?? true) !== false
  }

  /** Returns the places at which a member may belong, with the likeness of its name to the name there. */
  options(unknown, about) {
    const found = this.declared(unknown, about).map((place) => ({ place, likeness: SAME }))
    for (const start of startsOf(about.place)) {
      const gaps = this.gapsOf(start, unknown.name).map(({ place }) => ({ place, likeness: SAME }))
      if (gaps.length) return [...found, ...gaps]
    }
    found.push(...this.inElements(unknown, about).map((place) => ({ place, likeness: SAME })))
    const isOneOfFew = unknown.declared !== null && about.unknown.length <= MOST_RENAMED
    return found.length || !isOneOfFew ? found : this.renamed(unknown, about)
  }

  /** Returns the place in an object around or inside the member's own in which a member of its name may be. */
  declared(unknown, about) {
    const found = (this.places.get(unknown.name) ?? []).find((place) => {
      const parent = place.slice(0, -1)
      const isClose = startsWith(place, about.place) || startsWith(about.place, parent)
      const isSame = parent.length === about.place.length && startsWith(parent, about.place)
      const isInOriginal = place[0] === "original" && place.length > 1
      const hasOriginal = !isInOriginal || Object.hasOwn(this.value, "original")
      return isClose && !isSame && hasOriginal && !has(this.value, place)
    })
    return found ? [found] : []
  }

  /** Returns the places at which a member may be in an element of an array, which may be a new element. */
  inElements(unknown, about) {
    const isLeft = (place) => !this.taken.has(JSON.stringify(place))
    for (const start of objectsAround(about.place)) {
      const free = (this.free.get(JSON.stringify([start, unknown.name])) ?? []).filter(isLeft)
      if (free.length) return inAny(free)
    }
    const key = JSON.stringify(about.place)
    if (!this.fresh.has(key)) this.fresh.set(key, this.inNewElements(about))
    return (this.fresh.get(key).get(unknown.name) ?? []).filter(isLeft)
  }

  /**
   * Returns the places of members, by name, in elements that arrays around or inside their object may have. An empty
   * array may have one with some of the members, any other one an element with all that it requires.
   */
  inNewElements(about) {
    const names = new Map(about.unknown.map(({ name }) => [name, about.value[name]]))
    const found = new Map()
    for (const start of objectsAround(about.place)) {
      const { schema, value } = schemaIn(this.value, start, this.message)
      for (const { place, array, items } of arraysIn(start, value, schema)) {
        for (const steps of array.length ? ofWholeElement(items, names) : ofElement(place, items, names)) {
          const name = steps.at(-1)
          if (!found.has(name)) found.set(name, [])
          found.get(name).push([...place, array.length, ...steps])
        }
      }
    }
    return found
  }

  /** Returns the members of a name that are missing in an object at or inside a place, or inside its members. */
  gapsOf(start, name) {
    const gaps = this.gaps.get(JSON.stringify(start))?.get(name) ?? []
    while (gaps.length) {
      const free = gaps.at(-1).filter(({ place }) => !this.taken.has(JSON.stringify(place)))
      if (free.length) return free
      gaps.pop()
    }
    return []
  }

  /** Returns the places of members with names that are like that of an unknown one. */
  renamed(unknown, about) {
    const found = []
    const near = suggestion(unknown.name, unknown.declared.filter((name) => !Object.hasOwn(about.value, name)))
    if (near) found.push({ place: [...about.place, near], likeness: NEARLY })
    const isOwn = (place) => place.length === about.place.length + 1 && startsWith(place, about.place)
    for (const start of startsOf(about.place)) {
      const least = start.length === about.place.length ? VAGUE : SAME
      for (const name of this.gaps.get(JSON.stringify(start))?.keys() ?? []) {
        const likeness = likenessOf(unknown.name, name)
        if (likeness < least) continue
        for (const { place, schema } of this.gapsOf(start, name)) {
          if (likeness === SAME || isOwn(place)) found.push({ place, likeness })
          else if (mayBe(about.value[unknown.name], schema)) {
            const isInArray = place.slice(about.place.length).includes(0)
            found.push({ place, likeness: isInArray ? VAGUE : likeness })
          }
        }
      }
    }
    return found
  }
}

/** Returns how much a name is like that of a member, 0 if it is not. */
function likenessOf(name, other) {
  const [one, two] = [inOneWord(name), inOneWord(other)]
  if (one === two) return SAME
  if ((two.length >= SHORTEST_PART && one.includes(two)) || suggestion(name, [other])) return NEARLY
  return two.length >= SHORTEST_END && one.endsWith(two) ? VAGUE : 0
}

/** Returns a name for a comparison in which `_` and `-` do not count. */
export function inOneWord(name) {
  return folded(name).replace(/[_-]/g, "")
}

/** Returns a place and those around it, the nearest first. */
function startsOf(place) {
  const lengths = Array.from({ length: Math.min(place.length, FARTHEST) + 1 }, (_, index) => place.length - index)
  return lengths.map((length) => place.slice(0, length))
}

export function startsWith(place, start) {
  return start.length <= place.length && start.every((step, index) => step === place[index])
}

/** Returns a place and those around it, as far as no array is between, the nearest first. */
function objectsAround(place) {
  const found = [place]
  while (place.length && typeof place.at(-1) !== "number") {
    place = place.slice(0, -1)
    found.push(place)
  }
  return found
}

/** Returns one place for several that differ in the numbers of elements only; none for others. */
function inAny(all) {
  const shortest = Math.min(...all.map((place) => place.length))
  const one = all[0].slice(0, shortest).map((step, index) => (all.every((each) => each[index] === step) ? step : "*"))
  const isSame = all.every((place) => place.length === shortest)
  return isSame && one.at(-1) === all[0].at(-1) ? [one] : []
}

/** Yields the places at which members of some names may be in elements of arrays, but are not. */
function* freeInElements(value, message, names, place = [], schema = { $ref: message.schema }) {
  const own = chosenOf(schema, value)
  if (Array.isArray(value) && own.items) {
    for (const [index, each] of value.entries()) {
      yield* freeInElements(each, message, names, [...place, index], own.items)
    }
  } else if (isObject(value)) {
    const members = Object.entries(own.properties ?? {})
    const isFree = ([name]) => names.has(name) && !Object.hasOwn(value, name)
    if (place.some((step) => typeof step === "number")) {
      for (const [name] of members.filter(isFree)) yield [...place, name]
    }
    for (const [name, each] of members) {
      if (each && Object.hasOwn(value, name)) {
        yield* freeInElements(value[name], message, names, [...place, name], each)
      }
    }
  }
}

const optionalOfMessages = new Map()

/** Returns the names of members that elements of arrays may have and do not need. */
function optionalInElements(message) {
  if (!optionalOfMessages.has(message)) {
    const found = places({ $ref: message.schema }).filter((steps) => {
      const name = steps.at(-1)
      return steps.includes("[]") && !"([".includes(name[0]) && !isRequired(message, steps)
    })
    optionalOfMessages.set(message, new Set(found.map((steps) => steps.at(-1))))
  }
  return optionalOfMessages.get(message)
}

/** Returns whether the object around a place in a message must have its member. */
function isRequired(message, steps) {
  let schema = followed({ $ref: message.schema })
  for (const step of steps.slice(0, -1)) {
    if (step === "[]") schema = followed(schema.items)
    else schema = step[0] === "(" ? DEFINITIONS[step.slice(1, -1)] : declaredIn(schema, step)
  }
  return (schema.required ?? []).includes(steps.at(-1))
}

/** Returns the schema of a value, and of a choice the one whose constants the value has; an empty one if none has. */
function chosenOf(schema, value) {
  const own = followed(schema)
  if (!own.oneOf) return own
  const isMeant = (branch) =>
    isObject(value) &&
    Object.entries(branch.properties).every(([name, each]) => !("const" in each) || value[name] === each.const)
  return own.oneOf.map(followed).find(isMeant) ?? {}
}

/** Returns the schema of the value at a place in a message, as its choices decide, and the value. */
function schemaIn(value, place, message) {
  let schema = chosenOf({ $ref: message.schema }, value)
  for (const step of place) {
    value = value[step]
    schema = chosenOf((typeof step === "number" ? schema.items : schema.properties?.[step]) || {}, value)
  }
  return { schema, value }
}

/** Returns the arrays in an object and in its objects, each with its place and the schema of its elements. */
function arraysIn(place, value, schema) {
  if (Array.isArray(value) && schema.items) return [{ place, array: value, items: schema.items }]
  if (!isObject(value)) return []
  const inside = Object.entries(schema.properties ?? {}).filter(([name, each]) => each && Object.hasOwn(value, name))
  return inside.flatMap(([name, each]) => arraysIn([...place, name], value[name], chosenOf(each, value[name])))
}

/**
 * Returns the places of members in a new element of an array, which is empty: nothing is missing there. Several must
 * belong in one object, or the name or value of one must show it.
 */
function ofElement(place, items, names) {
  const inside = new Map(insideOf([], items, []).map((each) => [JSON.stringify(each.steps), each]))
  const found = [...inside.values()].filter(({ steps }) => names.has(steps.at(-1)))
  const around = ({ steps }) => JSON.stringify(steps.slice(0, -1))
  const noun = inOneWord(place.at(-1)).replace(/s$/, "")
  const isCertain = (each) => {
    if (found.filter((other) => around(other) === around(each)).length > 1) return true
    const [name] = each.steps
    return each.steps.length === 1 && (isOfParts(names.get(name), each.schema) || inOneWord(name).includes(noun))
  }
  return found.filter(isCertain).map(({ steps }) => steps)
}

/** Returns whether a value is an array or object, as a schema says. */
function isOfParts(value, schema) {
  return (Array.isArray(value) || isObject(value)) && typeOf(value).endsWith(` ${schema.type}`)
}

/** Returns the names of members that are a whole element of an array, as places in it; none if they are not. */
function ofWholeElement(items, names) {
  const schema = followed(items)
  for (const each of (schema.oneOf ?? [schema]).map(followed)) {
    if (each.required?.length && each.required.every((name) => names.has(name))) {
      return [...names.keys()].filter((name) => Object.hasOwn(each.properties, name)).map((name) => [name])
    }
  }
  return []
}

const placesOfMessages = new Map()

/**
 * Returns the places of the members of each name in objects that are not elements of arrays. The original of a failure is
 * a request, although no schema describes its data there.
 */
function placesByName(message) {
  let found = placesOfMessages.get(message)
  if (!found) {
    found = new Map()
    const isDescribed = (steps) => steps.length === 1 || !["context", "original"].includes(steps[0])
    const all = places({ $ref: message.schema }).filter(isDescribed)
    const request = message.kind === "failure" ? named(message.name, "request") : null
    const ofRequest = request ? places({ $ref: request.schema }).filter(([first]) => first === "data") : []
    for (const steps of [...all, ...ofRequest.map((steps) => ["original", ...steps])]) {
      if (steps.some((step) => "([".includes(step[0]))) continue
      found.set(steps.at(-1), [...(found.get(steps.at(-1)) ?? []), steps])
    }
    placesOfMessages.set(message, found)
  }
  return found
}

function has(value, place) {
  for (const step of place) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return false
    value = value[step]
  }
  return true
}

/** Returns the members of the object that lacks some. */
export function beside(missing) {
  const [schema] = missing.values()
  return schema.properties
}

/** Returns the schema of a missing member of an object with a schema. */
export function declaredIn(schema, name) {
  return followed(schema.properties?.[name] || {})
}

const insideOfSchemas = new Map()

/** Returns a missing member and all that may be inside it, each once, with the steps from the object that lacks it. */
function declaredInside(schema, name) {
  if (!insideOfSchemas.has(schema)) insideOfSchemas.set(schema, new Map())
  const found = insideOfSchemas.get(schema)
  if (!found.has(name)) {
    const members = new Map()
    const inside = insideOf([name], schema.properties?.[name] || {}, [])
    for (const each of [{ steps: [name], schema: declaredIn(schema, name) }, ...inside]) {
      const key = JSON.stringify(each.steps)
      if (!members.has(key)) members.set(key, each)
    }
    found.set(name, [...members.values()])
  }
  return found.get(name)
}

/** Returns the members inside a value with a schema. A schema that contains itself is visited once. */
function insideOf(steps, schema, outer) {
  const names = [...outer]
  while (schema.$ref !== undefined) {
    names.push(schema.$ref)
    schema = DEFINITIONS[schema.$ref]
  }
  if (new Set(names).size < names.length) return []
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => [
    { steps: [...steps, name], schema: followed(member) },
    ...insideOf([...steps, name], member, names),
  ])
  const elements = schema.items ? insideOf([...steps, 0], schema.items, names) : []
  return [...members, ...elements, ...(schema.oneOf ?? []).flatMap((branch) => insideOf(steps, branch, names))]
}

/**
 * Returns the only value that an object requires, inside its objects, with the steps to it; null if it is an array or
 * there are others.
 */
export function onlyRequired(schema) {
  const steps = []
  while (schema.type === "object") {
    const required = schema.required ?? []
    if (required.length !== 1 || schema.additionalProperties !== false) return null
    steps.push(required[0])
    schema = followed(schema.properties[required[0]])
  }
  return schema.type === "array" ? null : { steps, schema }
}

/**
 * Returns whether a value may be meant for a missing member: it has its type, both are no array or object, or one is an
 * array, and the other is an element of such an array.
 */
export function mayBe(value, declared) {
  const wanted = declared.type
  const given = Array.isArray(value) && value.length && wanted !== "array" ? value[0] : value
  const found = typeOf(given)
  if (wanted === undefined || given === null || found.endsWith(` ${wanted}`)) return true
  if (wanted === "array") return found === "an object"
  return SCALARS.includes(found) && ["string", "integer"].includes(wanted)
}
