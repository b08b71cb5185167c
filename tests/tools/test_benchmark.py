"""The benchmark: the messages that it measures on, its arithmetic, and rows that cannot be measured."""

import json
import re
import subprocess
import sys
from pathlib import Path

import benchmark
import benchmark_data as data
import benchmark_peers
import benchmark_runs
import pytest
from benchmark import Sizes
from benchmark_peers import Peers
from each_case import each_case
from helpers import ROOT, MessageFile, Reporter, TextFile

import cti_contract as cti
from cti_contract.contract import walk
from cti_contract.export.bundle import self_contained

TINY = Sizes(messages=60, sample=4, few=2, files=3, rounds=1, starts=1, large=2_000)
PEER_ROWS = {"orjson", "ajv", "start-check-jsonschema", "start-sourcemeta", "lines-sourcemeta"}


def test_valid_lines_are_valid(message_file: MessageFile, report: Reporter) -> None:
    lines = list(data.valid_lines(100))
    found = report(message_file(*lines))
    assert (found.places(), found.summary["messages"], found.summary["warnings"]) == ([], 100, 0)
    with_ids = [line for line in lines if re.search(r"\d{5}", line)]
    assert len(set(with_ids)) == len(with_ids) > 50


def test_ids_end_in_the_number() -> None:
    line = '{"target": "Avaya-jdoe.70001.70002", "code": "E1001"}'
    assert data.with_other_ids(line, 42) == '{"target": "Avaya-jdoe.70042.70042", "code": "E1001"}'


@each_case("code", data.MISTAKES)
def test_mistake_has_its_code(code: str, message_file: MessageFile, report: Reporter) -> None:
    lines = list(map(data.MISTAKES[code], data.valid_lines(25)))
    assert report(message_file(*lines)).codes == [code] * 25


def test_every_fiftieth_line_is_invalid(message_file: MessageFile, report: Reporter) -> None:
    count = 50 * len(data.MISTAKES)
    found = report(message_file(*data.invalid_lines(count)))
    assert [line for line, _, _ in found.places()] == list(range(50, count + 1, 50))
    assert set(found.codes) == set(data.MISTAKES)


@each_case("size", range(0, 30, 3))
def test_large_file_has_whole_lines(size: int, text_file: TextFile, tmp_path: Path) -> None:
    source = text_file("source", "a\n{é}\n")
    lines = data.write_repeated(tmp_path / "large", source, size)
    text = (tmp_path / "large").read_bytes()
    assert text == (source.read_bytes() * 5)[: len(text)]
    assert (lines, text[-1:]) == (text.count(b"\n"), b"\n" if text else b"")
    assert size - 5 < len(text) <= size


def test_first_round_is_left_out() -> None:
    figures = iter(range(6))
    runs = {"one": lambda: next(figures), "two": lambda: next(figures)}
    assert benchmark_runs.in_turn(runs, 2) == {"one": [2, 4], "two": [3, 5]}


def test_modules_of_the_checkout_come_first(text_file: TextFile, monkeypatch: pytest.MonkeyPatch) -> None:
    here, checkout = (
        text_file("here/cti_contract.py", "name = 'here'"),
        text_file("other/cti_contract.py", "name = 'other'"),
    )
    monkeypatch.chdir(here.parent)
    command = (*benchmark_runs.PYTHON, "-c", "import cti_contract; print(cti_contract.name)")
    assert benchmark_runs.output_of(*command, path=checkout.parent) == "other\n"


def test_ratio_is_taken_within_rounds() -> None:
    figures = {"valid": [1.0, 8.0, 12.0], "orjson": [1.0, 4.0, 2.0]}  # the medians alone would give 4
    assert benchmark.median_ratio(figures, "valid", "orjson") == 2
    assert benchmark.median_ratio(figures, "valid", "json") is None


def test_table_shows_figures_and_ratios() -> None:
    figures = {"orjson": [0.5], "valid": [2.0], "valid before": [1.6], "start-python": [10.0], "start": [50.0]}
    rows = [line.strip("| ").split(" | ") for line in benchmark.table(figures).splitlines()]
    by_title = {cells[0]: cells[1:] for cells in rows}
    assert len(rows) == 2 + len(benchmark.ROWS)
    goal = "4.00 times `orjson.loads` (at most 3.50, MISSED)"
    assert by_title["check, all valid"] == ["2.00 µs", "1.60 µs", "1.25", "500,000", goal]
    assert by_title["check of one message, start included"][-1] == "5.00 times `python -c pass` (at most 6.00)"
    assert by_title["`json.loads`"][0] == "not measured"
    assert "before" not in benchmark.table({"valid": [2.0]})


@pytest.mark.slow
def test_every_own_row_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "orjson", None)
    peers = Peers(tmp_path / "nothing", node="no-node", npm="no-npm")
    (tmp_path / "scratch").mkdir()
    figures = benchmark.measure(tmp_path / "scratch", peers, TINY, before=ROOT)
    own = {key for key in figures if key.endswith(benchmark.BEFORE)}
    assert figures.keys() - own == benchmark.ROWS.keys() - PEER_ROWS
    assert len(own) == 9
    assert all(min(values) > 0 for values in figures.values())
    assert benchmark.environment(peers).endswith("ajv not installed, Node not installed")


def test_version_of_other_modules(text_file: TextFile, tmp_path: Path) -> None:
    """Another version is started by its `__main__` only."""
    checkout = text_file("other/cti_contract/__init__.py").parents[1]
    text_file("other/cti_contract/__main__.py", "import os, sys; os._exit(len(sys.argv) - 5)")
    inputs = benchmark.write_inputs(tmp_path, TINY)
    speeds = benchmark.check_speeds(checkout, inputs)
    assert min(run() for run in speeds.values()) > 0
    text_file("other/cti_contract/__main__.py", "import os; os._exit(2)")
    with pytest.raises(subprocess.CalledProcessError):
        speeds["valid"]()


def test_rows_of_files_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "in_turn", lambda runs, rounds: {key: [rounds] for key in runs})
    figures = benchmark.measure(tmp_path, Peers(tmp_path, node="no-node", npm="no-npm"), TINY._replace(large=0))
    assert {"valid", "start"} < figures.keys()
    assert not figures.keys() & {"lines", "files", "large-1"}
    assert list((tmp_path / "files").iterdir()) == []


def test_rejected_messages_are_not_measured() -> None:
    benchmark_peers.accept_all(bool, json.loads, [b"1", b"2"])
    with pytest.raises(ValueError, match=r"^1 of 2 messages accepted$"):
        benchmark_peers.accept_all(lambda value: bool(value == 2), json.loads, [b"1", b"2"])


def test_ajv_gets_a_schema_for_each_message() -> None:
    schemas = benchmark_peers.schemas_by_key()
    for value in map(json.loads, data.valid_lines(25)):
        key = f"{value['command']} {value.get('result', 'request')}" if "command" in value else value["name"]
        assert schemas[key] == self_contained(walk.merged(cti.identify(value).uri))
