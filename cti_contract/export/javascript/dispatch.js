// Dispatch: `command` and `result`, or `name`, decide which message a JSON value is, before it is validated.

import { COMMANDS, EVENTS, RESULTS, named, spellings } from "./catalog.js"
import { DATA } from "./data.js"
import { child } from "./json_pointer.js"
import {
  failureWithData,
  misplacedMembers,
  missingCommand,
  missingName,
  missingResult,
  noName,
  nullMembers,
  successWithFailure,
  twoNames,
  unknownMember,
  unknownName,
  unknownValue,
  wrongType,
  wrongValue,
} from "./problem_texts.js"
import { folded, suggestedName, suggestion } from "./suggest.js"
import { isObject } from "./text.js"

const OF_REQUESTS = ["command", "target", "data", "context"]
/** The members that the objects of a message have themselves. */
const OWN = { data: [], failure: [], original: ["command", "target", "data"] }
/** The other members of messages, with their values. */
const OF_MESSAGES = {
  command: (value) => named(value, "request") !== undefined,
  name: (value) => named(value, "event") !== undefined,
  messageType: (value) => DATA.messageTypes.includes(value),
  target: (value) => typeof value === "string",
  result: (value) => RESULTS.includes(value),
  failure: isObject,
  original: isObject,
}
const NO_RESULTS = [...OF_REQUESTS, "failure", "original"]

/**
 * Returns which message a JSON value is, or the problem that keeps it from being one: one of the two is null. `isOpen`
 * says that unknown members are accepted. A name beside a command is none of these.
 */
export function discriminate(value, isOpen = false) {
  const found = messageOrProblem(value, isOpen)
  return "code" in found ? { message: null, problem: found } : { message: found, problem: null }
}

function messageOrProblem(value, isOpen) {
  if (!isObject(value)) return wrongType("", ["object"], value)
  const [hasCommand, hasName] = [Object.hasOwn(value, "command"), Object.hasOwn(value, "name")]
  if (hasCommand && hasName && (isOpen || !isStrayName(value))) {
    const nulls = ["command", "name"].filter((member) => value[member] === null)
    return nulls.length === 1 ? nullMembers(child("", nulls[0]), nulls) : twoNames()
  }
  if (hasName && !hasCommand) return named(value.name, "event") ?? nameProblem("event", "name", value.name)
  if (!hasCommand) return nameless(value)
  if (named(value.command, "request")) return commandOrResponse(value)
  return nameProblem("request", "command", value.command)
}

/** Returns whether the name in a command is no message's: it may be that of an address book, which belongs inside. */
function isStrayName(value) {
  const isCommand = named(value.command, "request") !== undefined && !Object.hasOwn(value, "messageType")
  const isMessage = ["event", "request"].some((kind) => named(value.name, kind))
  return isCommand && typeof value.name === "string" && !isMessage
}

/**
 * Returns the warning about a message that a newer contract may have: its type, name or result is not in this one. It is
 * null for any other value.
 */
export function newer(value) {
  if (!isObject(value)) return null
  const [hasCommand, hasName] = [Object.hasOwn(value, "command"), Object.hasOwn(value, "name")]
  if (hasCommand && hasName) return null
  if (hasCommand) {
    const isKnown = named(value.command, "request")
    return isKnown ? newValue(value, "result", RESULTS) : newName("request", "command", value.command)
  }
  const problem = newValue(value, "messageType", DATA.messageTypes)
  if (problem || !hasName || named(value.name, "event")) return problem
  return newName("event", "name", value.name)
}

function newName(kind, member, name) {
  if (typeof name !== "string" || !name) return null
  return { ...nameProblem(kind, member, name), severity: "warning" }
}

function newValue(value, member, known) {
  const given = Object.hasOwn(value, member) ? value[member] : undefined
  if (typeof given !== "string" || !given || known.includes(given)) return null
  const hint = member === "result" ? meantResult(given) : null
  return unknownValue(member, given, hint ?? suggestion(given, known))
}

function nameProblem(kind, member, name) {
  if (typeof name !== "string") return wrongType(`/${member}`, ["string"], name)
  const hint = suggestedName(name, spellings(kind), (each) => named(each, kind).name)
  return unknownName(kind, member, name, hint, COMMANDS.includes(name) || EVENTS.includes(name))
}

function commandOrResponse(value) {
  const nulls = ["result", "failure", "original"].filter((member) => Object.hasOwn(value, member))
  if (nulls.some((member) => member !== "result") && nulls.every((member) => value[member] === null)) {
    return nullMembers(child("", nulls[0]), nulls)
  }
  if (!Object.hasOwn(value, "result")) return withoutResult(value)
  const { command, result } = value
  if (!RESULTS.includes(result)) return wrongValue("/result", RESULTS, result, meantResult(result))
  if (result === "success" && Object.hasOwn(value, "failure") && isObject(value.failure)) return successWithFailure()
  const has = (member) => Object.hasOwn(value, member)
  const isWhole = has("failure") || has("original")
  if (result === "failure" && has("data") && !isWhole && !hasCause(value)) return failureWithData()
  return named(command, result)
}

/** Returns whether another member of a failure, or one in its data, says why the command failed. */
function hasCause(value) {
  const isOther = ([name]) => !Object.hasOwn(OF_MESSAGES, name) && !OF_REQUESTS.includes(name)
  return saysCause(Object.fromEntries(Object.entries(value).filter(isOther))) || saysCause(value.data)
}

/** Returns whether an object has a member, not null, whose name says that it is why a command failed. */
export function saysCause(members) {
  if (!isObject(members)) return false
  const isCause = ([name, inner]) => inner !== null && CAUSES.some((word) => folded(name).includes(word))
  return Object.entries(members).some((member) => member[0] !== "messageType" && isCause(member))
}

/** Parts of the names of members that say why a command failed. */
const CAUSES = ["cause", "code", "error", "fail", "message", "reason"]

/** Returns the result that another word means, null for a word that means none. */
function meantResult(result) {
  const word = typeof result === "string" || typeof result === "boolean" ? folded(String(result)) : ""
  return RESULTS.find((meant) => DATA.meanings[meant].includes(word)) ?? null
}

function isResult(value) {
  return typeof value === "string" && (RESULTS.includes(value) || meantResult(value) !== null)
}

/** Returns the request, unless the value has a member that only a response has. */
function withoutResult(value) {
  const member = ["failure", "original"].find((name) => Object.hasOwn(value, name))
  if (member) return misspelt(value, "result") ?? tooDeep(value, ["result"]) ?? missingResult(member)
  return named(value.command, "request")
}

/** Returns the problem of a member whose name is nearly `member`, null if there is none. */
function misspelt(value, member) {
  let found = Object.keys(value).find((name) => suggestion(name, [member]))
  if (found === undefined && member === "result")
    found = Object.keys(value).find((name) => tellsResult(name, value[name]))
  return found === undefined ? null : unknownMember(child("", found), found, "", member)
}

/** Returns whether a member is a result under another name, such as `"status": "ok"` or `"success": true`. */
function tellsResult(name, value) {
  if (NO_RESULTS.includes(name) || !(typeof value === "boolean" || isResult(value))) return false
  const isWord = meantResult(name) !== null || suggestion(name, ["status", ...RESULTS]) !== null
  return RESULTS.includes(value) || isWord
}

/** Returns the problem of a message without discriminator, at the member that was meant to be one. */
function nameless(value) {
  for (const [member, names] of [["command", COMMANDS], ["name", EVENTS]]) {
    const problem = misspelt(value, member)
    if (problem) return problem
    const found = Object.keys(value).find((name) => names.includes(value[name]))
    if (found !== undefined) return unknownMember(child("", found), found, "", member)
  }
  return withoutName(value)
}

/** Returns the problem of a message whose other members show which one it lacks, if they do. */
function withoutName(value) {
  const of = (member) => (Object.hasOwn(value, member) ? value[member] : undefined)
  const inside = tooDeep(value, ["command", "name"])
  if (inside) return inside
  if (Object.hasOwn(value, "messageType")) return missingName()
  if (isResult(of("result"))) return missingCommand("result", commandOf(of("original")))
  const member = ["failure", "original"].find((name) => isObject(of(name)))
  if (member) return missingCommand(member, commandOf(of("original")))
  const isRequest = ["target", "data"].every((name) => Object.hasOwn(value, name))
  if (isRequest && Object.keys(value).every((name) => OF_REQUESTS.includes(name))) return missingCommand(null)
  return noName(messageInside(value))
}

/**
 * Returns the problem of members of a message that are in one of its objects, a decisive one among them, else null. If
 * there is nothing beside that object, or if it has data itself, it may be a whole message.
 */
function tooDeep(value, decisive) {
  if (Object.keys(value).length < 2) return null
  for (const [name, own] of Object.entries(OWN)) {
    const inner = Object.hasOwn(value, name) ? value[name] : null
    if (!isObject(inner) || (Object.hasOwn(inner, "data") && !own.includes("data"))) continue
    const isStray = (each) => !own.includes(each) && !Object.hasOwn(value, each) && isOfMessage(each, inner[each])
    const strays = Object.keys(inner).filter(isStray)
    if (decisive.some((each) => strays.includes(each))) {
      return misplacedMembers(child(child("", name), strays[0]), strays, "", strays)
    }
  }
  return null
}

/** Returns whether a member is one of a message by its name and value. */
function isOfMessage(name, value) {
  return Object.hasOwn(OF_MESSAGES, name) && OF_MESSAGES[name](value)
}

/** Returns the pointer of the first message inside the objects of a value, empty if there is none. */
function messageInside(value, levels = 2) {
  const objects = Object.entries(value).filter(([, inner]) => isObject(inner))
  const found = objects.find(([, inner]) => isNamed(inner))
  if (found) return child("", found[0])
  for (const [name, inner] of levels > 1 ? objects : []) {
    const inside = messageInside(inner, levels - 1)
    if (inside) return child("", name) + inside
  }
  return ""
}

/** Returns whether an object has the name of a message, and another member of messages. */
function isNamed(value) {
  const has = (member) => Object.hasOwn(value, member)
  if (has("command")) return Boolean(named(value.command, "request")) && (has("target") || has("data"))
  return has("name") && has("messageType") && Boolean(named(value.name, "event"))
}

/** Returns the command of an original, null if the contract has no such command. */
function commandOf(original) {
  const command = isObject(original) && Object.hasOwn(original, "command") ? original.command : null
  return typeof command === "string" && named(command, "request") ? command : null
}

/** Returns the problem of a response that looks like a request because its `result` is misspelt, else null. */
export function misspeltResult(message, value) {
  const hasMore = Object.keys(value).some((name) => !OF_REQUESTS.includes(name))
  return message.kind === "request" && hasMore ? misspelt(value, "result") : null
}
