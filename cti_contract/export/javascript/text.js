// Values and texts for use in a sentence: quoted, printable and short.

import { DATA } from "./data.js"

const LONGEST_QUOTED = 80
const ESCAPED = new RegExp(`[${DATA.characters.escaped}]`, "u")
const FORMAT = new RegExp(`[${DATA.characters.format}]`, "u")
const EVERY_FORMAT = new RegExp(FORMAT, "gu")
const MOST_POINTS = 4

/** Returns a template with its parts, which it names in braces. */
export function filled(template, parts) {
  return template.replace(/\{(\w+)\}/g, (_, name) => String(parts[name]))
}

/** Returns whether a value is an object as JSON has them: of no class. */
export function isObject(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null
}

/** Returns the JSON type of a value in words: `an object`, `a number`; or what else it is. */
export function typeOf(value) {
  if (value === null) return DATA.articles.null
  if (Array.isArray(value)) return DATA.articles.array
  if (isObject(value)) return DATA.articles.object
  if (typeof value === "object") return `a JavaScript ${value.constructor?.name || "object"}`
  return DATA.articles[typeof value] ?? (value === undefined ? "undefined" : `a ${typeof value}`)
}

/** Returns a pointer for use in a sentence: printable and not too long. */
export function shortened(pointer) {
  return cut(printable(pointer))
}

function cut(text) {
  if (text.length <= LONGEST_QUOTED) return text
  const characters = [...text]
  return characters.length <= LONGEST_QUOTED ? text : `${characters.slice(0, LONGEST_QUOTED).join("")}…`
}

/** Returns the text on one line, escaped if it holds characters that control a terminal. */
export function printable(text) {
  return ESCAPED.test(text) ? inAscii(JSON.stringify(text)).slice(1, -1) : text
}

function inAscii(text) {
  return text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
}

/** Returns a JSON value as short, printable JSON: `{…}` for every object, `[…]` for every array. */
export function quote(value) {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[…]" : "{…}"
  if (typeof value === "string") return quotedText(cut(value))
  return ["number", "boolean"].includes(typeof value) ? String(value) : typeOf(value)
}

function quotedText(text) {
  const quoted = JSON.stringify(text)
  return ESCAPED.test(quoted) || !isWellFormed(text) ? inAscii(quoted) : quoted
}

/** Returns whether a text is one that UTF-8 can write: it cannot write half of a surrogate pair. */
export function isWellFormed(text) {
  return text.isWellFormed ? text.isWellFormed() : !/\p{Surrogate}/u.test(text)
}

/** Returns a text without some characters at its end. A pattern with `$` would take quadratic time for a long text. */
export function withoutEnd(text, characters) {
  let end = text.length
  while (end && characters.includes(text[end - 1])) end--
  return text.slice(0, end)
}

/** Returns values as a list in words: `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function allOf(values) {
  return joined(values.map(quote), "and")
}

/** Returns values as a choice in words: `"a"`, `"a" or "b"`, `"a", "b" or "c"`. */
export function oneOf(values) {
  return choice(values.map(quote))
}

/** Returns texts as a choice in words: `a`, `a or b`, `a, b or c`. */
export function choice(texts) {
  return joined(texts, "or")
}

function joined(texts, word) {
  return texts.length > 1 ? `${texts.slice(0, -1).join(", ")} ${word} ${texts.at(-1)}` : texts[0]
}

/** Returns a number with its noun: `1 file`, `2000 files`. */
export function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`
}

/** Returns how a text differs from another one that looks the same, in code points; empty if it looks different. */
export function lookAlike(found, expected) {
  if (found === expected || shape(found) !== shape(expected)) return ""
  let [one, other] = [[...found], [...expected]]
  const start = alike(one, other)
  one = one.slice(start)
  other = other.slice(start)
  const end = alike([...one].reverse(), [...other].reverse())
  const [different, instead] = [one, other].map((rest) => points(rest.slice(0, rest.length - end)))
  return filled(DATA.alike, { different, instead })
}

/** Returns how many first characters of two texts are the same. */
function alike(one, other) {
  const length = Math.min(one.length, other.length)
  for (let index = 0; index < length; index++) if (one[index] !== other[index]) return index
  return length
}

/** Returns a text without the differences that nobody sees, also between `1`, `I` and `l`. */
function shape(text) {
  return [...appearance(text)].map((letter) => (DATA.characters.alikeL.includes(letter) ? "l" : letter)).join("")
}

/** Returns a text with Latin letters for those that look like them, and without invisible characters. */
export function appearance(text) {
  if (isAscii(text)) return text
  const letters = [...text.normalize("NFKD")].map((letter) => DATA.characters.alike[letter] ?? letter)
  return letters.join("").replace(EVERY_FORMAT, "")
}

function isAscii(text) {
  return /^[\0-\x7f]*$/.test(text)
}

function points(characters) {
  const shown = characters.slice(0, MOST_POINTS).map(point).join(" ") || "nothing"
  return characters.length > MOST_POINTS ? `${shown} …` : shown
}

/** Returns the code point of a character: `U+0020`. */
export function point(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`
}

/** Returns the first format character of a text, which has no width, with its index; null if there is none. */
export function formatCharacter(text) {
  const found = FORMAT.exec(text)
  return found && { character: found[0], index: found.index }
}
