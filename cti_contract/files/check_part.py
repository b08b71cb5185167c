"""The check of a part of a file, record by record."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cti_contract import problem_texts
from cti_contract.contract.catalog import Message
from cti_contract.files import discover
from cti_contract.files.detect import Batch, batches
from cti_contract.files.limits import Limits
from cti_contract.files.missing_records import is_missing
from cti_contract.files.records import OWN_FILE, Record, line_and_column, placed
from cti_contract.files.results import Counts, Options, is_full, reported, selected, within
from cti_contract.files.streams import READ_ERRORS, Part, opened
from cti_contract.problems import Problem
from cti_contract.validation.json_values import is_finite
from cti_contract.validation.prefilter import prefilter

if TYPE_CHECKING:
    from cti_contract.files.broken_records import InnerMessage
    from cti_contract.files.inner import Inner  # 1 ms that only --at needs


def check_part(part: Part, options: Options, counts: Counts) -> Iterator[list[Problem]]:
    """Yield the problems of a file, or of a part of it, after each batch of records, and count what is in it."""
    file, before = discover.shown(part.path), counts.copy()
    suspects: list[Record] = []
    in_order = _InOrder(part, options.limits)
    try:
        with opened(part, options.limits, counts) as stream:
            for batch in batches(part, stream, options):
                suspects += _suspects(batch, options, counts)
                has_more = getattr(batch, "has_more", False)
                in_order.see(batch)
                del batch  # a message may be as large as its file
                # one after the other they take two thirds of the time that each takes between valid lines
                if has_more and len(suspects) < options.limits.lines:
                    continue
                yield in_order.add([each for record in suspects for each in _problems(record, file, options, counts)])
                suspects.clear()
            yield in_order.end()
    except READ_ERRORS as error:
        yield in_order.end()
        yield reported([discover.unreadable(part.path, error)], options, counts)
    except MemoryError:
        yield in_order.end()
        yield reported([problem_texts.no_memory(file)], options, counts)
    if part.end is None:
        yield reported(missing_messages(file, counts.since(before), options), options, counts)


class _InOrder:
    """Problems of a file, in the order of its lines.

    The problem of marks beside messages, such as comments, has their number, so it is found at the end, but is at the
    first mark. The problems from there on are held, except those of standard input and pipes, which may not end soon.
    """

    def __init__(self, part: Part, limits: Limits) -> None:
        self._path, self._most = part.path, limits.task_problems
        self._has_marks = False
        self._held: list[Problem] = []

    def see(self, batch: Batch | Inner | InnerMessage | Record) -> None:
        """Look at the batch whose problems are the next ones."""
        if self._has_marks:
            return
        lines = getattr(batch, "outer", batch)  # of the messages inside of records
        is_mark = isinstance(batch, Record) and batch.message_index is None
        self._has_marks = (is_mark or getattr(lines, "has_marks", False)) and os.path.isfile(self._path)

    def add(self, problems: list[Problem]) -> list[Problem]:
        """Return the next problems, or none if they are held; if they become too many, all of those."""
        if not self._has_marks:
            return problems
        self._held += problems
        return self.end() if len(self._held) > self._most else []

    def end(self) -> list[Problem]:
        """Return the problems that are held."""
        held, self._held = self._held, []
        return sorted(held, key=line_and_column)


def missing_messages(file: str, counts: Counts, options: Options) -> list[Problem]:
    """Return the problem of a file in which nothing was found, not even an error."""
    has_some = counts.messages or counts.errors or counts.ignored or counts.known or counts.skipped
    if has_some:
        return []
    return [problem_texts.no_messages(file, counts.skipped_records, options.at, extract=options.extract)]


def is_skipped(record: Record, options: Options, counts: Counts) -> bool:
    """Return whether a record is a file without messages that is skipped, and count it then.

    A file with messages inside its records has some, so it is not skipped.
    """
    skips = record is OWN_FILE or (options.skip_foreign and record.problem == OWN_FILE.problem)
    counts.skipped += skips
    return skips


def _suspects(batch: Batch | Inner | InnerMessage | Record, options: Options, counts: Counts) -> list[Record]:
    """Return the records of a batch that need a second look, and count the others."""
    if isinstance(batch, Record):
        return [] if is_skipped(batch, options, counts) else [batch]
    suspects, envelope_only = prefilter(batch.values, options.unknown, odd_texts=batch.odd_texts)
    counts.lines += batch.lines
    counts.skipped_records += batch.skipped
    counts.messages += len(batch.values) - len(suspects)
    counts.envelope_only += envelope_only
    return [batch.record(position, batch.first_index + position) for position in suspects]


def _problems(record: Record, file: str, options: Options, counts: Counts) -> list[Problem]:
    """Return the problems of one record at their places, and count it."""
    counts.messages += record.message_index is not None
    found = _reported(record, file, options, counts)
    within_line = message_beside_fault(record, options)
    if within_line:
        found = sorted([*found, *_reported(within_line, file, options, counts)], key=line_and_column)
    return found


def message_beside_fault(record: Record, options: Options) -> Record | None:
    """Return the record of a message in a line with a small fault around it, which is checked without the fault."""
    if not record.problem or record.problem.code not in _OF_FAULTS or any(options.at):
        return None
    from cti_contract.files.mended import FAULTS, without_fault  # few lines have such a fault

    return without_fault(record) if record.problem.message.partition(";")[0] in FAULTS else None


#: The codes of faults around a message.
_OF_FAULTS = frozenset({"byte-order-mark", "syntax"})


def _reported(record: Record, file: str, options: Options, counts: Counts) -> list[Problem]:
    """Return the problems of one record at their places, and count these."""
    message, problems = examined(record, options)
    counts.missing += record.problem is not None and is_missing(record.problem)
    problems = selected(problems, file, options, counts)
    counts.envelope_only += by_envelope_only(message, problems)
    if is_full(problems, options, counts):  # places are not needed
        for problem in problems:
            counts.count(problem)
        return []
    return within(placed(problems, record, file, sources=options.sources), options, counts)


def examined(record: Record, options: Options) -> tuple[Message | None, Sequence[Problem]]:
    """Return which message a record is, and its problems without their places."""
    if record.problem:
        return None, (record.problem._replace(message_index=record.message_index),)
    from cti_contract.validation.api import explained  # only a message with a problem needs it

    message, problems = unless_only_named(*explained(record.value, options.unknown, is_finite), record.value)
    if message or any(options.at):
        return message, problems
    return None, with_place(problems, record.value, options)


def with_place(problems: Sequence[Problem], value: Any, options: Options) -> Sequence[Problem]:
    """Return the problems of a value that is no message; that of one with messages inside says how to check these."""
    from cti_contract.files.wrapped import with_place_of_messages  # only a value that is no message needs these

    problems = with_place_of_messages(problems, value)
    if not options.extract:
        return problems
    from cti_contract.files.behind_text import with_place_of_texts

    return with_place_of_texts(problems, value, options.limits)


def unless_only_named(
    message: Message | None, problems: Sequence[Problem], value: Any
) -> tuple[Message | None, Sequence[Problem]]:
    """Return which message a value is, and its problems; one problem if it only has the name of a message."""
    if not problems:
        return message, problems
    if isinstance(value, list):
        from cti_contract.files.meant_messages import is_array_of_bytes, is_array_of_characters

        if is_array_of_bytes(value):
            return message, [problem_texts.array_of_bytes(each) for each in problems]
        is_text = is_array_of_characters(value)
        return message, [problem_texts.array_of_characters(each) for each in problems] if is_text else problems
    if not message:
        return message, problems
    from cti_contract.files.meant_messages import is_meant_as_message  # only a message with a problem needs it

    return (message, problems) if is_meant_as_message(value) else (None, (problem_texts.only_named(message.name),))


def by_envelope_only(message: Message | None, problems: Sequence[Problem]) -> bool:
    """Return whether a value with these problems is a valid message with an undocumented shape."""
    return message is not None and message.status == "named" and "error" not in [each.severity for each in problems]
