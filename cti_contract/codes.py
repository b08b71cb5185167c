"""What the code of a problem stands for, and how to mend the problem: the one table of all codes."""

from __future__ import annotations

from typing import NamedTuple

from cti_contract.problems import Severity


class Rule(NamedTuple):
    """A code, what it stands for in one sentence, how to mend it, and its severity."""

    code: str
    summary: str
    help: str
    severity: Severity = "error"


_ALL = (
    Rule(
        "unknown-message",
        "The message has a name that the contract does not know, or none.",
        "Correct the name: `command` names a command, `name` an event. `cti-contract list` prints every name.",
    ),
    Rule(
        "ambiguous-message",
        "The message is a command and an event at once.",
        "Keep `command` in a request or a response, `name` in an event, and take the other one out.",
    ),
    Rule(
        "missing-member",
        "A member that must be there is not.",
        "Add the member. `cti-contract show NAME` prints the members of a message and an example.",
    ),
    Rule(
        "unknown-member",
        "A member that must not be there is.",
        "Correct its name or take it out. `--unknown ignore` accepts members that the contract does not know.",
    ),
    Rule(
        "wrong-type",
        "A value is of another JSON type than those allowed.",
        'Write a value of the type that the message names: 5 is a number, `"5"` a string.',
    ),
    Rule(
        "wrong-value",
        "A value is none of those allowed.",
        "Write one of the values that the message names; they differ from others by case as well.",
    ),
    Rule(
        "bad-target",
        "The target is not that of an object that the message addresses.",
        "Write the ids from the session down to the object, with dots between them, as the message shows.",
    ),
    Rule(
        "bad-id",
        "An id cannot be part of a target.",
        "An id holds no dot, no white space and no control character, and is not empty.",
    ),
    Rule(
        "alias",
        "An older spelling of a name stands for the name.",
        "It is accepted; write the name that is told instead.",
        "warning",
    ),
    Rule(
        "known-value",
        "A value differs little from a known one.",
        "It is accepted; if the known value was meant, write that.",
        "warning",
    ),
    Rule(
        "syntax",
        "The text is not JSON.",
        "Mend the text where the problem points. A file of one message a line must be named `.ndjson` or `.jsonl`.",
    ),
    Rule(
        "duplicate-key",
        "A member stands twice in one object.",
        "Keep one of the two: readers differ in which of them they take.",
    ),
    Rule("not-utf8", "The text is not UTF-8.", "Save or convert the file as UTF-8."),
    Rule(
        "byte-order-mark",
        "A byte order mark stands before the first message.",
        "Save the file as UTF-8 without a byte order mark: JSON texts have none.",
    ),
    Rule(
        "too-large",
        "A text or a number is larger than what is read.",
        "Write one message a line in an `.ndjson` file; write an id of many digits as a string.",
    ),
    Rule(
        "not-json",
        "A value cannot be held by JSON, or not by every reader of it.",
        "Write a value that JSON has: no NaN, no infinity, no number that overflows, no half of a surrogate pair.",
    ),
    Rule(
        "no-message",
        "Nothing stands at the place that `--at` names.",
        "Correct the JSON Pointer given to `--at`, or leave the record out of the log.",
    ),
    Rule(
        "no-messages",
        "A file or a folder holds no message.",
        "Name another path, or remove the empty file: what holds nothing has not been checked.",
    ),
    Rule(
        "unreadable",
        "A file or a folder cannot be read.",
        "Mend its permissions or the packed file; read it again when nobody writes to it.",
    ),
    Rule(
        "too-deep",
        "Too many arrays and objects stand in each other.",
        "Take out what is nested deeper than 200 arrays and objects.",
    ),
    Rule(
        "not-a-request",
        "What is to be answered is a response or an event.",
        "Give `success` and `failure` the request: a message with `command` and without `result`.",
    ),
    Rule(
        "wrong-echo",
        "The data of a success differs from the data of its request, which it must repeat.",
        "Repeat the data of the request as it was sent; `success` does when `data` is left out.",
    ),
    Rule(
        "wrong-original",
        "The original of a failure differs from the request, which it must repeat.",
        "Repeat the whole request as it was sent, even where it is invalid; `failure` does.",
    ),
    Rule(
        "no-request",
        "A response answers no request, or one that was answered before.",
        "Answer each request once, under its own `command` and `target`, and log the request before its answer.",
    ),
    Rule(
        "unanswered",
        "A request is never answered.",
        "Answer each request, by a success or a failure with its `command` and `target`, before those that came later.",
    ),
    Rule(
        "missing-event",
        "An event that must follow a success does not.",
        "Raise it on the object of the request, one above or one below; `cti-contract show NAME` prints what follows.",
    ),
    Rule(
        "event-order",
        "The events that follow a success come in another order than the documented one.",
        "Raise them in the order that `cti-contract show NAME` prints.",
    ),
    Rule(
        "late-start",
        "A session is started that has begun before.",
        "Send `session.start` as the first request of a session, and again only after a failure or a logout.",
    ),
    Rule(
        "after-logout",
        "A message comes from a session that has logged out.",
        "Send what belongs to the session before the success of its logout, or start the session anew.",
    ),
    Rule(
        "after-end",
        "A message is addressed to an object that has ended, or to one that was below it.",
        "Send it before the object ends, or correct the target.",
    ),
    Rule(
        "id-in-use",
        "A new object gets an id that is in use below the same parent.",
        "Give it an id of its own, or end the object that has the id.",
    ),
)

#: Every rule by its code. A new code is one more in the table above; tests tell of one that is missing.
RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
