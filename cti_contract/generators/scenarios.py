"""Scenarios: what agents and platforms do in a session, step by step.

A scenario is a list of steps. A step is the name of a command or an event of the contract. A command is sent and
answered, and its secondary events follow unless a later step names them. A step in parentheses is about that object:

- `channel` is the channel for calls, in the channel group; `media` is the one for other contacts, outside it
- `added` is a channel that is added later, and `member` one of a channel group that is added later
- `consult` is a second conversation of the call

A step about an object that is not there is left out. A scenario needs a stage of the session: `play` in `simulation.py`
plays others before it, until the session is at that stage.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from cti_contract.contract.catalog import by_name
from cti_contract.generators.events import TELEPHONY, addressed_by
from cti_contract.generators.sample_values import PLATFORMS, refuse_unknown_platform
from cti_contract.suggest import suggestion
from cti_contract.text import one_of, quote

Stage = Literal["signed out", "ready", "accepted", "talking", "consulting", "contact"]
SIGNED_OUT: Stage = "signed out"
READY: Stage = "ready"  # signed in, without a call or a contact
ACCEPTED: Stage = "accepted"  # a call that is not yet answered
TALKING: Stage = "talking"
CONSULTING: Stage = "consulting"  # a call with a second conversation
CONTACT: Stage = "contact"  # a chat, an email or a callback

_IN_CALL = (TALKING, CONSULTING)
_BUSY = (ACCEPTED, TALKING, CONSULTING, CONTACT)
_SIGNED_IN = (READY, *_BUSY)

#: The announcement of a call that was under way before the desktop knew of it, after `interaction.created`.
_UNDER_WAY = ("conversation.created", "conversation.initialized", "interaction.initialized")

_FAILS = "-fails"
_NAMES = "inbound+answer-fails"


class Scenario(NamedTuple):
    """A part of a session.

    Attributes:
        name: Its name.
        summary: What happens, in a sentence.
        needs: The stages of the session at which it may happen.
        steps: Its steps. At most one of them is a command.
        leads_to: The stage of the session after it; None if the stage stays the same.
        if_it_fails: The events that follow a failure of its command. The steps after the command do not happen then.
        failed: The stage of the session after that; None if the stage stays the same.
        medium: The type of the interaction that it announces.
    """

    name: str
    summary: str
    needs: tuple[Stage, ...]
    steps: tuple[str, ...]
    leads_to: Stage | None = None
    if_it_fails: tuple[str, ...] = ()
    failed: Stage | None = None
    medium: str = TELEPHONY

    @property
    def command(self) -> str | None:
        """Return the command among its steps, None without one."""
        return next((step for step in self.steps if (step, "request") in by_name()), None)

    @property
    def platforms(self) -> tuple[str, ...]:
        """Return the platforms that have its command."""
        having = by_name()[self.command, "request"].platforms if self.command else ()
        return tuple(each for each in PLATFORMS if not having or each.casefold() in having)


def _contact(name: str, summary: str, medium: str) -> Scenario:
    return Scenario(
        name,
        summary,
        needs=(READY,),
        steps=(
            "interaction.created (media)",
            "interaction.preview",
            "interaction.accept",
            "interaction.initialized",
            "interaction.datachanged",
        ),
        leads_to=CONTACT,
        if_it_fails=("interaction.ended",),
        failed=READY,
        medium=medium,
    )


def _command(name: str, summary: str, command: str, needs: tuple[Stage, ...] = _IN_CALL) -> Scenario:
    return Scenario(name, summary, needs, (command,))


SCENARIOS = (
    Scenario(
        "sign-in",
        "The agent signs in. A channel group with a channel, and a channel outside it, are there.",
        needs=(SIGNED_OUT,),
        steps=(
            "session.start",
            "channelgroup.created",
            "channel.initialized",
            "channelgroup.initialized",
            "channel.initialized (media)",
            "session.initialized",
        ),
        leads_to=READY,
    ),
    Scenario(
        "recovered",
        "The agent signs in during a call, which the platform announces again.",
        needs=(SIGNED_OUT,),
        steps=(
            "session.start",
            "channelgroup.created",
            "channel.initialized",
            "channelgroup.initialized",
            "channel.initialized (media)",
            "interaction.created",
            *_UNDER_WAY,
            "session.initialized",
        ),
        leads_to=TALKING,
    ),
    _command("activate", "The agent activates the channel for calls.", "channel.activate", _SIGNED_IN),
    _command(
        "dispositions", "The desktop asks for the dispositions.", "channel.request.externaldispositions", _SIGNED_IN
    ),
    Scenario(
        "addchannel",
        "The desktop adds a channel.",
        needs=_SIGNED_IN,
        steps=("session.request.addchannel", "channel.initialized (added)"),
    ),
    Scenario(
        "addchannelgroup",
        "The desktop adds a channel group, which has a channel.",
        needs=_SIGNED_IN,
        steps=("session.addchannelgroup", "channel.initialized (member)", "channelgroup.initialized"),
    ),
    Scenario(
        "busy-channel",
        "The desktop adds a channel, on which a call is under way.",
        needs=(READY,),
        steps=("session.request.addchannel", "channel.initialized (added)", "interaction.created (added)", *_UNDER_WAY),
        leads_to=TALKING,
    ),
    Scenario(
        "busy-group",
        "The desktop adds a channel group, and a call is under way on its channel.",
        needs=(READY,),
        steps=(
            "session.addchannelgroup",
            "channel.initialized (member)",
            "channelgroup.initialized",
            "interaction.created (member)",
            *_UNDER_WAY,
        ),
        leads_to=TALKING,
    ),
    _command(
        "agentleg-connect",
        "The agent leg is connected, or cannot be.",
        "session.request.incontact.agentleg.connect",
        _SIGNED_IN,
    ),
    _command(
        "agentleg-disconnect",
        "The agent leg is disconnected.",
        "session.request.incontact.agentleg.disconnect",
        _SIGNED_IN,
    ),
    _command(
        "addressbook", "The desktop asks for the address books.", "session.request.incontact.addressbook", _SIGNED_IN
    ),
    _command("scripts", "The desktop asks for the scripts.", "channel.request.incontact.getscripts", _SIGNED_IN),
    Scenario(
        "inbound",
        "A call comes in, and the agent accepts it.",
        needs=(READY,),
        steps=("interaction.created", "interaction.preview", "interaction.accept", "conversation.created"),
        leads_to=ACCEPTED,
        if_it_fails=("interaction.ended",),
        failed=READY,
    ),
    Scenario(
        "answer",
        "The agent answers the call.",
        needs=(ACCEPTED,),
        steps=("conversation.answer", "conversation.initialized", "interaction.initialized"),
        leads_to=TALKING,
        if_it_fails=("conversation.disposed", "interaction.ended"),
        failed=READY,
    ),
    Scenario("outbound", "The agent dials a destination.", (READY,), ("channel.dial",), TALKING),
    _contact("chat", "A chat comes in, and the agent accepts it.", "CHAT"),
    _contact("email", "An email comes in, and the agent accepts it.", "EMAIL"),
    _contact("callback", "A callback comes in, and the agent accepts it.", "CALLBACK"),
    _command("unmute", "The agent unmutes the call.", "conversation.request.unmute"),
    _command("retrieve", "The agent retrieves the call.", "conversation.retrieve"),
    _command("dtmf", "The agent sends DTMF digits.", "conversation.senddtmf"),
    _command("recording-pause", "The desktop pauses the recording.", "interaction.request.recording.pause"),
    _command("recording-stop", "The desktop stops the recording.", "interaction.request.recording.stop"),
    _command("signal", "The desktop sends a signal.", "interaction.request.incontact.signal", (*_IN_CALL, CONTACT)),
    _command(
        "blindconference", "The party at a destination is conferenced into the call.", "conversation.blindconference"
    ),
    Scenario("updated", "The platform's own id of the call changes.", _IN_CALL, ("conversation.updated",)),
    Scenario(
        "blindtransfer",
        "The agent transfers the call, and is disconnected even if that fails.",
        needs=(TALKING,),
        steps=("conversation.blindtransfer",),
        leads_to=READY,
        if_it_fails=("conversation.disposed", "interaction.ended"),
        failed=READY,
    ),
    Scenario(
        "consult",
        "A second conversation of the call begins.",
        needs=(TALKING,),
        steps=("conversation.created (consult)", "conversation.initialized (consult)"),
        leads_to=CONSULTING,
    ),
    _command(
        "consultconference", "The agent performs a consult conference.", "interaction.consultconference", (CONSULTING,)
    ),
    Scenario(
        "consulttransfer",
        "The agent performs a consult transfer: both conversations and the call end.",
        needs=(CONSULTING,),
        steps=("interaction.consulttransfer",),
        leads_to=READY,
    ),
    Scenario(
        "end-consult", "The second conversation ends.", (CONSULTING,), ("conversation.disposed (consult)",), TALKING
    ),
    Scenario(
        "hang-up",
        "The call or the contact ends.",
        needs=_BUSY,
        steps=("conversation.disposed (consult)", "conversation.disposed", "interaction.ended"),
        leads_to=READY,
    ),
    Scenario(
        "logout",
        "The agent logs out.",
        needs=(READY,),
        steps=("channel.disposed (added)", "session.request.logout"),
        leads_to=SIGNED_OUT,
    ),
)
BY_NAME = {each.name: each for each in SCENARIOS}
#: The scenarios that lead from each stage to any other one.
_CONNECTING = tuple(
    BY_NAME[name] for name in ("sign-in", "inbound", "answer", "consult", "end-consult", "hang-up", "logout")
)


class Play(NamedTuple):
    """A scenario to play, and whether its command fails."""

    scenario: Scenario
    fails: bool = False


def named(names: str) -> list[Play]:
    """Return the scenarios of names such as `inbound+answer-fails`.

    Raise TypeError for a value that is no text, and ValueError for a name that is none.
    """
    if not isinstance(names, str):
        raise TypeError(f"scenarios must be names such as {quote(_NAMES)}, not {quote(names)}")
    if not all(name.strip() for name in names.split("+")):
        raise ValueError(f"a scenario must have a name, as in {quote(_NAMES)}: {quote(names)} lacks one")
    return [_play(name.strip()) for name in names.split("+")]


def _play(name: str) -> Play:
    fails = name.endswith(_FAILS)
    scenario = BY_NAME.get(name.removesuffix(_FAILS))
    if scenario is None or (fails and scenario.command is None):
        hint = suggestion(name, tuple(all_names()))
        meant = f" (did you mean {quote(hint)}?)" if hint else ""
        raise ValueError(f"no scenario {quote(name)}{meant}")
    return Play(scenario, fails)


def all_names() -> list[str]:
    """Return the names of all scenarios, those of failures included."""
    return [name for each in SCENARIOS for name in (each.name, *([each.name + _FAILS] if each.command else []))]


def platforms_of(plays: Iterable[Play], platform: str | None) -> tuple[str, ...]:
    """Return the platforms that have all of some scenarios: only `platform` if it is given.

    Raise ValueError if there is no such platform, or if it lacks one of them.
    """
    if platform is not None:
        refuse_unknown_platform(platform)
    left: tuple[str, ...] = PLATFORMS if platform is None else (platform,)
    for play in plays:
        having = play.scenario.platforms
        left = tuple(each for each in left if each in having)
        if not left:
            text = f"the scenario {quote(play.scenario.name)} is for {one_of(having)} only"
            raise ValueError(text if platform is None else f"{text}, not for {quote(platform)}")
    return left


@cache
def way(stage: Stage, needed: tuple[Stage, ...]) -> tuple[Scenario, ...]:
    """Return the fewest scenarios that lead from a stage of a session to one of those needed."""
    ways: deque[tuple[Stage | None, tuple[Scenario, ...]]] = deque([(stage, ())])
    while ways[0][0] not in needed:
        at, played = ways.popleft()
        ways += [(each.leads_to, (*played, each)) for each in _CONNECTING if at in each.needs]
    return ways[0][1]


@cache
def parsed(step: str) -> tuple[str, str]:
    """Return the name of the message of a step, and the object that it addresses."""
    name, _, about = step.partition(" ")
    return name, about.strip("()") or addressed_by(name)
