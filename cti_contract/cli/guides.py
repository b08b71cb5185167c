"""The pages of the user guide, which the package ships."""

from __future__ import annotations

import re

from cti_contract import package_files


def topics() -> tuple[str, ...]:
    """Return the topics of the guide: the names of its pages."""
    return tuple(sorted(name.removesuffix(".md") for name in package_files.names("guides")))


def page(topic: str) -> str:
    """Return the page of a topic, in Markdown without the marks around its rendered parts."""
    text = package_files.read("guides", f"{topic}.md").decode()
    return re.sub(r"<!-- [a-z ]+: (?:begin|end) -->\n\n?", "", text)


def title(topic: str) -> str:
    """Return the title of a page."""
    return page(topic).partition("\n")[0].removeprefix("# ")
