"""Samples that repeat a request: the data of a success, and the `original` of a failure."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cti_contract.contract.catalog import Message
from cti_contract.drift.contract import Contract
from cti_contract.drift.findings import Difference, edit
from cti_contract.drift.members import Context, differences
from cti_contract.drift.samples import Array, Literal, Object, Placeholder, Value, plain, text_of
from cti_contract.drift.sections import Sample, Section
from cti_contract.text import one_of, quote

#: A response is compared with no more than this many requests of the same target.
_MOST = 20


_ABSENT = "absent"


class _Found(NamedTuple):
    """A difference: its path and line, the repeated value, and the value of the request."""

    path: str
    line: int
    here: str
    there: str


def echo_differences(samples: Sequence[Sample], message: Message) -> Iterator[Difference]:
    """Yield how the data of a success differs from that of the request with the same target before it."""
    if not message.echo:
        return
    requests: dict[str, deque[Sample]] = {}
    for sample in samples:
        target = _target_of(sample)
        if sample.kind == "request":
            requests.setdefault(target, deque(maxlen=_MOST)).append(sample)
        data = sample.value.members.get("data")
        if sample.kind == "success" and data and isinstance(data.value, Object) and data.value.members:
            found = [_difference(_data(each), data.value, "data") for each in requests.get(target, ())]
            if found and (last := found[-1]) and None not in found:
                path, line, here, there = last
                text = f"{path} is {here} in the success, {there} in the request; the schema says that it is the same"
                yield Difference(line, "echo", text, (edit("x-cti/echo", value=False),))


def original_differences(samples: Sequence[Sample], message: Message, contract: Contract) -> Iterator[Difference]:
    """Yield how the `original` of a failure differs from the request, if it is written out.

    An older spelling of the command in it is no difference: another client has sent that request.
    """
    requests: dict[str, deque[Sample]] = {}
    for sample in samples:
        if sample.kind == "request" and sample.name:
            requests.setdefault(_target_of(sample), deque(maxlen=_MOST)).append(sample)
    for sample in samples:
        original = sample.value.members.get("original")
        if sample.kind != "failure" or not original or not isinstance(original.value, Object):
            continue
        own = _other_target(original.value, sample)
        if own:
            member = original.value.members.get("target", original)
            yield Difference(member.line, "original", own)
            continue
        same = requests.get(_target_of(sample), ())
        if same and (wrong := _other_types(sample, original.value, message, contract)):
            yield from wrong
            continue
        found = [
            None if _is_another(each.value, original.value) else _difference(each.value, original.value, "original")
            for each in same
        ]
        if len(original.value.members) > 1 and found and (last := found[-1]) and None not in found:
            path, line, here, there = last
            command = text_of(original.value, "command") or ""
            if _blames(sample, path) or (path == "original.command" and contract.same(command, message.name)):
                continue
            if here == _ABSENT and _is_optional(path, message, contract):  # an example of another request
                continue
            yield Difference(
                line, "original", f"{path} is {here} in the failure, {there} in the request of {message.name}"
            )


def _is_optional(path: str, message: Message, contract: Contract) -> bool:
    """Return whether a member of an `original` is optional in its request."""
    request = contract.find(message.name, "request")
    members = contract.members_of(request) if request else ()
    return all(not each.is_required for each in members if ".".join(("original", *each.path)) == path)


def misnamed_in_original(failure: Sample, original: Object, contract: Contract) -> Iterator[Difference]:
    """Yield a member of an `original` in place of one that the request has, unless the failure may be about that.

    Args:
        failure: A failure.
        original: Its `original`.
        contract: The contract.
    """
    request = contract.find(contract.current(failure.name or ""), "request")
    reason = failure.value.members.get("failure")
    if request is None or reason is None or _OF_MEMBERS.search(repr(plain(reason.value))):
        return
    for each in differences(original, contract.schema(request), "original", Context(contract)):
        if each.code == "unknown-member" and "; it has " in each.text and not _blames(failure, each.text.split()[0]):
            yield Difference(each.line, "original", each.text)


#: Words of a failure about a member: the request is shown as a wrong one.
_OF_MEMBERS = re.compile(
    r"invalid|malformed|unknown|unexpected|missing|bad|wrong|schema|field|member|propert|requi|ungültig|unbekannt|fehl"
    r"|falsch|pflicht|champ|manqu|inconn|campo|falta|desconoc|inv[aá]lid|obligat",
    re.IGNORECASE,
)


def _other_types(failure: Sample, original: Object, message: Message, contract: Contract) -> list[Difference]:
    """Return the values in an `original` of types that the request forbids, unless the failure names their members."""
    found = differences(original, contract.schema(message), "original", Context(contract))
    return [
        Difference(each.line, "original", each.text)
        for each in found
        if each.code == "other-type" and not _blames(failure, each.text.partition(" ")[0])
    ]


def _blames(failure: Sample, path: str) -> bool:
    """Return whether a failure names the member in which its request differs: it shows what a wrong request gets."""
    reason = failure.value.members.get("failure")
    name = path.rpartition(".")[2]
    return reason is not None and re.search(rf"\b{re.escape(name)}\b", repr(plain(reason.value))) is not None


def other_targets(samples: Sequence[Sample], message: Message, section: Section) -> Iterator[Difference]:
    """Yield that a success has another target than each request of its section, where all are real ones.

    If it repeats other data than each of them, or the text before it names an id of its target, it is the success of
    another example.

    Args:
        samples: The samples of the message in a section that are right.
        message: The message.
        section: Their section.
    """
    requests = [sample for sample in samples if sample.kind == "request"]
    targets = dict.fromkeys(target.value for each in requests if (target := _real_target(each)))
    if not targets or not all(map(_real_target, requests)):
        return
    repeated = {_data_as_text(each) for each in requests}
    for sample in samples:
        target = _real_target(sample) if sample.kind == "success" else None
        is_of_request = not message.echo or _data_as_text(sample) in repeated
        is_answer = any(each.line < sample.line for each in requests)  # else a request of another example is below it
        is_other = target is not None and target.value not in targets and is_of_request and is_answer
        if target and is_other and not _names_id(target.value, section.text_before(sample.line)):
            text = f"target is {quote(target.value)} in the success, {one_of(list(targets))} in the request"
            yield Difference(target.line, "other-target", text)


#: A shorter id may be any word.
_SHORTEST_ID = 4
#: The marks between the ids of a target, and between a platform and an agent.
_BETWEEN_IDS = re.compile(r"[.-]")


def _names_id(target: object, before: str) -> bool:
    """Return whether the text before a sample has a part of its target: "this one is for `jdoe`"."""
    ids = {each for each in _BETWEEN_IDS.split(str(target)) if len(each) >= _SHORTEST_ID}
    return not ids.isdisjoint(re.findall(r"\w+", before))


def _real_target(sample: Sample) -> Literal | None:
    """Return the target of a sample if it is no placeholder."""
    target = sample.value.members.get("target")
    return target.value if target and isinstance(target.value, Literal) else None


def _is_another(request: Value, original: Value) -> bool:
    """Return whether two requests have other values in their data: a page may show the failure of another example."""
    if isinstance(request, Object) and isinstance(original, Object):
        shared = request.members.keys() & original.members.keys() - {"command", "target"}
        return any(_is_another(request.members[name].value, original.members[name].value) for name in shared)
    return isinstance(request, Literal) and isinstance(original, Literal) and request.value != original.value


def _data_as_text(sample: Sample) -> str:
    data = _data(sample)
    return repr(plain(data)) if data else ""


def _data(sample: Sample) -> Value | None:
    data = sample.value.members.get("data")
    return data.value if data else None


def _target_of(sample: Sample) -> str:
    """Return the target of a sample as a key; a sample without one has an empty key."""
    target = sample.value.members.get("target")
    return repr(plain(target.value)) if target else ""


def _other_target(original: Object, sample: Sample) -> str:
    inner, outer = original.members.get("target"), sample.value.members.get("target")
    if outer and not inner and len(original.members) > 1 and not (original.more or original.remarks):
        return f"original.target is absent, the target of the failure is {quote(plain(outer.value))}"
    if not inner or not outer or not isinstance(inner.value, Literal) or not isinstance(outer.value, Literal):
        return ""
    if inner.value.value == outer.value.value:
        return ""
    return f"original.target is {quote(inner.value.value)}, the target of the failure {quote(outer.value.value)}"


def _difference(request: Value | None, repeated: Value, path: str) -> _Found | None:
    """Return the first difference; a placeholder may repeat any value."""
    if isinstance(request, Object) and isinstance(repeated, Object):
        return _in_objects(request, repeated, path)
    if isinstance(request, Array) and isinstance(repeated, Array) and len(request.items) == len(repeated.items):
        found = (_difference(*pair, path) for pair in zip(request.items, repeated.items, strict=True))
        return next(filter(None, found), None)
    is_value = isinstance(request, (Literal, Placeholder)) and isinstance(repeated, Literal)
    if request is None or not is_value or plain(request) == plain(repeated):
        return None
    return _Found(path, repeated.line, _shown(repeated), _shown(request))


def _in_objects(request: Object, repeated: Object, path: str) -> _Found | None:
    if request.remarks or repeated.remarks or request.more or repeated.more:
        return None
    for name, member in repeated.members.items():
        if name not in request.members:
            return _Found(f"{path}.{name}", member.line, _shown(member.value), _ABSENT)
        found = _difference(request.members[name].value, member.value, f"{path}.{name}")
        if found:
            return found
    missing = [name for name in request.members if name not in repeated.members]
    if not missing:
        return None
    return _Found(f"{path}.{missing[0]}", repeated.line, _ABSENT, _shown(request.members[missing[0]].value))


def _shown(value: Value) -> str:
    return quote(plain(value))
