"""Examples of the contract, and changes of them that are valid or nearly valid."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

import cti_contract as cti
from cti_contract.contract import registry

#: The examples in the schemas, with the message that each is.
EXAMPLES = [
    (message, example)
    for message in cti.MESSAGES
    for example in registry.schemas()[message.uri.partition("#")[0]]["examples"]
    if cti.identify(example) is message
]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
#: Values at the edges of patterns, types and enumerations.
ODD_VALUES: tuple[Any, ...] = (
    *(
        "a\n",
        "a.b\n",
        "a.b.c\r",
        "\u2028",
        "a\u00a0b",
        "\ufeffa.b",
        "a\u0085",
        "\u0000",
        "\u200b.a",
        "e\u0301.a",
        "\U0001f600.a",
    ),
    *("", " ", ".", "..", "a.", ".a", "TELEPHONY", "telephony", "skill", "success", "Success"),
    *(10**400, -(2**63) - 1, 5.0, 5.5, -0.0, 1e308, True, False, None, [], {}, [[]], [{}], {"": ""}, {"a": {"b": []}}),
)


def inner_paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = [(*path, step) for step, _ in items]
    return inner + [deeper for each in inner for deeper in inner_paths(value[each[-1]], each)]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """Return a copy of a value with another value at a path."""
    copy = deepcopy(value)
    inner = copy
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return copy


@st.composite
def changed_examples(draw: st.DrawFn) -> Any:
    """Draw an example of the contract with one value replaced or added."""
    _, example = draw(st.sampled_from(EXAMPLES))
    path = draw(st.sampled_from(inner_paths(example)))
    if draw(st.booleans()) and isinstance(path[-1], str):
        path = (*path[:-1], draw(st.sampled_from(["surplus", "Data", "context", "result", "failure"])))
    return replaced(example, path, draw(json_values | st.sampled_from(ODD_VALUES)))
