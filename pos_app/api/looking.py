"""What a look-up or a history means: from a status and a body to a value of the domain."""

from __future__ import annotations

from pos_app.api.line import Got, Lost
from pos_app.api.outcome import GOOD, retry_after, speaks_of_pin
from pos_app.api.reply import card_of, history_of, problem_of
from pos_app.domain.answer import History, Look, LookedUp

_PIN_STATUSES = frozenset({400, 403, 404, 422})


def looked_up(came: Got | Lost, *, pin_sent: bool = False, card_id: str = "") -> LookedUp:
    """The end of a look-up; where a `card_id` was asked for, another card is a strange answer."""
    if isinstance(came, Lost):
        return LookedUp(look=_lost(came), note=came.note)
    if came.status in GOOD:
        card = card_of(came.body)
        if card is None or card_id not in ("", card.card_id):
            return LookedUp(look=Look.STRANGE, note="not a card" if card is None else "another card")
        return LookedUp(look=Look.FOUND, card=card)
    if came.status in _PIN_STATUSES and speaks_of_pin(problem_of(came.body)):
        return LookedUp(look=Look.PIN_WRONG if pin_sent else Look.PIN_NEEDED)
    return LookedUp(
        look=_look(came.status), retry_after=retry_after(came.headers), note=f"status {came.status}"
    )


def history(came: Got | Lost) -> History:
    """A card's whole history, or why it is not known. A part of it is none: absence there is proof."""
    if isinstance(came, Lost):
        return History(look=_lost(came), note=came.note)
    if came.status not in GOOD:
        return History(look=_look(came.status), note=f"status {came.status}")
    rows = history_of(came.body)
    if rows is None:
        return History(look=Look.STRANGE, note="not a history")
    if _says_more(came, len(rows)):
        return History(look=Look.STRANGE, note="a part of a history")
    return History(look=Look.FOUND, rows=rows)


def _lost(came: Lost) -> Look:
    """An answer that broke off is strange; none at all is none."""
    return Look.STRANGE if came.status and not came.timed_out else Look.NO_ANSWER


def _look(status: int) -> Look:
    if status == 408 or status >= 500:
        return Look.NO_ANSWER
    known = {
        401: Look.NO_CREDENTIAL,
        403: Look.NOT_ALLOWED,
        404: Look.UNKNOWN,
        410: Look.UNKNOWN,
        429: Look.TOO_MANY,
    }
    return known.get(status, Look.STRANGE)


def _says_more(came: Got, rows: int) -> bool:
    """Whether the service says that there is more, as its other lists do; none is described here [U-26]."""
    total = came.headers.get("total-count", "")
    more = total.isascii() and total.isdecimal() and int(total[:20]) > rows
    return more or 'rel="next"' in came.headers.get("link", "")
