"""Reading samples tolerantly: lines in, a value out, with what is at fault in them and what was tolerated."""

import json
import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from cti_contract.drift.blocks import Line
from cti_contract.drift.repair import Step, steps_through
from cti_contract.drift.samples import Array, Choice, Literal, Member, Object, Placeholder, Value
from cti_contract.drift.tokens import Remark, Token, tokens_of

_PLACEHOLDER = re.compile(r"<[A-Za-z][^<>]*>?|^\[[A-Za-z][^\[\]]*\]$")
#: A sample of which a larger part than this has to be left out makes no sense.
_MOST_DROPPED = 0.25
#: Characters; a longer sample would take too long to mend, and none that people write comes near.
_LONGEST = 1_000_000


class Reading(NamedTuple):
    """What came of reading a sample: its value, None where it makes no sense, its faults, and what was tolerated.

    `whole` tells that nothing was missing but commas, and nothing had to be left out.
    """

    value: Value | None
    faults: tuple[Remark, ...] = ()
    tolerated: tuple[Remark, ...] = ()
    whole: bool = False


def read(lines: Sequence[Line], *, compared: bool) -> Reading:
    """Return what the lines of a sample say; in a view of two versions what is printed twice is no fault.

    The older lines of such a view have lost their indentation: where the others make sense without, these are left out.
    """
    printed = [line for line in lines if line.text.strip()]
    if sum(len(line.text) for line in printed) > _LONGEST:
        text = f"this sample is not read: it has more than {_LONGEST:,} characters"
        return Reading(None, (Remark(printed[0].number, text),))
    if compared:
        older = _older(lines)
        left_out = frozenset(older)
        newer = [line for line in lines if line not in left_out]
        reading = _read(newer, compared=True) if older else None
        if reading and reading.whole:
            return reading._replace(tolerated=(*reading.tolerated, *(Remark(each.number, _OLDER) for each in older)))
    return _read(lines, compared=compared)


_OLDER = "a line of the older version"
_STRUCTURE = re.compile(r"[{}\[\],]+|<[^<>\"]*>")


def _older(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that hold only brackets or a remark and are not indented, but for the outermost brackets."""
    printed = [line for line in lines if line.text.strip()]
    return [line for line in printed[1:-1] if _STRUCTURE.fullmatch(line.text)]


def _read(lines: Sequence[Line], *, compared: bool) -> Reading:
    tokens, faults, tolerated = tokens_of(lines, compared=compared)
    if not any(token.kind in ("string", "word", "placeholder") for token in tokens):
        return Reading(None)
    steps = steps_through(tokens, compared=compared)
    if steps is None or _dropped(steps) > _MOST_DROPPED * len(tokens):
        return Reading(None, (Remark(tokens[0].line, "no sense can be made of this sample"),))
    builder = _Builder(compared=compared)
    for step in steps:
        builder.take(step)
    whole = not any(step.action == "drop" or (step.action == "fault" and "comma" not in step.text) for step in steps)
    return Reading(builder.value, (*faults, *builder.faults), (*tolerated, *builder.tolerated), whole)


def _dropped(steps: Sequence[Step]) -> int:
    """Count what had to be left out of what a sample says; brackets say nothing by themselves."""
    return sum(step.action == "drop" and step.token.kind in ("string", "word", "placeholder", ":") for step in steps)


def scalar(token: Token) -> Value:
    """Return the value of a string, a placeholder or a word."""
    if token.kind == "string":
        if _PLACEHOLDER.search(token.text):
            return Placeholder(token.line, token.text, quoted=True)
        return Literal(token.line, _unescaped(token.text))
    try:
        value = json.loads(token.text)
    except ValueError:
        value = math.nan
    if isinstance(value, float) and not math.isfinite(value):  # NaN and the like are no JSON
        return Placeholder(token.line, token.text, quoted=False)
    return Literal(token.line, value)


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


class _Builder:
    """Builds the value that the steps through a sample describe."""

    def __init__(self, *, compared: bool) -> None:
        self.value: Value | None = None
        self.faults: list[Remark] = []
        self.tolerated: list[Remark] = []
        self._compared = compared
        self._around: list[_Open] = [_Open(0, "[")]

    def take(self, step: Step) -> None:
        token = step.token
        if step.action == "open":
            self._around.append(_Open(token.line, token.text))
        elif step.action == "close":
            self._place(self._around.pop().value())
        elif step.action == "name":
            self._name(token)
        elif step.action == "value":
            self._place(scalar(token))
        elif step.action == "bar":
            self._around[-1].joins = True
        else:
            self._note(step)

    def _note(self, step: Step) -> None:
        token = step.token
        if step.action == "fault":
            self.faults.append(Remark(token.line, step.text))
        elif step.action == "drop" and self._compared:
            self.tolerated.append(Remark(token.line, f"a surplus {token.text} of a view of two versions"))
        elif step.action == "drop":
            self.faults.append(Remark(token.line, f"{token.text} does not belong here"))
        elif token.kind == "more":
            self._around[-1].more = True
            self.faults.append(Remark(token.line, f"{token.text} stands for more of the same"))
        else:
            self._around[-1].remarks.append(Placeholder(token.line, token.text, quoted=False))

    def _name(self, token: Token) -> None:
        around = self._around[-1]
        around.name = Line(token.line, _unescaped(token.text))
        if around.name.text in around.members:
            twice = Remark(token.line, f'"{around.name.text}" is printed twice')
            (self.tolerated if self._compared else self.faults).append(twice)

    def _place(self, value: Value) -> None:
        around = self._around[-1]
        around.put(value)
        if len(self._around) == 1:
            self.value = value


class _Open:
    """An object or an array that is not closed yet."""

    def __init__(self, line: int, bracket: str) -> None:
        self.line = line
        self.bracket = bracket
        self.name = Line(line, "")
        self.members: dict[str, Member] = {}
        self.items: list[Value] = []
        self.remarks: list[Placeholder] = []
        self.more = False
        self.joins = False

    def put(self, value: Value) -> None:
        if self.bracket == "[":
            value = self._joined(self.items.pop() if self.joins and self.items else None, value)
            self.items.append(value)
        else:
            before = self.members.get(self.name.text) if self.joins else None
            value = self._joined(before and before.value, value)
            self.members[self.name.text] = Member(self.name.number, value)
        self.joins = False

    @staticmethod
    def _joined(before: Value | None, value: Value) -> Value:
        if before is None:
            return value
        options = before.options if isinstance(before, Choice) else (before,)
        return Choice(before.line, (*options, value))

    def value(self) -> Value:
        if self.bracket == "[":
            return Array(self.line, tuple(self.items))
        return Object(self.line, self.members, tuple(self.remarks), self.more)
