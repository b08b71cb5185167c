"""The hostile inputs: their sizes, the limits that they must keep, and one attack as an example."""

import math
from pathlib import Path

import attack
import attack_inputs
import pytest
from attack import Failure, Usage
from attack_inputs import ATTACKS, generated
from each_case import each_case


def test_inputs_have_the_size() -> None:
    for each in [*ATTACKS, *map(generated, range(50))]:
        small, large = len(each.make(2**12)), len(each.make(2**14))
        assert 0.4 < small / 2**12 < 4, each.name
        assert small < large < 2**14 * 1.5, each.name


def test_names_are_unique() -> None:
    names = [each.name for each in (*attack.EVERY, *map(generated, range(50)))]
    assert len(names) == len(set(names))
    assert set(attack_inputs.UNFIXED) <= set(names)
    assert generated(7).make(100) == generated(7).make(100)


START = Usage(0, "", 0.1, 20_000_000)
FIRST = Usage(1, "", 0.2, 0)  # 0.1 s for a megabyte
GROWS = Failure("5.0 times the time for each byte as before", is_time=True, is_growth=True)


@each_case(
    ("used", "failure"),
    [
        ([Usage(1, "", 0.2, 30_000_000)], None),
        ([Usage(-11, "", 0.2, 0)], Failure("exit code -11: no error output")),
        ([Usage(1, "Traceback\n\nValueError: x\n", 0.2, 0)], Failure("exit code 1: ValueError: x")),
        ([Usage(1, "", 0.2, 220_000_000)], Failure("200 bytes of memory for each byte")),
        ([Usage(1, "", 15.15, 0)], Failure("150 times the time of valid lines", is_time=True)),
        ([FIRST, Usage(1, "", 0.5, 0)], None),
        ([FIRST, Usage(1, "", 0.9, 0)], None),
        ([FIRST, Usage(1, "", 9.2, 0)], GROWS),
    ],
)
def test_limits(used: list[Usage], failure: Failure | None) -> None:
    measured = [(0, START), *((1_000_000 * 4**number, each) for number, each in enumerate(used))]
    assert attack.failure_of(measured, 1e-7, ATTACKS[0]) == failure


@pytest.mark.parametrize(
    ("delays", "runs", "failure"),
    [
        ([1], 3, None),
        ([8, 1], 6, None),
        ([8, 8, 8, 1], 12, None),
        ([8, 8, 8, 8, 1], 12, "10.3 times the time for each byte as before"),
    ],
    ids=["not busy", "busy once", "busy thrice", "slow"],
)
def test_times_are_repeated(
    delays: list[int], runs: int, failure: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []

    def check(_: attack_inputs.Attack, content: bytes, __: Path) -> Usage:
        sizes.append(len(content))
        delay = delays[min(sizes.count(len(content)), len(delays)) - 1] if len(content) > attack.SMALL else 1
        return Usage(1, "", 0.1 + len(content) * 1e-5 * delay, 0)

    monkeypatch.setattr(attack, "check", check)
    report = attack.grow(attack_inputs.Attack("a", attack_inputs.repeated("a")), tmp_path, math.inf, attack.SMALL * 4)
    assert (report.failure, len(sizes)) == (failure, runs)


@pytest.mark.parametrize(
    ("exponent", "sizes", "failure"),
    [(1, 4, None), (2, 4, "5.0 times the time for each byte as before")],
    ids=["a step", "quadratic"],
)
def test_growth_from_a_short_time_goes_on(
    exponent: int, sizes: int, failure: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first time near the start may be one by chance: growth from it must go on at the next size."""

    def check(_: attack_inputs.Attack, content: bytes, __: Path) -> Usage:
        part = len(content) / attack.SMALL
        return Usage(1, "", 1 + (0.06 if part == 1 else 0.25 * part if exponent == 1 else 0.06 * part**2), 0)

    monkeypatch.setattr(attack, "check", check)
    report = attack.grow(attack_inputs.Attack("a", attack_inputs.repeated("a")), tmp_path, math.inf, attack.SMALL * 4)
    assert (report.failure, report.figures.count("MB")) == (failure, sizes)


@pytest.mark.slow
def test_attack_is_checked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(attack, "LARGE", attack.SMALL)
    quiet = attack_inputs.Attack("quiet", attack_inputs.repeated("a"), "-", slow=1_000)
    crash = attack_inputs.Attack("crash", attack_inputs.repeated("a"), "a.json.gz", ("nonsense",))
    monkeypatch.setattr(
        attack, "EVERY", [quiet, crash, *(each for each in attack.SITUATIONS if each.name == "few digits")]
    )
    assert attack.main(["--verbose", "quiet", "crash", "few digits"]) == 1
    first, second, third, last = capsys.readouterr().out.splitlines()
    assert first.startswith("quiet: passed, 0.00 MB ")
    assert second.startswith("crash: exit code 2: ")
    assert (third.partition(":")[0], last.partition(",")[0]) == ("few digits", "3 attacks")
