// The problems of one message: each function returns one, with a text of `problem_texts.py`.

import { DATA } from "./data.js"
import { suggestedName, suggestion } from "./suggest.js"
import { allOf, filled, lookAlike, oneOf, point, quote, shortened, typeOf, withoutEnd } from "./text.js"

const { templates: TEMPLATES, phrases: PHRASES, mostNames, mostProblems } = DATA.texts
/** The most names of members in one text. */
export const MOST_NAMES = mostNames
/** The most problems of one message that are listed. */
export const MOST_PROBLEMS = mostProblems
const SPACE = new RegExp(DATA.targets.notInIds, "u")
const JSON_STARTS = Object.fromEntries(
  Object.entries(DATA.json.starts).map(([type, start]) => [type, new RegExp(`^${start}`)]),
)
const SIMPLE_VALUES = Object.fromEntries(
  Object.entries(DATA.json.simple).map(([type, simple]) => [type, new RegExp(`^(?:${simple})$`)]),
)

function problem(template, pointer, parts, hint = null) {
  const [code, text, severity] = TEMPLATES[template]
  return { code, message: filled(text, parts), pointer, severity, hint }
}

/** Returns a part of a text. */
function phrase(key, parts = {}) {
  return filled(PHRASES[key], parts)
}

function within(pointer) {
  return pointer && phrase("within", { place: shortened(pointer) })
}

function because(why) {
  return why && phrase("because", { why })
}

function placeOf(pointer) {
  return shortened(pointer) || phrase("whole message")
}

function around(pointer) {
  return pointer.slice(0, pointer.lastIndexOf("/"))
}

// The name and kind of a message

export function unknownName(kind, member, name, hint, isOther) {
  const [noun, other, otherMember] =
    kind === "event" ? ["event", "command", "command"] : ["command", "event", "name"]
  let why = ""
  if (isOther) why = phrase("name of the other", { other, member: otherMember })
  else if (hint) why = lookAlike(name, hint)
  return problem("unknown name", `/${member}`, { noun, name: quote(name), why }, isOther ? null : hint)
}

export function unknownValue(member, value, hint) {
  return problem("unknown value", `/${member}`, { member, value: quote(value) }, hint)
}

/** Returns the problem of a name, given to a call, that no message has. */
export function noSuchName(name, choices) {
  return problem("no such name", "", { name: quote(name) }, suggestedName(String(name), choices))
}

/** Returns the problem of a kind, given to a call, that the messages of a name do not have. */
export function noSuchKind(name, kind, kinds) {
  return problem("no such kind", "", { name: quote(name), kind: quote(kind), kinds: oneOf(kinds) })
}

/** Returns the problem of a value with neither `command` nor `name`; `inside` is the pointer of a message in it. */
export function noName(inside) {
  return problem("no name", "", { where: inside && phrase("message inside", { place: shortened(inside) }) })
}

export function twoNames() {
  return problem("two names", "", {})
}

export function successWithFailure() {
  return problem("success with failure", "/result", {}, "failure")
}

export function failureWithData() {
  return problem("failure with data", "/result", {}, "success")
}

export function missingResult(member) {
  return missingMember("", "result", phrase("makes a response", { member: quote(member) }))
}

export function missingCommand(member, command = null) {
  const why = member ? phrase("repeats the command", { member: quote(member) }) : phrase("makes a request", {})
  return missingMember("", "command", why, command)
}

export function missingName() {
  return missingMember("", "name", phrase("makes an event", {}))
}

// Members and values

export function missingMember(pointer, name, why = "", hint = null) {
  return problem("missing member", pointer, { name: quote(name), within: within(pointer), why: because(why) }, hint)
}

export function unknownMember(pointer, name, why = "", hint = null) {
  const reason = because(why) || (hint ? lookAlike(name, hint) : "")
  return problem("unknown member", pointer, { name: quote(name), within: within(around(pointer)), why: reason }, hint)
}

export function withoutMembers(kind, name) {
  return phrase("without members", { kind, name })
}

export function ofSeries(stem, first, last) {
  return phrase("of series", { stem, first, last })
}

/** Returns which other members an object may have, in place of an unknown one. */
export function otherMembersOf(names) {
  if (names.length === 1) return phrase("other member", { name: quote(names[0]) })
  return phrase("other members", { names: allOf(names) })
}

export function similarMember(name) {
  return phrase("similar member", { name: quote(name) })
}

/** Returns which values a missing member may have; its name is needed if it is one of several. */
export function possibleValues(values, name = null) {
  if (name === null) return phrase("possible values", { values: oneOf(values) })
  return phrase("values of a member", { name: quote(name), values: oneOf(values) })
}

export function objectMissing(name, members) {
  return phrase("object missing", { name: quote(name), members: allOf(members) })
}

export function oneLevelTooDeep(pointer, isInArray) {
  const place = pointer ? shortened(pointer) : phrase("the message")
  return isInArray ? phrase("too deep in an array", { place }) : phrase("one level too deep", { place })
}

/** Returns the problem of an object at `pointer` that lacks members, which are in an object inside, at `inside`. */
export function membersInside(pointer, names, inside) {
  const place = shortened(inside)
  const why = names.length === 1 ? phrase("it inside", { place }) : phrase("they inside", { place })
  return missingMembers(pointer, names, why)
}

/** Returns the problem of an open object at `pointer` that lacks members, but has others that are spelled so. */
export function membersSpelled(pointer, names, others) {
  return missingMembers(pointer, names, phrase("similar members", { names: fewOf(others) }))
}

/** Returns the problem of an object at `pointer` that lacks members. */
export function missingMembers(pointer, names, why = "") {
  const members = names.length === 1 ? "member" : "members"
  const parts = { members, names: fewOf(names), within: within(pointer), why: because(why) }
  return problem("members missing", pointer, parts)
}

/** Returns the problem of members, the first one at `pointer`, that belong in the object at `home` by the names `right`. */
export function misplacedMembers(pointer, names, home, right) {
  const where = home ? phrase("in the object", { place: shortened(home) }) : phrase("at the top")
  const isSame = right.every((name, index) => name === names[index])
  const renamed = isSame ? "" : phrase("as others", { names: allOf(right.slice(0, MOST_NAMES)) })
  return unknownMembers(pointer, names, where + renamed)
}

/** Returns the problem of members of another type of object: `decides` is `other` there, and `own` here. */
export function membersOfAnother(pointer, names, decides, other, own) {
  const parts = { decides: quote(decides), other: quote(other), own: quote(own) }
  return unknownMembers(pointer, names, phrase("to another", parts))
}

/** Returns the problem of members, the first one at `pointer`, that stand for those expected in the object at `home`. */
export function otherMembers(pointer, names, expected, home = "") {
  return unknownMembers(pointer, names, allOf(expected) + within(home), phrase("expected"))
}

/** Returns the problem of members of a message, the first one at `pointer`, whose data may have any member. */
export function membersOfData(pointer, names) {
  return unknownMembers(pointer, names, phrase("in the object", { place: "/data" }), phrase("of the data"))
}

/** Returns the problem of unknown members, the first one at `pointer`, that are null because they have no value. */
export function nullMembers(pointer, names) {
  const leaveOut = names.length === 1 ? phrase("leave it out", {}) : phrase("leave them out", {})
  return unknownMembers(pointer, names, phrase("instead of null", {}), leaveOut)
}

/** Returns the problem of members, the first one at `pointer`, with ids that belong in the target. */
export function idsOfTarget(pointer, names, forms) {
  return unknownMembers(pointer, names, phrase("as forms", { forms }), phrase("target has ids"))
}

function unknownMembers(pointer, names, where, relation) {
  const [members, theyBelong] = names.length === 1 ? ["member", "it belongs"] : ["members", "they belong"]
  const belong = relation ?? theyBelong
  const parts = { members, names: fewOf(names), within: within(around(pointer)), belong, where }
  return problem("members elsewhere", pointer, parts)
}

function fewOf(names) {
  if (names.length <= MOST_NAMES) return allOf(names)
  return phrase("and more", { name: quote(names[0]), number: names.length - 1 })
}

/** Returns the problem of a value of another JSON type than those named; `fix` says how to fix it. */
export function wrongType(pointer, types, value, fix = "") {
  const expected = types.map((type) => DATA.articles[type]).join(" or ")
  const how = fix || quotes(pointer, types, value)
  const why = typeof value === "string" && !how ? jsonInString(types, value) : because(how)
  return problem("wrong type", pointer, { place: placeOf(pointer), expected, found: typeOf(value), why })
}

/** Returns how to fix a text with the JSON of a simple value, or a number for a text, empty for any other value. */
function quotes(pointer, types, value) {
  if (typeof value === "string") return types.some((type) => SIMPLE_VALUES[type]?.test(value)) ? phrase("without quotes") : ""
  const isText = String(types) === "string" && !DATA.json.noNumbers.includes(pointer)
  return typeof value === "number" && isText ? phrase("in quotes") : ""
}

/** Returns the text that says that a string seems to hold the JSON of a value of one of the types, empty if not. */
function jsonInString(types, text) {
  const found = types.find((type) => type in JSON_STARTS && JSON_STARTS[type].test(text))
  if (!found || !withoutEnd(text, DATA.json.space).endsWith(found === "object" ? "}" : "]")) return ""
  return phrase("JSON in a string", { expected: DATA.articles[found] })
}

/** Returns how to fix an empty array in the place of an object: some languages write both in one way. */
export function emptyObject() {
  return phrase("empty object", { empty: "{}" })
}

export function onlyElement() {
  return phrase("only element")
}

export function asElement() {
  return phrase("as element")
}

/** Returns how to fix a value in the place of an object whose members are beside it. */
export function intoIt(names) {
  return phrase("into it", { names: fewOf(names) })
}

export function asMember(name) {
  return phrase("as member", { name: quote(name) })
}

/** Returns how to fix a target whose ids are in an array or object. */
export function oneTextOfIds(forms) {
  return phrase("one text of ids", { forms })
}

/** Returns the problem of a value that is not one of those allowed, by default with a hint if it is nearly one. */
export function wrongValue(pointer, values, value, meant = null) {
  const hint = meant ?? (typeof value === "string" ? suggestion(value, values) : null)
  const why = hint && typeof value === "string" ? lookAlike(value, hint) : ""
  const parts = { place: placeOf(pointer), expected: oneOf(values), found: quote(value), why }
  return problem("wrong value", pointer, parts, hint)
}

export function emptyText(pointer) {
  return problem("empty text", pointer, { place: pointer })
}

/** Returns the problem of a message with more problems than are listed; at the pointer is the first of the others. */
export function tooMany(pointer) {
  return problem("too many", pointer, { most: grouped(MOST_PROBLEMS) })
}

/** Returns a number in groups of three digits. */
function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",")
}

export function refused(kind, name) {
  return problem("refused", "", { kind, name })
}

// Targets and ids

/** Returns the problem of a target that addresses no object of the message; `parts` are in words. */
export function wrongDepth(target, name, parts, hint) {
  return problem("wrong depth", "/target", { ...parts, name, target: quote(target) }, hint)
}

export function otherSeparator(separator) {
  const isAscii = separator.codePointAt(0) < 0x80
  const other = isAscii ? phrase("part of an id") : pointWithName(separator)
  return phrase("other separator", { separator: quote(separator), other })
}

export function dotsInAnId(texts) {
  return phrase("dots in an id", { texts: oneOf(texts) })
}

/** Returns the problem of a target with a segment, counted from 1, that is not an id. */
export function badSegment(target, number, hint) {
  const segments = target.split(".")
  const fault = idFault(segments[number - 1])
  return problem("bad segment", "/target", { target: quote(target), number, segments: segments.length, fault }, hint)
}

export function badId(pointer, value, hint) {
  return problem("bad id", pointer, { place: pointer, fault: idFault(value) }, hint)
}

function idFault(text) {
  if (!text) return phrase("empty id")
  const characters = [...text]
  const dot = characters.indexOf(".")
  if (dot >= 0) return phrase("dot in an id", { text: quote(text), number: dot + 1 })
  const index = characters.findIndex((character) => SPACE.test(character))
  const character = pointWithName(characters[index])
  return phrase("character in an id", { text: quote(text), number: index + 1, character })
}

function pointWithName(character) {
  const name = DATA.characters.names[character]
  return point(character) + (name ? ` (${name})` : "")
}

// Values that JSON cannot hold, and texts that are not JSON

export function notJson(pointer, fault, detail = "") {
  const place = shortened(pointer) || phrase("whole value")
  return problem("not JSON", pointer, { place, fault: DATA.texts.notJsonValues[fault].replace("{}", () => detail) })
}

export function notJsonText(fault, detail = "") {
  const [code, text] = DATA.texts.notJsonTexts[fault]
  return { code, message: text.replace("{}", () => detail), pointer: "", severity: "error", hint: null }
}

export function byteOrderMark() {
  return problem("byte order mark", "", {})
}

export function duplicateKey(name) {
  return problem("duplicate key", "", { name: quote(name) })
}

// Warnings

export function olderSpelling(spelling, name) {
  return problem("older spelling", "/command", { spelling: quote(spelling), name: quote(name) }, name)
}

export function nearlyKnown(pointer, value, hint) {
  return problem("nearly known", pointer, { place: pointer, value: quote(value), why: lookAlike(value, hint) }, hint)
}

export function nearlyKnownMember(pointer, hint) {
  return problem("nearly known member", pointer, { place: shortened(pointer) }, hint)
}

export function misplacedMember(pointer, name, other, wanted, found) {
  const parts = { name: quote(name), other: quote(other), wanted: quote(wanted), found: quote(found) }
  return problem("misplaced member", pointer, parts)
}

export function placeholder(pointer, text) {
  return problem("placeholder", pointer, { place: shortened(pointer), text: quote(text) })
}

export function invisibleCharacter(pointer, character, segment = 0) {
  const place = segment ? phrase("segment of the target", { number: segment }) : shortened(pointer)
  const words = DATA.characters.invisible[character]
  return problem("invisible character", pointer, { place, name: point(character) + (words ? ` (${words})` : "") })
}
