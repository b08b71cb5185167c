"""Render the pages that are made from the schemas, the table of codes, the docstrings and the imports.

    python tools/render_reference.py           # rewrite the pages that differ
    python tools/render_reference.py --check   # show the differences, exit 1

`schemas/README.md` and `cti_contract/guides/codes.md` are rendered as a whole. In the pages of `PARTS`, only the text
between `<!-- NAME: begin -->` and `<!-- NAME: end -->` is rendered.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import codes_page
import library_page
import packages_page
import reference_page
from reference_page import Messages

from cti_contract import MESSAGES
from cti_contract.contract import registry

ROOT = Path(__file__).parent.parent
#: The pages with rendered parts: the name and the text of each part.
PARTS: Mapping[str, Mapping[str, Callable[[Messages], str]]] = {
    "CONTRIBUTING.md": {"packages": packages_page.packages},
    "README.md": {"messages": reference_page.counts},
    "cti_contract/guides/library.md": {"calls": library_page.calls},
    "cti_contract/guides/testing.md": {"samples": reference_page.samples},
}
_SHOWN = 20


def rendered(root: Path, messages: Messages) -> dict[str, str]:
    """Return the rendered text of each page by its path below `root`.

    Raises:
        ValueError: A page lacks the markers of a part.
    """
    pages = {"schemas/README.md": reference_page.page(messages), "cti_contract/guides/codes.md": codes_page.page()}
    for path, parts in PARTS.items():
        text = _text(root / path)
        for name, part in parts.items():
            text = _with_part(path, text, name, part(messages))
        pages[path] = text
    return pages


def _with_part(path: str, text: str, name: str, part: str) -> str:
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, _, rest = text.partition(begin)
    _, found, after = rest.partition(end)
    if not found or begin in after:
        raise ValueError(
            f"{path}: expected one line {begin.strip()} and, below it, one line {end.strip()}; add the missing one"
        )
    return f"{before}{begin}\n{part}\n{end}{after}"


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Render the pages below `root`, or compare them.

    Returns:
        0 if all pages are (now) up to date, 1 if `--check` found a difference, 2 if they cannot be rendered: a marker
        is missing, or the schemas of another folder are read.
    """
    parser = argparse.ArgumentParser(
        description="Render the pages made from the schemas, the codes, the docstrings and the imports."
    )
    parser.add_argument("--check", action="store_true", help="change nothing; show differences and exit with 1")
    options = parser.parse_args(arguments)
    if not Path(registry.folder()).samefile(root / "schemas"):
        print(f"the schemas are read from {registry.folder()}; run: pip install --editable {root}", file=sys.stderr)
        return 2
    try:
        pages = rendered(root, MESSAGES)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    differing = {name: text for name, text in pages.items() if _text(root / name) != text}
    for name, text in differing.items():
        if options.check:
            _show(name, text, root)
        else:
            (root / name).write_bytes(text.encode())
            print(f"{name}: rendered")
    return int(options.check and bool(differing))


def _text(path: Path) -> str:
    return path.read_bytes().decode() if path.exists() else ""


def _show(name: str, text: str, root: Path) -> None:
    """Print the beginning of the difference, and how to fix it."""
    print(f"{name}: is not up to date; run: python tools/render_reference.py")
    lines = unified_diff(_text(root / name).splitlines(), text.splitlines(), name, "rendered", lineterm="")
    for line in islice(lines, _SHOWN):
        print(f"  {line}")


if __name__ == "__main__":
    sys.exit(main())
