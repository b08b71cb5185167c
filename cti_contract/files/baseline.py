"""A baseline: the known problems of files, so that only new ones are reported."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import NamedTuple, cast

from cti_contract._version import __version__
from cti_contract.files.discover import STANDARD_INPUT
from cti_contract.files.fingerprints import fingerprint
from cti_contract.files.own_files import content_of
from cti_contract.files.results import Counts, FileSummary, Finding, Options, reported
from cti_contract.files.unchecked import depends_on_content
from cti_contract.problem_texts import of_other_redaction, stale_baseline
from cti_contract.problems import Problem, ProblemCode


class Key(NamedTuple):
    """The parts of a problem that identify it, wherever its line is; the file is relative to that of the baseline."""

    file: str
    code: str
    pointer: str
    fingerprint: str


class Baseline:
    """The known problems of a file, and those that a check finds. With `known` None, all are known.

    To write the file again, entries `before` that the check does not look for are kept, such as those of other files,
    and of `other_codes`, which are not those of this command.
    """

    def __init__(
        self,
        path: str,
        known: Counter[Key] | None,
        before: Counter[Key] | None = None,
        other_codes: frozenset[str] = frozenset(),
        *,
        is_redacted: bool = False,
    ) -> None:
        """Begin a check; the paths of files are relative to the folder of `path`.

        `is_redacted` is whether the problems show no values, which makes other fingerprints.
        """
        self._path, self._known, self._is_redacted = path, known, is_redacted
        self._before = Counter[Key]() if before is None else before
        self._other_codes = other_codes
        self._kept = Counter[Key]()
        self._files: set[str] = set()
        self._unreadable: set[str] = set()
        self.found: Counter[Key] = Counter()

    def new(
        self, results: Iterable[Sequence[Finding]], options: Options, counts: Counts
    ) -> Iterator[Sequence[Finding]]:
        """Yield the results without known problems, then a warning for each place with some that no longer occur."""
        for findings in results:
            yield [each for finding in findings for each in self._new(finding, counts)]
        stale = {key: count for key, count in self._not_found().items() if self._is_looked_for(key, options)}
        was_redacted = is_redacted(self._path) if stale else self._is_redacted
        places = Counter[tuple[str, str, str]]()
        for key, count in stale.items():
            places[key.file, key.code, key.pointer] += count
        for (file, code, pointer), count in sorted(places.items()):
            problem = stale_baseline(os.path.relpath(self._path), file, code, pointer, count)
            if was_redacted != self._is_redacted:
                problem = of_other_redaction(problem, was_redacted=was_redacted)
            yield reported([problem], options, counts)
        not_found = self._before - self.found
        self._kept = Counter({key: not_found[key] for key in not_found if not self._is_looked_for(key, options)})
        counts.kept = self._kept.total()

    def text(self) -> str:
        """Return the baseline of the problems that were found, and of those that were not looked for."""
        both = sorted((self.found + self._kept).items())
        entries = (json.dumps(key._asdict() | {"count": count}) for key, count in both)
        lines = ",".join(f"\n    {entry}" for entry in entries)
        mark = '  "redacted": true,\n' if self._is_redacted else ""
        return f'{{\n  "contract": {json.dumps(__version__)},\n{mark}  "problems": [{lines}\n  ]\n}}\n'

    def _not_found(self) -> Counter[Key]:
        return (self._known or Counter[Key]()) - self.found

    def _new(self, finding: Finding, counts: Counts) -> Iterator[Finding]:
        if isinstance(finding, Problem) and self._is_known(finding):
            counts.known += 1
            counts.forget(finding)  # the summary of the file, which comes later, is made of these counts
            return
        if isinstance(finding, FileSummary):
            self._files.add(self._relative(finding.file))
        elif isinstance(finding, Problem) and _is_unread(finding):
            self._unreadable.add(self._relative(str(finding.file)))
        yield finding

    def _is_known(self, problem: Problem) -> bool:
        """Return whether a problem is known. One of a file or line whose content was not read never is."""
        if _has_unknown_content(problem):
            return False
        key = Key(self._relative(problem.file or ""), problem.code, problem.pointer, fingerprint(problem))
        self.found[key] += 1
        return self._known is None or self.found[key] <= self._known[key]

    def _is_looked_for(self, key: Key, options: Options) -> bool:
        """Return whether the check has found a known problem if it still occurs."""
        is_ours = key.code not in self._other_codes
        return is_ours and self._is_checked(key.file) and not self._is_hidden(key, options)

    def _is_checked(self, file: str) -> bool:
        """Return whether a file was checked to its end, or is gone."""
        if file in self._files and file not in self._unreadable:
            return True
        return file != STANDARD_INPUT and not os.path.lexists(os.path.join(os.path.dirname(self._path), file))

    def _is_hidden(self, key: Key, options: Options) -> bool:
        """Return whether the selection hides a problem, so that it is not known whether it still occurs."""
        if not options.selection:
            return False
        is_input = key.file == STANDARD_INPUT
        file = key.file if is_input else os.path.relpath(os.path.join(os.path.dirname(self._path), key.file))
        return not options.selection.of(
            [Problem(code=cast("ProblemCode", key.code), message="", pointer=key.pointer)], file
        )

    def _relative(self, file: str) -> str:
        """Return the path of a file from the folder of the baseline, wherever the command runs."""
        is_input = file == STANDARD_INPUT
        return file if is_input else PurePath(os.path.relpath(file, os.path.dirname(self._path))).as_posix()


#: Nothing of a file was checked where these are reported, if they are of no message.
_UNREAD_FILE = frozenset({"no-messages", "not-utf8", "too-large", "unreadable"})


def _is_unread(problem: Problem) -> bool:
    return problem.message_index is None and problem.code in _UNREAD_FILE


def _has_unknown_content(problem: Problem) -> bool:
    return depends_on_content(problem) and not (problem.source and problem.source.digest)


def read_old(path: str) -> Counter[Key]:
    """Return the problems of a baseline that is to be written again, none if there is none."""
    with suppress(OSError, ValueError):
        return read(path)
    return Counter()


def read(path: str) -> Counter[Key]:
    """Return the problems of a baseline; raise OSError, or ValueError if there is none or the file is no baseline."""
    try:
        content = content_of(path)
    except FileNotFoundError:
        raise ValueError(f"{path}: no such file; --write-baseline writes one") from None
    try:
        return Counter(dict(map(_entry, json.loads(content)["problems"])))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError(f"{path}: not a baseline; --write-baseline writes one") from None


def is_redacted(path: str) -> bool:
    """Return whether a baseline is one of problems without values."""
    return bool(json.loads(content_of(path)).get("redacted", False))


def _entry(entry: dict[str, object]) -> tuple[Key, int]:
    return Key(*(str(entry[name]) for name in Key._fields)), int(str(entry["count"]))
