"""The marks of MediaWiki and Jira: what a page holds is read once, also where a table or code never ends."""

from collections.abc import Sequence
from typing import overload

from each_case import each_case

from cti_contract.drift.blocks import Line
from cti_contract.drift.wiki_markup import without_marks


class CountedLines(Sequence[Line]):
    """The lines of a page, and how often one of them was read."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines, self.read = lines, 0

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        found = self.lines[at]
        self.read += 1 if isinstance(found, Line) else len(found)
        return found


@each_case("start", ["{|", "<pre>", "<source lang=json>"], ids=["table", "pre", "source"])
def test_beginnings_without_an_end(start: str) -> None:
    lines = CountedLines([Line(number, start) for number in range(1, 1001)])
    assert len(list(without_marks(lines))) == len(lines)
    assert lines.read <= 10 * len(lines)


@each_case(
    ("text", "plain"),
    [
        ("{|\n! a !! b\n|-\n| 1 || 2\n|}\nend", ["| a | b |", "| 1 | 2 |", "", "", "", "end"]),
        ("{|\n| a\nend", ["", "| a", "end"]),
        ("<pre>\n{}\n</pre>\n<pre>\n{}", ["", "{}", "", "", "{}"]),
    ],
)
def test_ends(text: str, plain: list[str]) -> None:
    lines = [Line(number, line) for number, line in enumerate(text.splitlines(), 1)]
    assert [line.text for line in without_marks(lines)] == plain
