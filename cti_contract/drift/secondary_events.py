"""Secondary events: those that a page lists against those of the catalogue."""

from collections import Counter
from collections.abc import Iterator, Sequence

from cti_contract.contract.catalog import Message, OneOf, Secondary
from cti_contract.drift.contract import Contract
from cti_contract.drift.members import Difference
from cti_contract.drift.sections import Listed, Section
from cti_contract.suggest import suggestion
from cti_contract.text import quote

#: The condition of an event that a page, or the contract, lists as one of several.
_CHOICE = "or"


def secondary_differences(section: Section, message: Message, contract: Contract) -> Iterator[Difference]:
    """Yield how the secondary events of a command differ, and the names among them that are misspelt."""
    known = _flat(message)
    if section.secondary is None:
        if known and section.heading.name and not section.cut:
            text = f"the page lists no secondary events, the schema has {_names(known)}"
            yield Difference(section.heading.line, "secondary-events", text)
        return
    listed = []
    for each in section.secondary:
        nearest = each.name if each.name in contract.events else suggestion(each.name, contract.events)
        if each.name != nearest:
            yield _misspelt(each, nearest)
        listed.append(each._replace(name=nearest or each.name))
    listed = [each for each in listed if each.name in contract.events]  # the others are told of
    for text, line in _compared(listed, known, section):
        yield Difference(line, "secondary-events", text)


def _flat(message: Message) -> tuple[Secondary, ...] | None:
    """Return the secondary events in one list: each event of a choice is conditional."""
    if message.secondary is None:
        return None
    lists = [
        [event._replace(when=_CHOICE) for event in each.events] if isinstance(each, OneOf) else [each]
        for each in message.secondary
    ]
    return tuple(event for events in lists for event in events)


def _misspelt(each: Listed, nearest: str | None) -> Difference:
    if nearest is None:
        return Difference(each.line, "unknown-message", f"no schema for the event {quote(each.name)}")
    return Difference(each.line, "misspelt-event", f"no event {quote(each.name)}; the nearest is {quote(nearest)}")


def _compared(
    listed: Sequence[Listed], known: tuple[Secondary, ...] | None, section: Section
) -> Iterator[tuple[str, int]]:
    if known is None:
        yield f"the page says {_names(listed)}, the schema that nothing is known of them", section.secondary_line
        return
    here, there = Counter(each.name for each in listed), Counter(each.name for each in known)
    surplus = here - there
    for each in reversed(listed):
        if surplus[each.name] > 0:
            surplus[each.name] -= 1
            yield f"{each.name} is on the page, not in the schema", each.line
    caveat = " (a part of the list may be hidden)" if section.cut else ""
    missing = [each.name for each in known if there[each.name] > here[each.name]]
    for name in dict.fromkeys(missing):
        yield f"{name} is in the schema, not on the page{caveat}", section.secondary_line
    if here == there and [each.name for each in listed] != [each.name for each in known]:
        yield (
            f"the page has them in another order: {_names(listed)}; the schema: {_names(known)}",
            section.secondary_line,
        )
    elif here == there:
        for one, other in zip(listed, known, strict=True):
            yield from _remarks(one, other)


def _remarks(listed: Listed, known: Secondary) -> Iterator[tuple[str, int]]:
    """Yield the remarks that differ; for one of several events, the words of the condition do not matter."""
    is_choice = listed.when is not None and _CHOICE in (listed.when, known.when)
    for noun, here, there in (
        ("of", listed.of, known.of),
        ("note", listed.note, known.note),
        ("when", known.when if is_choice else listed.when, known.when),
    ):
        if _plain(here) != _plain(there):
            yield f"{listed.name}: {noun} is {_said(here)} on the page, {_said(there)} in the schema", listed.line


def _plain(text: str | None) -> str | None:
    return None if text is None else " ".join(text.casefold().split())


def _said(text: str | None) -> str:
    return "not told" if text is None else quote(text)


def _names(events: Sequence[Listed] | Sequence[Secondary]) -> str:
    return ", ".join(each.name for each in events) or "none"
