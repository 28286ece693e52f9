"""How a till writes money: by the store's region, never by the language of the screen."""

from __future__ import annotations

from pos_app.domain.frozen import frozen
from pos_app.domain.money import MINOR_DIGITS, Currency, Money

HARD_SPACE = "\u00a0"
_SYMBOLS = {
    Currency.NOK: "kr",
    Currency.SEK: "kr",
    Currency.DKK: "kr",
    Currency.EUR: "€",
    Currency.USD: "$",
}


@frozen
class Region:
    """A store's place: its own currency and the signs of its numbers."""

    name: str
    currency: Currency
    decimal: str
    group: str

    def number(self, money: Money) -> str:
        """The bare number with two decimals, such as "1 250,00"."""
        sign = "-" if money.minor < 0 else ""
        whole, rest = divmod(abs(money.minor), 10**MINOR_DIGITS)
        grouped = f"{whole:,}".replace(",", self.group)
        return f"{sign}{grouped}{self.decimal}{rest:0{MINOR_DIGITS}d}"

    def sum(self, money: Money) -> str:
        """The number with its sign, such as "kr 1 250,00"; another currency shows its code."""
        own = money.currency is self.currency
        mark = _SYMBOLS[money.currency] if own else money.currency.value
        return f"{mark}{HARD_SPACE}{self.number(money)}"

    def spoken(self, money: Money) -> str:
        """The sum for a screen reader: number first, then the currency's code."""
        return f"{self.number(money).replace(HARD_SPACE, ' ')} {money.currency.value}"


NORWAY = Region("nb_NO", Currency.NOK, ",", HARD_SPACE)

REGIONS = {
    region.name: region
    for region in (
        NORWAY,
        Region("sv_SE", Currency.SEK, ",", HARD_SPACE),
        Region("da_DK", Currency.DKK, ",", "."),
        Region("fi_FI", Currency.EUR, ",", HARD_SPACE),
        Region("de_DE", Currency.EUR, ",", "."),
        Region("en_IE", Currency.EUR, ".", ","),
        Region("en_US", Currency.USD, ".", ","),
    )
}
"""The regions a till can be set to, by name."""
