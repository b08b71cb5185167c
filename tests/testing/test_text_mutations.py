"""Broken texts: no strict reader accepts them, and each mutation is drawn about as often."""

from collections import Counter

import pytest
from drawing import examples_of, few
from each_case import each_case
from hypothesis import given

import cti_contract as cti
from cti_contract.jsontext.parse import parse
from cti_contract.testing import strategies
from cti_contract.testing.strategies import TEXT_MUTATIONS, BrokenText


@each_case("mutation", TEXT_MUTATIONS)
def test_broken_texts_are_refused(mutation: str) -> None:
    @few
    @given(strategies.broken_texts(mutation=mutation))
    def run(broken: BrokenText) -> None:
        assert broken.mutation == mutation
        try:
            value = parse(broken.text)
        except ValueError:
            return
        assert not cti.is_valid(value)

    run()


@pytest.mark.slow
def test_text_mutations_are_even() -> None:
    found = Counter(broken.mutation for broken in examples_of(strategies.broken_texts(), 500))
    assert found.keys() == TEXT_MUTATIONS.keys()
    assert max(found.values()) < 3 * min(found.values())


def test_unknown_text_mutation() -> None:
    with pytest.raises(ValueError, match='no mutation "bom", only "byte-order-mark", '):
        strategies.broken_texts(mutation="bom")
    with pytest.raises(cti.UnknownMessage):
        strategies.broken_texts("chanel.dial")
