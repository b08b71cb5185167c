"""Print the decisions that are left in new or changed schema files, in words.

    python tools/what_is_left.py

It asks every law of `schema_laws.py` about every schema file. Exit codes: 0 nothing is left, 1 something is, 2 the
schemas are not those of this project.
"""

import sys
from pathlib import Path

from schema_laws import STAGES, Breach, Contract, File, read

from cti_contract.contract import registry

ROOT = Path(__file__).parent.parent


def main(root: Path = ROOT) -> int:
    """Print the decisions that are left below `root`, a line each; return the exit code."""
    if not Path(registry.folder()).samefile(root / "schemas"):
        print(f"the schemas are read from {registry.folder()}; run: pip install --editable {root}", file=sys.stderr)
        return 2
    lines = [str(breach) for breach in breaches_of(root)]
    print(*lines or ["nothing is left to decide"], sep="\n")
    return 1 if lines else 0


def breaches_of(root: Path) -> list[Breach]:
    """Return each breach of the first stage of laws that a file breaks."""
    contract = Contract({}, root / "tests" / "cases")
    found = [read(path, contract) for path in sorted((root / "schemas").glob("*/*.json"))]
    files = [each for each in found if isinstance(each, File)]
    contract.schemas = {file.uri: file.schema for file in files}
    breaches = [each for each in found if isinstance(each, Breach)]
    for stage in STAGES:
        breaches += [breach for file in files for law in stage for breach in law(file)]
        if breaches:
            break
    return breaches


if __name__ == "__main__":
    sys.exit(main())
