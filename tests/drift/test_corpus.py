"""Pages in several styles and formats: no finding on a right one, a finding for each planted drift."""

import os
from collections import Counter
from pathlib import Path

import pytest
from docs_checks import PAGES, checked, findings
from each_case import each_case
from helpers import Cli
from page_drifts import Drift, drifts_of, pages
from page_formats import FORMATS

CORPUS = pages()
MARKUP = sorted((PAGES / "markup").iterdir())
DRIFTS = [drift for page, markdown in CORPUS.items() for drift in drifts_of(page, markdown)]
FORMAT_NAMES = list(FORMATS)
#: Drifts that are not found: they are below headings without a name, so that only the samples there name the message.
UNSEEN = {("cookbook", "wrong command"), ("checklist", "wrong command")}
#: Drifts that are not found in copied text: questions are no headings there, values have no marks, and in a view of two
#: versions a part of a sample may be hidden.
UNSEEN_IN_TEXT = {
    *(("cookbook", kind) for kind in ("raised after", "row renamed", "row type", "values in a table")),
    ("datafields", "values in a table"),
    *((page, "result dropped") for page in ("checklist", "cookbook", "guide", "walkthrough")),
    *((page, "comma trails") for page in ("forms", "walkthrough")),
}
#: The quick tests plant every fifth drift, the slow one all of them.
STEP = 5
CUSTOMER = os.environ.get("CTI_CONTRACT_PAGE", "")


def planted(drift: Drift, form: str) -> list[str]:
    write, file = FORMATS[form]
    return [finding.code for finding in findings(write(drift.markdown), file)]


@pytest.mark.parametrize("form", FORMATS)
@each_case("page", CORPUS)
def test_right_page(page: str, form: str) -> None:
    write, file = FORMATS[form]
    assert findings(write(CORPUS[page]), file) == []


@each_case("path", MARKUP, ids=lambda path: path.name)
def test_right_markup(path: Path) -> None:
    """Tabs, panels, expanders, tables of samples, line numbers, comments, other languages."""
    found = checked(path.read_text(encoding="utf-8"), path.name)
    assert found.findings == []
    assert sum(len(section.samples) for section in found.sections) >= 2


def test_kinds_of_drifts() -> None:
    assert len({drift.kind for drift in DRIFTS}) >= 25
    assert {drift.place for drift in DRIFTS} == {"sample", "table", "heading", "list", "sentence"}


@pytest.mark.parametrize("form", FORMATS)
def test_planted_drifts(form: str) -> None:
    """A drift in one of the formats, all of them in turn."""
    unseen = UNSEEN | (UNSEEN_IN_TEXT if form in ("text", "compared") else set())
    drifts = DRIFTS[FORMAT_NAMES.index(form) * STEP :: len(FORMAT_NAMES) * STEP]
    assert [
        str(drift) for drift in drifts if (drift.page, drift.kind) not in unseen and planted(drift, form) == []
    ] == []


@pytest.mark.slow
def test_share_of_drifts_found() -> None:
    """In all formats: 95 % of the drifts in samples, tables, headings and lists, 80 % of those in sentences."""
    found: Counter[str] = Counter()
    every: Counter[str] = Counter()
    single = 0
    for drift in DRIFTS:
        for form in FORMATS:
            place = "sentence" if drift.place == "sentence" else "structure"
            codes = planted(drift, form)
            every[place] += 1
            found[place] += bool(codes)
            single += len(codes) == 1
    assert found["structure"] >= 0.95 * every["structure"]
    assert found["sentence"] >= 0.8 * every["sentence"]
    assert single >= 0.9 * found.total()


@pytest.mark.skipif(not CUSTOMER, reason="CTI_CONTRACT_PAGE names no page of the customer")
def test_page_of_the_customer(cli: Cli) -> None:
    ran = cli("docs", CUSTOMER, "--no-errata")
    lines = [line for line in ran.out.splitlines() if not line.startswith("    ")]
    found = {line.partition(": ")[2].partition(": ")[0] for line in lines[:-1]}
    assert ran.code == 1
    assert found == {"heading-differs", "misspelt-event", "alias", "placeholder", "malformed-sample"}
    assert cli("docs", CUSTOMER).code == 0
