"""What the sign-in screen says."""

from __future__ import annotations

from pos_app.domain.person import Act, Person, Role
from pos_app.ui.models.parts import Line, line
from pos_app.ui.models.wording import shell
from pos_app.ui.models.wording.catalog import _, ngettext, pgettext


def title() -> Line:
    """The question."""
    return line(_("Who is at the till?"))


def text() -> Line:
    """How to answer it."""
    return line(_("Scan your badge, or choose your name."))


def person(one: Person) -> str:
    """A member of staff; the role only where it is not a cashier's."""
    return one.name if one.role is Role.CASHIER else shell.who(one)


def approve_title(what: str) -> Line:
    """Somebody of another role is asked to let this be done."""
    return line(_("{what}: who approves?"), what=what)


def approve_text(name: str) -> Line:
    """How to answer it; the person at the till stays who they are."""
    return line(_("Scan a badge, or choose a name. {name} stays signed in."), name=name)


def approve_limit(name: str) -> Line:
    """It is above a limit."""
    return line(
        _("It is above the limit of {name}, who stays signed in. Scan a badge, or choose a name."), name=name
    )


def approve_second(first: str, name: str) -> Line:
    """It is above the second limit, and one has approved it."""
    return line(
        _("{first} has approved. So much needs a second manager. {name} stays signed in."),
        first=first,
        name=name,
    )


def refund(amount: str, card: str) -> str:
    """A refund that waits for an approval."""
    if not card:
        return _("Refund {sum}").format(sum=amount)
    return _("Refund {sum} to {card}").format(sum=amount, card=card)


def act(found: Act) -> str:
    """What waits for an approval, where the hold itself is not at hand."""
    return _("Capture a part") if found is Act.CAPTURE_PART else _("Void another’s hold")


def approve() -> str:
    """The button."""
    return pgettext("button", "Approve")


def decline() -> str:
    """The button that gives it up."""
    return pgettext("button", "Do not do it")


def approves(approver: str, name: str) -> str:
    """In the header, while somebody approves."""
    return _("{approver} approves for {name}").format(approver=approver, name=name)


def pin() -> str:
    """The caption of the pad."""
    return pgettext("staff", "PIN")


def sign_in() -> str:
    """The button."""
    return pgettext("button", "Sign in")


def checking() -> str:
    """The button while the PIN is looked at."""
    return _("One moment")


def wrong(tries: int) -> Line:
    """The PIN was wrong."""
    return line(
        ngettext("Wrong PIN. {count} try left.", "Wrong PIN. {count} tries left.", tries), count=str(tries)
    )


def locked_out(seconds: int) -> Line:
    """Too many wrong PINs."""
    if seconds > 90:
        minutes = -(-seconds // 60)
        return line(
            ngettext(
                "Too many wrong PINs. Try again in {count} minute.",
                "Too many wrong PINs. Try again in {count} minutes.",
                minutes,
            ),
            count=str(minutes),
        )
    return line(
        ngettext(
            "Too many wrong PINs. Try again in {count} second.",
            "Too many wrong PINs. Try again in {count} seconds.",
            seconds,
        ),
        count=str(seconds),
    )


def sign_in_first() -> Line:
    """Something that is no badge was scanned."""
    return line(_("Sign in first. That was no badge."))


def open_here(holds: int, waiting: int) -> str:
    """What is open at this till meanwhile."""
    told = ngettext("{count} hold open", "{count} holds open", holds).format(count=holds)
    if not waiting:
        return _("{holds} · nothing waiting").format(holds=told)
    return ngettext("{holds} · {count} waiting", "{holds} · {count} waiting", waiting).format(
        holds=told, count=waiting
    )


def lock() -> str:
    """The button that locks the till."""
    return pgettext("button", "Lock")
