"""A page against the contract, section by section."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cti_contract.contract.catalog import Message
from cti_contract.drift.blocks import Page
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Finding, in_order
from cti_contract.drift.headings import media_in, platforms_in
from cti_contract.drift.members import OF_REQUEST, Difference, Told, differences, undocumented
from cti_contract.drift.names import name_differences, names_message, subject_of
from cti_contract.drift.placeholders import placeholder_differences
from cti_contract.drift.prose import prose_differences, told_in_prose
from cti_contract.drift.samples import Literal, Object, Placeholder, Value
from cti_contract.drift.secondary_events import secondary_differences
from cti_contract.drift.sections import Sample, Section, sections_of
from cti_contract.drift.targets import target_differences
from cti_contract.text import quote


def findings_of(page: Page, contract: Contract) -> list[Finding]:
    """Return every difference between a page and the contract, by line."""
    sections = sections_of(page)
    found = [Finding(page.file, *each) for each in _of_page(page, sections, contract)]
    sampled = frozenset(contract.current(subject_of(each, contract) or "") for each in sections if each.samples)
    for section in sections:
        subject = contract.current(section.name or "") or None
        compared = _Section(section, sections, sampled, contract)
        found += [Finding(page.file, *each, subject) for each in compared.differences()]
    return in_order(found)


def _of_page(page: Page, sections: Sequence[Section], contract: Contract) -> Iterator[Difference]:
    if page.fault:
        yield Difference(page.fault.number, "unreadable-page", page.fault.text)
    if not any(
        section.samples or section.senseless or names_message(section.heading, contract) for section in sections
    ):
        yield Difference(1, "no-messages", "the page documents no message")
    yield from placeholder_differences(sections)


class _Section:
    """One section of a page, and what it is compared with; `sampled` are the messages that the page has samples of."""

    def __init__(
        self, section: Section, sections: Sequence[Section], sampled: frozenset[str], contract: Contract
    ) -> None:
        self._section = section
        self._sections = sections
        self._sampled = sampled
        self._contract = contract
        self._subject = subject_of(section, contract)

    def differences(self) -> Iterator[Difference]:
        yield from (Difference(line, "unreadable-sample", text) for line, text in self._section.senseless)
        yield from name_differences(self._section, self._contract)
        messages = self._contract.of_name(self._subject or "")
        if messages:
            yield from self._remarks(messages[0])
            sampled = self._contract.current(self._subject or "") in self._sampled
            lacking = [] if sampled else list(self._lacking(messages))
            yield from lacking
            bare = not self._section.samples and self._section.secondary is None
            if messages[0].kind == "request" and not (bare and (sampled or lacking)):  # a line of contents is bare
                yield from secondary_differences(self._section, messages[0], self._contract)
            yield from prose_differences(self._section, messages, self._contract)
        for sample in self._section.samples:
            yield from (Difference(line, "malformed-sample", text) for line, text in sample.faults)
            message = self._contract.find(self._subject or "", sample.kind)
            if message:
                yield from self._sample(sample, message)

    def _lacking(self, messages: Sequence[Message]) -> Iterator[Difference]:
        """Yield that no sample stands under the heading of a message whose schemas tell what it would print."""
        section = self._section
        if any(message.status == "documented" for message in messages) and not (section.senseless or section.cut):
            text = "no sample that can be read stands under the heading, the schema has the members"
            yield Difference(section.heading.line, "no-sample", text)

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

    def _sample(self, sample: Sample, message: Message) -> Iterator[Difference]:
        members = dict(sample.value.members)
        target = members.pop("target", None)
        if target:
            yield from target_differences(target.line, target.value, message, self._contract)
        if sample.name and not self._contract.same(sample.name, message.name):
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
        told = Told(self._contract, told_in_prose(self._section, message, self._contract))
        whole = value._replace(remarks=())
        yield from differences(whole, {**schema, "properties": shown, "required": []}, "", told)
        for name, printed in value.members.items():  # the top-level texts are what tells messages apart
            if name in properties and isinstance(printed.value, Literal) and _is_any(properties[name], self._contract):
                text = f"{name} is {quote(printed.value.value)} on the page, any value in the schema"
                yield Difference(printed.line, "other-value", text)
        for name in sorted(expected - sample.value.members.keys()):
            member = self._contract.followed(properties[name])
            open_data = name == "data" and name not in schema["required"] and _is_open(member)
            if member is not False and not open_data and not value.more:
                yield undocumented(value.line, name)


def _all(platforms: Iterable[str]) -> str:
    return ", ".join(sorted(platforms)) or "all platforms"


def _is_echo(data: Value) -> bool:
    if isinstance(data, Object):
        return any(OF_REQUEST.search(remark.text) for remark in data.remarks)
    return isinstance(data, Placeholder) and bool(OF_REQUEST.search(data.text))


def _is_any(schema: Any, contract: Contract) -> bool:
    schema = contract.followed(schema)
    return isinstance(schema, dict) and not schema.keys() & {"const", "enum"}


def _is_open(schema: Any) -> bool:
    return isinstance(schema, dict) and not schema.get("properties") and schema.get("additionalProperties") is True
