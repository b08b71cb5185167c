"""Write the reference and parts of the README from the schemas, or tell what differs from them.

    python tools/render_reference.py           # rewrite what differs
    python tools/render_reference.py --check   # show what differs, exit 1

`schemas/README.md` is written as a whole, in README.md what stands between `<!-- NAME: begin -->` and
`<!-- NAME: end -->`.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from difflib import unified_diff
from itertools import islice
from pathlib import Path

from reference_page import Messages, overview, page, samples

from cti_contract import MESSAGES
from cti_contract.contract import registry

ROOT = Path(__file__).parent.parent
TABLES: Mapping[str, Callable[[Messages], str]] = {"messages": overview, "samples": samples}
_SHOWN = 20


def with_tables(text: str, messages: Messages) -> str:
    """Return a text with each table of `TABLES` between its markers; raises ValueError for one that has no place."""
    for name, table in TABLES.items():
        text = _with_table(text, name, table(messages))
    return text


def _with_table(text: str, name: str, table: str) -> str:
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, _, rest = text.partition(begin)
    _, found, after = rest.partition(end)
    if not found or begin in after:
        raise ValueError(f"there must be one {begin.strip()} and after it {end.strip()}, each on a line of its own")
    return f"{before}{begin}\n{table}\n{end}{after}"


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Render what is below `root`: 0 when all is (now) as the schemas say, 1 when `--check` found a difference.

    2 when it cannot be rendered: a marker is missing, or the schemas that are read are not those of `root`.
    """
    parser = argparse.ArgumentParser(description="Render the reference and parts of the README.")
    parser.add_argument("--check", action="store_true", help="change nothing, show what differs, exit 1 if a file does")
    options = parser.parse_args(arguments)
    if not Path(registry.folder()).samefile(root / "schemas"):
        print(f"the schemas are read from {registry.folder()}; run: pip install --editable {root}", file=sys.stderr)
        return 2
    readme = root / "README.md"
    try:
        wanted = {root / "schemas" / "README.md": page(MESSAGES), readme: with_tables(_text(readme), MESSAGES)}
    except ValueError as error:
        print(f"README.md: {error}", file=sys.stderr)
        return 2
    differing = {path: text for path, text in wanted.items() if _text(path) != text}
    for path, text in differing.items():
        _show(path, text, root) if options.check else _write(path, text, root)
    return int(options.check and bool(differing))


def _text(path: Path) -> str:
    return path.read_bytes().decode() if path.exists() else ""


def _write(path: Path, text: str, root: Path) -> None:
    path.write_bytes(text.encode())
    print(f"{path.relative_to(root).as_posix()}: rendered")


def _show(path: Path, text: str, root: Path) -> None:
    """Print the beginning of the difference, and how to mend it."""
    name = path.relative_to(root).as_posix()
    print(f"{name}: differs from the schemas; run: python tools/render_reference.py")
    lines = unified_diff(_text(path).splitlines(), text.splitlines(), name, "from the schemas", lineterm="")
    for line in islice(lines, _SHOWN):
        print(f"  {line}")


if __name__ == "__main__":
    sys.exit(main())
