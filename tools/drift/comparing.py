"""A page against the contract, section by section."""

import re
from collections.abc import Iterator, Sequence

from cti_contract.catalogue import Message
from cti_contract.problems import quote, suggestion
from drift.contract import Contract
from drift.documented import Sample, Section, sections_of
from drift.findings import Finding, in_order
from drift.headings import media_in, platforms_in
from drift.pages import Page
from drift.placeholders import placeholder_differences
from drift.samples import Array, Choice, Object, Placeholder, Value
from drift.secondary import secondary_differences
from drift.shapes import OF_REQUEST, Difference, Told, differences, undocumented
from drift.shapes import unknown_member as unknown_member_text
from drift.targets import target_differences

_MENTIONED = re.compile(r"(?<![\w.<])[A-Za-z]\w*(?:\.[A-Za-z]\w*)+")
_MEMBER = re.compile(r"(?:propert(?:y|ies)|members?|fields?|attributes?)\s+(?:named |called )?[\"“`'](\w+)[\"”`']")
_MEMBER_BEFORE = re.compile(r"[\"“`'](\w+)[\"”`']\s+(?:property|member|field|attribute)\b")
#: What targets are told with: `session.channel` in prose is a form, no message.
_FORMS = frozenset({"session", "channel", "channelgroup", "group", "interaction", "conversation", "id"})


def findings_of(page: Page, contract: Contract) -> list[Finding]:
    """Return every difference between a page and the contract, by line."""
    sections = sections_of(page)
    found = [Finding(page.file, *each) for each in _of_page(page, sections)]
    for section in sections:
        subject = contract.aliases.get(section.name or "", section.name)
        found += [Finding(page.file, *each, subject) for each in _Section(section, sections, contract).differences()]
    return in_order(found)


def mentioned(page: Page, contract: Contract) -> set[str]:
    """Return the names of the contract that a page mentions anywhere, by whatever spelling."""
    names: set[str] = set()
    for section in sections_of(page):
        names |= {section.heading.name or "", *(sample.name or "" for sample in section.samples)}
        names |= {name for _, name in _names_in(section, contract)}
    return {contract.aliases.get(name, name) for name in names}


def _of_page(page: Page, sections: Sequence[Section]) -> Iterator[Difference]:
    if page.fault:
        yield Difference(page.fault.number, "unreadable-page", page.fault.text)
    if not any(section.samples or section.senseless or section.heading.name for section in sections):
        yield Difference(1, "no-messages", "the page documents no message")
    yield from placeholder_differences(sections)


def _names_in(section: Section, contract: Contract) -> Iterator[tuple[int, str]]:
    """Yield the lines and names of what the prose of a section mentions."""
    for block in section.prose:
        for found in _MENTIONED.finditer(block.text):
            name, (before, _, last) = found[0], found[0].rpartition(".")
            if last[0].isupper() and name not in contract.names:  # the next sentence, without a space
                name = before
            if "." in name and not set(name.split(".")) <= _FORMS:
                yield block.number + block.text.count("\n", 0, found.start()), name


class _Section:
    """One section of a page, and what it is compared with."""

    def __init__(self, section: Section, sections: Sequence[Section], contract: Contract) -> None:
        self._section = section
        self._sections = sections
        self._contract = contract
        self._prefixes = {name.partition(".")[0] for name in contract.names}
        named = contract.of_name(section.heading.name or "")
        self._subject = section.heading.name if named else section.name
        samples = {sample.name for sample in section.samples}
        if not named and len(samples) == 1 and contract.of_name(alone := samples.pop() or ""):
            self._subject = alone

    def differences(self) -> Iterator[Difference]:
        yield from (Difference(line, "unreadable-sample", text) for line, text in self._section.senseless)
        yield from self._names()
        messages = self._contract.of_name(self._subject or "")
        if messages:
            yield from self._remarks(messages[0])
            if messages[0].kind == "request":
                yield from secondary_differences(self._section, messages[0], self._contract)
            yield from self._members_in_prose(messages)
        for sample in self._section.samples:
            yield from (Difference(line, "malformed-sample", text) for line, text in sample.faults)
            message = self._contract.find(self._subject or "", sample.kind)
            if message:
                yield from self._sample(sample, message)

    def _names(self) -> Iterator[Difference]:
        """Yield each name that is another than the heading's, an older spelling, or of no message, once."""
        section, contract = self._section, self._contract
        heading = section.heading.name
        told: set[str] = set()
        if heading and not contract.of_name(heading) and self._subject != heading:
            told.add(heading)
            text = f"the heading says {quote(heading)}, the samples under it {quote(self._subject)}"
            yield Difference(section.heading.line, "heading-differs", text)
        for sample in section.samples:
            if sample.name and contract.of_name(heading or "") and not self._same(sample.name, heading or ""):
                told.add(sample.name)
                text = f"the heading says {quote(heading)}, the sample under it {quote(sample.name)}"
                yield Difference(sample.name_line, "heading-differs", text)
        for line, name in self._used():
            if name not in told:
                told.add(name)
                yield from self._name(line, name)

    def _same(self, one: str, other: str) -> bool:
        return self._contract.aliases.get(one, one) == self._contract.aliases.get(other, other)

    def _used(self) -> Iterator[tuple[int, str]]:
        """Yield the lines and names of what the section is about, then of those that its prose mentions."""
        section = self._section
        heading = section.heading
        if heading.name and (section.samples or heading.name.partition(".")[0] in self._prefixes):
            yield heading.line, heading.name
        yield from ((sample.name_line, sample.name) for sample in section.samples if sample.name)
        listed = {each.line for each in section.secondary or ()}
        for line, name in _names_in(section, self._contract):
            if line not in listed and name.partition(".")[0] in self._prefixes:
                yield line, name

    def _name(self, line: int, name: str) -> Iterator[Difference]:
        contract = self._contract
        if name in contract.aliases:
            text = f"{quote(name)} is an older spelling of {quote(contract.aliases[name])}"
            yield Difference(line, "alias", text)
        elif name not in contract.names:
            nearest = suggestion(name, contract.names)
            text = f"no schema for the message {quote(name)}{f'; the nearest is {quote(nearest)}' if nearest else ''}"
            yield Difference(line, "unknown-message", text)

    def _remarks(self, message: Message) -> Iterator[Difference]:
        """Yield the media and platforms that the heading tells differently; a page may not tell of them at all."""
        section, headings = self._section, [each.heading for each in self._sections if each.heading.name]
        if not section.heading.name:
            return
        remarks, known = section.heading.remarks, self._contract.platforms
        if message.media and any(media_in(each.remarks) for each in headings):
            media = media_in(remarks) or media_in([section.title]) or "any"
            if media != message.media:
                text = f"the heading tells {media} media, the schema {message.media}"
                yield Difference(section.heading.line, "media", text)
        if any(platforms_in(each.remarks, known) for each in headings):
            platforms = platforms_in(remarks, known) | (set(message.name.split(".")) & known)
            if platforms != set(message.platforms):
                text = f"the heading tells {_all(platforms)}, the schema {_all(message.platforms)}"
                yield Difference(section.heading.line, "platforms", text)

    def _members_in_prose(self, messages: Sequence[Message]) -> Iterator[Difference]:
        """Yield the members that only the prose tells of and no schema of the section's messages has."""
        known = {name for message in messages for name in _member_names(self._contract, message)}
        printed = {name for sample in self._section.samples for name in _printed(sample.value)}
        for block in self._section.prose:
            for found in (*_MEMBER.finditer(block.text), *_MEMBER_BEFORE.finditer(block.text)):
                if found[1] not in known | printed:
                    line = block.number + block.text.count("\n", 0, found.start())
                    text = unknown_member_text(quote(found[1]), found[1], tuple(sorted(known)))
                    yield Difference(line, "unknown-member", text)

    def _sample(self, sample: Sample, message: Message) -> Iterator[Difference]:
        members = dict(sample.value.members)
        target = members.pop("target", None)
        if target:
            yield from target_differences(target.line, target.value, message, self._contract)
        if sample.name and not self._same(sample.name, message.name):
            members.pop("command" if "command" in members else "name")  # told of as a name
        data = members.get("data")
        if message.kind == "success" and data and _is_echo(data.value):
            del members["data"]
            if not message.echo:
                yield Difference(data.line, "echo", "the page says that the data is the request's, the schema does not")
        yield from self._members(sample, sample.value._replace(members=members), message)

    def _members(self, sample: Sample, value: Object, message: Message) -> Iterator[Difference]:
        """Yield what differs in the members; of those of the envelope only the required ones must be printed."""
        schema = self._contract.schema(message)
        expected = {*schema["required"], *self._contract.own_members(message)}
        properties = schema["properties"]
        shown = {name: member for name, member in properties.items() if name in value.members}
        told = Told(self._contract, frozenset(self._in_prose()))
        whole = value._replace(remarks=())
        for each in differences(whole, {**schema, "properties": {**shown}, "required": []}, "", told):
            yield each
        for name in sorted(expected - sample.value.members.keys()):
            member = self._contract.followed(properties[name])
            open_data = name == "data" and name not in schema["required"] and _is_open(member)
            if member is not False and not open_data and not value.more:
                yield undocumented(value.line, name)

    def _in_prose(self) -> Iterator[str]:
        for block in self._section.prose:
            for pattern in (_MEMBER, _MEMBER_BEFORE):
                yield from pattern.findall(block.text)


def _all(platforms: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(sorted(platforms)) or "all platforms"


def _is_echo(data: Value) -> bool:
    if isinstance(data, Object):
        return any(OF_REQUEST.search(remark.text) for remark in data.remarks)
    return isinstance(data, Placeholder) and bool(OF_REQUEST.search(data.text))


def _is_open(schema: object) -> bool:
    return isinstance(schema, dict) and not schema.get("properties") and schema.get("additionalProperties") is True


def _member_names(contract: Contract, message: Message) -> set[str]:
    """Return the names of all members of a message, at any depth."""
    names: set[str] = set()
    waiting = [contract.schema(message)]
    seen: set[str] = set()
    while waiting:
        schema = waiting.pop()
        if isinstance(schema, bool) or schema.get("$ref") in seen:
            continue
        seen.update([schema["$ref"]] if "$ref" in schema else [])
        whole = contract.followed(schema)
        names |= whole.get("properties", {}).keys()
        waiting += [*whole.get("properties", {}).values(), *([whole["items"]] if "items" in whole else [])]
    return names


def _printed(value: Value) -> set[str]:
    """Return the names of all members that a value prints."""
    if isinstance(value, Object):
        return set(value.members).union(*(_printed(member.value) for member in value.members.values()))
    parts = value.items if isinstance(value, Array) else value.options if isinstance(value, Choice) else ()
    return set().union(*(_printed(part) for part in parts))
