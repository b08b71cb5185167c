"""Messages for the laws between the checkers in JavaScript and in Python: written ones, and random changes."""

import json
import math
import random
import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from bad_texts import BAD_TEXTS
from changed_examples import EXAMPLES, ODD_VALUES
from helpers import ROOT

import cti_contract as cti

_ODD_TEXTS = (
    *("\u0131", "\u0399", "\u04cf", "\uff53", "I", "1"),
    *("é", "е", "ﬁ", "ß", "İ", "\u200b", "\u00ad", "\ufeff", "\u2028", "\ud800", "\udc00", "😀", "\ue000", "\u0378"),  # noqa: RUF001
    *(
        "\t",
        "\x7f",
        '"',
        "\\",
        "<channel-id>",
        "[number to dial]",
        "<x",
        "a/b",
        "a~b",
        "first.last",
        "a@b.example",
        "{0}",
    ),
)
_NUMBERS = (0, -1, 5, 1.5, 1e21, 1e-7, 123456789012345680000, 10**25, -0.0, 1e400, 2**53 + 1)


def written_messages() -> Iterator[Any]:
    """Yield the cases, the mistakes that people make, the examples and the edges of values."""
    for path in sorted((ROOT / "tests/cases").glob("*.json")):
        yield from (case["message"] for case in json.loads(path.read_bytes()))
    for path in sorted([*(ROOT / "tests/mistakes").glob("*.toml"), ROOT / "tests/mistakes/two/messages.toml"]):
        yield from (json.loads(mistake["input"]) for mistake in tomllib.loads(path.read_text("utf-8"))["mistake"])
    yield from (example for _, example in EXAMPLES)
    yield from cti.session(seed=7)
    for message in cti.MESSAGES:
        yield from (cti.example(message.name, message.kind, seed=seed) for seed in range(2))


def changed_messages(count: int, seed: int) -> Iterator[Any]:
    """Yield random changes of the written messages: one to four at a time."""
    draw = random.Random(seed)
    written = [each for each in written_messages() if isinstance(each, dict)]
    names = sorted({name for message in written for name in _names(message)})
    for _ in range(count):
        message = deepcopy(draw.choice(written))
        for _ in range(draw.choice((1, 1, 1, 2, 2, 4))):
            _change(message, names, draw)
        yield message


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _names(inner)


def _change(message: dict[str, Any], names: list[str], draw: random.Random) -> None:
    containers = [*_containers(message)]
    container = draw.choice(containers)
    if isinstance(container, list):
        container.insert(draw.randint(0, len(container)), _value(draw))
    elif draw.random() < _OF_TARGETS:
        message["target"] = _target(draw)
    else:
        name = draw.choice([*container] or ["data"])
        value = container.pop(name, None)
        inner = isinstance(value, (dict, list))
        changes: list[tuple[dict[str, Any], str, Any]] = [
            ({}, name, None),
            (container, _misspelt(name, draw), value),
            (container, draw.choice(names), value),
            (container, name, _value(draw)),
            (container, name, _misspelt(value, draw) if isinstance(value, str) else value),
            (container if inner else draw.choice([each for each in containers if isinstance(each, dict)]), name, value),
        ]
        home, name, value = draw.choice(changes)
        home[name] = value


_OF_TARGETS = 0.1


def _containers(value: Any) -> Iterator[Any]:
    if isinstance(value, (dict, list)):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _containers(inner)


def _value(draw: random.Random) -> Any:
    return deepcopy(draw.choice((draw.choice(ODD_VALUES), draw.choice(_ODD_TEXTS), draw.choice(_NUMBERS), "x" * 90)))


def _misspelt(text: str, draw: random.Random) -> str:
    at = draw.randint(0, len(text))
    before, sign, after = text[:at], text[at : at + 1], text[at + 1 :]
    changed = (
        f"{before}{draw.choice(_ODD_TEXTS)}{sign}{after}",
        f"{before}{after}",
        f"{before}{sign}{sign}{after}",
        f"{before}{after[:1]}{sign}{after[1:]}",
        text.upper(),
        text.capitalize(),
        f" {text}\u2003",
        text.replace("a", "а").replace("e", "е").replace("o", "ο"),  # noqa: RUF001
    )
    return draw.choice(changed)


def _target(draw: random.Random) -> str:
    segments = [
        draw.choice(("jdoe", "70001", "OM1", "c1", "max.muster", "a@b.example", "", "a b", "ß")) for _ in range(5)
    ]
    return draw.choice((".", ".", "/", "::", "|", "\\")).join(segments[: draw.randint(0, 5)])


def changed_texts(count: int, seed: int) -> Iterator[str]:
    """Yield texts that are not JSON, or nearly not, and random changes of the texts of messages."""
    for bad in BAD_TEXTS.values():
        try:
            yield bad.text.decode()
        except UnicodeDecodeError:  # to JavaScript, a text is characters
            continue
    yield from _EDGES
    mistakes = tomllib.loads((ROOT / "tests/mistakes/syntax/texts.toml").read_text(encoding="utf-8"))["mistake"]
    yield from (mistake["input"] for mistake in mistakes)
    draw = random.Random(seed)
    written = [*written_messages()]
    for _ in range(count):
        text = json.dumps(draw.choice(written), ensure_ascii=draw.random() < 0.5, indent=draw.choice((None, None, 2)))
        for _ in range(draw.choice((1, 1, 2))):
            at = draw.randint(0, len(text))
            mark = draw.choice(_MARKS)
            end = draw.randint(0, at)
            text = draw.choice(
                (text[:at], text[:at] + text[at + 1 :], text[:at] + mark + text[at:], text[:at] + text[end:])
            )
        yield text


_MARKS = (
    *(
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "//x",
        "/* */",
        "\ufeff",
        "\0",
        "\u201c",
        "'",
        "\u00ab",
        " ",
        "\n",
        "\t",
        "\x1f",
    ),
    *("True", "None", "undefined", "NaN", "-Infinity", "a:", "tru", "nul", "x", "\u00f6", "\U0001f600"),
    *(
        ";",
        "=",
        "|",
        "\f",
        "\u00a0",
        "\u200b",
        "\\n",
        "\\x41",
        "\\'",
        "<a>",
        "${a}",
        "{{ a }}",
        "@a@",
        "%s",
        "12:30",
        "1,5",
    ),
    *("\\", "\\q", "\\u12", "\\ud83d", "\\udc00", "-", "01", "1.", "1e", "e", "1e5", "-x", "1.5e+"),
)
_EDGES = (
    *(
        "",
        "  ",
        "[",
        "[1",
        "[1,",
        "[1.",
        "[-",
        "[1e",
        "[1e-",
        "{",
        '{"a',
        '{"a" ',
        '{"a":',
        '{"a":1',
        '{"a":1,',
        "tru",
        "trux",
        "[1]\n[2]",
        " [] [",
        "[{}] {}",
        "{} []",
        "+AHsAIg-command+ACI-",
        '{"a": \U0001f600}',
        '{"a": \ud83d}',
        "\udc80",
    ),
    *(
        "[-x]",
        "[-]",
        "[1e-x]",
        "[1e]",
        "[1.]",
        "[-01]",
        "[00]",
        "[1.5.5]",
        "[1x]",
        "[0x1]",
        "[-NaN]",
        "[-Infinit]",
        "[1.e5]",
    ),
    *(
        '"\\u12',
        '"\\',
        '"\\u12x"',
        '["\ud800"]',
        '{"__proto__":1,"__proto__":2}',
        '{"__proto__":{"a":1}}',
        '{"a":1,"a"',
        '{"a":1,"a" 2}',
        '{"a":1,"a":x}',
    ),
    *("[" * 201, "[ [1," * 150, '{"a":' * 201, "[" * 200 + "{}", "[" * 200 + '{ "a":1}', "[" * 300),
    *(f"[{'7' * 4301}]", f"[-{'7' * 4400}.5]", f"[0.{'7' * 4400}]", '\ufeff{"a":1,\n"a":2}', "\ufeff{}"),
)


def as_javascript_reads(value: Any) -> Any:
    """Return a value with what `JSON.parse` loses of it: all numbers are floats, and numeric names come first."""
    if isinstance(value, dict):
        names = sorted((name for name in value if _is_index(name)), key=int)
        names += [name for name in value if not _is_index(name)]
        return {name: as_javascript_reads(value[name]) for name in names}
    if isinstance(value, list):
        return [as_javascript_reads(element) for element in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53:
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    return value


def _is_index(name: str) -> bool:
    return re.fullmatch("0|[1-9][0-9]{0,9}", name) is not None and int(name) < 2**32 - 1
