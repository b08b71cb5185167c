// The values that JSON can hold: those that `JSON.parse` returns.

import { DATA } from "./data.js"
import { child } from "./json_pointer.js"
import { notJson } from "./problem_texts.js"
import { isObject, isWellFormed, quote, typeOf } from "./text.js"

/** The most nested arrays and objects. */
export const DEEPEST = DATA.deepest

/** Returns whether a value is a JSON value of at most `levels` levels. An empty array or object is not a level. */
export function isJson(value, levels = DEEPEST) {
  if (typeof value === "string") return isWellFormed(value)
  if (typeof value === "number") return Number.isFinite(value)
  if (typeof value === "boolean" || value === null) return true
  if (Array.isArray(value)) {
    if (value.length && !levels) return false
    for (const element of value) if (!isJson(element, levels - 1)) return false
    return true
  }
  if (!isObject(value)) return false
  for (const name of Object.keys(value)) {
    if (!levels || !isWellFormed(name) || !isJson(value[name], levels - 1)) return false
  }
  return true
}

/** Returns whether a value has more levels of arrays and objects. An empty one is not a level, as in the parser. */
export function isDeeper(value, levels) {
  if (typeof value !== "object" || value === null) return false
  const inside = Object.values(value)
  return levels === 0 ? inside.length > 0 : inside.some((inner) => isDeeper(inner, levels - 1))
}

/** Returns a copy of a value in which arrays below some levels are empty, and objects a level further down. */
export function shallow(value, levels) {
  if (Array.isArray(value)) return levels > 0 ? value.map((element) => shallow(element, levels - 1)) : []
  if (typeof value !== "object" || value === null) return value
  if (levels < 0) return {}
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shallow(member, levels - 1)]))
}

/** Returns the problem of the first part of a value that is not JSON; there must be one. */
export function jsonFault(value) {
  let [pointer, levels] = ["", DEEPEST]
  while ((Array.isArray(value) || isObject(value)) && levels) {
    levels -= 1
    const container = value
    const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
    const step = steps.find((each) => !isWellFormed(String(each)) || !isJson(container[each], levels))
    if (!isWellFormed(String(step))) return notJson(pointer, "name", quote(step))
    pointer = child(pointer, step)
    value = value[step]
  }
  return notJson(pointer, ...faultOf(value))
}

function faultOf(value) {
  if (Array.isArray(value) || isObject(value)) return ["deep", String(DEEPEST)]
  if (typeof value === "number") return ["infinite"]
  return typeof value === "string" ? ["half of a pair"] : ["object", typeOf(value)]
}
