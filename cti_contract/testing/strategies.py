"""Hypothesis strategies for the messages of the contract: valid ones, broken ones, exchanges and whole sessions.

They are translated from the schemas. They need the extra `testing`.
"""

from __future__ import annotations

from typing import Any

try:
    from hypothesis import strategies as st
except ModuleNotFoundError as missing:
    raise ImportError("the strategies need Hypothesis: pip install 'cti-contract[testing]'") from missing

from cti_contract.contract import catalog
from cti_contract.contract.catalog import KINDS, MESSAGES, Message
from cti_contract.problems import Problem, UnknownMessage
from cti_contract.testing.from_schema import accepted_at
from cti_contract.testing.mutations import ways
from cti_contract.testing.schema_walk import replaced
from cti_contract.testing.session_strategy import answered, whole_logs
from cti_contract.text import one_of, quote


def messages(name: str | None = None, kind: str | None = None) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for valid messages: of a name (or alias), of a kind, of both, or any at all.

    Their texts are any that JSON can hold, known values and examples among them; optional members, `context` too, are
    there or not. Raises UnknownMessage for a name or a kind that is none.
    """
    found = _chosen(name, kind)
    if len(found) == 1:  # a step less to draw
        return accepted_at(found[0].uri)
    return st.sampled_from(found).flatmap(lambda message: accepted_at(message.uri))


def mutants(name: str | None = None, kind: str | None = None) -> st.SearchStrategy[tuple[str, Any]]:
    """Return a strategy for pairs of a mutation, as `drop-required`, and what it made of a message: never a valid one.

    The messages are those of `messages`, of a name, of a kind, of both, or any at all; the mistake is in the message
    itself or anywhere inside. Raises UnknownMessage for a name or a kind that is none.
    """
    return _mutants(_chosen(name, kind))


@st.composite
def _mutants(draw: st.DrawFn, valid: tuple[Message, ...]) -> tuple[str, Any]:
    message = draw(st.sampled_from(valid))
    value = draw(accepted_at(message.uri))
    possible = ways(message, value)
    mutation = draw(st.sampled_from(list(possible)))
    steps, broken = draw(st.sampled_from(possible[mutation]))
    return mutation, replaced(value, steps, draw(broken))


def exchanges(name: str | None = None) -> st.SearchStrategy[tuple[dict[str, Any], dict[str, Any]]]:
    """Return a strategy for pairs of a request and its response, a success or a failure, to a command or to any.

    Where the contract wants it, the success carries the data of the request; a failure carries the request itself.
    Raises UnknownMessage for a name that is no command's.
    """
    return _exchanges(_chosen(name, "request"))


@st.composite
def _exchanges(draw: st.DrawFn, commands: tuple[Message, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    message = draw(st.sampled_from(commands))
    request = draw(accepted_at(message.uri))
    answer = draw(st.sampled_from(("success", "failure")))
    return request, draw(answered(request, catalog.message(message.name, answer)))


def sessions() -> st.SearchStrategy[list[dict[str, Any]]]:
    """Return a strategy for the logs of whole sessions, lists of messages: each valid, and every rule among them kept.

    A log begins with `session.start`. Commands on whichever objects follow, each with its answer and the events that
    come of a success, and events that come by themselves; it may end with a logout.
    """
    return whole_logs()


def _chosen(name: str | None, kind: str | None) -> tuple[Message, ...]:
    if name is not None:
        return catalog.find(name) if kind is None else (catalog.message(name, kind),)
    found = tuple(each for each in MESSAGES if kind in (None, each.kind))
    if not found:
        text = f"no kind {quote(kind)}, only {one_of(KINDS)}"
        raise UnknownMessage([Problem(code="unknown-message", message=text)])
    return found
