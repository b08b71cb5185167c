"""Findings that have one cause, as one finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cti_contract.drift.findings import Edit, Finding

_QUOTED = re.compile(r"for the message \"([^\"]+)\"")
_IT_HAS = re.compile(r"; it has \"?(\w+)\"?$")
#: Differences of the same place that a wrong list of secondary events explains.
_OF_LISTS = frozenset(("secondary-events", "misspelt-event"))
_NAME = re.compile(r"\w+(?:\.\w+)+")
_IN_QUOTES = re.compile(r'"([^"]+)"')


def joined(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings, each once, those with one cause as one."""
    messages: dict[tuple[int, str, str], list[Finding]] = {}
    members: set[tuple[int, str, tuple[Edit, ...]]] = set()
    for finding in _without_effects(findings):
        if any(each.path for each in finding.edits):  # a list and a sentence in it may say the same
            changes = tuple(each._replace(kind="", path=each.path[-1:]) for each in finding.edits)
            member = (finding.line, finding.code, changes)
            if member in members:
                continue
            members.add(member)
        messages.setdefault((finding.line, finding.code, finding.text), []).append(finding)
    return [_of_all(found) for found in messages.values()]


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
    above = {(each.message, path) for each in findings if (path := _unknown_path(each))}
    for finding in findings:
        if finding.line in causes and _is_effect(finding, causes[finding.line]):
            continue
        if finding.code == "undocumented-member" and (
            finding.message in unknown or (finding.message, _member(finding)) in renamed
        ):
            continue
        if any((finding.message, path) in above for path in _paths_above(_unknown_path(finding))):
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
    """Yield the paths of the objects around a member."""
    while path := path.rpartition(".")[0]:
        yield path.removesuffix("[]")


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
        values: The members whose values a list gives.
    """

    events: frozenset[str]
    claims: frozenset[str | None]
    names: frozenset[str]
    paths: frozenset[str]
    deprecated: frozenset[str | None]
    values: frozenset[str]


def _causes(findings: Sequence[Finding]) -> _Causes:
    """Return the causes in the findings of a line."""
    return _Causes(
        frozenset(name for each in findings if each.code in _OF_LISTS for name in _NAME.findall(each.text)),
        frozenset(each.message for each in findings if each.code == "secondary-events" and _is_claim(each)),
        frozenset(name for each in findings if (name := _unknown_name(each))),
        frozenset(path for each in findings if (path := _unknown_path(each))),
        frozenset(each.message for each in findings if each.code == "deprecated"),
        frozenset(path.rpartition(".")[2] for each in findings if (path := _path_of_values(each))),
    )


def _first(finding: Finding) -> str:
    """Return the first word of the text of a finding."""
    return finding.text.partition(" ")[0]


def _path_of_values(finding: Finding) -> str:
    """Return the path of the member whose values differ, empty for another finding."""
    return _first(finding) if finding.code == "alternatives" and "." in _first(finding) else ""


def _is_claim(finding: Finding) -> bool:
    """Return whether a finding is about a sentence that says what a message raises."""
    return finding.text.startswith("the page says that it raises")


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
    if finding.code == "unknown-message":  # the path of an unknown member
        return _unknown_name(finding) in causes.paths
    return finding.code == "alias" and finding.message in causes.deprecated
