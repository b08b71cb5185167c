"""The text of a page, or of a Confluence view of two versions, as it is copied or exported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise, takewhile
from typing import NamedTuple

from cti_contract.drift.blocks import HIDDEN, JSON_LANGUAGES, MIXED_LANGUAGES, Block, Cell, Line, tidy, without_numbers
from cti_contract.drift.headings import (
    ISSUE,
    NAME,
    TITLE_START,
    is_limited,
    is_plain_group,
    is_title,
    names_media,
    names_objects,
    names_several_commands,
    role_of,
)
from cti_contract.drift.restructured_text import (
    DIRECTIVE,
    MARKS,
    RULE_OF_COLUMN,
    RULES,
    with_fields,
    with_plain_marks,
    with_rows,
)
from cti_contract.drift.vocabulary import meanings, pattern, words
from cti_contract.drift.wiki_markup import without_jira_marks, without_marks

_BULLET = re.compile(r"(\s*)(?:[•◦▪○●‣*·-]|\d{1,3}[.)]|\[[ xX]\])\s+(?=\S)")
_NUMBER, _FIRST = re.compile(r"\s*\d{1,3}[.)]\s"), re.compile(r"\s*1[.)]\s")
_LABEL = re.compile(r"Code Block\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"language[=:]?\s*(\w*)", re.IGNORECASE)
#: The other parameters of a code block as the views print them, name and value run together.
_PARAMETER = re.compile(r"(?:title|theme|linenumbers|collapse|firstline)(?:$|\w+|[=:].*)", re.IGNORECASE)
#: Java is the language that Confluence writes where the author chooses none.
_JSON = JSON_LANGUAGES | MIXED_LANGUAGES | {"java"}
#: The time of a line in a log, and the arrow behind it.
TIME = r"(?:\[?(?:\d{4}-\d\d-\d\d[ T])?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?\]?\s+)?"
_ARROW = TIME + r"(?:\d{1,4}[.:|)]?\s+)?(?:(?:<?[-=]{1,3}>?|[<>]{1,3}|>>|<<|→|←|⇒|⇐|[CS]:)\s*)?"
#: The beginning of JSON: a brace, or a bracket that is not followed by plain words.
_OPENS = re.compile(_ARROW + r'(?:\{|\[\s*(?:$|[{\["]))')
_QUOTED = re.compile(r"(?:>[ ]?)+(?!>)")
_COMMENT = re.compile(r"\s*(?://|#\s|/\*)")
_CODE = re.compile(
    r"""[{}\[\],|<:…] | // | /\* | \*/ | \.\.\. | \#\s
    | ["“”] (?: [^"“”]* ["“”] \s* (?: [:,|\]}] | $ | // ) | [^"“”]*$ )
    | (?: -?\d | true | false | null ) \b [^A-Za-z]* $
    | \w+ \s* : \s* ["{\[<]""",
    re.VERBOSE,
)
_LINE_NUMBER = re.compile(r"\s*\d{1,4}[.:|)]?(?:\s|$)")
_NUMBERED_CODE = re.compile(r"\s*\d{1,4}[.:|)]?\s+[{\[]")
_PIPE = " | "
_PIPES = re.compile(r"\s*(?:\|.*\||\+[-=+]{3,}\+)\s*$")
_RULE = re.compile(r"[\s|:+=-]+")
#: A heading in the markup of wikis: "h2. Commands".
_WIKI_HEADING = re.compile(r"h([1-6])\.\s+(\S.*)")
#: The same between equals signs: "== Commands ==".
_EQUALS_HEADING = re.compile(r"(={1,6})\s*([^=\s](?:.*[^=\s])?)\s*\1")
#: A wiki in which the highest title has the most equals signs gives it this many, or one less.
_MOST_EQUALS = 6
#: A line that divides a text.
_LINE = re.compile(r"([-=~*_#])\1{4,}")
#: The first line of the head of a mail, and the next ones.
_SENDER = re.compile(r"(?:From|Von|De|Van):\s+\S", re.IGNORECASE)
_SIGNATURE = "--"  # the line before one
_MAIL_HEAD = re.compile(
    r"(?:To|Cc|Bcc|Date|Sent|Subject|Reply-To|An|Datum|Gesendet|Betreff|Kopie|À|Date d['’]envoi|Envoyé|Objet|Para|Fecha"  # noqa: RUF001 -- an apostrophe
    r"|Enviado|Asunto|Aan|Verzonden|Onderwerp):(?:\s|$)",
    re.IGNORECASE,
)
#: A line that is a name, perhaps with a remark.
#: A line that says what all messages below a title are addressed to.
_TARGET = re.compile(r"\s*(?:target|ziel|cible|destino|objetivo)\s?:", re.IGNORECASE)
_NAME_ALONE = re.compile(rf"`?{NAME}`?(?:\s+\([^()]*\))?")
#: A title with the first of several names.
_TITLE_WITH_NAME = re.compile(rf"\s*([^:]+):\s+(`?{NAME}`?)\s*")
#: The title of a chapter with its number, in plain text with a line below it.
_NUMBERED_TITLE = re.compile(rf"\d{{1,3}}[.)]\s+{TITLE_START}")
#: The same with a text directly below it, and the beginning of that text.
_CHAPTER = re.compile(rf"\d{{1,3}}[.)]\s+{TITLE_START}[^.;:!?]*$")
_BEGINS = re.compile(r"[A-ZÀ-Þ]|[a-z]\w*(?:\.[a-z]\w*)+\s*$")
#: A name that begins such a text, unless the line above goes on with it.
_BEGINS_WITH_NAME = re.compile(r"[a-z]\w*(?:\.[a-z]\w*)+ [a-z]")
#: The most characters of the title of a chapter.
_LONGEST_CHAPTER = 60
#: A line whose sentence goes on with a name has this many words; and its last word, where it is certain.
_LEAST_WORDS = 3
_GOES_ON = re.compile(
    r"\b(?:for|of|to|the|an?|with|by|like|is|are|as|and|or|on|after|before|sends?|expects?|finds?|calls?|named|called"
    r"|für|nach|von|den|die|das|mit|und|oder|auf|ist|sind|pour|de|le|la|et|avec|est|para|con|el|y|es)\s*$"
)
#: A line that begins with a name and a remark, such as its condition.
_NAME_FIRST = re.compile(rf"`?{NAME}`?(?:,|;|\s+[-–—(])")  # noqa: RUF001 -- dashes
#: The columns of a table of members in plain text, the types and the answers in it.
_PLAIN_COLUMNS = tuple(pattern("columns", column) for column in ("name", "type", "required", "description"))
_LEAST_COLUMNS = 3
_PLACES = frozenset(("where", "wo", "où", "dónde"))
#: The titles of a table that has none, the space between two columns, a cell, and the name of a member in it.
_BARE_TITLES = ("name", "type", "required", "description")
_GAP, _CELL = re.compile(r"\s{2,}"), re.compile(r"\S+(?: \S+)*")
_MEMBER = re.compile(r"`?[A-Za-z_][\w.\[\]]*`?\??(?:\s?(?:…|\.{2,3}|[-–]|to|bis)\s?`?[A-Za-z_]\w*`?)?")  # noqa: RUF001 -- a dash
_ANY = re.compile(r".+")
_TYPES, _ANSWERS = meanings("types"), words("answers", "yes") | words("answers", "no")
#: This many lines of names are a list.
_LEAST_RUN = 3
#: A line that is one sentence or more, from its beginning to its end.
_WHOLE = re.compile(r"[`\"«„“]?[^\W\d_].*[.!?][\"”»)]?")
#: A paragraph has no more lines than this; more are the next paragraph.
_LONGEST_PARAGRAPH = 40


def blocks_of(text: str, *, compared: bool, is_heading: Callable[[str], int | None]) -> Iterator[Block]:
    """Yield the blocks of a text.

    Args:
        text: The text of the page.
        compared: Whether it is a view of two versions, in which "..." is in place of hidden text.
        is_heading: Returns the level of a line that is a heading by its words, 0 if unknown, and None for other lines.
    """
    lines = [Line(number, line) for number, line in enumerate(_unquoted(text.split("\n")), 1)]
    if any(_is_of_wiki(line.text) for line in lines):
        lines = [*without_marks(lines)]
    if any(_WIKI_HEADING.match(line.text) for line in lines):
        lines = [*without_jira_marks(lines)]
    lines = with_fields(lines)
    if MARKS.search(text):
        lines = [*with_plain_marks(lines)]
    if any(line.text.strip().startswith(DIRECTIVE) for line in lines):
        lines = [*with_rows(lines)]
    lines = _without_contents(_as_lists(lines))
    reader = _Reader(lines, compared=compared, is_heading=is_heading)
    while reader.position < len(lines):
        yield from reader.next_block()


def _is_of_wiki(text: str) -> bool:
    """Return whether a line is a title between equals signs, or begins a table or code as MediaWiki has them."""
    text = text.strip()
    return text.startswith(("{|", "<syntaxhighlight", "<source")) or _EQUALS_HEADING.fullmatch(text) is not None


def _unquoted(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines without the marks of a mail that quotes them.

    `> {` between lines without such marks is an arrow before a message that was sent.
    """
    quotes = [_QUOTED.match(line) for line in lines]
    for line, before, quoted, behind in zip(lines, [None, *quotes], quotes, [*quotes[1:], None], strict=False):
        is_quoted = quoted and (before or behind or not _OPENS.match(line))
        yield (line[quoted.end() :] if quoted and is_quoted else line).rstrip(" ")


#: The elements of lists in the wikis that have titles between equals signs: a number, a term, and its definition.
_WIKI_LIST = re.compile(r"([#;:])\1*\s*(?=\S)")


def _as_lists(lines: Sequence[Line]) -> list[Line]:
    """Return lines of a page with titles between equals signs with the usual marks of lists."""
    if not any(_EQUALS_HEADING.fullmatch(line.text.strip()) for line in lines):
        return list(lines)
    marked = ((line, _WIKI_LIST.match(line.text)) for line in lines)
    return [line._replace(text=_as_element(line.text, found)) if found else line for line, found in marked]


def _as_element(text: str, mark: re.Match[str]) -> str:
    rest = text[mark.end() :]
    return f"- {rest}" if mark[1] == "#" else f"- {rest}:" if mark[1] == ";" else f"  {rest}"


#: The title of a list of contents, and what is before or behind a title in it: its number, and a remark or a page.
_CONTENTS = re.compile(
    r"(?:on|in) this page|(?:table of )?contents|(?:auf|in) dieser seite|inhalt(?:sverzeichnis)?|sur cette page"
    r"|sommaire|table des matières|en esta página|contenidos?|índice",
    re.IGNORECASE,
)
_LONGEST_TITLE = 120
_AROUND_TITLE = re.compile(r"^(?:[•◦▪○●‣*·-]|\d{1,3}(?:\.\d{1,3})*[.)]?)\s+|\s+\([^()]*\)$|[\s.]+\d{1,3}$|:$")


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """Return lines without the titles in a list of contents that come again as a line of their own.

    Other lines of the list stay, so that a name that is misspelt in it is found. The list ends where its first title
    comes again: the chapters begin there, and a text may hold a page twice.
    """
    short = [line.text.strip() if len(line.text) <= _LONGEST_TITLE else "" for line in lines]
    titles = [_AROUND_TITLE.sub("", text).casefold() for text in short]
    start = next((at for at, title in enumerate(titles) if _CONTENTS.fullmatch(title)), len(lines))
    last = {title: at for at, title in enumerate(titles)}
    listed: list[int] = []
    between = 0
    for at, title in enumerate(titles[start + 1 :], start + 1):
        if listed and title == titles[listed[0]]:
            break
        if title and last[title] > at:
            listed.append(at)
            between = 0
        else:
            between += title != ""
        if between > 1:
            break
    hidden = {start, *listed} if len(listed) >= _LEAST_RUN else set()
    return [line._replace(text="") if at in hidden else line for at, line in enumerate(lines)]


class _PlainTable(NamedTuple):
    """A table whose cells are only divided by spaces: its rows with their lines, and the position behind it."""

    rows: list[tuple[int, list[str]]]
    end: int

    def block(self) -> Block:
        """Return the table; it may have other rows that are not read."""
        rows = tuple(tuple(_cell(number, text) for text in cells) for number, cells in self.rows)
        return Block("table", self.rows[0][0], rows=rows, is_partial=True)


def _cut(text: str, starts: Sequence[int]) -> list[str]:
    """Return the cells of a line that begin at these places, none if there is nothing, or text across a border."""
    if not starts or not text.strip() or RULES.fullmatch(text):
        return []
    is_across = any(text[start - 1 : start].strip() for start in starts[1:]) or text[: starts[0]].strip()
    return [] if is_across else [text[one:other].strip() for one, other in pairwise([*starts, None])]


class _Rows(NamedTuple):
    """A kind of table: the pattern of the first cell of each row, and the least numbers of columns and rows."""

    name: re.Pattern[str]
    columns: int
    rows: int


def _kind_of_rows(titles: Sequence[str], below: Sequence[Line], *, has_rule: bool) -> _Rows | None:
    """Return how the rows of a table are that may have these titles, None if it is no table."""
    if not titles or not all(titles):
        return None
    first, *others = _GAP.split(below[0].text.strip()) if below else [""]
    if _NAME_ALONE.fullmatch(first):
        has_names = all(map(_NAME_ALONE.fullmatch, others or [""]))  # such as older names, and those in use
        return _Rows(_NAME_ALONE, 2 if has_rule or has_names else _LEAST_COLUMNS, 1 if has_rule or has_names else 2)
    if _are_titles_of_members(titles):
        is_first = _PLAIN_COLUMNS[0].fullmatch(titles[0].casefold().strip(" :*?")) is not None
        return _Rows(_MEMBER if is_first else _ANY, 2 if has_rule else _LEAST_COLUMNS, 1)
    has_name = any(map(_NAME_ALONE.fullmatch, _GAP.split(below[0].text.strip()))) if below else False
    return _Rows(_ANY, 2, 1) if has_rule else _Rows(_ANY, _LEAST_COLUMNS, 1 if has_name else 2)


def _are_titles_of_members(titles: Sequence[str]) -> bool:
    """Return whether titles are those of a table of members: most are known, a name and a type or a use among them."""
    said = [title.casefold().strip(" :*?") for title in titles]
    found = [any(column.fullmatch(title) for title in said) for column in _PLAIN_COLUMNS]
    is_named = found[0] or not _PLACES.isdisjoint(said)
    return is_named and any(found[1:3]) and (sum(found) + (not found[0])) * 2 > len(titles)


def _describes_member(cells: Sequence[str]) -> bool:
    """Return whether the first cells of a row are the name of a member, its type, and whether it is required."""
    return (
        len(cells) >= _LEAST_COLUMNS
        and _MEMBER.fullmatch(cells[0]) is not None
        and cells[1].casefold() in _TYPES
        and cells[2].casefold() in _ANSWERS
    )


class _Reader:
    """Reads blocks from the lines of a text, one after the other."""

    def __init__(self, lines: Sequence[Line], *, compared: bool, is_heading: Callable[[str], int | None]) -> None:
        self.position = 0
        self._lines = lines
        self._compared = compared
        self._is_heading = is_heading
        self._titles: set[str] = set()  # the beginnings of the elements of lists that are titles
        self._title = next((at for at, line in enumerate(lines) if line.text.strip()), 0)  # its line, if it has one
        self._terms = 0  # the number of names with indented texts, one behind the other
        self._sentences = range(0)  # the lines of the last list without marks
        self._run = range(0)  # the lines that are names, from the last one on that was the first of such lines

    @cached_property
    def _has_most_equals_first(self) -> bool:
        """Return whether the first title between equals signs has the most of them: then that is the highest level."""
        found = filter(None, (_EQUALS_HEADING.fullmatch(line.text.strip()) for line in self._lines))
        counts = [len(each[1]) for each in found]
        return bool(counts) and counts[0] >= _MOST_EQUALS - 1 and counts[0] == max(counts)

    def next_block(self) -> Iterator[Block]:
        line = self._lines[self.position]
        text = line.text.strip()
        is_behind_terms = self._is_behind_terms(line.text)
        if not text:
            self.position += 1
        elif _LABEL.match(text):
            yield from self._labelled()
        elif self._opens_code():
            yield self._code(self.position, "")
        elif length := self._mail_head() or int(text == _SIGNATURE):
            self.position += length
            yield Block("end", line.number)
        elif ("\t" in text and not _is_element(line.text)) or self._is_piped(self.position):
            yield from self._table()
        elif table := self._plain_table(self.position):
            self.position = table.end
            yield table.block()
        elif _LINE.fullmatch(text):
            self.position += 1
        elif text in HIDDEN:
            self.position += 1
            yield Block("hidden", line.number)
        else:
            block = self._prose(line)
            if is_behind_terms and block.kind == "text" and role_of(text) is None:
                yield Block("end", line.number)
            yield block

    def _is_behind_terms(self, text: str) -> bool:
        """Return whether a line that is not indented is the first one behind a list of names with indented texts."""
        if not text.strip() or _indent(text):
            return False
        below = self._lines[self.position + 1].text if self.position + 1 < len(self._lines) else ""
        is_term = _NAME_ALONE.fullmatch(text) is not None and below.strip() != "" and _indent(below) > 0
        number, self._terms = self._terms, self._terms + 1 if is_term else 0
        return number > 1 and not is_term

    def _mail_head(self) -> int:
        """Return how many lines the head of a mail has that begins here, 0 if none does."""
        if not _SENDER.match(self._lines[self.position].text.strip()):
            return 0
        end = self.position + 1
        while end < len(self._lines) and _MAIL_HEAD.match(self._lines[end].text.strip()):
            end += 1
        return end - self.position if end > self.position + 1 else 0

    def _opens_code(self) -> bool:
        """Return whether code begins here: JSON, or comments and then JSON."""
        for line in self._lines[self.position : self.position + 5]:
            if _OPENS.match(line.text.lstrip()):
                return True
            if line.text.strip() and not _COMMENT.match(line.text):
                return False
        return False

    def _prose(self, line: Line) -> Block:
        if heading := self._in_markup(line):
            self.position += 1
            return heading
        rule = self._rule_below()
        if rule or self._is_between_rules():
            self.position += 2 if rule else 1
            is_below = rule == "-" and not _NUMBERED_TITLE.match(line.text.strip())
            return Block("heading", line.number, tidy(line.text).strip(), level=1 + is_below)
        bullet = _BULLET.match(line.text)
        if bullet and self._is_title(line.text, bullet.end()):
            self.position += 1
            return Block("heading", line.number, tidy(line.text[bullet.end() :]).strip())
        if bullet and not (_NUMBER.match(line.text) and self._is_alone()):
            return self._item(line, bullet)
        if names := self._names_below(line):
            self.position += 1 + len(names)
            return Block("heading", line.number, ", ".join([line.text.strip(), *names]))
        level = self._is_heading(text := line.text.strip())
        if level is None and names_several_commands(text) and self._is_alone():
            level = 0
        if level is None and (
            (self._is_before_name() and self._is_of_group(text))
            or (names_objects(text) and self._is_alone())
            or (is_plain_group(text) and self._is_before_target())
        ):
            level = 1
        return self._paragraph() if level is None else self._titled(line, level)

    def _in_markup(self, line: Line) -> Block | None:
        """Return a heading in the markup of a wiki, None for another line."""
        text = tidy(line.text).strip()
        if found := _WIKI_HEADING.match(text):
            return Block("heading", line.number, found[2].strip(), level=int(found[1]))
        if found := _EQUALS_HEADING.fullmatch(text):
            level = _MOST_EQUALS + 1 - len(found[1]) if self._has_most_equals_first else len(found[1])
            return Block("heading", line.number, found[2], level=level)
        return None

    def _titled(self, line: Line, level: int) -> Block:
        """Return a line that is a heading by its words, unless the lines around it make it something else."""
        self.position += 1
        text = tidy(line.text).strip()
        if self._is_in_sentence(line):
            return Block("text", line.number, text)
        if self._is_in_list(line):
            return Block("item", line.number, text, level=1)
        return Block("heading", line.number, text, level=level)

    def _names_below(self, line: Line) -> list[str]:
        """Return the names in the next lines that are below the one at the end of a title: "Commands: `x`"."""
        found = _TITLE_WITH_NAME.fullmatch(line.text)
        if found is None or not is_title(found[1]) or role_of(found[1]) == "secondary":
            return []
        start, below = found.start(2), self._lines[self.position + 1 : self.position + _LONGEST_PARAGRAPH]
        names = takewhile(
            lambda text: _indent(text) == start and _NAME_ALONE.fullmatch(text.strip()), (each.text for each in below)
        )
        return [name.strip() for name in names]

    def _item(self, line: Line, bullet: re.Match[str]) -> Block:
        """Return an element of a list, with the lines below it that are indented as its text is."""
        first = self.position
        self.position += 1
        while self.position < min(first + _LONGEST_PARAGRAPH, len(self._lines)):
            text = self._lines[self.position].text
            is_listed = self._lines[self.position - 1].text.rstrip().endswith(",") and not _BULLET.match(text)
            if not text.strip() or _indent(text) < bullet.end() or not (is_listed or self._continues()):
                break
            self.position += 1
        more = (each.text.strip() for each in self._lines[first + 1 : self.position])
        text = "\n".join([line.text[bullet.end() :], *more])
        return Block("item", line.number, tidy(text).strip(), level=1)

    def _is_title(self, text: str, start: int) -> bool:
        """Return whether an element of a list is the title of code or labels below it, or elements like it are."""
        if "." not in text or self._is_heading(text[start:].strip()) is None:
            return False
        behind = self._lines[self.position + 1 : self.position + 3]
        is_above = len(behind) > 1 and not behind[0].text.strip() and _indent(behind[1].text) >= start
        if is_above and (_OPENS.match(behind[1].text.lstrip()) or behind[1].text.endswith(":")):
            self._titles.add(text[:start])
        return text[:start] in self._titles

    def _rule_below(self) -> str:
        """Return the mark of the line that underlines this one, empty without such a line, and for the title of all."""
        if self.position <= self._title:
            return ""
        above, text, below = (
            self._lines[at].text.strip() if at < len(self._lines) else ""
            for at in range(self.position - 1, self.position + 2)
        )
        found = _LINE.fullmatch(below) if not _LINE.fullmatch(above) else None
        if not found or found[1] not in "=-~":
            return ""
        if _BULLET.match(text):  # a rule below a number may be as wide as the page
            return found[1] if not above and _NUMBERED_TITLE.match(text) and len(text) <= len(below) else ""
        return found[1] if abs(len(text) - len(below)) <= _LEAST_RUN else ""

    def _is_between_rules(self) -> bool:
        """Return whether a line of dashes or the like is before and behind the line."""
        lines = self._lines[max(self.position - 1, 0) : self.position + 2]
        return len(lines) > 2 and all(_LINE.fullmatch(each.text.strip()) for each in lines[::2])  # noqa: PLR2004

    def _is_alone(self) -> bool:
        """Return whether the lines before and after are empty; a heading may follow a list of another kind at once."""
        before = self._lines[self.position - 1].text if self.position else ""
        after = self._lines[self.position + 1].text if self.position + 1 < len(self._lines) else ""
        if self._is_announced():
            return False
        is_behind_list = _BULLET.match(before) is not None and not _NUMBER.match(before)
        is_heading = is_behind_list and self._is_heading(self._lines[self.position].text.strip()) is not None
        text = self._lines[self.position].text
        begins = _BEGINS.match(after) or (_BEGINS_WITH_NAME.match(after) and not _GOES_ON.search(text))
        if not before.strip() and len(text) <= _LONGEST_CHAPTER and _CHAPTER.match(text) and begins:
            return True
        return not after.strip() and (not before.strip() or is_heading)

    def _is_before_target(self) -> bool:
        """Return whether the line before is empty, and the one behind it is a target: that of all messages below."""
        before = self._lines[self.position - 1].text if self.position else ""
        behind = self._lines[self.position + 1 : self.position + 2]
        return not before.strip() and any(_TARGET.match(each.text) for each in behind)

    def _is_before_name(self) -> bool:
        """Return whether the line before is empty, and the next one that is not empty is nothing but a name."""
        before = self._lines[self.position - 1].text if self.position else ""
        behind = (each.text.strip() for each in self._lines[self.position + 1 : self.position + 3])
        return not before.strip() and _NAME_ALONE.fullmatch(next(filter(None, behind), "")) is not None

    def _is_of_group(self, text: str) -> bool:
        """Return whether a line before a name is the title of several messages, by its words and by the other lines."""
        return is_limited(text) or is_plain_group(text) or (names_media(text) and self._has_titles_of_media)

    @cached_property
    def _has_titles_of_media(self) -> bool:
        """Return whether lines with nothing but media are the titles of several messages, not remarks on one.

        All are before a name, none is right behind one, as a remark is; the first is before all names, or one is behind
        a sample, where a message ends.
        """
        texts = list(filter(None, (line.text.strip() for line in self._lines)))
        named = [_NAME_ALONE.fullmatch(text) is not None for text in texts]
        media = [at for at, text in enumerate(texts) if names_media(text)]
        is_before = all(named[at + 1 : at + 2] == [True] and not any(named[at - 1 : at]) for at in media)
        return is_before and (True not in named[: media[0]] or any(_ends(texts[at - 1]) for at in media))

    def _is_announced(self) -> bool:
        """Return whether a line begins the list that the line before it announces: "Events:"."""
        behind = self._lines[max(self.position - 2, 0) : self.position]
        before = next((each.text.rstrip() for each in reversed(behind) if each.text.strip()), "")
        return before.endswith(":") and _FIRST.match(self._lines[self.position].text) is not None

    def _is_in_list(self, line: Line) -> bool:
        """Return whether a line is indented as the one before or behind it, as the elements of a copied list are.

        The last one of several lines that are names is an element, too, also before a line that says more of another.
        """
        before, after = (
            self._lines[number].text.strip() if 0 <= number < len(self._lines) else ""
            for number in (line.number - 2, line.number)
        )
        if self._is_in_run_of_names(line.number - 1):
            return True
        is_last = not after or (_NAME_FIRST.match(after) and not _NAME_ALONE.fullmatch(after))
        if is_last and _NAME_ALONE.fullmatch(before) and _NAME_ALONE.fullmatch(line.text.strip()):
            return True
        indent = re.match(r"(?: {2,}|\t)(?=\S)", line.text)
        neighbours = self._lines[max(line.number - 2, 0) : line.number + 1 : 2]
        is_below_label = before.endswith(":") and _NAME_ALONE.fullmatch(line.text.strip()) is not None
        is_beside = any(re.match(rf"{indent[0]}\S", each.text) for each in neighbours) if indent else False
        return is_beside or (indent is not None and is_below_label)

    def _is_in_sentence(self, line: Line) -> bool:
        """Return whether a line is nothing but a name with which the sentence before it goes on: "Search for"."""
        if not _NAME_ALONE.fullmatch(line.text.strip()):
            return False
        before = next(
            (each for each in self._lines[max(line.number - 3, 0) : line.number - 1][::-1] if each.text), None
        )
        if before is None or len(before.text.split()) < _LEAST_WORDS or not re.match(r"[\w:,]", before.text[-1]):
            return False
        after = next((each.text for each in self._lines[line.number : line.number + 2] if each.text), "{")
        is_apart = _indent(line.text) > _indent(before.text) and not _OPENS.match(after.lstrip())
        return is_apart or _GOES_ON.search(before.text) is not None

    def _is_in_run_of_names(self, position: int) -> bool:
        """Return whether a line is one of three or more that are nothing but names, with an empty line behind them.

        Two are enough behind a line that announces them.
        """
        if position >= self._run.stop:
            end = position
            while end < len(self._lines) and _NAME_ALONE.fullmatch(self._lines[end].text.strip()):
                end += 1
            self._run = range(position, max(end, position + 1))
        end = self._run.stop
        is_alone = end == len(self._lines) or not self._lines[end].text.strip()
        behind = (each.text.rstrip() for each in self._lines[max(self._run.start - 2, 0) : self._run.start][::-1])
        is_announced = len(self._run) > 1 and next(filter(None, behind), "").endswith(":")
        return (is_announced or len(self._run) >= _LEAST_RUN) and is_alone

    def _is_in_list_without_marks(self) -> bool:
        """Return whether a line is one of three or more, one below the other, that are whole sentences."""
        if self.position >= self._sentences.stop:
            below = takewhile(lambda line: line.text.strip(), self._rows_below(self.position))
            texts = [line.text.strip() for line in below]
            number = len(texts) if len(texts) >= _LEAST_RUN and all(map(_WHOLE.fullmatch, texts)) else 0
            self._sentences = range(self.position, self.position + number)
        return self.position in self._sentences

    def _paragraph(self) -> Block:
        first = self.position
        if self._is_in_list_without_marks():
            self.position += 1
            return Block("item", self._lines[first].number, tidy(self._lines[first].text).strip(), level=1)
        self.position += 1
        while self.position < min(first + _LONGEST_PARAGRAPH, len(self._lines)) and self._continues():
            self.position += 1
        text = "\n".join(line.text.strip() for line in self._lines[first : self.position])
        return Block("text", self._lines[first].number, tidy(text).strip())

    def _continues(self) -> bool:
        text = self._lines[self.position].text
        stripped = text.strip()
        return bool(
            stripped
            and stripped not in HIDDEN
            and "\t" not in stripped
            and not _BULLET.match(text)
            and not _LABEL.match(stripped)
            and not self._opens_code()
            and not _WIKI_HEADING.match(stripped)
            and not _EQUALS_HEADING.fullmatch(stripped)
            and self._is_heading(stripped) is None
            and not self._plain_table(self.position)
        )

    def _plain_table(self, position: int) -> _PlainTable | None:
        """Return the table that begins at a position if its cells are only divided by spaces, None for another text."""
        return self._aligned_table(position) or self._spaced_table(position) or self._bare_table(position)

    def _rows_below(self, position: int) -> Sequence[Line]:
        return self._lines[position : position + _LONGEST_PARAGRAPH]

    def _aligned_table(self, position: int) -> _PlainTable | None:
        """Return a table in columns below their titles, perhaps with rules between them.

        A line whose first column is empty goes on with the row above it.
        """
        text = self._lines[position].text
        has_rule_above = RULES.fullmatch(text) is not None
        if "  " not in text.strip() and not has_rule_above:
            return None
        position += has_rule_above
        below = self._rows_below(position + 1)
        if not below:
            return None
        line = self._lines[position]
        rule = RULES.fullmatch(below[0].text)
        starts = [
            found.start() for found in (RULE_OF_COLUMN.finditer(below[0].text) if rule else _CELL.finditer(line.text))
        ]
        titles, below = _cut(line.text, starts), below[rule is not None :]
        kind = _kind_of_rows(titles, below, has_rule=rule is not None)
        if kind is None or len(starts) < kind.columns:
            return None
        rows: list[tuple[int, list[str]]] = []
        end = position + 1 + (rule is not None)
        for number, cells in takewhile(lambda row: row[1], ((number, _cut(text, starts)) for number, text in below)):
            if kind.name.fullmatch(cells[0]):
                rows.append((number, cells))
            elif cells[0] or not rows:
                break
            else:
                rows[-1][1][:] = [" ".join(filter(None, each)) for each in zip(rows[-1][1], cells, strict=True)]
            end += 1
        end += rule is not None and end < len(self._lines) and RULES.fullmatch(self._lines[end].text) is not None
        return _PlainTable([(line.number, titles), *rows], end) if len(rows) >= kind.rows else None

    def _spaced_table(self, position: int) -> _PlainTable | None:
        """Return a table of members that has lost its columns.

        Its titles are a name, a type and whether a member is required, and perhaps a description.
        """
        line = self._lines[position]
        titles = line.text.split()
        if not _LEAST_COLUMNS <= len(titles) <= len(_PLAIN_COLUMNS) or not all(
            column.fullmatch(title.casefold()) for column, title in zip(_PLAIN_COLUMNS, titles, strict=False)
        ):
            return None
        split = ((number, text.split(maxsplit=len(titles) - 1)) for number, text in self._rows_below(position + 1))
        rows = list(takewhile(lambda row: _describes_member(row[1]), split))
        return _PlainTable([(line.number, titles), *rows], position + 1 + len(rows)) if len(rows) > 1 else None

    def _bare_table(self, position: int) -> _PlainTable | None:
        """Return a table without titles whose columns are a name, a type, and whether a member is required."""
        split = (
            (number, _GAP.split(text.strip(), maxsplit=len(_BARE_TITLES) - 1))
            for number, text in self._rows_below(position)
        )
        rows = list(takewhile(lambda row: _describes_member(row[1]), split))
        titles = (self._lines[position].number, list(_BARE_TITLES))
        return _PlainTable([titles, *rows], position + len(rows)) if rows else None

    def _is_piped(self, at: int) -> bool:
        """Return whether a line has pipes around its cells, or between them as the line above or below it has."""
        if _PIPES.match(self._lines[at].text):
            return True
        near = [each.text.count(_PIPE) for each in self._lines[max(at - 1, 0) : at + 2]]
        own = self._lines[at].text.count(_PIPE)
        return own > 0 and near.count(own) > 1

    def _table(self) -> Iterator[Block]:
        """Yield a table that has cells: lines with tabs, or with pipes around the cells, one below the other."""
        first = self.position
        rows: list[tuple[Cell, ...]] = []
        while self.position < len(self._lines):
            line = self._lines[self.position]
            if self._is_piped(self.position):
                cells = re.split(r"\s*\|\|?\s*", line.text.strip().strip("|").strip())
            elif "\t" in line.text or (rows and self._is_row_without_remark()):
                cells = line.text.split("\t")
            else:
                break
            self.position += 1
            if not _RULE.fullmatch(line.text):
                rows.append(tuple(_cell(line.number, cell) for cell in cells))
        if rows and _NAME_ALONE.fullmatch(rows[0][0].text):  # a row of a table without titles
            rows.insert(0, tuple(cell._replace(text="") for cell in rows[0]))
        if rows:
            yield Block("table", self._lines[first].number, rows=tuple(rows))

    def _is_row_without_remark(self) -> bool:
        """Return whether a line is nothing but a name, and the line behind it is a row with tabs, or empty."""
        text, *behind = (each.text.strip() for each in self._lines[self.position : self.position + 2])
        return _NAME_ALONE.fullmatch(text) is not None and all("\t" in each or not each for each in behind)

    def _labelled(self) -> Iterator[Block]:
        """Yield the code below the line `Code Block`, which may name a language and a title."""
        label = self._lines[self.position]
        start, language, title = self._after_label(self.position)
        if title:
            yield Block("text", title.number, title.text, is_bold=True)
        if language not in _JSON:
            self._skip_paragraph(start)
            yield Block("code", label.number, lines=tuple(self._lines[start : self.position]), language=language)
        else:
            yield self._code(start, language if language in MIXED_LANGUAGES else "")

    def _after_label(self, label: int) -> tuple[int, str, Line | None]:
        """Return where the code begins, its language and its title."""
        position, language, title = label + 1, "", None
        while position < len(self._lines):
            line = self._lines[position]
            text = line.text.strip()
            named = _LANGUAGE.fullmatch(text)
            if named and not named[1]:  # an older line is between the word and its value
                position, language = _after_language(self._lines, position)
            elif named:
                position, language = position + 1, named[1].lower()
            elif text and text not in HIDDEN:
                if not _PARAMETER.fullmatch(text):
                    break
                if text.lower().startswith("title"):
                    title = line._replace(text=text[5:].lstrip("=:").strip())
                position += 1
            else:
                position += 1
        return position, language, title

    def _skip_paragraph(self, start: int) -> None:
        self.position = start
        while self.position < len(self._lines) and self._lines[self.position].text.strip():
            self.position += 1

    def _code(self, start: int, language: str) -> Block:
        line = self._lines[min(start, len(self._lines) - 1)]
        self.position = max(self._end_of_code(start), self.position + 1, start)
        code = [
            each._replace(text=tidy(each.text.replace("\t", "    "))) for each in self._lines[start : self.position]
        ]
        code = list(without_numbers(code))
        return Block("code", code[0].number if code else line.number, lines=tuple(code), language=language)

    def _end_of_code(self, start: int) -> int:
        """Return where code ends: nothing marks it, so at its last bracket, or before a line that is no code."""
        end = position = start
        depth = 0
        is_numbered = start < len(self._lines) and _NUMBERED_CODE.match(self._lines[start].text) is not None
        while position < len(self._lines):
            text = self._lines[position].text
            text = _LINE_NUMBER.sub("", text) if is_numbered else text
            stripped = text.strip()
            if stripped and stripped not in HIDDEN:
                if not _is_code(text) and not (depth <= 0 and self._opens_code_at(position)):
                    break
                depth += _opened(stripped)
                end = position + 1
                if depth <= 0 and not self._compared and _ends(stripped) and not self._goes_on(end):
                    break
            position += 1
        return end

    def _opens_code_at(self, position: int) -> bool:
        return bool(_OPENS.match(self._lines[position].text.lstrip()))

    def _goes_on(self, position: int) -> bool:
        """Return whether more code follows at once: a bracket, a comment before one, or an alternative."""
        text = self._lines[position].text.strip() if position < len(self._lines) else ""
        return bool(text) and (bool(_OPENS.match(text)) or bool(_COMMENT.match(text)) or text[0] in "}],|")


def _is_element(text: str) -> bool:
    """Return whether a line is an element of a list whose mark and text have a tab between them, not a row of cells."""
    mark = _BULLET.match(text)
    return mark is not None and "\t" not in text[mark.end() :]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _ends(line: str) -> bool:
    return line.rstrip(",")[-1:] in ("}", "]")


def _opened(line: str) -> int:
    """Return how many brackets a line opens more than it closes, outside of strings."""
    if '"' in line:
        line = re.sub(r'"(?:[^"\\]|\\.)*"', "", line)
    return line.count("{") + line.count("[") - line.count("}") - line.count("]")


def _cell(line: int, text: str) -> Cell:
    indent = len(text) - len(text.lstrip())
    return Cell(line, tidy(text).strip(), indent)


def _after_language(lines: Sequence[Line], name: int) -> tuple[int, str]:
    for position in range(name + 1, min(name + 9, len(lines))):
        text = lines[position].text.strip().lower()
        if text and text in _JSON:
            return position + 1, text
    return name + 1, ""


def _is_code(line: str) -> bool:
    if ISSUE.match(line.strip()):
        return False
    return bool(_CODE.match(line.strip())) or (line.startswith("  ") and not _BULLET.match(line))
