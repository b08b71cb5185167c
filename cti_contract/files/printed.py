"""Messages as programs in other languages print them, with names that no other reader of a line knows."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from cti_contract.files.meant_messages import beginnings_of_names


class _Form(NamedTuple):
    """How a language prints an object: what is before its members, and a member up to its value; %b is the name."""

    beginning: bytes
    member: bytes


#: The forms, each with the fault.
_FORMS = {
    "Go": _Form(rb"map\[", rb"(?<=[\[ ])%b:"),
    "Go structure": _Form(rb"\{", rb"(?<=[{ ])(?=[A-Z])%b:"),
    "C#": _Form(rb"\w \{ ", rb"(?<=[{,] )%b = "),
    "printed object": _Form(rb"\w[(\[]|#<", rb"(?<=[(\[, @])%b="),
    "Clojure": _Form(rb"\{:", rb"(?<=[{, ]):%b "),
    "Erlang": _Form(rb"#\{<<", rb'<<\\*+"%b\\*+">> ?=> ?<<'),
    "PHP": _Form(rb"[aO]:\d", rb's:\d{1,2}:\\*+"%b\\*+";s:\d++:'),
    "PHP array": _Form(
        rb"(?i:array|object)",
        rb'\[(?:\\*+")?%b(?:\\*+")?(?::[\w:\\"]*+)?\]\s*+=>\s*+(?:string\(\d++\))?',
    ),
    "Protocol Buffers": _Form(rb"", rb'(?:(?<=[\s{])|(?<!.))%b: ?(?=\\*+")'),
}
#: A set of labels, as in metrics: names without quotes, and values with them.
_LABELS = re.compile(rb'\{(?:\s*+\w++="(?:[^"\\]|\\.)*+"\s*+,?+)++\s*+\}')


def printed(raw: bytes, start: int, end: int) -> tuple[str, int] | None:
    """Return the fault of a message that another language has printed between two places, and where it begins.

    Return None if there is none: its name must be of the contract, since other objects have the same members.
    """
    if not _value().search(raw, start, end):  # most lines are looked at no further
        return None
    for fault, patterns in _patterns().items():
        places = [pattern.search(raw, start, end) for pattern in patterns]
        if all(places):
            return fault, min(each.start() for each in places[:2] if each)
    return None


@cache
def _value() -> re.Pattern[bytes]:
    """Return the pattern of the beginning of a name of the contract."""
    return re.compile(rb"\b" + beginnings_of_names().encode())


@cache
def _patterns() -> dict[str, tuple[re.Pattern[bytes], ...]]:
    """Return the patterns of the name of a message, of its target and of its beginning in each form."""
    value = rb"""\s?(?:\\*+["'])?""" + _value().pattern
    return {
        fault: (
            re.compile(form.member % rb"(?:[Cc]ommand|[Nn]ame)" + value),
            re.compile(form.member % rb"[Tt]arget"),
            re.compile(form.beginning),
        )
        for fault, form in _FORMS.items()
    }


def end_of_labels(raw: bytes, start: int) -> int | None:
    """Return the end of a set of labels that begins at a bracket, as in a metric; None for an object.

    An object has a target, and no name of a metric in front of it.
    """
    found = _LABELS.match(raw, start)
    is_set = found and (raw[start - 1 : start].isalnum() or b"target" not in found[0])
    return found.end() if found and is_set else None
