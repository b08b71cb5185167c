"""Problems as data: what is wrong, where, and how to mend it."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from cti_contract.pointers import child

Severity = Literal["error", "warning"]

#: A suggestion is made from this likeness on: 0 nothing in common, 100 equal.
LIKENESS = 75
_LONGEST_SUGGESTED = 100
_LONGEST_QUOTED = 80


class Problem(NamedTuple):
    """One mistake in one message.

    `code` is stable and kebab-case. `pointer` is the JSON Pointer of the place inside the message: the
    value at fault, or the object that lacks a member. `hint` is what was probably meant. `schema` is the
    URI of the keyword that was not met, where a schema said so. `file`, `line`, `column` (both from 1,
    columns in characters) and `index` (the message's, in its file, from 0) are set for what came from a file, `index`
    also for what came from a log.
    """

    code: str
    message: str
    pointer: str = ""
    severity: Severity = "error"
    hint: str | None = None
    schema: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    index: int | None = None  # type: ignore[assignment]  # hides tuple.index, which nobody wants of a problem

    def __str__(self) -> str:
        """Return one line: `place: severity: message [code] (did you mean "..."?)`."""
        place, hint = self.place, "" if self.hint is None else self.did_you_mean
        return f"{place and place + ': '}{self.severity}: {self.message} [{self.code}]{hint}"

    @property
    def place(self) -> str:
        """Return where it is, on one line: `file:line:column` as far as known, else the pointer or its beginning."""
        if self.file is None:
            return shortened(self.pointer)
        return f"{printable(self.file)}:{self.line}:{self.column}" if self.line else printable(self.file)

    def at(self, file: str, line: int | None, column: int | None, index: int | None) -> "Problem":
        """Return the problem with its place in a file."""
        return Problem(*self[:6], file, line, column, index)

    @property
    def did_you_mean(self) -> str:
        """Return the hint as what follows the message, ` (did you mean "..."?)`; empty when there is none."""
        return "" if self.hint is None else f" (did you mean {quote(self.hint)}?)"


class InvalidMessage(ValueError):  # noqa: N818 -- what it is, not that it is an error
    """A message that breaks the contract; `problems` holds at least one error."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class UnknownMessage(InvalidMessage):
    """What was given names no message of the contract."""


def missing_member(
    pointer: str, name: str, why: str = "", *, hint: str | None = None, schema: str | None = None
) -> Problem:
    """Return the problem of an object at `pointer` that lacks a member."""
    text = f"missing member {quote(name)}{_within(pointer)}{why and ': ' + why}"
    return Problem(code="missing-member", message=text, pointer=pointer, hint=hint, schema=schema)


def unknown_member(
    pointer: str, name: str, why: str = "", *, hint: str | None = None, schema: str | None = None
) -> Problem:
    """Return the problem of an object at `pointer` that has a member it must not have; the problem points at that."""
    text = f"unknown member {quote(name)}{_within(pointer)}{why and ': ' + why}"
    return Problem(code="unknown-member", message=text, pointer=child(pointer, name), hint=hint, schema=schema)


def wrong_type(pointer: str, types: Sequence[str], value: Any, *, schema: str | None = None) -> Problem:
    """Return the problem of a value that is of none of the JSON types named."""
    wanted = " or ".join(map(_ARTICLES.__getitem__, types))
    text = f"{shortened(pointer) or _WHOLE} must be {wanted}, not {type_of(value)}"
    return Problem(code="wrong-type", message=text, pointer=pointer, schema=schema)


def wrong_value(pointer: str, values: Sequence[Any], value: Any, *, schema: str | None = None) -> Problem:
    """Return the problem of a value that is none of those allowed, with a hint where it is nearly one."""
    text = f"{shortened(pointer) or _WHOLE} must be {one_of(values)}, not {quote(value)}"
    hint = suggestion(value, tuple(values)) if isinstance(value, str) else None
    return Problem(code="wrong-value", message=text, pointer=pointer, hint=hint, schema=schema)


_WHOLE = "a message"
_ARTICLES = {
    "array": "an array",
    "boolean": "a boolean",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}
_TYPES = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    type(None): "null",
    int: "number",
    float: "number",
}


def type_of(value: Any) -> str:
    """Return the JSON type of a value in words: `an object`, `a number`; a Python type where JSON has none."""
    for python, json_type in _TYPES.items():
        if isinstance(value, python):
            return _ARTICLES[json_type]
    return f"a Python {type(value).__name__}"


def _within(pointer: str) -> str:
    return f" in {shortened(pointer)}" if pointer else ""


def shortened(pointer: str) -> str:
    """Return a pointer as it is told inside a sentence: printable and not too long."""
    text = pointer if pointer.isprintable() else printable(pointer)
    return text if len(text) <= _LONGEST_QUOTED else _cut(text)


def _cut(text: str) -> str:
    return text[:_LONGEST_QUOTED] + "…"


def printable(text: str) -> str:
    """Return the text on one line: as it is, or escaped where it holds what a terminal would act on."""
    if text.isprintable():
        return text
    _, write_ascii = _writers()
    return write_ascii(text)[1:-1]


def quote(value: Any) -> str:
    """Return a JSON value as short, printable JSON; of an object or an array only that it is one."""
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    if isinstance(value, str):
        value = value if len(value) <= _LONGEST_QUOTED else _cut(value)
        if value.__class__ is str and value.isprintable() and '"' not in value and "\\" not in value:  # as a rule
            return f'"{value}"'
    write, write_ascii = _writers()
    try:
        text = write(value)
    except (TypeError, ValueError):  # not a JSON value, or an integer too long to print
        return type_of(value)
    return text if text.isprintable() else write_ascii(value)


@cache
def _writers() -> tuple[Callable[[Any], str], Callable[[Any], str]]:
    """Return what writes JSON with all characters, and what does so in ASCII."""
    from json import JSONEncoder  # only problems need it: a valid file starts sooner without

    return JSONEncoder(ensure_ascii=False).encode, JSONEncoder().encode


def one_of(values: Sequence[Any]) -> str:
    """Return values as a choice in words: `"a"`, `"a" or "b"`, `"a", "b" or "c"`."""
    *most, last = [quote(value) for value in values]
    return f"{', '.join(most)} or {last}" if most else last


def suggestion(word: str, choices: tuple[str, ...]) -> str | None:
    """Return the choice that `word` was probably meant to be, or None; case and outer space do not count."""
    return _suggestion(word, choices) if len(word) <= _LONGEST_SUGGESTED else None


@lru_cache(maxsize=4096)
def _suggestion(word: str, choices: tuple[str, ...]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, choices, scorer=fuzz.ratio, processor=_folded, score_cutoff=LIKENESS)
    return found[0] if found else None


def _folded(text: str) -> str:
    """Return what is compared: names differ in more than their qualifiers, which are what people forget."""
    return text.strip().casefold().replace("request.", "").replace("incontact.", "")
