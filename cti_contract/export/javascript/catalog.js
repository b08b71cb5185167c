// Every message of the contract.

import { DATA } from "./data.js"

/** The values of `result` in a response, which are also its kinds. */
export const RESULTS = ["success", "failure"]
export const KINDS = ["request", ...RESULTS, "event"]

/** Every message: for a command its request, its success and its failure. */
export const MESSAGES = Object.freeze(
  DATA.messages.map((message) => Object.freeze({ ...message, targets: Object.freeze(message.targets) })),
)

const SPELLINGS = MESSAGES.flatMap((message) => [message.name, ...message.aliases].map((name) => ({ name, message })))
const BY_NAME = new Map(SPELLINGS.map(({ name, message }) => [`${message.kind} ${name}`, message]))

export const COMMANDS = namesOf("request")
export const EVENTS = namesOf("event")

function namesOf(kind) {
  return MESSAGES.filter((message) => message.kind === kind).map((message) => message.name)
}

/** Returns the message of a name or alias and a kind, undefined if there is none. */
export function named(name, kind) {
  return typeof name === "string" ? BY_NAME.get(`${kind} ${name}`) : undefined
}

/** Returns the names and aliases of the messages of a kind. */
export function spellings(kind) {
  return SPELLINGS.filter(({ message }) => message.kind === kind).map(({ name }) => name)
}
