"""What a page documents: sections about messages, each with its samples, its secondary events and its prose."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cti_contract.contract.catalog import Kind
from cti_contract.drift.blocks import Block, Line, Page
from cti_contract.drift.headings import Heading, Role, heading_of, kind_of
from cti_contract.drift.samples import Literal, Object
from cti_contract.drift.samples_reader import Reading, read
from cti_contract.drift.tokens import Remark

_NAME = r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)+"
_ITEM = re.compile(rf"`?({_NAME})`?((?:\s+or\s+`?{_NAME}`?)*)\s*((?:\([^()]*\)\s*)*)")
_NONE = re.compile(r"\b(?:not? (?:generate|raise|cause|have|secondary)|none)\b", re.IGNORECASE)
_STATE_OF = re.compile(r"(?:the )?(session|channel ?group|channel|interaction|conversation)(?: state(?: event)?)?")


class Sample(NamedTuple):
    """One sample of a message: its name and kind (None where it tells neither), its members, and how it was read."""

    line: int
    name: str | None
    name_line: int
    kind: Kind | None
    value: Object
    faults: tuple[Remark, ...]
    tolerated: tuple[Remark, ...]


class Listed(NamedTuple):
    """One secondary event as a page lists it: of which object, with which note, and when, if not always."""

    line: int
    name: str
    of: str | None = None
    note: str | None = None
    when: str | None = None


@dataclass
class Section:
    """What stands under one heading; a heading that is hidden has no name. `title` is that of the sections around it.

    `secondary` is None where nothing is said of secondary events; `cut` tells that a part of the section is hidden;
    `senseless` are the samples of which no sense could be made.
    """

    heading: Heading
    title: str = ""
    samples: list[Sample] = field(default_factory=list)
    senseless: list[Remark] = field(default_factory=list)
    secondary: list[Listed] | None = None
    secondary_line: int = 0
    prose: list[Line] = field(default_factory=list)
    cut: bool = False

    @property
    def name(self) -> str | None:
        """The name of the message that the section is about: the heading's, else that of its samples."""
        return self.heading.name or next((sample.name for sample in self.samples if sample.name), None)


def sections_of(page: Page) -> list[Section]:
    """Return the sections of a page, in its order; what stands before the first heading is one too."""
    reader = _Reader(page)
    for position, block in enumerate(page.blocks):
        reader.take(block, page.blocks[position + 1 :])
    return reader.sections


class _Reader:
    """Reads blocks one by one; `role` is what the last heading said that the next blocks are."""

    def __init__(self, page: Page) -> None:
        self._compared = page.compared
        self._role: Role | None = None
        self.sections = [Section(Heading(1, ""))]

    def take(self, block: Block, rest: Sequence[Block]) -> None:
        marked = block.kind == "heading"
        heading = heading_of(block.line, block.text, marked=marked) if marked or block.kind == "text" else None
        if block.kind == "hidden":
            self._hide(block, rest)
        elif heading and heading.role:
            self._role = heading.role
        elif heading and block.kind == "heading":
            self._begin(heading)
        elif block.kind == "code":
            self._sample(block)
        else:
            self._prose(block)

    def _begin(self, heading: Heading) -> None:
        before = self.sections[-1]
        title = before.title if heading.name else heading.text
        self.sections.append(Section(heading, title=title))
        self._role = None

    def _hide(self, block: Block, rest: Sequence[Block]) -> None:
        """Begin a section whose heading is hidden, unless what is hidden stands between the items of one list."""
        self.sections[-1].cut = True
        following = next((each.kind for each in rest if each.kind != "hidden"), None)
        if not (self._role == "secondary" and following == "item"):
            self._begin(Heading(block.line, self.sections[-1].title))
            self.sections[-1].cut = True

    def _sample(self, block: Block) -> None:
        reading = read(block.lines, compared=self._compared)
        sample = sample_of(reading, self._role)
        if sample:
            self.sections[-1].samples.append(sample)
        elif reading.value is None:
            self.sections[-1].senseless += reading.faults

    def _prose(self, block: Block) -> None:
        section = self.sections[-1]
        section.prose.append(Line(block.line, block.text))
        if self._role != "secondary":
            return
        listed = list(_listed(block)) if block.kind == "item" else []
        if listed or _NONE.search(block.text):
            section.secondary_line = section.secondary_line or block.line
            section.secondary = [*(section.secondary or ()), *listed]


def sample_of(reading: Reading, role: Role | None) -> Sample | None:
    """Return the message that a sample prints; None when it is none by any of its members."""
    value = reading.value
    if not isinstance(value, Object) or not value.members.keys() & {"command", "name", "messageType", "target"}:
        return None
    key = "command" if "command" in value.members else "name"
    name = text_of(value, key)
    line = value.members[key].line if key in value.members else value.line
    kind = kind_of(role) or _kind(value)
    return Sample(value.line, name, line, kind, value, reading.faults, reading.tolerated)


def text_of(value: Object, name: str) -> str | None:
    """Return the text that a member of a sample is, None where it is no text or a placeholder."""
    member = value.members.get(name)
    text = member.value.value if member and isinstance(member.value, Literal) else None
    return text if isinstance(text, str) else None


def _kind(value: Object) -> Kind | None:
    if "messageType" in value.members or ("name" in value.members and "command" not in value.members):
        return "event"
    results: dict[str | None, Kind] = {"success": "success", "failure": "failure"}
    if "result" in value.members:
        return results.get(text_of(value, "result"))
    return "request" if "command" in value.members else None


def _listed(block: Block) -> Iterator[Listed]:
    found = _ITEM.match(" ".join(block.text.split()))
    if not found:
        return
    names = [found[1], *re.findall(_NAME, found[2])]
    remarks = [part.strip() for part in re.sub(r"\)\s*\(", ", ", found[3].strip()).strip("()").split(",")]
    for name in names:
        listed = _remarked(Listed(block.line, name), remarks)
        yield listed._replace(when="or") if len(names) > 1 and not listed.when else listed


def _remarked(listed: Listed, remarks: Sequence[str]) -> Listed:
    """Return an item with what its remarks say of it."""
    notes = []
    for remark in remarks:
        condition = re.fullmatch(r"(?:only )?(?:if|when|unless) (.+)", remark, re.IGNORECASE)
        state = _STATE_OF.fullmatch(remark.lower())
        if condition:
            listed = listed._replace(when=condition[1])
        elif state:
            listed = listed._replace(of=state[1].replace(" ", ""))
        elif remark:
            notes.append(remark)
    return listed._replace(note=", ".join(notes) or None)
