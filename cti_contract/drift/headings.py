"""Headings: a message's name with its remarks, a part of its section, or the title of several sections."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from cti_contract.contract.catalog import KINDS, Kind

Role = Literal["request", "success", "failure", "event", "secondary"]

_NUMBER = re.compile(r"^\d+(?:\.\d+)*\.?\s+")
_NAMED = re.compile(r"([A-Za-z]\w*(?:\.\w+)+)\s*((?:\([^()]*\)\s*)*)")
#: A name and words about it, as only a heading that is marked as one may have them: in plain text this is prose.
_LED = re.compile(r"([A-Za-z]\w*(?:\.\w+)+)(?:\s*[:\[]|\s+[-–—])\s*(.+)")  # noqa: RUF001 -- dashes of a page
_REMARK = re.compile(r"\(([^()]*)\)")
_TITLE = re.compile(r"(?:(?:[A-Z][\w-]*|and|or|&|/)\s+){1,7}(?:Commands|Requests|Events|Messages|Responses)")
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("request", re.compile(r"(?:sample )?(?:request|command)(?: sample| example| json)?", re.IGNORECASE)),
    ("success", re.compile(r"success(?:ful)?(?: response)?|response \(?success\)?", re.IGNORECASE)),
    ("failure", re.compile(r"fail(?:ure|ed)(?: response)?|response \(?failure\)?", re.IGNORECASE)),
    ("event", re.compile(r"event(?: sample| json)?", re.IGNORECASE)),
    ("secondary", re.compile(r"secondary events?", re.IGNORECASE)),
)


class Heading(NamedTuple):
    """What a heading says: a message's name and remarks, the role of what follows, or, with neither, a title."""

    line: int
    text: str
    name: str | None = None
    remarks: tuple[str, ...] = ()
    role: Role | None = None


def heading_of(line: int, text: str, *, marked: bool = False) -> Heading:
    """Return what the text of a heading says; one that is `marked` as such may have words behind the name."""
    text = _NUMBER.sub("", text.strip().strip("*`").rstrip(":").strip())
    for role, pattern in _ROLES:
        if pattern.fullmatch(text):
            return Heading(line, text, role=role)
    named = _NAMED.fullmatch(text.replace("`", ""))
    if named:
        return Heading(line, text, named[1], tuple(remark.strip() for remark in _REMARK.findall(named[2])))
    led = _LED.fullmatch(text.replace("`", "")) if marked else None
    return Heading(line, text, led[1], (led[2].rstrip("]"),)) if led else Heading(line, text)


def is_heading(text: str) -> bool:
    """Tell whether a line of plain text, in which nothing marks a heading, is one by its words."""
    heading = heading_of(0, text)
    return heading.name is not None or heading.role is not None or bool(_TITLE.fullmatch(text))


def kind_of(role: Role | None) -> Kind | None:
    """Return the kind of message that a role asks for, None where it asks for none."""
    return next((kind for kind in KINDS if kind == role), None)


def media_in(texts: Iterable[str]) -> Literal["telephony", "any"] | None:
    """Return the media that remarks tell, None when none does."""
    words = {word for text in texts for word in re.findall(r"[a-z]+", text.lower())}
    if words & {"multimedia", "chat", "email"}:
        return "any"
    return "telephony" if "telephony" in words else None


def platforms_in(remarks: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """Return the platforms that remarks name: those known, and any X of a remark `X only` that is no medium."""
    found = set()
    for remark in remarks:
        text = remark.lower()
        found |= set(re.findall(r"\w+", text)) & set(known)
        only = re.fullmatch(r"(\w+) only", text)
        if only and media_in([only[1]]) is None:
            found.add(only[1])
    return frozenset(found)
