"""What the clients of a till may do, and why it cannot be connected, in sentences."""

from __future__ import annotations

from pos_app.domain.connecting import Fault, Findings, Remark
from pos_app.domain.rights import Right, Rights
from pos_app.ui.models.wording.catalog import N_, _, pgettext

_RIGHTS = {
    Right.LOOK_UP: N_("read a card by its code"),
    Right.MOVE: N_("hold, capture, void and pay"),
    Right.READ: N_("read cards and their history"),
    Right.CREATE: N_("fund, activate and create cards"),
}

_FAULTS = {
    Fault.NO_ADDRESS: N_(
        "An address begins with https:// and names a host. Without TLS only this computer is asked."
    ),
    Fault.ACCOUNT: N_("An account id is P and eight digits, or T and eight digits for a test account."),
    Fault.CLIENT: N_("A client needs its id and its secret, without spaces."),
    Fault.UNKNOWN_NAME: N_("No computer of that name was found. Check the address and the network."),
    Fault.NOT_REACHED: N_("The card service was not reached. Check the address and the network."),
    Fault.NO_TLS: N_("What answers there does not speak TLS 1.2 or newer. Nothing was sent."),
    Fault.EXPIRED: N_(
        "Its certificate is not valid today. Check this computer’s date and time. Nothing was sent."
    ),
    Fault.OTHER_NAME: N_("Its certificate is for another host. Nothing was sent."),
    Fault.UNTRUSTED: N_("Nobody this computer trusts vouches for its certificate. Nothing was sent."),
    Fault.NOT_ACCEPTED: N_("The card service does not accept this client id and secret for this account."),
    Fault.MANAGER_NOT_ACCEPTED: N_(
        "The card service does not accept the manager’s client id and secret for this account."
    ),
    Fault.NO_ANSWER: N_("The card service gave no clear answer. Nothing was moved. Try again."),
    Fault.NO_SALE: N_("This client may not do what every sale needs: {needed}."),
}

_REMARKS = {
    Remark.CREATES: N_(
        "Every cashier’s client could put money on cards. Better: one that cannot, and a manager’s own."
    ),
    Remark.NO_HISTORY: N_(
        "Histories cannot be read: what stays not known needs a manager more often, and other tills’ holds"
        " are not listed."
    ),
    Remark.NO_MANAGER: N_("Nobody can fund from this till. Managers need a client of their own for that."),
}


def fault(found: Fault) -> str:
    """Why it cannot be connected so."""
    needed = rights(frozenset({Right.LOOK_UP, Right.MOVE}))
    return _(_FAULTS[found]).format(needed=needed)


def remark(found: Remark) -> str:
    """What a manager should know although it works."""
    return _(_REMARKS[found])


def rights(found: Rights) -> str:
    """What a client may do, in one line."""
    return " · ".join(_(words) for right, words in _RIGHTS.items() if right in found)


def can() -> str:
    """Before what is allowed."""
    return pgettext("connect", "Can")


def cannot() -> str:
    """Before what is not allowed."""
    return pgettext("connect", "Cannot")


def note() -> str:
    """Before a remark."""
    return pgettext("connect", "Note")


def told(found: Findings) -> tuple[tuple[str, str], ...]:
    """What a test of clients that work shows: a chip and a sentence each."""
    every = found.rights | (found.manager_rights or frozenset())
    lines = [(can(), rights(found.rights))]
    if found.manager_rights is not None:
        lines.append((managers_can(), rights(found.manager_rights)))
    missing = frozenset(Right) - every
    if missing:
        lines.append((cannot(), rights(missing)))
    return (*lines, *((note(), remark(one)) for one in found.remarks))


def managers_can() -> str:
    """Before what the manager's client may do."""
    return pgettext("connect", "Managers can")
