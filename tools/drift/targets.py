"""Target forms: those that a sample prints against those of the schema."""

import re
from collections.abc import Iterator

from cti_contract.catalogue import Message
from cti_contract.problems import quote
from cti_contract.targets import bracketed
from drift.contract import Contract
from drift.samples import Choice, Literal, Placeholder, Value
from drift.shapes import Difference

_SEGMENT = re.compile(r"<[^<>]*>|[^.<>]+")
_NOUNS = {
    "session": "session",
    "channelgroup": "group",
    "group": "group",
    "channel": "channel",
    "interaction": "interaction",
    "conversation": "conversation",
}


def target_differences(line: int, target: Value, message: Message, contract: Contract) -> Iterator[Difference]:
    """Yield the target forms of a sample that the schema refuses, and those of the schema that it does not print."""
    forms = contract.forms(message)
    depths = {form.count(".") + 1 for form in forms}
    options = target.options if isinstance(target, Choice) else (target,)
    shown = " or ".join(bracketed(form) for form in forms)
    printed = set()
    for option in options:
        form = _form(option)
        printed.add(form)
        segments = len(_SEGMENT.findall(_text(option)))
        if form not in forms if form else segments and segments not in depths:
            text = f"the schema refuses the target {quote(_text(option))}: it takes {shown}"
            yield Difference(option.line, "target-refused", text)
    missing = [form for form in forms if form not in printed]
    if None not in printed and len(missing) < len(forms):
        for form in missing:
            yield Difference(
                line,
                "target-undocumented",
                f"the schema takes the target {bracketed(form)}, the page does not print it",
            )


def _text(option: Value) -> str:
    if isinstance(option, Placeholder):
        return option.text
    return option.value if isinstance(option, Literal) and isinstance(option.value, str) else ""


def _form(option: Value) -> str | None:
    """Return the form that a target with placeholders has; None for an example, or where a placeholder tells no object."""
    if not isinstance(option, Placeholder):
        return None
    nouns = [_NOUNS.get(_squeezed(segment)) for segment in _SEGMENT.findall(option.text)]
    return ".".join(noun for noun in nouns if noun) if nouns and None not in nouns else None


def _squeezed(segment: str) -> str:
    return re.sub(r"[^a-z]", "", segment.lower()).removesuffix("id")
