"""Money as whole minor units, and the five currencies of the card service [create-transaction]."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pos_app.domain.frozen import frozen

MINOR_DIGITS: Final = 2
"""Decimals of every currency the card service knows."""

MOST_MINOR = 999_999_999
"""The largest amount a till takes, in minor units: 9 999 999,99."""


class Currency(StrEnum):
    """The currencies a card may have [create-transaction]; each has two decimals."""

    NOK = "NOK"
    SEK = "SEK"
    DKK = "DKK"
    EUR = "EUR"
    USD = "USD"


class CurrencyMismatch(ValueError):
    """Two sums of different currencies were added, taken away or compared."""


@frozen
class Money:
    """A sum in minor units (50000 with NOK is kr 500,00). Never a float."""

    minor: int
    currency: Currency

    def __post_init__(self) -> None:
        """Refuse anything but a whole number: a float here would one day lose an øre."""
        if type(self.minor) is not int:
            raise TypeError("minor units are whole numbers")

    def plus(self, other: Money) -> Money:
        """The sum of both; raises CurrencyMismatch."""
        return Money(self.minor + self._same(other).minor, self.currency)

    def minus(self, other: Money) -> Money:
        """What is left when the other is taken away, below zero if it is more; raises CurrencyMismatch."""
        return Money(self.minor - self._same(other).minor, self.currency)

    def at_most(self, other: Money) -> Money:
        """The smaller of both; raises CurrencyMismatch."""
        return self if self.minor <= self._same(other).minor else other

    def is_more_than(self, other: Money) -> bool:
        """Whether this is the larger sum; raises CurrencyMismatch."""
        return self.minor > self._same(other).minor

    def _same(self, other: Money) -> Money:
        if self.currency is not other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency}")
        return other


def zero(currency: Currency) -> Money:
    """No money at all, in this currency."""
    return Money(0, currency)


def total(sums: list[Money], currency: Currency) -> Money:
    """All sums together; an empty list is zero in this currency; raises CurrencyMismatch."""
    result = zero(currency)
    for one in sums:
        result = result.plus(one)
    return result
