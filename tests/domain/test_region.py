"""How a store writes money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.money import Currency, Money
from pos_app.domain.region import HARD_SPACE, NORWAY, REGIONS, Region

regions = st.sampled_from(sorted(REGIONS.values(), key=lambda region: region.name))


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("nb_NO", "kr\u00a01\u00a0250,00"),
        ("sv_SE", "kr\u00a01\u00a0250,00"),
        ("da_DK", "kr\u00a01.250,00"),
        ("fi_FI", "€\u00a01\u00a0250,00"),
        ("de_DE", "€\u00a01.250,00"),
        ("en_IE", "€\u00a01,250.00"),
        ("en_US", "$\u00a01,250.00"),
    ],
)
def test_each_region_prints_its_own_way(name: str, printed: str) -> None:
    region = REGIONS[name]
    assert region.sum(Money(125_000, region.currency)) == printed


def test_another_currency_shows_its_code() -> None:
    assert NORWAY.sum(Money(5_000, Currency.SEK)) == f"SEK{HARD_SPACE}50,00"
    assert NORWAY.spoken(Money(123_456_789, Currency.NOK)) == "1 234 567,89 NOK"


@given(st.integers(-(10**15), 10**15), regions)
def test_a_number_keeps_every_digit(minor: int, region: Region) -> None:
    printed = region.number(Money(minor, region.currency))
    assert int("".join(mark for mark in printed if mark.isdigit())) == abs(minor)
    assert printed.startswith("-") is (minor < 0)
    assert printed[-3] == region.decimal
    groups = printed.lstrip("-")[:-3].split(region.group)
    assert all(len(group) == 3 for group in groups[1:])
    assert 1 <= len(groups[0]) <= 3
