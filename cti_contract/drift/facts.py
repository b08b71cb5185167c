"""Sentences whose words are all known: each is read as a fact, in whatever order its words are.

A word that is not known may change the meaning, so that nothing is read then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from cti_contract.drift.headings import NAME
from cti_contract.drift.mentions import NE_QUE
from cti_contract.drift.secondary_events import OBJECTS
from cti_contract.drift.vocabulary import lexicon, media, phrase, texts, words

#: A fact: the kind of a claim, its values, and the names of the messages that it is about, empty for the subject.
Fact = tuple[str, tuple[str, ...], tuple[str, ...]]

#: The names of media that are certain; a word for contacts counts beside one.
_MEDIA = words("media", "telephony") | words("media", "multimedia")
_PLATFORMS = frozenset(
    ("incontact", "purecloud", "avaya", "genesys", "cisco", "five9", "mitel", "asterisk", "twilio", "cxone")
)
_TOKEN = re.compile(rf"`?(?P<name>{NAME})`?|`(?P<code>[^`]+)`|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)|(?P<digits>\d+)")
_CLAUSE, _RELATIVE, _CASE, _GROUP = (phrase("facts", name) for name in ("clause", "relative", "case", "group"))
_DENIED, _NONE_BUT = (phrase("facts", name) for name in ("denied", "none_but"))
_AFTER_NAME, _COUNT, _SOME = phrase("facts", "after"), phrase("facts", "count"), words("counts", "some")
_ON_SUCCESS, _OF_MEDIA = phrase("facts", "on_success"), phrase("facts", "of_media")
_APOSTROPHE = re.compile(r"['’]")  # noqa: RUF001 -- an apostrophe
#: The tags of the elements of a list.
_ELEMENTS = ("medium-name", "platform-name", "object", "only", "and", "also", "none")
#: The tags of what facts are about.
_SUBJECTS = {"target", "toward", "platform", "platform-name", "medium-name", "event", "data", "sent", "empty", "raise"}
#: The characters of the longest part of a word with a meaning: a text such as a picture in letters has none.
_LONGEST_PART = 40
#: No longer sentence is read: most of its words say something else.
_LONGEST = 28


class _Words(NamedTuple):
    """The tags of the words of a clause, each with its words; `?` is for words that are not known."""

    tags: Mapping[str, list[str]]
    every: Sequence[frozenset[str]]

    def within(self, *tags: str) -> bool:
        """Return whether each word has one of these tags, or says nothing."""
        allowed = {"plain", *tags}
        return all(allowed & each for each in self.every)

    def has(self, *tags: str) -> bool:
        return any(tag in self.tags for tag in tags)


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    return lexicon("facts", {"object": OBJECTS, "medium-name": media(), "platform-name": _PLATFORMS})


@lru_cache(maxsize=8192)
def _tags_of(word: str) -> frozenset[str]:
    known = _lexicon()
    return known.get(word) or next(
        (known[key] for end in range(min(len(word), _LONGEST_PART), 3, -1) if (key := f"{word[:end]}*") in known),
        frozenset("?"),
    )


#: Words of a sentence about something that does not end; without "on", they are of a target.
_GOES_ON = re.compile(r"\b(?:goes|go|going|went) on(?=[.,;!]|$)", re.IGNORECASE)


def facts_in(text: str, *, is_command: bool, is_message: Callable[[str], bool]) -> Iterator[Fact]:
    """Yield the facts of a sentence about a message, each with the names of the messages in its clause.

    Args:
        text: The sentence.
        is_command: Whether it is about a command.
        is_message: Returns whether a name is that of a message.
    """
    text = _GOES_ON.sub("continues", text)
    said = frozenset[str]().union(*map(_tags_of_part, text.split()))
    if not said & _SUBJECTS or text.count(" ") > _LONGEST:
        return
    text = _ON_SUCCESS.sub("success ", text) if "success" in said else text
    text = NE_QUE.sub(r"\1 seulement ", _NONE_BUT.sub("only", text)) if "none" in said else text
    text = _OF_MEDIA.sub(r"\1 ", text) if "medium-name" in said else text
    if is_command and {"event", "number"} <= said and (count := _count(text)):
        yield "raises count", (count,), ()
    text = _GROUP.sub("channelgroup", text) if "object" in said else text
    text = _DENIED.sub(" ", text).replace("n't", " not") if "none" in said else text
    is_whole = is_known(text)
    parts = _CLAUSE.split(text) if not is_whole or "," in text or ": `" in text else [text]
    has_relative = ", " in text and any(map(_RELATIVE.match, parts[1:]))
    found = [] if has_relative else [*_facts(text, is_message, is_command=is_command)]
    if not found and len(parts) > 1 and any(map(is_known, parts)) and not _CASE.search(text):
        tagged = [_words_of(part, is_message)[0] for part in parts]
        if any(words.within(*_ELEMENTS) and (at or not words.has("only")) for at, words in enumerate(tagged)):
            return  # a list was divided
        read = [part for at, part in enumerate(parts) if not (at and _RELATIVE.match(part))]
        found = [fact for part in read for fact in _facts(part, is_message, is_command=is_command)]
    yield from (fact for fact in dict.fromkeys(found) if not (fact[0] == "media" and _names_more(text, fact[1])))


def _names_more(text: str, said: tuple[str, ...]) -> bool:
    """Return whether a sentence names a medium besides the one that was read in a part of it, and has no limit."""
    named = {media().get(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold())}
    is_limited = any("only" in _tags_of_part(part) or "none" in _tags_of_part(part) for part in text.split())
    return said == ("telephony",) and "multimedia" in named and not is_limited


def is_known(text: str) -> bool:
    """Return whether no word is unknown, as far as that is seen at once: most sentences have such a word."""
    return all("?" not in _tags_of_part(part) for part in text.split())


@lru_cache(maxsize=8192)
def _tags_of_part(part: str) -> frozenset[str]:
    """Return the tags of a word with its punctuation; for names, code and numbers they are not certain."""
    words_ = _APOSTROPHE.split(part.strip('.,;:()!?"“”*').casefold())
    tags = frozenset[str]().union(*map(_tags_of, words_))
    return tags if all(map(str.isalpha, words_)) else frozenset({"number"})


def _count(text: str) -> str:
    """Return the number of secondary events that a sentence gives, empty if it gives none, or the number of some."""
    found = _COUNT.search(text)
    is_known = found and "number" in (_tags_of(found[2].casefold()) if found[2].isalpha() else ("number",))
    is_whole = found and (found[1] or "").casefold() not in _SOME and not _CASE.search(text)
    return found[2].casefold() if found and is_known and is_whole else ""


def _words_of(clause: str, is_message: Callable[[str], bool]) -> tuple[_Words, tuple[str, ...]]:
    tags: dict[str, list[str]] = {}
    every: list[frozenset[str]] = []
    names: list[str] = []
    for found in _TOKEN.finditer(clause):
        name, code, word = found["name"], found["code"], found["word"]
        if name:
            said = frozenset({"name" if is_message(name) else "?"})
            names += [name] if is_message(name) else []
            word = name
        elif code:
            word = code.strip()
            said = (
                frozenset({"empty"})
                if word == "{}"
                else _tags_of(word)
                if word in ("data", "target")
                else frozenset("?")
            )
        elif word:
            word = word.casefold()
            said = _tags_of(word)
        else:
            word, said = found["digits"], frozenset({"number"})
        every.append(said)
        for tag in said:
            tags.setdefault(tag, []).append(word)
    return _Words(tags, every), tuple(dict.fromkeys(names))


def _facts(clause: str, is_message: Callable[[str], bool], *, is_command: bool) -> Iterator[Fact]:
    if not is_known(clause):
        return
    words, names = _words_of(clause, is_message)
    if len(words.every) < 2:  # noqa: PLR2004 -- one word says nothing
        return
    may_raise = names and is_command and words.has("raise") and not _AFTER_NAME.search(clause)
    if may_raise and words.within("event", "raise", "secondary", "success", "noun", "name", "and", "also"):
        yield "raises", names, ()
    if len(names) > 1:
        return
    if words.has("object") and words.has("target", "toward"):
        yield from ((*fact, names) for fact in _target(words, is_command=is_command))
        yield from ((*fact, names) for fact in _media(words, is_command=is_command))
    elif words.has("platform-name", "platform"):
        yield from ((*fact, names) for fact in _platforms(words))
    elif words.has("medium-name"):
        yield from ((*fact, names) for fact in _media(words, is_command=is_command))
    elif words.has("event"):
        yield from ((*fact, names) for fact in _events(words))
    elif words.has("data", "sent", "empty"):
        yield from ((*fact, names) for fact in _data(words, is_command=is_command))


_Said = tuple[str, tuple[str, ...]]


def _target(words: _Words, *, is_command: bool) -> Iterator[_Said]:
    others = ("noun", "event", "success", "name", "also", "and", "raise", "medium-name", "medium", "exists")
    if not words.within("target", "toward", "object", *others):
        return
    is_of_other = words.has("event", "raise") if is_command else words.has("noun")
    objects = tuple(dict.fromkeys(OBJECTS[word] for word in words.tags["object"]))
    if not is_of_other and (len(objects) == 1 or words.has("and")):
        yield "target", objects


def _platforms(words: _Words) -> Iterator[_Said]:
    if not words.has("platform-name"):  # "it is available on every platform"
        if words.has("every") and words.within(
            "platform", "every", "total", "exists", "noun", "event", "name", "number"
        ):
            yield "platforms", ()
        return
    if not words.within("platform-name", "platform", "only", "exists", "noun", "event", "name", "and", "other", "none"):
        return
    named = tuple(sorted(set(words.tags["platform-name"])))
    if words.has("none") != words.has("other"):
        return
    if words.has("only", "none", "noun", "event"):
        yield "platforms", named
    elif words.has("exists"):
        yield "some platforms", named


def _media(words: _Words, *, is_command: bool) -> Iterator[_Said]:
    others = ["noun", "event", "name", "and", "also", "none", "target", "toward", "object"]
    others += [] if is_command else ["raise"]
    if not (words.has("medium-name") and words.within("medium-name", "medium", "only", "exists", *others)):
        return
    named = {media()[word] for word in words.tags["medium-name"]}
    if _MEDIA.isdisjoint(words.tags["medium-name"]):
        return
    if words.has("none"):
        named = {"telephony", "multimedia"} - named if not words.has("only") and len(named) == 1 else set()
    elif words.has("also"):  # "telephony as well" may repeat the message before it
        named = {"telephony", "multimedia"} if "multimedia" in named else set()
    if named:
        yield "media", ("any" if len(named) > 1 else named.pop(),)


def _events(words: _Words) -> Iterator[_Said]:
    allowed = ("event", "raise", "secondary", "success", "noun", "number", "total", "name")
    if not (words.within(*allowed, "none") and words.has("raise", "secondary", "total")):
        return
    if words.has("none") and not words.has("number", "total"):
        is_in_case = len(words.tags["none"]) > 1  # "without a success, none"
        yield from [] if is_in_case else [("raises nothing", ())]
    elif words.has("number") and words.has("secondary", "total") and len(words.tags["number"]) == 1:
        yield "raises count", (words.tags["number"][0],)


def _data(words: _Words, *, is_command: bool) -> Iterator[_Said]:
    if (words.has("none") and words.has("repeated")) or "none" in words.every[-1]:
        return  # it has other data, or "its name is known, the data is not"
    allowed = ("data", "success", "noun", "event", "name")
    is_of_success = words.has("success", "back")
    is_of_one = is_of_success != words.has("noun") if is_command else not (is_of_success or words.has("noun"))
    if words.within(*allowed, "none", "empty", "back", "exists") and words.has("none") != words.has("empty"):
        yield from [("no data", ("success" if is_of_success else "request",))] if is_of_one else []
    elif words.within(*allowed, "back", "same", "sent", "toward") and words.has("noun", "sent"):
        yield from [("echo", ("yes",))] if is_command and is_of_success else []


def number_of(word: str) -> int:
    """Return the value of a number in digits or in words."""
    if word.isdecimal():
        return int(word)
    if word in ("one", "ein", "un", "uno"):
        return 1
    listed = texts("facts")["number"].split()
    return next(at for at in range(2, 21) if word in listed[at - 2 :: 19])


def is_number(word: str) -> bool:
    """Return whether a word is a number, in digits or in words."""
    listed = texts("facts")["number"].split()
    return word.isdecimal() or word.casefold() in ("one", "ein", "un", "uno", *listed)
