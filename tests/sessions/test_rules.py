"""The rules between messages, for every command, event and kind of object of the contract."""

import gc
import json
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from functools import cache
from itertools import chain, count, cycle, islice
from typing import Any

import pytest
from each_case import each_case
from exchanges import LOGOUT, SEEDS, START, Log, awaited, exchange, ids_of, whole
from short_logs import (
    Found,
    changed,
    codes,
    created,
    dialled,
    event,
    failure,
    found,
    logout,
    place_of,
    request,
    start,
    success,
    without,
)

import cti_contract as cti
from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import by_name
from cti_contract.contract.targets import ID_URI
from cti_contract.generators.examples import target_of
from cti_contract.sessions.entry import Entry
from cti_contract.sessions.limits import Limits
from cti_contract.sessions.rules import Rules
from cti_contract.sessions.watch import problems_between
from cti_contract.validation.api import inspected

COMMANDS = [each.name for each in cti.MESSAGES if each.kind == "request"]
EVENTS = [each.name for each in cti.MESSAGES if each.kind == "event"]
ENDING = [name for name in EVENTS if name.endswith(".disposed") or name == "interaction.ended"]
AWAITED = [(name, index) for name in COMMANDS for index in range(len(awaited(name)))]
ECHOES = [name for name in COMMANDS if by_name()[name, "success"].echo]
#: The kinds of objects, from the session down.
LINE = ("session", "channelgroup", "channel", "interaction", "conversation")
each_command = each_case("command", COMMANDS)
each_other_command = each_case("command", [name for name in COMMANDS if name != START])
each_seed = each_case("seed", SEEDS, ids=["grouped", "ungrouped"])


def problems_of(log: Iterable[Any], rules: Rules) -> Iterator[cti.Problem]:
    return problems_between(((value, *inspected(value, "error")) for value in log), rules)


@each_seed
@each_command
def test_success(command: str, seed: int) -> None:
    assert found(whole(command, seed)[0]) == []


@each_seed
@each_command
def test_failure_and_retry(command: str, seed: int) -> None:
    log, _ = whole(command, seed, exchange(command, seed, "failure") + exchange(command, seed))
    assert found(log) == []


@each_seed
@each_other_command
def test_event_before_success(command: str, seed: int) -> None:
    if awaited(command):
        log, at = whole(command, seed)
        log[at + 1], log[at + 2] = log[at + 2], log[at + 1]
        assert found(log) == []


@each_seed
@each_command
def test_missing_response(command: str, seed: int) -> None:
    log, at = whole(command, seed)
    finding = ("open-at-end", at, None) if command == LOGOUT else ("unanswered", at, len(log) - 2)
    assert found(without(log, at + 1)) == [finding]


@each_seed
@each_other_command
def test_missing_request(command: str, seed: int) -> None:
    log, at = whole(command, seed)
    assert found(without(log, at)) == [("no-request", at, None)]


@each_seed
@each_command
def test_second_success(command: str, seed: int) -> None:
    log, at = whole(command, seed)
    log.insert(at + 2, deepcopy(log[at + 1]))
    code = "after-logout" if command == LOGOUT else "no-request"
    assert found(log) == [(code, at + 2, at + 1)]


@each_other_command
def test_second_failure(command: str) -> None:
    sent, failed = exchange(command, SEEDS[0], "failure")
    log, at = whole(command, SEEDS[0], [sent, failed, failed, *exchange(command, SEEDS[0])])
    assert found(log) == [("no-request", at + 2, at + 1)]


def test_answer_of_an_earlier_session() -> None:
    log, at = whole("channel.activate", SEEDS[0])
    assert found([*log, *without(log, at)]) == [("no-request", len(log) + at, None)]


@each_case("command", [name for name in COMMANDS if name not in (START, LOGOUT)])
def test_swapped_request_and_success(command: str) -> None:
    log, at = whole(command, SEEDS[0])
    log[at], log[at + 1] = log[at + 1], log[at]
    assert found(log) == [("swapped", at + 1, at)]


def other_data(command: str, data: Any) -> Any:
    """Return other data that a success of a command could carry; None if there is none."""
    answer = exchange(command, 1)[1]
    answers: Iterator[Any] = ({**answer, "data": other} for other in [*request_data(command), {**data, "other": 1}])
    return next((each["data"] for each in answers if each["data"] != data and not cti.check(each)), None)


@cache
def request_data(command: str) -> list[Any]:
    return [each["data"] for each in cti.examples(command, seed=1)]


@each_case("command", ECHOES)
def test_wrong_echo(command: str) -> None:
    log, at = whole(command, SEEDS[0])
    data = log[at]["data"]
    other = other_data(command, data)
    if other is None:  # the schema refuses any other data, so that is reported already
        assert found(changed(log, at + 1, data={**data, "other": 1})) == [("unknown-member", at + 1, None)]
    else:
        assert found(changed(log, at + 1, data=other)) == [("wrong-echo", at + 1, at)]


def test_wrong_echo_of_several_commands() -> None:
    """Make sure that the test above has echoes that can be wrong."""
    assert len([name for name in ECHOES if other_data(name, cti.example(name, seed=1)["data"])]) > 3


@each_other_command
def test_wrong_original(command: str) -> None:
    sent, failed = exchange(command, SEEDS[0], "failure")
    failed["original"]["context"] = {"changed": True}
    log, at = whole(command, SEEDS[0], [sent, failed, *exchange(command, SEEDS[0])])
    assert found(log) == [("wrong-original", at + 1, at)]


def test_wrong_original_of_a_start() -> None:
    """Until a start succeeds, a log may have begun in the middle, so the finding comes at the end."""
    sent, failed = exchange(START, SEEDS[0], "failure")
    failed["original"]["context"] = {"changed": True}
    assert found([sent, failed, *whole("channel.dial", SEEDS[0])[0]]) == [("wrong-original", 1, 0)]


@each_seed
@each_case(("command", "index"), AWAITED)
def test_missing_event(command: str, index: int, seed: int) -> None:
    log, at = whole(command, seed)
    [problem] = cti.check_session(without(log, at + 2 + index))
    assert place_of(problem) == ("missing-event", at + 1, at)
    assert f" {awaited(command)[index].name}" in problem.message


@each_case("command", sorted({name for name, _ in AWAITED}))
def test_no_event_at_all(command: str) -> None:
    log, at = whole(command, SEEDS[0])
    del log[at + 2 : at + 2 + len(awaited(command))]
    [problem] = cti.check_session(log)
    assert place_of(problem) == ("missing-event", at + 1, at)
    for each in awaited(command):
        assert each.name in problem.message


@each_seed
@each_case(("command", "index"), [each for each in AWAITED if each[1]])
def test_swapped_events(command: str, index: int, seed: int) -> None:
    log, at = whole(command, seed)
    first, second = at + 1 + index, at + 2 + index
    log[first], log[second] = log[second], log[first]
    assert found(log) == [("swapped", second, first)]


@each_seed
@each_case(("command", "index"), [each for each in AWAITED if each[1]])
def test_event_order(command: str, index: int, seed: int) -> None:
    """An excerpt does not show whether two events were swapped."""
    log, at = whole(command, seed)
    first, second = at + 1 + index, at + 2 + index
    log[first], log[second] = log[second], log[first]
    reported = found(log[3:])
    if log[first]["name"] in ENDING and f"{log[second]['target']}.".startswith(f"{log[first]['target']}."):
        assert {code for code, _, _ in reported} <= {"missing-event", "after-end"}
        assert len(reported) == 1
    else:
        # an event of an object that is announced after it cannot be distinguished from one of another object
        code = "missing-event" if log[second].get("name") == "interaction.created" else "event-order"
        assert [each[:2] for each in reported] == [(code, at + 1 - 3)]


def test_event_order_is_reported_when_all_have_come() -> None:
    log, at = whole("channel.dial", SEEDS[0])
    log.insert(at + 10, log.pop(at + 6))
    read = fed_until(log[:-2], "event-order")
    assert read == at + 2 + len(awaited("channel.dial"))


def test_missing_event_is_reported_when_it_cannot_come() -> None:
    log, at = whole("conversation.blindtransfer", SEEDS[0])
    del log[at + 2]
    log.insert(at + 3, event("conversation.updated", log[at + 2]["target"]))
    assert fed_until(log, "missing-event") == at + 4


def fed_until(log: Log, code: str) -> int:
    """Return how many messages were read when a code was reported."""
    read = []

    def watched() -> Iterator[Any]:
        for each in log:
            read.append(each)
            yield each

    assert next(cti.check_session(watched())).code == code
    return len(read)


@each_case("message", cti.MESSAGES, ids=lambda each: f"{each.name} {each.kind}")
def test_message_after_logout(message: cti.Message) -> None:
    log, _ = whole(LOGOUT, SEEDS[0])
    log.append(cti.example(message.name, message.kind, SEEDS[0]))
    if (message.name, message.kind) == (START, "request"):
        assert found(log) == [("open-at-end", len(log) - 1, None)]
    else:
        assert found(log) == [("after-logout", len(log) - 1, len(log) - 2)]


ADDRESSED = [
    pytest.param(message, kind, end, id=f"{message.name} of a {kind} after {end}")
    for message in cti.MESSAGES
    if message.kind in ("request", "event")
    for kind in message.targets
    for end in ENDING
    if LINE.index(by_name()[end, "event"].targets[0]) <= LINE.index(kind)
]


def revives(message: cti.Message, kind: str, end: str) -> bool:
    """Return whether an event begins a new life of an object that has ended."""
    pair = (message.name, end)
    return (kind == "conversation" and pair == ("conversation.created", "conversation.disposed")) or (
        pair == ("channel.initialized", "channel.disposed")
    )


@each_seed
@each_case(("message", "kind", "end"), ADDRESSED)
def test_message_to_an_ended_object(message: cti.Message, kind: str, end: str, seed: int) -> None:
    ended = cti.example(end, seed=seed)
    sent = {**cti.example(message.name, seed=seed), "target": target_of(kind, ids_of(seed))}
    log = [ended, sent, *([cti.example(message.name, "success", seed)] if message.kind == "request" else [])]
    problems = list(cti.check_session(log))
    if revives(message, kind, end):
        assert problems == []
        return
    [problem] = problems
    assert (place_of(problem), problem.pointer) == (("after-end", 1, 0), "/target")
    assert json.dumps(ended["target"].rpartition(".")[2]) in problem.message


def test_other_objects_live_on() -> None:
    log = [event("conversation.disposed", "s.c.i.v"), event("conversation.updated", "s.c.i.w")]
    log += [event("interaction.datachanged", "s.c.i"), event("conversation.updated", "s.c.ii.v")]
    assert found([*log, event("interaction.ended", "s.c.i"), event("interaction.preview", "s.c.ii")]) == []


def test_messages_to_an_ended_object_are_counted() -> None:
    log = [event("interaction.ended", "s.c.i"), *[event("interaction.preview", "s.c.i")] * 3]
    log += [event("conversation.updated", "s.c.i.v"), *logout(), event("state.updated", "s"), *logout()]
    ended, left = cti.check_session(log)
    assert (place_of(ended), place_of(left)) == (("after-end", 1, 0), ("after-logout", 7, 6))
    assert '"i" has ended, but this message and 3 more are ' in ended.message
    assert '"s" has logged out, but this message and 1 more are ' in left.message


def test_new_life_is_counted_by_itself() -> None:
    twice = [event("interaction.ended", "s.c.i"), event("interaction.preview", "s.c.i")]
    log = [*twice, created("interaction", "s.c", "i"), *twice]
    assert found(log) == [("after-end", 1, 0), ("after-end", 4, 3)]


def announces(name: str) -> bool:
    schema = walk.resolve(by_name()[name, "event"].uri)["properties"].get("data", {})
    inner = schema.get("properties", {}).get(name.partition(".")[0], {})
    uri = walk.absolute(inner.get("properties", {}).get("id", {}).get("$ref", ""), registry.BASE_URI + "events/x")
    return uri == ID_URI


each_announced = pytest.mark.parametrize(
    "kind", [name.partition(".")[0] for name in EVENTS if name.endswith(".created") and announces(name)]
)


def parent_of(kind: str) -> str:
    """Return a target of the object to which the event is addressed that announces such an object."""
    [parent] = by_name()[f"{kind}.created", "event"].targets
    return {"session": "s", "channelgroup": "s.g", "channel": "s.c", "interaction": "s.c.i"}[parent]


@each_announced
def test_id_in_use(kind: str) -> None:
    parent = parent_of(kind)
    log = [created(kind, parent, "1"), created(kind, parent, "2"), created(kind, parent, "1")]
    [problem] = cti.check_session(log)
    assert (place_of(problem), problem.pointer) == (("id-in-use", 2, 0), f"/data/{kind}/id")


@each_announced
def test_id_below_another_parent(kind: str) -> None:
    parent = parent_of(kind)
    assert found([created(kind, parent, "1"), created(kind, f"other{parent[1:]}", "1")]) == []


@each_announced
def test_id_after_a_logout(kind: str) -> None:
    parent = parent_of(kind)
    assert found([created(kind, parent, "1"), *logout(), *start(), created(kind, parent, "1")]) == []


@pytest.mark.parametrize("end", [event("interaction.ended", "s.c.1"), event("channel.disposed", "s.c")])
def test_id_after_an_end(end: dict[str, Any]) -> None:
    again = created("interaction", "s.c", "1")
    findings = [] if end["target"] == "s.c.1" else [("after-end", 2, 1)]
    assert found([created("interaction", "s.c", "1"), end, again]) == findings


def test_new_life_of_an_object_and_those_below() -> None:
    log = [event("conversation.disposed", "s.c.1.v"), event("interaction.ended", "s.c.1")]
    log += [created("interaction", "s.c", "1"), event("interaction.preview", "s.c.1")]
    log += [event("conversation.initialized", "s.c.1.v"), event("interaction.ended", "s.c.1")]
    assert found(log) == []
    assert found([*log, event("interaction.preview", "s.c.1")]) == [("after-end", 6, 5)]


@pytest.mark.parametrize("number", [2, 12])
def test_all_below_an_ended_object_have_ended(number: int) -> None:
    calls = [created("interaction", "s.c", str(each)) for each in range(number)]
    log = [*calls, event("interaction.ended", "s.c.1"), event("channel.disposed", "s.c")]
    assert found([*log, event("channel.initialized", "s.c"), *calls]) == []  # their ids are free again
    assert found([*log, event("interaction.preview", "s.c.0")]) == [("after-end", number + 2, number + 1)]


def test_group_announced_after_its_interactions() -> None:
    own = created("interaction", "s.g.c", "1")
    assert found([own, created("channelgroup", "s", "g"), own]) == [("id-in-use", 2, 0)]


@pytest.mark.parametrize("own", ["a.b", 7, None])
def test_invalid_id_is_not_in_use(own: Any) -> None:
    expected = {"bad-id"} if own == "a.b" else {"wrong-type"}
    assert codes([created("interaction", "s.c", own)] * 2) == expected


def test_announcement_without_an_object() -> None:
    log = [event("interaction.created", "s.c"), {**event("interaction.created", "s.c"), "data": []}]
    assert codes(log) == {"missing-member", "wrong-type"}


@each_other_command
def test_late_start(command: str) -> None:
    sent, failed = exchange(command, SEEDS[0], "failure")
    [problem] = cti.check_session([sent, failed, *exchange(START, SEEDS[0])])
    assert (place_of(problem), problem.severity) == (("late-start", 2, 0), "warning")


def test_start_again_after_a_logout() -> None:
    log, _ = whole("channel.dial", SEEDS[0])
    assert found(log * 3) == []
    end = event("channel.disposed", target_of("channel", ids_of(SEEDS[0])))
    assert found([*log[:-2], end, *log[-2:], *log]) == []


def test_failed_logout_ends_nothing() -> None:
    assert found([*exchange(LOGOUT, SEEDS[0], "failure"), cti.example("channel.activate", "failure", SEEDS[0])]) == []


def test_second_logout_is_answered() -> None:
    sent = request(LOGOUT, "s")
    assert found([*start(), sent, sent, success(sent), success(sent)]) == []
    assert found([*start(), sent, sent, success(sent), failure(sent), failure(sent)]) == [("after-logout", 7, 5)]


def test_wrong_answer_after_a_logout() -> None:
    sent = request("channel.dial", "s.c", destination="1")
    answer = success(sent, destination="2")
    assert found([*start(), sent, *logout(), answer]) == [("wrong-echo", 6, 3)]


def test_success_after_logout_of_a_request_after_the_end() -> None:
    sent = request("conversation.retrieve", "s.c.i.v")
    log = [*start(), event("interaction.ended", "s.c.i"), sent, *logout(), success(sent)]
    assert found(log) == [("after-end", 4, 3)]


def test_open_at_logout() -> None:
    log, at = whole("conversation.request.unmute", SEEDS[0])
    sent: Any = cti.example("interaction.accept", seed=SEEDS[0])
    log[at : at + 3] = [sent, *log[at : at + 2], sent]
    end = len(log) - 1
    assert found(log) == [("missing-event", at + 2, at + 1), ("unanswered", at, end), ("unanswered", at + 3, end)]


def many_activations(number: int) -> Log:
    """Return requests of one command and target, their answers in reverse order, and the event that follows."""
    sent = [request("channel.activate", "s.c", channeloptions={"queue": str(each)}) for each in range(number)]
    return [*start(), *sent, *map(success, reversed(sent)), event("state.updated", "s.c")]


def test_answers_in_reverse_order() -> None:
    assert found(many_activations(300)) == []


def test_older_spelling() -> None:
    sent, answer, *_ = exchange("session.request.addchannel", SEEDS[0])
    log = [*exchange(START, SEEDS[0]), {**sent, "command": "session.addchannel"}, answer]
    assert found(log) == [("alias", 3, None)]


def test_equal_as_json() -> None:
    sent = request("conversation.senddtmf", "s.c.i.v", digits=1)
    assert found([*start(), sent, success(sent, digits=1.0)]) == []
    assert found([*start(), sent, success(sent, digits=True)]) == [("wrong-echo", 4, 3)]


LOGS = [list(cti.session(seed=seed, agents=agents, calls=6)) for seed, agents in ((1, 1), (2, 1), (3, 2))]


@pytest.mark.parametrize("log", LOGS, ids=["one", "another", "two agents"])
def test_log_that_begins_anywhere(log: Log) -> None:
    for index in range(len(log)):
        assert found(log[index:]) == []


@pytest.mark.parametrize("log", LOGS, ids=["one", "another", "two agents"])
def test_log_that_ends_anywhere(log: Log) -> None:
    for index in range(len(log)):
        assert codes(log[:index]) <= {"open-at-end"}


def test_open_at_end() -> None:
    unmute, dial = request("conversation.request.unmute", "s.c.i.v"), request("channel.dial", "s.c", destination="1")
    log = [*start(), unmute, success(unmute), dial, success(dial), *dialled("o")[:3], dial]
    open_events, open_dial, open_request = cti.check_session(log)
    for problem in (open_events, open_dial, open_request):
        assert (problem.code, problem.severity) == ("open-at-end", "warning")
    assert [place_of(each)[1:] for each in (open_events, open_dial, open_request)] == [(4, 3), (6, 5), (10, None)]
    assert "state.updated (interaction), conversation.created" in open_dial.message
    expected = [("missing-event", 4, 3), ("missing-event", 6, 5), ("unanswered", 10, None)]
    assert found(log, complete=True) == expected


def test_invalid_messages_keep_the_rules_too() -> None:
    log, at = whole("channel.dial", SEEDS[0])
    sent, answer = log[at : at + 2]
    wrong = {**sent, "data": {}}
    assert found(changed(log, at, data={})) == [("missing-member", at, None), ("wrong-echo", at + 1, at)]
    assert found([*log[:at], wrong, {**answer, "data": {}}, *log[at + 2 :]]) == [
        ("missing-member", at, None),
        ("missing-member", at + 1, None),
    ]
    assert found(changed(log, at + 1, surplus=1)) == [("unknown-member", at + 1, None)]
    assert found(changed(log, at + 2, surplus=1)) == [("unknown-member", at + 2, None)]
    without_data = {key: value for key, value in sent.items() if key != "data"}
    assert found([*log[:at], without_data, *log[at + 1 :]]) == [("missing-member", at, None)]


def test_invalid_part_of_a_response_is_reported_once() -> None:
    log, at = whole("channel.dial", SEEDS[0])
    assert found(changed(log, at + 1, data={"destination": 5})) == [("wrong-type", at + 1, None)]
    sent, failed = exchange("channel.dial", SEEDS[0], "failure")
    log, at = whole("channel.dial", SEEDS[0], [sent, failed])
    assert found(changed(log, at + 1, original=5)) == [("wrong-type", at + 1, None)]
    assert found(changed(log, at + 1, original={"command": "channel.dial"})) == [("wrong-original", at + 1, at)]


@each_case(
    "value",
    [
        None,
        [],
        {},
        {"command": "channel.dail", "target": "s.c", "data": {}},
        {"command": "channel.dial", "data": {"destination": "1"}},
        {"command": "channel.dial", "target": 5, "data": {"destination": "1"}},
        request("channel.dial", "s.c.i.v.w.x", destination="1"),
        request("channel.dial", ".".join("s" * 100_000), destination="1"),
    ],
)
def test_value_without_an_object_takes_no_part(value: Any) -> None:
    log, at = whole("channel.dial", SEEDS[0])
    [problem] = cti.check_session([*log[:at], value, *log[at:]])
    assert problem == cti.check(value)[0]._replace(message_index=at)


def test_value_that_holds_itself_is_compared_with_nothing() -> None:
    sent, answer = exchange("conversation.senddtmf", SEEDS[0])
    for data in (sent["data"], answer["data"]):
        data["x"] = data
    log, at = whole("conversation.senddtmf", SEEDS[0], [sent, answer])
    assert found(log) == [("not-json", at, None), ("not-json", at + 1, None)]


def test_unknown_members() -> None:
    log = [{**each, "surplus": 1} for each in whole("session.addchannelgroup", SEEDS[0])[0]]
    assert found(log, unknown="ignore") == []
    assert codes(log) == {"unknown-member"}
    with pytest.raises(ValueError, match="unknown must be"):
        cti.check_session([], unknown="accept")  # type: ignore[arg-type]


def test_event_that_a_call_lacks_is_not_that_of_the_next_call() -> None:
    sent = request("channel.dial", "s.c", destination="1")
    for index in range(3, 11):
        log = [*start(), sent, success(sent), *without(dialled("o"), index), event("interaction.ended", "s.c.o")]
        assert found([*log, *dialled("p")[2:]]) == [("missing-event", 4, 3)]


def test_events_between_those_of_a_command() -> None:
    """An event of its own kind does no harm either, unless it completes the events in a wrong order."""
    log, at = whole("channel.dial", SEEDS[0])
    more = [each for each in log[at + 2 : -3] if each["name"] != "interaction.created"]
    for index in range(at + 5, len(log) - 2):
        for each in more:
            assert found([*log[:index], each, *log[index:]]) == []


def found_within(limits: Limits, log: Log) -> list[Found]:
    return [place_of(each) for each in problems_of(log, Rules(limits=limits))]


def test_memory_of_ended_objects() -> None:
    """The first ended object is forgotten first."""
    log = [event("interaction.ended", f"s.c.{number}") for number in range(3)]
    log += [event("interaction.preview", f"s.c.{number}") for number in range(3)]
    assert found_within(Limits(remembered=2), log) == [("after-end", 4, 1), ("after-end", 5, 2)]


def test_memory_of_an_object_that_ended_again() -> None:
    """Its last end counts."""
    ended = [event("interaction.ended", f"s.c.{number}") for number in range(3)]
    log = [ended[0], ended[1], created("interaction", "s.c", "0"), ended[0], ended[2]]
    log += [event("interaction.preview", f"s.c.{number}") for number in range(3)]
    assert found_within(Limits(remembered=2), log) == [("after-end", 5, 3), ("after-end", 7, 4)]


def test_memory_of_findings() -> None:
    """The finding about an ended object comes when the object is forgotten."""
    log = []
    for number in range(3):
        log += [event("interaction.ended", f"s.c.{number}"), event("interaction.preview", f"s.c.{number}")]
    problems = problems_of([*log, *log[:1]], Rules(limits=Limits(remembered=2)))
    assert place_of(next(problems)) == ("after-end", 1, 0)


def test_memory_of_waiting_commands() -> None:
    """The oldest one is forgotten, which is no finding."""
    sent = [request("conversation.request.unmute", f"s.c.i.{number}") for number in range(3)]
    log = [*start(), *[each for one in sent for each in (one, success(one))], *logout()]
    assert found_within(Limits(waiting=2), log) == [("missing-event", 6, 5), ("missing-event", 8, 7)]
    answers = [failure(sent[0]), *map(success, sent[1:])]
    log = [*start(), *sent, *answers, *[event("state.updated", each["target"]) for each in sent[1:]], *logout()]
    assert found_within(Limits(waiting=2), log) == []


def test_memory_of_objects_of_a_command() -> None:
    sent = request("channel.dial", "s.c", destination="1")
    others = [created("interaction", "s.c", str(number)) for number in range(2)]
    log = [sent, success(sent), *others]
    assert found_within(Limits(objects=2), [*log, *logout()]) == [("missing-event", 1, 0)]
    assert found_within(Limits(objects=2), [*log, *dialled("o"), *logout()]) == []  # "o" is not remembered
    late = [sent, success(sent), *others[:1], *dialled("o"), *logout()]
    assert found_within(Limits(objects=2), late) == []


def test_memory_of_open_requests() -> None:
    """The oldest one is forgotten, and an answer to it is accepted."""
    sent = [request("conversation.retrieve", f"s.c.i.{number}") for number in range(3)]
    assert found_within(Limits(open=2), [*start(), *sent]) == [("open-at-end", 4, None), ("open-at-end", 5, None)]
    assert found_within(Limits(open=2), [*start(), *sent, *map(success, sent), success(sent[0])]) == []


def test_live_answers_to_forgotten_requests() -> None:
    sent = [request("channel.activate", "s.c", channeloptions={"queue": str(each)}) for each in range(10)]
    rules = Rules(is_whole=True, limits=Limits(open=4))
    assert list(problems_of([*start(), *sent, *map(success, sent)], rules)) == []


def test_many_wrong_answers() -> None:
    """Each is reported, although only few are remembered: the others of a target or, of many targets, the oldest."""
    sent = [request("channel.activate", target, channeloptions={"queue": "a"}) for target in ("s.c", "s.d", "s.e")]
    wrong = [{**success(each), "data": {"channeloptions": {"queue": "b"}}} for each in sent]
    of_one, of_all = [sent[0], wrong[0]] * 30, [each for pair in zip(sent, wrong, strict=True) for each in pair]
    for log in (of_one, of_all):
        expected = ["wrong-echo"] * (len(log) // 2)
        for limits in (Limits(), Limits(open=2)):
            assert [code for code, *_ in found_within(limits, [*start(), *log, *logout()])] == expected


def test_requests_of_before_and_after_a_new_start() -> None:
    """The answers are those of the newer ones, so the older ones are lost."""
    for number in (1, 20):
        others = [request("conversation.retrieve", f"s.c.i.{each}") for each in range(number)]
        sent = [*others, *start(), *others, *map(success, others), *logout()]
        found = problems_of([*start(), *sent], Rules())
        assert [(each.code, each.severity) for each in found] == [
            ("late-start", "warning"),
            *[("open-at-end", "warning")] * number,
        ]


def test_answers_to_forgotten_requests() -> None:
    """They repeat none of the open requests, but they are not wrong answers to these."""
    assert found_within(Limits(open=2), many_activations(10)) == []


def test_one_answer_to_each_forgotten_request() -> None:
    """With one forgotten, one wrong answer may be its right one; the others are wrong, in a log from its start too."""
    sent = [request("channel.activate", "s.c", channeloptions={"queue": "a"})] * 4
    log = [*sent, *[{**success(each), "data": {"channeloptions": {"queue": "b"}}} for each in sent]]
    for each_log in (log, [*start(), *log]):
        found_codes = [code for code, *_ in found_within(Limits(open=3), each_log)]
        assert found_codes.count("wrong-echo") == 3


def test_memory_of_sessions() -> None:
    """The session without a message for the longest time is forgotten, and what is open in it."""
    sent = request("conversation.retrieve", "s.c.i.v")
    log = [*start("s"), sent, *start("t"), *start("u"), success(sent), success(sent)]
    assert found_within(Limits(sessions=2), log) == []
    log = [*start("s"), sent, *start("t"), sent, *start("u"), success(sent), success(sent), success(sent)]
    assert found_within(Limits(sessions=2), log) == [("no-request", 13, 12)]


def test_memory_of_sessions_and_what_is_certain() -> None:
    """A forgotten session has its findings that nothing can change."""
    sent = request("conversation.retrieve", "s.c.i.v")
    assert found_within(Limits(sessions=2), [*start("s"), success(sent), *start("t"), *start("u")]) == [
        ("no-request", 3, None)
    ]
    assert found_within(Limits(sessions=2), [*start("s"), success(sent), sent, *start("t"), *start("u")]) == [
        ("swapped", 4, 3)
    ]


def test_memory_of_logged_out_sessions() -> None:
    """The requests that were open at the logout of a forgotten session are reported."""
    log = []
    for name in "stuv":
        log += [*start(name), request("conversation.retrieve", f"{name}.c.i.v"), *logout(name)]
    assert found_within(Limits(remembered=2), log) == [("unanswered", at, at + 2) for at in (3, 9, 15, 21)]


def test_memory_of_living_objects() -> None:
    one, other = created("interaction", "s.c", "1"), created("interaction", "t.c", "1")
    assert found_within(Limits(alive=6), [one, other, one]) == [("id-in-use", 2, 0)]
    assert found_within(Limits(alive=6), [one, other, created("interaction", "t.c", "2"), one]) == []


def test_memory_of_swaps() -> None:
    """Ten requests may have been swapped with their answers; the first finding comes with the eleventh."""
    sent = [request("conversation.retrieve", f"s.c.i.{number}") for number in range(11)]
    log = [*start(), *[each for one in sent for each in (success(one), one)]]
    problems = cti.check_session(iter([*log, *logout()]))
    assert place_of(next(problems)) == ("swapped", 4, 3)
    assert len(list(problems)) == 10


def test_memory_of_idle_sessions() -> None:
    """A session in which nothing is open keeps none of its messages."""
    rules = Rules()
    names = [f"s{number}" for number in range(20)]
    for name in names:
        log = [*start(name), *group_added(name), event("state.updated", name), event("state.updated", name)]
        assert list(chain.from_iterable(rules.read(each) for each in entries_of(log))) == []
    assert not [each for each in gc.get_objects() if isinstance(each, Entry) and each.target in names]


def group_added(name: str) -> Log:
    sent = request("session.addchannelgroup", name)
    return [sent, success(sent), created("channelgroup", name, "g")]


def entries_of(log: Log) -> Iterator[Entry]:
    for index, value in enumerate(log):
        yield Entry(index, value, inspected(value, "error")[0])


def numbered(*names: str) -> Iterator[Any]:
    """Yield the events of ever new objects."""
    for number in count():
        for name in names:
            if name.endswith("created"):
                yield created("interaction", "s.c", str(number))
            else:
                yield event(name, f"s.c.{number}")


def sessions() -> Iterator[Any]:
    for number in count():
        yield from start(f"s{number}")
        yield from logout(f"s{number}")


def failures() -> Iterator[Any]:
    for number in count():
        sent = request("conversation.retrieve", f"s.c.i.{number}")
        yield from (sent, failure(sent))


def open_requests() -> Iterator[Any]:
    for number in count():
        yield request("conversation.retrieve", f"s.c.i.{number}")


def wrong_answers() -> Iterator[Any]:
    yield from start()
    sent = request("channel.dial", "s.c", destination="1")
    while True:
        yield from (sent, success(sent, destination="2"))


def strays() -> Iterator[Any]:
    yield from start()
    for number in count():
        yield success(request("conversation.retrieve", f"s.c.i.{number}"))


def after_the_end() -> Iterator[Any]:
    for number in count():
        yield event("interaction.ended", f"s.c.{number}")
        yield event("interaction.preview", f"s.c.{number}")


ENDLESS: dict[str, Callable[[], Iterator[Any]]] = {
    "simulated": lambda: cti.session(seed=1, agents=5, calls=10**9, platform="Avaya"),
    "calls that end": lambda: numbered("interaction.created", "interaction.preview", "interaction.ended"),
    "calls that do not end": lambda: numbered("interaction.created", "interaction.preview"),
    "successes without their events": lambda: cycle(exchange("conversation.request.unmute", SEEDS[0])[:2]),
    "sessions": sessions,
    "failures": failures,
    "open requests": open_requests,
    "wrong answers": wrong_answers,
    "answers without a request": strays,
    "messages after the end": after_the_end,
    "values without an object": lambda: cycle([5, {}, {"command": "channel.dial", "target": 5}]),
}


@pytest.mark.slow
@pytest.mark.parametrize("endless", ENDLESS.values(), ids=ENDLESS)
def test_memory_is_bounded(endless: Callable[[], Iterator[Any]]) -> None:
    grown = 0

    def watched() -> Iterator[Any]:
        nonlocal grown
        log = endless()
        yield from islice(log, 2_000)
        tracemalloc.start()
        yield from islice(log, 4_000)
        grown = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()

    for _ in problems_of(watched(), Rules(limits=Limits(alive=300, remembered=100, open=100))):
        pass
    assert 0 < grown < 400_000
