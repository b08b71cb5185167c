"""Hypothesis strategies for the messages of the contract: valid and broken messages, exchanges and whole sessions.

They are derived from the schemas, so they follow every change of them. They need the extra `testing`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as missing:
    raise ImportError("the strategies need Hypothesis: pip install 'cti-contract[testing]'") from missing

from cti_contract.contract import catalog, walk
from cti_contract.contract.catalog import KINDS, RESULTS, Kind, Message
from cti_contract.generators.events import CONSULT, refuse_wrong_objects
from cti_contract.generators.sample_values import refuse_no_boolean, refuse_wrong_count
from cti_contract.problem_texts import no_such_kind
from cti_contract.problems import UnknownMessage
from cti_contract.testing.contents import answered, content
from cti_contract.testing.from_schema import accepted_at, is_nested
from cti_contract.testing.mutations import MUTATIONS, BreakablePlace, Mutant, Mutation, breakable_places
from cti_contract.testing.session_mutations import SESSION_MUTATIONS, BrokenLog, SessionMutation, broken_logs
from cti_contract.testing.session_strategy import LONGEST, SHORTEST, Limits, available, logs
from cti_contract.testing.text_mutations import TEXT_MUTATIONS, BrokenText, TextMutation
from cti_contract.text import one_of, quote
from cti_contract.validation.api import validate

__all__ = [
    "MUTATIONS",
    "SESSION_MUTATIONS",
    "TEXT_MUTATIONS",
    "BreakablePlace",
    "BrokenLog",
    "BrokenText",
    "Mutant",
    "Mutation",
    "SessionMutation",
    "TextMutation",
    "answers",
    "broken_sessions",
    "broken_texts",
    "events_for",
    "exchanges",
    "messages",
    "mutants",
    "places",
    "sessions",
]

_T = TypeVar("_T")
_NESTED = 3  # a message with nested values is drawn as often as this many others: there are few


if TYPE_CHECKING:
    from cti_contract.testing.typed_messages import messages
else:

    def messages(name: str | None = None, kind: Kind | None = None) -> st.SearchStrategy[dict[str, Any]]:
        """Return a strategy for valid messages; it draws each message of the contract about as often.

        Texts are any that JSON can hold, known values, examples and texts that often break programs among them.
        Optional members, `context` included, are present or absent.

        Args:
            name: A wire name or an alias. By default any.
            kind: `request`, `success`, `failure` or `event`. By default any.

        Returns:
            A strategy for messages.

        Raises:
            UnknownMessage: There is no message of this name and kind.

        Example:
            >>> from hypothesis import given
            >>> import cti_contract as cti
            >>> from cti_contract.testing import strategies
            >>> @given(strategies.messages("channel.dial", "request"))
            ... def test_dial(message):
            ...     assert cti.validate(message).name == "channel.dial"
            >>> test_dial()
        """
        found = _chosen(name, kind)
        if len(found) == 1:
            return _valid(found[0])
        nested = [each for each in found if is_nested(walk.merged(each.uri))]
        return _varied(st.sampled_from([*found, *nested * (_NESTED - 1)]).flatmap(_valid))


def mutants(
    name: str | None = None, kind: Kind | None = None, *, mutation: str | None = None
) -> st.SearchStrategy[Mutant]:
    """Return a strategy for invalid messages; it draws each mutation about as often.

    A mutant is a named tuple: the name of the mutation, the message that it made of a valid one, and the JSON Pointer
    of the fault, which may be anywhere inside.

    Args:
        name: A wire name or an alias. By default any.
        kind: `request`, `success`, `failure` or `event`. By default any.
        mutation: A name in `MUTATIONS`. By default any that applies.

    Returns:
        A strategy for `Mutant`s.

    Raises:
        UnknownMessage: There is no message of this name and kind.
        ValueError: There is no such mutation, or it does not apply to these messages.

    Example:
        >>> from hypothesis import given
        >>> import cti_contract as cti
        >>> from cti_contract.testing import strategies
        >>> @given(strategies.mutants(mutation="drop-required"))
        ... def test_missing_members(mutant):
        ...     assert not cti.is_valid(mutant.message)
        >>> test_missing_members()
    """
    by_mutation = _by_mutation(_chosen(name, kind))
    names = _known(MUTATIONS, mutation)
    if mutation is not None and mutation not in by_mutation:
        raise ValueError(f"{quote(mutation)} does not apply here, only {one_of(tuple(by_mutation))}")
    kinds = st.sampled_from([name for name in names if name in by_mutation])
    places = kinds.flatmap(lambda name: st.sampled_from(by_mutation[name])).flatmap(st.sampled_from)
    return _varied(places.flatmap(BreakablePlace.mutants))


def _known(names: Collection[str], name: str | None, what: str = "mutation") -> list[str]:
    """Return the name, or all names without one; raises ValueError for another name."""
    if name is None:
        return list(names)
    if name not in tuple(names):  # a value that cannot be hashed is no name
        raise ValueError(f"no {what} {quote(name)}, only {one_of(tuple(names))}")
    return [name]


@cache
def _by_mutation(found: tuple[Message, ...]) -> dict[str, list[list[BreakablePlace]]]:
    """Return the places of messages that each mutation applies to, a list a message."""
    by_mutation: dict[str, list[list[BreakablePlace]]] = {}
    for message in found:
        own: dict[str, list[BreakablePlace]] = {}
        for place in breakable_places(message):
            own.setdefault(place.mutation, []).append(place)
        for mutation, each in own.items():
            by_mutation.setdefault(mutation, []).append(each)
    return by_mutation


def broken_texts(
    name: str | None = None, kind: Kind | None = None, *, mutation: str | None = None
) -> st.SearchStrategy[BrokenText]:
    """Return a strategy for the bytes of messages that are no JSON, or that readers of JSON take in different ways.

    A broken text is a named tuple: the name of the mutation, and the bytes. Each mutation is drawn about as often.

    Args:
        name: A wire name or an alias. By default any.
        kind: `request`, `success`, `failure` or `event`. By default any.
        mutation: A name in `TEXT_MUTATIONS`. By default any.

    Returns:
        A strategy for `BrokenText`s.

    Raises:
        UnknownMessage: There is no message of this name and kind.
        ValueError: There is no such mutation.

    Example:
        >>> import json
        >>> from hypothesis import given
        >>> from cti_contract.testing import strategies
        >>> @given(strategies.broken_texts("session.start", mutation="truncation"))
        ... def test_truncated_text(broken):
        ...     try:
        ...         json.loads(broken.text)
        ...     except ValueError:
        ...         pass
        ...     else:
        ...         raise AssertionError("a part of a message was accepted")
        >>> test_truncated_text()
    """
    names = st.sampled_from(_known(TEXT_MUTATIONS, mutation))
    return _varied(st.tuples(names, messages(name, kind)).flatmap(lambda pair: _broken_text(*pair)))


def _broken_text(mutation: str, message: dict[str, Any]) -> st.SearchStrategy[BrokenText]:
    return TEXT_MUTATIONS[mutation].texts(message).map(lambda text: BrokenText(mutation, text))


def places(name: str | None = None, kind: Kind | None = None) -> list[BreakablePlace]:
    """Return every place of messages with every mutation that applies to it, for `pytest.mark.parametrize`.

    A test of each of them breaks every keyword of every schema at least once.

    Args:
        name: A wire name or an alias. By default any.
        kind: `request`, `success`, `failure` or `event`. By default any.

    Returns:
        The places, each a `BreakablePlace`, whose text is an id for `parametrize`.

    Raises:
        UnknownMessage: There is no message of this name and kind.

    Example:
        >>> from cti_contract.testing import strategies
        >>> for place in strategies.places("conversation.blindtransfer", "request"):
        ...     if place.pointer == "/data/destination":
        ...         print(place)
        conversation.blindtransfer request retype /data/destination
        conversation.blindtransfer request too-short /data/destination
    """
    return [place for message in _chosen(name, kind) for place in breakable_places(message)]


def exchanges(name: str | None = None) -> st.SearchStrategy[tuple[dict[str, Any], dict[str, Any]]]:
    """Return a strategy for pairs of a request and its response, a success or a failure.

    A success carries the data of the request if the contract wants an echo. A failure carries the request.

    Args:
        name: The name of a command, or an alias. By default any.

    Returns:
        A strategy for pairs `(request, response)`.

    Raises:
        UnknownMessage: There is no such command.

    Example:
        >>> from hypothesis import given
        >>> from cti_contract.testing import strategies
        >>> @given(strategies.exchanges("conversation.blindtransfer"))
        ... def test_exchange(exchange):
        ...     request, response = exchange
        ...     assert request["target"] == response["target"]
        >>> test_exchange()
    """
    return _varied(_exchanges(_chosen(name, "request")))


@st.composite
def _exchanges(draw: st.DrawFn, commands: tuple[Message, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    message = draw(st.sampled_from(commands))
    request = draw(accepted_at(message.uri))
    return request, draw(answered(request, catalog.message(message.name, draw(st.sampled_from(RESULTS)))))


def answers(request: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for the responses that the contract allows to a request: successes and failures.

    A success carries the data of the request if the contract wants an echo. A failure carries the request. The command
    has each spelling that the contract knows.

    Args:
        request: A valid request.

    Returns:
        A strategy for messages.

    Raises:
        InvalidMessage: The request is invalid.
        UnknownMessage: It is not a message of the contract.
        ValueError: It is no request.

    Example:
        >>> from hypothesis import given
        >>> import cti_contract as cti
        >>> from cti_contract.testing import strategies
        >>> dial = cti.example("channel.dial", seed=1)
        >>> @given(strategies.answers(dial))
        ... def test_answer(answer):
        ...     assert answer.get("data") == dial["data"] or answer["original"] == dial
        >>> test_answer()
    """
    message = validate(request)
    if message.kind != "request":
        raise ValueError(f"only a request is answered, but this is the {message.kind} of {message.name}")
    return _varied(
        st.sampled_from(RESULTS).flatmap(lambda kind: answered(request, catalog.message(message.name, kind)))
    )


def events_for(objects: Mapping[str, str]) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for the events that address one of some objects; it draws each event about as often.

    Args:
        objects: Targets by the kind of object, as for `events_after`: `session`, `channelgroup`, `channel`,
            `interaction`, `conversation`, and `consult` for a second conversation.

    Returns:
        A strategy for messages. Those that announce an object announce one of any id.

    Raises:
        ValueError: There is no object, or a target is wrong.

    Example:
        >>> from hypothesis import given
        >>> from cti_contract.testing import strategies
        >>> @given(strategies.events_for({"channel": "jdoe.70001", "interaction": "jdoe.70001.OM1"}))
        ... def test_event(event):
        ...     assert event["target"] in ("jdoe.70001", "jdoe.70001.OM1")
        >>> test_event()
    """
    refuse_wrong_objects(objects)
    if not objects:
        raise ValueError("events_for needs an object: give objects by their kinds")
    kinds = [("conversation" if kind == CONSULT else kind, target) for kind, target in objects.items()]
    events = [each for each in catalog.messages() if each.kind == "event"]
    found = [(event, [target for kind, target in kinds if kind in event.targets]) for event in events]
    return _varied(st.sampled_from([each for each in found if each[1]]).flatmap(lambda pair: _event(*pair)))


def _event(event: Message, targets: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(lambda drawn, target: {**drawn, "target": target}, content(event), st.sampled_from(targets))


def sessions(
    *,
    min_size: int = 0,
    max_size: int | None = None,
    commands: Collection[str] | None = None,
    platform: str | None = None,
    whole: bool = False,
) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return a strategy for logs: lists of valid messages that keep every rule between them.

    A log has one to three sessions. Requests are sent while others are open, answers of different commands come in any
    order, and events come at any time. Starts and logouts fail and are tried again. Objects that live are announced
    again where they may be. No running session is started again, which is a warning. Ids may be the same below
    different objects. One log in four is an excerpt, which may begin and end anywhere.

    Args:
        min_size: The least number of messages, 0 by default, at most 10,000.
        max_size: The most messages, at least 3. By default there is no limit; half of the logs have more than 20.
        commands: The names of the commands that are sent beside `session.start`. By default all of the platform.
        platform: `PureCloud`, `inContact` or `Avaya`: only its commands and events come. By default all.
        whole: Whether every log begins with a `session.start` and ends when nothing is open any more.

    Returns:
        A strategy for lists of messages, in the order of the log.

    Raises:
        UnknownMessage: There is no such command.
        TypeError: The commands are no list of names, a size is no whole number, or `whole` is no boolean.
        ValueError: There is no such platform, it does not have a command, the list of commands is empty, or the sizes
            are too small, too large, or contradict each other.

    Example:
        >>> from hypothesis import given, settings
        >>> import cti_contract as cti
        >>> from cti_contract.testing import strategies
        >>> @given(strategies.sessions(commands=["channel.dial"], max_size=30))
        ... @settings(max_examples=5)
        ... def test_log(log):
        ...     assert not [problem for problem in cti.check_session(log) if problem.severity == "error"]
        >>> test_log()
    """
    refuse_wrong_count("min_size", min_size)
    if min_size > LONGEST:
        raise ValueError(f"min_size must be at most {LONGEST}, not {min_size}: simulate longer logs with cti.session")
    refuse_no_boolean("whole", whole)
    if max_size is not None:
        refuse_wrong_count("max_size", max_size, max(min_size, SHORTEST))
    return _varied(logs(Limits(min_size, max_size, *available(commands, platform), whole)))


def broken_sessions(*, rule: str | None = None, platform: str | None = None) -> st.SearchStrategy[BrokenLog]:
    """Return a strategy for logs that break one rule between messages once and keep all others.

    A broken log is a named tuple: the code of the problem that `check_session` reports, and the list of messages. Each
    rule is drawn about as often. The other messages of the log race as those of `sessions` do. The sender of a
    message is no part of a log, so the rule `wrong-direction` is not among them.

    Args:
        rule: A code in `SESSION_MUTATIONS`. By default any.
        platform: `PureCloud`, `inContact` or `Avaya`: only its commands and events come. By default all.

    Returns:
        A strategy for `BrokenLog`s.

    Raises:
        ValueError: There is no such rule or platform.

    Example:
        >>> from hypothesis import given, settings
        >>> import cti_contract as cti
        >>> from cti_contract.testing import strategies
        >>> @given(strategies.broken_sessions(rule="after-end"))
        ... @settings(max_examples=5)
        ... def test_broken_log(broken):
        ...     problems = cti.check_session(broken.log)
        ...     assert [each.code for each in problems if each.severity == "error"] == ["after-end"]
        >>> test_broken_log()
    """
    names = _known(SESSION_MUTATIONS, rule, "rule")
    limits = Limits(0, None, *available(None, platform), whole=True)
    return _varied(st.sampled_from(names).flatmap(lambda name: broken_logs(SESSION_MUTATIONS[name], limits)))


@cache
def _valid(message: Message) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for one message; a failure carries a valid request as often as any other object."""
    found: st.SearchStrategy[dict[str, Any]] = accepted_at(message.uri)
    if message.kind == "failure":
        requests = accepted_at(catalog.message(message.name, "request").uri)
        found |= requests.flatmap(lambda request: answered(request, message))
    return found


def _varied(strategy: st.SearchStrategy[_T]) -> st.SearchStrategy[_T]:
    """Return a strategy for the same values that Hypothesis does not vary by repeating their parts.

    Hypothesis follows an example by up to five that only repeat parts of it, except parts of a unique collection.
    A hundred examples would be of 30 messages, not of 60.
    """
    return st.lists(strategy, min_size=1, max_size=1, unique_by=id).map(_first)


def _first(values: Sequence[_T]) -> _T:
    return values[0]


def _chosen(name: str | None, kind: str | None) -> tuple[Message, ...]:
    if name is not None:
        return catalog.find(name) if kind is None else (catalog.message(name, kind),)
    found = tuple(each for each in catalog.messages() if kind in (None, each.kind))
    if not found:
        raise UnknownMessage([no_such_kind(None, kind, KINDS)])
    return found
