"""The part that `check` and `session` share: their options, the report, progress and interrupts."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from itertools import chain
from math import inf
from stat import S_ISREG
from typing import TYPE_CHECKING, TextIO

from cti_contract.cli import config, terminal
from cti_contract.cli.arguments import count, pointer, refuse, refuse_missing, refuse_overwriting, rule
from cti_contract.cli.exit_codes import INTERRUPTED, PROBLEMS, VALID
from cti_contract.cli.interrupts import Interrupts
from cti_contract.files import discover
from cti_contract.files.check import nothing_at, only_skipped
from cti_contract.files.discover import STANDARD_INPUT
from cti_contract.files.results import Counts, FileSummary, Finding, Options, Summary, reported, summary, within
from cti_contract.reports import REPORTS
from cti_contract.reports.text import ReportOptions, sentence
from cti_contract.text import grouped, printable

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from cti_contract.cli.progress import Progress
    from cti_contract.files.baseline import Baseline
    from cti_contract.files.globs import Glob, Pattern
    from cti_contract.files.selection import Selection
    from cti_contract.problems import Problem

#: Checks files: yields the findings some at a time, or none yet, and keeps the counts up to date.
Check = Callable[[Iterator["str | Problem"], Options, Counts], Generator[Sequence[Finding], None, None]]


#: The options that name files of this command, which are not checked.
_OWN_FILES = ("baseline", "output", "write-baseline")
_FOR_PEOPLE = frozenset({"full", "text"})
#: The formats that cannot be read if their end is missing.
_DOCUMENTS = frozenset({"json", "junit", "sarif"})


def add_arguments(parser: ArgumentParser) -> None:
    """Add the arguments of both commands."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, a pattern, or - for standard input")
    parser.add_argument("--format", choices=tuple(REPORTS), help="the format of the report (default: text)")
    parser.add_argument(
        "--at",
        action="append",
        metavar="POINTER",
        type=pointer,
        help="the JSON Pointer of the message in each record, with * for every element or member; may be repeated",
    )
    switch(parser, "--skip-missing", "skip records that have nothing where --at says")
    switch(parser, "--extract", "take the first JSON object in each line, and skip lines without one")
    parser.add_argument(
        "--unknown", choices=("error", "ignore"), help="report or accept unknown members and messages (default: error)"
    )
    parser.add_argument(
        "--select",
        action="append",
        metavar="CODE",
        type=rule,
        help="report only problems of this code; may be repeated; CODE:POINTER selects places, with * and **",
    )
    parser.add_argument(
        "--ignore",
        action="append",
        metavar="CODE",
        type=rule,
        help="do not report problems of this code; may be repeated, and have a place, as for --select",
    )
    switch(parser, "--strict", "report warnings as errors")
    parser.add_argument("--baseline", metavar="FILE", help="report only problems that are not in this file")
    parser.add_argument(
        "--write-baseline", metavar="FILE", help="write today's problems to this file instead of reporting them"
    )
    parser.add_argument(
        "--max-problems", type=count, metavar="N", help="show at most N problems (all of them are counted)"
    )
    parser.add_argument(
        "--exclude",
        action="append",
        metavar="PATTERN",
        help="skip files and folders that match, unless they are named; may be repeated",
    )
    parser.add_argument(
        "--output", metavar="FILE", help="write the report to this file, and the summary to standard error"
    )
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        help="color the text report (default: auto, which means on a terminal)",
    )
    parser.add_argument(
        "--root",
        metavar="DIR",
        help="make paths relative to this folder in formats for servers (default: GITHUB_WORKSPACE, else here)",
    )
    parser.add_argument(
        "--junit-case", choices=("file", "message"), help="make a test case of each file or message (default: file)"
    )
    switch(parser, "--statistics", "print how many problems each code and each message has")
    switch(parser, "--redact", "show no values of messages, only their type and length")
    switch(parser, "--skip-foreign", "skip JSON files that hold no message at all")
    switch(parser, "--quiet", "do not print the summary and the progress")
    files = parser.add_mutually_exclusive_group()
    files.add_argument(
        "--config", metavar="FILE", help="read the configuration from this file (default: the nearest one above)"
    )
    files.add_argument("--no-config", action="store_true", help="read no configuration")


def switch(parser: ArgumentParser, name: str, purpose: str) -> None:
    """Add an option that is on or off, and the option `--no-…` that is stronger than the configuration."""
    from argparse import BooleanOptionalAction

    parser.add_argument(name, action=BooleanOptionalAction, help=purpose)


def run(options: Namespace, check: Check, *, of_sessions: bool = False) -> int:
    """Check the paths, with the rules between messages or not, and write the report.

    After an interrupt, say how much was checked.
    """
    config.apply(options)
    exclude = _exclude(options)
    counts = Counts()
    progress = _progress(options, counts, exclude)
    baseline = _baseline(options, of_sessions=of_sessions)
    needs_all = baseline or options.statistics or options.junit_case == "message" or options.max_problems is None
    most = inf if needs_all else options.max_problems
    tallies = Counter[str](), Counter[str]()
    interrupts = Interrupts()
    of_check = Options(
        tuple(options.at),
        options.unknown,
        most,
        selection=_selection(options),
        skip_foreign=options.skip_foreign,
        sources=options.statistics or bool(baseline) or options.format in ("full", "sarif"),
        extract=options.extract,
        skip_missing=options.skip_missing,
    )
    devices: list[str] = []
    results = check(discover.files(options.paths, exclude, devices), of_check, counts)
    all_results: Iterator[Sequence[Finding]] = chain(results, _last(options.paths[0], of_check, counts, devices))
    if options.redact:
        all_results = map(_redacted, all_results)
    if baseline:
        all_results = baseline.new(all_results, of_check, counts)
    try:
        with interrupts, closing(results), _opened_output(options) as stream:
            found = _findings(all_results, counts, progress, interrupts, is_document=options.format in _DOCUMENTS)
            if baseline and options.write_baseline and options.format not in _DOCUMENTS:
                found = _written_first(found, baseline, options)
            _write(_tallied(found, *tallies) if options.statistics else found, stream, options, progress)
            stream.flush()  # all of the report, before the next signal can end the process
            if options.statistics and not interrupts.number:
                text = "\n".join(map(_statistics, filter(None, tallies)))
                (stream if options.format in _FOR_PEOPLE else sys.stderr).write(text)
        if interrupts.number:
            raise KeyboardInterrupt  # noqa: TRY301 -- the report is closed, and the rest is the same
    except KeyboardInterrupt:
        if progress:
            progress.close()
        sys.stderr.write(f"{interrupted(counts)}\n")
        return 128 + interrupts.number if interrupts.number else INTERRUPTED
    if baseline and options.write_baseline and options.format in _DOCUMENTS and not counts.unfinished:
        _write_baseline(baseline, options)
    if options.output is not None and not options.quiet:
        sys.stderr.write(f"{sentence(summary(counts), options.write_baseline)}\n")
    return PROBLEMS if counts.errors else VALID


def _exclude(options: Namespace) -> Sequence[Pattern]:
    """Return the patterns of the files and folders to skip; exit if a path is missing, or would be overwritten."""
    for path in options.paths:
        refuse_missing(path, options.command)
    if options.output == STANDARD_INPUT:  # for a file to write, it is standard output
        options.output = None
    if options.root and not os.path.isdir(path_of("root", options)):
        refuse(options.command, f"--root: no such folder: {printable(path_of('root', options))}")
    excluded = _excluded(options)
    _refuse_overwriting(options, excluded)
    return [*excluded, *_own_files(options)]


def _refuse_overwriting(options: Namespace, excluded: Sequence[Glob]) -> None:
    """Exit if the report or the baseline would replace a file that is read, or one another."""
    named = [*options.paths, *([options.config] if options.config else [])]
    given = [key for key in ("baseline", "write-baseline") if getattr(options, config.attribute(key))]
    baselines = [path_of(key, options) for key in given]
    if options.output:
        output = path_of("output", options)
        if options.write_baseline and os.path.realpath(output) == os.path.realpath(baselines[-1]):
            refuse(options.command, f"--output and --write-baseline name the same file: {printable(output)}")
        found = discover.files(options.paths, excluded)
        refuse_overwriting(output, [*named, *baselines], found, options.format, options.command)
    if options.write_baseline:
        if options.write_baseline == STANDARD_INPUT:
            refuse(options.command, "--write-baseline needs a file: its paths are relative to the folder of that")
        found = discover.files(options.paths, excluded)
        refuse_overwriting(baselines[-1], named, found, "baseline", options.command)


def _baseline(options: Namespace, *, of_sessions: bool) -> Baseline | None:
    """Return the known problems, None without a baseline. To write one, all problems are known."""
    if not (options.baseline or options.write_baseline):
        return None
    from cti_contract.codes import GROUPS
    from cti_contract.files import baseline

    others = frozenset() if of_sessions else frozenset(code.name for code in GROUPS["Sessions"])
    if options.write_baseline:
        path = path_of("write-baseline", options)
        return baseline.Baseline(path, None, baseline.read_old(path), others, is_redacted=bool(options.redact))
    path = path_of("baseline", options)
    try:
        return baseline.Baseline(path, baseline.read(path), other_codes=others, is_redacted=bool(options.redact))
    except OSError as error:
        refuse(options.command, f"cannot read {printable(path)}: {error.strerror}")
    except ValueError as error:
        refuse(options.command, printable(str(error)))


def _selection(options: Namespace) -> Selection | None:
    """Return which problems are reported, None for all."""
    if not (options.select or options.ignore or options.per_file_ignores or options.strict):
        return None
    from cti_contract.files.globs import glob_of
    from cti_contract.files.selection import Selection, rule_of

    per_file = [
        (glob_of(pattern, options.folders["per-file-ignores"]), tuple(map(rule_of, rules)))
        for pattern, rules in (options.per_file_ignores or {}).items()
    ]
    select, ignore = (tuple(map(rule_of, rules or ())) for rules in (options.select, options.ignore))
    return Selection(select, ignore, tuple(per_file), bool(options.strict))


def _excluded(options: Namespace) -> Sequence[Glob]:
    """Return the patterns of the files and folders to skip."""
    if not options.exclude:
        return ()
    from cti_contract.files.globs import glob_of

    return [glob_of(pattern, options.folders["exclude"]) for pattern in options.exclude]


def _own_files(options: Namespace) -> Iterator[Pattern]:
    """Yield the files that this command reads and writes, which are not checked where a folder has them."""
    own = [path_of(key, options) for key in _OWN_FILES if getattr(options, config.attribute(key))]
    with suppress(OSError, AttributeError):  # standard output may be closed, or no file
        found = os.fstat(sys.stdout.fileno())
        if S_ISREG(found.st_mode):
            from cti_contract.files.globs import Same

            yield Same(found.st_dev, found.st_ino)
    if own:
        from cti_contract.files.globs import exact

        yield from [exact(each) for path in own for each in (path, os.path.realpath(path))]


def _progress(options: Namespace, counts: Counts, exclude: Sequence[Pattern]) -> Progress | None:
    if options.quiet or sys.stderr is None or not sys.stderr.isatty():
        return None
    from cti_contract.cli.progress import Progress

    return Progress(options.paths, counts, exclude)


def _last(path: str, options: Options, counts: Counts, devices: Sequence[str]) -> Iterator[Sequence[Finding]]:
    counts.skipped += len({*devices})
    yield reported(only_skipped(path, counts), options, counts)
    yield within(nothing_at(path, options, counts), options, counts)


def _opened_output(options: Namespace) -> AbstractContextManager[TextIO]:
    """Open the file for the report, or provide standard output."""
    if options.output is None:
        return nullcontext(sys.stdout)
    from cti_contract.cli.whole_files import opened_output  # most reports are on standard output

    return opened_output(path_of("output", options), options.command)


def _findings(
    results: Iterator[Sequence[Finding]],
    counts: Counts,
    progress: Progress | None,
    interrupts: Interrupts,
    *,
    is_document: bool,
) -> Iterator[Finding]:
    """Yield the findings, then the summary; after an interrupt, only documents have one."""
    for findings in interrupts.until_one(results):
        if progress:
            progress.update()
        yield from findings
    if is_document or not interrupts.number:
        yield summary(counts, complete=not interrupts.number)


def _written_first(findings: Iterator[Finding], baseline: Baseline, options: Namespace) -> Iterator[Finding]:
    """Yield the findings; before the summary, which says that the baseline is written, write it."""
    for finding in findings:
        if isinstance(finding, Summary) and finding.complete:
            _write_baseline(baseline, options)
        yield finding


def _write_baseline(baseline: Baseline, options: Namespace) -> None:
    from cti_contract.cli.whole_files import write_baseline  # most checks write none

    write_baseline(path_of("write-baseline", options), baseline.text(), options.command)


def _redacted(findings: Sequence[Finding]) -> Sequence[Finding]:
    from cti_contract.files.redaction import redacted

    return [each if isinstance(each, FileSummary | Summary) else redacted(each) for each in findings]


def _tallied(findings: Iterator[Finding], codes: Counter[str], messages: Counter[str]) -> Iterator[Finding]:
    """Yield the findings, and count the codes of problems and the names of their messages."""
    for finding in findings:
        if not isinstance(finding, FileSummary | Summary):
            codes[finding.code] += 1
            messages[(finding.source and finding.source.name) or "no known message"] += 1
        yield finding


def _statistics(codes: Counter[str]) -> str:
    """Return a line for each code or message, the most frequent first: how many problems have it."""
    width = len(str(max(codes.values())))
    rows = sorted(codes.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{number:>{width}}  {code}\n" for code, number in rows)


def path_of(key: str, options: Namespace) -> str:
    """Return the absolute path that an option gives; in the configuration, it is relative to that file."""
    return os.path.join(str(options.folders.get(key, os.getcwd())), str(getattr(options, config.attribute(key))))


def _write(findings: Iterator[Finding], stream: TextIO, options: Namespace, progress: Progress | None) -> None:
    color = options.color if options.output is None or options.color == "always" else "never"
    is_colored = options.format in _FOR_PEOPLE and terminal.shows_colors(color)
    root = path_of("root", options) if options.root else os.environ.get("GITHUB_WORKSPACE")
    of_report = ReportOptions(
        options.max_problems,
        options.quiet,
        root,
        per_message=options.junit_case == "message",
        colored=is_colored,
        width=terminal.width(),
        baseline=options.write_baseline,
    )
    for piece in REPORTS[options.format](findings, of_report):
        if progress:
            progress.hide(at_line_end=stream is not sys.stdout or piece.endswith("\n"))
        stream.write(piece)
    if progress:
        progress.close()


def interrupted(counts: Counts) -> str:
    """Return a line that says what was checked before an interrupt."""
    checked = f"{grouped(counts.messages, 'message')} in {grouped(counts.files, 'file')} checked"
    return f"interrupted: {checked}: {grouped(counts.errors, 'error')}, {grouped(counts.warnings, 'warning')}"
