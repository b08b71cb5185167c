"""Examples: always valid, the same for a seed, about the same objects, and varied."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from each_case import each_case
from helpers import Cli

import cti_contract as cti
from cti_contract.contract import walk
from cti_contract.generators.sample_values import PLATFORMS

EACH = each_case("message", [pytest.param(each, id=f"{each.name} {each.kind}") for each in cti.MESSAGES])


def body(example: dict[str, Any]) -> str:
    """Return an example without the members that hold ids."""
    return json.dumps({name: value for name, value in example.items() if name not in ("target", "original")})


@EACH
def test_examples_are_valid(message: cti.Message) -> None:
    for example in cti.examples(message.name, message.kind, count=50, seed=1):
        assert (cti.check(example), cti.identify(example)) == ([], message)


@EACH
def test_same_seed_same_examples(message: cti.Message) -> None:
    first = list(cti.examples(message.name, message.kind, count=5, seed=1))
    assert first == list(cti.examples(message.name, message.kind, count=5, seed=1))
    assert first[0] == cti.example(message.name, message.kind, seed=1)
    assert all(one["target"] != other["target"] for one, other in pairwise(first))
    assert cti.example(message.name, message.kind, seed=2)["target"] != first[0]["target"]


def test_without_seed_each_differs() -> None:
    assert cti.example("channel.dial") != cti.example("channel.dial")


@EACH
def test_bodies_vary(message: cti.Message) -> None:
    found = [*cti.examples(message.name, message.kind, count=50, seed=1)]
    assert len(set(map(body, found))) > 1
    assert 0 < sum("context" in example for example in found) < 20


@pytest.mark.parametrize(
    ("name", "member"),
    [("channel.dial", "destination"), ("channel.dial", "extensions"), ("session.start", "extension")],
)
def test_members_vary(name: str, member: str) -> None:
    values = [json.dumps(example["data"].get(member)) for example in cti.examples(name, count=60, seed=1)]
    assert len(set(values)) > 1


@pytest.mark.parametrize("name", ["interaction.accept", "conversation.answer", "interaction.consultconference"])
def test_optional_data_varies(name: str) -> None:
    """The data of these successes is optional, and no member of it is documented."""
    found = [example.get("data") for example in cti.examples(name, "success", count=60, seed=1)]
    assert {} in found
    assert None in found


def test_lists_vary_in_length() -> None:
    found = cti.examples("channel.externaldispositions.updated", count=60, seed=1)
    assert {len(example["data"]["dispositions"]) for example in found} == {0, 1, 2, 3}


def test_response_answers_request_of_seed() -> None:
    for message in cti.MESSAGES:
        request = cti.example(message.name, seed=3)
        if message.kind == "success":
            success = cti.example(message.name, "success", seed=3)
            success.pop("context", None)
            assert success == cti.success(request, success.get("data"))
        if message.kind == "failure":
            assert cti.example(message.name, "failure", seed=3)["original"] == request


def test_objects_of_seed_belong_together() -> None:
    for seed in range(20):
        created = cti.example("interaction.created", seed=seed)
        preview = cti.example("interaction.preview", seed=seed)
        assert preview["target"] == f"{created['target']}.{created['data']['interaction']['id']}"
        group = cti.example("channelgroup.created", seed=seed)
        opened = cti.example("channelgroup.initialized", seed=seed)
        assert opened["target"] == f"{group['target']}.{group['data']['channelgroup']['id']}"


def test_both_target_forms_occur() -> None:
    depths = {example["target"].count(".") for example in cti.examples("channel.dial", count=50, seed=1)}
    assert depths == {1, 2}


def test_aliases_only_if_wanted() -> None:
    name = "session.request.addchannel"
    plain = cti.examples(name, "failure", count=20, seed=1)
    assert {example["command"] for example in plain} == {name}
    found = list(cti.examples(name, "failure", count=20, seed=1, aliases=True))
    assert {example["command"] for example in found} == {name, "session.addchannel"}
    assert all(example["command"] == example["original"]["command"] for example in found)
    assert [problem for example in found for problem in cti.check(example) if problem.code != "alias"] == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_values_fit_platform(platform: str) -> None:
    starts = list(cti.examples("session.start", count=40, seed=1, platform=platform))
    assert {example["target"].partition("-")[0] for example in starts} == {platform}
    assert any("extension" in example["data"] for example in starts) is (platform == "Avaya")
    created = [
        example["data"]["interaction"]
        for example in cti.examples("interaction.created", count=99, seed=1, platform=platform)
    ]
    assert all(each["modelType"] == each["type"] for each in created)
    assert {each["type"] for each in created if "callbackNumbers" in each} == (
        {"CALLBACK"} if platform == "PureCloud" else set()
    )


def test_message_of_one_platform() -> None:
    for example in cti.examples("interaction.request.incontact.signal", count=20, seed=1):
        assert example["target"].startswith("inContact-")
    with pytest.raises(ValueError, match='getscripts" exists on "inContact" only, not on "Avaya"'):
        cti.examples("channel.request.incontact.getscripts", platform="Avaya")


def test_unknown_platform() -> None:
    with pytest.raises(ValueError, match='no platform "Cisco", only "PureCloud", "inContact" or "Avaya"'):
        cti.example("channel.dial", platform="Cisco")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("chanel.dial", None), ("channel.dial", "event"), ("channel.dial", ""), (7, None), ("channel.dial", ["request"])],
)
def test_unknown_message(name: Any, kind: Any) -> None:
    with pytest.raises(cti.UnknownMessage):
        cti.examples(name, kind)


def printed(cli: Cli, *arguments: str | Path) -> str:
    code, out, err = cli("example", *arguments)
    assert (code, err) == (0, "")
    return out


def test_command_prints_examples(cli: Cli) -> None:
    assert json.loads(printed(cli, "channel.dial")) == cti.example("channel.dial", seed=0)
    several = printed(cli, "channel.dial", "--kind", "failure", "--count", "3", "--seed", "9")
    assert json.loads(several) == list(cti.examples("channel.dial", "failure", count=3, seed=9))
    lines = printed(cli, "channel.dial", "--count", "3", "--ndjson").splitlines()
    assert [json.loads(line) for line in lines] == list(cti.examples("channel.dial", count=3, seed=0))


def test_command_takes_platform_and_aliases(cli: Cli) -> None:
    name = "session.request.addchannel"
    out = printed(cli, name, "--count", "9", "--platform", "Avaya", "--aliases")
    assert json.loads(out) == list(cti.examples(name, count=9, seed=0, platform="Avaya", aliases=True))
    code, out, err = cli("example", "interaction.request.incontact.signal", "--platform", "Avaya")
    assert (code, out) == (2, "")
    assert err.endswith('exists on "inContact" only, not on "Avaya"\n')


def test_all_writes_each_message(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "samples"
    assert printed(cli, "--all", folder) == f"{len(cti.MESSAGES)} files in {folder}\n"
    found: dict[str, Any] = {file.name: json.loads(file.read_bytes()) for file in folder.iterdir()}
    assert found.keys() == {f"{each.name}.{each.kind}.json" for each in cti.MESSAGES}
    assert {cti.validate(message) for message in found.values()} == set(cti.MESSAGES)


def test_all_into_a_file_fails(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, out, err = cli("example", "--all", tmp_path / "file")
    assert (code, out, err) == (2, "", f"cti-contract: cannot write {tmp_path / 'file'}: File exists\n")


def test_misspelt_name_has_hint(cli: Cli) -> None:
    code, out, err = cli("example", "chanel.dial")
    assert (code, out) == (2, "")
    assert 'did you mean "channel.dial"?' in err


@pytest.mark.parametrize("arguments", [(), ("--count", "0", "channel.dial"), ("--all", "x", "channel.dial")])
def test_wrong_usage(cli: Cli, arguments: tuple[str, ...]) -> None:
    assert cli("example", *arguments).code == 2


def is_open(schema: Any) -> bool:
    """Return whether a schema takes members, but describes none."""
    return "properties" not in schema and schema.get("additionalProperties") is True


@EACH
def test_no_invented_members(message: cti.Message) -> None:
    """Where the contract takes members but knows none, an example has none."""
    schema = walk.followed(walk.merged(message.uri)["properties"].get("data") or {})
    open_members = [name for name, inner in schema.get("properties", {}).items() if is_open(walk.followed(inner))]
    for example in cti.examples(message.name, message.kind, count=50, seed=1):
        data = example.get("data", {})
        assert not is_open(schema) or data == {} or isinstance(data, list)
        assert [data[name] for name in open_members if data.get(name)] == []


def test_wrong_count() -> None:
    with pytest.raises(ValueError, match="count must be at least 0, not -1"):
        cti.examples("channel.dial", count=-1)
    for wrong in (1.5, "3", True):
        with pytest.raises(TypeError, match="count must be a whole number"):
            cti.examples("channel.dial", count=wrong)  # type: ignore[arg-type]


def test_wrong_seed() -> None:
    for wrong, shown in (("x", '"x"'), (1.5, "1.5"), ([], r"\[…\]"), (True, "true")):
        with pytest.raises(TypeError, match=f"seed must be a whole number, not {shown}; leave it out"):
            cti.example("channel.dial", seed=wrong)  # type: ignore[arg-type]


def test_wrong_aliases() -> None:
    for wrong, shown in (("x", '"x"'), (1, "1"), (None, "null")):
        with pytest.raises(TypeError, match=f"aliases must be True or False, not {shown}"):
            cti.example("channel.dial", aliases=wrong)  # type: ignore[call-overload]
