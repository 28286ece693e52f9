"""The card that lies on the till: what was scanned last, and what the snapshot knows of it yet."""

from __future__ import annotations

from dataclasses import field, replace

from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.scan import Code
from pos_app.service.snapshot import Reading, ShownCard, Snapshot

_BEFORE_ALL = -1
LOST_AFTER = 10.0
"""Seconds after which a look-up that no snapshot shows counts as not answered."""


@frozen_by_name
class Desk:
    """What was asked about the card on the till. Codes and PINs in it are never printed."""

    typing: str | None = field(default=None, repr=False)
    """The text of the scan field while it is open for a number; None while it only hears."""
    pin: str = field(default="", repr=False)
    expects: int = 0
    """The look-up whose result may be shown; earlier ones were overtaken."""
    tail: str = ""
    """Last four of the code that was asked last, until the snapshot shows it."""
    asked_at: float = 0.0
    """Monotonic seconds of the last look-up."""
    away: int = _BEFORE_ALL
    """Look-ups up to this number were put away by the person."""

    def looked_up(self, code: Code, snapshot: Snapshot, now: float) -> Desk:
        """The desk after a new code at monotonic `now`: the old card is gone at once."""
        expects = max(self.expects, snapshot.card.number) + 1
        return Desk(expects=expects, tail=code.tail, asked_at=now, away=self.away)

    def put_away(self, snapshot: Snapshot) -> Desk:
        """The desk without a card."""
        return Desk(expects=self.expects, away=max(self.expects, snapshot.card.number))

    def without_pin(self) -> Desk:
        """The desk with an empty PIN pad."""
        return replace(self, pin="") if self.pin else self


def shown(desk: Desk, snapshot: Snapshot, now: float) -> ShownCard:
    """The card as it may be drawn and used at monotonic `now`.

    It is never one that a newer scan or Esc has replaced. A look-up that nobody took up had no answer.
    """
    card = snapshot.card
    if desk.expects > desk.away and card.number < desk.expects:
        lost = now - desk.asked_at >= LOST_AFTER
        reading = Reading.NO_ANSWER if lost else Reading.READING
        return ShownCard(reading=reading, number=desk.expects, tail=desk.tail)
    if card.number <= desk.away:
        return ShownCard(number=card.number)
    return card
