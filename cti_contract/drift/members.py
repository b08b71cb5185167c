"""The members of a sample against a schema, both ways: names, types, constants and alternatives."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Any, NamedTuple

from cti_contract.drift.blocks import HIDDEN
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Difference, edit, of_type
from cti_contract.drift.samples import Array, Choice, Literal, Member, Object, Placeholder, Value, type_meant
from cti_contract.suggest import suggestion
from cti_contract.text import one_of, quote, type_of

#: A remark in place of the data of the request, in the languages of the labels.
_OF_REQUEST = re.compile(
    r"\b(?:request|anfrage|anforderung|requête|demande|solicitud|petición)\b|\b(?:same|identical) (?:data|contents?)\b"
    r"|\becho\b",
    re.IGNORECASE,
)
#: The words before such a remark that deny it: "not an echo".
_DENIED = re.compile(
    r"(?:\b(?:no|not|never|without|nicht|nie|kein\w*|ohne|pas|jamais|aucun\w*|sans|nunca|ning[uú]n\w*|sin)|n['’]t)[*_]*"  # noqa: RUF001 -- an apostrophe
    r"(?: (?:an?|the|eine?|une?|una?|de|l['’]))? *$",  # noqa: RUF001 -- an apostrophe
    re.IGNORECASE,
)


def is_of_request(text: str) -> bool | None:
    """Return whether a remark says that data are those of the request; None if it says nothing about that."""
    found = _OF_REQUEST.search(text)
    return None if found is None else not _DENIED.search(text[: found.start()])


_NUMBERED = re.compile(r"([A-Za-z_]+)\d{1,3}")
_JSON_TYPES: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
    dict: "object",
    list: "array",
}


class Context(NamedTuple):
    """The circumstances of a comparison, besides the sample and the schema.

    Attributes:
        contract: The contract.
        documented: Names that other parts of the page document.
        is_form: Whether the sample shows all members that there may be.
        has_stack_traces: Whether the failures on the page have the optional stack trace as a rule.
    """

    contract: Contract
    documented: Container[str] = frozenset()
    is_form: bool = False
    has_stack_traces: bool = False


def differences(value: Value, schema: Any, path: str, context: Context) -> Iterator[Difference]:
    """Yield how a value on the page differs from the schema of the value at `path`."""
    schema = context.contract.followed(schema)
    if isinstance(schema, bool):
        return
    value = _without_brackets(value, types_of(schema))
    if isinstance(value, Placeholder):
        yield from _placeholder(value, schema, path)
    elif isinstance(value, Choice):
        yield from _choice(value, schema, path, context)
    elif not _fits(_type(value), types_of(schema)):
        yield _other_type(value, schema, path)
    elif isinstance(value, Object):
        yield from _object(value, schema, path, context)
    elif isinstance(value, Array):
        if value.items and "items" in schema:
            yield from _items(value, schema["items"], f"{path}[]", context)
    elif (allowed := allowed_by(schema)) and value.value not in allowed:
        text = f"{path} is {quote(value.value)} on the page, {one_of(allowed)} in the schema"
        yield Difference(value.line, "other-value", text, (edit("replace", path, {"const": value.value}),))


def _without_brackets(value: Value, types: set[str]) -> Value:
    """Return `{x}` or `[x]` as a placeholder where the schema takes no object or array."""
    if isinstance(value, Object) and "object" not in types and value.remarks and not value.members:
        return value.remarks[0]
    if isinstance(value, Array) and "array" not in types and len(value.items) == 1:
        item = value.items[0]
        return item if isinstance(item, Placeholder) and not item.quoted else value
    return value


def _placeholder(value: Placeholder, schema: dict[str, Any], path: str) -> Iterator[Difference]:
    """Yield that a placeholder names another type, or is in quotes although the value is no string."""
    types, meant = types_of(schema), type_meant(value)
    if meant:
        is_number_as_text = meant == "number" and "string" in types  # such as the number to dial
        if not _fits(meant, types) and not is_number_as_text:
            text = f"{path} is {type_text(meant)} on the page, {' or '.join(sorted(types))} in the schema"
            yield Difference(value.line, "other-type", text, (edit("replace", path, of_type(meant)),))
    elif value.quoted and not types & {"string", "object", "array"} and not re.search(r"true|false|\d|…", value.text):
        yield _other_type(value, schema, path)


def type_text(json_type: str) -> str:
    """Return a JSON type with its article."""
    return f"an {json_type}" if json_type[0] in "aio" else f"a {json_type}"


def _other_type(value: Value, schema: dict[str, Any], path: str) -> Difference:
    text = f"{path} is {_shown(value)} on the page, {' or '.join(sorted(types_of(schema)))} in the schema"
    return Difference(value.line, "other-type", text, (edit("replace", path, of_type(_type(value))),))


def _fits(json_type: str, types: set[str]) -> bool:
    return (
        json_type in types
        or (json_type == "integer" and "number" in types)
        or (json_type == "number" and "integer" in types)
    )


def _object(value: Object, schema: dict[str, Any], path: str, context: Context) -> Iterator[Difference]:
    properties = schema.get("properties", {})
    unprinted = [name for name in properties if name not in value.members]
    renamed = _renamed(value, schema, unprinted, is_form=context.is_form)
    if moved := _moved(value, schema, unprinted, path, context.contract):
        yield moved
        return
    # an example of an open object may have anything, but the form of an object shows the members that it has
    is_closed = schema.get("additionalProperties", True) is False or (context.is_form and bool(properties))
    for name, member in value.members.items():
        if properties.get(name, not is_closed) is False:
            nearest = suggestion(name, tuple(unprinted)) or renamed
            unprinted = [each for each in unprinted if each != nearest]  # reported with this one
            yield _unknown(member, path, name, nearest)
        elif name in properties:
            yield from differences(member.value, properties[name], below(path, name), context)
        elif nearest := suggestion(name, tuple(unprinted)):  # in an open object, only a slip in a name is a difference
            unprinted.remove(nearest)
            yield _unknown(member, path, name, nearest)
    if any(is_of_request(remark.text) for remark in value.remarks):
        return
    yield from _unprinted(value, schema, unprinted, path, context)
    if value.remarks and schema.get("additionalProperties") is False and (value.members or not properties):
        remark = value.remarks[0]
        text = f"{remark.text} leaves {path} open, the schema takes no other members"
        yield Difference(remark.line, "open-object", text)


def _moved(
    value: Object, schema: dict[str, Any], unprinted: Sequence[str], path: str, contract: Contract
) -> Difference | None:
    """Return that all unknown members of a closed object are those of an object in it, or that it has no members."""
    properties = schema.get("properties", {})
    unknown = [name for name in value.members if properties.get(name, False) is False]
    if not unknown or schema.get("additionalProperties") is not False:
        return None
    line, names = value.members[unknown[0]].line, " and ".join(below(path, name) for name in unknown)
    verb, it = ("is", "it") if len(unknown) == 1 else ("are", "them")
    for name in unprinted:
        inner = contract.followed(properties[name])
        if isinstance(inner, dict) and set(unknown) <= inner.get("properties", {}).keys():
            text = f"{names} {verb} documented, the schema has {it} in {below(path, name)}"
            return Difference(line, "unknown-member", text)
    if len(unknown) > 1 and not any(properties.values()):
        return Difference(line, "unknown-member", f"{names} are documented, the schema has no such members")
    return None


def _unknown(member: Member, around: str, name: str, nearest: str | None) -> Difference:
    if nearest:
        change = edit("rename", below(around, nearest), name)
    else:
        change = edit("add", around, of_type(_type(member.value)), name)
    return Difference(member.line, "unknown-member", unknown_member(below(around, name), nearest), (change,))


def _renamed(value: Object, schema: dict[str, Any], unprinted: Sequence[str], *, is_form: bool) -> str | None:
    """Return the one member that an object has to show and lacks, if it has one unknown member instead."""
    unknown = [name for name in value.members if name not in schema.get("properties", {})]
    lacking = [name for name in schema.get("required", ()) if name in unprinted] or list(unprinted if is_form else ())
    is_closed = schema.get("additionalProperties") is False or is_form
    return lacking[0] if is_closed and len(unknown) == len(lacking) == 1 else None


def _unprinted(
    value: Object, schema: dict[str, Any], unprinted: Sequence[str], path: str, context: Context
) -> Iterator[Difference]:
    """Yield the members that a sample lacks: the required ones, and all if it shows the form of the message."""
    if value.more or (value.remarks and not value.members):
        return
    families = [found[1] for name in value.members if (found := _NUMBERED.fullmatch(name))]
    for name in unprinted:
        family = _NUMBERED.fullmatch(name)
        if schema["properties"][name] is False or (family and family[1] in families):
            continue
        is_required = name in schema.get("required", ())
        if path == "failure" and not is_required and not context.has_stack_traces:
            continue
        if is_required or (context.is_form and not value.remarks and name not in context.documented):
            yield undocumented(value.line, below(path, name), is_required=is_required)


def _items(value: Array, schema: Any, path: str, context: Context) -> Iterator[Difference]:
    """Yield how the elements differ: each from the choice whose constant it has, the others from those left."""
    others: list[Value] = list(value.items)
    for name, branches in context.contract.choices(schema).items():
        chosen = [(each, _constant(each, name)) for each in others]
        others = [each for each, constant in chosen if constant not in branches]
        for each, constant in chosen:
            if constant in branches:
                yield from differences(each, branches[constant], path, context)
        printed = {str(constant): constant for _, constant in chosen if constant in branches}
        shows_all = context.is_form and not value.more and len(value.items) > 1  # one element is an example
        if shows_all and not others and len(printed) < len(branches):
            text = f"{path}.{name} is {one_of(list(printed))} on the page, {one_of(list(branches))} in the schema"
            yield Difference(value.line, "alternatives", text)
        left = [branch for constant, branch in branches.items() if str(constant) not in printed]
        schema = {"oneOf": left} if left else schema
    if others and context.is_form:
        yield from differences(_united(others), schema, path, context)
    else:
        for each in others:
            yield from differences(each, schema, path, context)


def _constant(value: Value, name: str) -> Any:
    """Return the text of a member of an object, None if it has none."""
    member = value.members[name].value if isinstance(value, Object) and name in value.members else None
    return member.value if isinstance(member, Literal) and isinstance(member.value, str) else None


def below(path: str, name: str) -> str:
    """Return the path of a member: `data.interaction.id`."""
    return f"{path}.{name}" if path else name


def unknown_member(path: str, nearest: str | None) -> str:
    """Return the text for a member that the schema does not have, with the nearest one that it has."""
    return f"{path} is documented, the schema has no such member{f'; it has {quote(nearest)}' if nearest else ''}"


def undocumented(line: int, path: str, *, is_required: bool = False) -> Difference:
    """Return the difference for a member that the schema has and the page does not."""
    verb = "is required by" if is_required else "is in"
    text = f"{path} {verb} the schema, the page does not document it here"
    return Difference(line, "undocumented-member", text, (edit("remove", path),))


def _choice(value: Choice, schema: dict[str, Any], path: str, context: Context) -> Iterator[Difference]:
    if not all(isinstance(option, (Literal, Placeholder)) for option in value.options):
        for option in value.options:
            yield from differences(option, schema, path, context)
        return
    options = [option for option in value.options if not (isinstance(option, Placeholder) and option.text in HIDDEN)]
    printed = [option.value for option in options if isinstance(option, Literal)]
    wrong = [option for option in options if not _is_fitting(option, types_of(schema))]
    is_open = len(printed) < len(options)
    is_part = value.examples or len(options) < len(value.options)
    if wrong:
        yield from differences(wrong[0], schema, path, context)
    else:
        text = _other_alternatives(printed, schema, is_open=is_open, is_part=is_part)
        if text:
            changes = (edit("replace", path, {"enum": printed}),) if printed and not (is_open or is_part) else ()
            yield Difference(value.line, "alternatives", f"{path} {text}", changes)


def _other_alternatives(printed: Sequence[Any], schema: dict[str, Any], *, is_open: bool, is_part: bool) -> str:
    """Return how a list of values differs from the schema; empty if it does not."""
    allowed = allowed_by(schema, known=True)
    if allowed is None:
        if printed and not is_part and not is_open and "boolean" not in types_of(schema):
            return f"is {one_of(printed)} on the page, any value in the schema"
    elif set(map(quote, printed)) != set(map(quote, allowed)) and not (is_part and set(printed) <= set(allowed)):
        return f"is {one_of(printed) if printed else 'open'} on the page, {one_of(allowed)} in the schema"
    elif is_open and not is_part and "x-cti" not in schema:
        return f"leaves room for other values on the page, the schema takes only {one_of(allowed)}"
    return ""


def _is_fitting(option: Value, types: set[str]) -> bool:
    return (isinstance(option, Placeholder) and not option.quoted) or _fits(_type(option), types)


def allowed_by(schema: dict[str, Any], *, known: bool = False) -> list[Any] | None:
    """Return the values that a schema takes, None for any; if `known`, also those that it knows."""
    if "const" in schema:
        return [schema["const"]]
    if known and schema.get("x-cti", {}).get("known"):
        return list(schema["examples"])
    return schema.get("enum")


def types_of(schema: dict[str, Any]) -> set[str]:
    """Return the JSON types that a schema takes."""
    if "type" in schema:
        return {schema["type"]} if isinstance(schema["type"], str) else set(schema["type"])
    allowed = allowed_by(schema)
    if allowed:
        return {_JSON_TYPES[type(value)] for value in allowed}
    return {"string"} if "anyOf" in schema else set(_JSON_TYPES.values())  # a choice of targets


def _type(value: Value) -> str:
    if isinstance(value, Literal):
        return _JSON_TYPES[type(value.value)]
    return "object" if isinstance(value, Object) else "array" if isinstance(value, Array) else "string"


def _shown(value: Value) -> str:
    if isinstance(value, Literal):
        return quote(value.value)
    if isinstance(value, Placeholder):
        return f"the text {quote(value.text)}"
    return type_of({} if isinstance(value, Object) else [])


def _united(values: Sequence[Value]) -> Value:
    """Return the elements of an array as one: objects with the members of all, other values as examples."""
    objects = [value for value in values if isinstance(value, Object)]
    if not objects or len(objects) < len(values):
        return values[0] if len(values) == 1 else Choice(values[0].line, tuple(values), examples=True)
    collected: dict[str, list[Member]] = {}
    for each in objects:
        for name, member in each.members.items():
            collected.setdefault(name, []).append(member)
    members = {
        name: Member(found[0].line, found[0].value if len(found) == 1 else _united([each.value for each in found]))
        for name, found in collected.items()
    }
    remarks = tuple(remark for each in objects for remark in each.remarks)
    return Object(objects[0].line, members, remarks, any(each.more for each in objects))
