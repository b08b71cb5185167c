"""Faulty messages that several tests share."""

#: Faulty messages by their codes. `^` marks the place of the problem.
FAULTS = {
    "unknown-member: misspelt": """\
{
  "command": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": {
    ^"destinaton": "+15550103"
  }
}""",
    "unknown-member: at the top, before others": """\
{
  ^"priority": {"of": ["it", {"all": 1}]},
  "command": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": {"destination": "+15550103"}
}""",
    "unknown-member: with signs of pointers in its name": """\
{
  "command": "channel.dial", "target": "PureCloud-mlopez.70001",
  "data": {"destination": "+15550103", ^"a/b~1c~0": 1}
}""",
    "unknown-member: with escapes in its name": """\
{
  "command": "channel.dial", "target": "PureCloud-mlopez.70001",
  "data": {"\\u0064estination": "+15550103", ^"\\ud83d\\ude00\\t\\"": 1}
}""",
    "unknown-member: with an empty name": """\
{
  "command": "channel.dial", "target": "PureCloud-mlopez.70001",
  "data": {"destination": "+15550103", ^"": 1}
}""",
    "unknown-member: taken back by the message": """\
{
  "command": "session.start", "target": "PureCloud-mlopez", "result": "success",
  ^"data": {}
}""",
    "unknown-member: the discriminator misspelt": """\
{
  ^"comand": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": {"destination": "+15550103"}
}""",
    "missing-member: at the top": """\
^{
  "command": "channel.dial",
  "data": {"destination": "+15550103"}
}""",
    "missing-member: in an empty object": """\
{
  "command": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": ^{ }
}""",
    "missing-member: of a failure": """\
{
  "command": "channel.dial", "target": "PureCloud-mlopez.70001", "result": "failure",
  "failure":
    ^{"message": "busy"},
  "original": {"command": "channel.dial"}
}""",
    "missing-member: deep": """\
{
  "command": "session.request.incontact.addressbook", "target": "Incontact-mlopez", "result": "success",
  "data": {
    "addressbooks": [
      {"name": "empty", "groups": [], "entries": []},
      {
        "name": "main",
        "groups": [{"name": "inner", "groups": [], "entries": [
          {"name": "a", "type": "external", "destinations": [], "properties": {"any": [1, 2]}},
          {"name": "b", "type": "external", "destinations": [
            {"label": "home", "value": "+15550104"},
            ^{"label": "work"}
          ], "properties": {}}
        ]}],
        "entries": []
      }
    ]
  }
}""",
    "wrong-type: a number": """\
{
  "command": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": {"destination":   ^15550103 }
}""",
    "wrong-type: an array": """\
{
  "command": "channel.dial",
  "target": "PureCloud-mlopez.70001",
  "data": ^["+15550103"]
}""",
    "wrong-type: an element": """\
{
  "command": "channel.request.incontact.getscripts", "target": "Incontact-mlopez.70001", "result": "success",
  "data": {"scripts": [
    {"scriptId": "1", "scriptName": "[hello, {you}]"},
    ^"2"
  ]}
}""",
    "wrong-type: the name": """\
{
  "command": ^["channel.dial"],
  "target": "PureCloud-mlopez.70001", "data": {}
}""",
    "wrong-type: no object": "^17",
    "wrong-value: empty": """\
{
  "command": "channel.dial", "target": "PureCloud-mlopez.70001",
  "data": {
    "destination"
      :
        ^""
  }
}""",
    "wrong-value: a constant": """\
{
  "messageType": ^"objectevent",
  "target": "PureCloud-mlopez.70001", "name": "channel.disposed", "data": {}
}""",
    "wrong-value: a result": """\
{
  "command": "session.start", "target": "PureCloud-mlopez",
  "result": ^"succes"
}""",
    "bad-target: of another object": """\
{
  "command": "channel.dial",
  "target": ^"PureCloud-mlopez",
  "data": {"destination": "+15550103"}
}""",
    "bad-target: a segment": """\
{
  "command": "channel.dial",
  "target": ^"PureCloud-mlopez..70001",
  "data": {"destination": "+15550103"}
}""",
    "bad-id: a dot": """\
{
  "messageType": "objectEvent", "target": "PureCloud-mlopez", "name": "channelgroup.created",
  "data": {"channelgroup": {"name": "sales", "id": ^"700.01"}}
}""",
    "unknown-message: a command": """\
{
  "target": "PureCloud-mlopez.70001",
  "command": ^"chanel.dial",
  "data": {}
}""",
    "unknown-message: an event": """\
{
  "messageType": "objectEvent", "target": "PureCloud-mlopez.70001", "data": {},
  "name": ^"channel.disposd"
}""",
    "unknown-message: an event as a command": """\
{
  "command": ^"channel.disposed", "target": "PureCloud-mlopez.70001", "data": {}
}""",
    "unknown-message: neither": """\
^{
  "target": "PureCloud-mlopez.70001", "data": {}, "destination": "5550100"
}""",
    "ambiguous-message: both": """\
^{
  "command": "channel.dial", "name": "channel.disposed", "target": "PureCloud-mlopez.70001", "data": {}
}""",
    "not-json: too large a number": """\
{
  "command": "conversation.answer", "target": "PureCloud-mlopez.70001.OM77.c1",
  "data": {"quality": [1, {"mean": ^1e400}]}
}""",
    "alias: a warning": """\
{
  "command": ^"session.addchannel", "target": "Avaya-mlopez",
  "data": {"channel": {"endpoint": "70001", "type": "Chat"}}
}""",
    "known-value: a warning": """\
{
  "command": "session.request.addchannel", "target": "Avaya-mlopez",
  "data": {"channel": {"endpoint": "70001", "type": ^"chat"}}
}""",
}


#: Each with one problem, and with characters that act on a terminal.
CONTROLS = [
    '{"command": "\\u001b[31mred\\n"}',
    '{"command\\u001b[2J": 1}',
    '{"command": "channel.dial", "target": "a\\u0007.b", "data": {"destination": "x"}}',
    '{"command": "channel.dial", "target": "a.b", "data": {"destination": "x", "\\n\\u009b\\u2028": 1}}',
    '{"command": "channel.dial", "target": "a.b", "data": {"destination": "x"}, "result": "\\r\\u202e"}',
    '{"a\\n\\u001b": 1, "a\\n\\u001b": 2}',
    '{"command": "conversation.answer", "target": "a.b.c.d", "data": {"\\u001b\\n": 1e400}}',
]
