"""The verdict on one message, and the problems behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from cti_contract.contract import catalog
from cti_contract.contract.catalog import Message
from cti_contract.problems import InvalidMessage, Problem, UnknownMessage
from cti_contract.validation.compiled import Unknown, accepting, judge_of
from cti_contract.validation.dispatch import discriminate, misspelt_result
from cti_contract.validation.json_values import DEEPEST, IsSound, is_json, not_json
from cti_contract.validation.warnings import warnings_about

if TYPE_CHECKING:
    from jsonschema.protocols import Validator
    from jsonschema_rs import ValidationError


def check(message: Any, *, unknown: Unknown = "error") -> list[Problem]:
    """Return the problems of a message, errors and warnings; empty when there is nothing to say.

    `message` is a JSON value as `json.loads` returns it; a member of an enumeration of strings stands for its string.
    Anything else in it is a problem, not an exception: NaN, other Python types and subclasses of strings and numbers,
    more than 200 arrays and objects in each other.
    `unknown="ignore"` accepts members that the message's schema does not name. Raises ValueError for any
    other `unknown` than that and `"error"`.
    """
    return list(inspect(message, unknown)[1])


def is_valid(message: Any, *, unknown: Unknown = "error") -> bool:
    """Tell whether `check` finds no error; the fast path. Raises ValueError as `check` does."""
    return accepting(message, unknown) is not None


def validate(message: Any, *, unknown: Unknown = "error") -> Message:
    """Return which message a JSON value is, when it is valid.

    Raises InvalidMessage holding all that `check` finds when that includes an error; its subclass UnknownMessage
    when the value is no message of the contract. Raises ValueError as `check` does.
    """
    found, problems = inspect(message, unknown)
    if found is None:
        raise UnknownMessage(problems)
    if any(problem.severity == "error" for problem in problems):
        raise InvalidMessage(problems)
    return found


def validator(name: str, kind: str) -> Validator:
    """Return the standard `jsonschema` validator of one message, bound to the registry of the schemas.

    `name` is a wire name or an alias, `kind` one of `request`, `success`, `failure`, `event`. Its verdicts are those of
    `check` for what a JSON text can hold: where anything may stand, it takes NaN, halves of surrogate pairs, Python
    objects and any depth. Raises UnknownMessage when there is no such message.
    """
    from cti_contract.validation.reference_validator import reference_validator

    return reference_validator(catalog.message(name, kind).uri)


def inspect(value: Any, unknown: Unknown, is_sound: IsSound = is_json) -> tuple[Message | None, Sequence[Problem]]:
    """Return which message a JSON value is, None when it is none, and its problems; `is_sound` as for `accepting`."""
    judge = accepting(value, unknown, is_sound)
    if judge is None:
        [found] = examined([value], unknown, is_sound)
        return found
    return judge.message, tuple(warnings_about(judge.message, value)) if judge.may_warn else ()


def examined(
    values: Sequence[Any], unknown: Unknown, is_sound: IsSound
) -> list[tuple[Message | None, Sequence[Problem]]]:
    """Return of each value what `inspect` does; sooner of one that has problems, later of one that has none.

    One thing after the other is done with all of them, which was measured to be faster than one value after the other.
    """
    found = [discriminate(value) for value in values]
    faults = [_faults(each, value, unknown, is_sound) for each, value in zip(found, values, strict=True)]
    return [
        (None, (each,)) if isinstance(each, Problem) else (each, _problems(each, value, what, unknown, is_sound))
        for each, value, what in zip(found, values, faults, strict=True)
    ]


def _faults(
    found: Message | Problem, value: Any, unknown: Unknown, is_sound: IsSound
) -> Problem | list[ValidationError]:
    """Return what the engine finds, or the one problem that comes before."""
    if isinstance(found, Problem):
        return found
    try:
        if not is_sound(value, DEEPEST):
            return not_json(value)
    except RecursionError:
        return Problem(code="too-deep", message="nested deeper than what is left of the stack")
    return list(judge_of(found, unknown).engine.iter_errors(value))


def _problems(
    message: Message, value: Any, faults: Problem | list[ValidationError], unknown: Unknown, is_sound: IsSound
) -> Sequence[Problem]:
    """Return the errors behind the faults, and then the warnings."""
    if isinstance(faults, Problem):
        errors = [faults]
    else:
        misspelt = misspelt_result(message, value) if faults else None  # what is accepted is no misspelt response
        errors = [misspelt] if misspelt else _explainer()(faults, value, message)
    if not errors and accepting(value, unknown, is_sound) is None:
        # the engine that refused gives its reasons; should it ever not, what was refused is still told
        errors = [Problem(code="wrong-value", message=f"no {message.kind} of {message.name}", schema=message.uri)]
    return (*errors, *warnings_about(message, value))


@cache
def _explainer() -> Callable[..., list[Problem]]:
    from cti_contract.validation.explain import explain  # only problems need it: a valid file starts sooner without

    return explain
