"""The page of the softphone desk in three formats: as it is, with drifts, and against changed schemas."""

import copy
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from typing import Any

import pytest
from docs_checks import CONTRACT, DESK, checked, contract_with, findings
from each_case import each_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cti_contract.contract import registry
from cti_contract.drift.contract import Contract
from cti_contract.drift.samples import plain
from cti_contract.drift.secondary_events import listing_of
from cti_contract.drift.sections import Section

CALL = "<session-id>.<channel-id>.<interaction-id>.<conversation-id>"

#: A text of the page, its replacement, and the code and the text of the one finding.
DRIFTS = [
    (
        '"command": "session.start"',
        '"command": "session.initialise"',
        "heading-differs",
        'sample below it "session.initialise"',
    ),
    ("conversation.senddtmf (", "conversation.sendtones (", "heading-differs", 'heading says "conversation.sendtones"'),
    ("begins with session.start.", "begins with session.sign.in.", "unknown-message", 'message "session.sign.in"'),
    (
        "begins with session.start.",
        "begins with session.addchannel.",
        "alias",
        'spelling of "session.request.addchannel"',
    ),
    (f'{CALL}" | ', f'{CALL}.<party-id>" | ', "target-refused", "it takes <session>.<channel>.<interaction>"),
    ('"<session-id>.<channel-id>" | ', "", "target-undocumented", "<session>.<channel>, the page"),
    ('"endpoint":', '"endPoint":', "unknown-member", "data.channel.endPoint is documented"),
    ('"numUnavailable": 1,', "", "undocumented-member", "[].entries[].properties.numUnavailable"),
    ('"callbackNumbers"', '"callbackNumber"', "unknown-member", '"callbackNumber" is documented'),
    (' | "CHAT"', "", "alternatives", '"TELEPHONY", "EMAIL" or "CALLBACK" on the page'),
    ('"result": "success"', '"result": "success" | "<other-result>"', "alternatives", "room for other"),
    ('"type": "skill"', '"type": "team"', "other-value", '"team" on the page, "skill"'),
    ('"type": "skill"', '"type": "external" | "agent" | "skill"', "alternatives", '"skill" in the schema'),
    ('"<endpoint>"', '"A" | "B"', "alternatives", "any value in the schema"),
    ('"value": "<result-value>"', '"value": 3', "other-type", "is 3 on the page, string"),
    ("true | false", '"<yes-or-no>"', "other-type", "boolean in the schema"),
    ("true | false", 'true | "<yes-or-no>"', "other-type", "boolean in the schema"),
    ('"extensions": []', '"extensions": {}', "other-type", "is an object on the page, array"),
    ('"result": "success"', '"result": "done"', "other-value", '"done" on the page, "success"'),
    ('"data": {}', '"data": {\n    <anything>\n  }', "open-object", "leaves data open"),
    ("<whatever-the-platform-tells>", "<Same data as in the request>", "echo", "the schema does not"),
    ("interaction.focuschanged", "interaction.focuschange", "misspelt-event", 'nearest is "interaction.focuschanged"'),
    ("interaction.focuschanged", "interaction.focuschanged\n- weather.sunny", "unknown-message", '"weather.sunny"'),
    (
        "interaction.focuschanged",
        "interaction.focuschanged\n- interaction.preview",
        "secondary-events",
        "on the page, not in the schema",
    ),
    ("(conversation state, original", "(channel state event, original", "secondary-events", 'object is "channel"'),
    ("disposed (original call)", "disposed (consult call)", "secondary-events", 'note is "consult call"'),
    (" (if only one call was active)", "", "secondary-events", "condition is not given on the page"),
    ("None: nothing follows from it.", "Nothing is known.", "", ""),
    ("conversation.senddtmf (Telephony only)", "conversation.senddtmf", "media", "telephony"),
    ("addressbook (inContact only)", "addressbook (Avaya only)", "platforms", "the schema incontact"),
    ('"data": {}', '"data": {', "malformed-sample", "a } is missing"),
    ('"country": "US",', '"country": "US"', "malformed-sample", "a comma is missing before "),
    ('<result-text>"', '<result-text"', "malformed-sample", "is not closed"),
    ('"data": {}', '"data": {},', "malformed-sample", "a comma trails"),
    ("<native-id>", "<native_id>", "placeholder", "as the page spells others: <native-id>"),
    ("<native-id>", "<interactionid>", "placeholder", "is elsewhere spelled <interaction-id>"),
]


def written(form: str, text: str, planted: str) -> tuple[str, str, int]:
    """Return two texts as they are written in a format, and the place of the first of them in the page."""
    page = DESK[form]
    if form == "txt":
        text, planted = text.replace("    ", "\u00a0" * 4), planted.replace("    ", "\u00a0" * 4)
    if form == "html":
        place = min(page.find(each) for each in (text, escape(text, quote=False)) if each in page)
        if page.rfind("<![CDATA[", 0, place) <= page.rfind("]]>", 0, place):  # rendered, in no macro
            text, planted = escape(text, quote=False), escape(planted, quote=False)
        planted = planted.replace("\n- ", "</p></li>\n<li><p>")
    return text, planted, page.index(text)


@pytest.mark.parametrize("form", DESK)
def test_page_as_it_is(form: str) -> None:
    assert findings(DESK[form], f"desk.{form}") == []


@pytest.mark.parametrize("form", DESK)
def test_format_by_content(form: str) -> None:
    """A page whose name has no known suffix is read by its content, with any line ends."""
    assert findings(DESK[form], "page") == []
    assert findings(DESK[form].replace("\n", "\r\n"), "page") == []


def _contents(section: Section) -> tuple[Any, ...]:
    listing = listing_of(section, CONTRACT)
    events = [each._replace(line=0) for each in listing.events] if listing else None
    samples = [(sample.kind, sample.name, plain(sample.value)) for sample in section.samples]
    return section.name, section.heading.rest, events, samples


def test_formats_agree() -> None:
    read = [
        [_contents(each) for each in checked(text, f"desk.{form}").sections if each.heading.name]
        for form, text in DESK.items()
    ]
    assert read[0] == read[1] == read[2]
    assert len(read[0]) == 9


@pytest.mark.parametrize("form", DESK)
@each_case(("text", "planted", "code", "says"), DRIFTS)
def test_one_drift(form: str, text: str, planted: str, code: str, says: str) -> None:
    text, planted, place = written(form, text, planted)
    found = findings(DESK[form].replace(text, planted, 1), f"desk.{form}")
    assert [each.code for each in found] == [code] * bool(code), found
    for each in found:
        assert says in each.text
        assert abs(each.line - DESK[form].count("\n", 0, place) - 1) <= 8


def test_order_of_secondary_events() -> None:
    text = (
        DESK["md"]
        .replace("- interaction.focuschanged\n", "")
        .replace("- conversation.disposed (orig", "- interaction.focuschanged\n- conversation.disposed (orig")
    )
    (found,) = findings(text)
    assert (found.code, "in another order" in found.text) == ("secondary-events", True)


def test_table_of_contents() -> None:
    """A list of names above the page claims nothing about them."""
    headings = [each.heading for each in checked(DESK["txt"], "a.txt").sections if each.heading.name]
    contents = "".join(f"{heading.text}\n" for heading in headings)
    assert contents.count("\n") == 9
    assert findings(f"{contents}\n{DESK['txt']}", "a.txt") == []


DISPOSED = {"name": "channel.disposed"}
INTERACTION = "../common/target.json#/$defs/interaction"


@each_case(
    ("schema", "place", "value", "code"),
    [
        ("commands/session.start.json", ["x-cti", "secondary"], [], "secondary-events"),
        ("commands/session.start.json", ["x-cti"], {"status": "documented", "media": "any"}, "secondary-events"),
        ("commands/session.request.addchannel.json", ["x-cti", "secondary"], [DISPOSED], "secondary-events"),
        ("commands/conversation.senddtmf.json", ["x-cti", "secondary"], [DISPOSED], "secondary-events"),
        ("commands/session.start.json", ["x-cti", "media"], "telephony", "media"),
        ("commands/session.start.json", ["x-cti", "platforms"], ["avaya"], "platforms"),
        ("responses/conversation.blindtransfer.json", ["x-cti", "echo"], False, "echo"),
        ("events/channel.disposed.json", ["properties", "target", "$ref"], INTERACTION, "target-refused"),
    ],
)
def test_changed_schema(schema: str, place: list[str], value: Any, code: str) -> None:
    found = findings(DESK["md"], contract=contract_with(schema, place, value))
    assert {each.code for each in found} == {code}


def edits(schemas: dict[str, Any]) -> Iterator[Callable[[], None]]:
    """Yield every way to rename or drop a member, or change a constant, of the messages that the page documents."""
    files = {
        f"{folder}/{section.heading.name}.json"
        for section in checked(DESK["md"], "desk.md").sections
        if section.heading.name
        for folder in ("commands", "responses", "events")
    }
    for file in sorted(files & {uri.removeprefix(registry.BASE_URI) for uri in schemas}):
        yield from _edits(schemas[registry.BASE_URI + file], "original")


def _edits(schema: Any, *besides: str) -> Iterator[Callable[[], None]]:
    if not isinstance(schema, dict):
        return
    for name, member in list(schema.get("properties", {}).items()):
        if name not in (*besides, "data", "target", "command") and member is not False:
            yield partial(_rename, schema, name)
            yield partial(_drop, schema, name)
    yield from _changes(schema)
    inner = [schema[key] for key in ("items", "additionalProperties") if key in schema]
    inner += [part for key in ("$defs", "properties") for part in schema.get(key, {}).values()]
    for part in inner:
        yield from _edits(part, *besides)


def _changes(schema: dict[str, Any]) -> Iterator[Callable[[], None]]:
    if "const" in schema:
        yield partial(schema.update, const=schema["const"] + "X")
    if "enum" in schema and "session.addchannel" not in schema["enum"]:
        yield partial(schema.update, enum=[*schema["enum"], "one more"])
    if schema.get("x-cti", {}).get("known"):
        yield partial(schema.update, examples=schema["examples"][1:])
    targets, _, kind = schema.get("$ref", "").rpartition("/")
    if "target.json#" in targets and kind in _OTHER:
        yield partial(schema.update, {"$ref": targets + _OTHER[kind]})


_OTHER = {"session": "/channel", "channel": "/channelgroup", "conversation": "/interaction"}


def _rename(schema: dict[str, Any], name: str) -> None:
    schema["properties"] = {(key + "Of" if key == name else key): value for key, value in schema["properties"].items()}
    schema["required"] = [key + "Of" if key == name else key for key in schema.get("required", ())]


def _drop(schema: dict[str, Any], name: str) -> None:
    schema["properties"] = {key: value for key, value in schema["properties"].items() if key != name}
    schema["required"] = [key for key in schema.get("required", ()) if key != name]


MANY = len(list(edits(copy.deepcopy(dict(registry.schemas())))))


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(number=st.integers(0, MANY - 1), form=st.sampled_from(sorted(DESK)))
def test_edit_of_a_schema(number: int, form: str) -> None:
    schemas = copy.deepcopy(dict(registry.schemas()))
    list(edits(schemas))[number]()
    assert findings(DESK[form], f"desk.{form}", Contract(schemas)) != []


MANGLED = st.tuples(
    st.sampled_from(sorted(DESK)),
    st.lists(
        st.tuples(
            st.integers(0, 12_000),
            st.integers(0, 40),
            st.sampled_from(
                [
                    "",
                    "{",
                    "}",
                    "[",
                    "]",
                    '"',
                    ",",
                    "|",
                    "<",
                    ">",
                    "…",
                    "\n...\n",
                    "```",
                    "<![",
                    "<![x",
                    "<pre>",
                    "/*",
                    "\0",
                    "\ud800",
                    "(",
                    "Code Block\n",
                    "<table>",
                    "<td>",
                    "| a | b |\n",
                    "\t",
                    "1 {",
                    "<!--",
                    "- `x`: ",
                ]
            ),
        ),
        max_size=12,
    ),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mangled=MANGLED, compared=st.booleans())
def test_mangled_page(mangled: tuple[str, list[tuple[int, int, str]]], *, compared: bool) -> None:
    form, cuts = mangled
    text = "Versions Compared\n" * compared + DESK[form]
    for start, length, planted in cuts:
        text = text[:start] + planted + text[start + length :]
    assert all(1 <= each.line <= text.count("\n") + 1 for each in findings(text, f"desk.{form}"))
