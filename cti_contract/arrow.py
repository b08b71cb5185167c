"""Check columns of messages, as Parquet files, DuckDB, Dask and Spark hold them. This needs the extra `arrow`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from pyarrow import compute

from cti_contract.contract.catalog import Message
from cti_contract.files.texts import check_many, refuse_one_text
from cti_contract.problems import Problem
from cti_contract.sessions.rules import Rules
from cti_contract.sessions.watch import problems_between
from cti_contract.validation.compiled import Unknown

#: The columns of the problems. `hint` is null without one; `name` and `kind` are null for a row that is no message.
SCHEMA = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("severity", pa.string(), nullable=False),
        pa.field("code", pa.string(), nullable=False),
        pa.field("pointer", pa.string(), nullable=False),
        pa.field("message", pa.string(), nullable=False),
        pa.field("hint", pa.string()),
        pa.field("name", pa.string()),
        pa.field("kind", pa.string()),
    ]
)
#: The rows that are Python values at the same time.
_ROWS = 4096


def check_batch(column: Any, *, unknown: Unknown = "error") -> pa.RecordBatch:
    """Check each text of a column by itself, as strictly as `cti_contract.check_json`.

    Args:
        column: JSON texts, one message each: an Arrow array or chunked array of strings or bytes, or what can become
            one, such as a column of Polars or pandas. A null is reported as the JSON text `null`.
        unknown: `"error"` reports members and messages that the contract does not know, `"ignore"` accepts them.

    Returns:
        A row for each problem, in the order of the texts, with the columns of `SCHEMA`. `row` is the number of the text
        in the column, from 0.

    Raises:
        TypeError: The column holds neither strings nor bytes, or is one text.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import pyarrow as pa
        >>> from cti_contract.arrow import check_batch
        >>> start = '{"command": "session.start", "target": "jdoe", "data": {}}'
        >>> problems = check_batch(pa.array([start, start.replace("start", "strat", 1), "{"]))
        >>> problems.select(["row", "code", "hint", "name"]).to_pylist()
        [{'row': 1, 'code': 'unknown-message', 'hint': 'session.start', 'name': None}, {'row': 2, 'code': 'syntax', 'hint': None, 'name': None}]
    """  # noqa: E501 -- the output of the example
    found: list[tuple[int, Problem, Message | None]] = []
    row = 0
    for texts in _texts(column):
        for checked in check_many(texts, unknown=unknown):
            found += [(row, problem, checked.message) for problem in checked.problems]
            row += 1
    return _batch(found)


def session_batch(
    column: Any, *, unknown: Unknown = "error", complete: bool = False, whole: bool = False
) -> pa.RecordBatch:
    """Check the texts of a column as one log: each by itself, and the rules between the messages.

    Args:
        column: The JSON texts of one session, or of several, in the order of the log; as for `check_batch`.
        unknown: As for `check_batch`.
        complete: Whether the column ends where the recording ends. Open requests and events are then errors
            (`unanswered`, `missing-event`) instead of warnings (`open-at-end`).
        whole: Whether every session begins with its `session.start`. Otherwise a session may begin in the middle.

    Returns:
        A row for each problem, as from `check_batch`, in the order of the rows that they are about.

    Raises:
        TypeError: The column holds neither strings nor bytes, or is one text.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import json
        >>> import pyarrow as pa
        >>> from cti_contract import example
        >>> from cti_contract.arrow import session_batch
        >>> column = pa.array([json.dumps(example("channel.dial", kind)) for kind in ("request", "failure")])
        >>> session_batch(column[:1], complete=True)["code"].to_pylist()
        ['unanswered']
        >>> session_batch(column[1:], whole=True)["code"].to_pylist()
        ['no-request']
    """
    messages: list[Message | None] = []

    def read() -> Iterator[tuple[Any, Message | None, Sequence[Problem]]]:
        for texts in _texts(column):
            for checked in check_many(texts, unknown=unknown):
                messages.append(checked.message)
                yield checked

    problems = list(problems_between(read(), Rules(is_complete=complete, is_whole=whole)))
    found = [(problem.message_index or 0, problem) for problem in problems]
    found.sort(key=lambda each: each[0])
    return _batch((row, problem, messages[row]) for row, problem in found)


def _texts(column: Any) -> Iterator[list[bytes]]:
    """Yield the texts of a column as bytes, some at a time."""
    refuse_one_text(column)
    if not isinstance(column, (pa.Array, pa.ChunkedArray)):
        column = pa.chunked_array(column) if hasattr(column, "__arrow_c_stream__") else pa.array(column)
    column = _decoded(column)
    if not _is_text(column.type):
        raise TypeError(f"a column of messages must hold strings or bytes, not {column.type}")
    for start in range(0, len(column), _ROWS):
        # as bytes: a string that is not UTF-8 is a problem of the text
        texts = column.slice(start, _ROWS).cast(pa.large_binary()).to_pylist()
        yield [b"null" if text is None else text for text in texts]


def _decoded(column: Any) -> Any:
    """Return a column of plain values: without dictionary and runs, and not of an extension type such as JSON."""
    kind = column.type
    if isinstance(kind, pa.BaseExtensionType):
        return _decoded(column.cast(kind.storage_type))
    if pa.types.is_run_end_encoded(kind):
        return _decoded(compute.run_end_decode(column))
    if pa.types.is_dictionary(kind) and _is_text(kind.value_type):
        with_bytes = pa.dictionary(kind.index_type, pa.large_binary())  # views cannot be taken from a dictionary
        return column.cast(with_bytes).cast(pa.large_binary())
    return column


def _is_text(kind: Any) -> bool:
    return any(is_text(kind) for is_text in _TEXTS)


_TEXTS = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_binary_view,
    pa.types.is_fixed_size_binary,
    pa.types.is_null,
)


def _batch(found: Iterable[tuple[int, Problem, Message | None]]) -> pa.RecordBatch:
    rows = [
        {
            **problem._asdict(),
            "row": row,
            "message": problem.message,
            "name": message and message.name,
            "kind": message and message.kind,
        }
        for row, problem, message in found
    ]
    return pa.RecordBatch.from_pylist(rows, SCHEMA)
