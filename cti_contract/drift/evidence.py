"""Things that are missing on a page. Its other parts are the evidence: they have such a thing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cti_contract.contract.catalog import Kind, Message
from cti_contract.drift.claim import Claim
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Difference
from cti_contract.drift.headings import names_of
from cti_contract.drift.member_tables import Table, kinds_of, tables_of
from cti_contract.drift.samples import Object, inside, plain
from cti_contract.drift.secondary_events import Listing, is_of_one_call, listing_of, missing_list
from cti_contract.drift.sections import Sample, Section
from cti_contract.drift.sentence_words import NEGATION, PLATFORMS, topics_of
from cti_contract.drift.subjects import commands_in
from cti_contract.drift.targets import shows_all_forms
from cti_contract.drift.vocabulary import words
from cti_contract.suggest import suggestion

#: If this many other messages of a page have something, it is missing where it is not.
ENOUGH = 2
_COMMAND_KINDS: tuple[Kind, ...] = ("request", "success", "failure")
_WORD = re.compile(r"\w+")


def _denies_events(text: str) -> bool:
    """Return whether a text says in which case no event comes: its command has some in the others."""
    return "no events" in topics_of(text) and NEGATION.search(text) is not None


def _is_whole(section: Section) -> bool:
    """Return whether a section shows a request and its success: the writer of another one may leave out more."""
    return {"request", "success"} <= {sample.kind for sample in section.samples}


class Facts(NamedTuple):
    """A section with its tables of members, its list of secondary events, and the names that it documents."""

    section: Section
    tables: list[Table]
    listing: Listing | None


class Evidence:
    """The sections of a page, and what they have in common. Each is looked at a fixed number of times."""

    def __init__(self, sections: Sequence[Section], claims: Sequence[Claim], contract: Contract) -> None:
        self._contract = contract
        self._claims = claims
        self.facts = [
            Facts(section, tables_of(section, contract), listing_of(section, contract)) for section in sections
        ]

    @cached_property
    def shows_forms(self) -> bool:
        """Whether the page shows all forms of a target anywhere, and not less often than one of several forms."""
        shown = [
            shows_all_forms(sample.value.members["target"].value, message, self._contract)
            for facts in self.facts
            for sample in facts.section.samples
            if "target" in sample.value.members
            for message in self._contract.of_name(sample.name or "")[:1]
        ]
        return True in shown and shown.count(True) >= shown.count(False)

    @cached_property
    def explained_names(self) -> frozenset[str]:
        """The older names that the page has beside those of today, in a row or a paragraph.

        Other sentences about them are no mistakes.
        """
        blocks = (part.block for facts in self.facts for part in facts.section.parts)
        texts = (
            text
            for block in blocks
            for text in (block.text, *(" ".join(cell.text for cell in row) for row in block.rows))
        )
        aliases = self._contract.aliases
        named = (frozenset(names_of(text)) for text in texts if "." in text)
        return frozenset(name for names in named for name in names if aliases.get(name) in names)

    @cached_property
    def has_stack_traces(self) -> bool:
        """Whether all failures on the page but one have the optional stack trace, and at least two have it."""
        traces = [
            "context" in failure.value.members
            for facts in self.facts
            for sample in facts.section.samples
            if (failure := sample.value.members.get("failure")) and isinstance(failure.value, Object)
        ]
        return traces.count(False) <= 1 < traces.count(True)

    def documented(self, section: Section) -> frozenset[str]:
        """Return the words in the sections about the message of a section, and the names in their samples."""
        return self._words[section.name] if section.name else frozenset(_words_in(section))

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        words: dict[str, set[str]] = {}
        for facts in self.facts:
            if facts.section.name:
                words.setdefault(facts.section.name, set()).update(_words_in(facts.section))
        return {name: frozenset(found) for name, found in words.items()}

    def gives_case(self, command: str, listing: Listing) -> bool:
        """Return whether a sentence of the page says in which case an event in the list of a command comes."""
        return any((command, event.name) in self._cases for event in listing.events)

    @cached_property
    def _cases(self) -> frozenset[tuple[str, str]]:
        """The commands and the events that a sentence says to come in the case in which there is one call."""
        texts = (block.text for facts in self.facts for block in facts.section.texts if "." in block.text)
        return frozenset(
            (command, event)
            for text in texts
            if is_of_one_call(text)
            for event in filter(self._contract.is_event, names_of(text))
            for command in {*filter(self._contract.is_command, names_of(text)), *commands_in(text)}
        )

    def missing_list(self, section: Section, message: Message) -> Iterator[Difference]:
        """Yield that the secondary events of a command are missing: all other commands of the page list theirs."""
        if section.parts and message.secondary and section.heading.name and not section.is_cut:
            name = self._contract.current(section.name or "")
            without, with_list = self._lists
            others = with_list.total() - with_list[name]
            is_named = any(each.name in section.names_in_prose for each in message.secondary_events)
            is_silent = name not in self._raises and not (
                is_named or any(_denies_events(each.text) for each in section.prose)
            )
            is_expected = _is_whole(section) and len(message.secondary_events) <= self._longest_list
            if is_silent and is_expected and others > ENOUGH and without.total() == without[name]:
                yield missing_list(section, message)

    @cached_property
    def _longest_list(self) -> int:
        """The number of events in the longest list of the page: a writer may leave out a longer one for its length."""
        return max((len(facts.listing.events) for facts in self.facts if facts.listing), default=0)

    @cached_property
    def _lists(self) -> tuple[Counter[str], Counter[str]]:
        """For each command with secondary events, in how many sections they are missing, and in how many listed."""
        without, with_list = Counter[str](), Counter[str]()
        for section, _, listing in self.facts:
            messages = self._contract.of_name(section.name or "")
            if section.heading.name and not section.is_cut and messages and messages[0].secondary:
                (with_list if listing else without)[messages[0].name] += 1
        return without, with_list

    @cached_property
    def _raises(self) -> frozenset[str]:
        return frozenset(claim.message for claim in self._claims if claim.kind.startswith("raises"))

    def missing_description(self, facts: Facts, messages: Sequence[Message]) -> Iterator[Difference]:
        """Yield that a message has neither a sample nor a table of members, as the others of the page have."""
        section = facts.section
        if section.unreadable or section.is_cut or section.is_history or not section.heading.is_strong:
            return
        is_asked = section.heading.text.rstrip(" :*").endswith("?")
        if not section.heading.name or is_asked or not any(map(self._has_form, messages)):
            return
        name = messages[0].name
        without = [other for other, has in self._described.items() if not has]
        is_alone = without == [name] and len(self._described) > 1
        says_something = any(
            each.line in self._lines_of_claims or _DESCRIBES.search(each.text) for each in section.prose
        )
        has_table = any(part.block.kind == "table" for part in section.parts)  # that is not understood
        if is_alone and not (facts.listing or has_table) and name not in self._in_words and not says_something:
            text = "no sample that can be read is below the heading, the schema has the members"
            yield Difference(section.heading.line, "no-sample", text)

    def _has_form(self, message: Message) -> bool:
        """Return whether a message is documented with its members: the data of some are open, without any."""
        data = self._contract.followed(self._contract.schema(message)["properties"].get("data", False))
        is_open = isinstance(data, dict) and data.get("additionalProperties", True) is not False
        return message.status == "documented" and not (is_open and not data.get("properties"))

    @cached_property
    def _lines_of_claims(self) -> frozenset[int]:
        return frozenset(claim.line for claim in self._claims)

    @cached_property
    def _in_words(self) -> frozenset[str]:
        """The messages about which a sentence says something, other than their headings and titles."""
        headings = {facts.section.heading.line for facts in self.facts}
        return frozenset(claim.message for claim in self._claims if claim.line not in headings)

    @cached_property
    def _described(self) -> dict[str, bool]:
        """For each documented message of a section whether the page has a sample or a table of its members."""
        found: dict[str, bool] = {}
        for section, tables, _ in self.facts:
            messages = self._contract.of_name(section.name or "")
            if any(message.status == "documented" for message in messages):
                has = bool(section.samples or section.unreadable or tables or section.is_cut)
                found[messages[0].name] = found.get(messages[0].name, False) or has
        return found

    def missing_samples(self) -> Iterator[tuple[str, Difference]]:
        """Yield the request or response that has no sample although the page has the others of this command."""
        kinds = self._sampled_kinds
        for name, (facts, found, shown) in kinds.items():
            message = self._contract.find(name, "request")
            if message is None or not self._is_compared(facts, message):
                continue
            others = [each for other, (_, each, _) in kinds.items() if other != name]
            are_whole = all(each.issuperset(_COMMAND_KINDS) for each in others)  # else some samples are left out
            for kind in _COMMAND_KINDS:
                rest = set(_COMMAND_KINDS) - {kind}
                least = {"request": 1, "failure": ENOUGH + 1}.get(kind, ENOUGH)  # many pages never show the requests
                least = 1 if kind == "success" and facts.section.heading.name else least
                is_odd = any(rest <= each for each in shown) and are_whole and len(others) >= least
                second = self.without_result.get(name) if kind == "success" else None
                is_missing = (is_odd and _has_code(facts.section)) or _has_empty_label(facts.section, kind)
                is_missing = is_missing and kind not in self._kinds_of_unknown
                is_missing = is_missing and not (kind == "success" and self._is_success_in_words(name, facts.section))
                is_missing = is_missing and kind not in _kinds_in_tables(facts)
                if kind not in found and (is_missing or second):
                    yield name, _missing_sample(facts.section, kind, second)

    @cached_property
    def without_result(self) -> dict[str, Sample]:
        """For each command that has no success, the sample that lacks nothing but the `result` of one."""
        lacking = {}
        has_responses = any(kinds - {"request"} for _, kinds, _ in self._sampled_kinds.values())
        for name, (facts, found, _) in self._sampled_kinds.items():
            second = None if "success" in found else _second_request(facts.section, has_responses=has_responses)
            message = self._contract.find(name, "request")
            if second and message and (message.echo or second.role == "response") and self._is_compared(facts, message):
                lacking[name] = second
        return lacking

    @staticmethod
    def _is_compared(facts: Facts, message: Message) -> bool:
        """Return whether the samples of a section about a command can be complete."""
        return message.status == "documented" and not (facts.section.is_cut or facts.section.unreadable)

    def _is_success_in_words(self, name: str, section: Section) -> bool:
        """Return whether a section, or any claim on the page, says what the success of a command has."""
        return _is_in_words(section) or any(
            claim.message == name and (claim.kind == "echo" or claim.value[:1] == ("success",))
            for claim in self._claims
        )

    @cached_property
    def _kinds_of_unknown(self) -> frozenset[Kind]:
        """The kinds of the samples whose names are unknown: each may be the sample that seems to be missing."""
        samples = (sample for facts in self.facts for sample in facts.section.samples if sample.name)
        return frozenset(each.kind for each in samples if each.kind and not self._contract.is_message(each.name or ""))

    @cached_property
    def _sampled_kinds(self) -> dict[str, tuple[Facts, set[Kind], list[set[Kind]]]]:
        """For each command with samples its section, and the kinds of messages that have one.

        They are those of the page, and those of each section: a failure below a title of its own is an example.
        """
        found: dict[str, tuple[Facts, set[Kind], list[set[Kind]]]] = {}
        for facts in self.facts:
            name = self._contract.current(facts.section.name or "")
            if not self._contract.is_message(name):
                name = suggestion(name, self._contract.names) or name
            message = self._contract.find(name, "request")
            kinds = {sample.kind for sample in facts.section.samples if sample.kind}
            if kinds and message and message.kind == "request":
                _, all_kinds, shown = found.setdefault(name, (facts, set(), []))
                all_kinds |= kinds
                shown.append(kinds)
        return found

    def missing_claims(self) -> Iterator[tuple[str, Difference]]:
        """Yield the media or platforms that all other headings of limited messages give, but not that of one."""
        headings = {facts.section.heading.line for facts in self.facts}
        for kind in ("media", "platforms"):
            claims = [claim for claim in self._claims if claim.kind == kind]
            claimed = {self._contract.current(claim.message) for claim in claims}
            in_headings = {self._contract.current(claim.message) for claim in claims if claim.line in headings}
            limited: dict[str, tuple[Section, str]] = {}
            for section, _, _ in self.facts:
                message = next(iter(self._contract.of_name(section.heading.name or "")), None)
                limit = _limit(message, kind) if message else ""
                if not message or not limit or any(_MENTIONED[kind].search(line.text) for line in section.prose):
                    continue
                if section.parts and message.name not in limited:
                    limited[message.name] = (section, limit)
            lacking = [name for name in limited if name not in claimed]
            if len(lacking) == 1 and len(in_headings) >= ENOUGH:
                section, limit = limited[lacking[0]]
                text = f"the page does not say so, the schema says {limit}"
                yield lacking[0], Difference(section.heading.line, kind, text)


#: A sentence that describes a message in words, or by another one: the page may do without a sample.
_DESCRIBES = re.compile(
    r"\b(?:same|identical|likewise|similar(?:ly)?|once more|as (?:above|before|with)|just like|ditto"
    r"|gleiche[nrs]?|dasselbe|dieselben?|ebenso|genauso|wie (?:oben|zuvor|bei)"
    r"|mêmes?|de même|pareil\w*|comme (?:ci-dessus|pour)|mism[oa]s?|igual(?:mente)?|como (?:arriba|en))\b"
    r"|\bempty (?:\w+ )?(?:object|body|data|payload)s?\b|\b(?:wie|like|as) (?:for |in |bei )?`?[a-z]+(?:\.[a-z]+)+"
    r"|\bleere[ns]? (?:objekt|daten)\b|\bobjet vide\b|\bobjeto vacío\b",
    re.IGNORECASE,
)
#: A sentence about the contents of a success: the page may do without a sample of it.
_SUCCESS = re.compile(
    r"\b(?:success|erfolgsantwort|succès|éxito)\b[^.;:]* (?:returns?|repeats?|echo(?:es)?|mirrors?|same|empty|nothing"
    r"|wiederholt|leer\w*|répète|reprend|vides?|repite|vacíos?)\b",
    re.IGNORECASE,
)


def _is_in_words(section: Section) -> bool:
    return any(_SUCCESS.search(line.text) for line in section.prose_of_today)


def _words_in(section: Section) -> Iterator[str]:
    for line in section.prose:
        yield from _WORD.findall(line.text)
    for sample in section.samples:
        for value in inside(sample.value):
            yield from value.members if isinstance(value, Object) else ()


#: Words of a section that may say a limit, even if the sentence is not understood.
_MENTIONED = {
    kind: re.compile(rf"\b(?:{'|'.join(listed)})\b", re.IGNORECASE)
    for kind, listed in (("media", words("message_columns", "telephony")), ("platforms", PLATFORMS))
}


def _limit(message: Message, kind: str) -> str:
    """Return the medium or the platforms to which a message is limited, empty if it is not, or its name says so."""
    if kind == "media":
        return "telephony only" if message.media == "telephony" else ""
    named = set(message.name.split("."))
    return ", ".join(sorted(each for each in message.platforms if each not in named))


def _kinds_in_tables(facts: Facts) -> set[str]:
    return {kind for table in facts.tables if table.role for kind in kinds_of(table.role)}


def _missing_sample(section: Section, kind: Kind, second: Sample | None) -> Difference:
    if second:
        text = "result is required by the schema, this sample of a response has none"
        return Difference(second.line, "undocumented-member", text)
    return Difference(
        section.heading.line, "missing-sample", f"the page has no sample of the {kind}, the schema has one"
    )


def _second_request(section: Section, *, has_responses: bool) -> Sample | None:
    """Return the second of two samples of a request that are the same, or have other labels: it lacks its `result`.

    Two that are the same are two requests on a page that has neither responses nor labels.
    """
    requests = [sample for sample in section.samples if sample.kind == "request" and not sample.is_broken]
    values = [(sample, plain(sample.value)) for sample in requests]
    for one, two in pairwise(values):
        is_response = two[0].role == "response" != one[0].role
        is_other = one[1] == two[1] and two[0].role != "request" and (has_responses or one[0].role != two[0].role)
        if is_response or is_other:
            return two[0]
    return None


def _has_code(section: Section) -> bool:
    """Return whether blocks of code are about the message of a section, and not about several ones."""
    return bool(section.heading.name) or any(part.block.kind == "code" for part in section.parts)


def _has_empty_label(section: Section, kind: Kind) -> bool:
    """Return whether a label for this kind of message has nothing below it, in a section with a heading."""
    if not section.heading.name:
        return False
    labels = [*section.labels, (10**9, "sample")]
    lines = sorted(part.block.line for part in section.parts)
    return any(
        role == kind and bisect_left(lines, line) == bisect_left(lines, end)
        for (line, role), (end, _) in pairwise(labels)
    )
