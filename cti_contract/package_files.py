"""The data files of the package, which may be in a zip."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_HERE = os.path.dirname(os.path.abspath(__file__))


class IncompletePackageError(RuntimeError):
    """The package was put into a zip without some of its data files."""


def read(*parts: str) -> bytes:
    """Return the content of a file; `parts` are its folders and its name."""
    if not os.path.isdir(_HERE):
        return _zipped(*parts).read_bytes()
    with open(os.path.join(_HERE, *parts), "rb", buffering=0) as file:
        return file.read()


def names(*parts: str) -> list[str]:
    """Return the names of the files and folders in a folder."""
    if not os.path.isdir(_HERE):
        found = _zipped(*parts)
        if not found.is_dir():
            where = os.path.join(_HERE, *parts)
            raise IncompletePackageError(f"no such folder: {where}; zip the installed package, or use its wheel")
        return [each.name for each in found.iterdir()]
    return os.listdir(os.path.join(_HERE, *parts))


def _zipped(*parts: str) -> Traversable:
    from importlib.resources import files  # 10 ms that a folder does not need

    return files(__package__).joinpath(*parts)
