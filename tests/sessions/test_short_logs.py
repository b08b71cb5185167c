"""Logs of a few messages: those that are right, and those with one mistake, each with its finding."""

from typing import Any

import pytest
from each_case import each_case
from exchanges import Log
from short_logs import Found, created, dialled, event, failure, found, logout, request, start, success

import cti_contract as cti

SESSION, CHANNEL, CALL, TALK = "s", "s.c", "s.c.i", "s.c.i.v"
START = request("session.start", SESSION)
UNMUTE = request("conversation.request.unmute", TALK)
UNMUTE_OTHER = request("conversation.request.unmute", f"{CALL}.w")
RETRIEVE = request("conversation.retrieve", TALK)
PAUSE = request("interaction.request.recording.pause", CALL)
STOP = request("interaction.request.recording.stop", CALL)
CONNECT = request("session.request.incontact.agentleg.connect", SESSION)
LOGOUT = request("session.request.logout", SESSION)
ADD_CHANNEL = request("session.request.addchannel", SESSION, channel={"endpoint": "1", "type": "Telephony"})
ADD_GROUP = request("session.addchannelgroup", SESSION)
SALES, SUPPORT = (request("channel.activate", CHANNEL, channeloptions={"queue": name}) for name in ("sales", "support"))
DIAL, REDIAL = (request("channel.dial", CHANNEL, destination=number) for number in ("1", "2"))
CONFERENCE, CONFERENCE_2 = (request("conversation.blindconference", TALK, destination=number) for number in ("1", "2"))
TRANSFER = request("conversation.blindtransfer", TALK, destination="1")
TRANSFER_OTHER = request("conversation.blindtransfer", f"{CALL}.w", destination="1")
CONSULT = request("interaction.consulttransfer", CALL)
STATE = event("state.updated", TALK)
MEMBER = event("conversation.member.added", TALK)
DISPOSED = event("conversation.disposed", TALK)
UPDATED = event("conversation.updated", TALK)
FOCUS = event("interaction.focuschanged", CALL)
ENDED = event("interaction.ended", CALL)
CREATED = created("interaction", CHANNEL, "i")
PREVIEW = event("interaction.preview", CALL)
CONNECTED, FAILED = (event(f"session.agentleg.{each}", SESSION) for each in ("connected", "failed"))


def transferred(first: str, second: str) -> Log:
    """Return the events of a consult transfer."""
    return [
        event("state.updated", first),
        event("conversation.disposed", first),
        FOCUS,
        event("state.updated", second),
        event("conversation.disposed", second),
        ENDED,
    ]


def other_call(*names: str) -> Log:
    return [event(name, "s.c.other.w" if name.startswith("conversation") else "s.c.other") for name in names]


RIGHT = {
    "a state that serves two unmutes, so that the one before is that of the conference": [
        *[*start(), CONFERENCE, MEMBER, UNMUTE, STATE, UNMUTE, success(UNMUTE), success(CONFERENCE), success(UNMUTE)],
        *[STATE, *logout()],
    ],
    "the same in another order of the answers": [
        *[*start(), UNMUTE, CONFERENCE, MEMBER, STATE, UNMUTE, success(CONFERENCE), success(UNMUTE), success(UNMUTE)],
        *[STATE, *logout()],
    ],
    "objects announced again after a new start": [*start(), CREATED, *start(), CREATED],
    "a dial after 25 other calls": [
        *[*start(), DIAL, success(DIAL)],
        *[created("interaction", CHANNEL, f"other{number}") for number in range(25)],
        *dialled("i"),
    ],
    "answer after the logout, during a start that fails": [
        *[*start(), RETRIEVE, *logout(), START, success(RETRIEVE), failure(START)],
    ],
    "answer after the logout and a start that failed": [
        *[*start(), RETRIEVE, *logout(), START, failure(START), success(RETRIEVE)],
    ],
    "answer after the logout, before the next start has succeeded": [
        *[*start(), RETRIEVE, *logout(), START, success(RETRIEVE), *start()[1:]],
    ],
    "answer to the request of each of two sessions": [
        *[*start(), RETRIEVE, *logout(), START, RETRIEVE, success(RETRIEVE), *start()[1:], success(RETRIEVE)],
    ],
    "second of two commands succeeds, the first fails": [
        *[*start(), CONFERENCE, CONFERENCE_2, MEMBER, success(CONFERENCE_2), STATE, DISPOSED, failure(CONFERENCE)],
    ],
    "events that count for a command which fails": [
        *[*start(), CONSULT, event("conversation.disposed", "s.c.i.x"), TRANSFER, success(CONSULT)],
        *[*transferred("s.c.i.w", TALK), failure(TRANSFER)],
    ],
    "second of two dials succeeds first, the other fails": [
        *[DIAL, REDIAL, *dialled("o")[:3], success(REDIAL), *dialled("o")[3:]],
        *[event("interaction.ended", "s.c.o"), failure(DIAL), *logout()],
    ],
    "second of two dials succeeds first, both have events": [
        *[DIAL, REDIAL, *dialled("o")[:3], success(REDIAL), *dialled("o")[3:], *dialled("p"), success(DIAL), *logout()],
    ],
    "first of four conferences fails, the others have its early event": [
        *[CONFERENCE, CONFERENCE_2, MEMBER, CONFERENCE, MEMBER, failure(CONFERENCE), CONFERENCE_2, STATE],
        *[success(CONFERENCE_2), success(CONFERENCE), MEMBER, STATE, success(CONFERENCE_2), DISPOSED],
    ],
    "dialled call announced again by an added channel": [
        *[DIAL, success(DIAL), *dialled("o")[:6], ADD_CHANNEL, success(ADD_CHANNEL), dialled("o")[2]],
        *[*dialled("o")[6:], event("interaction.ended", "s.c.o"), *logout()],
    ],
    "call from before a dial announced again and ended": [
        *[created("interaction", CHANNEL, "other"), ADD_CHANNEL, success(ADD_CHANNEL), DIAL],
        *[created("interaction", CHANNEL, "other"), success(DIAL), dialled("o")[0]],
        *[*other_call("interaction.ended"), *dialled("o")[1:], *logout()],
    ],
    "chat that ends during a dial": [
        *[
            DIAL,
            success(DIAL),
            {**CREATED, "data": {"interaction": {**CREATED["data"]["interaction"], "type": "CHAT"}}},
        ],
        *[ENDED, *dialled("o"), *logout()],
    ],
    "recording stopped on the call of an open dial": [
        *[DIAL, success(DIAL), *dialled("o")[:3], request("interaction.request.recording.stop", "s.c.o")],
        *[success(request("interaction.request.recording.stop", "s.c.o")), event("state.updated", "s.c.o")],
        *[*dialled("o")[3:], *logout()],
    ],
    "id used again after a late answer": [
        *[START, success(START), CREATED, PAUSE, event("channel.disposed", CHANNEL)],
        *[event("channel.initialized", CHANNEL), success(PAUSE), start()[2], CREATED],
    ],
    "start after a failed one": [START, failure(START), *start()],
    "start after a failed one from before": [failure(START), *start()],
    "failed start sent again before its answer": [START, START, failure(START), success(START), start()[2]],
    "started again": [START, success(START), CREATED, start()[2], START, success(START), CREATED, start()[2]],
    "success without its request": [success(UNMUTE), DISPOSED],
    "request that crosses the end": [ENDED, PAUSE, failure(PAUSE)],
    "answer that crosses the end": [*start(), RETRIEVE, DISPOSED, success(RETRIEVE)],
    "answer to a request from before, after the end": [DISPOSED, success(RETRIEVE)],
    "id of a conversation used again": [DISPOSED, event("conversation.created", TALK), UPDATED],
    "id used again, created on the interaction": [DISPOSED, event("conversation.created", CALL), UPDATED],
    "answer that crosses the logout": [RETRIEVE, LOGOUT, success(LOGOUT), success(RETRIEVE)],
    "answer that crosses the logout of a whole session": [*start(), RETRIEVE, *logout(), failure(RETRIEVE)],
    "event between request and success": [UNMUTE, STATE, success(UNMUTE)],
    "one state for two successes": [UNMUTE, UNMUTE, success(UNMUTE), success(UNMUTE), STATE, DISPOSED],
    "state for the success after a failure": [UNMUTE, UNMUTE, STATE, failure(UNMUTE), success(UNMUTE), DISPOSED],
    "answers in another order": [*start(), SALES, SUPPORT, success(SUPPORT), success(SALES), *logout()],
    "failures in another order": [*start(), DIAL, REDIAL, failure(REDIAL), failure(DIAL), *logout()],
    "answer to a request from before, then its own": [SALES, success(SUPPORT), success(SALES)],
    "failure of a request from before, then its own": [SALES, failure(SUPPORT), failure(SALES)],
    "failure of the last one, after an answer to one from before": [UNMUTE, success(UNMUTE), failure(UNMUTE), DISPOSED],
    "recording stopped twice": [CREATED, *[STOP, success(STOP)] * 2, event("state.updated", CALL), ENDED],
    "recording stopped on an interaction that nothing named": [STOP, success(STOP), ENDED],
    "recording stopped on an older interaction": [PREVIEW, STOP, success(STOP), ENDED],
    "recording stopped on a recovered interaction": [
        *[START, success(START), CREATED, start()[2]],
        *[STOP, success(STOP), ENDED],
    ],
    "agent leg connected": [CONNECT, success(CONNECT), CONNECTED, *logout()],
    "agent leg failed": [CONNECT, success(CONNECT), FAILED, *logout()],
    "one agent leg for two successes": [*[CONNECT, success(CONNECT)] * 2, FAILED, *logout()],
    "announced again after a channel is added": [*start(), CREATED, ADD_CHANNEL, success(ADD_CHANNEL), CREATED],
    "announced again before the success of that": [*start(), CREATED, ADD_CHANNEL, CREATED, success(ADD_CHANNEL)],
    "announced twice where the log may begin in a start": [CREATED, CREATED, start()[2]],
    "named before it is announced, by an excerpt": [PREVIEW, CREATED],
    "dial during another call that ends first": [
        *[created("interaction", CHANNEL, "other"), DIAL, success(DIAL)],
        *dialled("o")[:5],
        *other_call("conversation.disposed", "interaction.ended"),
        *dialled("o")[5:],
    ],
    "dial beside a call that rings and ends": [
        *[DIAL, success(DIAL), created("interaction", CHANNEL, "other"), *other_call("interaction.preview")],
        *[*other_call("interaction.ended"), *dialled("o"), *logout()],
    ],
    "dial beside a call that comes in with all its events": [
        *[*start(), DIAL, *dialled("other")[2:], success(DIAL), *dialled("o"), *logout()],
    ],
    "dial after one whose call is created later": [
        *[DIAL, *dialled("other")[2:], success(DIAL), *dialled("o")],
    ],
    "announced again by a command that fails beside one that succeeds": [
        *[*start(), CREATED, ADD_CHANNEL, CREATED, success(ADD_CHANNEL), ADD_CHANNEL, failure(ADD_CHANNEL), *logout()],
    ],
    "dial beside a call that nobody answers": [
        *[DIAL, success(DIAL), *dialled("o")[:2], created("interaction", CHANNEL, "other")],
        *[*other_call("interaction.ended"), *dialled("o")[2:], *logout()],
    ],
    "early event of a transferred call during a dial": [
        *[DIAL, success(DIAL), *dialled("o")[:2], CREATED, dialled("o")[2], event("state.updated", CALL)],
        *[event("conversation.created", CALL), TRANSFER, STATE, DISPOSED, FOCUS, ENDED, success(TRANSFER)],
        *[*dialled("o")[3:], *logout()],
    ],
    "event of a conference among commands that fail": [
        *[*start(), UNMUTE, UNMUTE, CONFERENCE, MEMBER, STATE, STATE, STATE, success(CONFERENCE)],
        *[failure(UNMUTE), success(UNMUTE), DISPOSED, *logout()],
    ],
    "dial beside a call that comes in": [
        *[DIAL, success(DIAL), *dialled("o")[:2], created("interaction", CHANNEL, "other")],
        *[*other_call("interaction.preview"), *dialled("o")[2:], *other_call("interaction.ended"), *logout()],
    ],
    "dial that ends before its success comes": [
        DIAL,
        *dialled("o"),
        event("interaction.ended", "s.c.o"),
        success(DIAL),
    ],
    "recording stopped on the other call during a dial": [
        *[DIAL, success(DIAL), *dialled("o")[:3], request("interaction.request.recording.stop", "s.c.other")],
        *[success(request("interaction.request.recording.stop", "s.c.other")), *other_call("state.updated")],
        *[*dialled("o")[3:], *logout()],
    ],
    "conversation of another interaction during a dial": [
        *[DIAL, success(DIAL), *dialled("o")[:4], *other_call("conversation.created", "conversation.disposed")],
        *[*dialled("o")[4:], *logout()],
    ],
    "two dials": [
        *[DIAL, REDIAL, success(DIAL), success(REDIAL), *dialled("o")[:2], *dialled("p")],
        *[*dialled("o")[2:], *logout()],
    ],
    "younger dial created first": [
        *[DIAL, REDIAL, success(DIAL), success(REDIAL), *dialled("p"), *dialled("o"), *logout()],
    ],
    "dial whose object another dial may claim": [
        *[DIAL, success(DIAL), *dialled("o")[:2], created("interaction", CHANNEL, "other"), REDIAL, dialled("o")[2]],
        *[*dialled("p")[:2], *dialled("o")[3:8], *dialled("p")[2:], success(REDIAL), *dialled("o")[8:], *logout()],
    ],
    "unmute of the consult call during the transfer": [
        *[CONSULT, success(CONSULT), request("conversation.request.unmute", f"{CALL}.w")],
        *[success(request("conversation.request.unmute", f"{CALL}.w")), event("state.updated", f"{CALL}.w")],
        *transferred(TALK, f"{CALL}.w"),
    ],
    "state of an unmute before the transfer's own, and its answer after that": [
        *[*start(), CONSULT, UNMUTE, STATE, success(CONSULT), *transferred(f"{CALL}.w", f"{CALL}.x"), success(UNMUTE)],
        *logout(),
    ],
    "state before a transfer that is that of one of two unmutes": [
        *[*start(), CONSULT, UNMUTE, UNMUTE_OTHER, event("state.updated", f"{CALL}.w"), STATE, success(CONSULT)],
        *[*transferred(TALK, f"{CALL}.x")[1:], failure(UNMUTE), success(UNMUTE_OTHER), *logout()],
    ],
    "state of an unmute during a transfer, whose own comes after it": [
        *[*start(), CONSULT, success(CONSULT), *transferred(f"{CALL}.x", TALK)[:2], UNMUTE_OTHER, FOCUS],
        *[event("state.updated", f"{CALL}.w"), *transferred(TALK, TALK)[3:], success(UNMUTE_OTHER), *logout()],
    ],
    "the same, with the answer before the end of the transfer": [
        *[*start(), CONSULT, success(CONSULT), *transferred(f"{CALL}.x", TALK)[:2], UNMUTE_OTHER, FOCUS],
        *[event("state.updated", f"{CALL}.w"), STATE, success(UNMUTE_OTHER), *transferred(TALK, TALK)[4:], *logout()],
    ],
    "state of an unmute during a dial, whose own comes after it": [
        *[*start(), DIAL, success(DIAL), *dialled("i")[:3], UNMUTE_OTHER, *dialled("i")[3:5]],
        *[event("state.updated", f"{CALL}.w"), *dialled("i")[5:], success(UNMUTE_OTHER), *logout()],
    ],
    "state of a dial during the transfer of its call, and a conference that fails": [
        *[*start(), DIAL, success(DIAL), *dialled("i")[:5], CONSULT, CONFERENCE, success(CONSULT), *dialled("i")[5:]],
        *[*transferred(TALK, f"{CALL}.w"), failure(CONFERENCE), *logout()],
    ],
    "state of an unmute that has its success, before events of a transfer": [
        *[*start(), CONSULT, success(CONSULT), UNMUTE, STATE, DISPOSED, success(UNMUTE)],
        *[*transferred(f"{CALL}.w", f"{CALL}.x"), *logout()],
    ],
    "two events of a conversation beside that of a dial": [
        *[*start(), DIAL, success(DIAL), *dialled("i")[:3], TRANSFER_OTHER, success(TRANSFER_OTHER)],
        *dialled("i")[3:5],
        *[event(name, f"{CALL}.w") for name in ("state.updated", "conversation.member.added")],
        *[*dialled("i")[5:], event("conversation.disposed", f"{CALL}.w"), FOCUS, *logout()],
    ],
    "start after an answer, maybe from before a logout": [success(SALES), *start()],
    "second success of a recording whose first one was asked before its call": [
        *[*start(), STOP, CREATED, success(STOP), event("state.updated", CALL), STOP, success(STOP), *logout()],
    ],
    "state for a command that may fail goes to one that succeeded": [
        *[UNMUTE, CONFERENCE, success(CONFERENCE), MEMBER, STATE, UNMUTE, success(UNMUTE), success(UNMUTE)],
        *[STATE, DISPOSED],
    ],
    "state of the second conference serves it, the first being shared": [
        *[CONFERENCE, CONFERENCE_2, success(CONFERENCE), success(CONFERENCE_2), MEMBER, STATE, MEMBER, STATE, DISPOSED],
    ],
    "state that the conference did not raise": [CONFERENCE, success(CONFERENCE), STATE, MEMBER, STATE, DISPOSED],
    "event of a dialled call that comes early once more": [
        *[*start(), DIAL, success(DIAL), *dialled("o")[:3], event("interaction.initialized", "s.c.o")],
        *[*dialled("o")[3:], event("interaction.ended", "s.c.o"), *logout()],
    ],
    "two events of a dialled call that come early once more": [
        *[*start(), DIAL, success(DIAL), *dialled("o")[:4], *dialled("o")[9:]],
        *[*dialled("o")[4:], event("interaction.ended", "s.c.o"), *logout()],
    ],
    "focus that changes once more before the end": [TRANSFER, success(TRANSFER), STATE, FOCUS, DISPOSED, FOCUS, ENDED],
    "transfer sent again before its events": [
        *[*start(), TRANSFER, TRANSFER, FOCUS, success(TRANSFER), STATE, DISPOSED, FOCUS, failure(TRANSFER), ENDED],
    ],
    "transfer after a state that another command did not need": [
        *[*start(), CONSULT, TRANSFER, event("state.updated", f"{CALL}.x"), success(CONSULT)],
        *[*transferred(f"{CALL}.w", TALK), failure(TRANSFER), *logout()],
    ],
    "announced twice before the success of a request from before": [CREATED, CREATED, success(ADD_CHANNEL), UPDATED],
    "announced again while another channel is added": [
        *[*start(), CREATED, ADD_CHANNEL, ADD_CHANNEL, failure(ADD_CHANNEL), CREATED, success(ADD_CHANNEL)],
    ],
    "announced again after a channel was added and another was not": [
        *[*start(), CREATED, ADD_CHANNEL, success(ADD_CHANNEL), ADD_CHANNEL, failure(ADD_CHANNEL), CREATED],
    ],
    "announced again after one of two starts failed": [
        *[*start(), CREATED, START, START, failure(START), success(START), CREATED, start()[2]],
    ],
    "announced again after a start failed during the initialization": [
        *[START, success(START), CREATED, START, failure(START), CREATED, start()[2]],
    ],
    "started again, the second time with success": [*start(), *logout(), START, failure(START), *start(), UPDATED],
    "started twice, one start fails": [*start(), *logout(), START, START, failure(START), success(START), start()[2]],
    "answer that crosses a failed start": [*start(), *logout(), START, RETRIEVE, failure(START), success(RETRIEVE)],
    "blind transfer": [TRANSFER, success(TRANSFER), STATE, DISPOSED, FOCUS, ENDED],
    "consult transfer": [CONSULT, success(CONSULT), *transferred(TALK, f"{CALL}.w")],
    "group whose channels come before it": [
        *[START, success(START), event("channel.initialized", "s.g.c"), created("channelgroup", "s", "g")],
        start()[2],
    ],
    "alias answered under the name": [
        *[*start(), {**ADD_CHANNEL, "command": "session.addchannel"}, failure(ADD_CHANNEL), *logout()],
    ],
}


@each_case("log", RIGHT.values(), ids=RIGHT)
def test_right(log: Log) -> None:
    assert [each for each in found(log) if each[0] != "alias"] == []


WRONG: dict[str, tuple[Log, Found]] = {
    "an answer without a request, after a start whose success came late": (
        [
            *[START, event("session.initialized", SESSION), RETRIEVE, success(START), success(RETRIEVE)],
            *[success(PAUSE), *logout()],
        ],
        ("no-request", 5, None),
    ),
    "an answer with another command": (
        [*start(), RETRIEVE, success(request("conversation.answer", TALK)), *logout()],
        ("no-request", 4, None),
    ),
    "an answer with another command, and the request again": (
        [*start(), RETRIEVE, success(request("conversation.answer", TALK)), RETRIEVE, success(RETRIEVE), *logout()],
        ("no-request", 4, None),
    ),
    "messages to an object, before and after the end of that around it": (
        [*start(), DISPOSED, UPDATED, ENDED, UPDATED, *logout()],
        ("after-end", 4, 3),
    ),
    "an announcement with a number as id": (
        [*start(), DIAL, success(DIAL), *dialled("i")[:2], created("interaction", CHANNEL, 5), *dialled("i")[3:]],
        ("wrong-type", 7, None),
    ),
    "an event of the new call long before its announcement": (
        [*start(), DIAL, success(DIAL), *dialled("i")[:2], *dialled("i")[3:6], CREATED, *dialled("i")[6:]],
        ("id-in-use", 10, 7),
    ),
    "an event of the new call directly before its announcement": (
        [
            *[*start(), DIAL, success(DIAL)],
            *[*dialled("i")[:2], dialled("i")[5], CREATED, *dialled("i")[3:5], *dialled("i")[6:]],
        ],
        ("swapped", 8, 7),
    ),
    "answer after the next start": (
        [*start(), RETRIEVE, *logout(), *start(), success(RETRIEVE), *logout()],
        ("unanswered", 3, 5),
    ),
    "no answer before or after a start that failed": (
        [*start(), RETRIEVE, *logout(), START, failure(START)],
        ("unanswered", 3, 5),
    ),
    "swapped request and answer, before a start that failed": (
        [*start(), success(RETRIEVE), RETRIEVE, *logout(), START, failure(START)],
        ("swapped", 4, 3),
    ),
    "wrong answer during the next start": (
        [*start(), SALES, *logout(), START, success(SUPPORT), *start()[1:]],
        ("wrong-echo", 7, 3),
    ),
    "swapped events before another command with the later one": (
        [
            *[*start(), CONFERENCE, success(CONFERENCE), STATE, MEMBER],
            *[UNMUTE, success(UNMUTE), STATE, DISPOSED, *logout()],
        ],
        ("swapped", 6, 5),
    ),
    "event of a dial too early, before its success": (
        [*start(), DIAL, *dialled("o")[:3], dialled("o")[6], *dialled("o")[3:6], *dialled("o")[7:], success(DIAL)],
        ("event-order", 15, 7),
    ),
    "dial whose call ends at once, where the log ends": (
        [*start(), DIAL, success(DIAL), *dialled("o")[:3], event("interaction.ended", "s.c.o")],
        ("missing-event", 4, 3),
    ),
    "dial whose call ends at once, and another one": (
        [
            *[*start(), DIAL, success(DIAL), *dialled("o")[:3], event("interaction.ended", "s.c.o")],
            *[REDIAL, success(REDIAL), *dialled("p"), *logout()],
        ],
        ("missing-event", 4, 3),
    ),
    "echo in an excerpt": ([SALES, success(SUPPORT)], ("wrong-echo", 1, 0)),
    "original in an excerpt": ([SALES, failure(SUPPORT)], ("wrong-original", 1, 0)),
    "echo in an excerpt, until the logout": ([SALES, success(SUPPORT), *logout()], ("wrong-echo", 1, 0)),
    "echo, right afterwards": ([*start(), SALES, success(SUPPORT), success(SALES)], ("no-request", 4, None)),
    "announced again by a command that then fails": (
        [*start(), CREATED, ADD_CHANNEL, CREATED, failure(ADD_CHANNEL), *logout()],
        ("id-in-use", 5, 3),
    ),
    "announced again by a command that fails beside another one": (
        [*start(), CREATED, ADD_CHANNEL, CREATED, ADD_CHANNEL, failure(ADD_CHANNEL), failure(ADD_CHANNEL), *logout()],
        ("id-in-use", 5, 3),
    ),
    "start sent again and again": (
        [*start(), RETRIEVE, success(RETRIEVE), START, failure(START), START, failure(START), *start()],
        ("late-start", 5, 3),
    ),
    "answer to the wrong target, then the same command again": (
        [*start(), UNMUTE, {**success(UNMUTE), "target": "s.c.i.z"}, STATE, UNMUTE, success(UNMUTE), STATE, *logout()],
        ("no-request", 4, None),
    ),
    "answer without a request in a session whose start is answered late": (
        [START, RETRIEVE, success(START), success(RETRIEVE), start()[2], success(UNMUTE), *logout()],
        ("no-request", 5, None),
    ),
    "order beside a dial that had its events before": (
        [
            *[*start(), DIAL, dialled("o")[0], REDIAL, *dialled("o")[1:], success(DIAL), success(REDIAL)],
            *[*dialled("p")[1:6], dialled("p")[0], *dialled("p")[6:], event("interaction.ended", "s.c.p"), *logout()],
        ],
        ("event-order", 17, 23),
    ),
    "answer again beside another request": (
        [*start(), SALES, SUPPORT, success(SALES), success(SALES), success(SUPPORT), *logout()],
        ("no-request", 6, 5),
    ),
    "answer again before a failure": (
        [*start(), SALES, success(SALES), SUPPORT, success(SALES), failure(SUPPORT), *logout()],
        ("no-request", 6, 4),
    ),
    "request after its answer, beside another one": (
        [*start(), SALES, success(SUPPORT), success(SALES), SUPPORT, *logout()],
        ("no-request", 4, None),
    ),
    "echo for one of two requests": (
        [*start(), SALES, SUPPORT, success(SUPPORT, channeloptions={"queue": "x"}), success(SALES), *logout()],
        ("wrong-echo", 5, 4),
    ),
    "events that count for a command which is not answered": (
        [
            *[*start(), CONSULT, event("conversation.disposed", "s.c.i.x"), TRANSFER, success(CONSULT)],
            *[*transferred("s.c.i.w", TALK), *logout()],
        ],
        ("unanswered", 5, 14),
    ),
    "event that came before the request of the success": (
        [*start(), CONFERENCE, MEMBER, CONFERENCE_2, success(CONFERENCE_2), STATE, DISPOSED, failure(CONFERENCE)],
        ("missing-event", 6, 5),
    ),
    "two dials and the events of one": (
        [*start(), DIAL, REDIAL, success(DIAL), success(REDIAL), *dialled("o"), *logout()],
        ("missing-event", 6, 4),
    ),
    "two conferences and one member": (
        [*[CONFERENCE, success(CONFERENCE)], *[CONFERENCE_2, success(CONFERENCE_2)], MEMBER, STATE, DISPOSED],
        ("missing-event", 3, 2),
    ),
    "conference and unmute with one state": (
        [UNMUTE, success(UNMUTE), CONFERENCE, success(CONFERENCE), MEMBER, STATE, DISPOSED],
        ("missing-event", 3, 2),
    ),
    "no state for two successes": (
        [UNMUTE, UNMUTE, success(UNMUTE), success(UNMUTE), DISPOSED],
        ("missing-event", 2, 0),
    ),
    "event on the wrong level": (
        [*start(), UNMUTE, success(UNMUTE), event("state.updated", CALL), *logout()],
        ("missing-event", 4, 3),
    ),
    "event of another conversation": (
        [UNMUTE, success(UNMUTE), event("state.updated", f"{CALL}.w"), DISPOSED],
        ("missing-event", 1, 0),
    ),
    "event before the request": ([STATE, UNMUTE, success(UNMUTE), DISPOSED], ("missing-event", 2, 1)),
    "second wrong answer in an excerpt": (
        [SALES, success(SUPPORT), success(SUPPORT, channeloptions={"queue": "x"})],
        ("wrong-echo", 1, 0),
    ),
    "recording stopped before the end, answered after it": (
        [CREATED, STOP, ENDED, success(STOP)],
        ("missing-event", 3, 1),
    ),
    "recording of a new interaction": ([CREATED, STOP, success(STOP), ENDED], ("missing-event", 2, 1)),
    "agent leg without an outcome": ([CONNECT, success(CONNECT), *logout()], ("missing-event", 1, 0)),
    "success after the end lacks an event": ([UNMUTE, DISPOSED, success(UNMUTE)], ("missing-event", 2, 0)),
    "dialled call lacks an event that another call has": (
        [
            *[created("interaction", CHANNEL, "other"), DIAL, success(DIAL), *dialled("o")[:8]],
            *[*other_call("interaction.datachanged"), *dialled("o")[9:], event("interaction.ended", "s.c.o")],
        ],
        ("missing-event", 2, 1),
    ),
    "dialled call lacks its conversation": (
        [DIAL, success(DIAL), *dialled("o")[:4], *dialled("o")[5:], event("interaction.ended", "s.c.o")],
        ("missing-event", 1, 0),
    ),
    "dial without a call": ([DIAL, success(DIAL), *dialled("o")[:2], *logout()], ("missing-event", 1, 0)),
    "order of a consult transfer": (
        [CONSULT, success(CONSULT), *[transferred(TALK, f"{CALL}.w")[at] for at in (0, 2, 1, 3, 4, 5)]],
        ("event-order", 1, 4),
    ),
    "order of a conference whose state was another command's": (
        [UNMUTE, CONFERENCE, success(CONFERENCE), STATE, MEMBER, failure(UNMUTE), DISPOSED],
        ("event-order", 2, 4),
    ),
    "state that a command which has its own does not take": (
        [UNMUTE, STATE, CONFERENCE, STATE, MEMBER, success(UNMUTE), success(CONFERENCE), DISPOSED],
        ("event-order", 6, 4),
    ),
    "order of one of two dialled calls": (
        [
            *[*start(), DIAL, REDIAL, success(DIAL), success(REDIAL)],
            *[dialled("o")[at] for at in (0, 1, 2, 3, 4, 5, 6, 8, 9, 7, 10)],
            *[*dialled("p"), *logout()],
        ],
        ("event-order", 5, 16),
    ),
    "order of a conference": (
        [CONFERENCE, success(CONFERENCE), STATE, UPDATED, MEMBER, DISPOSED],
        ("event-order", 1, 4),
    ),
    "swapped request and answer": ([*start(), success(RETRIEVE), RETRIEVE, *logout()], ("swapped", 4, 3)),
    "swapped start": ([success(START), START, start()[2], *logout()], ("swapped", 1, 0)),
    "swapped start after a logout": ([*start(), *logout(), success(START), START, start()[2]], ("swapped", 6, 5)),
    "swapped logout": ([*start(), success(LOGOUT), LOGOUT], ("swapped", 4, 3)),
    "swapped first requests": ([SALES, START, success(START), start()[2], success(SALES)], ("swapped", 1, 0)),
    "swapped events of a command": (
        [*start(), CONFERENCE, success(CONFERENCE), STATE, MEMBER, DISPOSED, *logout()],
        ("swapped", 6, 5),
    ),
    "swapped with the end": (
        [*start(), TRANSFER, success(TRANSFER), DISPOSED, STATE, FOCUS, ENDED, *logout()],
        ("swapped", 6, 5),
    ),
    "swapped with the announcement": (
        [*start(), DIAL, success(DIAL), *[dialled("o")[at] for at in (0, 1, 3, 2, 4, 5, 6, 7, 8, 9, 10)], *logout()],
        ("swapped", 8, 7),
    ),
    "moved answer": ([*start(), success(RETRIEVE), UPDATED, RETRIEVE, *logout()], ("no-request", 3, None)),
    "moved success of a logout": ([*start(), success(LOGOUT), UPDATED, LOGOUT, *start()], ("no-request", 3, None)),
    "success of a logout without a request": ([*start(), success(LOGOUT), *start()], ("no-request", 3, None)),
    "second answer before the same request": (
        [*start(), RETRIEVE, success(RETRIEVE), success(RETRIEVE), RETRIEVE, success(RETRIEVE), *logout()],
        ("no-request", 5, 4),
    ),
    "second answer, then the same request fails": (
        [*start(), UNMUTE, success(UNMUTE), STATE, success(UNMUTE), UNMUTE, failure(UNMUTE), DISPOSED, *logout()],
        ("no-request", 6, 4),
    ),
    "success of a request after the end": ([ENDED, PAUSE, success(PAUSE)], ("after-end", 1, 0)),
    "request after the end without an answer": ([*start(), ENDED, PAUSE, *logout()], ("after-end", 4, 3)),
    "late event of a command": ([UNMUTE, DISPOSED, STATE, success(UNMUTE)], ("after-end", 2, 1)),
    "event behind the end, missing before": (
        [*[TRANSFER, success(TRANSFER), DISPOSED, FOCUS, STATE, ENDED]],
        ("missing-event", 1, 0),
    ),
    "end of an ended object": ([DISPOSED, DISPOSED], ("after-end", 1, 0)),
    "conversation that was created before its end": (
        [event("conversation.created", CALL), event("conversation.initialized", TALK), DISPOSED, STATE],
        ("after-end", 3, 2),
    ),
    "conversation that lived when another one was created": (
        [event("conversation.created", TALK), event("conversation.created", CALL), DISPOSED, STATE],
        ("after-end", 3, 2),
    ),
    "unused conversation does not revive another": (
        [*start(), *[event(f"conversation.{each}", TALK) for each in ("created", "initialized")], DISPOSED, UPDATED],
        ("after-end", 6, 5),
    ),
    "new conversation does not revive an old one": (
        [
            *[*start(), event("conversation.created", CALL), event("conversation.initialized", TALK), DISPOSED],
            *[event("conversation.created", CALL), event("conversation.initialized", f"{CALL}.w"), UPDATED],
        ],
        ("after-end", 8, 5),
    ),
    "no new life below an ended object": ([ENDED, event("conversation.created", TALK)], ("after-end", 1, 0)),
    "id in use": ([CREATED, PREVIEW, CREATED], ("id-in-use", 2, 0)),
    "id in use, until the start": ([CREATED, CREATED, *start()], ("id-in-use", 1, 0)),
    "id named by an event": ([*start(), PREVIEW, UPDATED, CREATED], ("id-in-use", 5, 3)),
    "id named by a success": ([*start(), PAUSE, success(PAUSE), FOCUS, CREATED], ("id-in-use", 6, 4)),
    "id in use after a channel was added": (
        [*start(), ADD_CHANNEL, success(ADD_CHANNEL), CREATED, PREVIEW, CREATED],
        ("id-in-use", 7, 5),
    ),
    "id in use after an initialization that ended before the success": (
        [START, CREATED, start()[2], success(START), PREVIEW, CREATED],
        ("id-in-use", 5, 1),
    ),
    "id in use after a start that failed": ([*start(), CREATED, START, failure(START), CREATED], ("id-in-use", 6, 3)),
    "id in use after a channel could not be added": (
        [*start(), CREATED, ADD_CHANNEL, failure(ADD_CHANNEL), UPDATED, CREATED],
        ("id-in-use", 7, 3),
    ),
    "id in use after a channel group could not be added": (
        [*start(), CREATED, ADD_GROUP, failure(ADD_GROUP), CREATED],
        ("id-in-use", 6, 3),
    ),
    "recording after a channel could not be added": (
        [*start(), ADD_CHANNEL, failure(ADD_CHANNEL), CREATED, STOP, success(STOP), ENDED],
        ("missing-event", 7, 6),
    ),
    "start after another request": ([*start(), SALES, success(SALES), *start()], ("late-start", 5, 3)),
    "late start without an answer": ([*start(), SALES, success(SALES), START, *logout()], ("late-start", 5, 3)),
    "message after the logout": ([*start(), *logout(), UPDATED], ("after-logout", 5, 4)),
    "message after a start that failed": (
        [*start(), *logout(), START, failure(START), UPDATED, DISPOSED],
        ("after-logout", 7, 4),
    ),
    "messages around a start that failed": (
        [*start(), *logout(), UPDATED, START, failure(START), DISPOSED],
        ("after-logout", 5, 4),
    ),
    "message after a logout, then a new session": (
        [*start(), *logout(), UPDATED, *start(), UPDATED],
        ("after-logout", 5, 4),
    ),
    "start's success after the logout": ([*start(), *logout(), success(START)], ("after-logout", 5, 4)),
    "start's success after the logout, and another message": (
        [*start(), *logout(), success(START), UPDATED],
        ("after-logout", 5, 4),
    ),
    "request without an answer": ([*start(), RETRIEVE, *logout()], ("unanswered", 3, 5)),
    "request without an answer, until the next start": (
        [*start(), RETRIEVE, *logout(), *start()],
        ("unanswered", 3, 5),
    ),
    "answer lost when the session is started again": (
        [*start(), RETRIEVE, *start(), *logout()],
        ("open-at-end", 3, None),
    ),
    "event lost when the session is started again": (
        [*start(), UNMUTE, success(UNMUTE), *start(), DISPOSED, *logout()],
        ("open-at-end", 4, 3),
    ),
}


def test_calls_of_dials_that_share_a_state() -> None:
    """A state that came before its place for one dial may have been at its place for another one."""
    first, second, third = (dialled(call) for call in "abx")
    third_dial = request("channel.dial", CHANNEL, destination="3")
    log = [DIAL, first[0], first[2], REDIAL, first[1], *first[3:9], success(DIAL), *first[9:], third_dial]
    log += [success(REDIAL), *second[:2], success(third_dial), third[0], *second[2:7], *third[2:7]]
    log += [event("interaction.ended", "s.c.a"), second[7], *third[7:], *second[8:]]
    assert found(log) == []


@each_case(("log", "finding"), WRONG.values(), ids=WRONG)
def test_wrong(log: Log, finding: Found) -> None:
    expected = {finding[0], "late-start"} if finding[0] == "open-at-end" else {finding[0]}
    assert {each[0] for each in found(log)} == expected
    assert [each for each in found(log) if each[0] == finding[0]] == [finding]


@pytest.mark.parametrize(("answer", "code"), [(success(ADD_CHANNEL), []), (failure(ADD_CHANNEL), ["id-in-use"])])
def test_announced_again_after_an_answer_alone(answer: Any, code: list[str]) -> None:
    """The success of a channel that is added without a request counts, but no failure does."""
    log = [*start(), CREATED, answer, UPDATED, ADD_CHANNEL, failure(ADD_CHANNEL), CREATED]
    assert [each[0] for each in found(log)] == ["no-request", *code]


def test_open_dial_beside_a_call_that_nobody_answers() -> None:
    """Its own call lives where the log ends, so that its last events are open."""
    log = [*start(), DIAL, success(DIAL), *dialled("o")[:2], created("interaction", CHANNEL, "other")]
    log += [*other_call("interaction.ended"), *dialled("o")[2:8]]
    assert found(log) == [("open-at-end", 4, 3)]


def test_initialization_of_the_last_start() -> None:
    """It may have been lost for the one before, which is a warning."""
    twice = [START, success(START), START, success(START)]
    assert found([*twice, event("session.initialized", SESSION), *logout()]) == [("open-at-end", 1, 0)]


def test_start_sent_again_or_swapped() -> None:
    """Where a log begins with the success of a start, only a later command shows that the two were swapped."""
    log = [success(START), START, start()[2]]
    assert found(log) == [("open-at-end", 1, None)]
    assert found([*log, RETRIEVE, success(RETRIEVE)]) == [("swapped", 1, 0)]


@each_case(
    ("name", "text"),
    [
        ("swapped request and answer", "the success of conversation.retrieve comes before its request, see"),
        ("swapped start", "the success of session.start comes before its request, see"),
        ("swapped first requests", "session.start comes after channel.activate; expected it before, see"),
        (
            "swapped events of a command",
            "conversation.member.added (original call, destination party) comes after state.updated (conversation, ",
        ),
        (
            "swapped with the end",
            "state.updated (conversation, original call) comes after conversation.disposed; expected it before, see",
        ),
        (
            "swapped with the announcement",
            "interaction.created comes after state.updated (interaction); expected it before, see",
        ),
    ],
)
def test_text_of_swapped(name: str, text: str) -> None:
    log, _ = WRONG[name]
    [problem] = [each for each in cti.check_session(log) if each.code == "swapped"]
    assert problem.message.startswith(text)


def test_text_of_swapped_failure() -> None:
    [problem] = cti.check_session([*start(), failure(RETRIEVE), RETRIEVE])
    assert problem.message == "the failure of conversation.retrieve comes before its request, see message 3"


def test_text_of_swapped_before_the_success() -> None:
    log = [*start(), UNMUTE, DISPOSED, STATE, success(UNMUTE)]
    [problem] = cti.check_session(log)
    text = "state.updated (conversation) comes after conversation.disposed; expected it before, see message 4"
    assert problem.message == text


def test_text_of_swapped_below_the_announced_object() -> None:
    dial = dialled("o")
    talk = event("state.updated", "s.c.o.v.w")  # the depth leaves the kinds of its objects open
    log = [*start(), DIAL, success(DIAL), *dial[:2], talk, dial[2]]
    assert "comes after state.updated (conversation); expected" in next(cti.check_session(log)).message
    log = [*start(), DIAL, success(DIAL), *dial[:2], dial[4], dial[2]]
    assert "comes after conversation.created; expected" in next(cti.check_session(log)).message


OTHER = request("conversation.retrieve", f"{CALL}.w")
MISSPELT = {**RETRIEVE, "command": "conversation.retreive"}
#: Mistakes of one message that evidently is the answer or the event that another one awaits.
EVIDENT: dict[str, tuple[Log, Found]] = {
    "success on the wrong target": ([*start(), RETRIEVE, success(OTHER), *logout()], ("no-request", 4, None)),
    "failure on the wrong target": (
        [*start(), RETRIEVE, {**failure(RETRIEVE), "target": f"{CALL}.w"}, *logout()],
        ("no-request", 4, None),
    ),
    "success on the wrong target, then on the right one": (
        [*start(), RETRIEVE, success(OTHER), success(RETRIEVE), *logout()],
        ("no-request", 4, None),
    ),
    "success on the wrong target after the logout": (
        [*start(), RETRIEVE, *logout(), success(OTHER)],
        ("after-logout", 6, 5),
    ),
    "misspelt result": (
        [*start(), RETRIEVE, {**success(RETRIEVE), "result": "succes"}, *logout()],
        ("wrong-value", 4, None),
    ),
    "misspelt result, then the right one": (
        [*start(), RETRIEVE, {**success(RETRIEVE), "result": "succes"}, success(RETRIEVE), *logout()],
        ("wrong-value", 4, None),
    ),
    "misspelt command of an answer": (
        [*start(), RETRIEVE, {**success(RETRIEVE), "command": "conversation.retrive"}, *logout()],
        ("unknown-message", 4, None),
    ),
    "misspelt event": (
        [*start(), UNMUTE, success(UNMUTE), {**STATE, "name": "state.updatd"}, DISPOSED, *logout()],
        ("unknown-message", 5, None),
    ),
    "misspelt event before the success": (
        [*start(), UNMUTE, {**STATE, "name": "state.updatd"}, success(UNMUTE), DISPOSED, *logout()],
        ("unknown-message", 4, None),
    ),
    "misspelt announcement": (
        [
            *[*start(), DIAL, success(DIAL), *dialled("o")[:2], {**dialled("o")[2], "name": "interaction.create"}],
            *[*dialled("o")[3:], *logout()],
        ],
        ("unknown-message", 7, None),
    ),
    "misspelt request": ([*start(), MISSPELT, *logout()], ("unknown-message", 3, None)),
    "misspelt request, and a success": (
        [*start(), MISSPELT, success(RETRIEVE), *logout()],
        ("unknown-message", 3, None),
    ),
    "misspelt request, and a failure": (
        [*start(), MISSPELT, failure(RETRIEVE), *logout()],
        ("unknown-message", 3, None),
    ),
    "misspelt start": ([{**START, "command": "session.strat"}, *start()[1:], *logout()], ("unknown-message", 0, None)),
    "misspelt end of the initialization": (
        [*start()[:2], {**start()[2], "name": "session.initialised"}, CREATED, PREVIEW, *logout()],
        ("unknown-message", 2, None),
    ),
}


@each_case(("log", "finding"), EVIDENT.values(), ids=EVIDENT)
def test_one_finding_for_an_evident_mistake(log: Log, finding: Found) -> None:
    assert found(log) == [finding]


#: Mistakes that look like those, but of two messages.
NOT_EVIDENT: dict[str, tuple[Log, list[str]]] = {
    "several requests": (
        [*start(), RETRIEVE, request("conversation.retrieve", f"{CALL}.x"), success(OTHER), *logout()],
        ["no-request", "unanswered", "unanswered"],
    ),
    "the same request twice": (
        [*start(), RETRIEVE, RETRIEVE, success(OTHER), *logout()],
        ["no-request", "unanswered", "unanswered"],
    ),
    "a request that was answered before, after the logout": (
        [*start(), OTHER, success(OTHER), RETRIEVE, *logout(), success(OTHER)],
        ["after-logout", "unanswered"],
    ),
    "another command": ([*start(), UNMUTE, success(OTHER), *logout()], ["no-request", "unanswered"]),
    "a request that was answered before": (
        [*start(), OTHER, success(OTHER), RETRIEVE, success(OTHER), *logout()],
        ["no-request", "unanswered"],
    ),
    "an answer before the request": ([*start(), success(OTHER), RETRIEVE, *logout()], ["no-request", "unanswered"]),
    "an answer before its own request": (
        [*start(), RETRIEVE, success(OTHER), UPDATED, OTHER, *logout()],
        ["no-request", "unanswered"],
    ),
    "an answer with other data": (
        [*start(), DIAL, success(request("channel.dial", "s.d", destination="2")), *logout()],
        ["no-request", "unanswered"],
    ),
    "an answer that cannot be read, of another command": (
        [*start(), RETRIEVE, {**success(UNMUTE), "result": "succes"}, *logout()],
        ["unanswered", "wrong-value"],
    ),
    "an answer without the name of a command": (
        [*start(), RETRIEVE, {**success(RETRIEVE), "command": 5}, {**success(RETRIEVE), "command": "x"}, *logout()],
        ["unanswered", "unknown-message", "wrong-type"],
    ),
    "a misspelt event of another object": (
        [*start(), UNMUTE, success(UNMUTE), {**STATE, "name": "state.updatd", "target": CALL}, DISPOSED, *logout()],
        ["missing-event", "unknown-message"],
    ),
    "an unknown event": (
        [*start(), UNMUTE, success(UNMUTE), {**STATE, "name": "xyz"}, DISPOSED, *logout()],
        ["missing-event", "unknown-message"],
    ),
    "an unknown request": (
        [*start(), {**RETRIEVE, "command": "fetch"}, success(RETRIEVE), *logout()],
        ["no-request", "unknown-message"],
    ),
    "a misspelt event in no session": (
        [{**STATE, "name": "state.updatd"}, {**STATE, "name": 5}],
        ["unknown-message", "wrong-type"],
    ),
}


@each_case(("log", "expected"), NOT_EVIDENT.values(), ids=NOT_EVIDENT)
def test_two_findings_for_two_mistakes(log: Log, expected: list[str]) -> None:
    assert sorted(each[0] for each in found(log)) == expected


def test_text_of_an_answer_to_the_wrong_target() -> None:
    [problem] = cti.check_session([*start(), RETRIEVE, success(OTHER), *logout()])
    text = 'no request of conversation.retrieve waits for this answer, only one with the target "s.c.i.v"'
    assert problem.message == text


def test_text_of_an_answer_to_a_target_that_looks_the_same() -> None:
    sent, answered = "s.c.i.cafe\u0301", "s.c.i.caf\u00e9"
    answer = {**success(RETRIEVE), "target": answered}
    [problem] = cti.check_session([*start(), {**RETRIEVE, "target": sent}, answer, *logout()])
    text = f'only one with the target "{sent}": it has U+00E9 for U+0065 U+0301'
    assert problem.message == f"no request of conversation.retrieve waits for this answer, {text}"


def test_after_a_second_logout() -> None:
    """Each logout has its finding, although the start between them has no answer."""
    log = [*start(), *logout(), UPDATED, START, *logout(), UPDATED]
    assert found(log) == [("after-logout", 5, 4), ("unanswered", 6, 8), ("after-logout", 9, 8)]


def test_older_events_come_from_the_front() -> None:
    """An object that was created twice may claim the events of one dial only."""
    log: list[Any] = [*start(), DIAL, success(DIAL), *dialled("o"), REDIAL, success(REDIAL), *dialled("p"), *logout()]
    assert found(log) == []


def test_events_of_an_unanswered_command() -> None:
    """Where a log ends, events that counted for a command without an answer count for one with a success."""
    log = [*start(), CONFERENCE, CONFERENCE_2, MEMBER, success(CONFERENCE_2), STATE]
    assert [each.code for each in cti.check_session(log, complete=True)] == ["unanswered"]
