"""Cases in one test: each that fails is reported with its name."""

import pytest
from each_case import SINGLE

TESTS = """
import pytest
from each_case import each_case

@each_case("side", ["left", "right"])
@each_case(("number", "text"), [(1, "one"), pytest.param(2, "two", id="the second"), (3, "three")])
def test_pairs(text, number, side, tmp_path):
    assert tmp_path.is_dir()
    assert len(text) > 3 or side == "left"

@pytest.mark.parametrize("outer", ["a", "b"])
@each_case("inner", [5, 6], ids=["five", "six"])
def test_below(outer, inner):
    if outer == "b":
        pytest.skip("no b")
    assert inner == 5

@each_case("value", [{}, {"x": 1}], ids=lambda value: f"{len(value)} members")
def test_by_call(value):
    assert value
"""


@pytest.fixture
def result(pytester: pytest.Pytester) -> pytest.RunResult:
    pytester.makepyfile(TESTS)
    return pytester.runpytest_inprocess("-n0", "-rfs", "--override-ini=addopts=")


def test_failing_cases_are_named(result: pytest.RunResult) -> None:
    result.stdout.fnmatch_lines_random(
        [
            "SUBFAILED[[]1-one-right[]] *::test_pairs - *",
            "SUBFAILED[[]the second-right[]] *::test_pairs - *",
            "SUBFAILED[[]six[]] *::test_below[[]a[]] - *",
            "SUBFAILED[[]0 members[]] *::test_by_call - *",
        ]
    )
    result.stdout.no_fnmatch_line("*three-right*")
    assert result.parseoutcomes()["failed"] == 7  # four cases in three tests


@pytest.mark.parametrize("words", [["-k", "second and left"]])
def test_single_cases(words: list[str], pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SINGLE, "1")
    pytester.makepyfile(TESTS)
    pytester.runpytest_inprocess("-n0", "--override-ini=addopts=", *words).assert_outcomes(passed=1, deselected=11)
