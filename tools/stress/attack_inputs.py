"""The hostile inputs of `attack.py`: a list, and a generator of more."""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

MESSAGE = '{"command": "channel.dial", "target": "a.b", "data": {"destination": "1"}}'
MISTAKE = '{"command": "channel.dial", "target": "a.b", "data": {"destinaton": "1"}}'
ENTRY = '{"command": "session.request.incontact.addressbook", "target": "a", "result": "success", "data": '
FAILURE = '{"command": "channel.dial", "target": "a", "result": "failure", "failure": {"code": "1"}, "original": #}'
BAD = 4  # times that invalid messages may take, compared with valid ones
VALUES = 10  # bytes of memory for each byte
BLANK = 5  # the same for input without values
TREE = 300  # bytes of memory for each byte of a page, whose elements are kept
LOG = 50  # bytes of memory for each byte of a log, whose open requests are kept
PROJECT = "pyproject.toml"
DENSE = 20  # times that inputs may take that have a problem for every few bytes


class Attack(NamedTuple):
    """A hostile input that can be made in any size.

    `make` returns about that many bytes. The command checks a file with this name; a name that ends with `.gz` is
    compressed, and `-` is a pipe on standard input. `PROJECT` is the configuration of a check of one message, which may
    be refused. An input may take `slow` times the usual time and `memory` bytes of memory for each byte.
    """

    name: str
    make: Callable[[int], bytes]
    file: str = "a.json"
    command: tuple[str, ...] = ("check", "--jobs", "1")
    slow: float = 1
    memory: int = VALUES
    variant: bool = False  # of another attack


def repeated(unit: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """Return a maker of inputs with a unit repeated."""
    parts = [part.encode("utf-8", "surrogateescape") for part in (unit, before, after)]
    return lambda size: parts[1] + parts[0] * max(size // len(parts[0]), 1) + parts[2]


def nested(unit: str, middle: str, end: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """Return a maker of inputs with units nested in each other."""

    def make(size: int) -> bytes:
        depth = max(size // len(unit + end), 1)
        return f"{before}{unit * depth}{middle}{end * depth}{after}".encode()

    return make


def lists_on_levels(unit: str, levels: int = 45) -> Callable[[int], bytes]:
    """Return a maker of an address book with groups in groups, and a list of units in each of them."""

    def make(size: int) -> bytes:
        entries = unit * (size // levels // len(unit)) + unit.rstrip(",")
        group = f'{{"name":"a","entries":[{entries}],"groups":['
        return f'{ENTRY}{{"addressbooks": [{group * levels}{"]}" * levels}]}}}}'.encode()

    return make


def numbered(unit: str, before: str = "", after: str = "") -> Callable[[int], bytes]:
    """Return a maker of inputs with a unit repeated, each time with another number for `#`."""

    def make(size: int) -> bytes:
        count = max(size // (len(unit) + 6), 1)
        return (before + "".join(unit.replace("#", str(number)) for number in range(count)) + after).encode()

    return make


def _both(name: str, make: Callable[[int], bytes], slow: float = 1) -> Iterator[Attack]:
    """Yield an attack with a document, with lines and with a pipe."""
    yield Attack(name, make, slow=slow)
    yield Attack(f"{name}, lines", make, "a.ndjson", slow=slow, variant=True)
    yield Attack(f"{name}, pipe", make, "-", slow=slow, variant=True)


def _request(**members: str) -> str:
    return json.dumps({**json.loads(MESSAGE), **members})


_OPEN = MESSAGE[:-1] + ', "context": '  # an object that may hold anything
_QUOTE = r"\""
_IN_STRING = '{"log":"' + _OPEN.replace('"', _QUOTE)  # a message in a string of a record
_NESTED_INFINITY = _OPEN + '{"a":' * 150 + "1e999" + "}" * 151
_CHECK = ("check", "--jobs", "1")
_SETTINGS = "[tool.cti-contract]\n"
#: Places of a page that may hold many sentences: where, the text before them, and a sentence or more.
_SENTENCES = (
    ("of two subjects in a paragraph", "", "`interaction.created` comes. The event comes after `channel.dial`. "),
    (
        "of members in a paragraph",
        "",
        "The member `destination` is a string. It has `extensions`, which are optional. ",
    ),
    (
        "of conditions in a paragraph",
        "",
        "If the call is answered, `state.updated` comes. In that case it is the last. ",
    ),
    ("of names in an element of a list", "- ", "`channel.dail` was new. It zigzags `foo.bar`. "),
    (
        "without an end in a cell",
        "| Name | Description |\n|---|---|\n| `destination` | ",
        'Wrong: "`channel.dial` goes to the session." Right: "It goes to the channel." ',
    ),
    (
        "of messages in a cell",
        "| Name | Description |\n|---|---|\n| `destination` | ",
        "It is a string. `channel.dial` goes to the channel. ",
    ),
)
#: Messages as other programs print them.
_PRINTED = {
    "messages of Python": MISTAKE.replace('"', "'"),
    "messages of Java": "{command=channel.dial, target=a.b, data={destination=1}}",
    "messages of CSV": '"' + MISTAKE.replace('"', '""') + '"',
    "messages with escaped quotes": MISTAKE.replace('"', '\\"'),
    "cut messages": MISTAKE[:-2],
    "messages without a head": MISTAKE[1:],
}

ATTACKS = (
    # Arrays and objects that are cut
    *_both("cut array, escaped quotes in a string", repeated('\\"', '["')),
    *_both("cut array, backslashes in a string", repeated("\\\\", '["')),
    *_both("cut array, escapes in a string", repeated("\\u0041", '["')),
    *_both("cut array, wrong escapes in a string", repeated("\\x", '["')),
    *_both("cut array, messages and a cut string", repeated('\\"', f'[{MESSAGE}, {{"a": "')),
    *_both("cut object, escaped quotes in a name", repeated('\\"', '{"')),
    *_both("cut array, strings", repeated('"a",', "["), slow=DENSE),
    *_both("cut array, quotes", repeated('"', "[")),
    *_both("cut array, objects", repeated('{"a":1},', "["), slow=DENSE),
    *_both("cut array, messages", repeated(f"{MISTAKE},", "["), slow=BAD),
    # Elements that are broken
    # with a name of messages: small arrays of other broken objects are one problem, large ones many
    *_both("broken elements, a comma too many", repeated('{"command":"channel.dial",},', "[", "0]"), slow=DENSE),
    *_both("broken elements, a comma missing", repeated('{"a":1 "b":2},', "[", "0]"), slow=DENSE),
    *_both("broken elements, words", repeated("tru,", "[", "0]"), slow=DENSE),
    *_both("broken elements, no commas", repeated("1 ", "[", "]"), slow=DENSE),
    *_both("broken elements, single quotes", repeated("'a',", "[", "0]"), slow=DENSE),
    *_both("broken elements, open brackets", repeated("{,", "[", "]"), slow=DENSE),
    *_both("broken elements, closing brackets", repeated("},", "[", "]"), slow=DENSE),
    *_both("broken elements, names twice", repeated('{"a":1,"a":2},', "[", "0]"), slow=DENSE),
    *_both("broken elements, bytes that are no UTF-8", repeated('"\udcff",', "[", "0]"), slow=DENSE),
    *_both("broken elements, half surrogates", repeated('"\\ud83d",', "[", "0]"), slow=DENSE),
    *_both("broken elements, large numbers", repeated("1e999,", "[", "0]"), slow=DENSE),
    # Deep nesting
    *_both("brackets", repeated("["), slow=BAD),
    *_both("closing brackets", repeated("]")),
    *_both("braces", repeated("{")),
    *_both("open members", repeated('{"a":')),
    *_both("open arrays and members", repeated('[{"a":')),
    *_both("nested arrays", nested("[", "", "]")),
    *_both("nested objects", nested('{"a":', "1", "}"), slow=BAD),  # read token by token, for the messages inside
    *_both("nested arrays in a message", nested("[", "", "]", _OPEN, "}")),
    *_both("deep arrays side by side", repeated("[" * 150 + "]" * 150 + ",", _OPEN + "[", "0]}")),
    *_both("deep arrays side by side, messages", repeated(_OPEN + "[" * 150 + "]" * 150 + "},", "[", "0]")),
    # One long value
    *_both("digits", repeated("7")),
    *_both("digits in a message", repeated("7", _OPEN, "}")),
    *_both("digits after a point", repeated("7", _OPEN + "0.", "}")),
    *_both("minus signs", repeated("-")),
    *_both("quotes", repeated('"')),
    *_both("colons", repeated(":")),
    *_both("commas", repeated(",")),
    *_both("letters", repeated("a")),
    *_both("NULs", repeated("\0")),
    *_both("bytes that are no UTF-8", repeated("\udcff")),
    *_both("byte order marks", repeated("\ufeff")),
    *_both("slashes", repeated("/")),
    *_both("comments", repeated("/**/")),
    *_both("open comments", repeated("/*")),
    *_both("record separators", repeated("\x1e")),
    *_both("record separators after a value", repeated("\x1e", '{"a":1}', "{}")),
    *_both("record separators and blanks", repeated("\x1e \n", MESSAGE, f"{MESSAGE}]")),
    *_both("carriage returns", repeated("\r")),
    *_both("white space", repeated(" ")),
    *_both("tabs", repeated("\t")),
    *_both("a number and white space", repeated(" ", "1")),
    *_both("a message and white space", repeated(" ", MESSAGE)),
    *_both("a message and carriage returns", repeated("\r", MESSAGE)),
    # Members of a message
    *_both("target of many segments", repeated("a.", '{"command": "channel.dial", "target": "', 'a", "data": {}}')),
    *_both("target of one segment", repeated("a", '{"command": "channel.dial", "target": "', '", "data": {}}')),
    *_both("target of dots", repeated(".", '{"command": "channel.dial", "target": "', '", "data": {}}')),
    *_both(
        "target of format characters",
        repeated("\u200b.", '{"command": "channel.dial", "target": "', 'a", "data": {"destination": "1"}}'),
    ),
    *_both("long name of a message", repeated("channel.", '{"command": "', '"}')),
    *_both("long name of a member", repeated("destinaton", MESSAGE[:-1] + ', "', '": 1}')),
    *_both(
        "long value", repeated("a", '{"command": "channel.dial", "target": "a.b", "data": {"destination": "', '"}}')
    ),
    *_both("long value of another type", repeated("a", '{"command": "channel.dial", "target": ["', '"]}')),
    *_both("long text and an emoji", repeated("a", f'{_OPEN}"', '\U0001f600"}')),
    *_both("strings that repeat", repeated('"abcdef",', f"{_OPEN}[", "0]}"), slow=DENSE),
    *_both("strings with an emoji", numbered('"#\U0001f600",', f"{_OPEN}[", "0]}"), slow=DENSE),
    *(
        Attack(f"{title}, in a string", make, "a.ndjson", (*_CHECK, *options, "--at", "/log"), slow=DENSE)
        for title, make, options in (
            ("long text and an emoji", repeated("a", f"{_IN_STRING}{_QUOTE}", f'\U0001f600{_QUOTE}}}"}}'), ()),
            ("strings that repeat", repeated(f"{_QUOTE}abcdef{_QUOTE},", f"{_IN_STRING}[", '0]}"}'), ()),
            (
                "strings that repeat, extracted",
                repeated(f"{_QUOTE}abcdef{_QUOTE},", f"{_IN_STRING}[", '0]}"}'),
                ("--extract",),
            ),
        )
    ),
    *_both("many unknown members", numbered('"unknown#":1,', MESSAGE[:-1] + ",", '"z":1}'), slow=BAD),
    *_both("many misspelt members", numbered('"destinaton#":1,', MESSAGE[:-1] + ",", '"z":1}'), slow=BAD),
    *_both("many names that are no text", numbered('"\\u200b#":1,', MESSAGE[:-1] + ",", '"z":1}'), slow=BAD),
    *_both("many members and one twice", numbered('"#":1,', _OPEN + "{", '"z":1,"z":1}}')),
    *_both("many wrong entries", repeated('{"label":1},', ENTRY + '{"addressbooks": [', "0]}}"), slow=DENSE),
    *_both(
        "nested groups", nested('{"name":"a","entries":[],"groups":[', "", "]}", ENTRY + '{"addressbooks": [', "]}}")
    ),
    *_both("lists on many levels", lists_on_levels("1,"), slow=DENSE),
    *_both("lists on many levels, entries", lists_on_levels('{"label":1},'), slow=DENSE),
    # Many messages
    *_both("array of numbers", repeated("0,", "[", "0]"), slow=DENSE),
    *_both("array of empty arrays", repeated("[],", "[", "0]"), slow=DENSE),
    *_both("array of mistakes", repeated(f"{MISTAKE},", "[", "0]"), slow=BAD),
    *_both("array of unknown messages", numbered('{"command":"channel.dail#"},', "[", "0]"), slow=DENSE),
    Attack("lines of mistakes", repeated(f"{MISTAKE}\n"), "a.ndjson", slow=BAD),
    Attack("lines of numbers", repeated("0\n"), "a.ndjson", slow=DENSE),
    Attack("lines of unknown messages", numbered('{"command":"channel.dail#"}\n'), "a.ndjson", slow=DENSE),
    Attack("lines of words", repeated("x\n"), "a.ndjson", slow=DENSE),
    *(
        Attack(
            f"lines of mistakes, {form}", repeated(f"{MISTAKE}\n"), "a.ndjson", ("check", "--format", form), slow=BAD
        )
        for form in ("json", "github", "junit", "sarif")
    ),
    Attack("lines of numbers, junit", repeated("0\n"), "a.ndjson", ("check", "--format", "junit"), slow=DENSE),
    *_both("objects over lines that meet", repeated('{"a":\n1}'), slow=DENSE),
    # Lines without messages
    Attack("blank lines", repeated("\n"), "a.ndjson"),
    Attack("blank lines, document", repeated("\n")),
    Attack("blank lines, pipe", repeated("\n"), "-", memory=BLANK),
    Attack("blank lines, extract", repeated("\n", "", MESSAGE), "a.log", ("check", "--extract")),
    Attack("open objects behind text, extract", repeated('x {\n"target": 5,\n'), "a.log", ("check", "--extract")),
    Attack("blank lines, compressed", repeated("\n"), "a.ndjson.gz"),
    Attack("blank lines of other systems", repeated("\r\n"), "a.ndjson"),
    Attack("blank lines and a message", repeated("\n", "", MESSAGE), "-", memory=BLANK),
    Attack("blank lines and a word", repeated("\n", "", f"x\n{MESSAGE}"), "-", memory=BLANK),
    Attack("compressed white space", repeated(" "), "a.json.gz"),
    Attack("compressed brackets", repeated("["), "a.json.gz"),
    Attack("compressed lines", repeated(f"{MESSAGE}\n"), "a.ndjson.gz"),
    # Logs
    Attack(
        "requests without responses",
        numbered(_request(target="a.#") + "\n"),
        "a.ndjson",
        ("session",),
        slow=DENSE,
        memory=LOG,
    ),
    Attack("the same request", repeated(f"{MESSAGE}\n"), "a.ndjson", ("session",), slow=DENSE, memory=LOG),
    Attack(
        "responses without requests",
        numbered('{"command": "channel.retrieve", "target": "a.#.c.d", "result": "success", "data": {}}\n'),
        "a.ndjson",
        ("session",),
        slow=DENSE,
        memory=LOG,
    ),
    Attack(
        "target of many segments, log",
        repeated("a.", '{"command": "channel.dial", "target": "', 'a", "data": {}}\n' * 3),
        "a.ndjson",
        ("session",),
        slow=DENSE,
        memory=LOG,
    ),
    Attack(
        "objects that begin and end",
        numbered('{"messageType": "objectEvent", "name": "channel.disposed", "target": "a.#", "data": {}}\n'),
        "a.ndjson",
        ("session",),
        slow=DENSE,
        memory=LOG,
    ),
    Attack(
        "messages in a record",
        repeated('{"a":1},', '{"events":[', "1]}"),
        "a.ndjson",
        ("check", "--at", "/events/*"),
        slow=DENSE,
    ),
    Attack(
        "messages in a string",
        repeated(r"{\"a\":1},", '{"log":"[', '1]"}'),
        "a.ndjson",
        ("check", "--at", "/log/*"),
        slow=DENSE,
    ),
    Attack(
        "senders of a record",
        repeated('{"a":1},', '{"from":"x","events":[', "1]}"),
        "a.ndjson",
        ("session", "--at", "/events/*", "--sender", "/from"),
        slow=DENSE,
    ),
    Attack("messages in a line", repeated('{"a":1} '), "a.ndjson", slow=DENSE),
    *(
        Attack(f"{title} of nested values", repeated(_NESTED_INFINITY + "\n"), "a.ndjson", options, slow=DENSE)
        for title, options in {
            "ignored places": (*_CHECK, "--ignore", f"*:{'/**/a' * 9}/**/b"),
            "selected places": (*_CHECK, "--select", f"*:{'/*a**' * 9}/b"),
        }.items()
    ),
    *(
        Attack(f"{title} in a line, {where}", make, "a.log", (*_CHECK, "--extract", *options), slow=DENSE)
        for title, unit in _PRINTED.items()
        for where, make, options in (
            ("extracted", repeated(f"{unit} x ", "I "), ()),
            ("in a string", repeated(json.dumps(unit)[1:-1], '{"log":"I ', '"}'), ("--at", "/log")),
        )
    ),
    *(
        Attack(f"{title} after a stray line", repeated(f"{unit}\n", "x\n"), slow=DENSE)
        for title, unit in _PRINTED.items()
    ),
    *(
        Attack(f"backslashes {where}", make, file, options, slow=DENSE)
        for where, make, file, options in (
            ("in a foreign file", repeated("\\\\", '{"a":"target ', '"}'), "a.json", _CHECK),
            (
                "in a foreign file, skipped",
                repeated("\\\\", '{"a":"target ', '"}'),
                "a.json",
                (*_CHECK, "--skip-foreign"),
            ),
            ("in a log", repeated("\\", "target "), "a.log", (*_CHECK, "--extract")),
            ("in a string", repeated("\\\\", '{"log":"target ', '"}'), "a.ndjson", (*_CHECK, "--at", "/log")),
        )
    ),
    *(
        Attack(f"{title} without a record", make, "a.log", (*_CHECK, "--extract", "--at", "/b"), slow=DENSE)
        for title, make in (
            ("brackets before a message", repeated("{", "", MESSAGE)),
            ("messages in a line", repeated(f"{MESSAGE} ")),
            ("messages in an object", repeated(f"{MESSAGE}, ", "{x: ", "}")),
            ("messages in nested objects", repeated(f"{{x: {MESSAGE}, ")),
            ("messages behind nested objects", nested("{x: ", MESSAGE, f"}}, {MESSAGE}")),
            ("messages behind a string", repeated(f"{MESSAGE}, ", '{"a":"{"} ')),
        )
    ),
    *(
        Attack(f"lines of another program, {title}", make, "a.ndjson", (*_CHECK, "--skip-foreign"), slow=DENSE)
        for title, make in {
            "all": repeated('{"a":"b c"}\n'),
            "before a message": repeated('{"a":"b c"}\n', "", MESSAGE),
            "several on each": repeated('{"a":1} '),
            "names like messages": repeated('{"{a target and command}":1}\n'),
            "in hexadecimal digits": repeated("22", '{"a":"7b', '"}\n'),
            "as characters": repeated(',"a"', '{"a":["{"', "]}\n"),
        }.items()
    ),
    Attack("records without a message", repeated('{"a":{}}\n'), "a.ndjson", ("check", "--at", "/a/b"), slow=DENSE),
    # Configurations
    *(
        Attack(f"configuration of {title}", make, PROJECT, slow=DENSE, memory=TREE)
        for title, make in (
            ("open brackets", repeated("[\n")),
            ("brackets in a line", repeated("[")),
            ("headers of other tables", repeated("[tool.cti]\n")),
            ("a long key", repeated("a.", _SETTINGS, "a=1\n")),
            ("a long key in quotes", repeated('"a".', _SETTINGS, "a=1\n")),
            ("a long header", repeated("a.", f"{_SETTINGS}[", "a]\n")),
            ("deep keys", numbered(f"k#.{'a.' * 30}a=1\n", f"{_SETTINGS}[tool.other]\n")),
            ("many keys", numbered("k#=1\n", f"{_SETTINGS}[tool.other]\n")),
            ("escaped quotes", repeated('\\"', f'{_SETTINGS}output="')),
            ("an open bracket in a pattern", repeated("[a", f'{_SETTINGS}exclude=["', '"]\n')),
            ("an open range in a pattern", repeated("[a-", f'{_SETTINGS}exclude=["/', '"]\n')),
            ("classes in a pattern", repeated("[ab]", f'{_SETTINGS}exclude=["', '"]\n')),
        )
    ),
    # Documentation pages
    *(
        Attack(f"page of {title}, {kind}", make, f"a.{kind}", ("docs", "--no-errata"), slow=DENSE, memory=TREE)
        for title, kind, make in (
            ("open elements", "html", repeated("<div>")),
            ("nested elements", "html", nested("<div>", "a", "</div>")),
            ("open bold text", "html", repeated("<b>a")),
            ("open tables", "html", repeated("<table><tr><td>")),
            ("open lists", "html", repeated("<ul><li>")),
            ("texts in open elements", "html", repeated("<div>a")),
            ("texts in open tables", "html", repeated("<table><tr><td>a")),
            ("texts in open lists", "html", repeated("<ul><li>a")),
            ("open code", "html", repeated("<pre><code>{")),
            ("open tags", "html", repeated("<")),
            ("open comments", "html", repeated("<!--")),
            ("attributes", "html", numbered(' a#="1"', "<p", ">")),
            ("entities", "html", repeated("&amp;")),
            ("headings", "html", repeated("<h2>channel.dial</h2>")),
            ("paragraphs", "html", repeated("<p>channel.dail is raised after session.start.")),
            ("one paragraph", "html", repeated("channel.dail is raised after session.start.\n", "<p>")),
            ("members in one paragraph", "html", repeated('the member "a"\n', "<h1>channel.dial</h1><p>")),
            ("one status", "html", repeated("a", '<span class="status-macro">')),
            ("nested tables", "html", nested("<table><tr><td>", "a", "</td></tr></table>")),
            ("rows", "html", repeated("<tr><td>a<td>string", "<h1>channel.dial</h1><table><tr><th>Name<th>Type")),
            ("open storage elements", "xml", repeated('<ac:structured-macro ac:name="code">')),
            ("a picture in letters", "md", repeated("iVBORw0KGgo", "![x](data:image/png;base64,", ")")),
            (
                "one sentence",
                "md",
                repeated("the target of it is the channel, it has a destination ", "# channel.dial\n\n"),
            ),
            *(
                (f"sentences {where}", "md", repeated(unit, f"# channel.dial\n\n{before}"))
                for where, before, unit in _SENTENCES
            ),
            ("nested quotes", "md", repeated(">")),
            ("nested lists", "md", lambda size: "\n".join(" " * 2 * n + "- a" for n in range(int(size**0.5))).encode()),
            ("short elements of a list", "md", repeated("- a\n")),
            ("short headings", "md", repeated("# a\n")),
            ("short paragraphs", "txt", repeated("a\n\n")),
            ("short paragraphs", "html", repeated("<p>a")),
            ("short rows", "md", repeated("|a|\n", "|a|\n|-|\n")),
            ("emphasis", "md", repeated("*a _b ")),
            ("brackets", "md", repeated("[")),
            ("arrows", "md", repeated("-> ")),
            ("open entities", "html", repeated("&#")),
            ("code of messages", "md", repeated('"command"}', "`{")),
            ("links", "md", repeated("[a](")),
            ("backticks", "md", lambda size: " ".join("`" * n for n in range(int((2 * size) ** 0.5))).encode()),
            ("code blocks", "md", repeated("```json\n{\n```\n")),
            ("headings", "md", repeated("## channel.dial\n\n")),
            (
                "samples of another message",
                "md",
                repeated(
                    'Then `channel.disposed`:\n\n```\n{"name": "channel.disposed"}\n```\n\n',
                    '# channel.initialized\n\n```\n{"name": "channel.initialized"}\n```\n\n',
                ),
            ),
            ("older names", "md", repeated("Use `session.addchannel`, not `session.request.addchannel`.\n\n")),
            ("tables", "md", repeated("|a", "|a|\n|-|\n")),
            ("paragraphs of brackets", "md", repeated("[" * 300 + "\n\n")),
            ("paragraphs of links", "md", repeated("[a](" * 80 + "\n\n")),
            ("paragraphs of emphasis", "md", repeated("*a _b " * 50 + "\n\n")),
            ("marks for hidden text", "md", repeated("…\n\n")),
            ("titles", "md", repeated("# Events\n\n")),
            ("labels", "md", repeated("Request\n\n", "# channel.dial\n\n")),
            ("comments that ignore findings", "md", repeated("<!-- cti-contract: ignore echo: a -->\n\n")),
            (
                "ignored findings",
                "md",
                repeated(
                    "<!-- cti-contract: ignore unknown-message: a -->\n\nchannel.hangup\n\n", "# channel.dial\n\n"
                ),
            ),
            ("secondary events", "md", repeated("- channel.disposed\n", "# session.start\n\n## Secondary events\n\n")),
            (
                "secondary events in a sentence",
                "md",
                repeated("channel.disposed,\n", "# session.start\n\nSecondary events: "),
            ),
            ("wrong sentences", "md", repeated("channel.dial is for multimedia only.\n\n")),
            ("wrong names in a line", "md", numbered("channel.dail# ", "# channel.dial\n\n")),
            ("wrong members in a line", "md", numbered("data.a# ", "# channel.dial\n\n")),
            (
                "unknown members in a line",
                "md",
                numbered('"a#": 1, ', '# channel.dial\n\n```json\n{"command": "channel.dial", "data": {', "}}\n```\n"),
            ),
            (
                "alternatives in a line",
                "md",
                repeated(
                    '{"a": <x>} | ', '# channel.dial\n\n```json\n{"command": "channel.dial", "data": ', "<a>}\n```\n"
                ),
            ),
            (
                "placeholders in a line",
                "md",
                repeated('<a | "b" , ', '# channel.dial\n\n```json\n{"command": "channel.dial", ', "\n```\n"),
            ),
            ("wrong names", "md", numbered("channel.dail# is new.\n\n", "# channel.dial\n\n")),
            ("braces", "txt", repeated("{")),
            ("samples", "txt", repeated('{"command": "channel.dial"\n')),
            ("cut samples", "txt", repeated('{"a": [\n')),
            ("strings", "txt", repeated('"', "{")),
            ("names of messages", "txt", repeated("channel.dail ")),
            ("marks for hidden text", "txt", repeated("...\n", "Versions Compared\n")),
            ("headings", "txt", repeated("channel.dial\n")),
            ("comments", "txt", repeated("// a\n")),
            ("rows", "txt", repeated("a\tstring\n", "channel.dial\n\nName\tType\n")),
            ("torn strings", "txt", repeated('"a\n', "Versions Compared\nCode Block\n{\n")),
            ("older lines", "txt", repeated("}\n", "Versions Compared\nCode Block\n{\n")),
            ("placeholders", "txt", numbered("<channel_id#> ")),
        )
    ),
)

#: Attacks that are known to break a limit.
UNFIXED: tuple[str, ...] = ()

_FRAGMENTS = (
    *("[", "]", "{", "}", ",", ":", '"', '\\"', "\\\\", "\\u0000", "\\ud83d", "0", "-", "1e5", "true", "tru", "'", "/"),
    *(" ", "\n", "\r", "\t", "\0", "\x1e", "\udcff", "\ufeff", "\u200b", "é", "\U0001f600", "//", "/*", "#", "NaN"),
    *(
        '"a":',
        '{"a":',
        '{"command":"',
        '"channel.dial"',
        '"target":"a.b",',
        f"{MESSAGE}\n",
        f"{MESSAGE},",
        MISTAKE,
        _OPEN,
    ),
)
_PAGE_FRAGMENTS = (
    *(
        "\n",
        "\n\n",
        " ",
        ".",
        ", ",
        ": ",
        "- ",
        "* ",
        "1. ",
        "# ",
        "## ",
        "|",
        "|-|\n",
        "`",
        "```\n",
        "**",
        "_",
        "[",
        "](",
    ),
    *("<p>", "</p>", "<div>", "<pre>", "</pre>", "<table>", "<tr>", "<td>", "<th>", "<ul>", "<li>", "<h2>", "</h2>"),
    *(
        "<code>",
        "</code>",
        "<b>",
        "<!-- ",
        " -->",
        "&lt;",
        "<ac:parameter>",
        "<![CDATA[",
        "]]>",
        "::",
        "====\n",
        "----\n",
    ),
    *(
        "{",
        "}",
        "[",
        "]",
        '"',
        '"a": ',
        "<b",
        "<c>",
        "…",
        "...",
        "//",
        "null",
        '{"command": "channel.dial"',
        "->",
        "--> ",
    ),
    *("channel.dial", "channel.dail", "state.updated", "destination", "target", "data.entries[]", "the ", "is ", "or "),
    *(
        "raised after ",
        "optional",
        "required",
        "not ",
        "string",
        "Telephony only",
        "Request",
        "Response",
        "Events",
        "Name",
    ),
    *(
        "the channel",
        "a command",
        "only ",
        "if ",
        "success",
        "failure",
        "und ",
        "wird ",
        "Versions Compared\n",
    ),
)
_FILES = ("a.json", "a.ndjson", "a.log", "a.json.gz", "-")
_OPTIONS = ((), (), (), ("--at", "/a"), ("--unknown", "ignore"), ("--format", "json"), ("--max-problems", "3"))


def generated(seed: int) -> Attack:
    """Return an attack of repeated fragments of JSON."""
    draw = Random(seed)
    unit, before, after = (
        "".join(draw.choices(_FRAGMENTS, k=draw.randint(*sizes))) for sizes in ((1, 3), (0, 3), (0, 2))
    )
    command = (draw.choice(("check", "check", "check", "session")), *draw.choice(_OPTIONS))
    return Attack(f"generated {seed}", repeated(unit, before, after), draw.choice(_FILES), command, slow=DENSE)


def generated_page(seed: int) -> Attack:
    """Return an attack of repeated fragments of documentation pages."""
    draw = Random(seed)
    unit, before, after = (
        "".join(draw.choices(_PAGE_FRAGMENTS, k=draw.randint(*sizes))) for sizes in ((1, 6), (0, 4), (0, 2))
    )
    file = draw.choice(("a.md", "a.html", "a.xml", "a.txt"))
    make = draw.choice((repeated(unit, before, after), numbered(f"{unit}#", before, after)))
    return Attack(f"generated page {seed}", make, file, ("docs", "--no-errata"), slow=DENSE, memory=TREE)
