"""Findings that have one cause, as one finding."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cti_contract.drift.findings import Edit, Finding

_QUOTED = re.compile(r"for the message \"([^\"]+)\"")
_IT_HAS = re.compile(r"; it has \"?(\w+)\"?$")
#: Differences of the same place that a wrong list of secondary events explains.
_OF_LISTS = frozenset(("secondary-events", "misspelt-event"))
#: The text about a member that a part of the page lacks.
_LACKED = re.compile(
    r"(.+) is (required by|in) (the schema(?: for each [a-z, ]+)?), the page does not (document|list) it here"
    r"(| \(also of .+\))"
)
_NAME = re.compile(r"\w+(?:\.\w+)+")
_IN_QUOTES = re.compile(r'"([^"]+)"')


def joined(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings, each once, those with one cause as one."""
    messages: dict[tuple[int, str, str], list[Finding]] = {}
    members: set[tuple[int, str, tuple[Edit, ...]]] = set()
    for finding in _without_effects(list(_with_inner(list(_of_kinds(findings))))):
        if any(each.path for each in finding.edits):  # a list and a sentence in it may say the same
            changes = tuple(each._replace(kind="", path=each.path[-1:]) for each in finding.edits)
            member = (finding.line, finding.code, changes)
            if member in members:
                continue
            members.add(member)
        messages.setdefault((finding.line, finding.code, finding.text), []).append(finding)
    return list(_with_siblings(list(_with_members([_of_all(found) for found in messages.values()]))))


#: The text about one member that has another type, or that only one side requires.
_OF_MEMBER = re.compile(r"([\w.]+\.)(\w+)( is .+ on the page, .+ in the schema)")


def _with_siblings(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings, the same one about several members of an object, which are in one row, as one."""
    places: dict[tuple[Any, ...], dict[str, Finding]] = {}
    for each in findings:
        found = _OF_MEMBER.fullmatch(each.text) if each.code in ("other-type", "required") else None
        path, name, rest = found.groups() if found else ("", "", each.text)
        places.setdefault((each.line, each.code, each.message, each.schema, path, rest), {})[f"{path}{name}"] = each
    for same in places.values():
        (_, first), *others = same.items()
        *most, last = [path for path, _ in others] or [""]
        names = f"{', '.join(most)} and {last}" if most else last
        text = f"{first.text}; so {'are' if most else 'is'} {names}" if last else first.text
        yield first._replace(text=text, edits=tuple(edit for each in same.values() for edit in each.edits))


#: The kind in the text about all messages of a kind.
_OF_KIND = re.compile(r" for each (\w+)")


def _of_kinds(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings, the same one about all messages of several kinds as one, also where one names no kind."""
    kinds: dict[Finding, dict[str, None]] = {}
    for each in findings:
        if found := _OF_KIND.search(each.text):
            kinds.setdefault(_without_kind(each), {})[found[1]] = None
    for each in findings:
        of = kinds.get(without := _without_kind(each))
        if not of:
            yield each
        elif each.text != without.text:
            *most, last = of
            both = f"{', '.join(most)} and {last}" if most else last
            yield each._replace(text=_OF_KIND.sub(f" for each {both}", each.text))


def _without_kind(finding: Finding) -> Finding:
    return finding._replace(text=_OF_KIND.sub("", finding.text), schema=None, edits=())


def _with_members(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings, those about the members that one place of a page lacks as one."""
    places: dict[tuple[Any, ...], dict[str, Finding]] = {}
    for each in findings:
        found = _LACKED.fullmatch(each.text) if each.code == "undocumented-member" else None
        path, *rest = found.groups() if found else (each.text,)
        places.setdefault((each.line, each.code, each.message, each.schema, *(rest or [path])), {})[path] = each
    for key, lacked in places.items():
        first, *others = lacked.values()
        if not others:
            yield first
            continue
        *most, last = lacked
        *_, by, schema, verb, also = key
        text = f"{', '.join(most)} and {last} are {by} {schema}, the page does not {verb} them here{also}"
        yield first._replace(text=text, edits=tuple(edit for each in lacked.values() for edit in each.edits))


def _of_all(found: Sequence[Finding]) -> Finding:
    """Return the same finding about several messages as one."""
    others = sorted({each.message for each in found if each.message} - {found[0].message})
    text = f"{found[0].text} (also of {', '.join(others)})" if others else found[0].text
    return found[0]._replace(text=text, edits=tuple(edit for each in found for edit in each.edits))


def _without_effects(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings without those that end with another one."""
    lines: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        lines[finding.line].append(finding)
    causes = {line: _causes(found) for line, found in lines.items() if len(found) > 1}
    renamed = {(each.message, found[1]) for each in findings if (found := _IT_HAS.search(each.text))}
    unknown = {name for each in findings if (name := _unknown_name(each))}
    families = set(map(_family, unknown))
    for finding in findings:
        if finding.line in causes and _is_effect(finding, causes[finding.line]):
            continue
        if finding.code == "undocumented-member" and (
            finding.message in unknown or (finding.message, _member(finding)) in renamed
        ):
            continue
        if finding.text.startswith("the page does not say so") and _family(finding.message or "") in families:
            continue
        yield finding


def _member(finding: Finding) -> str:
    """Return the last name in the path of the member that a finding is about."""
    return finding.edits[0].path[-1] if finding.edits and finding.edits[0].path else ""


def _unknown_path(finding: Finding) -> str:
    """Return the path of the member that no schema has, empty for another finding."""
    return finding.text.partition(" is documented")[0] if finding.code == "unknown-member" else ""


def _paths_above(path: str) -> Iterator[str]:
    """Yield the paths of the objects around a member, the nearest one first."""
    while path := path.rpartition(".")[0]:
        yield path.removesuffix("[]")


def _with_inner(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings, those about the members of an object that no schema has as a part of that about the object."""
    first: dict[tuple[str | None, str], Finding] = {}
    for each in findings:
        if path := _unknown_path(each):
            first.setdefault((each.message, path), each)
    joined_ones, inner = dict(first), set()
    for message, path in sorted(first, key=lambda each: -each[1].count(".")):  # the inner ones first
        around = next(((message, each) for each in _paths_above(path) if (message, each) in first), None)
        if around:
            inner.add((message, path))
            changes = _with_member(joined_ones[around].edits, joined_ones[message, path].edits)
            joined_ones[around] = joined_ones[around]._replace(edits=changes)
    for each in findings:
        key = (each.message, _unknown_path(each))
        if key not in inner:
            yield joined_ones[key] if first.get(key) == each else each


def _with_member(outer: tuple[Edit, ...], inner: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Return the changes that add an object, which add the member in it as well if it is known how."""
    if not outer or not inner or inner[0].path[:-1] != outer[0].path:
        return outer
    value = json.loads(outer[0].value)
    is_array = value["type"] == "array"
    whole = value.setdefault("items", {"type": "object", "additionalProperties": True}) if is_array else value
    if whole["type"] != "object":
        return outer
    name = inner[0].path[-1]
    whole["properties"] = {name: json.loads(inner[0].value), **whole.get("properties", {})}
    if inner[0].keyword == "add required":
        whole["required"] = [name, *whole.get("required", ())]
    return tuple(each._replace(value=json.dumps(value)) for each in outer)


def _family(name: str) -> str:
    """Return a name without its last word."""
    return name.rpartition(".")[0]


def _unknown_name(finding: Finding) -> str | None:
    """Return the name of no message that a finding is about."""
    found = _QUOTED.search(finding.text) if finding.code == "unknown-message" else None
    return found[1] if found else None


class _Causes(NamedTuple):
    """The causes in the findings of one line: they explain other findings of this line.

    Attributes:
        events: The names in wrong lists of secondary events.
        claims: The messages that raise an event by a sentence.
        names: The names of no message.
        paths: The members that no schema has.
        deprecated: The messages that are called removed or replaced.
        renamed: Those that have another name as the current one.
        values: The members whose values a list gives.
        numbered: The messages with another number of members with numbers.
    """

    events: frozenset[str]
    claims: frozenset[str | None]
    names: frozenset[str]
    paths: frozenset[str]
    deprecated: frozenset[str | None]
    renamed: frozenset[str | None]
    values: frozenset[str]
    numbered: frozenset[str | None]


def _causes(findings: Sequence[Finding]) -> _Causes:
    """Return the causes in the findings of a line."""
    return _Causes(
        frozenset(name for each in findings if each.code in _OF_LISTS for name in _NAME.findall(each.text)),
        frozenset(each.message for each in findings if each.code == "secondary-events" and _is_claim(each)),
        frozenset(name for each in findings if (name := _unknown_name(each))),
        frozenset(path for each in findings if (path := _unknown_path(each))),
        frozenset(each.message for each in findings if each.code == "deprecated"),
        frozenset(each.message for each in findings if each.code == "deprecated" and not _is_of_gone(each)),
        frozenset(path.rpartition(".")[2] for each in findings if (path := _path_of_values(each))),
        frozenset(each.message for each in findings if _HAS_THEM in each.text),
    )


#: The text about members with numbers that are fewer, or more, on the page.
_HAS_THEM = " are documented, the schema has them to "


def _first(finding: Finding) -> str:
    """Return the first word of the text of a finding."""
    return finding.text.partition(" ")[0]


def _path_of_values(finding: Finding) -> str:
    """Return the path of the member whose values differ, empty for another finding."""
    return _first(finding) if finding.code == "alternatives" and "." in _first(finding) else ""


def _is_claim(finding: Finding) -> bool:
    """Return whether a finding is about a sentence that says what a message raises."""
    return finding.text.startswith("the page says that it raises")


def _is_of_gone(finding: Finding) -> bool:
    """Return whether a finding is about a sentence that calls a message removed or replaced."""
    return finding.text.startswith("the page says that it is removed")


def _is_effect(finding: Finding, causes: _Causes) -> bool:
    """Return whether one of the causes of its line explains a finding."""
    if finding.code in ("target-refused", "raised"):  # a wrong element of a list, read as a sentence about its event
        return finding.message in causes.events
    if finding.code == "secondary-events":  # the events of a cell, which are also read as a sentence
        return finding.message in causes.claims and not finding.text.startswith("the page")
    if finding.code in ("alternatives", "other-value"):  # a constant of a table that is an unknown name
        is_of_list = finding.code == "alternatives" and _first(finding) in causes.values  # a sentence of the list
        is_of_name = finding.text.startswith(("command is", "name is"))
        return is_of_list or (is_of_name and not causes.names.isdisjoint(_IN_QUOTES.findall(finding.text)))
    if finding.code in ("unknown-member", "undocumented-member"):
        return _is_member_again(finding, causes)
    if finding.code == "unknown-message":  # the path of an unknown member
        return _unknown_name(finding) in causes.paths
    is_gone = _is_of_gone(finding) and finding.message in causes.renamed  # another name is called the current one
    return is_gone or (finding.code == "alias" and finding.message in causes.deprecated)


def _is_member_again(finding: Finding, causes: _Causes) -> bool:
    """Return whether an unknown member of a sentence is also read as one of the data, or as one of a range.

    The page may have a missing one with a part of its name.
    """
    name = _unknown_path(finding)
    if finding.code == "undocumented-member":
        name = _first(finding).rpartition(".")[2]
        return any(name.startswith(each) or each.startswith(name) for each in _last_names(causes.paths))
    is_number = finding.message in causes.numbered and finding.text.startswith("the page says that it has ")
    return is_number or "data." + name.strip('"') in causes.paths


def _last_names(paths: Iterable[str]) -> Iterator[str]:
    """Yield the last names of paths that are no short words."""
    return (name for path in paths if len(name := path.rpartition(".")[2]) > _SHORT)


_SHORT = 3
