// The problems of the members of objects: one for each cause, whether it is a wrong name or a wrong place.

import { RESULTS } from "./catalog.js"
import { DATA } from "./data.js"
import { saysCause } from "./dispatch.js"
import { child, pointerTo } from "./json_pointer.js"
import {
  Homes,
  SHORTEST_END,
  SHORTEST_PART,
  beside,
  declaredIn,
  inOneWord,
  mayBe,
  misplaced,
  onlyRequired,
  startsWith,
} from "./misplaced.js"
import {
  MOST_NAMES,
  idsOfTarget,
  membersInside,
  membersOfAnother,
  membersOfData,
  membersSpelled,
  misplacedMembers,
  missingMember,
  missingMembers,
  nullMembers,
  objectMissing,
  ofSeries,
  oneLevelTooDeep,
  otherMembers,
  otherMembersOf,
  possibleValues,
  similarMember,
  unknownMember,
  withoutMembers,
} from "./problem_texts.js"
import { DEFINITIONS, followed } from "./schema.js"
import { folded, suggestion } from "./suggest.js"
import { namesOfIds, targetForms } from "./targets.js"
import { isObject, withoutEnd } from "./text.js"

/** The shortest name that counts as the start of another name: `desc` in `description`. */
const SHORTEST_START = 3
/** The least likeness of a name to that of an optional member, if a required one is missing, which it may mean instead. */
const CERTAIN = 90
/** The members of a request. */
const WHOLE_REQUEST = ["command", "target", "data"]

/**
 * Returns the problems of the members of all objects of a message.
 *
 * Each object has its `place` and `value`, the `missing` members as a map to their schemas, and the `unknown` ones, each
 * with its name, its schema and the `declared` members: null for a member that the message refuses.
 */
export function memberProblems(objects, value, message) {
  const stray = message.kind === "request" ? strayResult(objects) : undefined
  if (stray) return [stray]
  const ids = new Map(objects.map((about) => [about, idsIn(about, message)]).filter(([, found]) => found.length))
  const aboutIds = [...ids].map(([{ place }, found]) => {
    const names = found.map((each) => each.name)
    return idsOfTarget(pointerTo([...place, names[0]]), names, targetForms(message))
  })
  return [...aboutIds, ...otherProblems(ids.size ? withoutIds(objects, ids) : objects, value, message)]
}

/** Returns the members of an object that have the ids of the target. */
function idsIn(about, message) {
  const { place, value, unknown } = about
  if (place.length > 1 || (place.length && place[0] !== "data")) return []
  const missing = new Map([...about.missing].filter(([name]) => name !== "target"))
  const isId = (each) =>
    namesOfIds(message).includes(inOneWord(each.name)) &&
    ["string", "number", "boolean"].includes(typeof value[each.name]) &&
    each.declared !== null &&
    [null, "target"].includes(hintFor(each, value, missing) ?? null)
  return unknown.filter(isId)
}

/** Returns the objects without the members that have the ids of the target, and without the lack of a target. */
function withoutIds(objects, ids) {
  return objects.map((about) => ({
    ...about,
    missing: new Map([...about.missing].filter(([name]) => about.place.length || name !== "target")),
    unknown: about.unknown.filter((each) => !ids.get(about)?.includes(each)),
  }))
}

/** Returns the problems of members that have no ids of the target. */
function otherProblems(objects, value, message) {
  const homes = new Homes(objects, value, message)
  const found = objects.map((about) => misplaced(about, homes))
  const rest = objects.map((about, index) => inPlaceOf(about, found[index], homes))
  const other = inPlaceOfOne(rest)
  const problems = rest.flatMap((about, index) => {
    const elsewhere = found[index].map(({ home, members }) => {
      const names = [...members.keys()].map((each) => each.name)
      return misplacedMembers(pointerTo([...about.place, names[0]]), names, pointerTo(home), [...members.values()])
    })
    return [...elsewhere, ...(other ? [] : inPlace(about, about.missing, about.unknown, message))]
  })
  return other ? [...problems, other] : problems
}

/** Returns an object without the members that belong in others, and without the lack of those that are in others. */
function inPlaceOf(about, found, homes) {
  const elsewhere = new Set(found.flatMap(({ members }) => [...members.keys()]))
  const missing = new Map([...about.missing].filter(([name]) => !homes.isFilled([...about.place, name])))
  return { ...about, missing, unknown: about.unknown.filter((each) => !elsewhere.has(each)) }
}

/** Returns the problem of members that stand for the only one that is missing, in an object inside their own. */
function inPlaceOfOne(objects) {
  const lacking = objects.filter((about) => about.missing.size)
  const having = objects.filter((about) => about.unknown.length)
  if (lacking.length !== 1 || having.length !== 1 || lacking[0].missing.size > 1) return null
  const [[name, schema]] = lacking[0].missing
  const wanted = onlyRequired(declaredIn(schema, name))
  const { place, value, unknown } = having[0]
  if (!wanted || unknown.length > MOST_NAMES) return null
  const path = [...lacking[0].place, name, ...wanted.steps]
  const home = path.slice(0, -1)
  if (home.length === place.length || !startsWith(home, place)) return null
  const fits = (each) =>
    each.declared !== null && !hintFor(each, value, new Map()) && mayBe(value[each.name], wanted.schema)
  if (!unknown.every(fits)) return null
  const names = unknown.map((each) => each.name)
  return otherMembers(pointerTo([...place, names[0]]), names, [path.at(-1)], pointerTo(home))
}

/** Returns the problem of a response whose result is not at the top level, so that it looks like a request. */
function strayResult(objects) {
  const isStray = ({ place, value, unknown }) =>
    place.length && unknown.some(({ name }) => name === "result") && RESULTS.includes(value.result)
  const found = objects.find(isStray)
  return found && misplacedMembers(pointerTo([...found.place, "result"]), ["result"], "", ["result"])
}

/** Returns the problems of members that belong to no other object. A renamed member is not also a missing one. */
function inPlace({ place, value }, allMissing, unknown, message) {
  const pointer = pointerTo(place)
  const first = ofAnotherType(pointer, unknown) ?? ofFailure(unknown, allMissing, value)
  if (first) {
    const still = new Map([...allMissing].filter(([name]) => first.missing.includes(name)))
    const rest = unknown.filter(({ name }) => !first.names.includes(name))
    return [first.problem, ...inPlace({ place, value }, still, rest, message)]
  }
  const holder = unknown.length ? undefined : withAll(allMissing, value)
  if (holder !== undefined) return [membersInside(pointer, [...allMissing.keys()], child(pointer, holder))]
  const wrapped = wrappedIn(place, unknown, allMissing, value)
  const inside = wrapped === undefined ? {} : inner(value[wrapped])
  const isInside = (name) => Object.hasOwn(inside, name)
  const missing = new Map([...allMissing].filter(([name]) => !isInside(name)))
  const different = unknown.filter((each) => each.name !== wrapped)
  const hints = new Map(different.map((each) => [each.name, hintFor(each, value, missing)]))
  const hinted = new Set(hints.values())
  const left = [...missing.keys()].filter((name) => !hinted.has(name))
  const unclear = [...hints.keys()].filter((name) => hints.get(name) === null)
  const reasons = new Map(wrapped === undefined ? [] : [[wrapped, oneLevelTooDeep(pointer, inside !== value[wrapped])]])
  const isDoubtful = (name) => !missing.has(hints.get(name)) && !isNearly(name, hints.get(name))
  const doubtful = unclear.length ? unclear : [...hints.keys()].filter(isDoubtful)
  const wanted = left.length === 1 ? declaredIn(missing.get(left[0]), left[0]) : null
  if (left.length === 1 && doubtful.length === 1) {
    const [name] = doubtful
    if (left[0] === "original" && isObject(value[name]) && !Object.hasOwn(value[name], "command")) {
      const inRest = inPlace({ place, value }, new Map(), unknown.filter((each) => each.name !== name), message)
      return [unknownMember(child(pointer, name), name, objectMissing("original", WHOLE_REQUEST)), ...inRest]
    }
    if (mayBe(value[name], wanted)) {
      hints.set(name, left.pop())
    } else if (left[0] === "failure" && typeof value[name] === "string") {
      hints.set(name, left[0])
      reasons.set(name, objectMissing(left.pop(), wanted.required))
    }
  }
  const wantedNames = wrapped === undefined ? expectedMembers(place, left, hints, value, wanted) : []
  if (wantedNames.length) {
    const without = [...hints.keys()].filter((name) => hints.get(name) === null)
    const names = without.length ? without : [...hints.keys()]
    return [otherMembers(child(pointer, names[0]), names, wantedNames)]
  }
  const ofData = place.length ? [] : ofOpenData(unknown, value, hints, message)
  const namesOfData = ofData.map((each) => each.name)
  const found = ofData.length ? [membersOfData(child(pointer, namesOfData[0]), namesOfData)] : []
  const lacking = left.filter((name) => name !== "data" || !ofData.length)
  const remaining = unknown.filter((each) => !ofData.includes(each))
  found.push(...unknownProblems(pointer, remaining, value, { hints, reasons, isComplete: !lacking.length, message }))
  return [...found, ...leftOut(pointer, lacking, missing, value)]
}

/**
 * Returns the problem of the members of another type of object, with their names and the members that are missing all the
 * same; null if there are none.
 */
function ofAnotherType(pointer, unknown) {
  const others = ofAnother(unknown)
  if (!others) return null
  const { names, decides, other, own } = others
  return { problem: membersOfAnother(child(pointer, names[0]), names, decides, other, own), names, missing: [] }
}

/** Returns the problem of a member in the place of the failure or of the original, null if there is none. */
function ofFailure(unknown, missing, value) {
  if (!missing.has("failure")) return null
  const data = missing.has("original") ? dataOfFailure(unknown, missing, value) : null
  const causes = unknown.filter(({ name }) => saysCause({ [name]: value[name] }))
  const cause = causes.length === 1 ? value[causes[0].name] : null
  if (data || !(typeof cause === "string" || isObject(cause))) return data
  const [{ name }] = causes
  const { required } = declaredIn(missing.get("failure"), "failure")
  const reason = typeof cause === "string" ? objectMissing("failure", required) : ""
  const left = [...missing.keys()].filter((each) => each !== "failure")
  return { problem: unknownMember(child("", name), name, reason, "failure"), names: [name], missing: left }
}

/**
 * Returns the problem of the data of a failure without its own members, null if it has none. The data is the failure, has
 * it, or is that of the request.
 */
function dataOfFailure(unknown, missing, value) {
  if (!isObject(value.data) || !unknown.some(({ name }) => name === "data")) return null
  const inside = value.data
  let [reason, hint, left] = [objectMissing("original", WHOLE_REQUEST), null, ["failure"]]
  if (Object.hasOwn(inside, "failure") && isObject(inside.failure)) {
    reason = oneLevelTooDeep("")
    left = [...missing.keys()].filter((name) => !Object.hasOwn(inside, name))
  } else if (saysCause(inside)) {
    ;[reason, hint, left] = ["", "failure", ["original"]]
  }
  return { problem: unknownMember("/data", "data", reason, hint), names: ["data"], missing: left }
}

/** Returns the problems of unknown members; `isComplete` says that their object lacks none. */
function unknownProblems(pointer, unknown, value, { hints, reasons, isComplete, message }) {
  const isNull = ({ name, declared }) => declared !== null && value[name] === null && (hints.get(name) ?? null) === null
  const nulls = new Set(unknown.filter(isNull).map((each) => each.name))
  const found = nulls.size ? [nullMembers(child(pointer, [...nulls][0]), [...nulls])] : []
  for (const each of unknown.filter(({ name }) => !nulls.has(name))) {
    let why = each.declared === null ? withoutMembers(message.kind, message.name) : series(each)
    const hint = why && each.declared !== null ? null : (hints.get(each.name) ?? null)
    const reason = reasons.get(each.name)
    if (pointer && isComplete && !why && hint === null && reason === undefined) why = othersThan(each, value)
    found.push(unknownMember(child(pointer, each.name), each.name, reason ?? why, hint))
  }
  return found
}

/** Returns the members of a message that may belong in its data, which may have any. */
function ofOpenData(unknown, value, hints, message) {
  const data = declaredIn(followed({ $ref: message.schema }), "data")
  const isOpen = (data.type ?? []).includes("object") && !data.properties && (data.additionalProperties ?? true)
  const isUnclear = ({ name, declared }) => declared !== null && hints.get(name) === null && value[name] !== null
  return isOpen ? unknown.filter(isUnclear) : []
}

/** Returns the text that says which other members an object may have, if they are few; empty if there are none. */
function othersThan(unknown, value) {
  const required = unknown.schema.required ?? []
  const isOther = (name) => !Object.hasOwn(value, name) && !required.includes(name)
  const names = (unknown.declared ?? []).filter(isOther)
  if (names.length <= MOST_NAMES) return names.length ? otherMembersOf(names) : ""
  const stems = new Set(names.map((name) => withoutEnd(name, "0123456789")))
  return stems.size === 1 ? numbered([...stems][0], unknown.declared) : ""
}

/**
 * Returns the problems of missing members beside the unknown ones; an open object may have similar ones. All others that
 * one object lacks are one problem: an empty object is one mistake.
 */
function leftOut(pointer, left, missing, value) {
  const found = []
  const present = Object.keys(value).filter((each) => !missing.has(each))
  const nearTo = (name) => suggestion(name, present) ?? longer(name, value, missing)
  const similar = new Map(left.map((name) => [name, nearTo(name)]).filter(([, near]) => near !== null))
  if (similar.size > 1) found.push(membersSpelled(pointer, [...similar.keys()], [...similar.values()]))
  else for (const [name, near] of similar) found.push(missingMember(pointer, name, similarMember(near), name))
  const others = left.filter((each) => !similar.has(each))
  const values = others.map((name) => valuesOf(name, missing.get(name)))
  if (others.length > 1) {
    const whys = others.map((name, index) => values[index].length && possibleValues(values[index], name))
    found.push(missingMembers(pointer, others, whys.filter(Boolean).join(", ")))
  } else if (others.length) {
    found.push(missingMember(pointer, others[0], values[0].length ? possibleValues(values[0]) : ""))
  }
  return found
}

/**
 * Returns the members that an object needs for the unknown ones, if these have one cause; `wanted` is the only one.
 *
 * Either each unknown one is a part of another name, or the reverse, or nothing says which one stands for which.
 */
function expectedMembers(place, left, hints, value, wanted) {
  const unclear = [...hints.keys()].filter((name) => hints.get(name) === null)
  if (!unclear.length) {
    const isOne = hints.size > 1 && !left.length && [...hints].every(([name, hint]) => isHabit(name, hint))
    return isOne ? [...new Set(hints.values())] : []
  }
  const isAll = unclear.length === Object.keys(value).length
  if (place.length && (isAll || (unclear.length === 1 && left.length > 1))) return left
  const isOne = unclear.length > 1 && unclear.length <= MOST_NAMES
  return wanted && left.length && isOne && unclear.every((name) => mayBe(value[name], wanted)) ? left : []
}

/** Returns the one member of an open object that has a missing name at its end, such as `interactionId` for `id`. */
function longer(name, value, missing) {
  const declared = beside(missing)
  const isLonger = (each) => !Object.hasOwn(declared, each) && folded(each).endsWith(folded(name))
  const found = Object.keys(value).filter(isLonger)
  return found.length === 1 ? found[0] : null
}

/**
 * Returns the name of an unknown object that has the members of the one around it: it has the same name, as in
 * `"data": {"data": {}}`, or all members that are missing. If none is missing, it has optional ones, and no others.
 */
function wrappedIn(place, unknown, missing, value) {
  const isOptional = (inside, declared) =>
    Object.keys(inside).length && Object.keys(inside).every((name) => declared.includes(name) && !Object.hasOwn(value, name))
  const isWrapped = ({ name, declared }) => {
    const inside = inner(value[name])
    if (declared === null || !isObject(inside)) return false
    const hasMissing = hasAll(inside, missing) && !isOnlyOne(inside, missing)
    return place.at(-1) === name || (missing.size ? hasMissing : isOptional(inside, declared))
  }
  return unknown.find(isWrapped)?.name
}

/** Returns whether an object may itself be the only missing member, or an element of it. */
function isOnlyOne(value, missing) {
  const wanted = [...missing].map(([name, schema]) => declaredIn(schema, name))
  const required = wanted.map((each) => followed(each.items ?? each).required ?? [])
  const isWhole = (names) => names.length > 0 && names.every((name) => Object.hasOwn(value, name))
  return required.length === 1 && isWhole(required[0])
}

/** Returns the only element of an array, any other value as it is. */
function inner(value) {
  return Array.isArray(value) && value.length === 1 ? value[0] : value
}

/** Returns the name of an object in an open object that has all members which that lacks, if it lacks some. */
function withAll(missing, value) {
  if (!missing.size) return undefined
  return Object.keys(value).find((name) => isObject(value[name]) && hasAll(value[name], missing))
}

function hasAll(value, names) {
  return [...names.keys()].every((name) => Object.hasOwn(value, name))
}

/** Returns the declared member that was probably meant: nearly spelled so, or a missing one that is a part of it. */
function hintFor(unknown, value, missing) {
  if (unknown.declared === null) return null
  const near = suggestion(unknown.name, unknown.declared.filter((name) => !Object.hasOwn(value, name)))
  const name = folded(unknown.name)
  const isPartOfIt = (each) => each.length >= SHORTEST_PART && name.includes(folded(each))
  const meant = Object.hasOwn(DATA.meant, name) ? DATA.meant[name] : undefined
  if (meant && unknown.declared.includes(meant) && !Object.hasOwn(value, meant)) return meant
  const names = [...missing.keys()]
  const ofMissing = names.find(isPartOfIt) ?? withEnd(name, names) ?? withStart(name, names)
  return near ?? ofMissing ?? withStart(name, thatMayBe(unknown, value))
}

/** Returns the members that an object does not have and that may have the value of an unknown one. */
function thatMayBe(unknown, value) {
  const absent = unknown.declared.filter((name) => !Object.hasOwn(value, name))
  return absent.filter((name) => mayBe(value[unknown.name], declaredIn(unknown.schema, name)))
}

/**
 * Returns whether one habit of naming explains several members: each is a part of another name, or the reverse, and `_`
 * and `-` do not count. The usual other names are such, too, such as `stackTrace`.
 */
function isHabit(name, hint) {
  const [one, other] = [inOneWord(name), inOneWord(hint)]
  return other.includes(one) || one.includes(other) || Object.hasOwn(DATA.meant, folded(name))
}

/** Returns whether a member is certainly the one of the hint, so that it is no other one that is missing. */
function isNearly(name, hint) {
  return Object.hasOwn(DATA.meant, folded(name)) || suggestion(name, [hint], CERTAIN) !== null
}

/** Returns the missing member of whose name another one is the end, as `id` is of `scriptId`, null if none is. */
function withEnd(name, missing) {
  const longer = missing.filter((each) => name.length >= SHORTEST_END && folded(each).endsWith(name))
  return longer.length === 1 ? longer[0] : null
}

/** Returns the missing member of whose name another one is the start, as `lang` is of `language`, null if none is. */
function withStart(name, missing) {
  const longer = missing.filter((each) => name.length >= SHORTEST_START && folded(each).startsWith(name))
  return longer.length === 1 ? longer[0] : null
}

/** Returns the values that a missing member may have; none if there are many. */
function valuesOf(name, schema) {
  const declared = declaredIn(schema, name)
  const values = "const" in declared ? [declared.const] : [...(declared.enum ?? [])]
  for (const sibling of siblings(schema)) if (sibling.decides === name) values.push(sibling.there)
  return values
}

/** Returns the text that says which members of a series, such as `p1` to `p20`, an object may have. */
function series(unknown) {
  const stem = withoutEnd(unknown.name, "0123456789")
  return stem === "" || stem === unknown.name ? "" : numbered(stem, unknown.declared)
}

/** Returns the text that says which names with a stem have a number at their end; empty if there are not several. */
function numbered(stem, names) {
  const endings = names.filter((name) => name.startsWith(stem)).map((name) => name.slice(stem.length))
  const numbers = endings.filter((ending) => /^[0-9]+$/.test(ending)).map(Number)
  return numbers.length > 1 ? ofSeries(stem, Math.min(...numbers), Math.max(...numbers)) : ""
}

/**
 * Returns the unknown members that another schema of the choice has, of the one with most of them, with the member that
 * decides; else null.
 */
function ofAnother(unknown) {
  const names = unknown.filter((each) => each.declared !== null).map((each) => each.name)
  let nearest = null
  for (const { decides, here, there, members } of names.length ? siblings(unknown[0].schema) : []) {
    const found = names.filter((name) => members.includes(name))
    if (found.length > (nearest?.names.length ?? 0)) nearest = { names: found, decides, other: there, own: here }
  }
  return nearest
}

/**
 * Returns the other schemas of the choice that a schema is part of: the member that decides, its value here and there,
 * and the members that the same part of the other schema has.
 */
function siblings(schema) {
  const { definition, steps } = wayTo(schema)
  const own = DEFINITIONS[definition]
  return choiceWith(definition).map((name) => {
    const other = DEFINITIONS[name]
    const decides = Object.keys(own.properties).find((member) => "const" in own.properties[member])
    const part = steps.reduce((inner, step) => inner[step] ?? {}, other)
    const [here, there] = [own, other].map((each) => each.properties[decides].const)
    return { decides, here, there, members: namesIn(part) }
  })
}

/** Returns the names of the members of an object, and of its objects. */
function namesIn(schema) {
  return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => [name, ...namesIn(each)])
}

const ways = new Map()

/** Returns the definition that a schema is in, and the steps to it. */
function wayTo(schema) {
  if (!ways.size) for (const [name, definition] of Object.entries(DEFINITIONS)) addWays(definition, name, [])
  return ways.get(schema)
}

function addWays(schema, definition, steps) {
  if (typeof schema !== "object") return
  ways.set(schema, { definition, steps })
  for (const [step, inner] of Object.entries(schema)) addWays(inner, definition, [...steps, step])
}

/** Returns the other definitions of a choice to which a definition belongs. */
function choiceWith(definition) {
  for (const schema of Object.values(DEFINITIONS)) {
    const names = (schema.oneOf ?? []).map((each) => each.$ref)
    if (names.includes(definition)) return names.filter((name) => name !== definition)
  }
  return []
}
