"""The members of drawn messages that neither their object nor their request determines."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from hypothesis import strategies as st

from cti_contract.contract import walk
from cti_contract.contract.catalog import RESULTS, Message
from cti_contract.testing.edge_cases import edge_texts
from cti_contract.testing.from_schema import Around, accepted, shortest, smallest
from cti_contract.validation.json_values import copied

Json = dict[str, Any]
_KNOWN = 11  # a known value is chosen by a number up to this one


@cache
def _free_part(message: Message) -> walk.Schema:
    """Return the schema of the members that neither the object nor the request of a message determines."""
    schema = walk.merged(message.uri)
    determined = {"target"} | ({"command", "original"} if message.kind in RESULTS else set())
    if message.echo and message.kind == "success":
        determined.add("data")
    left = {keyword: value for keyword, value in schema.items() if keyword != "examples"}
    left["properties"] = {name: each for name, each in schema["properties"].items() if name not in determined}
    left["required"] = [name for name in schema["required"] if name not in determined]
    return left


@cache
def content(message: Message) -> st.SearchStrategy[Json]:
    """Return a strategy for the members that neither the object nor the request of a message determines."""
    return accepted(_free_part(message), Around((message.uri,)))


@cache
def content_with_edge_text(message: Message) -> st.SearchStrategy[Json]:
    """Return a strategy for the simplest of these members, but with a text that often breaks programs.

    The text is in each place where any text may be, except that where values are known, one of them is.
    """
    part = _free_part(message)
    return st.builds(partial(_with_text, part), edge_texts(least=1), st.integers(0, _KNOWN))


def _with_text(part: walk.Schema, text: str, number: int) -> Json:
    def chosen(schema: walk.Schema) -> str:
        if schema.get("x-cti", {}).get("known"):
            return str(schema["examples"][number % len(schema["examples"])])
        return shortest(schema) if "pattern" in schema else text

    found: Json = copied(smallest(part, chosen))
    return found


@cache
def plain_content(message: Message) -> Json:
    """Return the simplest of these members, not to be changed."""
    plain: Json = smallest(_free_part(message))
    return plain


def with_request(answer: Message, drawn: Json, request: Json) -> Json:
    """Return a response with the members that its request determines."""
    echo: Json = {"original": request} if answer.kind == "failure" else {"data": request["data"]} if answer.echo else {}
    return {"command": request["command"], "target": request["target"], **drawn, **copied(echo)}


def answered(request: Json, answer: Message) -> st.SearchStrategy[Json]:
    """Return a strategy for the success or the failure that answers a valid request, in each spelling of the command.

    The simplest one has the spelling of the request.
    """
    sent = request["command"]
    spellings = [sent, *(each for each in (answer.name, *answer.aliases) if each != sent)]
    return st.builds(
        lambda drawn, spelling: {**with_request(answer, drawn, request), "command": spelling},
        content(answer),
        st.sampled_from(spellings),
    )
