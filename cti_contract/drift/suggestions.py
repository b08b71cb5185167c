"""Suggestions for the findings of a check: errata for the page, or a patch for each schema file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import Message
from cti_contract.drift.contract import Contract
from cti_contract.drift.errata import EXPLAINED
from cti_contract.drift.findings import Edit, Finding


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
    """Return a text as a basic string of TOML: JSON has the same escapes."""
    return json.dumps(text, ensure_ascii=False)


class _Place(NamedTuple):
    """The place of an object in the schemas: its file, its JSON Pointer there, and its schema.

    If it `is_shared`, the place only refers to a definition that other messages use as well.
    """

    file: str
    pointer: str
    schema: dict[str, Any]
    is_shared: bool = False


def patches_for(findings: Iterable[Finding], contract: Contract) -> dict[str, list[dict[str, Any]]]:
    """Return a JSON Patch (RFC 6902) for each schema file that has to change so that the findings end."""
    patches: dict[str, list[dict[str, Any]]] = {}
    for finding in findings:
        messages = contract.of_name(finding.message or "")
        if finding.edit and messages:
            for file, operation in _operations(finding.edit, messages, contract):
                known = patches.setdefault(file, [])
                known += [operation] if operation not in known else []
    return patches


def _operations(edit: Edit, messages: Sequence[Message], contract: Contract) -> Iterator[tuple[str, dict[str, Any]]]:
    value = json.loads(edit.value)
    if edit.keyword.startswith("x-cti/"):
        uri = (
            messages[0].uri if edit.keyword != "x-cti/echo" else f"{registry.BASE_URI}responses/{messages[0].name}.json"
        )
        document = uri.partition("#")[0]
        _, _, keyword = edit.keyword.partition("/")
        if "x-cti" in contract.at(document):
            yield _file(document), {"op": "add", "path": f"/x-cti/{keyword}", "value": value}
        else:
            yield _file(document), {"op": "add", "path": "/x-cti", "value": {keyword: value}}
        return
    *path, name = edit.path
    for message in messages:
        place = _place(message.uri, path, contract) if edit.kind in ("", message.kind) else None
        members = place.schema.get("properties", {}) if place else {}
        can_have = edit.keyword == "add" and place and (place.is_shared or "properties" in place.schema)
        if place and (can_have or name in members):
            changed = _changed(edit.keyword, place.schema, name, value)
            if place.is_shared:
                yield place.file, {"op": "replace", "path": place.pointer, "value": {**place.schema, **changed}}
            else:
                yield from ((place.file, each) for each in _changes(edit.keyword, place, name, changed))
                if edit.keyword == "rename":
                    pointer = f"{place.pointer}/properties/{value}"
                    yield place.file, {"op": "add", "path": pointer, "value": members[name]}
            return


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
    if keyword == "remove":
        del members[name]
        return {"properties": members, "required": required} if "required" in schema else {"properties": members}
    return {"properties": {**members, name: value}}


def _changes(keyword: str, place: _Place, name: str, changed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the operations that change an object as small as they can be."""
    member = f"{place.pointer}/properties/{name}"
    if keyword in ("remove", "rename"):
        yield {"op": "remove", "path": member}
    if changed.get("required") == [] and "required" in place.schema:
        yield {"op": "remove", "path": f"{place.pointer}/required"}
    elif "required" in changed and changed["required"] != place.schema.get("required", []):
        yield {"op": "add", "path": f"{place.pointer}/required", "value": changed["required"]}
    if keyword in ("add", "replace"):
        yield {"op": keyword, "path": member, "value": changed["properties"][name]}


def _place(uri: str, path: Sequence[str], contract: Contract) -> _Place | None:
    """Return the place of the object at a path of a message, None if the schemas have none."""
    document, _, fragment = uri.partition("#")
    schema = contract.at(uri)
    for step in ("", *path):
        if step:
            inner = schema.get("properties", {}).get(step)
            if not isinstance(inner, dict):
                return None
            fragment, schema = f"{fragment}/properties/{step}", inner
        if "items" in schema:
            fragment, schema = f"{fragment}/items", schema["items"]
        while "$ref" in schema and "properties" not in schema:
            target = walk.absolute(schema["$ref"], document)
            if target.startswith(f"{registry.BASE_URI}common/"):
                return _Place(_file(document), fragment, contract.followed({"$ref": target}), is_shared=True)
            document, _, fragment = target.partition("#")
            schema = contract.at(target)
    return _Place(_file(document), fragment, schema)


def _file(uri: str) -> str:
    return f"schemas/{uri.removeprefix(registry.BASE_URI)}"
