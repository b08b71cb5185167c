"""Lines with arrows: `channel.dial` → `channel.infochanged` → …, the secondary events of a command."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cti_contract.contract.catalog import Message, OneOf
from cti_contract.drift.blocks import Block
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Difference
from cti_contract.drift.headings import NAME, names_of
from cti_contract.drift.secondary_events import Listed, Listing, events_in_text, secondary_differences
from cti_contract.drift.sections import Section

_ARROW = re.compile(r"→|⇒|➜|--?>|==?>")
#: Signs for events that a line leaves out.
_ELLIPSIS = re.compile(r"\.{3}|…")
#: Words between two events if only one is raised.
_XOR = re.compile(r"`\s+(?:XOR|or|oder|ou|o)\s+`", re.IGNORECASE)

#: A line for one case: words behind the command, as in "`x`, phone on hook: pick up", or a clause before it.
_IN_CASE = re.compile(
    rf"{NAME}`?[^(]*?(?:\([^()]*\)[^(]*?)*[^\W\d_]{{2,}}"
    r"|^\W*(?:if|when|on|wenn|falls|bei|s(?:i|['\u2019]ils?)|en cas|quand|cuando|en caso)\b",
    re.IGNORECASE,
)


def arrow_differences(sections: Sequence[Section], contract: Contract) -> Iterator[tuple[str, Difference]]:
    """Yield how the events behind the arrows of a line differ from those of the command before them."""
    below: dict[int, set[str]] = {}
    for section in sections:
        around: dict[int, str] = {}  # the commands that elements of a list begin with, by their levels
        for part in section.parts:
            block = part.block
            if block.kind not in ("item", "text") or part.is_history or section.is_history:
                continue
            before, *steps = _ARROW.split(block.text)
            names = names_of(before)
            if block.kind == "item" and names:
                around[block.level] = names[0]
            command = names[0] if names else around.get(block.level - 1, "")
            if steps and len(names) <= 1 and contract.is_message(command) and contract.is_command(command):
                below = below or _names_by_heading(sections)
                before, *steps = (" ".join(each.split()) for each in (before, *steps))
                elsewhere = below[section.heading.line] if _IN_CASE.search(before) else set[str]()
                yield from ((command, each) for each in _of_line(block, command, steps, elsewhere, contract))


def _names_by_heading(sections: Sequence[Section]) -> dict[int, set[str]]:
    """Return the names in the prose below each heading, by its line; each message may have a section of its own."""
    names: dict[int, set[str]] = {}
    for section in sections:
        names.setdefault(section.heading.line, set()).update(section.names_in_prose)
    return names


def _of_line(
    block: Block, command: str, steps: Sequence[str], elsewhere: set[str], contract: Contract
) -> Iterator[Difference]:
    """Yield how the steps behind a command differ, if all of them are events.

    Of a choice, the line of one case has one event; the others may be `elsewhere`.
    """
    message = contract.of_name(command)[0]
    steps = [step for step in steps if _ELLIPSIS.sub("", step).strip(" |-")]
    names = [names_of(step) for step in steps]
    if message.secondary is None or not all(found and all(map(contract.is_event, found)) for found in names):
        return
    text = ", ".join(_XOR.sub("`, `", step) for step in steps)
    listed = events_in_text(Block("text", block.line, text), contract)
    events = tuple(each for event in listed for each in _with_choice(event, message, elsewhere))
    is_cut = _ELLIPSIS.search(block.text) is not None
    found = secondary_differences(Listing(block.line, events, is_partial=is_cut), message, contract)
    yield from (each for each in found if "not given on the page" not in each.text)  # short lines leave remarks out


def _with_choice(event: Listed, message: Message, elsewhere: set[str]) -> Iterator[Listed]:
    """Yield an event, or the choice that it is of with those of its events that are elsewhere on the page."""
    choices = [[each.name for each in one.events] for one in message.secondary or () if isinstance(one, OneOf)]
    names = next((names for names in choices if event.name in names and elsewhere.issuperset(names)), [])
    if names:
        yield from (Listed(event.line, name) for name in names)
    else:
        yield event
