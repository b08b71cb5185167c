"""The benchmark: what it measures on is what it says, its figures are right, and what is missing is said to be."""

import json
import re
import runpy
import shutil
import subprocess
import sys
import venv
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from importlib import metadata
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import benchmark
import benchmark_data as data
import benchmark_peers
import benchmark_volume
import pytest
from benchmark_peers import Peers
from helpers import ROOT

import cti_contract as cti
from cti_contract.contract import registry
from cti_contract.files.check import Summary, check_files

#: What is found in a message by what was done to it.
CODES = {
    "required member dropped": "missing-member",
    "member misspelt": "unknown-member",
    "wrong type": "wrong-type",
    "wrong target depth": "bad-target",
    "message name misspelt": "unknown-message",
    "line truncated": "syntax",
}
FEW = 5
NOWHERE = partial(Peers, node="no-node", npm="no-npm")
NEED_PEERS = {
    "b",
    "g",
    "check-jsonschema",
    "sourcemeta-jsonschema",
    "lines-sourcemeta",
    "lines-sourcemeta-memory",
}


def script(path: Path, *lines: str) -> str:
    """Write a command that takes the place of another."""
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o700)
    return str(path)


def distribution(folder: Path, name: str, version: str) -> None:
    """Let a distribution be installed in a folder, as far as its version goes."""
    place = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")


def lines_file(path: Path, lines: Iterable[str]) -> Path:
    data.write_lines(path, lines)
    return path


def problems_of(path: Path) -> tuple[list[tuple[int | None, str]], Summary]:
    """Return line and code of each problem in a file, and the summary."""
    *problems, summary = check_files([str(path)])
    assert isinstance(summary, Summary)
    return [(problem.line, problem.code) for problem in problems if isinstance(problem, cti.Problem)], summary


def cells_by_title(markdown: str) -> dict[str, list[str]]:
    """Return the other cells of each row of the table, by its title."""
    _head, _rule, *rows = (
        line.removeprefix("| ").removesuffix(" |").split(" | ")
        for line in markdown.splitlines()
        if line.startswith("| ")
    )
    return {cells[0]: cells[1:] for cells in rows}


def titles(keys: Iterable[str], megabytes: int) -> set[str]:
    return {benchmark.ROWS[key][0].format(megabytes=megabytes) for key in keys}


def without_orjson(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "orjson", None)


def with_orjson(monkeypatch: pytest.MonkeyPatch, loads: Callable[[Any], Any]) -> None:
    orjson = ModuleType("orjson")
    vars(orjson)["loads"] = loads
    monkeypatch.setitem(sys.modules, "orjson", orjson)


def in_units(run: Callable[[], object], unit: float) -> benchmark_peers.Run:
    """Stand in for `timed`: return what runs and tells the unit."""

    def measure() -> float:
        run()
        return unit

    return measure


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so little be measured that it takes no time."""
    for name, size in {"SAMPLE": 4, "SMALL_SAMPLE": 2, "ROUNDS": 1, "STARTS": 1, "SIZE": 2_000}.items():
        monkeypatch.setattr(benchmark, name, size)
    for name in ("SMALL_FILES", "LINES"):
        monkeypatch.setattr(benchmark_volume, name, 4)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Make the environment of the folder of peers; return where its libraries are."""
    venv.create(tmp_path / "peers" / "python", symlinks=True, with_pip=False)
    [site] = (tmp_path / "peers" / "python" / "lib").glob("python*/site-packages")
    return site


@pytest.fixture
def peers(tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> Peers:
    """Return peers that are all there: commands that note their arguments, orjson, and an ajv that accepts all."""
    with_orjson(monkeypatch, json.loads)
    folder = tmp_path / "peers"
    note = f'echo "$@" > {tmp_path}/check-jsonschema.txt'
    script(folder / "python" / "bin" / "check-jsonschema", note, "echo noise", "echo more noise >&2")
    (site / "sourcemeta_jsonschema.py").write_text(
        "import sys\n"
        "name = 'lines' if sys.argv[3].endswith('lines.jsonl') else 'sourcemeta-jsonschema'\n"
        f"with open({str(tmp_path)!r} + f'/{{name}}.txt', 'w') as file:\n"
        "    print(*sys.argv[1:], file=file)\n",
        encoding="utf-8",
    )
    for name, version in {"orjson": "3.9", "check-jsonschema": "0.40", "sourcemeta-jsonschema": "15.1"}.items():
        distribution(site, name, version)
    ajv = folder / "node_modules" / "ajv"
    ajv.mkdir(parents=True)
    (ajv / "package.json").write_text('{"version": "8.17.0"}', encoding="utf-8")
    node = script(
        tmp_path / "node",
        'if [ "$1" = --version ]; then echo v20.1.0; exit; fi',
        f'test "$2" = {ajv} || exit 1',
        """printf '{"accepted": %d, "seconds": 0.5}' "$(wc -l < "$4")" """,
    )
    return Peers(folder, node=node, npm="no-npm")


def test_the_messages_measured_on_are_valid_and_all_come_to_every_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 3 * len(data.log())
    found, summary = problems_of(lines_file(tmp_path / "valid.ndjson", data.valid_lines(count)))
    assert (found, summary.messages, summary.warnings) == ([], count, 0)
    monkeypatch.setattr(data, "log", lambda: ["x", "y", "z"])
    assert "".join(data.valid_lines(10)) == "xyzyzxzxyx"


def test_each_message_has_ids_of_its_own() -> None:
    line = '{"target": "Avaya-jdoe.70001.70002", "code": "E1001"}'
    assert data.varied(line, 42) == '{"target": "Avaya-jdoe.70042.70042", "code": "E1001"}'
    assert data.varied(line, 1234567) == '{"target": "Avaya-jdoe.1234567.1234567", "code": "E1001"}'
    with_ids = [line for line in data.valid_lines(1_000) if re.search(r"\d{5}", line)]
    assert len(set(with_ids)) == len(with_ids) > 500


def test_every_fault_makes_every_message_invalid_in_the_way_it_is_named(tmp_path: Path) -> None:
    assert data.FAULTS.keys() == CODES.keys()
    valid = list(data.valid_lines(len(data.log())))
    for name, fault in data.FAULTS.items():
        found, _summary = problems_of(lines_file(tmp_path / "invalid.ndjson", map(fault, valid)))
        assert found == [(number, CODES[name]) for number in range(1, len(valid) + 1)], name


def test_every_fiftieth_message_is_invalid_in_all_ways_in_turn_and_the_others_are_left_alone(tmp_path: Path) -> None:
    count = 50 * 2 * len(CODES) + 49
    found, summary = problems_of(lines_file(tmp_path / "invalid.ndjson", data.invalid_lines(count)))
    assert [line for line, _code in found] == list(range(50, count, 50))
    assert summary.errors == summary.messages // 50
    codes = [code for _line, code in found]
    assert Counter(codes) == dict.fromkeys(CODES.values(), 2)
    assert codes[: len(CODES)] == codes[len(CODES) :]
    pairs = zip(data.valid_lines(count), data.invalid_lines(count), strict=True)
    assert [number for number, (one, other) in enumerate(pairs, 1) if one != other] == [line for line, _ in found]


def test_a_large_file_is_as_many_whole_lines_as_fit(tmp_path: Path) -> None:
    source, large = tmp_path / "source", tmp_path / "large"
    source.write_bytes(b"a\n{\xc3\xa9}\n")
    for size in range(30):
        lines = data.write_repeated(large, source, size)
        text = large.read_bytes()
        assert text == (source.read_bytes() * 5)[: len(text)]
        assert lines == text.count(b"\n")
        assert text.endswith(b"\n") or not text
        following = (b"a\n", b"{\xc3\xa9}\n")[lines % 2]
        assert len(text) <= size < len(text + following)


def test_lines_are_written_as_utf8_with_line_feeds(tmp_path: Path) -> None:
    assert lines_file(tmp_path / "lines", ["é", "b"]).read_bytes() == b"\xc3\xa9\nb\n"


def test_a_time_is_told_in_its_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    clock = iter([10.0, 10.5])
    monkeypatch.setattr(benchmark_peers, "time", SimpleNamespace(perf_counter=lambda: next(clock)))
    run = benchmark_peers.timed(lambda: told.append("ran"), benchmark_peers.MILLI)
    assert told == []
    assert run() == pytest.approx(500)
    assert told == ["ran"]


def test_what_is_compared_runs_in_turn_and_the_first_round_counts_for_nothing() -> None:
    ran: list[str] = []

    def run(key: str) -> float:
        ran.append(key)
        return len(ran)

    runs = {key: partial(run, key) for key in ("one", "other")}
    assert benchmark.in_turn(runs, 2) == {"one": [3, 5], "other": [4, 6]}
    assert ran == ["one", "other"] * 3


def test_lines_are_parsed_as_what_they_are_read_as(tmp_path: Path) -> None:
    path = lines_file(tmp_path / "lines", ["1", "2"])
    parsed: list[str | bytes] = []
    benchmark_peers.parse_lines(parsed.append, path, "r")
    benchmark_peers.parse_lines(parsed.append, path, "rb")
    assert parsed == ["1\n", "2\n", b"1\n", b"2\n"]


def test_a_library_that_does_not_accept_all_is_not_measured() -> None:
    lines = [b"1", b"2"]
    benchmark_peers.accept_lines(bool, json.loads, lines)
    with pytest.raises(AssertionError, match=r"^1 of 2 accepted"):
        benchmark_peers.accept_lines(lambda value: bool(value == 2), json.loads, lines)


def test_the_validator_of_its_message_accepts_a_message_and_rejects_what_is_wrong_in_it() -> None:
    for line in data.log():
        assert benchmark_peers.accepts_by_dispatch(json.loads(line))
        assert not benchmark_peers.accepts_by_dispatch(json.loads(data.FAULTS["wrong type"](line)))


def test_a_goal_is_judged_by_the_median_of_the_ratios_within_a_round() -> None:
    goal = benchmark.Goal(row="c", text="at most 2 times (b)", over="c", under="b", most=2)
    # the medians themselves, 8 and 2, would make 4
    assert goal.told({"c": [1, 8, 12], "b": [1, 4, 2]}) == "at most 2 times (b): 2.00, yes"
    assert goal.told({"c": [1, 8.1, 12], "b": [1, 4, 2]}) == "at most 2 times (b): 2.02, no"
    assert goal.told({"c": [1.0]}) == "at most 2 times (b): not measured"
    assert goal.told({"b": [1.0]}) == "at most 2 times (b): not measured"
    least = benchmark.Goal(row="c", text="at least 5", over="c", least=5)
    assert [least.told({"c": [value]}) for value in (5, 4)] == ["at least 5: 5.00, yes", "at least 5: 4.00, no"]


def test_the_table_tells_medians_in_their_units_and_what_was_reached_and_what_not() -> None:
    measured = {
        "a": [2.0, 9.0, 2.5],
        "c": [5.0, 1.0, 2.0],
        "d": [2.0, 2.0, 3.0],
        "e": [500.0, 1234.5, 80.0],
        "memory-1": [61.0],
        "pass": [10.0],
        "check": [60.0],
        "check-jsonschema": [400.0],
    }
    markdown = benchmark.table(measured, 100_000_000)
    assert markdown.startswith("| what | median | messages a second | to reach |\n| --- | ---: | ---: | --- |\n| (a) ")
    rows = cells_by_title(markdown)
    assert rows["(a) json.loads alone"] == ["2.50 µs", "400,000", ""]
    assert rows["(b) orjson.loads alone"] == ["not installed", "", ""]
    assert rows["(c) check, all valid"] == [
        "2.00 µs",
        "500,000",
        "at most 3.5 times (b): not measured; under 1 times (a): 0.80, yes; (e) at least 40 times this: 100.00, yes",
    ]
    assert rows["(d) check, 2 % invalid"] == ["2.00 µs", "500,000", "at most 1.3 times (c): 1.50, no"]
    assert rows["(e) jsonschema by dispatch, on 2,000 messages"] == ["500.00 µs", "2,000", ""]
    assert rows["its peak memory"] == ["61.00 MB", "", "under 60 MB for 1 GB: 61.00, no"]
    assert rows["cold start of check on one file"] == [
        "60.00 ms",
        "",
        "at most 6 times `python -c pass`: 6.00, yes; under 0.2 times check-jsonschema: 0.15, yes",
    ]
    assert rows.keys() == titles(benchmark.ROWS, 100)


@pytest.mark.usefixtures("little")
def test_without_peers_the_rest_is_measured_and_they_are_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    without_orjson(monkeypatch)
    monkeypatch.setattr(benchmark, "Peers", NOWHERE)
    assert benchmark.main(["--peers", str(tmp_path), "--messages", "60"]) == 0
    out, err = capfd.readouterr()
    told = ("2 rounds over 60 messages", "2 rounds of starts", "many files and lines", "a file of 2,000 bytes")
    assert err == "".join(f"{each} ...\n" for each in told)
    environment, blank, _rest = out.split("\n", 2)
    assert environment.startswith(f"{sys.implementation.name}".replace("cpython", "CPython"))
    assert environment.endswith("ajv not installed, Node not installed")
    assert blank == ""
    rows = cells_by_title(out)
    assert {title for title, cells in rows.items() if cells[0] == "not installed"} == titles(NEED_PEERS, 0)
    goals = [goal for cells in rows.values() for goal in cells[2].split("; ") if goal]
    assert [goal for goal in goals if goal.endswith("not measured")] == [
        "at most 3.5 times (b): not measured",
        "at least 2 times as fast as sourcemeta: not measured",
        "under 0.1 times sourcemeta: not measured",
        "under 0.2 times check-jsonschema: not measured",
    ]
    assert all(re.search(r": [\d.]+, (yes|no)$", goal) for goal in goals if not goal.endswith("not measured"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("little")
def test_with_all_peers_every_row_is_measured(tmp_path: Path, peers: Peers, capfd: pytest.CaptureFixture[str]) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    measured = benchmark.measure(scratch, peers, 60, 2_000)
    assert measured.keys() == benchmark.ROWS.keys()
    assert all(values and min(values) > 0 for values in measured.values())
    assert measured["g"][0] == pytest.approx(0.5 / 60 * 1e6)
    count = (scratch / "large.ndjson").read_bytes().count(b"\n")
    assert measured["wall-2"][0] == pytest.approx(count * measured["file-2"][0] / 1e6)
    assert 5 < measured["memory-2"][0] < 1_000
    assert len(list((scratch / "small").iterdir())) == 4
    assert "not measured" not in benchmark.table(measured, 2_000)
    noted = {path.stem: path.read_text(encoding="utf-8").split() for path in tmp_path.glob("*-jsonschema.txt")}
    schema, message = str(scratch / "schema.json"), str(scratch / "message.json")
    assert noted == {
        "check-jsonschema": ["--schemafile", schema, message],
        "sourcemeta-jsonschema": ["validate", schema, message, "--fast"],
    }
    bundle, lines = str(scratch / "bundle.json"), str(scratch / "lines.jsonl")
    assert (tmp_path / "lines.txt").read_text().split() == ["validate", bundle, lines, "--fast"]
    value = json.loads(Path(message).read_bytes())
    assert json.loads(Path(schema).read_bytes()) == registry.bundled(cti.identify(value).uri)
    out, err = capfd.readouterr()
    assert (out, "noise" in err) == ("", False)


@pytest.mark.usefixtures("little")
def test_each_row_is_a_time_per_message_over_the_file_it_is_titled_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[object, ...]] = []
    compared: list[tuple[object, ...]] = []

    def speeds(_peers: Peers, *arguments: object) -> dict[str, Callable[[], float]]:
        compared.append(arguments)
        return {}

    monkeypatch.setattr(benchmark, "timed", in_units)
    monkeypatch.setattr(benchmark, "check", lambda path: ran.append(("check", path)))
    monkeypatch.setattr(benchmark, "parse_lines", lambda _loads, path, mode: ran.append((mode, path)))
    monkeypatch.setattr(Peers, "speeds", speeds)
    runs = benchmark.speeds(tmp_path, NOWHERE(tmp_path), 60)
    assert [run() for run in runs.values()] == [pytest.approx(60e-6)] * 4
    valid, invalid = tmp_path / "valid.ndjson", tmp_path / "invalid.ndjson"
    assert dict(zip(runs, ran, strict=True)) == {
        "a": ("rb", valid),
        "a-text": ("r", valid),
        "c": ("check", valid),
        "d": ("check", invalid),
    }
    assert problems_of(valid)[1][1:4] == (60, 0, 0)
    assert problems_of(invalid)[1][1:4] == (60, 1, 0)
    sample = [line.encode() for line in data.valid_lines(4)]
    assert compared == [(valid, 60, sample, sample[:2])]


def test_a_command_that_fails_is_not_measured(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    failing = script(tmp_path / "failing", "exit 3")
    with pytest.raises(subprocess.CalledProcessError, match="status 3"):
        benchmark_peers.run_silently(failing)
    with pytest.raises(subprocess.CalledProcessError, match="status 3"):
        benchmark_peers.output_of(failing)
    invalid = lines_file(tmp_path / "source.ndjson", ["{}"])
    with pytest.raises(subprocess.CalledProcessError):
        benchmark_volume.large_file(tmp_path / "large.ndjson", invalid, 30)
    assert "CalledProcessError" in capfd.readouterr().err


def test_commands_start_from_bytecode_as_installed_ones_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    benchmark_peers.run_silently(sys.executable, "-c", "import sys; sys.exit(sys.dont_write_bytecode)")


def test_an_ajv_that_does_not_accept_all_is_not_measured(tmp_path: Path, peers: Peers) -> None:
    path = lines_file(tmp_path / "valid.ndjson", ["{}"] * FEW)
    run = peers.speeds(path, FEW + 1, [], [])["g"]
    with pytest.raises(AssertionError, match=r"^5 of 6 accepted"):
        run()


def test_ajv_without_node_is_not_measured(tmp_path: Path, peers: Peers) -> None:
    assert peers.speeds(tmp_path / "valid.ndjson", FEW, [], []).keys() == {"b", "e", "f", "f-rs", "g"}
    without_node = NOWHERE(peers.folder)
    assert without_node.speeds(tmp_path / "valid.ndjson", FEW, [], []).keys() == {"b", "e", "f", "f-rs"}


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_the_script_for_node_hands_each_message_to_the_schema_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, peers: Peers
) -> None:
    lines = data.log()
    identities = [(message.name, message.kind) for message in map(cti.identify, map(json.loads, lines))]
    schemas = {
        name if kind == "event" else f"{name} {kind}": {
            "accepted": [json.loads(line) for line, its in zip(lines, identities, strict=True) if its == (name, kind)]
        }
        for name, kind in identities
    }
    monkeypatch.setattr(benchmark_peers, "schemas_by_key", lambda: schemas)
    dist = peers.folder / "node_modules" / "ajv" / "dist"
    dist.mkdir()
    (dist / "2020.js").write_text(
        "exports.default = class {\n"
        "  compile(schema) {\n"
        "    const accepted = new Set(schema.accepted.map(value => JSON.stringify(value)))\n"
        "    return message => accepted.has(JSON.stringify(message))\n"
        "  }\n"
        "}\n",
        encoding="utf-8",
    )
    path = lines_file(tmp_path / "valid.ndjson", [*lines, ""])
    run = Peers(peers.folder).speeds(path, len(lines), [], [])["g"]
    assert 0 < run() < 1e6
    lines_file(path, [*lines[:-1], lines[-1].replace("{", '{"refused": true, ', 1)])
    with pytest.raises(AssertionError, match=rf"^{len(lines) - 1} of {len(lines)} accepted"):
        run()


def test_there_is_one_schema_for_each_spelling_of_a_message_under_the_key_that_it_is_looked_up_by() -> None:
    schemas = benchmark_peers.schemas_by_key()
    for value in map(json.loads, data.log()):
        key = f"{value['command']} {value.get('result', 'request')}" if "command" in value else value["name"]
        assert schemas[key] == registry.bundled(cti.identify(value).uri)
    spellings = {(name, message.kind) for message in cti.MESSAGES for name in (message.name, *message.aliases)}
    assert len(schemas) == len(spellings)


def test_orjson_is_the_running_one_or_else_that_of_the_folder(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded() -> str:
        monkeypatch.setitem(sys.modules, "orjson", None)  # so that what is imported now goes with the test
        monkeypatch.delitem(sys.modules, "orjson")
        loads = Peers(tmp_path / "peers").orjson_loads()
        return loads("x") if loads else "none"

    path = [str(tmp_path / "running")]
    monkeypatch.setattr(sys, "path", path.copy())
    for folder, name in ((site, "folder"), (tmp_path / "running", "running")):
        assert loaded() == {"folder": "none", "running": "folder"}[name]
        distribution(folder, "orjson", name)
        (folder / "orjson.py").write_text(f"def loads(text):\n    return {name!r}\n", encoding="utf-8")
        sys.path_importer_cache.clear()
    assert loaded() == "running"
    assert sys.path == path
    assert Peers(tmp_path / "peers").versions()["orjson"] == "running"


def test_what_is_parsed_with_orjson_where_it_is_there_is_parsed_with_json_where_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[bytes] = []

    def loads(line: bytes) -> Any:
        parsed.append(line)
        return json.loads(line)

    path = lines_file(tmp_path / "valid.ndjson", data.valid_lines(FEW))
    sample = [line.encode() for line in data.valid_lines(2)]
    with_orjson(monkeypatch, loads)
    monkeypatch.setattr(benchmark_peers, "timed", in_units)
    runs = NOWHERE(tmp_path).speeds(path, FEW, sample, sample[:1])
    assert runs["b"]() == pytest.approx(FEW * 1e-6)
    assert parsed == path.read_bytes().splitlines(keepends=True)
    for key, lines in {"e": sample, "f": sample[:1], "f-rs": sample}.items():
        parsed.clear()
        assert runs[key]() == pytest.approx(len(lines) * 1e-6)
        assert parsed == lines
    without_orjson(monkeypatch)
    parsed.clear()
    runs = NOWHERE(tmp_path).speeds(path, FEW, sample, sample[:1])
    assert "b" not in runs
    assert runs["e"]() > 0
    assert parsed == []


def test_the_versions_of_all_peers_are_told(peers: Peers, monkeypatch: pytest.MonkeyPatch) -> None:
    commands = {"check-jsonschema": "0.40", "sourcemeta-jsonschema": "15.1", "ajv": "8.17.0", "Node": "v20.1.0"}
    versions = peers.versions()
    assert commands.items() <= versions.items()
    assert versions["jsonschema"] == metadata.version("jsonschema")
    assert "jiter" in versions
    monkeypatch.setattr(sys, "path", [])
    assert peers.versions() == {
        "jiter": "not installed",
        "jsonschema": "not installed",
        "jsonschema-rs": "not installed",
        "orjson": "3.9",
        **commands,
    }
    environment = benchmark.environment(peers)
    assert re.match(r"\w+ 3\.\d+\S* on \w+ \w+, \d+ cores, jiter not installed, ", environment)
    assert environment.endswith(
        "orjson 3.9, check-jsonschema 0.40, sourcemeta-jsonschema 15.1, ajv 8.17.0, Node v20.1.0"
    )


def test_commands_are_those_of_the_folder_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distribution(tmp_path / "running", "check-jsonschema", "1")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "running")])
    nowhere = NOWHERE(tmp_path / "peers")
    assert nowhere.versions()["check-jsonschema"] == "not installed"
    assert nowhere.starts(tmp_path / "schema.json", tmp_path / "message.json") == {}


def test_peers_are_installed_with_pip_and_npm_into_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    log, folder = tmp_path / "log", tmp_path / "peers"
    note = f'echo "$0" "$@" >> {log}'
    make = 'if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; fi'
    python = script(tmp_path / "interpreter", note, make, "echo said")
    monkeypatch.setattr(sys, "executable", python)
    npm = script(tmp_path / "npm", note)
    Peers(folder, npm=npm).install()
    environment = folder / "python"
    libraries = "orjson check-jsonschema sourcemeta-jsonschema"
    assert log.read_text(encoding="utf-8").splitlines() == [
        f"{python} -m venv {environment}",
        f"{environment}/bin/python -m pip install --quiet --upgrade {libraries}",
        f"{npm} install --loglevel=error --prefix {folder} ajv@8",
    ]
    assert capfd.readouterr() == ("", "said\nsaid\n")


def test_what_cannot_be_installed_is_told_and_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    without_orjson(monkeypatch)
    monkeypatch.setattr(sys, "executable", script(tmp_path / "interpreter", "echo no venv here >&2", "exit 1"))
    missing = NOWHERE(tmp_path / "peers")
    missing.install()
    python = tmp_path / "peers" / "python" / "bin" / "python"
    assert capfd.readouterr() == ("", f"no venv here\n{python}: not installed\nno-npm: not installed\n")
    assert missing.starts(tmp_path / "schema.json", tmp_path / "message.json") == {}
    assert missing.orjson_loads() is None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ("cache", 200_000, 100_000_000)),
        (["--large-file", "--messages", "7"], ("cache", 7, 1_000_000_000)),
        (["--install-peers", "--peers", "folder"], ("folder, installed", 200_000, 100_000_000)),
    ],
)
def test_the_options_say_what_is_measured(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: tuple[str, int, int],
) -> None:
    installed: list[Peers] = []
    measured: list[tuple[str, int, int]] = []

    def measure(scratch: Path, peers: Peers, messages: int, size: int) -> benchmark.Measured:
        assert scratch.is_dir()
        folder = "cache" if peers.folder == benchmark_peers.FOLDER else str(peers.folder)
        measured.append((folder + ", installed" * installed.count(peers), messages, size))
        return {"memory-1": [50.0]}

    def install(peers: Peers) -> None:
        installed.append(peers)

    monkeypatch.setattr(Peers, "install", install)
    monkeypatch.setattr(Peers, "versions", lambda _peers: {"orjson": "3.9"})
    monkeypatch.setattr(benchmark, "measure", measure)
    assert benchmark.main(arguments) == 0
    assert measured == [expected]
    out = capsys.readouterr().out
    assert "cores, orjson 3.9\n\n| what " in out
    rows = cells_by_title(out)
    assert rows.keys() == titles(benchmark.ROWS, expected[2] // 1_000_000)
    assert rows["its peak memory"] == ["50.00 MB", "", "under 60 MB for 1 GB: 50.00, yes"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--messages", "0"], "argument --messages: not a whole number from 1: 0"),
        (["--messages", "-1"], "argument --messages: not a whole number from 1: -1"),
        (["--messages", "1.5"], "argument --messages: not a whole number from 1: 1.5"),
        (["--messages"], "argument --messages: expected one argument"),
        (["large"], "unrecognized arguments: large"),
    ],
)
def test_what_cannot_be_meant_is_an_error_of_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmark.py", *arguments])
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "tools" / "bench" / "benchmark.py"), run_name="__main__")
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith(f"benchmark.py: error: {told}\n")


@pytest.mark.parametrize("variable", ["XDG_CACHE_HOME", "HOME"])
def test_the_folder_of_the_peers_is_in_the_cache_of_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    cache = tmp_path / ".cache" if variable == "HOME" else tmp_path
    assert runpy.run_path(benchmark_peers.__file__)["FOLDER"] == cache / "cti-contract-benchmark"
