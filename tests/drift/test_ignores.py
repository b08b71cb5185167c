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
        (IGNORE.replace("unknown-member", "echo, unknown-member") + FAULTY, ["stale-ignore"]),
        (IGNORE.replace("cti-contract: ignore", "cti_contract Ignore") + FAULTY, []),
        (IGNORE.replace("cti-contract: ignore", "CTI-Contract: Ignore") + FAULTY, []),
        (
            IGNORE.replace("cti-contract: ignore", "CTI-Contract: last read in spring, then") + FAULTY,
            ["unknown-member"],
        ),
        (IGNORE + "<!-- another comment -->\n\n" + FAULTY, []),
        (IGNORE.replace("<!--", "{/*").replace("-->", "*/}") + FAULTY, []),
        (IGNORE.replace("<!-- ", "[//]: # (").replace(" -->", ")") + FAULTY, []),
        (IGNORE + "Request:\n\n" + FAULTY, []),
        (IGNORE + "**Request**\n\n" + FAULTY, []),
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


@each_case(
    ("given", "unused"),
    [
        ("echo, unknown-member", '"echo"'),
        ("echo, unknown-member, media, echo", '"echo" or "media"'),
        ("echo", '"echo"'),
    ],
)
def test_unused_codes(given: str, unused: str) -> None:
    found = findings(IGNORE.replace("unknown-member", given) + FAULTY)
    [stale] = [each for each in found if each.code == "stale-ignore"]
    assert (stale.line, stale.text) == (1, f"this comment ignores no finding with the code {unused}")


IN_ASCIIDOC = "// cti-contract: ignore unknown-member: comes with release 8\n"
LISTING = "[source,json]\n----\n" + FAULTY[8:-4] + "----\n"
CELLS = "|===\n|Member |Type\n\n|destination |string\n|speed |string\n|===\n"


@each_case(
    ("page", "found"),
    [
        (IN_ASCIIDOC + LISTING, []),
        (IN_ASCIIDOC + "\n.Request\n" + LISTING, []),
        (IN_ASCIIDOC + "== channel.dial\n\n" + LISTING, []),
        ("== channel.dial\n\n" + IN_ASCIIDOC + CELLS, []),
        ("== channel.dial\n\n" + IN_ASCIIDOC + "* `destination`: string\n* `speed`: string\n", []),
        (f"////\n{IN_ASCIIDOC[3:]}////\n" + LISTING, []),
        (IN_ASCIIDOC + "Text.\n\n" + LISTING, ["stale-ignore", "unknown-member"]),
    ],
)
def test_comment_in_asciidoc(page: str, found: list[str]) -> None:
    assert codes(page, "page.adoc") == found


NO_FINDING = "no finding that can be ignored has the code "
FORM = "write cti-contract: ignore CODE: reason, with one or more codes of findings"
NO_COLON = 'a colon is missing between "unknown-member" and the reason'


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
        ("ignore unknown-member comes with release 8", NO_COLON),
        ("ignore unknown-member -- comes with release 8", NO_COLON),
        ("ignore unknown-member; obsolete", NO_COLON),
        ("ignore unknown-member, comes with a release: the eighth", NO_COLON),
        ("ignore echo, media the page is older", 'a colon is missing between "echo, media" and the reason'),
        ("ignore echo other-typ: see below", "separate the codes by commas: echo, other-typ"),
        ("ignore echo unknown membr: see below", "separate the codes by commas: echo, unknown, membr"),
        ("ignore: unknown-member: because", 'remove the colon behind "ignore"'),
        ("unknown-member: because", 'write "ignore" before the codes'),
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
