"""Realistic values for the members that the schemas leave free: ids, numbers to call, names of queues."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from cti_contract.contract.catalog import Message
from cti_contract.suggest import suggestion
from cti_contract.text import one_of, quote

#: The platforms that the documentation mentions.
PLATFORMS = ("PureCloud", "inContact", "Avaya")
AGENTS = ("jdoe", "msmith", "mlopez", "akaya", "lchen", "tnovak", "fdiallo", "ssato")

#: Optional members that only one platform has.
ONLY_ON = {"extension": "Avaya", "callbackNumbers": "PureCloud"}

_QUEUES = ("sales", "support", "billing", "retention")
_SCRIPTS = ("Greeting", "Survey", "Order status", "Farewell")
_WORDS = ("case", "4711", "gold", "en-US", "callback", "2026-10-01")
_LABELS = (
    {"language": "en", "country": "US", "name": "Resolved", "description": "Nothing left to do"},
    {"language": "en", "country": "GB", "name": "Resolved", "description": "No follow-up is needed"},
    {"language": "es", "country": "MX", "name": "Resuelto", "description": ""},
)
#: Names of address book entries, by the type of the entry.
ENTRY_NAMES = {
    "agent": ("Ana Silva", "Jon Doe", "Mei Chen", "Awa Diallo"),
    "external": ("Front desk", "Warehouse", "Taxi", "Press office"),
    "skill": ("Billing", "Sales", "Support", "Spanish"),
}


def refuse_unknown_platform(platform: Any) -> None:
    """Raise ValueError unless this is the name of a platform."""
    if platform not in PLATFORMS:
        hint = suggestion(platform, PLATFORMS) if isinstance(platform, str) else None
        meant = f" (did you mean {quote(hint)}?)" if hint else ""
        raise ValueError(f"no platform {quote(platform)}, only {one_of(PLATFORMS)}{meant}")


def refuse_wrong_count(name: str, number: Any, least: int = 0) -> None:
    """Raise TypeError or ValueError unless this is a whole number that is large enough."""
    if not isinstance(number, int) or isinstance(number, bool):
        raise TypeError(f"{name} must be a whole number, not {_shown(number)}")
    if number < least:
        raise ValueError(f"{name} must be at least {least}, not {number}")


def refuse_wrong_seed(seed: Any) -> None:
    """Raise TypeError unless this is a whole number, or None."""
    if seed is not None and (not isinstance(seed, int) or isinstance(seed, bool)):
        raise TypeError(
            f"seed must be a whole number, not {_shown(seed)}; leave it out for other messages on each call"
        )


def _shown(value: Any) -> str:
    """Return a value in words; a float keeps its point, since `quote` writes 3.0 as the whole number that it is."""
    return repr(value) if isinstance(value, float) else quote(value)


def refuse_no_boolean(name: str, value: Any) -> None:
    """Raise TypeError unless this is a boolean."""
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be True or False, not {quote(value)}")


def platforms_with(message: Message) -> tuple[str, ...]:
    """Return the platforms that have a message."""
    return tuple(each for each in PLATFORMS if not message.platforms or each.casefold() in message.platforms)


def refuse_platform_without(message: Message, platform: str) -> None:
    """Raise ValueError unless a platform has a message."""
    found = platforms_with(message)
    if platform not in found:
        raise ValueError(f"{quote(message.name)} exists on {one_of(found)} only, not on {quote(platform)}")


def session_id(draw: Random, platform: str) -> str:
    """Return an id of a session, named after its platform and its agent."""
    return f"{platform}-{draw.choice(AGENTS)}{draw.randrange(1000)}"


def channel_id(draw: Random) -> str:
    """Return an id of a channel or a channel group: an extension."""
    return f"7{draw.randrange(10_000):04}"


def interaction_id(draw: Random) -> str:
    """Return an id of an interaction."""
    return f"OM{draw.randrange(10**18):018}"


def conversation_id(draw: Random) -> str:
    """Return an id of a conversation, in the form of a random UUID."""
    digits = f"{draw.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def _native_id(draw: Random, platform: str) -> str:
    """Return the platform's own id of an interaction: a UUID or a number."""
    if platform == "PureCloud":
        return conversation_id(draw)
    digits = 12 if platform == "inContact" else 20
    return f"{draw.randrange(10 ** (digits - 1), 10**digits)}"


def _phone_number(draw: Random, _: str) -> str:
    """Return a number from the range that is reserved for fiction."""
    number = f"55501{draw.randrange(100):02}"
    return f"+1{number}" if draw.randrange(4) else number


def _yes_or_no(draw: Random, _: str) -> bool:
    return draw.randrange(2) > 0


def _one_of(*values: Any) -> Callable[[Random, str], Any]:
    return lambda draw, _: draw.choice(values)


#: The makers of the values of members, by the end of the path; "[]" is an element of an array.
SAMPLES: dict[tuple[str, ...], Callable[[Random, str], Any]] = {
    ("destination",): _phone_number,
    ("destinations", "[]", "value"): _phone_number,
    ("callbackNumbers", "[]"): _phone_number,
    ("extension",): lambda draw, _: channel_id(draw),
    ("endpoint",): lambda draw, _: channel_id(draw),
    ("queue",): _one_of(*_QUEUES),
    ("nativeId",): _native_id,
    ("realtime",): _yes_or_no,
    ("scriptId",): lambda draw, _: str(draw.randrange(1000, 10_000)),
    ("scriptName",): _one_of(*_SCRIPTS),
    ("numAvailable",): lambda draw, _: draw.randrange(12),
    ("numUnavailable",): lambda draw, _: draw.randrange(12),
    ("ewt",): lambda draw, _: f"00:{draw.randrange(10):02}:{draw.randrange(60):02}",
    ("addressbooks", "[]", "name"): _one_of("Company", "Partners", "Branches"),
    ("groups", "[]", "name"): _one_of("Europe", "Americas", "Asia", "Field service"),
    ("destinations", "[]", "label"): _one_of("Main", "Desk", "Mobile", "Home"),
    ("interactionDispositionId",): lambda draw, _: str(draw.randrange(10, 100)),
    ("dispositions", "[]", "value"): _one_of("resolved", "call back", "no answer", "wrong number"),
    ("labels", "[]"): lambda draw, _: dict(draw.choice(_LABELS)),
    ("channelgroup", "name"): _one_of("Voice", "Sales", "Support"),
    ("data", "[]", "type"): _one_of("enable", "disable"),
    ("failure", "code"): lambda draw, _: f"E{draw.randrange(1001, 1010)}",
    **{("data", f"p{number}"): _one_of(*_WORDS) for number in range(1, 21)},
}


def sample_of(path: tuple[str, ...]) -> Callable[[Random, str], Any] | None:
    """Return the maker of the value at a path, None if no more is known than the schema says."""
    return next((SAMPLES[path[start:]] for start in range(len(path)) if path[start:] in SAMPLES), None)
