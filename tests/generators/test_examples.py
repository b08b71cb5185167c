"""Examples: always valid, the same for a seed, and about the same objects."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from helpers import run

import cti_contract as cti

EACH = pytest.mark.parametrize("message", [pytest.param(each, id=f"{each.name} {each.kind}") for each in cti.MESSAGES])


@EACH
def test_examples_of_each_message_are_valid(message: cti.Message) -> None:
    for example in cti.examples(message.name, message.kind, count=50, seed=1):
        assert (cti.check(example), cti.identify(example)) == ([], message)


@EACH
def test_same_seed_gives_the_same_and_another_seed_another(message: cti.Message) -> None:
    first = list(cti.examples(message.name, message.kind, count=5, seed=1))
    assert first == list(cti.examples(message.name, message.kind, count=5, seed=1))
    assert first[0] == cti.example(message.name, message.kind, seed=1)
    assert all(one["target"] != other["target"] for one, other in pairwise(first))
    assert cti.example(message.name, message.kind, seed=2)["target"] != first[0]["target"]


def test_without_a_seed_each_is_another() -> None:
    assert cti.example("channel.dial") != cti.example("channel.dial")


def test_answers_of_a_seed_answer_its_request() -> None:
    for message in cti.MESSAGES:
        request = cti.example(message.name, seed=3)
        if message.kind == "success":
            success = cti.example(message.name, "success", seed=3)
            assert success == cti.success(request, success.get("data"))
        if message.kind == "failure":
            assert cti.example(message.name, "failure", seed=3)["original"] == request


def test_created_object_is_the_one_that_others_of_the_seed_address() -> None:
    for seed in range(20):
        created = cti.example("interaction.created", seed=seed)
        preview = cti.example("interaction.preview", seed=seed)
        assert preview["target"] == f"{created['target']}.{created['data']['interaction']['id']}"
        group = cti.example("channelgroup.created", seed=seed)
        opened = cti.example("channelgroup.initialized", seed=seed)
        assert opened["target"] == f"{group['target']}.{group['data']['channelgroup']['id']}"


def test_channels_are_in_a_group_and_beside_one() -> None:
    depths = {example["target"].count(".") for example in cti.examples("channel.dial", count=50, seed=1)}
    assert depths == {1, 2}


def test_name_or_kind_that_is_none_is_refused_at_once() -> None:
    for name, kind in (("chanel.dial", None), ("channel.dial", "event"), (7, None)):
        with pytest.raises(cti.UnknownMessage):
            cti.examples(name, kind)  # type: ignore[arg-type]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    code, out, err = run(capsys, "example", *arguments)
    assert (code, err) == (0, "")
    return out


def test_command_prints_what_the_call_returns(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(printed(capsys, "channel.dial")) == cti.example("channel.dial", seed=0)
    several = printed(capsys, "channel.dial", "--kind", "failure", "--count", "3", "--seed", "9")
    assert json.loads(several) == list(cti.examples("channel.dial", "failure", count=3, seed=9))
    lines = printed(capsys, "channel.dial", "--count", "3", "--ndjson").splitlines()
    assert [json.loads(line) for line in lines] == list(cti.examples("channel.dial", count=3, seed=0))


def test_all_writes_a_valid_file_for_each_message_and_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new" / "samples"
    assert printed(capsys, "--all", str(folder)) == f"{len(cti.MESSAGES)} files in {folder}\n"
    found: dict[str, Any] = {file.name: json.loads(file.read_bytes()) for file in folder.iterdir()}
    assert found.keys() == {f"{each.name}.{each.kind}.json" for each in cti.MESSAGES}
    assert {cti.validate(message) for message in found.values()} == set(cti.MESSAGES)


def test_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    code, out, err = run(capsys, "example", "--all", tmp_path / "file")
    assert (code, out, err) == (2, "", f"cti-contract: cannot write {tmp_path / 'file'}: File exists\n")


def test_name_that_is_nearly_one_is_told_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "example", "chanel.dial")
    assert (code, out) == (2, "")
    assert 'did you mean "channel.dial"?' in err


@pytest.mark.parametrize("arguments", [(), ("--count", "0", "channel.dial"), ("--all", "x", "channel.dial")])
def test_wrong_usage_of_example(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "example", *arguments).code == 2
