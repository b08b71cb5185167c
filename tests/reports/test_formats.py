"""All formats of the report."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from each_case import each_case
from findings import ERROR, SAMPLES, WARNING, each_format, findings, written
from helpers import ROOT, TextFile, process
from junitparser import JUnitXml

from cti_contract.files.results import Finding
from cti_contract.reports import REPORTS
from cti_contract.reports.text import ReportOptions


@each_format
def test_same_exit_code_and_codes(form: str) -> None:
    done = process("check", "--format", form, SAMPLES)
    assert (done.returncode, done.stderr) == (1, b"")
    for code in ("unknown-message", "unknown-member", "bad-target", "known-value"):
        assert code.encode() in done.stdout
    assert process("check", "--format", form, f"{SAMPLES}/call.ndjson").returncode == 0


@each_format
@each_case("most", [0, 1, 2])
def test_max_problems(form: str, most: int) -> None:
    problems = [ERROR._replace(message=f"fault {number}") for number in range(3)]
    out = written(form, *problems, WARNING._replace(message="fault 3"), most=most, quiet=True)
    assert re.findall(r"fault \d", out) == [f"fault {number}" for number in range(most)]


@each_format
def test_report_is_streamed(form: str) -> None:
    read = []

    def watched() -> Iterator[Finding]:
        for finding in findings(ERROR, ERROR._replace(file="b.json"), WARNING._replace(file="c.json")):
            read.append(finding)
            yield finding

    for piece in REPORTS[form](watched(), ReportOptions()):
        if "logs/call.ndjson" in piece:
            break
    assert 1 <= len(read) <= 2


@pytest.mark.slow
@each_format
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_output_encodings(form: str, encoding: str, tmp_path: Path, text_file: TextFile) -> None:
    text_file("größe 日本.json", '{"größe 日本": 1}')
    done = process("check", "--format", form, tmp_path, env={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (1, b"")
    read = {"json": json.loads, "sarif": json.loads, "junit": JUnitXml.fromstring}.get(form, bytes.decode)
    read(done.stdout if form == "junit" else done.stdout.decode(encoding).encode())  # type: ignore[operator]


@pytest.mark.parametrize("form", ["json", "junit", "sarif"])
def test_quiet_documents(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cti_contract.reports.junit.perf_counter", lambda: 0.0)  # its reports say how long a file took
    assert written(form, ERROR, quiet=True) == written(form, ERROR)


def test_text_loads_no_other_format() -> None:
    code = (
        "import sys\nfrom cti_contract.cli.main import main\n"
        f"assert main(['check', '{SAMPLES}/call.ndjson']) == 0\n"
        "print([name for name in sys.modules if name.startswith(('cti_contract.reports.', 'json.', 'xml', 'hashlib'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "['cti_contract.reports.text']"
