"""Who stands at the till, and the one table of what each role may do."""

from __future__ import annotations

from enum import StrEnum

from pos_app.domain.frozen import frozen


class Role(StrEnum):
    """What a person is at this till."""

    CASHIER = "cashier"
    SENIOR = "senior"
    MANAGER = "manager"


class Act(StrEnum):
    """What a person may do, as far as it needs a permission."""

    LOOK_UP = "look up"
    HOLD = "hold"
    PAY = "pay"
    CAPTURE = "capture"
    CAPTURE_PART = "capture a part"
    VOID = "void"
    VOID_OTHERS = "void another's hold"
    CANCEL_HOLD = "cancel hold"
    CANCEL_PAY = "cancel pay"
    FUND = "fund"
    ACTIVATE = "activate"
    REFUND = "refund"
    AUDIT = "audit"
    """Read who did, approved or changed what."""
    STAFF = "staff"
    """Say who may sign in at this till."""
    SETTINGS = "settings"
    """Change how this till is set up."""
    CONNECT = "connect"
    """Decide where this till sells."""
    RESOLVE = "resolve"
    """Say what became of an operation that nothing else can settle."""


_CASHIER = frozenset({Act.LOOK_UP, Act.HOLD, Act.PAY, Act.CAPTURE, Act.VOID, Act.CANCEL_HOLD})

_SENIOR = _CASHIER | {Act.CAPTURE_PART, Act.VOID_OTHERS}

PERMISSIONS: dict[Role, frozenset[Act]] = {
    Role.CASHIER: _CASHIER,
    Role.SENIOR: _SENIOR,
    Role.MANAGER: _SENIOR
    | {Act.CANCEL_PAY, Act.FUND, Act.ACTIVATE, Act.REFUND, Act.RESOLVE}
    | {Act.STAFF, Act.CONNECT, Act.SETTINGS, Act.AUDIT},
}
"""The one table: what each role may do; `docs/roles.md` prints it.

A waiting pay needs a refund, so only a manager cancels it.
"""


class Credential(StrEnum):
    """Which of the till's two API clients asks; a row keeps the one it was asked with."""

    CASHIER = "cashier"
    MANAGER = "manager"


@frozen
class Person:
    """A member of staff. Only the number leaves the till (`pos_staff`), never the name."""

    number: int
    name: str
    role: Role

    def may(self, act: Act) -> bool:
        """Whether the table allows this act to this person."""
        return act in PERMISSIONS[self.role]

    @property
    def credential(self) -> Credential:
        """The API client that asks for this person."""
        return Credential.MANAGER if self.role is Role.MANAGER else Credential.CASHIER
