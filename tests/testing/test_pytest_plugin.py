"""The pytest plugin: its fixtures, the tests it makes of samples, and its cost for other runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import BAD, GOOD, ROOT
from junitparser import JUnitXml

import cti_contract.testing.pytest_samples  # noqa: F401 -- as the line above: a run inside the test would import it, and forget it again
from cti_contract import MESSAGES

ALIAS = '{"command": "session.addchannelgroup", "target": "s", "data": {}}'.replace(".add", ".request.add")
MISTAKES = (ROOT / "tests/samples/mistakes.ndjson").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _few_plugins(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make warnings errors in the runs, and load only the plugins that they need, which is faster."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeini("[pytest]\nfilterwarnings = error\naddopts = -p cti-contract -p xdist\n")


@pytest.fixture
def folder(pytester: pytest.Pytester) -> Path:
    return pytester.mkdir("samples")


def ids(pytester: pytest.Pytester, *arguments: str) -> list[str]:
    lines = pytester.runpytest("--collect-only", "-q", "--cti-samples", "samples", *arguments).stdout.lines
    return lines[: lines.index("")]


def test_one_test_per_record(pytester: pytest.Pytester, folder: Path) -> None:
    (folder / "call.ndjson").write_text(f"{GOOD}\n\n{BAD}\n{ALIAS}\n")
    (folder / "deeper").mkdir()
    (folder / "deeper" / "array.json").write_text(f'[{GOOD}, 1, {{"name": "fax.sent"}}]')
    (folder / "notes.txt").write_text("no messages")
    assert ids(pytester) == [
        "samples/call.ndjson::1 channel.dial request",
        "samples/call.ndjson::3 channel.dial request",
        "samples/call.ndjson::4 session.addchannelgroup request",
        "samples/deeper/array.json::1 channel.dial request",
        "samples/deeper/array.json::2 wrong-type",
        "samples/deeper/array.json::3 unknown-message",
    ]
    assert ids(pytester, "--cti-samples", "samples/call.ndjson", "-k", "addchannelgroup") == [
        "samples/call.ndjson::4 session.addchannelgroup request",
    ]


def test_valid_samples_pass(pytester: pytest.Pytester, folder: Path) -> None:
    (folder / "log.ndjson").write_bytes((ROOT / "tests/samples/call.ndjson").read_bytes())
    pytester.runpytest("--cti-samples", "samples").assert_outcomes(passed=25)


@pytest.mark.parametrize("workers", [(), ("-n2",)], ids=["one process", "two workers"])
def test_problems_as_in_check(pytester: pytest.Pytester, folder: Path, workers: tuple[str, ...]) -> None:
    (folder / "mistakes.ndjson").write_text(MISTAKES)
    result = pytester.runpytest("--cti-samples", "samples", *workers)
    result.assert_outcomes(failed=3, passed=1, warnings=1)
    checked = subprocess.run(
        [sys.executable, "-m", "cti_contract", "check", "--quiet", "samples"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    assert [line for line in checked if ": error: " in line] == [
        line for line in sorted(result.outlines) if line.startswith("samples/") and ": error: " in line
    ]
    [warned] = [line for line in checked if ": warning: " in line]
    [shown] = [line.strip() for line in result.outlines if "ContractWarning" in line]
    assert shown.startswith("samples/mistakes.ndjson:4: ContractWarning: /data/interaction/type: warning: ")
    assert shown.partition(" warning: ")[2] == warned.partition(" warning: ")[2]


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("empty.json", b"", "empty.json:1:1: error: no message in this file [no-messages]"),
        ("mark.json", b"\xef\xbb\xbf" + GOOD.encode(), "mark.json:1:1: error: a byte order mark *byte-order-mark]"),
        ("a.json", b'{"a": 1}', "a.json:1:1: error: no message, * of one: keep other files out of the folder of *"),
        ("a.json", b'{"a": %b}' % GOOD.encode(), "a.json:1:1: error: no message, * inside: write each message by *"),
        ("a.json", b'["%b"]' % GOOD.replace('"', r"\"").encode(), "a.json:1:1: error: no message, but strings *"),
        ("cut.ndjson", b'{"a', "cut.ndjson:1:4: error: not JSON: *[syntax]"),
        ("cut.json.gz", b"\x1f\x8b", "cut.json.gz: error: cannot be read: *[unreadable]"),
    ],
)
def test_unreadable_file_fails(pytester: pytest.Pytester, folder: Path, name: str, text: bytes, problem: str) -> None:
    (folder / name).write_bytes(text)
    result = pytester.runpytest("--cti-samples", "samples")
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines([f"samples/{problem.replace('[', '[[]')}"])


@pytest.mark.parametrize("workers", [(), ("-n1",)], ids=["one process", "a worker"])
def test_undecodable_file_name(pytester: pytest.Pytester, folder: Path, workers: tuple[str, ...]) -> None:
    (folder / os.fsdecode(b"\xff.json")).write_text(BAD)
    result = pytester.runpytest("--cti-samples", "samples", *workers)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["samples/\\xff.json:1:80: error: *"])


ODD_NAMES = ["a[1]::b.ndjson", "\x1b[31mred.ndjson", "\u202eidb.ndjson", "two words.ndjson"]


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_printed_id_is_an_argument(pytester: pytest.Pytester, folder: Path, name: str) -> None:
    pytester.makepyfile("def test_it(): pass")
    for each in (name, "other.ndjson"):
        (folder / each).write_text(f"{GOOD}\n{BAD}\n")
    for number, failed in (("1", 0), ("2", 1)):
        [sample] = [each for each in ids(pytester) if f"::{number} channel.dial" in each and "other" not in each]
        result = pytester.runpytest("--cti-samples", "samples", sample)
        result.assert_outcomes(passed=1 - failed, failed=failed)
    file = sample.removesuffix("::2 channel.dial request")
    pytester.runpytest("--cti-samples", "samples", file).assert_outcomes(passed=1, failed=1)
    pytester.runpytest("--cti-samples", "samples", file, sample, "test_printed_id_is_an_argument.py").assert_outcomes(
        passed=2, failed=1
    )


def test_printed_ids_in_a_worker(pytester: pytest.Pytester, folder: Path) -> None:
    pytester.makepyfile("def test_it(): pass")
    (folder / "a.ndjson").write_text(f"{GOOD}\n{BAD}\n")
    arguments = ("--cti-samples", "samples", "samples/a.ndjson::1 channel.dial request", "-n1")
    pytester.runpytest(*arguments).assert_outcomes(passed=1)


def test_id_without_a_sample(pytester: pytest.Pytester, folder: Path) -> None:
    (folder / "a.ndjson").write_text(GOOD)
    result = pytester.runpytest("--cti-samples", "samples", "samples/a.ndjson::2 channel.dial request")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["no such sample: 2 channel.dial request"])


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_output_is_printable(pytester: pytest.Pytester, folder: Path, name: str) -> None:
    (folder / name).write_text(f"{BAD}\n{ALIAS.replace('request.add', 'add')}\n{MISTAKES.splitlines()[3]}\n")
    result = pytester.runpytest("-v", "--cti-samples", "samples", "--junitxml", "report.xml")
    assert [line for line in result.outlines + result.errlines if not line.isprintable()] == []
    assert len(JUnitXml.fromfile("report.xml")) == 1
    assert "samples/" in result.stdout.str()


def test_option_in_addopts(pytester: pytest.Pytester, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.ndjson").write_text(f"{BAD}\n")
    pytester.makeini("[pytest]\naddopts = -p cti-contract --cti-samples samples --cti-samples=samples/a.ndjson\n")
    monkeypatch.chdir(pytester.mkdir("inner"))
    (pytester.path / "inner" / "b.json").write_text(GOOD)
    result = pytester.runpytest("--cti-samples", "b.json")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["../samples/a.ndjson:1:80: error: *"])
    pytester.runpytest("samples/a.ndjson::1 channel.dial request").assert_outcomes(failed=1)


def test_empty_folder_fails(pytester: pytest.Pytester, folder: Path) -> None:
    assert ids(pytester) == ["samples::no-messages"]
    result = pytester.runpytest("--cti-samples", "samples")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"{folder.name}: error: no message files in this folder *"])


@pytest.mark.parametrize(
    ("path", "error"), [("gone", "no such file or folder: gone"), ("-", "a file or a folder, not standard input")]
)
def test_missing_path(pytester: pytest.Pytester, path: str, error: str) -> None:
    result = pytester.runpytest("--cti-samples", path)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: --cti-samples: {error}"])


def test_samples_beside_other_tests(pytester: pytest.Pytester, folder: Path) -> None:
    pytester.makepyfile("def test_it(): pass")
    (folder / "two.ndjson").write_text(f"{GOOD}\n{BAD}\n")
    pytester.runpytest("--cti-samples", "samples").assert_outcomes(passed=2, failed=1)
    pytester.runpytest("--cti-samples", "samples", "--last-failed").assert_outcomes(failed=1)


@pytest.mark.parametrize("name", ["a::b.ndjson", "a\x1b[1m.ndjson", "::.ndjson"])
def test_last_failed_with_an_odd_path(pytester: pytest.Pytester, folder: Path, name: str) -> None:
    """The samples that failed are run again, also beside other files, and no others."""
    (folder / name).write_text(f"{GOOD}\n{BAD}\n")
    (folder / "a.ndjson").write_text(f"{GOOD}\n{BAD}\n{BAD}\n")
    pytester.makepyfile("def test_it(): assert False")
    pytester.runpytest("--cti-samples", "samples").assert_outcomes(passed=2, failed=4)
    pytester.runpytest("--cti-samples", "samples", "--last-failed").assert_outcomes(failed=4)


def test_missing_test_file(pytester: pytest.Pytester, folder: Path) -> None:
    (folder / "one.ndjson").write_text(GOOD)
    result = pytester.runpytest("--cti-samples", "samples", "gone.py")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: file or directory not found: gone.py"])


def test_failure_in_another_plugin(pytester: pytest.Pytester, folder: Path) -> None:
    (folder / "one.ndjson").write_text(GOOD)
    pytester.makeconftest("def pytest_runtest_call(item): raise RuntimeError('no telephony')")
    result = pytester.runpytest("--cti-samples", "samples")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E * RuntimeError: no telephony"])


def test_assertion_returns_message(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        f"""
        def test_messages(cti, assert_cti_valid):
            assert len(cti.MESSAGES) == {len(MESSAGES)}
            request = cti.example("channel.dial", seed=1)
            assert assert_cti_valid(request) == cti.identify(request)
            assert assert_cti_valid({{**request, "newer": 1}}, unknown="ignore").kind == "request"
        """
    )
    pytester.runpytest().assert_outcomes(passed=1)


def test_assertion_shows_problems(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(
        f"""
        def test_message(assert_cti_valid):
            message = {{**{json.loads(BAD)!r}, "context": {{"trace": 999 * "long"}}}}
            assert_cti_valid(message)
        """
    )
    result = pytester.runpytest()
    result.assert_outcomes(failed=1)
    shown = [line[1:].strip() for line in result.outlines if line[:1] in ("E", ">")]
    assert shown[0] == "assert_cti_valid(message)"
    assert shown[1].startswith('Failed: /data/destinaton: error: unknown member "destinaton" in /data [unknown-member]')
    assert shown[2].startswith('/data: error: missing member "destination"') or len(shown) == 3
    assert shown[-1].startswith("{'command': 'channel.dial', 'context': {'trace': 'longlong")
    assert len(shown[-1]) < 300
    assert "assertions.py" not in result.stdout.str()


def test_imports_of_other_runs(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_it():
            names = [name for name in sys.modules if name.startswith("cti_contract")]
            assert names == ["cti_contract", "cti_contract.testing", "cti_contract.testing.pytest_plugin"]
            assert "jsonschema_rs" not in sys.modules
        """
    )
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-v"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "cti-contract-" in done.stdout


def test_package_imported_early(pytester: pytest.Pytester) -> None:
    """A package that is imported before pytest can rewrite it must not cause a warning."""
    pytester.makepyfile("def test_it(): pass")
    pytester.runpytest("-p", "cti_contract").assert_outcomes(passed=1)
