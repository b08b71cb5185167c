"""Logs of whole sessions: agents at work, every message valid and every rule of a session kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count
from random import Random
from typing import Any

from cti_contract.contract.catalog import Kind, by_name
from cti_contract.generators import responses
from cti_contract.generators.events import event, objects_around, secondary_events, variants
from cti_contract.generators.sample_values import AGENTS, conversation_id, interaction_id, refuse_wrong_seed
from cti_contract.generators.scenarios import (
    BY_NAME,
    SIGNED_OUT,
    Play,
    Scenario,
    Stage,
    named,
    parsed,
    platforms_of,
    way,
)
from cti_contract.sessions.objects import announces, ends_its_target, is_within, kind_of
from cti_contract.sessions.rules import LOGOUT
from cti_contract.text import quote
from cti_contract.validation.json_values import copied

Messages = Iterator[dict[str, Any]]

_SHIFT = 50  # calls between sign-in and logout
_MOST_AGENTS = 100_000
_FAILURES = 0.05
_OVERLAPS = 0.2  # commands during which others are sent
_ANOTHER = 0.4  # other commands that a further one follows at once
#: The commands that a desktop may send while another one is open: no event of another command is one of theirs.
_ASIDE = (
    "channel.activate",
    "channel.request.externaldispositions",
    "channel.request.incontact.getscripts",
    "session.request.incontact.addressbook",
)
#: The parents of the objects that are announced by an event which addresses them.
_PARENTS = {
    "channel": "channelgroup",
    "member": "channelgroup",
    "media": "session",
    "added": "session",
    "conversation": "interaction",
    "consult": "interaction",
}
#: The events with which an object begins that they address.
_BEGINNINGS = ("channel.initialized", "conversation.created")

#: The scenarios from which the work of an agent is drawn.
_SIGN_INS = ("sign-in", "sign-in", "sign-in", "recovered")
_AFTER_SIGN_IN = ("activate", "dispositions")
_ADDED = ("addchannel", "addchannelgroup", "busy-channel", "busy-group")
_ON_INCONTACT = ("agentleg-connect", "addressbook", "scripts")
_CALLS = ("inbound+answer", "outbound")
_CONTACTS = ("chat", "email", "callback")
_DURING_CALLS = ("updated", "unmute", "retrieve", "dtmf", "recording-pause", "recording-stop", "blindconference")
_ENDS = ("hang-up", "blindtransfer", "consulttransfer", "consultconference+end-consult", "consultconference")


def session(
    *,
    seed: int | None = None,
    agents: int = 1,
    calls: int | None = None,
    platform: str | None = None,
    scenarios: Iterable[str] | None = None,
) -> Messages:
    """Return an iterator over a log of agents who sign in, handle calls and other contacts, and sign out.

    The messages of several agents interleave. Some commands are sent while others are open, and answered in any order.
    After fifty calls an agent signs out, and another one signs in. Memory does not grow with the calls.

    Args:
        seed: The same seed gives the same log. By default each call gives another one.
        agents: The number of agents who work at the same time, at most 100,000.
        calls: The number of calls and other contacts of all agents together, 3 by default. With `scenarios`, how many
            times these are played, by default once by each agent. With 0, agents only sign in and out, and of
            `scenarios` nothing is played.
        platform: `PureCloud`, `inContact` or `Avaya`. By default each agent has one of those that fit.
        scenarios: Names of scenarios to play in turn: `["inbound", "blindtransfer"]`, or `["inbound+blindtransfer"]`.
            The guide `testing` lists them. Scenarios that one needs, such as the sign-in, are added before it. By
            default, agents do all kinds of work, and some of their commands fail.

    Returns:
        An iterator over the messages in the order of the log, which are made one by one.

    Raises:
        ValueError: There are less than one agent, too many agents or less than 0 calls, there is no such platform or
            scenario, or the platform does not have a scenario.
        TypeError: `seed`, `agents` or `calls` is no whole number, or `scenarios` is no list of texts.

    Example:
        >>> import cti_contract as cti
        >>> log = list(cti.session(seed=7, platform="PureCloud", scenarios=["inbound", "blindtransfer-fails"]))
        >>> [message["command"] for message in log if message.get("result") == "failure"]
        ['conversation.blindtransfer']
        >>> list(cti.check_session(log, complete=True))
        []
    """
    refuse_wrong_seed(seed)
    _refuse_wrong_types(agents, calls, scenarios)
    plays = None if scenarios is None else [play for names in scenarios for play in named(names)]
    times = (3 if plays is None else agents) if calls is None else calls
    if agents > _MOST_AGENTS:
        raise ValueError(f"agents must be at most {_MOST_AGENTS}, not {agents}: each takes memory")
    if agents < 1 or times < 0:
        raise ValueError(f"a log needs an agent and no less than 0 calls, not {agents} and {times}")
    if plays == []:
        raise ValueError("scenarios must name a scenario")
    platforms = platforms_of(plays or (), platform)
    draw, numbers = Random(seed), count(1)
    working = [
        _agent(
            Random(draw.getrandbits(64)),
            numbers,
            platforms,
            plays,
            times * (each + 1) // agents - times * each // agents,
        )
        for each in range(agents)
    ]
    return _interleaved(working, draw)


def _refuse_wrong_types(agents: Any, calls: Any, scenarios: Any) -> None:
    """Raise TypeError for arguments of `session` that are of wrong types."""
    for name, number in (("agents", agents), ("calls", 0 if calls is None else calls)):
        if not isinstance(number, int) or isinstance(number, bool):
            raise TypeError(f"{name} must be a whole number, not {quote(number)}")
    if scenarios is not None and (isinstance(scenarios, str) or not isinstance(scenarios, Iterable)):
        raise TypeError(f'scenarios must be a list of names, such as ["inbound"], not {quote(scenarios)}')


def _interleaved(working: list[Messages], draw: Random) -> Messages:
    while working:
        which = int(draw.random() * len(working))
        message = next(working[which], None)
        if message is None:
            del working[which]
        else:
            yield message


def _agent(
    draw: Random, numbers: Iterator[int], platforms: Sequence[str], plays: list[Play] | None, times: int
) -> Messages:
    """Yield the messages of one desktop, shift by shift."""
    for first in range(0, times or 1, _SHIFT):
        desktop = Desktop(draw, draw.choice(platforms), next(numbers), overlaps=_OVERLAPS if plays is None else 0)
        calls = min(_SHIFT, times - first)
        yield from desktop.play(_day(draw, desktop.platform, calls) if plays is None else plays * calls)
        yield from desktop.finish()


def _day(draw: Random, platform: str, calls: int) -> Iterator[Play]:
    """Yield the scenarios of an agent from sign-in to logout; some of the commands fail."""
    yield from _failing(draw, draw.choice(_SIGN_INS) if calls else "sign-in")
    names = [*_AFTER_SIGN_IN, *(_ON_INCONTACT if platform == "inContact" else ())]
    for name in names + (draw.sample(_ADDED, draw.randrange(3)) if calls else []):
        yield from _failing(draw, name)
    for _ in range(calls):
        yield from _failing(draw, _call(draw, platform))
    if platform == "inContact":
        yield from _failing(draw, "agentleg-disconnect")
    yield from _failing(draw, "logout")


def _call(draw: Random, platform: str) -> str:
    """Return the names of the scenarios of a call or another contact."""
    signal = ["signal"] if platform == "inContact" else []
    if not draw.randrange(3):
        return "+".join((draw.choice(_CONTACTS), *signal))
    during = draw.sample(_DURING_CALLS, draw.randrange(4))
    return "+".join((draw.choice(_CALLS), *during, *signal, draw.choice(_ENDS)))


def _failing(draw: Random, names: str) -> Iterator[Play]:
    """Yield scenarios, some as failures. Stop after a failure that keeps the call from going on."""
    for scenario, _ in named(names):
        fails = scenario.command is not None and draw.random() < _FAILURES
        yield Play(scenario, fails)
        if fails and scenario.leads_to is not None:
            return


class Desktop:
    """The desktop of an agent, and the platform that answers it: what they say in a session.

    Attributes:
        platform: The name of the platform.
        objects: The targets of the objects that events have announced and that have not ended, by the names that
            scenarios give to them.
        stage: The stage of the session, which says what may happen next.
    """

    def __init__(self, draw: Random, platform: str, number: int, *, overlaps: float) -> None:
        self._draw, self._overlaps = draw, overlaps
        self._extensions = count(draw.randrange(10_000))
        self.platform = platform
        self.objects = {"session": f"{platform}-{draw.choice(AGENTS)}{number}"}
        self.stage: Stage = SIGNED_OUT

    def play(self, plays: Iterable[Play]) -> Messages:
        """Yield the messages of scenarios, and of those that must come before them."""
        for scenario, fails in plays:
            yield from self._reach(scenario.needs)
            yield from self._played(scenario, fails=fails)

    def finish(self) -> Messages:
        """Yield the messages until the agent has logged out."""
        yield from self._reach((SIGNED_OUT,))

    def _reach(self, stages: tuple[Stage, ...]) -> Messages:
        for scenario in way(self.stage, stages):
            yield from self._played(scenario)

    def _played(self, scenario: Scenario, *, fails: bool = False) -> Messages:
        for at, step in enumerate(scenario.steps):
            if step == scenario.command:
                yield from self._send(step, fails=fails)
                if fails:
                    yield from self._raised(scenario.if_it_fails, scenario)
                    self.stage = scenario.failed or self.stage
                    return
                yield from self._raised(self._following(step, scenario.steps[at:]), scenario)
            else:
                yield from self._raised([step], scenario)
        self.stage = scenario.leads_to or self.stage

    def _send(self, command: str, *, fails: bool) -> Messages:
        """Yield a command and its answer; sometimes other commands come between them, answered before or after."""
        request = self._request(command)
        yield request
        others = self._others(command)
        yield from others
        asides = [self._aside(each) for each in others]
        self._draw.shuffle(asides)
        first = self._draw.randrange(len(asides) + 1)
        for aside in asides[:first]:
            yield from aside
        yield self._answer(request, fails=fails)
        for aside in asides[first:]:
            yield from aside

    def _others(self, command: str) -> list[dict[str, Any]]:
        """Return other commands that are sent at once while one is open, each once, most often none."""
        if self.stage == SIGNED_OUT or command == LOGOUT or self._draw.random() >= self._overlaps:
            return []
        names = [each for each in _ASIDE if each != command and self._has(each)]
        self._draw.shuffle(names)
        number = 1
        while number < len(names) and self._draw.random() < _ANOTHER:
            number += 1
        return [self._request(each) for each in names[:number]]

    def _aside(self, request: dict[str, Any]) -> Messages:
        """Yield the answer to another command, and the events that follow a success."""
        answer = self._answer(request, fails=self._draw.random() < _FAILURES)
        yield answer
        if answer["result"] == "success":
            yield from self._raised(self._following(request["command"], ()), BY_NAME["dispositions"])

    def _has(self, command: str) -> bool:
        """Return whether the platform has a command."""
        platforms = by_name()[command, "request"].platforms
        return not platforms or self.platform.casefold() in platforms

    def _request(self, command: str) -> dict[str, Any]:
        target = self.objects[by_name()[command, "request"].targets[0]]
        return {"command": command, "target": target, "data": self._data(command, "request")}

    def _answer(self, request: dict[str, Any], *, fails: bool) -> dict[str, Any]:
        command = request["command"]
        if fails:
            answers = variants(command, "failure", self.platform)
            return responses.failure(request, **self._draw.choice(answers)["failure"])
        echoes = by_name()[command, "request"].echo
        return responses.success(request, None if echoes else self._data(command, "success"))

    def _data(self, name: str, kind: Kind) -> Any:
        """Return data that such a message may carry, None for none."""
        return copied(self._draw.choice(variants(name, kind, self.platform)).get("data"))

    def _following(self, command: str, steps: Collection[str]) -> list[str]:
        """Return the events that follow the success of a command, as steps, without those that are steps already.

        A conditional event follows if its object is the one that the command addresses, or one above it.
        """
        message = by_name()[command, "request"]
        around = objects_around(message.targets[0], self.objects[message.targets[0]])
        following = secondary_events(message, around, self._draw.choice)
        return [f"{name} ({about})" for name, about in following if name not in steps]

    def _raised(self, steps: Iterable[str], scenario: Scenario) -> Messages:
        """Yield events, except those about an object that is not there."""
        for step in steps:
            name, about = parsed(step)
            if announces(name):
                self._begin(kind_of(name), self.objects[about])
            elif name in _BEGINNINGS:
                self._begin(about, self.objects[_PARENTS[about]])
            if about in self.objects:
                yield event(self._draw, self.platform, name, self.objects, about, medium=scenario.medium)
                if ends_its_target(name):
                    ended = self.objects[about]
                    self.objects = {each: at for each, at in self.objects.items() if not is_within(at, ended)}

    def _begin(self, name: str, parent: str) -> None:
        """Give a new target to an object."""
        self.objects[name] = f"{parent}.{self._new_id(name)}"

    def _new_id(self, name: str) -> str:
        """Return an id that no other object has: an extension for channels and channel groups."""
        if name == "interaction":
            return interaction_id(self._draw)
        if name in ("conversation", "consult"):
            return conversation_id(self._draw)
        return f"7{next(self._extensions) % 10_000:04}"
