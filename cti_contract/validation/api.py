"""The check of one message: the verdict and the problems."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, overload

from cti_contract.contract import catalog
from cti_contract.contract.catalog import Kind, Message
from cti_contract.problem_texts import MOST_PROBLEMS, refused, too_deep_for_the_stack, too_many
from cti_contract.problems import InvalidMessage, Problem, UnknownMessage
from cti_contract.validation.checked import Checked
from cti_contract.validation.compiled import Unknown, accepting, compiled
from cti_contract.validation.dispatch import discriminate, misspelt_result, newer
from cti_contract.validation.json_values import (
    DEEPEST,
    IsSound,
    copied,
    is_deeper,
    is_json,
    json_fault,
    shallow,
    size_of,
    unreadable_value,
)
from cti_contract.validation.warnings import has_odd_texts, warnings_about

if TYPE_CHECKING:
    from jsonschema.protocols import Validator
    from jsonschema_rs import Validator as Engine

    from cti_contract.messages import AnyMessage
    from cti_contract.validation.explain import Finding


def check(message: Any, *, unknown: Unknown = "error") -> list[Problem]:
    """Return the problems of a message.

    Args:
        message: A JSON value as `json.loads` returns it. A member of an enumeration of strings counts as its string.
            Anything else is a problem, not an exception: NaN, other Python types, subclasses of strings and numbers,
            more than 200 nested arrays and objects.
        unknown: `"error"` reports members and messages that the contract does not know. `"ignore"` accepts them, for
            a service whose other side may be newer: a message of an unknown name, `messageType` or `result` is a
            warning, `unknown-message`, and an unknown member is nothing.

    Returns:
        The errors and then the warnings; an empty list if there are none. Of more than 1,000, the first and a problem
        that says so.

    Raises:
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> dial = {"command": "channel.dial", "target": "PureCloud-jdoe.70001.70001", "data": {}}
        >>> [problem.message for problem in cti.check(dial)]
        ['missing member "destination" in /data']
    """
    return list(inspected(message, unknown)[1])


def is_valid(message: Any, *, unknown: Unknown = "error") -> bool:
    """Return whether `check` finds no error. This is the fast path.

    Args:
        message: A JSON value, as for `check`.
        unknown: As for `check`.

    Returns:
        True for a valid message, with or without warnings.

    Raises:
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> cti.is_valid({"command": "session.start", "target": "PureCloud-jdoe", "data": {}})
        True
    """
    return accepting(message, unknown) is not None or (unknown == "ignore" and _is_newer(message))


def inspect(message: Any, *, unknown: Unknown = "error") -> Checked:
    """Return which message a JSON value is, and its problems: the call for a message with warnings.

    Args:
        message: A JSON value, as for `check`.
        unknown: As for `check`.

    Returns:
        The value, the message of the contract and the problems. The message is None if the value is none, also if
        `unknown` accepts it.

    Raises:
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> alias = {"command": "session.request.addchannelgroup", "target": "PureCloud-jdoe", "data": {}}
        >>> checked = cti.inspect(alias)
        >>> checked.ok, checked.message.name, [problem.severity for problem in checked.problems]
        (True, 'session.addchannelgroup', ['warning'])
        >>> newer = cti.inspect({"command": "session.fly", "target": "PureCloud-jdoe", "data": {}}, unknown="ignore")
        >>> newer.ok, newer.message, newer.problems[0].message
        (True, None, 'unknown command "session.fly"')
    """
    found, problems = inspected(message, unknown)
    return Checked(message, found, tuple(problems))


@overload
def validate(message: Any, *, unknown: Literal["error"] = "error") -> Message: ...
@overload
def validate(message: Any, *, unknown: Unknown) -> Message | None: ...
def validate(message: Any, *, unknown: Unknown = "error") -> Message | None:
    """Return which message a JSON value is, if it is valid.

    Args:
        message: A JSON value, as for `check`.
        unknown: As for `check`.

    Returns:
        The message of the contract; None only for one that the contract does not know and `unknown="ignore"` accepts.

    Raises:
        InvalidMessage: `check` finds an error. The exception holds all that it finds.
        UnknownMessage: The value is not a message of the contract; a subclass of InvalidMessage.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> cti.validate({"command": "session.start", "target": "PureCloud-jdoe", "data": {}}).kind
        'request'
    """
    found, problems = inspected(message, unknown)
    if any(problem.severity == "error" for problem in problems):
        raise (UnknownMessage if found is None else InvalidMessage)(problems)
    return found


def parse(message: Any) -> AnyMessage:
    """Return a valid message as it is, with its type: type checkers know its members from then on.

    Args:
        message: A JSON value, as for `check`.

    Returns:
        The same object. `if parsed["command"] == "channel.dial":` narrows its type.

    Raises:
        InvalidMessage: `check` finds an error. The exception holds all that it finds.
        UnknownMessage: The value is not a message of the contract; a subclass of InvalidMessage.

    Example:
        >>> import cti_contract as cti
        >>> message = cti.parse({"command": "session.start", "target": "PureCloud-jdoe", "data": {}})
        >>> if "command" in message and message["command"] == "session.start":
        ...     print(message["target"])
        PureCloud-jdoe
    """
    validate(message)
    parsed: AnyMessage = message
    return parsed


def is_a(message: Any, name: str, kind: Kind, *, unknown: Unknown = "error") -> bool:
    """Return whether a value is a valid message of a name and kind. Type checkers know its type then.

    Args:
        message: A JSON value, as for `check`.
        name: A wire name or an alias.
        kind: `"request"`, `"success"`, `"failure"` or `"event"`.
        unknown: As for `check`. Only with `"error"` is the value of another type if this is false.

    Returns:
        True for a valid message of this name and kind, with or without warnings.

    Raises:
        UnknownMessage: The contract has no message of this name and kind.
        ValueError: `unknown` is neither `"error"` nor `"ignore"`.

    Example:
        >>> import cti_contract as cti
        >>> message = {"command": "session.start", "target": "PureCloud-jdoe", "data": {}}
        >>> cti.is_a(message, "session.start", "request"), cti.is_a(message, "session.start", "success")
        (True, False)
    """
    expected = catalog.by_name().get((name, kind)) or catalog.message(name, kind)  # raises for an unknown one
    found = accepting(message, unknown)
    return found is not None and found.message is expected


def validator(name: str, kind: str) -> Validator:
    """Return the standard `jsonschema` validator of one message, bound to the registry of the schemas.

    Its verdicts are those of `check` for all values that a JSON text can hold. Inside members that the contract leaves
    open it also accepts NaN, halves of surrogate pairs and Python objects. It does not catch exceptions that the
    methods of such objects raise.

    Args:
        name: A wire name or an alias.
        kind: `"request"`, `"success"`, `"failure"` or `"event"`.

    Returns:
        A validator with `is_valid`, `iter_errors` and the other methods of `jsonschema`.

    Raises:
        UnknownMessage: The contract has no such message.

    Example:
        >>> import cti_contract as cti
        >>> cti.validator("session.start", "request").is_valid({"command": "session.start"})
        False
    """
    from cti_contract.validation.reference_validator import reference_validator

    return reference_validator(catalog.message(name, kind).uri)


def inspected(value: Any, unknown: Unknown, is_sound: IsSound = is_json) -> tuple[Message | None, Sequence[Problem]]:
    """Return the message that a JSON value is, None if it is none, and its problems; `is_sound` as for `accepting`."""
    found = accepting(value, unknown, is_sound)
    if found is None:
        return explained(value, unknown, is_sound)
    try:
        texts = has_odd_texts(value, found.ids)
        if texts or (found.is_plain is not found.is_valid and not found.is_plain(value)):
            return found.message, _listed(warnings_about(found.message, value, texts=texts))
    except Exception:  # noqa: BLE001 -- a valid message may be of a subclass whose own methods raise
        return found.message, _listed(warnings_about(found.message, copied(value), texts=True))
    return found.message, ()


def _is_newer(value: Any) -> bool:
    """Return whether a value is a message of a newer contract."""
    try:
        return newer(value) is not None and is_json(value)
    except Exception:  # noqa: BLE001 -- as in `accepting`
        return False


def explained(value: Any, unknown: Unknown, is_sound: IsSound) -> tuple[Message | None, Sequence[Problem]]:
    """Return the same as `inspected`: faster for a value with problems, slower for one without."""
    try:
        return _explained(value, unknown, is_sound)
    except Exception as error:  # noqa: BLE001 -- as in `accepting`
        return None, (unreadable_value(value, error),)


def _explained(value: Any, unknown: Unknown, is_sound: IsSound) -> tuple[Message | None, Sequence[Problem]]:
    warning = newer(value) if unknown == "ignore" else None
    if warning:
        return None, (_json_problem(value, is_sound) or warning,)
    message = discriminate(value, is_open=unknown == "ignore")
    if isinstance(message, Problem):
        return None, (message,)
    problem = _json_problem(value, is_sound)
    if problem:
        return message, _listed((problem, *warnings_about(message, value, texts=False)))
    errors = _errors(message, value, unknown, is_sound)
    return message, _listed((*errors, *warnings_about(message, value, texts=True)))


def _listed(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return the problems, or the first of very many: each takes half a kilobyte."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    return (*problems[:MOST_PROBLEMS], too_many(problems[MOST_PROBLEMS].pointer))


def _json_problem(value: Any, is_sound: IsSound) -> Problem | None:
    try:
        return None if is_sound(value, DEEPEST) else json_fault(value)
    except RecursionError:
        return too_deep_for_the_stack()


#: The levels of a value that the engine sees when it lists errors. Only groups of address books go deeper.
_DEEPEST_SEEN = 100

#: The most findings of the engine. Several are one problem, such as four members with other names.
_MOST_FINDINGS = 8 * (MOST_PROBLEMS + 1)
#: The values of a message about which the engine lists errors together: up to 10 KB each.
_LARGEST_PIECE = 1_000


def _errors(message: Message, value: Any, unknown: Unknown, is_sound: IsSound) -> Sequence[Problem]:
    found = _findings(message, value, compiled(message, unknown).engine)
    errors: Sequence[Problem] = ()
    if found:
        misspelt = misspelt_result(message, value)
        if misspelt:
            return (misspelt,)
        from cti_contract.validation.explain import explain  # a valid file starts 2 ms sooner without it

        errors = tuple(islice(explain(found, value, message), MOST_PROBLEMS + 1))
    if not errors and accepting(value, unknown, is_sound) is None:  # refused without a reason, which never happened yet
        return (refused(message.kind, message.name, schema=message.uri),)
    return errors


def _findings(message: Message, value: Any, engine: Engine) -> Sequence[Finding]:
    """Return the findings of the engine in a value, from a large one only as many as are listed."""
    size = size_of(value)
    if size > _DEEPEST_SEEN:  # a smaller value cannot be deeper
        value = _seen(value)
        size = size_of(value)
    if size > _LARGEST_PIECE:
        from cti_contract.validation.pieces import findings_in_pieces

        return findings_in_pieces(engine.iter_errors, value, message, _LARGEST_PIECE, _MOST_FINDINGS)
    faults = list(engine.iter_errors(value))
    if not faults:
        return ()
    from cti_contract.validation.explain import findings

    return findings(faults, message)


def _seen(value: dict[str, Any]) -> dict[str, Any]:
    """Return a message without the content of `context`, which may be any, and without what is very deep.

    The engine would overflow a stack of 128 KiB, as threads have on some systems, in values nested 180 deep.
    """
    context = value.get("context")
    seen = {**value, "context": type(context)()} if context.__class__ in (dict, list) else value
    return shallow(seen, _DEEPEST_SEEN) if is_deeper(seen, _DEEPEST_SEEN) else seen
