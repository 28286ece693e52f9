"""The story of a request: what happened to it, step by step."""

from __future__ import annotations

from pos_app.domain.operation import Event, Kind
from pos_app.domain.resolving import Grounds
from pos_app.ui.models.wording import kinds, resolve
from pos_app.ui.models.wording.catalog import N_, _

_STEPS = {
    "asked": N_("{kind} asked, saved on this till"),
    "asked and sending": N_("{kind} asked, saved on this till, and sent"),
    "not sent": N_("Could not be sent"),
    "no sure answer": N_("No sure answer"),
    "refused, not proven": N_("Refused, but an earlier try may have happened: looking in the card’s history"),
    "looked, not there": N_("Looked in the card’s history: not there"),
    "confirmed": N_("Confirmed by the card service"),
    "refused": N_("Refused by the card service"),
    "cancelled": N_("Cancelled, nothing to undo"),
    "needs a manager": N_("Needs a manager"),
    "not asked": N_("Never sent"),
    "cancel asked": N_("Cancel asked by {detail}"),
    "approved": N_("Approved by {detail}"),
    "acknowledged": N_("Seen by {detail}"),
    "it happened": N_("It happened, says {detail}"),
    "it did not happen": N_("It did not happen, says {detail}"),
    "ask again": N_("Asked once more by {detail}"),
    "give it back": N_("Given back by {detail}"),
}
_ANOTHER = N_("Another step")


def caption() -> str:
    """The caption of a story."""
    return _("Story")


def step(event: Event) -> str:
    """One step in words; the technical detail stands behind it where it helps to tell it apart."""
    if event.what == "sending":
        return _("Sent") if event.detail == "1" else _("Sent again, same reference")
    if event.what == "confirmed" and event.detail == "history":
        return _("Found in the card’s history: confirmed")
    if event.detail == "manager" and event.what in ("confirmed", "refused"):
        return _("Kept so by a manager’s word")
    words = _(_STEPS.get(event.what, _ANOTHER))
    if "{kind}" in words:
        return words.format(kind=kinds.kind(Kind(event.detail)))
    if "{detail}" in words:
        by, _between, grounds = event.detail.partition(" · ")
        known = resolve.grounds(Grounds(grounds)).lower() if grounds in tuple(Grounds) else grounds
        return words.format(detail=f"{by} ({known})" if known else by)
    shows = event.what in ("not sent", "no sure answer", "refused, not proven", "refused", "not asked")
    return f"{words} ({event.detail})" if shows and event.detail else words


def reference() -> str:
    """A fact of a story."""
    return _("Reference")


def card() -> str:
    """A fact of a story."""
    return _("Card")


def order() -> str:
    """A fact of a story."""
    return _("Order")


def cashier() -> str:
    """A fact of a story."""
    return _("Cashier")


def taken() -> str:
    """A fact of a story: what was captured of a hold so far."""
    return _("Captured so far")


def nothing_kept() -> str:
    """A hold this till did not place has no story here."""
    return _("Not placed on this till")
