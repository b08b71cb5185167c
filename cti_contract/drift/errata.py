"""Errata: known faults of pages, each with the findings that it explains."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from cti_contract import package_files
from cti_contract.drift.findings import CODES, Finding
from cti_contract.drift.reasons import is_reason
from cti_contract.files.globs import glob_of
from cti_contract.files.own_files import content_of
from cti_contract.files.toml import toml_of
from cti_contract.suggest import suggestion
from cti_contract.text import all_of, quote

#: The errata that the package ships.
ERRATA = os.path.join(os.path.dirname(__file__), "errata.toml")
_TABLE = re.compile(r"[ \t]*+\[\[[ \t]*+erratum[ \t]*+\]\]")


class Erratum(NamedTuple):
    """One known fault: the `code` of its findings, `why` it is the page that errs, and `since` when that is known.

    It explains findings about one `message`, or about any; whose text holds what it `says`, or any; and on pages whose
    file name matches the pattern `page`, or any. `line` is its line in its file.
    """

    code: str
    why: str
    since: date
    message: str | None = None
    says: str = ""
    page: str = "*"
    line: int = 1

    def is_for(self, file: str) -> bool:
        """Return whether it is an erratum of the page in a file."""
        return _glob(self.page, os.getcwd()).matches(file)

    def explains(self, finding: Finding) -> bool:
        """Return whether it explains a finding."""
        about = self.code == finding.code and self.message in (None, finding.message)
        return about and self.says in finding.text and self.is_for(finding.file)


_glob = cache(glob_of)


def read(file: str) -> list[Erratum]:
    """Return the errata in a TOML file; raises OSError, and ValueError that says what is wrong with it."""
    content = package_files.read("drift", "errata.toml") if file == ERRATA else content_of(file)
    try:
        document = toml_of(content)
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from None
    tables = document.pop("erratum", [])
    if document or not isinstance(tables, list):
        raise ValueError(f"{file}: errata are tables [[erratum]]{_besides(document)}")
    lines = [number for number, line in enumerate(content.decode("utf-8-sig").split("\n"), 1) if _TABLE.match(line)]
    lines += [1] * (len(tables) - len(lines))  # written in another form than tables
    return [_erratum(table, f"{file}:{line}", line) for table, line in zip(tables, lines, strict=False)]


def _besides(document: Mapping[str, Any]) -> str:
    return f", {quote(next(iter(document)))} is not one" if document else ""


#: The codes of findings that an erratum can explain.
EXPLAINED = tuple(code for code in CODES if not code.startswith("stale-"))
_TYPES: dict[str, type] = {"code": str, "why": str, "since": date, "message": str, "says": str, "page": str}


def _erratum(table: Any, place: str, line: int) -> Erratum:
    if not isinstance(table, dict):
        raise ValueError(f"{place}: an erratum is a table")  # noqa: TRY004 -- of a file, not of a caller
    for key, value in table.items():
        if key not in _TYPES:
            nearest = suggestion(key, tuple(_TYPES))
            raise ValueError(f"{place}: an erratum has no {quote(key)}{f'; it has {nearest}' if nearest else ''}")
        if not isinstance(value, _TYPES[key]) or (isinstance(value, str) and not value.strip()):
            wanted = "a date (2026-01-31)" if key == "since" else "a text that is not empty"
            raise ValueError(f"{place}: {quote(key)} must be {wanted}")
    if "why" in table and not is_reason(table["why"]):
        raise ValueError(f'{place}: {quote(table["why"])} is no reason: "why" must say why the page errs')
    missing = [key for key in ("code", "why", "since") if key not in table]
    if missing:
        raise ValueError(f"{place}: an erratum needs {all_of(missing)}")
    if table["code"] not in EXPLAINED:
        nearest = suggestion(table["code"], EXPLAINED)
        meant = f"; the nearest is {quote(nearest)}" if nearest else ""
        raise ValueError(f"{place}: no finding that can be explained has the code {quote(table['code'])}{meant}")
    return Erratum(**table, line=line)


def stale(errata: Sequence[Erratum], findings: Sequence[Finding], pages: Sequence[str], file: str) -> Iterator[Finding]:
    """Yield a finding for each erratum of one of the pages that explains nothing any more."""
    for erratum in errata:
        if any(map(erratum.is_for, pages)) and not any(map(erratum.explains, findings)):
            says = f" that says {quote(erratum.says)}" if erratum.says else ""
            text = f"no {erratum.code}{says} is found any more"
            yield Finding(file, erratum.line, "stale-erratum", text, erratum.message)
