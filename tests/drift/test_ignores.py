"""Comments of a page that ignore findings."""

import pytest
from docs_checks import checked, codes, findings, sample
from each_case import each_case

FAULTY = sample("channel.dial", '{"destination": "7", "speed": 1}')
IGNORE = "<!-- cti-contract: ignore unknown-member: comes with release 8 -->\n\n"
#: A table and a list whose last elements have the finding.
ROWS = "| Member | Type |\n| --- | --- |\n| destination | string |\n| extensions | object |\n| speed | string |\n"
ITEMS = "- `destination`: string\n- `extensions`: object\n- `speed`: string\n"


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
        (IGNORE + "Request:\n\n" + FAULTY, []),
        ("# channel.dial\n\n" + IGNORE.replace("\n\n", "\n") + ROWS, []),
        ("# channel.dial\n\n" + IGNORE + ROWS, []),
        ("# channel.dial\n\n" + IGNORE + ROWS + "\nText.\n\n" + ROWS, ["unknown-member"]),
        ("# channel.dial\n\n" + IGNORE + ITEMS, []),
        ("# channel.dial\n\n" + IGNORE + ITEMS + "\nText.\n\n" + ITEMS, ["unknown-member"]),
        (IGNORE + "Nothing.\n\n" + FAULTY, ["stale-ignore", "unknown-member"]),
        (FAULTY + IGNORE, ["unknown-member", "stale-ignore"]),
        (IGNORE.replace(": comes with release 8", "") + FAULTY, ["bad-ignore", "unknown-member"]),
        (IGNORE.replace("unknown-member", "unknown-members") + FAULTY, ["bad-ignore", "unknown-member"]),
        (IGNORE.replace("ignore ", "skip ") + FAULTY, ["bad-ignore", "unknown-member"]),
    ],
)
def test_comment(page: str, found: list[str]) -> None:
    assert codes(page) == found


NO_FINDING = "no finding that can be ignored has the code "
FORM = "write <!-- cti-contract: ignore CODE: reason -->, with one or more codes of findings"


@each_case(
    ("comment", "fault"),
    [
        ("ignore unknown-membr: comes with release 8", f'{NO_FINDING}"unknown-membr"; the nearest is "unknown-member"'),
        ("ignore echo, none: comes with release 8", f'{NO_FINDING}"none"'),
        ("ignore stale-ignore: comes with release 8", f'{NO_FINDING}"stale-ignore"'),
        ("ignore echo, : see below", "a comma has no code before or behind it: remove the comma"),
        ("ignore , echo: see below", "a comma has no code before or behind it: remove the comma"),
        ("ignore echo media: see below", "separate the codes by commas: echo, media"),
        ("ignore unknown-member", "the reason is missing: write it behind the codes and a colon"),
        ("ignore unknown-member: ", "the reason is missing: write it behind the codes and a colon"),
        ("ignore unknown-member: TODO", '"TODO" is no reason: write why the finding stays'),
        ("ignore unknown-member: todo - write this", '"todo - write this" is no reason: write why the finding stays'),
        ("ignore unknown-member: -", '"-" is no reason: write why the finding stays'),
        ("ignore unknown-member: x", '"x" is no reason: write why the finding stays'),
        ("ignore", FORM),
        ("ignore: because", FORM),
        ("ignored unknown-member: because", FORM),
    ],
)
def test_fault_of_a_comment(comment: str, fault: str) -> None:
    found = findings(f"<!-- cti-contract: {comment} -->\n\n{FAULTY}")
    assert [each.text for each in found if each.code == "bad-ignore"] == [fault]
    assert {each.fix for each in found if each.code == "bad-ignore"} == {
        "in the page, correct the comment, or remove it"
    }
