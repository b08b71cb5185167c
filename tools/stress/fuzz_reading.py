"""Search for input that makes `check` fail, with the coverage-guided fuzzer Atheris.

    pip install atheris
    python tools/stress/fuzz_reading.py corpus tests/samples -max_total_time=600

The fuzzer keeps inputs that reach new code in the first folder and starts from those of all folders; options are
those of libFuzzer. Each input is checked as a `.json` file, as an `.ndjson` file, and as a file without a suffix.
A failing input is written to a file whose name is printed: `python tools/stress/fuzz_reading.py FILE` repeats it.
Add it to `tests/bad_texts.py`.
"""

import json
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("a.json", "a.ndjson", "a")
#: The modules that the fuzzer follows; all but the first are imported when they are needed.
MODULES = (
    "files.check",
    "files.documents",
    "jsontext.positions",
    "jsontext.syntax_errors",
    "validation.explain",
)


def check_bytes(folder: Path, raw: bytes) -> None:
    """Check bytes as each kind of file.

    Raises:
        AssertionError: A problem has no place in the input, or a count is wrong.
    """
    for name in NAMES:
        path = folder / name
        path.write_bytes(raw)
        _check_file(path, raw)


def _check_file(path: Path, raw: bytes) -> None:
    from cti_contract.files.check import check_files
    from cti_contract.files.results import Summary
    from cti_contract.problems import Problem

    *findings, summary = check_files([str(path)])
    assert isinstance(summary, Summary)
    problems = [finding for finding in findings if isinstance(finding, Problem)]
    assert summary.errors + summary.warnings == len(problems)
    lines = raw.decode(errors="replace").split("\n")
    for problem in problems:
        assert str(problem).isprintable()
        assert problem.line is not None
        assert problem.column is not None
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    if not summary.errors:
        texts = lines if path.suffix == ".ndjson" or summary.messages > 1 else [raw.decode()]
        assert summary.messages == sum(map(_count_messages, texts))


def _count_messages(text: str) -> int:
    value = json.loads(text) if text.strip() else []
    return len(value) if isinstance(value, list) else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz until an input fails or the options end it; libFuzzer sets the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if {"-h", "--help"} & set(arguments):  # libFuzzer ignores these and would start
        sys.stdout.write(__doc__)
        return 0
    try:
        atheris = import_module("atheris")
    except ImportError:
        sys.stderr.write("Atheris is not installed: pip install atheris\n")
        return 2
    with atheris.instrument_imports(include=["cti_contract"]):
        for module in MODULES:
            import_module(f"cti_contract.{module}")
    with TemporaryDirectory(prefix="cti-contract-fuzz-") as scratch:
        atheris.Setup([sys.argv[0], *arguments], partial(check_bytes, Path(scratch)))
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
