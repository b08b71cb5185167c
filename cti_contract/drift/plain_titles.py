"""Titles in copied text, which has no marks: a line by itself before a paragraph, a list or a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from cti_contract.drift.blocks import Block
from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import NAMES, is_limited, names_of, role_of
from cti_contract.drift.vocabulary import pattern, phrase

#: The beginning of a title that says which part of the page it is: "Step 3: ", "4. ".
_PREFIX = re.compile(
    r"(?:step|part|exercise|scenario|case|phase|lesson|task|topic|chapter|question|symptom|problem|issue"
    r"|problème|problema|síntoma|symptôme|schritt|teil|übung|szenario|fall|aufgabe"
    r"|thema|frage|étape|partie|exercice|premier exercice|scénario|cas|tâche|paso|parte|ejercicio|escenario|caso|tarea)"
    r" ?[\w.]{0,4} ?[:.)–—-] ?(?=\S)|Q?\d{1,2}(?:\.\d{1,2})*[.):] (?=\S)",  # noqa: RUF001 -- dashes
    re.IGNORECASE,
)
_TITLE = re.compile(r"[A-ZÀ-Þ0-9„“«(\"][^\n.:;!?|\t{}<>=]{2,70}")
_REST_OF_TITLE = re.compile(r"[^\n.:;!?|\t{}<>=]{3,70}")
_MOST_WORDS = 14
#: A paragraph is longer than this, or ends with a full stop.
_LONGEST_LINE = 60
#: A line that says something by itself: "telephony only", "no events".
_SAYS = phrase("headings", "says")
#: The people behind a page, and its dates: "Created by Tom, last modified on Mar 04".
_BYLINE = re.compile(
    r"(?:(?:last |zuletzt |dernière |última )?(?:created|added|written|posted|published|modified|edited|updated|changed"
    r"|reviewed|erstellt|angelegt|geändert|bearbeitet|créée?|modifiée?|modification|cread[oa]|modificad[oa]"
    r"|modificación))\b[^\n]{0,40}?\b(?:by|on|at|von|am|par|le|por|el)\b",
    re.IGNORECASE,
)
#: The title of a part of a message: what is below it is still about that message.
_OF_A_MESSAGE = pattern("headings", "of_a_message")
#: The beginning of a paragraph about all of a part.
_OF_THIS_PART = re.compile(
    r"(?:the|all|these|die|alle|les|los|las) (?:\w+ )?(?:commands?|events?|messages?|befehle|kommandos|ereignisse"
    r"|nachrichten|commandes|événements|comandos|eventos) (?:(?:of|in) this|dies(?:es|er)|de cet?te?|de est[ae])\b",
    re.IGNORECASE,
)


def with_titles(blocks: Sequence[Block], contract: Contract) -> list[Block]:
    """Return the blocks of copied text with headings in place of the lines that are titles.

    Args:
        blocks: The blocks, in their order.
        contract: The contract.
    """
    blocks = [part for block in blocks for part in _parts(block)]
    named, found = "", list[Block]()  # the message of the last heading
    is_below_limit = False  # whether a title before it limits several messages to media or platforms
    for block, behind in zip_longest(blocks, blocks[1:]):
        is_title = behind is not None and _is_line(block) and _is_title(block.text, behind, named, contract)
        is_title = is_title or (is_below_limit and behind is not None and _is_before_name(block, behind))
        is_below_limit = is_below_limit or (block.kind == "heading" and is_limited(block.text))
        found.append(block._replace(kind="heading", level=1) if is_title else block)
        if found[-1].kind == "heading" and (block.level or is_title or names_of(block.text)):
            named = next(iter(names_of(block.text)), "")
    return found


#: A short line without the end of a sentence, directly above a long one that begins a sentence.
_ABOVE_PARAGRAPH = re.compile(
    r"[^\W\d_a-zß-ÿ][^.,;:!?`\n]{2,40}\n(?=[^\W\d_a-zß-ÿ][^\n]{50})"
    # behind the id of a case: "CP-08  A blind transfer"
    r"|[A-Z]{1,5}[-_.]?\d{1,4}[.:)]?[ \t]+[^.,;:!?`\n]{2,60}\n(?=[^\W\d_a-zß-ÿ])"
)


def _parts(block: Block) -> list[Block]:
    """Return a paragraph as two, if its first line may be the title of the others."""
    title = _ABOVE_PARAGRAPH.match(block.text) if block.kind == "text" and not block.level else None
    if title is None or role_of(title[0]) or names_of(title[0]):
        return [block]
    return [
        block._replace(text=title[0].rstrip()),
        block._replace(line=block.line + 1, text=block.text[title.end() :]),
    ]


def _is_line(block: Block) -> bool:
    """Return whether a block is a line that is no element of a list, and no label."""
    is_short = len(block.text.split()) <= _MOST_WORDS and "\n" not in block.text and not _BYLINE.match(block.text)
    return block.kind == "text" and not (block.level or block.is_bold) and is_short and role_of(block.text) is None


def _is_before_name(block: Block, behind: Block) -> bool:
    """Return whether a line may be the title of the message whose name alone is behind it."""
    is_name = behind.kind == "heading" and NAMES.fullmatch(behind.text.strip()) is not None
    is_remark = _SAYS.search(block.text) or _OF_A_MESSAGE.fullmatch(block.text.lower())
    return is_name and _is_line(block) and _TITLE.fullmatch(block.text) is not None and not is_remark


def _is_title(text: str, behind: Block, named: str, contract: Contract) -> bool:
    """Return whether a line is the title of the block behind it, and not of a part of the message before it."""
    if named and _has_members_of(behind, named, contract):
        return False
    if named and _is_about_others(behind, named, contract):
        return True
    if prefix := _PREFIX.match(text):
        return _REST_OF_TITLE.fullmatch(text, prefix.end()) is not None and _is_part(behind)
    if _SAYS.search(text) or names_of(text) or _OF_A_MESSAGE.fullmatch(text.lower()):
        return False
    return _TITLE.fullmatch(text) is not None and _is_part(behind)


def _has_members_of(block: Block, name: str, contract: Contract) -> bool:
    """Return whether most rows of a table begin with members of a message."""
    firsts = [row[0].text.strip("`* ").rpartition(".")[2] for row in block.rows[1:]]
    return sum(each in contract.member_names(name) for each in firsts) * 2 > len(firsts) > 0


def _is_part(block: Block) -> bool:
    """Return whether a block may be what a title is for: a paragraph, a list or a table."""
    is_paragraph = block.kind == "text" and (block.text.rstrip().endswith(".") or len(block.text) > _LONGEST_LINE)
    return is_paragraph or block.kind in ("item", "table")


def _is_about_others(block: Block, named: str, contract: Contract) -> bool:
    """Return whether a paragraph begins with another command, or is about a whole part."""
    if block.kind != "text":
        return False
    first = NAMES.match(block.text)
    is_other = first is not None and contract.is_command(first[0]) and not contract.same(first[0], named)
    return is_other or _OF_THIS_PART.match(block.text) is not None
