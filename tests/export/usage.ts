// Compiled by the tests: each line after `@ts-expect-error` must be an error.
import {
  check,
  checkText,
  identify,
  isA,
  isValid,
  MESSAGES,
  type AnyEvent,
  type AnyMessage,
  type AnyRequest,
  type AnyResponse,
  type Commands,
  type CommandName,
  type EventName,
  type Events,
  type Problem,
  type ProblemCode,
} from "cti-contract"

declare const value: unknown
declare const message: AnyMessage

type Equal<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false
function equal<One, Other>(_: Equal<One, Other>): void {}

// Names and results narrow the union.
if (message.command === "channel.dial") {
  if (message.result === undefined) {
    equal<typeof message, Commands["channel.dial"]["request"]>(true)
    message.data.destination.toUpperCase()
    // @ts-expect-error a misspelt member
    message.data.destinaton
  } else if (message.result === "failure") {
    message.failure.code.toUpperCase()
    // @ts-expect-error a failure has no data
    message.data.destination
  }
}
if (message.name === "interaction.created") equal<typeof message, Events["interaction.created"]>(true)
if (message.name !== undefined) equal<typeof message, AnyEvent>(true)
if (message.result !== undefined) equal<typeof message, AnyResponse>(true)
// @ts-expect-error no such command
if (message.command === "channel.dail") check(message)
// @ts-expect-error no such event
if (message.name === "interaction.create") check(message)
// @ts-expect-error no such result
if (message.result === "sucess") check(message)

// The calls narrow values.
if (isValid(value)) equal<typeof value, AnyMessage>(true)
if (isValid(value, { unknown: "ignore" })) equal<typeof value, unknown>(true)
if (isA(value, "channel.dial", "request")) value.data.destination.toUpperCase()
if (isA(value, "state.updated")) equal<typeof value, Events["state.updated"]>(true)
if (isA(value, "session.start")) equal<typeof value.command, "session.start">(true)
// @ts-expect-error no such name
isA(value, "channel.dail")
// @ts-expect-error an event has no result
isA(value, "state.updated", "success")
// @ts-expect-error no such option
check(value, { unknown: "warn" })

// Messages are written as the contract has them.
export const dial: Commands["channel.dial"]["request"] = {
  command: "channel.dial",
  target: "PureCloud-jdoe.70001",
  data: { destination: "5550100", extensions: { trunk: 3 } },
}
export const answer: Commands["channel.dial"]["failure"] = {
  command: "channel.dial",
  target: "PureCloud-jdoe.70001",
  result: "failure",
  failure: { code: "E1001", message: "The line is busy" },
  original: { ...dial },
}
export const misspelt: Commands["channel.dial"]["request"] = {
  command: "channel.dial",
  target: "PureCloud-jdoe.70001",
  // @ts-expect-error a misspelt member
  data: { destinaton: "5550100" },
}
export const wrong: Commands["channel.dial"]["request"] = {
  command: "channel.dial",
  target: "PureCloud-jdoe.70001",
  // @ts-expect-error a number is no destination
  data: { destination: 5550100 },
}
// @ts-expect-error an optional member may be absent, but not undefined
export const absent: Commands["channel.dial"]["request"] = { ...dial, context: undefined }
// @ts-expect-error a request has no result
export const both: Commands["channel.dial"]["request"] = { ...dial, result: "success" }
// @ts-expect-error the target is missing
export const incomplete: Events["channel.disposed"] = { messageType: "objectEvent", name: "channel.disposed", data: {} }
export const alias: Commands["session.addchannelgroup"]["request"]["command"] = "session.request.addchannelgroup"
export const spelling = (message: AnyRequest): CommandName => message.command // older spellings too
export const isGroup = (value: unknown): boolean => isA(value, "session.request.addchannelgroup", "request")

// Known values are suggested, others are accepted.
declare const created: Events["interaction.created"]
const known: typeof created.data.interaction.type = "CHAT"
const other: typeof created.data.interaction.type = "FAX"
export const types: string[] = [known, other]

// Problems, and the catalog.
const problems: Problem[] = check(value)
const codes: ProblemCode[] = problems.map((problem) => problem.code)
// @ts-expect-error no such code
if (codes[0] === "unknown-mesage") codes.pop()
export const places: number[] = checkText("{}").map((problem) => problem.line * problem.column)
export const names: (CommandName | EventName)[] = MESSAGES.map((each) => each.name)
// @ts-expect-error there may be no message
identify(value).kind
// @ts-expect-error a problem is not changed
problems.forEach((problem) => (problem.hint = null))
