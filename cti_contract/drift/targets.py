"""Target forms: those that a sample shows against those of the schema."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from cti_contract.contract.catalog import Message
from cti_contract.contract.targets import bracketed, noun_of
from cti_contract.drift.blocks import Block
from cti_contract.drift.contract import Contract
from cti_contract.drift.facts import number_of
from cti_contract.drift.findings import Difference
from cti_contract.drift.samples import Choice, Literal, Object, Placeholder, Value, text_of
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.sections import Sample
from cti_contract.drift.vocabulary import words
from cti_contract.text import quote

_SEGMENT = re.compile(r"<[^<>]*>|\$?\{[^{}]*\}|\[[^\[\]]*\]|[^.<>{}\[\]]+")
OBJECT = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, OBJECTS), key=len, reverse=True))})\b", re.IGNORECASE)
#: The first cell of a row about an object.
AN_OBJECT = re.compile(rf"(?:(?:an?|the|der|die|das|le|la|el|un|une|una)\s+)?({OBJECT.pattern})", re.IGNORECASE)
#: The words of the title of a column with messages.
_OF_MESSAGES = words("message_columns", "messages")
_NOUNS = {word.replace(" ", ""): noun.replace("channelgroup", "group") for word, noun in OBJECTS.items()}


def shows_all_forms(target: Value, message: Message, contract: Contract) -> bool | None:
    """Return whether a target shows several forms, and not one of them; None if it is an example, or has one form."""
    if isinstance(target, Choice):
        return True
    nouns = _nouns(target)
    return False if nouns and all(nouns) and len(contract.forms(message)) > 1 else None


def target_differences(
    line: int, target: Value, message: Message, contract: Contract, *, shows_forms: bool
) -> Iterator[Difference]:
    """Yield the target forms of a sample that the schema refuses, and those of the schema that it does not show.

    Args:
        line: The line of the target.
        target: The target of the sample.
        message: The message.
        contract: The contract.
        shows_forms: Whether the page shows all forms of targets, so that a form that it does not show is missing.
    """
    forms = [form.split(".") for form in contract.forms(message)]
    options = target.options if isinstance(target, Choice) else (target,)
    printed = [_nouns(option) for option in options]
    refused = [
        option
        for option, nouns in zip(options, printed, strict=True)
        if nouns and not _stands_for(option, nouns, forms) and not any(_fits(nouns, form) for form in forms)
    ]
    if refused:
        shown = " or ".join(bracketed(".".join(form)) for form in forms)
        texts = " or ".join(quote(_text(option)) for option in refused)
        yield Difference(refused[0].line, "target-refused", f"the schema refuses the target {texts}: it takes {shown}")
    if refused or not shows_forms or not all(nouns and all(nouns) for nouns in printed):
        return  # a form that is printed wrongly is not missing as well, and an example shows only one
    if len({form[-1] for form in forms}) > 1 and len(printed) == 1:
        return  # of several objects, a sample may show one, as an example
    objects = {nouns[-1] for nouns in printed}
    for form in forms:
        if form not in printed and form[-1] in objects:
            text = f"the schema takes the target {bracketed('.'.join(form))}, the page does not show it"
            yield Difference(line, "target-undocumented", text)


def interactions_in(samples: Iterable[Sample]) -> dict[str, int]:
    """Return the targets of the interactions that samples announce with real values, each with the line."""
    found: dict[str, int] = {}
    for sample in samples:
        target, own = text_of(sample.value, "target"), _announced(sample)
        if target and own:
            found.setdefault(f"{target}.{own}", sample.line)
    return found


#: For each target with real values how many samples have it as that of each object, or as a part of theirs.
Objects = Mapping[str, Mapping[str, int]]
_PARENT = {"conversation": "interaction", "interaction": "channel"}
#: Objects that a page may confuse: a lazy example has one number for a channel and its group.
_CERTAIN = ("conversation", "interaction", "channel")


def objects_in(samples: Iterable[Sample], contract: Contract) -> Objects:
    """Return the objects that the targets of samples are, by the messages that are sent to them."""
    found: dict[str, Counter[str]] = {}
    for sample in samples:
        noun, target = _noun_of_sample(sample, contract), text_of(sample.value, "target") or ""
        while noun and _is_real(target):
            found.setdefault(target, Counter())[noun] += 1
            noun, target = _PARENT.get(noun, ""), target.rpartition(".")[0]
    return found


def _noun_of_sample(sample: Sample, contract: Contract) -> str:
    messages = contract.of_name(sample.name or "")
    targets = messages[0].targets if messages else ()
    return targets[0] if len(targets) == 1 and targets[0] in _CERTAIN else ""


def _is_real(target: str) -> bool:
    """Return whether a target has real ids that differ, but perhaps those of a channel and its group."""
    segments = target.split(".")
    return len(segments) > 1 and not re.search(r"[<>{}\[\]…]", target) and len({*segments}) >= len(segments) - 1


def target_of_another(sample: Sample, message: Message, objects: Objects) -> Iterator[Difference]:
    """Yield that the target of a sample is another object by most of the samples that have it."""
    target, own = text_of(sample.value, "target") or "", message.targets[0]
    known = objects.get(target, {})
    other = max(_CERTAIN, key=lambda noun: known.get(noun, 0))
    if len(message.targets) == 1 and own in _CERTAIN and known.get(other, 0) > known.get(own, 0):
        nouns = f"the {noun_of(other)} of other samples, the schema says the {noun_of(own)}"
        yield Difference(
            sample.value.members["target"].line, "target-refused", f"the target {quote(target)} is {nouns}"
        )


def _announced(sample: Sample) -> str | None:
    """Return the id of the interaction that a sample announces."""
    data = sample.value.members.get("data") if sample.name == "interaction.created" else None
    interaction = data.value.members.get("interaction") if data and isinstance(data.value, Object) else None
    return text_of(interaction.value, "id") if interaction and isinstance(interaction.value, Object) else None


def misplaced_target(sample: Sample, message: Message, interactions: Mapping[str, int]) -> Iterator[Difference]:
    """Yield that the target of a sample is an interaction, although the message is about something else."""
    target = text_of(sample.value, "target")
    if not target or "interaction" in message.targets:
        return
    nouns = " or ".join(map(noun_of, message.targets))
    line = sample.value.members["target"].line
    if target.rpartition(".")[2] == _announced(sample):
        text = f"the target {quote(target)} ends with the id of the new interaction, the schema says the {nouns}"
        yield Difference(line, "target-refused", text)
    elif target in interactions:
        text = f"the target {quote(target)} is an interaction, the schema says the {nouns}"
        yield Difference(line, "target-refused", f"{text}, see line {interactions[target]}")


def forms_in(texts: Sequence[str]) -> tuple[str, ...]:
    """Return those of some texts that are forms of targets: each of their segments names an object."""
    nouns = {text: [_noun(each) for each in _SEGMENT.findall(text)] for text in texts}
    return tuple(text for text, found in nouns.items() if all(found) and ("." in text.strip(".") or text[0] in "<{[$"))


def refused_forms(texts: Sequence[str], message: Message, contract: Contract) -> str:
    """Return the forms of targets that a message does not take, with those that it takes; empty if it takes all."""
    forms = contract.forms(message)
    wrong = [text for text in texts if ".".join(map(str, map(_noun, _SEGMENT.findall(text)))) not in forms]
    shown = " or ".join(map(bracketed, forms))
    return f"the schema refuses the target {' or '.join(map(quote, wrong))}: it takes {shown}" if wrong else ""


def other_segments(numbers: Sequence[str], message: Message, contract: Contract, *, has_all: bool = False) -> str:
    """Return that a page has other numbers of segments than the targets of a message; empty if it has not.

    Args:
        numbers: The numbers of the page.
        message: The message.
        contract: The contract.
        has_all: Whether the page has all numbers.
    """
    known = sorted({form.count(".") + 1 for form in contract.forms(message)})
    said = sorted(set(map(number_of, numbers)))
    if said == known or (not has_all and set(said) <= set(known)):
        return ""
    page, schema = (" or ".join(map(str, each)) for each in (said, known))
    return f"the page says that the target has {page} segments, the schema says {schema}"


def is_of_objects(table: Block, column: int) -> bool:
    """Return whether a table is about objects, each in a row of its own, and a column has messages that go with them.

    Such a column is "Created by", for example; the target in a row is that of the object.

    Args:
        table: The table.
        column: The column with messages.
    """
    header, *rows = table.rows
    named = [AN_OBJECT.fullmatch(row[0].text.strip("`* ")) for row in rows]
    objects = {OBJECTS[found[1].casefold()] for found in named if found}
    title = frozenset(header[column].text.casefold().split()) if column < len(header) else frozenset[str]()
    return column > 0 and len(objects) == len(rows) > 1 and not title <= _OF_MESSAGES


def message_about(noun: str, contract: Contract) -> Message | None:
    """Return a message whose target is this object, and no other one."""
    return next((each for each in contract.messages if each.targets == (noun,)), None)


def _stands_for(option: Value, nouns: Sequence[str | None], forms: Sequence[Sequence[str]]) -> bool:
    """Return whether one placeholder is in place of a whole target: "<channel>" for that of a channel."""
    is_one = isinstance(option, Placeholder) and len(nouns) == 1
    return is_one and (nouns[0] is None or any(nouns[0] == form[-1] for form in forms))


def _fits(nouns: Sequence[str | None], form: Sequence[str]) -> bool:
    """Return whether a target has a form, as far as it says what its objects are."""
    return len(nouns) == len(form) and all(one in (None, other) for one, other in zip(nouns, form, strict=True))


def _text(option: Value) -> str:
    if isinstance(option, Placeholder):
        return option.text
    return option.value if isinstance(option, Literal) and isinstance(option.value, str) else ""


def _nouns(option: Value) -> list[str | None]:
    """Return the object that each segment of a target names, None for one that names none, as in an example.

    One placeholder that names none may be a target of any form: nothing is returned.
    """
    segments = _SEGMENT.findall(_text(option))
    nouns = [_noun(each) if each[0] in "<{[$" else None for each in segments]
    return [] if nouns == [None] and segments[0][0] in "<{[$" else nouns


@lru_cache(maxsize=1024)
def _noun(segment: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", segment).casefold())
    return _NOUNS.get("".join(word for word in words if word not in ("id", "ids", "the")).removesuffix("id"))
