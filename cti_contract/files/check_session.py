"""The check of logs: the messages of each file, and the rules of the sessions in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from cti_contract import problem_texts
from cti_contract.contract.catalog import Message
from cti_contract.contract.json_pointer import steps_of
from cti_contract.files import discover
from cti_contract.files.check_part import (
    by_envelope_only,
    is_skipped,
    message_beside_fault,
    missing_messages,
    unless_only_named,
    with_place,
)
from cti_contract.files.detect import Batch, finder_of, inside, raw_batches
from cti_contract.files.missing_records import is_missing, together
from cti_contract.files.ndjson import Lines
from cti_contract.files.records import Record, line_and_column, placed
from cti_contract.files.results import Counts, Finding, Options, file_summary, reported, selected
from cti_contract.files.streams import READ_ERRORS, Part, opened
from cti_contract.jsontext.positions import Text
from cti_contract.problems import Problem
from cti_contract.sessions import entry as entries
from cti_contract.sessions.entry import SENDERS, Entry, Sender
from cti_contract.sessions.rules import Rules
from cti_contract.text import quote
from cti_contract.validation.api import inspected
from cti_contract.validation.compiled import CompiledMessage
from cti_contract.validation.json_values import is_finite
from cti_contract.validation.prefilter import recognized

if TYPE_CHECKING:
    from cti_contract.files.broken_records import InnerMessage
    from cti_contract.files.inner import Inner

    #: Messages that are read together.
    AnyBatch: TypeAlias = Batch | Inner | InnerMessage

_SENDERS: dict[str, Sender] = {each: each for each in SENDERS}


class LogOptions(NamedTuple):
    """The options of the check of logs.

    Attributes:
        complete: Whether each log ends where its recording ends.
        one_log: Whether all files together are one log, in their order. Otherwise each file is a log of its own.
        sender: The JSON Pointer to the sender in each record; None if the senders are unknown.
        senders: Who each value of the sender stands for.
        time: The JSON Pointer to the time in each record; None if the times are unknown.
        patience: How many seconds an answer or an event may take.
    """

    complete: bool = False
    one_log: bool = False
    sender: str | None = None
    senders: Mapping[str, Sender] = _SENDERS
    time: str | None = None
    patience: float | None = None


def check_logs(
    log_options: LogOptions, files: Iterable[str | Problem], options: Options, counts: Counts
) -> Generator[Sequence[Finding], None, None]:
    """Check files as logs; yield the findings some at a time, or none yet.

    Problems between messages are reported as soon as they are certain: those of missing messages when the session or
    the log ends. If a file cannot be read to its end, the missing messages of its log are not reported.
    """
    log = _Log(log_options, options, counts)
    at_first, empty = counts.copy(), ""
    for file in files:
        if isinstance(file, Problem):
            yield reported([file], options, counts)
            continue
        before = counts.copy()
        counts.files += 1
        yield from together(log.read(file), options, counts)
        if not log_options.one_log:
            yield log.end()
            log = _Log(log_options, options, counts)
        read = counts.since(before)
        if log_options.one_log and not read.lines:  # the newest part of a rotated log may be empty
            empty = empty or file
        else:
            yield reported(missing_messages(discover.shown(file), read, options), options, counts)
        yield [file_summary(discover.shown(file), counts.since(before))]
    yield log.end()
    if empty:
        found = missing_messages(discover.shown(empty), counts.since(at_first), options)
        yield reported(found, options, counts)


class LogFile(NamedTuple):
    """A file of a log, and the number of the lines before it."""

    name: str
    lines_before: int


#: The bits of the number of an entry for its place among those of a line. Others are the line in all files together:
#: the rules keep the numbers of many messages, so one number says both.
_WITHIN_LINE = 22


_ENVELOPE_ONLY, _MESSAGE = attrgetter("envelope_only"), attrgetter("message")
#: The line of a valid message, with its index in its file unless each line before it is a message too: the record is
#: made when it is needed.
LineSource = bytes | tuple[int, bytes]


class _Log:
    """A log that is read: its rules, and the number of its last entry."""

    def __init__(self, log_options: LogOptions, options: Options, counts: Counts) -> None:
        self._options, self._counts = options, counts
        self._rules = Rules(is_complete=log_options.complete, patience=log_options.patience)
        self._pointers = _pointers(log_options)
        self._with_value: set[str] = set()
        self._context = _context_reader(log_options, self._with_value) if self._pointers else None
        self._finder = finder_of(options)
        self._first_file = ""
        self._files: list[LogFile] = []
        self._number = 0
        self._is_readable = True

    def read(self, path: str) -> Iterator[list[Problem]]:
        """Yield the problems of a file after each batch, and count what is in it."""
        part, file, limits = Part(path), discover.shown(path), self._options.limits
        self._first_file = self._first_file or file
        self._files.append(LogFile(file, self._number >> _WITHIN_LINE))
        try:
            with opened(part, limits, self._counts) as stream:
                for batch in raw_batches(part, stream, self._options):
                    if not isinstance(batch, Record):
                        found = self._read(batch, file)
                    elif not is_skipped(batch, self._options, self._counts):
                        found = self._read_record(batch, file)
                    else:
                        found = []
                    yield reported(found, self._options, self._counts)
        except READ_ERRORS as error:
            self._is_readable = False
            yield reported([discover.unreadable(path, error)], self._options, self._counts)
        except MemoryError:
            self._is_readable = False
            yield reported([problem_texts.no_memory(file)], self._options, self._counts)

    def end(self) -> list[Problem]:
        """Return the problems that the end of the log shows."""
        if not self._is_readable:
            return []
        found = [self._located(finding) for finding in self._rules.end()]
        if self._number:
            unused = [(name, at) for name, at in self._pointers.items() if name not in self._with_value]
            found += [problem_texts.unused_pointer(name, at, self._first_file) for name, at in unused]
        return reported(found, self._options, self._counts)

    def _read_record(self, record: Record, file: str) -> list[Problem]:
        """Return the problems of a record that could not be read, and of the messages in it to which `--at` leads."""
        problem = record.problem
        assert problem
        if record.message_index is None:
            return placed([problem], record, file, sources=self._options.sources)
        self._counts.messages += 1
        if not self._finder:
            found = placed([problem], record, file, sources=self._options.sources)
            entry = self._entry_of_part(record, found, self._files[-1].lines_before)
            return [self._located(finding) for finding in self._rules.read(entry)]
        record = record._replace(message_index=self._finder.next_index())
        rest = self._finder.in_broken(record)
        found = placed([problem], record, file, sources=self._options.sources)
        return [*found, *(each for message in rest for each in self._read_messages(message, None, file))]

    def _entry_of_part(self, record: Record, problems: Sequence[Problem], lines_before: int) -> Entry:
        """Return the entry of a message that is not JSON, with the members in front of its fault."""
        from cti_contract.files.first_members import first_members  # most logs are JSON

        context = entries.Context(problems, is_part=True)
        number = self._next_number(lines_before + record.line)
        return Entry.within(context, number, first_members(record), None, record)

    def _read(self, read: Batch, file: str) -> list[Problem]:
        """Return the problems of the messages of a batch, and those that they show about earlier ones."""
        contexts = None if self._context is None else [self._context(value) for value in read.values]
        if not self._finder:
            return self._read_messages(read, contexts, file)
        from cti_contract.files.inner import Inner as InnerBatch  # 1 ms that only --at needs

        found: list[Problem] = []
        for inner in self._finder.inside(read):
            if isinstance(inner, InnerBatch):
                around = contexts and list(_contexts_inside(contexts, inner))
                found += self._read_messages(inner, around, file, inner.outer_record)
            else:  # from a record that is not JSON, whose other members are not known
                found += self._read_messages(inner, None, file)
        return found

    def _read_messages(
        self,
        batch: AnyBatch,
        contexts: Sequence[Context] | None,
        file: str,
        outer_record: Callable[[int], Record] | None = None,
    ) -> list[Problem]:
        """Return the same for messages that are read together, and the context of each."""
        known = recognized(batch.values, self._options.unknown, odd_texts=batch.odd_texts)
        self._counts.messages += len(batch.values)
        self._counts.lines += batch.lines
        self._counts.skipped_records += batch.skipped
        found: list[Problem] = []
        entries_read = self._entries(batch, file, known)
        if contexts:
            entries_read = self._within(contexts, entries_read, found, file, outer_record)
        found += [self._located(finding) for finding in self._rules.read_all(entries_read)]
        return found

    def _within(
        self,
        contexts: Sequence[Context],
        entries_read: Iterable[Entry],
        found: list[Problem],
        file: str,
        outer_record: Callable[[int], Record] | None,
    ) -> Iterator[Entry]:
        """Yield entries with their contexts, and report what is wrong with these."""
        for position, entry in enumerate(entries_read):
            sender, at, faults = contexts[position]
            entry.context = entries.Context(entry.problems, sender, at)
            if faults:
                record = outer_record(position) if outer_record else self._record(entry)
                found += placed(faults, record, file, sources=self._options.sources)
            yield entry

    def _entries(self, batch: AnyBatch, file: str, known: Sequence[CompiledMessage | None]) -> Iterable[Entry]:
        """Return the entries of a batch; those that are not `known` need a second look."""
        plain = [each for each in known if each is not None]
        if not isinstance(batch, Lines) or batch.spans is not None or len(plain) < len(known):
            return self._entries_one_by_one(batch, file, known)
        before = self._files[-1].lines_before
        self._counts.envelope_only += sum(map(_ENVELOPE_ONLY, plain))
        numbers = [(before + line) << _WITHIN_LINE for line in batch.numbers]
        self._number = max(numbers, default=self._number)
        sources: Iterable[LineSource] = batch.raws
        if batch.numbers != range(batch.first_index + 1, batch.first_index + len(plain) + 1):
            sources = zip(count(batch.first_index), batch.raws, strict=False)
        return map(Entry, numbers, batch.values, map(_MESSAGE, plain), sources)

    def _entries_one_by_one(
        self, batch: AnyBatch, file: str, known: Sequence[CompiledMessage | None]
    ) -> Iterator[Entry]:
        before = self._files[-1].lines_before
        for position, (value, compiled) in enumerate(zip(batch.values, known, strict=True)):
            index = batch.first_index + position
            if compiled is None:
                record, message, problems = self._second_look(batch.record(position, index), file)
                self._counts.messages -= record.message_index is None  # its messages are at another place
                if record.problem and not self._finder:
                    yield self._entry_of_part(record, problems, before)
                    continue
                number = self._next_number(before + record.line)
                yield Entry.within(entries.Context(problems), number, record.value, message, record)
                continue
            self._counts.envelope_only += compiled.envelope_only
            source: LineSource | Record
            if isinstance(batch, Lines) and batch.spans is None:
                line, source = batch.numbers[position], (index, batch.raws[position])
            else:  # a record is a part of its line
                record = batch.record(position, index)
                line, source = record.line, record
            yield Entry(self._next_number(before + line), value, compiled.message, source)

    def _next_number(self, line: int) -> int:
        """Return the number of the next entry by its line in all files together, and remember it."""
        self._number = max(self._number + 1, line << _WITHIN_LINE)
        return self._number

    def _second_look(self, record: Record, file: str) -> tuple[Record, Message | None, Sequence[Problem]]:
        """Return a record, without a small fault around it, which message it is, and the problems at their places."""
        faults: list[Problem] = []
        if record.problem:
            self._counts.missing += is_missing(record.problem)
            faults = placed([record.problem], record, file, sources=self._options.sources)
            within_line = message_beside_fault(record, self._options)
            if within_line is None:
                return record, None, faults
            record = within_line
        message, problems = unless_only_named(*inspected(record.value, self._options.unknown, is_finite), record.value)
        if message is None and not self._finder:
            problems = with_place(problems, record.value, self._options)
        shown = selected(problems, file, self._options, Counts())  # they are counted when they are reported
        self._counts.envelope_only += by_envelope_only(message, shown)
        found = placed(problems, record, file, sources=self._options.sources) if problems else []
        return record, message, sorted([*faults, *found], key=line_and_column) if faults else found

    def _located(self, finding: entries.Finding) -> Problem:
        """Return the problem of a finding at its place in the file, with the place of the entry that it refers to."""
        about, problem, other = finding
        if problem.line is not None:
            return problem
        file, _ = self._where(about.number)
        [located] = placed([problem], self._record(about), file.name, sources=self._options.sources)
        if other is None:
            return located
        other_file, line = self._where(other)
        shown = f"line {line}" if other_file is file else f"{other_file.name}:{line}"
        return problem_texts.referring(located, shown)

    def _where(self, number: int) -> tuple[LogFile, int]:
        """Return the file of the entry of a number, and its line there."""
        line = number >> _WITHIN_LINE
        file = self._files[bisect_left(self._files, line, key=attrgetter("lines_before")) - 1]
        return file, line - file.lines_before

    def _record(self, entry: Entry) -> Record:
        """Return the record of an entry."""
        if isinstance(entry.source, Record):
            return entry.source
        line = self._where(entry.number)[1]
        index, raw = (line - 1, entry.source) if isinstance(entry.source, bytes) else entry.source
        value = {"name": entry.name} if entry.value is None else entry.value  # the rules keep only what they compare
        return Record(index, Text(raw, line), 0, value)


def _contexts_inside(contexts: Sequence[Context], batch: Inner) -> Iterator[Context]:
    """Yield the context of each message in some records. The faults of a record are with its first message only."""
    before = batch.origins[batch.offset - 1] if batch.offset else None
    for origin in batch.origins[batch.offset : batch.offset + len(batch.values)]:
        sender, at, faults = contexts[origin]
        yield sender, at, faults if origin != before else []
        before = origin


#: The sender and the time of a record, and what is wrong with them.
Context = tuple[Sender | None, float | None, list[Problem]]


def _pointers(log_options: LogOptions) -> dict[Literal["sender", "time"], str]:
    """Return the JSON Pointers that are given, by what they lead to."""
    pointers: dict[Literal["sender", "time"], str | None] = {"sender": log_options.sender, "time": log_options.time}
    return {name: pointer for name, pointer in pointers.items() if pointer is not None}


def _context_reader(log_options: LogOptions, with_value: set[str]) -> Callable[[Any], Context]:
    """Return a function that reads the sender and the time of a record; `with_value` gets those that a record has."""
    sender_at, time_at, senders = log_options.sender, log_options.time, log_options.senders
    sender_steps, time_steps = steps_of(sender_at or ""), steps_of(time_at or "")

    def read(record: Any) -> Context:
        sender: Sender | None = None
        at: float | None = None
        faults: list[Problem] = []
        if sender_at is not None:
            value = inside(record, sender_steps)
            if value is not None and not isinstance(value, (Problem, ValueError)):  # no sender is no mistake
                with_value.add("sender")
                sender = senders.get(value if isinstance(value, str) else quote(value))
                is_mapped = senders is not _SENDERS
                if sender is None:
                    faults.append(problem_texts.unknown_sender(sender_at, tuple(senders), value, is_mapped=is_mapped))
        if time_at is not None:
            value = inside(record, time_steps)
            if value is not None and not isinstance(value, (Problem, ValueError)):
                with_value.add("time")
                at = seconds_of(value)
                faults += [problem_texts.not_a_time(time_at, value)] if at is None else []
        return sender, at, faults

    return read


#: A number from this on is taken for milliseconds: as seconds it would be after the year 5000.
_LEAST_MILLISECONDS = 1e11
#: No number from this on is a time: as milliseconds it would be after the year 30000.
_BEYOND_TIME = 1e15


def seconds_of(value: Any) -> float | None:
    """Return a time in seconds: of a number of seconds or milliseconds, or of an ISO 8601 text; None if it is neither.

    A text without an offset is in UTC.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if not abs(value) < _BEYOND_TIME:
            return None
        return value / 1000 if value >= _LEAST_MILLISECONDS else value
    if not isinstance(value, str):
        return None
    from datetime import UTC, datetime  # most logs have no times that are read

    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()
