"""The words that documentation pages use, in several languages, from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from cti_contract import package_files


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(package_files.read("drift", "words.toml").decode())


def words(section: str, name: str) -> frozenset[str]:
    """Return a list of words."""
    return frozenset(_data()[section][name].split())


def pattern(section: str, name: str) -> re.Pattern[str]:
    """Return the regular expressions of a list as one, which ignores case."""
    return re.compile("|".join(_data()[section][name]), re.IGNORECASE)


def meanings(section: str) -> dict[str, str]:
    """Return the name of the list for each word, or text, of the lists in a section."""
    return {
        word: name
        for name, listed in _data()[section].items()
        for word in (listed.split() if isinstance(listed, str) else listed)
    }
