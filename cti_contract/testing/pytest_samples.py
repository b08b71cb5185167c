"""The messages in files as tests that pytest runs. Only the plugin imports this module."""

from __future__ import annotations

import os
import warnings
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from cti_contract.files import discover
from cti_contract.files.check import check_files
from cti_contract.files.ndjson import NO_MESSAGE
from cti_contract.files.streams import READ_ERRORS, Part, opened
from cti_contract.problems import InvalidMessage, Problem, UnknownMessage
from cti_contract.validation.dispatch import identify


class ContractWarning(UserWarning):
    """A warning of the contract about a sample."""


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, Any]:
    """Add the samples to the tests of the run."""
    report = yield
    if isinstance(collector, pytest.Session) and report.passed:
        report.result = [*(report.result or ()), *_below(collector, collector.config.option.cti_samples)]
    return report


def _below(session: pytest.Session, paths: Iterable[str]) -> Iterator[SampleFile]:
    """Yield a collector for each file below the paths, once, and for each folder that has a problem."""
    found = {_named(each): each for each in discover.files(paths)}
    for path, each in found.items():
        yield SampleFile.from_parent(session, path=path, found=each)


def _named(found: str | Problem) -> Path:
    """Return the path for the ids of tests: absolute, with undecodable bytes escaped."""
    return Path(os.path.abspath(discover.shown(found) if isinstance(found, str) else str(found.file)))


class SampleFile(pytest.File):
    """A file of messages, or the problem of a folder."""

    def __init__(self, *, found: str | Problem, **options: Any) -> None:
        super().__init__(**options)
        self._found = found

    def collect(self) -> Iterator[Sample]:
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
    """Yield the name of each test: the line or the place in an array, from 1, and the name and kind of the message."""
    part = Part(path)
    with suppress(*READ_ERRORS), opened(part) as stream:  # the check reports them
        for index, text, value in chain.from_iterable(discover.records(part, stream)):
            if index != NO_MESSAGE:
                yield f"{index + 1 if text.is_array else text.line} {_what(value)}"


def _what(value: Any) -> str:
    """Return the name and kind of a message, or the code of the problem if it is not a message."""
    if isinstance(value, Problem):
        return value.code
    try:
        message = identify(value)
    except UnknownMessage as error:
        return error.problems[0].code
    return f"{message.name} {message.kind}"


def _problems_by_index(path: str) -> defaultdict[int | None, list[Problem]]:
    problems = defaultdict(list)
    for finding in check_files([path]):
        if isinstance(finding, Problem):
            problems[finding.message_index].append(finding)
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
        shown = warnings.WarningMessage(text, ContractWarning, str(problem.file), problem.line or 1, line="")
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
