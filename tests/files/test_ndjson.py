"""One message a line."""

import json
import re
from pathlib import Path

import pytest
from each_case import each_case
from helpers import BAD, BAD_COLUMN, GOOD, Place, Reporter, TextFile

from cti_contract.files.check import check_files
from cti_contract.files.limits import Limits
from cti_contract.files.results import Options
from cti_contract.problems import Problem

UNKNOWN = "unknown-member"
LIMITS = Limits(text=200, chunk=16)


def places_within(path: Path, limits: Limits) -> list[Place]:
    """Return the places of the problems of a file or folder that is read within other limits."""
    findings = check_files([str(path)], Options(limits=limits))
    return [(each.line, each.column, each.code) for each in findings if isinstance(each, Problem)]


def of_length(length: int) -> str:
    """Return a valid message of this length in bytes."""
    message = json.loads(GOOD) | {"context": {"note": ""}}
    message["context"]["note"] = "x" * (length - len(json.dumps(message)))
    return json.dumps(message)


@each_case("end", ["", "\n", "\n" + BAD])
@each_case(("length", "places"), [(200, []), (201, [(2, 1, "too-large")])])
def test_longest_line(length: int, places: list[Place], end: str, text_file: TextFile) -> None:
    path = text_file("x.ndjson", f"{GOOD}\n{of_length(length)}{end}")
    after: list[Place] = [(3, BAD_COLUMN, UNKNOWN)] if BAD in end else []
    assert places_within(path, LIMITS) == places + after


@pytest.mark.parametrize(("length", "places"), [(200, []), (201, [(1, 1, "too-large")])])
def test_longest_document(length: int, places: list[Place], text_file: TextFile) -> None:
    folder = text_file("x.json", of_length(length)).parent
    text_file("z.json", BAD)
    assert places_within(folder, LIMITS) == [*places, (1, BAD_COLUMN, UNKNOWN)]


@each_case("length", range(185, 220))
def test_chunk_ends_anywhere(length: int, text_file: TextFile) -> None:
    lines = [GOOD, "x" * (length + 100), of_length(length - 30), "y" * length * 3, BAD, ""]
    path = text_file("x.ndjson", "\n".join(lines))
    assert places_within(path, LIMITS) == [(2, 1, "too-large"), (4, 1, "too-large"), (5, BAD_COLUMN, UNKNOWN)]


def test_first_line_too_long(text_file: TextFile) -> None:
    path = text_file("session.log", f'{{"{"x" * 400}": 1}}\n{GOOD}\n{BAD}\n')
    assert places_within(path, LIMITS._replace(text=300)) == [(1, 1, "too-large"), (3, BAD_COLUMN, UNKNOWN)]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x.ndjson", "a line of more than 200 bytes is skipped"),
        ("x.json", "a document of more than 200 bytes is skipped; write one message a line in an .ndjson file"),
    ],
)
def test_message_about_the_size(name: str, message: str, text_file: TextFile) -> None:
    findings = check_files([str(text_file(name, "x" * 201))], Options(limits=LIMITS))
    assert [each.message for each in findings if isinstance(each, Problem)] == [message]


def test_blank_lines(text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("x.ndjson", f"\n \n{GOOD}\n\t\r\n\n  {BAD}\n\n\n{BAD}"))
    assert found.places() == [(6, BAD_COLUMN + 2, UNKNOWN), (9, BAD_COLUMN, UNKNOWN)]
    assert [problem["message_index"] for problem in found.problems] == [1, 2]
    assert found.summary["messages"] == 3


@pytest.mark.parametrize("blank", [0, 1, 2, 1000])
def test_blank_lines_between_batches(blank: int, text_file: TextFile, report: Reporter) -> None:
    text = f"{BAD}\n" + "\n" * blank
    found = report(text_file("x.ndjson", text * 600))
    assert [each["line"] for each in found.problems] == [1 + number * (1 + blank) for number in range(600)]
    assert [each["message_index"] for each in found.problems] == [*range(600)]


def is_json(text: bytes) -> bool:
    try:
        json.loads(text.decode())
    except ValueError:
        return False
    return True


def test_every_change_of_a_line(text_file: TextFile, report: Reporter) -> None:
    line = GOOD.encode()
    mutants = [
        line[:at] + new + line[at + 1 :]
        for at in range(len(line))
        for new in (b"", b"\x00", b'"', b"\\", b"{", b"]", b",", b":", b"\xff", b"\xed", b"7", b"\xef\xbb\xbf")
    ]
    found = report(text_file("mutants.ndjson", b"\n".join(mutants)))
    marks = re.compile(rb'("[^"]*")|\0|\xef\xbb\xbf')
    marked = {  # all NULs and all byte order marks in the place of a space are one problem each
        number
        for number, mutant in enumerate(mutants, 1)
        if not is_json(mutant) and is_json(marks.sub(lambda found: found[1] or b" ", mutant))
    }
    broken = {
        problem["line"] for problem in found.problems if problem["code"] in {"syntax", "not-utf8", "byte-order-mark"}
    }
    expected = {number for number, mutant in enumerate(mutants, 1) if not is_json(mutant)} - marked
    assert broken - marked == expected
    assert len(broken & marked) == len({mutants[number - 1].count(b"\0") for number in marked}) == 2
    assert len(broken) > 300
    assert found.summary["messages"] == len(mutants)
    assert all(each["column"] <= len(mutants[each["line"] - 1]) + 1 for each in found.problems)


DENSE = json.dumps(json.loads(GOOD) | {"context": {"a": [{}] * 40}})
FULL = json.dumps(json.loads(GOOD) | {"context": {"a": "[," * 40}})
FEW = Limits(small=0, value_memory=3000, whole=16, piece=16, chunk=16)


@each_case(
    ("name", "text", "places"),
    [
        ("x.ndjson", f"{GOOD}\n{DENSE}\n{FULL}\n{BAD}", [(2, 1, "too-large"), (4, BAD_COLUMN, UNKNOWN)]),
        ("x.json", DENSE, [(1, 1, "too-large")]),
        ("x.json", FULL, []),
        ("x.json", f"[{GOOD},\n{DENSE},\n{FULL},\n{BAD}]", [(2, 1, "too-large"), (4, BAD_COLUMN, UNKNOWN)]),
        (
            "x.json",
            f"[{GOOD},\n{DENSE},\n{BAD},1 1]",
            [(2, 1, "too-large"), (3, BAD_COLUMN, UNKNOWN), (3, len(BAD) + 4, "syntax")],
        ),
        ("x.json", f"[{GOOD},\n{DENSE}, {{]", [(2, 1, "too-large"), (2, len(DENSE) + 4, "syntax")]),
        ("x.json", f"/**/[{DENSE},\n{BAD}]", [(1, 1, "syntax"), (1, 6, "too-large"), (2, BAD_COLUMN, UNKNOWN)]),
        ("x.json", f"/**/{DENSE}", [(1, 1, "syntax"), (1, 5, "too-large")]),
        ("x.json", f"{GOOD}\n{DENSE}\n{BAD}", [(2, 1, "too-large"), (3, BAD_COLUMN, UNKNOWN)]),
        ("x", f"[{DENSE},\n{GOOD}]", [(1, 2, "too-large")]),
        ("x.ndjson", f"{GOOD} {DENSE} {BAD}", [(1, 109, "too-large"), (1, 109 + len(DENSE) + BAD_COLUMN, UNKNOWN)]),
        ("x.ndjson", f"{DENSE} {GOOD}\n{BAD}", [(1, 1, "too-large"), (2, BAD_COLUMN, UNKNOWN)]),
        ("x", f'{{"a": [{DENSE},{DENSE},{DENSE}]}}\n{BAD}', [(1, 1, "too-large"), (2, BAD_COLUMN, UNKNOWN)]),
    ],
)
def test_too_many_values(name: str, text: str, places: list[Place], text_file: TextFile) -> None:
    assert places_within(text_file(name, text), FEW) == places


def test_too_many_inner_values(text_file: TextFile) -> None:
    """The values of a record count together; those of a string in it count by themselves."""
    record = text_file("x.json", f'{{"all": [{GOOD},\n{DENSE},\n{BAD}]}}')
    line = json.dumps({"all": [GOOD, DENSE, BAD]})
    strings = text_file("y.json", line)
    findings = check_files([str(record), str(strings)], Options(limits=FEW, at=("/all/*",)))
    problems = [each for each in findings if isinstance(each, Problem)]
    assert [(each.code, each.message_index, each.column) for each in problems] == [
        ("too-large", 0, 1),
        ("too-large", 1, 13 + len(json.dumps(GOOD))),
        (UNKNOWN, 2, line.index("destinaton") - 1),
    ]


def test_too_many_values_in_a_log(text_file: TextFile) -> None:
    path = text_file("x.log", f"INFO {GOOD}\nINFO {DENSE}\n{BAD}")
    findings = check_files([str(path)], Options(limits=FEW, extract=True))
    assert [each.code for each in findings if isinstance(each, Problem)] == ["too-large", UNKNOWN]


@each_case(
    ("line", "places", "messages"),
    [
        (f"{GOOD}{GOOD}", [], 2),
        (f"{GOOD} \t{BAD}{GOOD}", [(1, len(GOOD) + 2 + BAD_COLUMN, UNKNOWN)], 3),
        (f'{{"ö": 1}}{BAD}', [(1, 1, "unknown-message"), (1, 8 + BAD_COLUMN, UNKNOWN)], 2),
        (f"{GOOD}{{1}}{BAD}", [(1, len(GOOD) + 2, "syntax"), (1, len(GOOD) + 3 + BAD_COLUMN, UNKNOWN)], 3),
        (f'{GOOD}{{"a": ', [(1, len(GOOD) + 6, "syntax")], 2),
        (f"{GOOD} x", [(1, len(GOOD) + 2, "syntax")], 1),
        (f"{GOOD},{GOOD}", [(1, len(GOOD) + 1, "syntax")], 2),
        ("1 {}", [(1, 3, "syntax")], 1),
    ],
)
def test_several_on_a_line(
    line: str, places: list[Place], messages: int, text_file: TextFile, report: Reporter
) -> None:
    found = report(text_file("x.ndjson", f"{line}\n\n{BAD}\n"))
    assert found.places() == [*places, (3, BAD_COLUMN, UNKNOWN)]
    assert found.summary["messages"] == messages + 1
