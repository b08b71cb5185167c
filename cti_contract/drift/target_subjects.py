"""The subject of a sentence about a target: its message, or something else that goes to an object."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from cti_contract.drift.mentions import Token, words_of
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.subjects import named_in
from cti_contract.drift.vocabulary import words

#: Words for a message of each kind, for the people who send one, for a target, and verbs with a message as object.
#: Words that are no subject are those of `lead`.
_COMMAND, _EVENT, _EVENTS, _ANY, _PEOPLE, _TARGET, _SEND, _LEAD = (
    words("target_subjects", name) for name in ("command", "event", "events", "any", "people", "target", "send", "lead")
)

_RELATIVE = frozenset(("which", "that", "qui", "que"))


def objects_of_own(text: str, *, is_command: bool, actions: frozenset[str]) -> frozenset[str] | None:
    """Return the objects to which a sentence says that its message goes; None if it says so of any in it.

    The object of a verb that has something else as its subject is none of them: "a call goes to the interaction".

    Args:
        text: The sentence.
        is_command: Whether it is about a command.
        actions: The words by which pages call commands: "an accept goes to the interaction".
    """
    own = _ANY | (_COMMAND | actions if is_command else _EVENT | _EVENTS)
    tokens = words_of(text).tokens
    if any(token.text in _TARGET for token in tokens):
        is_of_others = (is_command and _is_target_of_events(tokens)) or _is_target_of_object(tokens)
        return frozenset() if is_of_others else None
    start = 0
    found: set[str] = set()
    has_others = False
    for at, token in enumerate(tokens):
        if "end" in token.tags:
            start = at + 1
        elif token.tags & {"aim", "aim-weak"}:
            end = next((place for place in range(at, len(tokens)) if "end" in tokens[place].tags), len(tokens))
            clause = tokens[start:end]
            if not _has_object(clause[at - start :] if _is_in_case(clause[: at - start]) else clause):
                continue
            if _is_of_object(tokens, start) or not _is_own(clause, at - start, own, is_command=is_command):
                has_others = True
            elif _is_named(clause[: at - start]):
                found |= {OBJECTS[each.text] for each in clause if "object" in each.tags}
    return frozenset(found) if has_others else None


def _is_in_case(before: Sequence[Token]) -> bool:
    """Return whether the words before a verb have one that begins a case: "when a channel goes away"."""
    return any("case" in token.tags for token in before)


def _is_named(before: Sequence[Token]) -> bool:
    """Return whether the words before a verb have the name of a message."""
    return any("name" in token.tags for token in before)


def _is_of_object(tokens: Sequence[Token], start: int) -> bool:
    """Return whether a clause is about the object before it: "the interaction, which is announced on its parent"."""
    return start > 1 and tokens[start].text in _RELATIVE and "object" in tokens[start - 2].tags


def _has_object(tokens: Sequence[Token]) -> bool:
    return any(token.tags & {"object", "parent"} for token in tokens)


def _is_own(clause: Sequence[Token], at: int, own: frozenset[str], *, is_command: bool) -> bool:
    """Return whether the words before a verb name the message, or the words behind it if people send it."""
    before, behind = clause[:at], clause[at:]
    if _is_in_case(before):
        return False
    if any(token.text in own or "name" in token.tags for token in before):
        return not _are_others(before, own)
    if behind[0].text in _SEND and (not before or any(token.text in _PEOPLE for token in before)):
        to = next((at for at, token in enumerate(behind) if token.tags & {"toward-word", "object"}), 1)
        said = behind[1:to]
        return all("article-word" in each.tags for each in said) or any(
            each.text in own or "name" in each.tags for each in said
        )
    is_of_many = any("segments" in token.tags for token in clause)
    others = (token for token in before if not token.tags & {"object", "article-word", "toward-word"})
    if all(token.text in _LEAD for token in others):
        return not (is_of_many and _has_object(before))
    return is_command and bool(named_in(" ".join(token.text for token in before)))


def _are_others(before: Sequence[Token], own: frozenset[str]) -> bool:
    """Return whether words are about several messages that they describe: "the blind commands", not "both commands"."""
    end = next((at for at, token in enumerate(before) if "plural" in token.tags), 0)
    known = {"plural", "article-word", "number", "toward-word", "or-word", "it", "pair"}
    return any(token.text not in _LEAD | own and not token.tags & known for token in before[:end])


#: How many words are at most from a target to its object: "the target of the new interaction".
_TO_OBJECT = 4
_GENITIVES = frozenset(("der", "des", "eines", "einer"))
#: Objects with the same article as a subject: "dass das Ziel der Kanal ist".
_MASCULINE = frozenset(("kanal", "channel"))
#: Words behind a target that is joined with an id: "the target plus `id` is the target of the channel".
_JOINED = frozenset(("plus", "with", "followed", "mit", "avec", "con"))


def _is_target_of_object(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence only mentions the target of an object: "you have the target of the channel".

    It may be made from another target: "join the target and `id`, and you have the target of the interaction".
    """
    targets = [at for at, token in enumerate(tokens) if token.text in _TARGET and at + 1 < len(tokens)]
    of_objects = [at for at in targets if _is_before_object(tokens[at + 1 : at + 1 + _TO_OBJECT])]
    joined = [at for at in targets if tokens[at + 1].tags & {"end", "or-word"} or tokens[at + 1].text in _JOINED]
    return len(of_objects) == len(targets) or (bool(of_objects) and {*of_objects, *joined} == {*targets})


def _is_before_object(behind: Sequence[Token]) -> bool:
    """Return whether the words behind a target are an object that has it, and no verb is between the two."""
    before = [*takewhile(lambda token: "object" not in token.tags, behind)]
    if len(before) == len(behind) or any(token.tags & {"be", "end"} for token in before):
        return False
    is_subject = before and before[0].text == "der" and behind[len(before)].text in _MASCULINE
    return bool(before) and ("of" in before[0].tags or before[0].text in _GENITIVES) and not is_subject


def _is_target_of_events(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence about a command gives the target of its events."""
    for at, token in enumerate(tokens):
        if token.text in _TARGET and "of" in (tokens[at + 1].tags if at + 1 < len(tokens) else ()):
            return any(each.text in _EVENTS for each in tokens[at + 2 : at + 5])
    return False
