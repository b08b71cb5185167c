"""The messages in files as tests that pytest runs. Only the plugin imports this module."""

from __future__ import annotations

import argparse
import os
import warnings
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from cti_contract.files import discover
from cti_contract.files.check import check_files
from cti_contract.files.detect import records
from cti_contract.files.records import Record
from cti_contract.files.results import Counts, Options
from cti_contract.files.streams import READ_ERRORS, Part, opened
from cti_contract.problem_texts import without_options
from cti_contract.problems import InvalidMessage, Problem, UnknownMessage
from cti_contract.text import printable
from cti_contract.validation.dispatch import identify


class ContractWarning(UserWarning):
    """A warning of the contract about a sample."""


class Samples:
    """The samples of a run, registered as a plugin."""

    def __init__(self, config: pytest.Config) -> None:
        """Find the samples, and the ones that arguments of the run choose."""
        self._found = _found(_paths(config))
        self._chosen, config.args = _chosen(config, [str(path) for path, _ in self._found])

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, pytest.CollectReport, Any]:
        """Add the samples to the tests of the run."""
        report = yield
        if isinstance(collector, pytest.Session) and report.passed:
            report.result = [*(report.result or ()), *self._files(collector)]
        return report

    def _files(self, session: pytest.Session) -> Iterator[SampleFile]:
        for path, found in self._found:
            names = [name for file, name in self._chosen if file == str(path)]
            if names or not self._chosen:
                yield SampleFile.from_parent(session, path=path, found=found, names=None if None in names else names)


def _paths(config: pytest.Config) -> list[str]:
    """Return the paths of the option; those in `addopts` are relative to the root directory.

    Raises:
        pytest.UsageError: A path does not exist.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--cti-samples", action="append", default=[])
    arguments = [str(argument) for argument in config.invocation_params.args]
    given = parser.parse_known_args(arguments)[0].cti_samples
    configured = config.option.cti_samples[: -len(given) or None]
    root = os.path.relpath(config.rootpath, config.invocation_params.dir)
    paths = [*(os.path.normpath(os.path.join(root, path)) for path in configured), *given]
    for path in paths:
        reason = "a file or a folder, not standard input" if path == "-" else discover.why_missing(path)
        if reason:
            raise pytest.UsageError(f"--cti-samples: {printable(reason)}")
    return paths


def _found(paths: Iterable[str]) -> list[tuple[Path, str | Problem]]:
    """Return the files below the paths, each once, and the problems of folders.

    Each has the path for the ids of tests before it: absolute and printable.
    """
    found = {os.path.abspath(each if isinstance(each, str) else str(each.file)): each for each in discover.files(paths)}
    return [(Path(_escaped(path)), each) for path, each in found.items()]


def _escaped(path: str) -> str:
    """Return a printable path: `<U+001B>` for an escape character. Pytest changes a backslash in an id to a slash.

    Two colons end the path in an id.
    """
    printed = "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in path)
    return printed.replace("::", "<U+003A><U+003A>")


def _chosen(config: pytest.Config, files: Sequence[str]) -> tuple[list[tuple[str, str | None]], list[str]]:
    """Return the samples that arguments of the run choose, each with its file, and the other arguments.

    An argument is the file of samples, or the id of one, as the run prints it.
    """
    chosen, others = [], []
    for argument in config.args:
        paths = [
            os.path.abspath(os.path.join(root, argument)) for root in (config.invocation_params.dir, config.rootpath)
        ]
        matches = [
            (file, path[len(file) + 2 :] or None)
            for path in paths
            for file in files
            if path == file or path.startswith(f"{file}::")
        ]
        if matches:
            chosen.append(matches[0])
        else:
            others.append(argument)
    return chosen, others


class SampleFile(pytest.Directory):
    """A file of messages, or the problem of a folder; `names` are those of the chosen samples, if not all.

    For pytest it is a folder: `--last-failed` skips a file if no file has the path that is in the ids of its tests.
    """

    def __init__(self, *, found: str | Problem, names: Sequence[str] | None, **options: Any) -> None:
        super().__init__(**options)
        self._found = found
        self._names = names

    def collect(self) -> Iterator[Sample]:
        """Yield the chosen tests.

        Raises:
            CollectError: There is no test of a chosen name.
        """
        samples = list(self._samples())
        missing = set(self._names or ()) - {sample.name for sample in samples}
        if missing:
            raise self.CollectError(f"no such sample: {', '.join(sorted(missing))}")
        yield from (sample for sample in samples if not self._names or sample.name in self._names)

    def _samples(self) -> Iterator[Sample]:
        """Yield a test for each record, and for each problem that belongs to no record."""
        if isinstance(self._found, Problem):
            yield Sample.from_parent(self, name=self._found.code, problems=[self._found])
            return
        names = list(_names(self._found))
        problems = _problems_by_index(self._found)
        for problem in problems[None]:
            yield Sample.from_parent(self, name=problem.code, problems=[problem])
        for index, name in enumerate(names):
            yield Sample.from_parent(self, name=name, problems=problems[index])


def _names(path: str) -> Iterator[str]:
    """Yield the name of each test: the line of the record or its place in an array, from 1, and its message."""
    part, options = Part(path), Options()
    with suppress(*READ_ERRORS), opened(part, options.limits, Counts()) as stream:  # the check reports the error
        for record in records(part, stream, options):
            if record.message_index is not None:
                yield f"{record.message_index + 1 if record.in_array else record.line} {_name(record)}"


def _name(record: Record) -> str:
    """Return the name and kind of a message; for an unknown message, the code of the problem."""
    if record.problem:
        return record.problem.code
    try:
        message = identify(record.value)
    except UnknownMessage as error:
        return error.problems[0].code
    return f"{message.name} {message.kind}"


def _problems_by_index(path: str) -> defaultdict[int | None, list[Problem]]:
    problems = defaultdict(list)
    for finding in check_files([path]):
        if isinstance(finding, Problem):
            problems[finding.message_index].append(without_options(finding))
    return problems


class Sample(pytest.Item):
    """The test of one record: errors fail it, warnings appear among the warnings of the run."""

    def __init__(self, *, problems: Sequence[Problem], **options: Any) -> None:
        super().__init__(**options)
        self._problems = problems

    def runtest(self) -> None:
        """Raise InvalidMessage if there is an error."""
        if any(problem.severity == "error" for problem in self._problems):
            raise InvalidMessage(self._problems)
        for problem in self._problems:
            self._warn(problem)

    def _warn(self, problem: Problem) -> None:
        """Add a warning to the run; its filters do not apply, since they are about Python and may raise an error."""
        text = ContractWarning(str(problem._replace(file=None)))
        shown = warnings.WarningMessage(text, ContractWarning, printable(str(problem.file)), problem.line or 1, line="")
        recorded: dict[str, Any] = {"when": "runtest", "nodeid": self.nodeid, "location": None}
        self.config.hook.pytest_warning_recorded.call_historic(kwargs={"warning_message": shown, **recorded})

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the problems, as the gate prints them."""
        if isinstance(excinfo.value, InvalidMessage):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the file, no line of code, and the heading of the failure."""
        return self.path, None, f"[cti] {self.nodeid}"
