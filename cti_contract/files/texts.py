"""Messages as JSON texts: each is parsed strictly and checked in one step."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from jiter import from_json

from cti_contract.files.detect import BYTE_ORDER_MARK, format_that_is_not_utf8, without_byte_order_marks
from cti_contract.files.limits import Limits
from cti_contract.files.records import Record, placed, record_of
from cti_contract.jsontext.memory import takes_more
from cti_contract.jsontext.parse import parse, parse_lines
from cti_contract.jsontext.positions import Text
from cti_contract.problem_texts import byte_order_mark, other_format, too_large, too_many_values
from cti_contract.problems import Problem
from cti_contract.validation.api import explained
from cti_contract.validation.checked import Checked
from cti_contract.validation.compiled import COMPILED, REFUSALS, Unknown, refuse_misspelt
from cti_contract.validation.json_values import is_finite
from cti_contract.validation.prefilter import prefilter
from cti_contract.validation.warnings import has_odd_texts, may_have_odd_texts


def check_json(data: bytes | str, *, unknown: Unknown = "error") -> Checked:
    """Parse a JSON text strictly and check the message in it.

    This finds what a parser has already lost: duplicate keys, bytes that are not UTF-8, NaN, numbers of more than 4,300
    digits. It also takes less time than `json.loads` and `check`.

    Args:
        data: The text of one message: at most 64 MiB, and values that take at most 24 MiB or 7 times its size in
            memory.
        unknown: `"error"` reports members and messages that the contract does not know, `"ignore"` accepts them, as
            `check` does.

    Returns:
        The value, the message and the problems, each with its line and column.

    Raises:
        TypeError: `data` is neither bytes nor a string.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> checked = cti.check_json(b'{"command": "session.start", "target": "s", "target": "t", "data": {}}')
        >>> checked.ok, checked.problems[0].message, checked.problems[0].column
        (False, 'member "target" is twice in one object', 45)
    """
    raw = data if isinstance(data, bytes) else _bytes(data)
    if len(raw) > _SMALL and (fault := _over_limits(raw, Limits())):
        refuse_misspelt(unknown)
        return Checked(None, None, (fault,))
    try:  # the look-ups of `prefilter`
        value = from_json(raw, allow_inf_nan=False, catch_duplicate_keys=True, cache_mode="keys")
        table = COMPILED[unknown]
        found = table[None][value["name"]] if "name" in value else table[value["command"]][value.get("result")]
        if found.is_plain(value) and not has_odd_texts(value, found.ids):
            return Checked(value, found.message)
    except REFUSALS:
        refuse_misspelt(unknown)
    return _explained(raw, unknown)


def check_many(items: Iterable[bytes | str], *, unknown: Unknown = "error") -> list[Checked]:
    """Parse and check many JSON texts, each by itself as `check_json` does, in less time than in calls of their own.

    Args:
        items: The texts, one message each.
        unknown: As for `check_json`.

    Returns:
        The results in the order of the texts.

    Raises:
        TypeError: An item is neither bytes nor a string, or `items` is one text.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> good = '{"command": "session.start", "target": "PureCloud-jdoe", "data": {}}'
        >>> [checked.ok for checked in cti.check_many([good, "[1", "2]"])]
        [True, False, False]
    """
    return checked_within(Limits(), items, unknown)


def checked_within(limits: Limits, items: Iterable[bytes | str], unknown: Unknown) -> list[Checked]:
    """Return the results of `check_many` within other limits."""
    refuse_misspelt(unknown)
    refuse_one_text(items)
    rest = iter(items)
    results: list[Checked] = []
    while texts := [item if isinstance(item, bytes) else _bytes(item) for item in islice(rest, limits.lines)]:
        results += _checked(texts, unknown, limits)
    return results


def refuse_one_text(items: Any) -> None:
    """Raise TypeError for a text in the place of a list of texts: its characters would be checked one by one."""
    if isinstance(items, (str, bytes)):
        raise TypeError(
            f"a list of JSON texts is expected, not one text ({type(items).__name__}): use check_json for it"
        )


#: No text of at most this size is over a limit.
_SMALL = Limits().small


def _over_limits(raw: bytes, limits: Limits) -> Problem | None:
    """Return the problem of a text that has too many bytes, or values that would take too much memory."""
    if len(raw) > limits.text:
        return too_large("text", limits.text)
    if takes_more(raw, limits.value_memory, limits.value_times):
        return too_many_values("message", limits.value_times)
    return None


def _bytes(item: str) -> bytes:
    if isinstance(item, str):
        return item.encode(errors="surrogatepass")
    raise TypeError(f"a JSON text must be bytes or a string, not {type(item).__name__}")


def _checked(texts: list[bytes], unknown: Unknown, limits: Limits) -> list[Checked]:
    """Check texts as the gate checks lines: most are found valid together."""
    faults: dict[int, Problem] = {}
    if max(map(len, texts)) > min(limits.small, limits.text):
        found_faults = ((index, _over_limits(text, limits)) for index, text in enumerate(texts))
        faults = {index: fault for index, fault in found_faults if fault}
        texts = [b"0" if index in faults else text for index, text in enumerate(texts)]
    values, blank, _ = parse_lines(texts)
    for index in blank:
        values.insert(index, None)
    found, _ = prefilter(values, unknown, odd_texts=may_have_odd_texts(b"".join(texts)))
    suspects = set(found)
    valid = [value for index, value in enumerate(values) if index not in suspects] if suspects else values
    table = COMPILED[unknown]
    events = table[None]
    known = [events[each["name"]] if "name" in each else table[each["command"]][each.get("result")] for each in valid]
    results = list(map(Checked, valid, [each.message for each in known]))
    for index in sorted(suspects):
        fault = faults.get(index)
        results.insert(index, Checked(None, None, (fault,)) if fault else _explained(texts[index], unknown))
    return results


def _explained(raw: bytes, unknown: Unknown) -> Checked:
    """Check a text that may have problems."""
    other = format_that_is_not_utf8(raw[:8])
    if other:
        return Checked(None, None, (other_format(other),))
    marks = [byte_order_mark()] if raw.startswith(BYTE_ORDER_MARK) else []
    record = _record(Text(without_byte_order_marks(raw)))
    if record.problem:
        return Checked(None, None, (*marks, *placed([record.problem], record, None)))
    message, problems = explained(record.value, unknown, is_finite)
    return Checked(record.value, message, (*marks, *placed(problems, record, None)))


def _record(text: Text) -> Record:
    try:
        return record_of(parse(text.raw), None, text)
    except ValueError as error:
        return record_of(error, None, text)
