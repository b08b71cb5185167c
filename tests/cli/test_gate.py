"""The message of an interrupt, and the counts in it."""

import pytest

from cti_contract.cli.gate import interrupted
from cti_contract.files.results import Counts


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        (
            {"files": 3, "messages": 1_200_000, "errors": 2, "envelope_only": 7},
            "interrupted: 1,200,000 messages in 3 files checked: 2 errors, 0 warnings",
        ),
        (
            {"files": 1, "messages": 1, "errors": 1, "warnings": 1},
            "interrupted: 1 message in 1 file checked: 1 error, 1 warning",
        ),
    ],
)
def test_interrupt_says_the_counts(numbers: dict[str, int], message: str) -> None:
    counts = Counts()
    for name, number in numbers.items():
        setattr(counts, name, number)
    assert interrupted(counts) == message
