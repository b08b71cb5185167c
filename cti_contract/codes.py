"""The table of all codes of problems: what each means, an input that has it, and how to fix it."""

from __future__ import annotations

from typing import NamedTuple

from cti_contract.problems import Severity


class Code(NamedTuple):
    """A code of problems, explained.

    Attributes:
        name: The code itself, stable and in kebab-case.
        meaning: One sentence about the input.
        fix: What to do about it.
        example: A command for a POSIX shell that reports this code and no other.
        severity: The severity of every problem with this code.
    """

    name: str
    meaning: str
    fix: str
    example: str
    severity: Severity = "error"


def _check(*lines: str, options: str = "", command: str = "check") -> str:
    """Return the shell command that checks these lines."""
    return "\n".join([f"cti-contract {command} {options and options + ' '}- <<'END'", *lines, "END"])


def _session(*lines: str, options: str = "") -> str:
    return _check(*lines, command="session", options=options)


_MESSAGES = (
    Code(
        "unknown-message",
        "The name of the message is not in the contract, or the message has no name. "
        "With `--unknown ignore`, a new name, `messageType` or `result` is a warning.",
        "Correct the name: `command` holds the name of a command, `name` that of an event. "
        "`cti-contract list` prints all names.",
        _check('{"command": "conversation.unmute", "target": "jdoe.70001.OM1.c1", "data": {}}'),
    ),
    Code(
        "ambiguous-message",
        "The message has both `command` and `name`, so it is a command and an event at once.",
        "Keep `command` in a request or response and `name` in an event. Remove the other member.",
        _check('{"command": "session.start", "name": "session.initialized", "target": "jdoe", "data": {}}'),
    ),
    Code(
        "missing-member",
        "A required member is missing, or several of one object.",
        "Add the member. `cti-contract show NAME` prints the members of a message and an example.",
        _check('{"command": "channel.dial", "target": "jdoe.70001", "data": {}}'),
    ),
    Code(
        "unknown-member",
        "An object has a member that the contract does not allow there.",
        "Correct the name of the member, move it, or remove it. `--unknown ignore` accepts members that the contract "
        "does not know.",
        _check('{"command": "channel.dial", "target": "jdoe.70001", "data": {"destination": "5550100", "line": 1}}'),
    ),
    Code(
        "wrong-type",
        "A value has another JSON type than the contract allows.",
        'Write a value of the type that the problem names: 5 is a number, `"5"` is a string.',
        _check('{"command": "channel.dial", "target": "jdoe.70001", "data": {"destination": 5550100}}'),
    ),
    Code(
        "wrong-value",
        "A value is not one of the allowed values.",
        "Write a value that the problem allows. Upper and lower case differ.",
        _check('{"command": "session.start", "target": "jdoe", "result": "succeeded"}'),
    ),
    Code(
        "bad-target",
        "The target is not the address of an object that this message can be about.",
        "Write the ids from the session down to the object, joined by dots, in one of the forms that the problem "
        "names.",
        _check('{"command": "channel.dial", "target": "jdoe", "data": {"destination": "5550100"}}'),
    ),
    Code(
        "bad-id",
        "An id is empty or has a character that ids cannot have.",
        "Remove dots, white space and control characters from the id. An id has at least one character.",
        _check(
            '{"messageType": "objectEvent", "target": "jdoe", "name": "channelgroup.created", '
            '"data": {"channelgroup": {"id": "70.001", "name": "sales"}}}'
        ),
    ),
    Code(
        "alias",
        "The message has an older spelling of its name.",
        "The message is accepted. Write the current name, which the problem suggests.",
        _check(
            '{"command": "session.addchannel", "target": "jdoe", '
            '"data": {"channel": {"endpoint": "70001", "type": "Chat"}}}'
        ),
        "warning",
    ),
    Code(
        "known-value",
        "A value differs from a known value only by case or by a small misspelling.",
        "The value is accepted. If the known value was meant, write that.",
        _check(
            '{"command": "session.request.addchannel", "target": "jdoe", '
            '"data": {"channel": {"endpoint": "70001", "type": "chat"}}}'
        ),
        "warning",
    ),
    Code(
        "known-member",
        "The name of a member differs from that of a known member only by case or by a small misspelling.",
        "The member is accepted, since the object may have any members. If the known member was meant, write its name.",
        _check(
            '{"messageType": "objectEvent", "target": "jdoe.70001", "name": "interaction.created", "data": '
            '{"interaction": {"id": "OM1", "nativeId": "7b0c", "type": "CALLBACK", "modelType": "CALLBACK", '
            '"callbackNumber": ["5550100"]}}}'
        ),
        "warning",
    ),
    Code(
        "misplaced-member",
        "A member belongs to another kind of object: only a callback has `callbackNumbers`.",
        "The member is accepted. Correct the type of the object, or remove the member.",
        _check(
            '{"messageType": "objectEvent", "target": "jdoe.70001", "name": "interaction.created", "data": '
            '{"interaction": {"id": "OM1", "nativeId": "7b0c", "type": "CHAT", "modelType": "CHAT", '
            '"callbackNumbers": ["5550100"]}}}'
        ),
        "warning",
    ),
    Code(
        "placeholder",
        "A text of the message is still a placeholder of the documentation.",
        "Write the value that the placeholder represents.",
        _check('{"command": "session.start", "target": "<session-id>", "data": {}}'),
        "warning",
    ),
    Code(
        "invisible-character",
        "An id has an invisible character, such as a zero width space or a byte order mark.",
        "Remove the character. It usually comes from copied text, and two ids that look the same differ.",
        _check('{"command": "session.start", "target": "jdoe\\u200b", "data": {}}'),
        "warning",
    ),
)

_FILES = (
    Code(
        "syntax",
        "The text is not valid JSON.",
        "Correct the text at the place of the problem. A file with one message a line must be named `.ndjson` or "
        "`.jsonl`.",
        _check('{"command": "session.start", "target": "jdoe", "data": {},}'),
    ),
    Code(
        "duplicate-key",
        "An object has two members of the same name.",
        "Remove one of them: parsers differ in which one they take.",
        _check('{"command": "session.start", "target": "jdoe", "target": "msmith", "data": {}}'),
    ),
    Code(
        "not-utf8",
        "The text is not UTF-8.",
        "Save or convert the file as UTF-8.",
        """printf '{"command": "session.start", "target": "J\\374rgen", "data": {}}' | cti-contract check -""",
    ),
    Code(
        "byte-order-mark",
        "The text begins with a byte order mark.",
        "Save the file as UTF-8 without a byte order mark, which JSON does not allow.",
        """printf '\\357\\273\\277{"command": "session.start", "target": "jdoe", "data": {}}' | cti-contract check -""",
    ),
    Code(
        "too-large",
        "A line, a document or a number is too large to be read, or larger than memory allows. Or a message has more "
        "than 1,000 problems, which are not all listed.",
        "Write one message a line in an `.ndjson` file. Write an id of many digits as a string. Correct the problems "
        "that are listed, then check again.",
        """python3 -c 'print("[", "9" * 5000, "]")' | cti-contract check -""",
    ),
    Code(
        "not-json",
        "JSON has no such value, or not every parser can read it.",
        "Write a value that JSON has: no NaN, no infinity, no number too large for a float, no half of a surrogate "
        "pair.",
        _check('{"command": "conversation.answer", "target": "jdoe.70001.OM1.c1", "data": {"loudness": 1e400}}'),
    ),
    Code(
        "not-a-message",
        "A JSON file holds something else than messages, such as settings.",
        "Exclude the file by `--exclude`, or all such files by `--skip-foreign`. If its records hold messages, give "
        "`--at`.",
        """printf '{"name": "my-package", "version": "1.0.0"}' > package.json && cti-contract check package.json""",
    ),
    Code(
        "no-message",
        "A record has nothing at the place that `--at` gives.",
        "Correct the JSON Pointer of `--at`, or remove the record from the log.",
        _check('{"evnt": {"command": "session.start", "target": "jdoe", "data": {}}}', options="--at /event"),
    ),
    Code(
        "no-messages",
        "A file or a folder has no messages, so nothing was checked.",
        "Correct the path, or remove the empty file.",
        "cti-contract check /dev/null",
    ),
    Code(
        "unreadable",
        "A file or a folder cannot be read.",
        "Correct its permissions, repair the compressed file, or read the file when no program writes to it.",
        "printf '\\037\\213' > cut.json.gz && cti-contract check cut.json.gz",
    ),
    Code(
        "stale-baseline",
        "The baseline has a problem that no longer occurs.",
        "Write the baseline again by `--write-baseline`.",
        """printf '{"command": "session.start", "target": "jdoe"}' > a.json &&
cti-contract check --quiet --write-baseline known.json a.json &&
printf '{"command": "session.start", "target": "jdoe", "data": {}}' > a.json &&
cti-contract check --baseline known.json a.json""",
        "warning",
    ),
    Code(
        "too-deep",
        "Arrays and objects are nested too deeply.",
        "Remove nesting: at most 200 arrays and objects may be inside each other.",
        r"""python3 -c 'print("[" * 200, "]" * 200, sep="")' |
sed 's/.*/{"command": "interaction.accept", "target": "jdoe.70001.OM1", "data": {"a": &}}/' |
cti-contract check -""",
    ),
)

_START = (
    '{"command": "session.start", "target": "jdoe", "data": {}}',
    '{"command": "session.start", "target": "jdoe", "result": "success"}',
    '{"messageType": "objectEvent", "target": "jdoe", "name": "session.initialized", "data": {}}',
)
_ENDED = '{"messageType": "objectEvent", "target": "jdoe.70001.OM1", "name": "interaction.ended", "data": {}}'
_CREATED = (
    '{"messageType": "objectEvent", "target": "jdoe.70001", "name": "interaction.created", "data": '
    '{"interaction": {"id": "OM1", "nativeId": "1", "type": "CHAT", "modelType": "CHAT"}}}'
)

_SESSIONS = (
    Code(
        "wrong-echo",
        "The data of a success differs from the data of its request, which the success must repeat.",
        "Copy the data of the request into the success. The call `success` does that by default.",
        _session(
            *_START,
            '{"command": "channel.activate", "target": "jdoe.70001", "data": {"channeloptions": {"queue": "sales"}}}',
            '{"command": "channel.activate", "target": "jdoe.70001", "result": "success", '
            '"data": {"channeloptions": {"queue": "support"}}}',
        ),
    ),
    Code(
        "wrong-original",
        "The `original` of a failure differs from the request, which the failure must repeat.",
        "Copy the whole request into `original`, even if the request is invalid. The call `failure` does that.",
        _session(
            *_START,
            '{"command": "conversation.retrieve", "target": "jdoe.70001.OM1.c1", "data": {}}',
            '{"command": "conversation.retrieve", "target": "jdoe.70001.OM1.c1", "result": "failure", '
            '"failure": {"code": "E1", "message": ""}, '
            '"original": {"command": "conversation.retrieve", "target": "jdoe.70001.OM1.c2", "data": {}}}',
        ),
    ),
    Code(
        "no-request",
        "A response answers no request, or a request that was already answered.",
        "Answer each request once, with its `command` and `target`. Log the request before its response.",
        _session(
            *_START,
            '{"command": "session.start", "target": "jdoe", "result": "success"}',
        ),
    ),
    Code(
        "unanswered",
        "A request gets no response before its session logs out or, with `--complete`, before the log ends.",
        "Answer each request by a success or a failure with its `command` and `target`.",
        _session(
            '{"command": "conversation.retrieve", "target": "jdoe.70001.OM1.c1", "data": {}}', options="--complete"
        ),
    ),
    Code(
        "missing-event",
        "An event that must follow a success is missing, and cannot come any more.",
        "Raise the event on the object of the request, or on the object above or below it that "
        "`cti-contract show NAME` names.",
        _session(
            '{"command": "conversation.request.unmute", "target": "jdoe.70001.OM1.c1", "data": {}}',
            '{"command": "conversation.request.unmute", "target": "jdoe.70001.OM1.c1", "result": "success", '
            '"data": {}}',
            _ENDED,
        ),
    ),
    Code(
        "event-order",
        "The events after a success come in another order than documented.",
        "Raise the events in the order that `cti-contract show NAME` prints.",
        _session(
            '{"command": "conversation.blindconference", "target": "jdoe.70001.OM1.c1", '
            '"data": {"destination": "5550100"}}',
            '{"command": "conversation.blindconference", "target": "jdoe.70001.OM1.c1", "result": "success", '
            '"data": {"destination": "5550100"}}',
            '{"messageType": "objectEvent", "target": "jdoe.70001.OM1.c1", "name": "state.updated", "data": {}}',
            '{"messageType": "objectEvent", "target": "jdoe.70001.OM1.c1", "name": "conversation.member.added", '
            '"data": {}}',
            _ENDED,
        ),
    ),
    Code(
        "open-at-end",
        "Where the log ends, a request still waits for its response, or a success for its events.",
        "Nothing, if the log is cut. If the recording ends there, give `--complete`: then it is an error.",
        _session('{"command": "conversation.retrieve", "target": "jdoe.70001.OM1.c1", "data": {}}'),
        "warning",
    ),
    Code(
        "swapped",
        "Two neighbouring messages of a session are in the wrong order: a response before its request, for example.",
        "Log the messages in the order in which they were sent.",
        _session(
            *_START,
            '{"command": "conversation.retrieve", "target": "jdoe.70001.OM1.c1", "result": "success", "data": {}}',
            '{"command": "conversation.retrieve", "target": "jdoe.70001.OM1.c1", "data": {}}',
        ),
    ),
    Code(
        "overdue",
        "A response or an event does not come within the time that `--patience` allows.",
        "Answer sooner, or allow more time. A response or an event that comes late is no second problem.",
        _session(
            '{"at": 0, "message": {"command": "channel.activate", "target": "jdoe.70001", '
            '"data": {"channeloptions": {"queue": "sales"}}}}',
            '{"at": 31, "message": {"command": "channel.activate", "target": "jdoe.70001", "result": "success", '
            '"data": {"channeloptions": {"queue": "sales"}}}}',
            options="--at /message --time /at --patience 30",
        ),
    ),
    Code(
        "wrong-direction",
        "A request comes from the platform, or a response or an event from the client.",
        "Send the message from the other side, or correct the sender that the record names.",
        _session(
            '{"from": "client", "message": {"messageType": "objectEvent", "target": "jdoe", '
            '"name": "session.initialized", "data": {}}}',
            options="--at /message --sender /from",
        ),
    ),
    Code(
        "unused-pointer",
        "No record of the log has a value at the pointer that `--sender` or `--time` gives, so its rules are not "
        "checked.",
        "Correct the JSON Pointer, which starts at the top of each record, or leave the option out.",
        _session(
            '{"from": "platform", "message": {"messageType": "objectEvent", "target": "jdoe", '
            '"name": "session.initialized", "data": {}}}',
            options="--at /message --sender /sender",
        ),
        "warning",
    ),
    Code(
        "late-start",
        "A session is started after another request of it.",
        "It is accepted, since a client may reconnect. Send `session.start` as the first request of a session.",
        _session(
            *_START,
            '{"command": "conversation.retrieve", "target": "jdoe.70001.OM1.c1", "data": {}}',
            '{"command": "conversation.retrieve", "target": "jdoe.70001.OM1.c1", "result": "success", "data": {}}',
            *_START,
        ),
        "warning",
    ),
    Code(
        "after-logout",
        "Messages belong to a session that has logged out. They are one problem.",
        "Send the message before the success of the logout, or start the session again.",
        _session(
            '{"command": "session.request.logout", "target": "jdoe", "data": {}}',
            '{"command": "session.request.logout", "target": "jdoe", "result": "success"}',
            '{"messageType": "objectEvent", "target": "jdoe.70001", "name": "channel.disposed", "data": {}}',
        ),
    ),
    Code(
        "after-end",
        "Messages are addressed to an object that has ended, or to an object below it. They are one problem.",
        "Send the message before the object ends, or correct the target.",
        _session(
            _ENDED,
            '{"messageType": "objectEvent", "target": "jdoe.70001.OM1", "name": "interaction.datachanged", "data": {}}',
        ),
    ),
    Code(
        "id-in-use",
        "A new object gets an id that another object with the same parent has.",
        "Give the new object an id of its own, or end the object that has the id.",
        _session(
            _CREATED,
            _CREATED,
        ),
    ),
)

_CALLS = (
    Code(
        "not-a-request",
        "The message to answer is a response or an event.",
        "Pass a request to `success` and `failure`: a message with `command` and without `result`.",
        """python3 -c 'import cti_contract as cti; cti.success(cti.example("channel.disposed"))' 2>&1 | tail -n 1""",
    ),
)

#: All codes, by the heading under which the guide has them.
GROUPS: dict[str, tuple[Code, ...]] = {
    "Messages": _MESSAGES,
    "Files": _FILES,
    "Sessions": _SESSIONS,
    "Calls": _CALLS,
}
CODES: dict[str, Code] = {code.name: code for group in GROUPS.values() for code in group}
