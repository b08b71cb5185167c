"""The text of a Confluence page, or of its view of two versions, as it is copied or exported."""

import re
from collections.abc import Iterator, Sequence

from cti_contract.drift.blocks import Block, Line
from cti_contract.drift.headings import is_heading

HIDDEN = ("...", "…")
_BULLET = re.compile(r"\s*[•◦▪○*·-]\s+(?=\S)")
_LABEL = re.compile(r"Code Block\b", re.IGNORECASE)
#: The parameters of a code block as the views print them, name and value run together.
_PARAMETER = re.compile(r"(?:language|title|theme|linenumbers|collapse|firstline)(?:$|\w+|[=:].*)", re.IGNORECASE)
_LANGUAGES = ("json", "js", "javascript", "text", "none")
_CODE = re.compile(
    r"""[{}\[\],|<:…] | // | /\* | \*/ | \.\.\.
    | ["“”] (?: [^"“”]* ["“”] \s* (?: [:,|\]}] | $ | // ) | [^"“”]*$ )
    | (?: -?\d | true | false | null ) \b [^A-Za-z]* $
    | \w+ \s* : \s* ["{\[<]""",
    re.VERBOSE,
)


def blocks_of(text: str, *, compared: bool) -> Iterator[Block]:
    """Yield the blocks of a text; in a view of two versions `...` stands for what it hides."""
    lines = [Line(number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1)]
    position = 0
    while position < len(lines):
        line = lines[position]
        start = _after_label(lines, position) if _LABEL.match(line.text.strip()) else position
        if start > position or line.text.lstrip().startswith("{"):
            position = _end_of_code(lines, start)
            code = [each for each in lines[start:position] if not (compared and each.text.strip() == "...")]
            yield Block("code", code[0].number if code else line.number, lines=tuple(code))
        else:
            position += 1
            yield from _prose(line)


def _prose(line: Line) -> Iterator[Block]:
    text = line.text.strip()
    bullet = _BULLET.match(line.text)
    if text in HIDDEN:
        yield Block("hidden", line.number)
    elif bullet:
        yield Block("item", line.number, line.text[bullet.end() :].strip())
    elif text:
        yield Block("heading" if is_heading(text) else "text", line.number, text)


def _after_label(lines: Sequence[Line], label: int) -> int:
    """Return where the code begins below the line `Code Block`: after the parameters that are printed with it."""
    position = label + 1
    while position < len(lines):
        text = lines[position].text.strip()
        if text.lower() == "language":  # its value is torn off: an older line stands between
            position = _after_language(lines, position)
        elif text and not (_PARAMETER.fullmatch(text) and text.lower() not in _LANGUAGES) and text not in HIDDEN:
            break
        else:
            position += 1
    return position


def _after_language(lines: Sequence[Line], name: int) -> int:
    for position in range(name + 1, min(name + 9, len(lines))):
        if lines[position].text.strip().lower() in _LANGUAGES:
            return position + 1
    return name + 1


def _end_of_code(lines: Sequence[Line], start: int) -> int:
    """Return where the code ends: nothing marks it, so it ends before the first line that can be no code."""
    end = position = start
    while position < len(lines):
        text = lines[position].text
        stripped = text.strip()
        if stripped and stripped not in HIDDEN:
            if not _is_code(text):
                break
            end = position + 1
        position += 1
    return end


def _is_code(line: str) -> bool:
    return bool(_CODE.match(line.strip())) or (line.startswith("  ") and not _BULLET.match(line))
