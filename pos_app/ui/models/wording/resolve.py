"""Resolve: what was asked, what the card service says now, and what a manager can say of it."""

from __future__ import annotations

from pos_app.domain.operation import Kind
from pos_app.domain.resolving import Choice, Grounds
from pos_app.domain.traces import Trace
from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import N_, _, ngettext

_TRACES = {
    Trace.FOUND: N_("It **happened**: it is in the card’s history."),
    Trace.ABSENT: N_("It is **not** in the card’s history."),
    Trace.CONTRADICTS: N_("The card’s history has its reference, but **not as it was asked**."),
    Trace.UNREADABLE: N_("This till **may not read** the card’s history."),
}
_CHOICES = {
    Choice.HAPPENED: N_("It happened"),
    Choice.DID_NOT: N_("It did not happen"),
    Choice.ASK_AGAIN: N_("Ask once more"),
}
_MEANS = {
    Choice.HAPPENED: N_("It is kept as done, by your word. Nothing is sent."),
    Choice.DID_NOT: N_("It is kept as not done, by your word, and is never sent again."),
    Choice.ASK_AGAIN: N_(
        "The same request goes out once, under the same reference. "
        "If the card service has it already, nothing moves twice."
    ),
    Choice.GIVE_BACK: N_("The card is funded with the sum. The payment stays in the card’s history."),
}
_GROUNDS = {
    Grounds.BOOKS: N_("Seen in the card service’s books"),
    Grounds.CUSTOMER: N_("Agreed with the customer"),
    Grounds.GOODS: N_("By what became of the goods"),
}


def title(request: str) -> Line:
    """The panel of a case."""
    return line(_("What became of this? {request}"), request=request)


def asked(time: str, order: str, by: str, times: int) -> Line:
    """When it was asked, for which order, by whom, and how often it was sent."""
    sent = ngettext("sent {count} time", "sent {count} times", times).format(count=times)
    if order:
        return line(
            _("Asked {time} for order **{order}** by **{name}**, {sent}."),
            time=time,
            order=order,
            name=by,
            sent=sent,
        )
    return line(_("Asked {time} by **{name}**, {sent}."), time=time, name=by, sent=sent)


def card_now(available: str, balance: str) -> Line:
    """The card's figures now."""
    return line(
        _("The card now: available **{available}**, balance **{balance}**."),
        available=available,
        balance=balance,
    )


def no_card_now() -> Line:
    """The card's figures could not be read."""
    return line(_("The card could not be read now."))


def reading() -> Line:
    """The card is being read."""
    return line(_("Reading the card and its history …"))


def trace(found: Trace | None) -> Line:
    """What the card's history says about the request."""
    if found is None:
        return line(_("**No answer** from the card service. Nothing can be decided without it."))
    return line(_(_TRACES[found]))


def hold_by_word() -> Line:
    """Why a hold cannot be said to have happened."""
    return line(_("If the hold exists after all, it shows when the card is read, and can be voided there."))


def choice(what: Choice, amount: str, paid: bool = False) -> str:
    """A choice's button; `paid` after its cancel, so that it either stands or is given back."""
    if paid and what is Choice.HAPPENED:
        return _("The payment stands")
    return _("Give back {sum}").format(sum=amount) if what is Choice.GIVE_BACK else _(_CHOICES[what])


def choice_title(words: str, request: str) -> Line:
    """The question of why; `words` are the choice's."""
    return line("{choice}: {request}", choice=words, request=request)


def means(what: Choice, kind: Kind) -> Line:
    """What the choice does."""
    if what is Choice.GIVE_BACK and kind is not Kind.PAY:
        return line(_("The card is funded with the sum."))
    return line(_(_MEANS[what]))


def why() -> Line:
    """Why does the manager say so?"""
    return line(_("**Why?** It is kept with your name."))


def grounds(known: Grounds) -> str:
    """How the manager knows: a button, and a word in the story."""
    return _(_GROUNDS[known])


def back() -> str:
    """Nothing is decided."""
    return _("Back")


def read_again() -> str:
    """Read the card and its history once more."""
    return _("Read again")
