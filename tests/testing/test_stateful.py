"""The machines: they accept the clients of the guide, and find every bug that is planted in them."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

import pytest
from fences import fences
from helpers import ROOT
from hypothesis import Phase, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

import cti_contract as cti
from cti_contract.testing.stateful import DesktopMachine, PlatformMachine

Json = dict[str, Any]
GUIDE = (ROOT / "cti_contract/guides/testing.md").read_text(encoding="utf-8")
DESKTOP, PLATFORM = (
    fence.content for fence in fences(GUIDE) if fence.info == "python" and "testing.stateful" in fence.content
)
START: Json = {"command": "session.start", "target": "s", "data": {}}
MESSAGES = 'Messages:\n>  0. desktop --> platform  session.start  jdoe  {"data": {}}'
settings.register_profile(
    "fixed", deadline=None, database=None, derandomize=True, phases=[Phase.generate, Phase.shrink]
)
# The bugs of the desktop need few steps: long runs take minutes to shrink.
settings.register_profile("few steps", settings.get_profile("fixed"), stateful_step_count=25)


class Bug(NamedTuple):
    """A change of a client of the guide, one of the texts that the report has, and the most messages in it."""

    right: str
    wrong: str
    reports: tuple[str, ...]
    most: int


# The most messages are half as many again as were seen: a fixed seed draws other runs when any module changes, since
# Hypothesis draws the constants of the modules.
DESKTOP_BUGS = {
    "crash on an event between request and answer": Bug(
        'elif name == "channel.initialized" and target',
        'elif name and self.waiting[-1:] and self.waiting[-1]["command"] == "channel.dial":\n'
        '            raise RuntimeError("busy")\n'
        '        elif name == "channel.initialized" and target',
        ("the desktop raised RuntimeError('busy')",),
        12,
    ),
    "an answer is that of the oldest request": Bug(
        'answered = next(each for each in self.waiting if (each["command"], each["target"]) == key)',
        'answered = self.waiting[0]\n            assert (answered["command"], answered["target"]) == key',
        ("the desktop raised AssertionError",),
        20,
    ),
    "no failure is expected": Bug(
        'message["failure"]["message"]', 'message["data"]["message"]', ("the desktop raised KeyError('data')",), 2
    ),
    "an ended call is kept": Bug(
        'in ("interaction.ended", "channel.disposed")', '== "channel.disposed"', ("which has ended", "Messages:"), 12
    ),
    "calls of a disposed channel are kept": Bug(
        'if not f"{each}.".startswith(f"{target}.")', "if each != target", ("which has ended", "Messages:"), 11
    ),
    "an invalid request": Bug('{"destination": digits}', '{"number": digits}', ("unknown-member",), 11),
    "a request to the wrong object": Bug(
        "self.desktop.calls[which % len(self.desktop.calls)], {}", '"jdoe", {}', ("bad-target",), 11
    ),
    "a request that is no message": Bug(
        "self.outbox.append(message)\n\n", "self.outbox.append([message])\n\n", ("wrong-type",), 1
    ),
}
DIALLED = 'return [success, *cti.events_after(success, {"conversation": call})]'
PLATFORM_BUGS = {
    "only the last request is answered": Bug(
        "self.answer(self.inbox.pop(0))",
        "self.answer(self.inbox[-1])\n            self.inbox.clear()",
        ("unanswered",),
        26,
    ),
    "wrong echo": Bug(
        DIALLED, DIALLED.replace("[success,", '[success | {"data": {"destination": "112"}},'), ("wrong-echo",), 9
    ),
    "answers to another session": Bug(
        "self.outbox += self.answer(self.inbox.pop(0))",
        "other = self.inbox[-1]\n            answer, *events = self.answer(self.inbox.pop(0))\n"
        '            self.outbox += [answer | {"target": other["target"]}, *events]',
        ("no-request", "wrong-original", "after-logout"),
        10,
    ),
    "wrong order of events": Bug(
        DIALLED, DIALLED.replace(")]", ")[::-1]]"), ("swapped", "event-order", "missing-event", "id-in-use"), 22
    ),
    "a missing event": Bug(DIALLED, DIALLED.replace(")]", ")[1:]]"), ("missing-event",), 24),
    "the second session is forgotten": Bug(
        "self.calls[session] = set()", "self.calls = {session: set()}", ("the platform raised KeyError",), 14
    ),
    "one id for all calls": Bug("next(self.numbers)", "7", ("id-in-use", "after-end"), 30),
    "a failure without its request": Bug(
        'message="this is not possible now")',
        'message="") | {"original": {"command": command}}',
        ("wrong-original",),
        34,
    ),
    "an event after the logout": Bug(
        "del self.calls[session]\n            return [cti.success(request)]",
        "del self.calls[session]\n"
        '            return [cti.success(request), self.raised("channel.disposed", f"{session}.1")]',
        ("after-logout",),
        10,
    ),
    "an event about an ended call": Bug(
        'cti.events_after(success, {"interaction": target.rpartition(".")[0]})]',
        'cti.events_after(success, {"interaction": target.rpartition(".")[0]}), '
        'self.raised("conversation.updated", target)]',
        ("after-end",),
        34,
    ),
}
QUICK = {"no failure is expected", "a request that is no message", "wrong echo"}


@pytest.fixture(autouse=True)
def fixed_settings() -> Iterator[None]:
    settings.load_profile("fixed")
    yield
    settings.load_profile("project")


def run(source: str) -> None:
    """Run the test of a client."""
    names: Json = {}
    exec(compile(source, "client", "exec"), names)  # noqa: S102 -- a block of the guide
    [test] = [value for name, value in names.items() if name.startswith("test_")]
    test()


def reports(error: BaseException) -> list[str]:
    """Return the reports of an error, one for each fault."""
    if isinstance(error, BaseExceptionGroup):
        return [report for each in error.exceptions for report in reports(each)]
    return ["\n".join([str(error), *getattr(error, "__notes__", ())])]


@pytest.mark.slow
@pytest.mark.parametrize("source", [DESKTOP, PLATFORM], ids=["desktop", "platform"])
def test_right_client_passes(source: str) -> None:
    run(source)


@pytest.mark.parametrize(
    ("source", "bug"),
    [
        pytest.param(source, bug, id=name, marks=() if name in QUICK else pytest.mark.slow)
        for source, bugs in ((DESKTOP, DESKTOP_BUGS), (PLATFORM, PLATFORM_BUGS))
        for name, bug in bugs.items()
    ],
)
def test_planted_bug_is_found(source: str, bug: Bug) -> None:
    assert source.count(bug.right) == 1
    settings.load_profile("few steps" if source is DESKTOP else "fixed")
    with pytest.raises((AssertionError, ExceptionGroup)) as caught:
        run(source.replace(bug.right, bug.wrong))
    for report in reports(caught.value):
        assert any(text in report for text in bug.reports)
        shown = re.findall(r"^[ >] +\d+\. desktop (?:-->|<--) platform  \S+", report, re.MULTILINE)
        assert 0 < len(shown) <= bug.most


class Silent(PlatformMachine):
    """A platform that answers nothing, and cannot be asked for messages after a start."""

    def reset(self) -> None:
        self.has_started = False

    def send(self, message: Json) -> None:
        self.has_started = bool(message)

    def receive(self) -> list[Any]:
        if self.has_started:
            raise OSError("closed")
        return []


def test_failure_of_receive() -> None:
    with pytest.raises(AssertionError) as caught:
        run_state_machine_as_test(Silent, settings=settings(print_blob=False))
    assert str(caught.value) == "the platform raised OSError('closed') on message 0"
    assert caught.value.__notes__[-1] == MESSAGES


class Mute(Silent):
    """A platform that answers nothing."""

    def receive(self) -> list[Any]:
        return []


@pytest.mark.slow
def test_messages_end_the_report() -> None:
    """Also where the fault shows only after the last step."""
    with pytest.raises(AssertionError, match=r"session\.start is not answered") as caught:
        run_state_machine_as_test(Mute, settings=settings(print_blob=False))
    assert caught.value.__notes__[-2:] == ["state.teardown()", MESSAGES]


def test_settings_of_machines() -> None:
    """A profile that sets the number of steps keeps it."""
    for machine, steps in ((DesktopMachine, 25), (PlatformMachine, 8)):
        made: Any = type("Made", (machine,), {})
        options = made.TestCase.settings
        assert options.stateful_step_count == steps
        derived = settings(options, max_examples=1000)
        for each in (options, derived):
            assert Phase.explain not in each.phases
            assert not each.report_multiple_bugs
            assert each.deadline is None
    settings.register_profile("seven steps", stateful_step_count=7)
    settings.load_profile("seven steps")
    made = type("Made", (DesktopMachine,), {})
    assert made.TestCase.settings.stateful_step_count == 7


class LoggingOut(DesktopMachine):
    """A desktop that logs out at once and starts again."""

    platform = "Avaya"

    def reset(self) -> None:
        self.outbox = [START]

    def send(self, message: Json) -> None:
        if message.get("result") == "success" or message.get("command") == "session.start":
            is_start = message["command"] == "session.start" and message["result"] == "success"
            self.outbox.append({**START, "command": "session.request.logout"} if is_start else START)

    def receive(self) -> list[Any]:
        sent, self.outbox = self.outbox, []
        return sent


def test_desktop_starts_again() -> None:
    few = settings(max_examples=20, stateful_step_count=20)
    run_state_machine_as_test(LoggingOut, settings=few)


class Impatient(LoggingOut):
    """A desktop that logs out before its start is answered."""

    def reset(self) -> None:
        self.outbox = [START, {**START, "command": "session.request.logout"}]
        self.open = len(self.outbox)

    def send(self, message: Json) -> None:
        self.open -= "result" in message

    def teardown(self) -> None:
        super().teardown()
        assert not self.open


def test_logout_before_the_answer_to_the_start() -> None:
    """Each order of the answers is one that a platform may choose, so the desktop is not blamed, and all come."""
    run_state_machine_as_test(Impatient, settings=settings(max_examples=60, stateful_step_count=12))


class Reconnecting(LoggingOut):
    """A desktop that starts its session again without a logout, and forgets its channels if that succeeds."""

    def reset(self) -> None:
        super().reset()
        self.channels: set[str] = set()

    def send(self, message: Json) -> None:
        name = message.get("name")
        if name == "session.initialized" or message.get("result") == "failure":
            self.outbox.append(START)
        elif name == "channel.initialized":
            self.channels.add(message["target"])
        elif name == "channel.disposed":
            self.channels.discard(message["target"])
        elif "result" in message:
            self.channels.clear()

    @invariant()
    def channels_are_those_of_the_platform(self) -> None:
        assert self.channels == {target for target, kind in self.objects.items() if kind == "channel"}


@pytest.mark.slow
def test_start_without_logout() -> None:
    run_state_machine_as_test(Reconnecting, settings=settings(max_examples=40, stateful_step_count=20))


class Renewing(Reconnecting):
    """A desktop that forgets its channels as soon as it starts its session again, and shows them if that fails."""

    def reset(self) -> None:
        super().reset()
        self.former: set[str] | None = None

    def send(self, message: Json) -> None:
        name = message.get("name")
        if "result" in message:
            self.channels |= (self.former or set()) if message["result"] == "failure" else set()
            self.former = None
        elif name in ("channel.initialized", "channel.disposed"):
            super().send(message)
        if self.former is None and (name == "interaction.created" or message.get("result") == "failure"):
            self.outbox.append(START)
            self.former, self.channels = self.channels, set()

    @invariant()
    def channels_are_those_of_the_platform(self) -> None:
        if self.former is None:
            super().channels_are_those_of_the_platform()


@pytest.mark.slow
def test_start_that_forgets_at_once() -> None:
    """Nothing is announced between the request and its answer: whether it would live on is not decided."""
    run_state_machine_as_test(Renewing, settings=settings(max_examples=60, stateful_step_count=20))


class Forgetful(LoggingOut):
    """A desktop that dials, logs out, and expects no answer after its logout."""

    def reset(self) -> None:
        super().reset()
        self.waiting = 0

    def send(self, message: Json) -> None:
        target = message["target"]
        if message.get("name") == "channel.initialized":
            dial = {"command": "channel.dial", "target": target, "data": {"destination": "1"}}
            self.outbox += [dial, {**START, "command": "session.request.logout"}]
            self.waiting += 1
        elif message.get("command") == "session.request.logout" and message["result"] == "success":
            self.waiting = 0
        elif message.get("command") == "channel.dial":
            assert self.waiting, "an answer after the logout"
            self.waiting -= 1


@pytest.mark.slow
def test_answer_after_the_logout() -> None:
    with pytest.raises(AssertionError, match="an answer after the logout") as caught:
        run_state_machine_as_test(Forgetful)
    assert 7 <= "\n".join(caught.value.__notes__).count("platform  ") <= 18


def runs_of(machine: Any, number: int) -> list[list[Json]]:
    """Return the messages of each of a hundred runs."""
    found = []

    class Kept(machine):  # type: ignore[misc]
        def teardown(self) -> None:
            super().teardown()
            found.append([message for _, message in self._said])

    options = settings(max_examples=100, stateful_step_count=25, phases=[Phase.generate])
    run_state_machine_as_test(seed(number)(Kept), settings=options)
    return found


class Leaving(LoggingOut):
    """A desktop that dials and logs out when it has a channel, and takes late answers."""

    def send(self, message: Json) -> None:
        if message.get("name") == "channel.initialized":
            dial = {"command": "channel.dial", "target": message["target"], "data": {"destination": "1"}}
            self.outbox += [dial, {**START, "command": "session.request.logout"}]


@pytest.mark.slow
def test_answers_after_a_logout_are_common() -> None:
    """A desktop that dials and logs out gets the answer to its dial after the one to its logout in many runs."""
    late = 0
    for log in runs_of(Leaving, 1):
        results = [(each["command"], each["result"]) for each in log if "result" in each]
        logouts = [at for at, each in enumerate(results) if each == ("session.request.logout", "success")]
        late += any(results[at + 1 : at + 2] and results[at + 1][0] == "channel.dial" for at in logouts)
    assert late >= 15


class Adding(LoggingOut):
    """A desktop that adds a channel as soon as one is there."""

    def send(self, message: Json) -> None:
        if message.get("name") == "channel.initialized":
            data = {"channel": {"endpoint": "1", "type": "Telephony"}}
            self.outbox.append({"command": "session.request.addchannel", "target": "s", "data": data})


@pytest.mark.slow
def test_living_channels_are_initialized_again() -> None:
    """During the initialization of the session, and after the success of a request that adds a channel."""
    again = early = 0
    for log in chain(*(runs_of(Adding, number) for number in range(3))):
        alive: set[str] = set()
        added = initialized = False
        for each in log:
            name, target = each.get("name"), each["target"]
            if name == "channel.initialized" and target in alive:
                again += 1
                early += not initialized
                assert added or not initialized
            alive |= {target} if name == "channel.initialized" else set()
            if name in ("channel.disposed", "channelgroup.disposed"):
                alive = {one for one in alive if not f"{one}.".startswith(f"{target}.")}
            added |= each.get("command") == "session.request.addchannel" and each.get("result") == "success"
            initialized |= name == "session.initialized"
    assert again >= 20
    assert early


ADD: Json = {**START, "command": "session.addchannelgroup"}


class Early(LoggingOut):
    """A desktop that sends a request before its start."""

    def reset(self) -> None:
        self.outbox = [ADD, START]


class Undaunted(LoggingOut):
    """A desktop that goes on although its start has failed."""

    def send(self, message: Json) -> None:
        if message.get("result") == "failure" and message["command"] == "session.start":
            self.outbox.append(ADD)


class Quick(LoggingOut):
    """A desktop that does not wait for the answer to its start."""

    def reset(self) -> None:
        self.outbox = [START, ADD]

    def send(self, message: Json) -> None:
        pass


def test_first_request_is_a_start() -> None:
    """A request may follow at once, since its start may succeed."""
    for machine, state in ((Early, "before its start"), (Undaunted, "after a failed start")):
        with pytest.raises(AssertionError) as caught:
            run_state_machine_as_test(machine)
        assert str(caught.value) == f"session.addchannelgroup in the session s {state}"
    run_state_machine_as_test(Quick, settings=settings(max_examples=30, stateful_step_count=10))


def test_desktop_that_sends_nothing() -> None:
    methods = {"send": lambda *_: None, "receive": lambda _: [], "reset": lambda _: None}
    with pytest.raises(NotImplementedError, match=r"the desktop has sent nothing: start its session in reset\(\), or"):
        run_state_machine_as_test(type("Made", (DesktopMachine,), methods))


class Hasty(LoggingOut):
    """A desktop that dials while it logs out, and starts again after the logout, as a quick user may."""

    def send(self, message: Json) -> None:
        logout, target = {**START, "command": "session.request.logout"}, message["target"]
        if message.get("name") == "channel.initialized":
            self.outbox += [logout, {"command": "channel.dial", "target": target, "data": {"destination": "1"}}, logout]
        elif message.get("command") == logout["command"] and message["result"] == "success":
            self.outbox.append(START)


def test_requests_that_cross_a_logout() -> None:
    few = settings(max_examples=30, stateful_step_count=20)
    run_state_machine_as_test(Hasty, settings=few)


class Persistent(LoggingOut):
    """A desktop that activates a channel when it ends."""

    def send(self, message: Json) -> None:
        if message.get("name") == "channel.disposed":
            data = {"channeloptions": {"queue": "a"}}
            self.outbox.append({"command": "channel.activate", "target": message["target"], "data": data})


@pytest.mark.slow
def test_request_to_ended_object() -> None:
    with pytest.raises(AssertionError) as caught:
        run_state_machine_as_test(Persistent)
    assert re.fullmatch(r"a request to s\.\w+, which has ended", str(caught.value))
    assert 5 <= "\n".join(caught.value.__notes__).count("platform  ") <= 9


class Shortening(LoggingOut):
    """A desktop that takes the group of a channel for the channel."""

    def send(self, message: Json) -> None:
        if message.get("name") == "channel.initialized":
            target = ".".join(message["target"].split(".")[:2])
            self.outbox.append({"command": "channel.dial", "target": target, "data": {"destination": "1"}})


@pytest.mark.slow
def test_request_to_object_of_other_kind() -> None:
    with pytest.raises(AssertionError, match=r"^channel\.dial to s\.\w+, which is a channelgroup"):
        run_state_machine_as_test(Shortening)


class Confused(LoggingOut):
    """A desktop that, when a channel is disposed, forgets each channel whose target only begins with its target."""

    def reset(self) -> None:
        super().reset()
        self.channels: set[str] = set()

    def send(self, message: Json) -> None:
        target, name = message["target"], message.get("name")
        if name == "channel.initialized":
            self.channels.add(target)
        if name == "channel.disposed":
            self.channels = {each for each in self.channels if not each.startswith(target)}

    @invariant()
    def channels_are_kept(self) -> None:
        missing = {target for target, kind in self.objects.items() if kind == "channel"} - self.channels
        assert not missing, f"lost {missing}"


@pytest.mark.slow
def test_ids_begin_with_others() -> None:
    with pytest.raises(AssertionError, match=r"lost \{'s\.\w+'"):
        run_state_machine_as_test(Confused)


@pytest.mark.parametrize("machine", [DesktopMachine, PlatformMachine])
def test_methods_must_be_written(machine: Any) -> None:
    with pytest.raises(NotImplementedError, match=r"a machine needs a method reset\(\)"):
        machine()
    made = type("Made", (machine,), {"reset": str})()
    with pytest.raises(NotImplementedError, match=r"a machine needs a method send\(message\)"):
        made.send(START)
    with pytest.raises(NotImplementedError, match=r"a machine needs a method receive\(\)"):
        made.receive()


@pytest.mark.parametrize(("machine", "received"), [(DesktopMachine, [START]), (PlatformMachine, [])])
def test_missing_method_is_no_fault_of_the_client(machine: Any, received: list[Any]) -> None:
    methods: dict[str, Any] = {"receive": lambda _: received, "reset": lambda _: None}
    with pytest.raises(NotImplementedError, match=r"a machine needs a method send\(message\)"):
        run_state_machine_as_test(type("Made", (machine,), methods))


@pytest.mark.parametrize("received", [None, "[]", {}])
def test_messages_must_be_received(received: Any) -> None:
    methods = {"send": lambda *_: None, "receive": lambda _: received, "reset": lambda _: None}
    with pytest.raises(TypeError, match=re.escape(f"receive() must return a list of messages, not {received!r}")):
        run_state_machine_as_test(type("Made", (DesktopMachine,), methods))


WRONG_SESSIONS: dict[Any, str] = {
    (): "sessions must name a session",
    ("ann", "ann"): 'sessions must name "ann" once only',
    ("first.last",): 'sessions: "first.last" is no name: it must be a text without dots, spaces and controls',
    ("a b",): 'sessions: "a b" is no name',
}
NO_LIST = (*("channel.dial", b"channel.dial", 1, {"channel.dial": 1}), (["channel.dial"], 1), iter(["channel.dial"]))


def test_options_are_checked() -> None:
    with pytest.raises(cti.UnknownMessage):
        type("Wrong", (Silent,), {"commands": ["channel.dail"]})()
    with pytest.raises(ValueError, match='no platform "Cisco"'):
        type("Wrong", (Silent,), {"platform": "Cisco"})()
    with pytest.raises(ValueError, match=r"commands must name a command"):
        type("Wrong", (Silent,), {"commands": []})()
    for sessions, error in WRONG_SESSIONS.items():
        with pytest.raises(ValueError, match=error):
            type("Wrong", (Silent,), {"sessions": sessions})()


@pytest.mark.parametrize("value", NO_LIST)
def test_option_must_be_a_list(value: Any) -> None:
    for option, name in (("commands", "channel.dial"), ("sessions", "jdoe")):
        with pytest.raises(TypeError) as caught:
            type("Wrong", (Silent,), {option: value})()
        assert str(caught.value) == f'{option} must be a list of names, such as ["{name}"], not {value!r:.80}'
    with pytest.raises(TypeError, match="sessions must be a list of names"):
        type("Wrong", (Silent,), {"sessions": {"jdoe", "ann"}})()
