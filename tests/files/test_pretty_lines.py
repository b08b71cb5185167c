"""Pretty-printed objects among lines, in files that are too long to be read as one text."""

import json
import re

from each_case import each_case
from helpers import BAD, BAD_COLUMN, GOOD, Place, TextFile

from cti_contract.files.check import check_files
from cti_contract.files.limits import Limits
from cti_contract.files.results import Options, Summary
from cti_contract.problems import Problem

PRETTY = json.dumps(json.loads(GOOD), indent=2)
HEIGHT = PRETTY.count("\n") + 1
PRINTED = "{'command': 'channel.dial',\n 'data': {'destination': '+15550101'},\n 'target': 'a.b'}"
NODE = "{\n  command: 'channel.dial',\n  target: 'a.b',\n  data: { destination: '1' }\n}"
CURLY = re.sub(r'"([^"]*+)"', "\u201c\\1\u201d", PRETTY)
ALLMAN = '{\n"data":\n{\n"list":\n[\n{\n"a": 1\n},\n{\n}\n]\n}\n}'
UNKNOWN = "unknown-member"
SYNTAX = "syntax"
AT = GOOD.index("dial") + 3  # the third letter


def _with(command: str) -> str:
    return GOOD.replace("dial", command)


#: Texts after a valid line: the places of the problems, and the number of messages.
TEXTS: dict[str, tuple[str, list[Place], int]] = {
    "one": (f"{PRETTY}\n{BAD}", [(2, 1, SYNTAX), (9, BAD_COLUMN, UNKNOWN)], 3),
    "several": (f"{PRETTY}\r\n{PRETTY}\n", [(2, 1, SYNTAX), (9, 1, SYNTAX)], 3),
    "indented": ("\n".join(f"  {line}" for line in PRETTY.split("\n")), [(2, 3, SYNTAX)], 2),
    "not indented": (f"{ALLMAN}\n{BAD}", [(2, 1, SYNTAX), (15, BAD_COLUMN, UNKNOWN)], 3),
    "with commas": (f"{PRETTY},\n{PRETTY},\n", [(8, 2, SYNTAX), (15, 2, SYNTAX)], 3),
    "without an end": (f"{PRETTY[:-2]}\n{BAD}", [(7, 4, SYNTAX), (8, BAD_COLUMN, UNKNOWN)], 3),
    "without an end, before another": (f"{PRETTY[:-2]}\n{PRETTY}", [(7, 4, SYNTAX), (8, 1, SYNTAX)], 3),
    "without an end, at the end": (PRETTY[:-2], [(7, 4, SYNTAX)], 2),
    "a missing comma": (f"{PRETTY.replace(',', '', 1)}\n{BAD}", [(4, 3, SYNTAX), (9, BAD_COLUMN, UNKNOWN)], 3),
    "a cut line before others": (f'{{"a": 1,\n{BAD}', [(2, 9, SYNTAX), (3, BAD_COLUMN, UNKNOWN)], 3),
    "a cut line before text": ('{"a": 1,\nhello', [(2, 9, SYNTAX), (3, 1, SYNTAX)], 3),
    "a cut line at the end": ("{", [(2, 2, SYNTAX)], 2),
    "a line end in a string": (_with("di\nal") + f"\n{BAD}", [(2, AT, SYNTAX), (4, BAD_COLUMN, UNKNOWN)], 3),
    "many line ends": (_with("di" + "\r\n\n" * 9) + f"\n{BAD}", [(2, AT, SYNTAX), (21, BAD_COLUMN, UNKNOWN)], 3),
    "a line end at the end": (_with("di\n"), [(2, AT, SYNTAX)], 2),
    "a line end and a fault": (_with("di\nal") + "}", [(2, AT, SYNTAX), (3, 1, SYNTAX)], 3),
    "a string without an end": (f"{GOOD[: AT - 1]}\n{BAD}", [(2, AT, SYNTAX), (3, BAD_COLUMN, UNKNOWN)], 3),
    "text after such a string": (f"{GOOD[: AT - 1]}\nhello", [(2, AT, SYNTAX), (3, 1, SYNTAX)], 3),
    "blank lines": (f"\n{PRETTY}\n\n{BAD}", [(3, 1, SYNTAX), (11, BAD_COLUMN, UNKNOWN)], 3),
    "a blank second line": (PRETTY.replace("{", "{\n", 1), [(2, 1, SYNTAX)], 2),
    "as Python prints it": (PRINTED, [(2, 2, SYNTAX)], 2),
    "a NUL before it": (f"\0{PRETTY}", [(2, 2, SYNTAX), (2, 1, SYNTAX)], 2),
    "a byte order mark before it": (f"\ufeff{PRETTY}", [(2, 2, SYNTAX), (2, 1, "byte-order-mark")], 2),
    "a separator before it": (f"\x1e{PRETTY}\n\x1e{PRETTY}", [(2, 2, SYNTAX), (9, 2, SYNTAX)], 3),
    "a comment before it": (f"/* a */ {PRETTY}", [(2, 9, SYNTAX), (2, 1, SYNTAX)], 2),
    "a comment after its bracket": (PRETTY.replace("{", "{ // a", 1), [(2, 1, SYNTAX), (2, 3, SYNTAX)], 2),
    "a comment on its second line": (PRETTY.replace("{", "{\n// a", 1), [(2, 1, SYNTAX), (3, 1, SYNTAX)], 2),
    "comments inside": (PRETTY.replace(",", ", // a"), [(2, 1, SYNTAX), (3, 30, SYNTAX)], 2),
    "a comment after it": (f"{PRETTY} // a\n{BAD}", [(2, 1, SYNTAX), (9, BAD_COLUMN, UNKNOWN), (8, 3, SYNTAX)], 3),
    "a comment and a fault": (f"/* a */ {PRETTY.replace(',', '', 1)}", [(4, 3, SYNTAX), (2, 1, SYNTAX)], 2),
}


@each_case("name", TEXTS)
@each_case("lines", [1, 2, 7, 128])
def test_text(name: str, lines: int, text_file: TextFile) -> None:
    text, places, messages = TEXTS[name]
    file = text_file("a.ndjson", f"{GOOD}\n{text}\n{GOOD}\n{GOOD}")
    for chunk in (8, 64, 100_000):
        limits = Limits(head=0, chunk=chunk, lines=lines)
        *problems, _, total = check_files([str(file)], Options(limits=limits))
        found = [(each.line, each.column, each.code) for each in problems if isinstance(each, Problem)]
        assert isinstance(total, Summary)
        assert (found, total.messages) == (sorted(places), messages + 2), chunk


def test_longest_object(text_file: TextFile) -> None:
    """An object over the limit is cut, and the rest of its lines are checked one by one."""
    file = text_file("a.ndjson", f"{GOOD}\n{PRETTY}\n{GOOD}")
    problems = list(check_files([str(file)], Options(limits=Limits(head=0, whole=40))))[:-2]
    assert len(problems) == HEIGHT - 2


def test_number_of_comments(text_file: TextFile) -> None:
    """Each line with a comment counts, also inside of an object over several lines."""
    file = text_file("a.ndjson", f"{GOOD} // a\n{PRETTY.replace(',', ', // b')}\n")
    problems = [each for each in check_files([str(file)], Options(limits=Limits(head=0))) if isinstance(each, Problem)]
    assert [(each.line, each.message.partition(";")[0]) for each in problems] == [
        (1, "not JSON: a comment, on 3 lines"),
        (2, "this message takes 7 lines: write it on one line, or let the name of the file end in .json"),
    ]


#: Logs with a message over several lines behind other text: the places of the problems, and the number of messages.
LOGS: dict[str, tuple[str, list[Place], int]] = {
    "pretty-printed": (f"12:01 INFO {PRETTY}\n12:02 {BAD}", [(9, 6 + BAD_COLUMN, UNKNOWN)], 2),
    "two of them": (f"12:01 {PRETTY}\n12:02 {PRETTY}", [], 2),
    "as Python prints it": (f"12:01 {PRINTED}\n12:02 {BAD}", [(2, 8, SYNTAX), (5, 6 + BAD_COLUMN, UNKNOWN)], 2),
    "as Node prints it": (f"12:01 {NODE}\n12:02 {BAD}", [(3, 3, SYNTAX), (7, 6 + BAD_COLUMN, UNKNOWN)], 2),
    "as Deno prints it": (NODE.replace("'", '"'), [(3, 3, SYNTAX)], 1),
    "with curly quotes": (CURLY, [(3, 3, SYNTAX)], 1),
    "with backslashes": (PRETTY.replace('"', '\\"'), [(3, 3, SYNTAX)], 1),
    "with quotes as in HTML": (PRETTY.replace('"', "&quot;"), [(3, 3, SYNTAX)], 1),
    "an object of JavaScript": ("12:01 {\n  id: 'x',\n  data: { a: 1 }\n}", [], 0),
    "one that begins as a message": ("12:01 {\n  target: 'es5',\n  paths: {}\n}", [], 0),
    "each line behind text": ("\n".join(f"web | {line}" for line in PRETTY.split("\n")), [(3, 1, SYNTAX)], 1),
    "behind brackets": (f"12:01 {{id=7}} {PRETTY}", [], 1),
    "on a line of its own": (f"12:01\n{PRETTY}\n12:02", [], 1),
    "with an unknown member": (f"12:01 {PRETTY.replace('nation', '')}\n12:02 {GOOD}", [(6, 5, UNKNOWN)], 2),
    "not indented, a message": (
        '12:01\n{\n"command": "channel.dial",\n"target": "a.b",\n"data":\n{"destination": "1"}\n}\n12:02',
        [],
        1,
    ),
    "on two lines": (f"12:01 {GOOD.replace(', ', ',' + chr(10), 1)} 3 ms\n", [], 1),
    "a blank line inside": (f"12:01 {PRETTY.replace(',', ',' + chr(10), 1)}", [], 1),
    "with a fault": (
        f"12:01 {PRETTY.replace(',', '', 1)}\n12:02 {BAD}",
        [(4, 3, SYNTAX), (9, 6 + BAD_COLUMN, UNKNOWN)],
        2,
    ),
    "without an end": (f"12:01 {PRETTY[:-2]}\n12:02 {BAD}", [(7, 4, SYNTAX), (8, 6 + BAD_COLUMN, UNKNOWN)], 2),
    "cut": (f"12:01 {GOOD.partition(', ')[0]},\n12:02 {BAD}", [(2, 34, SYNTAX), (3, 6 + BAD_COLUMN, UNKNOWN)], 2),
    "another object": ('12:01 {\n  "level": "info",\n  "data": {}\n}', [], 0),
    "an object that begins as one": ('12:01 {\n  "target": "es5",\n  "paths": {}\n}\n12:02 {', [], 0),
    "a message in another object": (
        f'12:01 {{\n  "level": 5,\n  "event": {BAD}\n}}',
        [(4, 11 + BAD_COLUMN, UNKNOWN)],
        1,
    ),
}


@each_case("name", LOGS)
@each_case("lines", [1, 2, 128])
def test_extract(name: str, lines: int, text_file: TextFile) -> None:
    text, places, messages = LOGS[name]
    file = text_file("a.log", f"{GOOD}\n{text}\n12:03 {GOOD}\n")
    for chunk in (8, 64, 100_000):
        options = Options(limits=Limits(chunk=chunk, lines=lines), extract=True)
        *problems, _, total = check_files([str(file)], options)
        found = [(each.line, each.column, each.code) for each in problems if isinstance(each, Problem)]
        assert isinstance(total, Summary)
        assert (found, total.messages) == (sorted(places), messages + 2), chunk


def test_behind_text_without_the_option(text_file: TextFile) -> None:
    """Without `--extract`, a message over several lines behind other text is one problem, which names the option."""
    file = text_file("a.ndjson", f"{GOOD}\n12:01 INFO {PRETTY}\n12:02 {PRETTY}\n{BAD}\n")
    for lines in (1, 2, 128):
        options = Options(limits=Limits(head=0, lines=lines))
        found = [each for each in check_files([str(file)], options) if isinstance(each, Problem)]
        assert [(each.line, "--extract finds" in each.message) for each in found] == [(2, True), (9, True), (16, False)]
