// Did you mean: the known word that a misspelt one is nearest to.

import { DATA } from "./data.js"
import { withoutEnd } from "./text.js"

const { likeness: LIKENESS, longest: LONGEST, qualifiers: QUALIFIERS } = DATA.suggestions
const SPACE_BEFORE = new RegExp(`^[${DATA.characters.space}]+`)

/** Returns the choice that is most like `word`, null if none is like it. Case and outer space are ignored. */
export function suggestion(word, choices, likeness = LIKENESS) {
  if ([...word].length > LONGEST) return null
  const given = compared(word)
  let nearest = null
  let most = 0
  for (const choice of choices) {
    const like = ratio(given, compared(choice), likeness)
    if (like > most) [nearest, most] = [choice, like]
  }
  return nearest
}

/** Returns the part that is compared: users forget the qualifiers, and no two names differ only in them. */
function compared(text) {
  return [...QUALIFIERS.reduce((rest, qualifier) => rest.replaceAll(qualifier, ""), folded(text))]
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
 * Returns the likeness of two lists of characters, from 0 to 1; 0 if it is less than the least.
 *
 * It is twice the length of the longest common subsequence, divided by the number of characters.
 */
function ratio(one, other, least) {
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
  const common = row[other.length]
  return 200 * common < least * total ? 0 : (2 * common) / total
}
