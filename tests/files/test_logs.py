"""Logs as they are written: messages inside lines and records, and texts that are nearly JSON."""

import json
import re
from itertools import permutations
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from urllib.parse import quote

import pytest
from each_case import each_case
from helpers import BAD, BAD_COLUMN, GOOD, Cli, Reporter, TextFile

from cti_contract.files import detect, inner, ndjson
from cti_contract.files.check import check_files
from cti_contract.files.limits import Limits
from cti_contract.files.results import Options
from cti_contract.files.streams import Part
from cti_contract.jsontext.tokens import tokens
from cti_contract.problems import Problem

UNKNOWN = "unknown-member"
PRETTY = json.dumps(json.loads(BAD), indent=2)
PLACE = (5, 5, UNKNOWN)  # in a pretty-printed message
FIRST, REST = BAD.split(", ", 1)
BROKEN = PRETTY.replace(",", "", 1)
TEXTS = {
    "one after the other": (f"{GOOD}{BAD} {GOOD}", "a.log", [(1, len(GOOD) + BAD_COLUMN, UNKNOWN)], 3),
    "several in each line": (f"{GOOD}{GOOD}\n{BAD}{GOOD}\n", "a.log", [(2, BAD_COLUMN, UNKNOWN)], 4),
    "several before one": (f"{GOOD} {GOOD}\n{BAD}\n", "a.log", [(2, BAD_COLUMN, UNKNOWN)], 3),
    "one of them is broken": (f"{GOOD}\n{{tru}}\n{BAD}", "a.json", [(2, 2, "syntax"), (3, BAD_COLUMN, UNKNOWN)], 3),
    "the last is cut": (f"{BAD}\n{GOOD[:30]}", "a.json", [(1, BAD_COLUMN, UNKNOWN), (2, 31, "syntax")], 2),
    "pretty-printed": (f"{PRETTY}\n{PRETTY}\n", "a.log", [PLACE, (12, 5, UNKNOWN)], 2),
    "pretty-printed lines": (f"{PRETTY}\r\n{PRETTY}\n", "a.ndjson", [(1, 1, "syntax"), PLACE, (12, 5, UNKNOWN)], 2),
    "a pretty-printed array": (f"[\n{BAD},\n{GOOD}\n]\n", "a.jsonl", [(1, 1, "syntax"), (2, BAD_COLUMN, UNKNOWN)], 2),
    "a pretty-printed array of one": (f"[\n{BAD}\n]\n", "a.jsonl", [(1, 1, "syntax"), (2, BAD_COLUMN, UNKNOWN)], 1),
    "a broken line before others": (f"{{\n{GOOD}\n", "a.ndjson", [(1, 2, "syntax")], 2),
    "pretty-printed after a broken line": (
        f'{{"a": \n{PRETTY}\n',
        "a.ndjson",
        [(1, 6, "syntax"), (6, 5, UNKNOWN)],
        2,
    ),
    "a comment over two lines": (f"/* a\n b */\n{GOOD}\n", "a.ndjson", [(1, 1, "syntax")], 1),
    "pretty-printed after a line": (f"{GOOD}\n{PRETTY}\n{GOOD}\n", "a.log", [(6, 5, UNKNOWN)], 3),
    "pretty-printed after a line of lines": (
        f"{GOOD}\n{PRETTY}\n",
        "a.ndjson",
        [(1, 1, "syntax"), (6, 5, UNKNOWN)],
        2,
    ),
    "two lines after a line": (
        f"{GOOD}\n{FIRST},\n{REST}\n{GOOD}\n",
        "a.ndjson",
        [(1, 1, "syntax"), (3, BAD_COLUMN - len(FIRST) - 2, UNKNOWN)],
        3,
    ),
    "a broken one of several lines": (
        f"{GOOD}\n{BROKEN}\r\n{GOOD}\n",
        "a.ndjson",
        [(1, 1, "syntax"), (4, 3, "syntax")],
        3,
    ),
    "a cut array before others": (
        f'{{"a": [\n5,\n{BAD}\n{GOOD}\n',
        "a.ndjson",
        [(1, 8, "syntax"), (2, 2, "syntax"), (3, BAD_COLUMN, UNKNOWN)],
        4,
    ),
    "a cut line before others": (
        f'{{"a": 1,\n{BAD}\n{GOOD}\n',
        "a.ndjson",
        [(1, 9, "syntax"), (2, BAD_COLUMN, UNKNOWN)],
        3,
    ),
    "an array in two lines": (f"{GOOD}\n[5,\n6]\n", "a.ndjson", [(2, 4, "syntax"), (3, 2, "syntax")], 3),
    "a pretty-printed sequence": (f"\x1e{GOOD}\n\x1e{PRETTY}\n", "a.log", [(6, 5, UNKNOWN)], 2),
    "a sequence": (f"\x1e{GOOD}\n\x1e{BAD}\n", "a.log", [(2, BAD_COLUMN + 1, UNKNOWN)], 2),
    "a sequence in lines": (f"\x1e{GOOD}\n\x1e{BAD}\n", "a.ndjson", [(2, BAD_COLUMN + 1, UNKNOWN)], 2),
    "a sequence without line ends": (
        f"\x1e{GOOD}\x1e{BAD}\x1e{GOOD}",
        "a.log",
        [(1, len(GOOD) + 2 + BAD_COLUMN, UNKNOWN)],
        3,
    ),
    "a sequence on one line": (f"\x1e{GOOD} \x1e{BAD}\n", "a.ndjson", [(1, len(GOOD) + 3 + BAD_COLUMN, UNKNOWN)], 2),
    "a separator on the second line": (f"{GOOD}\n\x1e{BAD}\n", "a.ndjson", [(2, BAD_COLUMN + 1, UNKNOWN)], 2),
    "a sequence of pretty texts": (f"\x1e{PRETTY}\n\x1e{PRETTY}\n", "a.json", [PLACE, (12, 5, UNKNOWN)], 2),
    "a comment over the end of the lines that are read together": (
        "\n".join([*[GOOD] * 126, "/* a", GOOD, BAD, "b */", BAD, ""]),
        "a.ndjson",
        [(131, BAD_COLUMN, UNKNOWN), (127, 1, "syntax")],
        127,
    ),
    "a comment over thousands of lines": (
        "\n".join(["/* a", *[BAD] * 3000, f"*/ {BAD}", *[GOOD] * 200, ""]),
        "a.ndjson",
        [(3002, 3 + BAD_COLUMN, UNKNOWN), (1, 1, "syntax")],
        201,
    ),
    "comments that never end": (
        "\n".join(["/* a", *[GOOD] * 200, "/* b", *[GOOD] * 100, BAD, ""]),
        "a.ndjson",
        [(303, BAD_COLUMN, UNKNOWN), (1, 1, "syntax")],
        301,
    ),
    "comments and a last comma in an array": (
        f"[\n  {GOOD}, // one\n  {BAD}, // two\n  # three\n  {GOOD}, // four\n]\n",
        "a.json",
        [(2, len(GOOD) + 5, "syntax"), (3, 2 + BAD_COLUMN, UNKNOWN), (5, len(GOOD) + 3, "syntax")],
        3,
    ),
    "comments and a missing comma in an array": (
        f"[ // one\n{GOOD} // two\n{BAD}, /* three */\n{GOOD}]",
        "a.json",
        [(1, 3, "syntax"), (3, 1, "syntax"), (3, BAD_COLUMN, UNKNOWN)],
        3,
    ),
    "comments and a broken element": (
        f"[ // one\n{{tru}}, // two\n{BAD}, // three\n{GOOD}]",
        "a.json",
        [(1, 3, "syntax"), (2, 2, "syntax"), (3, BAD_COLUMN, UNKNOWN)],
        3,
    ),
    "a comment and a last comma in a message": (
        f"{GOOD[:-1]}, // one\n}}",
        "a.json",
        [(1, len(GOOD) + 2, "syntax"), (1, len(GOOD), "syntax")],
        1,
    ),
    "NULs and a last comma in an array": (
        f"[\0{GOOD},\0{BAD},\0]",
        "a.json",
        [(1, 2, "syntax"), (1, len(GOOD) + 4 + BAD_COLUMN, UNKNOWN), (1, len(GOOD + BAD) + 5, "syntax")],
        2,
    ),
    "commas too many": (
        f"[{GOOD} {BAD},,,\n{GOOD},\n]",
        "a.json",
        [
            (1, len(GOOD) + 3, "syntax"),
            (1, len(GOOD) + 2 + BAD_COLUMN, UNKNOWN),
            (1, len(GOOD + BAD) + 4, "syntax"),
            (2, len(GOOD) + 1, "syntax"),
        ],
        3,
    ),
    "separators and comments": (
        f"// one\n\x1e{GOOD}\n\x1e/* two */{BAD}\x1e",
        "a.json",
        [(1, 1, "syntax"), (3, 11 + BAD_COLUMN - 1, UNKNOWN)],
        2,
    ),
    **{
        f"a separator inside at {column}": (text, "a.json", [(1, column, "syntax"), (1, bad, UNKNOWN)], messages)
        for text, column, bad, messages in [
            (f"[\x1e {BAD}]", 2, BAD_COLUMN + 3, 1),
            (f"[{BAD},\x1e{GOOD}]", len(BAD) + 3, BAD_COLUMN + 1, 2),
            (f"[{BAD}\x1e]", len(BAD) + 2, BAD_COLUMN + 1, 1),
            (f"\x1e[\x1e{BAD}]", 3, BAD_COLUMN + 3, 1),
            (f"{{\x1e{BAD[1:]}", 2, BAD_COLUMN + 1, 1),
            (BAD.replace('",', '"\x1e,', 1), BAD.index('",') + 2, BAD_COLUMN + 1, 1),
            (BAD.replace('":', '"\x1e:', 1), BAD.index('":') + 2, BAD_COLUMN + 1, 1),
            (BAD.replace('":', '":\x1e', 1), BAD.index('":') + 3, BAD_COLUMN + 1, 1),
            (f"{BAD[:-1]}\x1e}}", len(BAD), BAD_COLUMN, 1),
        ]
    },
    "carriage returns": (f"{GOOD}\r{BAD}\r", "a.log", [(1, len(GOOD) + 1 + BAD_COLUMN, UNKNOWN)], 2),
    "carriage returns in lines": (
        f"{GOOD}\r{BAD}\r",
        "a.ndjson",
        [(1, 1, "syntax"), (1, len(GOOD) + 1 + BAD_COLUMN, UNKNOWN)],
        2,
    ),
    "comments": (f"// one\n{BAD}\n/* two */", "a.json", [(1, 1, "syntax"), (2, BAD_COLUMN, UNKNOWN)], 1),
    "comments in an array": (
        f"[{BAD}, // one\n/* ** */ {GOOD}\n]",
        "a.json",
        [(1, 110, "syntax"), (1, 81, UNKNOWN)],
        2,
    ),
    "a comment after a bracket": (
        f"[ // one\n{GOOD},\n{BAD}\n]\n",
        "a.json",
        [(1, 3, "syntax"), (3, BAD_COLUMN, UNKNOWN)],
        2,
    ),
    **{
        f"{comment!r} before the first element": (
            f"[\n{comment}\n{GOOD},\n{BAD}\n]\n",
            "a.json",
            [(2, 1, "syntax"), (4 + comment.count("\n"), BAD_COLUMN, UNKNOWN)],
            2,
        )
        for comment in (
            "// one",
            "# one",
            "-- one",
            "/* one */",
            "// a\n  # b\n/* c */",
            "// don't \"",
            "// ] }",
            "/* ]\n*/ // x",
        )
    },
    "a byte order mark before the first element": (
        f"[\ufeff{GOOD},\n{BAD}\n]\n",
        "a.json",
        [(1, 2, "byte-order-mark"), (2, BAD_COLUMN, UNKNOWN)],
        2,
    ),
    "a number of a log in brackets": (
        f"[#1] INFO\n{GOOD}\n{BAD}\n",
        "a.json",
        [(1, 1, "syntax"), (3, BAD_COLUMN, UNKNOWN)],
        2,
    ),
    "a comment in a broken text": (f"{{{GOOD} // one\n", "a.json", [(1, 2, "syntax")], 1),
    "no comment in a string": (GOOD.replace("+1", "//1"), "a.json", [], 1),
    "a byte order mark in the middle": (
        f"{GOOD}\n\ufeff{BAD}",
        "a.json",
        [(2, 1, "byte-order-mark"), (2, BAD_COLUMN + 1, UNKNOWN)],
        2,
    ),
    "NULs": (f"{BAD}\0\0", "a.json", [(1, len(BAD) + 1, "syntax"), (1, BAD_COLUMN, UNKNOWN)], 1),
    "two NULs before it": (f"\0\0{BAD}", "a.json", [(1, 1, "syntax"), (1, BAD_COLUMN + 2, UNKNOWN)], 1),
    "three NULs before it": (f"\0\0\0{BAD}", "a.json", [(1, 1, "syntax"), (1, BAD_COLUMN + 3, UNKNOWN)], 1),
    "commas between them": (f"{GOOD},\n{BAD}", "a.json", [(1, len(GOOD) + 1, "syntax"), (2, BAD_COLUMN, UNKNOWN)], 2),
    "pretty-printed with commas": (
        f"{PRETTY},\n{PRETTY},\n{PRETTY}\n",
        "a.ndjson",
        [(1, 1, "syntax"), PLACE, (7, 2, "syntax"), (12, 5, UNKNOWN), (19, 5, UNKNOWN)],
        3,
    ),
    "pretty-printed, one without an end": (
        f"{PRETTY}\n{PRETTY[:-2]}\n{PRETTY}\n",
        "a.ndjson",
        [(1, 1, "syntax"), PLACE, (13, 4, "syntax"), (18, 5, UNKNOWN)],
        3,
    ),
}


@each_case(("text", "name", "places", "messages"), TEXTS.values(), ids=TEXTS)
def test_text(  # noqa: PLR0913, PLR0917 -- the columns of a table
    text: str, name: str, places: list[tuple[int, int, str]], messages: int, text_file: TextFile, report: Reporter
) -> None:
    found = report(text_file(name, text))
    assert (found.places(), found.summary["messages"]) == (sorted(places), messages)


#: A message as jq prints it on a terminal.
COLORED = (
    '\x1b[1;39m{\x1b[0m\x1b[34;1m"command"\x1b[0m\x1b[1;39m:\x1b[0m\x1b[0;32m"channel.dial"\x1b[0m\x1b[1;39m}\x1b[0m'
)
FAULTS = {
    "{'a': 1}": (2, "single quotes"),
    "{“a”: 1}": (2, "curly quotes"),
    "{\u2018a\u2019: 1}": (2, "curly quotes"),
    '{"a": \u201ab\u2018}': (7, "curly quotes"),
    "{`a`: 1}": (2, "backticks"),
    '{"a": `1`}': (7, "backticks"),
    '{"a": +15550100}': (7, "a number with a plus sign; write a phone number as a string"),
    '{"a": +.5}': (7, "a number with a plus sign"),
    '{"a": .5}': (7, "an invalid number; write a digit before and after"),
    '{"a": -.5}': (7, "an invalid number; write a digit before and after"),
    '{"a": 5.}': (9, "an invalid number; write a digit before and after"),
    '{"a": 1e}': (9, "an invalid number; write a digit before and after"),
    '{"a": 01}': (
        8,
        "a number with a zero in front; remove the zero, or write digits such as an extension as a string",
    ),
    '{"a": NAN}': (7, "NAN; JSON has only finite numbers"),
    '{"a": -inf}': (7, "-inf; JSON has only finite numbers"),
    '{"a": +Infinity}': (7, "+Infinity; JSON has only finite numbers"),
    '{"a": NULL}': (7, "a word that is nearly one of JSON; write true, false or null"),
    '.5 {"a": 1}': (1, "text is before the JSON object"),
    '{"a": "b"c"}': (10, "text is after the end of a string; write a quote inside a string as"),
    '{"a": ["b"c"]}': (11, "text is after the end of a string"),
    '{"a"b": 1}': (5, "text is after the end of the name of a member"),
    "INFO:desk:sent {'command': 'channel.dial'}": (1, "text is before the JSON object"),
    '{"a": 1c}': (8, "a number with more than decimal digits, such as 0x10"),
    '{"a": 0x10}': (8, "a number with more than decimal digits"),
    '{"a": [-1_000]}': (10, "a number with more than decimal digits"),
    '{"a": 2026-11-01}': (11, "a number with more than decimal digits"),
    '{"a": 1.2.3}': (10, "a number with more than decimal digits"),
    '{"a": 1 c}': (9, "text is after a value; write a comma before another one, or text in double quotes"),
    COLORED: (1, "colors of a terminal; print the messages without them"),
    "\x1b[31mERROR\x1b[0m {'command': 'channel.dial'}": (1, "text is before the JSON object"),
    "-- sent {'command': 'channel.dial'}": (1, "text is before the JSON object"),
    '{"a": True}': (7, "True, as Python writes it; write true"),
    '{"a": False}': (7, "False, as Python writes it; write false"),
    '{"a": None}': (7, "None, as Python writes it; write null"),
    '{"a": undefined}': (7, "undefined, as JavaScript"),
    "{a: 1}": (2, "a name without quotes"),
    '{"a": 1} // x': (10, "a comment"),
    '{"a": 1} x': (10, "text is after the JSON value; --extract"),
    '"a": 1,': (4, "the bracket before the first member of a message is missing; write it"),
    '"a" : {"b": 1}}': (5, "the bracket before the first member of a message is missing; write it"),
    '{"a":#012 1}': (6, "a line end or tab as #012, as rsyslog writes it"),
    '{#011"a": 1}': (2, "a line end or tab as #012, as rsyslog writes it"),
    '12:01 <- {"a": 1}': (1, "text is before the JSON object; --extract"),
    '#7 {"a": 1}': (1, "text is before the JSON object; --extract"),
    '  INFO {"a": 1}': (3, "text is before the JSON object; --extract"),
}


@each_case(("line", "fault"), FAULTS.items(), ids=FAULTS)
def test_line_is_named_as_it_is(line: str, fault: tuple[int, str], text_file: TextFile, report: Reporter) -> None:
    column, text = fault
    found = report(text_file("a.ndjson", f"{line}\n{BAD}\n"))
    assert found.places() == [(1, column, "syntax"), (2, BAD_COLUMN, UNKNOWN)]
    assert found.problems[0]["message"].startswith(f"not JSON: {text}")


def test_line_with_brackets_in_front_is_no_array(text_file: TextFile, report: Reporter) -> None:
    quoted = json.dumps(BAD)
    for line in (f"[07:08:09 DBG] Sent {quoted}", f'[0] cti.gw: [[1709536089.0, {{}}], {{"log"=>{quoted}}}]'):
        for name in ("a.log", "a.json", "a.ndjson"):
            found = report(text_file(name, f"{line}\n"))
            assert found.places() == [(1, 1, "syntax")], (name, line)
            assert str(found.problems[0]["message"]).startswith("not JSON: text is before the JSON object"), line


def test_message_beside_a_fault(text_file: TextFile, report: Reporter) -> None:
    """A small fault around a message and a mistake in it are two causes."""
    for before, after in (("", " // why"), ("/* größe */ ", ""), ("\ufeff", ""), ("\0\0\0", "")):
        found = report(text_file("a.ndjson", f"{GOOD}\n{before}{BAD}{after}\n{before}{GOOD}{after}\n"))
        column = len(before + BAD) + 2 if after else 1
        assert [place[:2] for place in found.places()] == sorted([(2, len(before) + BAD_COLUMN), (2, column)])
        assert any(", on 2 lines; remove" in str(each["message"]) for each in found.problems), before
        assert {each["message_index"] for each in found.problems} == {1, None}, before
        assert found.summary["messages"] == 3, before
    for line in (f"{BAD[:-1]},", '{"a": 1} // a', f"/* a */ {BAD},,"):
        assert UNKNOWN not in report(text_file("a.ndjson", f"{GOOD}\n{line}\n")).codes, line
    assert report("--at", "/event", text_file("a.ndjson", f"{BAD} // a\n")).codes == ["no-message", "syntax"]


def test_marks_of_several_kinds(text_file: TextFile, report: Reporter) -> None:
    """Each kind of marks and separators is one problem of all lines; the messages beside them are checked."""
    text = f"// a\n{GOOD} # b\n\0{GOOD};\n```json\n{BAD}, // c\n```\n// {{}}\n\ufeff\ufeff{GOOD}\0\n"
    for command in ("check", "session"):
        found = report("--ignore", "open-at-end", text_file("a.ndjson", text), command=command)
        places = [(line, column) for line, column, code in found.places() if code != UNKNOWN]
        assert sorted(places) == [(1, 1), (3, 1), (3, len(GOOD) + 2), (4, 1), (8, 1)]
        assert [each for each in found.places() if each[2] == UNKNOWN] == [(5, BAD_COLUMN, UNKNOWN)]
        assert found.summary["messages"] == 4


def test_long_message_beside_a_fault(text_file: TextFile, report: Reporter) -> None:
    long = BAD.replace("+15550102", "5" * 1024 * 1024)
    found = report(text_file("a.ndjson", f"{long} // why\n{BAD}\n"))
    assert found.places() == [(1, BAD_COLUMN, UNKNOWN), (1, len(long) + 2, "syntax"), (2, BAD_COLUMN, UNKNOWN)]


FAULTY = {
    "a word": GOOD.replace('"+', '+"'),
    "a string without an end": GOOD.replace('1"', "1"),
    "a missing bracket": GOOD[:-1],
    "two missing brackets": GOOD[:-2],
    "cut before a value": GOOD.partition("{" + '"dest')[0],
    "cut in an array": GOOD.partition(" {" + '"dest')[0] + ' ["a", "b',
    "a surplus bracket": GOOD + "}",
    "a missing comma": GOOD.replace(",", "", 1),
    "quotes in a string": GOOD.replace("+1", 'a"b"c'),
    "single quotes": GOOD.replace('"', "'"),
    "a member twice": '{"target": "a", ' + GOOD[1:],
}
STARTED = '{"name": "state.updated", "target": "a", "data": {"a": [{"name": "b"}, {"name": "c'
CLOSED = '{"time": 1, "log": [{"time": 2}, {"time": 3}]}'


def test_rest_of_the_line_is_checked(text_file: TextFile, report: Reporter) -> None:
    """After a message that is not JSON, the next one on the line is read."""
    for name, faulty in FAULTY.items():
        last = (1, len(GOOD + faulty) + BAD_COLUMN, UNKNOWN)
        for file, end, arguments in (("a.ndjson", f"\n{GOOD}\n", ()), ("a.json", "", ()), ("a.log", "", ["--extract"])):
            found = report(*arguments, text_file(file, GOOD + faulty + BAD + end))
            assert found.places()[-1] == last, (name, file)
            if not (arguments and name == "a surplus bracket"):  # text after an object, which --extract ignores
                assert [each["code"] for each in found.problems[:-1]] in (["syntax"], ["duplicate-key"]), (name, file)
            assert found.summary["messages"] == 3 + bool(end), (name, file)
        found = report(text_file("b.json", f"[{GOOD},{faulty},{BAD}]"))
        assert (len(found.problems), found.places()[-1]) == (2, (1, len(GOOD + faulty) + 3 + BAD_COLUMN, UNKNOWN)), name
        found = report(text_file("b.ndjson", f"{faulty}, {BAD}\n"))
        assert found.places()[-1] == (1, len(faulty) + 2 + BAD_COLUMN, UNKNOWN), name


def test_values_inside_a_broken_message(text_file: TextFile, report: Reporter) -> None:
    """Objects inside of a message or a record are no messages by themselves."""
    for text, columns in {
        f'{GOOD[:-1]}, "original": {GOOD}': [228],
        STARTED: [len(STARTED) + 1],
        STARTED + GOOD: [len(STARTED) + 1],
        f"{CLOSED[:-1]}{CLOSED}": [len(CLOSED)],
        f"{CLOSED[:-2]}{CLOSED}": [len(CLOSED) - 1],
        f"{{{GOOD}{GOOD}": [2],
    }.items():
        found = report(text_file("a.ndjson", text + "\n"))
        assert [each["column"] for each in found.problems] == columns, text


def test_text_after_messages(text_file: TextFile, report: Reporter) -> None:
    for after in ("}", ": 1", " x", "]]"):
        place = (2, len(BAD) + 1 + after.startswith(" "), "syntax")
        for text, file in (
            (f"{GOOD}\n{BAD}{after}\n{GOOD}", "a.ndjson"),
            (f"[\n{BAD}{after},\n{GOOD}]", "a.json"),
            (f"\n{BAD}{after}", "a.json"),
        ):
            if after != "]]" or file == "a.ndjson":
                assert report(text_file(file, text)).places() == [(2, BAD_COLUMN, UNKNOWN), place], (after, text)


#: Logs as other programs write them: with the message GOOD and then BAD, whose beginning is at the column.
WRITTEN = {
    "container runtime": (f"2026-11-01T10:00:00.0Z stdout F {GOOD}\n2026-11-01T10:00:01.0Z stdout F {BAD}\n", 2, 33),
    "journalctl": (
        f"-- Journal begins here. --\nNov 01 h cti[1]: {GOOD}\nNov 01 h cti[1]: {BAD}\n-- Boot a --\n",
        3,
        18,
    ),
    "console consumer": (f"CreateTime:16\tkey\t{GOOD}\nCreateTime:17\tnull\t{BAD}\nProcessed 2 messages\n", 2, 20),
    "packets": (f"10:00 IP a.1 > b.2: Flags [P.]\nE..A..@.@.{GOOD}\n10:00 IP b.2 > a.1:\n...~.{BAD}\n", 4, 6),
    "colors": (f"\x1b[32mINFO\x1b[0m {GOOD}\n\x1b[31mERROR\x1b[0m {BAD}\x1b[0m\n", 2, 16),
    "frames": (f"> {GOOD}\n< {BAD}\n", 2, 3),
    "syslog": (f'<134>1 2026-11-01T10:00:00Z h cti 1 - - {GOOD}\n<134>1 - h cti 1 - [x a="b"] {BAD}\n', 2, 30),
    "traces": (f"INFO c.e.Cti - {GOOD}\njava.lang.Error: {{}}\n\tat x.y(Z.java:1)\nINFO - [{BAD}]\n", 4, 9),
    "events": (f"event: cti\ndata: {GOOD}\n\nevent: cti\ndata: {BAD}\n\n", 5, 7),
    "callback": (f"callback({GOOD});\ncallback({BAD});\n", 2, 10),
    "elements": (f"<msg>{GOOD}</msg>\n<msg>{BAD}</msg>\n", 2, 6),
    "interleaved": (f"{GOOD}Server started\n{BAD}WARN x\n", 2, 1),
}


@each_case(("text", "line", "column"), WRITTEN.values(), ids=WRITTEN)
def test_log_of_another_program(text: str, line: int, column: int, text_file: TextFile, report: Reporter) -> None:
    for name, content in (("a.log", text), ("a.ndjson", text), ("a.txt", text.replace("\n", "\r\n"))):
        file = text_file(name, content)
        found = report("--extract", file)
        assert found.places() == [(line, column + BAD_COLUMN - 1, UNKNOWN)], name
        assert found.summary["messages"] == 2
        assert "syntax" in report(file).codes  # without the option, nothing of it passes


def test_comments_of_sql_and_lua(text_file: TextFile, report: Reporter) -> None:
    """They are comments as others are, and so are the lines that `journalctl` adds."""
    for name in ("a.ndjson", "a.log"):
        found = report(text_file(name, f"-- Logs begin here. --\n-- it's\n{BAD}\n{GOOD} -- sent\n"))
        assert found.places() == [(1, 1, "syntax"), (3, BAD_COLUMN, UNKNOWN)]
        assert found.problems[0]["message"].startswith("not JSON: a comment, on 3 lines; remove all comments")
        assert found.summary["messages"] == 2


ARRAYS = {
    "brackets on lines": f"[\n{GOOD},\n{BAD}\n]\n",
    "brackets beside elements": f"[{GOOD},\n{BAD}]\n",
    "a bracket in front": f"[{GOOD},\n{BAD}\n]\n",
    "a bracket behind": f"[\n{GOOD}\n,{BAD}]",
    "commas in front": f"[ {GOOD}\n, {BAD}\n]",
    "comments": f"// one\n[\n{GOOD},\n{BAD}\n]\n",
    "comments behind the elements": f"[ // one\n{GOOD}, // two\n{BAD} // three\n]\n",
    "two characters as line end": f"[\r\n{GOOD},\r\n{BAD}\r\n]\r\n",
    "an end that is missing": f"[{GOOD},\n{BAD},\n",
}


@each_case("text", ARRAYS.values(), ids=ARRAYS)
def test_array_in_a_file_of_lines(text: str, text_file: TextFile, report: Reporter) -> None:
    """That the file is an array is one problem, and its elements are checked."""
    found = report(text_file("a.ndjson", text))
    is_cut = "]" not in text
    assert (found.codes, found.summary["messages"]) == (["syntax", UNKNOWN] + ["syntax"] * is_cut, 2)
    assert "the file is an array" in found.problems[0]["message"]


def test_line_with_a_bracket(text_file: TextFile, report: Reporter) -> None:
    """Lines that begin with brackets, or have commas at their ends, are no array."""
    for text, places in (
        (f"[INFO] {GOOD},\n{BAD},\n", [(1, 1), (2, BAD_COLUMN), (2, len(BAD) + 1)]),
        (f"[1]\n{GOOD},\n{BAD}\n", [(1, 1), (3, BAD_COLUMN), (2, len(GOOD) + 1)]),
        (f"[{GOOD[:30]}\n{GOOD}\n{BAD}\n", [(1, 32), (3, BAD_COLUMN)]),
    ):
        found = report(text_file("a.ndjson", text))
        assert sorted((line, column) for line, column, _ in found.places()) == sorted(places), text


def test_file_of_lines_that_has_none(text_file: TextFile, report: Reporter) -> None:
    """The problem names the one reason why a file of lines is read as a document."""
    for text, why in (
        (f"{GOOD}\r{GOOD}\r", "lines end in carriage returns"),
        (f"{PRETTY}\n{PRETTY}\n", "values take several lines"),
        (f"[\n{GOOD},\n{GOOD}\n]\n", "the file is an array; name the file .json, or write each element on a line"),
    ):
        [problem, *_] = report(text_file("a.ndjson", text)).problems
        assert problem["message"].startswith(f"not one message a line: {why}")


def test_file_of_lines_with_another_fault(text_file: TextFile, report: Reporter) -> None:
    """A fault of the only message, and that it takes several lines, are one problem."""
    python = PRETTY.replace('"', "'")
    for text, line, why in (
        (python, 2, "not JSON: single quotes; strings have double quotes; and values take several lines: name the"),
        (
            PRETTY.replace("{", "{ // one", 1),
            1,
            "not JSON: a comment; remove all comments, which JSON does not have; and",
        ),
        (f"// one\n{PRETTY}", 1, "not JSON: a comment; remove all comments, which JSON does not have; and values take"),
        (f"INFO {GOOD}\rINFO {BAD}\r", 1, "in each line; and lines end in carriage returns, without line feeds"),
    ):
        found = report(text_file("a.ndjson", text))
        assert [each["code"] for each in found.problems if each["code"] != UNKNOWN] == ["syntax"], text
        assert (found.problems[0]["line"], why in found.problems[0]["message"]) == (line, True), text
        assert found.problems[0]["message"].endswith(": name the file .json" if "INFO" not in text else "line feeds")
    for name in ("a.ndjson", "a.log"):
        found = report("--extract", text_file(name, f"INFO {GOOD}\rINFO {BAD}\r"))
        assert found.places() == [(1, len(GOOD) + 11 + BAD_COLUMN, UNKNOWN)]
    foreign = text_file("a.ndjson", '{\n  "name": "x",\n  "version": 1\n}\n')
    assert report(foreign).codes == ["not-a-message"]
    assert report("--skip-foreign", foreign, text_file("b.ndjson", GOOD)).codes == []


def test_comments_of_all_kinds(text_file: TextFile, report: Reporter) -> None:
    """Comments of different kinds are one problem, in front of messages, between them and inside."""
    kinds = ("# one", "// two", "/* three */", "-- four", "<!-- five -->")
    for comments in (*permutations(kinds, 2), kinds):
        text = "\n".join(comments)
        for name, content, line in (
            ("a.json", f"{text}\n{GOOD}\n", 1),
            ("a.json", f"{text}\n[{GOOD},\n{GOOD}]\n", 1),
            ("a.json", f"{GOOD[:-1]}\n{text}\n}}", 2),
            ("a.ndjson", f"{text}\n{GOOD}\n{GOOD}\n", 1),
            ("a.ndjson", f"{GOOD}\n{text}\n{GOOD}\n", 2),
        ):
            found = report(text_file(name, content))
            assert found.places() == [(line, 1, "syntax")], content
            assert found.problems[0]["message"].startswith("not JSON: a comment"), content


def test_page_behind_a_comment(text_file: TextFile, report: Reporter) -> None:
    """A page of HTML is named as such although it begins with a comment."""
    found = report(text_file("a.json", "<!-- saved -->\n<!DOCTYPE html>\n<p>502</p>\n"))
    assert [each["message"] for each in found.problems] == ["not JSON: HTML or XML, such as the error page of a server"]


def test_lines_of_form_feeds(text_file: TextFile, report: Reporter) -> None:
    """Lines of white space that JSON does not have are one problem; --extract passes over them."""
    for text in (
        f"\f\n{GOOD}\n \v\f\r\n{BAD}\n\f",
        f"\v\n\n\f\n{GOOD}\n\f\n{BAD}\n",
        f"\f\n{GOOD}\n\x1c\n{BAD}\n\xa0\n",
    ):
        line = text[: text.index(BAD)].count("\n") + 1
        for name in ("a.ndjson", "a.log", "a.json"):
            found = report(text_file(name, text))
            assert sorted(found.places()) == [(1, 1, "syntax"), (line, BAD_COLUMN, UNKNOWN)], (name, text)
            assert report("--extract", text_file("a.log", text)).codes == [UNKNOWN], text
    found = report(text_file("a.ndjson", f"{GOOD}\n\f\n{GOOD}\n\f\n"))
    expected = "not JSON: a form feed (U+000C) is beside a message, at 2 places; a line end is enough"
    assert [each["message"] for each in found.problems] == [expected]
    assert report(text_file("a.ndjson", "\f\n\v\n")).places() == [(1, 1, "syntax")]


SEPARATORS = {
    "\f": "a form feed (U+000C)",
    "\f\n": "a form feed (U+000C)",
    "\n\f": "a form feed (U+000C)",
    "\v": "a vertical tab (U+000B)",
    "\x1c": "white space of Unicode",
    "\x85": "a next line (U+0085)",
    "\xa0\n": "a no-break space (U+00A0)",
    "\u2028": "a line separator (U+2028)",
    "\u2029\n": "a paragraph separator (U+2029)",
    "\\n": "a backslash with n",
    "\\r\\n": "a backslash with r",
    "\\n\n": "a backslash with n",
    ";": "a semicolon",
    " ; ": "a semicolon",
    ";\n": "a semicolon",
    " | ": "a vertical bar",
    "\n---\n": "a line of hyphens",
}


@each_case(("separator", "name"), SEPARATORS.items())
@pytest.mark.parametrize("command", ["check", "session"])
def test_separators(command: str, separator: str, name: str, text_file: TextFile, report: Reporter) -> None:
    """All separators of an input are one problem, at the first; the messages beside them are checked."""
    text = separator.join([GOOD, GOOD, BAD, GOOD])
    lines = text.split("\n")
    at = next((number, line) for number, line in enumerate(lines, 1) if line not in {GOOD, ""})
    column = at[1].index(separator.strip(" \n")) + 1
    bad = next((number, line.index(BAD) + BAD_COLUMN) for number, line in enumerate(lines, 1) if BAD in line)
    for file in ("a.ndjson", "a.json", "a.txt"):
        found = report("--ignore", "open-at-end", text_file(file, text), command=command)
        assert sorted(found.places()) == sorted([(at[0], column, "syntax"), (*bad, UNKNOWN)]), file
        [problem] = [each["message"] for each in found.problems if each["code"] == "syntax"]
        assert problem == f"not JSON: {name} is beside a message, at 3 places; a line end is enough", file
        assert found.summary["messages"] == 4, file


def test_separator_at_the_end(text_file: TextFile, report: Reporter) -> None:
    for text in (f"{BAD};", f"{BAD};\n", f"; {BAD}", f"\f{BAD}\f"):
        for file in ("a.ndjson", "a.json"):
            found = report(text_file(file, text))
            assert sorted(found.codes) == ["syntax", UNKNOWN], (text, file)
    for text in ('{"a": 1};', '[{"a": 1}];'):
        assert report(text_file("a.json", text)).codes == ["not-a-message"], text


def test_separators_in_strings_after_a_cut_one(text_file: TextFile, report: Reporter) -> None:
    """A string without an end does not make separators and comments of what is in the strings behind it."""
    for text in ("}; {", "http://a", "# a", "/* a", "<!-- a"):
        lines = (GOOD[:40], GOOD.replace("+1", text), BAD)
        for name in ("a.json", "a.ndjson", "a.log"):
            found = report(text_file(name, "\n".join(lines)))
            assert found.places() == [(1, 41, "syntax"), (3, BAD_COLUMN, UNKNOWN)], (name, text)


def test_separators_inside(text_file: TextFile, report: Reporter) -> None:
    """A semicolon in a string is none, nor is one between members."""
    inside = GOOD.replace("+1", "}; {;")
    assert report(text_file("a.ndjson", f"{inside}\n{GOOD};\n")).places() == [(2, len(GOOD) + 1, "syntax")]
    [problem] = report(text_file("a.ndjson", GOOD.replace(",", ";", 1))).problems
    assert "beside a message" not in str(problem["message"])


def test_comma_after_each_line(text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("a.ndjson", f"{GOOD},\n{BAD},\r\n{GOOD}\n{GOOD} ,\n"))
    assert found.places() == [(1, len(GOOD) + 1, "syntax"), (2, BAD_COLUMN, UNKNOWN)]
    assert "a comma is beside a message, at 3 places;" in str(found.problems[0]["message"])


def test_stray_lines(text_file: TextFile, report: Reporter) -> None:
    """Lines of other text around the values of a document are one problem, and the values are checked."""
    listed = json.dumps([json.loads(GOOD), json.loads(BAD)], indent=2)
    for text, place, said in [
        (f"Messages:\n{GOOD}\n{BAD}\n", (1, 1), "a line of"),
        (f'The [old] "ones:\n[{GOOD},\n{BAD}]', (1, 1), "a line of"),
        (f"\n  $ cat a.json\n{listed}\n$ exit\n", (2, 3), "2 lines of"),
        (f"{GOOD}\nand\n{BAD}\nor\n{GOOD}", (2, 1), "2 lines of"),
        (f"/* a\nb */\nx\n{PRETTY} // c\n", (3, 1), "a line of"),
        (f"{PRETTY}\n[INFO] done", (9 - 1, 1), "a line of"),
    ]:
        found = report(text_file("a.json", text))
        others = [each for each in found.problems if each["code"] == "syntax" and "comment" not in str(each["message"])]
        assert [(each["line"], each["column"]) for each in others] == [place], text
        expected = f"not JSON: {said} other text beside the values; remove all such lines"
        assert [each["message"] for each in others] == [expected], text
        assert found.codes.count(UNKNOWN) == 1, text


def test_stray_lines_with_messages(text_file: TextFile, report: Reporter) -> None:
    """A line of a log is not to be removed: a message is in it."""
    fix = "; remove it, or let --extract find the JSON object in each line"
    for text, line in (
        (f"INFO {GOOD}\n{BAD}\n", 1),
        (f"started\n{BAD}\nINFO {GOOD}\n", 3),
        (f'{BAD}\n"{{" {GOOD} {GOOD}\n', 2),
        (f"{BAD}\nsent {GOOD[:40]}\n", 2),
    ):
        found = report(text_file("a.json", text))
        [problem] = [each for each in found.problems if each["code"] == "syntax"]
        assert (problem["line"], problem["column"]) == (line, 1), text
        assert problem["message"] == f"not JSON: text is before the JSON object{fix}", text
        assert found.codes.count(UNKNOWN) == 1, text
    found = report(text_file("a.json", f'see {{"a": 1}}\n{BAD}\n'))
    assert "a line of other text" in str(found.problems[0]["message"])


@each_case("first", ["a text", "2026-11-01 start", "[12:00] start", "-- start", "a=b", '"a" b', "True"])
@each_case("name", ["a.json", "a.txt"])
def test_text_with_messages(first: str, name: str, text_file: TextFile, report: Reporter) -> None:
    """A log without a line that is all JSON is one problem, at the first message, which names the option."""
    text = f"{first}\n12:00 sent {GOOD}\n{first}\n[12:01] {GOOD}\n"
    found = report(text_file(name, text))
    assert (found.places(), found.summary["messages"]) == ([(2, 1, "syntax")], 1)
    assert "let --extract find" in str(found.problems[0]["message"]) or name == "a.txt"
    assert report("--extract", text_file(name, text)).codes == []


def test_text_without_a_message(text_file: TextFile, report: Reporter) -> None:
    """The value of a member is no message behind text."""
    for text in ("target\nhello\n", f'"original": {GOOD}\n'):
        [problem] = report(text_file("a.json", text)).problems
        assert "--extract" not in str(problem["message"]), text


def test_page_with_a_fence(text_file: TextFile, report: Reporter) -> None:
    for text in (f"It's:\n```json\n{BAD}\n```\n", f'~~~\n{PRETTY}\n~~~\nThat is "all\n', f"# a\n```\n{BAD}\n```\nb"):
        found = report(text_file("a.json", text))
        problems = [str(each["message"]) for each in found.problems if "a comment" not in str(each["message"])]
        assert problems[0].startswith("not JSON: a fence of Markdown"), text
        assert len(problems) == 2, text
        assert found.codes[-1] == UNKNOWN, text


def test_other_text_without_messages(text_file: TextFile, report: Reporter) -> None:
    """A file that only has words of messages is one problem."""
    for text in (
        "module.exports = {\n  target: 1\n}\n",
        "a target\nb\n",
        "<p>target</p>\n{{ x }}\n",
        'target:\n{"a": 1}\n',
    ):
        assert report(text_file("a.json", text)).codes == ["syntax"], text


def test_brackets_that_are_missing_or_too_many(text_file: TextFile, report: Reporter) -> None:
    """Each is one problem, and the messages after it are checked."""
    for faulty in (GOOD[1:], "]" + GOOD[1:], ":" + GOOD[1:], GOOD.replace('"target":', '"target"}')):
        for name, text, line in (
            ("a.json", f"[\n{GOOD},\n{faulty},\n{BAD},\n{GOOD}\n]", 3),
            ("b.json", f"\n{GOOD}\n{faulty}\n{BAD}\n{GOOD}\n", 3),
        ):
            places = report(text_file(name, text)).places()
            assert places[-1] == (4, BAD_COLUMN, UNKNOWN), (name, faulty)
            lines = {2, 3} if text.startswith("[") and faulty.startswith("]") else {line}  # the comma before it is one
            assert {place[0] for place in places[:-1]} == lines, (name, faulty)
            assert len(places) <= 3, (name, faulty)
    found = report(text_file("c.json", f"{GOOD[:-2].rpartition(' ')[0]} \n{BAD}\n{GOOD}"))
    assert [code for _, _, code in found.places()] == ["syntax", UNKNOWN]


def test_several_arrays(text_file: TextFile, report: Reporter) -> None:
    for text, column in ((f"[{GOOD}][{BAD}]", 3), (f"[{GOOD}]{BAD}", 2)):
        found = report(text_file("a.json", text)).places()
        assert found[:2] == [(1, len(GOOD) + 3, "syntax"), (1, len(GOOD) + column + BAD_COLUMN, UNKNOWN)], text


def test_commas_between_messages(text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("a.ndjson", f"{GOOD},{BAD},{GOOD},\n"))
    assert found.places() == [(1, len(GOOD) + 1, "syntax"), (1, len(GOOD) + 1 + BAD_COLUMN, UNKNOWN)]
    found = report(text_file("a.ndjson", f"{GOOD}{BAD},\n"))
    assert found.places() == [(1, len(GOOD) + BAD_COLUMN, UNKNOWN), (1, len(GOOD + BAD) + 1, "syntax")]


def test_message_beside_a_fault_in_a_session(text_file: TextFile, report: Reporter) -> None:
    """It is a message of the session, too: here, the response to it is expected."""
    request = json.loads(GOOD)
    response = {**{name: request[name] for name in ("command", "target")}, "result": "success"}
    log = f"{GOOD},\n{json.dumps({**response, 'data': request['data']})} // why\n{BAD},\n"
    found = report(text_file("a.ndjson", log), command="session")
    assert [place for place in found.places() if place[2] in {"syntax", UNKNOWN}] == [
        (3, BAD_COLUMN, UNKNOWN),
        (1, len(GOOD) + 1, "syntax"),
        (2, len(log.split("\n")[1]) - 5, "syntax"),
    ]
    assert "no-request" not in found.codes


LOG = f"""\
2026-11-01 12:00:01 INFO <- {GOOD} took 3 {{ms}}
größe \xff: {BAD}

12:00:02 heartbeat {{}}
12:00:03 cut {{"command": "chan
12:00:04 {{id=7}} {{"a": tru}} -> {{"b": 1}}
"""


@pytest.mark.parametrize("command", ["check", "session"])
def test_extract(command: str, text_file: TextFile, report: Reporter) -> None:
    path = text_file("a.log", LOG.encode().replace(b"\\xff", b"\xff"))
    found = report("--extract", path, command=command)
    assert found.places()[:3] == [
        (2, len("größe ?: ") + BAD_COLUMN, UNKNOWN),
        (5, len('12:00:03 cut {"command": "chan') + 1, "syntax"),
        (6, len('12:00:04 {id=7} {"a": t'), "syntax"),
    ]
    assert [problem["message_index"] for problem in found.problems[:3]] == [1, 2, 3]
    assert (found.summary["messages"], found.summary["skipped_records"]) == (4, 1)


@each_case("name", ["a.json", "a.ndjson"])
def test_extract_from_strings(name: str, text_file: TextFile, report: Reporter) -> None:
    """The first object in a string is the message, whatever is around it; its columns are those of the line."""
    quoted = json.dumps(BAD)[1:-1]
    unknown = (r"\"destinaton", UNKNOWN)
    texts = {
        f"2026 größe -> {quoted} took 3 {{ms}}\\n": unknown,
        f"[INFO] {quoted}": unknown,
        f"{{id=7}} {quoted}": unknown,
        quoted: unknown,
        r"INFO {\"a\": tru} x": ("tru} x", "syntax"),
        r"INFO {\"a\": 1": ('"}', "syntax"),
        "[1": ('"}', "syntax"),
        "heartbeat {}": ("{", "no-message"),
    }
    for text, (start, code) in texts.items():
        line = f'{{"log": "{text}"}}'
        found = report("--extract", "--at", "/log", text_file(name, line))
        assert found.places() == [(1, line.index(start) + 1, code)], text
    found = report("--extract", "--at", "/log/*", text_file(name, json.dumps({"log": f"[{BAD}]"})))
    assert found.codes == [UNKNOWN]


@pytest.mark.parametrize("command", ["check", "session"])
def test_text_around_a_document(command: str, text_file: TextFile, report: Reporter) -> None:
    """The fix of a document is to remove the text; it may be a log all the same."""
    before, after = "not JSON: text is before the JSON object", "not JSON: text is after the JSON value"
    fix = "; remove it, or let --extract find the JSON object in each line"
    texts = {
        f"var x = {BAD};": (1, before),
        f"call({PRETTY});": (1, before),
        f"x = [{BAD}, {GOOD}];": (1, before),
        f"{GOOD} x": (len(GOOD) + 2, after),
    }
    for text, (column, message) in texts.items():
        [problem, *_] = report(text_file("a.json", text), command=command).problems
        assert (problem["column"], problem["message"]) == (column, f"{message}{fix}"), text
    found = report("--extract", text_file("a.json", f"{PRETTY} x"), command=command)
    assert f"{after}; remove it" in [each["message"] for each in found.problems]
    [problem, *_] = report(text_file("a.log", f"x = {GOOD};"), command=command).problems
    assert problem["message"].endswith("--extract finds the JSON object in each line")


@pytest.mark.parametrize("command", ["check", "session"])
def test_extract_from_any_suffix(command: str, text_file: TextFile, report: Reporter) -> None:
    """A log is read line by line, whatever its suffix; a document of JSON is none."""
    options, heartbeat = ("--extract", "--ignore", "open-at-end"), '{"beat": 1}'
    for first in (f"x {GOOD}", f"{GOOD} x", GOOD, heartbeat, "[12:01] up", "5", f'{{"a": "{"b" * 2**20}"}}'):
        content = f"\n{first}\ny {BAD}\n"
        for name in ("a.json", "a.log", "a.json.gz"):
            found = report(*options, text_file(name, content), command=command)
            assert (3, 2 + BAD_COLUMN, UNKNOWN) in found.places(), (first[:80], name)
    array = f"[{GOOD}, {BAD}, 5]"
    large = f'[{{"a": "{"b" * 2**20}"}}, 5]'
    documents = {
        array: [UNKNOWN, "wrong-type"],
        array.replace(", ", ",\n"): [UNKNOWN, "wrong-type"],
        large: ["not-a-message"],
        PRETTY: [UNKNOWN],
        heartbeat: ["not-a-message"],
        "\n": ["no-messages"],
    }
    for content, codes in documents.items():
        assert report(*options, text_file("a.json", content), command=command).codes == codes, content[:80]


@pytest.mark.parametrize("command", ["check", "session"])
def test_comment_over_several_lines(command: str, text_file: TextFile, report: Reporter) -> None:
    """Such a comment between lines is one problem and no message; one that does not end hides no message."""
    options = ("--ignore", "open-at-end")
    for name in ("a.ndjson", "a.log"):
        content = f" /* a\n\nb {GOOD}\n ü */ {BAD}\n{GOOD}\n// c\n/* d\n*/\n{GOOD}"
        found = report(*options, text_file(name, content), command=command)
        assert sorted(found.places()) == [(1, 2, "syntax"), (4, 6 + BAD_COLUMN, UNKNOWN)], name
        assert any("a comment, on 7 lines" in str(each["message"]) for each in found.problems)
        assert found.summary["messages"] == 3
        found = report(*options, text_file(name, f"{GOOD}\n/* a\nb\n{BAD}"), command=command)
        assert (4, BAD_COLUMN, UNKNOWN) in found.places(), name


#: Comments among messages, the place of the first one and the number of their lines; the last message is BAD.
COMMENTS = {
    "several lines after one line": (f"// a\n{GOOD} // b\n/* c\n d */\n{BAD}\n", (1, 1), 4),
    "of HTML": (f"<!-- a\n{GOOD}\n--> {BAD}\n", (1, 1), 3),
    "of HTML after one line": (f"{GOOD} # a\n<!-- b\n c -->\n{BAD}\n", (1, len(GOOD) + 2), 3),
    "behind a message": (f"{GOOD} /* a\n{GOOD}\n*/ {BAD}\n", (1, len(GOOD) + 2), 3),
    "behind another one": (f"/* a */ <!-- b --> /* c\n*/\n{BAD}\n", (1, 1), 2),
    "twice on a line": (f"/* a\n*/ /* b\n*/ {BAD} // c\n", (1, 1), 3),
}


@each_case(("text", "place", "lines"), COMMENTS.values(), ids=COMMENTS)
def test_comments_are_one_problem(
    text: str, place: tuple[int, int], lines: int, text_file: TextFile, report: Reporter
) -> None:
    """They are one problem at the first of them, whatever their kinds are, and hide no message beside them."""
    bad = (text[: text.index(BAD)].count("\n") + 1, text.rpartition(BAD)[0].rpartition("\n")[2])
    for name in ("a.json", "a.ndjson", "a.log"):
        found = report(text_file(name, text))
        expected = [(*place, "syntax"), (bad[0], len(bad[1]) + BAD_COLUMN, UNKNOWN)]
        assert sorted(found.places()) == expected, name
        [problem] = [str(each["message"]) for each in found.problems if each["code"] == "syntax"]
        assert problem.endswith("; remove all comments, which JSON does not have"), name
        assert name != "a.ndjson" or f"a comment, on {lines} lines;" in problem


def test_text_with_the_beginning_of_a_comment(text_file: TextFile, report: Reporter) -> None:
    """The lines between two texts such as `*/*`, or two strings, are in no comment."""
    inside = GOOD.replace("+1", "/* 1")
    found = report(text_file("a.ndjson", f"// a\n{inside}\n{BAD}\n{inside.replace('/*', '*/')}\n"))
    assert found.places() == [(1, 1, "syntax"), (3, BAD_COLUMN, UNKNOWN)]
    found = report(text_file("a.ndjson", f"Accept: */*\n{BAD}\nAccept: */*\n{GOOD}\n"))
    assert [line for line, _, code in found.places() if code == "syntax"] == [1, 3]
    assert (2, BAD_COLUMN, UNKNOWN) in found.places()


FENCED = {
    f"```json\n{PRETTY}\n```\n": [PLACE],
    f"\n~~~\n[{GOOD},\n{BAD}]\n~~~": [(4, BAD_COLUMN, UNKNOWN)],
    f"```\n{GOOD}\n{BAD}\n```\n\n```\n{GOOD}\n```": [(3, BAD_COLUMN, UNKNOWN)],
    f"```\n{PRETTY[:-1]}\n```": [(7, 4, "syntax")],
    "```\nhello\n```": [],
}


@each_case("name", ["a.json", "a.log", "a.ndjson"])
def test_fence_of_markdown(name: str, text_file: TextFile, report: Reporter) -> None:
    for text, expected in FENCED.items():
        first, *rest = report(text_file(name, text)).places()
        line, column, code = first
        assert (line, column, code) == (2 if text.startswith("\n") else 1, 1, "syntax"), text
        assert [code for _, _, code in rest] == [code for _, _, code in expected], text


@each_case("name", ["a.json", "a.log", "a.ndjson"])
def test_page_of_html(name: str, text_file: TextFile, report: Reporter) -> None:
    for text in ("<!DOCTYPE html>\n<html>\n</html>\n", '\n<html>\n<a title="{}">\n<p>{"a": 1}</p></html>'):
        [problem] = report(text_file(name, text)).problems
        assert problem["message"].startswith("not JSON: HTML or XML"), text


@pytest.mark.parametrize("command", ["check", "session"])
def test_extract_after_a_byte_order_mark(command: str, text_file: TextFile, report: Reporter) -> None:
    """Whatever is before the object is ignored; a document still has no mark."""
    marked = f"\ufeffINFO {GOOD}\n\ufeffINFO {BAD}\n"
    found = report("--extract", text_file("a.log", marked), command=command)
    assert [each for each in found.places() if each[2] != "open-at-end"] == [(2, 6 + BAD_COLUMN, UNKNOWN)]
    found = report("--extract", text_file("a.json", f"\ufeff{GOOD}"), command=command)
    assert found.codes[0] == "byte-order-mark"


EMPTY_TEXTS = {
    "in front of the first": f"\x1e\x1e{GOOD}\n\x1e{BAD}\n",
    "between two": f"\x1e{GOOD}\n\x1e\x1e{BAD}\n",
    "with a space": f"\x1e{GOOD}\n\x1e \x1e{BAD}\n",
    "with a line end": f"\x1e{GOOD}\n\x1e\n\x1e{BAD}\n",
    "with two characters as line end": f"\x1e{GOOD}\r\n\x1e\x1e{BAD}\r\n\x1e\r\n\x1e\x1e\r\n",
    "at the end": f"\x1e\x1e{GOOD}\n\x1e{BAD}\n\x1e\x1e",
    "on lines of their own": f"\x1e{GOOD}\n\x1e\x1e\n\x1e\x1e\n{BAD}\n",
    "without line ends": f"\x1e\x1e{GOOD}\x1e\x1e{BAD}\x1e\x1e",
}


@each_case("text", EMPTY_TEXTS.values(), ids=EMPTY_TEXTS)
@each_case("name", ["a.json", "a.log", "a.ndjson", "a.ndjson.gz", "-"])
def test_sequence_with_empty_texts(name: str, text: str, text_file: TextFile, report: Reporter) -> None:
    """Several separators follow each other where a text is empty (RFC 7464, section 2.1)."""
    path = name if name == "-" else text_file(name, text)
    for options in ((), ("--extract",)):
        found = report(*options, path, stdin=text.encode() if name == "-" else None)
        line = text[: text.index(BAD)].count("\n") + 1
        assert [(each[0], each[2]) for each in found.places()] == [(line, UNKNOWN)], options
        assert (found.summary["messages"], found.summary["skipped_records"]) == (2, 0), options
    wrapped = "".join(f"\x1e\x1e{json.dumps({'event': json.loads(each)})}\n" for each in (GOOD, BAD))
    assert report("--at", "/event", text_file("b.ndjson", wrapped)).codes == [UNKNOWN]
    found = report("--at", "/log", text_file("c.ndjson", json.dumps({"log": text})))
    assert (found.codes, found.summary["messages"]) == ([UNKNOWN], 2)


def test_stream_of_a_sequence() -> None:
    """A sequence without a name is read in lines: as one document, it would be too large."""
    for text in (b"\x1e%b\n", b"\x1e\x1e%b\n"):
        stream = Mock(read=Mock(side_effect=[text % GOOD.encode(), b""]), read_up_to=Mock(return_value=b""))
        assert detect.holds_lines(Part("-"), stream, Options()), text


@each_case("name", ["a.json", "a.log", "a.ndjson"])
def test_sequence_with_a_cut_text(name: str, text_file: TextFile, report: Reporter) -> None:
    """A separator begins the next text, also inside a string that is cut."""
    text = f"\x1e{GOOD[:40]}\n\x1e{BAD}\n\x1e\n\x1e{GOOD.replace('+1', '//1')}\n"
    found = report(text_file(name, text))
    assert [(line, code) for line, _, code in found.places()] == [(1, "syntax"), (2, UNKNOWN)]
    assert (found.places()[1][1], found.summary["messages"]) == (BAD_COLUMN + 1, 3)


OTHER_FORMS = (
    str(json.loads(GOOD)),
    "{command=channel.dial, target=a.b}",
    '{command: "channel.dial", target: "a"}',
    "{\u2018target\u2019: 1, \u2018command\u2019: 1}",
    json.dumps(GOOD)[1:-1],
    json.dumps(json.dumps(GOOD))[1:-1],
)


@pytest.mark.parametrize("command", ["check", "session"])
def test_extract_loses_nothing(command: str, text_file: TextFile, report: Reporter) -> None:
    """After the first object, each that seems to be a message is one; an object that is not JSON is a problem."""
    wrapped = f'{{"event": {GOOD}}}'
    at, second = f"INFO {GOOD} ", len(GOOD) + 6
    faulty = {
        f"INFO [{GOOD}, {BAD}]": (len(GOOD) + 8 + BAD_COLUMN, UNKNOWN, 2),
        f'{at}5" {BAD} {{"b": 1}}': (second + 3 + BAD_COLUMN, UNKNOWN, 2),
        f'{at}{{"a": "{{\\"command"}} {{"target": "a", "data": {{}}}}': (second + 21, "missing-member", 2),
        f"{at}{wrapped}": (second + 1, "unknown-message", 2),
        f'{at}{{"target": "a", "data": b}}': (second + 25, "syntax", 2),
        f'{at}{{"command": "cut': (second + 17, "syntax", 2),
        f'{at}{{"ms": 5, b}} {{"took": 5}} {{}}': None,
        "executed command {} on {target}": None,
        "User{name=Bob}, {'data': {'target': 1}}": None,
        '  "command": "channel.dial",': (3, "syntax", 1),
    }
    for line, expected in faulty.items():
        done = report("--extract", text_file("a.log", f"{GOOD}\n{line}\n"), command=command)
        found = [place for place in done.places() if place[2] != "open-at-end"]
        assert found == ([(2, *expected[:2])] if expected else []), line
        assert done.summary["messages"] == 1 + (expected[2] if expected else line.startswith("INFO")), line
    for form in OTHER_FORMS:
        done = report("--extract", text_file("a.log", f"{GOOD}\nINFO <- {form}, 3 ms\n"), command=command)
        assert [(line, code) for line, _, code in done.places() if code != "open-at-end"] == [(2, "syntax")], form


def ordered_dict(value: object) -> str:
    """Return a message as Python prints an OrderedDict."""
    pairs = value.items() if isinstance(value, dict) else ()
    return f"OrderedDict([{', '.join(f'({name!r}, {ordered_dict(inner)})' for name, inner in pairs)}])"


MESSAGE = json.loads(BAD)
ENCODED = {
    BAD.replace('"', r"\x22"): ("x22command", r"\x22, as nginx does; log the message with"),
    BAD.replace('"', r"\u0022"): ("u0022command", r"\u0022; log the message with"),
    BAD.replace('"', "&quot;"): ("quot;command", "as in HTML, such as &quot;"),
    BAD.replace('"', "&#34;"): ("#34;command", "as in HTML, such as &quot;"),
    quote(BAD): ("22command", "encoded as in a URL (%22)"),
    quote(quote(BAD)): ("2522command", "encoded as in a URL (%22)"),
    BAD.replace('"', "=22"): ("22command", r"as a code, such as =22 or \042; log the message with"),
    BAD.replace('"', r"\042"): ("042command", r"as a code, such as =22 or \042; log the message with"),
    BAD.replace('"', "&amp;quot;"): ("amp;quot;command", r"as a code, such as =22 or \042; log the message with"),
    re.sub(r'"(\w+)": ', r":\1=>", BAD): ("command", "as Ruby prints a message; log it with to_json"),
    str(MESSAGE).replace("'", "u'", 1).replace(" '", " u'"): ("'command", "as Python 2 prints a message"),
    ordered_dict(MESSAGE): ("'command", "OrderedDict; log it with json.dumps"),
}


@pytest.mark.parametrize("command", ["check", "session"])
def test_extract_encoded_messages(command: str, text_file: TextFile, report: Reporter) -> None:
    """A message that cannot be read is no line without a message: alone, and beside those that can be read."""
    for text, (start, reason) in ENCODED.items():
        lines = [f"x {GOOD}", f"é {text} y", f"é {GOOD} {text}", f"é {text} {GOOD}", "z command target"]
        path = text_file("a.log", "\n".join(lines))
        found = report("--extract", "--ignore", "open-at-end", "--ignore", "unanswered", path, command=command)
        columns = [line.index(text) + text.index(start) for line in lines[1:4]]
        assert [(line, code) for line, _, code in found.places()] == [(at, "syntax") for at in (2, 3, 4)], text
        places = [column or 0 for _, column, _ in found.places()]
        assert all(0 <= column - place <= 2 for column, place in zip(columns, places, strict=True)), text
        assert all(reason in str(each["message"]) for each in found.problems), text
        assert (found.summary["messages"], found.summary["skipped_records"]) == (6, 1), text


def test_extract_after_a_bracket_in_quotes(text_file: TextFile, report: Reporter) -> None:
    """Such a bracket begins no object: the messages behind it are all of the line."""
    for before in ('"{" ', '"{"', 'expected "{", found ', '"{": ', '"{".'):
        found = report("--extract", text_file("a.log", f"{before}{GOOD} {BAD}\n{before}\n"))
        assert found.places() == [(1, len(before + GOOD) + 1 + BAD_COLUMN, UNKNOWN)], before
        assert (found.summary["messages"], found.summary["skipped_records"]) == (2, 1), before
    for text in (f'x="{BAD}"', f'x="{BAD[:1]} {BAD[1:]}"'):
        assert report("--extract", text_file("a.log", text)).codes == [UNKNOWN], text
    doubled = '"{""a"": 1, ""target"": 1}"'
    [problem] = report("--extract", text_file("a.log", doubled)).problems
    assert "the quotes are doubled" in str(problem["message"])


def test_extract_very_many_objects_of_a_line(text_file: TextFile, report: Reporter) -> None:
    done = report("--extract", text_file("a.log", f"x\n{f'x {GOOD} y ' * 300}{BAD}\n\n{BAD}\nz\n"))
    assert done.places() == [(2, (len(GOOD) + 5) * 300 + BAD_COLUMN, UNKNOWN), (4, BAD_COLUMN, UNKNOWN)]
    assert [each["message_index"] for each in done.problems] == [300, 301]
    assert (done.summary["messages"], done.summary["skipped_records"]) == (302, 2)


def test_several_messages_in_a_string(text_file: TextFile, report: Reporter) -> None:
    """Each is a message, at its place in the text of the record."""
    for text, options in (
        (f"{GOOD}{BAD}", ()),
        (f"{GOOD}\n{BAD}\n{GOOD}", ()),
        (f"größe {GOOD} b {BAD}", ["--extract"]),
        (f"{GOOD}, {BAD}", ["--extract"]),
    ):
        for name, at in (("a.ndjson", "/log"), ("a.json", "/log"), ("a.ndjson", "/log/data/..")):
            line = json.dumps({"log": text}, ensure_ascii=False)
            found = report(*options, "--at", at.removesuffix("/data/.."), text_file(name, line))
            column = line.index('\\"destinaton') + 1
            assert found.places() == [(1, column, UNKNOWN)], text
            assert found.summary["messages"] == 2 + text.count("\n") // 2, text


@pytest.mark.parametrize("command", ["check", "session"])
def test_rest_of_a_broken_record(command: str, text_file: TextFile, report: Reporter) -> None:
    """The messages in a record that is not JSON are checked, if they are where `--at` leads."""
    broken = '{"command": "channel.dial", "target": oops}'
    failure = f'{{"command": "channel.dial", "result": oops, "original": {BAD}}}'
    cut = '{"command": "chan'
    syntax, first, second = (1, "syntax"), (1, UNKNOWN), (2, UNKNOWN)
    for at, one, other, expected in [
        ("/x/*", f'{{"x": [{GOOD}, {broken}, {BAD}]}}', f'{{"x": [{BAD}]}}', [syntax, first, second]),
        ("/x/*", f'{{"x": [{BAD}, {cut}', f'{{"x": [{BAD}]}}', [syntax, first, second]),
        ("/x", f'{{"a": oops, "x": {BAD}}}', f'{{"a": oops, "y": {BAD}}}', [syntax, first, (2, "syntax")]),
        ("/x", '{"a": oops, "x": 5}', f'{{"x": {BAD}}}', [syntax, second]),
        ("/x/*", f'{{"x": [{failure}, {GOOD}]}}', f'{{"x": [{GOOD}]}}', [syntax]),
    ]:
        for name, text in (("a.ndjson", f"{one}\n{other}"), ("a.json", f"[{one},\n{other}]")):
            found = report("--at", at, "--ignore", "open-at-end", text_file(name, text), command=command)
            assert sorted((line, code) for line, _, code in found.places()) == sorted(expected), (name, one)


@pytest.mark.parametrize("command", ["check", "session"])
def test_null_is_missing(command: str, text_file: TextFile, report: Reporter) -> None:
    """Loggers write null for nothing. Without --skip-missing, it is a value of a wrong type."""
    text = f'{{"event": null}}\n{{"event": null, "all": [null, {BAD}]}}\n'
    options = ("--at", "/event", "--at", "/all/*", text_file("a.ndjson", text))
    done = report(*options, "--skip-missing", command=command)
    assert (done.places()[0], done.summary["messages"]) == ((2, text.splitlines()[1].index('"destin') + 1, UNKNOWN), 1)
    assert done.summary["skipped_records"] == 2
    assert report(*options, command=command).codes[:2] == ["wrong-type", "wrong-type"]


def test_extract_nothing(text_file: TextFile, cli: Cli) -> None:
    path = text_file("a.log", "one\ntwo {}\n")
    done = cli("check", "--extract", path)
    assert done.out == (
        f"{path}:1:1: error: no message in this file: 2 lines without one; "
        "--extract finds objects on one line, and pretty-printed messages [no-messages]\n"
        "0 messages in 1 file: 1 error, 0 warnings, 2 records without a message skipped\n"
    )


def test_nothing_at_a_place(text_file: TextFile, report: Reporter) -> None:
    found = report("--at", "/a", "--at", "/b/*", "--skip-missing", text_file("a.ndjson", '{"c": 1}\n'))
    assert [each["message"] for each in found.problems] == [
        "no message at /a or /b/* in this file: 1 record without a value there"
    ]


@each_case("command", ["check", "session"])
@each_case("name", ["a.json", "a.ndjson"])
def test_array_of_messages_at_a_place(name: str, command: str, text_file: TextFile, report: Reporter) -> None:
    """An array of messages is one problem at its place, with the place that checks them."""
    events = [json.loads(GOOD), json.loads(BAD)]
    for at, value in [("/events", events), ("/log", json.dumps(events))]:
        text = json.dumps({at[1:]: value})
        problems = report("--at", at, text_file(name, text), command=command).problems
        [problem] = [each for each in problems if each["code"] == "wrong-type"]
        expected = f"a message must be an object, not an array; --at '{at}/*' checks the messages inside it"
        assert problem["message"] == expected, at
        assert text[problem["column"] - 1] == "[", at
    [problem, *_] = report("--at", "/x", text_file(name, '{"x": [1]}'), command=command).problems
    assert problem["message"] == "a message must be an object, not an array"


def test_text_after_an_array_at_a_place(text_file: TextFile, report: Reporter) -> None:
    text = json.dumps({"log": f"[{GOOD}] x"})
    found = report("--at", "/log", text_file("a.ndjson", text))
    assert found.places() == [(1, text.index(" x") + 2, "syntax")]


def test_extract_from_many_lines(text_file: TextFile, report: Reporter) -> None:
    found = report("--extract", text_file("a.log", f"x {GOOD}\ny\n" * 600 + f"z {BAD}"))
    assert (found.places(), found.problems[0]["message_index"]) == ([(1201, BAD_COLUMN + 2, UNKNOWN)], 600)


def test_extract_a_line_that_is_too_long(text_file: TextFile) -> None:
    path = text_file("a.log", f"x {GOOD}\n" + "x" * 400 + f"\nx {BAD}\n")
    options = Options(extract=True, limits=Limits(text=300, chunk=64))
    assert [(each.line, each.code) for each in check_files([str(path)], options) if isinstance(each, Problem)] == [
        (2, "too-large"),
        (3, UNKNOWN),
    ]


def test_extract_leaves_documents(text_file: TextFile, report: Reporter) -> None:
    assert report("--extract", text_file("a.json", PRETTY)).places() == [PLACE]


WRAPPED = [
    {"größe😀": "😀", "log": f"{BAD}\n"},
    {"events": [json.loads(BAD), {"x": json.dumps({"y": BAD})}, json.loads(GOOD)]},
    {"ping": 1},
    {"log": "plain text"},
    {"log": '{"command": tru}'},
    {"log": "[1]"},
    {"events": []},
]


@pytest.fixture
def wrapped(text_file: TextFile) -> Path:
    lines = [json.dumps(record, ensure_ascii=False) for record in WRAPPED]
    return text_file("wrapped.ndjson", "\n".join(lines))


def shown(record: object, text: str) -> int:
    """Return the column of a text in a record."""
    return json.dumps(record, ensure_ascii=False).index(text) + 1


@pytest.mark.parametrize("command", ["check", "session"])
def test_several_places(command: str, wrapped: Path, report: Reporter) -> None:
    found = report("--at", "/log", "--at", "/events/*", wrapped, command=command)
    places = [place for place in found.places() if place[2] not in {"open-at-end", "unanswered"}]
    assert places == [
        (1, shown(WRAPPED[0], '\\"destinaton'), UNKNOWN),
        (2, shown(WRAPPED[1], '"destinaton'), UNKNOWN),
        (2, shown(WRAPPED[1], '{"x"'), "unknown-message"),
        (3, 1, "no-message"),
        (4, 1, "no-message"),
        (5, shown(WRAPPED[4], "tru}"), "syntax"),
        (6, shown(WRAPPED[5], "[1]"), "wrong-type"),
    ]
    assert found.summary["messages"] == 8
    assert [problem["message_index"] for problem in found.problems if problem["line"] == 5] == [6]


@pytest.mark.parametrize("command", ["check", "session"])
def test_skip_missing(command: str, wrapped: Path, report: Reporter) -> None:
    found = report("--at", "/log", "--at", "/events/1/x/y", "--skip-missing", wrapped, command=command)
    assert [place for place in found.places() if place[2] != "open-at-end"] == [
        (1, shown(WRAPPED[0], '\\"destinaton'), UNKNOWN),
        (2, shown(WRAPPED[1], '\\\\\\"destinaton'), UNKNOWN),
        (5, shown(WRAPPED[4], "tru}"), "syntax"),
        (6, shown(WRAPPED[5], "[1]"), "wrong-type"),
    ]
    assert (found.summary["messages"], found.summary["skipped_records"]) == (4, 3)


@pytest.mark.parametrize("command", ["check", "session"])
def test_skip_missing_skips_no_message(command: str, text_file: TextFile, report: Reporter) -> None:
    """Messages at another place are warnings, text before a message is a problem; heartbeats are skipped."""
    records = {
        json.dumps({"event": f"INFO {BAD}"}): "not JSON: text is before the JSON object; --extract finds",
        json.dumps({"event": f'"x" {BAD}'}): "not JSON: text is before the JSON object; --extract finds",
        json.dumps({"event": json.dumps(BAD)}): "not JSON: a message is encoded twice, as a string inside a string",
        BAD: "nothing is at /event in this record, but it is itself a message",
        f'{{"Event": {BAD}}}': "nothing is at /event in this record, but messages are at /Event: --at '/Event' checks",
        json.dumps({"x": {"y": [BAD]}}): "nothing is at /event in this record, but messages are at /x/y/*: --at",
    }
    heartbeats = [
        json.dumps({"event": '"target"'}),
        '{"event": "INFO {}", "target": 1}',
        '{"ping": 1}',
        '{"event": "INFO {}"}',
        '{"event": null}',
        '{"x": "INFO \\"target\\" \\"name\\""}',
        "5",
    ]
    path = text_file("a.ndjson", "\n".join([*records, *heartbeats]))
    found = report("--at", "/event", "--skip-missing", path, command=command)
    messages = [str(each["message"]) for each in found.problems]
    assert [line for line, _, _ in found.places()] == [1, 2, 3, 4, 5, 6]
    for message, expected in zip(messages, records.values(), strict=True):
        assert message.startswith(expected), message
    assert [each["severity"] for each in found.problems] == ["error"] * 3 + ["warning"] * 3
    assert (found.summary["messages"], found.summary["skipped_records"]) == (3, len(heartbeats) + 3)


@pytest.mark.parametrize("command", ["check", "session"])
def test_skip_missing_checks_something(command: str, text_file: TextFile, report: Reporter) -> None:
    """Messages at another place than --at says are not checked: they do not count, and alone they are an error."""
    record, message = f'{{"e": {BAD}}}', f'{{"event": {BAD}}}'
    options = ("--at", "/event", "--skip-missing", "--select", UNKNOWN)
    for name, content in {"a.ndjson": f"{record}\n{record}", "a.json": f"[{record}, {record}]"}.items():
        found = report(*options, text_file(name, content), command=command)
        assert (found.code, found.codes) == (1, ["no-message", "no-message", "no-messages"]), name
        assert [each["message_index"] for each in found.problems] == [None] * 3, name
        assert (found.summary["messages"], found.summary["skipped_records"]) == (0, 2), name
    found = report(*options, text_file("b.ndjson", f"{message}\n{record}\n{message}"), command=command)
    assert found.codes == [UNKNOWN, "no-message", UNKNOWN]
    assert [each["message_index"] for each in found.problems] == [0, None, 1]
    assert (found.summary["messages"], found.summary["skipped_records"]) == (2, 1)
    path = text_file("c.ndjson", json.dumps({"e": [{"m": json.loads(BAD)}, MESSAGE, {"m": json.loads(BAD)}]}))
    found = report("--at", "/e/*/m", *options[2:], path, command=command)
    assert [(each["code"], each["message_index"]) for each in found.problems] == [
        (UNKNOWN, 0),
        ("no-message", None),
        (UNKNOWN, 1),
    ]


#: Records as other programs print them, with a message as JSON inside, and their problems.
PRINTED = {
    f"{{'log': '{GOOD}'}}": "single quotes",
    f"{{'log': '{BAD}', 'x': [1, {{'a': 2}}]}}": "single quotes",
    f"{{'a': {{}}, 'log': '{BAD}'}}": "single quotes",
    f"{{log={BAD}}}": "name=value",
}


@pytest.mark.parametrize("command", ["check", "session"])
@pytest.mark.parametrize("options", [(), ("--skip-missing",), ("--extract",), ("--extract", "--skip-missing")])
def test_printed_records(options: tuple[str, ...], command: str, text_file: TextFile, report: Reporter) -> None:
    """A record that another program printed is one error, and no message that is at another place."""
    path = text_file("a.ndjson", "\n".join([json.dumps({"log": GOOD}), *PRINTED]))
    found = report("--at", "/log", "--ignore", "open-at-end", *options, path, command=command)
    assert [(line, code) for line, _, code in found.places()] == [(at, "syntax") for at in (2, 3, 4, 5)]
    messages = [str(each["message"]).removeprefix("not JSON: ") for each in found.problems]
    for message, expected in zip(messages, PRINTED.values(), strict=True):
        assert message.startswith(expected), message


@pytest.mark.parametrize("command", ["check", "session"])
def test_printed_records_among_messages(command: str, text_file: TextFile, report: Reporter) -> None:
    """Such a record among messages is one error, too, whatever is inside of it."""
    printed = [record for record, problem in PRINTED.items() if problem == "single quotes"]
    path = text_file("a.ndjson", "\n".join([GOOD, *printed]))
    found = report("--ignore", "open-at-end", path, command=command)
    assert [(line, code) for line, _, code in found.places()] == [(at, "syntax") for at in (2, 3, 4)]
    assert all("single quotes" in str(each["message"]) for each in found.problems)


def test_messages_after_printed_ones(text_file: TextFile, report: Reporter) -> None:
    """An object after one that another program printed is checked by itself, and so is one behind brackets."""
    printed = str(MESSAGE)
    cases = {
        f"{printed} {BAD}": [("syntax", 1), (UNKNOWN, 1)],
        f"{printed} {GOOD}}}": [("syntax", 2)],
        f"{printed[:-2]} {GOOD[:-1]}, x": [("syntax", 2)],
    }
    for line, expected in cases.items():
        codes = report(text_file("a.ndjson", f"{GOOD}\n{line}\n")).codes
        assert [(code, codes.count(code)) for code in dict.fromkeys(codes)] == expected, line
    for line in (f"{{x}} {GOOD}", f"12:00 {GOOD}"):
        path = text_file("a.ndjson", f'{line}\n{{"log": {GOOD}}}')
        found = report("--extract", "--at", "/log", "--skip-missing", path)
        assert [each["severity"] for each in found.problems] == ["warning"], line


def test_empty_array_is_skipped(text_file: TextFile, report: Reporter) -> None:
    path = text_file("a.ndjson", f'{{"e": []}}\n{{"e": [{GOOD}]}}\n{{"e": {{}}}}')
    found = report("--at", "/e/*", "--skip-missing", path)
    assert (found.codes, found.summary["messages"], found.summary["skipped_records"]) == ([], 1, 2)


def test_place_in_a_document(text_file: TextFile, report: Reporter) -> None:
    records = [{"a": {"b": json.loads(GOOD)}}, {"a": 1}, {"a": {"b": json.loads(BAD)}}]
    text = "[\n" + ",\n".join(map(json.dumps, records)) + "\n]"
    found = report("--at", "/a/b", text_file("a.json", text))
    assert found.places() == [(3, 1, "no-message"), (4, 12 + BAD_COLUMN, UNKNOWN)]
    broken = report("--at", "/a/b", text_file("b.json", text.replace("1}", "1")))
    assert [problem["message_index"] for problem in broken.problems] == [1, 2]
    array = report("--at", "/*", text_file("c.json", json.dumps([[json.loads(BAD)], 1])))
    assert array.places() == [(1, 2 + BAD_COLUMN, UNKNOWN), (1, len(BAD) + 6, "no-message")]


#: Records with messages beside texts and other values that are none: `{BAD}` is an object, `{TEXT}` a string.
MIXED = {
    "a text in an array": ("/e/*", '{"e": [{BAD}, "x", {TEXT}]}', ['"x"']),
    "a text among members": ("/e/*", '{"e": {"a": {BAD}, "b": "x", "*": {TEXT}}}', ['"x"']),
    "the first is a text": ("/e/*/m", '{"e": ["x", {"m": {BAD}}, {"m": "y"}]}', ['"x"', '"y"']),
    "a frame of a capture": (
        "/log/entries/*/_webSocketMessages/*/data",
        '{"log": {"entries": [{"n": 1}, {"_webSocketMessages": [{"data": "ping"}, {"data": {TEXT}}]}]}}',
        ['{"n"', '"ping"'],
    ),
    "a line of a log group": (
        "/events/*/message",
        '{"events": [{"message": "START"}, {"message": {TEXT}}]}',
        ['"START"'],
    ),
    "in a string": ("/log/*/0", r'{"log": "[[{BAD_TEXT}], [], 5, [\"x\"]]"}', ["[], 5", "5,", r"\"x\""]),
    "a second place": ("/e/1", '{"e": ["x", {BAD}]}', []),
}


@pytest.mark.parametrize("command", ["check", "session"])
def test_values_that_are_missing_beside_messages(command: str, text_file: TextFile, report: Reporter) -> None:
    """Each value stands for itself: a missing one is a problem at its place, or skipped, and hides no other."""
    for name, (at, record, missing) in MIXED.items():
        quoted = json.dumps(BAD)
        text = record.replace("{BAD}", BAD).replace("{TEXT}", quoted).replace("{BAD_TEXT}", quoted[1:-1])
        path = text_file("a.json", text)
        number = text.count("destinaton")
        found = report("--at", "/none", "--at", at, path, command=command)
        assert found.codes.count(UNKNOWN) == number, name
        places = [text[each["column"] - 1 :] for each in found.problems if each["code"] == "no-message"]
        assert [rest[: len(start)] for rest, start in zip(places, missing, strict=True)] == missing, name
        assert f"at this place of {at}" in str(found.problems) or not missing, name
        found = report("--at", "/none", "--at", at, "--skip-missing", path, command=command)
        places = [text[each["column"] - 1 :] for each in found.problems if each["code"] == UNKNOWN]
        assert [rest.lstrip('\\"').startswith("destinaton") for rest in places] == [True] * number, name
        assert (found.summary["messages"], found.summary["skipped_records"]) == (number, len(missing)), name


#: Records with a message and, at the mark, something that is none, but has one: `--at`, the record, and the problem.
BESIDE: dict[str, tuple[str, Any, str]] = {
    "text before": ("/e/*", [GOOD, f"INFO <- {BAD}", "ping"], "not JSON: text is before the JSON object; --extract"),
    "a member": ("/e/*", {"x": GOOD, "y": f"INFO <- {BAD}"}, "not JSON: text is before the JSON object; --extract"),
    "deeper": ("/e/*/m", [{"m": GOOD}, {"m": f"a {BAD}"}, {"m": "b"}], "not JSON: text is before the JSON object"),
    "encoded twice": ("/e/*", [GOOD, json.dumps(BAD), ""], "not JSON: a message is encoded twice"),
    "the message": (
        "/e/*/m",
        [{"m": GOOD}, MESSAGE, {"x": "target"}],
        "nothing is at this place of /e/*/m, but messages are at /e/*: --at '/e/*' checks these",
    ),
    "another name": (
        "/e/*/m",
        [{"m": GOOD}, {"a/b": [BAD]}, {"m": None}],
        "nothing is at this place of /e/*/m, but messages are at /e/*/a~1b/*: --at '/e/*/a~1b/*' checks these",
    ),
}


@pytest.mark.parametrize("command", ["check", "session"])
def test_skip_missing_beside_messages(command: str, text_file: TextFile, report: Reporter) -> None:
    """That a message is at its place hides none beside it: texts are errors, other places are warnings."""
    for name, (at, events, message) in BESIDE.items():
        line = json.dumps({"e": events})
        inside = list(events.values()) if isinstance(events, dict) else events
        options = ("--at", at, "--skip-missing", "--ignore", "open-at-end")
        found = report(*options, text_file("a.ndjson", line), command=command)
        assert [str(each["message"])[: len(message)] for each in found.problems] == [message], name
        start = inside[1]["m"] if name == "deeper" else inside[1]
        assert found.places()[0][1] in {line.index(json.dumps(start)) + each for each in (1, 2)}, name
        is_error = message.startswith("not JSON")
        assert found.problems[0]["severity"] == ("error" if is_error else "warning"), name
        messages = 2 if is_error else 1
        assert (found.summary["messages"], found.summary["skipped_records"]) == (messages, len(inside) - messages), name


def test_skip_missing_names_each_text(text_file: TextFile, report: Reporter) -> None:
    """A record without a message at its place has a problem for each text with one."""
    line = json.dumps({"e": ["ping", f"a {BAD}", f"b {BAD}"]})
    found = report("--at", "/x", "--at", "/e/*", "--skip-missing", text_file("a.ndjson", line))
    assert [column for _, column, _ in found.places()] == [line.index(f"{each} {{") for each in "ab"]
    assert (found.summary["messages"], found.summary["skipped_records"]) == (2, 1)


def test_configuration_of_places(wrapped: Path, text_file: TextFile, cli: Cli) -> None:
    for at in ('"/log"', '["/log", "/events/*"]'):
        config = text_file("c.toml", f"at = {at}\nskip-missing = true\nextract = true")
        assert "skipped" in cli("check", "--config", config, wrapped).out


def test_problem_of_a_file_with_places(text_file: TextFile, report: Reporter) -> None:
    found = report("--at", "/a", text_file("a.ndjson", b"\xef\xbb\xbf" + json.dumps({"a": BAD}).encode()))
    assert [(problem["code"], problem["message_index"]) for problem in found.problems] == [
        ("byte-order-mark", None),
        (UNKNOWN, 0),
    ]


def test_time_of_a_record_with_several_messages(text_file: TextFile, report: Reporter) -> None:
    record = {"at": [1, "never"], "events": [json.loads(GOOD), json.loads(GOOD)]}
    path = text_file("a.ndjson", json.dumps(record))
    found = report("--at", "/events/*", "--time", "/at/1", path, command="session")
    assert [place for place in found.places() if place[2] == "wrong-value"] == [(1, 12, "wrong-value")]


@pytest.mark.parametrize("command", ["check", "session"])
def test_record_of_very_many_messages(command: str, text_file: TextFile, report: Reporter) -> None:
    """Messages of one record are read some at a time, with the numbers and places that they have in the record."""
    event = GOOD.replace('"data"', '"dat"')
    text = json.dumps({"at": "never", "events": [0] * 300})[:-2].replace("0, 0", f"{event}, {event}") + ", 1]}"
    path = text_file("a.ndjson", text)
    options = ["--time", "/at"] if command == "session" else []
    found = report("--at", "/events/*", *options, path, command=command)
    assert found.summary["messages"] == 301
    assert found.codes.count("unknown-member") == text.count('"dat"') == 300
    assert {each["message_index"] for each in found.problems} == set(range(301))
    assert [text[each["column"] - 1 :] for each in found.problems if each["message_index"] == 300] == ["1]}"]
    assert found.codes.count("wrong-value") == len(options) // 2


@pytest.mark.parametrize("at", ["/events/*", "/log/events/*"])
def test_messages_of_a_record_are_located_at_once(
    at: str, text_file: TextFile, report: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = {"events": [json.loads(BAD)] * 40}
    record = {"log": json.dumps(events)} if at.startswith("/log") else events
    calls = Mock(side_effect=tokens)
    monkeypatch.setattr(inner, "tokens", calls)
    line = json.dumps(record)
    found = report("--at", at, text_file("a.ndjson", line))
    depth = at.count("/log")  # a backslash is before the quote of a name in a string
    columns = [each.start() - depth for each in re.finditer("destinaton", line)]
    assert [column for _, column, _ in found.places()] == columns
    assert calls.call_count == depth + 1


def test_values_that_are_no_messages(text_file: TextFile, report: Reporter) -> None:
    """Numbers, strings and arrays in the place of messages are problems at their places."""
    found = report("--at", "/a/*", text_file("a.ndjson", f'{{"b": [0], "a": [1, [2], {{"c": [3]}}, {BAD}], "d": 4}}'))
    columns = [(column, code) for _, column, code in found.places()]
    assert columns == [(18, "wrong-type"), (21, "wrong-type"), (26, "unknown-message"), (37 + BAD_COLUMN, UNKNOWN)]


def test_objects_of_a_line_in_any_order() -> None:
    line = 'é {"a":1} ü {"b":2}'.encode()
    spans = ndjson.Spans([(3, 10), (14, 21)])
    assert [spans.of(at, line, 1)[1] for at in (0, 1, 0)] == [(3, 10), (14, 21), (3, 10)]
    assert spans.of(0, line, 2)[0].line == 2


@pytest.mark.parametrize("command", ["check", "session"])
def test_records_without_at(command: str, text_file: TextFile, report: Reporter) -> None:
    """A record that holds messages says which `--at` finds them; other values do not."""
    cases = {
        f"[{GOOD}]": "--at '/*' checks the messages inside it",
        f'{{"event": {GOOD}}}': "--at '/event' checks the messages inside it",
        f'{{"events": [{GOOD}]}}': "--at '/events/*' checks the messages inside it",
        json.dumps({"at": "{", "log": GOOD}): "--at '/log' checks the messages inside it",
        json.dumps({"log": [GOOD]}): "--at '/log/*' checks the messages inside it",
        "[1]": "",
        '{"event": {"target": 1}}': "",
        f'{{"target": "jdoe.1", "result": "failure", "original": {GOOD}}}': "",
        "5": "",
    }
    found = report(text_file("a.ndjson", "\n".join(cases)), command=command)
    advice = [problem["message"].partition("; ")[2] for problem in found.problems]
    assert advice == list(cases.values())
    [problem] = report("--extract", text_file("a.log", f"INFO {json.dumps({'log': GOOD})}"), command=command).problems
    assert problem["message"].endswith("--at '/log' checks the messages inside it")


def test_one_problem_for_one_cause(text_file: TextFile, report: Reporter) -> None:
    cases = {
        "header.json": (f"# header\n[{GOOD},\n{BAD}]", [(1, 1, "syntax"), (3, BAD_COLUMN, UNKNOWN)]),
        "marks.json": (f"\ufeff\ufeff{BAD}", [(1, 1, "byte-order-mark"), (1, BAD_COLUMN, UNKNOWN)]),
        "marks.ndjson": (f"\ufeff\ufeff\ufeff{BAD}\n", [(1, 1, "byte-order-mark"), (1, BAD_COLUMN, UNKNOWN)]),
    }
    for name, (text, places) in cases.items():
        assert report(text_file(name, text)).places() == places, name


def test_records_without_messages(text_file: TextFile, report: Reporter) -> None:
    """The problem of a record names the option, and that of a string of JSON the cause."""
    for text, fix in {
        '{"event": null}': "--at '/event' --skip-missing checks these",
        json.dumps(GOOD): "with the JSON of one: write it as an object, without quotes",
    }.items():
        [problem] = report(text_file("a.ndjson", f"{text}\n{GOOD}\n")).problems
        assert problem["message"].endswith(fix), text
    for text in ('{"a": null, "b": null}', '{"a": 1}', "3"):
        [problem] = report(text_file("a.ndjson", f"{text}\n{GOOD}\n")).problems
        assert "--" not in problem["message"], text
    assert report(text_file("a.json", "[3")).places() == [(1, 3, "syntax")]
    assert report(text_file("a.json", f"[{BAD}")).codes == [UNKNOWN, "syntax"]
    assert report(text_file("a.json", f"{GOOD}{GOOD}}}{BAD}")).places() == [
        (1, 2 * len(GOOD) + 1, "syntax"),
        (1, 2 * len(GOOD) + 1 + BAD_COLUMN, UNKNOWN),
    ]


EVENT = '{"name": "channel.disposed", "target": "a.b", "dta": {}}'
#: Messages that do not begin as JSON does, with the column of the problem in them.
ODD_BEGINNINGS = {
    BAD.replace('{"command"', '{\x1b[34m"command"\x1b[0m', 1): 2,
    EVENT.replace('"name": ', '"\x1b[34mname\x1b[0m": \x1b[36m'): 3,
    **{f"{{{odd}{BAD[1:]}": 2 for odd in ("/*x*/", ",", "\u00a0", "\u200b", "\0", r"\n", "\ufeff", ";", "...")},
    '{ //x "messageType": "objectEvent", "name": "channel.disposed", "target": "a.b"}': 3,
    BAD.replace('"', "`"): 2,
    BAD[1:]: 1,
    f"{{}} {BAD[1:]}": 4,
    EVENT.replace('"', "'"): 2,
    "{target=jdoe.1, name=channel.disposed, data={}}": 2,
    "{b'command': b'channel.dial', b'target': b'a.b'}": 2,
    "{b'name': b'channel.disposed', b'target': b'a.b'}": 2,
    "{'command': 'x', 'target': 'y', 'data': {\"a\": 1}}": 2,
    "{'data': {'a': 1}, 'command': 'x', 'target': 'y'}": 2,
}
PARTS = (
    'INFO mand": "session.start", "target": "jdoe", "data": {}} 3 ms',
    'mand": "session.start", "target": "jdoe"}',
    '"session.start", "target": "jdoe", "result": "success"}',
)
NO_MESSAGES = (
    '"target": "es5", "paths": {}}',
    '"channel.dial" on "target"}',
    "command: build, target: all",
    "command=start target=a",
    "User{name=Bob, target=a}",
    "{'name': 'bob', 'target': 'a'}",
    "{'name': 'channels', 'target': 'a'}",
    'run "command" on "target": done',
    'make: target "all" command: "cc"',
    '"target": a, "name": "channel.disposed"'.replace('"name"', "name"),
)


def test_extract_odd_beginnings(text_file: TextFile, report: Reporter) -> None:
    """A line that surely has a message is never skipped, and no other line is a problem."""
    for text, column in ODD_BEGINNINGS.items():
        for line in (f"é {text}", f"é {text} {GOOD}", f"é {GOOD} {text}"):
            found = report("--extract", text_file("a.log", f"{GOOD}\n{line}\n{GOOD}\n"))
            place = (2, line.index(text) + column)
            assert found.places()[0][:2] == place, line
            assert found.summary["skipped_records"] == 0, line
    lines = "\n".join((GOOD, *NO_MESSAGES, *(f"{GOOD} {line}" for line in NO_MESSAGES)))
    found = report("--extract", text_file("a.log", lines))
    assert (found.codes, found.summary["skipped_records"]) == ([], len(NO_MESSAGES))


@pytest.mark.parametrize("command", ["check", "session"])
def test_extract_from_texts_of_records(command: str, text_file: TextFile, report: Reporter) -> None:
    """A record with a message in a text has the hint that leads to it."""
    lines = [json.dumps({"log": f"INFO <- {BAD}"}), json.dumps({"log": "started"}), f'{{"log": {BAD}}}']
    path = text_file("a.log", "\n".join(lines))
    first, second, third = report("--extract", path, command=command).problems
    for each in (first, third):
        assert each["message"].endswith("; --at '/log' checks the messages inside it")
    assert "--at" not in second["message"]
    found = report("--extract", "--at", "/log", "--skip-missing", "--ignore", "open-at-end", path, command=command)
    assert [line for line, _, code in found.places() if code == UNKNOWN] == [1, 3]


@pytest.mark.parametrize("command", ["check", "session"])
def test_extract_behind_another_object(command: str, text_file: TextFile, report: Reporter) -> None:
    """A line whose first object is no message, but a later one is, has a problem that says so."""
    text = f'ctx={{"id": 1}} {BAD}\n{GOOD} {{"id": 1}}\n{{"id": 1}} {{"id": 2}}\nctx={{"id": 1}} {{"log": {GOOD}}}\n'
    found = report("--extract", "--ignore", "open-at-end", text_file("a.log", text), command=command)
    expected = (
        "the first JSON object of this line is no message, but one behind it is: print the message in front of it"
    )
    first, bad, third, fourth, last = found.problems
    assert [(each["line"], each["column"], each["message"]) for each in (first, fourth)] == [
        (1, 5, expected),
        (4, 5, expected),
    ]
    assert (bad["line"], bad["code"], third["line"]) == (1, UNKNOWN, 3)
    assert "--at '/log'" in last["message"]
    assert (third["message"], third["code"]) != (expected, UNKNOWN)
    wrapped = f'{{"id": 1}} {{"event": {BAD}}}\n'
    assert report("--extract", "--at", "/event", text_file("b.log", wrapped), command=command).codes[:2] == [
        "no-message",
        UNKNOWN,
    ]


def test_extract_the_end_of_a_message(text_file: TextFile, report: Reporter) -> None:
    """A line with the end of a message, whose beginning is cut, is not skipped."""
    found = report("--extract", text_file("a.log", "\n".join([GOOD, *PARTS])))
    expected = "not JSON: the first part of a message is missing, as in a text that was cut; write it"
    assert [each["message"] for each in found.problems] == [expected] * len(PARTS)
    assert found.summary["skipped_records"] == 0


#: The ends of messages, as a log has them that begins in the middle of one, with an object inside.
ENDS = (
    '"jdoe.1", "data": {"destination": "+1"}}',
    'doe.1", "data": {"channel": {"endpoint": "7", "type": "Chat"}}}',
    'sage": "x"}, "original": {"command": "session.start", "target": "jdoe", "data": {}}}',
    'ups", "entries": [{"name": "x", "type": "agent"}], "groups": []}]}}',
)


def test_first_line_is_the_end_of_a_message(text_file: TextFile, report: Reporter) -> None:
    """The object in the end of a message is no message: the cause is the missing first part."""
    for end in ENDS:
        found = report("--extract", text_file("a.log", f"{end} {BAD}\n{GOOD}\n"))
        assert found.places() == [(1, 1, "syntax"), (1, len(end) + 1 + BAD_COLUMN, UNKNOWN)], end
        assert "the first part of a message is missing" in found.problems[0]["message"]
        found = report(text_file("a.ndjson", f"{end}\n{GOOD}\n"))
        assert found.places() == [(1, 1, "syntax")], end
        assert "the first part of a message is missing" in found.problems[0]["message"]
    for other in (f"é: {GOOD} }}", f"{{a: {GOOD} }}", 'f(x, {"a": 1})}', '{"a": {"b": 1}} }', '[{"a": 1}, {"b": 1}]'):
        found = report("--extract", text_file("a.log", f"é {other}\n"))
        assert not any("first part" in each["message"] for each in found.problems), other


KUBERNETES = "2026-11-01T00:00:00.0Z stdout"
#: Messages that a log has split over lines, each with the column of its beginning.
SPLIT = {
    f"{KUBERNETES} P {BAD[:40]}\n{KUBERNETES} F {BAD[40:]}": 33,
    f"{KUBERNETES} P {BAD[:20]}\n2026-11-01T00:00:00Z stderr P {BAD[20:50]}\n{KUBERNETES} F {BAD[50:]}": 33,
    f"INFO {BAD[:40]}\n{BAD[40:]} ok": 6,
    f"12:01 INFO {BAD[:40]}\r\n12:02 INFO {BAD[40:]}\r": 12,
}


@pytest.mark.parametrize("command", ["check", "session"])
def test_message_goes_on_in_the_next_line(command: str, text_file: TextFile, report: Reporter) -> None:
    """A message that the log has split is one problem, wherever its lines are read."""
    expected = "not JSON: the message goes on in the next line, as in a log that splits long lines; join its parts"
    for text, column in SPLIT.items():
        for before in (0, Limits().lines - 1):
            path = text_file("a.log", f"{GOOD}\n" * before + f"{text}\nINFO {BAD}\n")
            found = report("--extract", "--ignore", "open-at-end", path, command=command)
            first, *others = found.problems
            assert (first["line"], first["column"], first["message"]) == (before + 1, column, expected), text
            assert [each["line"] for each in others] == [before + text.count("\n") + 2], text
            assert (found.summary["messages"], found.summary["skipped_records"]) == (before + 2, 0)


def test_message_is_cut_and_goes_on_nowhere(text_file: TextFile, report: Reporter) -> None:
    """A message that has no end in the next lines hides none of them, also a message behind its end."""
    cut = BAD[:40]
    for after in ("", "at x\n" * 60, f"{cut}\n{cut}\n{cut}\n", f"{BAD[40:]} {BAD}\n"):
        found = report("--extract", text_file("a.log", f"INFO {cut}\n{after}INFO {BAD}\n"))
        assert not any("goes on" in each["message"] for each in found.problems), after
        assert found.places()[-1][2] == UNKNOWN
        assert found.codes.count("syntax") == 1 + after.count(f"{cut}\n") + after.startswith(BAD[40:]), after


@pytest.mark.parametrize("command", ["check", "session"])
def test_line_behind_a_cut_message_has_its_own(command: str, text_file: TextFile, report: Reporter) -> None:
    """It continues nothing, wherever its message begins: the cut message is one problem, and the next one is checked.

    The text of the log in front of the first is as long as the second line is up to the same place of the message.
    """
    cut = '{"command": "channel.di...'
    for before in range(len(cut) + 20):
        for text, column in ((f"x {BAD}", 2 + BAD_COLUMN), (BAD, BAD_COLUMN)):
            path = text_file("a.log", f"{'-' * before} {cut}\n{text}\n")
            found = report("--extract", "--ignore", "open-at-end", path, command=command)
            assert found.places() == [(1, before + len(cut) + 2, "syntax"), (2, column, UNKNOWN)], (before, text)


def test_bracket_and_quote_in_a_text_begin_no_message(text_file: TextFile, report: Reporter) -> None:
    for line in ('INFO "} {"', 'INFO expected { "', 'INFO frame={"', 'INFO token "{ " at 5', 'INFO "} {" at 5\r'):
        found = report("--extract", text_file("a.log", f"{line}\nx {BAD}\n"))
        assert found.places() == [(2, 2 + BAD_COLUMN, UNKNOWN)], line
        assert (found.summary["messages"], found.summary["skipped_records"]) == (1, 1), line
    found = report("--extract", text_file("a.log", f'INFO near {{"c\nx {BAD}\n'))
    assert found.places() == [(1, 14, "syntax"), (2, 2 + BAD_COLUMN, UNKNOWN)]


@pytest.mark.parametrize("options", [(), ("--extract",)])
@pytest.mark.parametrize("command", ["check", "session"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_lines_in_another_encoding(
    encoding: str, command: str, options: tuple[str, ...], tmp_path: Path, report: Reporter
) -> None:
    """Lines that a shell appends are named as what they are; the bytes of their line ends are no other problem."""
    path = tmp_path / "a.log"
    for text in (
        BAD,
        GOOD.replace("mlopez", "ml\xf6pez"),
        str(json.loads(BAD)),
        f"10:01 INFO \xe9 {BAD}",
        '10:01 {"command": "channel.di',
    ):
        appended = f"{text}\r\n{text}\r\n\r\n".encode(encoding)
        path.write_bytes(f"{GOOD}\n".encode() + appended + f"{BAD}\n".encode())
        found = report(*options, "--ignore", "open-at-end", "--ignore", "unanswered", path, command=command)
        first, second, bad = found.problems
        expected = f"a line in {encoding[:6].upper()}, not UTF-8"
        assert [(each["line"], str(each["message"])[: len(expected)]) for each in (first, second)] == [
            (2, expected),
            (3, expected),
        ], text
        assert (bad["line"], bad["code"], found.summary["messages"]) == (5, UNKNOWN, 4), text


#: The quotes of Windows-1252 and of the Macintosh.
OTHER_QUOTES = (
    (b"\x93", b"\x94"),
    (b"\x91", b"\x92"),
    (b"\x84", b"\x93"),
    (b"\xab", b"\xbb"),
    (b"\xd2", b"\xd3"),
    (b"\xd4", b"\xd5"),
)


@pytest.mark.parametrize("options", [(), ("--extract",)])
def test_quotes_in_another_encoding(options: tuple[str, ...], tmp_path: Path, report: Reporter) -> None:
    path = tmp_path / "a.log"
    for opening, closing in OTHER_QUOTES:
        text = re.sub(rb'"([^"]*+)"', rb"%b\1%b" % (opening, closing), BAD.encode())
        for before in (b"", b"10:01 INFO "):
            path.write_bytes(f"{GOOD}\n".encode() + before + text + f"\n{BAD}\n".encode())
            found = report(*options, path)
            assert found.places() == [(2, len(before) + 2, "not-utf8"), (3, BAD_COLUMN, UNKNOWN)], text


def test_lines_without_a_message_in_another_encoding_are_skipped(tmp_path: Path, report: Reporter) -> None:
    path = tmp_path / "a.log"
    others = (
        "10:01 INFO started".encode("utf-16-le"),
        "target {command}".encode("utf-32-be"),
        b"\0\0\1\x93target\x94\0{",
    )
    path.write_bytes(b"\n".join([GOOD.encode(), *others]))
    found = report("--extract", path)
    assert (found.codes, found.summary["skipped_records"]) == ([], len(others))


def test_separator_in_a_string(text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("a.ndjson", GOOD.replace("+1", "}\x1e1") + "\n"))
    assert found.problems[0]["message"].startswith("not JSON: a control character")


def test_separator_between_pieces() -> None:
    """A stream is read in pieces, which may end beside a separator."""
    for pieces in (
        (b"{}", b"\x1e{}\n"),
        (b"{}\x1e", b"{}\n"),
        (b"\x1e", b"{} {}\n"),
        (b"\x1e", b"\x1e{} {}\n"),
        (b"{}\x1e", b"\x1e{}\n"),
        (b"{}\x1e", b" \x1e", b" \x1e{}\n"),
    ):
        stream = Mock(read=Mock(side_effect=[*pieces, b""]))
        lines = [raw for some in ndjson.raw_lines(stream, Limits()) for raw in some.raws]
        assert [raw.split() for raw in lines if raw] == [[b"{}", b"{}"]], pieces


@pytest.mark.parametrize("command", ["check", "session"])
def test_text_between_messages_of_a_string(command: str, text_file: TextFile, report: Reporter) -> None:
    """Text between the messages of one string is one problem, and all of them are checked."""
    for between in (", ", ";", " and ", " // c\n", "|", " \0 "):
        outer = json.dumps({"log": f"é {GOOD}{between}{BAD}"[2:]}, ensure_ascii=False)
        found = report("--at", "/log", "--ignore", "open-at-end", text_file("a.ndjson", f"{outer}\n"), command=command)
        column = outer.rindex(json.dumps('"destin')[1:-1]) + 1
        assert sorted(found.codes) == ["syntax", UNKNOWN], between
        assert (1, column, UNKNOWN) in found.places() or command == "session", between
    found = report("--at", "/log", text_file("a.ndjson", json.dumps({"log": f"{BAD},"}) + "\n"))
    assert found.codes == [UNKNOWN, "syntax"]
    outer = json.dumps({"log": f"{GOOD} and {BAD}"})
    assert report("--at", "/log", "--extract", text_file("b.ndjson", f"{outer}\n")).codes == [UNKNOWN]


@pytest.mark.parametrize("command", ["check", "session"])
def test_rest_of_a_wrapped_array(command: str, text_file: TextFile, report: Reporter) -> None:
    """After a bracket too many inside a record, or one that is missing, all messages in the record are checked."""
    for text in (
        f'{{"events": [{GOOD}}}, {BAD}, {BAD}]}}',
        f'{{"events": [{GOOD}], {BAD}, {BAD}]}}',
        f'{{"events": [{GOOD}]], "x": [{BAD}, {BAD}]}}',
        f'{{"events": [{GOOD} {BAD}, {BAD}]}}',
        f'{{"events": [{GOOD}, {BAD}, {BAD}}}',
        f'{{"events": [{GOOD}, {BAD}, {BAD}}}]}}',
    ):
        for name in ("a.ndjson", "a.json"):
            options = ("--at", "/events/*", "--ignore", "open-at-end", "--ignore", "unanswered")
            found = report(*options, text_file(name, text), command=command)
            assert (sorted(found.codes), found.summary["messages"]) == (["syntax", UNKNOWN, UNKNOWN], 4), text


@pytest.mark.parametrize("command", ["check", "session"])
def test_record_that_only_has_a_name(command: str, text_file: TextFile, report: Reporter) -> None:
    """A record of a log about a message is no message: all that it lacks is one problem."""
    record = {"level": "info", "command": "channel.dial", "ms": 5}
    event = {"level": "info", "msg": "came", "name": "channel.disposed", "at": 5}
    around = {**record, "message": json.loads(GOOD)}
    text = "".join(f"{json.dumps(each)}\n" for each in (record, event, around))
    assert report(text_file("a.ndjson", text), command=command).codes == ["not-a-message"]
    found = report("--ignore", "unanswered", text_file("a.ndjson", f"{text}{GOOD}\n"), command=command)
    assert [place for place in found.places() if place[2] != "open-at-end"] == [
        (line, 1, "not-a-message") for line in (1, 2, 3)
    ]
    first, second, third = [str(each["message"]) for each in found.problems if each["code"] == "not-a-message"]
    assert first == "no message: it has the name channel.dial, but no other member of one"
    assert "channel.disposed" in second
    assert third == f"{first}; --at '/message' checks the messages inside it"
    short = report(text_file("b.ndjson", '{"command": "channel.dial", "ms": 5}\n'))
    assert set(short.codes) == {"missing-member", "unknown-member"}  # a message, which is not finished


def test_extracted_messages_have_their_own_faults(text_file: TextFile, report: Reporter) -> None:
    """The fault of a later message in the same string is not that of the first one."""
    single, doubled = BAD.replace('"', "'"), '"' + BAD.replace('"', '""') + '"'
    found = report("--extract", "--at", "/log", text_file("a.log", json.dumps({"log": f"I {single} {doubled}"})))
    alone = [
        report("--extract", "--at", "/log", text_file("a.log", json.dumps({"log": f"I {each}"}))).problems[0]["message"]
        for each in (single, doubled)
    ]
    assert [each["message"] for each in found.problems] == alone
    assert len({*alone}) == 2


@pytest.mark.parametrize("command", ["check", "session"])
@each_case(
    "options",
    [
        ("--ignore", "no-message"),
        ("--skip-missing", "--ignore", "no-messages"),
        ("--write-baseline", "known.json"),
        ("--baseline", "known.json"),  # the one of the case before
    ],
)
def test_place_that_leads_nowhere_never_passes(
    command: str, options: tuple[str, ...], report: Reporter, text_file: TextFile
) -> None:
    path = text_file("a.ndjson", f'{{"event": {GOOD}}}\n')
    options = tuple(str(path.with_name(each)) if each == "known.json" else each for each in options)
    right = report("--at", "/evnt", "--at", "/event", *options, path, command=command)
    assert (right.code, {*right.codes} <= {"stale-baseline", "open-at-end"}) == (0, True)
    done = report("--at", "/evnt", *options, path, command=command)
    [problem] = [each for each in done.problems if each["severity"] == "error"]
    text = "no message was checked: 1 record without a value at /evnt; correct --at"
    assert (done.code, problem["code"], problem["message"]) == (1, "no-messages", text)


def test_empty_log_has_no_wrong_place(report: Reporter, text_file: TextFile) -> None:
    assert report("--at", "/event", "--ignore", "no-messages", text_file("a.ndjson", "")).codes == []


def test_file_in_which_a_place_leads_nowhere_beside_others(report: Reporter, text_file: TextFile) -> None:
    wrapped, other = text_file("a.ndjson", f'{{"event": {GOOD}}}\n'), text_file("b.ndjson", '{"level": 1}\n' * 3)
    assert report("--at", "/event", "--ignore", "no-message", wrapped, other).codes == []


def test_comment_that_does_not_end_near(text_file: TextFile) -> None:
    """No more than some lines are read ahead for the end of a comment, which hides none if it has no end there."""
    text = "\n".join(["/* a", *[GOOD] * 9, "/* b", *[GOOD] * 9, BAD, f"*/ {GOOD}", GOOD])
    options = Options(limits=Limits(lines=4, whole=len(GOOD) * 3))
    *problems, _, summary = check_files([str(text_file("a.ndjson", text))], options)
    places = [(each.line, each.code) for each in problems if isinstance(each, Problem)]
    assert sorted(places, key=str) == [(1, "syntax"), (21, UNKNOWN), (22, "syntax")], summary


@pytest.mark.parametrize(
    ("text", "place"),
    [("{0}\n{0},\n", (2, 69)), ("{0},\n{0}\n", (1, 69)), ("{0}\n{0}\n,", (3, 1)), ("{0}\n{0},{0}\n", (2, 69))],
)
def test_comma_beside_values(text: str, place: tuple[int, int], text_file: TextFile, report: Reporter) -> None:
    """The values of a document may be one after the other, but without commas."""
    good = '{"command":"session.start","target":"jdoe","data":{"extension":"1"}}'
    found = report(text_file("x.json", text.format(good).encode()))
    assert [(each["line"], each["column"], each["code"]) for each in found.problems] == [(*place, "syntax")]
    assert report(text_file("x.json", f"{good}\n{good}\n".encode())).problems == []


@pytest.mark.parametrize("name", ["a.json", "a.ndjson", "a.log"])
def test_merge_conflict(name: str, text_file: TextFile, report: Reporter) -> None:
    """The marks are one problem, and the messages of both sides are checked."""
    found = report(text_file(name, f"{GOOD}\n<<<<<<< HEAD\n{GOOD}\n||||||| base\n=======\n{BAD}\n>>>>>>> other\n"))
    assert sorted(found.places()) == [(2, 1, "syntax"), (6, BAD_COLUMN, UNKNOWN)]
    assert sum("a mark of a merge conflict" in each["message"] for each in found.problems) == 1
    assert found.summary["messages"] == 3


@pytest.mark.parametrize("name", ["a.json", "a.ndjson", "a.log", "-"])
def test_pointer_of_git(name: str, text_file: TextFile, report: Reporter) -> None:
    """A file of Git LFS that is not there is one problem, not one for each of its lines."""
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n"
    pieces = [bytes([each]) for each in pointer.encode()]
    found = report("-", stdin=pieces) if name == "-" else report(text_file(name, pointer))
    assert [each["message"] for each in found.problems] == [
        "a pointer of Git LFS, not the file: git lfs pull gets that"
    ]
    assert [(each["line"], each["column"], each["code"]) for each in found.problems] == [(1, 1, "syntax")]
