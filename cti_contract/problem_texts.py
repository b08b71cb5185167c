"""Every text of a problem, in one place: each function returns one problem, complete except its place in a file.

The texts say what was found and what was expected; a hint says what was probably meant.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from cti_contract.problems import Problem, Severity
from cti_contract.suggest import suggestion
from cti_contract.text import (
    all_of,
    choice,
    counted,
    look_alike,
    named,
    one_of,
    printable,
    quote,
    shortened,
    type_of,
    with_article,
)

_WHOLE = "a message"


def _within(pointer: str) -> str:
    return f" in {shortened(pointer)}" if pointer else ""


# The name and kind of a message


def unknown_name(kind: str, member: str, name: str, *, hint: str | None, is_other: bool) -> Problem:
    """Return the problem of a name that is not the name of a command or an event; `is_other` if it names the other."""
    noun, other, other_member = ("event", "command", "command") if kind == "event" else ("command", "event", "name")
    text = f"unknown {noun} {quote(name)}"
    if is_other:
        text += f', which names the {other}: it belongs in "{other_member}"'
    elif hint:
        text += look_alike(name, hint)
    return Problem(code="unknown-message", message=text, pointer=f"/{member}", hint=None if is_other else hint)


def unknown_value(member: str, value: str, *, hint: str | None) -> Problem:
    """Return the warning about a message whose type or result is not in the contract."""
    text = f"unknown {member} {quote(value)}"
    return Problem(code="unknown-message", message=text, pointer=f"/{member}", severity="warning", hint=hint)


def no_name() -> Problem:
    """Return the problem of a message with neither `command` nor `name`."""
    text = 'neither "command" nor "name": a command or its response has the one, an event the other'
    return Problem(code="unknown-message", message=text)


def two_names() -> Problem:
    """Return the problem of a message with both `command` and `name`."""
    text = 'both "command" and "name": a command or its response has the one, an event the other'
    return Problem(code="ambiguous-message", message=text)


def success_with_failure() -> Problem:
    """Return the problem of a response whose result is success, but which says why the command failed."""
    text = '/result is "success", but "failure" tells why the command failed'
    return Problem(code="wrong-value", message=text, pointer="/result", hint="failure")


def failure_with_data() -> Problem:
    """Return the problem of a response whose result is failure, but which has the members of a success."""
    text = '/result is "failure", but there is "data" and nothing that tells why the command failed'
    return Problem(code="wrong-value", message=text, pointer="/result", hint="success")


def missing_result(member: str) -> Problem:
    """Return the problem of a response without `result`; `member` makes it a response."""
    return missing_member(
        "", "result", f'{quote(member)} makes it a response, and a response says "success" or "failure"'
    )


def no_such_name(name: str, choices: tuple[str, ...]) -> Problem:
    """Return the problem of a name, given to a call or a command, that no message has."""
    return Problem(code="unknown-message", message=f"no message {quote(name)}", hint=suggestion(name, choices))


def name_is_no_string(name: Any) -> Problem:
    """Return the problem of a name, given to a call, of another type."""
    return Problem(code="wrong-type", message=f"a name must be a string, not {type_of(name)}")


def no_such_kind(name: str | None, kind: str | None, kinds: Sequence[str]) -> Problem:
    """Return the problem of a kind that the messages of a name do not have or, without a name, that no message has."""
    has = "no kind" if name is None else f"{quote(name)} has no"
    return Problem(code="unknown-message", message=f"{has} {quote(kind)}, only {one_of(kinds)}")


# Members and values


def missing_member(
    pointer: str, name: str, why: str = "", *, hint: str | None = None, schema: str | None = None
) -> Problem:
    """Return the problem of an object at `pointer` that lacks a member."""
    text = f"missing member {quote(name)}{_within(pointer)}{why and ': ' + why}"
    return Problem(code="missing-member", message=text, pointer=pointer, hint=hint, schema=schema)


def unknown_member(
    pointer: str, name: str, why: str = "", *, hint: str | None = None, schema: str | None = None
) -> Problem:
    """Return the problem of the member at `pointer`, which its object must not have."""
    around, _, _ = pointer.rpartition("/")
    why = why or (look_alike(name, hint).removeprefix(": ") if hint else "")
    text = f"unknown member {quote(name)}{_within(around)}{why and ': ' + why}"
    return Problem(code="unknown-member", message=text, pointer=pointer, hint=hint, schema=schema)


def without_members(kind: str, name: str) -> str:
    """Return why a member is unknown in an object that must be empty."""
    return f"the {kind} of {name} has none"


def of_series(stem: str, first: int, last: int) -> str:
    """Return why a member with a number, such as `p21`, is unknown."""
    return f"the members are {stem}{first} to {stem}{last}"


def similar_member(name: str) -> str:
    """Return why a member may be missing: there is one whose name is similar."""
    return f"there is {quote(name)}"


def possible_values(values: Sequence[Any]) -> str:
    """Return which values a missing member may have."""
    return f"it must be {one_of(values)}"


def misplaced_members(pointer: str, names: Sequence[str], home: str, *, schema: str | None) -> Problem:
    """Return the problem of members, the first one at `pointer`, that belong in the object at `home`."""
    where = f"in {shortened(home)}" if home else "at the top level of the message"
    return _unknown_members(pointer, names, where, schema=schema)


def members_of_another(
    pointer: str, names: Sequence[str], decides: str, values: tuple[str, str], *, schema: str | None
) -> Problem:
    """Return the problem of members, the first one at `pointer`, of another type of object.

    The member `decides` has the first of the values there, and the second one here.
    """
    other, own = values
    return _unknown_members(
        pointer, names, f"to {quote(decides)} {quote(other)}, and here it is {quote(own)}", schema=schema
    )


def _unknown_members(pointer: str, names: Sequence[str], where: str, *, schema: str | None) -> Problem:
    nouns, belong = ("member", "it belongs") if len(names) == 1 else ("members", "they belong")
    shown = all_of(names) if len(names) <= _MOST_NAMES else f"{quote(names[0])} and {len(names) - 1} more"
    text = f"unknown {nouns} {shown}{_within(pointer.rpartition('/')[0])}: {belong} {where}"
    return Problem(code="unknown-member", message=text, pointer=pointer, schema=schema)


#: The most names of members in one text.
_MOST_NAMES = 5


def wrong_type(pointer: str, types: Sequence[str], value: Any, *, schema: str | None = None) -> Problem:
    """Return the problem of a value of another JSON type than those named."""
    expected = " or ".join(map(with_article, types))
    text = f"{shortened(pointer) or _WHOLE} must be {expected}, not {type_of(value)}"
    return Problem(code="wrong-type", message=text, pointer=pointer, schema=schema)


def wrong_value(
    pointer: str, values: Sequence[Any], value: Any, *, hint: str | None = None, schema: str | None = None
) -> Problem:
    """Return the problem of a value that is not one of those allowed, by default with a hint if it is nearly one."""
    text = f"{shortened(pointer) or _WHOLE} must be {one_of(values)}, not {quote(value)}"
    hint = hint or (suggestion(value, tuple(values)) if isinstance(value, str) else None)
    if hint and isinstance(value, str):
        text += look_alike(value, hint)
    return Problem(code="wrong-value", message=text, pointer=pointer, hint=hint, schema=schema)


def empty_text(pointer: str, *, schema: str | None) -> Problem:
    """Return the problem of an empty text that must not be empty."""
    return Problem(code="wrong-value", message=f"{pointer} must not be empty", pointer=pointer, schema=schema)


def refused(kind: str, name: str, *, schema: str) -> Problem:
    """Return the problem of a value that the engine refuses without a reason."""
    return Problem(code="wrong-value", message=f"not a valid {kind} of {name}", schema=schema)


# Targets and ids


def wrong_depth(target: str, name: str, expected: tuple[str, str], found: str, *, schema: str | None) -> Problem:
    """Return the problem of a target that addresses no object of the message.

    `expected` are these objects and the forms of their targets, `found` is the object of this target, all in words.
    """
    objects, forms = expected
    text = f"{name} addresses {objects}: target must be {forms}, not {quote(target)} ({found})"
    return Problem(code="bad-target", message=text, pointer="/target", schema=schema)


def bad_segment(target: str, number: int, *, schema: str | None) -> Problem:
    """Return the problem of a target with a segment, counted from 1, that is not an id."""
    segments = target.split(".")
    text = f"target {quote(target)}: segment {number} of {len(segments)} {_id_fault(segments[number - 1])}"
    return Problem(code="bad-target", message=text, pointer="/target", schema=schema)


def bad_id(pointer: str, value: str, *, schema: str | None) -> Problem:
    """Return the problem of a text that is not an id."""
    return Problem(code="bad-id", message=f"{pointer} {_id_fault(value)}", pointer=pointer, schema=schema)


def _id_fault(text: str) -> str:
    if not text:
        return "must not be empty"
    if "." in text:
        place = f"it is character {text.find('.') + 1}"
        return f"must not hold a dot, the separator of targets, as {quote(text)} does: {place}"
    index = next((at for at, sign in enumerate(text) if sign.isspace() or sign < " " or "\x7f" <= sign <= "\xa0"), 0)
    place = f"character {index + 1} is {named(text[index])}"
    return f"must not hold white space or a control character, as {quote(text)} does: {place}"


# Values that JSON cannot hold


#: The predicates about values that JSON cannot hold.
_NOT_JSON_VALUES = {
    "deep": "is nested deeper than {} arrays and objects",
    "half of a pair": "holds half of a surrogate pair",
    "infinite": "is not a finite number",
    "long": "is a number of more than 4300 digits",
    "name": "has a member whose name is not a JSON string: {}",
    "object": "is not a JSON value, but a Python {}",
    "unreadable": "cannot be read: a Python object in it raises {}",
}


def not_json(pointer: str, fault: str, detail: str = "") -> Problem:
    """Return the problem of a value that JSON cannot hold; `detail` is a part of the text of some faults."""
    text = f"{shortened(pointer) or 'the message'} {_NOT_JSON_VALUES[fault].format(detail)}"
    return Problem(code="not-json", message=text, pointer=pointer)


def too_deep_for_the_stack() -> Problem:
    """Return the problem of a value that is too deep for the rest of the stack."""
    return Problem(code="too-deep", message="nested too deep for the rest of the stack")


# Warnings


def older_spelling(spelling: str, name: str) -> Problem:
    """Return the warning about an alias."""
    text = f"{quote(spelling)} is an older spelling of {quote(name)}"
    return Problem(code="alias", severity="warning", message=text, pointer="/command", hint=name)


def nearly_known(pointer: str, value: str, hint: str) -> Problem:
    """Return the warning about a value that is nearly a known value."""
    text = f"{pointer} is {quote(value)}, which differs little from a known value{look_alike(value, hint)}"
    return Problem(code="known-value", severity="warning", message=text, pointer=pointer, hint=hint)


def nearly_known_member(pointer: str, hint: str) -> Problem:
    """Return the warning about a member whose name is nearly that of a known member."""
    text = f"{shortened(pointer)} differs little from a known member"
    return Problem(code="known-member", severity="warning", message=text, pointer=pointer, hint=hint)


def misplaced_member(pointer: str, name: str, other: str, wanted: str, found: str) -> Problem:
    """Return the warning about a member that belongs to another value of another member."""
    text = f"{quote(name)} belongs to {quote(other)} {quote(wanted)} only, not to {quote(found)}"
    return Problem(code="misplaced-member", severity="warning", message=text, pointer=pointer)


def placeholder(pointer: str, text: str) -> Problem:
    """Return the warning about a placeholder of the documentation in a message."""
    text = f"{shortened(pointer)} still has the placeholder {quote(text)}"
    return Problem(code="placeholder", severity="warning", message=text, pointer=pointer)


def invisible_character(pointer: str, character: str, segment: int | None = None) -> Problem:
    """Return the warning about an invisible character in an id, or in a segment of the target."""
    place = f"segment {segment} of the target" if segment else shortened(pointer)
    name = f"U+{ord(character):04X}"
    if character in _INVISIBLE:
        name += f" ({_INVISIBLE[character]})"
    text = f"{place} has an invisible character, {name}"
    return Problem(code="invisible-character", severity="warning", message=text, pointer=pointer)


#: The names of the invisible characters that copied text is most likely to have.
_INVISIBLE = {
    "\u00ad": "soft hyphen",
    "\u061c": "Arabic letter mark",
    "\u180e": "Mongolian vowel separator",
    "\u200b": "zero width space",
    "\u200c": "zero width non-joiner",
    "\u200d": "zero width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "pop directional formatting",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2060": "word joiner",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first strong isolate",
    "\u2069": "pop directional isolate",
    "\ufeff": "byte order mark",
}


# Responses that differ from their request


class Difference(NamedTuple):
    """Where a response differs from its request, and how, as the predicate of a sentence."""

    pointer: str
    predicate: str


def not_sent(pointer: str) -> Difference:
    """Return the difference of a member that the request does not have."""
    return Difference(pointer, "was not sent")


def lacking(pointer: str, name: str) -> Difference:
    """Return the difference of an object that lacks a member of the request."""
    return Difference(pointer, f"lacks {quote(name)}")


def other_length(pointer: str, length: int, sent: int) -> Difference:
    """Return the difference of an array of another length than that in the request."""
    return Difference(pointer, f"is of length {length}, not {sent}")


def other_value(pointer: str, value: Any, sent: Any) -> Difference:
    """Return the difference of a value that is not the one in the request."""
    is_alike = isinstance(value, str) and isinstance(sent, str)
    return Difference(pointer, f"is {quote(value)}, not {quote(sent)}{look_alike(value, sent) if is_alike else ''}")


def wrong_echo(command: str, difference: Difference) -> Problem:
    """Return the problem of a success whose data is not the data of its request."""
    pointer, predicate = difference
    text = f"the success of {command} carries the data of the request, but {shortened(pointer)} {predicate}"
    return Problem(code="wrong-echo", message=text, pointer=pointer)


def wrong_original(command: str, difference: Difference) -> Problem:
    """Return the problem of a failure whose original is not its request."""
    pointer, predicate = difference
    text = f"the failure of {command} carries the request as it was sent, but {shortened(pointer)} {predicate}"
    return Problem(code="wrong-original", message=text, pointer=pointer)


def not_a_request(kind: str, name: str) -> Problem:
    """Return the problem of a message that nothing can answer."""
    article = "an" if kind == "event" else "a"
    text = f"only a request has a response, but this is {article} {kind} of {name}"
    return Problem(code="not-a-request", message=text)


def undetermined_data(name: str, members: Sequence[str]) -> Problem:
    """Return the problem of a success whose data only the caller knows; `members` are those that it must have."""
    with_members = f" with {all_of(members)}" if members else ""
    text = f"the success of {name} carries data that the request does not determine: pass data={{…}}{with_members}"
    return Problem(code="missing-member", message=text)


# The rules between the messages of a log


def referring(problem: Problem, other: str) -> Problem:
    """Return a problem that refers to another message, whose place `other` names."""
    return problem._replace(message=f"{problem.message}, see {other}")


def no_request(command: str, *, was_answered: bool, other: str | None = None) -> Problem:
    """Return the problem of a response that answers no request.

    `was_answered` says that it may be a second answer; `other` is the target of the only request of its command that
    waits, if there is one.
    """
    text = f"no request of {command} waits for this answer"
    if was_answered:
        text += "; the last one was answered before"
    elif other is not None:
        text += f", only one with the target {quote(other)}"
    return Problem(code="no-request", message=text)


def unanswered(command: str, *, is_logged_out: bool) -> Problem:
    """Return the problem of a request that is not answered before its session, or else the log, ended."""
    ended = "session" if is_logged_out else "log"
    return Problem(code="unanswered", message=f"{command} is not answered before the {ended} ended")


def missing_event(command: str, events: Sequence[str]) -> Problem:
    """Return the problem of a success after which events do not come."""
    return Problem(code="missing-event", message=f"{command} has succeeded, but {_do_not_follow(events)}")


def event_order(command: str, event: str, other: str, *, after: bool) -> Problem:
    """Return the problem of an event that comes at the wrong side of another one."""
    side = "after" if after else "before"
    text = f"{command} has succeeded, but {event} does not come {side} {other}"
    return Problem(code="event-order", message=text)


def swapped(late: str, early: str, severity: Severity = "error") -> Problem:
    """Return the problem of a message that comes directly after one that it should come before."""
    return Problem(code="swapped", message=f"{late} comes after {early}; expected it before", severity=severity)


def answered_early(command: str, kind: str) -> Problem:
    """Return the problem of a request that comes directly after its response, a success or a failure."""
    return Problem(code="swapped", message=f"the {kind} of {command} comes before its request")


def late_start(command: str) -> Problem:
    """Return the warning of a start after another request of its session."""
    text = f"{command} must be the first request of a session, but other requests came before"
    return Problem(code="late-start", message=text, pointer="/command", severity="warning")


def after_end(own: str, more: int) -> Problem:
    """Return the problem of a message to an object that has ended, and of `more` others."""
    text = f"{quote(own)} has ended, but this message{_and_more(more)} addressed to it or to an object below it"
    return Problem(code="after-end", message=text, pointer="/target")


def after_logout(session: str, more: int) -> Problem:
    """Return the problem of a message in a session that has logged out, and of `more` others."""
    text = f"{quote(session)} has logged out, but this message{_and_more(more)} part of its session"
    return Problem(code="after-logout", message=text, pointer="/target")


def more_after(problem: Problem, own: str, more: int) -> Problem:
    """Return the problem that `more` messages follow the one of a problem that was reported before."""
    counted = "1 more message" if more == 1 else f"{more} more messages"
    ended = "has ended" if problem.code == "after-end" else "has logged out"
    return problem._replace(message=f"{counted} after this one, although {quote(own)} {ended}")


def id_in_use(own: str, parent: str, pointer: str) -> Problem:
    """Return the problem of a new object with an id that another object has."""
    text = f"the id {quote(own)} is already in use below {quote(parent)}"
    return Problem(code="id-in-use", message=text, pointer=pointer)


def wrong_direction(name: str, kind: str, sender: str, expected: str) -> Problem:
    """Return the problem of a message from the wrong side."""
    article = "an" if kind == "event" else "a"
    text = f"{article} {kind} comes from the {expected}, but this {kind} ({name}) comes from the {sender}"
    return Problem(code="wrong-direction", message=text)


def overdue_answer(command: str, seconds: float) -> Problem:
    """Return the problem of a request that is not answered in time."""
    return Problem(code="overdue", message=f"{command} is not answered within {seconds:g} seconds")


def overdue_events(command: str, events: Sequence[str], seconds: float) -> Problem:
    """Return the problem of a success after which events do not come in time."""
    text = f"{command} has succeeded, but {_do_not_follow(events)} within {seconds:g} seconds"
    return Problem(code="overdue", message=text)


def unknown_sender(pointer: str, senders: Sequence[str], value: Any, *, is_mapped: bool) -> Problem:
    """Return the problem of a record with another sender; `is_mapped` says that the user has named the senders."""
    problem = wrong_value(pointer, senders, value)
    hint = "add it to --senders" if is_mapped else "name your senders by --senders VALUE=SIDE,..."
    return problem._replace(message=f"{problem.message}: {hint}")


def not_a_time(pointer: str, value: Any) -> Problem:
    """Return the problem of a record whose time is none."""
    text = f"{shortened(pointer)} must be a time, in seconds or as ISO 8601, not {quote(value)}"
    return Problem(code="wrong-value", message=text, pointer=pointer)


def open_request(command: str) -> Problem:
    """Return the warning of a request that waits for its answer where the log ends."""
    text = f"{command} is not answered where the log ends"
    return Problem(code="open-at-end", message=text, severity="warning")


def open_events(command: str, events: Sequence[str]) -> Problem:
    """Return the warning of a success that waits for events where the log ends."""
    text = f"{command} has succeeded, and {_do_not_follow(events)} before the log ends"
    return Problem(code="open-at-end", message=text, severity="warning")


def _do_not_follow(events: Sequence[str]) -> str:
    *most, last = events
    return f"{', '.join(most)} and {last} do not follow" if most else f"{last} does not follow"


def _and_more(more: int) -> str:
    return f" and {more} more are" if more else " is"


# Files and texts


def no_message_files(path: str, suffixes: Sequence[str], *, are_excluded: bool) -> Problem:
    """Return the problem of a folder, or of a pattern if there are no suffixes, that leads to no file to check."""
    text = f"no message files in this folder ({', '.join(suffixes)})" if suffixes else "no files match this pattern"
    text += ", except the excluded ones" if are_excluded else ""
    return Problem(code="no-messages", message=text, file=path)


def no_messages(file: str) -> Problem:
    """Return the problem of a file without a message."""
    return Problem(code="no-messages", message="no message in this file", file=file, line=1, column=1)


def not_a_message() -> Problem:
    """Return the problem of a JSON file that holds something else than messages."""
    text = "no message, as nothing in it has the members of one: exclude the file by --exclude or --skip-foreign"
    return Problem(code="not-a-message", message=text)


def only_skipped(path: str, files: int) -> Problem:
    """Return the problem of a check that skipped all files."""
    text = f"nothing was checked: {counted(files, 'file')} without messages skipped"
    return Problem(code="no-messages", message=text, file=path)


def stale_baseline(baseline: str, file: str, code: str, pointer: str, count: int) -> Problem:
    """Return the warning about a known problem of a file that no longer occurs, or no longer so often."""
    place = f" at {shortened(pointer)}" if pointer else ""
    text = f"{counted(count, f'known {code}')}{place} of {printable(file)} no longer found: --write-baseline removes it"
    return Problem(code="stale-baseline", severity="warning", message=text, file=baseline)


def unreadable(file: str, reason: str) -> Problem:
    """Return the problem of a file or a folder that cannot be read to its end."""
    return Problem(code="unreadable", message=f"cannot be read: {reason}", file=file)


def no_memory(file: str) -> Problem:
    """Return the problem of a file whose check needs more memory than there is."""
    text = "not enough memory to check this file; write one message a line in an .ndjson file, or allow more memory"
    return Problem(code="too-large", message=text, file=file)


def worker_ended(file: str, line: int, left: int) -> Problem:
    """Return the problem of a check that a killed worker ended: `left` more files after this one were not checked."""
    start = "this file" if line == 1 else f"this file from line {line} on"
    rest = f" and {counted(left, 'more file')}" if left else ""
    text = f"a worker process was killed: {start}{rest} not checked; try again with --jobs 1"
    return Problem(code="unreadable", message=text, file=file)


def no_message_at(pointers: Sequence[str]) -> Problem:
    """Return the problem of a record in which `--at` leads nowhere."""
    places = choice([shortened(pointer) or "the top" for pointer in pointers])
    text = f"nothing is at {places} in this record; --skip-missing skips such records"
    return Problem(code="no-message", message=text)


def other_format(name: str) -> Problem:
    """Return the problem of a file that is not UTF-8 text; `name` is its encoding or compression."""
    if name in ("gzip", "zstd"):
        suffix = {"gzip": ".gz", "zstd": ".zst"}[name]
        text = f"compressed with {name}: decompress it first, or let its name end in {suffix}"
    else:
        text = f"{name}, not UTF-8"
    return Problem(code="not-utf8", message=text, line=1, column=1)


def byte_order_mark() -> Problem:
    """Return the problem of a file that begins with a byte order mark."""
    text = "a byte order mark is before the first message"
    return Problem(code="byte-order-mark", message=text, line=1, column=1)


def not_lines() -> Problem:
    """Return the problem of a file named as one with a message a line, which has pretty-printed or other texts."""
    text = "not one message a line: values take several lines, or lines end in carriage returns; name the file .json"
    return Problem(code="syntax", message=text, line=1, column=1)


def too_large(kind: Literal["line", "document", "text"], limit: int) -> Problem:
    """Return the problem of a line, a document or a text of more bytes than the limit, which is skipped."""
    fix = "; write one message a line in an .ndjson file" if kind == "document" else ""
    return Problem(code="too-large", message=f"a {kind} of more than {limit:,} bytes is skipped{fix}", line=1, column=1)


#: The faults of a text that is not strict JSON, each with its code and text.
NOT_JSON = {
    "bare name": ("syntax", "not JSON: a name without quotes; names of members have double quotes"),
    "comment": ("syntax", "not JSON: a comment; JSON has none"),
    "comments": ("syntax", "not JSON: a comment; remove all comments, which JSON does not have"),
    "control character": ("syntax", "not JSON: a control character in a string; write it as an escape, such as \\n"),
    "cut": ("syntax", "not JSON: the text ends inside {}"),
    "curly quotes": ("syntax", 'not JSON: curly quotes; strings have straight ones, "'),
    "depth": ("too-deep", "more than 200 nested arrays and objects"),
    "encoding": ("not-utf8", "not UTF-8"),
    "False": ("syntax", "not JSON: False, as Python writes it; write false"),
    "half of a pair": ("syntax", "not JSON: half of a surrogate pair"),
    "long number": ("too-large", "a number of more than 4300 digits"),
    "mark": ("byte-order-mark", "a byte order mark is inside the text, as after files were joined"),
    "marks": ("byte-order-mark", "a byte order mark is inside the text, as after files were joined; remove it"),
    "more values": (
        "syntax",
        "not JSON: more follows the value; write several messages as an array, or one a line in an .ndjson file",
    ),
    "None": ("syntax", "not JSON: None, as Python writes it; write null"),
    "NUL": ("syntax", "not JSON: a NUL byte, as in a file that was not written completely"),
    "NULs": ("syntax", "not JSON: a NUL byte, as in a file that was not written completely; remove all of them"),
    "number": ("syntax", "not JSON: an invalid number; a digit is missing, or a zero is in front"),
    "quotes of a name": ("syntax", "not JSON: the name of a member must be a string in double quotes"),
    "other": ("syntax", "not JSON: {}"),
    "single quotes": ("syntax", "not JSON: single quotes; strings have double quotes"),
    "text after": (
        "syntax",
        "not JSON: text is after the JSON value; --extract finds the JSON object in each line",
    ),
    "text before": (
        "syntax",
        "not JSON: text is before the JSON object; --extract finds the JSON object in each line",
    ),
    "trailing comma": ("syntax", "not JSON: a comma after the last value; remove it"),
    "True": ("syntax", "not JSON: True, as Python writes it; write true"),
    "undefined": ("syntax", "not JSON: undefined, as JavaScript writes it; write null, or leave the member out"),
    "word": ("syntax", "not JSON: expected true, false or null"),
}


def not_json_text(fault: str, detail: str = "") -> Problem:
    """Return the problem of a text that is not strict JSON; `detail` is a part of the text of some faults."""
    code, text = NOT_JSON[fault]
    return Problem(code=code, message=text.format(detail))


def duplicate_key(name: str) -> Problem:
    """Return the problem of an object with two members of one name."""
    return Problem(code="duplicate-key", message=f"member {quote(name)} is twice in one object")
