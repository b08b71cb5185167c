"""Records: the values in files, each with its place."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from cti_contract.contract.json_pointer import steps_of
from cti_contract.jsontext.positions import Text, places
from cti_contract.jsontext.tokens import tokens
from cti_contract.problem_texts import before_another, not_a_message
from cti_contract.problems import Problem, Source

#: The text after the last element of an array or the last message of a line.
_END = r"[ \t\r\n\]]*+\Z"
#: The step of `--at` that stands for every element of an array, and every member of an object.
EACH = "*"


class Record(NamedTuple):
    """One record of a file.

    `message_index` counts the records of a file from 0; it is None for a problem of the whole file, and for the warning
    about a record whose messages are not checked. The value begins at byte `start` of `text`. A record that cannot be
    read has a `problem` instead, at `start`. The text is a line, a document with one message, or (`in_array`) a
    document with an array of messages. `part` has the first and the last place of one that cannot be read in its line.
    """

    message_index: int | None
    text: Text
    start: int
    value: Any = None
    problem: Problem | None = None
    in_array: bool = False
    part: tuple[int, int | None] | None = None

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.text.line_and_column(self.start)[0]


#: The part of a line that is all of it.
WHOLE = (0, None)
#: A report or a baseline of this program, which is skipped wherever it is.
OWN_FILE = Record(None, Text(b""), 0, problem=not_a_message())


def record_of(value: Any, message_index: int | None, text: Text, span: tuple[int, int] | None = None) -> Record:
    """Return the record of a value: of the whole text, or of the element at `span`.

    The value may be a ValueError of the parser, or a Problem.
    """
    start, end = span or (0, len(text.raw))
    in_array = span is not None
    if isinstance(value, Problem):
        first = next(tokens(text.bytewise, start), None)
        return Record(message_index, text, first.start() if first else start, problem=value, in_array=in_array)
    if isinstance(value, ValueError):
        from cti_contract.jsontext.syntax_errors import syntax_problem  # a valid file starts 1 ms sooner without it

        raw = text.raw[start:end] if span else text.raw
        problem, offset = syntax_problem(raw, value)
        if span and is_unclosed(value, text, span):
            problem, offset = before_another(problem), end - start
        return Record(message_index, text, start + offset, problem=problem, in_array=in_array)
    return Record(message_index, text, start, value, in_array=in_array)


def is_unclosed(error: ValueError, text: Text, span: tuple[int, int]) -> bool:
    """Return whether an element that is not JSON has no end, and another one is after it."""
    start, end = span
    return start < end and str(error).startswith("EOF") and not re.compile(_END).match(text.bytewise, end)


def placed(problems: Iterable[Problem], record: Record, file: str | None, *, sources: bool = False) -> list[Problem]:
    """Return the problems of a record at their places in the file, if it is from one, in the order of the text.

    With `sources`, the problems have their source.
    """
    steps = [(tuple(steps_of(problem.pointer)), problem) for problem in problems]
    found = {} if record.problem else places(record.text.bytewise, record.start, {each for each, _ in steps})
    located = []
    for each, problem in steps:
        name_at, value_at = found.get(each, (record.start, record.start))
        offset = name_at if problem.code in ABOUT_NAMES else value_at
        line, column = record.text.line_and_column(offset)
        there = problem.at(file, line, column, record.message_index)
        located.append(there._replace(source=_source(record, offset, there)) if sources else there)
    return sorted(located, key=line_and_column)


#: The most characters of a line before a problem, and after it, that a report may show.
_AROUND = 300
#: The bytes that these characters may have, and one more.
_WIDEST = 4 * (_AROUND + 1)


def _source(record: Record, offset: int, problem: Problem) -> Source:
    """Return the name of a message, if it is known, and the text of its line around a byte."""
    from cti_contract.contract.catalog import by_name  # only some reports need these
    from cti_contract.files.unchecked import depends_on_content

    value = record.value if isinstance(record.value, dict) else {}
    name = value.get("name", value.get("command"))
    known = isinstance(name, str) and any((name, kind) in by_name() for kind in ("event", "request"))
    raw = record.text.raw
    before = raw[max(offset - _WIDEST, 0) : offset].rpartition(b"\n")[2].decode(errors="surrogateescape")[-_AROUND:]
    after = raw[offset : offset + _WIDEST].partition(b"\n")[0].decode(errors="surrogateescape")[:_AROUND]
    line = (before + after).rstrip("\r")
    digest = _digest(record) if depends_on_content(problem) else ""
    return Source(str(name) if known else "", line, min(len(before), len(line)), digest)


def _digest(record: Record) -> str:
    """Return a hash of the value of a record, or else of the text of one that cannot be read."""
    if record.problem:
        return record.text.digest
    import json  # only some reports need these
    from hashlib import sha256

    return sha256(json.dumps(record.value, sort_keys=True).encode()).hexdigest()


#: The codes of problems that are at the name of a member; others are at its value.
ABOUT_NAMES = frozenset({"unknown-member", "known-member", "misplaced-member"})


def line_and_column(problem: Problem) -> tuple[int, int]:
    """Return the place of a problem in its file, to sort by it."""
    return problem.line or 0, problem.column or 0
