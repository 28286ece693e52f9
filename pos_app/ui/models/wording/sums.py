"""Sums as they are said, and lengths of time as they are printed."""

from __future__ import annotations

from pos_app.domain.money import MINOR_DIGITS, Currency, Money
from pos_app.ui.models.wording.catalog import _, ngettext

_MINUTE = 60
_HOUR = 3600
_DAY = 86400


def _whole(currency: Currency, count: int) -> str:
    match currency:
        case Currency.NOK:
            return ngettext("{count} krone", "{count} kroner", count)
        case Currency.SEK:
            return ngettext("{count} Swedish krona", "{count} Swedish kronor", count)
        case Currency.DKK:
            return ngettext("{count} Danish krone", "{count} Danish kroner", count)
        case Currency.EUR:
            return ngettext("{count} euro", "{count} euros", count)
        case Currency.USD:
            return ngettext("{count} dollar", "{count} dollars", count)


def _small(currency: Currency, count: int) -> str:
    match currency:
        case Currency.EUR | Currency.USD:
            return ngettext("{count} cent", "{count} cents", count)
        case _:
            return ngettext("{count} øre", "{count} øre", count)


def spoken(money: Money) -> str:
    """A sum as a screen reader says it: "500 kroner", "1250 kroner and 50 øre"."""
    whole, rest = divmod(abs(money.minor), 10**MINOR_DIGITS)
    said = _whole(money.currency, whole).format(count=whole)
    if rest:
        small = _small(money.currency, rest).format(count=rest)
        said = _("{whole} and {small}").format(whole=said, small=small)
    return _("minus {sum}").format(sum=said) if money.minor < 0 else said


def length(seconds: float) -> str:
    """How long something has stood: "2 min", "1 h 5 min", "2 days"."""
    gone = max(int(seconds), 0)
    if gone < _HOUR:
        return _("{count} min").format(count=gone // _MINUTE)
    if gone < _DAY:
        hours, rest = divmod(gone, _HOUR)
        return _("{hours} h {minutes} min").format(hours=hours, minutes=rest // _MINUTE)
    days = gone // _DAY
    return ngettext("{count} day", "{count} days", days).format(count=days)


def ago(seconds: float) -> str:
    """How long ago something was: "just now", "23 min ago"."""
    if seconds < _MINUTE:
        return _("just now")
    return _("{length} ago").format(length=length(seconds))


def today(time: str) -> str:
    """A time of this day."""
    return _("today {time}").format(time=time)
