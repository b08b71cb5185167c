"""Secondary events: those that a page lists below a command, and how they differ from the catalog."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cti_contract.contract.catalog import Message, OneOf, Secondary
from cti_contract.drift.blocks import Block, Line, lines_in, lines_of
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Difference, edit
from cti_contract.drift.headings import LINE_OF_LIST, NAME, NAMES, names_of
from cti_contract.drift.sections import Part, Section
from cti_contract.drift.vocabulary import compiled, meanings, phrase, words
from cti_contract.suggest import suggestion
from cti_contract.text import counted, quote

_OR = r"(?:or|oder|ou|either|/)"
_ITEM = re.compile(rf"`?({NAME})`?((?:\s*(?:,|and|und|et|y|\(?{_OR})\s+`?{NAME}`?){{0,9}}\)?)")
#: Another event behind the remark on the one before it: "`a.b` (original call) and `c.d`".
_NEXT_ITEM = re.compile(rf"\s*\(([^()]*)\)(?:,|,? (?:and|und|et|y))\s+(?=`?{NAME})")
_NONE = re.compile(
    r"\b(?:none|keine?s?|nichts|aucune?s?|ningun[oa]?s?|nothing|no (?:secondary |further |other )?events?"
    r"|(?:do not|don['’]t) (?:wait|expect)|nicht (?:\w+ )?(?:warten|rechnen)|n['’]attend\w* pas|no (?:se )?esper\w+"  # noqa: RUF001 -- an apostrophe
    r"|not? (?:generate|raise|cause|trigger|have|secondary)\w*|n/?a)\b|^\s*[-–—]\s*$",  # noqa: RUF001 -- dashes
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\b(?:(?:un)?knowns?|knows?|aware|documented|written|may be|perhaps|possibly|maybe|(?:un)?bekannt|kenn\w*|wissen"
    r"|vielleicht|angaben|auskunft|inconnus?|conn\w+|écrit|peut[- ]être|desconocid[oa]s?|conoc\w+|sab\w+|escrito"
    r"|quizás?)\b",
    re.IGNORECASE,
)
#: Words of a paragraph that advises on events and lists none.
_ADVICE = re.compile(r"\b(?:before|until|ignore|wait|bevor|ignorier\w*|warte\w*)\b|n['’]t\b|\bdo not\b", re.IGNORECASE)  # noqa: RUF001 -- an apostrophe
#: A sentence behind the first about other events.
_MEANWHILE, _OBSERVED = phrase("events", "meanwhile"), phrase("elsewhere", "observed")
_CONDITION = re.compile(
    r"(?:(?:(?:this|that|it|dies(?:es)?|das|es) )?(?:one |event |ereignis )?(?:only )?"
    r"(?:comes|follows|appears|arrives|is (?:raised|sent|emitted)|kommt|folgt|erscheint)(?: also)? )?"
    r"(?:but |and |aber |nur |only |seulement |uniquement |solo |sólo |únicamente |solamente )*"
    r"(?:if|when|where|unless|in case|provided(?: that)?|"
    r"falls|wenn|sofern|si|s['\u2019](?=ils?\b)|lorsqu[e'\u2019]|à condition qu[e'\u2019]|quand|cuando"
    r"|siempre que)\b[ ,]*(.+)",
    re.IGNORECASE | re.DOTALL,
)
#: Words of a remark that has a condition in other words: "skip this one if the agent had a second call".
_IN_A_CASE = phrase("events", "in_a_case")
#: A remark that is nothing but a platform, or excludes one: "PureCloud only", "not on Avaya".
_PLATFORM_REMARK = phrase("events", "platform_remark")
#: Remarks that name no case: a platform, or all cases.
_IN_NO_CASE = compiled(f"{_PLATFORM_REMARK.pattern}|{phrase('events', 'in_all_cases').pattern}")
#: Words before an event that comes in a case only, and how many characters before it they are sought.
_PERHAPS, _NEAR = phrase("events", "perhaps"), 24
#: A condition before an event is not longer.
_LONGEST_CONDITION = 120
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
_ONCE = re.compile(
    r"\b(?:first|once|only the first|erste[nrs]?|einmal|premi[eè]re?|primera?)\b"
    r"|\b(?:not|n['’]t|never|nicht|nie|pas|no)\b.*\b(?:before|already|yet|vorher|zuvor|bereits|schon|encore|déjà|antes|ya)\b"  # noqa: RUF001 -- an apostrophe
    r"|\b(?:still|noch|encore|todavía|aún) (?:running|recording|active|lief|läuft|lief|en cours|activ[oa])\b",
    re.IGNORECASE,
)
#: The objects in the words of people.
OBJECTS = meanings("objects")
_NOTES = meanings("notes")
_STATE_WORDS = words("secondary", "state")
_SPLIT = re.compile(r"[;,()\[\]]|\s[-–—]\s|:\s|^\s*[-–—:]|\.\s|\.$")  # noqa: RUF001 -- dashes of a page
#: Words of a condition that turn it into another one.
_POLARITY = words("secondary", "polarity")
#: Words that say nothing by themselves.
FUNCTION_WORDS = words("secondary", "function")
_EMPTY_WORDS = FUNCTION_WORDS | {"call"}


class Listed(NamedTuple):
    """One secondary event as a page lists it: about which object, with which note, and its condition.

    An empty condition is one in words that are not understood.
    """

    line: int
    name: str
    of: str | None = None
    note: str | None = None
    when: str | None = None


class Listing(NamedTuple):
    """The secondary events that a page lists for a command; none if it says that there are none."""

    line: int
    events: tuple[Listed, ...]
    is_prose: bool = False  # whether each element is a sentence about its event, or a line before them promises none
    is_prose_list: bool = False  # whether sentences list them, which may leave out those that come again
    is_partial: bool = False  # whether they are only those that sentences mention, one each
    number: Literal["all", "one"] | None = None  # how many of them come, as the label above the list says
    has_no_order: bool = False  # whether they are only counted, or sorted, and not in the order in which they come


_OF_INITIALIZATION = re.compile(r"\binitiali[sz]|\binicializ|\banmeldung\b", re.IGNORECASE)


def listing_of(section: Section, contract: Contract) -> Listing | None:
    """Return the secondary events that a section lists, None if it does not say anything about them."""
    line, events, found = 0, list[Listed](), False
    names = set[str]()  # of the events
    is_prose = False
    is_hedged = is_prose_list = False
    is_partial = True
    is_bare = False  # whether each element so far begins with its event
    is_sentence = False  # whether a sentence lists them, so that elements below it are remarks on them
    for part in _own_parts(section, contract):
        listed = list(_in_block(part.block, contract))
        if part.block.kind != "table" and _is_no_list(part.block.text, listed, contract):
            continue
        is_observed = part.block.kind == "text" and _OBSERVED.search(part.block.text) is not None
        if is_observed and events:
            continue
        if not section.heading.name and _is_about_an_event(part.block, listed):
            continue
        if events and part.block.line == events[-1].line + 1 and _CONDITION.match(part.block.text) and not listed:
            events[-1] = _remarked(events[-1], [part.block.text])  # a remark below its event
        is_hedged |= is_observed
        is_line = LINE_OF_LIST.match(part.block.text) is not None
        if part.block.kind == "text" and not is_line and _is_remark_on(events, listed, part.block.text, contract):
            continue
        is_known = names.issuperset(each.name for each in listed)
        is_name_first = part.block.kind == "item" and _NAME_FIRST.match(part.block.text) is not None
        is_remark = is_bare and not is_name_first and part.block.text.rstrip().endswith(".")
        is_bare = (is_name_first and (is_bare or not events)) if listed else is_bare
        if part.block.kind == "item" and (is_sentence or is_remark) and is_known:
            events = [_with_remarks(each, listed) for each in events] if is_sentence else events
            continue
        is_sentence = part.block.kind == "text" and not is_line and len(listed) > 1
        says_none = bool(not listed and _NONE.search(part.block.text) and not _UNKNOWN.search(part.block.text))
        if listed or says_none:
            is_prose = (is_prose or not found) and _ABOUT.match(part.block.text) is not None
            is_prose_list |= part.block.kind == "text" and _is_story(part.block.text)
            is_partial &= len(listed) == 1 and (
                (part.block.kind == "text" and _is_story(part.block.text))
                or (not found and not is_name_first and _is_remark(part.block))
            )
            line, found = line or part.block.line, True
            events += listed
            names |= {each.name for each in listed}
    is_of_all = _OF_INITIALIZATION.search(section.heading.text)  # what comes then is not of one command
    if not found or is_of_all:
        return None
    events = [*_with_cases(events, section)]
    has_no_order = _has_no_order(section, events)
    number = _number_in(section)
    return Listing(line, tuple(events), is_prose or is_hedged, is_prose_list, is_partial, number, has_no_order)


#: A sentence that says that the events of a command are not known: others behind it have other causes.
_EVENTS_UNKNOWN = re.compile(
    r"(?:what|which (?:\w+ )?events?|was|welche ereignisse|quels événements|qué eventos)\b[^.:;`]{3,60}\b"
    r"(?:(?:is|are) not (?:documented|known)|(?:ist|sind) nicht (?:dokumentiert|bekannt)"
    r"|n['\u2019](?:est|sont) pas (?:documentés?|connus?)|no est[áa]n? documentad[oa]s?)\.",
    re.IGNORECASE,
)


#: An element that goes on with a verb behind the name of its event.
_NAME_AND_VERB = re.compile(
    rf"\W*{NAME}[`*]*(?: and `?{NAME}[`*]*)? (?!if\b|when\b|for\b|on\b|with\b|of\b|in\b)[a-z]{{3,}}\b"
)


def _is_about_an_event(block: Block, listed: Sequence[Listed]) -> bool:
    """Return whether a block is a sentence about an event, perhaps of another command, and not one of a list."""
    if not _is_story(block.text) or len(listed) != 1:
        return False
    first = NAMES.search(block.text)
    is_inside = first is not None and block.text[: first.start()].count(" ") > 1
    is_subject = _NAME_AND_VERB.match(block.text) is not None or is_inside
    return block.kind == "text" or (block.kind == "item" and is_subject)


def _own_parts(section: Section, contract: Contract) -> Iterator[Part]:
    """Yield the parts of a section that may list the events of its command, up to a question or another case."""
    is_listed = False
    for part in section.parts:
        if is_listed and _is_of_another(part.block, section.name or "", contract):
            return
        is_of_others = _begins_with_another(part.block.text, section.name or "", contract)
        if is_of_others and part.block.kind == "text" and part.block.text.rstrip().endswith("?"):
            return
        is_prose = part.block.kind in ("text", "item")
        if is_prose and (is_of_others or _EVENTS_UNKNOWN.match(part.block.text)):
            continue
        if part.role == "secondary" and not part.is_history and part.block.kind != "code":
            is_listed = is_listed or part.block.kind in ("item", "table")
            yield part


def _is_of_another(block: Block, name: str, contract: Contract) -> bool:
    """Return whether what is behind the events of a command begins something else: a question, a case, a command."""
    if block.kind == "item":
        return _begins_with_another(block.text, name, contract)
    if block.kind != "text":
        return False
    is_case = _NEXT_CASE.match(block.text) is not None
    others = (each for each in names_of(block.text) if contract.is_command(each) and not contract.same(each, name))
    return block.text.rstrip(' "”').endswith("?") or (is_case and any(others))


def _begins_with_another(text: str, name: str, contract: Contract) -> bool:
    """Return whether the first name in a text is that of another command: "for `x` there are two: …"."""
    first = next(iter(names_of(text)), name)
    is_own = contract.same(first, name) or name.endswith(f".{first}")
    return not is_own and (contract.is_command(first) or contract.is_end_of_command(first))


#: The beginning of another case: "Case B: the agent transferred blind".
_NEXT_CASE = re.compile(
    r"(?:case|fall|cas|caso|scenario|szenario|step|schritt|variant|variante) [\w.-]{1,4}\b", re.IGNORECASE
)


_ONLY_IF, _LAST_LISTED = phrase("events", "only_if"), phrase("events", "last_listed")


def _with_cases(events: Sequence[Listed], section: Section) -> Iterator[Listed]:
    """Yield the events of a list; a paragraph in the section may give the condition of one."""
    in_a_case: set[str] = set()
    for part in section.parts:
        if part.block.kind == "text" and _ONLY_IF.search(part.block.text):
            names = names_of(part.block.text)
            is_of_last = events and not names and _LAST_LISTED.search(part.block.text)
            in_a_case.update([events[-1].name] if is_of_last else names)
    yield from (each._replace(when="") if each.when is None and each.name in in_a_case else each for each in events)


#: How many of the events come, at the end of a label above a list, or at the beginning of one in a line.
_LABEL_BOTH, _LABEL_ONE = phrase("events", "label_both"), phrase("events", "label_one")
_SORTED = phrase("events", "label_sorted")
_COUNTED, _ORDER_WORDS = phrase("order", "listed"), phrase("order", "said")


def are_counted(text: str) -> bool:
    """Return whether a text joins two names by "and", with no word of their order; a longer list is in order."""
    names = list(NAMES.finditer(text))
    if len(names) < 2 or _ORDER_WORDS.search(NAMES.sub(" ", text)):  # noqa: PLR2004 -- the last two
        return False
    is_longer = any(_COMMA.fullmatch(text, each.end(), names[-2].start()) for each in names[-3:-2])
    return not is_longer and _COUNTED.fullmatch(text, names[-2].end(), names[-1].start()) is not None


#: The comma between two names of a list, behind a remark on the first one.
_COMMA = re.compile(r"[`*\"”]*(?:\s*\([^()]*\))?,\s*[`*\"“]*")


def _has_no_order(section: Section, events: Sequence[Listed]) -> bool:
    """Return whether the events of a section are sorted by something else, or only counted in a sentence."""
    labels = _labels_in(section)
    is_in_order = any(_ORDER_WORDS.search(NAMES.sub(" ", each)) for each in labels)
    lines = {each.line for each in events}
    counted_ = [part.block for part in section.parts if part.block.kind == "text" and are_counted(part.block.text)]
    is_counted = any(lines <= {line.number for line in lines_of(block)} for block in counted_)
    return any(map(_SORTED.search, labels)) or (is_counted and not is_in_order)


def _labels_in(section: Section) -> tuple[str, ...]:
    """Return the labels above the events of a section, and the lines that list them."""
    lines = [part.block.text for part in section.parts if part.role == "secondary" and part.block.kind == "text"]
    return (*section.labels_of_events, *lines)


def _number_in(section: Section) -> Literal["all", "one"] | None:
    """Return how many of the events of a list come, None if no label says so."""
    for label in _labels_in(section):
        text = _SENTENCE_END.split(" ".join(label.split()))[-1].strip("*_ .")
        if _LABEL_BOTH.search(text):
            return "all"
        if _LABEL_ONE.search(text):
            return "one"
    return None


#: Remarks behind the events of a list, and how many other words make it a story, or a remark on one event.
_BRACKETS, _WORD, _STORY, _REMARK = re.compile(r"\([^()]*\)"), re.compile(r"[^\W\d_]{2,}"), 8, 5


def _is_story(text: str) -> bool:
    """Return whether a text has more than the names of events and their remarks."""
    return len(_WORD.findall(NAMES.sub(" ", _BRACKETS.sub(" ", text)))) >= _STORY


def _is_remark(block: Block) -> bool:
    """Return whether an element has words around its event: "eleven events, and the last of them is `x`"."""
    return block.kind == "item" and len(_WORD.findall(NAMES.sub(" ", block.text))) >= _REMARK


#: An element of a list that begins with a name.
_NAME_FIRST = re.compile(rf"[`*]*{NAME}")
#: Words before an event that does not come: "there is no `x`".
_NO = re.compile(
    r"\b(?:no|not|without|never|kein\w*|ohne|nicht|nie|pas d['’]|pas de|sans|jamais|ning[uú]n|sin|nunca|geen|zonder)"  # noqa: RUF001 -- an apostrophe
    r" (?:an? |the |further |more )?$",
    re.IGNORECASE,
)
#: The words before an event after which something is so.
_AFTER = re.compile(r"\b(?:after|once|nach|après|después de|tras) (?:an? |the )?`?$", re.IGNORECASE)
#: An element of a list that is a sentence: "`channel.initialized` means a channel is ready".
_ABOUT = re.compile(
    rf"(?:(?:For|With|Für|Bei|Pour|Para) )?`{NAME}` "
    r"(?!(?:follows|comes|for|of|if|when|on)\b)[a-zéèà]+ (?:[^\s`]+ ){3,}"
)


#: A question about an event.
_ASKED = re.compile(rf"{NAME}[^?]*\?")


def _is_no_list(text: str, listed: Sequence[Listed], contract: Contract) -> bool:
    """Return whether a text corrects the name of an event, or asks for one."""
    names = frozenset(names_of(text))
    return _ASKED.search(text) is not None or any(contract.is_corrected(each.name, names) for each in listed)


def _is_remark_on(events: Sequence[Listed], listed: Sequence[Listed], text: str, contract: Contract) -> bool:
    """Return whether a paragraph behind a list only advises on events: "Do not draw before `state.updated`".

    It may have the right spelling of a name that is misspelt in the list.
    """
    known, others = {each.name for each in events}, {each.name for each in listed}
    is_misspelt = not all(map(contract.is_event, known)) and len(others - known) <= 1
    return bool(known) and (others <= known or is_misspelt or _ADVICE.search(text) is not None)


def _with_remarks(event: Listed, remarks: Sequence[Listed]) -> Listed:
    """Return an event with what a remark on it adds."""
    for each in remarks:
        if each.name == event.name:
            event = event._replace(of=event.of or each.of, note=event.note or each.note, when=event.when or each.when)
    return event


def _in_block(block: Block, contract: Contract) -> Iterator[Listed]:
    if block.kind == "table":
        yield from events_in_table(block, contract)
    elif block.kind == "item":
        yield from listed_in(block.line, block.text, contract)
    elif _are_listed(lines := lines_of(block)):
        for line in lines:
            yield from listed_in(line.number, line.text, contract)
    else:
        yield from events_in_text(block._replace(text=_MEANWHILE.sub(_blank, block.text)), contract)


def _are_listed(lines: Sequence[Line]) -> bool:
    """Return whether the lines of a paragraph are the elements of a list that was copied without its marks."""
    return len(lines) > 1 and all(LINE_OF_LIST.match(line.text.strip()) for line in lines)


def _blank(found: re.Match[str]) -> str:
    """Return the lines of a text without its words."""
    return "\n" * found[0].count("\n")


def events_in_text(block: Block, contract: Contract) -> Iterator[Listed]:
    """Yield the events that a paragraph names, each with the remark in brackets behind it."""
    text = block.text.replace("`", "")
    found = [each for each in NAMES.finditer(text) if _may_be_event(each[0], contract)]
    found = [each for each in found if not (_is_time(text[: each.start()]) or _is_unexpected(text[: each.start()]))]
    line_of = lines_in(block.line, text)
    for number, each in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        between = text[each.end() : end]
        remarks = (
            re.match(r"\s*\(([^()]*)\)", between) if number + 1 < len(found) else re.match(r"(.*)", between, re.DOTALL)
        )
        if _AND_NEXT.fullmatch(between) and (shared := _OF_CALL.match(text, found[number + 1].end())):
            remarks = shared  # "`a` and `b` (original call)"
        before = _SENTENCE_END.split(text[max(each.start() - _LONGEST_CONDITION, 0) : each.start()])[-1]
        condition = [before] if _CONDITION.match(before) and not NAMES.search(before) else []
        when = "" if _PERHAPS.search(before[-_NEAR:]) else None
        listed = _remarked(
            Listed(line_of(each.start()), each[0], when=when), [*condition, *(_split(remarks[1]) if remarks else [])]
        )
        is_choice = re.search(rf"\b{_OR}\b", f"{text[max(each.start() - 12, 0) : each.start()]} {between[-12:]}")
        yield listed._replace(when="or") if is_choice and not listed.when else listed


#: The end of a clause that says what was so after an event: "the channel was INACTIVE after `a`".
_STATE_VERB = r"(?:is|was|are|were|has|had|ist|war|sind|waren|hat|hatte|est|était|sont|es|era|está|estaba)"
_BE = re.compile(rf"\b{_STATE_VERB} ")
_TIME_BEHIND = re.compile(
    rf"{_STATE_VERB}(?: [^\s,;:]+){{1,6}}"
    r" (?:after|nach|après|después de|tras) (?:an? |the )?"
)


#: Advice not to wait for something.
_NOT_AWAITED = re.compile(
    r"\b(?:not|never|n['\u2019]t|nicht|ne [^.;]{1,20} pas|no) (?:\w+ )?(?:wait|expect|wart|rechn|attendre|esper)\w*",
    re.IGNORECASE,
)


def _is_unexpected(before: str) -> bool:
    """Return whether the words before an event, in its sentence, say not to wait for it."""
    return _NOT_AWAITED.search(_SENTENCE_END.split(before[-_LONGEST_CONDITION:])[-1]) is not None


def _is_time(before: str) -> bool:
    """Return whether the words before an event, in its sentence, make it the time at which something else was so."""
    clause = _SENTENCE_END.split(before[-_LONGEST_CONDITION:])[-1]
    verb = _BE.search(clause)
    return verb is not None and not NAMES.search(clause) and _TIME_BEHIND.fullmatch(clause, verb.start()) is not None


#: The words between two events that have one remark.
_AND_NEXT = re.compile(r"\s*(?:and|und|et|y|&|\+)\s*", re.IGNORECASE)
#: A remark on the call that an event is about.
_OF_CALL = re.compile(r"\s*\(([^()]*\b(?:calls?|anruf\w*|rückfrage\w*|appels?|llamadas?)\b[^()]*)\)", re.IGNORECASE)


def _may_be_event(name: str, contract: Contract) -> bool:
    is_command = contract.is_command(name) or contract.is_end_of_command(name)
    return contract.resembles_message(name) and not is_command


def listed_in(line: int, text: str, contract: Contract) -> Iterator[Listed]:
    """Yield the events that an element of a list names, with their remarks."""
    text = " ".join(text.split())
    found = _ITEM.search(text)
    while found and found.start() and not _may_be_event(found[1], contract):
        found = _ITEM.search(text, found.end(1))
    if not found or contract.is_command(found[1]) or _NO.search(text, 0, found.start()):
        return
    if _AFTER.search(text, 0, found.start()) and _NONE.search(text, found.end()):
        return  # "after `a` nothing is addressed to the interaction"
    following = _NEXT_ITEM.match(text, found.end())
    if following and (more := list(listed_in(line, text[following.end() :], contract))):
        yield from listed_in(line, f"{text[: found.end()]} ({following[1]})", contract)
        yield from more
        return
    names = [found[1], *names_of(found[2].replace("`", ""))]
    before = text[: found.start()].strip()
    remarks = [*([before] if _CONDITION.match(before) else []), *_without_denials(_split(text[found.end() :]))]
    is_choice = re.search(rf"\b{_OR}\b", found[2]) is not None
    for name in names:
        listed = _remarked(Listed(line, name, when="" if _PERHAPS.search(before) else None), remarks)
        yield listed._replace(when="or") if is_choice and not listed.when else listed


def _split(text: str) -> list[str]:
    """Return the remarks in the text behind a name."""
    return [part.strip(" .`") for part in _SPLIT.split(text) if part.strip(" .`")]


def _without_denials(remarks: Sequence[str]) -> Iterator[str]:
    """Yield remarks without those that say in which case no event comes: "if it has stopped already, none is due"."""
    for remark, following in zip(remarks, (*remarks, "")[1:], strict=True):
        if not (_NONE.search(remark) or (_CONDITION.match(remark) and _NONE.search(following))):
            yield remark


def _remarked(listed: Listed, remarks: Sequence[str]) -> Listed:
    """Return an event with its remarks: the object, the condition and the notes."""
    notes = []
    for remark in remarks:
        condition = _CONDITION.match(remark)
        of = _object_in(remark)
        if _EVEN_IF.match(remark):
            continue  # it is no condition
        if condition:
            when = _condition(condition)
            listed = listed._replace(when=listed.when if when is None else when)
        elif of:
            listed = listed._replace(of=of)
        elif _IN_A_CASE.search(remark) and not _IN_NO_CASE.fullmatch(remark):
            listed = listed._replace(when=listed.when or "")
        elif not (remark.casefold().split() and set(remark.casefold().split()) <= _STATE_WORDS):
            notes.append(remark)
    return listed._replace(note=", ".join(notes) or None)


#: A case in which an event comes as it does in others.
_EVEN_IF = phrase("events", "even_if")

#: A condition that is none: secondary events are those of a success.
_ON_SUCCESS = re.compile(
    r"(?:(?:it|this|that|the|command|request|es|er|sie|der|die|befehl|kommando|anfrage|is|was|has|been|ist|war|wurde)\s+)*"
    r"(?:successful(?:ly)?|succeeds?|succeeded|gelingt|gelungen|done|finished|completed?|ready|erfolgreich|fertig|abgeschlossen)"
    r"(?: (?:is|war|ist|completed|executed|wurde))?"
    r"(?:,? (?:then )?(?:we|you|one|the (?:client|desktop)) (?:then |also )?(?:gets?|sees?|receives?|finds?))?[.,]*",
    re.IGNORECASE,
)


#: A condition without words for what is there: "another call, if any".
_ANY = re.compile(
    r"(?:any|there (?:is|are) (?:any|one|some)|vorhanden|(?:il|elle) y en a|hay|los hay|la hay)", re.IGNORECASE
)


def _condition(found: re.Match[str]) -> str | None:
    """Return a condition in the words of "if", None if it is the success, empty if it does not say what is there.

    "Unless" is its opposite.
    """
    case = found[1].strip(" ,")
    if _ON_SUCCESS.fullmatch(case):
        return None
    if _ANY.fullmatch(case):
        return ""
    return f"not {case}" if re.match(r"(?:\w+ )*unless\b", found[0], re.IGNORECASE) else case


def _object_in(remark: str) -> str | None:
    """Return the object that a remark such as "conversation state event" names, None if it says more."""
    words = [word for word in re.findall(r"[^\W\d_]+", remark.casefold()) if word not in _STATE_WORDS]
    return OBJECTS.get(" ".join(words)) or OBJECTS.get("".join(words)) if words else None


def events_in_table(table: Block, contract: Contract) -> Iterator[Listed]:
    """Yield the events of a table: those of the column that has most of them, remarks from the other columns."""
    header, *rows = [[cell.text for cell in row] for row in table.rows]
    lines = [row[0].line for row in table.rows[1:]]
    if any(contract.is_event(text.strip("`* ")) for text in header):  # a table without titles
        header, rows, lines = [""] * len(header), [header, *rows], [table.rows[0][0].line, *lines]
    counts = Counter(
        column for row in rows for column, text in enumerate(row) if NAMES.fullmatch(text.replace("`", "").strip())
    )
    if not counts:
        return
    column = counts.most_common(1)[0][0]
    for cells, line in zip(rows, lines, strict=True):
        for listed in listed_in(line, cells[column], contract) if column < len(cells) else ():
            others = [(header[at] if at < len(header) else "", text) for at, text in enumerate(cells) if at != column]
            yield _with_columns(listed, others)


#: The beginning of a time, which is no condition: "after the request, if it succeeds".
_TIME = re.compile(
    r"(?:right |directly |immediately |direkt |gleich |unmittelbar |juste )?"
    r"(?:after|upon|once|as soon as|nach|sobald|après|dès|después de|tras)\b",
    re.IGNORECASE,
)


#: A cell that says that an event comes in all cases, or in those of a success: this is no condition.
_IN_ALL_CASES = phrase("events", "no_condition")


def _case_in(text: str) -> str | None:
    """Return the condition in a cell that says when an event comes, None for a time."""
    is_time = _TIME.match(text) is not None
    parts = re.split(r"[,;]\s+", text) if is_time else [text]
    conditions = [found for part in parts if (found := _CONDITION.match(part))]
    if conditions:
        return _condition(conditions[0])
    return None if is_time else text


def _with_columns(listed: Listed, cells: Sequence[tuple[str, str]]) -> Listed:
    for title, text in cells:
        if not text.strip(" -–—") or text.strip().isdigit():  # noqa: RUF001 -- dashes of a page
            continue
        if re.search(r"condition|when|bedingung|wann|quand|cuándo|condición", title, re.IGNORECASE):
            if _EACH_SUCCESS.search(text.strip()):
                listed = listed._replace(note=", ".join(filter(None, (listed.note, text.strip()))))
            elif not _IN_ALL_CASES.fullmatch(text.strip()):
                listed = listed._replace(when=_case_in(text))
            continue
        more = _remarked(Listed(listed.line, listed.name), _split(text))
        notes = [each for each in (listed.note, more.note) if each]
        listed = listed._replace(
            of=listed.of or more.of, when=listed.when or more.when, note=", ".join(notes) if notes else None
        )
    return listed


def secondary_differences(
    listing: Listing, message: Message, contract: Contract, *, is_cut: bool = False
) -> Iterator[Difference]:
    """Yield how the secondary events of a command differ, and the names among them that are misspelt."""
    listed = []
    known = _flat(message)
    lacking = _lacking(listing, known or ())
    unknown = [each.name for each in listing.events if not contract.is_event(each.name)]
    renamed = lacking[0] if len(lacking) == len(unknown) == 1 else None
    for each, added in zip(listing.events, (*listing.events[1:], None), strict=False):
        if contract.is_event(each.name):
            listed.append(each)
            continue
        if is_cut and added and _is_corrected(each, added, contract):
            continue
        nearest = renamed or suggestion(each.name, lacking) or suggestion(each.name, contract.events)
        yield _misspelt(each, nearest)
        if nearest and (known is None or nearest in lacking):
            listed.append(each._replace(name=nearest))
    known = _as_listed(listed, known) if listing.is_prose_list and known else known
    change = edit("x-cti/secondary", value=[_as_secondary(each) for each in listed])
    if known is None:
        found = _unknown(listing, listed, message, contract)
    else:
        found = _compared(listing, listed, known, _Command(message, contract, is_cut))
    for text, line in (*found, *_other_number(listing, message)):
        yield Difference(line, "secondary-events", text, (change,))


def _is_corrected(removed: Listed, added: Listed, contract: Contract) -> bool:
    """Return whether an event is the line above it with its name corrected, as in a view of two versions."""
    is_same = added._replace(name="", line=0) == removed._replace(name="", line=0)
    return is_same and suggestion(removed.name, contract.events) == added.name


def _other_number(listing: Listing, message: Message) -> Iterator[tuple[str, int]]:
    """Yield that a page has all events of a list where the schema has one of them, or the other way round."""
    if any(each.when for each in listing.events):  # each has its case
        return
    if listing.number and (text := number_differs(listing.number, message)):
        yield text, listing.line


def number_differs(said: str, message: Message) -> str:
    """Return how many events of a list come in the contract if a page has another number, "all" or "one"."""
    secondary = message.secondary or ()
    choices = [", ".join(each.name for each in one.events) for one in secondary if isinstance(one, OneOf)]
    if said == "all" and choices:
        return f"the page says that it raises all events of the list, the schema says one of {choices[0]}"
    if said == "one" and len(secondary) > 1 and not choices:
        known = ", ".join(each.name for each in message.secondary_events)
        return f"the page says that it raises one of the events, the schema says all: {known}"
    return ""


def _as_listed(listed: Sequence[Listed], known: tuple[Secondary, ...]) -> tuple[Secondary, ...]:
    """Return the known events without those that a text leaves out because they come again: "the same two steps"."""
    rest = iter(known)
    found = (next((one for one in rest if one.name == each.name), None) for each in listed)
    listed_ones = tuple(filter(None, found))
    return (
        listed_ones
        if len(listed_ones) == len(listed) and {each.name for each in listed_ones} == {each.name for each in known}
        else known
    )


def _lacking(listing: Listing, known: Sequence[Secondary]) -> tuple[str, ...]:
    """Return the names of the events that a page lacks."""
    return tuple((Counter(each.name for each in known) - Counter(each.name for each in listing.events)).elements())


def _as_secondary(listed: Listed) -> dict[str, str]:
    """Return an event as `x-cti.secondary` has it."""
    given = {"name": listed.name, "of": listed.of, "note": listed.note, "when": listed.when}
    return {key: value for key, value in given.items() if value}


class _Command(NamedTuple):
    """A command with the contract; `is_cut` says that the page hides a part of the section about it."""

    message: Message
    contract: Contract
    is_cut: bool

    def may_raise(self, event: str) -> bool:
        return self.contract.may_raise(self.message.name, event)

    def may_list(self, event: Listed) -> bool:
        """Return whether an event that is none of the command may be in its list; some come in a case only."""
        is_seen = event.when is not None and self.contract.may_come_behind(self.message.name, event.name)
        return is_seen or self.may_raise(event.name)


def missing_list(section: Section, message: Message) -> Difference:
    """Return the difference for a command whose secondary events a page does not list."""
    text = f"the page lists no secondary events, the schema has {_names(_flat(message) or ())}"
    return Difference(section.heading.line, "secondary-events", text)


def lacking_in_text(section: Section, message: Message, contract: Contract) -> Iterator[Difference]:
    """Yield the event of a command that a sentence lacks, although it names all others of that command in their order.

    One that comes several times may be meant by the words around another one, unless brackets give the object of each.
    """
    known = message.secondary_events
    counts = Counter(name for line in section.prose for name in names_of(line.text))
    texts = [part.block for part in section.parts if part.block.kind in ("text", "item") and not part.is_history]
    for block in texts if len(known) >= _MANY and not section.is_history else ():
        found = [each for each in NAMES.finditer(block.text) if contract.is_event(each[0])]
        if len(found) != len(known) - 1 or any(each.search(block.text) for each in (_OBSERVED, _NO_RULE)):
            continue
        names = [contract.current(each[0]) for each in found]
        at = next((at for at, name in enumerate(names) if name != known[at].name), len(names))
        expected = [each.name for each in known]
        lacking = expected.pop(at)
        is_certain = not (known[at].when or _NO_LIST.search(block.text, found[0].end(), found[-1].start()))
        others = [each.end() for each in found if each[0] == lacking]
        is_lacking = counts[lacking] == len(others) and all(_OBJECT_BEHIND.match(block.text, end) for end in others)
        if expected == names and is_certain and is_lacking:
            yield Difference(block.line, "secondary-events", f"{lacking} is in the schema, not on the page")


#: Brackets behind the name of an event.
_OBJECT_BEHIND = re.compile(r"`?\s+\(")
#: A text with all but one of fewer events is no list of them.
_MANY = 4
#: Words for what was once so, or is wrong, or for some of the events.
_NO_RULE = re.compile(
    r"\b(?:earlier|former\w*|previous\w*|old\w*|was|were|used to|wrong\w*|incorrect\w*|mist\w+|some|most|many|part"
    r"|früher\w*|alte\w*|war|waren|falsch\w*|einige|meisten|teil|ancien\w*|avant|était|étaient|faux|fausse|certains"
    r"|plupart|antes|antigu\w+|era|eran|incorrect\w+|algunos|mayoría|parte)\b",
    re.IGNORECASE,
)
#: The end of a sentence, or words for an event that does not come.
_NO_LIST = re.compile(
    r"[.!?]\s|\b(?:except|but|apart|besides|without|not|no|außer|ohne|nicht|kein\w*|sauf|hormis|sans|pas|excepto|salvo"
    r"|sin)\b",
    re.IGNORECASE,
)


def _flat(message: Message) -> tuple[Secondary, ...] | None:
    """Return the secondary events in one list: each event of a choice is conditional."""
    if message.secondary is None:
        return None
    lists = [
        [event._replace(when="or") for event in each.events] if isinstance(each, OneOf) else [each]
        for each in message.secondary
    ]
    return tuple(event for events in lists for event in events)


def _misspelt(each: Listed, nearest: str | None) -> Difference:
    if nearest is None:
        return Difference(each.line, "unknown-message", f"no schema for the event {quote(each.name)}")
    return Difference(each.line, "misspelt-event", f"no event {quote(each.name)}; the nearest is {quote(nearest)}")


def _unknown(
    listing: Listing, listed: Sequence[Listed], message: Message, contract: Contract
) -> Iterator[tuple[str, int]]:
    """Yield that a page lists events of a command although the contract does not know any."""
    unknown = [each for each in listed if not contract.may_raise(message.name, each.name)]
    if (unknown and not listing.is_prose) or not listed:
        text = f"the page says {_names(unknown)}, the schema says that they are not known"
        yield text, unknown[0].line if unknown else listing.line


def _compared(
    listing: Listing, listed: Sequence[Listed], known: Sequence[Secondary], command: _Command
) -> Iterator[tuple[str, int]]:
    listed, texts, line = _other_names(listed, known, command, is_whole=not listing.is_partial)
    if listing.is_partial and not line:
        return
    if texts:
        yield "; ".join(texts), line or listing.line
    elif all(each.when == "or" for each in known):
        return  # a choice has no order
    elif listing.has_no_order:
        return
    elif [each.name for each in listed] != [each.name for each in known]:
        order = ", ".join(each.name for each in known)
        yield f"the events are in another order on the page; the schema has {order}", listing.line
    elif _are_swapped(listed, known, command.contract):
        order = ", ".join(f"{each.name} ({each.note})" if each.note else each.name for each in known)
        yield f"the events are in another order on the page; the schema has {order}", listing.line
    else:
        choice = next((one for one in listed if one.when == "or"), None)
        for one, other in zip(listed, known, strict=True):
            is_of_choice = one.when == "or" and one is not choice  # reported with the first event of the choice
            is_free = is_of_choice or (command.may_raise(one.name) and not other.when)
            known_ = other._replace(when=one.when) if is_free else other
            yield from _remarks(one, known_, listed, command)


def _are_swapped(listed: Sequence[Listed], known: Sequence[Secondary], contract: Contract) -> bool:
    """Return whether two events of one name are in each other's place, by their notes."""
    here = [(each.name, frozenset(_notes(each.note, contract))) for each in listed]
    there = [(each.name, frozenset(_notes(each.note, contract))) for each in known]
    return here != there and Counter(here) == Counter(there)


def _other_names(
    listed: Sequence[Listed], known: Sequence[Secondary], command: _Command, *, is_whole: bool
) -> tuple[list[Listed], list[str], int]:
    """Return the events that both sides list, texts for those that only one side lists, and the first line of those.

    A list that is not whole lacks none. An event that the contract lets follow anyway is on neither side.
    """
    here, there = Counter(each.name for each in listed), Counter(each.name for each in known)
    surplus = here - there
    both, more, lines = list[Listed](), dict[str, None](), list[int]()
    for each in reversed(listed):
        if surplus[each.name] <= 0:
            both.append(each)
            continue
        surplus[each.name] -= 1
        if not command.may_list(each):
            more[each.name] = None
            lines.append(each.line)
    both.reverse()
    caveat = " (a part of the list may be hidden)" if command.is_cut else ""
    lacking = there - here if is_whole else ()
    texts = [
        *_one_sided([name for name in more if not there[name]], "on the page, not in the schema"),
        *(_numbers(name, here, there) for name in more if there[name]),
        *_one_sided([name for name in lacking if not here[name]], f"in the schema, not on the page{caveat}"),
        *(_numbers(name, here, there) + caveat for name in lacking if here[name]),
    ]
    return both, texts, min(lines, default=0)


def _one_sided(names: Sequence[str], place: str) -> Iterator[str]:
    """Yield where events are that only one side lists, all in one text."""
    if names:
        yield f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} {place}"


def _numbers(name: str, here: Counter[str], there: Counter[str]) -> str:
    """Return how often each side lists an event that both have."""
    return f"{name} is on the page {counted(here[name], 'time')}, in the schema {counted(there[name], 'time')}"


def _remarks(one: Listed, other: Secondary, listed: Sequence[Listed], command: _Command) -> Iterator[tuple[str, int]]:
    """Yield the remarks that differ; a remark is missing only where others of the list have one like it."""
    contract = command.contract
    targets = {target for message in contract.of_name(one.name) for target in message.targets}
    own = {other.of} if other.of else {one.name.partition(".")[0], *targets}
    known = _notes(other.note, contract)
    notes = _notes(one.note, contract) | (_notes_of_objects(one.note, contract) if known else set())
    is_lacking = not one.of and other.of and any(each.of for each in listed)
    is_lacking = is_lacking and not (notes & known)  # "original call" is a conversation
    if (one.of and one.of not in own) or (is_lacking and not _has_unknown_words(one.note, contract)):
        yield f"{one.name}: the object is {_said(one.of)} on the page, {_said(other.of)} in the schema", one.line
    if notes - known or (known and not one.note and any(_notes(each.note, contract) for each in listed)):
        yield f"{one.name}: the note is {_said(one.note)} on the page, {_said(other.note)} in the schema", one.line
    if platforms := _other_platforms(one, command):
        yield f"{one.name}: the page says {quote(platforms)}, the schema has no such condition", one.line
    each_success = next(filter(_EACH_SUCCESS.search, (one.note or "").split(", ")), "")
    if other.once and each_success:
        yield f"{one.name}: the page says {quote(each_success)}, the schema only for the first success", one.line
    if _other_condition(one, other, is_exact=not command.may_raise(one.name)):
        yield f"{one.name}: the condition is {_said(one.when)} on the page, {_said(other.when)} in the schema", one.line


#: A remark on an event that comes whenever the command succeeds.
_EACH_SUCCESS = phrase("events", "each_success")


def _other_platforms(one: Listed, command: _Command) -> str:
    """Return a remark that limits an event to platforms, empty if the event or the command has any of its own."""
    of_platforms = [command.message, *command.contract.of_name(one.name)]
    parts = [part.strip() for part in (one.note or "").split(",")]
    if any(message.platforms for message in of_platforms):
        return ""
    return next((part for part in parts if _PLATFORM_REMARK.fullmatch(part)), "")


def _has_unknown_words(note: str | None, contract: Contract) -> bool:
    """Return whether a note has a part that is none of the contract: it may name the object in other words."""
    return any(not _notes(part, contract) for part in (note or "").split(",") if part.strip())


def _notes(note: str | None, contract: Contract) -> set[str]:
    """Return the notes in a text that the contract knows; a page may say the same in other words."""
    parts = (part.strip() for part in (note or "").casefold().split(","))
    return {_NOTES.get(part, part) for part in parts} & contract.notes


#: Between an object and the note on it: "conversation of the original call".
_OF_THE = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, OBJECTS), key=len, reverse=True))})"
    r" (?:of|for|in|de|en|du) (?:the |la |l['’])?"  # noqa: RUF001 -- an apostrophe
)


def _notes_of_objects(note: str | None, contract: Contract) -> set[str]:
    """Return the notes behind the objects in a text: "the conversation of the original call, once more"."""
    parts = (part.strip() for part in (note or "").casefold().split(","))
    ends = {part[found.end() :] for part in parts for found in _OF_THE.finditer(part)}
    return {_NOTES.get(each, each) for each in ends} & contract.notes


def _other_condition(one: Listed, other: Secondary, *, is_exact: bool) -> bool:
    if one.when == "":
        return False
    if "or" in (one.when, other.when):
        return other.when is None
    if not is_exact and one.when is None and one.note and not _IN_NO_CASE.fullmatch(one.note):
        return False  # perhaps the condition in other words
    if one.when is None or other.when is None:
        return one.when != other.when and not (other.once and one.when and _ONCE.search(one.when))
    return conditions_differ(one.when, other.when, is_exact=is_exact)


#: Other words for "only one call was active": "no second call was active", "unless another call is active".
_ALONE = phrase("events", "alone")
_ONE_CALL = phrase("events", "one_call")
#: More than one call, or none, in other languages.
_SEVERAL, _NOTHING_THERE = phrase("events", "several"), phrase("events", "nothing_there")


def is_of_one_call(title: str) -> bool:
    """Return whether a title names the case in which there is no other call."""
    return _ONE_CALL.search(title) is not None


def conditions_differ(one: str, other: str, *, is_exact: bool = True) -> bool:
    """Return whether two conditions contradict each other, or have hardly a word in common.

    Args:
        one: The condition on a page.
        other: That of the contract, in English.
        is_exact: Whether the words are compared.
    """
    words, others = (set(re.findall(r"[a-z]+", _ALONE.sub("only one", text.casefold()))) for text in (one, other))
    is_alone = _ALONE.search(other) is not None
    is_english = words & {"is", "was", "are", "were", "has", "have", "had", "the", "does", "do", "only", "not"}
    if not (is_english and is_exact):
        contrary = _SEVERAL if is_alone else _NOTHING_THERE
        return contrary.search(one) is not None and not one.startswith("not ")
    if words & _POLARITY != others & _POLARITY:
        return True
    words, others = words - _EMPTY_WORDS, others - _EMPTY_WORDS
    return len(words & others) * 4 < len(others)


def _said(text: str | None) -> str:
    return "not given" if text is None else quote(text)


def _names(events: Sequence[Listed] | Sequence[Secondary]) -> str:
    return ", ".join(each.name for each in events) or "none"
