"""Pages of lines and pieces of other pages, in any order: each has findings, or none, but no error."""

import pytest
from docs_checks import PAGES, codes, findings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

_FILES = [path for path in sorted(PAGES.rglob("*")) if path.suffix in (".adoc", ".html", ".md", ".txt", ".xml")]
#: The lines of all pages by format.
_LINES = {
    suffix: sorted(
        {
            line
            for path in _FILES
            if path.suffix == suffix
            for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
        }
    )
    for suffix in sorted({path.suffix for path in _FILES})
}


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, str]:
    """Return the name of a page and its text: whole lines, parts of lines, and lines of another format."""
    suffix = draw(st.sampled_from(sorted(_LINES)))
    own = st.sampled_from(_LINES[suffix])
    part = st.builds(lambda line, start, end: line[start:end], own, st.integers(0, 40), st.integers(1, 80))
    other = st.sampled_from(sorted(_LINES)).flatmap(lambda each: st.sampled_from(_LINES[each]))
    pieces = draw(st.lists(st.one_of(own, own, part, other), max_size=30))
    before = draw(st.sampled_from(("", "", "Versions Compared\n")))
    return f"page{suffix}", before + "".join(pieces)


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=pages())
def test_any_page(page: tuple[str, str]) -> None:
    file, text = page
    assert all(1 <= each.line <= text.count("\n") + 1 for each in findings(text, file))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("page.adoc", "|===\n|===\n"),
        ("page.adoc", "|===\nchannel.dial\n|===\n"),
        ("page.adoc", "|===\nchannel.dial\n| destination | string\n|===\n"),
        ("page.txt", "|---|---|\n|---|---|\n"),
    ],
    ids=["empty table", "table without cells", "text before the cells", "only rules"],
)
def test_table_without_rows(file: str, text: str) -> None:
    assert codes(text, file) == ["no-messages"]
