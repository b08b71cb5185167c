"""A sentence of a page, and a claim about a message or a member that is read from one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

ClaimKind = Literal[
    "raised after",
    "raised during",
    "target",
    "target forms",
    "platforms",
    "media",
    "required",
    "type",
    "values",
    "echo",
    "no data",
    "some data",
    "original",
    "raised after failure",
    "never during",
    "raises",
    "raises nothing",
    "raises all",
    "raises one",
    "raises some",
    "raises about",
    "raises before",
    "raises count",
    "opposite",
    "member",
    "other member",
    "member platforms",
    "deprecated",
    "current name",
    "older name",
    "refused name",
    "outcome",
    "mentioned segments",
    "mentioned platforms",
    "mentioned events",
    "known values",
    "not on platforms",
    "target not",
    "some media",
    "raises not",
    "never raises",
    "not read",
]


class Claim(NamedTuple):
    """A sentence as it was read.

    Attributes:
        line: Its line.
        kind: What it is about.
        message: The name of the message.
        value: The facts that it gives: names, an object, a type, or "yes" and "no".
        member: The name of the member, if it is about one.
        is_open: Whether a list of values, or of occasions, leaves room for others, or a type may be that of elements.
        is_own: Whether it is in the section about this message.
        heading: The line of the heading of that section, if the claim is from the title of several sections.
        in_order: Whether a list of events gives their order.
        is_general: Whether it is about all failures.
        others: The other messages that it may be about: then it is wrong only if it is wrong for all of them.
        path: The end of the path of the member, as far as the page gives it: `failure.context`.
    """

    line: int
    kind: ClaimKind
    message: str
    value: tuple[str, ...]
    member: str = ""
    is_open: bool = False
    is_own: bool = False
    heading: int = 0
    in_order: bool = False
    is_general: bool = False
    others: tuple[str, ...] = ()
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the claim in words."""
        message = "in general" if self.is_general else self.message
        about = f"{message}: {self.member}" if self.member else message
        return f"{about}: {self.kind} {', '.join(self.value)}".rstrip()


Claimed = Callable[..., Claim]


class Sentence(NamedTuple):
    """A sentence with its line, the message that it is about, and the names of messages in it.

    `is_list_of_events` says that it is a cell in a column of secondary events, `is_item` that it is in a list,
    `behind` is the event of the sentence before if it may be about that one, `is_listed` that it is in a list of
    secondary events, `is_cell` that it is in a table, `has_marks` that the page marks the names of members,
    `others` are the other messages that it may be about, `is_in_case` says that what is before it gives a case, and
    `is_answer` that a question is before it, to which its pronouns may refer, `named` is the last name before it,
    `is_of_failure` says that it is about failures since a sentence before it is, and `is_of_several` that it is about
    all, or none, of some messages or members that were named before. `on_page` are the words of the page if they
    differ.
    """

    line: int
    text: str
    message: str | None
    names: tuple[str, ...] = ()
    is_list_of_events: bool = False
    is_item: bool = False
    behind: str = ""
    is_listed: bool = False
    is_cell: bool = False
    has_marks: bool = True
    others: tuple[str, ...] = ()
    is_in_case: bool = False
    is_answer: bool = False
    named: str = ""
    is_of_failure: bool = False
    is_of_several: bool = False
    on_page: str = ""

    @property
    def quoted(self) -> str:
        """The sentence as it is on the page."""
        return self.on_page or self.text


Members = list[tuple[str, int, int]]


def topic_of(kind: ClaimKind) -> str:
    """Return the topic of a claim, the same for a fact that is said and one that is only mentioned."""
    topic = kind.removeprefix("mentioned ").split(" ")[0]
    return _TOPICS.get(kind) or _TOPICS.get(topic, topic)


_TOPICS = {
    "raises": "raised",
    "causes": "raised",
    "events": "raised",
    "on": "platforms",
    "not": "platforms",
    "never": "raised",
    "some media": "media",
    "no": "echo",
    "some": "echo",
    "opposite": "outcome",
}
