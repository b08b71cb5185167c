"""A page against the contract, section by section."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from cti_contract.contract import registry
from cti_contract.contract.catalog import Message
from cti_contract.contract.json_pointer import steps_of
from cti_contract.contract.targets import forms
from cti_contract.drift.arrows import arrow_differences
from cti_contract.drift.blocks import Page
from cti_contract.drift.causes import joined
from cti_contract.drift.claim import Claim
from cti_contract.drift.claim_differences import claim_differences
from cti_contract.drift.contract import Contract
from cti_contract.drift.envelopes import envelope_differences
from cti_contract.drift.evidence import Evidence, Facts
from cti_contract.drift.findings import Difference, Edit, Finding, edit, in_order
from cti_contract.drift.headings import answer_of, names_of
from cti_contract.drift.ignores import Ignores, ignores_in
from cti_contract.drift.member_tables import (
    differences_of_others,
    differences_of_several,
    general_differences,
    table_differences,
)
from cti_contract.drift.members import Context, differences, is_of_request, types_of, undocumented
from cti_contract.drift.message_tables import (
    claims_of_tables,
    column_differences,
    event_differences,
    object_differences,
    segment_differences,
)
from cti_contract.drift.names import (
    Places,
    heading_differences,
    member_differences,
    message_around,
    name_differences,
    places_of,
)
from cti_contract.drift.placeholders import placeholder_differences
from cti_contract.drift.prose import claims_of_page
from cti_contract.drift.repeats import echo_differences, misnamed_in_original, original_differences, other_targets
from cti_contract.drift.replaced import without_replaced
from cti_contract.drift.samples import (
    Array,
    Choice,
    Literal,
    Member,
    Object,
    Placeholder,
    Value,
    inside,
    is_plain,
    plain,
    text_of,
    without_placeholders,
)
from cti_contract.drift.secondary_events import Listing, is_of_one_call, lacking_in_text, secondary_differences
from cti_contract.drift.sections import Sample, Section, may_be_of_all, sections_of
from cti_contract.drift.suggestions import file_of
from cti_contract.drift.targets import (
    Objects,
    interactions_in,
    misplaced_target,
    objects_in,
    target_differences,
    target_of_another,
)
from cti_contract.drift.tokens import Remark
from cti_contract.drift.variants import variant_differences
from cti_contract.problems import Problem
from cti_contract.suggest import suggestion
from cti_contract.text import counted, quote

#: A sample with more faults of different kinds is reported as a whole.
_MOST_FAULTS = 3
#: A line above a list of events that gives their case has no more words: "Precondition: one call is active".
_MOST_WORDS_OF_CASE = 8


class Checked(NamedTuple):
    """A page that was compared: its sections, the claims of its sentences, its findings, and those it ignores.

    `unread` are the sentences that are not understood, with their unknown words. `has_messages` says whether it
    documents a message, or tries to.
    """

    page: Page
    sections: list[Section]
    claims: list[Claim]
    unread: list[Claim]
    findings: list[Finding]
    ignored: list[Finding]
    has_messages: bool


def findings_of(page: Page, contract: Contract) -> list[Finding]:
    """Return every difference between a page and the contract, by line, except those that its comments ignore."""
    return check_page(page, contract).findings


def check_page(page: Page, contract: Contract) -> Checked:
    """Compare a page with the contract."""
    compared = _Page(page, contract)
    found = [compared.finding(name, each) for name, each in compared.differences()]
    ignores: Ignores = ignores_in(page)
    kept, ignored = ignores.applied(without_replaced(joined(found), page))
    kept = [finding._replace(line=page.line_in_file(finding.line)) for finding in kept]
    return Checked(
        page, compared.sections, compared.claims, compared.unread, in_order(kept), ignored, compared.has_messages
    )


class _Page:
    """A page that is compared section by section."""

    def __init__(self, page: Page, contract: Contract) -> None:
        self._page = page
        self._contract = contract
        self.sections = sections_of(page, contract)
        has_marks = any("`" in line.text for section in self.sections for line in section.prose)
        read = claims_of_page(self.sections, contract, has_marks=has_marks)
        self.unread = [claim for claim in read if claim.kind == "not read"]
        claims = [claim for claim in read if claim.kind != "not read"]
        said = {claim[:4] for claim in claims}  # without the remarks
        cells = [claim for claim in claims_of_tables(self.sections, contract) if claim[:4] not in said]
        self.claims = list(_with_samples([*claims, *cells], self.sections, contract))
        self.has_messages = any(map(self._is_about_messages, self.sections))
        self._evidence = Evidence(self.sections, self.claims, contract)

    def finding(self, name: str | None, difference: Difference) -> Finding:
        """Return a difference about the message of a name as a finding."""
        message = next(iter(self._contract.of_name(name or "")), None)
        line, code, text, edits, kind = difference
        current = self._contract.current(name or "") or None
        changes = tuple(each._replace(message=message.name) for each in edits) if message else ()
        uri = self._file_of(message, code, kind, changes) if message and code != "unknown-message" else ""
        schema = f"schemas/{uri.removeprefix(registry.BASE_URI)}" if uri else None
        return Finding(self._page.file, line, code, text, current, schema, changes)

    def _file_of(self, message: Message, code: str, kind: str, changes: Sequence[Edit]) -> str:
        """Return the URI of the schema file to change for a difference: a response has one of its own."""
        if code == "echo":
            return f"{registry.BASE_URI}responses/{message.name}.json"
        found = file_of(changes[0], self._contract) if changes and changes[0].path else None
        messages = self._contract.of_name(message.name)
        return found or next((each.uri for each in messages if each.kind == kind), message.uri).partition("#")[0]

    def differences(self) -> Iterator[tuple[str | None, Difference]]:
        """Yield every difference with the name of the message that it is about; else that there is no message."""
        if self._page.fault:
            yield None, Difference(self._page.fault.number, "unreadable-page", self._page.fault.text)
        has_differences = False
        for each in self._compared():
            has_differences = True
            yield each
        is_of_messages = self.has_messages or has_differences or self.claims or self.unread or self._page.fault
        if not (is_of_messages or any(may_be_of_all(line.text) for each in self.sections for line in each.prose)):
            text = (
                "the page documents no message; code of programs is not read"
                if self._page.blocks
                else "the page is empty"
            )
            yield None, Difference(1, "no-messages", text)

    def _compared(self) -> Iterator[tuple[str | None, Difference]]:
        yield from ((None, each) for each in placeholder_differences(self.sections))
        yield from self._names()
        for facts in self._evidence.facts:
            section = facts.section
            yield from ((section.name, each) for each in heading_differences(section, self._contract))
            yield from ((section.name, each) for each in self._of_section(facts))
            yield from differences_of_several(section, self._contract)
            documented = _Documented(section, self._evidence)
            yield from differences_of_others(section, facts.tables, self._contract, documented)
        yield from claim_differences(self.claims, {section.name for section in self.sections}, self._contract)
        yield from event_differences(self.sections, self._contract)
        yield from column_differences(self.sections, self._contract)
        yield from arrow_differences(self.sections, self._contract)
        yield from ((None, each) for each in object_differences(self.sections, self._contract))
        yield from ((None, each) for each in envelope_differences(self.sections, self._contract))
        yield from ((None, each) for each in segment_differences(self.sections, self._contract))
        yield from self._evidence.missing_samples()
        yield from self._evidence.missing_claims()

    @cached_property
    def _interactions(self) -> dict[str, int]:
        return interactions_in(sample for section in self.sections for sample in section.samples)

    @cached_property
    def _objects(self) -> Objects:
        named = (
            each for section in self.sections for each in section.samples if self._has_name_of_heading(each, section)
        )
        return objects_in(named, self._contract)

    def _has_name_of_heading(self, sample: Sample, section: Section) -> bool:
        """Return whether a sample has the name in the heading above it, if there is one: else one of them is wrong."""
        heading = section.heading
        return not heading.is_strong or self._contract.same(sample.name or "", heading.name or sample.name or "")

    def _is_about_messages(self, section: Section) -> bool:
        texts = (each.text.replace("`", "") for each in section.prose)
        return (
            bool(section.samples or section.name)
            or (bool(section.unreadable) and section.shows_messages)
            or any(map(self._contract.resembles_message, section.heading.names))
            or any(self._contract.is_message(name) for text in texts for name in names_of(text))
        )

    def _names(self) -> Iterator[tuple[str | None, Difference]]:
        """Yield each wrong name once, at its first place."""
        reported: set[tuple[str, str]] = set()
        for section, _, listing in self._evidence.facts:
            is_compared = listing is not None and self._contract.is_command(section.name or "")
            listed = {each.name for each in listing.events} if listing and is_compared else set()
            explained = self._evidence.explained_names
            places: Places | None = None  # asked for at the first wrong name
            for name, difference in name_differences(section, self._contract, listed, explained):
                if (name, difference.code) not in reported:
                    reported.add((name, difference.code))
                    place = (difference.line, name)
                    places = places or places_of(section)
                    is_alias = difference.code == "alias"
                    about = name if is_alias else message_around(place, section, places, self._contract)
                    yield self._contract.current(about or name), difference

    def _of_section(self, facts: Facts) -> Iterator[Difference]:
        section = facts.section
        if self.has_messages:  # else they are those of something else
            yield from (Difference(line, "unreadable-sample", text) for line, text in section.unreadable)
        messages = self._contract.of_name(section.name or "")
        documented = _Documented(section, self._evidence)
        if messages:
            of_names = (messages, self._messages_of_samples(section))
            compared = (
                list(table_differences(facts.tables, each, self._contract, documented)) for each in of_names if each
            )
            yield from min(compared, key=len)
            yield from member_differences(section, messages[0], self._contract)
            yield from variant_differences(section, messages, self._contract)
            yield from self._lists(facts, messages[0])
            yield from self._evidence.missing_description(facts, messages)
        of_event = bool(messages) and messages[0].kind == "event"
        if section.name is None or of_event or not (section.heading.names or section.samples):
            yield from general_differences(facts.tables, self._contract, of_event=of_event)
        yield from self._samples(section, messages, documented)

    def _samples(
        self, section: Section, messages: tuple[Message, ...], documented: _Documented
    ) -> Iterator[Difference]:
        """Yield how the samples of a section differ; several ones with the same wrong target are one difference."""
        right, targets, of_requests = [], dict[str, list[Difference]](), set[tuple[str, str]]()
        for sample in section.samples:
            yield from _malformed(sample)
            found = None if sample.is_broken else self._as_meant(sample, section, documented)
            said = {(each.code, each.text) for each in found or () if each.code != "target-refused"}
            of_requests |= said if sample.kind == "request" else set()
            repeated = of_requests if self._is_echo_of(sample) else set()
            for each in found or ():
                if (each.code, each.text) in repeated:
                    continue  # one fault of the request
                if each.code == "target-refused":
                    targets.setdefault(each.text, []).append(each)
                else:
                    yield each
            if self._contract.same(sample.name or "", section.heading.name or sample.name or ""):
                yield from _of_other_kind(sample, self._contract)
            right += [sample] if found == [] else []
        yield from map(_of_all, targets.values())
        if messages:
            right = [sample for sample in right if self._contract.same(sample.name or "", section.name or "")]
            yield from echo_differences(right, messages[0])
            yield from original_differences(right, messages[0], self._contract)
            yield from other_targets(right, messages[0], section)

    def _is_echo_of(self, sample: Sample) -> bool:
        """Return whether a sample is a success that repeats the data of its request."""
        message = self._contract.find(self._contract.current(sample.name or ""), "success")
        return sample.kind == "success" and message is not None and message.echo

    def _as_meant(self, sample: Sample, section: Section, documented: _Documented) -> list[Difference] | None:
        """Return how a sample differs from its message, None if there is no such message.

        Where the heading and the sample name two messages, one of the names is wrong, which is one finding already. The
        sample is compared with the message that it is more like.
        """
        own = sample.name or ""
        if sample.kind != "event" and not self._contract.is_message(own):
            own = suggestion(own, self._contract.names) or own
        names = dict.fromkeys(map(self._contract.current, (self._name_of(sample, section), own)))
        if sample is self._evidence.without_result.get(next(iter(names))):
            sample = _as_success(sample)
        found = []
        for name in names:
            kind = sample.kind or ("request" if self._contract.is_command(name) else "event")
            message = self._contract.find(name, kind)
            if message:
                meant = _of_one_kind(_in_kind_of(message, sample))
                compared = list(self._of_sample(meant, message, documented))
                compared = compared or [*self._invalid(meant, message)] or [*self._unusual(meant, message)]
                found.append([each._replace(kind=_kind_of(each, message)) for each in compared])
        return min(found, key=len, default=None)

    def _name_of(self, sample: Sample, section: Section) -> str:
        """Return the name of the message that a sample shows: that of the heading, if the heading is nothing else."""
        is_other = sample.name and not section.heading.is_strong and self._contract.is_message(sample.name)
        return (sample.name if is_other else section.name) or ""

    def _lists(self, facts: Facts, message: Message) -> Iterator[Difference]:
        """Yield how the secondary events of a command differ, or that they are missing."""
        section, _, listing = facts
        if listing is None:
            yield from self._evidence.missing_list(section, message)
            yield from lacking_in_text(section, message, self._contract)
        elif message.kind == "request" and not self._is_list_of_another(listing, section):
            found = secondary_differences(listing, message, self._contract, is_cut=section.is_cut)
            before = (each.text for each in section.texts if each.line < listing.line)
            short = (text for text in before if len(text.split()) <= _MOST_WORDS_OF_CASE)
            texts = (section.heading.text, *(title.text for title in section.titles), *short)
            is_case = any(map(is_of_one_call, texts)) or self._evidence.gives_case(message.name, listing)
            yield from (each for each in found if not (is_case and "not given on the page" in each.text))

    def _is_list_of_another(self, listing: Listing, section: Section) -> bool:
        """Return whether a list is right for the message of the samples, which differs from that of the heading."""
        others = self._messages_of_samples(section)
        is_command = bool(others) and others[0].kind == "request"
        return is_command and not list(secondary_differences(listing, others[0], self._contract))

    def _messages_of_samples(self, section: Section) -> tuple[Message, ...]:
        """Return the messages of the one name that all samples have, none if it is that of the heading."""
        names = {self._contract.current(sample.name) for sample in section.samples if sample.name}
        is_of_heading = self._contract.current(section.name or "") in names
        return self._contract.of_name(names.pop()) if len(names) == 1 and not is_of_heading else ()

    def _of_sample(self, sample: Sample, message: Message, documented: _Documented) -> Iterator[Difference]:
        members = dict(sample.value.members)
        target = members.pop("target", None)
        if target:
            refused = target_differences(
                target.line,
                target.value,
                message,
                self._contract,
                shows_forms=self._evidence.shows_forms and message.kind != "failure" and not _is_example(sample),
            )
            found = [*refused] or [*misplaced_target(sample, message, self._interactions)]
            yield from found or target_of_another(sample, message, self._objects)
        is_other = sample.name and not self._contract.same(sample.name, message.name)
        if is_other:
            members.pop("command" if "command" in members else "name")  # reported as a name
        data = members.get("data")
        if message.kind == "success" and data and _is_echo(data.value):
            del members["data"]
            if not message.echo:
                text = "the page says that the data is the request's, the schema does not"
                yield Difference(data.line, "echo", text, (edit("x-cti/echo", value=True),))
        original = members.get("original")
        is_said = is_other and original and _has_name_of(sample, original.value)
        if original and (is_said or isinstance(original.value, Placeholder) or _is_echo(original.value)):
            del members["original"]
        elif original and isinstance(original.value, Object):  # it is compared with the request, not with a schema
            yield from misnamed_in_original(sample, original.value, self._contract)
            command = {name: each for name, each in original.value.members.items() if name == "command"}
            members["original"] = original._replace(value=original.value._replace(members=command))
        for each in self._of_members(sample, sample.value._replace(members=members), message, documented):
            yield each._replace(edits=tuple(change._replace(kind=message.kind) for change in each.edits))

    def _of_members(
        self, sample: Sample, value: Object, message: Message, documented: _Documented
    ) -> Iterator[Difference]:
        """Yield how the members differ; of those of the envelope, a page must show only the required ones."""
        schema = self._contract.schema(message)
        properties = schema["properties"]
        expected = {*schema["required"], *(self._contract.own_members(message) if sample.is_form else ())}
        lacking = tuple(name for name in properties if name not in value.members)
        unknown = [name for name in value.members if name not in properties]
        meant = {suggestion(name, lacking) for name in unknown}
        missing = {name for name in expected - sample.value.members.keys() - meant if properties[name] is not False}
        renamed = missing if len(unknown) == len(missing) == 1 else set[str]()  # reported as one difference
        meant |= renamed
        shown = {name: member for name, member in properties.items() if name in value.members or name in meant}
        context = Context(self._contract, documented, sample.is_form, self._evidence.has_stack_traces)
        whole = value._replace(remarks=())
        shown_schema = {**schema, "properties": shown, "required": [*renamed]}
        yield from differences(whole, shown_schema, "", context)
        for name, printed in value.members.items():  # the texts at the top level distinguish messages
            if isinstance(printed.value, Literal) and _is_any_text(properties.get(name, False), self._contract):
                text = f"{name} is {quote(printed.value.value)} on the page, any value in the schema"
                yield Difference(printed.line, "other-value", text)
        for name in sorted(expected - sample.value.members.keys() - meant):
            member = self._contract.followed(properties[name])
            is_open = name == "data" and name not in schema["required"] and _is_open(member)
            if member is not False and not is_open and not value.more:
                yield undocumented(value.line, name, is_required=name in schema["required"])

    def _invalid(self, sample: Sample, message: Message) -> Iterator[Difference]:
        """Yield the errors that the validators of the package find in a sample without placeholders.

        Where only the target is a form, those in the elements of lists are yielded: what else such a sample has was
        compared as a form.
        """
        is_whole = is_plain(sample.value)
        value = sample.value if is_whole else _with_target(sample.value, message)
        if not self._contract.is_own or sample.faults or not (is_whole or is_plain(value)):
            return
        from cti_contract.validation.api import check  # not needed for pages that show forms only

        repeats = (sample.value.members.get(name) for name in ("data", "original"))
        if sample.name and not self._contract.same(sample.name, message.name):
            return
        if any(member and _is_echo(member.value) for member in repeats):
            return
        for problem in check(plain(value)):
            is_element = any(step.isdecimal() for step in steps_of(problem.pointer))
            if problem.severity == "error" and (is_element or is_whole):
                yield _invalid_sample(sample, problem)

    def _unusual(self, sample: Sample, message: Message) -> Iterator[Difference]:
        """Yield the warnings of the package about the values of a sample, also beside placeholders.

        The form of a message may show a member that only belongs to other values than those that it shows.
        """
        if not self._contract.is_own:
            return
        from cti_contract.validation.warnings import warnings_about

        value = {"command": message.name, **without_placeholders(sample.value)}
        for problem in warnings_about(message, value, texts=False):
            if problem.code == "known-value" or (problem.code == "misplaced-member" and not sample.is_form):
                yield _invalid_sample(sample, problem)


def _kind_of(difference: Difference, message: Message) -> str:
    """Return the kind of message whose schema to change: a response has the target of its request."""
    return "" if difference.code.startswith("target") else message.kind


def _of_all(found: Sequence[Difference]) -> Difference:
    """Return the same difference of several samples as that of the first one."""
    others = len(found) - 1
    more = f"; {counted(others, 'more sample')} below {'has' if others == 1 else 'have'} it" if others else ""
    return found[0]._replace(text=found[0].text + more, edits=tuple(change for each in found for change in each.edits))


def _in_kind_of(message: Message, sample: Sample) -> Sample:
    """Return a sample that has the name of an event as its "command" as that of the event: this is one fault."""
    members = dict(sample.value.members)
    if message.name != sample.name or message.kind != "event" or "command" not in members:
        return sample
    name = members.pop("command")
    kind = Member(name.line, Literal(name.line, "objectEvent"))
    return sample._replace(value=sample.value._replace(members={"messageType": kind, "name": name, **members}))


def _with_samples(claims: Sequence[Claim], sections: Sequence[Section], contract: Contract) -> Iterator[Claim]:
    """Yield claims; below a heading with the name of another message than all samples, they may be about that one."""
    meant: dict[str, list[tuple[int, int, str]]] = {}
    ends = [section.heading.line for section in sections[1:]]
    for section, end in zip(sections, [*ends, sys.maxsize], strict=False):
        heading, names = section.heading, {contract.current(sample.name or "") for sample in section.samples}
        of_samples = next(iter(names)) if len(names) == 1 else ""
        if heading.is_strong and contract.is_message(of_samples) and not contract.same(of_samples, heading.name or ""):
            meant.setdefault(contract.current(heading.name or ""), []).append((heading.line, end, of_samples))
    for claim in claims:
        places = meant.get(contract.current(claim.message), ())
        others = tuple(name for first, end, name in places if first <= claim.line < end)
        yield claim._replace(others=(*claim.others, *others)) if others else claim


def _as_success(sample: Sample) -> Sample:
    """Return a response as a success with the `result` that it lacks, which is reported as missing."""
    members = {"result": Member(sample.line, Literal(sample.line, "success")), **sample.value.members}
    return sample._replace(kind="success", value=sample.value._replace(members=members))


def _of_one_kind(sample: Sample) -> Sample:
    """Return a sample that shows both responses, `"result": "success" | "failure"`, as a part of one of them."""
    members = dict(sample.value.members)
    result = members.get("result")
    if not result or set(map(str, _alternatives(result.value))) != {"success", "failure"}:
        return sample
    of_other = ("result", "data") if sample.kind == "failure" else ("result",)
    shown = {name: member for name, member in members.items() if name not in of_other}
    return sample._replace(value=sample.value._replace(members=shown, more=True), is_form=False)


def _alternatives(value: Value) -> list[object]:
    """Return the alternatives of a value."""
    return [each.value for each in value.options if isinstance(each, Literal)] if isinstance(value, Choice) else []


def _of_other_kind(sample: Sample, contract: Contract) -> Iterator[Difference]:
    """Yield that a sample of an event has the name of a command, or that of a request the name of an event.

    Or it is a success below the label of a failure, or the other way round.
    """
    name = sample.name or ""
    if sample.kind == "event" and contract.is_command(name):
        text = f'no schema for the event {quote(name)}: it is a command, which has "command" in place of "name"'
        yield Difference(sample.name_line, "unknown-message", text)
    elif sample.kind == "request" and contract.is_event(name) and "command" in sample.value.members:
        text = f'no schema for the command {quote(name)}: it is an event, which has "name" in place of "command"'
        yield Difference(sample.name_line, "unknown-message", text)
    elif text_of(sample.value, "result") == sample.kind and answer_of(sample.label) not in (None, sample.kind):
        text = f"the label says {quote(sample.label)}, the sample below it is a {sample.kind}"
        yield Difference(sample.value.members["result"].line, "heading-differs", text)


def _invalid_sample(sample: Sample, problem: Problem) -> Difference:
    line = _line_of(sample.value, problem.pointer)
    return Difference(line, "invalid-sample", f"{problem.message}{problem.did_you_mean} [{problem.code}]")


def _with_target(value: Object, message: Message) -> Object:
    """Return a sample with ids in its target, in place of the forms that a page shows."""
    target = value.members.get("target")
    ids = ".".join("abcde"[: forms(message.targets[0])[0].count(".") + 1])
    members = {**value.members, "target": Member(target.line, Literal(target.line, ids))} if target else value.members
    return value._replace(members=members)


class _Documented(Container[str]):
    """The names that a page documents in the sections about a message, collected when they are needed."""

    def __init__(self, section: Section, evidence: Evidence) -> None:
        self._section = section
        self._evidence = evidence

    @cached_property
    def _names(self) -> frozenset[str]:
        return self._evidence.documented(self._section)

    def __contains__(self, name: object) -> bool:
        return name in self._names


def _malformed(sample: Sample) -> Iterator[Difference]:
    """Yield the faults of a sample; of many ones, or behind a wrong bracket, most are effects of the first one."""
    first = {text: line for line, text in reversed(sample.faults)}
    faults = sorted(dict.fromkeys(Remark(first[text], text) for _, text in sample.faults), key=lambda each: each.line)
    if sample.is_broken or len(faults) > _MOST_FAULTS:
        more = f"; this sample has {counted(len(faults) - 1, 'more fault')}" if len(faults) > 1 else ""
        yield Difference(faults[0].line, "malformed-sample", f"{faults[0].text}{more}")
    else:
        yield from (Difference(line, "malformed-sample", text) for line, text in faults)


def _is_example(sample: Sample) -> bool:
    """Return whether the data of a sample has real values only."""
    data = sample.value.members.get("data")
    values = list(inside(data.value)) if data and not sample.is_form else []
    return any(isinstance(each, Literal) for each in values) and not any(
        isinstance(each, Placeholder) for each in values
    )


def _has_name_of(sample: Sample, original: Value) -> bool:
    """Return whether an `original` has the same name as its failure, which is reported there if it is wrong."""
    return isinstance(original, Object) and text_of(original, "command") == sample.name


def _is_echo(data: Value) -> bool:
    if isinstance(data, Object):
        return not data.members and any(is_of_request(remark.text) for remark in data.remarks)
    text = data.text if isinstance(data, Placeholder) else data.value if isinstance(data, Literal) else None
    return isinstance(text, str) and is_of_request(text) is True


def _is_any_text(schema: Any, contract: Contract) -> bool:
    """Return whether a schema takes any text."""
    schema = contract.followed(schema)
    return isinstance(schema, dict) and not schema.keys() & {"const", "enum"} and "string" in types_of(schema)


def _is_open(schema: Any) -> bool:
    return isinstance(schema, dict) and not schema.get("properties") and schema.get("additionalProperties") is True


def _line_of(value: Value, pointer: str) -> int:
    """Return the line of the value at a JSON Pointer in a sample without placeholders."""
    line = value.line
    for step in steps_of(pointer):
        if isinstance(value, Array):
            value = value.items[int(step)]
            line = value.line
        else:
            assert isinstance(value, Object)
            line, value = value.members[step]
    return line
