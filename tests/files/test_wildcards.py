"""Texts with wildcards."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cti_contract.files.wildcards import Wildcards

SIGNS = re.compile(r"(?:\*\*/)++|\*\*|\*|\?|\[!?\]?[^\]/]*\]")
EXPRESSIONS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]", "[a/]": "[a/]", "[!a]": "[^a]"}


@given(
    pattern=st.lists(st.sampled_from(["a", "b", "/", "\n", *EXPRESSIONS]), max_size=9),
    texts=st.lists(st.text("ab/\n", max_size=9), min_size=1),
)
def test_as_regular_expressions(pattern: list[str], texts: list[str]) -> None:
    joined = "".join(pattern)
    parts = re.findall(r"\*\*/|\*\*|\*|\[.*?\]|.", joined, re.DOTALL)
    expression = re.compile("".join(EXPRESSIONS.get(part, re.escape(part)) for part in parts), re.DOTALL)
    signs = re.compile(r"(?:\*\*/)++|\*\*|\*|\?|\[.*?\]")
    for text in texts:
        assert Wildcards(joined, signs).match(text) is bool(expression.fullmatch(text)), (joined, text)


@pytest.mark.parametrize("text", ["a", "a/", "a/b/"])
def test_two_optional_folders(text: str) -> None:
    """Both may be nothing, also with other text of any kind between them."""
    assert Wildcards("a**/****/", SIGNS).match(text)


@pytest.mark.parametrize(
    ("repeated", "text"),
    [("/**/a", "/a"), ("**/", "a/"), ("**/a/", "a/"), ("*a", "aa"), ("?*", "a"), ("[ab]*", "ab"), ("**a*", "/a")],
)
@pytest.mark.parametrize("count", [100, 1_000])
def test_many_wildcards(repeated: str, text: str, count: int) -> None:
    """With regular expressions these do not end: each wildcard more multiplies the time."""
    wildcards = Wildcards(repeated * 40 + "x", SIGNS)
    assert not wildcards.match(text * count)
    assert wildcards.match(text * count + "x")
