"""A desktop of two agents, in whose source the tests plant bugs."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from cti_contract.testing.stateful import DesktopMachine

Json = dict[str, Any]
START, LOGOUT = "session.start", "session.request.logout"


class Desktop:
    """A desktop that shows the channels, calls and conversations of its agents, and the labels of dispositions."""

    def __init__(self) -> None:
        self.outbox: list[Json] = []
        self.waiting: list[Json] = []
        self.agents: set[str] = set()
        self.objects: dict[str, str] = {}
        self.ended: set[str] = set()
        self.shown: list[str] = []

    def request(self, command: str, target: str, data: Json) -> None:
        message = {"command": command, "target": target, "data": data}
        self.waiting.append(message)
        self.outbox.append(message)

    def read(self, message: Json) -> None:
        target, name = message["target"], message.get("name", "")
        if "result" in message:
            self.answered(message, target)
        elif name == "channel.initialized":
            self.objects[target] = "channel"
        elif name == "interaction.created":
            interaction = message["data"]["interaction"]
            call = f"{target}.{interaction['id']}"
            self.objects[call] = "interaction"
        elif name == "conversation.initialized":
            self.objects[target] = "conversation"
        elif name in ("channel.disposed", "interaction.ended", "conversation.disposed"):
            self.forget(target)
        elif name == "channel.externaldispositions.updated":
            self.shown += [label["name"] for each in message["data"]["dispositions"] for label in each["labels"]]

    def answered(self, message: Json, target: str) -> None:
        key = message["command"], target
        request = next(each for each in self.waiting if (each["command"], each["target"]) == key)
        self.waiting.remove(request)
        if message["result"] == "failure":
            self.shown.append(message["failure"]["message"])
        elif message["command"] == START:
            self.agents.add(target)
        elif message["command"] == LOGOUT:
            self.agents.discard(target)
            self.forget(target)

    def forget(self, target: str) -> None:
        self.objects = {each: kind for each, kind in self.objects.items() if not f"{each}.".startswith(f"{target}.")}


class TwoAgents(DesktopMachine):
    """The desktop, and the things that its users do."""

    commands = ("channel.dial", "interaction.accept", "conversation.request.unmute", LOGOUT, "session.addchannel")

    def reset(self) -> None:
        self.tested = Desktop()

    def send(self, message: Json) -> None:
        self.tested.read(message)

    def receive(self) -> list[Json]:
        sent, self.tested.outbox = self.tested.outbox, []
        return sent

    def at_work(self) -> list[str]:
        """Return the agents whose session is started and does not end."""
        leaving = {each["target"] for each in self.tested.waiting if each["command"] == LOGOUT}
        return sorted(self.tested.agents - leaving)

    def usable(self, kind: str) -> list[str]:
        """Return the objects of a kind whose agents are at work."""
        found = self.tested.objects.items()
        return [each for each, of in found if of == kind and each.partition(".")[0] in self.at_work()]

    @rule(agent=st.sampled_from(["ann", "ann2"]))
    def user_starts(self, agent: str) -> None:
        starting = [each for each in self.tested.waiting if each["command"] == START and each["target"] == agent]
        if agent not in self.tested.agents and not starting:
            self.tested.request(START, agent, {})

    @precondition(lambda self: self.at_work())
    @rule(which=st.integers(0, 1), leaves=st.booleans())
    def user_adds_channel_or_leaves(self, which: int, leaves: bool) -> None:  # noqa: FBT001
        agent = self.at_work()[which % len(self.at_work())]
        added = {"channel": {"endpoint": "1", "type": "Telephony"}}
        self.tested.request(*((LOGOUT, agent, {}) if leaves else ("session.request.addchannel", agent, added)))

    @precondition(lambda self: self.usable("channel"))
    @rule(which=st.integers(0, 3))
    def user_dials(self, which: int) -> None:
        found = self.usable("channel")
        self.tested.request("channel.dial", found[which % len(found)], {"destination": "1"})

    @precondition(lambda self: self.usable("interaction"))
    @rule(which=st.integers(0, 3))
    def user_accepts(self, which: int) -> None:
        found = self.usable("interaction")
        self.tested.request("interaction.accept", found[which % len(found)], {})

    @precondition(lambda self: self.usable("conversation"))
    @rule(which=st.integers(0, 3))
    def user_unmutes(self, which: int) -> None:
        found = self.usable("conversation")
        self.tested.request("conversation.request.unmute", found[which % len(found)], {})

    @invariant()
    def objects_are_those_of_the_platform(self) -> None:
        for kind in ("channel", "interaction"):
            shown = {each for each, of in self.tested.objects.items() if of == kind}
            assert shown == {each for each, of in self.objects.items() if of == kind}
