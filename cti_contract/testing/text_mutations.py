"""Named ways to write a valid message as a text that is not JSON in UTF-8, or not unambiguous JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from hypothesis import strategies as st

from cti_contract.testing.schema_walk import Steps, replaced, value_at


class BrokenText(NamedTuple):
    """The bytes of a message that `check` does not read, and the name of the mutation that made them.

    Example:
        >>> import codecs
        >>> from hypothesis import given
        >>> from cti_contract.testing import strategies
        >>> @given(strategies.broken_texts("session.start", mutation="byte-order-mark"))
        ... def test_first_bytes(broken):
        ...     assert broken.mutation == "byte-order-mark" and broken.text.startswith(codecs.BOM_UTF8)
        >>> test_first_bytes()
    """

    mutation: str
    text: bytes


class TextMutation(NamedTuple):
    """A way to break the text of a message: its name, what it does in one sentence, and a strategy for the bytes.

    Example:
        >>> from cti_contract.testing import strategies
        >>> strategies.TEXT_MUTATIONS["truncation"].summary
        'The end of the text is missing.'
    """

    name: str
    summary: str
    texts: Callable[[dict[str, Any]], st.SearchStrategy[bytes]]


_MARK = "\ue000a place in the text\ue000"
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _written_with(message: Any, steps: Steps, text: str) -> bytes:
    """Return the text of a message with another text for the value that the steps lead to."""
    return _written(replaced(message, steps, _MARK)).replace(_written(_MARK), text).encode()


def _steps_in(value: Any, steps: Steps = ()) -> Iterator[Steps]:
    """Yield the steps to a value and to each value inside it."""
    yield steps
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in items:
        yield from _steps_in(inner, (*steps, step))


def _places(message: Any, *types: type) -> st.SearchStrategy[Steps]:
    """Return a strategy for the steps to a value of one of the types."""
    return st.sampled_from([steps for steps in _steps_in(message) if isinstance(value_at(message, steps), types)])


def _byte_order_mark(message: Any) -> st.SearchStrategy[bytes]:
    return st.just(b"\xef\xbb\xbf" + _written(message).encode())


def _duplicate_key(message: Any) -> st.SearchStrategy[bytes]:
    return _with_second_member(message, _written)


def _escaped_duplicate_key(message: Any) -> st.SearchStrategy[bytes]:
    return _with_second_member(message, lambda name: '"' + "".join(map(_escaped, name)) + '"')


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def _with_second_member(message: Any, write_name: Callable[[str], str]) -> st.SearchStrategy[bytes]:
    named = [(steps[:-1], steps[-1]) for steps in _steps_in(message) if steps and isinstance(steps[-1], str)]

    def broken(place: tuple[Steps, str]) -> bytes:
        steps, name = place
        value = value_at(message, steps)
        text = f"{_written(value)[:-1]}, {write_name(name)}: {_written(value[name])}}}"
        return _written_with(message, steps, text)

    return st.sampled_from(named).map(broken)


def _truncation(message: Any) -> st.SearchStrategy[bytes]:
    text = _written(message).encode()
    return st.integers(1, len(text) - 1).map(lambda length: text[:length])


def _trailing_comma(message: Any) -> st.SearchStrategy[bytes]:
    def broken(steps: Steps) -> bytes:
        text = _written(value_at(message, steps))
        return _written_with(message, steps, f"{text[:-1]},{text[-1]}")

    return _places(message, dict, list).map(broken)


def _with_token(*tokens: str) -> Callable[[Any], st.SearchStrategy[bytes]]:
    def texts(message: Any) -> st.SearchStrategy[bytes]:
        places = st.sampled_from([steps for steps in _steps_in(message) if steps])
        return st.builds(_written_with, st.just(message), places, st.sampled_from(tokens))

    return texts


def _other_encoding(message: Any) -> st.SearchStrategy[bytes]:
    latin = _written({**message, "context": {"name": "Jos\u00e9"}}).encode().replace(b"\xc3\xa9", b"\xe9")
    return st.sampled_from(_ENCODINGS).map(_written(message).encode) | st.just(latin)


def _comment(message: Any) -> st.SearchStrategy[bytes]:
    text = _written(message)
    return st.sampled_from([f"{text} // sent", f"/* sent */ {text}", f"# sent\n{text}"]).map(str.encode)


def _python_literal(message: Any) -> st.SearchStrategy[bytes]:
    return st.just(repr(message).encode())


def _two_messages(message: Any) -> st.SearchStrategy[bytes]:
    text = _written(message).encode()
    return st.sampled_from([b"", b" ", b", "]).map(lambda between: text + between + text)


#: Every mutation of a text by its name.
TEXT_MUTATIONS: dict[str, TextMutation] = {
    each.name: each
    for each in (
        TextMutation("byte-order-mark", "A byte order mark precedes the message.", _byte_order_mark),
        TextMutation("duplicate-key", "An object has a member twice.", _duplicate_key),
        TextMutation("escaped-duplicate-key", "The second name is written in escapes.", _escaped_duplicate_key),
        TextMutation("truncation", "The end of the text is missing.", _truncation),
        TextMutation("trailing-comma", "A comma follows the last member or element.", _trailing_comma),
        TextMutation(
            "not-a-number", "A value is NaN or infinite.", _with_token("NaN", "Infinity", "-Infinity", "1e999")
        ),
        TextMutation("half-surrogate", "A text has half of a surrogate pair.", _with_token('"\\ud83d"', '"a\\ude00b"')),
        TextMutation("raw-control", "A control character is not escaped.", _with_token('"a\nb"', '"\x00"', '"\t"')),
        TextMutation("other-encoding", "The text is in UTF-16, UTF-32 or Latin-1.", _other_encoding),
        TextMutation("comment", "A comment is before or after the message.", _comment),
        TextMutation("python-literal", "The text is Python, with single quotes.", _python_literal),
        TextMutation("two-messages", "A second message follows in the same text.", _two_messages),
    )
}
