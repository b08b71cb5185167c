"""Measure the documentation check: findings on correct pages, and the drifts that it finds, by kind and by format.

    python tools/measure_docs.py          # the pages that are kept back
    python tools/measure_docs.py --corpus # the pages with which the check was made

Each page is written in all formats. Into each, one drift after the other is planted: it is found if the page then has a
finding that it did not have before.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from docs_checks import findings
from page_drifts import CORPUS, KEPT, Drift, drifts_of, other_pages, pages
from page_formats import FORMATS

#: The least shares of drifts that have to be found, in percent.
GOALS = {"sample": 95, "table": 95, "heading": 95, "list": 95, "sentence": 80}


class Measured:
    """The drifts that were planted and found, by any property; and those that were not found."""

    def __init__(self) -> None:
        self.planted: Counter[tuple[str, str]] = Counter()
        self.found: Counter[tuple[str, str]] = Counter()
        self.missed: list[str] = []

    def add(self, drift: Drift, form: str, *, is_found: bool) -> None:
        """Count a drift that was planted in a format."""
        for key in (("place", drift.place), ("format", form), ("kind", f"{drift.place}: {drift.kind}")):
            self.planted[key] += 1
            self.found[key] += is_found
        if not is_found:
            self.missed.append(f"{drift.page}, {form}: {drift.kind}")

    def lines(self) -> Iterator[str]:
        """Yield a line for each place, format and kind, and the drifts that were missed."""
        for title, name in self.planted:
            planted, found = self.planted[title, name], self.found[title, name]
            goal = f", goal {GOALS[name]} %" if title == "place" else ""
            yield f"{title:<7} {name:<40} {found:>5} of {planted:>5} {found / planted:>7.1%}{goal}"
        yield from (f"missed  {each}" for each in self.missed)

    @property
    def reaches_goals(self) -> bool:
        """Return whether enough drifts were found in each place."""
        return all(
            100 * self.found["place", place] >= goal * self.planted["place", place] for place, goal in GOALS.items()
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; return 0 if the goals are reached, else 1."""
    parser = argparse.ArgumentParser(description="Measure the documentation check.")
    parser.add_argument("--corpus", action="store_true", help="the pages with which the check was made")
    folder = CORPUS if parser.parse_args(arguments).corpus else KEPT
    alarms, measured = list(_alarms(folder)), measure(folder)
    number = len(pages(folder)) * len(FORMATS) + len(other_pages(folder))
    print(f"{number} correct pages: {len(alarms)} findings", *alarms, sep="\n")
    print(*sorted(measured.lines()), sep="\n")
    return 0 if not alarms and measured.reaches_goals else 1


def _alarms(folder: Path) -> Iterator[str]:
    """Yield the findings on the pages as they are."""
    for page, text, forms in _pages(folder):
        for form in forms:
            yield from (f"{page}, {form}: {each}" for each in _findings(text, form))


def _pages(folder: Path) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Yield each page with its formats; that of a page in one format only is the name of its file."""
    yield from ((page, text, list(FORMATS)) for page, text in pages(folder).items())
    yield from ((file, text, [file]) for file, text in other_pages(folder).items())


def measure(folder: Path) -> Measured:
    """Plant each drift in each format."""
    measured = Measured()
    for page, text, forms in _pages(folder):
        before = {form: _findings(text, form) for form in forms}
        for drift in drifts_of(page, text, folder):
            for form in forms:
                measured.add(drift, form, is_found=bool(_findings(drift.markdown, form) - before[form]))
    return measured


def _findings(text: str, form: str) -> Counter[str]:
    """Return the findings on a page in a format, without their lines."""
    write, file = FORMATS.get(form, (str, form))
    return Counter(f"{each.message}: {each.code}: {each.text}" for each in findings(write(text), file))


if __name__ == "__main__":
    sys.exit(main())
