"""The configuration of `check` and `session`: found, read, and put behind the options of the command line."""

from __future__ import annotations

import os
import re
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from math import isfinite
from typing import TYPE_CHECKING, Any

from cti_contract.cli import arguments
from cti_contract.reports import REPORTS
from cti_contract.suggest import suggestion
from cti_contract.text import choice, one_of, printable, quote

if TYPE_CHECKING:
    from argparse import Namespace

    from jsonschema_rs import ValidationError

#: A file of its own, and the file of Python projects with the table that holds the configuration.
OWN_FILE = "cti-contract.toml"
PROJECT_FILE = "pyproject.toml"
_TABLE = "tool.cti-contract"
_MISSPELT = "cti_contract"
#: The name of the table in a header or as a key, also with an underscore: not in a list of dependencies.
#: Bytes that are not UTF-8 may be before a header, so that the file is reported.
_HEADER = rb"""(?:\A|[\r\n])(?=[^\w"'#\r\n\[]*+\[)[^\w#\r\n]*+tool[^\w\r\n]++cti[-_]contract"""
_MENTION = _HEADER + rb"""|cti[-_]contract["']?[ \t]*+(?:\.|=(?!=))"""

#: The most bytes of a configuration.
LARGEST = 1024 * 1024

_FILE = {"type": "string", "minLength": 1}
#: The most characters of a pattern: the time to prepare one is quadratic, and the longest paths have 4,096 bytes.
LONGEST_PATTERN = 4096
_PATTERN = {"type": "string", "maxLength": LONGEST_PATTERN}
_LIST = {**_PATTERN, "type": ["string", "array"], "items": _PATTERN}
#: The keys of the configuration, each with the JSON Schema of its value.
KEYS: dict[str, dict[str, Any]] = {
    "at": {
        "type": ["string", "array"],
        "items": {"type": "string"},
        "default": [""],
        "description": "The JSON Pointer of the message in each record, or several; * is every element or member.",
    },
    "baseline": {**_FILE, "description": "The file of known problems, from the folder of this file."},
    "color": {
        "enum": ["auto", "always", "never"],
        "default": "auto",
        "description": "Whether the text report is colored; auto colors it on a terminal.",
    },
    "complete": {
        "type": "boolean",
        "default": False,
        "description": "Each log of session ends where its recording does.",
    },
    "exclude": {**_LIST, "description": "Patterns of files and folders to skip, below the folder of this file."},
    "extract": {"type": "boolean", "default": False, "description": "Take the first JSON object in each line."},
    "format": {"enum": list(REPORTS), "default": "text", "description": "The format of the report."},
    "ignore": {**_LIST, "description": "Codes of problems to ignore: CODE or CODE:POINTER, with * and **."},
    "junit-case": {
        "enum": ["file", "message"],
        "default": "file",
        "description": "Whether each file or each message is a test case of the JUnit report.",
    },
    "jobs": {
        "type": "integer",
        "minimum": 1,
        "maximum": arguments.MOST_JOBS,
        "description": "The number of processes of check.",
    },
    "max-problems": {"type": "integer", "minimum": 0, "description": "The most problems to show."},
    "one-log": {"type": "boolean", "default": False, "description": "All files of session are one log."},
    "output": {
        "type": "string",
        "minLength": 1,
        "description": "The file for the report, from the folder of this file.",
    },
    "patience": {
        "type": "number",
        "exclusiveMinimum": 0,
        "description": "The seconds that answers and events may take in session.",
    },
    "per-file-ignores": {
        "type": "object",
        "propertyNames": {"maxLength": LONGEST_PATTERN},
        "additionalProperties": _LIST,
        "description": "Codes of problems to ignore in some files: a pattern of paths, and the codes.",
    },
    "quiet": {"type": "boolean", "default": False, "description": "Print no summary and no progress."},
    "redact": {"type": "boolean", "default": False, "description": "Show no values of messages in problems."},
    "root": {**_FILE, "description": "The folder to which paths are relative in the reports github and sarif."},
    "select": {**_LIST, "description": "Codes of problems to report: all others are ignored."},
    "sender": {"type": "string", "description": "The JSON Pointer of the sender in each record of session."},
    "senders": {
        "type": "object",
        "additionalProperties": {"enum": ["client", "platform"]},
        "description": "The values of the sender, and whether each is the client or the platform.",
    },
    "skip-foreign": {"type": "boolean", "default": False, "description": "Skip JSON files without messages."},
    "skip-missing": {
        "type": "boolean",
        "default": False,
        "description": "Skip records that have nothing where at says.",
    },
    "statistics": {
        "type": "boolean",
        "default": False,
        "description": "Print how many problems each code and message has.",
    },
    "strict": {"type": "boolean", "default": False, "description": "Report warnings as errors."},
    "time": {"type": "string", "description": "The JSON Pointer of the time in each record of session."},
    "unknown": {
        "enum": ["error", "ignore"],
        "default": "error",
        "description": "Whether unknown members and messages are errors or accepted.",
    },
}
#: The parsers of arguments that also check the values of keys.
_PARSERS: dict[str, Callable[[str], Any]] = {
    "at": arguments.pointer,
    "baseline": arguments.path,
    "ignore": arguments.rule,
    "output": arguments.path,
    "per-file-ignores": arguments.rule,
    "root": arguments.path,
    "select": arguments.rule,
    "sender": arguments.pointer,
    "time": arguments.pointer,
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a configuration, also with the codes and the forms of places, for editors."""
    from cti_contract.codes import CODES  # 2 ms that no check needs

    codes = ["*", *CODES]
    with_place = f"^(?:{'|'.join(map(re.escape, CODES))}|\\*):(?:[/*]|$)"
    rule: dict[str, Any] = {"anyOf": [{"enum": codes}, {"pattern": with_place}]}  # a list has no pattern
    rules = {**rule, "items": {"type": "string", **rule}}
    pointer = {"pattern": "^(?:/(?:[^~/]|~[01])*)*$"}
    refined: dict[str, dict[str, Any]] = {
        "at": {**pointer, "items": {"type": "string", **pointer}},
        "ignore": rules,
        "per-file-ignores": {"additionalProperties": {"type": ["string", "array"], **rules}},
        "select": rules,
        "sender": pointer,
        "time": pointer,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://cti-contract.example/config.json",
        "title": "config",
        "description": f"The configuration in {OWN_FILE}, or in the table {_TABLE} of {PROJECT_FILE}.",
        "type": "object",
        "properties": {key: {**value, **refined.get(key, {})} for key, value in KEYS.items()},
        "additionalProperties": False,
    }


def apply(options: Namespace) -> None:
    """Set the options that the command line does not: from the configuration, else to their defaults.

    `options.folders` has the folder to which the value of an option is relative: the working directory, or that of the
    configuration. Exit with the code of wrong usage if the configuration is wrong. A second call does nothing.
    """
    if "folders" in options:
        return
    is_named = options.config is not None
    file = options.config or (None if options.no_config else found(os.getcwd()))
    options.config = file
    options.folders = {key: os.getcwd() for key in KEYS if getattr(options, attribute(key), None) is not None}
    if file is not None:
        try:
            settings, folder = _read(file), os.path.dirname(os.path.abspath(file))
            if not is_named:
                _refuse_outside(settings, folder)
            _fill(options, settings, folder)
        except ValueError as error:
            arguments.refuse(options.command, f"{printable(file)}: {error}")
    _fill(options, {key: value.get("default") for key, value in KEYS.items()}, os.getcwd())


def _refuse_outside(settings: dict[str, Any], folder: str) -> None:
    """Raise ValueError if a configuration that nobody has named wants to write a file outside its folder.

    It may be that of a checkout that is not trusted.
    """
    output = settings.get("output")
    if output is not None and not _is_below(os.path.join(folder, output), folder):
        raise ValueError(f"output: {quote(output)} is outside the folder of this file; give it on the command line")


def _is_below(path: str, folder: str) -> bool:
    real, around = os.path.realpath(path), os.path.realpath(folder)
    return real == around or real.startswith(os.path.join(around, ""))


def _fill(options: Namespace, settings: dict[str, Any], folder: str) -> None:
    """Set the options that are not set yet."""
    for key, value in settings.items():
        if key not in options.folders:
            setattr(options, attribute(key), value)
            options.folders[key] = folder


def attribute(key: str) -> str:
    """Return the name under which argparse has an option."""
    return key.replace("-", "_")


def found(folder: str) -> str | None:
    """Return the configuration for a folder: in it or in the nearest folder above, None if there is none."""
    while True:
        own = os.path.join(folder, OWN_FILE)
        if os.path.lexists(own):
            return own
        project = os.path.join(folder, PROJECT_FILE)
        if os.path.lexists(project) and _has_table(project):
            return project
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _has_table(file: str) -> bool:
    """Return whether a project file has the table, or cannot be read, which is reported later."""
    try:
        raw = _content(file).replace(b"\0", b"")  # in UTF-16, each second byte of a name
        if not re.search(_MENTION, raw):  # the import of a TOML parser takes 3 ms
            return False
        document = _toml(file)
        return _table_of(document) is not None or _table_of(document, _MISSPELT) is not None
    except (OSError, ValueError):
        return True


def _read(file: str) -> dict[str, Any]:
    """Return the keys and values of a configuration; raise ValueError with the fault in words."""
    try:
        document = _toml(file)
    except OSError as error:
        raise ValueError(error.strerror) from None
    if os.path.basename(file) == PROJECT_FILE:
        table, prefix = _table_of(document), f"{_TABLE}."
        if table is None:
            if _table_of(document, _MISSPELT) is not None:
                raise ValueError(f"unknown table [tool.{_MISSPELT}] (did you mean [{_TABLE}]?)")
            raise ValueError(f"no table [{_TABLE}]")
    else:
        table, prefix = document, ""
        if _table_of(document) is not None:
            raise ValueError(f"the table [{_TABLE}] is for {PROJECT_FILE}: write its keys at the top of this file")
    if not isinstance(table, dict):
        raise ValueError(f"{_TABLE}: must be a table")  # noqa: TRY004 -- of the user's file
    fault = next(_faults(table, prefix), None)
    if fault:
        raise ValueError(fault)
    return {key: _listed(value, KEYS[key]) for key, value in table.items()}


def _listed(value: Any, schema: dict[str, Any]) -> Any:
    """Return a value with a list in the place of each text that may be a list."""
    if "additionalProperties" in schema:
        return {key: _listed(inner, schema["additionalProperties"]) for key, inner in value.items()}
    return [value] if isinstance(value, str) and "array" in schema.get("type", ()) else value


def _toml(file: str) -> dict[str, Any]:
    from cti_contract.files.toml import toml_of

    return toml_of(_content(file))


def _content(file: str) -> bytes:
    """Return the content of a configuration. Raises OSError."""
    from cti_contract.files.own_files import content_of

    return content_of(file, LARGEST)


def _table_of(document: dict[str, Any], name: str = "cti-contract") -> Any:
    tool = document.get("tool")
    return tool.get(name) if isinstance(tool, dict) else None


def _faults(table: dict[str, Any], prefix: str) -> Iterator[str]:
    """Yield the faults of a configuration; `prefix` is the place of its keys in the file."""
    for key in table:
        if key not in KEYS:
            hint = suggestion(key, tuple(KEYS))
            yield f"unknown key {quote(prefix + key)}" + (f" (did you mean {quote(hint)}?)" if hint else "")
    table = _shallow(table, _DEEPEST)
    yield from _values_of_toml_only(table, prefix)
    from jsonschema_rs import Draft202012Validator

    for error in Draft202012Validator({"properties": KEYS}).iter_errors(table):
        yield f"{prefix}{'.'.join(map(_step, error.instance_path))}: {_difference(error)}"
    for key, parse in _PARSERS.items():
        for value in _leaves(table.get(key, [])):
            try:
                parse(value)
            except ArgumentTypeError as error:
                yield f"{prefix}{key}: {error}"


#: How deep the texts of `per-file-ignores` are, which are the deepest: in the table, a table and a list.
_DEEPEST = 3


def _shallow(value: Any, depth: int) -> Any:
    """Return a value in which the lists and tables that are too deep are empty.

    Their type alone is a fault, and one that holds thousands of others would end in a RecursionError.
    """
    if isinstance(value, dict):
        return {key: _shallow(inner, depth - 1) for key, inner in value.items()} if depth else {}
    if isinstance(value, list):
        return [_shallow(inner, depth - 1) for inner in value] if depth else []
    return value


def _step(step: str | int) -> str:
    """Return a key or an index as TOML writes it in a dotted key."""
    text = str(step)
    return text if text.isascii() and re.fullmatch(r"[\w-]{1,80}", text) else quote(text)


#: The types of values in words of TOML.
_TYPES = {
    "array": "a list in square brackets",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a table",
    "string": "a text in quotes",
}


def _difference(error: ValidationError) -> str:
    """Return the expected value and the one that was found."""
    value, kind = error.instance, error.kind
    if kind.name == "propertyNames":
        return _difference(kind.error)  # type: ignore[attr-defined]  # the error of the name
    hint = None
    if kind.name == "enum":
        expected = one_of(kind.value)
        hint = suggestion(value, tuple(kind.value)) if isinstance(value, str) else None
    elif kind.name == "type":
        expected = choice([_TYPES[name] for name in kind.value])
    else:
        expected = _LIMITS[kind.name].format(kind.value)
    meant = f" (did you mean {quote(hint)}?)" if hint else ""
    return f"expected {expected}, not {quote(value)}{meant}"


#: The limits of the values of keys, in words, by the keywords of their schemas.
_LIMITS = {
    "maximum": "a whole number, {:,} or less",
    "minimum": "a whole number, {} or more",
    "exclusiveMinimum": "a number above {}",
    "maxLength": "at most {:,} characters",
    "minLength": "a text that is not empty",
}


#: TOML promises no larger integers, and the validator shows others for them.
_LARGEST_NUMBER = 2**63 - 1


def _values_of_toml_only(table: dict[str, Any], prefix: str) -> Iterator[str]:
    """Yield the faults of values that JSON does not have, so that its schema cannot name them."""
    for key, value in table.items():
        for inner in _leaves(value):
            if isinstance(inner, int) and abs(inner) > _LARGEST_NUMBER:
                yield f"{prefix}{key}: a number of more than 18 digits"
            elif isinstance(inner, float) and not isfinite(inner):
                yield f"{prefix}{key}: {inner} is not a finite number"
            elif not isinstance(inner, str | int | float):
                yield f"{prefix}{key}: {inner} is a date or a time, which no key takes; put texts in quotes"


def _leaves(value: Any) -> Iterator[Any]:
    """Yield the values in a value that are no tables or lists."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _leaves(inner)
    else:
        yield value
