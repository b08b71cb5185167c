"""The public calls as a part of the guide page `library`, from their signatures and docstrings."""

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import cti_contract
from cti_contract.testing import strategies

_WIDTH = 80
_SECTION = re.compile(r"^(Args|Attributes|Returns|Yields|Raises|Example):\n", re.MULTILINE)
_HEADINGS = {"Args": "Arguments"}


def calls(_: object = None) -> str:
    """Return the descriptions of all public names: functions, values, exceptions and strategies."""
    public = {name: getattr(cti_contract, name) for name in cti_contract.__all__}
    functions = {name: value for name, value in public.items() if inspect.isfunction(value)}
    classes = {name: value for name, value in public.items() if inspect.isclass(value)}
    exceptions = {name: value for name, value in classes.items() if issubclass(value, Exception)}
    groups: dict[str, dict[str, Any]] = {
        "Calls": functions,
        "Values": {name: value for name, value in classes.items() if name not in exceptions},
        "Exceptions": exceptions,
        "Strategies": {f"strategies.{name}": value for name, value in strategies_by_name().items()},
    }
    parts = []
    for heading, found in groups.items():
        parts += [f"## {heading}\n", *(described(name, value) for name, value in found.items())]
    return "\n".join(parts)


def strategies_by_name() -> dict[str, Any]:
    """Return the public functions and classes of `cti_contract.testing.strategies` by their names, functions first."""
    public = {name: getattr(strategies, name) for name in strategies.__all__}
    functions = {name: value for name, value in public.items() if inspect.isfunction(value)}
    return functions | {name: value for name, value in public.items() if inspect.isclass(value)}


def described(name: str, value: Any) -> str:
    """Return the heading, the signature and the docstring of a public name, and of its methods, as Markdown."""
    parts = _described(f"### {name}", signature(name.rpartition(".")[2], value), value)
    for each in [each for each in vars(value) if not each.startswith("_")] if _is_object(value) else ():
        method = getattr(value, each)
        parts += _described(f"#### {name}.{each}", signature(each, method), method)
    return "\n".join(parts)


def _described(heading: str, shown: str, value: Any) -> list[str]:
    return [f"{heading}\n", f"```text\n{shown}\n```\n", *_docstring(inspect.getdoc(value) or "")]


def _is_object(value: Any) -> bool:
    """Return whether a value is a class with methods: neither a named tuple nor an exception."""
    return inspect.isclass(value) and not issubclass(value, (tuple, Exception))


def signature(name: str, value: Any) -> str:
    """Return the signature of a function or class, the fields of a named tuple, or the base of an exception."""
    if _is_object(value):
        return signature(f"class {name}", value.__init__).removesuffix(" -> None")
    if not inspect.isfunction(value):
        inside = ", ".join(getattr(value, "_fields", (value.__base__.__name__,)))
        return textwrap.fill(f"class {name}({inside})", _WIDTH, subsequent_indent="    ")
    parameters = []
    for each in inspect.signature(value).parameters.values():
        if each.name == "self":
            continue
        if each.kind is each.KEYWORD_ONLY and "*" not in parameters:
            parameters.append("*")
        default = "" if each.default is each.empty else f" = {_quoted(repr(each.default))}"
        parameters.append(f"{each.name}: {_type(value, each.annotation)}{default}")
    returned = _type(value, inspect.signature(value).return_annotation)
    line = f"{name}({', '.join(parameters)}) -> {returned}"
    if len(line) <= _WIDTH:
        return line
    inside = "".join(f"    {parameter},\n" for parameter in parameters)
    return f"{name}(\n{inside}) -> {returned}"


def _type(function: Any, annotation: str) -> str:
    """Return an annotation, with an alias of a type written out."""
    alias = function.__globals__.get(annotation)
    if alias is None or inspect.isclass(alias):
        return annotation
    return _quoted(re.sub(r"\b(?:\w+\.)+", "", inspect.formatannotation(alias)))


def _quoted(text: str) -> str:
    return text.replace("'", '"')


def _docstring(text: str) -> Iterator[str]:
    """Yield the paragraphs and sections of a docstring in Google style as Markdown."""
    introduction, *sections = _SECTION.split(text)
    yield from map(_paragraph, introduction.strip().split("\n\n"))
    for heading, indented in zip(sections[::2], sections[1::2], strict=True):
        content = textwrap.dedent(indented).strip()
        if heading == "Example":
            yield f"```pycon\n{content}\n\n```\n"
        elif heading in ("Returns", "Yields"):
            yield _paragraph(f"**{heading}** {content[0].lower()}{content[1:]}")
        else:
            yield f"**{_HEADINGS.get(heading, heading)}**\n"
            yield "".join(map(_item, re.split(r"\n(?! )", content)))


def _paragraph(text: str) -> str:
    return f"{textwrap.fill(text, _WIDTH, break_on_hyphens=False)}\n"


def _item(text: str) -> str:
    """Return an item of a section, `name: text`, as an item of a list."""
    name, _, meaning = text.partition(": ")
    return (
        textwrap.fill(
            f"- `{name}`: {' '.join(meaning.split())}", _WIDTH, subsequent_indent="  ", break_on_hyphens=False
        )
        + "\n"
    )
