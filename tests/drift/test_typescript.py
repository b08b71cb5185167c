"""Declarations in TypeScript as tables of members."""

from docs_checks import findings

from cti_contract.drift.blocks import Line
from cti_contract.drift.typescript import declarations


def found(declared: str) -> list[str]:
    return [each.text for each in findings(f"# channel.dial\n\n```ts\n{declared}\n```\n")]


def test_declaration_of_another_program() -> None:
    assert found("interface Window { id: string }") == []
    assert found("interface Options { colour: string; width: number }") == []
    wrong = found("interface Options { destination: number; extensions?: object }")
    assert wrong == ["data.destination is a number on the page, string in the schema"]


def test_rows_of_declarations_are_limited() -> None:
    """Declarations that repeat each other have no more rows than there are members, and 500."""
    shared = "type T0 = { " + " ".join(f"m{number}: string;" for number in range(400)) + " }"
    others = [f"type U{number} = {{ first: T0; second: T0 }}" for number in range(4)]
    tables = [each.table for each in declarations([Line(1, "\n".join([shared, *others]))])]
    assert sum(len(table.rows) - 1 for table in tables) <= 400 + 8 + 500 + len(tables)
    assert [table.is_partial for table in tables] == [True, True]
