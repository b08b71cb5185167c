"""Sentences about all messages of a chapter."""

from docs_checks import findings
from each_case import each_case

LEG = "session.request.incontact.agentleg"


@each_case(
    ("sentence", "wrong"),
    [
        ("Both commands of this chapter exist on inContact only.", []),
        ("Both commands of this chapter exist on every platform.", ["platforms"]),
        ("The two commands of this part are available on every platform.", ["platforms"]),
        ("Both commands below are sent to the session. They are for telephony only.", []),
        ("Both commands below are sent to the session. They serve telephony and multimedia alike.", ["media"]),
        ("Some commands exist on every platform. They serve telephony and multimedia alike.", []),
    ],
)
def test_all_of_a_chapter(sentence: str, wrong: list[str]) -> None:
    page = f"# Legs\n\n{sentence}\n\n## {LEG}.connect\n\nThe leg.\n\n## {LEG}.disconnect\n\nThe leg.\n"
    assert sorted({each.code for each in findings(page)}) == wrong
