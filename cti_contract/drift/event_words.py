"""The secondary events of a command in plain words: "First the new member is announced, then the changed state"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cti_contract.contract.catalog import Secondary
from cti_contract.drift.facts import is_number, number_of
from cti_contract.drift.headings import NAME, NAMES
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.sentence_words import topics_of
from cti_contract.drift.vocabulary import compiled, lowered, phrase, texts

_THEN, _BEFORE, _AFTER, _FIRST, _LATER, _UNSURE = (
    phrase("event_order", name) for name in ("then", "before", "after", "first", "later", "unsure")
)
_STARTS_AFTER, _STARTS_BEFORE = phrase("event_order", "starts_after"), phrase("event_order", "starts_before")
_CALL, _ENDED = phrase("event_order", "call"), phrase("event_order", "ended")
_IS_FIRST, _IS_LAST, _OPENS, _CLOSES = (
    phrase("event_order", name) for name in ("is_first", "is_last", "opens", "closes")
)
_TIMES, _TOTAL, _ANY_ORDER, _SINGLE, _NO_MORE = (
    phrase("event_order", name) for name in ("times", "total", "any_order", "single", "no_more")
)
#: The words between two events that are only counted.
_LISTED = phrase("order", "listed")
#: A part of a program that opens or ends with an event: "The card opens with `x`".
OF_INTERFACE = phrase("event_order", "of_interface")
#: The parts of a sentence that are read each by itself.
_PARTS = re.compile(r"[;:]\s")
#: No longer sentence is read.
_LONGEST = 300
#: "First" is not farther before the first event.
_NEAR = 40


class _Words(NamedTuple):
    """A name of an event, or other words for one: their place, the key of `event_words`, or the name, and the text."""

    start: int
    end: int
    key: str
    text: str


class _Named(NamedTuple):
    """Some words for an event: their place, and the places of the events in the list that they may stand for."""

    start: int
    end: int
    places: tuple[int, ...]


@cache
def _words() -> re.Pattern[str]:
    """Return a pattern with a group for names, and one for the words of each event; it is for texts in lower case."""
    listed = "|".join(f"(?P<e{at}>{text})" for at, text in enumerate(texts("event_words").values()))
    return compiled(rf"(?P<name>`?{NAME}`?)|{listed}", in_lower_case=True)


def naming_two(text: str, lists: Mapping[str, Sequence[Secondary]]) -> list[str]:
    """Return the commands of whose events a sentence names two.

    Args:
        text: The sentence.
        lists: The events of each command, in their order.
    """
    words = _words_in(text) if len(text) <= _LONGEST else ()
    return [command for command, events in lists.items() if len(words) > 1 and len(_named(words, events)) > 1]


def says_of_events(text: str, events: Sequence[Secondary]) -> bool:
    """Return whether a sentence gives the order of the events of a list, the place of one, or a number of them."""
    return next(_said(text, events), None) is not None


def wrong_in(text: str, events: Sequence[Secondary]) -> str:
    """Return the words of a sentence that contradict the order, or the number, of the events of a list; empty if none.

    Args:
        text: The sentence.
        events: The events that a command raises, in their order.
    """
    return next(filter(None, _said(text, events)), "")


def _said(text: str, events: Sequence[Secondary]) -> Iterator[str]:
    """Yield the words that contradict a list of events, empty for each order or number that is right."""
    if len(text) > _LONGEST or "order" not in topics_of(text):
        return
    for part in _PARTS.split(_NO_MORE.sub("", text)):
        if not (_UNSURE.search(part) or OF_INTERFACE.search(part)):
            named = _named(_words_in(part), events)
            yield from _orders(part, named, len(events))
            yield from _places_said(part, named, len(events))
            yield from _counts(part, events)
        if len(events) > 1 and _ANY_ORDER.search(part):
            yield "any order"


def _orders(text: str, named: Sequence[_Named], number: int) -> Iterator[str]:
    at, before = -1, None
    for earlier, later in _pairs(text, named):
        at = at if earlier is before else earlier.places[0]
        at = next((place for place in later.places if place > at), number)
        first, second = (text[each.start : each.end].strip("` ,.") for each in (earlier, later))
        yield f"{first} before {second}" if at == number else ""
        before = later


#: The words between the last two events, after those that say that a list ends with them.
_AND = re.compile(
    r"`?(?: \([^()]*\))?,? (?:and|und|et|y|e|then|dann|puis|luego)(?: then| dann)? (?:the |das |le |el )?`?"
)


def _places_said(text: str, named: Sequence[_Named], number: int) -> Iterator[str]:
    """Yield how a sentence puts an event first or last that is neither in a list."""
    for at, each in enumerate(named):
        before, behind = text[: each.start], text[each.end :]
        if at + 1 < len(named) and _CLOSES.search(before) and _AND.fullmatch(text, each.end, named[at + 1].start):
            yield (
                ""
                if number - 1 in named[at + 1].places
                else f"{text[each.start : named[at + 1].end].strip('` ,.')} last"
            )
        else:
            for right, place, phrases, lead in (
                (0, "first", _IS_FIRST, _OPENS),
                (number - 1, "last", _IS_LAST, _CLOSES),
            ):
                if phrases.match(behind) or lead.search(before):
                    yield "" if right in each.places else f"{text[each.start : each.end].strip('` ,.')} {place}"


def _counts(text: str, events: Sequence[Secondary]) -> Iterator[str]:
    """Yield the wrong numbers of events, of all or of those with one name."""
    for found in _TIMES.finditer(text):
        name = (found["name"] or found["other"] or "state.updated").strip("`")
        known = sum(event.name == name for event in events)
        word = {"once": "1", "twice": "2"}.get(
            (found["number"] or found["of"]).casefold(), found["number"] or found["of"]
        )
        if known and is_number(word):
            yield "" if number_of(word.casefold()) == known else f"{name} {found['number'] or found['of']} times"
    for found in _TOTAL.finditer(text):
        word = next(filter(None, found.groups())).casefold()
        if is_number(word) and events:
            yield "" if number_of(word) == len(events) else f"{word} events"
    if events and _SINGLE.search(text):
        yield "" if len(events) == 1 else "one event"


@lru_cache(maxsize=64)
def _words_in(text: str) -> Sequence[_Words]:
    """Return the words of a text that stand for events; it is compared with the events of several commands."""
    keys = list(texts("event_words"))
    words = []
    for found in _words().finditer(lowered(text)):
        said = text[found.start() : found.end()]
        key = said.strip("`") if found.lastgroup == "name" else keys[int((found.lastgroup or "e0")[1:])]
        words.append(_Words(found.start(), found.end(), key, said))
    return words


def _named(words: Sequence[_Words], events: Sequence[Secondary]) -> list[_Named]:
    """Return the events of a list that words stand for; more words for the same event are one."""
    named: list[_Named] = []
    for each in words:
        places = tuple(_places(each.key, each.text, events))
        if places and not (named and set(places) & set(named[-1].places)):
            named.append(_Named(each.start, each.end, places))
    return named


def _places(key: str, text: str, events: Sequence[Secondary]) -> Iterator[int]:
    """Yield the places of the events that a name, or other words for them, may stand for."""
    name, _, which = key.partition(" ")
    words = () if "." in text else re.findall(r"\w+", text.casefold())
    of = next((OBJECTS[word] for word in words if word in OBJECTS), "")
    for at, event in enumerate(events):
        is_of_object = name != "state.updated" or of in ("", event.of)
        if event.name == name and which in (event.note or "") and is_of_object:
            yield at


def _pairs(text: str, named: Sequence[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """Yield the events of a sentence by two, the earlier one first."""
    is_series = bool(named) and _FIRST.search(text[: named[0].start][-_NEAR:]) is not None
    for at, (one, other) in enumerate(pairwise(named)):
        between, before = text[one.end : other.start], text[: one.start]
        behind = text[other.end : named[at + 2].start if at + 2 < len(named) else len(text)]
        if _LISTED.fullmatch(between) or (_BEFORE.search(between) and _AFTER.search(between)):
            continue
        if _THEN.search(between) or _BEFORE.search(between):
            yield one, other
        elif _AFTER.search(between) or (not at and _STARTS_BEFORE.search(before)):
            yield other, one
        elif (
            is_series or _FIRST.search(between) or _LATER.match(behind) or (not at and _starts_after(text, one, other))
        ):
            yield one, other


def _starts_after(text: str, one: _Named, other: _Named) -> bool:
    """Return whether a sentence begins with "after" and an event; a call alone is none, except before another call."""
    before, between = text[: one.start], text[one.end : other.start]
    is_call, is_other_call = (_CALL.search(text[each.start : each.end]) for each in (one, other))
    is_event = not is_call or is_other_call or _ENDED.search(before) or _ENDED.search(NAMES.sub(" ", between))
    return bool(is_event) and _STARTS_AFTER.search(before) is not None
