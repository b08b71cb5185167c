"""What can be read of an array of messages that is no JSON as a whole; only problems need it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cti_contract.files.ndjson import NO_MESSAGE, Record, Screen, Text, parse
from cti_contract.jsontext.syntax_errors import syntax_problem
from cti_contract.problems import Problem

_BLANK = " \t\n\r"
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[][{},]', re.DOTALL)


#: So much is looked at, in bytes, and so many elements: longer logs are better written one message a line.
_LARGEST = 16 * 1024 * 1024
_MOST = 100_000


def salvaged(raw: bytes, error: ValueError, screen: Screen) -> Iterator[Record]:
    """Yield the messages of a text for which the parser raised `error`, as far as the screen asks for them.

    Where the text is an array, what is wrong with one of its messages leaves the others to be checked; else there is
    but the one problem.
    """
    first: Problem | None = syntax_problem(raw, error)
    text = raw.decode(errors="surrogateescape") if len(raw) <= _LARGEST else ""
    spans = _elements(text)
    whole = Text(raw, is_array=bool(spans), elements=[start for start, _ in spans])
    for index, value in screen([[_parsed(text[start:end]) for start, end in spans]]):
        if not isinstance(value, ValueError):
            yield Record(index, whole, value)
            continue
        start, end = spans[index]
        told = first or _moved(syntax_problem(_bytes(text[start:end]), value), text[:start])
        first = None
        yield Record(index if start < end else NO_MESSAGE, whole, told)
    if first is not None:
        yield Record(NO_MESSAGE if spans else 0, whole, first)


def _elements(text: str) -> list[tuple[int, int]]:
    """Return where the elements of an array begin and end, as far as its commas and brackets tell.

    None of what is no array, and of one that has too many.
    """
    if not text.lstrip(_BLANK).startswith("["):
        return []
    found: list[tuple[int, int]] = []
    start = depth = 0
    for token in _TOKEN.finditer(text):
        mark = token[0]
        if mark in ("[", "{"):
            depth += 1
            start = token.end() if depth == 1 else start
        elif mark in ("]", "}"):
            depth -= 1
        if not depth or (mark == "," and depth == 1):
            found.append(_trimmed(text, start, token.start()))
            start = token.end()
        if not depth:
            break
        if len(found) > _MOST:
            return []
    else:
        found.append(_trimmed(text, start, len(text)))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip(_BLANK)), start + len(inner.rstrip(_BLANK))


def _parsed(text: str) -> Any:
    try:
        return parse(_bytes(text))
    except ValueError as error:
        return error


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogateescape")


def _moved(problem: Problem, before: str) -> Problem:
    """Return the problem of a text at its place behind another one."""
    line, column = problem.line or 1, problem.column or 1
    if line == 1:
        column += len(before) - before.rfind("\n") - 1
    return problem._replace(line=line + before.count("\n"), column=column)
