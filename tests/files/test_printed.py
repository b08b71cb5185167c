"""Tests of messages as programs in other languages print them."""

import json

import pytest
from helpers import Reporter, TextFile

GOOD = '{"command": "channel.dial", "target": "a.1", "data": {"destination": "1"}}'
#: Messages as other languages print them, and a part of the problem of each.
PRINTED = {
    "map[command:channel.dial data:map[destination:1] target:a.1]": "as Go prints a message",
    "map[data:map[] messageType:objectEvent name:channel.dialing target:a.1]": "as Go prints a message",
    "&{Command:channel.dial Target:a.1 Data:map[destination:1]}": "as Go prints a structure",
    'main.Message{Command:"channel.dial", Target:"a.1"}': "as Go prints a structure",
    "Message { Command = channel.dial, Target = a.1, Data = Data { Destination = 1 } }": "as C# prints a record",
    "Message(command=channel.dial, target=a.1, data=Data(destination=1))": "as Kotlin, Python or Ruby",
    "Message(command='channel.dial', target='a.1')": "as Kotlin, Python or Ruby",
    "Message[command=channel.dial, target=a.1]": "as Kotlin, Python or Ruby",
    '#<struct Message command="channel.dial", target="a.1">': "as Kotlin, Python or Ruby",
    '{:command "channel.dial", :target "a.1", :data {:destination "1"}}': "as Clojure prints a map",
    '#{<<"command">> => <<"channel.dial">>, <<"target">> => <<"a.1">>}': "as Erlang prints a map",
    'a:2:{s:7:"command";s:12:"channel.dial";s:6:"target";s:3:"a.1";}': "as PHP serializes a message",
    "Array ( [command] => channel.dial [target] => a.1 )": "as PHP prints an array",
    "Message Object ( [command:protected] => channel.dial [target:protected] => a.1 )": "as PHP prints an array",
    'array(2) { ["command"]=> string(12) "channel.dial" ["target"]=> string(3) "a.1" }': "as PHP prints an array",
    'command: "channel.dial" target: "a.1" data { destination: "1" }': "text format of Protocol Buffers",
}
#: Objects of other programs, metrics and labels.
OTHERS = (
    "map[name:web target:nginx]",
    "map[command:npm start target:dev]",
    "map[command:channel.dial]",
    "map[command:channel.dial mytarget:a.1]",
    "User(name=kim, target=web)",
    "level=info command=channel.dial target=a.1",
    "{Name:web Target:x Command:[ls]}",
    "Message { Command = ls, Target = a.1 }",
    'The name: "web", target: "x"',
    'cti_calls{command="channel.dial",result="success"} 1027',
    'cti_latency{name="state.updated",le="0.1"} 3',
    'cti_calls{command="channel.dial",target="a.1"} 3',
    '{command="channel.dial",result="success"} 1027',
)


@pytest.mark.parametrize("command", ["check", "session"])
def test_printed_messages(command: str, text_file: TextFile, report: Reporter) -> None:
    """Each is one problem at its first member, alone, in front of a message that can be read, and behind one."""
    for text, reason in PRINTED.items():
        lines = [GOOD, f"é {text} y", f"{text} {GOOD}", f"{GOOD} {text}"]
        path = text_file("a.log", "\n".join(lines))
        done = report("--extract", "--ignore", "open-at-end", "--ignore", "unanswered", path, command=command)
        assert [(line, code) for line, _, code in done.places()] == [(at, "syntax") for at in (2, 3, 4)], text
        assert all(reason in str(each["message"]) for each in done.problems), text
        start = done.places()[1][1] or 0
        assert text[start - 1 :].lower().lstrip('[{(<":s7').startswith(("command", "name")), text
        assert done.summary["messages"] == 6, text


def test_printed_messages_in_records(text_file: TextFile, report: Reporter) -> None:
    """A record with such a text is not skipped."""
    for text, reason in PRINTED.items():
        record = json.dumps({"log": f"send {text}"})
        path = text_file("a.ndjson", f"{json.dumps({'log': GOOD})}\n{record}\n")
        [problem] = report("--at", "/log", "--skip-missing", path).problems
        assert reason in str(problem["message"]), text
        assert report("--skip-foreign", text_file("a.json", record)).codes == ["not-a-message"], text


def test_other_printed_objects(text_file: TextFile, report: Reporter) -> None:
    """They are no messages, and neither hides the next one."""
    for text in OTHERS:
        done = report("--extract", text_file("a.log", f"{text}\n{text} {GOOD}\n{GOOD} {text}\n"))
        assert (done.codes, done.summary["messages"], done.summary["skipped_records"]) == ([], 2, 1), text
        path = text_file("a.ndjson", f"{json.dumps({'log': GOOD})}\n{json.dumps({'log': f'x {text}'})}\n")
        assert report("--at", "/log", "--skip-missing", path).codes == [], text


def test_labels_with_a_target(text_file: TextFile, report: Reporter) -> None:
    """Without the name of a metric in front, they may be a message that was printed."""
    done = report("--extract", text_file("a.log", f'{GOOD}\nx {{command="channel.dial", target="a.1"}}\n'))
    assert done.places() == [(2, 4, "syntax")]
