"""Find words that make the project's texts hard to read, and print plain ones.

    python tools/check_words.py [PATH...]

It reads the comments, docstrings, strings and function names of Python files, Markdown pages, the descriptions in
schemas, and the comments of other files. It skips what is quoted: code spans and blocks, text in double quotes,
examples of doctests, the strings of tests, and data files. `words.toml` holds the words.
"""

import argparse
import ast
import io
import os
import re
import sys
import tokenize
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
SETTINGS = Path(__file__).with_name("words.toml")
GAP = "\0"  # replaces each character that belongs to no text, so that places stay
_SUFFIXES = {".py", ".md", ".json", ".toml", ".yaml", ".yml", ""}
_STRINGS = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}

Span = tuple[int, int]


class Finding(NamedTuple):
    """Words in a file, and plain ones."""

    file: str
    line: int
    column: int
    words: str
    instead: str

    def __str__(self) -> str:
        return f'{self.file}:{self.line}:{self.column}: "{self.words}": {self.instead}'


class Rule(NamedTuple):
    """Words to avoid, as a pattern, and plain ones."""

    pattern: re.Pattern[str]
    instead: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the words to avoid; return 1 if there are any, else 0."""
    settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description="Find words that make the project's texts hard to read.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a file or folder (default: the project's)")
    given = [Path(path).resolve() for path in parser.parse_args(arguments).paths]
    skipped = settings["data"] if given else settings["data"] + settings["unconverted"]
    rules = [rule(each) for each in settings["word"]]
    files = _files(given or [ROOT / each for each in settings["texts"]], [ROOT / each for each in skipped])
    findings = [each for file in files for each in find(text_of(file), rules, os.path.relpath(file, ROOT))]
    print(*findings, sep="\n", end="\n" if findings else "")
    return 1 if findings else 0


def _files(paths: Iterable[Path], skipped: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            is_skipped = any(file.is_relative_to(each) for each in skipped) or "__pycache__" in file.parts
            if file.is_file() and file.suffix in _SUFFIXES and not is_skipped:
                yield file


def rule(entry: dict[str, Any]) -> Rule:
    """Return the rule of an entry of the settings."""
    words = entry["pattern"].replace(" ", r"\s+")
    before, after = r"\b", r"\b"
    if entry.get("head"):  # of a sentence that is no question
        before = rf"(?:\A|{GAP}|[.!?]\s|\n\s*\n|\n\s*[-*]\s)\s*\b"
        after = rf"\b(?![^.!?{GAP}]*\?)"
    return Rule(re.compile(f"{before}(?P<words>{words}){after}", re.IGNORECASE), entry["instead"])


def find(text: str, rules: Sequence[Rule], file: str = "") -> list[Finding]:
    """Return the words to avoid in a text, in its order."""
    findings = []
    for pattern, instead in rules:
        for match in pattern.finditer(text):
            start = match.start("words")
            line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
            findings.append(Finding(file, line, column, " ".join(match["words"].split()), instead))
    return sorted(findings)


def text_of(path: Path) -> str:
    """Return the content of a file with a `GAP` in place of each character that belongs to no text."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        content = _python_text(content, strings="tests" not in path.parts)
        quoted = r"`+[^`]+`+"
    elif path.suffix == ".json":
        content = _only(
            content, [match.span(1) for match in re.finditer(r'"(?:description|note)": (".*?[^\\]")', content)]
        )
        quoted = r"`+[^`]+`+"
    elif path.suffix == ".md":
        quoted = r'^( *```).*?^\1|`+[^`]+`+|"[^"\n]*"'
    else:
        comments = re.finditer(r"#.*|^ *(?:description|why)\b.*", content, re.MULTILINE)
        content = _only(content, [match.span() for match in comments])
        quoted = r'`+[^`]+`+|"[^"\n]*"'
    return re.sub(quoted, lambda match: _gaps(match[0]), content, flags=re.DOTALL | re.MULTILINE)


def _gaps(text: str) -> str:
    return re.sub(r"\S", GAP, text)


def _only(content: str, spans: Iterable[Span]) -> str:
    """Return the content with gaps outside of these spans."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [_gaps(content[end:start]), content[start:stop]]
        end = stop
    return "".join([*parts, _gaps(content[end:])])


def _python_text(content: str, *, strings: bool) -> str:
    """Return the texts of Python code; strings that are no docstrings only if asked for."""
    starts = [0]
    for line in content.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    docstrings = set(_docstring_places(ast.parse(content)))
    parts, end, previous = [], 0, ""
    for token in tokenize.generate_tokens(io.StringIO(content).readline):
        start, stop = starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]
        text = None
        if token.type == tokenize.COMMENT:  # the signs become spaces: a sentence may go on in the next line
            text = re.sub(r"^#:?", lambda sign: " " * len(sign[0]), token.string)
        elif token.start in docstrings or (strings and token.type in _STRINGS and " " in token.string):
            text = _string_text(content[start:stop])
        elif token.type == tokenize.NAME and previous == "def":
            text = token.string.replace("_", " ")
        if text is not None:
            parts += [_gaps(content[end:start]), text]
            end = stop
        previous = token.string
    return "".join([*parts, _gaps(content[end:])])


def _docstring_places(tree: ast.AST) -> Iterator[tuple[int, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(
            node
        ):
            yield node.body[0].lineno, node.body[0].col_offset


def _string_text(literal: str) -> str:
    """Return a string literal with gaps for its quotes, for fields of an f-string and for examples of doctests."""
    code = r"""\A\w*(?:\"""|'''|["'])|(?:\"""|'''|["'])\Z|^ *>>> .*?(?=^\s*$|\Z)"""
    if re.match(r"\w*f", literal, re.IGNORECASE):
        code += r"|\{[^{}]*\}"
    text = re.sub(code, lambda match: _gaps(match[0]), literal, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\\[nt]", "  ", text)  # the escapes of white space


if __name__ == "__main__":
    sys.exit(main())
