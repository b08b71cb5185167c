"""Look for bytes that the reading of files cannot stand, led by the code that they reach.

    pip install atheris
    python tools/stress/fuzz_reading.py corpus tests/samples -max_total_time=600

`corpus` is a folder that keeps the inputs that led further, the next ones are only read; options are libFuzzer's.
Each input is checked as a `.json` file, as an `.ndjson` file and as one that is told apart by its content. What breaks
is left in a file whose name is printed; `python tools/stress/fuzz_reading.py FILE` does it again. It becomes a case of
`tests/files/test_bad_input.py`.
"""

import json
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("a.json", "a.ndjson", "a")


def look(folder: Path, raw: bytes) -> None:
    """Check the bytes as each sort of file; raises AssertionError where what is told of them makes no sense."""
    for name in NAMES:
        path = folder / name
        path.write_bytes(raw)
        _look_at(path, raw)


def _look_at(path: Path, raw: bytes) -> None:
    from cti_contract.files.check import Summary, check_files
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
        assert summary.messages == sum(map(_messages_in, texts))


def _messages_in(text: str) -> int:
    """Return how many messages a JSON text holds; raises ValueError when it is none."""
    value = json.loads(text) if text.strip() else []
    return len(value) if isinstance(value, list) else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz until something breaks or the options say that it is enough; the exit code is libFuzzer's."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if {"-h", "--help"} & set(arguments):  # which libFuzzer does not know, and would begin
        sys.stdout.write(__doc__)
        return 0
    try:
        atheris = import_module("atheris")
    except ImportError:
        sys.stderr.write("what fuzzes is not installed: pip install atheris\n")
        return 2
    with atheris.instrument_imports(include=["cti_contract"]):
        for module in (  # but for the first, imported when needed
            "files.check",
            "files.documents",
            "jsontext.positions",
            "jsontext.syntax_errors",
            "validation.explain",
        ):
            import_module(f"cti_contract.{module}")
    with TemporaryDirectory(prefix="cti-contract-fuzz-") as scratch:
        atheris.Setup([sys.argv[0], *arguments], partial(look, Path(scratch)))
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
