"""Placeholders that a page does not spell alike."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cti_contract.drift.findings import counted
from cti_contract.drift.members import Difference
from cti_contract.drift.samples import Placeholder, inside
from cti_contract.drift.sections import Section

_SPELLED = re.compile(r"<([^<>\s]+)>|^\[([^\[\]\s]+)\]$")
_SEPARATOR = re.compile(r"[-_.]|(?<=[a-z])(?=[A-Z])")

#: Spelling, with its brackets, and where it stands.
_Places = dict[str, list[int]]


def placeholder_differences(sections: Sequence[Section]) -> Iterator[Difference]:
    """Yield each spelling of a placeholder that is not the page's usual one, at the first of its lines."""
    places = _places(sections)
    usual = _usual(_SEPARATOR.findall(text) for text, lines in places.items() for _ in lines)
    bracket = _usual([text[0]] for text, lines in places.items() for _ in lines)
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for text in places:
        alike[re.sub(r"[^a-z0-9]", "", text.lower())].append(text)
    for spellings in alike.values():
        best = max(spellings, key=lambda text: (_regular(text, usual, bracket), len(places[text])))
        for text in spellings:
            if text != best or not _regular(text, usual, bracket):
                yield _difference(text, best, places, _shown(text, usual, bracket))


def _places(sections: Iterable[Section]) -> _Places:
    places: _Places = defaultdict(list)
    for section in sections:
        for sample in section.samples:
            for value in inside(sample.value):
                for found in _SPELLED.finditer(value.text) if isinstance(value, Placeholder) else ():
                    places[found[0]].append(value.line)
    return places


def _usual(found: Iterable[Sequence[str]]) -> str:
    counts = Counter(each for group in found for each in group)
    return counts.most_common(1)[0][0] if counts else ""


def _regular(text: str, usual: str, bracket: str) -> bool:
    return text.startswith(bracket) and set(_SEPARATOR.findall(text)) <= {usual}


def _shown(text: str, usual: str, bracket: str) -> str:
    """Return how the page would usually spell a placeholder."""
    words = _SEPARATOR.sub(usual, text[1:-1])
    return f"<{words}>" if bracket == "<" else f"[{words}]"


def _difference(text: str, best: str, places: _Places, regular: str) -> Difference:
    times = counted(len(places[text]), "time")
    if text == best:
        return Difference(
            places[text][0], "placeholder", f"{text} ({times}) is not spelled as the page spells others: {regular}"
        )
    other = counted(len(places[best]), "time")
    return Difference(places[text][0], "placeholder", f"{text} ({times}) is elsewhere spelled {best} ({other})")
