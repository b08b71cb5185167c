"""The names that a page uses, against those of the contract."""

import re
from collections.abc import Iterator

from cti_contract.drift.contract import Contract
from cti_contract.drift.headings import Heading
from cti_contract.drift.members import Difference
from cti_contract.drift.sections import Section
from cti_contract.suggest import suggestion
from cti_contract.text import quote

_MENTIONED = re.compile(r"(?<![\w.<])[A-Za-z]\w*(?:\.[A-Za-z]\w*)+")
#: What targets are told with: `session.channel` in prose is a form, no message.
_FORMS = frozenset({"session", "channel", "channelgroup", "group", "interaction", "conversation", "id"})


def subject_of(section: Section, contract: Contract) -> str | None:
    """Return the name of what a section is compared with: the heading's, or that on which its samples agree."""
    heading = section.heading.name
    samples = {sample.name for sample in section.samples if sample.name}
    agreed = samples.pop() if len(samples) == 1 else ""
    return agreed if not contract.of_name(heading or "") and contract.of_name(agreed) else section.name


def mentioned(sections: list[Section], contract: Contract) -> set[str]:
    """Return the names of the contract that sections mention anywhere, by whatever spelling."""
    names: set[str] = set()
    for section in sections:
        names |= {section.heading.name or "", *(sample.name or "" for sample in section.samples)}
        names |= {name for _, name in _in_prose(section, contract)}
    return {contract.current(name) for name in names}


def name_differences(section: Section, contract: Contract) -> Iterator[Difference]:
    """Yield each name that is another than the heading's, an older spelling, or of no message, once."""
    told: set[str] = set()
    for line, name, text in _misplaced(section, contract):
        told.add(name)
        yield Difference(line, "heading-differs", text)
    for line, name in _used(section, contract):
        if name not in told:
            told.add(name)
            yield from _name(line, name, contract)


def _misplaced(section: Section, contract: Contract) -> Iterator[tuple[int, str, str]]:
    """Yield line, name and text of a heading that its samples do not bear out, or of samples that differ from it."""
    heading = section.heading.name
    subject = subject_of(section, contract)
    if heading and subject != heading:
        text = f"the heading says {quote(heading)}, the samples under it {quote(subject)}"
        yield section.heading.line, heading, text
    for sample in section.samples:
        if sample.name and heading and contract.of_name(heading) and not contract.same(sample.name, heading):
            text = f"the heading says {quote(heading)}, the sample under it {quote(sample.name)}"
            yield sample.name_line, sample.name, text


def _used(section: Section, contract: Contract) -> Iterator[tuple[int, str]]:
    """Yield the lines and names of what the section is about, then of those that its prose mentions."""
    heading = section.heading
    if heading.name and (section.samples or names_message(heading, contract)):
        yield heading.line, heading.name
    yield from ((sample.name_line, sample.name) for sample in section.samples if sample.name)
    listed = {each.line for each in section.secondary or ()}
    for line, name in _in_prose(section, contract):
        if line not in listed and name.partition(".")[0] in contract.objects:
            yield line, name


def names_message(heading: Heading, contract: Contract) -> bool:
    """Tell whether the name in a heading is that of a message, known or not: it begins with an object."""
    return heading.name is not None and heading.name.partition(".")[0] in contract.objects


def _name(line: int, name: str, contract: Contract) -> Iterator[Difference]:
    if name in contract.aliases:
        yield Difference(line, "alias", f"{quote(name)} is an older spelling of {quote(contract.aliases[name])}")
    elif name not in contract.names:
        nearest = suggestion(name, contract.names)
        text = f"no schema for the message {quote(name)}{f'; the nearest is {quote(nearest)}' if nearest else ''}"
        yield Difference(line, "unknown-message", text)


def _in_prose(section: Section, contract: Contract) -> Iterator[tuple[int, str]]:
    """Yield the lines and names of what the prose of a section mentions."""
    for block in section.prose:
        for found in _MENTIONED.finditer(block.text):
            name, (before, _, last) = found[0], found[0].rpartition(".")
            if last[0].isupper() and name not in contract.names:  # the next sentence, without a space
                name = before
            if "." in name and not set(name.split(".")) <= _FORMS:
                yield block.number + block.text.count("\n", 0, found.start()), name
