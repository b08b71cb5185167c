"""The members of a sample against a schema, both ways: names, types, constants and alternatives."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cti_contract.drift.contract import Contract
from cti_contract.drift.samples import Array, Choice, Literal, Member, Object, Placeholder, Value
from cti_contract.suggest import suggestion
from cti_contract.text import one_of, quote, type_of

#: A remark that stands for what the request holds, which is told of the request.
OF_REQUEST = re.compile(
    r"\b(?:same|original|contains)\b.*\brequest\b|\brequest\b.*\b(?:data|contents|echo)", re.IGNORECASE
)


class Difference(NamedTuple):
    """One difference between a page and the contract: its line on the page, its code and its text."""

    line: int
    code: str
    text: str


class Told(NamedTuple):
    """What a comparison needs to know besides: the contract, and the members that the prose names."""

    contract: Contract
    in_prose: frozenset[str] = frozenset()


def differences(value: Value, schema: Any, path: str, told: Told) -> Iterator[Difference]:
    """Yield how a documented value differs from the schema of what stands at `path`."""
    schema = told.contract.followed(schema)
    if isinstance(schema, bool) or (isinstance(value, Placeholder) and not value.quoted):
        return
    if isinstance(value, Choice):
        yield from _choice(value, schema, path, told)
    elif _type(value) not in (types := _types(schema)) and not (types >= {"number"} and _type(value) == "integer"):
        text = f"{path} is {_shown(value)} on the page, {' or '.join(sorted(types))} in the schema"
        yield Difference(value.line, "other-type", text)
    elif isinstance(value, Object):
        yield from _object(value, schema, path, told)
    elif isinstance(value, Array):
        if value.items and "items" in schema:
            yield from _items(value, schema["items"], f"{path}[]", told)
    elif isinstance(value, Literal) and (allowed := _allowed(schema)) and value.value not in allowed:
        text = f"{path} is {quote(value.value)} on the page, {one_of(allowed)} in the schema"
        yield Difference(value.line, "other-value", text)


def _object(value: Object, schema: dict[str, Any], path: str, told: Told) -> Iterator[Difference]:
    properties = schema.get("properties", {})
    unprinted = [name for name in properties if name not in value.members]
    for name, member in value.members.items():
        if properties.get(name, False) is False:
            nearest = suggestion(name, tuple(unprinted))
            unprinted = [each for each in unprinted if each != nearest]  # told with this one
            yield Difference(member.line, "unknown-member", unknown_member(below(path, name), nearest))
        else:
            yield from differences(member.value, properties[name], below(path, name), told)
    if any(OF_REQUEST.search(remark.text) for remark in value.remarks):
        return
    for name in unprinted:
        hidden = value.more and name not in schema.get("required", ())
        if properties[name] is not False and name not in told.in_prose and not hidden:
            yield undocumented(value.line, below(path, name))
    if value.remarks and schema.get("additionalProperties") is False:
        remark = value.remarks[0]
        text = f"{remark.text} leaves {path} open, the schema takes no other members"
        yield Difference(remark.line, "open-object", text)


def _items(value: Array, schema: Any, path: str, told: Told) -> Iterator[Difference]:
    """Yield how the elements differ: each from the choice whose constant it prints, the others from those left."""
    others: list[Value] = list(value.items)
    for name, branches in told.contract.choices(schema).items():
        chosen = [(each, _constant(each, name)) for each in others]
        others = [each for each, constant in chosen if constant not in branches]
        for each, constant in chosen:
            if constant in branches:
                yield from differences(each, branches[constant], path, told)
        printed = {str(constant): constant for _, constant in chosen if constant in branches}
        if not others and len(printed) < len(branches):
            text = f"{path}.{name} is {one_of(list(printed))} on the page, {one_of(list(branches))} in the schema"
            yield Difference(value.line, "alternatives", text)
        left = [branch for constant, branch in branches.items() if str(constant) not in printed]
        schema = {"oneOf": left} if left else schema
    if others:
        yield from differences(_united(others), schema, path, told)


def _constant(value: Value, name: str) -> Any:
    """Return the text that a printed object has for a member, None where it has none."""
    member = value.members[name].value if isinstance(value, Object) and name in value.members else None
    return member.value if isinstance(member, Literal) and isinstance(member.value, str) else None


def below(path: str, name: str) -> str:
    """Return the path of a member: `data.interaction.id`."""
    return f"{path}.{name}" if path else name


def unknown_member(path: str, nearest: str | None) -> str:
    """Return the text of a member that the schema does not have, with the nearest that it has."""
    return f"{path} is documented, the schema has no such member{f'; it has {quote(nearest)}' if nearest else ''}"


def undocumented(line: int, path: str) -> Difference:
    """Return the difference of a member that the schema has and the page does not."""
    return Difference(line, "undocumented-member", f"{path} is in the schema, the page does not document it")


def _choice(value: Choice, schema: dict[str, Any], path: str, told: Told) -> Iterator[Difference]:
    if not all(isinstance(option, (Literal, Placeholder)) for option in value.options):
        for option in value.options:
            yield from differences(option, schema, path, told)
        return
    printed = [option.value for option in value.options if isinstance(option, Literal)]
    allowed = _allowed(schema, known=True)
    wrong = [option for option in value.options if _type(option) not in _types(schema) and _is_typed(option)]
    if wrong:
        yield from differences(wrong[0], schema, path, told)
    elif allowed is None:
        if printed and not value.examples and "boolean" not in _types(schema):
            text = f"{path} is {one_of(printed)} on the page, any value in the schema"
            yield Difference(value.line, "alternatives", text)
    elif set(map(quote, printed)) != set(map(quote, allowed)) and not (value.examples and set(printed) <= set(allowed)):
        text = f"{path} is {one_of(printed) if printed else 'open'} on the page, {one_of(allowed)} in the schema"
        yield Difference(value.line, "alternatives", text)
    elif len(printed) < len(value.options) and "x-cti" not in schema and not value.examples:
        text = f"{path} leaves room for other values on the page, the schema takes only {one_of(allowed)}"
        yield Difference(value.line, "alternatives", text)


def _is_typed(option: Value) -> bool:
    return not isinstance(option, Placeholder) or option.quoted


def _allowed(schema: dict[str, Any], *, known: bool = False) -> list[Any] | None:
    """Return the values that a schema takes, None for any; where asked for, those that it knows."""
    if "const" in schema:
        return [schema["const"]]
    if known and schema.get("x-cti", {}).get("known"):
        return list(schema["examples"])
    return schema.get("enum")


def _types(schema: dict[str, Any]) -> set[str]:
    """Return the JSON types that a schema takes."""
    if "type" in schema:
        return {schema["type"]} if isinstance(schema["type"], str) else set(schema["type"])
    allowed = _allowed(schema)
    return {_JSON_TYPES[type(value)] for value in allowed} if allowed else set(_JSON_TYPES.values())


_JSON_TYPES: dict[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
    dict: "object",
    list: "array",
}


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
    """Return the elements of a printed array as one: objects with the members of all, other values as examples."""
    objects = [value for value in values if isinstance(value, Object)]
    if not objects or len(objects) < len(values):
        return values[0] if len(values) == 1 else Choice(values[0].line, tuple(values), examples=True)
    members: dict[str, Member] = {}
    for each in objects:
        for name, member in each.members.items():
            before = members.get(name)
            members[name] = Member(before.line, _united((before.value, member.value))) if before else member
    remarks = tuple(remark for each in objects for remark in each.remarks)
    return Object(objects[0].line, members, remarks, any(each.more for each in objects))
