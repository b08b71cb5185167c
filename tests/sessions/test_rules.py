"""The rules between messages: what keeps them passes, and each way to break one is told by its own code and places."""

import json
import re
import tracemalloc
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from itertools import chain, count, cycle, islice
from typing import Any

import pytest
from exchanges import LOGOUT, SEEDS, START, Log, awaited, exchange, ids_of, whole
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import cti_contract as cti
from cti_contract.contract import registry, walk
from cti_contract.contract.catalog import by_name
from cti_contract.contract.targets import ID_URI
from cti_contract.generators.examples import target_of
from cti_contract.sessions import objects

COMMANDS = [each.name for each in cti.MESSAGES if each.kind == "request"]
EVENTS = [each.name for each in cti.MESSAGES if each.kind == "event"]
ENDING = [name for name in EVENTS if name.endswith(".disposed") or name == "interaction.ended"]
FOLLOWED = [(name, index) for name in COMMANDS for index in range(len(awaited(name)))]
#: From the session down: what ends, what is below ends with it.
LINE = ("session", "channelgroup", "channel", "interaction", "conversation")
each_command = pytest.mark.parametrize("command", COMMANDS)
each_other_command = pytest.mark.parametrize("command", [name for name in COMMANDS if name != START])
each_seed = pytest.mark.parametrize("seed", SEEDS, ids=["grouped", "ungrouped"])
#: A code, the index of the message at fault, and that of the one which it contradicts.
Found = tuple[str, int | None, int | None]


def found(log: Any) -> list[Found]:
    return [(each.code, each.message_index, see(each)) for each in cti.check_session(log)]


def see(problem: cti.Problem) -> int | None:
    told = re.search(r", see message (\d+)$", problem.message)
    return int(told[1]) if told else None


def codes(log: Any) -> set[str]:
    return {each.code for each in cti.check_session(log)}


def without(log: Log, index: int) -> Log:
    return log[:index] + log[index + 1 :]


def changed(log: Log, index: int, **members: Any) -> Log:
    return [*log[:index], {**log[index], **members}, *log[index + 1 :]]


@each_seed
@each_command
def test_whole_session_with_a_success_passes(command: str, seed: int) -> None:
    assert found(whole(command, seed)[0]) == []


@each_seed
@each_command
def test_whole_session_with_a_failure_passes(command: str, seed: int) -> None:
    log, _ = whole(command, seed, exchange(command, seed, "failure") + exchange(command, seed))
    assert found(log) == []


@each_seed
@each_command
def test_dropped_response_is_told_at_the_request(command: str, seed: int) -> None:
    log, at = whole(command, seed)
    logout = None if command == LOGOUT else len(log) - 2
    assert found(without(log, at + 1)) == [("unanswered", at, logout)]


@each_command
def test_dropped_failure_is_told_at_the_request(command: str) -> None:
    log, at = whole(command, SEEDS[0], exchange(command, SEEDS[0], "failure"))
    assert found(without(log, at + 1))[0][:2] == ("unanswered", at)


@each_seed
@each_other_command
def test_dropped_request_is_told_at_the_response(command: str, seed: int) -> None:
    log, at = whole(command, seed)
    assert found(without(log, at)) == [("no-request", at, None)]


@each_seed
@each_command
def test_second_success_is_told_with_the_first(command: str, seed: int) -> None:
    log, at = whole(command, seed)
    log.insert(at + 2, deepcopy(log[at + 1]))
    code = "after-logout" if command == LOGOUT else "no-request"
    assert found(log) == [(code, at + 2, at + 1)]


@each_command
def test_second_failure_is_told_with_the_first(command: str) -> None:
    asked, failed = exchange(command, SEEDS[0], "failure")
    log, at = whole(command, SEEDS[0], [asked, failed, failed, *exchange(command, SEEDS[0])])
    assert found(log) == [("no-request", at + 2, at + 1)]


def test_answer_in_an_earlier_session_of_the_name_is_none_in_this_one() -> None:
    log, at = whole("channel.activate", SEEDS[0])
    assert found([*log, *without(log, at)]) == [("no-request", len(log) + at, None)]


def other_data(command: str, data: Any) -> Any:
    """Return data that a success of a command could carry as well, None when there is no other."""
    answer = exchange(command, 1)[1]
    answers = ({**answer, "data": other} for other in [*requested(command), {**data, "other": 1}])
    return next((each["data"] for each in answers if each["data"] != data and cti.is_valid(each)), None)


@cache
def requested(command: str) -> list[Any]:
    """Return data of requests of a command."""
    return [each["data"] for each in cti.examples(command, seed=1)]


@pytest.mark.parametrize("command", [name for name in COMMANDS if by_name()[name, "success"].echo])
def test_swapped_echo_is_told_with_the_request(command: str) -> None:
    log, at = whole(command, SEEDS[0])
    data = log[at]["data"]
    other = other_data(command, data)
    if other is None:  # the schema refuses whatever differs, so that is told already
        assert found(changed(log, at + 1, data={**data, "other": 1})) == [("unknown-member", at + 1, None)]
    else:
        assert found(changed(log, at + 1, data=other)) == [("wrong-echo", at + 1, at)]


def test_some_echoes_could_carry_other_data() -> None:
    echoes = [name for name in COMMANDS if by_name()[name, "success"].echo]
    assert len([name for name in echoes if other_data(name, cti.example(name, seed=1)["data"])]) > 3


@each_command
def test_changed_original_is_told_with_the_request(command: str) -> None:
    asked, failed = exchange(command, SEEDS[0], "failure")
    failed["original"]["context"] = {"changed": True}
    log, at = whole(command, SEEDS[0], [asked, failed, *exchange(command, SEEDS[0])])
    assert found(log) == [("wrong-original", at + 1, at)]


@each_seed
@pytest.mark.parametrize(("command", "index"), FOLLOWED)
def test_dropped_secondary_event_is_told_at_the_success(command: str, index: int, seed: int) -> None:
    log, at = whole(command, seed)
    [problem] = cti.check_session(without(log, at + 2 + index))
    assert (problem.code, problem.message_index, see(problem)) == ("missing-event", at + 1, at)
    assert f" {awaited(command)[index].name} " in problem.message


@pytest.mark.parametrize("command", sorted({name for name, _ in FOLLOWED}))
def test_all_secondary_events_missing_are_one_problem(command: str) -> None:
    log, at = whole(command, SEEDS[0])
    del log[at + 2 : at + 2 + len(awaited(command))]
    [problem] = cti.check_session(log)
    assert (problem.code, problem.message_index, see(problem)) == ("missing-event", at + 1, at)
    for each in awaited(command):
        assert each.name in problem.message


@each_seed
@pytest.mark.parametrize(("command", "index"), [each for each in FOLLOWED if each[1]])
def test_secondary_events_in_another_order_are_told_at_the_success(command: str, index: int, seed: int) -> None:
    log, at = whole(command, seed)
    first, second = at + 1 + index, at + 2 + index
    log[first], log[second] = log[second], log[first]
    told = found(log)
    if log[first]["name"] in ENDING and f"{log[second]['target']}.".startswith(f"{log[first]['target']}."):
        assert ("after-end", second, first) in told
        assert {code for code, _, _ in told} <= {"after-end", "event-order", "missing-event"}
        return
    [(code, success, other)] = told
    assert (code, success) == ("event-order", at + 1)
    assert other in (first, second)


@pytest.mark.parametrize("message", cti.MESSAGES, ids=lambda each: f"{each.name} {each.kind}")
def test_each_message_after_logout_is_told_with_the_logout(message: cti.Message) -> None:
    log, _ = whole(LOGOUT, SEEDS[0])
    log.append(cti.example(message.name, message.kind, SEEDS[0]))
    if (message.name, message.kind) == (START, "request"):
        assert found(log) == [("unanswered", len(log) - 1, None)]
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


@each_seed
@pytest.mark.parametrize(("message", "kind", "end"), ADDRESSED)
def test_message_to_what_has_ended_is_told_with_the_end(message: cti.Message, kind: str, end: str, seed: int) -> None:
    ended = cti.example(end, seed=seed)
    [problem] = cti.check_session([ended, addressed(message.name, target_of(kind, ids_of(seed)), seed)])
    assert (problem.code, problem.message_index, see(problem), problem.pointer) == ("after-end", 1, 0, "/target")
    assert json.dumps(ended["target"].rpartition(".")[2]) in problem.message


def addressed(name: str, target: str, seed: int) -> dict[str, Any]:
    return {**cti.example(name, seed=seed), "target": target}


def begun(session: str) -> Log:
    """Return the beginning of a session of a name: three messages."""
    return [{**each, "target": session} for each in exchange(START, SEEDS[0])]


def event(name: str, target: str, **data: Any) -> dict[str, Any]:
    return {"messageType": "objectEvent", "target": target, "name": name, "data": data}


def request(command: str, target: str, **data: Any) -> dict[str, Any]:
    return {"command": command, "target": target, "data": data}


def test_answer_may_come_after_the_end_of_what_the_request_is_addressed_to() -> None:
    asked = request("conversation.retrieve", "s.c.i.v")
    assert found([asked, event("interaction.ended", "s.c.i"), cti.success(asked)]) == []


def test_other_objects_live_on() -> None:
    log = [event("conversation.disposed", "s.c.i.v"), event("conversation.updated", "s.c.i.w")]
    log += [event("interaction.datachanged", "s.c.i"), event("conversation.updated", "s.c.ii.v")]
    assert found([*log, event("interaction.ended", "s.c.i"), event("interaction.preview", "s.c.ii")]) == []


def test_request_to_what_has_ended_is_one_mistake_whatever_comes_of_it() -> None:
    asked = request("conversation.request.unmute", "s.c.i.v")
    log = [*begun("s"), event("conversation.disposed", "s.c.i.v"), asked]
    for answer in ([], [cti.success(asked)], [cti.failure(asked, code="E", message="")]):
        assert found([*log, *answer]) == [("after-end", 4, 3)]


def created(kind: str, target: str, own: str) -> dict[str, Any]:
    message = CREATED[kind]
    return {**message, "target": target, "data": {kind: {**message["data"][kind], "id": own}}}


def announces(name: str) -> bool:
    schema = walk.resolve(by_name()[name, "event"].uri)["properties"].get("data", {})
    inner = schema.get("properties", {}).get(name.partition(".")[0], {})
    uri = walk.absolute(inner.get("properties", {}).get("id", {}).get("$ref", ""), registry.BASE_URI + "events/x")
    return uri == ID_URI


ANNOUNCING = [name for name in EVENTS if name.endswith(".created") and announces(name)]
CREATED = {name.partition(".")[0]: cti.example(name, seed=1) for name in ANNOUNCING}
each_announced = pytest.mark.parametrize("kind", [name.partition(".")[0] for name in ANNOUNCING])


def parent_of(kind: str) -> str:
    """Return a target of what the event addresses that announces such an object."""
    [parent] = by_name()[f"{kind}.created", "event"].targets
    return {"session": "s", "channelgroup": "s.g", "channel": "s.c", "interaction": "s.c.i"}[parent]


@each_announced
def test_id_in_use_is_told_with_the_event_that_gave_it(kind: str) -> None:
    parent = parent_of(kind)
    log = [created(kind, parent, "1"), created(kind, parent, "2"), created(kind, parent, "1")]
    [problem] = cti.check_session(log)
    assert (problem.code, problem.message_index, see(problem)) == ("id-in-use", 2, 0)
    assert problem.pointer == f"/data/{kind}/id"


@each_announced
def test_id_is_free_below_another_parent_and_after_a_logout(kind: str) -> None:
    parent = parent_of(kind)
    log = [created(kind, parent, "1"), created(kind, f"other{parent[1:]}", "1")]
    assert found(log) == []
    asked = request(LOGOUT, "s")
    again = request(START, "s")
    log += [asked, cti.success(asked), again, cti.success(again), event("session.initialized", "s")]
    assert found([*log, created(kind, parent, "1")]) == []


@pytest.mark.parametrize("end", [event("interaction.ended", "s.c.1"), event("channel.disposed", "s.c")])
def test_id_is_free_when_its_object_or_one_above_has_ended(end: dict[str, Any]) -> None:
    again = created("interaction", "s.c", "1")
    told = [] if end["target"] == "s.c.1" else [("after-end", 2, 1)]
    assert found([created("interaction", "s.c", "1"), end, again]) == told


def test_announced_anew_an_object_lives_and_so_does_what_is_below() -> None:
    log = [event("conversation.disposed", "s.c.1.v"), event("interaction.ended", "s.c.1")]
    log += [created("interaction", "s.c", "1"), event("interaction.preview", "s.c.1")]
    log += [event("conversation.initialized", "s.c.1.v"), event("interaction.ended", "s.c.1")]
    assert found(log) == []
    assert found([*log, event("interaction.preview", "s.c.1")]) == [("after-end", 6, 5)]


def test_group_announced_after_its_interactions_keeps_them() -> None:
    log = [
        created("interaction", "s.g.c", "1"),
        created("channelgroup", "s", "g"),
        created("interaction", "s.g.c", "1"),
    ]
    assert found(log) == [("id-in-use", 2, 0)]


@pytest.mark.parametrize("own", ["a.b", 7, None])
def test_invalid_id_is_told_once_and_not_in_use(own: Any) -> None:
    told = {code for code, _, _ in found([created("interaction", "s.c", own)] * 2)}
    assert told == ({"bad-id"} if own == "a.b" else {"wrong-type"})
    log = [event("interaction.created", "s.c"), {**event("interaction.created", "s.c"), "data": []}]
    assert codes(log) == {"missing-member", "wrong-type"}


@each_other_command
def test_start_after_another_request_is_late(command: str) -> None:
    asked, failed = exchange(command, SEEDS[0], "failure")
    assert found([asked, failed, *exchange(START, SEEDS[0])]) == [("late-start", 2, 0)]


def test_second_start_is_late_but_not_after_a_failure() -> None:
    failed, started = exchange(START, SEEDS[0], "failure"), exchange(START, SEEDS[0])
    assert found([*failed, *failed, *started]) == []
    assert found([*started, *started]) == [("late-start", 3, 1)]


def test_late_start_is_told_once_whether_it_is_answered_or_passed_over() -> None:
    asked = [request(START, "s"), request(START, "s", extension="70001")]
    late = [("late-start", 3, 1), ("late-start", 4, 1)]
    assert found([*begun("s"), *asked]) == late
    assert found([*begun("s"), *asked, cti.failure(asked[1], code="E", message="")]) == late


def test_start_after_a_logout_begins_anew() -> None:
    log, _ = whole("channel.dial", SEEDS[0])
    assert found(log * 3) == []
    end = event("channel.disposed", target_of("channel", ids_of(SEEDS[0])))
    assert found([*log[:-2], end, *log[-2:], *log]) == []


def test_failed_logout_ends_nothing() -> None:
    assert found([*exchange(LOGOUT, SEEDS[0], "failure"), cti.example("channel.activate", "failure", SEEDS[0])]) == []


def test_what_is_open_at_logout_is_told_with_it_in_the_order_of_the_log() -> None:
    log, at = whole("conversation.request.unmute", SEEDS[0])
    asked = cti.example("interaction.accept", seed=SEEDS[0])
    log[at : at + 3] = [asked, *log[at : at + 2], asked]
    logout = len(log) - 1
    assert found(log) == [("unanswered", at, logout), ("missing-event", at + 2, at + 1), ("unanswered", at + 3, logout)]


def test_first_request_gets_the_first_answer() -> None:
    one, two = (request("channel.dial", "s.c", destination=number) for number in ("1", "2"))
    log = [*begun("s"), one, two]
    failed = [cti.failure(asked, code="E", message="") for asked in (one, two)]
    assert found(log + failed) == []
    assert found([*log, failed[1]]) == [("unanswered", 3, 5)]
    assert found([*log, *reversed(failed)]) == [("unanswered", 3, 5), ("no-request", 6, 5)]


@pytest.mark.parametrize(("which", "told"), [(99, {"unanswered"}), (100, {"unanswered", "wrong-original"})])
def test_request_that_a_response_repeats_is_looked_for_among_a_hundred(which: int, told: set[str]) -> None:
    asked = [request("channel.dial", "s.c", destination=str(number)) for number in range(101)]
    answer = cti.failure(asked[which], code="E", message="")
    assert codes([*begun("s"), *asked, answer]) == told


def test_older_spelling_names_the_same_command() -> None:
    asked, answer, *_ = exchange("session.request.addchannel", SEEDS[0])
    log = [*exchange(START, SEEDS[0]), {**asked, "command": "session.addchannel"}, answer]
    assert found(log) == [("alias", 3, None)]


def test_equal_as_json_is_equal() -> None:
    asked = request("conversation.senddtmf", "s.c.i.v", digits=1)
    answer = cti.success(asked)
    assert found([*begun("s"), asked, {**answer, "data": {"digits": 1.0}}]) == []
    assert found([*begun("s"), asked, {**answer, "data": {"digits": True}}]) == [("wrong-echo", 4, 3)]


LOGS = [list(cti.session(seed=seed, agents=agents, calls=6)) for seed, agents in ((1, 1), (2, 1), (3, 2))]


@pytest.mark.parametrize("log", LOGS)
def test_log_that_begins_anywhere_draws_no_alarm(log: Log) -> None:
    for index in range(len(log)):
        assert found(log[index:]) == []


@pytest.mark.parametrize("log", LOGS)
def test_log_that_ends_anywhere_lacks_only_what_was_to_come(log: Log) -> None:
    for index in range(len(log)):
        assert codes(log[:index]) <= {"unanswered", "missing-event"}


def test_log_that_joined_a_session_tells_what_is_certain() -> None:
    asked, older = (request("channel.activate", "s.c", channeloptions={"queue": queue}) for queue in ("a", "b"))
    answers = [cti.success(older), cti.failure(older, code="E", message="")]
    assert found([asked, *answers, cti.success(asked), cti.success(asked)]) == []
    assert found([asked, *answers]) == [("unanswered", 0, None)]
    assert found([cti.success(request("conversation.request.unmute", "s.c.i.v"))]) == [("missing-event", 0, None)]


def test_start_behind_an_answer_to_a_request_before_the_log_does_not_make_it_whole() -> None:
    log = exchange(START, SEEDS[0])
    answer = cti.example("channel.activate", "success", SEEDS[0])
    assert found([answer, *log, answer]) == []
    assert found([*log, answer]) == [("no-request", 3, None)]


def test_invalid_messages_keep_the_rules_too() -> None:
    log, at = whole("channel.dial", SEEDS[0])
    asked, answer = log[at : at + 2]
    wrong = {**asked, "data": {}}
    assert found(changed(log, at, data={})) == [("missing-member", at, None), ("wrong-echo", at + 1, at)]
    assert found([*log[:at], wrong, {**answer, "data": {}}, *log[at + 2 :]]) == [
        ("missing-member", at, None),
        ("missing-member", at + 1, None),
    ]
    assert found(changed(log, at + 1, surplus=1)) == [("unknown-member", at + 1, None)]
    assert found(changed(log, at + 2, surplus=1)) == [("unknown-member", at + 2, None)]
    without_data = {key: value for key, value in asked.items() if key != "data"}
    assert found([*log[:at], without_data, *log[at + 1 :]]) == [("missing-member", at, None)]


def test_what_is_wrong_in_a_response_by_itself_is_told_once() -> None:
    log, at = whole("channel.dial", SEEDS[0])
    assert found(changed(log, at + 1, data={"destination": 5})) == [("wrong-type", at + 1, None)]
    asked, failed = exchange("channel.dial", SEEDS[0], "failure")
    log, at = whole("channel.dial", SEEDS[0], [asked, failed])
    assert found(changed(log, at + 1, original=5)) == [("wrong-type", at + 1, None)]
    assert found(changed(log, at + 1, original={"command": "channel.dial"})) == [("wrong-original", at + 1, at)]


@pytest.mark.parametrize(
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
def test_what_addresses_nothing_takes_no_part(value: Any) -> None:
    log, at = whole("channel.dial", SEEDS[0])
    [problem] = cti.check_session([*log[:at], value, *log[at:]])
    assert problem == cti.check(value)[0]._replace(message_index=at)


def test_value_that_holds_itself_is_told_and_compared_with_nothing() -> None:
    asked, answer = exchange("conversation.senddtmf", SEEDS[0])
    for data in (asked["data"], answer["data"]):
        data["x"] = data
    log, at = whole("conversation.senddtmf", SEEDS[0], [asked, answer])
    assert found(log) == [("not-json", at, None), ("not-json", at + 1, None)]


def test_unknown_members_are_ignored_when_asked_for() -> None:
    log = [{**each, "surplus": 1} for each in whole("session.addchannelgroup", SEEDS[0])[0]]
    assert list(cti.check_session(log, unknown="ignore")) == []
    assert codes(log) == {"unknown-member"}
    with pytest.raises(ValueError, match="unknown must be"):
        cti.check_session([], unknown="accept")  # type: ignore[arg-type]


def test_missing_event_is_told_when_it_cannot_come_any_more() -> None:
    log, at = whole("conversation.blindtransfer", SEEDS[0])
    del log[at + 2]
    log.insert(at + 4, event("interaction.ended", log[at]["target"].rpartition(".")[0]))
    read = []

    def watched() -> Iterator[Any]:
        for each in log:
            read.append(each)
            yield each

    assert next(cti.check_session(watched())).code == "missing-event"
    assert len(read) == at + 5


def test_event_that_a_call_lacks_is_not_taken_from_the_next_call_of_the_channel() -> None:
    log, at = whole("channel.dial", SEEDS[0])
    ids = ids_of(SEEDS[0])
    channel, call = target_of("channel", ids), target_of("interaction", ids)
    next_call = [created("interaction", channel, "next"), *(event(name, f"{channel}.next") for name in CALL)]
    for index in range(at + 4, at + 2 + len(awaited("channel.dial"))):
        log_without = [*without(log, index)[:-2], event("interaction.ended", call), *next_call, *log[-2:]]
        assert found(log_without) == [("missing-event", at + 1, at)]


CALL = [each.name for each in awaited("channel.dial") if each.name.startswith("interaction.")][1:]


def test_events_between_those_that_follow_are_no_mistake() -> None:
    log, at = whole("channel.dial", SEEDS[0])
    more = [each for each in log[at + 2 : -2] if each["name"] != "interaction.created"]
    for index in range(at + 2, len(log) - 2):
        for each in more:
            assert found([*log[:index], each, *log[index:]]) == []


def test_one_event_is_enough_for_one_success_alone() -> None:
    asked, answer, follows = exchange("conversation.request.unmute", SEEDS[0])
    twice = [asked, answer, asked, answer]
    assert found([*twice, follows, follows]) == []
    assert found([*twice, follows]) == [("missing-event", 3, 2)]


def test_oldest_success_that_lacks_events_is_given_up_for_the_hundred_and_first() -> None:
    log = exchange("conversation.request.unmute", SEEDS[0])[:2] * 103
    assert found(log)[:3] == [("missing-event", index, index - 1) for index in (1, 3, 5)]
    assert len(found(log)) == 103
    problems = cti.check_session(chain(log, iter(pytest.fail, None)))
    assert [next(problems).message_index for _ in range(3)] == [1, 3, 5]


def test_the_last_that_have_ended_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "MOST_REMEMBERED", 2)
    log = [event("interaction.ended", f"s.c.{number}") for number in range(3)]
    log += [event("interaction.preview", f"s.c.{number}") for number in range(3)]
    assert found(log) == [("after-end", 4, 1), ("after-end", 5, 2)]


def numbered(*names: str) -> Iterator[Any]:
    """Yield events of an endless row of new objects."""
    for number in count():
        for name in names:
            yield (
                created("interaction", "s.c", str(number)) if name.endswith("created") else event(name, f"s.c.{number}")
            )


def sessions() -> Iterator[Any]:
    """Yield an endless row of sessions that begin and end."""
    for number in count():
        for each in (request(START, f"s{number}"), request(LOGOUT, f"s{number}")):
            yield each
            yield cti.success(each)
            if each["command"] == START:
                yield event("session.initialized", f"s{number}")


def failures() -> Iterator[Any]:
    """Yield an endless row of requests about new objects that fail."""
    for number in count():
        asked = request("conversation.retrieve", f"s.c.i.{number}")
        yield asked
        yield cti.failure(asked, code="E", message="")


ENDLESS = {
    "simulated": lambda: cti.session(seed=1, agents=5, calls=10**9),
    "calls that end": lambda: numbered("interaction.created", "interaction.preview", "interaction.ended"),
    "successes without their events": lambda: cycle(exchange("conversation.request.unmute", SEEDS[0])[:2]),
    "sessions": sessions,
    "failures": failures,
    "what takes no part": lambda: cycle([5, {}, {"command": "channel.dial", "target": 5}]),
}


@pytest.mark.parametrize("endless", ENDLESS.values(), ids=ENDLESS)
def test_memory_does_not_grow_with_the_log(
    endless: Callable[[], Iterator[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(objects, "MOST_REMEMBERED", 100)
    grown = 0

    def watched() -> Iterator[Any]:
        nonlocal grown
        log = endless()
        yield from islice(log, 6_000)
        tracemalloc.start()
        yield from islice(log, 4_000)
        grown = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()

    for _ in cti.check_session(watched()):
        pass
    assert 0 < grown < 150_000


Sabotage = Callable[[st.DrawFn, Log], Log]


def index_of(draw: st.DrawFn, log: Log, fits: Callable[[cti.Message, dict[str, Any]], object]) -> int:
    """Draw the index of a message that fits; there must be one."""
    indices = [index for index, each in enumerate(log) if fits(cti.identify(each), each)]
    assume(indices)
    return draw(st.sampled_from(indices))


def later(draw: st.DrawFn, log: Log, index: int) -> int:
    """Draw an index behind a message, but before its session answers a logout."""
    session = log[index]["target"].partition(".")[0]
    last = next(
        at for at, each in enumerate(log) if (each["target"], each.get("command")) == (session, LOGOUT) and at > index
    )
    return draw(st.integers(index + 1, last))


def drop_a_response(draw: st.DrawFn, log: Log) -> Log:
    return without(log, index_of(draw, log, lambda message, _: message.kind in ("success", "failure")))


def swap_an_echo(draw: st.DrawFn, log: Log) -> Log:
    at = index_of(
        draw, log, lambda told, each: told.kind == "success" and told.echo and other_data(told.name, each["data"])
    )
    return changed(log, at, data=other_data(log[at]["command"], log[at]["data"]))


def change_original(draw: st.DrawFn, log: Log) -> Log:
    at = index_of(draw, log, lambda message, _: message.kind == "failure")
    return changed(log, at, original={**log[at]["original"], "context": {"changed": 1}})


def drop_a_secondary_event(draw: st.DrawFn, log: Log) -> Log:
    at = index_of(draw, log, lambda message, _: message.kind == "success" and awaited(message.name))
    session = log[at]["target"].partition(".")[0]
    wanted = draw(st.sampled_from(awaited(log[at]["command"])))
    follows = [
        index
        for index, each in enumerate(log)
        if index > at and each.get("name") == wanted.name and each["target"].partition(".")[0] == session
    ]
    return without(log, follows[0])


def send_after_logout(draw: st.DrawFn, log: Log) -> Log:
    at = index_of(draw, log, lambda message, _: (message.name, message.kind) == (LOGOUT, "success"))
    return [*log[: at + 1], event("state.updated", log[at]["target"]), *log[at + 1 :]]


def address_what_has_ended(draw: st.DrawFn, log: Log) -> Log:
    at = index_of(draw, log, lambda message, _: message.name in ENDING)
    to = later(draw, log, at)
    return [*log[:to], {**log[at], "context": {}}, *log[to:]]


def reuse_an_id(draw: st.DrawFn, log: Log) -> Log:
    at = index_of(draw, log, lambda message, _: message.name in ANNOUNCING)
    return [*log[: at + 1], log[at], *log[at + 1 :]]


def respond_twice(draw: st.DrawFn, log: Log) -> Log:
    at = index_of(draw, log, lambda message, _: message.kind in ("success", "failure") and message.name != LOGOUT)
    to = later(draw, log, at)
    return [*log[:to], log[at], *log[to:]]


def start_late(draw: st.DrawFn, log: Log) -> Log:
    at = index_of(draw, log, lambda message, _: message.kind == "request" and message.name != START)
    to = later(draw, log, at)
    return [*log[:to], request(START, log[at]["target"].partition(".")[0]), *log[to:]]


SABOTAGES = {
    "unanswered": drop_a_response,
    "wrong-echo": swap_an_echo,
    "wrong-original": change_original,
    "missing-event": drop_a_secondary_event,
    "after-logout": send_after_logout,
    "after-end": address_what_has_ended,
    "id-in-use": reuse_an_id,
    "no-request": respond_twice,
    "late-start": start_late,
}


@st.composite
def sabotaged(draw: st.DrawFn, sabotage: Sabotage) -> tuple[Log, Log]:
    """Draw a simulated log and what comes of it."""
    seed, agents = draw(st.integers(0, 10**6)), draw(st.integers(1, 3))
    log = list(cti.session(seed=seed, agents=agents, calls=12))
    return log, sabotage(draw, log)


@pytest.mark.parametrize("code", SABOTAGES)
def test_sabotage_of_a_simulated_log_is_caught_by_its_code_alone(code: str) -> None:
    """Except an event that another one like it, from later on, stands for: that comes at the wrong place."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sabotaged(SABOTAGES[code]))
    def run(logs: tuple[Log, Log]) -> None:
        log, broken = logs
        assert found(log) == []
        others = {"event-order"} if code == "missing-event" else set()
        assert set() < codes(broken) <= {code, *others}

    run()
