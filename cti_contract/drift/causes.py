"""Findings that have one cause, as one finding."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from cti_contract.drift.findings import Edit, Finding
from cti_contract.text import quote

_QUOTED = re.compile(r"for the message \"([^\"]+)\"")
_IT_HAS = re.compile(r"; it has \"?(\w+)\"?$")
#: Differences of the same place that a wrong list of secondary events explains.
_OF_LISTS = frozenset(("secondary-events", "misspelt-event"))
_OF_EVENTS = frozenset(("secondary-events", "target-refused", "raised"))


def joined(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings, each once, those with one cause as one."""
    messages: dict[tuple[int, str, str], list[Finding]] = {}
    members: set[tuple[int, str, str | None, Edit]] = set()
    for finding in _without_effects(findings):
        if finding.edit and finding.edit.path:  # a list and a sentence in it may say the same
            member = (finding.line, finding.code, finding.message, finding.edit._replace(kind=""))
            if member in members:
                continue
            members.add(member)
        messages.setdefault((finding.line, finding.code, finding.text), []).append(finding)
    return [_of_all(found) for found in messages.values()]


def _of_all(found: Sequence[Finding]) -> Finding:
    """Return the same finding about several messages as one."""
    others = sorted({each.message for each in found if each.message} - {found[0].message})
    text = f"{found[0].text} (also of {', '.join(others)})" if others else found[0].text
    return found[0]._replace(text=text)


def _without_effects(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings without those that end with another one."""
    lines: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        lines[finding.line].append(finding)
    renamed = {(each.message, found[1]) for each in findings if (found := _IT_HAS.search(each.text))}
    families = {_family(name) for each in findings if (name := _unknown_name(each))}
    for finding in findings:
        of_line = lines[finding.line]
        if len(of_line) > 1 and any(
            is_effect(finding, each) for each in of_line if each is not finding for is_effect in _EFFECTS
        ):
            continue
        if finding.code == "undocumented-member" and (finding.message, _member(finding)) in renamed:
            continue
        if finding.text.startswith("the page does not say so") and _family(finding.message or "") in families:
            continue
        yield finding


def _member(finding: Finding) -> str:
    """Return the last name in the path of the member that a finding is about."""
    return finding.edit.path[-1] if finding.edit and finding.edit.path else ""


def _family(name: str) -> str:
    """Return a name without its last word."""
    return name.rpartition(".")[0]


def _unknown_name(finding: Finding) -> str | None:
    """Return the name of no message that a finding is about."""
    found = _QUOTED.search(finding.text) if finding.code == "unknown-message" else None
    return found[1] if found else None


def _is_event_of_list(finding: Finding, other: Finding) -> bool:
    """Return whether a wrong element of a list is also read as a sentence about its event."""
    if other.code not in _OF_LISTS or finding.code not in _OF_EVENTS or finding.code in _OF_LISTS:
        return False
    return finding.message is not None and finding.message in other.text


def _is_list_of_claim(finding: Finding, other: Finding) -> bool:
    """Return whether the events of a cell are also read as a sentence that says which ones are raised."""
    is_one = finding.code == other.code == "secondary-events" and finding.message == other.message
    return is_one and other.text.startswith("the page says that it raises") and not finding.text.startswith("the page")


def _is_constant_of_name(finding: Finding, other: Finding) -> bool:
    """Return whether a constant of a table is an unknown name."""
    is_of_name = finding.code in ("alternatives", "other-value") and finding.text.startswith(("command is", "name is"))
    return is_of_name and (name := _unknown_name(other)) is not None and quote(name) in finding.text


def _is_path(finding: Finding, other: Finding) -> bool:
    """Return whether an unknown name is the path of an unknown member."""
    name = _unknown_name(finding)
    return name is not None and other.code == "unknown-member" and other.text.startswith(f"{name} is documented")


def _is_alias_of_deprecated(finding: Finding, other: Finding) -> bool:
    """Return whether an older name is one with which a page replaces the current one."""
    return finding.code == "alias" and other.code == "deprecated" and finding.message == other.message


#: Each says of two findings on one line whether the first one is an effect of the cause of the second one.
_EFFECTS: tuple[Callable[[Finding, Finding], bool], ...] = (
    _is_event_of_list,
    _is_list_of_claim,
    _is_constant_of_name,
    _is_path,
    _is_alias_of_deprecated,
)
