"""What Holds and Waiting say."""

from __future__ import annotations

from pos_app.domain.operation import Kind
from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording.catalog import _, ngettext, pgettext


def find_hint() -> str:
    """The find field of Holds while it is empty."""
    return _("Find by card, order or cashier, or scan")


def find_name() -> str:
    """The find field's name for a screen reader."""
    return _("Find a hold")


def find_card(card: str) -> str:
    """The find field after a scan."""
    return _("Holds of {card}").format(card=card)


def open_filter() -> str:
    """All open holds."""
    return pgettext("filter", "Open")


def mine_filter() -> str:
    """Only one's own."""
    return _("Only mine")


def capture_chosen(count: int) -> str:
    """The button for the ticked rows."""
    return _("Capture {count} chosen").format(count=count)


def void_chosen(count: int) -> str:
    """The button for the ticked rows."""
    return _("Void {count} chosen").format(count=count)


def holds_name() -> str:
    """The list's name for a screen reader."""
    return _("Open holds")


def amount() -> str:
    """A column."""
    return _("Amount")


def card() -> str:
    """A column."""
    return _("Card")


def order() -> str:
    """A column."""
    return _("Order")


def cashier() -> str:
    """A column."""
    return _("Cashier")


def age() -> str:
    """A column."""
    return _("Age")


def state() -> str:
    """A column."""
    return _("State")


def time() -> str:
    """A column."""
    return _("Time")


def request() -> str:
    """A column."""
    return _("Request")


def what_to_do() -> str:
    """A column."""
    return _("What to do now")


def no_holds() -> str:
    """The empty list."""
    return _("No open holds on this till")


def nothing_found(text: str) -> str:
    """The list that a search has emptied."""
    return _("Nothing found for {text}").format(text=text)


def none_mine() -> str:
    """The list that the filter has emptied."""
    return _("No open holds of yours on this till")


def none_of_card() -> str:
    """The list that a scan has emptied."""
    return _("No open holds on this card, as far as this till knows")


def foot(count: int, sums: str, complete: bool, ours: bool) -> Line:
    """How many, how much, and how sure that is."""
    if ours:
        text = ngettext(
            "{count} hold placed on this till · {sum} on hold",
            "{count} holds placed on this till · {sum} on hold",
            count,
        )
    else:
        text = ngettext(
            "{count} hold known to this till · {sum} on hold",
            "{count} holds known to this till · {sum} on hold",
            count,
        )
    said = text.format(count=count, sum=sums)
    if complete:
        return line("{text}", text=said)
    return line("{text} · {note}", text=said, note=_("as far as this till knows"))


def hint() -> Line:
    """The keys of the list."""
    return line(_("[[Enter]] opens the story · [[Space]] chooses · [[Ctrl+A]] all"))


def waiting_title(waiting: int, manager: int) -> str:
    """The counts, those that need a manager apart."""
    if not waiting and not manager:
        return _("Nothing is waiting")
    parts = []
    if waiting:
        parts.append(
            ngettext(
                "{count} request is waiting for an answer",
                "{count} requests are waiting for an answer",
                waiting,
            ).format(count=waiting)
        )
    if manager:
        parts.append(
            ngettext("{count} needs a manager", "{count} need a manager", manager).format(count=manager)
        )
    return ", ".join(parts)


def waiting_text() -> Line:
    """That nothing is lost."""
    return line(
        _(
            "Saved on this till, each under its own reference. Closing the program or losing power "
            "does not lose them, and no card pays twice."
        )
    )


def waiting_name() -> str:
    """The list's name for a screen reader."""
    return _("Requests that wait")


def ask_all_again() -> str:
    """F6 on Waiting."""
    return _("Ask all again")


def resolve() -> str:
    """The button of a row that only a manager can settle."""
    return pgettext("button", "Resolve")


def cancel() -> str:
    """The button of a row."""
    return pgettext("button", "Cancel")


def to_do(what: Kind, expires_soon: bool) -> str:
    """What a person does while it is not known (rule 5a)."""
    match what:
        case Kind.HOLD | Kind.PAY:
            return _("Keep the goods")
        case Kind.CAPTURE:
            if expires_soon:
                return _("Keep the goods, the card expires soon")
            return _("Goods may go, the money is on hold")
        case Kind.VOID:
            return _("Nothing to do")
        case Kind.FUND | Kind.ACTIVATE:
            return _("Not on the card yet")


def refund_it() -> str:
    """A pay that happened after it was cancelled."""
    return _("A manager gives the money back")


def asks_again(seconds: int) -> str:
    """When the next try is."""
    return _("Asks again in {seconds} s").format(seconds=seconds)


def asks_later() -> str:
    """The next try comes when the service answers."""
    return _("Asks when there is an answer")


def asks_now() -> str:
    """A try is under way."""
    return _("Asking now")


def cancelling() -> str:
    """It was given up."""
    return _("Being cancelled")


def no_order() -> str:
    """In place of an order number."""
    return "—"
