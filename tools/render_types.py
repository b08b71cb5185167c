"""Render the types of the messages, and the stubs of the calls that use them, from the schemas.

python tools/render_types.py           # rewrite the files that differ
python tools/render_types.py --check   # name them, exit 1
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any

import cti_contract
from cti_contract import MESSAGES, Message
from cti_contract.codes import CODES
from cti_contract.contract import catalog, walk
from cti_contract.contract.catalog import RESULTS
from cti_contract.export.bundle import definition_name

ROOT = Path(__file__).parent.parent
_MADE = "`python tools/render_types.py` renders this file from the schemas: change them, not the file."
#: Lines are as long as they come; a stub has docstrings for people who read it.
_HEAD = "# fmt: off\n# ruff: noqa: E501, I001\n"
_WIDTH = 120
#: The names of types that are not those of their places, by the last step.
_NAMES = {"failure": "FailureReason"}
_UNIONS = {"request": "Request", "success": "Success", "failure": "Failure", "event": "Event"}


def rendered() -> dict[str, str]:
    """Return the text of each file by its path below the root of the project."""
    return {
        "cti_contract/messages.py": messages_module(),
        "cti_contract/__init__.pyi": package_stub(),
        "cti_contract/testing/typed_messages.pyi": strategies_stub(),
    }


def type_name(message: Message) -> str:
    """Return the name of the type of a message: `ChannelDialRequest`."""
    name = definition_name(message.uri)
    return name if name.endswith(_UNIONS[message.kind]) else f"{name}{_UNIONS[message.kind]}"


def _inside(message: Message) -> str:
    """Return the beginning of the names of the types in a message: `ChannelDial` for those in its request."""
    return definition_name(f"{message.uri}{'' if '#' in message.uri else '#'}/properties/data").removesuffix("Data")


class _Types:
    """The classes of objects by name, each behind those that it uses."""

    def __init__(self) -> None:
        self.classes: dict[str, str] = {}
        self._begun: set[str] = set()

    def of(self, schema: Any, name: str) -> str:
        """Return the type of a value; `name` is that of its class if it needs one."""
        if "$ref" in schema:
            name = definition_name(schema["$ref"])
            schema = walk.followed(schema)
        values = [schema["const"]] if "const" in schema else schema.get("enum")
        if values:
            return literal(values)
        for keyword in ("oneOf", "anyOf"):
            if keyword in schema:
                return " | ".join(dict.fromkeys(self.of(each, name) for each in schema[keyword]))
        types = schema["type"]
        return " | ".join(self._of_type(schema, name, each) for each in ([types] if isinstance(types, str) else types))

    def _of_type(self, schema: Any, name: str, type_: str) -> str:
        if type_ == "array":
            return f"list[{self.of(schema['items'], f'{name}Element')}]" if "items" in schema else "list[Any]"
        if type_ != "object":
            return {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}[type_]
        if schema.get("additionalProperties") and len(schema.get("properties", ())) < 2:  # noqa: PLR2004 -- as it was sent
            return "dict[str, Any]"
        if name not in self._begun:
            self.object(schema, name)
        return name if name in self.classes else f'"{name}"'  # a group of an address book contains itself

    def object(self, schema: Any, name: str, inside: str | None = None) -> None:
        """Write the class of an object. The names of the classes of its members begin with `inside`."""
        self._begun.add(name)
        required = schema.get("required", ())
        members = []
        for member, each in schema.get("properties", {}).items():
            if each is not False:
                inner = self.of(each, _NAMES.get(member, (inside or name) + member[0].upper() + member[1:]))
                members.append(f"    {member}: {inner if member in required else f'NotRequired[{inner}]'}")
        final = "" if schema.get("additionalProperties") else "@final\n"
        about = _docstring(schema.get("description") or f"The object `{name}`.")
        body = "\n".join([f"    {about}", *([""] if members else []), *members])
        self.classes[name] = f"{final}class {name}(TypedDict):\n{body}\n"


def _docstring(text: str) -> str:
    summary, _, more = text.partition("\n\n")
    if not more:
        return f'"""{summary}"""'
    return "\n".join([f'"""{summary}\n', *(f"    {line}" for line in wrap(more, _WIDTH - 4)), '    """'])


def literal(values: Iterable[str]) -> str:
    """Return the type of some strings."""
    return "Literal[" + ", ".join(f'"{value}"' for value in values) + "]"


def _alias(name: str, type_: Sequence[str], about: str, opening: str, closing: str) -> str:
    lines = "".join(f"    {each},\n" if opening.endswith("[") else f"    {each}\n" for each in type_)
    return f"#: {about}\n{name}: TypeAlias = {opening}\n{lines}{closing}\n"


def _union(name: str, types: Sequence[str], about: str) -> str:
    return _alias(name, [types[0], *(f"| {each}" for each in types[1:])], about, "(", ")")


def _literals(name: str, values: Iterable[str], about: str) -> str:
    return _alias(name, [f'"{value}"' for value in values], about, "Literal[", "]")


def messages_module() -> str:
    """Return the module of the types of all messages.

    Unions are flat: mypy does not narrow a union of unions by `in`.
    """
    types = _Types()
    for message in MESSAGES:
        schema = walk.merged(message.uri)
        summary = f"{'An event' if message.kind == 'event' else f'A {message.kind}'}, {message.name}."
        about = f"{summary}\n\n{message.description}"
        types.object({**schema, "description": about}, type_name(message), _inside(message))
    of_kind = {kind: [each for each in MESSAGES if each.kind == kind] for kind in _UNIONS}
    names = [
        _literals("CommandName", spellings(of_kind["request"]), "The names of the commands, aliases included."),
        _literals("EventName", spellings(of_kind["event"]), "The names of the events."),
        _literals("Kind", _UNIONS, "The kinds of messages."),
        _literals("ProblemCode", CODES, "The codes of problems."),
        _literals("Severity", ("error", "warning"), "The severities of problems."),
    ]
    unions = [
        _union(union, [type_name(each) for each in of_kind[kind]], f"Any {kind}.") for kind, union in _UNIONS.items()
    ]
    unions.append(_union("Response", [type_name(each) for each in MESSAGES if each.kind in RESULTS], "Any response."))
    unions.append(_union("AnyMessage", [type_name(each) for each in MESSAGES], "Any message of the contract."))
    head = (
        f'"""Types of all messages, for type checkers.\n\n{_MADE}\n"""\n\n{_HEAD.replace(", I001", "")}\n'
        "from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, final\n"
    )
    return "\n".join([head, *names, "", *_spaced(types.classes.values()), *unions]).rstrip("\n") + "\n"


def _spaced(classes: Iterable[str]) -> Iterator[str]:
    for each in classes:
        yield f"{each}\n"


def spellings(messages: Iterable[Message]) -> list[str]:
    """Return the names of messages and their aliases."""
    return [spelling for each in messages for spelling in (each.name, *each.aliases)]


_UNKNOWN = 'unknown: Unknown = "error"'
#: Any JSON value that is not typed: mypy would return Any if the last overload also took a typed message.
_ANY_JSON = "dict[str, Any] | list[Any] | str | float | None"
_REASON = "code: str, message: str, context: str | None = None"
_EXAMPLE = "seed: int | None = None, *, platform: str | None = None, aliases: bool = False"


def _names(message: Message) -> str:
    return literal((message.name, *message.aliases))


def _kind(message: Message, *, without: bool = True) -> str:
    """Return the parameter of the kind: it may be left out for the first kind of a name."""
    may_be_left_out = without and message.kind in ("request", "event")
    return f"kind: {literal([message.kind])}" + (" | None = None" if may_be_left_out else "")


def _example(message: Message) -> str:
    return f"name: {_names(message)}, {_kind(message)}, {_EXAMPLE}) -> {type_name(message)}"


def _validator(message: Message) -> str:
    return f"name: {_names(message)}, {_kind(message, without=False)}) -> _MessageValidator[{type_name(message)}]"


def _is_a(message: Message) -> str:
    return (
        f"message: object, name: {_names(message)}, {_kind(message, without=False)}, *, "
        f'unknown: Literal["error"] = "error") -> TypeIs[{type_name(message)}]'
    )


def _is_a_newer(message: Message) -> str:
    return (
        f"message: object, name: {_names(message)}, {_kind(message, without=False)}, *, "
        f"unknown: Unknown) -> TypeGuard[{type_name(message)}]"
    )


def _success(message: Message) -> str:
    types = _Types()
    schema = walk.merged(message.uri)["properties"]["data"]
    data = "None" if schema is False else f"{types.of(schema, f'{_inside(message)}Data')} | None"
    request = type_name(catalog.message(message.name, "request"))
    return f"request: {request}, data: {data} = None, *, {_UNKNOWN}) -> {type_name(message)}"


def _failure(message: Message) -> str:
    request = type_name(catalog.message(message.name, "request"))
    return f"request: {request}, {_REASON}, *, {_UNKNOWN}) -> {type_name(message)}"


def _strategy(message: Message) -> str:
    return f"name: {_names(message)}, {_kind(message, without=False)}) -> SearchStrategy[{type_name(message)}]"


def _overloads(call: str, one: Callable[[Message], str], kinds: Iterable[str], *others: str) -> str:
    texts = [one(each) for each in MESSAGES if each.kind in kinds]
    return "".join(f"@overload\ndef {call}({text}: ...\n" for text in [*texts, *others])


def package_stub() -> str:
    """Return the stub of the package: its public names, some with an overload for each message."""
    overloaded = {
        "example": _overloads("example", _example, _UNIONS, f"name: str, kind: Kind | None = None, {_EXAMPLE}) -> Any"),
        "failure": _overloads(
            "failure",
            _failure,
            ["failure"],
            f"request: {_ANY_JSON}, {_REASON}, *, {_UNKNOWN}) -> Any",
        ),
        "is_a": _overloads("is_a", _is_a, _UNIONS) + _overloads("is_a", _is_a_newer, _UNIONS),
        "is_valid": _overloads(
            "is_valid",
            str,
            (),
            'message: object, *, unknown: Literal["error"] = "error") -> TypeIs[AnyMessage]',
            "message: object, *, unknown: Unknown) -> bool",
        ),
        "parse": "def parse(message: object) -> AnyMessage: ...\n",
        "success": _overloads(
            "success",
            _success,
            ["success"],
            f"request: dict[str, Any], data: Any = None, *, {_UNKNOWN}) -> dict[str, Any]",
        ),
        "validator": _overloads("validator", _validator, _UNIONS, "name: str, kind: Kind) -> Validator"),
    }
    homes = vars(cti_contract)["_HOMES"]
    imports = [
        f"from cti_contract.{home} import {name} as {name}" for name, home in homes.items() if name not in overloaded
    ]
    body = "\n".join(overloaded.values())
    return "\n".join(
        [
            f"# The public names, with the type of each message.\n# {_MADE}\n\n{_HEAD}",
            "from typing import Any, Literal, Protocol, TypeGuard, TypeVar, overload\n",
            "from jsonschema.protocols import Validator",
            "from typing_extensions import TypeIs\n",
            *sorted(imports),
            "from cti_contract.validation.compiled import Unknown",
            _used(body),
            f"__all__ = {list(cti_contract.__all__)!r}\n".replace("'", '"'),
            '_T = TypeVar("_T")\n',
            "class _MessageValidator(Validator, Protocol[_T]):",
            "    def is_valid(self, instance: object) -> TypeIs[_T]: ...\n",
            body,
        ]
    )


def _used(body: str) -> str:
    """Return the import of the types that a stub uses."""
    module = messages_module()
    names = [line.split("(")[0].removeprefix("class ") for line in module.splitlines() if line.startswith("class ")]
    names += [line.split(":")[0] for line in module.splitlines() if ": TypeAlias = " in line]
    words = set(re.findall(r"\w+", body))
    return f"from cti_contract.messages import ({', '.join(sorted(words & set(names)))})\n"


def strategies_stub() -> str:
    """Return the stub of the strategy for messages."""
    calls = _overloads(
        "messages", _strategy, _UNIONS, "name: str | None = None, kind: Kind | None = None) -> SearchStrategy[Any]"
    )
    return "\n".join(
        [
            f"# The strategy for messages, with the type of each message.\n# {_MADE}\n\n{_HEAD}",
            "from typing import Any, Literal, overload\n",
            "from hypothesis.strategies import SearchStrategy\n",
            _used(calls),
            calls,
        ]
    )


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Render the files below `root`, or compare them.

    Returns:
        0 if all files are (now) up to date, 1 if `--check` found a difference.
    """
    parser = argparse.ArgumentParser(description="Render the types of the messages from the schemas.")
    parser.add_argument("--check", action="store_true", help="change nothing; name what differs and exit with 1")
    options = parser.parse_args(arguments)
    differing = {
        path: text
        for path, text in rendered().items()
        if not (root / path).exists() or (root / path).read_text(encoding="utf-8") != text
    }
    for path, text in differing.items():
        if options.check:
            print(f"{path}: not up to date; run: python tools/render_types.py", file=sys.stderr)
        else:
            (root / path).write_bytes(text.encode())
            print(f"{path}: rendered")
    return int(options.check and bool(differing))


if __name__ == "__main__":
    sys.exit(main())
