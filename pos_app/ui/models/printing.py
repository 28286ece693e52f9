"""Prints sums, times and dates for one moment, by the region of the store."""

from __future__ import annotations

from datetime import datetime

from pos_app.domain.frozen import frozen
from pos_app.domain.money import Currency, Money
from pos_app.domain.region import HARD_SPACE, Region
from pos_app.ui.models.parts import Sum
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.settings import Display
from pos_app.ui.models.wording import sums

_DATES = {
    "sv_SE": "%Y-%m-%d",
    "en_IE": "%d/%m/%Y",
    "en_US": "%m/%d/%Y",
}
_LONGEST_REFERENCE = 16


@frozen
class Printer:
    """How this moment prints. Times go in as seconds since 1970 UTC."""

    region: Region
    display: Display
    now: float

    def sum(self, money: Money) -> Sum:
        """A sum as printed and as said."""
        return Sum(self.region.sum(money), sums.spoken(money))

    def text(self, money: Money) -> str:
        """A sum as printed: "kr 500,00"."""
        return self.region.sum(money)

    def number(self, money: Money) -> str:
        """A sum without its currency's sign, unless the currency is not the till's own."""
        return self.region.number(money) if money.currency is self.region.currency else self.region.sum(money)

    def total(self, amounts: list[Money]) -> str:
        """All of these together; each currency of its own."""
        found: dict[Currency, Money] = {}
        for one in amounts:
            found[one.currency] = found[one.currency].plus(one) if one.currency in found else one
        return " + ".join(map(self.text, found.values())) or self.text(Money(0, self.region.currency))

    def time(self, at: float) -> str:
        """The local time of day: "11:42"."""
        return f"{self._local(at):%H:%M}"

    def exact(self, at: float) -> str:
        """The local time with seconds, for stories; with the date if it was another day."""
        local = self._local(at)
        clock = f"{local:%H:%M:%S}"
        return clock if self._is_today(local) else f"{self.date(at)}{HARD_SPACE}{clock}"

    def date(self, at: float) -> str:
        """The local date, as the region writes it: "30.06.2027"."""
        return self._local(at).strftime(date_form(self.region))

    def when(self, at: float) -> str:
        """When something was: "today 11:42", or with its date."""
        if self._is_today(self._local(at)):
            return sums.today(self.time(at))
        return f"{self.date(at)} {self.time(at)}"

    def since(self, at: float) -> str:
        """The time something has stood since; with the date if it was another day."""
        return self.time(at) if self._is_today(self._local(at)) else f"{self.date(at)} {self.time(at)}"

    def age(self, at: float) -> str:
        """How long something has stood: "23 min"."""
        return sums.length(self.now - at)

    def ago(self, at: float) -> str:
        """How long ago something was: "23 min ago"."""
        return sums.ago(self.now - at)

    def _local(self, at: float) -> datetime:
        return self.display.local(at)

    def _is_today(self, local: datetime) -> bool:
        return local.date() == self._local(self.now).date()


def date_form(region: Region) -> str:
    """How a region writes a date, in the form of `strftime`."""
    return _DATES.get(region.name, "%d.%m.%Y")


def printer_of(state: ProgramState, display: Display) -> Printer:
    """The printer for this moment of the program."""
    return Printer(state.settings.region, display, state.now)


def short_reference(ref: str) -> str:
    """A reference short enough for a line: its beginning and its end."""
    return ref if len(ref) <= _LONGEST_REFERENCE else f"{ref[:8]}…{ref[-4:]}"
