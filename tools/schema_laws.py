"""The laws that every schema file keeps. Each breach says what to write where.

Most laws about the form of a file are in `schemas/meta.json`; `meets_meta_schema` reads them there.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import jiter
import jsonschema_rs
from format_schemas import META, canonical, schemas_in
from jsonschema import Draft202012Validator

from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import Message, messages_of
from cti_contract.contract.json_pointer import child, pointer_to
from cti_contract.export.bundle import self_contained
from cti_contract.problems import Problem, UnknownMessage
from cti_contract.suggest import suggestion
from cti_contract.text import all_of, one_of, quote, type_of

#: The parts of a message that its request and its responses share; they narrow members and are no schema by themselves.
SHARED = ("/$defs/header", "/$defs/original")
_OPEN = {"$ref": "../common/types.json#/$defs/open"}


class Breach(NamedTuple):
    """A place in a file that breaks a law, and the rest of a sentence about it, which says what to write."""

    file: str
    pointer: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}{self.pointer and f': {self.pointer}'} {self.advice}"


class Contract:
    """The schemas by their URI, and everything that the laws compare a file with."""

    def __init__(self, schemas: registry.Schemas, cases: Path) -> None:
        self.schemas, self.cases = schemas, cases

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """Every message."""
        return messages_of(self.schemas)

    @cached_property
    def targets(self) -> dict[str, tuple[str, ...]]:
        """The kinds of objects that each event may address, by its name."""
        return {message.name: message.targets for message in self.messages if message.kind == "event"}

    @cached_property
    def used(self) -> frozenset[str]:
        """The URI of every schema that a `$ref` names."""
        return frozenset(
            walk.absolute(inner["$ref"], uri)
            for uri, schema in self.schemas.items()
            for _, inner in schemas_in(schema)
            if "$ref" in inner
        )

    @cached_property
    def accepted(self) -> dict[Message, jsonschema_rs.CanonicalSchema]:
        """The values that each message accepts, as sets that can be compared."""
        return {each: self.accepted_by(walk.merged(each.uri, self.schemas)) for each in self.messages}

    def accepted_by(self, schema: Any) -> jsonschema_rs.CanonicalSchema:
        """Return the values that a schema accepts, as a set that can be compared; its `$ref`s are absolute."""
        return jsonschema_rs.canonicalize(schema and self_contained(schema, self.schemas))


class File(NamedTuple):
    """A schema file: its path below `schemas`, its text, its schema, and the contract that it belongs to."""

    path: str
    text: str
    schema: dict[str, Any]
    contract: Contract

    @property
    def folder(self) -> str:
        """The folder, which is the kind of the file."""
        return self.path.partition("/")[0]

    @property
    def name(self) -> str:
        """The name of the message."""
        return Path(self.path).name.removesuffix(".json")

    @property
    def uri(self) -> str:
        """The URI of the schema."""
        return registry.BASE_URI + self.path

    @property
    def messages(self) -> list[Message]:
        """The messages that the file describes."""
        return [message for message in self.contract.messages if message.uri.partition("#")[0] == self.uri]

    @property
    def leaves(self) -> list[str]:
        """The pointers of the schemas that narrow an envelope."""
        return [place for place, inner in schemas_in(self.schema) if "allOf" in inner and "pattern" not in inner]

    def breach(self, pointer: str, advice: str) -> Breach:
        """Return a breach at a place of this file."""
        return Breach(f"schemas/{self.path}", pointer, advice)

    def merged(self, place: str = "") -> dict[str, Any]:
        """Return the merged schema at a place."""
        return walk.merged(self.uri + (place and f"#{place}"), self.contract.schemas)

    def wanted(self, pointer: str, schema: Any) -> Iterator[Breach]:
        """Yield a breach if another schema than this one is at a place."""
        if _at(self.schema, pointer) != schema:
            yield self.breach(pointer, f"must be {json.dumps(schema)}")


def _at(schema: Any, pointer: str) -> Any:
    """Return the value at a place, None if there is none."""
    for step in pointer.split("/")[1:]:
        schema = schema.get(step) if isinstance(schema, dict) else None
    return schema


def read(path: Path, contract: Contract) -> File | Breach:
    """Return a schema file, or the breach of one that is not strict JSON."""
    below = path.relative_to(path.parent.parent).as_posix()
    try:
        text = path.read_bytes().decode()
        schema = _strict(text)
    except ValueError as error:
        return Breach(f"schemas/{below}", "", f"is not strict JSON: {error}")
    return File(below, text, schema, contract)


def _strict(text: str) -> Any:
    return jiter.from_json(text.encode(), catch_duplicate_keys=True, allow_inf_nan=False)


def meets_meta_schema(file: File) -> Iterator[Breach]:
    """Require the form that `meta.json` describes; report each keyword of a value once."""
    for pointer, advice in _faults(_meta(), file.schema):
        yield file.breach(pointer, advice)


def _faults(validator: Draft202012Validator, value: Any) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each fault of a value, in order."""
    found: dict[tuple[str, str], Any] = {}
    for error in validator.iter_errors(value):
        found.setdefault((pointer_to(error.absolute_path), str(error.validator)), error)
    for (pointer, _), error in sorted(found.items(), key=lambda each: _position(value, each[1].absolute_path)):
        yield pointer, _advice(error)


def _position(value: Any, path: Iterable[str | int]) -> list[int]:
    """Return numbers that sort places as they follow each other in a file."""
    numbers = []
    for step in path:
        numbers.append(list(value).index(step) if isinstance(value, dict) else int(step))
        value = value[step]
    return numbers


@cache
def _meta() -> Draft202012Validator:
    return Draft202012Validator(json.loads(META.read_bytes()))


@cache
def _keywords() -> dict[str, Any]:
    keywords: dict[str, Any] = json.loads(META.read_bytes())["$defs"]["schema"]["properties"]
    return keywords


def _advice(error: Any) -> str:
    """Return the fault of a value, and the description of the value to write."""
    schema, keyword, wanted, value = error.schema, error.validator, error.validator_value, error.instance
    members = {**_keywords(), **schema.get("properties", {})}
    description = schema.get("description", "")
    if keyword == "required":
        missing = [name for name in wanted if name not in value]
        fault = f"lacks {all_of(missing)}"
        description = members.get(missing[0], {}).get("description", description)
    elif keyword == "additionalProperties":
        names = tuple(schema["properties"])
        other = next(name for name in value if name not in names)
        hint = suggestion(other, names)
        fault = f"must not have {quote(other)}" + (f" (did you mean {quote(hint)}?)" if hint else "")
        description = f"It may have {all_of(names)}." if len(names) < len(members) else description
    elif keyword in ("const", "enum") and value != "":
        allowed = [wanted] if keyword == "const" else wanted
        fault = f"is {json.dumps(value)}, must be {' or '.join(map(json.dumps, allowed))}"
    elif keyword == "type":
        fault = f"is {type_of(value)}, must be {' or '.join([wanted] if isinstance(wanted, str) else wanted)}"
    else:
        fault = f"cannot be {json.dumps(value)}" if value else "is empty"
    return f"{fault}. {description}".removesuffix(". ")


def is_a_schema(file: File) -> Iterator[Breach]:
    """Require a schema that is valid against the metaschema of JSON Schema."""
    validator = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for error in validator.iter_errors(file.schema):
        yield file.breach(pointer_to(error.absolute_path), f"is no JSON Schema: {error.message}")


def names_are_those_of_the_path(file: File) -> Iterator[Breach]:
    """Require the path of the file as its `$id`, and its name as the title and as the name in the message."""
    yield from file.wanted("/$id", file.uri)
    yield from file.wanted("/title", file.name)
    aliases = _at(file.schema, "/x-cti/aliases")
    name = {"enum": [file.name, *aliases]} if aliases else {"const": file.name}
    places = {"commands": "/$defs/header/properties/command", "events": "/properties/name"}
    if file.folder in places:
        yield from file.wanted(places[file.folder], name)


def is_canonical(file: File) -> Iterator[Breach]:
    """Require the canonical form."""
    if file.text != canonical(file.text):
        yield file.breach("", "is not in canonical form; run: python tools/format_schemas.py")


def examples_have_texts(file: File) -> Iterator[Breach]:
    """Require that no text in an example is empty."""
    for pointer, text in _texts(file.schema.get("examples", []), "/examples"):
        if not text.strip():
            yield file.breach(pointer, "is empty: write a realistic text")


def _texts(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield from _texts(each, child(pointer, step))


def has_cases(file: File) -> Iterator[Breach]:
    """Require cases of the message: valid ones of each kind, and an invalid one."""
    if file.folder not in ("commands", "events"):
        return
    try:
        cases = _cases(file)
    except ValueError as error:
        yield Breach(_cases_file(file), "", f"is not strict JSON: {error}")
        return
    faults = [Breach(_cases_file(file), pointer, advice) for pointer, advice in _faults(_form_of_cases(), cases)]
    yield from faults
    if not faults:
        yield from _lacking(file, cases)


def _cases(file: File) -> Any:
    path = file.contract.cases / f"{file.name}.json"
    return _strict(path.read_bytes().decode()) if path.exists() else []


def _cases_file(file: File) -> str:
    return f"tests/cases/{file.name}.json"


@cache
def _form_of_cases() -> Draft202012Validator:
    return Draft202012Validator(_FORM_OF_CASES)


_PROBLEM = {
    "description": 'Write the expected problem: {"code": CODE, "pointer": PLACE}, and "hint" if a name is suggested.',
    "type": "object",
    "properties": {
        "code": {
            "description": "Write the code of the problem: check prints it in brackets.",
            "type": "string",
            "minLength": 1,
        },
        "pointer": {"description": "Write the JSON Pointer of the fault, such as /data/channel.", "type": "string"},
        "hint": {"description": "Write the name that the problem suggests.", "type": "string"},
    },
    "required": ["code", "pointer"],
    "additionalProperties": False,
}
_FORM_OF_CASES = {
    "description": "Write a list of cases.",
    "type": "array",
    "items": {
        "description": 'Write a case: {"description": TEXT, "message": MESSAGE, "valid": true}.',
        "type": "object",
        "properties": {
            "description": {
                "description": "Write a few words about the case.",
                "type": "string",
                "minLength": 1,
            },
            "message": {"description": "Write a message as users send it."},
            "valid": {"description": "Write true if the message is valid, false if it is not.", "type": "boolean"},
            "problem": _PROBLEM,
        },
        "required": ["description", "message", "valid"],
        "additionalProperties": False,
        "if": {"properties": {"valid": {"const": False}}, "required": ["valid"]},
        "then": {"properties": {"problem": {"description": _PROBLEM["description"]}}, "required": ["problem"]},
    },
}


def _lacking(file: File, cases: list[dict[str, Any]]) -> Iterator[Breach]:
    """Yield a breach if a kind of message has no valid case, or if there is no invalid one."""
    valid = [case["message"] for case in cases if case["valid"]]
    kinds = [_kind(message) for message in valid]
    lacking = [f"a valid {kind}" for kind in _KINDS[file.folder] if kind not in kinds]
    lacking += ["an invalid message"] if len(valid) == len(cases) else []
    if lacking:
        yield Breach(_cases_file(file), "", f"needs {_and(lacking)}: the files beside it show how")


def _kind(message: Any) -> Any:
    """Return the kind that a message of a case says it has."""
    if not isinstance(message, dict):
        return None
    return message.get("result", "request" if "command" in message else "event")


def cases_come_true(file: File) -> Iterator[Breach]:
    """Require that each case has the name of its file, the verdict and the problem that it expects."""
    if file.folder in ("commands", "events"):
        for index, case in enumerate(_cases(file)):
            for place, advice in _mistake(file.name, case):
                yield Breach(_cases_file(file), f"/{index}/{place}", advice)


def _mistake(name: str, case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    from cti_contract import check, identify  # importing them reads every schema, which may not be possible before

    problems = check(case["message"])
    found = [_shown(problem) for problem in problems]
    valid = all(problem.severity == "warning" for problem in problems)
    if valid is not case["valid"]:
        verdict = "the message is valid" if valid else problems[0].message
        yield "valid", f"is {json.dumps(case['valid'])}, but {verdict}. Correct the message or the verdict."
    elif len(found) > 1:
        yield "message", f"has more than one problem: {json.dumps(found)}. Write a case for each."
    elif found and not case.get("problem", {"code": ""}).items() <= found[0].items():
        yield "problem", f"must be {json.dumps(found[0])}"
    elif "problem" in case and not found:
        yield "problem", "does not occur: remove it, or correct the message"
    elif valid and identify(case["message"]).name != name:
        yield "message", f"is a message of {identify(case['message']).name}: move it to the cases of this name"


def _shown(problem: Problem) -> dict[str, str]:
    hint = {"hint": problem.hint} if problem.hint else {}
    return {"code": problem.code, "pointer": problem.pointer, **hint}


_KINDS = {"commands": ("request", "success", "failure"), "events": ("event",)}


def _and(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def references_lead_somewhere(file: File) -> Iterator[Breach]:
    """Require that each `$ref` is relative and names a schema."""
    for place, inner in schemas_in(file.schema):
        if "$ref" in inner and not _resolves(file, inner["$ref"]):
            advice = "names no schema: write a path from this file and a place, as in ../common/types.json#/$defs/open"
            yield file.breach(f"{place}/$ref", f"is {quote(inner['$ref'])}, which {advice}")


def _resolves(file: File, reference: str) -> bool:
    if re.match("[a-z]+:|/", reference):
        return False
    try:
        walk.resolve(walk.absolute(reference, file.uri), file.contract.schemas)
    except KeyError:
        return False
    return True


def responses_belong_to_the_command(file: File) -> Iterator[Breach]:
    """Require a file of responses for each command, with its header, and with its name in `original`."""
    other = {"commands": f"responses/{file.name}.json", "responses": f"commands/{file.name}.json"}.get(file.folder)
    if other and registry.BASE_URI + other not in file.contract.schemas:
        yield file.breach("", f"needs schemas/{other}")
    if file.folder == "responses":
        command = f"../commands/{file.name}.json#/$defs/"
        yield from file.wanted("/$defs/header", {"$ref": f"{command}header"})
        yield from file.wanted("/$defs/failure/properties/original", {"$ref": f"{command}original"})


def required_members_are_declared(file: File) -> Iterator[Breach]:
    """Require that each name in `required` is the name of a member."""
    for place, inner in schemas_in(file.schema):
        schema = file.merged(place) if place in file.leaves else inner
        for name in inner.get("required", ()):
            if name not in schema.get("properties", {}):
                yield file.breach(
                    f"{place}/required", f"has {quote(name)}, which is no member: write its schema in properties"
                )


def objects_are_closed_or_open(file: File) -> Iterator[Breach]:
    """Require the type of an object where there are members; `meta.json` then requires that it is closed or open."""
    for place, inner in schemas_in(file.schema):
        is_whole = "type" in inner or "allOf" in inner or place in SHARED
        if "properties" in inner and not is_whole:
            yield file.breach(place, 'must have "type": "object" and "additionalProperties"')


def definitions_are_used(file: File) -> Iterator[Breach]:
    """Require that a `$ref` names each definition."""
    for name in file.schema.get("$defs", ()):
        if f"{file.uri}#/$defs/{name}" not in file.contract.used:
            yield file.breach(f"/$defs/{name}", "is named by no $ref: remove it, or refer to it")


def examples_are_valid(file: File) -> Iterator[Breach]:
    """Require an example of each message, and examples that are valid without a warning."""
    from cti_contract import check, identify  # importing them reads every schema, which may not be possible before

    lacking = {message.kind for message in file.messages}
    for index, example in enumerate(file.schema.get("examples", ()) if lacking else ()):
        try:
            message = identify(example)
        except UnknownMessage as error:
            yield file.breach(f"/examples/{index}", f"is no message: {error}")
            continue
        lacking.discard(message.kind)
        if message.name != file.name:
            yield file.breach(f"/examples/{index}", f"is a message of {message.name}")
        for problem in check(example):
            yield file.breach(f"/examples/{index}{problem.pointer}", f"is not valid: {problem.message}")
    for kind in sorted(lacking):
        yield file.breach("/examples", f"needs an example of the {kind}")


def examples_of_parts_are_valid(file: File) -> Iterator[Breach]:
    """Require that each example of a part is valid against this part."""
    for place, inner in schemas_in(file.schema):
        if place and "examples" in inner:
            part = {"$ref": f"{file.uri}#{place}"}
            validator = jsonschema_rs.Draft202012Validator(self_contained(part, file.contract.schemas))
            for index, example in enumerate(inner["examples"]):
                if not validator.is_valid(example):
                    yield file.breach(f"{place}/examples/{index}", "is not valid against the schema around it")


def facts_name_real_things(file: File) -> Iterator[Breach]:
    """Require that the facts name events and commands that exist, and that no alias names another message."""
    facts, contract = file.schema.get("x-cti", {}), file.contract
    for index, each in enumerate(facts.get("secondary", ())):
        for event in each.get("oneOf", [each]):
            yield from _secondary(file, f"/x-cti/secondary/{index}", event)
    commands = tuple(message.name for message in contract.messages if message.kind == "request")
    for index, each in enumerate(facts.get("raised", ())):
        if each.get("after", commands[0]) not in commands:
            yield file.breach(f"/x-cti/raised/{index}/after", _unknown("command", each["after"], commands))
    for index, alias in enumerate(facts.get("aliases", ())):
        if alias in (*commands, *contract.targets):
            yield file.breach(f"/x-cti/aliases/{index}", f"is {quote(alias)}, the name of another message")


def conditions_name_members(file: File) -> Iterator[Breach]:
    """Require that the condition of a member, `only`, names a member of the same object."""
    for place, inner in schemas_in(file.schema):
        members = inner.get("properties", {})
        for name, member in members.items():
            for other in member.get("x-cti", {}).get("only", ()) if member else ():
                if other not in members:
                    advice = _unknown("member", other, tuple(members))
                    yield file.breach(f"{place}/properties/{name}/x-cti/only", advice)


def _secondary(file: File, pointer: str, event: dict[str, str]) -> Iterator[Breach]:
    targets = file.contract.targets
    if event["name"] not in targets:
        yield file.breach(pointer, _unknown("event", event["name"], tuple(targets)))
    elif event.get("of", targets[event["name"]][0]) not in targets[event["name"]]:
        yield file.breach(pointer, f"must be of {one_of(targets[event['name']])}, not {quote(event['of'])}")


def _unknown(kind: str, name: str, names: tuple[str, ...]) -> str:
    hint = suggestion(name, names)
    return f"names {quote(name)}, which is no {kind}" + (f" (did you mean {quote(hint)}?)" if hint else "")


def echoes_are_said(file: File) -> Iterator[Breach]:
    """Require that a success that repeats the data of the request refers to it, requires it and says so."""
    if file.folder != "responses":
        return
    data = {"$ref": f"../commands/{file.name}.json#/properties/data"}
    refers = _at(file.schema, "/$defs/success/properties/data") == data
    if _at(file.schema, "/x-cti/echo"):
        yield from file.wanted("/$defs/success/properties/data", data)
    elif refers:
        yield file.breach("", 'needs "x-cti": {"echo": true}: the success repeats the data of the request')
    if refers and _at(file.schema, "/$defs/success/required") is None:
        yield file.breach("/$defs/success", 'needs "required": ["data"]: it repeats the data of the request')


def leaves_narrow_their_envelope(file: File) -> Iterator[Breach]:
    """Prove for each member that its envelope accepts every value that the message accepts.

    Targets are left out, since containment of patterns cannot be decided; another law compares them.
    """
    for place in file.leaves:
        part = _at(file.schema, place)["allOf"][0]["$ref"]
        envelope = walk.merged(walk.absolute(part, file.uri), file.contract.schemas)["properties"]
        for name, member in file.merged(place)["properties"].items():
            pointer = f"{place}/properties/{name}"
            if name not in envelope:
                yield file.breach(pointer, f"is not in the envelope, which has only {all_of(list(envelope))}")
            elif name != "target":
                wide, narrow = map(file.contract.accepted_by, (envelope[name], member))
                if wide.covers(narrow) != jsonschema_rs.canonical.Containment.YES:
                    yield file.breach(pointer, f"accepts values that {part} does not")


def targets_have_their_depth(file: File) -> Iterator[Breach]:
    """Require that the target of each kind of object has the number of segments that its forms have."""
    if file.path != "common/target.json":
        return
    for name, inner in file.schema["$defs"].items():
        forms = _at(inner, "/x-cti/forms") or ["id"]
        least, most = (count(form.count(".") for form in forms) for count in (min, max))
        more = f"{{{least},{most}}}" if least < most else f"{{{most}}}"
        if name != "ids":
            yield from file.wanted(f"/$defs/{name}/pattern", f"^[^.]+(\\.[^.]+){more}$" if most else "^[^.]+$")
            yield from file.wanted(f"/$defs/{name}/allOf", [{"$ref": "#/$defs/ids"}])


def named_messages_are_open(file: File) -> Iterator[Breach]:
    """Require open data where only the name of a message is documented."""
    for message in file.messages:
        place = message.uri.partition("#")[2]
        data = _at(file.schema, f"{place}/properties/data")
        echo = {"$ref": f"../commands/{message.name}.json#/properties/data"}
        if message.status == "named" and data not in (None, _OPEN, echo):
            yield file.breach(f"{place}/properties/data", f"must be {json.dumps(_OPEN)}: only the name is documented")


def messages_are_apart(file: File) -> Iterator[Breach]:
    """Prove that no value matches this message and another one."""
    accepted = file.contract.accepted
    for message in file.messages:
        for other in file.contract.messages:
            common = accepted[message].intersect(accepted[other])
            if other is not message and common.satisfiability() != jsonschema_rs.canonical.Satisfiability.NO:
                place = message.uri.partition("#")[2]
                yield file.breach(place, f"accepts values that the {other.kind} {other.name} accepts, too")


Law = Callable[[File], Iterator[Breach]]
#: The laws in stages. The laws of a stage can be asked only about files that keep those of the stages before it.
STAGES: tuple[tuple[Law, ...], ...] = (
    (
        meets_meta_schema,
        is_a_schema,
        names_are_those_of_the_path,
        is_canonical,
        examples_have_texts,
        has_cases,
    ),
    (references_lead_somewhere, responses_belong_to_the_command),
    (
        required_members_are_declared,
        objects_are_closed_or_open,
        definitions_are_used,
        examples_are_valid,
        examples_of_parts_are_valid,
        cases_come_true,
        facts_name_real_things,
        conditions_name_members,
        echoes_are_said,
        leaves_narrow_their_envelope,
        targets_have_their_depth,
        named_messages_are_open,
        messages_are_apart,
    ),
)
LAWS = tuple(law for stage in STAGES for law in stage)
