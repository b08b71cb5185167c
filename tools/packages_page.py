"""The drawing of the packages and their imports in CONTRIBUTING.md, and a table of their purposes."""

from functools import cache
from importlib import import_module

import grimp
import markup

_ROOT = "cti_contract"
_ENTRIES = {_ROOT, f"{_ROOT}.__main__"}


def packages(_: object = None) -> str:
    """Return the drawing and the table."""
    return f"{drawing(arrows(imports()))}\n{_table()}"


@cache
def imports() -> frozenset[tuple[str, str]]:
    """Return the pairs of a room and another one that it imports, function-level imports included."""
    graph = grimp.build_graph(_ROOT, cache_dir=None)
    pairs = {
        (_room(module), _room(imported))
        for module in graph.modules - _ENTRIES
        for imported in graph.find_modules_directly_imported_by(module) - _ENTRIES
    }
    return frozenset(pair for pair in pairs if pair[0] != pair[1])


def _room(module: str) -> str:
    return module.split(".")[1]


def arrows(pairs: frozenset[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs without those that follow from others: if a imports b and b imports c, not a and c."""
    below: dict[str, set[str]] = {}
    for room, imported in pairs:
        below.setdefault(room, set()).add(imported)

    @cache
    def reached(room: str) -> frozenset[str]:
        direct = below.get(room, set())
        return frozenset(direct).union(*map(reached, direct))

    return sorted(
        (room, imported) for room, imported in pairs if not any(imported in reached(other) for other in below[room])
    )


def drawing(pairs: list[tuple[str, str]]) -> str:
    """Return the pairs as a Mermaid diagram."""
    lines = [f"  {room} --> {imported}\n" for room, imported in pairs]
    return f"```mermaid\nflowchart TD\n{''.join(lines)}```\n"


def _table() -> str:
    rooms = sorted({room for pair in imports() for room in pair}, key=lambda room: (room.startswith("_"), room))
    return markup.table(("package or module", "purpose"), [[markup.code(room), _purpose(room)] for room in rooms])


def _purpose(room: str) -> str:
    """Return the first line of the docstring of a room."""
    return (import_module(f"{_ROOT}.{room}").__doc__ or "").partition("\n")[0]
