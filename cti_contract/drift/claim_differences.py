"""The claims of sentences against the contract."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from cti_contract.contract.catalog import Message, OneOf, Secondary
from cti_contract.contract.targets import noun_of
from cti_contract.drift.claim import Claim
from cti_contract.drift.contract import Contract, Member
from cti_contract.drift.facts import number_of
from cti_contract.drift.findings import Difference, Edit, edit
from cti_contract.drift.member_tables import Types, other_values, type_differences
from cti_contract.drift.members import unknown_member
from cti_contract.drift.mentions import possibility_in
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.sentence_words import ENVELOPE, is_negated, platforms_in
from cti_contract.drift.targets import other_segments, refused_forms
from cti_contract.drift.vocabulary import meanings
from cti_contract.suggest import suggestion
from cti_contract.text import quote

_TYPE_WORDS = meanings("types")


def claim_differences(
    claims: Sequence[Claim], documented: Collection[str | None], contract: Contract
) -> Iterator[tuple[str, Difference]]:
    """Yield the name of a message and a difference for each claim of a page that the contract contradicts.

    Args:
        claims: The claims.
        documented: The names of the messages that have a section of the page.
        contract: The contract.
    """
    of_members: list[tuple[str, Difference]] = []
    of_titles: dict[int, list[tuple[Claim, Difference]]] = {}
    causes = _causes_in(claims, contract)
    for claim in claims:
        messages = contract.of_name(claim.message)
        if claim.kind in ("older name", "current name", "refused name"):
            text = _of_names(claim, contract)
        elif claim.kind == "deprecated":
            text = _deprecated(claim, contract)
        elif claim.member:
            found_here = list(_of_member(claim, messages, contract))
            if not (found_here and _is_right_for_another(claim, contract)):
                of_members += [("" if claim.is_general else claim.message, each) for each in found_here]
            continue
        else:
            text = _of_message(claim, messages, contract)
            text = "" if text and _is_right_for_another(claim, contract) else text
        if text:
            before = _unsaid(claim.message, causes, documented, contract) if claim.kind == "raised after" else []
            kind = claim.value[0] if claim.kind in _OF_ONE_KIND else ""
            kind = _with_data(messages, contract).kind if claim.kind in ("member", "other member") else kind
            difference = Difference(claim.line, _CODES[claim.kind], text, _edits(claim, before, contract), kind)
            if claim.heading:
                of_titles.setdefault(claim.line, []).append((claim, difference))
            else:
                yield "" if claim.is_general else claim.message, difference
    yield from _of_titles(of_titles, claims)
    yield from _joined(of_members)
    yield from _not_claimed(claims, documented, contract)


def _of_titles(
    wrong: Mapping[int, Sequence[tuple[Claim, Difference]]], claims: Sequence[Claim]
) -> Iterator[tuple[str, Difference]]:
    """Yield the differences of the titles of groups; where a title is wrong for one section only, that section is.

    If such a section says so itself, it is none of the group: the page marks no headings.
    """
    said = {(claim.kind, claim.message) for claim in claims if not claim.heading}
    titled = Counter((claim.line, claim.kind) for claim in claims if claim.heading)
    for line, found in wrong.items():
        for claim, difference in found:
            if len(found) > 1:
                yield claim.message, difference
            elif titled[line, claim.kind] == 1 or (claim.kind, claim.message) not in said:
                yield claim.message, difference._replace(line=claim.heading)


def _is_right_for_another(claim: Claim, contract: Contract) -> bool:
    """Return whether a claim is right for another message that the sentence may be about."""
    code = _CODES.get(claim.kind)
    for other in claim.others:
        # nothing is said of when a command is sent, and only commands have secondary events
        is_of_kind = {"raised": contract.is_event, "secondary-events": contract.is_command}.get(code or "", bool)
        if not is_of_kind(other):
            continue
        messages = contract.of_name(other)
        said = claim._replace(message=other)
        if not claim.member and not _of_message(said, messages, contract):
            return True
        has_member = any(contract.members_named(message, claim.member) for message in messages)
        if claim.member and has_member and not any(_of_member(said, messages, contract)):
            return True
    return False


#: Claims about messages of one kind, which is their first value, and maybe empty.
_OF_ONE_KIND = ("no data", "some data")
#: The event that may follow any command: the states of all objects change all the time.
_OF_ALL = "state.updated"
_CODES = {
    "raised after": "raised",
    "raised during": "raised",
    "target": "target-refused",
    "target forms": "target-refused",
    "target not": "target-refused",
    "platforms": "platforms",
    "media": "media",
    "echo": "echo",
    "no data": "required",
    "some data": "required",
    "original": "unknown-member",
    "raised after failure": "raised",
    "never during": "raised",
    "raises": "secondary-events",
    "raises nothing": "secondary-events",
    "raises all": "secondary-events",
    "raises one": "secondary-events",
    "raises about": "secondary-events",
    "raises before": "secondary-events",
    "raises count": "secondary-events",
    "opposite": "outcome",
    "raises some": "secondary-events",
    "member": "unknown-member",
    "other member": "unknown-member",
    "deprecated": "deprecated",
    "current name": "deprecated",
    "older name": "deprecated",
    "refused name": "deprecated",
    "outcome": "outcome",
    "mentioned segments": "target-refused",
    "mentioned platforms": "platforms",
    "mentioned events": "secondary-events",
    "known values": "alternatives",
    "not on platforms": "platforms",
    "some media": "media",
    "raises not": "secondary-events",
    "never raises": "secondary-events",
}


def _edits(claim: Claim, before: Sequence[str], contract: Contract) -> tuple[Edit, ...]:
    """Return the change of the schema that makes a claim right, if it is clear.

    `before` are the commands of the contract that the page does not name as those before the event.
    """
    if claim.kind == "platforms":
        return (edit("x-cti/platforms", value=list(claim.value)),)
    if claim.kind == "media" and claim.value[0] in ("telephony", "any"):
        return (edit("x-cti/media", value=claim.value[0]),)
    if claim.kind == "echo":
        return (edit("x-cti/echo", value=claim.value[0] == "yes"),)
    if claim.kind == "raises nothing":
        return (edit("x-cti/secondary", value=[]),)
    if claim.kind == "raised after":
        return (_other_causes(claim, before, contract),)
    return _more_events(claim, contract) if claim.kind == "raises" else ()


def _more_events(claim: Claim, contract: Contract) -> tuple[Edit, ...]:
    """Return the change after which a command also raises the events of a sentence, which may leave out others."""
    known = {each.name for each in contract.of_name(claim.message)[0].secondary_events}
    more = [event for event in claim.value if event not in known]
    change = edit("x-cti/secondary", value={"with": [{"name": event} for event in more], "without": []})
    return (change,) if more and all(map(contract.is_event, more)) else ()  # otherwise their order differs


def _other_causes(claim: Claim, before: Sequence[str], contract: Contract) -> Edit:
    """Return the change after which an event is raised as a claim says, and not after the commands that it leaves out.

    Only the section about the event has all of them.
    """
    known = _commands_before(contract.of_name(claim.message)[0], contract)
    others = [{"after": command} for command in claim.value if command not in known]
    absent = [{"after": command} for command in before if claim.is_own and not claim.is_open]
    return edit("x-cti/raised", value={"with": others, "without": absent})


def _of_message(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    """Return how a claim about a message differs from the contract; empty if it does not."""
    return _CHECKS[claim.kind](claim, messages, contract)


def _platforms(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    known = set(messages[0].platforms)
    if set(claim.value) == known or (claim.is_open and (not known or set(claim.value) <= known)):
        return ""
    return f"the page says {_all(claim.value)}, the schema {_all(messages[0].platforms)}"


def _media(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    media = messages[0].media or ("any" if _OF_BOTH_MEDIA.search(messages[0].description) else "")
    said = "any media" if claim.value[0] == "any" else claim.value[0]
    return f"the page says {said}, the schema {media}" if media and claim.value[0] != media else ""


#: A description that names both media.
_OF_BOTH_MEDIA = re.compile(r"\bcall or multimedia\b")


def _echo(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    says = claim.value[0] == "yes"
    if messages[0].kind != "request" or says == messages[0].echo:
        return ""
    datas = (contract.schema(each)["properties"].get("data") for each in messages[:2])
    if "empty" in claim.value and all(_is_empty(each, contract) for each in datas):
        return ""  # both are `{}`
    page, schema = ("repeats", "does not") if says else ("does not repeat", "does")
    return f"the page says that a success {page} the request's data, the schema says that it {schema}"


def _is_empty(data: object, contract: Contract) -> bool:
    """Return whether a schema allows no members, so that one object without any is like another."""
    schema = contract.followed(data) if isinstance(data, dict) else {}
    return not schema.get("properties") and schema.get("additionalProperties") is False


def _all(platforms: Iterable[str]) -> str:
    return ", ".join(sorted(platforms)) or "all platforms"


def _commands_before(event: Message, contract: Contract) -> set[str]:
    """Return the commands after which the contract says that an event is raised."""
    return {contract.current(each.after) for each in event.raised if each.after}


def _lists(command: str, event: str, contract: Contract) -> bool:
    """Return whether a command lists an event, or may: its secondary events are not known."""
    message = contract.find(command, "request")
    return message is None or message.secondary is None or event in {each.name for each in message.secondary_events}


def _raised_after(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    event = messages[0]
    known = _commands_before(event, contract)
    wrong = [
        command
        for command in claim.value
        if command not in known
        and not _is_listed(command, event.name, contract)
        and (
            known
            or not _lists(command, event.name, contract)
            or (event.name != _OF_ALL and _listing(event.name, contract))
        )
    ]
    if not wrong:
        return ""
    before = ", ".join(sorted(known)) or ", ".join(_listing(event.name, contract)) or "no command"
    return f"the page says that it is raised after {', '.join(wrong)}, the schema says after {before}"


def _is_listed(command: str, event: str, contract: Contract) -> bool:
    message = contract.find(command, "request")
    return message is not None and event in {each.name for each in message.secondary_events}


def _listing(event: str, contract: Contract) -> list[str]:
    return sorted({each.name for each in contract.messages if event in {other.name for other in each.secondary_events}})


#: Words with the same beginning are the same: "initialized", "initialization", "Initialisierung".
_STEM = 9


def _words(text: str) -> set[str]:
    words = set(re.findall(r"[a-zß-ÿ]+", text.casefold())) - {"the", "a", "an", "of", "is", "der", "die", "das", "des"}
    return {
        OBJECTS.get(word, word)
        .replace("initialis", "initializ")
        .replace("inicializ", "initializ")
        .removeprefix("sitzungs")[:_STEM]
        for word in words
    }


#: The end of something, which is not its beginning.
_OF_END = re.compile(
    r"\b(?:clos\w+|end|ends|ending|logout|logging out|shut\w*|terminat\w+|(?:sitzungs)?(?:ende|abmeld\w+)|schließen"
    r"|beendet|beendigung|fermeture|ferme|clôture|déconnexion|fin|cierre|cierra|cerrar"
    r"|finalizar|terminar|desconexión|salida)\b",
    re.IGNORECASE,
)


def _is_of_command(phase: str, event: str, contract: Contract) -> bool:
    """Return whether a phase is what a command does that may raise an event: "while dialling"."""
    does = (command.rpartition(".")[2] for command in contract.commands_with(event))
    return any(word in phase.casefold() for word in does)


def _raised_during(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    phases = [each.during for each in messages[0].raised if each.during]
    phase, *cases = claim.value
    if _is_of_command(phase, messages[0].name, contract):
        return ""
    is_end = _OF_END.search(phase) is not None
    whens = (
        []
        if is_end
        else [each.when for each in messages[0].raised if each.during and _words(phase) & _words(each.during)]
    )
    if whens and cases and all(when and is_negated(cases[0]) != is_negated(when) for when in whens):
        return f"the page says that it is raised if {cases[0]}, the schema says if {whens[0]}"
    if not phases or whens:
        return ""
    return f"the page says that it is raised during {claim.value[0]}, the schema says during {', '.join(phases)}"


def _raised_after_failure(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    known = sorted(_commands_before(messages[0], contract) & set(claim.value)) or [
        command for command in claim.value if _is_listed(command, messages[0].name, contract)
    ]
    return f"the page says that it is raised after a failure of {known[0]}, the schema after a success" if known else ""


def _never_during(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    said = _words(claim.value[0])
    known = [each.during for each in messages[0].raised if each.during and said >= _words(each.during)]
    return f"the page says that it is never raised during {claim.value[0]}, the schema that it is" if known else ""


#: Claims that name commands after which an event is raised.
_OF_CAUSES = ("raised after",)


def _not_claimed(
    claims: Sequence[Claim], documented: Collection[str | None], contract: Contract
) -> Iterator[tuple[str, Difference]]:
    """Yield the occasions of an event that the contract has, and the section about it, which names others, has not.

    A page that documents other commands than one of an occasion may leave it out here, too.
    """
    own = [claim for claim in claims if claim.is_own and claim.kind in ("raised after", "raised during")]
    causes = _causes_in(claims, contract)
    for name in dict.fromkeys(claim.message for claim in own):
        event = contract.find(name, "event")
        here = [claim for claim in own if claim.message == name]
        if (
            event is None
            or not event.raised
            or all(claim.is_open for claim in here)
            or all(len(claim.value) > 1 and claim.kind == "raised during" for claim in here)
        ):
            continue
        is_wrong = any(_raised_after(claim, [event], contract) for claim in here if claim.kind == "raised after")
        absent = [] if is_wrong else _unsaid(name, causes, documented, contract)  # it says others instead
        missing = [f"after {command}" for command in absent]
        without = [{"after": command} for command in absent]
        if not any(claim.kind == "raised during" for claim in here):
            phases = [each.during for each in event.raised if each.during]
            missing += [f"during {phase}" for phase in phases]
            without += [{"during": phase} for phase in phases]
        if missing:
            text = f"the schema says that it is also raised {' and '.join(missing)}, the page does not say so"
            change = edit("x-cti/raised", value={"with": [], "without": without})
            yield name, Difference(here[0].line, "raised", text, (change,))


def _causes_in(claims: Sequence[Claim], contract: Contract) -> dict[str, set[str]]:
    """Return the commands after which each event is raised according to a page."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        if claim.kind in _OF_CAUSES:
            found.setdefault(claim.message, set()).update(map(contract.current, claim.value))
    return found


def _unsaid(
    name: str, causes: Mapping[str, set[str]], documented: Collection[str | None], contract: Contract
) -> list[str]:
    """Return the commands after which an event is raised according to the contract, and not according to a page."""
    has_others = any(contract.is_command(each or "") for each in documented)
    before = _commands_before(contract.of_name(name)[0], contract) - causes.get(name, set())
    return sorted(command for command in before if command in documented or not has_others)


def _target(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    message = messages[0]
    also = {message.name.partition(".")[0]} if claim.is_open and message.kind == "event" else set()
    if {noun_of(each) for each in claim.value} <= {*map(noun_of, message.targets), *also, *map(noun_of, also)}:
        return ""
    said, targets = (" or ".join(map(noun_of, each)) for each in (claim.value, message.targets))
    return f"the page says that the target is the {said}, the schema says the {targets}"


def _target_not(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    said = noun_of(claim.value[0])
    is_wrong = {*map(noun_of, messages[0].targets)} == {said}
    return f"the page says that the target is not the {said}, the schema says that it is" if is_wrong else ""


def _mentioned_platforms(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    known = set(messages[0].platforms)
    return "" if not known or known & set(claim.value) else _platforms(claim, messages, contract)


def _not_on_platforms(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    known = set(messages[0].platforms)
    wrong = known & set(claim.value) if known else set(claim.value)
    return f"the page says not on {_all(wrong)}, the schema on {_all(known)}" if wrong else ""


def _some_media(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    is_wrong = messages[0].media == "telephony" and claim.value[0] == "multimedia"
    return "the page says multimedia, the schema telephony only" if is_wrong else ""


def _raises_not(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    known = {each.name for each in messages[0].secondary_events if not each.when}
    wrong = sorted(known & set(claim.value))
    return f"the page says that it does not raise {', '.join(wrong)}, the schema says that it does" if wrong else ""


def _never_raises(claim: Claim, _: Sequence[Message], __: Contract) -> str:
    return f"the page says that it never raises {claim.value[0]}, the schema says that it may"


def _mentioned_events(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    message = messages[0]
    known = {each.name for each in message.secondary_events}
    is_right = known & set(claim.value) or any(contract.may_come_behind(message.name, each) for each in claim.value)
    return "" if is_right else _raises(claim._replace(kind="raises"), messages, contract)


def _no_data(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    kind, *form = claim.value
    of_success = claim._replace(value=("success", *form), is_open=False)
    if claim.is_open and not _no_data(of_success, messages, contract):
        return ""
    if kind == "success" and messages[0].kind == "event":
        return ""  # the success of something else
    message = next((each for each in messages if each.kind in (kind, "event")), messages[0])
    schema = contract.schema(message)
    data = contract.followed(schema["properties"].get("data", False))
    required = data.get("required", ()) if isinstance(data, dict) else ()
    if required:
        return f"the page says that the {message.kind} has no data, the schema requires data.{required[0]}"
    is_open = isinstance(data, dict) and data.get("additionalProperties", True) is not False
    if kind == "success" and messages[0].echo and is_open:
        return "the page says that the success has no data, the schema says that it repeats the request's data"
    text = ""
    if form == ["empty"] and data is False:
        text = f"the page says that the {message.kind} has empty data, the schema has no data"
    if form == ["absent"] and "data" in schema.get("required", ()):
        text = f"the page says that the {message.kind} has no member data, the schema requires it"
    return text


def _some_data(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    about = [each for each in messages if each.kind in ((claim.value[0], "event") if claim.value[0] else _WITH_DATA)]
    datas = [contract.followed(contract.schema(each)["properties"].get("data", False)) for each in about]
    is_present = claim.value[1:] == ("present",)  # "the success has a `data` object", which may be empty
    is_empty = [
        data is False or not (is_present or data.get("properties") or data.get("additionalProperties", True))
        for data in datas
    ]
    return f"the page says that the {about[0].kind} has data, the schema has none" if all(is_empty) and about else ""


_WITH_DATA = ("request", "success", "event")


def _raises_some(_: Claim, messages: Sequence[Message], __: Contract) -> str:
    is_none = messages[0].secondary is not None and not messages[0].secondary
    return "the page says that it raises events, the schema says that it does not" if is_none else ""


def _has_member(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    name, *typed = claim.value
    datas = [contract.followed(contract.schema(each)["properties"].get("data", False)) for each in messages[:1]]
    is_closed = all(data is False or data.get("additionalProperties", True) is False for data in datas)
    is_word = not typed and name in ("true", "false", "null", *_TYPE_WORDS)
    inner = {each.path[-1] for each in contract.members_of(messages[0]) if len(each.path) > 1}
    if not is_closed or is_word or name in (inner if typed == ["inner"] else contract.member_names(claim.message)):
        return ""
    return unknown_member(f"data.{name}", suggestion(name, tuple(sorted(inner))))


def _other_member(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    """Return that a member of all failures, requests or events is none of them."""
    name = claim.value[0]
    is_known = name in (*ENVELOPE, "messageType") or name in contract.member_names(messages[0].name)
    return "" if is_known else f"{name} is documented, no message has such a member"


def _with_data(messages: Sequence[Message], contract: Contract) -> Message:
    """Return the first message of a name whose data has members, which may be a response, or else the first one."""
    with_members = (each for each in messages if any(map(_is_in_data, contract.members_of(each))))
    return next(with_members, messages[0])


def _is_in_data(member: Member) -> bool:
    return member.path[0] == "data" and len(member.path) > 1


def _raises_all(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    choices = [{each.name for each in one.events} for one in messages[0].secondary or () if isinstance(one, OneOf)]
    both = next((sorted(set(claim.value) & choice) for choice in choices if len(set(claim.value) & choice) > 1), ())
    return f"the page says that it raises {' and '.join(both)}, the schema says one of them" if both else ""


def _raises_one(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    """Return that all of the events come, if a page says that one of them does."""
    certain = {each.name for each in messages[0].secondary or () if isinstance(each, Secondary) and not each.when}
    is_wrong = len(claim.value) > 1 and certain >= {*claim.value}
    return f"the page says that it raises one of {' and '.join(claim.value)}, the schema says all" if is_wrong else ""


def _raises(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    message = messages[0]
    known = [each.name for each in message.secondary_events]
    if message.secondary is None:
        return ""
    if claim.kind == "raises nothing":
        return f"the page says that it raises no events, the schema has {', '.join(known)}" if known else ""
    may_come = contract.may_raise if claim.kind == "raises before" else contract.may_come_behind
    wrong = [name for name in claim.value if name not in known and not may_come(message.name, name)]
    if wrong:
        return f"the page says that it raises {', '.join(wrong)}, the schema has {', '.join(known) or 'no events'}"
    has_choice = any(isinstance(each, OneOf) for each in message.secondary)
    listed = iter(known)
    if claim.in_order and not (has_choice or all(name in listed for name in claim.value if name in known)):
        return f"the events are in another order on the page; the schema has {', '.join(known)}"
    return ""


def _raises_about(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    """Return that an event is about another object; it may be on its target, such as the parent of a new object.

    An event that the command does not raise has no such object.
    """
    name, of = claim.value
    listed = [each for each in messages[0].secondary_events if each.name == name]
    if not (listed or claim.is_open):
        return _raises(claim._replace(kind="raises", value=(name,)), messages, contract)
    known = {each.of or name.partition(".")[0] for each in listed}
    targets = [noun_of(each) for message in contract.of_name(name) for each in message.targets]
    if not known or of in known or (of in targets and not any(each.of for each in listed)):
        return ""
    return f"{name}: the object is {quote(of)} on the page, {' or '.join(map(quote, sorted(known)))} in the schema"


def _raises_count(claim: Claim, messages: Sequence[Message], _: Contract) -> str:
    secondary = messages[0].secondary
    if secondary is None or number_of(claim.value[0]) in (len(secondary), len(messages[0].secondary_events)):
        return ""
    return f"the page says that it raises {claim.value[0]} events, the schema has {len(secondary)}"


def _raises_before(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    """Return that an event is raised after one that a page has behind it, or behind all (an empty name)."""
    secondary = messages[0].secondary or ()
    known = [each.name for each in messages[0].secondary_events]
    earlier, later = claim.value
    is_known = {earlier, later} <= {"", *known} and not any(isinstance(each, OneOf) for each in secondary)
    if known and "" in claim.value and not is_known:
        return _raises(claim._replace(value=(earlier or later,)), messages, contract)
    if not is_known or earlier == later:
        return ""
    if earlier and later:
        is_right = known.index(earlier) < len(known) - 1 - known[::-1].index(later)
    else:
        is_right = known[0] == earlier or known[-1] == later
    place = f"before {later}" if earlier and later else "first" if earlier else "last"
    return "" if is_right else f"the page has {earlier or later} {place}, the schema has {', '.join(known)}"


def _of_names(claim: Claim, contract: Contract) -> str:
    """Return how a claim about an older name, or the current one, differs from the contract."""
    current = contract.current(claim.message)
    if claim.kind == "current name":
        is_other = claim.message != current
        return f"the page has {claim.message} as a current name, the schema {current}" if is_other else ""
    if claim.kind == "refused name":
        alias, what = claim.value
        return f"the page says that {alias} is {what}, the schema has it as an older name"
    aliases = [alias for alias, name in contract.aliases.items() if name == current]
    is_other = bool(aliases) and claim.value[0] not in aliases
    return f"the page has {claim.value[0]} as an older name, the schema {', '.join(aliases)}" if is_other else ""


def _deprecated(claim: Claim, contract: Contract) -> str:
    current = contract.current(claim.message)
    if claim.message in contract.aliases:
        if not claim.value or contract.same(claim.value[0], claim.message):
            return ""
        return f"the page replaces {claim.message} by {claim.value[0]}, the schema by {current}"
    if claim.message not in contract.names:
        return ""
    return "the page says that it is removed, deprecated or replaced, the schema has it as current"


def _opposite(claim: Claim, messages: Sequence[Message]) -> str:
    return f"the page says {quote(claim.value[0])}, the schema {quote(messages[0].description)}"


def _outcome(claim: Claim, messages: Sequence[Message], contract: Contract) -> str:
    """Return that a command succeeds although it cannot do what it is for, or fails although it can."""
    outcome, text = claim.value
    case, request = possibility_in(text), messages[0]
    assert case is not None
    own, others = _done(contract, request.name)
    is_own, is_other = (any(word.startswith(done) for word in case.words for done in each) for each in (own, others))
    may_succeed = "succeeds also" in request.description or any(
        isinstance(each, OneOf) for each in request.secondary or ()
    )
    if outcome == "succeeds":
        is_wrong = not (case.is_possible or may_succeed) and (is_own or not case.is_english)
    else:
        is_wrong = is_own if case.is_possible else is_other and not is_own
    failure = quote(messages[-1].description)
    return f"the page says {quote(text)}, the schema describes the failure: {failure}" if is_wrong else ""


@cache
def _done(contract: Contract, command: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the beginnings of words for what a command could not do, "be answered", and of those for others."""
    failures = {each.name: each.description.casefold() for each in contract.messages if each.kind == "failure"}
    success = contract.find(command, "success")
    done = success.description.casefold().partition(".")[0] if success else ""
    own = frozenset(_STEMS.findall(f"{failures.get(command, '')} {done}")) - _COMMON
    verbs = {_STEMS.findall(text)[-1] for text in failures.values() if text.endswith("ed.")}
    others = verbs | {f"{word[2:]}ed" for word in own if word.startswith("un")}  # "the mute" is what an unmute ends
    return own, frozenset(others) - own - _COMMON - _OF_MANY


_STEMS = re.compile(r"(\w{3,}?)(?:(?:(?<=p)p|(?<=t)t|(?<=g)g|(?<=r)r)?ed|s)?\b")
#: Words in the descriptions of failures that say nothing about what a command does.
_COMMON = frozenset(
    (
        "the",
        "could",
        "not",
        "are",
        "was",
        "its",
        "that",
        "has",
        "event",
        "says",
        "whether",
        "before",
        "from",
        "now",
        "both",
        *OBJECTS,
        "call",
        "group",
        "return",
        "request",
        "perform",
        "sent",
        "agent",
        "out",
    )
)
#: Verbs of other things, too.
_OF_MANY = frozenset(("start", "add", "stop"))
_CHECKS: dict[str, Callable[[Claim, Sequence[Message], Contract], str]] = {
    "raised after": _raised_after,
    "raised during": _raised_during,
    "raised after failure": _raised_after_failure,
    "never during": _never_during,
    "some data": _some_data,
    "original": lambda claim, *_: (
        f"the page says that {claim.value[0]} is the request of a failure, the schema original"
    ),
    "target": _target,
    "target not": _target_not,
    "target forms": lambda claim, messages, contract: refused_forms(claim.value, messages[0], contract),
    "platforms": _platforms,
    "media": _media,
    "echo": _echo,
    "no data": _no_data,
    "raises": _raises,
    "raises nothing": _raises,
    "raises all": _raises_all,
    "raises one": _raises_one,
    "raises about": _raises_about,
    "raises before": _raises_before,
    "raises count": _raises_count,
    "raises some": _raises_some,
    "member": _has_member,
    "other member": _other_member,
    "opposite": lambda claim, messages, _: _opposite(claim, messages),
    "outcome": _outcome,
    "mentioned segments": lambda claim, messages, contract: other_segments(claim.value, messages[0], contract),
    "mentioned platforms": _mentioned_platforms,
    "mentioned events": _mentioned_events,
    "known values": lambda claim, *_: " ".join(claim.value),
    "not on platforms": _not_on_platforms,
    "some media": _some_media,
    "raises not": _raises_not,
    "never raises": _never_raises,
}


def _joined(differences: Sequence[tuple[str, Difference]]) -> Iterator[tuple[str, Difference]]:
    """Yield differences, those of one sentence that say the same of several members as one."""
    joined: dict[tuple[str, int, str, str, str], list[str]] = {}
    edits: dict[tuple[str, int, str, str, str], tuple[Edit, ...]] = {}
    for name, (line, code, text, changes, kind) in differences:
        path, _, rest = text.partition(" is ")
        joined.setdefault((name, line, code, kind, rest), []).append(path if rest else text)
        edits[name, line, code, kind, rest] = (*edits.get((name, line, code, kind, rest), ()), *changes)
    for key, paths in joined.items():
        name, line, code, kind, rest = key
        *most, last = dict.fromkeys(paths)
        subject = f"{', '.join(most)} and {last} are" if most else f"{last} is"
        yield name, Difference(line, code, f"{subject} {rest}" if rest else last, edits[key], kind)


def _platforms_named(schema: Any) -> set[str]:
    """Return the platforms in the description of a member."""
    text = schema.get("description", "") if isinstance(schema, dict) else ""
    return platforms_in(text)


def _are_elements(types: Sequence[str], schemas: Sequence[Any], contract: Contract) -> bool:
    """Return whether a type is that of the elements of a list: "they are strings"."""
    return any(contract.followed(schema.get("items", {})).get("type") in types for schema in schemas)


def _of_no_data(claim: Claim) -> Iterator[Difference]:
    """Yield that a claim gives data to a success without data."""
    if claim.kind == "required" and claim.value == ("yes", "success") and claim.member == "data":
        text = "the page says that the success has data, the schema has none"
        yield Difference(claim.line, "required", text, kind="success")


def _of_member(claim: Claim, messages: Sequence[Message], contract: Contract) -> Iterator[Difference]:
    """Yield how a claim about a member differs: it is right if it is right for one member of this name."""
    kinds = claim.value[1:] if claim.kind == "required" else ()
    about = [message for message in messages if not kinds or message.kind in kinds]
    found = [each for message in about for each in contract.members_named(message, claim.member)]
    if not found:
        yield from _of_no_data(claim)
        return
    found = [each for each in found if each.path[-len(claim.path) :] == claim.path] or found
    path = ".".join(found[0].path)
    schemas: list[Any] = [each.schema for each in found]
    if claim.kind == "required":
        says = claim.value[0] == "yes"
        if not any(each.is_required == says for each in found):
            page, schema = ("required", "optional") if says else ("optional", "required")
            text = f"{path} is {page} on the page, {schema} in the schema"
            yield Difference(claim.line, "required", text, (edit("required", path, says),))
    elif claim.kind == "type" and not (claim.is_open and _are_elements(claim.value, schemas, contract)):
        item = claim.value[1] if len(claim.value) > 1 else None
        yield from type_differences(claim.line, path, Types(claim.value[:1], item), schemas, contract)
    elif claim.kind == "member platforms":
        known = [_platforms_named(schema) for schema in schemas]
        if known and all(each and each.isdisjoint(claim.value) for each in known):
            text = f"{path} is for {_all(claim.value)} on the page, for {_all(set().union(*known))} in the schema"
            yield Difference(claim.line, "platforms", text)
    elif claim.kind == "values" and (text := other_values(claim.value, schemas, is_open=claim.is_open)):
        yield Difference(claim.line, "alternatives", f"{path} {text}")
