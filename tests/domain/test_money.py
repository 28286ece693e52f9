"""Money is whole and never mixes currencies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.money import Currency, CurrencyMismatch, Money, total, zero
from tests.domain.values import currencies

whole = st.integers(-(10**12), 10**12)


@given(whole, whole, currencies)
def test_sums_and_differences_are_exact(first: int, second: int, currency: Currency) -> None:
    one, other = Money(first, currency), Money(second, currency)
    assert one.plus(other) == Money(first + second, currency)
    assert one.plus(other).minus(other) == one
    assert one.at_most(other).minor == min(first, second)
    assert one.is_more_than(other) is (first > second)


@given(st.lists(whole, max_size=8), currencies)
def test_a_total_is_the_sum_of_all(minors: list[int], currency: Currency) -> None:
    assert total([Money(one, currency) for one in minors], currency) == Money(sum(minors), currency)
    assert zero(currency).minor == 0


@given(currencies, currencies)
def test_currencies_never_mix(first: Currency, second: Currency) -> None:
    one, other = Money(1, first), Money(1, second)
    if first is second:
        assert one == other
        return
    assert one != other
    for act in (one.plus, one.minus, one.at_most, one.is_more_than):
        with pytest.raises(CurrencyMismatch):
            act(other)
    with pytest.raises(CurrencyMismatch):
        total([one, other], first)


@pytest.mark.parametrize("minor", [1.0, 0.5, True, "1", None])
def test_nothing_but_whole_numbers_is_money(minor: object) -> None:
    with pytest.raises(TypeError):
        Money(minor, Currency.NOK)  # type: ignore[arg-type]  # the mistake the test is about
