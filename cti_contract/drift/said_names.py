"""Statements about older and newer names of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cti_contract.drift.blocks import Block, Cell
from cti_contract.drift.claim import Claim, Members, Sentence
from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import NAME, names_of
from cti_contract.drift.older_names import (
    AROUND_REMARK,
    Role,
    introduces_older,
    names_said,
    older_of,
    remark_of_gone,
    role_in,
    with_name,
)
from cti_contract.drift.sentence_words import GONE, GONE_ALSO, NOT, OBJECT, OF_MEMBERS, OF_MESSAGE, WHICH
from cti_contract.drift.vocabulary import pattern, phrase

_INSTEAD = re.compile(
    rf"\b(?:by|use|to|called|named|jetzt|nun|ahora|maintenant|favou?r of|with|durch|zu|in|nutze|verwende|par|por)\s+"
    rf"(?:the\s+|command\s+|event\s+)*`?({NAME})`?",
    re.IGNORECASE,
)


#: A clause about the name of the sentence before: "that is an alias, and `x` is the current name".
_OF_NAME_BEFORE = re.compile(
    r"^(?:that|this|it|which|das|dies|es|c['’]est|eso|es)\s+[^`,;]*\b(?:alias|old|older|former|alt\w*|älter\w*|ancien\w*"  # noqa: RUF001 -- an apostrophe
    r"|antigu\w*)\b[^`,;]*[,;]\s+(?:and|but|while|und|aber|et|mais|y|pero)\s+(?=`)",
    re.IGNORECASE,
)


#: A relative clause between a name and its verb: "`x`, which older pages use, is ...".
_RELATIVE = re.compile(
    r"(?<=`), (?:which|that|die|den|das|qui|que) [^,`]{1,60},(?= (?:is|was|ist|war|est|es)\b)", re.IGNORECASE
)
#: An object that is new says nothing of names: "`x` goes to the new interaction".
_NEW_OBJECT = re.compile(
    rf"\b(?:new|neue[nrsm]?|nouve(?:au|l|lle)|nuev[oa]) (?={OBJECT}\b"
    r"(?!\.\w|[- ](?:commands?|requests?|events?|messages?|names?|notifications?)\b))",
    re.IGNORECASE,
)
#: Nothing but a name in the place of another one, as in the title of a test.
_ONE_FOR_ANOTHER = re.compile(
    rf"(?:\W*[A-Z]+[-\d]*\W+|[^:`]{{3,60}}: )?\W*`?{NAME}`?"
    rf" (?:statt|anstelle von|instead of|in place of|au lieu de|en lugar de|en vez de)"
    rf" `?{NAME}`?\W*"
)
#: Advice to keep two names apart, which denies neither of them.
_NOT_TO_CONFUSE = re.compile(
    r"\b(?:do not|don['’]t|never|not to be|must not be|nicht zu|ne pas|ne|no) "  # noqa: RUF001 -- an apostrophe
    r"(?:confused?|mix(?:ed)? up|mistaken?|verwechseln|confond\w+|confund\w+)\b|\bnicht (?=mit [^.;]{1,80}verwechsel)",
    re.IGNORECASE,
)


def name_claims(sentence: Sentence, home: str, contract: Contract) -> Iterator[Claim]:
    """Yield which of the names in a sentence are older ones, and whether these are accepted.

    Args:
        sentence: The sentence.
        home: The message of the section, empty for none: an older name of another one is another message indeed.
        contract: The contract.
    """
    text = _NEW_OBJECT.sub("", _RELATIVE.sub("", sentence.text))
    text = with_name(_NOT_TO_CONFUSE.sub("", _OF_NAME_BEFORE.sub("", text)), sentence.named)
    is_asked = sentence.is_answer and WHICH.match(text)  # "What is `x` called today? `y`."
    if is_asked or _ONE_FOR_ANOTHER.fullmatch(text):
        return
    roles, is_accepted = names_said(text)
    for one, older_one in _spellings_in(text, contract):
        roles = {**roles, one: "current", older_one: "older"}
    roles = {**dict(_by_clause(text, contract)), **roles}
    older = [name for name, role in roles.items() if role == "older" and contract.resembles_message(name)]
    current = [name for name, role in roles.items() if role == "current" and contract.is_message(name)]
    about = current[0] if len(current) == 1 else sentence.message or ""
    is_swapped = any(name in contract.names and contract.same(name, about) for name in older)
    yield from () if is_swapped else (Claim(sentence.line, "current name", name, ()) for name in current)
    for name in older:
        if name in contract.names or (name in contract.aliases and current):
            is_pair = name in contract.aliases and len(older) == len(current) == 1  # else it is not certain
            yield Claim(sentence.line, "deprecated", name, tuple(current) if is_pair else ())
        elif about and (name not in contract.aliases or introduces_older(text)):
            yield Claim(sentence.line, "older name", contract.current(about), (name,))
    said = (*sentence.names, *names_of(text)) or (sentence.named,) * (_IT.match(text) is not None)
    aliases = {name for name in said if name in contract.aliases}
    alias = aliases.pop() if len(aliases) == 1 else ""
    is_refused = _REFUSED.search(text) is not None and not _REFUSED_NOT.search(text)
    if alias and (is_accepted is False or is_refused):
        yield Claim(sentence.line, "refused name", contract.current(alias), (alias, "not accepted"))
    elif alias and contract.same(home or alias, alias) and _ANOTHER.search(text) and not _ANOTHER_NOT.search(text):
        yield Claim(sentence.line, "refused name", contract.current(alias), (alias, "another message"))


#: The name of the sentence before, as the subject.
_IT = re.compile(
    r"(?:it|this name|er|es|dieser name|il|elle|ce nom|este nombre|ya no|(?:that|this) is|(?:das|dies) ist|c['’]est"  # noqa: RUF001 -- an apostrophe
    r"|es[ot]o? es|se trata de)\b",
    re.IGNORECASE,
)

_REFUSED, _REFUSED_NOT, _ANOTHER, _ANOTHER_NOT = (
    phrase("spellings", name) for name in ("refused", "refused_not", "another", "another_not")
)


def _by_clause(text: str, contract: Contract) -> Iterator[tuple[str, Role]]:
    """Yield the wrong role of a name that has another spelling, by the words of its clause."""
    for name in dict.fromkeys(names_of(text.replace("`", ""))):
        wrong = "current" if name in contract.aliases else "older" if name in contract.aliases.values() else ""
        if wrong and (role := role_in(text, name)) == wrong:
            yield name, role


def _spellings_in(text: str, contract: Contract) -> Iterator[tuple[str, str]]:
    """Yield the current and the older one of two spellings of a name that are side by side in a sentence."""
    names = [name for name in names_of(text.replace("`", "")) if contract.is_message(name)]
    for one, other in pairwise(names):
        is_pair = one != other and contract.same(one, other)
        if is_pair and (older := older_of(text, one, other)):
            yield other if older == one else one, older


#: Something of a message, which is not the message itself: "the old form of `x` was removed".
_THING_OF = re.compile(
    r"\b(?!(?:command|event|message|name|request|successor|place|befehl|kommando|ereignis)\b)"
    rf"[^\W\d_]+ (?:of|for|von|de|du|del) `?{NAME}",
    re.IGNORECASE,
)

#: Something else behind the name of a message: "`x`: the old dialer was removed".
_OF_SOMETHING = re.compile(
    rf"{NAME}`?\s*(?::|\s[-–—])\s+(?:the|its|our|der|die|das|le|la|les|el|los|las) "  # noqa: RUF001 -- dashes
    r"(?!(?:\w+ )?(?:command|event|message|request|befehl|kommando|ereignis|anfrage|commande|événement|comando"
    r"|evento)\b)",
    re.IGNORECASE,
)

#: Something else that is removed when a message comes: "on `x`, the calls below it are removed from the list".
_ON_OCCASION = re.compile(
    r"^\W*(?:(?:up)?on|after|when|bei|nach|après|à la suite de|tras|al recibir) "
    rf"(?:(?:an?|each|every|the|de[rmsn]|l[ae]|el) )?(?:\w+ )?`?{NAME}`?,? \w+",
    re.IGNORECASE,
)

#: Words for a name, which may be older than its message.
OF_A_NAME = re.compile(r"\b(?:name|spelling|alias|form|variant|schreibweise|bezeichnung|nom|nombre)s?\b", re.IGNORECASE)


#: A word for a name directly before the words for what is gone: "nombre en desuso".
_NAME_BEFORE = re.compile(rf"{OF_A_NAME.pattern} $", re.IGNORECASE)


def replacement_claims(sentence: Sentence, members: Members, contract: Contract) -> Iterator[Claim]:
    """Yield the message that a sentence calls removed or replaced, with its replacement."""
    text = sentence.text
    if text.rstrip(" .").endswith(")") and "(" not in text:  # a remark on the sentence before it
        return
    verb = GONE_ALSO.search(text) or GONE.search(text)
    assert verb is not None
    if re.search(r"\b(?:older|earlier|früheren|älteren) (?:releases?|versions?|versionen)\b", text, re.IGNORECASE):
        return
    is_of_member = members or OF_MEMBERS.search(text, 0, verb.start())
    is_denied = verb.re is GONE and NOT.search(text[max(verb.start() - 8, 0) : verb.end()].replace("no longer", ""))
    is_of_name = OF_A_NAME.match(text, verb.end() + 1)  # "deprecated name"
    if is_of_member or is_denied or is_of_name or _NAME_BEFORE.search(text, 0, verb.start()):
        return
    before_verb = text[: verb.start()]
    if any(of_other.search(before_verb) for of_other in (_THING_OF, _OF_SOMETHING, _ON_OCCASION)):
        return
    before = names_of(text[: verb.start()].replace("`", ""))
    is_of_message = OF_MESSAGE.search(text[: verb.start()]) and not OF_A_NAME.search(text[: verb.start()])
    if not before and not is_of_message and text[: verb.start()].strip():
        return
    instead = _INSTEAD.search(text[verb.start() :])
    behind = names_of(text[verb.end() :].replace("`", ""))
    is_of_alias = sentence.named in contract.aliases  # "the old spelling: `x`; avoid it"
    own = sentence.named if is_of_alias else sentence.message
    name = before[-1] if before else behind[0] if behind and not instead else own
    is_renamed = instead is not None and contract.same(instead[1], name or "")
    if name and contract.resembles_message(name) and not is_renamed:
        yield Claim(sentence.line, "deprecated", name, (instead[1],) if instead else ())


_REMARK_OLDER, _REMARK_TITLE, _ADVISED_AGAINST, _OBSOLETE_USE, _REPLACE_IT = (
    phrase("gone", name) for name in ("remark_older", "remark_title", "advised_against", "obsolete_use", "replace_it")
)
#: Each of these phrases about use has one of the words.
_USE = re.compile(
    r"\b(?:use|usa\b|utili[cszt]|empl|verwende|nutz|write|send|schreib|écri|escrib|envo|enví"
    r"|deprecated|obsol|veraltet|überholt|dépréci|périmé)"
)
#: The name at the beginning of an element of a list, with the mark behind it.
_NAMED_FIRST = re.compile(rf"[`*]*({NAME})[`*]*(?:\s*[,:]\s+|\s+[-–—(\[]+\s*)")  # noqa: RUF001 -- dashes


def remarks_in(block: Block, name: str, contract: Contract) -> Iterator[Claim]:
    """Yield the facts of short remarks on names: "(removed)", "use `x` instead", "formerly `x`".

    Args:
        block: A table, an element of a list, or a paragraph.
        name: The name in the heading of the section, empty if it has none.
        contract: The contract.
    """
    if block.kind == "table":
        for row in block.rows[1:]:
            first = row[0].text.strip("`* ")
            for cell, title in zip(row[1:], block.rows[0][1:], strict=False):
                if _REMARK_TITLE.fullmatch(title.text.strip(" :*`")):
                    yield from _remark(cell.line, first, cell.text, contract)
                elif _CHANGE_TITLE.fullmatch(title.text.strip(" :*`")):
                    yield from _change(row, cell, contract)
        return
    found = _NAMED_FIRST.match(block.text) if block.kind == "item" else None
    name = found[1] if found else name
    if contract.is_message(name):
        text = " ".join(block.text[found.end() if found else 0 :].split())
        label = _STATUS.match(text)
        yield from _remark(block.line, name, text[label.end() if label else 0 :], contract)
    yield from advice_in(block, contract)


def advice_in(block: Block, contract: Contract) -> Iterator[Claim]:
    """Yield which names a text advises against, with those that have replaced them: that holds today, too."""
    if not (names_of(block.text) and _USE.search(block.text.lower())):
        return
    text = " ".join(block.text.split())
    for said in _ADVISED_AGAINST.finditer(text):
        name, *new = filter(None, said.groups())
        yield Claim(block.line, "deprecated", name, tuple(new))
    for said in _OBSOLETE_USE.finditer(text):
        old, new = filter(None, said.groups())
        if contract.same(old, new) and old not in contract.aliases:
            yield Claim(block.line, "deprecated", old, (new,))
    for said in _REPLACE_IT.finditer(text):
        successor = next(filter(None, said.groups()))
        if successor in contract.aliases:
            yield Claim(block.line, "deprecated", contract.current(successor), (successor,))


#: The title of a column of changes, in a table of the versions of a page.
_CHANGE_TITLE = phrase("gone", "change_title")


def _change(row: Sequence[Cell], change: Cell, contract: Contract) -> Iterator[Claim]:
    """Yield the fact of a change that gives a message in its row another name, if the contract has both of them."""
    names = [name for name in (each.text.strip("`* ") for each in row) if contract.is_message(name)]
    older = _REMARK_OLDER.fullmatch(change.text.strip(AROUND_REMARK))
    if older and len(names) == 1 and contract.is_message(next(filter(None, older.groups()))):
        yield from _remark(change.line, names[0], change.text, contract)


#: A label before a remark: "Status: withdrawn".
_STATUS = re.compile(r"[*_]{0,2}(?:status|state|statut|estado|zustand)[*_]{0,2}\s*:[*_]{0,2}\s*", re.IGNORECASE)


def _remark(line: int, name: str, text: str, contract: Contract) -> Iterator[Claim]:
    """Yield the fact of a short remark on a message."""
    if not contract.is_message(name):
        return
    if gone := remark_of_gone(text):
        yield Claim(line, "deprecated", name, tuple(filter(None, gone.groups())))
    elif older := _REMARK_OLDER.fullmatch(text.strip(AROUND_REMARK)):
        before = next(filter(None, older.groups()))
        is_older = name in contract.aliases
        yield Claim(line, "current name", name, ()) if is_older else Claim(line, "older name", name, (before,))


#: The titles of columns with older names, and of those with the names of today.
_OLDER_COLUMN, _NEWER_COLUMN = pattern("columns", "older"), pattern("columns", "newer")


#: A remark at the end of a title: "Old name (deprecated)".
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


def replacements_in(table: Block, contract: Contract) -> Iterator[Claim]:
    """Yield the older names in a table, each with the name in the column of those of today."""
    titles = [_IN_BRACKETS.sub("", cell.text.replace("`", "")).strip(" :*") for cell in table.rows[0]]
    older = next((at for at, title in enumerate(titles) if _OLDER_COLUMN.fullmatch(title)), None)
    newer = next((at for at, title in enumerate(titles) if _NEWER_COLUMN.fullmatch(title)), None)
    if older is None or newer is None:
        return
    for row in table.rows[1:]:
        alias, name = (row[at].text.strip("`* ") if at < len(row) else "" for at in (older, newer))
        if alias in contract.aliases and contract.is_message(name):
            yield Claim(row[0].line, "deprecated", alias, (name,))
