"""Targets that look alike: what did not come is explained by the one that may have got it."""

import re

from each_case import each_case
from exchanges import Log
from short_logs import created, event, logout, request, start, success

import cti_contract as cti
from cti_contract.files.redaction import redacted

NFC, NFD = "j\u00fcrgen", "ju\u0308rgen"
CYRILLIC = "s.\u0441"
ES = "it has U+0441 for U+0063"
ACTIVATE = request("channel.activate", "s.c", channeloptions={"queue": "a"})
DISPOSITIONS = request("channel.request.externaldispositions", "s.c")
UPDATED = event("channel.externaldispositions.updated", CYRILLIC)
CONNECT = request("session.request.incontact.agentleg.disconnect", NFC)
OTHER_START = {**start(NFC)[1], "target": NFD}

#: Logs, each with the code of the one problem that tells a look-alike, and how that differs.
LOGS: dict[str, tuple[Log, str, str]] = {
    "an answer": ([start(NFC)[0], OTHER_START], "unanswered", "it has U+0075 U+0308 for U+00FC"),
    "an event of a session": ([*start(NFC)[:2], start(NFD)[2]], "missing-event", "it has U+0075 U+0308 for U+00FC"),
    "before a logout": (
        [*start(NFC), CONNECT, success(CONNECT), event("session.agentleg.disconnected", NFD), *logout(NFC)],
        "missing-event",
        "it has U+0075 U+0308 for U+00FC",
    ),
    "an event of a channel": ([*start(), DISPOSITIONS, success(DISPOSITIONS), UPDATED], "missing-event", ES),
    "a channel of another session": (
        [*start("sl"), request("channel.activate", "sl.c", channeloptions={"queue": "a"}), *start("s1")],
        "unanswered",
        "it has U+0031 for U+006C",
    ),
    "an interaction": (
        [*start(), created("interaction", "s.c", "il"), request("interaction.accept", "s.c.i1")],
        "unanswered",
        "it has U+006C for U+0031",
    ),
    "an invisible character": (
        [start()[0], {**start()[1], "target": "s\u200b"}],
        "unanswered",
        "it has U+200B for nothing",
    ),
}


@each_case(("log", "code", "difference"), LOGS.values(), ids=LOGS)
def test_look_alike(log: Log, code: str, difference: str) -> None:
    [problem] = [each for each in cti.check_session(log, complete=True) if "the log also has" in each.message]
    assert (problem.code, re.sub(", see message .*", "", problem.message).endswith(f": {difference}")) == (code, True)
    assert "only looks the same" in redacted(problem).message
    assert "U+" not in redacted(problem).message


@each_case("log", [LOGS["an answer"][0], LOGS["an event of a session"][0]])
def test_open_at_end(log: Log) -> None:
    problems = [each for each in cti.check_session(log) if each.code in {"open-at-end", "missing-event"}]
    assert 'the log also has the target "ju\u0308rgen": it has U+0075 U+0308 for U+00FC' in problems[0].message


def test_no_request() -> None:
    watch = cti.SessionWatch(whole=True, patience=5)
    problems = [each for message in (start(NFC)[0], OTHER_START) for each in watch.feed(message, at=1)]
    [late] = watch.tick(9)
    assert late.message == (
        "session.start is not answered within 5 seconds; "
        'the log also has the target "ju\u0308rgen": it has U+0075 U+0308 for U+00FC'
    )
    assert problems[0].message == (
        "no request of session.start waits for this answer; "
        'the log also has the target "j\u00fcrgen": it has U+00FC for U+0075 U+0308'
    )


def test_targets_that_look_different() -> None:
    """Nothing is said of other sessions and channels, nor where very many channels would be compared."""
    many = [created("interaction", "s.c", f"i{number}") for number in range(101)]
    for log in (
        [*start("a"), *start("b")[:1]],
        [*start(), ACTIVATE, event("channel.infochanged", "s.d")],
        [*start(), *many, request("interaction.accept", "s.c.i1"), created("interaction", "s.c", "il")],
    ):
        messages = [each.message for each in cti.check_session(log, complete=True)]
        assert messages, log
        assert "the log also has" not in str(messages), log
