"""The audit: who did, approved or changed what, when. Part of the journal's chain of events."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.frozen import frozen, frozen_by_name
from pos_app.domain.operation import Event, Operation
from pos_app.domain.resolving import Choice


class Deed(StrEnum):
    """What is done at the till beside operations. Stored in journals: names never change meaning."""

    SIGNED_IN = "signed in"
    LOCKED = "locked"
    WRONG_PIN = "wrong pin"
    LOCKED_OUT = "locked out"
    ADDED = "staff added"
    REMOVED = "staff removed"
    CONNECTED = "connected"
    SETTINGS = "settings changed"
    CHANGED_OUTSIDE = "settings changed outside"
    """By a command, in the file, or by whoever decides for this computer; the till sees it when it starts."""
    EXPORTED = "audit exported"


BY_PERSONS = frozenset(
    {"asked", "asked and sending", "approved", "cancel asked", "acknowledged", *(one.value for one in Choice)}
)
"""The events of an operation that a person caused; all others are the till's own."""
_BETWEEN = "\n"


def done(what: Deed, by: str, about: str, now: float) -> Event:
    """A deed as an event of no operation; `by` is a name, `about` whom or what it concerns."""
    return Event("", now, what.value, f"{by}{_BETWEEN}{about}" if about else by)


@frozen
class Noted:
    """An event of the audit, at its place in the chain, and the operation it is about."""

    seq: int
    event: Event
    operation: Operation | None = None

    @property
    def by(self) -> str:
        """Who: a name."""
        if self.operation is None:
            return self.event.detail.partition(_BETWEEN)[0]
        if self.event.what in ("asked", "asked and sending"):
            return self.operation.staff_name
        return self.event.detail.partition(" \u00b7 ")[0]

    @property
    def about(self) -> str:
        """Whom or what a deed beside operations concerns."""
        return self.event.detail.partition(_BETWEEN)[2] if self.operation is None else ""


@frozen_by_name
class AuditPage:
    """Some of the audit, newest first; `next_before` is where the next older page begins, 0 at the end."""

    turn: int = 0
    rows: tuple[Noted, ...] = ()
    next_before: int = 0
    exported: str = ""
    """Where the last export lies."""
    failed: bool = False
    """What was asked for last could not be read or written."""
