"""The laws of the house: what holds for each schema file, whoever writes it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import format_schemas
import jiter
import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from cti_contract import MESSAGES, Message, check, identify
from cti_contract.contract import registry, walk
from cti_contract.export.bundle import bundled
from cti_contract.validation import explain

FOLDER = Path(registry.folder())
PATHS = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.json"))
MESSAGE_PATHS = [path for path in PATHS if not path.startswith("common/")]
COMMANDS = [path for path in PATHS if path.startswith("commands/")]
RESPONSES = [path for path in PATHS if path.startswith("responses/")]
EVENTS = [path for path in PATHS if path.startswith("events/")]
each_file = pytest.mark.parametrize("path", PATHS)
each_message_file = pytest.mark.parametrize("path", MESSAGE_PATHS)

TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
SECONDARY: dict[str, Any] = {
    "type": "object",
    "properties": {**dict.fromkeys(("name", "of", "note", "when"), TEXT), "once": {"const": True}},
    "required": ["name"],
    "additionalProperties": False,
}
CHOICE: dict[str, Any] = {
    "type": "object",
    "properties": {"oneOf": {"type": "array", "items": SECONDARY, "minItems": 2}},
    "required": ["oneOf"],
    "additionalProperties": False,
}
RAISED: dict[str, Any] = {
    "type": "object",
    "properties": dict.fromkeys(("after", "during", "when"), TEXT),
    "oneOf": [{"required": ["after"]}, {"required": ["during"]}],
    "additionalProperties": False,
}
ANNOTATION: dict[str, Any] = {
    "type": "object",
    "properties": {
        "status": {"enum": ["documented", "named"]},
        "media": {"enum": ["telephony", "any"]},
        "platforms": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
        "aliases": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
        "echo": {"const": True},
        "secondary": {
            "type": "array",
            "items": {"if": {"required": ["oneOf"]}, "then": CHOICE, "else": SECONDARY},
        },
        "raised": {"type": "array", "items": RAISED, "minItems": 1},
    },
    "additionalProperties": False,
}
REQUIRED_ANNOTATIONS: dict[str, set[str]] = {"commands": {"status", "media"}, "responses": set(), "events": {"status"}}
ALLOWED_ANNOTATIONS = {
    "commands": {"status", "media", "platforms", "aliases", "secondary"},
    "responses": {"echo"},
    "events": {"status", "media", "platforms", "raised"},
}


@cache
def schema(path: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / path).read_bytes())
    return loaded


def schemas_in(value: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each schema inside a schema, itself first, with its JSON Pointer."""
    if not isinstance(value, dict):
        return
    yield place, value
    for keyword in format_schemas.MAPS & value.keys():
        for name, inner in value[keyword].items():
            yield from schemas_in(inner, f"{place}/{keyword}/{name}")
    for keyword in format_schemas.LISTS & value.keys():
        for index, inner in enumerate(value[keyword]):
            yield from schemas_in(inner, f"{place}/{keyword}/{index}")
    for keyword in format_schemas.SINGLE & value.keys():
        yield from schemas_in(value[keyword], f"{place}/{keyword}")


def uri_of(path: str) -> str:
    return registry.BASE_URI + path


def name_schemas(path: str) -> Iterator[dict[str, Any]]:
    """Yield the schema of each member of a message file that holds its name."""
    member = "name" if path in EVENTS else "command"
    for message in messages_of(path):
        yield walk.followed(walk.merged(message.uri)["properties"][member])


def test_no_message_of_the_protocol_is_lost() -> None:
    assert len(COMMANDS) == len(RESPONSES) >= 23
    assert len(EVENTS) >= 22
    assert len(MESSAGES) == 3 * len(COMMANDS) + len(EVENTS)


@each_file
def test_parses_strictly(path: str) -> None:
    raw = (FOLDER / path).read_bytes()
    assert jiter.from_json(raw, catch_duplicate_keys=True, allow_inf_nan=False) == json.loads(raw)


@each_file
def test_is_valid_against_the_metaschema(path: str) -> None:
    assert schema(path)["$schema"] == registry.DIALECT
    Draft202012Validator.check_schema(schema(path))


@each_file
def test_id_mirrors_the_path(path: str) -> None:
    assert schema(path)["$id"] == uri_of(path)


@each_message_file
def test_constant_stem_and_title_are_one_name(path: str) -> None:
    stem = Path(path).name.removesuffix(".json")
    assert schema(path)["title"] == stem
    names = list(name_schemas(path))
    assert names
    aliases = schema(f"commands/{stem}.json")["x-cti"].get("aliases") if path not in EVENTS else None
    expected = {"enum": [stem, *aliases]} if aliases else {"const": stem}
    assert all(found == expected for found in names)


@each_file
def test_references_are_relative_and_lead_somewhere(path: str) -> None:
    for _, inner in schemas_in(schema(path)):
        if "$ref" in inner:
            assert not re.match("[a-z]+:|/", inner["$ref"])
            assert walk.resolve(walk.absolute(inner["$ref"], uri_of(path))) is not None


@each_file
def test_beside_a_reference_stand_only_annotations(path: str) -> None:
    """Tools with habits of draft 7 drop what stands beside a `$ref`."""
    for place, inner in schemas_in(schema(path)):
        if "$ref" in inner:
            assert inner.keys() <= {"$ref", "description", "examples"}, place


@each_file
def test_uses_only_keywords_of_the_vocabulary(path: str) -> None:
    for place, inner in schemas_in(schema(path)):
        assert inner.keys() <= set(format_schemas.KEYWORDS), place


def test_each_keyword_that_can_fail_has_its_explanation() -> None:
    annotations = {"$schema", "$id", "title", "description", "x-cti", "examples"}
    applicators = {"$ref", "$defs", "allOf", "properties", "items", "oneOf", "anyOf"}
    explained = {*explain.ABOUT_VALUES, *explain.ABOUT_MEMBERS} - {"falseSchema"}
    assert set(format_schemas.KEYWORDS) - annotations - applicators == explained


@each_file
def test_each_member_is_said_to_hold_something(path: str) -> None:
    assert [place for place, inner in schemas_in(schema(path)) if not inner] == []


@each_file
def test_each_required_name_is_declared(path: str) -> None:
    for place, inner in schemas_in(schema(path)):
        declared = set(inner.get("properties", ()))
        if "allOf" in inner and "pattern" not in inner:
            declared |= walk.merged(uri_of(path) + (place and f"#{place}"))["properties"].keys()
        assert set(inner.get("required", ())) <= declared, place


LEAVES = [
    pytest.param(uri_of(path) + (place and f"#{place}"), inner, id=f"{path}{place and '#' + place}")
    for path in PATHS
    for place, inner in schemas_in(schema(path))
    if "allOf" in inner and "pattern" not in inner
]


@pytest.mark.parametrize(("uri", "leaf"), LEAVES)
def test_a_leaf_only_narrows_members_of_its_envelope(uri: str, leaf: dict[str, Any]) -> None:
    """A proof for each member: the envelope accepts whatever the leaf accepts, so the leaf alone may decide."""
    part, *header = leaf["allOf"]
    assert header in ([], [{"$ref": "#/$defs/header"}])
    envelope = walk.merged(walk.absolute(part["$ref"], uri.partition("#")[0]))
    whole = walk.merged(uri)
    assert whole["properties"].keys() == envelope["properties"].keys()
    assert envelope["additionalProperties"] is False
    assert leaf.keys() <= {*format_schemas.KEYWORDS} - {"type", "additionalProperties", "items", "oneOf", "anyOf"}
    for name, narrowed in whole["properties"].items():
        if name == "target":  # containment of patterns is not decided; the next law reads them instead
            continue
        wide = canonical(envelope["properties"][name])
        narrow = canonical(narrowed)
        assert wide.covers(narrow) == jsonschema_rs.canonical.Containment.YES, name


def test_each_target_is_the_target_of_any_object_with_fewer_segments() -> None:
    document = schema("common/target.json")
    ids = {"$ref": "#/$defs/ids"}
    assert (document["pattern"], document["allOf"]) == (r"^[^.]+(\.[^.]+){0,4}$", [ids])
    assert re.fullmatch(r"\^\[\^[^].]+\]\+\$", document["$defs"]["ids"]["pattern"])
    for kind, inner in document["$defs"].items():
        if kind != "ids":
            more = sorted({form.count(".") for form in inner.get("x-cti", {"forms": [""]})["forms"]})
            tail = {1: f"{{{more[0]}}}", 2: f"{{{more[0]},{more[-1]}}}"}[len(more)] if more[-1] else None
            assert inner["pattern"] == (rf"^[^.]+(\.[^.]+){tail}$" if tail else "^[^.]+$")
            assert inner["allOf"] == [ids]
            assert 0 <= more[0] <= more[-1] <= 4


@cache
def engine_registry() -> jsonschema_rs.Registry:
    return jsonschema_rs.Registry(list(registry.schemas().items()))


def canonical(schema: Any) -> jsonschema_rs.CanonicalSchema:
    return jsonschema_rs.canonicalize(schema, registry=engine_registry(), offline=True)


@each_file
def test_each_object_is_closed_or_said_to_be_open(path: str) -> None:
    for place, inner in schemas_in(schema(path)):
        describes_objects = inner.get("type") == "object" or "object" in inner.get("type", ()) or "properties" in inner
        if describes_objects and "allOf" not in inner and not is_part(place):
            assert isinstance(inner.get("additionalProperties"), bool), place


def is_part(place: str) -> bool:
    """Return whether this is what requests and responses share, which narrows members and is no schema by itself."""
    return place in ("/$defs/header", "/$defs/original")


@each_file
def test_each_definition_is_used(path: str) -> None:
    document = schema(path)
    for name in document.get("$defs", ()):
        used = f"{uri_of(path)}#/$defs/{name}"
        assert any(
            walk.absolute(inner["$ref"], uri_of(other)) == used
            for other in PATHS
            for _, inner in schemas_in(schema(other))
            if "$ref" in inner
        ), name


@each_file
def test_has_a_description_of_one_line(path: str) -> None:
    parts = schema(path).get("$defs", {})
    described = [inner for name, inner in parts.items() if not is_part(f"/$defs/{name}")]
    described += [] if path in RESPONSES else [schema(path)]
    for inner in described:
        assert inner["description"].strip()
        assert "\n" not in inner["description"]


def messages_of(path: str) -> list[Message]:
    return [message for message in MESSAGES if message.uri.partition("#")[0] == uri_of(path)]


@each_message_file
def test_each_message_has_an_example_and_each_example_is_valid_without_a_warning(path: str) -> None:
    examples = schema(path)["examples"]
    assert {identify(example) for example in examples} == set(messages_of(path))
    assert [check(example) for example in examples] == [[]] * len(examples)


def texts(value: Any) -> Iterator[str]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield from [value] if isinstance(value, str) else ()
    for each in inner:
        yield from texts(each)


@each_message_file
def test_no_example_holds_an_empty_text(path: str) -> None:
    assert all(map(str.strip, texts(schema(path)["examples"])))


@each_file
def test_each_example_of_a_part_is_valid(path: str) -> None:
    for place, inner in schemas_in(schema(path)):
        if place and "examples" in inner:
            part = jsonschema_rs.Draft202012Validator(
                {"$ref": f"{uri_of(path)}#{place}"}, registry=engine_registry(), offline=True
            )
            assert all(part.is_valid(example) for example in inner["examples"]), place


def test_commands_and_responses_are_the_same_names() -> None:
    assert [Path(path).name for path in COMMANDS] == [Path(path).name for path in RESPONSES]


@each_message_file
def test_annotation_has_the_shape_of_its_folder(path: str) -> None:
    folder = path.partition("/")[0]
    annotation = schema(path).get("x-cti", {})
    assert annotation or "x-cti" not in schema(path)
    Draft202012Validator(ANNOTATION).validate(annotation)
    assert REQUIRED_ANNOTATIONS[folder] <= annotation.keys() <= ALLOWED_ANNOTATIONS[folder]


@pytest.mark.parametrize("path", COMMANDS)
def test_secondary_events_are_events_of_that_object(path: str) -> None:
    events = {message.name: message for message in MESSAGES if message.kind == "event"}
    for each in schema(path)["x-cti"].get("secondary", ()):
        for event in each.get("oneOf", [each]):
            assert event["name"] in events
            assert event.get("of", events[event["name"]].targets[0]) in events[event["name"]].targets


@pytest.mark.parametrize("path", EVENTS)
def test_an_event_is_raised_after_commands(path: str) -> None:
    commands = {Path(each).name.removesuffix(".json") for each in COMMANDS}
    for occasion in schema(path)["x-cti"].get("raised", ()):
        assert occasion.get("after") in {None, *commands}


@pytest.mark.parametrize("path", COMMANDS)
def test_aliases_are_names_of_nothing_else(path: str) -> None:
    names = {message.name for message in MESSAGES}
    assert not names & set(schema(path)["x-cti"].get("aliases", ()))


@pytest.mark.parametrize("path", RESPONSES)
def test_echo_is_said_where_the_data_is_that_of_the_request(path: str) -> None:
    name = Path(path).name
    success = schema(path)["$defs"]["success"]
    echoes = success.get("properties", {}).get("data") == {"$ref": f"../commands/{name}#/properties/data"}
    assert schema(path).get("x-cti", {}).get("echo", False) is echoes
    assert not echoes or success["required"] == ["data"]


@pytest.mark.parametrize("path", COMMANDS)
def test_a_header_is_the_name_and_the_target(path: str) -> None:
    definitions = schema(path)["$defs"]
    assert list(definitions["header"]) == ["properties"]
    assert list(definitions["header"]["properties"]) == ["command", "target"]
    assert definitions["original"] == {"properties": {"command": {"$ref": "#/$defs/header/properties/command"}}}


@pytest.mark.parametrize("path", RESPONSES)
def test_a_response_has_the_header_of_its_own_command(path: str) -> None:
    command = f"../commands/{Path(path).name}#/$defs/"
    definitions = schema(path)["$defs"]
    assert definitions["header"] == {"$ref": command + "header"}
    assert definitions["failure"]["properties"] == {"original": {"$ref": command + "original"}}


@each_message_file
def test_of_a_named_message_only_the_envelope_is_described(path: str) -> None:
    for message in messages_of(path):
        if message.status == "named":
            data = {"$ref": "../common/types.json#/$defs/open"}
            described = walk.resolve(message.uri).get("properties", {})
            if message.kind != "failure" and message.name != "state.updated":
                assert described["data"] in (data, {"$ref": f"../commands/{message.name}.json#/properties/data"})


def test_known_values_are_told_by_examples() -> None:
    known = [inner for path in PATHS for place, inner in schemas_in(schema(path)) if place and "x-cti" in inner]
    marked = [inner for inner in known if inner["x-cti"] == {"known": True}]
    assert marked
    assert all(inner["examples"] and inner["minLength"] == 1 for inner in marked)


@each_file
def test_is_in_canonical_form(path: str) -> None:
    text = (FOLDER / path).read_bytes().decode()
    assert text == format_schemas.canonical(text)


@each_file
def test_patterns_are_anchored_and_plain(path: str) -> None:
    for place, inner in schemas_in(schema(path)):
        pattern = inner.get("pattern", "^$")
        assert pattern.startswith("^"), place
        assert pattern.endswith("$"), place
        assert not re.search(r"\(\?|\\[sSdDwWbBpP]", pattern), place


@each_file
def test_constants_are_strings(path: str) -> None:
    for place, inner in schemas_in(schema(path)):
        assert all(isinstance(each, str) for each in [*inner.get("enum", ()), inner.get("const", "")]), place


def test_no_two_messages_can_match_the_same_value() -> None:
    """A proof, not a sample: no value is in the intersection of any two.

    The recursive address book is only decided on the merged form, which a law above proves to be the same.
    """
    forms = {message: canonical(bundled(message.uri)) for message in MESSAGES}
    overlapping = [
        (one.name, one.kind, other.name, other.kind)
        for one, other in combinations(MESSAGES, 2)
        if forms[one].intersect(forms[other]).satisfiability() != jsonschema_rs.canonical.Satisfiability.NO
    ]
    assert overlapping == []
