// Strict JSON text: what `JSON.parse` hides, such as duplicate keys, is a problem, and every problem has its place.

import { DATA } from "./data.js"
import { child } from "./json_pointer.js"
import { duplicateKey, notJsonText } from "./problem_texts.js"
import { isWellFormed, printable, withoutEnd } from "./text.js"

const SPACE_AROUND = /[ \t\n\r]*/y
const PLAIN = /[^"\\\u0000-\u001f]*/y
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }
const WORDS = { t: ["true", true], f: ["false", false], n: ["null", null] }
const ENDED = "EOF while parsing "

/** Texts at the place of an error, each with the fault. */
const FOUND = Object.entries(DATA.texts.foundInText).map(([pattern, fault]) => [new RegExp(pattern, "y"), fault])
/** Faults with the reason, the end of the text before and the text at a place that show them, around those above. */
const [BEFORE_FOUND, AFTER_FOUND] = [DATA.texts.beforeFound, DATA.texts.afterFound].map((faults) =>
  faults.map(([reason, before, found, fault]) => ({ reason, before: new RegExp(`(?:${before})$`), found: new RegExp(found, "y"), fault })),
)
const TEXT_BEFORE =
  /^[ \t\n\r\f\v]*(?:[^ \t\n\r\f\v{["]|\[[^\][{}"\n]*\]|"[^"\\\n]*"[ \t]*(?![ \t:]))[^\n]*?\{[ \t\n\r\f\v]*(?:["']|\\+["xu]|&quot;|%22)/
/** The faults that text in front of an object may seem to have, such as `data: {"command"` and `<info> {"command"`. */
const IN_FRONT = [undefined, "bare name", "colors", "conflict", "dots", "encoding", "markup", "name=value", "word"]
const OBJECT = /\{[ \t\n\r\f\v]*"/
/** The beginning of an object as a cell of CSV has it. */
const DOUBLED = /\{[ \t]*""[A-Za-z_]+""[ \t]*:/
/** The beginning of a line of server-sent events. */
const EVENT_STREAM = /(?:data|event|id|retry):/y
/** The beginning of a text with no JSON, such as `2026-11-01 12:00`, `1.2.3.4`, `9:15 ERROR`, `level=INFO` or `INFO: x`. */
const OTHER_TEXT =
  /^[ \t\n\r\f\v]*(?:[-+]?[0-9][^\][ \t\n\r\f\v{},"]*[ \t]+[^\][ \t\n\r\f\v{},:"0-9-]|[0-9]+[-:/.][0-9]+[-:/.][0-9]|[A-Za-z_][A-Za-z0-9_.]*(?:=(?!=)|[ \t]*:)|(?:true|false|null)[ \t]+[A-Za-z0-9_])/
/** The rest of the name of the first member of a message, and the name in front of the request of a failure. */
const MESSAGE = /(?:command|messageType|target)"/y
const ORIGINAL = /original" *: *$/
const ARRAY_AFTER = /^[ \t\n\r\f\v]*\[/

/** The reason why a text is not JSON, and the index where. */
class Refusal extends Error {
  constructor(reason, index) {
    super(reason)
    this.index = index
  }
}

function isDigit(character) {
  return character >= "0" && character <= "9"
}

/** Adds a member that a plain assignment would take for the prototype. */
function define(object, name, value) {
  Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true })
}

/** Reads one value. If `places` is a map, it gets the places of all values, by their pointers. */
class Reader {
  constructor(text, places = null) {
    this.text = text
    this.index = 0
    this.places = places
  }

  document() {
    const value = this.value(0, "")
    if (this.next() !== undefined) this.refuse("trailing characters")
    return value
  }

  /** Skips white space; returns the next character. */
  next() {
    SPACE_AROUND.lastIndex = this.index
    SPACE_AROUND.test(this.text)
    this.index = SPACE_AROUND.lastIndex
    return this.text[this.index]
  }

  refuse(reason, index = this.index) {
    throw new Refusal(reason, index)
  }

  value(depth, pointer, nameAt) {
    const first = this.next()
    const start = this.index
    if (first === undefined) this.refuse(`${ENDED}a value`)
    if (depth > DATA.deepest) this.refuse("recursion limit")
    this.places?.set(pointer, { name: nameAt ?? start, value: start })
    if (first === "{") return this.object(depth, pointer)
    if (first === "[") return this.array(depth, pointer)
    if (first === '"') return this.string()
    if (first in WORDS) return this.word(...WORDS[first])
    if (first === "-" || (first >= "0" && first <= "9")) return this.number()
    return this.refuse("expected value")
  }

  object(depth, pointer) {
    this.index++
    const object = {}
    let first = this.next()
    while (first !== "}") {
      if (first === undefined) this.refuse(`${ENDED}an object`)
      if (first !== '"') this.refuse("key must be a string")
      const nameAt = this.index
      const name = this.string()
      const colon = this.next()
      if (colon !== ":") this.refuse(colon === undefined ? `${ENDED}an object` : "expected `:`")
      if (Object.hasOwn(object, name)) throw Object.assign(new Refusal("duplicate", nameAt), { member: name })
      this.index++
      const value = this.value(depth + 1, this.below(pointer, name), nameAt)
      if (name === "__proto__") define(object, name, value)
      else object[name] = value
      first = this.after("an object", "}")
    }
    this.index++
    return object
  }

  array(depth, pointer) {
    this.index++
    const array = []
    let first = this.next()
    if (first === undefined) this.refuse(`${ENDED}a list`)
    while (first !== "]") {
      array.push(this.value(depth + 1, this.below(pointer, array.length)))
      first = this.after("a list", "]")
    }
    this.index++
    return array
  }

  below(pointer, step) {
    return this.places && child(pointer, step)
  }

  /** Reads the comma between two values; returns the next character, which may be the end. */
  after(container, end) {
    const mark = this.next()
    if (mark === end) return mark
    if (mark === undefined) this.refuse(ENDED + container)
    if (mark !== ",") this.refuse(`expected \`,\` or \`${end}\``)
    const comma = this.index++
    const first = this.next()
    if (first === undefined) this.refuse(`${ENDED}a value`)
    if (first === end) this.refuse("trailing comma", comma)
    return first
  }

  word(word, value) {
    for (let at = 0; at < word.length; at++) {
      const character = this.text[this.index + at]
      if (character === undefined) this.refuse(`${ENDED}a value`)
      if (character !== word[at]) this.refuse("expected value")
    }
    this.index += word.length
    return value
  }

  number() {
    const start = this.index
    if (this.text[start] === "-") this.index++
    const whole = this.index
    if (this.text[whole] === "0") {
      this.index++
      if (isDigit(this.text[this.index])) this.refuse("invalid number")
    } else this.digits()
    if (this.index - whole > DATA.mostDigits) {
      this.refuse("number out of range", Math.min(whole + DATA.mostDigits + 1, this.text.length - 1))
    }
    if (this.text[this.index] === ".") {
      this.index++
      this.digits()
    }
    if ("eE".includes(this.text[this.index] ?? " ")) {
      this.index += "+-".includes(this.text[this.index + 1] ?? " ") ? 2 : 1
      this.digits()
    }
    return Number(this.text.slice(start, this.index))
  }

  /** Reads one digit or more. */
  digits() {
    if (this.index >= this.text.length) this.refuse(`${ENDED}a value`)
    if (!isDigit(this.text[this.index])) this.refuse("invalid number", this.index - (this.text[this.index - 1] === "-" ? 1 : 0))
    while (isDigit(this.text[this.index])) this.index++
  }

  string() {
    const start = this.index++
    let text = ""
    for (;;) {
      PLAIN.lastIndex = this.index
      const [plain] = PLAIN.exec(this.text)
      text += plain
      this.index += plain.length
      const mark = this.text[this.index]
      if (mark === undefined) this.refuse(`${ENDED}a string`)
      if (mark === '"') break
      if (mark !== "\\") this.refuse("control character")
      text += this.escape()
    }
    const written = this.text.slice(start, this.index++)
    if (!isWellFormed(written)) this.refuse("invalid unicode", start + written.search(/\p{Surrogate}/u))
    return text
  }

  escape() {
    const letter = this.text[this.index + 1]
    if (letter === undefined) this.refuse(`${ENDED}a string`)
    if (letter !== "u") {
      if (!(letter in ESCAPES)) this.refuse("invalid escape")
      this.index += 2
      return ESCAPES[letter]
    }
    const start = this.index
    const unit = this.hexadecimal()
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit)
    const next = this.text.slice(this.index, this.index + 2) // less than two characters where the text ends
    if (unit > 0xdbff || !"\\u".startsWith(next)) this.refuse("lone leading surrogate", start)
    const second = this.hexadecimal()
    if (second < 0xdc00 || second > 0xdfff) this.refuse("lone leading surrogate", start)
    return String.fromCharCode(unit, second)
  }

  hexadecimal() {
    const digits = this.text.slice(this.index + 2, this.index + 6)
    if (digits.length < 4) this.refuse(`${ENDED}a string`)
    if (!/^[0-9a-fA-F]*$/.test(digits)) this.refuse("invalid escape")
    this.index += 6
    return Number.parseInt(digits, 16)
  }
}

/** Reads a text strictly. Returns its value, or the problem of the text with its index. */
export function readText(text) {
  try {
    return { value: new Reader(text).document(), problem: null, index: 0 }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { value: undefined, ...refusal(text, error) }
  }
}

/** Returns the indices of the name and the value of each value in a JSON text, by its pointer. */
export function placesIn(text) {
  const places = new Map()
  new Reader(text, places).document()
  return places
}

function refusal(text, error) {
  const start = /^[ \t\n\r\f\v]*/.exec(text)[0].length
  const doubled = DOUBLED.exec(text)
  if (doubled) return { problem: notJsonText("doubled quotes"), index: doubled.index }
  const isStream = matchesAt(EVENT_STREAM, text, start)
  const before = TEXT_BEFORE.exec(text)
  if (before && !isStream && (text[start] === "#" || text.startsWith("-- ", start) || IN_FRONT.includes(foundAt(text, start)))) return { problem: notJsonText(isCut(text, before[0].length) ? "first part" : "text before"), index: start }
  if (OTHER_TEXT.test(text) && !isStream) return { problem: notJsonText("no JSON"), index: start }
  if ("member" in error) return { problem: duplicateKey(error.member), index: error.index }
  const index = error.message.startsWith(ENDED) ? withoutEnd(text, " \t\n\r\f\v").length : error.index
  return { problem: notJsonText(...faultOfText(text, error.message, index)), index }
}

/** Returns whether a text is the end of a larger object than the one that begins in front of an index. */
function isCut(text, inside) {
  const front = withoutEnd(text.slice(0, text.lastIndexOf("{", inside - 1)), " \t\n\r")
  if ((matchesAt(MESSAGE, text, inside) && !ORIGINAL.test(front)) || !/[:,[]$/.test(front)) return false
  let depth = 0
  return (text.match(/[{}]/g) ?? []).some((bracket) => (depth += bracket === "{" ? 1 : -1) < 0)
}

/** Returns the fault that a text shows at an index, undefined if it shows none. */
function foundAt(text, index) {
  return FOUND.find(([pattern]) => matchesAt(pattern, text, index))?.[1]
}

function matchesAt(pattern, text, index) {
  pattern.lastIndex = index
  return pattern.exec(text)
}

/** Returns the fault and its detail for a reason at an index of a text. */
function faultOfText(text, reason, index) {
  const kept = withoutEnd(text.slice(0, index), " \t\r\n")
  const before = withoutEnd(kept.slice(0, -1), " \t\r\n").slice(-1) + kept.slice(-1) + (kept.length < index ? " " : "")
  const inside = expectedAt(BEFORE_FOUND, reason, before, text, index)
  if (inside) return inside
  const found = foundAt(text, index)
  if (found === "bare name" && reason === "expected value" && matchesAt(EVENT_STREAM, text, index)) return ["event stream"]
  if (found) return [found]
  const [fault, detail] = expectedAt(AFTER_FOUND, reason, before, text, index)
  if (fault === "text after" && !OBJECT.test(text)) return ["part of a message"]
  if (fault === "more values" && ARRAY_AFTER.test(text) && ARRAY_AFTER.test(text.slice(index))) return ["another array"]
  return [fault, detail]
}

/** Returns the first fault that a reason and the text around an index show, and the text that does. */
function expectedAt(faults, reason, before, text, index) {
  for (const { reason: beginning, before: end, found, fault } of faults) {
    if (!reason.startsWith(beginning) || !end.test(before)) continue
    const shown = matchesAt(found, text, index)
    if (shown) return [fault, printable(shown[0])]
  }
  return undefined
}

/** Returns the line and the column, both from 1 and in characters, of an index of a text. */
export function lineAndColumn(text, index) {
  const before = text.slice(0, index).split("\n")
  return { line: before.length, column: [...before.at(-1)].length + 1 }
}
