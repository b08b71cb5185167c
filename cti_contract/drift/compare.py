"""A page against the contract, section by section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from cti_contract.contract import registry
from cti_contract.contract.catalog import Kind, Message
from cti_contract.contract.json_pointer import steps_of
from cti_contract.drift.blocks import Page
from cti_contract.drift.claims import claim_differences
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Difference, Edit, Finding, in_order
from cti_contract.drift.ignores import Ignores, ignores_in
from cti_contract.drift.member_tables import Table, kinds_of, table_differences, tables_of
from cti_contract.drift.members import OF_REQUEST, Context, differences, undocumented
from cti_contract.drift.names import heading_differences, member_differences, name_differences
from cti_contract.drift.placeholders import placeholder_differences
from cti_contract.drift.repeats import echo_differences, original_differences
from cti_contract.drift.samples import Choice, Literal, Object, Placeholder, Value, inside, is_plain, plain
from cti_contract.drift.secondary_events import Listing, listing_of, missing_list, secondary_differences
from cti_contract.drift.sections import Sample, Section, sections_of
from cti_contract.drift.sentences import Claim, claims_of
from cti_contract.drift.targets import target_differences
from cti_contract.suggest import suggestion
from cti_contract.text import quote

#: If this many other messages of a page have something, it is missing where it is not.
_EVIDENCE = 2
_COMMAND_KINDS: tuple[Kind, ...] = ("request", "success", "failure")


class Checked(NamedTuple):
    """A page that was compared: its sections, the claims of its sentences, its findings, and those it ignores."""

    page: Page
    sections: list[Section]
    claims: list[Claim]
    findings: list[Finding]
    ignored: list[Finding]


def findings_of(page: Page, contract: Contract) -> list[Finding]:
    """Return every difference between a page and the contract, by line, except those that its comments ignore."""
    return check_page(page, contract).findings


def check_page(page: Page, contract: Contract) -> Checked:
    """Compare a page with the contract."""
    compared = _Page(page, contract)
    found = [compared.finding(name, each) for name, each in compared.differences()]
    ignores: Ignores = ignores_in(page)
    kept, ignored = ignores.applied(_joined(found))
    kept = [finding._replace(line=page.line_in_file(finding.line)) for finding in kept]
    return Checked(page, compared.sections, compared.claims, in_order(kept), ignored)


def _joined(findings: Sequence[Finding]) -> list[Finding]:
    """Return findings, each once, those of several messages with one cause as one."""
    messages: dict[tuple[int, str, str], list[Finding]] = {}
    members: set[tuple[int, str, str | None, Edit]] = set()
    for finding in findings:
        if finding.edit and finding.edit.path:  # a list and a sentence in it may say the same
            member = (finding.line, finding.code, finding.message, finding.edit._replace(kind=""))
            if member in members:
                continue
            members.add(member)
        messages.setdefault((finding.line, finding.code, finding.text), []).append(finding)
    joined = []
    for found in messages.values():
        others = sorted({each.message for each in found if each.message} - {found[0].message})
        text = f"{found[0].text} (also of {', '.join(others)})" if others else found[0].text
        joined.append(found[0]._replace(text=text))
    return joined


class _Page:
    """A page, and the evidence in it that a reader would use: what is missing in one place, though others have it."""

    def __init__(self, page: Page, contract: Contract) -> None:
        self._page = page
        self._contract = contract
        self.sections = sections_of(page, contract)
        has_marks = any("`" in line.text for section in self.sections for line in section.prose)
        self.claims = [claim for each in self.sections for claim in claims_of(each, contract, has_marks=has_marks)]

    def finding(self, name: str | None, difference: Difference) -> Finding:
        """Return a difference about the message of a name as a finding."""
        message = next(iter(self._contract.of_name(name or "")), None)
        uri = message.uri if message else None
        if message and difference.code == "echo":
            uri = f"{registry.BASE_URI}responses/{message.name}.json"
        schema = f"schemas/{uri.removeprefix(registry.BASE_URI)}" if uri else None
        line, code, text, edit = difference
        return Finding(self._page.file, line, code, text, self._contract.current(name or "") or None, schema, edit)

    def differences(self) -> Iterator[tuple[str | None, Difference]]:
        """Yield every difference with the name of the message that it is about."""
        if self._page.fault:
            yield None, Difference(self._page.fault.number, "unreadable-page", self._page.fault.text)
        elif not any(map(self._is_about_messages, self.sections)):
            yield None, Difference(1, "no-messages", "the page documents no message")
        yield from ((None, each) for each in placeholder_differences(self.sections))
        yield from self._names()
        for section in self.sections:
            yield from ((section.name, each) for each in heading_differences(section, self._contract))
            yield from ((section.name, each) for each in self._of_section(section))
        yield from claim_differences(self.claims, self._contract)
        yield from self._missing_samples()
        yield from self._missing_claims()

    def _is_about_messages(self, section: Section) -> bool:
        return bool(section.samples or section.unreadable or section.name) or any(
            self._contract.resembles_message(name) for name in section.heading.names
        )

    def _names(self) -> Iterator[tuple[str | None, Difference]]:
        """Yield each wrong name once, at its first place."""
        reported: set[tuple[str, str]] = set()
        for section in self.sections:
            listing = self._listings[id(section)]
            listed = {each.name for each in listing.events} if listing else set()
            for name, difference in name_differences(section, self._contract, listed):
                if (name, difference.code) not in reported:
                    reported.add((name, difference.code))
                    yield section.name or name, difference

    def _of_section(self, section: Section) -> Iterator[Difference]:
        yield from (Difference(line, "unreadable-sample", text) for line, text in section.unreadable)
        messages = self._contract.of_name(section.name or "")
        documented = _Documented(section, self.sections)
        if messages:
            tables = self._tables[id(section)]
            yield from table_differences(tables, messages, self._contract, documented)
            yield from member_differences(section, self._contract)
            yield from self._lists(section, messages[0])
            yield from self._lacking(section, messages)
        right = []
        for sample in section.samples:
            yield from (Difference(line, "malformed-sample", text) for line, text in sample.faults)
            message = self._message_of(sample, section)
            if message and not sample.is_broken:
                found = list(self._of_sample(sample, message, documented)) or list(self._invalid(sample, message))
                yield from found
                right += [] if found else [sample]
        if messages:
            right = [sample for sample in right if self._contract.same(sample.name or "", section.name or "")]
            yield from echo_differences(right, messages[0])
            yield from original_differences(right, messages[0])

    @cached_property
    def _tables(self) -> dict[int, list[Table]]:
        return {id(section): tables_of(section, self._contract) for section in self.sections}

    @cached_property
    def _listings(self) -> dict[int, Listing | None]:
        return {id(section): listing_of(section, self._contract) for section in self.sections}

    @cached_property
    def _has_stack_traces(self) -> bool:
        """Whether all failures on the page but one have the optional stack trace, and at least two have it."""
        traces = [
            "context" in failure.value.members
            for section in self.sections
            for sample in section.samples
            if (failure := sample.value.members.get("failure")) and isinstance(failure.value, Object)
        ]
        return traces.count(False) <= 1 < traces.count(True)

    @cached_property
    def _shows_forms(self) -> bool:
        """Whether the page shows all forms of a target anywhere."""
        return any(
            isinstance(sample.value.members["target"].value, Choice)
            for section in self.sections
            for sample in section.samples
            if "target" in sample.value.members
        )

    def _message_of(self, sample: Sample, section: Section) -> Message | None:
        return self._contract.find(section.name or "", sample.kind)

    def _lists(self, section: Section, message: Message) -> Iterator[Difference]:
        """Yield how the secondary events of a command differ; none are missing unless other commands list theirs."""
        listing = self._listings[id(section)]
        if listing:
            if message.kind == "request" and not self._is_list_of_another(listing, section):
                yield from secondary_differences(listing, message, self._contract, is_cut=section.is_cut)
        elif message.secondary_events and section.heading.name and not section.is_cut and section.parts:
            claimed = any(each.message == message.name and each.kind.startswith("raises") for each in self.claims)
            if not claimed and self._all_others_list(section):
                yield missing_list(section, message)

    def _is_list_of_another(self, listing: Listing, section: Section) -> bool:
        """Return whether a list is right for the message of the samples, which differs from that of the heading."""
        names = {self._contract.current(sample.name) for sample in section.samples if sample.name}
        other = self._contract.find(names.pop(), "request") if len(names) == 1 else None
        if other is None or self._contract.same(other.name, section.name or "") or other.kind != "request":
            return False
        return not list(secondary_differences(listing, other, self._contract))

    def _all_others_list(self, section: Section) -> bool:
        """Return whether the page lists the secondary events of every other command that has some."""
        others = [
            self._listings[id(each)] is not None
            for each in self.sections
            if each is not section
            and each.heading.name
            and not self._contract.same(each.name or "", section.name or "")
            and not each.is_cut
            and any(message.secondary_events for message in self._contract.of_name(each.name or ""))
        ]
        return len(others) >= _EVIDENCE and all(others)

    def _lacking(self, section: Section, messages: Sequence[Message]) -> Iterator[Difference]:
        """Yield that a message has neither a sample nor a table of members, though the page has one for the others."""
        if section.unreadable or section.is_cut or section.is_history or not section.heading.is_strong:
            return
        if not section.heading.name or not any(message.status == "documented" for message in messages):
            return
        described = self._described
        others = [has for name, has in described.items() if not self._contract.same(name, section.name or "")]
        in_words = self._listings[id(section)] or any(
            claim.message == messages[0].name and claim.line != section.heading.line for claim in self.claims
        )
        if not described.get(section.name or "") and not in_words and others and all(others):
            text = "no sample that can be read is below the heading, the schema has the members"
            yield Difference(section.heading.line, "no-sample", text)

    @cached_property
    def _described(self) -> dict[str, bool]:
        """For each message of a heading whether the page has a sample or a table of its members."""
        found: dict[str, bool] = {}
        for section in self.sections:
            messages = self._contract.of_name(section.name or "")
            if any(message.status == "documented" for message in messages):
                name = self._contract.current(section.name or "")
                has = bool(section.samples or section.unreadable or self._tables[id(section)] or section.is_cut)
                found[name] = found.get(name, False) or has
        return found

    def _of_sample(self, sample: Sample, message: Message, documented: _Documented) -> Iterator[Difference]:
        members = dict(sample.value.members)
        target = members.pop("target", None)
        if target:
            yield from target_differences(
                target.line, target.value, message, self._contract, shows_forms=self._shows_forms
            )
        if sample.name and not self._contract.same(sample.name, message.name):
            members.pop("command" if "command" in members else "name")  # reported as a name
        data = members.get("data")
        if message.kind == "success" and data and _is_echo(data.value):
            del members["data"]
            if not message.echo:
                text = "the page says that the data is the request's, the schema does not"
                yield Difference(data.line, "echo", text)
        original = members.get("original")
        if original and isinstance(original.value, Placeholder):
            del members["original"]
        elif original and isinstance(original.value, Object):  # it is compared with the request, not with a schema
            command = {name: each for name, each in original.value.members.items() if name == "command"}
            members["original"] = original._replace(value=original.value._replace(members=command))
        for each in self._of_members(sample, sample.value._replace(members=members), message, documented):
            yield each._replace(edit=each.edit._replace(kind=message.kind)) if each.edit else each

    def _of_members(
        self, sample: Sample, value: Object, message: Message, documented: _Documented
    ) -> Iterator[Difference]:
        """Yield how the members differ; of those of the envelope, a page must show only the required ones."""
        schema = self._contract.schema(message)
        properties = schema["properties"]
        expected = {*schema["required"], *(self._contract.own_members(message) if sample.is_form else ())}
        shown = {name: member for name, member in properties.items() if name in value.members}
        context = Context(self._contract, documented, sample.is_form, self._has_stack_traces)
        whole = value._replace(remarks=())
        yield from differences(whole, {**schema, "properties": shown, "required": []}, "", context)
        for name, printed in value.members.items():  # the texts at the top level distinguish messages
            if name in properties and isinstance(printed.value, Literal) and _is_any(properties[name], self._contract):
                text = f"{name} is {quote(printed.value.value)} on the page, any value in the schema"
                yield Difference(printed.line, "other-value", text)
        for name in sorted(expected - sample.value.members.keys()):
            member = self._contract.followed(properties[name])
            is_open = name == "data" and name not in schema["required"] and _is_open(member)
            if member is not False and not is_open and not value.more:
                yield undocumented(value.line, name, is_required=name in schema["required"])

    def _invalid(self, sample: Sample, message: Message) -> Iterator[Difference]:
        """Yield the errors that the validators of the package find in a sample without placeholders."""
        if not self._contract.is_own or sample.faults or not is_plain(sample.value):
            return
        from cti_contract.validation.api import check  # not needed for pages that show forms only

        if sample.name and not self._contract.same(sample.name, message.name):
            return
        for problem in check(plain(sample.value)):
            if problem.severity == "error":
                line = _line_of(sample.value, problem.pointer)
                yield Difference(line, "invalid-sample", f"{problem.message}{problem.did_you_mean} [{problem.code}]")

    def _missing_samples(self) -> Iterator[tuple[str | None, Difference]]:
        """Yield the request or response that has no sample although the page has the others of this command."""
        kinds = self._sampled_kinds
        for name, (section, found) in kinds.items():
            message = self._contract.find(name, "request")
            if section.is_cut or section.unreadable or message is None:
                continue
            others = [each for other, (_, each) in kinds.items() if other != name]
            for kind in _COMMAND_KINDS:
                rest = set(_COMMAND_KINDS) - {kind}
                is_usual = len(others) >= _EVIDENCE and all(kind in each for each in others)
                is_odd = rest <= found and (kind != "failure" or is_usual)
                is_odd = is_odd or (kind == "success" and message.echo and _second_request(section) is not None)
                if kind not in found | self._kinds_in_tables(section) and (is_odd or _has_empty_label(section, kind)):
                    twice = _second_request(section) if kind == "success" else None
                    text = f"the page has no sample of the {kind}, the schema has one"
                    if twice:
                        text = "result is required by the schema, this sample is the request once more"
                    line = twice.line if twice else section.heading.line
                    yield name, Difference(line, "undocumented-member" if twice else "missing-sample", text)

    def _kinds_in_tables(self, section: Section) -> set[str]:
        return {kind for table in self._tables[id(section)] if table.role for kind in kinds_of(table.role)}

    @cached_property
    def _sampled_kinds(self) -> dict[str, tuple[Section, set[Kind]]]:
        """For each documented command with samples its section, and the kinds of messages that have one."""
        found: dict[str, tuple[Section, set[Kind]]] = {}
        for section in self.sections:
            name = self._contract.current(section.name or "")
            if not self._contract.of_name(name):
                name = suggestion(name, self._contract.names) or name
            message = self._contract.find(name, "request")
            kinds = {sample.kind for sample in section.samples if sample.kind}
            if kinds and message and message.kind == "request" and message.status == "documented":
                found.setdefault(name, (section, set()))[1].update(kinds)
        return found

    def _missing_claims(self) -> Iterator[tuple[str | None, Difference]]:
        """Yield the media or platforms that a page gives for all other messages that are limited, but not for one."""
        for kind in ("media", "platforms"):
            claimed = {self._contract.current(claim.message) for claim in self.claims if claim.kind == kind}
            limited: dict[str, tuple[Section, str]] = {}
            for section in self.sections:
                message = next(iter(self._contract.of_name(section.heading.name or "")), None)
                limit = self._limit(message, kind) if message else ""
                if message and limit and section.parts and message.name not in limited:
                    limited[message.name] = (section, limit)
            lacking = [name for name in limited if name not in claimed]
            if len(lacking) == 1 and len(claimed) >= _EVIDENCE:
                section, limit = limited[lacking[0]]
                text = f"the page does not say so, the schema says {limit}"
                yield lacking[0], Difference(section.heading.line, kind, text)

    def _limit(self, message: Message, kind: str) -> str:
        """Return the medium or the platforms to which a message is limited, empty if it is not, or its name says so."""
        if kind == "media":
            return "telephony only" if message.media == "telephony" else ""
        named = set(message.name.split("."))
        return ", ".join(sorted(each for each in message.platforms if each not in named))


class _Documented:
    """The names that a section documents in words, and those in the other samples of its message."""

    def __init__(self, section: Section, sections: Sequence[Section]) -> None:
        self._section = section
        self._sections = sections

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @cached_property
    def _names(self) -> frozenset[str]:
        names: set[str] = set()
        for section in self._sections:
            if section is self._section or (section.name and section.name == self._section.name):
                for line in section.prose:
                    names.update(re.findall(r"\w+", line.text))
                for sample in section.samples:
                    for value in inside(sample.value):
                        names.update(value.members if isinstance(value, Object) else ())
        return frozenset(names)


def _is_echo(data: Value) -> bool:
    if isinstance(data, Object):
        return not data.members and any(OF_REQUEST.search(remark.text) for remark in data.remarks)
    return isinstance(data, Placeholder) and bool(OF_REQUEST.search(data.text))


def _is_any(schema: Any, contract: Contract) -> bool:
    schema = contract.followed(schema)
    return isinstance(schema, dict) and not schema.keys() & {"const", "enum"}


def _is_open(schema: Any) -> bool:
    return isinstance(schema, dict) and not schema.get("properties") and schema.get("additionalProperties") is True


def _line_of(value: Value, pointer: str) -> int:
    """Return the line of the value at a JSON Pointer, or of the nearest value around it."""
    line = value.line
    for step in steps_of(pointer):
        if isinstance(value, Object) and step in value.members:
            line, value = value.members[step].line, value.members[step].value
        elif not isinstance(value, (Literal, Placeholder, Object)) and step.isdecimal():
            items = value.options if isinstance(value, Choice) else value.items
            if int(step) >= len(items):
                break
            value = items[int(step)]
            line = value.line
        else:
            break
    return line


def _second_request(section: Section) -> Sample | None:
    """Return the second of two samples of the same request: a response that lacks its `result`."""
    values = [(sample, plain(sample.value)) for sample in section.samples if sample.kind == "request"]
    return next((two[0] for one, two in pairwise(values) if one[1] == two[1] and two[0].role != "request"), None)


def _has_empty_label(section: Section, kind: Kind) -> bool:
    """Return whether a label for this kind of message has nothing below it."""
    labels = [*section.labels, (10**9, "sample")]
    lines = [part.block.line for part in section.parts]
    for (line, role), (end, _) in pairwise(labels):
        if role == kind and not any(line < each < end for each in lines):
            return True
    return False
