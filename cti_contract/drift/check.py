"""The documentation check as a whole: pages in; findings, explained and known ones out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cti_contract.contract import registry
from cti_contract.drift import baseline, errata, pages
from cti_contract.drift.compare import Checked, check_page
from cti_contract.drift.contract import Contract
from cti_contract.drift.discover import Source
from cti_contract.drift.errata import Erratum
from cti_contract.drift.findings import Finding, in_order
from cti_contract.drift.names import mentioned
from cti_contract.drift.pages import SUFFIXES
from cti_contract.files.baseline import Baseline


class Options(NamedTuple):
    """The options of a check.

    Attributes:
        complete: Whether a message that no page mentions is a finding.
        skip_foreign: Whether pages that document no message, and files that are no text, are skipped.
        errata: The errata to apply, with the file that they are from.
        errata_file: That file.
        baseline: The known findings, None without a baseline.
    """

    complete: bool = False
    skip_foreign: bool = False
    errata: tuple[Erratum, ...] = ()
    errata_file: str = ""
    baseline: Baseline | None = None


class Result(NamedTuple):
    """The result of a check: the pages, the findings, those explained by errata, and those of the baseline.

    `skipped` counts the pages that document no message, `binary` the skipped files that are no text.
    """

    checked: list[Checked]
    findings: list[Finding]
    explained: dict[Finding, Erratum]
    known: list[Finding]
    skipped: int = 0
    binary: int = 0

    @property
    def ignored(self) -> list[Finding]:
        """The findings that comments of the pages ignore."""
        return [finding for page in self.checked for finding in page.ignored]


def check_files(sources: Sequence[Source], contract: Contract, options: Options) -> Result:
    """Check pages."""
    checked, skipped, binary = _checked(sources, contract, options)
    found = [finding for page in checked for finding in page.findings]
    found += _empty_origins(sources, checked)
    found += _unmentioned(checked, contract) if options.complete else []
    applied = [each for each in options.errata if options.complete or each.code != "undocumented-message"]
    explained = {finding: each for finding in found for each in reversed(applied) if each.explains(finding)}
    left = [finding for finding in found if finding not in explained]
    files = [page.page.file for page in checked]
    left += errata.stale(applied, found, files, options.errata_file)
    known: list[Finding] = []
    if options.baseline is not None:
        left, known = baseline.apply(options.baseline, in_order(left), files)
    return Result(checked, in_order(left), explained, known, skipped, binary)


def _checked(sources: Sequence[Source], contract: Contract, options: Options) -> tuple[list[Checked], int, int]:
    """Return the pages that were compared, and how many are skipped: those without a message, and those no text."""
    checked, skipped, binary = [], 0, 0
    for source in sources:
        if source.file == source.origin and not source.error:
            continue
        page = pages.unreadable(source.file, source.error) if source.error else pages.read(source.file)
        compared = check_page(page, contract)
        is_foreign = not compared.has_messages and (page.blocks or not page.fault)
        if page.is_binary and options.skip_foreign:
            binary += 1
        elif is_foreign and (source.origin or options.skip_foreign):
            skipped += 1
        else:
            checked.append(compared)
    return checked, skipped, binary


def _empty_origins(sources: Sequence[Source], checked: Iterable[Checked]) -> list[Finding]:
    """Return a finding for each folder or pattern in which no page documents a message."""
    files = {page.page.file for page in checked}
    origins = {source.origin: [] for source in sources if source.origin}  # type: dict[str, list[str]]
    for source in sources:
        if source.origin:
            origins[source.origin].append(source.file)
    suffixes = ", ".join(SUFFIXES)
    return [
        Finding(origin, 1, "no-messages", f"no page here documents a message ({suffixes})")
        for origin, found in origins.items()
        if files.isdisjoint(found)
    ]


def _unmentioned(checked: Iterable[Checked], contract: Contract) -> list[Finding]:
    """Return a finding for each message that no page mentions, at its schema file."""
    names = {name for page in checked for name in mentioned(page.sections, contract)}
    missing = {each.name: each for each in reversed(contract.messages) if each.name not in names}
    return [
        Finding(schema, 1, "undocumented-message", "no page mentions it", each.name, schema)
        for each in missing.values()
        if (schema := f"schemas/{each.uri.removeprefix(registry.BASE_URI)}")
    ]
