"""The words and phrases that documentation pages use, in several languages, from `words.toml` and `phrases.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from cti_contract import package_files


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(package_files.read("drift", "words.toml").decode())


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads(package_files.read("drift", "phrases.toml").decode())


def phrase(section: str, name: str, *, in_lower_case: bool = False) -> re.Pattern[str]:
    """Return the phrases of a list as one pattern, which ignores case, or is for texts in lower case."""
    return compiled("|".join(_phrases()[section][name]), in_lower_case=in_lower_case)


def finder(section: str, *names: str) -> Callable[[str], bool]:
    """Return a function that returns whether a text has a phrase of some lists, in a third of the time of `phrase`.

    The pattern is for texts in lower case. A place in a text is looked at once for all phrases that begin at the
    beginning of the text, or of a word. The alternatives of one phrase begin alike.
    """
    listed = sorted((each for name in names for each in _phrases()[section][name]), key=_start)
    groups = (
        f"{start}(?:{'|'.join(each.removeprefix(start) for each in group)})" for start, group in groupby(listed, _start)
    )
    found = re.compile(_inserted("|".join(groups)))
    return lambda text: found.search(text.replace("TODO", "to-do").lower()) is not None  # "todo" is Spanish


def _start(text: str) -> str:
    """Return the assertion that a phrase begins with, empty if it has none."""
    return next((each for each in ("^", r"\b") if text.startswith(each)), "")


def pairs() -> dict[str, dict[str, Any]]:
    """Return the pairs of opposites, each with a part of descriptions and its lists of words."""
    return dict(_data()["pairs"])


def opposites() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return patterns for parts of descriptions in the contract, each with one for pages that say the opposite."""
    return [(compiled(each["schema"]), compiled(each["page"])) for each in _phrases()["opposites"]]


def compiled(text: str, *, in_lower_case: bool = False) -> re.Pattern[str]:
    """Return a pattern in which the parts of phrases are inserted.

    It ignores case. One for texts `in_lower_case` takes a third of the time: each alternative is tried only where its
    first letter is.
    """
    return re.compile(_inserted(text), re.NOFLAG if in_lower_case else re.IGNORECASE)


def lowered(text: str) -> str:
    """Return a text in lower case in which each character has its place."""
    return text.replace("İ", "I").lower()


def _inserted(text: str) -> str:
    objects = "|".join(sorted(meanings("objects"), key=len, reverse=True))
    medium = media_pattern("telephony", "multimedia", "calls", "contacts")
    parts: dict[str, str] = {**_phrases()["parts"], "object": f"(?:{objects})", "medium_word": medium}
    while found := re.search(r"%(\w+)%", text):
        text = text.replace(found[0], parts[found[1]])
    return text


def words(section: str, name: str) -> frozenset[str]:
    """Return a list of words."""
    return frozenset(_data()[section][name].split())


def texts(section: str) -> dict[str, str]:
    """Return the lists of words of a section, each as one text."""
    return dict(_data()[section])


@cache
def media() -> dict[str, str]:
    """Return the medium for each word for one of the two media, also for the contacts of one."""
    of_list = {"telephony": "telephony", "calls": "telephony"}
    return {word: of_list.get(name, "multimedia") for word, name in meanings("media").items()}


def media_pattern(*lists: str, more: str = "") -> str:
    """Return the text of a pattern for the words of some lists of media, and for more words, the longest first."""
    listed = (*(word for name in lists for word in words("media", name)), *more.split())
    return f"(?:{'|'.join(sorted(listed, key=len, reverse=True))})"


def lexicon(section: str, more: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return the tags of each word of a section: the names of its lists, and those of `more` lists of words."""
    found: dict[str, set[str]] = {}
    for tag, listed in [*((tag, text.split()) for tag, text in texts(section).items()), *more.items()]:
        for word in listed:
            found.setdefault(word.casefold(), set()).add(tag)  # the words of a page have "ss" for "ß"
    return {word: frozenset(tags) for word, tags in found.items()}


def pattern(section: str, name: str, *, in_lower_case: bool = False) -> re.Pattern[str]:
    """Return the regular expressions of a list as one; see `compiled`."""
    return compiled("|".join(_data()[section][name]), in_lower_case=in_lower_case)


def meanings(section: str) -> dict[str, str]:
    """Return the name of the list for each word, or text, of the lists in a section."""
    return {
        word: name
        for name, listed in _data()[section].items()
        for word in (listed.split() if isinstance(listed, str) else listed)
    }
