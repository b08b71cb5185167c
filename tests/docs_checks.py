"""Pages of the tests, and the findings of the documentation check on them."""

import copy
from typing import Any

from helpers import ROOT

from cti_contract.contract import registry
from cti_contract.drift import pages
from cti_contract.drift.compare import Checked, check_page, findings_of
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Finding

PAGES = ROOT / "tests/pages"
#: The same page in three formats.
DESK = {path.suffix[1:]: path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("desk.*"))}
CONTRACT = Contract()


def checked(text: str, file: str = "page.md", contract: Contract = CONTRACT) -> Checked:
    return check_page(pages.page_of(file, text), contract)


def findings(text: str, file: str = "page.md", contract: Contract = CONTRACT) -> list[Finding]:
    return findings_of(pages.page_of(file, text), contract)


def codes(text: str, file: str = "page.md") -> list[str]:
    return [finding.code for finding in findings(text, file)]


def sample(command: str, data: str = "{}", result: str = "", target: str = "PureCloud-jdoe.70001") -> str:
    """Return a block of JSON with a request, or with a response."""
    said = f'"result": "{result}", ' if result else ""
    return f'```json\n{{"command": "{command}", "target": "{target}", {said}"data": {data}}}\n```\n'


def contract_with(schema: str, place: list[str], value: Any) -> Contract:
    """Return the contract with another value in one schema file."""
    schemas = copy.deepcopy(dict(registry.schemas()))
    inner: Any = schemas[registry.BASE_URI + schema]
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return Contract(schemas)
