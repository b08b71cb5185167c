"""Whether a success repeats the data of its request, in the words of a clause: "You get your own data back"."""

from __future__ import annotations

from cti_contract.drift.vocabulary import phrase

_CLAUSES, _BEFORE_SUCCESS, _UNSURE, _DATA, _RETURNED, _ECHO, _DENIED, _EMPTY = (
    phrase("repeated", name, in_lower_case=True)
    for name in ("clauses", "before_success", "unsure", "data", "returned", "echo", "denied", "empty")
)
#: No longer sentence is read.
_LONGEST = 250


def is_of_success_alone(text: str) -> bool:
    """Return whether the end of a sentence is about the success only, whatever is before it."""
    return _BEFORE_SUCCESS.match(text.lower()) is not None


def repeats_data(text: str) -> bool | None:
    """Return whether a sentence says that the data of a request comes back, None if it does not speak of it."""
    text = _BEFORE_SUCCESS.sub("", text.lower())
    if len(text) > _LONGEST or _UNSURE.search(text):
        return None
    clauses = [
        clause
        for clause in _CLAUSES.split(text)
        if _ECHO.search(clause) or (_DATA.search(clause) and _RETURNED.search(clause))
    ]
    said = {len(_DENIED.findall(clause)) % 2 == 0 for clause in clauses}
    if said == {True} and any(map(_EMPTY.search, clauses)):  # "It comes back with empty data"
        return None
    return said.pop() if len(said) == 1 else None
