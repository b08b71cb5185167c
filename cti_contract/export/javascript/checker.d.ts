/** Whether a problem makes a message invalid, or is only probably not meant. */
export type Severity = "error" | "warning"

/** One mistake in one message. */
export interface Problem {
  /** Stable: programs may compare it. */
  readonly code: ProblemCode
  /** The text for people: what was found, and what was expected. */
  readonly message: string
  /** The JSON Pointer of the wrong value, or of the object that lacks a member. */
  readonly pointer: string
  readonly severity: Severity
  /** The name or value that was probably meant. */
  readonly hint: string | null
}

/** A mistake in a JSON text, with its place: both numbers count from 1, columns in characters. */
export interface TextProblem extends Problem {
  readonly line: number
  readonly column: number
}

/** The kinds of messages: the three of a command, and events. */
export type Kind = CommandKind | "event"
export type CommandKind = "request" | "success" | "failure"

/** One message of the contract. */
export interface Message {
  readonly name: CommandName | EventName
  readonly kind: Kind
  /** Whether the shape is documented, or only the name and the target. */
  readonly status: "documented" | "named"
  /** The kinds of objects that it may address. */
  readonly targets: readonly ("session" | "channelgroup" | "channel" | "interaction" | "conversation")[]
  /** Older spellings of the name. */
  readonly aliases: readonly string[]
  /** The name of its type, which is also that of its definition in the JSON Schema of all messages. */
  readonly schema: string
}

/** Every message of the contract. */
export const MESSAGES: readonly Message[]

export interface Options {
  /**
   * `"error"` (the default) reports members and messages that the contract does not know. `"ignore"` accepts them, for
   * a program whose other side may be newer: a message of an unknown name, `messageType` or `result` is a warning.
   */
  readonly unknown?: "error" | "ignore"
}

/** Returns the problems of a message: the errors and then the warnings. It never throws for a value. */
export function check(value: unknown, options?: Options): Problem[]

/**
 * Returns the problems of a JSON text, in the order of the text. It finds what `JSON.parse` hides, such as two members
 * of one name.
 */
export function checkText(text: string, options?: Options): TextProblem[]

/** Returns whether `check` finds no error. */
export function isValid(value: unknown): value is AnyMessage
export function isValid(value: unknown, options: Options): boolean

/** Returns which message a value is, null if it is none. The value may still be invalid. */
export function identify(value: unknown): Message | null

/**
 * Returns whether a value is a valid message of this name and, if it is given, of this kind. It throws a RangeError for
 * a name or kind that the contract does not have.
 */
export function isA<Name extends CommandName, Of extends CommandKind>(
  value: unknown,
  name: Name,
  kind: Of,
): value is Commands[Name][Of]
export function isA<Name extends CommandName>(value: unknown, name: Name): value is Commands[Name][CommandKind]
export function isA<Name extends EventName>(value: unknown, name: Name, kind?: "event"): value is Events[Name]
export function isA(value: unknown, name: string, kind: Kind | undefined, options: Options): boolean

export type CommandName = keyof Commands
export type EventName = keyof Events
export type AnyRequest = Commands[CommandName]["request"]
export type AnySuccess = Commands[CommandName]["success"]
export type AnyFailure = Commands[CommandName]["failure"]
export type AnyResponse = AnySuccess | AnyFailure
export type AnyEvent = Events[EventName]
/** A valid message. Its `command`, `result` and `name` narrow it. */
export type AnyMessage = AnyRequest | AnyResponse | AnyEvent
