"""Interfaces and types of objects in TypeScript, as tables of members: only simple declarations are read."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from cti_contract.drift.blocks import Block, Cell, Line

#: The language of the tables of declarations.
LANGUAGE = "typescript"
LANGUAGES = frozenset(("ts", "typescript", "tsx"))

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/) | (?P<string>"[^"\n]*"|'[^'\n]*'|`[^`\n]*`) | (?P<word>[\w$.]+)"""
    r""" | (?P<sign>=>|[{}\[\]()<>;:?,|&=]) | (?P<line>\n) | \s | .""",
    re.VERBOSE | re.DOTALL,
)
_OPENING, _CLOSING = ("{", "[", "(", "<"), ("}", "]", ")", ">")
#: A type goes on behind these, or before them on the next line.
_JOINS = ("|", "&", ":", "<", ",", "=>", "=")
_JSON_TYPES = ("string", "number", "boolean", "object", "null")
_LISTS = ("Array", "ReadonlyArray")
#: An object of a declaration in another one is not followed deeper than this, and no declaration has more rows, nor all
#: of them together that many more than members.
_DEEPEST, _MOST_ROWS = 8, 500
_HEADER = ("Member", "Type", "Required", "Values", "Description")


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


class _Member(NamedTuple):
    """A member of an object: its JSON type (empty if unknown), its values, the object or the name of the type in it."""

    line: int
    name: str
    is_optional: bool
    type: str
    values: tuple[str, ...] = ()
    is_open: bool = False
    members: tuple[_Member, ...] = ()
    refers_to: str = ""
    comment: str = ""


class Declaration(NamedTuple):
    """A declaration of an object: its name, its table, and the constants among its outermost members."""

    name: str
    table: Block
    constants: Mapping[str, str]


def declarations(lines: Sequence[Line]) -> list[Declaration]:
    """Return the declarations in a block of code; those that others of the block refer to are in these."""
    reader = _Reader(_tokens(lines))
    found = reader.declarations()
    referred = {each.refers_to for _, members in found.values() for each in _inside(members)}
    left = _MOST_ROWS + sum(1 for _, members in found.values() for _ in _inside(members))
    declared = []
    for name, (line, members) in found.items():
        if members and name not in referred and left > 0:
            rows = list(islice(_rows(members, found, 0, frozenset()), min(_MOST_ROWS, left) + 1))
            is_partial = name in reader.partial or len(rows) > min(_MOST_ROWS, left)
            left -= len(rows)
            declared.append(Declaration(name, _table(line, rows, is_partial=is_partial), _constants(members)))
    return declared


def _inside(members: Sequence[_Member]) -> Iterator[_Member]:
    for each in members:
        yield each
        yield from _inside(each.members)


def _constants(members: Sequence[_Member]) -> dict[str, str]:
    return {each.name: each.values[0] for each in members if len(each.values) == 1 and not each.is_open}


def _tokens(lines: Sequence[Line]) -> list[_Token]:
    text = "\n".join(line.text for line in lines)
    tokens, line = [], next((each.number for each in lines), 1)
    for found in _TOKEN.finditer(text):
        if found.lastgroup and found.lastgroup != "line":
            tokens.append(_Token(found.lastgroup, found[0], line))
        line += found[0].count("\n")
    return tokens


#: The declared objects of a block by name, with their lines.
_Declared = dict[str, tuple[int, tuple[_Member, ...]]]


class _Reader:
    """Reads declarations from tokens, each once; `partial` are the names of those that may have other members."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.partial: set[str] = set()
        self._tokens = [token for token in tokens if token.kind != "comment"]
        self._comments = deque(token for token in tokens if token.kind == "comment")
        self._position = 0
        self._is_partial = False

    def declarations(self) -> _Declared:
        found: _Declared = {}
        while self._position < len(self._tokens):
            token = self._next()
            if token.text not in ("interface", "type") or self._peek().kind != "word":
                continue
            name, line = self._next().text, token.line
            self._is_partial = False
            while self._peek().text not in ("{", "(", ";", "", "interface", "type"):
                self._is_partial |= self._peek().text in ("extends", "|", "&")
                self._next()
            if self._peek().text != "{":
                continue
            self._next()
            found[name] = (line, self._members(0))
            if self._is_partial or self._peek().text in ("|", "&"):
                self.partial.add(name)
        return found

    def _peek(self) -> _Token:
        if self._position < len(self._tokens):
            return self._tokens[self._position]
        return _Token("end", "", self._tokens[-1].line if self._tokens else 1)

    def _next(self) -> _Token:
        token = self._peek()
        self._position += 1
        return token

    def _members(self, depth: int) -> tuple[_Member, ...]:
        """Return the members up to the closing bracket."""
        members: list[_Member] = []
        while (token := self._next()).text not in ("}", ""):
            if token.text in (";", ",", "readonly"):
                continue
            is_optional = self._peek().text == "?"
            self._position += is_optional
            if token.kind in ("word", "string") and self._peek().text == ":":
                self._next()
                member = self._type(_Member(token.line, token.text.strip("\"'`"), is_optional, ""), depth)
                members.append(
                    member._replace(comment=self._comment(token.line, self._tokens[self._position - 1].line))
                )
            else:  # a method, or names of any kind
                self._is_partial = True
                self._skip([token])
        return tuple(members)

    def _type(self, member: _Member, depth: int) -> _Member:
        """Return a member with its type."""
        is_list = self._peek().text in _LISTS
        ahead = self._tokens[self._position : self._position + 3]
        if is_list and [token.text for token in ahead[1:]] == ["<", "{"]:
            self._position += 2
        if self._peek().text == "{" and depth < _DEEPEST:
            self._next()
            members = self._members(depth + 1)
            rest = self._skip([])
            if [token.text for token in rest] in ([], [">"], ["[", "]"], [">", "[", "]"]):
                return member._replace(type="array of object" if rest else "object", members=members)
            return member
        return _with_type(member, self._skip([]))

    def _skip(self, found: list[_Token]) -> list[_Token]:
        """Return the tokens up to the end of a member."""
        depth = sum(token.text in _OPENING for token in found)
        while (token := self._peek()).kind != "end":
            if depth <= 0 and token.text in (";", ",", "}"):
                break
            before = self._tokens[self._position - 1]
            is_new_line = token.line > before.line and before.text not in _JOINS and token.text not in _JOINS
            if depth <= 0 and is_new_line and (found or before.text == "}"):
                break
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            found.append(self._next())
        return found

    def _comment(self, first: int, last: int) -> str:
        """Return the comment behind a member, on one of its lines."""
        while self._comments and self._comments[0].line < first:
            self._comments.popleft()
        if self._comments and self._comments[0].line <= last:
            return self._comments.popleft().text.strip("/* \n")
        return ""


def _with_type(member: _Member, tokens: Sequence[_Token]) -> _Member:
    texts = [token.text for token in tokens]
    literals = tuple(token.text[1:-1] for token in tokens if token.kind == "string")
    others = [token for token in tokens if token.kind != "string" and token.text != "|"]
    if literals and (not others or [token.text for token in others] == ["string"]):
        return member._replace(type="string", values=literals, is_open=bool(others))
    is_list = texts[-2:] == ["[", "]"]
    texts = texts[:-2] if is_list else texts
    if len(texts) == 4 and texts[0] in _LISTS and texts[1] == "<":  # noqa: PLR2004 -- Array < type >
        is_list, texts = True, texts[2:3]
    if texts and texts[0] == "Record":
        return member._replace(type="object")
    if len(texts) == 1 and texts[0] not in _JSON_TYPES:
        return member._replace(type="array" if is_list else "", refers_to=texts[0])
    if all(text in _JSON_TYPES or text == "|" for text in texts):
        names = " or ".join(text for text in texts if text != "|")
        return member._replace(type=f"array of {names}" if is_list else names)
    return member._replace(type="array" if is_list else "")


def _table(line: int, rows: Sequence[tuple[Cell, ...]], *, is_partial: bool) -> Block:
    return Block("table", line, language=LANGUAGE, rows=(_row(line, 0, _HEADER), *rows), is_partial=is_partial)


def prose_of(table: Block) -> Iterator[tuple[Cell, ...]]:
    """Yield the names and the comments in the rows of a declaration, which people wrote."""
    for name, *_, comment in table.rows[1:]:
        yield (name, comment) if comment.text else (name,)


def _rows(
    members: Sequence[_Member], declared: _Declared, depth: int, around: frozenset[str]
) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of members, each followed by those of the object in it."""
    for each in members:
        is_declared = each.refers_to in declared and each.refers_to not in around and depth < _DEEPEST
        inner = declared[each.refers_to][1] if is_declared else each.members
        json_type = "array of object" if is_declared and each.type else "object" if is_declared else each.type
        values = ", ".join([*(f"`{value}`" for value in each.values), *(["others"] if each.is_open else [])])
        cells = (f"`{each.name}`", json_type, "no" if each.is_optional else "yes", values, each.comment)
        yield _row(each.line, depth, cells)
        yield from _rows(inner, declared, depth + 1, around | {each.refers_to} if is_declared else around)


def _row(line: int, indent: int, texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell(line, text, 0 if number else indent) for number, text in enumerate(texts))
