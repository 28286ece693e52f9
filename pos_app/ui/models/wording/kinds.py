"""The one word for each kind of request and for each state it can be in."""

from __future__ import annotations

from pos_app.domain.operation import Kind, Operation, State
from pos_app.domain.refunding import REFUND
from pos_app.ui.models.wording.catalog import N_, _, ngettext, pgettext

_OUTCOMES = {
    "asking": N_("asking"),
    "waiting": N_("not known yet, keep the goods"),
    "needs a manager": N_("needs a manager"),
    "confirmed": N_("confirmed"),
    "refused": N_("refused"),
    "cancelled": N_("cancelled, nothing to undo"),
    "not carried out": N_("not asked"),
}


def of_operation(one: Operation) -> str:
    """What an operation is called in a list: a fund that gives a payment back is a refund."""
    if one.kind is Kind.FUND and one.reason == REFUND:
        return pgettext("request", "Refund")
    return kind(one.kind)


def kind(what: Kind) -> str:
    """The kind as a word of its own, as on Latest."""
    match what:
        case Kind.HOLD:
            return pgettext("request", "Hold")
        case Kind.PAY:
            return pgettext("request", "Pay")
        case Kind.CAPTURE:
            return pgettext("request", "Capture")
        case Kind.VOID:
            return pgettext("request", "Void")
        case Kind.FUND:
            return pgettext("request", "Fund")
        case Kind.ACTIVATE:
            return pgettext("request", "Activate")


def request(what: Kind, amount: str) -> str:
    """A request with its sum, as in the list of Waiting."""
    match what:
        case Kind.HOLD:
            return pgettext("request", "Hold {sum}").format(sum=amount)
        case Kind.PAY:
            return pgettext("request", "Pay {sum}").format(sum=amount)
        case Kind.CAPTURE:
            return pgettext("request", "Capture {sum}").format(sum=amount)
        case Kind.VOID:
            return pgettext("request", "Void {sum}").format(sum=amount)
        case Kind.FUND:
            return pgettext("request", "Fund {sum}").format(sum=amount)
        case Kind.ACTIVATE:
            return pgettext("request", "Activate with {sum}").format(sum=amount)


def request_on(what: Kind, amount: str, card: str) -> str:
    """A request with its sum and its card, as in notices and announcements."""
    return _("{request} on {card}").format(request=request(what, amount), card=card)


def done(what: Kind) -> str:
    """The chip of a confirmed request."""
    match what:
        case Kind.CAPTURE:
            return _("Captured")
        case Kind.VOID:
            return _("Voided")
        case Kind.ACTIVATE:
            return _("Activated")
        case _:
            return _("Confirmed")


def outcome(what: str, of: Kind) -> str:
    """What became of a request, for a screen reader; `what` is the value of an `Outcome`."""
    if what == "confirmed" and of is Kind.HOLD:
        return _("on hold, not taken yet")
    return _(_OUTCOMES[what])


def state(what: State) -> str:
    """The state as a word of its own, as a person looks for it."""
    match what:
        case State.ASKED:
            return asking()
        case State.WAITING:
            return waiting()
        case State.NEEDS_MANAGER:
            return needs_manager()
        case State.CONFIRMED:
            return _("Confirmed")
        case State.REFUSED:
            return refused()
        case State.NOT_ASKED:
            return not_asked()
        case State.CANCELLED:
            return cancelled()


def on_hold(amount: str = "") -> str:
    """The chip of a hold that stands, with its sum if there is no other place for it."""
    return _("On hold {sum}").format(sum=amount) if amount else _("On hold")


def captured(amount: str) -> str:
    """The chip of a sale's card whose hold was taken."""
    return _("Captured {sum}").format(sum=amount)


def paid(amount: str) -> str:
    """The chip of a sale's card that paid."""
    return _("Paid {sum}").format(sum=amount)


def waiting(amount: str = "") -> str:
    """The chip of a request whose answer is not known yet."""
    return _("Waiting {sum}").format(sum=amount) if amount else _("Waiting")


def waiting_for(what: Kind) -> str:
    """The chip of a hold on which a request is not known yet."""
    return _("Capture waiting") if what is Kind.CAPTURE else _("Void waiting")


def waiting_next(seconds: int) -> str:
    """The chip of a waiting panel with its next try."""
    return _("Waiting · asks again in {seconds} s").format(seconds=seconds)


def asking(amount: str = "") -> str:
    """The chip of a first try in flight."""
    return _("Asking {sum}").format(sum=amount) if amount else _("Asking")


def needs_manager() -> str:
    """The chip of a request that only a manager can settle."""
    return _("Needs a manager")


def refused() -> str:
    """The chip of a refusal."""
    return _("Refused")


def not_asked() -> str:
    """The chip of a request that was never sent."""
    return _("Not asked")


def cancelled() -> str:
    """The chip of a request that was given up with nothing to undo."""
    return _("Cancelled")


def cancelling() -> str:
    """The chip of an open request that was given up."""
    return _("Cancelling")


def held_for(days: int) -> str:
    """The chip of an old hold."""
    return ngettext("Held for {count} day", "Held for {count} days", days).format(count=days)
