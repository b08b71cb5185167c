"""The pages of the user guide, which the package ships."""

from __future__ import annotations

import os
import re

import cti_contract

_FOLDER = os.path.join(os.path.dirname(cti_contract.__file__), "guides")


def topics() -> tuple[str, ...]:
    """Return the topics of the guide: the names of its pages."""
    return tuple(sorted(name.removesuffix(".md") for name in os.listdir(_FOLDER)))


def page(topic: str) -> str:
    """Return the page of a topic, in Markdown without comments."""
    with open(os.path.join(_FOLDER, f"{topic}.md"), encoding="utf-8") as file:
        return re.sub(r"<!--.*?-->\n\n?", "", file.read())


def title(topic: str) -> str:
    """Return the title of a page."""
    return page(topic).partition("\n")[0].removeprefix("# ")
