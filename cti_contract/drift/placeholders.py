"""Placeholders that a page spells in two ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cti_contract.drift.findings import Difference
from cti_contract.drift.samples import Object, Placeholder, inside
from cti_contract.drift.sections import Section
from cti_contract.text import counted

_SPELLED = re.compile(r"<([^<>\s]+)>|\{([^{}\s]+)\}|^\[([^\[\]\s]+)\]$")
_SEPARATOR = re.compile(r"[-_.]|(?<=[a-z])(?=[A-Z])")
#: If this many placeholders of several words are spelled in one way, another way is a slip.
_MANY = 5

#: Spelling, with its brackets, and its lines.
_Places = dict[str, list[int]]


def placeholder_differences(sections: Sequence[Section]) -> Iterator[Difference]:
    """Yield each spelling of a placeholder that is not the usual one of the page, at the first of its lines."""
    for places in _places(sections):
        yield from _differences(places)


def _differences(places: _Places) -> Iterator[Difference]:
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for text in places:
        alike[text[0] + re.sub(r"[\W_]", "", text.casefold())].append(text)
    usual = _usual(places)
    for spellings in alike.values():
        best = max(spellings, key=lambda text: (set(_SEPARATOR.findall(text)) <= {usual}, len(places[text])))
        for text in spellings:
            if text != best:
                other = counted(len(places[best]), "time")
                yield _difference(text, places, f"is elsewhere spelled {best} ({other})")
        if "." in best.replace("...", "") and len(spellings) == 1:
            yield _difference(best, places, "has a dot, which separates ids in a target")
        elif len(spellings) == 1 and usual is not None and not set(_SEPARATOR.findall(best)) <= {usual}:
            words = _SEPARATOR.sub(usual, best)
            yield _difference(best, places, f"is not spelled as the page spells others: {words}")


def _places(sections: Iterable[Section]) -> tuple[_Places, _Places]:
    """Return the placeholders in targets, and those in other members: people spell these as they like."""
    targets: _Places = defaultdict(list)
    others: _Places = defaultdict(list)
    for section in sections:
        for sample in section.samples:
            values = [*inside(sample.value)]
            of_targets = {
                id(value)
                for each in values
                if isinstance(each, Object) and "target" in each.members
                for value in inside(each.members["target"].value)
            }
            for value in values:
                places = targets if id(value) in of_targets else others
                for found in _SPELLED.finditer(value.text) if isinstance(value, Placeholder) else ():
                    places[found[0]].append(value.line)
    return targets, others


def _usual(places: _Places) -> str | None:
    """Return the separator of words in the placeholders of a page, None if there is no usual one."""
    separators = [set(found) for text in places if (found := _SEPARATOR.findall(text))]
    if len(separators) < _MANY:
        return None
    counts = Counter(each for found in separators for each in found)
    separator, count = counts.most_common(1)[0]
    return separator if count * 2 > sum(counts.values()) else None


def _difference(text: str, places: _Places, fault: str) -> Difference:
    times = counted(len(places[text]), "time")
    return Difference(places[text][0], "placeholder", f"{text} ({times}) {fault}")
