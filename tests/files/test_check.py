"""The check of files: bad input is a problem at its place, the rest is checked, and memory and time are bounded."""

import json
import os
import random
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bad_texts import BAD_TEXTS, UNENDED
from each_case import each_case
from helpers import (
    ALIAS,
    BAD,
    BAD_COLUMN,
    GOOD,
    HANG,
    NAMED,
    ROOT,
    MessageFile,
    Reporter,
    TextFile,
    pipe_input,
    process,
)

from cti_contract.cli.main import main
from cti_contract.files import documents
from cti_contract.files.check import check_files
from cti_contract.files.limits import Limits
from cti_contract.files.results import Counts, FileSummary, Options, Summary
from cti_contract.problems import Problem

#: The layouts of a file in which a bad text is: a name and the lines.
LAYOUTS = {
    "document": ("x.json", b"\n\n%(text)b\n"),
    "document of one line": ("x.json", b"%(text)b"),
    "lines": ("x.ndjson", b"%(good)b\n%(bad)b\n%(text)b\n%(good)b\n%(bad)b"),
    "array": ("x.json", b"[\n%(bad)b,\n%(text)b,\n%(good)b,\n%(bad)b,\n%(text)b,\n%(bad)b\n]"),
    "pipe": ("-", b"%(text)b"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@each_case("name", BAD_TEXTS)
def test_bad_text(name: str, layout: str, text_file: TextFile, message_file: MessageFile, report: Reporter) -> None:
    if layout == "array" and name in UNENDED:
        return  # in the next test
    if layout in {"document", "document of one line", "pipe"} and name in {"a number", "null"}:
        return  # such a document is no message: `test_foreign_file`
    bad = BAD_TEXTS[name]
    file, template = LAYOUTS[layout]
    content = template % {b"text": bad.text, b"good": GOOD.encode(), b"bad": BAD.encode()}
    path: str | Path = file if file == "-" else text_file(file, content)
    found = report(path, message_file(BAD, name="z.json"), stdin=content)
    *problems, after = found.problems
    messages = [line for line in enumerate(template.split(b"\n"), 1) if b"%" in line[1]]
    expected = [
        (number, index, bad.columns, bad.code) if b"text" in line else (number, index, [BAD_COLUMN], "unknown-member")
        for index, (number, line) in enumerate(messages)
        if b"good" not in line
    ]
    assert found.code == 1
    assert [(each["file"], each["line"], each["message_index"], each["code"]) for each in problems] == [
        (str(path), number, index, code) for number, index, _, code in expected
    ]
    assert all(each["column"] in columns for each, (_, _, columns, _) in zip(problems, expected, strict=True))
    assert (after["line"], after["column"], after["code"]) == (1, BAD_COLUMN, "unknown-member")
    assert (found.summary["messages"], found.summary["files"]) == (len(messages) + 1, 2)


@pytest.mark.parametrize("name", sorted(UNENDED))
def test_unended_text_in_an_array(name: str, text_file: TextFile, report: Reporter) -> None:
    bad = BAD_TEXTS[name]
    found = report(text_file("x.json", b"[" + b",\n".join([BAD.encode(), bad.text, BAD.encode()]) + b"]"))
    first, (line, _, code), *rest = found.places()
    assert (found.code, first, code) == (1, (1, BAD_COLUMN + 1, "unknown-member"), bad.code)
    is_last = name in {"arrays without an end", "a quote in a string of an array"}
    assert (line, rest) == (2, [] if is_last else [(3, BAD_COLUMN, "unknown-member")])


def test_summaries(message_file: MessageFile) -> None:
    paths = [str(message_file(GOOD, BAD, ALIAS, NAMED)), str(message_file(GOOD, name="b.json"))]
    *problems, last = check_files(paths)
    assert [each for each in problems if isinstance(each, FileSummary)] == [
        FileSummary(paths[0], 4, 1, 1, 1),
        FileSummary(paths[1], 1, 0, 0, 0),
    ]
    assert last == Summary(2, 5, 1, 1, 1)


def test_counts_are_kept_up_to_date(message_file: MessageFile) -> None:
    counts = Counts()
    path = message_file(BAD, BAD, name="b.json")
    findings = check_files([str(message_file(GOOD, BAD)), str(path)], counts=counts)
    while not isinstance(next(findings), FileSummary):
        pass
    assert (counts.files, counts.messages, counts.errors) == (1, 2, 1)
    assert isinstance(next(findings), Problem)
    assert (counts.files, counts.messages, counts.errors) == (2, 4, 3)


def test_limit_of_each_severity(message_file: MessageFile) -> None:
    findings = check_files([str(message_file(ALIAS, BAD, ALIAS, ALIAS, BAD, BAD))], Options(max_problems=2))
    *problems, _, last = findings
    assert [each.line for each in problems if isinstance(each, Problem)] == [1, 2, 3, 5]
    assert last == Summary(1, 6, 3, 3, 0)


def test_pointer_that_is_none() -> None:
    with pytest.raises(ValueError, match="a JSON Pointer is empty or starts with /"):
        next(check_files([], Options(at=("event",))))


@each_case("content", [b"", b"\n", b" \t\r\n\n  ", b"\xef\xbb\xbf"])
@each_case("name", ["x.json", "x.ndjson", "x.jsonl", "x.log", "x.json.gz", "-"])
def test_no_message(
    name: str, content: bytes, text_file: TextFile, message_file: MessageFile, report: Reporter
) -> None:
    path: str | Path = name if name == "-" else text_file(name, content)
    found = report(path, message_file(GOOD), stdin=content)
    assert (found.code, found.codes) == (1, ["byte-order-mark" if content.startswith(b"\xef") else "no-messages"])
    assert {problem["file"] for problem in found.problems} == {str(path)}
    assert found.summary["messages"] == 1


@each_case("content", [b"[]", b"[\n]\n"])
@each_case("name", ["x.json", "x.log", "-"])
def test_empty_array(name: str, content: bytes, text_file: TextFile, report: Reporter) -> None:
    path: str | Path = name if name == "-" else text_file(name, content)
    found = report(path, stdin=content)
    assert (found.code, found.codes, found.summary["messages"]) == (1, ["not-a-message"], 0)


@pytest.mark.parametrize("content", ["", "\n"])
def test_folder_without_messages(content: str, text_file: TextFile, report: Reporter) -> None:
    found = report(text_file("a.json", content).parent)
    assert (found.code, found.codes) == (1, ["no-messages"])


@each_case("seed", range(20))
@each_case("name", ["noise.json", "noise.ndjson", "noise.log", "noise.ndjson.gz"])
def test_noise_is_an_error(name: str, seed: int, text_file: TextFile, report: Reporter) -> None:
    noise = random.Random(seed).randbytes(2000)
    path = text_file(name.removesuffix(".gz"), noise).rename(text_file(name))  # the noise itself, not compressed
    found = report(path)
    assert found.code == 1
    assert found.problems


PEAK = """
import sys
from cti_contract.cli.main import main
code = main(sys.argv[1:])
with open("/proc/self/status") as status:
    kilobytes = next(line.split()[1] for line in status if line.startswith("VmHWM"))
print(int(kilobytes) // 1024, file=sys.stderr)
sys.exit(code)
"""


def peak(*arguments: object) -> tuple[int, str, int]:
    """Return the exit code, the output and the peak memory in MiB of a check in a new process."""
    command = [sys.executable, "-c", PEAK, "check", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=HANG, text=True)
    return done.returncode, done.stdout, int(done.stderr)


def write_sparse(file: Path, before: str, after: str) -> None:
    """Write a file with 200 MB of NULs, which take no room on the disk."""
    with file.open("wb") as stream:
        stream.write(before.encode())
        stream.seek(200_000_000, os.SEEK_CUR)
        stream.write(after.encode())


def test_memory_of_a_long_line(tmp_path: Path) -> None:
    write_sparse(tmp_path / "large.ndjson", f'{GOOD}\n{{"a": "', f'"}}\n{BAD}\n')
    code, out, megabytes = peak(tmp_path)
    first, second, summary = out.splitlines()
    assert code == 1
    assert first.startswith(f"{tmp_path}/large.ndjson:2:1: error: ")
    assert "[too-large]" in first
    assert second.startswith(f"{tmp_path}/large.ndjson:3:{BAD_COLUMN}: error: ")
    assert summary == "3 messages in 1 file: 2 errors, 0 warnings"
    assert megabytes < 400


def test_memory_of_a_large_document(tmp_path: Path, message_file: MessageFile) -> None:
    write_sparse(tmp_path / "large.json", '{"a": "', '"}')
    other = message_file(BAD, name="z.json")
    code, out, megabytes = peak(tmp_path)
    assert code == 1
    assert out.startswith(f"{tmp_path}/large.json:1:1: error: ")
    assert "[too-large]" in out
    assert f"{other}:1:{BAD_COLUMN}: error: " in out
    assert megabytes < 400


def test_memory_of_a_duplicate_key(text_file: TextFile) -> None:
    string = "x" * 4_000_000
    code, out, megabytes = peak(text_file("large.json", f'{{"a": "{string}", "b": 1, "b": 2}}'))
    assert code == 1
    assert f"large.json:1:{len(string) + 19}: error: " in out
    assert megabytes < 250


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "short"), [("a.log", "\n" * 600_000), ("a.ndjson", "x\n" * 130_000)], ids=["blank", "no JSON"]
)
def test_memory_of_short_lines(name: str, short: str, text_file: TextFile) -> None:
    _, out, megabytes = peak("--jobs", "1", "--max-problems", "1", text_file(name, f"{short}{GOOD}\n"))
    assert f"{1 + short.count('x')} message" in out
    assert megabytes < 80


def traced_peak(lines: Iterator[bytes], monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    """Return the most bytes that a check of these lines on standard input held."""
    pipe_input(monkeypatch, lines)
    with Path(os.devnull).open("w") as nowhere:
        monkeypatch.setattr(sys, "stdout", nowhere)
        tracemalloc.start()
        assert main(["check", *options, "-"]) == 1
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return held


@pytest.mark.parametrize("after", ["", GOOD, f"x\n{GOOD}", f'{{\n"a": 1}}x\n{GOOD}'])
def test_memory_of_blank_lines(after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind of the input is known only after the blank lines, but these are not split together."""
    lines = b"\n" * 1_000_000
    after = after or "\n"
    traced_peak(iter([after.encode(), b"\nx"]), monkeypatch)  # the first check also loads modules and schemas
    pieces = [lines[start : start + 2**18] for start in range(0, len(lines), 2**18)]
    held = traced_peak(iter([*pieces, after.encode(), b"\nx" if after.strip() else b""]), monkeypatch)
    assert held < 8 * len(lines)  # a list of the lines would take as much again


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--max-problems", "3")])
def test_memory_of_many_lines(options: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    batch = f"{GOOD}\n".encode() * 80 + f"{BAD}\n{{\n".encode() * 10
    traced_peak(iter([batch]), monkeypatch, *options)  # the first check also loads modules and schemas
    few = traced_peak(iter([batch] * 5), monkeypatch, *options)
    many = traced_peak(iter([batch] * 60), monkeypatch, *options)
    assert many < few + 300_000


#: Prints how much memory a check of a file takes, in bytes, and how many problems it finds.
CHECK = """
import re, sys
from cti_contract.files.check import check_files
from cti_contract.files.results import Options
from cti_contract.problems import Problem

def most():
    with open("/proc/self/status") as status:
        return 1024 * int(re.search(r"VmHWM:\\s+(\\d+)", status.read())[1])

list(check_files([sys.argv[1]]))  # loads modules and schemas
before = most()
options = Options(at=tuple(sys.argv[3:]))
found = sum(isinstance(each, Problem) for each in check_files([sys.argv[2]], options))
print(most() - before, found)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read from /proc")
def test_memory_of_wide_characters(text_file: TextFile) -> None:
    """One character beyond the Basic Multilingual Plane makes all of them take four bytes each.

    The memory is that of the process: the encoder of Python reserves more than it uses.
    """
    size = 8_000_000
    inside = f'{{"command": "session.start", "target": "a", "data": {{"extension": "{"x" * size}\U0001f600"'
    wide, bad = f"{inside}}}", f'{inside}, "y": 1}}}}'
    many = f"{GOOD},\n" * (size // len(GOOD))
    small = text_file("small.json", f"// c\n{BAD},{GOOD[:-1]}")
    texts: dict[str, str | bytes] = {
        "cut.json": wide,
        "twice.json": f'{wide}, "data": 1}}',
        "bytes.json": f"{wide}}}".encode() + b"\xff",
        "inside.json": bad,
        "comment.json": f"// c\n{bad}",
        "separator.json": f"{bad};{GOOD}",
        "unclosed.json": f"[{bad},\n{GOOD}\n,{GOOD}",
        "array.json": f"[{many}\U0001f600{GOOD}]",
        "cut.ndjson": f"{wide}\n{GOOD}\n",
        "comma.ndjson": f"{bad},\n{GOOD}\n",
        "inside.ndjson": f"{bad}\n",
        "several.ndjson": f"{wide}{GOOD}\n",
    }
    for name, text in texts.items():
        assert held_for_each_byte(text_file(name, text), small) < 10, name
    outer = json.dumps({"log": bad}, ensure_ascii=False)  # its value and that of the string are held together
    for name in ("a.ndjson", "a.json"):
        assert held_for_each_byte(text_file(name, outer), small, "/log") < 13, name


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read from /proc")
def test_memory_of_several_dense_messages(text_file: TextFile) -> None:
    """The values of a message are not held beside those of the next one."""
    small = text_file("small.json", f"{BAD}{GOOD}")
    strings = ",".join(f'"{number:08}"' for number in range(350_000))
    dense = f'{{"command": "session.addchannelgroup", "target": "jdoe", "data": {{"a": [{strings}]}}}}'
    for name in ("several.ndjson", "several.json"):
        assert held_for_each_byte(text_file(name, dense * 2 + BAD), small) < 10, name


def held_for_each_byte(path: Path, small: Path, *at: str) -> float:
    """Return how many bytes of memory the check of a file with problems takes for each byte, besides a small one."""
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(small), str(path), *at], capture_output=True, text=True, check=True
    )
    held, problems = map(int, done.stdout.split())
    assert problems, path.name
    size = path.stat().st_size
    path.unlink()
    return held / size


def test_memory_of_long_names(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (f'{{"command": "{number}{"x" * 200_000}"}}\n'.encode() for number in range(100))
    assert traced_peak(lines, monkeypatch) < 8_000_000


def with_unknown_members(count: int) -> str:
    return json.dumps(json.loads(GOOD) | {f"unknown{number}": 0 for number in range(count)})


def with_bad_scripts(count: int) -> str:
    message = {
        "command": "channel.request.incontact.getscripts",
        "target": "Incontact-mlopez.70001",
        "result": "success",
        "data": {"scripts": [{"scriptId": str(number)} for number in range(count)]},
    }
    return json.dumps(message)


def array_of_bad_messages(count: int) -> str:
    return f"[{','.join([BAD] * count)}]"


def array_of_numbers(count: int) -> str:
    return f"[{GOOD},{','.join(['0'] * count)}]"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (with_unknown_members, 1_001),
        (with_bad_scripts, 1_001),
        (array_of_bad_messages, 10_000),
        (array_of_numbers, 10_000),
    ],
)
def test_many_problems_in_a_document(text: Callable[[int], str], count: int, text_file: TextFile) -> None:
    """A time that grew with the square of the number would exceed the limit of the process."""
    done = process("check", "--max-problems", "1", text_file("many.json", text(max(count, 10_000))))
    assert done.returncode == 1
    assert f": {count} errors, 0 warnings\n".encode() in done.stdout


def test_long_line() -> None:
    long = json.dumps(json.loads(GOOD) | {"context": {"dump": "x" * 50_000_000}})
    done = process("check", "-", input=f"{GOOD}\n{long}\n{BAD}\n".encode())
    assert done.returncode == 1
    assert done.stdout.startswith(f"-:3:{BAD_COLUMN}: ".encode())


@pytest.mark.parametrize("command", ["check", "session"])
def test_too_little_memory(
    command: str, text_file: TextFile, message_file: MessageFile, report: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    large, other = text_file("large.json", f"[{GOOD}]"), message_file(BAD)
    monkeypatch.setattr(documents, "document", fail)
    found = report(large, other, command=command)
    assert found.codes[:2] == ["too-large", "unknown-member"]
    assert found.problems[0]["message"].startswith("not enough memory to check this file")


def test_change_between_the_looks_at_a_file(
    text_file: TextFile, report: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is longer than it was is read again."""
    path = text_file("a.json", GOOD)
    monkeypatch.setattr(os, "read", lambda descriptor, size: os.pread(descriptor, size - 2, 0))
    assert report(path).summary["messages"] == 1


def test_order_of_marks(text_file: TextFile, report: Reporter) -> None:
    """The problem of marks is in front of those on later lines, except in a pipe, which is reported as it is read."""
    for name, text, lines in (
        ("a.ndjson", f"{BAD}\n\ufeff{GOOD}\n{BAD}\n\0{GOOD}\n{BAD}\n", [1, 2, 3, 4, 5]),
        ("a.json", f"[\n{BAD},\n// one\n{BAD}\n]", [2, 3, 4]),
        ("a.json", f"{BAD}\n\0{GOOD}\n{BAD}", [1, 2, 3]),
        ("a.ndjson", f'{{"event": {BAD}}}\n{{"event": {GOOD}}} ;\n{{"event": {BAD}}}\n', [1, 2, 3]),
    ):
        options = ("--at", "/event") if "event" in text else ()
        assert [line for line, *_ in report(*options, text_file(name, text)).places()] == lines, text
    found = report("-", stdin=f"{GOOD}\n// one\n{BAD}\n".encode())
    assert [line for line, *_ in found.places()] == [3, 2]


def test_many_problems_behind_marks(text_file: TextFile) -> None:
    """No more than some are held to be in order."""
    path = str(text_file("a.ndjson", "\n".join(["// one", *[BAD] * 30])))
    for most, first in ((100, 1), (15, 2)):
        limits = Limits(lines=4, chunk=1000, task_problems=most)
        found = [each for each in check_files([path], Options(limits=limits)) if isinstance(each, Problem)]
        assert (len(found), found[0].line) == (31, first)
