"""Suggestions for the findings of a check: errata for the page, or a patch for each schema file."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import Message
from cti_contract.contract.json_pointer import pointer_to, steps_of
from cti_contract.drift.contract import Contract
from cti_contract.drift.errata import EXPLAINED
from cti_contract.drift.findings import CODES, Edit, Finding


def errata_for(findings: Iterable[Finding], today: date) -> Iterator[str]:
    """Yield an erratum for each finding, as a TOML table with a reason to be filled in.

    One erratum explains all findings that are alike.
    """
    alike = dict.fromkeys(
        (each.file, each.code, each.message, each.text) for each in findings if each.code in EXPLAINED
    )
    for file, code, message, text in alike:
        yield "[[erratum]]"
        yield f"page = {_quoted(file.replace(chr(92), '/').rpartition('/')[2])}"
        yield f"code = {_quoted(code)}"
        yield from [f"message = {_quoted(message)}"] if message else []
        yield f"says = {_quoted(text)}"
        yield 'why = "TODO: why the page is wrong and stays so"'
        yield f"since = {today.isoformat()}"
        yield ""


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML: JSON has the same escapes, but none for letters of eight digits."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08X}" for sign in written)


class Patches(NamedTuple):
    """A JSON Patch (RFC 6902) for each schema file, and the findings that none of them ends, each with the reason."""

    by_file: dict[str, list[dict[str, Any]]]
    without: list[tuple[Finding, str]]


_ADDITIONS = ("add", "add required")


class _Place(NamedTuple):
    """The place of an object in the schemas: its file, its steps there, and its schema.

    If it `is_shared`, the place only refers to a definition that other messages use as well.
    """

    uri: str
    steps: tuple[str, ...]
    schema: dict[str, Any]
    is_shared: bool = False


class _Operation(NamedTuple):
    """An operation of a JSON Patch on the schema file with this URI."""

    uri: str
    op: str
    steps: tuple[str, ...]
    value: Any = None

    def as_json(self) -> dict[str, Any]:
        value = {} if self.op == "remove" else {"value": self.value}
        return {"op": self.op, "path": pointer_to(self.steps), **value}


def patches_for(findings: Iterable[Finding], contract: Contract) -> Patches:
    """Return the patches of the schema files with which the findings end.

    Each operation is made for the schemas as the operations before it leave them.
    """
    patches = Patches({}, [])
    patched, done = contract, set[tuple[Any, ...]]()
    for finding in findings:
        is_ended = bool(finding.edits)
        for each in finding.edits:
            identity = _identity(each, contract)
            is_made = identity not in done and not _is_repeated(each, contract)
            operations = list(_operations(each, patched)) if is_made else []
            for operation in operations:
                patches.by_file.setdefault(_file(operation.uri), []).append(operation.as_json())
                patched = patched.changed(operation.uri, _applied(patched.at(operation.uri), operation))
            done |= {identity} if operations else set()
            is_ended = is_ended and identity in done
        if not is_ended:
            patches.without.append((finding, _reason(finding, contract)))
    return patches


def _is_repeated(edit: Edit, contract: Contract) -> bool:
    """Return whether a change is that of a success that has the data of its request: it would change both."""
    place = _place_of(edit, contract) if edit.kind == "success" else None
    return place is not None and place.uri.startswith(f"{registry.BASE_URI}commands/")


def _reason(finding: Finding, contract: Contract) -> str:
    """Return why there is no patch that ends a finding."""
    if not CODES[finding.code].schema:
        return "only the page can be corrected"
    if any(_is_repeated(each, contract) for each in finding.edits):
        return "the success has the data of its request: change both, or `x-cti.echo`"
    shared = next((path[0] for _, path, *_ in finding.edits if len(path) == 1 or (path and path[0] != "data")), None)
    if shared:
        return f"all messages share the definition of {shared}"
    if finding.edits:
        return "the schemas have no single place for it"
    return "only people can decide on the schema"


def _is_of_one_message(edit: Edit) -> bool:
    """Return whether a change is inside the data of a message: everything else in it belongs to the envelope.

    Besides, a message decides whether its data is required.
    """
    return edit.path[0] == "data" and (len(edit.path) > 1 or edit.keyword == "required")


def _identity(edit: Edit, contract: Contract) -> tuple[Any, ...]:
    """Return the same value for two changes of the same place; an empty one if the schemas have no such place."""
    if edit.keyword.startswith("x-cti/"):
        return (edit.message, edit.keyword, edit.value)
    place = _place_of(edit, contract)
    return (place.uri, place.steps, edit.keyword, edit.path[-1], edit.value) if place else ()


def _operations(edit: Edit, contract: Contract) -> Iterator[_Operation]:
    value = json.loads(edit.value)
    if edit.keyword == "x-cti/echo":
        yield from _of_echo(edit.message, is_echo=value)
    elif edit.keyword.startswith("x-cti/"):
        yield from _of_facts(edit, value, contract)
    elif place := _place_of(edit, contract):
        yield from _of_member(edit, value, place)


def _of_facts(edit: Edit, value: Any, contract: Contract) -> Iterator[_Operation]:
    """Yield the change of a fact of a message; the occasions that a page leaves out are dropped."""
    uri = contract.of_name(edit.message)[0].uri
    keyword = edit.keyword.removeprefix("x-cti/")
    known = contract.at(uri)["x-cti"].get(keyword, [])
    if isinstance(value, dict):  # the elements that a sentence adds, and those that it drops
        kept = [each for each in known if not any(absent.items() <= each.items() for absent in value["without"])]
        value = [*kept, *(each for each in value["with"] if each not in kept)]
    if keyword in ("platforms", "raised") and not value:
        yield _Operation(uri, "remove", ("x-cti", keyword))
    else:
        yield _Operation(uri, "add", ("x-cti", keyword), value)


def _of_echo(name: str, *, is_echo: bool) -> Iterator[_Operation]:
    """Yield the changes after which a success repeats the data of its request, or has any data."""
    uri = f"{registry.BASE_URI}responses/{name}.json"
    success = ("$defs", "success")
    data = f"../commands/{name}.json#/properties/data" if is_echo else "../common/types.json#/$defs/open"
    if is_echo:
        yield _Operation(uri, "add", ("x-cti",), {"echo": True})
        yield _Operation(uri, "add", (*success, "required"), ["data"])
    else:
        yield _Operation(uri, "remove", ("x-cti",))
    yield _Operation(uri, "add", (*success, "properties", "data"), {"$ref": data})


def _place_of(edit: Edit, contract: Contract) -> _Place | None:
    """Return the place of the object whose member changes, None if the schemas have none."""
    *path, name = edit.path
    for message in contract.of_name(edit.message) if _is_of_one_message(edit) else ():
        place = _place(message.uri, path, contract) if edit.kind in ("", message.kind) else None
        can_have = edit.keyword in _ADDITIONS and place and (place.is_shared or "properties" in place.schema)
        if place and (can_have or name in place.schema.get("properties", {})):
            return place
    return None


def file_of(edit: Edit, contract: Contract) -> str | None:
    """Return the URI of the schema file that defines the member of a change, None if no message of this kind has it."""
    if place := _place_of(edit, contract):
        return place.uri
    messages = [message for message in contract.of_name(edit.message) if edit.kind in ("", message.kind)]
    for message in messages:
        common = f"{registry.BASE_URI}common/{message.kind}.json"
        if edit.path[0] != "data" and edit.path[0] in contract.at(common)["properties"]:
            return common
    first = next((each for each in messages if _has_member(each, edit, contract)), next(iter(messages), None))
    return first.uri.partition("#")[0] if first else None


def _has_member(message: Message, edit: Edit, contract: Contract) -> bool:
    """Return whether the data of a message has the outermost member in the path of a change."""
    data = contract.followed(contract.schema(message)["properties"].get("data", False))
    return isinstance(data, dict) and not data.get("properties", {}).keys().isdisjoint(edit.path[1:2])


def _of_member(edit: Edit, value: Any, place: _Place) -> Iterator[_Operation]:
    """Yield the change of a member of an object; a definition that others use as well is copied first."""
    name = edit.path[-1]
    changed = _changed(edit.keyword, place.schema, name, value)
    if place.is_shared:
        copied = {
            key: each for key, each in place.schema.items() if key != "description"
        }  # "An object without members"
        yield _Operation(place.uri, "replace", place.steps, {**copied, **changed})
        return
    yield from _changes(edit.keyword, place, name, changed)
    if edit.keyword == "rename":
        yield _Operation(place.uri, "add", (*place.steps, "properties", value), place.schema["properties"][name])


def _changed(keyword: str, schema: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return the keywords of an object that change with one of its members."""
    members, required = (
        dict(schema.get("properties", {})),
        [each for each in schema.get("required", ()) if each != name],
    )
    if keyword == "required":
        return {"required": [*required, name] if value else required}
    if keyword == "rename":
        required = [value if each == name else each for each in schema.get("required", ())]
        return {"properties": {**members, value: members[name]}, "required": required}
    if keyword == "add required":
        return {"properties": {**members, name: value}, "required": [*required, name]}
    if keyword == "remove":
        del members[name]
        return {"properties": members, "required": required} if "required" in schema else {"properties": members}
    return {"properties": {**members, name: value}}


def _changes(keyword: str, place: _Place, name: str, changed: dict[str, Any]) -> Iterator[_Operation]:
    """Yield the operations that change an object as small as they can be."""
    member = (*place.steps, "properties", name)
    required = (*place.steps, "required")
    if keyword in ("remove", "rename"):
        yield _Operation(place.uri, "remove", member)
    if changed.get("required") == [] and "required" in place.schema:
        yield _Operation(place.uri, "remove", required)
    elif "required" in changed and changed["required"] != place.schema.get("required", []):
        yield _Operation(place.uri, "add", required, changed["required"])
    if keyword in ("replace", *_ADDITIONS):
        yield _Operation(place.uri, keyword.removesuffix(" required"), member, changed["properties"][name])


def _place(uri: str, path: Sequence[str], contract: Contract) -> _Place | None:
    """Return the place of the object at a path of a message, None if the schemas have none."""
    place = _followed(_Place(*_steps_of(uri), contract.at(uri)), contract)
    for step in path:
        inner = place.schema.get("properties", {}).get(step)
        if not isinstance(inner, dict) or place.is_shared:
            return None
        place = _followed(_Place(place.uri, (*place.steps, "properties", step), inner), contract)
    return place


def _followed(place: _Place, contract: Contract) -> _Place:
    """Return the place of the object that a place refers to, or of the elements of an array."""
    if "items" in place.schema:
        place = _Place(place.uri, (*place.steps, "items"), place.schema["items"])
    while "$ref" in place.schema and "properties" not in place.schema:
        target = walk.absolute(place.schema["$ref"], place.uri)
        if target.startswith(f"{registry.BASE_URI}common/"):
            return place._replace(schema=contract.followed({"$ref": target}), is_shared=True)
        place = _Place(*_steps_of(target), contract.at(target))
    return place


def _steps_of(uri: str) -> tuple[str, tuple[str, ...]]:
    """Return the file in the URI of a schema, and the steps to the schema there."""
    document, _, fragment = uri.partition("#")
    return document, tuple(steps_of(fragment))


def _applied(document: dict[str, Any], operation: _Operation) -> dict[str, Any]:
    """Return a copy of a schema file after an operation."""
    changed = copy.deepcopy(document)
    *path, name = operation.steps
    inner = changed
    for step in path:
        inner = inner[step]
    inner.pop(name, None)
    if operation.op != "remove":
        inner[name] = operation.value
    return changed


def _file(uri: str) -> str:
    return f"schemas/{uri.removeprefix(registry.BASE_URI)}"
