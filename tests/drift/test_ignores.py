"""Comments of a page that ignore findings."""

import pytest
from docs_checks import checked, codes, sample
from each_case import each_case

FAULTY = sample("channel.dial", '{"destination": "7", "speed": 1}')
IGNORE = "<!-- cti-contract: ignore unknown-member: comes with release 8 -->\n\n"


@pytest.mark.parametrize("file", ["page.md", "page.html"])
def test_comment_before_a_block(file: str) -> None:
    page = IGNORE + (FAULTY if file == "page.md" else f"<pre>{FAULTY[8:-5]}</pre>")
    found = checked(page, file)
    assert found.findings == []
    assert [(each.code, each.line) for each in found.ignored] == [("unknown-member", 4 if file == "page.md" else 3)]


@each_case(
    ("page", "found"),
    [
        (IGNORE + FAULTY + FAULTY.replace('"7"', '"8"'), ["unknown-member"]),
        (IGNORE + "# Calls\n\n" + FAULTY + "## More\n\n" + FAULTY, []),
        (IGNORE + "# Calls\n\n" + FAULTY + "# More\n\n" + FAULTY, ["unknown-member"]),
        (IGNORE.replace("unknown-member", "echo, unknown-member") + FAULTY, []),
        (IGNORE + "<!-- another comment -->\n\n" + FAULTY, []),
        (IGNORE.replace("<!--", "{/*").replace("-->", "*/}") + FAULTY, []),
        (IGNORE.replace("<!-- ", "[//]: # (").replace(" -->", ")") + FAULTY, []),
        (IGNORE + "Nothing.\n\n" + FAULTY, ["stale-ignore", "unknown-member"]),
        (FAULTY + IGNORE, ["unknown-member", "stale-ignore"]),
        (IGNORE.replace(": comes with release 8", "") + FAULTY, ["bad-ignore", "unknown-member"]),
        (IGNORE.replace("unknown-member", "unknown-members") + FAULTY, ["bad-ignore", "unknown-member"]),
        (IGNORE.replace("ignore ", "skip ") + FAULTY, ["bad-ignore", "unknown-member"]),
    ],
)
def test_comment(page: str, found: list[str]) -> None:
    assert codes(page) == found
