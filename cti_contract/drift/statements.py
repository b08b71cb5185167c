"""Statements about a message in whatever words: what each clause of a sentence affirms, and what it denies.

The words of a sentence have tags. A negation directly before a value (a medium, a platform, an object) denies this
value only, any other one denies the clause. Two negations cancel each other. A statement is read where a word that says
what the sentence is about is in the clause of a value, and no word puts it into doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cti_contract.contract.targets import forms
from cti_contract.drift.facts import number_of
from cti_contract.drift.mentions import Fact, Token, Words, words_of
from cti_contract.drift.secondary_events import OBJECTS

#: How many words after a negation are denied by it, and how many are at most between it and a value denied by itself.
_REACH, _NEAR = 5, 3
#: How many words are at most between a word for a target and the object.
_FAR = 10
#: The least and the largest number of spaces in a sentence that is read: "Members." is a label.
_SHORTEST, _LONGEST = 1, 60
_PARENTS = {
    "channelgroup": "session",
    "channel": "session",
    "interaction": "channel",
    "conversation": "interaction",
}
_NO = frozenset({"not", "without", "outside", "nothing", "forbidden"})
#: The second part of "neither ... nor".
_SECOND_NO = ("nor", "noch", "ni")
_NONE: frozenset[str] = frozenset()
_END = frozenset({"end"})
_MEDIA = frozenset({"telephony", "multimedia"})
#: Words at the beginning of a clause that limits a message: "on `x`", "as long as you are on `x`".
_CASES = ("on", "for", "with", "as", "if", "auf", "bei", "für", "mit", "sur", "pour", "en", "para", "con")
_CALLS = ("calls", "phonecall", "phones", "anrufe", "anrufen", "appels", "llamadas")
_PLATFORM = frozenset({"platform-name"})
#: Tags of the words by which a clause says on which platforms a message is.
_ON_PLATFORM = frozenset(
    {"exists", "aim-weak", "cause", "possible", "beyond", "excluded", "it-word", "request", "event"}
)
#: The end of a noun phrase.
_BREAKS = frozenset({"end", "breaks", "has-word"})
#: Words at the beginning of a clause that gives a cause: "the target, as the x is only announced".
_CAUSE_WORDS = frozenset({"circumstance-word", "breaks-clause"})
#: The same with words of a clause about what is done next: "set the target, then close x".
_NEXT_WORDS = _CAUSE_WORDS | {"second"}
_FUNCTION = frozenset({"article-word", "toward-word", "by-word", "in-word", "plain-word", "for-word"})


class About(NamedTuple):
    """The subject of a sentence: the name of the message, its kind, and which names are commands and events.

    `members` are those of the data of its request.
    """

    name: str
    is_command: bool
    is_command_name: Callable[[str], bool]
    is_event_name: Callable[[str], bool]
    members: frozenset[str] = frozenset()


class Said(NamedTuple):
    """The values that a sentence affirms, and those that it denies."""

    affirmed: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()


class _Clause(NamedTuple):
    """A clause with the tags of its words."""

    tokens: Sequence[Token]
    tags: frozenset[str]

    def has(self, *tags: str) -> bool:
        return not self.tags.isdisjoint(tags)


def statements_in(text: str, about: About, *, has_members: bool) -> Iterator[Fact]:
    """Yield the facts that a sentence states about a message.

    Args:
        text: The sentence.
        about: The message.
        has_members: Whether the sentence is about members.
    """
    if not _SHORTEST <= text.count(" ") <= _LONGEST or "|" in text or "?" in text[-3:]:
        return
    words = words_of(text)
    if words.has("doubt"):
        return
    clauses = clauses_of(words.tokens)
    if words.has("aim", "aim-weak", "segments", "target-noun", "id-word") and (words.has("target") or not has_members):
        yield from _target(words, about)
    if words.has("cause", "secondary", "notice", "nothing", "silent"):
        yield from _causes(words, clauses, about)
    if about.is_command:
        yield from _echo(words, clauses, about)
    if not any("name" in token.tags and token.text != about.name for token in words.tokens):
        yield from _of_one(words, clauses, about, has_members=has_members)


def is_about(text: str, name: str) -> bool:
    """Return whether a sentence is about a message that it names: the name is before the verb, and not in passing.

    Args:
        text: The sentence.
        name: The name.
    """
    tokens = words_of(text).tokens
    at = next((at for at, token in enumerate(tokens) if token.text == name), 0)
    before = tokens[_clause_start(tokens, at) : at]
    behind = tokens[at + 1 :]
    if any("it-word" in token.tags and "article-word" not in token.tags for token in tokens):
        return False
    if any(token.tags & {"cause", "failure", "aim-weak"} or _is_verb(token) for token in before):
        return False
    is_certain = bool(behind) and not tokens[at].tags & {"end"}
    return is_certain and not any(token.tags & _PASSING for token in before)


#: Words before the name of a message that is not the subject: "unlike `x`", "after `x`", "by `x`".
_PASSING = frozenset({"circumstance-word", "after-word", "by-word", "case", "request", "success"})


def _is_verb(token: Token) -> bool:
    return bool(token.tags & {"has-word", "holds", "content-verb", "possible", "may"})


def _of_one(words: Words, clauses: Sequence[_Clause], about: About, *, has_members: bool) -> Iterator[Fact]:
    """Yield the facts of a sentence that names no other message."""
    if words.has("platform-name", "platform", "everywhere") and not has_members:
        yield from _platforms(clauses)
    is_value = words.has("type", "value-word") and not (
        words.has("telephony") and words.has("multimedia")
    )  # "telephony" as a string
    if words.has("telephony", "multimedia", "any-media", "medium") and not is_value:
        yield from _media([each for each in clauses if _is_of_message(each)] if has_members else clauses)
    if words.has("data", "contents", "empty"):
        yield from _content(words, clauses, about)
    if words.has("initialization") and not about.is_command:
        yield from _initialization(words, clauses, about)


def _is_of_message(clause: _Clause) -> bool:
    """Return whether a clause begins with a word for the message, after one that joins it."""
    first = next((token for token in clause.tokens if not token.tags & {"or-word", "but", "article-word"}), None)
    return first is not None and not first.tags.isdisjoint({"it-word", "request", "event"})


def clauses_of(tokens: Sequence[Token]) -> list[_Clause]:
    """Return the clauses of a sentence; a comma in a list of values divides none."""
    found: list[_Clause] = []
    start = 0
    for at, token in enumerate(tokens):
        is_label = (
            token.text == ":"
            and at - start <= _NEAR
            and not any(each.tags & (_NO | {"empty"}) for each in tokens[start:at])
        )
        is_within = token.text == "," and (_is_in_list(tokens, at) or all(each.tags & _PLACE for each in tokens[:at]))
        is_end = "end" in token.tags and not (is_label or is_within)
        if is_end or ("breaks-clause" in token.tags and at > start) or _joins_clause(tokens, start, at):
            if at > start:
                found.append(_clause(tokens[start:at]))
            start = at + is_end
    return [*found, _clause(tokens[start:])] if start < len(tokens) else found


#: The words before the comma in "in the data, there is nothing".
_PLACE = frozenset({"in-word", "article-word", "data"})


def _joins_clause(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Return whether "and" is between two clauses: "the request is empty and the success has no data".

    So it is between two denials if a verb is in the second: "it has no data and raises no event".
    """
    if "or-word" not in tokens[at].tags or tokens[at].text in _SECOND_NO:
        return False
    is_denied = any(_is_no(token) or "empty" in token.tags for token in tokens[start:at])
    if is_denied and _is_denial(tokens[at + 1 :]):
        return True
    first = next((token for token in tokens[at + 1 : at + 4] if not (_is_no(token) or token.text in _NO_VERBS)), None)
    if first and first.tags & _DENIED_VERB and (is_denied or _is_denial(tokens[at + 1 :])):
        return True
    if not any(token.tags & _VERB for token in tokens[start:at]):
        return False
    behind = next((token for token in tokens[at + 1 : at + 3] if "article-word" not in token.tags), None)
    return behind is not None and not behind.tags.isdisjoint(_SUBJECTS)


def _is_denial(tokens: Sequence[Token]) -> bool:
    """Return whether the words up to the end of a clause have a verb and a negation."""
    end = next((at for at, token in enumerate(tokens) if token.tags & {"end", "or-word"}), len(tokens))
    said = tokens[:end]
    return any(token.tags & _DENIED_VERB for token in said[:_NEAR]) and any(map(_is_no, said))


_VERB = frozenset({"be", "has-word", "holds", "content-verb"})
#: Words before a verb that are none, and those without a meaning of their own.
_NO_VERBS = ("ne", "n", "do", "does", "also", "auch", "it", "they")
_DENIED_VERB = _VERB | {"cause", "echo-yes", "echo-no", "gives-back", "exists"}
_SUBJECTS = frozenset({"success", "request", "processor"})


def _clause(tokens: Sequence[Token]) -> _Clause:
    return _Clause(tokens, _NONE.union(*(token.tags for token in tokens)))


_LISTED = frozenset({"telephony", "multimedia", "platform-name", "object", "type", "name"})


def _is_in_list(tokens: Sequence[Token], at: int) -> bool:
    if _is_before_names(tokens, at):
        return True
    end = next((place for place in range(at + 1, len(tokens)) if "end" in tokens[place].tags), len(tokens))
    if _is_no(tokens[end - 1]) and not any(map(_is_no, tokens[at + 1 : end - 1])):  # "for the one, for the other not"
        return False
    behind = next(
        (token.tags for token in tokens[at + 1 : at + 4] if not token.tags & (_FUNCTION | {"or-word"})), _NONE
    )
    return not _LISTED.isdisjoint(behind) and not _LISTED.isdisjoint(_tags(tokens, at - 1))


def _is_before_names(tokens: Sequence[Token], at: int) -> bool:
    """Return whether nothing but platforms is between a comma and the end: "a single vendor, inContact"."""
    behind = list(tokens[at + 1 :])
    while behind and "end" in behind[-1].tags:
        behind.pop()
    return bool(behind) and all(token.tags & (_PLATFORM | {"or-word"}) for token in behind)


def _tags(tokens: Sequence[Token], at: int) -> frozenset[str]:
    return tokens[at].tags if 0 <= at < len(tokens) else _END


def _is_no(token: Token) -> bool:
    return not _NO.isdisjoint(token.tags) and token.text not in _SECOND_NO


def _local_denial(tokens: Sequence[Token], at: int, values: frozenset[str]) -> int | None:
    """Return the place of a negation directly before a value, or before the one that it is joined with."""
    place = at - 1
    while place >= 0 and place >= at - _NEAR * 2:
        token = tokens[place]
        if _is_no(token):
            return place
        if not token.tags & (_FUNCTION | {"or-word"} | values) and token.text != ",":
            return None
        place -= 1
    return None


def _said(clauses: Sequence[_Clause], values: frozenset[str]) -> Iterator[tuple[_Clause, int, bool, bool]]:
    """Yield each value in the clauses with its place, whether it is affirmed, and whether it is the only one."""
    for clause in clauses:
        tokens = clause.tokens
        places = [at for at, token in enumerate(tokens) if not values.isdisjoint(token.tags)]
        if not places:
            continue
        local = {at: _local_denial(tokens, at, values) for at in places}
        limits = [at for at, token in enumerate(tokens) if _is_limit(tokens, at) and not _is_of_person(tokens, at)]
        denied_limits = {near for at in limits for near in range(max(at - 2, 0), at) if _is_no(tokens[near])}
        used = {each for each in local.values() if each is not None} | denied_limits
        turning = [at for at, token in enumerate(tokens) if _is_no(token) and at not in used]
        is_limited = bool(limits) and not denied_limits
        for at in places:
            first = _first_of_denial(tokens, at)
            is_turned = (
                sum(no >= first and (no < at or "or-word" not in tokens[no - 1].tags) for no in turning) % 2 == 1
            )
            is_denied = local[at] is not None and local[at] not in denied_limits
            yield clause, at, is_denied == is_turned, is_limited


def _first_of_denial(tokens: Sequence[Token], at: int) -> int:
    """Return the place from which negations count for a value: "and not on y", "and only on y" has its own."""
    joined = (
        place
        for place in range(at - 1, -1, -1)
        if "or-word" in tokens[place].tags and tokens[place].text not in _SECOND_NO
    )
    last = next((place for place in joined if any(_is_no(each) or "only" in each.tags for each in tokens[place:at])), 0)
    return last if any(map(_is_no, tokens[:last])) else 0


def _is_limit(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word limits its clause to a value: "only", or "an x thing"."""
    is_matter = "matter" in tokens[at].tags and bool(_tags(tokens, at - 1) & (_PLATFORM | _MEDIA))
    return "only" in tokens[at].tags or (is_matter and at + 1 < len(tokens) and "only" not in tokens[at + 1].tags)


#: Words behind which a clause is about a person: "an agent who does nothing but chats".
_PERSONS = frozenset({"who", "whoever", "qui", "quien", "quienes"})


def _is_of_person(tokens: Sequence[Token], at: int) -> bool:
    return any(token.text in _PERSONS for token in tokens[max(at - _NEAR, 0) : at])


def _is_beyond(clauses: Sequence[_Clause], values: frozenset[str]) -> bool:
    """Return whether a clause with a value says that it is not limited to it."""
    for clause in clauses:
        tokens = clause.tokens
        if clause.tags.isdisjoint(values):
            continue
        for at, token in enumerate(tokens):
            behind = next((each.tags for each in tokens[at : at + _FAR] if each.tags & _LISTED), values)
            if "beyond" in token.tags and not behind.isdisjoint(values):
                return True
    return False


def _platforms(clauses: Sequence[_Clause]) -> Iterator[Fact]:
    if any(clause.has("failure", "own") or _limits_a_thing(clause) for clause in clauses):
        return
    affirmed: set[str] = set()
    denied: set[str] = set()
    is_limited = False
    for clause, at, is_affirmed, is_only in _said(clauses, _PLATFORM):
        if _is_of_platform(clause, is_only=is_only) and not _is_of_person(clause.tokens, at):
            (affirmed if is_affirmed != clause.has("excluded") else denied).add(clause.tokens[at].text)
            is_limited = is_limited or is_only
    is_limited = is_limited or any(map(_denies_others, clauses))
    if _is_beyond(clauses, _PLATFORM) or (not is_limited and any(map(_is_of_every_platform, clauses))):
        yield "on platforms", ("all",)
        return
    if affirmed and (is_limited or not _is_denied_elsewhere(clauses, _PLATFORM)):
        yield "platforms" if is_limited and not denied else "mentioned platforms", tuple(sorted(affirmed))
    if denied and not any(token.text in _OF_ABILITY for clause in clauses for token in clause.tokens):
        yield "not on platforms", tuple(sorted(denied))


#: Words of a negation that is not about where a message is: "x could not connect the leg", "not there yet".
_OF_ABILITY = frozenset(
    ("could", "unable", "yet", "konnte", "konnten", "noch", "pu", "encore", "pudo", "pudieron", "aún")
)

#: A verb between a platform and its subject, and articles.
_INVERTED = frozenset(("does", "do", "is", "are", "must", "has", "can", "muss", "ist", "hat", "kann", "müssen", "sind"))
_ARTICLES = frozenset(("the", "a", "an", "your", "das", "der", "die", "ein", "eine"))


def _limits_a_thing(clause: _Clause) -> bool:
    """Return whether a clause limits what it says of something to a platform: "only on x does the phone ring"."""
    tokens = clause.tokens
    at = next((at for at, token in enumerate(tokens[:_NEAR]) if token.tags & _PLATFORM), len(tokens))
    behind = [token.text for token in tokens[at + 1 : at + 3]]
    is_inverted = len(behind) > 1 and behind[0] in _INVERTED and behind[1] in _ARTICLES
    return is_inverted and "only" in tokens[0].tags and clause.tags.isdisjoint(("request", "event", "success"))


def _denies_others(clause: _Clause) -> bool:
    """Return whether a clause says that the other platforms do not have a message."""
    is_of_others = clause.has("platform") and clause.has("other") and clause.tags.isdisjoint(_PLATFORM)
    denials = sum(_is_no(token) or bool(token.tags & {"absent", "lack"}) for token in clause.tokens)
    return is_of_others and denials == 1


def _is_denied_elsewhere(clauses: Sequence[_Clause], values: frozenset[str]) -> bool:
    """Return whether a clause without a value denies something: "on `x`, nobody needs it"."""
    return any(map(_is_no, (token for clause in clauses if clause.tags.isdisjoint(values) for token in clause.tokens)))


def _is_of_platform(clause: _Clause, *, is_only: bool) -> bool:
    """Return whether a clause with a platform says on which platforms a message is."""
    if clause.has("other-thing") and not clause.has("it-word", "request", "event"):
        return False
    is_case = clause.tokens[0].text in _CASES and not clause.has("outside")
    return is_only or is_case or len(clause.tokens) < _REACH or not _ON_PLATFORM.isdisjoint(clause.tags)


#: Words behind "everywhere" by which it is no platform: "everywhere else", "everywhere in between".
_GOES_ON = ("else", "sonst", "in", "between")


def _is_of_every_platform(clause: _Clause) -> bool:
    tokens = clause.tokens
    is_every = any(
        ("everywhere" in token.tags and not (at + 1 < len(tokens) and tokens[at + 1].text in _GOES_ON))
        or ("platform" in token.tags and any("all" in _tags(tokens, at - near) for near in range(1, _NEAR + 1)))
        for at, token in enumerate(tokens)
    )
    return is_every and not (clause.has("other") or _is_limited(tokens)) and sum(map(_is_no, tokens)) % 2 == 0


def _is_limited(tokens: Sequence[Token]) -> bool:
    """Return whether a clause has a limit that is not one of media: "telephony only"."""
    return any(
        "only" in token.tags and not _MEDIA & (_tags(tokens, at - 1) | _tags(tokens, at + 1) | _tags(tokens, at + 2))
        for at, token in enumerate(tokens)
    )


def _is_of_thing(clause: _Clause) -> bool:
    """Return whether a clause is about something else than a message: "for a chat the button is hidden"."""
    things = [token for token in clause.tokens if "other-thing" in token.tags and not token.tags & _MEDIA]
    return bool(things) and not clause.has("it-word", "request", "event")


def _is_only_a_case(clauses: Sequence[_Clause]) -> bool:
    """Return whether a sentence begins with a medium, and goes on with something else: "For chat, open a ticket"."""
    first, *others = clauses
    is_case = first.has("multimedia") and first.tokens[0].tags & {"circumstance", "in-word"}
    return bool(is_case and others) and not any(clause.has("it-word", "request", "event", "name") for clause in others)


_WHETHER = frozenset(("whether", "ob"))


def _is_denied_purpose(tokens: Sequence[Token]) -> bool:
    """Return whether a clause is a remark of a few words: "Not for calls"."""
    return len(tokens) <= _NEAR + 1 and _is_no(tokens[0]) and "for-word" in _tags(tokens, 1)


def _media(clauses: Sequence[_Clause]) -> Iterator[Fact]:
    affirmed: set[str] = set()
    denied: set[str] = set()
    is_limited = has_verb = False
    if any(token.text in _WHETHER for clause in clauses for token in clause.tokens):  # it is for either
        return
    is_remark = len(clauses) == 1 and _is_denied_purpose(clauses[0].tokens)
    is_of_thing = any(clause.has("compound") or _is_of_thing(clause) for clause in clauses)
    is_of_message = any(clause.has("it-word", "request", "event") for clause in clauses)
    for clause, at, is_affirmed, is_only in _said(clauses, _MEDIA):
        named = _MEDIA & clause.tokens[at].tags
        if "compound" in _tags(clause.tokens, at + 1):
            continue
        text = clause.tokens[at].text
        is_medium = not text.startswith(("call", "anruf", "appel", "llamada", "phone"))
        if not (is_medium or (text in _CALLS and (is_only or is_remark or clause.has("multimedia")))):
            continue
        (affirmed if is_affirmed != clause.has("excluded") else denied).update(named)
        is_limited = is_limited or is_only
        has_verb = (
            has_verb
            or clause.has("exists", "excluded", "aim", "aim-weak", "cause", "also", "medium")
            or len(clause.tokens) < _REACH
        )
    if (
        _is_beyond(clauses, _MEDIA)
        or (
            any(
                (clause.has("any-media") or (clause.has("medium") and clause.has("all", "other")))
                and not clause.has("only")
                and not any(map(_is_no, clause.tokens))
                for clause in clauses
            )
            and not denied
        )
        or (affirmed == _MEDIA and not (denied or is_limited or (is_of_thing and not is_of_message)))
    ):
        yield "media", ("any",)
    elif len(affirmed) == 1 and (is_limited or (denied and not denied & affirmed)):
        is_more = any(clause.has("also") and clause.has(*affirmed) and not clause.has("only") for clause in clauses)
        yield "some media" if is_more else "media", (next(iter(affirmed)),)  # "not for calls alone: also for chats"
    elif len(denied) == 1 and not affirmed and has_verb:
        yield "media", (next(iter(_MEDIA - denied)),)
    elif (
        affirmed == {"multimedia"}
        and not denied
        and has_verb
        and not (is_of_thing or _is_only_a_case(clauses))
        and not any(clause.has("other", "documented") for clause in clauses)
    ):
        yield "some media", ("multimedia",)


def _limits_object(words: Words) -> bool:
    """Return whether a word limits something other than an event: not "the only event is `x`, sent to the channel"."""
    return any(
        "only" in token.tags and not words.tags_at(at + 1) & {"notice", "secondary"}
        for at, token in enumerate(words.tokens)
    )


def _target(words: Words, about: About) -> Iterator[Fact]:
    tokens = words.tokens
    affirmed: list[str] = []
    denied: list[str] = []
    if words.has("failure", "complaint") or any(token.text == "whether" for token in tokens) or _is_of_object(tokens):
        return
    for at, token in enumerate(tokens):
        if not token.tags & {"aim", "aim-weak"} or _is_of_other(tokens, at, about):
            continue
        is_weak = "aim" not in token.tags
        found = _objects_behind(tokens, at, about, needs_toward=is_weak)
        if not (found.affirmed or found.denied) and not is_weak:
            found = _object_before(tokens, at)
        affirmed += found.affirmed
        denied += found.denied
    if not (affirmed or denied):
        found = _objects_beside(words, about)
        affirmed, denied = [*found.affirmed], [*found.denied]
    end = next((at for at, token in enumerate(tokens) if "if-word" in token.tags), len(tokens))
    objects = {OBJECTS[token.text] for token in tokens[:end] if "object" in token.tags}
    is_of_one = len(objects) <= 1 or (words.has("target-noun") and words.count("number") == 1)
    numbers = _segments(tokens)
    if numbers and is_of_one and (words.count("number") == 1 or not _are_of(numbers, affirmed)):
        yield "mentioned segments", numbers
    if affirmed:
        is_always = (words.has("always") or _limits_object(words)) and len(set(affirmed)) == 1
        yield "only target" if is_always else "mentioned target", tuple(dict.fromkeys(affirmed))
    elif denied and not words.has("documented"):
        yield "no target", tuple(dict.fromkeys(denied))


_FOR = frozenset(("for", "für", "pour", "para"))


def _is_of_object(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence begins with another object: "for the interaction itself, the target is ..."."""
    head = tokens[1:_REACH] if tokens[0].text in _FOR else ()
    place = next((at for at, token in enumerate(head) if "object" in token.tags), len(head))
    return head[place + 1 : place + 2] != () and all("article-word" in token.tags for token in head[:place])


def _segments(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the numbers directly before the word for segments: "four or five segments"."""
    at = next((at for at, token in enumerate(tokens) if "segments" in token.tags), 0)
    found = tuple(token.text for token in tokens[max(at - _NEAR, 0) : at] if token.tags & {"number", "digits"})
    found += tuple(
        token.text
        for place, token in enumerate(tokens)
        if found and place > at and "number" in token.tags and _tags(tokens, place - 1) & {"or-word", "otherwise"}
    )
    is_about = any(token.tags & {"target", "aim"} for token in tokens) or "number" in _tags(tokens, 0)
    is_compared = any(token.text in _COMPARED for token in (*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2]))
    return found if is_about and not (is_compared or any(map(_is_no, tokens))) else ()


def _are_of(numbers: Sequence[str], objects: Sequence[str]) -> bool:
    """Return whether targets of objects have these numbers of segments: they may be said of them, not of a message."""
    known = {form.count(".") + 1 for each in objects for form in forms(each)}
    return {*map(number_of, numbers)} <= known


#: Words beside segments that compare their number with another one: "one segment longer", "one segment short".
_COMPARED = frozenset((
    "longer", "shorter", "deeper", "more", "less", "fewer", "additional", "extra", "further", "länger", "kürzer",
    "mehr", "weniger", "weiteres", "zusätzliches", "de", "short", "too", "missing", "off", "zu", "fehlt",
))  # fmt: skip


def _objects_beside(words: Words, about: About) -> Said:
    """Return the objects of a sentence about the target, or the last id in it, wherever they are.

    Nothing is returned if another message is named, or a part of the target may be meant.
    """
    tokens = words.tokens
    is_of_target = words.has("target-noun") or (words.has("last-word") and words.has("id-word"))
    is_of_part = words.has("part-word") or (words.has("segments") and words.has("number", "digits"))
    is_of_others = any("name" in token.tags and token.text != about.name for token in tokens) or (
        about.is_command and words.has("event")
    )
    if not is_of_target or is_of_part or is_of_others or words.has("if-word", "nothing", "data", "may"):
        return Said()
    said: dict[bool, list[str]] = {True: [], False: []}
    for at, token in enumerate(tokens):
        if _is_object(tokens, at) and _is_beside_target(tokens, at):
            said[_local_denial(tokens, at, frozenset({"object"})) is None].append(OBJECTS[token.text])
    is_denied = sum(map(_is_no, tokens)) > len(said[False])
    return Said() if is_denied else Said(tuple(said[True]), tuple(said[False]))


def _is_beside_target(tokens: Sequence[Token], at: int) -> bool:
    """Return whether no other clause begins between an object and the nearest word for a target, or an id."""
    places = [place for place, token in enumerate(tokens) if token.tags & {"target-noun", "id-word"}]
    near = min(places, key=lambda place: abs(place - at))
    between = range(*sorted((near, at)))
    return not any(_joins_other(tokens, place) or "second" in tokens[place].tags for place in between)


def _clause_start(tokens: Sequence[Token], at: int) -> int:
    return next((place + 1 for place in range(at - 1, -1, -1) if "end" in tokens[place].tags), 0)


def _is_of_other(tokens: Sequence[Token], at: int, about: About) -> bool:
    """Return whether something else than the message is sent: "the focus goes to", the event of a command."""
    before = _NONE.union(*(token.tags for token in tokens[_clause_start(tokens, at) : at]))
    is_target = "target-noun" in tokens[at].tags
    if before & ({"nothing", "if-word"} if is_target else {"other-thing", "nothing", "plural", "if-word"}):
        return True
    if any("name" in token.tags and token.text != about.name for token in tokens[:at]):
        return True
    is_subject = "object" in _tags(tokens, at - 1) or (at > 0 and tokens[at - 1].text in ("that", "which"))
    if tokens[at].text == "belongs" and is_subject:  # "the channel belongs to a group", "one that belongs to a group"
        return True
    return "event" in before if about.is_command else bool(before & {"request", "success"})


def _objects_behind(tokens: Sequence[Token], at: int, about: About, *, needs_toward: bool) -> Said:
    """Return the objects in the noun phrase behind a word for a target."""
    if needs_toward and not any("toward-word" in _tags(tokens, at + near) for near in range(1, _NEAR + 2)):
        return Said()
    affirmed: list[str] = []
    denied: list[str] = []
    start = max(_clause_start(tokens, at), at - _REACH)
    is_no = sum(map(_is_no, tokens[start:at])) % 2 == 1
    place, is_parent, end = at + 1, False, min(at + _FAR, len(tokens))
    while place < end:
        token = tokens[place]
        if _is_object(tokens, place):
            is_of_parent = is_parent and "of" in _tags(tokens, place - 1) | _tags(tokens, place - 2)
            found = _PARENTS.get(OBJECTS[token.text], "") if is_of_parent else OBJECTS[token.text]
            (denied if is_no else affirmed).append(found)
            is_parent = False
            is_listed = _is_listed_behind(tokens, place)
            place += is_listed
            if is_listed or "or-word" in _tags(tokens, place + 1):
                end = min(place + _NEAR + _REACH, len(tokens))
            elif affirmed or "but" not in _tags(tokens, place + 1) | _tags(tokens, place + 2):
                break
        elif token.text in _ANYTHING or "nothing" in token.tags:
            return Said()
        elif _is_no(token) or "but" in token.tags:
            is_no = not is_no or "or-word" in _tags(tokens, place - 1)  # "not to x and not to y"
        elif _joins_other(tokens, place) or (
            token.tags & _BREAKS and not _goes_on(tokens, place, is_behind=place == at + 1, is_no=is_no)
        ):
            break
        is_parent = is_parent or "parent" in token.tags
        place += 1
    if is_parent and not (affirmed or denied):
        (denied if is_no else affirmed).append(_PARENTS.get(about.name.partition(".")[0], ""))
    return Said(tuple(filter(None, affirmed)), tuple(filter(None, denied)))


def _goes_on(tokens: Sequence[Token], at: int, *, is_behind: bool, is_no: bool) -> bool:
    """Return whether a word that mostly ends a noun phrase goes on: "the target: x", "not x, but y", "that channel"."""
    token = tokens[at]
    is_mark = token.text in ":," and (is_behind or is_no) and not _tags(tokens, at + 1) & _NEXT_WORDS
    return is_mark or (token.text == "that" and _is_object(tokens, at + 1))


def _joins_other(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "and" joins something else than the next object: "read the target and open a channel"."""
    return "or-word" in tokens[at].tags and bool(_tags(tokens, at + 1).isdisjoint(_JOINED))


#: Tags of the word between "and" and an object, or of the object.
_JOINED = (
    frozenset(
        {"object", "parent", "article-word", "toward-word", "of", "but", "or-word", "number", "only", "also", "it-word"}
    )
    | _NO
)


def _is_listed_behind(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a comma and another object are behind an object: "a session, a channel or an interaction"."""
    behind = tokens[at + 1 : at + 4]
    return bool(behind) and behind[0].text == "," and any("object" in token.tags for token in behind[1:])


#: Words for something else that is sent: "do not send anything more to the x".
_ANYTHING = frozenset(
    ("anything", "something", "everything", "etwas", "irgendetwas", "alles", "quelque", "algo", "todo")
)


def _is_object(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word is an object, and no part of another noun: "session state", "the session's channel"."""
    is_of_next = at + 1 < len(tokens) and tokens[at + 1].text == "s"
    return "object" in _tags(tokens, at) and not is_of_next and "compound" not in _tags(tokens, at + 1)


def _object_before(tokens: Sequence[Token], at: int) -> Said:
    """Return the object before a word for a target: "the session is its target"."""
    start = max(_clause_start(tokens, at), at - _FAR)
    if _is_means(tokens, start, at):
        return Said()
    is_no = sum(map(_is_no, tokens[start:at])) % 2 == 1
    found = [OBJECTS[token.text] for place, token in enumerate(tokens[start:at], start) if _is_object(tokens, place)]
    if len(found) != 1:
        return Said()
    return Said((), (found[0],)) if is_no else Said((found[0],))


def _causes(words: Words, clauses: Sequence[_Clause], about: About) -> Iterator[Fact]:
    """Yield the events of a command, or the commands of an event, that a sentence affirms or denies."""
    tokens = words.tokens
    is_own = about.is_event_name if about.is_command else about.is_command_name
    start = _clause_end(tokens) if tokens[0].text in _BESIDES else 0
    names = [at for at, token in enumerate(tokens) if "name" in token.tags and at >= start and token.text != about.name]
    if about.is_command and not names and tokens[-1].text != ":":
        yield from _of_no_name(words, clauses)
    colon = next((at for at, token in enumerate(tokens) if token.text == ":"), 0)
    own = tokens[:colon] if not about.is_command and names and max(names) < colon else tokens  # else others are meant
    has_cause = any(token.tags & {"cause", "secondary"} and "success" not in token.tags for token in own)
    if not about.is_command and _is_of_later(tokens):
        return
    if not (has_cause and all(is_own(tokens[at].text) for at in names)) or words.has("earlier", "else-thing"):
        return
    said = [at for at in names if not _is_circumstance(tokens, at, is_command=about.is_command)]
    denied = tuple(dict.fromkeys(tokens[at].text for at in said if _is_denied(tokens, at)))
    affirmed = tuple(dict.fromkeys(tokens[at].text for at in said if tokens[at].text not in denied))
    if not _is_of_success(words):
        return
    if affirmed:
        yield from _effects(words, affirmed) if about.is_command else _occasions(words, affirmed, about)
    is_of_both = any(token.text in _BOTH for token in tokens)  # not both of them: one may come
    if denied and not is_of_both and not words.has("if-word", "failure", "may", "other", "second"):
        yield "raises not" if about.is_command else "raised not after", denied


#: The first word of a sentence about what comes next.
_THEN = frozenset(
    ("then", "afterwards", "next", "dann", "danach", "anschließend", "puis", "ensuite", "luego", "después")
)


#: How far "event" is from the beginning of "after this event": "después de este evento".
_NEAR_AFTER = 4


def _is_of_later(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence is about a time behind its event: "after this event the agent accepts it with `x`"."""
    is_after = "after" in tokens[0].tags and any("event" in token.tags for token in tokens[1:_NEAR_AFTER])
    return is_after or tokens[0].text in _THEN


def _is_means(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Return whether a target is nothing but a means: "look up the interaction by the target of an event"."""
    is_by = any("by-word" in token.tags for token in tokens[max(at - 2, start) : at])
    return is_by and not any("aim" in token.tags for token in tokens[start:at])


#: Words before a clause that adds to it: "besides the events of `x`, it is raised by `y`".
_BESIDES = frozenset(("outside", "besides", "apart", "aside", "neben", "außer", "outre", "además", "aparte"))


def _clause_end(tokens: Sequence[Token]) -> int:
    return next((at for at, token in enumerate(tokens) if "end" in token.tags), len(tokens))


#: Words for a client that knows both of two events, though only one comes.
_READY = frozenset(("prepared", "ready", "vorbereitet", "gefasst", "bereit", "handle", "handles", "preparado"))


def _effects(words: Words, events: tuple[str, ...]) -> Iterator[Fact]:
    if not words.has("failure"):
        yield "raises", events
        is_certain = not words.has("not", "only", "possible", "may", "one-of")
        if (
            len(events) > 1
            and words.has("pair")
            and is_certain
            and not any(each.text in _READY for each in words.tokens)
        ):
            yield "raises all", events


def _occasions(words: Words, commands: tuple[str, ...], about: About) -> Iterator[Fact]:
    if words.has("failure"):
        if "fail" not in about.name:
            yield "raised after failure", commands
        return
    if words.has("only") and not words.has("beyond", "not"):
        yield "only after", commands
    tokens = words.tokens
    places = (at for at, token in enumerate(tokens) if token.text in commands)
    is_said = any(_near_before(tokens, at) & {"after-word", "by-word"} for at in places)
    yield "raised after" if is_said else "mentioned causes", commands


def _is_of_success(words: Words) -> bool:
    """Return whether a sentence is about the success of a command, or about all cases."""
    return not words.has("if-word", "when-word") or words.has(
        "success", "succeeded", "it", "request", "failed-word", "once"
    )


#: Words before an event at which something else happens: "it closes at `x`, not at the first `y`".
_PLACES = frozenset(("at", "bei", "beim", "lors"))


def _is_circumstance(tokens: Sequence[Token], at: int, *, is_command: bool) -> bool:
    """Return whether the name of a message is no cause, or no effect: "before `x`", "unlike `x`"."""
    before = _near_before(tokens, at)
    if any(token.text in _PLACES for token in tokens[max(at - _NEAR, 0) : at]) and any(map(_is_no, tokens[:at])):
        return True
    if "circumstance-word" in before or any(
        "circumstance-word" in token.tags and "after-word" not in token.tags
        for token in tokens[_clause_start(tokens, at) : at]
    ):
        return True
    is_subject = bool((_tags(tokens, at + 1) | _tags(tokens, at + 2) | _tags(tokens, at + 3)) & {"cause"})
    if is_command:
        return bool(before & {"after-word", "of", "in-word", "relative"}) and not is_subject
    return not (before & {"after-word", "of", "by-word", "cause", "be"} or is_subject)


def _near_before(tokens: Sequence[Token], at: int) -> frozenset[str]:
    """Return the tags of the word before a name, its articles, and other names joined with it."""
    skipped = {"article-word", "name", "or-word", "success", "request", "event", "plain-word", "not", "only"}
    place = at - 1
    while place >= 0 and (
        (
            tokens[place].tags & skipped
            and "by-word" not in tokens[place].tags
            and "after-word" not in tokens[place].tags
        )
        or (tokens[place].text == "," and "name" in _tags(tokens, place - 1))
    ):
        place -= 1
    return tokens[place].tags if place >= 0 else _NONE


def _is_denied(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a name is denied: by a negation before it, or by one of the verb behind it."""
    before = 0
    steps = 0
    for place in range(at - 1, -1, -1):
        token = tokens[place]
        if ("end" in token.tags and token.text != ",") or "but" in token.tags or steps > _REACH:
            break
        if token.text == "," and "name" not in _tags(tokens, place - 1):
            break
        is_beyond = any("only" in _tags(tokens, place + near) and place + near < at for near in (1, 2))
        before += _is_no(token) and not is_beyond
        steps += "name" not in token.tags
    behind = 0
    for place in range(at + 1, min(at + 5, len(tokens))):
        tags = tokens[place].tags
        if tags & {"end", "name", "but", "or-word"}:
            break
        behind += _is_no(tokens[place]) and "only" not in _tags(tokens, place + 1)
    return (before + behind) % 2 == 1


def _is_of_quoted(tokens: Sequence[Token]) -> bool:
    """Return whether events have a word in quotes before them: "there is no "failed" event"."""
    return any("code" in one.tags and "event" in next_.tags for one, next_ in pairwise(tokens))


def _of_no_name(words: Words, clauses: Sequence[_Clause]) -> Iterator[Fact]:
    """Yield that a command raises no events, or that it raises some."""
    said: set[bool] = set()
    of_secondary: set[bool] = set()
    denials_of_others = 0  # "Which event comes: there is not any"
    for clause in clauses:
        is_bare = not clause.has("notice", "silent")  # "nothing ends", "nothing is published" are not about events
        has_cause = any(
            token.tags & {"cause", "secondary"}
            and "success" not in token.tags
            and not (is_bare and token.text in ("ends", "published"))
            for token in clause.tokens
        )
        is_about = has_cause or _exists(clause) or (clause.has("silent") and len(clause.tokens) < _FAR)
        is_of_target = any(token.text.startswith(("adress", "address")) for token in clause.tokens)
        if _of_nothing_else(clause) or _is_of_quoted(clause.tokens) or is_of_target:
            continue
        if any(token.text in _BOTH for token in clause.tokens):
            return
        if not (is_about and clause.has("notice", "silent", "nothing")) or clause.has(
            "failure", "other", "doubt", "data", "documented", *(("returns",) if is_bare else ())
        ):
            comes = clause.has("comes")  # "Nothing more comes from it": this is about later events
            denials_of_others += 0 if comes else sum(map(_is_no, clause.tokens))
            continue
        denials = sum(
            _is_no(token) or "silent" in token.tags or "zero" in token.tags or ("empty" in token.tags)
            for at, token in enumerate(clause.tokens)
            if "only" not in _tags(clause.tokens, at + 1) and "unlike" not in token.tags
        )
        said.add(denials % 2 == 0)
        if clause.has("secondary"):
            of_secondary.add(denials % 2 == 0)
    said = of_secondary or said  # "Nothing more comes from it, and the command raises secondary events"
    if len(said) != 1:
        return
    if said.pop():
        is_of_client = any(token.text in _WAITING for token in words.tokens)
        if not (denials_of_others or is_of_client or words.has("until", "anyone", "complaint", "absent")):
            yield "raises some", ()
    elif not words.has("if-word", "when-word", "earlier", "may", "second"):
        yield "raises nothing", ()


#: Verbs of objects: "nothing is disposed, and nothing ends" is about these.
_OF_OBJECTS = frozenset(("ends", "ended", "disposed", "closed", "closes", "changes", "changed", "torn"))


def _of_nothing_else(clause: _Clause) -> bool:
    """Return whether nothing ends or changes, according to a clause: there may be events nevertheless."""
    texts = [token.text for token in clause.tokens if "be" not in token.tags and token.text not in ("gets", "get")]
    return any(one == "nothing" and other in (*_OF_OBJECTS, "with") for one, other in pairwise(texts))


#: Verbs of somebody who expects an event, right or wrong.
_WAITING = frozenset(("waits", "waited", "wartet", "wartete", "attend", "attendait", "espera", "esperaba"))
_BOTH = frozenset(("both", "beide", "ambos"))


def _exists(clause: _Clause) -> bool:
    """Return whether a clause says that something exists: "nothing is shown for it" may be about anything."""
    is_of_anything = clause.has("nothing")
    return any("exists" in token.tags and not (is_of_anything and "for-word" in token.tags) for token in clause.tokens)


#: The words for the repeated data, and for the messages that have it.
_REPEATED = ("data", "contents", "parameters", "request", "sent", "success", "succeeded", "processor", "it", "code")


#: Words behind "the same" that compare the data, in "the same data as" and "the same as"; others compare something
#: else: "the same shape", "the same for the success".
_SAME_DATA = frozenset(("end", "data", "contents", "parameters", "code", "empty", "value-word", "member", "or-word"))
_AS = frozenset((
    "as", "that", "object", "one", "ones", "thing", "to", "with", "you", "wie", "zurück", "que", "à", "qu", "back",
))  # fmt: skip


def _is_same(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word says that something else is the same: "the same command"."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else Token("", _END)
    is_of_data = behind.tags & _SAME_DATA and not behind.tags & {"request", "event", "object"}
    return "same" in tokens[at].tags and not (is_of_data or behind.text in _AS)


def _echo(words: Words, clauses: Sequence[_Clause], about: About) -> Iterator[Fact]:
    """Yield whether a success repeats the data of the request."""
    is_of_success = words.has("success", "processor", "succeeded") or any(
        clause.has("other-data") and clause.has("request") and clause.has("data", "contents", "parameters")
        for clause in clauses
    )
    if words.has("failure", "complaint", "documented") or not is_of_success:
        return
    own = about.name.rpartition(".")[2]
    if any(
        "code" in token.tags and token.text not in {*about.members, "data", "target", "{}", own}
        for token in words.tokens
    ):
        return
    has_member = any(token.text in about.members for token in words.tokens)
    is_of_request = has_member or words.has("request", "sent", "parameters", "other-data")
    if not (is_of_request or (words.has("data") and words.has("echo-yes"))):
        return
    said: set[bool] = set()
    for clause in clauses:
        tokens = clause.tokens
        is_of_same = clause.has("data", "contents", "parameters") and clause.has("request", "sent")
        kinds = {"echo-yes", "echo-no", "gives-back"} if is_of_same else {"echo-yes", "echo-no"}
        places = [at for at, token in enumerate(tokens) if token.tags & kinds and not _is_same(tokens, at)]
        if len(clauses) > 1 and not clause.has(*_REPEATED):  # "Mind the difference: …" may be about anything
            continue
        if _repeats_something_else(clause, about) or (len(clauses) > 1 and "if-word" in clause.tokens[0].tags):
            continue
        for at in places:
            near = tokens[max(at - _REACH, 0) : at] if len(places) > 1 else _without_next(tokens, at)
            said.add(("echo-no" not in tokens[at].tags) != (sum(map(_is_no, near)) % 2 == 1))
    said = said or _holds_said(words, clauses, about)
    if len(said) == 1:
        yield "echo", ("yes" if said.pop() else "no",)


def _holds_said(words: Words, clauses: Sequence[_Clause], about: About) -> set[bool]:
    """Return whether a success has the data of the request; nothing if the sentence says what both of them have."""
    if any(_is_between_both(words.tokens, at) for at in range(len(words.tokens))):
        return set()
    said = {sum(map(_is_no, clause.tokens)) % 2 == 0 for clause in clauses if _holds_request(clause, about)}
    is_of_both = words.has("data") and words.has("request") and words.has("holds", "lack")
    return said or ({False} if is_of_both and sum(map(_is_no, words.tokens)) == 1 else said)


def _is_between_both(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word joins a request and a success: "neither the request nor the success"."""
    if "or-word" not in tokens[at].tags:
        return False
    before, behind = (
        _NONE.union(*(token.tags for token in near))
        for near in (tokens[max(at - _NEAR, 0) : at], tokens[at + 1 : at + 1 + _NEAR])
    )
    return ("request" in before and "success" in behind) or ("success" in before and "request" in behind)


def _without_next(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """Return the words of a clause up to "and" behind a place if "nothing" follows: "it repeats § and adds nothing"."""
    end = next((place for place in range(at, len(tokens)) if "or-word" in tokens[place].tags), len(tokens))
    return tokens[:end] if any("nothing" in token.tags for token in tokens[end:]) else tokens


def _holds_request(clause: _Clause, about: About) -> bool:
    """Return whether a clause says that data of the request are, or are not, in the answer: "it has what you sent"."""
    has_verb = clause.has("holds", "content-verb", "gives-back", "seen-again") or clause.has("present")
    is_member = any(token.text in about.members and "object" not in token.tags for token in clause.tokens)
    is_data = clause.has("data", "contents", "parameters") or is_member
    is_of_request = (is_data and clause.has("request", "sent", "yours")) or (
        clause.has("what-word") and clause.has("sent")
    )
    is_certain = not clause.has(*_NO_REPETITION)
    return has_verb and is_of_request and clause.has("success") and is_certain


#: Tags of words by which a clause is about other data, other commands, or a case.
_NO_REPETITION = ("other-data", "empty", "other", "plural", "may", "if-word", "case", "forbidden", "unless")


def _repeats_something_else(clause: _Clause, about: About) -> bool:
    """Return whether a target, or a name, is repeated, an empty object comes back, or an event."""
    is_of_target = clause.has("target") and not clause.has("data", "contents", "parameters", "sent")
    return is_of_target or clause.has("empty") or any(about.is_event_name(token.text) for token in clause.tokens)


def _content(words: Words, clauses: Sequence[_Clause], about: About) -> Iterator[Fact]:
    """Yield that the data of a message has no members, or that it has some."""
    if words.has(*_NO_CONTENT) or any(_is_compound(token, about) for token in words.tokens):
        return
    said = _contents_said(words, clauses)
    # "both have the same `data`, an empty object"
    if said is None or any(each.has("empty") and not each.has("not", "holds", "data") for each in clauses[1:]):
        return
    is_denied = any(map(_is_no, words.tokens)) or any(False in found for found in said.values())
    filled = None if is_denied else _filled(words, clauses, about)
    if filled is not None:
        yield "some data", (filled,)
        return
    for kind, found in said.items():
        is_clear = len(found) == 1 and not (found == {True} and words.has("sent"))  # "the data you sent" is an echo
        if is_clear:
            yield ("some data" if found.pop() else "no data"), (kind if about.is_command else "",)


def _contents_said(words: Words, clauses: Sequence[_Clause]) -> dict[str, set[bool]] | None:
    """Return whether there is something in the data, of each kind of message; None if a clause leaves it open."""
    said: dict[str, set[bool]] = {}
    for clause in clauses:
        tokens = clause.tokens
        places = [at for at, token in enumerate(tokens) if token.tags & {"data", "contents"}]
        contents = [at for at in places if _is_content(tokens, at)]
        if contents and not clause.has("data", "request", "success", "event", "it") and len(tokens) > _REACH:
            continue
        is_about = bool(contents) or (bool(places) and clause.has("empty", "full"))
        if not is_about:
            if all(_is_no(token) or token.tags & {"zero", "empty"} for token in tokens):
                return None  # an answer to the clause before: "the number of its members: zero"
            continue
        is_of_other = _denies_another(tokens, places) or _is_of_any_such(words.tokens)
        if "or-word" in tokens[0].tags or is_of_other or clause.has("absent"):
            return None
        said_of = [token for at, token in enumerate(tokens) if "only" not in _tags(tokens, at + 1)]
        denials = sum(_is_no(token) and "outside" not in token.tags for token in said_of)
        denials += any(token.tags & {"empty", "zero", "lack"} for token in said_of)  # once or twice: it is empty
        kinds = ["success"] if clause.has("success") or (words.has("success") and not words.has("request")) else []
        kinds += ["request"] if clause.has("request") else []
        for kind in kinds or ["request" if denials % 2 else ""]:
            said.setdefault(kind, set()).add(denials % 2 == 0)
    return said


def _filled(words: Words, clauses: Sequence[_Clause], about: About) -> str | None:
    """Return the message whose data has something in it, by the words of a clause: "the id is in the data"."""
    is_of_target = words.has("target-noun", "target") or words.has(
        "other-data", "other", "same", "also", "absent", "lack"
    )
    for clause in () if is_of_target else clauses:
        has_thing = any("datum" in token.tags for token in clause.tokens)
        if has_thing and clause.has("data") and clause.has("holds", "content-verb", "in-word", "present", "must"):
            is_of_request = clause.has("request", "must") and about.is_command
            return "success" if clause.has("success") else "request" if is_of_request else ""
    return None


#: Tags of sentences that do not say what data there are, or not for all cases.
_NO_CONTENT = ("depends", "failure", "complaint", "echo-yes", "if-word", "may", "optional", "documented")


def _is_compound(token: Token, about: About) -> bool:
    """Return whether a word is for something else with data: an event is, in a sentence about a command."""
    return "compound" in token.tags and (about.is_command or "event" not in token.tags)


def _is_of_any_such(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence is about the messages of a kind that it describes: "a request whose data has more"."""
    is_any = "article-word" in tokens[0].tags and tokens[0].text not in ("the", "this")
    at = next((at for at, token in enumerate(tokens[:_REACH]) if token.tags & {"request", "success", "event"}), 0)
    return is_any and at > 0 and bool(_tags(tokens, at + 1) & {"relative", "breaks", "without"})


def _last(tokens: Sequence[Token]) -> Token:
    """Return the last word of a clause."""
    return next((token for token in reversed(tokens) if "end" not in token.tags), tokens[-1])


def _denies_another(tokens: Sequence[Token], places: Sequence[int]) -> bool:
    """Return whether a negation is that of something else: "a payload of its own and no copy".

    At the end of a clause, it is that of a verb before: "its name is known, its members are not". Two of them may be
    those of two messages: "you send an empty body and get a success without data".
    """
    denials = sum(_is_no(token) or not token.tags.isdisjoint(("empty", "zero", "lack")) for token in tokens)
    behind = range(places[0] + 1, len(tokens))
    is_behind = _is_no(_last(tokens)) or any(
        _is_no(tokens[at]) and ("or-word" in tokens[at - 1].tags or _comes_nothing(tokens, at)) for at in behind
    )
    return is_behind or (denials > 1 and len(places) > 1)


def _comes_nothing(tokens: Sequence[Token], at: int) -> bool:
    """Return whether nothing comes any more, which denies no data: "it means that nothing more comes"."""
    return any({"comes", "cause"} & _tags(tokens, place) for place in range(at + 1, at + 1 + _NEAR))


_HOLDING = frozenset({"holds", "content-verb"})


def _is_content(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a word for data, or for members, says that something is in the data."""
    tags = tokens[at].tags
    before = _NONE.union(*(token.tags for token in tokens[max(at - 2, 0) : at]))
    if "contents" in tags and not (_tags(tokens, at - 1) | _tags(tokens, at + 1)) & {"data"}:
        return True
    if "data" in tags and "in-word" in before and "of" not in _tags(tokens, at - 1):
        return True
    if "data" in tags and any("holds" in token.tags for token in tokens[max(at - _REACH, 0) : at]):
        return "contents" not in _tags(tokens, at + 1) and "object" not in _tags(tokens, at + 1)
    behind = tokens[at + 1 : at + 1 + _NEAR]
    return any(token.tags & _HOLDING for token in behind) and all(token.text not in ("to", "zu") for token in behind)


def _with_main_clause(clauses: Sequence[_Clause], at: int) -> Sequence[Token]:
    """Return the words of a clause, and of that which it belongs to: "it never comes while the session starts"."""
    here = clauses[at].tokens
    if here[0].text not in _WHILE:
        return here
    return [*clauses[at - 1].tokens, *here] if at else [*here, *(clauses[1].tokens if len(clauses) > 1 else ())]


def _says_of_event(tokens: Sequence[Token], about: About) -> bool:
    """Return whether words say of the event that it comes, or does not: not "do not send anything"."""
    is_named = any(token.tags & {"it", "it-word", "event"} or token.text == about.name for token in tokens)
    return is_named and any(token.tags & {"cause", "aim-weak", "exists", "comes"} for token in tokens)


def is_of_logged_out(words: Words) -> bool:
    """Return whether a sentence is about agents who are not logged in."""
    return any(
        "logged-in" in token.tags
        and (
            any(map(_is_no, words.tokens[max(at - _NEAR, 0) : at]))
            or any(each.text == "out" for each in words.tokens[at + 1 : at + 2])
        )
        for at, token in enumerate(words.tokens)
    )


_WHILE = frozenset(
    ("while", "when", "whilst", "während", "wenn", "sobald", "pendant", "quand", "lorsque", "mientras", "cuando")
)


def _initialization(words: Words, clauses: Sequence[_Clause], about: About) -> Iterator[Fact]:
    """Yield that an event never comes during session initialization, or only then."""
    if words.has("beyond", "until", "wait", "complaint", "outside") or is_of_logged_out(words):
        return
    for at, clause in enumerate(clauses):
        if not clause.has("initialization"):
            continue
        tokens = _with_main_clause(clauses, at)
        if tokens is not clause.tokens and not _says_of_event(tokens, about):
            continue
        limits = [at for at, token in enumerate(tokens) if "only" in token.tags or token.text == "erst"]
        denials = sum(map(_is_no, tokens))
        is_after = not denials and _is_after_initialization(tokens, limits)
        is_of_agent = words.has("logged-in") and sum(map(_is_no, words.tokens)) == 1  # the case of the contract
        is_in_case = words.has("if-word", "when-word") and not (
            words.has("even", "regardless") or is_of_agent or tokens is not clause.tokens
        )
        if (
            (denials == 1 and not (is_in_case or clause.has("unless", "needless", "over")))
            or (limits and clause.has("over"))
            or is_after
        ):
            yield "never during", ("session initialization",)
        elif (
            limits
            and not denials
            and any("initialization" in each.tags for each in tokens[limits[0] : limits[0] + _REACH])
        ):
            yield "only during", ("session initialization",)


def _is_after_initialization(tokens: Sequence[Token], limits: Sequence[int]) -> bool:
    """Return whether a clause limits an event to the time behind session initialization: "only after"."""
    place = next(at for at, token in enumerate(tokens) if "initialization" in token.tags)
    return any(
        limit < at and "after" in tokens[at].tags for limit in limits for at in range(max(place - _REACH, 0), place)
    )
