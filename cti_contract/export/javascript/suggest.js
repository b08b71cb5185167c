// Did you mean: the known word that a misspelt one is nearest to.

import { DATA } from "./data.js"
import { appearance, withoutEnd } from "./text.js"

const { likeness: LIKENESS, longest: LONGEST, qualifiers: QUALIFIERS, short: SHORT } = DATA.suggestions
const { hardly: HARDLY_LIKE, clearly: CLEARLY } = DATA.suggestions
const SPACE_BEFORE = new RegExp(`^[${DATA.characters.space}]+`)

/** Returns the choice that is most like `word`, null if none is like it. Case and outer space are ignored. */
export function suggestion(word, choices, likeness = LIKENESS) {
  if (isLong(word)) return null
  const given = [...compared(word)]
  let nearest = null
  let most = 0
  for (const choice of choices) {
    const like = percentOfBoth(given, [...compared(choice)], likeness)
    if (like > most) [nearest, most] = [choice, like]
  }
  return nearest
}

function isLong(word) {
  return [...word].length > LONGEST
}

/**
 * Returns the name of a message that is nearest to a word, as `current` spells it, null if none is near.
 *
 * A name is an object and its part, such as `channel` and `dial`. Long names of one object are always alike, so the
 * parts are compared.
 */
export function suggestedName(word, names, current = (name) => name) {
  if (isLong(word)) return null
  const whole = compared(word)
  const isEnd = (name) => whole.endsWith(`.${compared(name)}`)
  const same = only(names.filter((name) => withoutSigns(name) === withoutSigns(word)), current)
  const inside = names.find(isEnd)
  if (same !== null || inside !== undefined) return same ?? current(inside)
  const [own, rest] = parted(whole)
  const ofOwn = new Map(names.filter((name) => objectOf(name) === own).map((name) => [partOf(name), name]))
  if (!ofOwn.size) {
    const nearest = suggestion(word, names)
    const longer = names.filter((name) => compared(name).endsWith(`.${whole}`))
    return only(longer, current) ?? (nearest === null ? null : current(nearest))
  }
  const nearest = suggestion(rest, [...ofOwn.keys()])
  if (nearest !== null) return current(ofOwn.get(nearest))
  const isOther = (name) => continues(partOf(name), rest) || compared(name).startsWith(`${rest}.`)
  const others = names.filter(isOther)
  if (!others.length) return hardlyLike(rest, ofOwn, current)
  const related = others.filter((name) => areRelated(objectOf(name), own))
  return only(related.length ? related : others, current)
}

/** Returns the current spelling of names, if it is one, else null. */
function only(names, current) {
  const found = new Set(names.map(current))
  return found.size === 1 ? [...found][0] : null
}

function parted(text) {
  const [own] = text.split(".", 1)
  return [own, text.slice(own.length + 1)]
}

function objectOf(name) {
  return parted(compared(name))[0]
}

function partOf(name) {
  return parted(compared(name))[1]
}

function continues(part, start) {
  return `${part}.`.startsWith(`${start}.`)
}

/** Returns whether one object has the name of another one and more: a `channelgroup` and a `channel`. */
function areRelated(one, other) {
  return one.startsWith(other) || other.startsWith(one)
}

/** Returns the name of the object whose part is hardly like another one, if the parts of all others are less so. */
function hardlyLike(rest, ofOwn, current) {
  const likeness = ([part, name]) => ({ like: percentOfBoth([...rest], [...compared(part)], 0), name: current(name) })
  const found = [...ofOwn].map(likeness)
  const best = found.reduce((most, each) => (each.like > most.like ? each : most))
  const others = found.filter(({ name }) => name !== best.name).map(({ like }) => like)
  return best.like >= HARDLY_LIKE && best.like - Math.max(0, ...others) >= CLEARLY ? best.name : null
}

/** Returns a name for a comparison in which the signs between its words do not count. */
function withoutSigns(name) {
  return compared(name).replace(/[._-]/g, "")
}

/**
 * Returns the part that is compared: users forget the qualifiers, and no two names differ only in them. Letters that
 * look like Latin ones count as these.
 */
function compared(text) {
  return QUALIFIERS.reduce((rest, qualifier) => rest.replaceAll(qualifier, ""), folded(appearance(text)))
}

/** Returns a text without outer white space, and with small Latin letters for capital ones. */
export function folded(text) {
  return trimmed(text).replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/** Returns a text without outer white space. */
export function trimmed(text) {
  return withoutEnd(text, DATA.characters.space).replace(SPACE_BEFORE, "")
}

/**
 * Returns the likeness of two lists of characters, from 0 to 100; 0 if it is less than the least.
 *
 * It is the percentage of their characters that both have in the same order. Very short words are also alike if they
 * have the same letters in any order.
 */
function percentOfBoth(one, other, least) {
  const total = one.length + other.length
  if (200 * Math.min(one.length, other.length) < least * total) return 0
  let row = new Uint16Array(other.length + 1)
  for (const character of one) {
    const next = new Uint16Array(other.length + 1)
    for (let index = 0; index < other.length; index++) {
      next[index + 1] = character === other[index] ? row[index] + 1 : Math.max(next[index], row[index + 1])
    }
    row = next
  }
  const isShort = one.length === other.length && one.length <= SHORT
  const isInOrder = isShort && [...one].sort().join("") === [...other].sort().join("")
  const found = Math.max(total ? (200 * row[other.length]) / total : 100, isInOrder ? LIKENESS : 0)
  return found >= least ? found : 0
}
