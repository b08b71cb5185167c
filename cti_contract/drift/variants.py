"""Tables and lists that give the members of an object for each of its types, and the values that a member takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cti_contract.contract.catalog import Message
from cti_contract.drift.blocks import Block, lines_of
from cti_contract.drift.contract import Contract, choices_in
from cti_contract.drift.findings import Difference
from cti_contract.drift.member_tables import ONE_OF, column_of, is_required, other_values
from cti_contract.drift.members import allowed_by, undocumented
from cti_contract.drift.mentions import words_of
from cti_contract.drift.sections import Section
from cti_contract.drift.vocabulary import pattern
from cti_contract.suggest import suggestion
from cti_contract.text import one_of, quote

#: A name, or a value, in code or quotes, and one that is a word.
_MARKED = re.compile(r"[`\"“„]([A-Za-z_][\w.]*)[`\"”“]")
_WORD = re.compile(r"[A-Za-z_]\w*")
#: The type at the beginning of an element of a list, and the sign before what it has: "`agent`: `state`".
_KEY = re.compile(r"[`*\"“„]*([A-Za-z]\w*)[`*\"”“]*\s*(?::|→|⇒|[-=]+>|=|\s[-–—])\s*(?=\S)")  # noqa: RUF001 -- dashes
#: An element that is a value, perhaps with a remark.
_VALUE = re.compile(r"[`*\"“„]+([A-Za-z]\w*)[`*\"”“]+(?=$|[.,;:(\s])")
#: Words around the name of a type in a cell.
_AROUND = re.compile(r"^(?:an?|the|of|type|for|eine?|der|die|das|une?|una) | (?:entry|entries|eintrag|entrée|entrada)$")
#: Words of a line before a list of all values of a member, in which it is the last one that is named.
_ONE_OF = re.compile(rf"\b(?:{ONE_OF})\b", re.IGNORECASE)
_LEADS = re.compile(
    rf"{_ONE_OF.pattern}|\b(?:values?|words?|kinds?|types?|werte?|arten|valeurs?|valores|tipos?)\b[^:]*:$",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r"\b(?:e\.g\.|for example|for instance|such as|some|like|beispiel|exemple|ejemplo)", re.IGNORECASE
)
#: The title of a column with objects.
_OF_OBJECTS = pattern("message_columns", "scope")
#: A list has at least this many values that are known.
_LEAST = 2


class _Choice(NamedTuple):
    """A choice of objects: the member that tells them apart, and the schemas of the objects in each, by its value.

    `others` are the names of all members of the message: some rows of a table may be about these.
    """

    member: str
    objects: Mapping[str, Sequence[Mapping[str, Any]]]
    others: frozenset[str]

    def is_type(self, text: str) -> bool:
        return _type_in(text) in self.objects

    def may_be_type(self, text: str) -> bool:
        """Return whether a text is a type, or one that is misspelt."""
        return suggestion(_type_in(text), tuple(self.objects)) is not None

    def names(self, kind: str) -> frozenset[str]:
        """Return the members of one type, at any depth."""
        return frozenset(name for each in self.objects[kind] for name in each["properties"])

    def is_unknown(self, kind: str) -> bool:
        """Return whether a word in the place of a type is none, and neither a word for all nor one for a member."""
        is_word = _WORD.fullmatch(kind) is not None and words_of(kind).tags.isdisjoint(("all", "other", "not"))
        plurals = {kind, f"{kind}s", f"{kind[:-1]}ies"}
        return is_word and kind not in self.objects and self.others.isdisjoint(plurals)


def variant_differences(section: Section, messages: Sequence[Message], contract: Contract) -> Iterator[Difference]:
    """Yield how the tables and lists of types, and of values, in a section differ from the schemas of its messages."""
    choices = _choices_of(messages[0].name, contract)
    items: list[Block] = []
    lead = ""
    for part in (part for part in section.parts if not part.is_history):
        block = part.block
        if block.kind == "item" and part.role != "secondary":
            items.append(block)
            continue
        yield from _of_items(items, lead, choices, messages, contract)
        items, lead = [], block.text if block.kind == "text" else ""
        for choice in choices:
            yield from _of_table(block, choice) if block.kind == "table" else _of_lines(block, choice)
    yield from _of_items(items, lead, choices, messages, contract)


@lru_cache(maxsize=256)
def _choices_of(name: str, contract: Contract) -> tuple[_Choice, ...]:
    """Return the choices in the messages of a name; a page may have many sections about one."""
    return tuple(
        _Choice(member, objects, contract.member_names(name))
        for message in contract.of_name(name)
        for _, schema in contract.objects_of(message)
        for member, objects in _by_type(choices_in(schema), contract).items()
    )


def _by_type(branches: Sequence[Mapping[str, Any]], contract: Contract) -> dict[str, dict[str, Sequence[Any]]]:
    """Return the objects in each branch of a choice by the member that tells them apart, and its value."""
    constants = [_constants(branch) for branch in branches]
    telling = set.intersection(*map(set, constants)) if len(branches) > 1 else set()
    objects = [[each for _, each in contract.objects_in(branch)] for branch in branches]
    return {member: {each[member]: found for each, found in zip(constants, objects, strict=True)} for member in telling}


def _constants(schema: Mapping[str, Any]) -> dict[str, str]:
    properties: Mapping[str, Any] = schema.get("properties", {})
    return {
        name: member["const"] for name, member in properties.items() if isinstance(member, dict) and "const" in member
    }


def _type_in(text: str) -> str:
    """Return the text of a cell without the words, and the signs, around the name of a type."""
    return _AROUND.sub("", text.strip(" `*\"'“”.:").casefold()).strip(" `")


def _of_table(table: Block, choice: _Choice) -> Iterator[Difference]:
    header, *rows = table.rows
    for at in range(len(header)):
        keys = [row[at].text for row in rows if at < len(row)]
        if sum(map(choice.is_type, keys)) >= _LEAST and column_of(header[at].text) in (None, "values", "type"):
            named = [column_of(cell.text) == "name" for cell in header]
            described = [
                _Described(
                    row[at].line,
                    row[at].text,
                    [(cell.text, named[column]) for column, cell in enumerate(row[: len(header)]) if column != at],
                )
                for row in rows
                if at < len(row)
            ]
            if _OF_OBJECTS.fullmatch(header[at].text.strip(" *`:")):  # objects that are no types are right, too
                described = [each for each in described if choice.may_be_type(each.key)]
            yield from _of_types(described, choice)
            return
    types = {at: _type_in(cell.text) for at, cell in enumerate(header) if choice.is_type(cell.text)}
    names = [at for at, cell in enumerate(header) if column_of(cell.text) == "name"]
    if len(types) >= _LEAST and names:
        yield from _of_matrix(rows, names[0], types, choice)


def _of_lines(block: Block, choice: _Choice) -> Iterator[Difference]:
    """Yield the lines of a paragraph that are no types, if each is a word, and most are types."""
    lines = lines_of(block)
    kinds = [_type_in(line.text) for line in lines]
    if sum(kind in choice.objects for kind in kinds) >= _LEAST and all(map(_WORD.fullmatch, kinds)):
        yield from _of_types([_Described(*line, []) for line in lines], choice)


def _of_matrix(
    rows: Sequence[Sequence[Any]], at: int, types: Mapping[int, str], choice: _Choice
) -> Iterator[Difference]:
    """Yield the members that a table with a column for each type gives to a type that has them not."""
    for row in rows:
        name = row[at].text.strip(" `*").rpartition(".")[2] if at < len(row) else ""
        for column, kind in types.items():
            if column < len(row) and is_required(row[column].text):
                yield from _unknown(row[at].line, name, kind, choice)


class _Described(NamedTuple):
    """A type on the page, and the texts that say what it has: each with whether it lists names."""

    line: int
    key: str
    texts: Sequence[tuple[str, bool]]


def _of_types(described: Sequence[_Described], choice: _Choice) -> Iterator[Difference]:
    """Yield the types that are none, the members that a type has not, and those that it lacks."""
    known = frozenset[str]().union(*map(choice.names, choice.objects))
    shown: dict[str, set[str]] = {}
    lines: dict[str, int] = {}
    for line, key, texts in described:
        kind = _type_in(key)
        if choice.is_unknown(kind):
            text = f"{choice.member} is {quote(kind)} on the page, {one_of(list(choice.objects))} in the schema"
            yield Difference(line, "alternatives", text)
        for said, is_list in texts if kind in choice.objects else ():
            if words_of(said).has("not", "without", "other", "lack", "doubt") or _EXAMPLES.search(said):
                shown.setdefault(kind, set()).update(known)  # it is not clear what it has
                continue
            marked = [name.rpartition(".")[2] for name in _MARKED.findall(said)]
            names = marked or [each for each in _WORD.findall(said) if is_list and each in known]
            shown.setdefault(kind, set()).update(names)
            lines.setdefault(kind, line)
            for name in dict.fromkeys(names):
                yield from _unknown(line, name, kind, choice)
    for kind, line in lines.items():
        for each in choice.objects[kind][1:]:
            lacking = [name for name in each.get("required", ()) if name not in shown[kind]]
            if lacking and not shown[kind].isdisjoint(each["properties"]):
                yield undocumented(line, f"{lacking[0]} of {quote(kind)}", is_required=True)


def _unknown(line: int, name: str, kind: str, choice: _Choice) -> Iterator[Difference]:
    """Yield that one type has a member on the page that only others have in the schema."""
    others = [quote(other) for other in choice.objects if name in choice.names(other)]
    if others and name not in choice.names(kind):
        text = f"{name} is documented for {quote(kind)}, the schema has it for {' and '.join(others)} only"
        yield Difference(line, "unknown-member", text)


def _of_items(
    items: Sequence[Block], lead: str, choices: Sequence[_Choice], messages: Sequence[Message], contract: Contract
) -> Iterator[Difference]:
    keys = [_KEY.match(item.text) for item in items]
    for choice in choices:
        if sum(found is not None and choice.is_type(found[1]) for found in keys) >= _LEAST:
            described = [
                _Described(item.line, found[1], [(item.text[found.end() :], True)])
                for item, found in zip(items, keys, strict=True)
                if found
            ]
            yield from _of_types(described, choice)
            return
    yield from _values(items, lead, messages, contract)


def _values(items: Sequence[Block], lead: str, messages: Sequence[Message], contract: Contract) -> Iterator[Difference]:
    """Yield how a list of all values of the member that the line before it names differs."""
    found = [_VALUE.match(item.text) for item in items]
    values = [each[1] for each in found if each]
    named = _MARKED.findall(lead) if len(values) == len(items) >= _LEAST else []
    if not named or not lead.endswith(":") or not _LEADS.search(lead) or _EXAMPLES.search(lead):
        return
    for name in named:
        members = [each for message in messages for each in contract.members_named(message, name.rpartition(".")[2])]
        lists = [allowed_by(each.schema, known=True) or [] for each in members]
        allowed = dict.fromkeys(value for listed in lists for value in listed)
        is_whole = _ONE_OF.search(lead) is not None
        unknown = [value for value in values if value not in allowed]
        if sum(value in allowed for value in values) * 2 >= len(values) and (unknown or is_whole):
            text = other_values(values, [each.schema for each in members], is_open=False)
            is_open = any(each.schema.get("x-cti", {}).get("known") for each in members)
            if text and (is_whole or not is_open):
                yield Difference(items[0].line, "alternatives", f"{'.'.join(members[0].path)} {text}")
            return
