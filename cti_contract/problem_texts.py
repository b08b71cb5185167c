"""Every text of a problem, in one place: each function returns one problem, complete except its place in a file.

The texts say what was found and what was expected; a hint says what was probably meant.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from cti_contract.problems import Problem, ProblemCode, Severity
from cti_contract.suggest import suggested_name, suggestion
from cti_contract.text import (
    all_of,
    choice,
    counted,
    grouped,
    look_alike,
    named,
    nth_segment,
    one_of,
    printable,
    quote,
    shortened,
    type_of,
    with_article,
)


class Template(NamedTuple):
    """The code, the text with the names of its parts in braces, and the severity of a problem."""

    code: ProblemCode
    text: str
    severity: Severity = "error"


#: The problems of one message. They are data, so that the checker in JavaScript has the same texts.
TEMPLATES = {
    # the name and kind of a message
    "unknown name": Template("unknown-message", "unknown {noun} {name}{why}"),
    "unknown value": Template("unknown-message", "unknown {member} {value}", "warning"),
    "no such name": Template("unknown-message", "no message {name}"),
    "no such kind": Template("unknown-message", "{name} has no {kind}, only {kinds}"),
    "no name": Template(
        "unknown-message",
        'neither "command" nor "name": a command or its response has the one, an event the other{where}',
    ),
    "two names": Template(
        "ambiguous-message", 'both "command" and "name": a command or its response has the one, an event the other'
    ),
    "success with failure": Template("wrong-value", '/result is "success", but "failure" tells why the command failed'),
    "failure with data": Template(
        "wrong-value", '/result is "failure", but there is "data" and nothing that tells why the command failed'
    ),
    # members and values
    "missing member": Template("missing-member", "missing member {name}{within}{why}"),
    "members missing": Template("missing-member", "missing {members} {names}{within}{why}"),
    "unknown member": Template("unknown-member", "unknown member {name}{within}{why}"),
    "members elsewhere": Template("unknown-member", "unknown {members} {names}{within}: {belong} {where}"),
    "wrong type": Template("wrong-type", "{place} must be {expected}, not {found}{why}"),
    "wrong value": Template("wrong-value", "{place} must be {expected}, not {found}{why}"),
    "empty text": Template("wrong-value", "{place} must not be empty"),
    "too many": Template(
        "too-large", "more than {most} problems in this message: the others are not listed; correct these first"
    ),
    "refused": Template("wrong-value", "not a valid {kind} of {name}"),
    # targets and ids
    "wrong depth": Template("bad-target", "{name} addresses {objects}: target must be {forms}, not {target} ({found})"),
    "bad segment": Template("bad-target", "target {target}: segment {number} of {segments} {fault}"),
    "bad id": Template("bad-id", "{place} {fault}"),
    # values that JSON cannot hold
    "not JSON": Template("not-json", "{place} {fault}"),
    # warnings
    "older spelling": Template("alias", "{spelling} is an older spelling of {name}", "warning"),
    "nearly known": Template(
        "known-value", "{place} is {value}, which differs little from a known value{why}", "warning"
    ),
    "nearly known member": Template("known-member", "{place} differs little from a known member", "warning"),
    "misplaced member": Template(
        "misplaced-member", "{name} belongs to {other} {wanted} only, not to {found}", "warning"
    ),
    "placeholder": Template("placeholder", "{place} still has the placeholder {text}", "warning"),
    "invisible character": Template("invisible-character", "{place} has an invisible character, {name}", "warning"),
    # texts
    "byte order mark": Template("byte-order-mark", "a byte order mark is before the first message"),
    "duplicate key": Template("duplicate-key", "member {name} is twice in one object"),
}
#: Parts of the texts.
PHRASES = {
    "whole message": "a message",
    "message inside": "; a message is in {place}",
    "whole value": "the message",
    "within": " in {place}",
    "because": ": {why}",
    "name of the other": ', which names the {other}: it belongs in "{member}"',
    "makes a response": '{member} makes it a response, and a response says "success" or "failure"',
    "repeats the command": "{member} makes it a response, and a response names the command that it answers",
    "makes an event": '"messageType" makes it an event, and an event has a name',
    "makes a request": 'a request has it beside "target" and "data"',
    "without members": "the {kind} of {name} has none",
    "of series": "the members are {stem}{first} to {stem}{last}",
    "other member": "another member is {name}",
    "other members": "other members are {names}",
    "of the data": "members of the data belong",
    "similar member": "there is {name}",
    "similar members": "there are {names}",
    "it inside": "it is one level too deep, in {place}",
    "they inside": "they are one level too deep, in {place}",
    "possible values": "it must be {values}",
    "values of a member": "{name} must be {values}",
    "in the object": "in {place}",
    "at the top": "at the top level of the message",
    "the message": "the message",
    "as others": ", as {names}",
    "expected": "expected",
    "leave it out": "leave it out",
    "leave them out": "leave them out",
    "instead of null": "instead of writing null",
    "one level too deep": "its members are one level too deep; write them directly in {place}",
    "too deep in an array": "the members of its only element are too deep; write them directly in {place}",
    "object missing": "{name} is missing, an object with {members}",
    "target has ids": '"target" has the ids,',
    "as forms": "as {forms}",
    "JSON in a string": " with the JSON of one: write it as {expected}, without quotes",
    "without quotes": "write it without quotes",
    "in quotes": "write it in quotes",
    "empty object": "an object without members is {empty}",
    "only element": "write its only element, without the brackets",
    "as element": "write it in brackets, as an element",
    "into it": "move {names} into it",
    "as member": "write it as the member {name} of an object",
    "one text of ids": "write the ids in one string, as {forms}",
    "to another": "to {decides} {other}, and here it is {own}",
    "and more": "{name} and {number} more",
    "segment of the target": "segment {number} of the target",
    "empty id": "must not be empty",
    "dot in an id": "must not hold a dot, the separator of targets, as {text} does: it is character {number}",
    "character in an id": (
        "must not hold white space or a control character, as {text} does: character {number} is {character}"
    ),
    "other separator": "; {separator} is {other}, and a dot separates ids",
    "part of an id": "part of an id",
    "dots in an id": "; if {texts} is one id, such as a user name or an address, it must not hold a dot",
}


def _problem(
    template: str, pointer: str, /, *, hint: str | None = None, schema: str | None = None, **parts: object
) -> Problem:
    code, text, severity = TEMPLATES[template]
    return Problem(code, text.format(**parts), pointer, severity, hint, schema)


def phrase(key: str, /, **parts: object) -> str:
    """Return a part of a text."""
    return PHRASES[key].format(**parts)


def _within(pointer: str) -> str:
    return phrase("within", place=shortened(pointer)) if pointer else ""


def _because(why: str) -> str:
    return phrase("because", why=why) if why else ""


# The name and kind of a message


def unknown_name(kind: str, member: str, name: str, *, hint: str | None, is_other: bool) -> Problem:
    """Return the problem of a name that is not the name of a command or an event; `is_other` if it names the other."""
    noun, other, other_member = ("event", "command", "command") if kind == "event" else ("command", "event", "name")
    why = ""
    if is_other:
        why = phrase("name of the other", other=other, member=other_member)
    elif hint:
        why = look_alike(name, hint)
    hint = None if is_other else hint
    return _problem("unknown name", f"/{member}", hint=hint, noun=noun, name=quote(name), why=why)


def unknown_value(member: str, value: str, *, hint: str | None) -> Problem:
    """Return the warning about a message whose type or result is not in the contract."""
    return _problem("unknown value", f"/{member}", hint=hint, member=member, value=quote(value))


def no_name(inside: str = "") -> Problem:
    """Return the problem of a value with neither `command` nor `name`; `inside` is the pointer of a message in it."""
    return _problem("no name", "", where=phrase("message inside", place=shortened(inside)) if inside else "")


def two_names() -> Problem:
    """Return the problem of a message with both `command` and `name`."""
    return _problem("two names", "")


def success_with_failure() -> Problem:
    """Return the problem of a response whose result is success, but which says why the command failed."""
    return _problem("success with failure", "/result", hint="failure")


def failure_with_data() -> Problem:
    """Return the problem of a response whose result is failure, but which has the members of a success."""
    return _problem("failure with data", "/result", hint="success")


def missing_result(member: str) -> Problem:
    """Return the problem of a response without `result`; `member` makes it a response."""
    return missing_member("", "result", phrase("makes a response", member=quote(member)))


def missing_command(member: str | None, command: str | None = None) -> Problem:
    """Return the problem of a request without `command`, or of a response, which `member` makes it.

    `command` is that of its original.
    """
    why = phrase("repeats the command", member=quote(member)) if member else phrase("makes a request")
    return missing_member("", "command", why, hint=command)


def missing_name() -> Problem:
    """Return the problem of an event without `name`."""
    return missing_member("", "name", phrase("makes an event"))


#: The texts of the problems of a message whose name or kind is missing, so that nothing else of it is checked.
MISSING_NAMES = tuple(f"missing member {quote(name)}" for name in ("command", "name", "result"))


def no_such_name(name: str, choices: tuple[str, ...]) -> Problem:
    """Return the problem of a name, given to a call or a command, that no message has."""
    return _problem("no such name", "", hint=suggested_name(name, choices), name=quote(name))


def name_is_no_string(name: Any) -> Problem:
    """Return the problem of a name, given to a call, of another type."""
    return Problem(code="wrong-type", message=f"a name must be a string, not {type_of(name)}")


def no_such_kind(name: str | None, kind: str | None, kinds: Sequence[str]) -> Problem:
    """Return the problem of a kind that the messages of a name do not have or, without a name, that no message has."""
    if name is None:
        return Problem(code="unknown-message", message=f"no kind {quote(kind)}, only {one_of(kinds)}")
    return _problem("no such kind", "", name=quote(name), kind=quote(kind), kinds=one_of(kinds))


# Members and values


def missing_member(
    pointer: str, name: str, why: str = "", *, hint: str | None = None, schema: str | None = None
) -> Problem:
    """Return the problem of an object at `pointer` that lacks a member."""
    parts = {"name": quote(name), "within": _within(pointer), "why": _because(why)}
    return _problem("missing member", pointer, hint=hint, schema=schema, **parts)


def unknown_member(
    pointer: str, name: str, why: str = "", *, hint: str | None = None, schema: str | None = None
) -> Problem:
    """Return the problem of the member at `pointer`, which its object must not have."""
    why = _because(why) or (look_alike(name, hint) if hint else "")
    parts = {"name": quote(name), "within": _within(pointer.rpartition("/")[0]), "why": why}
    return _problem("unknown member", pointer, hint=hint, schema=schema, **parts)


def without_members(kind: str, name: str) -> str:
    """Return why a member is unknown in an object that must be empty."""
    return phrase("without members", kind=kind, name=name)


def of_series(stem: str, first: int, last: int) -> str:
    """Return why a member with a number, such as `p21`, is unknown."""
    return phrase("of series", stem=stem, first=first, last=last)


def other_members_of(names: Sequence[str]) -> str:
    """Return which other members an object may have, in place of an unknown one."""
    if len(names) == 1:
        return phrase("other member", name=quote(names[0]))
    return phrase("other members", names=all_of(names))


def similar_member(name: str) -> str:
    """Return why a member may be missing: there is one whose name is similar."""
    return phrase("similar member", name=quote(name))


def possible_values(values: Sequence[Any], name: str | None = None) -> str:
    """Return which values a missing member may have; its name is needed if it is one of several."""
    if name is None:
        return phrase("possible values", values=one_of(values))
    return phrase("values of a member", name=quote(name), values=one_of(values))


def object_missing(name: str, members: Sequence[str]) -> str:
    """Return why a member may be unknown: an object is missing, which says the same by its members."""
    return phrase("object missing", name=quote(name), members=all_of(members))


def one_level_too_deep(pointer: str, *, is_in_array: bool = False) -> str:
    """Return why a member is unknown: it has the members of the object around it, which is at `pointer`.

    `is_in_array` says that its only element has them.
    """
    key = "too deep in an array" if is_in_array else "one level too deep"
    return phrase(key, place=shortened(pointer) if pointer else phrase("the message"))


def members_inside(pointer: str, names: Sequence[str], inside: str, *, schema: str | None) -> Problem:
    """Return the problem of an object at `pointer` that lacks members, which are in an object inside, at `inside`."""
    why = phrase("it inside" if len(names) == 1 else "they inside", place=shortened(inside))
    return missing_members(pointer, names, why, schema=schema)


def members_spelled(pointer: str, names: Sequence[str], others: Sequence[str], *, schema: str | None) -> Problem:
    """Return the problem of an open object at `pointer` that lacks members, but has others that are spelled so."""
    return missing_members(pointer, names, phrase("similar members", names=_names(others)), schema=schema)


def missing_members(pointer: str, names: Sequence[str], why: str = "", *, schema: str | None) -> Problem:
    """Return the problem of an object at `pointer` that lacks members."""
    members = "member" if len(names) == 1 else "members"
    parts = {"members": members, "names": _names(names), "why": _because(why)}
    return _problem("members missing", pointer, schema=schema, within=_within(pointer), **parts)


def misplaced_members(
    pointer: str, names: Sequence[str], home: str, right: Sequence[str], *, schema: str | None
) -> Problem:
    """Return the problem of members, the first one at `pointer`, that belong in the object at `home`.

    There, they have the names `right`.
    """
    where = phrase("in the object", place=shortened(home)) if home else phrase("at the top")
    where += phrase("as others", names=all_of(right[:MOST_NAMES])) if right != names else ""
    return _unknown_members(pointer, names, where, schema=schema)


def members_of_another(
    pointer: str, names: Sequence[str], decides: str, values: tuple[str, str], *, schema: str | None
) -> Problem:
    """Return the problem of members, the first one at `pointer`, of another type of object.

    The member `decides` has the first of the values there, and the second one here.
    """
    other, own = values
    where = phrase("to another", decides=quote(decides), other=quote(other), own=quote(own))
    return _unknown_members(pointer, names, where, schema=schema)


def other_members(
    pointer: str, names: Sequence[str], expected: Sequence[str], *, home: str = "", schema: str | None
) -> Problem:
    """Return the problem of members, the first one at `pointer`, that stand for those expected.

    `home` is the pointer of the object in which these are expected, empty if it is the same.
    """
    return _unknown_members(pointer, names, all_of(expected) + _within(home), phrase("expected"), schema=schema)


def members_of_data(pointer: str, names: Sequence[str], *, schema: str | None) -> Problem:
    """Return the problem of members of a message, the first one at `pointer`, whose data may have any member."""
    where = phrase("in the object", place="/data")
    return _unknown_members(pointer, names, where, phrase("of the data"), schema=schema)


def null_members(pointer: str, names: Sequence[str], *, schema: str | None = None) -> Problem:
    """Return the problem of unknown members, the first one at `pointer`, that are null because they have no value."""
    leave_out = phrase("leave it out" if len(names) == 1 else "leave them out")
    return _unknown_members(pointer, names, phrase("instead of null"), leave_out, schema=schema)


def ids_of_target(pointer: str, names: Sequence[str], forms: str, *, schema: str | None) -> Problem:
    """Return the problem of members, the first one at `pointer`, with ids that belong in the target."""
    return _unknown_members(pointer, names, phrase("as forms", forms=forms), phrase("target has ids"), schema=schema)


def _unknown_members(
    pointer: str, names: Sequence[str], where: str, belong: str | None = None, *, schema: str | None
) -> Problem:
    members, they_belong = ("member", "it belongs") if len(names) == 1 else ("members", "they belong")
    belong = belong or they_belong
    parts = {"members": members, "names": _names(names), "belong": belong, "where": where}
    return _problem("members elsewhere", pointer, schema=schema, within=_within(pointer.rpartition("/")[0]), **parts)


def _names(names: Sequence[str]) -> str:
    few = len(names) <= MOST_NAMES
    return all_of(names) if few else phrase("and more", name=quote(names[0]), number=len(names) - 1)


#: The most names of members in one text.
MOST_NAMES = 5


def wrong_type(pointer: str, types: Sequence[str], value: Any, why: str = "", *, schema: str | None = None) -> Problem:
    """Return the problem of a value of another JSON type than those named; `why` says how to fix it."""
    why = why or _quotes(pointer, types, value)
    why = _json_in_string(types, value) if isinstance(value, str) and not why else _because(why)
    parts = {"expected": " or ".join(map(with_article, types)), "found": type_of(value), "why": why}
    return _problem("wrong type", pointer, schema=schema, place=_place(pointer), **parts)


def _quotes(pointer: str, types: Sequence[str], value: Any) -> str:
    """Return how to fix a text with the JSON of a simple value, or a number for a text, empty for any other value."""
    if isinstance(value, str):
        is_value = any(re.fullmatch(SIMPLE_VALUES[each], value) for each in types if each in SIMPLE_VALUES)
        return phrase("without quotes") if is_value else ""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    is_text = [*types] == ["string"] and pointer not in NO_NUMBERS
    return phrase("in quotes") if is_number and is_text else ""


#: The JSON of simple values.
SIMPLE_VALUES = {"boolean": "true|false", "integer": "-?(?:0|[1-9][0-9]*)"}
#: The members whose texts are names, so that no number is meant.
NO_NUMBERS = ("/command", "/messageType", "/name", "/result")


def _json_in_string(types: Sequence[str], text: str) -> str:
    """Return the text that says that a string seems to hold the JSON of a value of one of the types, empty if not."""
    found = [each for each in types if each in JSON_STARTS and re.match(JSON_STARTS[each], text)]
    if not found or not text.rstrip(JSON_SPACE).endswith("}" if found[0] == "object" else "]"):
        return ""
    return phrase("JSON in a string", expected=with_article(found[0]))


JSON_SPACE = " \t\r\n"
#: The start of the JSON of an array or object.
JSON_STARTS = {"array": r"[ \t\r\n]*\[", "object": r"[ \t\r\n]*\{[ \t\r\n]*[\"}]"}


def empty_object() -> str:
    """Return how to fix an empty array in the place of an object: some languages write both in one way."""
    return phrase("empty object", empty="{}")


def only_element() -> str:
    """Return how to fix an array in the place of its only element."""
    return phrase("only element")


def as_element() -> str:
    """Return how to fix the element of an array in the place of the array."""
    return phrase("as element")


def into_it(names: Sequence[str]) -> str:
    """Return how to fix a value in the place of an object whose members are beside it."""
    return phrase("into it", names=_names(names))


def as_member(name: str) -> str:
    """Return how to fix a member in the place of the object that should have it."""
    return phrase("as member", name=quote(name))


def one_text_of_ids(forms: str) -> str:
    """Return how to fix a target whose ids are in an array or object."""
    return phrase("one text of ids", forms=forms)


def wrong_value(
    pointer: str, values: Sequence[Any], value: Any, *, hint: str | None = None, schema: str | None = None
) -> Problem:
    """Return the problem of a value that is not one of those allowed, by default with a hint if it is nearly one."""
    hint = hint or (suggestion(value, tuple(values)) if isinstance(value, str) else None)
    parts = {"expected": one_of(values), "found": quote(value)}
    why = look_alike(value, hint) if hint and isinstance(value, str) else ""
    return _problem("wrong value", pointer, hint=hint, schema=schema, place=_place(pointer), why=why, **parts)


def _place(pointer: str) -> str:
    return shortened(pointer) or phrase("whole message")


def empty_text(pointer: str, *, schema: str | None) -> Problem:
    """Return the problem of an empty text that must not be empty."""
    return _problem("empty text", pointer, schema=schema, place=pointer)


#: The most problems of one message that are listed.
MOST_PROBLEMS = 1_000


def too_many(pointer: str) -> Problem:
    """Return the problem of a message with more problems than are listed; at the pointer is the first of the others."""
    return _problem("too many", pointer, most=f"{MOST_PROBLEMS:,}")


def refused(kind: str, name: str, *, schema: str) -> Problem:
    """Return the problem of a value that the engine refuses without a reason."""
    return _problem("refused", "", schema=schema, kind=kind, name=name)


# Targets and ids


def wrong_depth(target: str, name: str, expected: tuple[str, str], found: str, *, schema: str | None) -> Problem:
    """Return the problem of a target that addresses no object of the message.

    `expected` are these objects and the forms of their targets, `found` is the object of this target, all in words.
    """
    objects, forms = expected
    parts = {"name": name, "objects": objects, "forms": forms, "target": quote(target), "found": found}
    return _problem("wrong depth", "/target", schema=schema, **parts)


def other_separator(separator: str) -> str:
    """Return why a target addresses no object: its ids have another separator than a dot."""
    other = phrase("part of an id") if separator.isascii() else named(separator)
    return phrase("other separator", separator=quote(separator), other=other)


def dots_in_an_id(texts: Sequence[str]) -> str:
    """Return why a target addresses no object: one of the texts, such as a user name, is probably one id with dots."""
    return phrase("dots in an id", texts=one_of(texts))


def bad_segment(target: str, number: int, *, schema: str | None) -> Problem:
    """Return the problem of a target with a segment, counted from 1, that is not an id."""
    fault = _id_fault(nth_segment(target, number))
    parts = {"target": quote(target), "segments": str(target.count(".") + 1), "fault": fault}
    return _problem("bad segment", "/target", schema=schema, number=number, **parts)


def bad_id(pointer: str, value: str, *, hint: str | None, schema: str | None) -> Problem:
    """Return the problem of a text that is not an id."""
    return _problem("bad id", pointer, hint=hint, schema=schema, place=pointer, fault=_id_fault(value))


def _id_fault(text: str) -> str:
    if not text:
        return phrase("empty id")
    if "." in text:
        return phrase("dot in an id", text=quote(text), number=text.find(".") + 1)
    index = next((at for at, sign in enumerate(text) if sign.isspace() or sign < " " or "\x7f" <= sign <= "\xa0"), 0)
    return phrase("character in an id", text=quote(text), number=index + 1, character=named(text[index]))


# Values that JSON cannot hold


#: The predicates about values that JSON cannot hold.
NOT_JSON_VALUES = {
    "deep": "is nested deeper than {} arrays and objects",
    "half of a pair": "holds half of a surrogate pair",
    "infinite": "is not a finite number",
    "long": "is a number of more than 4300 digits",
    "name": "has a member whose name is not a JSON string: {}",
    "object": "is not a JSON value, but {}",
    "unreadable": "cannot be read: {}",
}


def not_json(pointer: str, fault: str, detail: str = "") -> Problem:
    """Return the problem of a value that JSON cannot hold; `detail` is a part of the text of some faults."""
    place = shortened(pointer) or phrase("whole value")
    return _problem("not JSON", pointer, place=place, fault=NOT_JSON_VALUES[fault].format(detail))


def too_deep_for_the_stack() -> Problem:
    """Return the problem of a value that is too deep for the rest of the stack."""
    return Problem(code="too-deep", message="nested too deep for the rest of the stack")


# Warnings


def older_spelling(spelling: str, name: str) -> Problem:
    """Return the warning about an alias."""
    return _problem("older spelling", "/command", hint=name, spelling=quote(spelling), name=quote(name))


def nearly_known(pointer: str, value: str, hint: str) -> Problem:
    """Return the warning about a value that is nearly a known value."""
    parts = {"value": quote(value), "why": look_alike(value, hint)}
    return _problem("nearly known", pointer, hint=hint, place=pointer, **parts)


def nearly_known_member(pointer: str, hint: str) -> Problem:
    """Return the warning about a member whose name is nearly that of a known member."""
    return _problem("nearly known member", pointer, hint=hint, place=shortened(pointer))


def misplaced_member(pointer: str, name: str, other: str, wanted: str, found: str) -> Problem:
    """Return the warning about a member that belongs to another value of another member."""
    parts = {"name": quote(name), "other": quote(other), "wanted": quote(wanted), "found": quote(found)}
    return _problem("misplaced member", pointer, **parts)


def placeholder(pointer: str, text: str) -> Problem:
    """Return the warning about a placeholder of the documentation in a message."""
    return _problem("placeholder", pointer, place=shortened(pointer), text=quote(text))


def invisible_character(pointer: str, character: str, segment: int | None = None) -> Problem:
    """Return the warning about an invisible character in an id, or in a segment of the target."""
    place = phrase("segment of the target", number=segment) if segment else shortened(pointer)
    name = f"U+{ord(character):04X}"
    if character in INVISIBLE:
        name += f" ({INVISIBLE[character]})"
    return _problem("invisible character", pointer, place=place, name=name)


#: The names of the invisible characters that copied text is most likely to have.
INVISIBLE = {
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


def not_sent(pointer: str, name: str, sent: Iterable[str]) -> Difference:
    """Return the difference of a member whose name is none of those `sent` in the request."""
    return Difference(pointer, f"was not sent{next(filter(None, (look_alike(name, each) for each in sent)), '')}")


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


def beside_look_alike(problem: Problem, own: str, other: str) -> Problem:
    """Return a problem of a message to an object, where the log has another object whose id looks the same."""
    text = f"{problem.message}; the log also has the target {quote(other)}"
    return problem._replace(message=text + look_alike(other.rpartition(".")[2], own.rpartition(".")[2]))


def no_request(command: str, target: str, *, was_answered: bool, other: str | None = None) -> Problem:
    """Return the problem of a response with a target that answers no request.

    `was_answered` says that it may be a second answer; `other` is the target of the only request of its command that
    waits, if there is one.
    """
    text = f"no request of {command} waits for this answer"
    if was_answered:
        text += "; the last one was answered before"
    elif other is not None:
        text += f", only one with the target {quote(other)}{look_alike(target, other)}"
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


def unused_pointer(name: Literal["sender", "time"], pointer: str, file: str) -> Problem:
    """Return the warning about a log in which no record has a value at the pointer of the sender or the time."""
    text = f"no record of this log has a {name} at {shortened(pointer) or 'the top'}: correct --{name}, or leave it out"
    return Problem(code="unused-pointer", message=text, severity="warning", file=file)


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


def no_messages(file: str, skipped: int = 0, at: Sequence[str] = (), *, extract: bool = False) -> Problem:
    """Return the problem of a file without a message, in which records were skipped."""
    text = "no message in this file"
    if skipped and extract:
        text += f": {counted(skipped, 'line')} without one; "
        text += "--extract finds objects on one line, and pretty-printed messages"
    elif skipped and any(at):
        text = f"no message at {_places(at)} in this file: {counted(skipped, 'record')} without a value there"
    return Problem(code="no-messages", message=text, file=file, line=1, column=1)


def not_a_message(
    at: str = "",
    others: Sequence[str] = (),
    *,
    are_beside: bool = False,
    as_strings: bool = False,
    in_texts: bool = False,
) -> Problem:
    """Return the problem of a JSON file that holds something else than messages.

    `at` is where messages are inside it, and `others` are more such places; with `are_beside`, a record has messages at
    two of them, and only one `--at` counts there. With `in_texts`, they are in texts that are no JSON. With
    `as_strings`, it has messages in strings.
    """
    text = "no message, as nothing in it has the members of one: exclude the file by --exclude or --skip-foreign"
    if at:
        options = " ".join(f"--at '{shortened(each)}'" for each in ([at] if are_beside else [at, *others]))
        text = f"no message, but records with messages inside: {options} checks these"
        if are_beside:
            text += f"; check those at {choice(list(map(shortened, others)))} by themselves"
    if at and in_texts:
        text = f"no message, but messages in texts: --at '{shortened(at)}' --skip-missing says why they are not JSON"
    if as_strings:
        text = "no message, but strings that hold the JSON of messages: write each message as an object, without quotes"
    return Problem(code="not-a-message", message=text)


def not_a_message_but_names(at: str) -> Problem:
    """Return the problem of a JSON file that has messages as the names of members of an object inside it."""
    where = f" at {shortened(at)}" if at else ""
    text = f"no message, but messages are the names of members{where}: write each message as a value"
    return Problem(code="not-a-message", message=text)


def records_without_messages(problem: Problem, number: int) -> Problem:
    """Return the problem of the first records of a file with messages after them, by that of a file of such records."""
    text = problem.message
    if problem == not_a_message():
        text = text.partition(":")[0]
    others = f"; so it is with the {grouped(number - 1, 'record')} after it" if number > 1 else ""
    return Problem(code="unknown-message", message=f"{text}{others}")


def only_named(name: str) -> Problem:
    """Return the problem of an object that has the name of a message, but not its other members."""
    return Problem(code="not-a-message", message=f"no message: it has the name {name}, but no other member of one")


def without_options(problem: Problem) -> Problem:
    """Return a problem for tests of samples, where the options of the gate cannot be given."""
    if problem.code != "not-a-message" or "--" not in problem.message:
        return problem
    found = problem.message.partition(": ")[0]
    fix = "write each message by itself" if "records" in found else "keep other files out of the folder of samples"
    return problem._replace(message=f"{found}: {fix}")


def inside_of(problem: Problem, at: str) -> Problem:
    """Return the problem of a record that is no message, with the place of the messages inside it."""
    what = no_name().message if problem.message.startswith(no_name().message) else problem.message
    return problem._replace(message=f"{what}; --at '{shortened(at)}' checks the messages inside it")


def array_of_bytes(problem: Problem) -> Problem:
    """Return the problem of an array in the place of a message that has the bytes of a text."""
    fix = "it has the bytes of a text, as journald writes some: make a string of them, as implode of jq does"
    return problem._replace(message=f"{problem.message}; {fix}")


def array_of_characters(problem: Problem) -> Problem:
    """Return the problem of an array in the place of a message that has the characters of a text."""
    fix = "it has the characters of a text: make a string of them, as add of jq does"
    return problem._replace(message=f"{problem.message}; {fix}")


def empty_record(problem: Problem, at: str) -> Problem:
    """Return the problem of a record that is no message, and in which a member is null, where others may have one."""
    fix = f"if other records have messages there, --at '{shortened(at)}' --skip-missing checks these"
    return problem._replace(message=f"{problem.message}; {fix}")


def only_skipped(path: str, files: int) -> Problem:
    """Return the problem of a check that skipped all files."""
    text = f"nothing was checked: {counted(files, 'file')} without messages skipped"
    return Problem(code="no-messages", message=text, file=path)


def nothing_at(path: str, records: int, pointers: Sequence[str]) -> Problem:
    """Return the problem of a check in which `--at` leads nowhere in all records."""
    text = f"no message was checked: {counted(records, 'record')} without a value at {_places(pointers)}; correct --at"
    return Problem(code="no-messages", message=text, file=path)


#: How the warning about known problems that no longer occur says to write the baseline again.
WRITE_AGAIN = ": --write-baseline removes"


def stale_baseline(baseline: str, file: str, code: str, pointer: str, count: int) -> Problem:
    """Return the warning about a known problem of a file that no longer occurs, or no longer so often."""
    place = f" at {shortened(pointer)}" if pointer else ""
    known = f"{counted(count, 'known problem')} ({code}){place} of {printable(file)}"
    text = f"{known} no longer found{WRITE_AGAIN} {'it' if count == 1 else 'them'}"
    return Problem(code="stale-baseline", severity="warning", message=text, file=baseline)


def of_other_redaction(stale: Problem, *, was_redacted: bool) -> Problem:
    """Return the warning about a known problem that seems to be gone since the check has another `--redact`."""
    written = f"the baseline was written {'with' if was_redacted else 'without'} --redact, unlike this check"
    return stale._replace(message=f"{stale.message}; {written}")


def unreadable(file: str, reason: str) -> Problem:
    """Return the problem of a file or a folder that cannot be read to its end."""
    return Problem(code="unreadable", message=f"cannot be read: {reason}", file=file)


def not_read(folder: str, files: int, suffixes: Sequence[str]) -> Problem:
    """Return the warning about files in a folder that are not read, as their suffixes are of other compressions."""
    found = f"{counted(files, 'file')} ({', '.join(suffixes)}) {'is' if files == 1 else 'are'} not read"
    fix = " ".join(f"--exclude '*{suffix}'" for suffix in suffixes)
    text = f"{found}: decompress {'it' if files == 1 else 'them'}, compress with gzip, or {fix}"
    return Problem(code="unreadable", severity="warning", message=text, file=folder)


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


def no_message_at(pointers: Sequence[str], *, is_part: bool = False) -> Problem:
    """Return the problem of a record, or of a part of it that others have, in which `--at` leads nowhere."""
    text = f"no JSON value is at {_places(pointers)} in this record; --skip-missing skips such records"
    if is_part:
        text = f"no JSON value is at this place of {_places(pointers)}; --skip-missing skips such places"
    return Problem(code="no-message", message=text)


def with_more_records(problem: Problem, more: int) -> Problem:
    """Return the problem of a record without a message for `more` records of its file, too."""
    return problem._replace(message=f"{problem.message}; {grouped(more, 'more such record')} in this file")


def overlooked_names(pointers: Sequence[str], at: str, *, is_part: bool = False) -> Problem:
    """Return the same warning for messages that are the names of members of an object at a place."""
    here = f"at this place of {_places(pointers)}" if is_part else f"at {_places(pointers)} in this record"
    where = f" at {shortened(at)}" if at else ""
    text = f"nothing is {here}, but messages are the names of members{where}: write each message as a value"
    return Problem(code="no-message", message=text, severity="warning")


def overlooked(pointers: Sequence[str], at: str, *, is_part: bool = False, in_texts: bool = False) -> Problem:
    """Return the warning about a record, or a part, that `--skip-missing` skips, but that has messages elsewhere.

    If `at` is empty, the record is a message by itself. With `in_texts`, the messages are in texts that are no JSON.
    """
    here = f"at this place of {_places(pointers)}" if is_part else f"at {_places(pointers)} in this record"
    text = f"nothing is {here}, but "
    if not at:
        text += "it is itself a message"
    elif in_texts:
        text += f"texts with messages are at {shortened(at)}: --at '{shortened(at)}' says why they are not JSON"
    else:
        text += f"messages are at {shortened(at)}: --at '{shortened(at)}' checks these"
    return Problem(code="no-message", message=text, severity="warning")


def _places(pointers: Sequence[str]) -> str:
    return choice([shortened(pointer) or "the top" for pointer in pointers])


_SUFFIXES = {"gzip": ".gz", "zstd": ".zst"}


def other_format(name: str, path: str = "") -> Problem:
    """Return the problem of a file that is not the text of messages; `name` is its encoding, compression or store.

    The file is decompressed if the path ends in the suffix of a compression.
    """
    if name in {*_SUFFIXES, "zip", "xz", "bzip2"}:
        outer = next((outer for outer, suffix in _SUFFIXES.items() if path.lower().endswith(suffix)), None)
        suffix = _SUFFIXES.get(name)
        text = f"compressed with {name}: decompress it first" + (f", or let its name end in {suffix}" if suffix else "")
        text = f"compressed twice, with {name} inside of {outer}: decompress it once" if outer else text
    elif name == "Git LFS":
        text = "a pointer of Git LFS, not the file: git lfs pull gets that"
        return Problem(code="syntax", message=text, line=1, column=1)
    else:
        text = f"{name}, not UTF-8: save it as UTF-8"
    return Problem(code="not-utf8", message=text, line=1, column=1)


def byte_order_mark() -> Problem:
    """Return the problem of a file that begins with a byte order mark."""
    return _problem("byte order mark", "")._replace(line=1, column=1)


#: Why a file is not one with a message a line.
NotLines = Literal["array", "carriage returns", "several lines"]
_WHY_NOT_LINES: dict[NotLines, str] = {
    "array": "the file is an array",
    "carriage returns": "lines end in carriage returns, without line feeds",
    "several lines": "values take several lines",
}


def not_lines(why: NotLines, beside: Problem | None = None) -> Problem:
    """Return the problem of a file named as one with a message a line, which has an array, or pretty-printed texts.

    If there is another problem `beside` it, return both as one.
    """
    fix = "name the file .json"
    if beside:
        fix = "" if "--extract" in beside.message else f": {fix}"
        return beside._replace(message=f"{beside.message}; and {_WHY_NOT_LINES[why]}{fix}")
    text = f"not one message a line: {_WHY_NOT_LINES[why]}; {fix}"
    text += ", or write each element on a line, without brackets and commas" if why == "array" else ""
    return Problem(code="syntax", message=text, line=1, column=1)


def several_lines(lines: int) -> Problem:
    """Return the problem of a message over several lines, among others with one line each."""
    text = f"this message takes {lines} lines: write it on one line, or let the name of the file end in .json"
    return Problem(code="syntax", message=text)


def not_the_first() -> Problem:
    """Return the problem of an object in a line of a log, behind which the message of the line is."""
    text = "the first JSON object of this line is no message, but one behind it is: print the message in front of it"
    return Problem(code="unknown-message", message=text)


def too_many_values(kind: Literal["message", "document"], times: int) -> Problem:
    """Return the problem of a message or document whose values take too much memory for its size; it is skipped."""
    fix = "write one message a line in an .ndjson file" if kind == "document" else "write several messages"
    text = f"a {kind} is skipped whose values would take over {times} times its size in memory; {fix}"
    return Problem(code="too-large", message=text)


def too_large(kind: Literal["line", "document", "text"], limit: int) -> Problem:
    """Return the problem of a line, a document or a text of more bytes than the limit, which is skipped."""
    fix = "; write one message a line in an .ndjson file" if kind == "document" else ""
    return Problem(code="too-large", message=f"a {kind} of more than {limit:,} bytes is skipped{fix}", line=1, column=1)


#: The faults of a text that is not strict JSON, each with its code and text.
def separator_beside(name: str, count: int) -> Problem:
    """Return the problem of separators that JSON does not have, at a number of places in an input."""
    places = f", at {count:,} places" if count > 1 else ""
    return Problem(code="syntax", message=f"not JSON: {name} is beside a message{places}; a line end is enough")


def on_lines(problem: Problem, count: int) -> Problem:
    """Return the problem of marks, such as comments, that are on a number of lines of an input."""
    fault, mark, fix = problem.message.partition(";")
    return problem._replace(message=f"{fault}, on {count:,} lines{mark}{fix}") if count > 1 else problem


def stray_lines_beside(count: int) -> Problem:
    """Return the problem of lines of other text beside the values of a document."""
    lines = f"{count:,} lines" if count > 1 else "a line"
    return Problem(code="syntax", message=f"not JSON: {lines} of other text beside the values; remove all such lines")


NOT_JSON: dict[str, tuple[ProblemCode, str]] = {
    "another array": (
        "syntax",
        "not JSON: another array is after the first; write all messages as one array, or one a line in an .ndjson file",
    ),
    "backticks": ("syntax", "not JSON: backticks; strings have double quotes"),
    "hexadecimal": ("syntax", "not JSON: the message is written in hexadecimal digits; decode it, as xxd -r -p does"),
    "base64": ("syntax", "not JSON: the message is encoded in base64; decode it, as @base64d of jq does"),
    "bare value": (
        "syntax",
        "not JSON: a value without quotes; write text in double quotes: only numbers, true, false and null have none",
    ),
    "bare name": ("syntax", "not JSON: a name without quotes; names of members have double quotes"),
    "closing bracket": (
        "syntax",
        "not JSON: a closing bracket without an opening one; remove it, or write the value from its beginning",
    ),
    "closing quote": ("syntax", "not JSON: a string before this place has no closing quote; write it"),
    "colon after a value": (
        "syntax",
        "not JSON: a colon is after a value; write a comma, or the opening bracket before the name that is missing",
    ),
    "colon in an array": (
        "syntax",
        "not JSON: a colon is inside an array; write members in the braces of an object",
    ),
    "colors": ("syntax", "not JSON: colors of a terminal; print the messages without them, as jq -M does"),
    "comment": ("syntax", "not JSON: a comment; JSON has none"),
    "comma after": ("syntax", "not JSON: a comma is after the JSON value; remove it, or write all values as an array"),
    "comments": ("syntax", "not JSON: a comment; remove all comments, which JSON does not have"),
    "conflict": ("syntax", "not JSON: a mark of a merge conflict; decide for one side, and remove the marks"),
    "control character": ("syntax", "not JSON: a control character in a string; write it as {}"),
    "cut after a colon": ("syntax", "not JSON: the text ends after a colon; write the rest"),
    "cut after a comma": (
        "syntax",
        "not JSON: the text ends after a comma; write the rest, or a closing bracket in the place of the comma",
    ),
    "cut in a string": ("syntax", "not JSON: the text ends inside a string; write the rest, at least a closing quote"),
    "cut in a value": ("syntax", "not JSON: the text ends inside a value; write the rest"),
    "cut in an array": (
        "syntax",
        "not JSON: the text ends inside an array; write the rest, at least a closing bracket",
    ),
    "cut in an object": (
        "syntax",
        "not JSON: the text ends inside an object; write the rest, at least a closing bracket",
    ),
    "decimal comma": ("syntax", "not JSON: a comma inside a number; write a point"),
    "curly quotes": ("syntax", 'not JSON: curly quotes; strings have straight ones, "'),
    "doubled quotes": (
        "syntax",
        "not JSON: the quotes are doubled, as in CSV; take the message out of its column with a reader of CSV",
    ),
    "dots": ("syntax", "not JSON: dots in the place of content; write the content, or remove them"),
    "depth": ("too-deep", "more than 200 nested arrays and objects"),
    "encoding": ("not-utf8", "not UTF-8: save the text as UTF-8"),
    "encoded twice": ("syntax", "not JSON: a message is encoded twice, as a string inside a string; encode it once"),
    "escaped quotes": (
        "syntax",
        "not JSON: a backslash is before each quote, as inside a string; log the message without it",
    ),
    "equals sign": ("syntax", "not JSON: an equals sign is after the name of a member; write a colon"),
    "escape": ("syntax", "not JSON: a backslash that begins no escape; write it twice, or leave it out"),
    "escape of a byte": ("syntax", "not JSON: \\x begins no escape; write \\u00 in the place of \\x"),
    "escape of a single quote": ("syntax", "not JSON: \\' is no escape; write ' without the backslash"),
    "escape outside": (
        "syntax",
        "not JSON: a backslash is outside of a string, as in a message that was escaped; log the message without it",
    ),
    "escape without digits": (
        "syntax",
        "not JSON: \\u is not before four hexadecimal digits; write these, or a backslash itself as \\\\",
    ),
    "event stream": (
        "syntax",
        "not JSON: a line of server-sent events; --extract finds the JSON object after its name, such as data:",
    ),
    "False": ("syntax", "not JSON: False, as Python writes it; write false"),
    "first bracket of an array": ("syntax", "not JSON: the opening bracket of the array is missing; write it"),
    "first bracket": ("syntax", "not JSON: the bracket before the first member of a message is missing; write it"),
    "split": (
        "syntax",
        "not JSON: the message goes on in the next line, as in a log that splits long lines; join its parts",
    ),
    "first part": ("syntax", "not JSON: the first part of a message is missing, as in a text that was cut; write it"),
    "fence": ("syntax", "not JSON: a fence of Markdown around the text; remove its lines"),
    "Go": ("syntax", "not JSON: map[…], as Go prints a message; log it with json.Marshal"),
    "Go structure": ("syntax", "not JSON: Name:value, as Go prints a structure; log it with json.Marshal"),
    "C#": ("syntax", "not JSON: name = value, as C# prints a record; log it with JsonSerializer.Serialize"),
    "printed object": (
        "syntax",
        "not JSON: name=value, as Kotlin, Python or Ruby print an object; log the message as JSON",
    ),
    "Clojure": ("syntax", "not JSON: :name, as Clojure prints a map; log the message as JSON"),
    "Erlang": ("syntax", "not JSON: <<…>> =>, as Erlang prints a map; log the message as JSON"),
    "PHP": ("syntax", "not JSON: s:7:…, as PHP serializes a message; log it with json_encode"),
    "PHP array": ("syntax", "not JSON: […] =>, as PHP prints an array; log it with json_encode"),
    "Protocol Buffers": (
        "syntax",
        'not JSON: name: "value", as in the text format of Protocol Buffers; log the message as JSON',
    ),
    "inside a message": (
        "syntax",
        "not JSON: a line inside of a message over several lines; remove the text before each of its lines",
    ),
    "half of a pair": ("syntax", "not JSON: half of a surrogate pair; write both, or the character itself"),
    "leading zero": (
        "syntax",
        "not JSON: a number with a zero in front; remove the zero, or write digits such as an extension as a string",
    ),
    "line end": (
        "syntax",
        "not JSON: a line ends inside a string; add the quote that is missing, or write the line end as \\n",
    ),
    "long number": ("too-large", "a number of more than 4300 digits"),
    "mark": ("byte-order-mark", "a byte order mark is inside the text, as after files were joined"),
    "marks": ("byte-order-mark", "a byte order mark is inside the text, as after files were joined; remove it"),
    "markup": ("syntax", "not JSON: HTML or XML, such as the error page of a server"),
    "missing colon": ("syntax", "not JSON: a colon is missing before this value; write one"),
    "missing comma of a member": ("syntax", "not JSON: a comma is missing before this member; write one"),
    "missing comma of an element": ("syntax", "not JSON: a comma is missing before this element; write one"),
    "more values": (
        "syntax",
        "not JSON: more follows the value; write several messages as an array, or one a line in an .ndjson file",
    ),
    "name without a value": (
        "syntax",
        "not JSON: a member without a value; write a colon and the value after its name",
    ),
    "name=value": ("syntax", "not JSON: name=value, as Java prints a map; log the message as JSON"),
    "None": ("syntax", "not JSON: None, as Python writes it; write null"),
    "NUL": ("syntax", "not JSON: a NUL byte, as in a file that was not written completely; remove it"),
    "NULs": ("syntax", "not JSON: a NUL byte, as in a file that was not written completely; remove all of them"),
    "not finite": ("syntax", "not JSON: {}; JSON has only finite numbers, so write null or leave the member out"),
    "no JSON": ("syntax", "not JSON: this text is no JSON value; a message is an object, which begins with a brace"),
    "no value": ("syntax", "not JSON: a value is missing after this colon; write one, or leave the member out"),
    "number": ("syntax", "not JSON: an invalid number; write a digit before and after its point, sign or e"),
    "number of another form": (
        "syntax",
        "not JSON: a number with more than decimal digits, such as 0x10 or a date; write its digits, or quote it",
    ),
    "OrderedDict": ("syntax", "not JSON: a message as Python prints an OrderedDict; log it with json.dumps"),
    "opening quote": ("syntax", "not JSON: the opening quote of this string is missing; write it"),
    "other bracket": (
        "syntax",
        "not JSON: a closing bracket of the other kind; an array ends with ], an object with a brace",
    ),
    "other space": (
        "syntax",
        "not JSON: {} is outside of a string; write a plain space, or remove it",
    ),
    "part of a message": (
        "syntax",
        "not JSON: text is after the JSON value; a message is an object, in an .ndjson file on one line",
    ),
    "placeholder": ("syntax", "not JSON: a placeholder is in the place of a value; write the value"),
    "plus sign": (
        "syntax",
        "not JSON: a number with a plus sign; write a phone number as a string, and other numbers without the sign",
    ),
    "quote in a string": (
        "syntax",
        'not JSON: text is after the end of a string; write a quote inside a string as \\"',
    ),
    "quote in a name": (
        "syntax",
        "not JSON: text is after the end of the name of a member; remove the quote in it, or the text",
    ),
    "quotes as a code": (
        "syntax",
        'not JSON: quotes are written as a code, such as =22 or \\042; log the message with "',
    ),
    "quotes as HTML": ("syntax", 'not JSON: quotes are written as in HTML, such as &quot;; log the message with "'),
    "quotes as \\x22": (
        "syntax",
        'not JSON: quotes are written as \\x22, as nginx does; log the message with " (nginx: log_format escape=none)',
    ),
    "quotes as \\u0022": ("syntax", 'not JSON: quotes are written as \\u0022; log the message with "'),
    "quotes as in a URL": ("syntax", 'not JSON: the message is encoded as in a URL (%22); log it with "'),
    "Python 2": ("syntax", "not JSON: u'…', as Python 2 prints a message; log it with json.dumps"),
    "Ruby": ("syntax", "not JSON: =>, as Ruby prints a message; log it with to_json"),
    "quotes of a name": ("syntax", "not JSON: the name of a member must be a string in double quotes"),
    "other": ("syntax", "not JSON: {}"),
    "second bracket": (
        "syntax",
        "not JSON: a second opening bracket; remove it, or write the name of a member before it",
    ),
    "second colon": ("syntax", "not JSON: a second mark is after the colon of a member; remove it"),
    "semicolon": ("syntax", "not JSON: a semicolon is after a value; remove it, or write a comma"),
    "separator inside": (
        "syntax",
        "not JSON: a record separator (U+001E) inside an array or object; it may only be in front of a text",
    ),
    "single quotes": ("syntax", "not JSON: single quotes; strings have double quotes"),
    "surplus comma": ("syntax", "not JSON: a comma too many; remove it, or write the value that is missing before it"),
    "surplus bracket": ("syntax", "not JSON: a closing bracket too many is after the value; remove it"),
    "syslog": (
        "syntax",
        "not JSON: a line end or tab as #012, as rsyslog writes it; turn $EscapeControlCharactersOnReceive off",
    ),
    "text after": (
        "syntax",
        "not JSON: text is after the JSON value; --extract finds the JSON object in each line",
    ),
    "text after a value": (
        "syntax",
        "not JSON: text is after a value; write a comma before another one, or text in double quotes",
    ),
    "text before": (
        "syntax",
        "not JSON: text is before the JSON object; --extract finds the JSON object in each line",
    ),
    "trailing comma": ("syntax", "not JSON: a comma after the last value; remove it"),
    "True": ("syntax", "not JSON: True, as Python writes it; write true"),
    "UTF-16": ("not-utf8", "a line in UTF-16, not UTF-8, as some shells append lines to a file; append them in UTF-8"),
    "UTF-32": ("not-utf8", "a line in UTF-32, not UTF-8, as some shells append lines to a file; append them in UTF-8"),
    "UTF-7": ("not-utf8", "UTF-7, not UTF-8: save it as UTF-8"),
    "undefined": ("syntax", "not JSON: undefined, as JavaScript writes it; write null, or leave the member out"),
    "word": ("syntax", "not JSON: a word that is nearly one of JSON; write true, false or null"),
}


def not_json_text(fault: str, detail: str = "") -> Problem:
    """Return the problem of a text that is not strict JSON; `detail` is a part of the text of some faults."""
    code, text = NOT_JSON[fault]
    return Problem(code=code, message=text.format(detail))


def before_another(problem: Problem) -> Problem:
    """Return the problem of a text that is cut before another object."""
    fault, mark, fix = problem.message.partition(";")
    return problem._replace(message=f"{fault}, before the next object{mark}{fix}")


def of_document(problem: Problem | None, *, extract: bool) -> Problem | None:
    """Return the problem of a document, which may hold lines of a log; with `extract`, it does not."""
    for fault in ("text before", "text after"):
        if problem and problem.message == NOT_JSON[fault][1]:
            fix = "remove it" if extract else "remove it, or let --extract find the JSON object in each line"
            return problem._replace(message=f"{problem.message.partition(';')[0]}; {fix}")
    return problem


def duplicate_key(name: str) -> Problem:
    """Return the problem of an object with two members of one name."""
    return _problem("duplicate key", "", name=quote(name))
