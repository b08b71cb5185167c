"""One message a file, or an array of messages."""

import json

import pytest
from each_case import each_case
from helpers import BAD, BAD_COLUMN, GOOD, Place, Reporter, TextFile

from cti_contract.files.check import check_files
from cti_contract.files.limits import Limits
from cti_contract.files.results import Options

UNKNOWN = "unknown-member"


def indented(message: str) -> str:
    return json.dumps(json.loads(message), indent=2)


FENCE = "not JSON: a fence of Markdown around the text; remove its lines"


@pytest.mark.parametrize(
    "text",
    [
        f"[```json\n{GOOD},\n{BAD}\n```\n]",
        f"[\n```json\n{GOOD},\n{BAD}\n```\n]",
        f"# Title\n\n```json\n{BAD}\n```\n",
        f"[# Title\n```json\n{BAD}\n```\n]",
    ],
)
def test_fence(text: str, text_file: TextFile, report: Reporter) -> None:
    """A fence is one problem, wherever it is and whatever heading is above it, and the messages are checked."""
    found = report(text_file("a.json", text))
    line = text.partition(BAD)[0].count("\n") + 1
    assert [each["message"] for each in found.problems if each["code"] == "syntax"] == [FENCE]
    assert (line, BAD_COLUMN, UNKNOWN) in found.places()
    found = report(text_file("a.ndjson", f"# Title\n```json\n{BAD}\n```\n"))
    assert sorted(found.codes) == ["syntax", UNKNOWN]


def test_separator_in_the_place_of_an_element(text_file: TextFile, report: Reporter) -> None:
    for text, column, messages in (
        (f"[{GOOD}, \x1e]", len(GOOD) + 4, 1),
        (f"[{GOOD},\x1e,{GOOD}]", len(GOOD) + 3, 2),
    ):
        found = report(text_file("a.json", text))
        assert (found.places(), found.summary["messages"]) == ([(1, column, "syntax")], messages)
        assert str(found.problems[0]["message"]).startswith("not JSON: a record separator (U+001E) inside")


#: Texts with and without a separator of RFC 7464, and the lines of the problems: all are messages, BAD and others.
SEQUENCES = {
    "the first with one": f"\x1e{GOOD}\n{BAD}\n\x1e{GOOD}\n{BAD}\n",
    "the first without one": f"{GOOD}\n\x1e{BAD}\n{GOOD}\n{BAD}\n",
    "on one line": f"\x1e{GOOD}\x1e{BAD}\n{GOOD}{BAD}\n",
    "pretty-printed": f"\x1e{indented(GOOD)}\n{indented(BAD)}\n\x1e{indented(GOOD)}\n{indented(BAD)}\n",
    "in front of brackets": f"{indented(GOOD)}\n \x1e{indented(BAD)}\n\x1e\n{indented(GOOD)}{indented(BAD)}\n",
}


@each_case("text", SEQUENCES.values(), ids=SEQUENCES)
def test_values_with_and_without_separators(text: str, text_file: TextFile, report: Reporter) -> None:
    for name in ("a.json", "a.log"):
        found = report(text_file(name, text))
        assert found.codes == [UNKNOWN, UNKNOWN], name
        assert found.summary["messages"] == 4, name
        lines = [number for number, line in enumerate(text.split("\n"), 1) if '"destinaton"' in line]
        assert [line for line, _, _ in found.places()] == lines, name
    cut = report(text_file("a.json", f"\x1e{GOOD[:40]}\n{BAD}\n\x1e{GOOD}\n{BAD}"))
    assert [(line, code) for line, _, code in cut.places()] == [(1, "syntax"), (2, UNKNOWN), (4, UNKNOWN)]
    other = report(text_file("a.json", f"\x1e5 6\n\x1e[{GOOD}]\n[{BAD}]\n"))
    assert [(line, code) for line, _, code in other.places()] == [(1, "syntax"), (2, "wrong-type"), (3, "wrong-type")]


FAILURE = '{"command": "channel.dial", "target": "j.7", "result": "failure", "failure": {"code": "E", "message": ""}}'
#: The ends of a message that is cut, and the text of the problem.
CUT_ENDS = {
    "": "inside an object",
    ",": "after a comma",
    ', "data":': "after a colon",
    ', "data": {': "inside an object",
    ', "data": {"a": [1,': "after a comma",
    ', "data": tr': "inside a value",
    ', "data": {"a": "x': "inside a string",
    ', "da': "inside a string",
}


@each_case(("end", "where"), CUT_ENDS.items(), ids=CUT_ENDS)
def test_cut_text_of_a_sequence(end: str, where: str, text_file: TextFile, report: Reporter) -> None:
    """A text that is cut in front of a separator is one problem, and the next text is checked."""
    cut = '{"command": "session.start", "target": "jdoe"' + end
    for between in ("", "\n"):
        for name in ("a.json", "a.log", "a.ndjson"):
            found = report(text_file(name, f"\x1e{GOOD}\n\x1e{cut}{between}\x1e{BAD}\n\x1e{GOOD}\n"))
            assert found.summary["messages"] == 4
            one, other = found.problems
            assert str(one["message"]).startswith(f"not JSON: the text ends {where}"), name
            assert (one["line"], one["column"], other["code"]) == (2, len(cut) + 2, UNKNOWN)


@each_case("text", [f'\x1e{FAILURE[:-1]}, "original": \x1e{BAD}}}', f"// x\n\x1e[{GOOD}, // y\n\x1e{GOOD}]"])
def test_separator_in_front_of_a_message_inside(text: str, text_file: TextFile, report: Reporter) -> None:
    """The request in a failure and the element of an array are no texts of a sequence."""
    found = report(text_file("a.json", text))
    [problem] = [each for each in found.problems if "a record separator" in str(each["message"])]
    assert problem["column"] == len(text.rsplit("\n", maxsplit=1)[-1].rpartition("\x1e")[0]) + 1


def test_separated_values_that_are_no_messages(text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("a.json", "\x1e5\n\x1e[]\n\x1e{}\n"))
    assert found.places() == [(1, 2, "not-a-message")]


STRING = json.dumps(GOOD)


@each_case(
    ("text", "lines", "message"),
    [
        (f"{STRING}\n{STRING}\n", [1], "no message, but strings that hold the JSON of messages"),
        (f"{STRING} {STRING}", [1], "no message, but strings that hold the JSON of messages"),
        (f"{GOOD}\n{STRING}\n{GOOD}\n", [2], "a message must be an object, not a string with the JSON of one"),
        (f'"a"\n{STRING}\n{GOOD}\n', [1, 2], "a message must be an object, not a string"),
        (f'{GOOD}\n"{{a"\n{GOOD}\n', [2], "not JSON: a line of other text beside the values"),
        (f"{GOOD}\n{STRING}\n5\n", [2], "not JSON: 2 lines of other text beside the values"),
    ],
)
def test_strings_of_messages(text: str, lines: list[int], message: str, text_file: TextFile, report: Reporter) -> None:
    """Strings with the JSON of messages, one after the other, are no lines of other text."""
    found = report(text_file("a.json", text))
    assert [each["line"] for each in found.problems] == lines
    assert str(found.problems[0]["message"]).startswith(message)


#: The texts between arrays, by the problem that they are.
BETWEEN = {
    "another array is after the first; write all messages as one array, or one a line in an .ndjson file": (
        "\n",
        "\r",
        " ",
    ),
    "a comma is after the JSON value; remove it, or write all values as an array": (",\n", ", "),
}


@each_case(("said", "between"), BETWEEN.items(), ids=BETWEEN)
def test_several_arrays(said: str, between: tuple[str, ...], text_file: TextFile, report: Reporter) -> None:
    """They are one problem, and the messages in all of them are checked."""
    for each in between:
        found = report(text_file("a.json", each.join([f"[{GOOD}]", f"[{BAD},{GOOD}]", f"[{BAD}]"])))
        assert found.codes == ["syntax", UNKNOWN, UNKNOWN], each
        assert (found.problems[0]["message"], found.summary["messages"]) == (f"not JSON: {said}", 4), each


def test_array_after_a_message(text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("a.json", f"{BAD}\n[{GOOD}]\n"))
    assert found.places() == [(1, BAD_COLUMN, UNKNOWN), (2, 1, "wrong-type")]


@each_case("text", [f"{GOOD},{BAD}]", f" {GOOD},\n{BAD}\n]\n", f"{indented(GOOD)},\n{indented(BAD)},\n{GOOD}]"])
def test_array_without_its_beginning(text: str, text_file: TextFile, report: Reporter) -> None:
    """The bracket at its end is no other problem, and the fix is one bracket."""
    path = text_file("a.json", text)
    found = report(path)
    assert [each["message"] for each in found.problems if each["code"] == "syntax"] == [
        "not JSON: the opening bracket of the array is missing; write it"
    ]
    assert found.places()[0] == (1, 1 + text.startswith(" "), "syntax")
    assert (found.codes, found.summary["messages"]) == (["syntax", UNKNOWN], text.count("command"))
    path.write_text(f"[{text}")
    assert report(path).codes == [UNKNOWN]


def test_brackets_of_other_arrays(text_file: TextFile, report: Reporter) -> None:
    """No array begins in front of the first message."""
    for text in (f"{GOOD},[{GOOD}]", f"{GOOD},{GOOD}],[{GOOD}]", f"{GOOD},{GOOD}}}]"):
        first = report(text_file("a.json", text)).problems[0]
        assert first["message"].startswith("not JSON: a comma is after the JSON value"), text


#: Arrays with a fault between the messages; the places of the problems, and the number of messages.
ARRAYS = {
    "no end": (f"[{GOOD},\n{BAD}\n", [(2, BAD_COLUMN, UNKNOWN), (2, len(BAD) + 1, "syntax")], 2),
    "a surplus comma": (f"[{GOOD},\n{BAD},\n ]", [(2, BAD_COLUMN, UNKNOWN), (2, len(BAD) + 1, "syntax")], 2),
    "a missing message": (f"[{GOOD},\n ,\n{BAD}]", [(2, 2, "syntax"), (3, BAD_COLUMN, UNKNOWN)], 2),
    "a missing comma": (
        f"[{GOOD}\n{BAD},\n{BAD}]",
        [(2, 1, "syntax"), (2, BAD_COLUMN, UNKNOWN), (3, BAD_COLUMN, UNKNOWN)],
        3,
    ),
    "no commas": (f"[{GOOD}\n{GOOD}\n{BAD}]", [(2, 1, "syntax"), (3, BAD_COLUMN, UNKNOWN)], 3),
    "a missing comma inside a message": (
        f"[{GOOD},\n{BAD.replace(',', '', 1)},\n{BAD}]",
        [(2, BAD.index(" ") + len('"channel.dial" ') + 2, "syntax"), (3, BAD_COLUMN, UNKNOWN)],
        3,
    ),
    "a missing end": (f"[{GOOD[:-1]},\n{BAD}]", [(1, len(GOOD) + 2, "syntax"), (2, BAD_COLUMN, UNKNOWN)], 2),
    "a missing end of several lines": (
        f"[\n{indented(GOOD)[:-2]},\n{indented(BAD)},\n{indented(BAD)}\n]",
        [(7, 5, "syntax"), (12, 5, UNKNOWN), (19, 5, UNKNOWN)],
        3,
    ),
    "a surplus end": (f"[{GOOD}}},\n{BAD}]", [(1, len(GOOD) + 2, "syntax"), (2, BAD_COLUMN, UNKNOWN)], 2),
    "a wrong end": (f"[{GOOD[:-2]}],\n{BAD}]", [(1, len(GOOD), "syntax"), (2, BAD_COLUMN, UNKNOWN)], 2),
    "a missing quote": (
        f"[{GOOD.replace('dial' + chr(34), 'dial', 1)},\n{BAD}]",
        [(1, 30, "syntax"), (2, BAD_COLUMN, UNKNOWN)],
        2,
    ),
    **{
        f"a missing quote after {first}": (
            f'[{{{first}, "command": "session.start", "target": "jdoe, "data": {{}}}},{BAD}]',
            [(1, len(first) + 51, "syntax"), (1, len(first) + 61 + BAD_COLUMN, UNKNOWN)],
            2,
        )
        for first in (
            '"context": {}',
            '"context": {"a": {"b": [1]}}',
            '"failure": {"code": "1"}',
            '"id": 1',
            '"id": "a"',
        )
    },
    "a missing quote in the first member": (
        f'[{{"id": "a, "command": "session.start", "target": "jdoe", "data": {{}}}},{BAD}]',
        [(1, 14, "syntax"), (1, 70 + BAD_COLUMN, UNKNOWN)],
        2,
    ),
    "text after it": (f"[{GOOD},\n{BAD}\n] x", [(2, BAD_COLUMN, UNKNOWN), (3, 3, "syntax")], 2),
    "messages of several lines": (
        '[{\n "a": 1,\n "a": 2\n}, {\n "a":\n NaN}]',
        [(3, 2, "duplicate-key"), (6, 2, "syntax")],
        2,
    ),
    "an opening bracket only": ("[", [(1, 2, "syntax")], 0),
    "a message that ends inside a string": (
        f"[{BAD},\n{GOOD[:20]}",
        [(1, BAD_COLUMN + 1, UNKNOWN), (2, 21, "syntax")],
        2,
    ),
    "a space that JSON does not allow": (
        f"[{BAD},\n\u00a0{BAD}]",
        [(1, BAD_COLUMN + 1, UNKNOWN), (2, 1, "syntax"), (2, BAD_COLUMN + 1, UNKNOWN)],
        3,
    ),
}


@each_case(("text", "places", "messages"), ARRAYS.values(), ids=ARRAYS)
def test_broken_array(text: str, places: list[Place], messages: int, text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("x.json", text))
    assert (found.code, found.places(), found.summary["messages"]) == (1, places, messages)


@each_case("fault", ["", "{1}"])
@each_case("count", [511, 512, 513, 1024, 1100])
def test_long_array(fault: str, count: int, text_file: TextFile, report: Reporter) -> None:
    """Messages are checked in batches of 512; the rest of a broken array is, too."""
    texts = [BAD if number in (0, 510, 511, 512, count - 1) else GOOD for number in range(count)]
    expected = [(number, number - 1, UNKNOWN) for number, text in enumerate(texts, 1) if text == BAD]
    if fault:
        texts[5] = fault
        expected.insert(1, (6, 5, "syntax"))
    found = report(text_file("x.json", "[" + ",\n".join(texts) + "]"))
    assert [(each["line"], each["message_index"], each["code"]) for each in found.problems] == expected
    assert found.summary["messages"] == count


def test_every_beginning_of_a_message(text_file: TextFile, report: Reporter) -> None:
    message = json.loads(GOOD) | {"context": {"größe": "日本😀"}}
    whole = json.dumps(message, indent=1, ensure_ascii=False).encode()
    for length in range(1, len(whole)):
        found = report(text_file("cut.json", whole[:length]))
        [(line, column, code)] = found.places()
        lines = whole[:length].decode(errors="surrogateescape").split("\n")
        assert (found.code, code in {"syntax", "not-utf8"}) == (1, True)
        assert line is not None
        assert column is not None
        assert column <= len(lines[line - 1]) + 1


LONG = {
    **{name: text for name, (text, _, _) in ARRAYS.items()},
    "messages": f"[{GOOD},{BAD} , {GOOD}]",
    "nested arrays": f'[[1, {{"a": 2}}, {{"a": 3}}], {GOOD}, {{"a": [1, "}},{{", 2]}}]',
    "no messages": '[{"a": 1}, {"b": [{"c": 2}, {"c": 3}]}]',
    "messages in records": f'[{{"a": 1}}, {{"event": {GOOD}}}]',
    "numbers": "[1, 2, 3]",
    "nothing": " [ ] ",
    "space": f"\n[\n{BAD}\n,\n{BAD}\n]\n",
    "other letters": f'["größe", {BAD}, "日本😀", tru, {BAD}]',
    "no UTF-8": f'[{BAD}, "\udcff", {BAD}]',
    "a name twice": f'[{GOOD}, {{"a": 1, "a": 2}}, {BAD}]',
    "comments": f"// a\n[{BAD}, /* , */ {BAD}]",
    "comments and a fault": f"// a\n[{BAD}, {{,}} {BAD}]",
    "a comment and an object": f"/**/{BAD}",
}


@pytest.mark.parametrize("name", ["a.json", "a"])
def test_array_in_pieces(name: str, text_file: TextFile) -> None:
    """A long array has the same problems as one that is parsed in one step."""
    for title, text in LONG.items():
        path = str(text_file(name, text.encode(errors="surrogateescape")))
        expected = list(check_files([path], Options(limits=Limits(small=0))))
        for piece in 1, 40, 200:
            options = Options(limits=Limits(small=0, whole=1, piece=piece))
            assert list(check_files([path], options)) == expected, (title, piece)
