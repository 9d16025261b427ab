"""Invented ledgers: what is true as written is never contradicted; what the other figures exclude always is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.test_benchmarks import load

book, program = load("ledger"), load("ledgers")
NUMBERS = st.lists(st.integers(0, 2**40), min_size=10, max_size=10, unique=True)
FEW = settings(
    max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.slow
@FEW
@given(NUMBERS)
def test_a_consistent_ledger_is_never_contradicted(numbers):
    told = [figure for n in numbers for figure in book.ledger(f"L{n}", n)]
    assert all(
        low - 1e-6 * abs(f.true) <= f.true <= high + 1e-6 * abs(f.true) for f in told for low, high in [program.ends(f)]
    )
    assert program.contradicted(told) == []


@pytest.mark.slow
@FEW
@given(NUMBERS)
def test_a_figure_that_the_others_exclude_is_found(numbers):
    told, excluded = [], {}
    for n in numbers:
        own, place = book.changed(book.ledger(f"L{n}", n), n)
        if program.certain(own, place):
            excluded[len(told) + place] = own[place]
        told += own
    found = set().union(*program.contradicted(told))
    assert not {place: figure for place, figure in excluded.items() if place not in found}
