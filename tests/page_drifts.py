"""Drifts to plant: a page of Markdown with one difference from the contract, of many kinds.

Those in samples and tables are made from the page itself. Those in headings, lists and sentences are in the file
`drifts.toml` beside the pages: a text of a page, and what takes its place.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from helpers import ROOT

CORPUS = ROOT / "tests/pages/corpus"
#: Pages that are only measured. Their `drifts.toml` names those for which the check was changed after their first run.
KEPT = ROOT / "tests/pages/kept"
_FENCE = re.compile(r"^```(?:json)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Members that the contract requires where the corpus has them.
_REQUIRED = "destination|queue|endpoint|nativeId|interactionDispositionId|scriptId|realtime|channeloptions"
_COMMANDS = ("channel.dial", "channel.activate", "conversation.blindtransfer", "conversation.blindconference")
_ECHOES = (*_COMMANDS, "interaction.request.recording.stop", "conversation.request.unmute")


class Drift(NamedTuple):
    """A page with one drift: its place in the corpus, the kind of drift, where it is, and the page."""

    page: str
    kind: str
    place: str
    markdown: str

    def __str__(self) -> str:
        return f"{self.page}-{self.kind}"


def pages(folder: Path = CORPUS) -> dict[str, str]:
    """Return the pages of a folder by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}


def other_pages(folder: Path) -> dict[str, str]:
    """Return the pages of a folder that are in one format only, by the names of their files."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix not in (".md", ".toml")]
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def drifts_of(page: str, markdown: str, folder: Path = CORPUS) -> list[Drift]:
    """Return the page once for each drift that can be planted in it; a page that is no Markdown has given ones only."""
    if "." in page:
        return list(_given(page, markdown, folder))
    return [*_in_samples(page, markdown), *_in_tables(page, markdown), *_given(page, markdown, folder)]


def _given(page: str, markdown: str, folder: Path) -> Iterator[Drift]:
    for drift in tomllib.loads((folder / "drifts.toml").read_text(encoding="utf-8"))["drift"]:
        if drift["page"] == page:
            assert drift["find"] in markdown, drift
            changed = markdown.replace(drift["find"], drift["replace"], 1)
            yield Drift(page, drift["kind"], drift["place"], changed)


#: A change of a sample; None where it cannot be made.
Change = Callable[[str], str | None]


def _replaced(pattern: str, replacement: str, *, only: str = "", but_not: str = "\0") -> Change:
    """Return a change that replaces a pattern once, in samples that match `only`."""

    def change(sample: str) -> str | None:
        if not re.search(only, sample) or but_not in sample:
            return None
        changed = re.sub(pattern, replacement, sample, count=1)
        return None if changed == sample else changed

    return change


_IS_SUCCESS, _IS_FAILURE, _IS_REQUEST = '"result": "success"', '"result": "failure"', '"command"(?!.*"result")'
SAMPLE_CHANGES: dict[str, Change] = {
    "member renamed": _replaced(rf'"({_REQUIRED})":', r'"\1s":'),
    "member dropped": _replaced(rf'"({_REQUIRED})": (?:"[^"]*"|true),\s*', ""),
    "only member dropped": _replaced(r'\{\s*"(?:destination|queue)": "[^"]*"\s*\}', "{}", but_not='"original"'),
    "member added": _replaced(r'"destination":', '"priority": 1, "destination":'),
    "member added to empty data": _replaced(
        r'"data": \{\}', '"data": {"priority": 1}', only='"command"', but_not="<--"
    ),
    "type of member": _replaced(rf'"({_REQUIRED})": "[^"]*"', r'"\1": 7'),
    "wrong command": _replaced(r'"command": "[^"]*"', '"command": "interaction.accept"'),
    "misspelt command": _replaced(r'"command": "(\w+)\.([^"]*)."', r'"command": "\1.\2"'),
    "misspelt event": _replaced(r'"name": "(\w+)\.(\w+)\w"', r'"name": "\1.\2"', only="messageType"),
    "result value": _replaced(r'"result": "success"', '"result": "ok"'),
    "result dropped": _replaced(r'"result": "success",\s*', "", but_not="senddtmf"),
    "message type": _replaced(r'"messageType": "objectEvent"', '"messageType": "event"'),
    "target too deep": _replaced(r'"target": "([^"]*)"', r'"target": "\1.x1.x2"', only=_IS_REQUEST),
    "target too short": _replaced(r'"target": "([^".]*)\.[^"]*"', r'"target": "\1"', but_not="created"),
    "comma missing": _replaced(r'",(\s*\n?\s*"data")', r'"\1'),
    "brace missing": _replaced(r"\}(\s*)\Z", r"\1", but_not="<--"),
    "comma trails": _replaced(r'("data": (?:\{\}|\{[^{}]*\}))(\s*\})', r"\1,\2", but_not="<--"),
    "echo": _replaced(r'("destination": |"queue": )"[^"<{]*"', r'\1"other"', only=_IS_SUCCESS),
    "original": _replaced(r'("original": \{.*"target": ")([^"]*)"', r'\1X\2"', only=_IS_FAILURE),
    "failure member": _replaced(r'"code":', '"errorCode":', only=_IS_FAILURE),
    "failure message dropped": _replaced(r'("code": "[^"]*"),\s*"message": "[^"]*"', r"\1", only=_IS_FAILURE),
    "closed list": _replaced(r'"type": "(?:external|agent|skill)"', '"type": "team"'),
    "placeholder not closed": _replaced(r'<([\w-]+)>"', r'<\1"'),
    "boolean as text": _replaced(r'"realtime": (?:true|"<boolean>")', '"realtime": "yes"'),
    "array as object": _replaced(r'"(destinations|extensions|groups|scripts|labels)": \[[^\[\]{}]*\]', r'"\1": {}'),
}


def _in_samples(page: str, markdown: str) -> Iterator[Drift]:
    """Yield each change in the first sample that it fits, and in the last one."""
    fences = list(_FENCE.finditer(markdown))
    for kind, change in SAMPLE_CHANGES.items():
        fitting = [(fence, changed) for fence in fences if (changed := change(fence[1])) is not None]
        for number, (fence, changed) in enumerate(fitting):
            if number in (0, len(fitting) - 1):
                start, end = fence.span(1)
                yield Drift(page, kind, "sample", markdown[:start] + changed + markdown[end:])


#: The words of a column for required members, each with its opposite.
_OPPOSITES = {"yes": "no", "Y": "N", "x": "no", "ja": "nein", "mandatory": "optional", "oui": "non", "sí": "no"}
_TABLE = re.compile(r"^\|.*\n\|[ :|-]+\|\n(?:\|.*\n)+", re.MULTILINE)
_COLUMNS = {
    "name": re.compile(r"(?i)member|name|field|key|feld|eigenschaft|champ|campo"),
    "type": re.compile(r"(?i)(?:data ?)?typ(?:e|en)?|datentyp|format|tipo"),
    "required": re.compile(r"(?i)requ.*|req\.|mandat.*|presence|pflicht.*|obligato.*"),
}


def _in_tables(page: str, markdown: str) -> Iterator[Drift]:
    """Yield changes of each table of members: a name, a type, whether it is required, and a row less."""
    for table in _TABLE.finditer(markdown):
        header, rule, *rows = ([cell.strip() for cell in row.strip("|").split("|")] for row in table[0].splitlines())
        at = {
            column: number
            for column, pattern in _COLUMNS.items()
            for number, title in enumerate(header)
            if pattern.fullmatch(title)
        }
        for kind, changed in _changed_rows(at, rows) if {"name", "type"} <= at.keys() else ():
            text = "".join(f"| {' | '.join(row)} |\n" for row in [header, rule, *changed])
            yield Drift(page, kind, "table", markdown[: table.start()] + text + markdown[table.end() :])


def _changed_rows(at: dict[str, int], rows: list[list[str]]) -> Iterator[tuple[str, list[list[str]]]]:
    def changed(number: int, column: str, text: str) -> list[list[str]]:
        row = [*rows[number][: at[column]], text, *rows[number][at[column] + 1 :]]
        return [*rows[:number], row, *rows[number + 1 :]]

    last = len(rows) - 1
    yield "row renamed", changed(last, "name", re.sub(r"(\w)(`?)$", r"\1X\2", rows[last][at["name"]]))
    strings = [
        number
        for number, row in enumerate(rows)
        if row[at["type"]].lower() in ("string", "text", "zeichenkette", "chaîne", "cadena")
    ]
    needed = [number for number, row in enumerate(rows) if "required" in at and row[at["required"]] in _OPPOSITES]
    if strings:
        yield "row type", changed(strings[-1], "type", "boolean")
    for number in [number for number in strings if number in needed][:1]:
        yield "row required", changed(number, "required", _OPPOSITES[rows[number][at["required"]]])
    for number in [number for number in needed if number and last > 1][-1:]:
        yield "row dropped", rows[:number] + rows[number + 1 :]
