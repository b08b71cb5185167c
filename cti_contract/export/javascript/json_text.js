// Strict JSON text: what `JSON.parse` hides, such as duplicate keys, is a problem, and every problem has its place.

import { DATA } from "./data.js"
import { child } from "./json_pointer.js"
import { duplicateKey, notJsonText } from "./problem_texts.js"
import { isWellFormed, withoutEnd } from "./text.js"

const SPACE_AROUND = /[ \t\n\r]*/y
const PLAIN = /[^"\\\u0000-\u001f]*/y
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }
const WORDS = { t: ["true", true], f: ["false", false], n: ["null", null] }
const ENDED = "EOF while parsing "

/** Texts at the place of an error, each with the fault. */
const FOUND = Object.entries(DATA.texts.foundInText).map(([pattern, fault]) => [new RegExp(pattern, "y"), fault])
/** The beginnings of reasons, each with the fault. */
const REASONS = Object.entries(DATA.texts.reasons)
const TEXT_BEFORE =
  /^[ \t\n\r\f\v]*(?:[^ \t\n\r\f\v{["]|\[[^\][{}"\n]*\]|"[^"\\\n]*"[ \t]*(?![ \t:]))[^\n]*?\{[ \t\n\r\f\v]*["']/
/** The faults that text in front of an object may seem to have, such as `data: {"command"` and `<info> {"command"`. */
const IN_FRONT = [undefined, "bare name", "colors", "conflict", "dots", "encoding", "markup", "name=value", "word"]
const OBJECT = /\{[ \t\n\r\f\v]*"/
/** The beginning of an object as a cell of CSV has it. */
const DOUBLED = /\{[ \t]*""[A-Za-z_]+""[ \t]*:/
/** The beginning of a line of server-sent events. */
const EVENT_STREAM = /(?:data|event|id|retry):/y
const BRACKET_AFTER = /^[ \t\n\r\f\v]*[\]}]/
const VALUE_AFTER = /^[ \t\n\r\f\v]*[{[\]},]/
const ARRAY_AFTER = /^[ \t\n\r\f\v]*\[/
const COMMA_AFTER = /^[ \t\n\r\f\v]*,/
/** What a comma is missing before, by the reason, and the characters with which it begins. */
const NEXT = { "expected `,` or `}`": { begins: ['"'], kind: "member" }, "expected `,` or `]`": { begins: ['"', "[", "{"], kind: "element" } }
/** The last digit that is read of a number such as 0x10, 1_000, 5L or 2026-11-01, and what follows it. */
const IN_NUMBER = /[0-9][A-Za-z_.-]/
const NOT_A_NUMBER = /[-+]?(?:N[aA][nN]|[iI]nf(?:inity)?|INF)\b/y

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
    this.index++
    const first = this.next()
    if (first === undefined) this.refuse(`${ENDED}a value`)
    if (first === end) this.refuse("trailing comma")
    return first
  }

  word(word, value) {
    for (let at = 0; at < word.length; at++) {
      const character = this.text[this.index + at]
      if (character === undefined) this.refuse(`${ENDED}a value`)
      if (character !== word[at]) this.refuse("expected ident", this.index + at)
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
      if (!(letter in ESCAPES)) this.refuse("invalid escape", this.index + 1)
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
    const bad = digits.search(/[^0-9a-fA-F]/)
    if (bad >= 0) this.refuse("invalid escape", this.index + 2 + bad)
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
  if (TEXT_BEFORE.test(text) && !matchesAt(EVENT_STREAM, text, start) && (text[start] === "#" || text.startsWith("-- ", start) || IN_FRONT.includes(foundAt(text, start)))) return { problem: notJsonText("text before"), index: start }
  if ("member" in error) return { problem: duplicateKey(error.member), index: error.index }
  if (error.message.startsWith(ENDED)) {
    const { length: index } = withoutEnd(text, " \t\n\r\f\v")
    return { problem: notJsonText("cut", error.message.slice(ENDED.length)), index }
  }
  return { problem: notJsonText(...faultOfText(text, error.message, error.index)), index: error.index }
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
  const found = foundAt(text, index)
  if (found === "bare name" && reason.startsWith("expected value") && matchesAt(EVENT_STREAM, text, index)) {
    return ["event stream"]
  }
  if (found) return [found]
  if (reason === "trailing characters" && !VALUE_AFTER.test(text.slice(index))) {
    return [OBJECT.test(text) ? "text after" : "part of a message"]
  }
  if (reason === "trailing characters" && COMMA_AFTER.test(text.slice(index))) return ["comma after"]
  if (reason === "trailing characters" && BRACKET_AFTER.test(text.slice(index))) return ["surplus bracket"]
  if (reason === "trailing characters" && ARRAY_AFTER.test(text) && ARRAY_AFTER.test(text.slice(index))) return ["another array"]
  const next = NEXT[reason]
  if (next?.begins.includes(text[index])) return ["missing comma", next.kind]
  if (reason.startsWith("expected value") && /^\.[0-9]/.test(text.slice(index, index + 2))) return ["number"]
  const constant = matchesAt(NOT_A_NUMBER, text, index)
  if (constant) return ["not finite", constant[0]]
  if (reason.startsWith("control character") && /[\r\n]/.test(text[index])) return ["line end"]
  const fault = REASONS.find(([beginning]) => reason.startsWith(beginning))
  if (!fault && next && text[index - 1] === '"') return ["quote in a string"]
  if (!fault && next && IN_NUMBER.test(text.slice(index - 1, index + 1))) return ["number of another form"]
  if (!fault && reason === "expected `:`" && text[index - 1] === '"') return ["quote in a name"]
  return fault ? [fault[1]] : ["other", reason]
}

/** Returns the line and the column, both from 1 and in characters, of an index of a text. */
export function lineAndColumn(text, index) {
  const before = text.slice(0, index).split("\n")
  return { line: before.length, column: [...before.at(-1)].length + 1 }
}
