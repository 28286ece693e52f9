"""What a person wants done, each as one value: the only way into the service."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from pos_app.domain.frozen import frozen, frozen_by_name
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind
from pos_app.domain.person import Role
from pos_app.domain.resolving import Choice, Grounds
from pos_app.domain.scan import Code
from pos_app.domain.search import Word


@frozen
class LookUp:
    """Read this card now; an older look-up that is still under way is dropped."""

    code: Code


@frozen
class ReadAgain:
    """Read the card that is shown once more."""


@frozen
class GivePin:
    """The card's PIN as its customer typed it; kept only while the card is shown and its request open."""

    pin: str

    def __repr__(self) -> str:
        """Hide the secret."""
        return "GivePin(••••)"


@frozen
class PutCardAway:
    """Forget the card that is shown, and its PIN."""


@frozen
class Place:
    """Hold or pay this sum from the shown card; `token` comes back in `Snapshot.asked`.

    `number` is the `ShownCard.number` the person saw: if another card is shown by now, nothing is asked.
    `knowingly`: the person knows that this order put money on the card.
    """

    kind: Kind
    amount: Money
    order: str
    token: str
    number: int
    knowingly: bool = False


@frozen
class Fund:
    """Put this sum on the card that is shown, by its `ShownCard.number`; the reason is in `FUND_REASONS`.

    `knowingly`: the person knows that this order paid with the card.
    """

    amount: Money
    reason: str
    token: str
    number: int
    order: str = ""
    knowingly: bool = False


@frozen
class Activate:
    """Sell the card that is shown: its first load, and how many years it is valid; 0: it does not expire."""

    amount: Money
    years: int
    token: str
    number: int
    order: str = ""


MOST_YEARS = 10
"""The longest a card can be sold for."""

FUND_REASONS = ("sold", "goodwill", "correction")
"""Why a manager puts money on a card; the word goes into `metadata`."""


@frozen
class Capture:
    """Take this sum of a hold (by its transaction id); `release_rest` voids the rest when that is done."""

    hold_id: str
    amount: Money
    token: str
    release_rest: bool = False


@frozen
class Void:
    """Release what is left of a hold; if a capture of it is still open, after that one."""

    hold_id: str
    token: str


@frozen
class AskAgain:
    """Ask about these open operations now, or about all when none is named."""

    refs: tuple[str, ...] = ()


@frozen
class Cancel:
    """Give up an open hold or pay; what is found settles it."""

    ref_id: str


@frozen
class Acknowledge:
    """A person has seen how these ended."""

    refs: tuple[str, ...]


@frozen
class LookInto:
    """A manager opens what only they can settle: its card is read; an empty reference closes it."""

    ref_id: str


@frozen
class Resolve:
    """A manager's choice about the open case, and how they know; only safe choices are carried out."""

    ref_id: str
    choice: Choice
    grounds: Grounds


@frozen
class RefreshHolds:
    """Holds was opened: read the histories of the cards with open holds, where reading is allowed."""


@frozen
class TellStory:
    """Read the story of an operation; an empty reference closes it."""

    ref_id: str


@frozen_by_name
class Find:
    """Look for operations of this till; the page comes as `Snapshot.found` with the same `turn`."""

    turn: int
    words: tuple[Word, ...] = ()
    code: Code | None = None
    """Only those of the card that this code belongs to."""
    kind: Kind | None = None
    today: bool = False
    day: date | None = None
    """Only those asked on this day, by the clock on the wall."""
    before: int = 0
    """`Page.next_before` of the page before it; 0: from the newest on."""


@frozen
class CountOrder:
    """Give the next sale an order number of the till's own count."""


@frozen
class SignInByPin:
    """A member of staff is at the till, by number, and typed this PIN."""

    number: int
    pin: str

    def __repr__(self) -> str:
        """Hide the secret."""
        return f"SignInByPin({self.number}, ••••)"


@frozen
class LookForRefund:
    """Read what a payment or a capture took and what was given back of it; "" closes that again."""

    ref_id: str


@frozen
class Refund:
    """Give this sum of a payment or a capture (by its reference) back to its card."""

    ref_id: str
    amount: Money
    token: str


@frozen
class AddStaff:
    """Somebody may sign in at this till from now on."""

    name: str
    role: Role
    token: str
    pin: str = field(repr=False)
    badge: str = field(default="", repr=False)


@frozen
class RemoveStaff:
    """They may not sign in any more; stories keep their name."""

    number: int
    token: str


@frozen
class ReadAudit:
    """Read a page of the audit; it comes as `Snapshot.audit` with the same `turn`."""

    turn: int
    before: int = 0
    """`AuditPage.next_before` of the page before it; 0: from the newest on."""


@frozen
class ExportAudit:
    """Write the whole audit to a file for others to read; where it lies comes with the same `turn`."""

    turn: int


@frozen
class Approve:
    """Somebody types their PIN to let the person at the till do what waits for that, once."""

    number: int
    pin: str = field(repr=False)


@frozen
class Decline:
    """What waits for an approval is given up; nothing was asked."""


@frozen
class Badge:
    """Something was scanned that may be somebody's badge; if it is none, nothing comes of it."""

    code: str = field(repr=False)


@frozen
class Lock:
    """Nobody is at the till any more."""


@frozen
class SwitchPerson:
    """In Training: the other of the training cashier and the training manager."""


Moving = Place | Fund | Activate | Refund | Capture | Void
"""What moves money: it may need somebody's approval."""
Reading = LookUp | ReadAgain | GivePin | PutCardAway | TellStory | Find | CountOrder
Settling = AskAgain | Cancel | Acknowledge | LookInto | Resolve | LookForRefund | RefreshHolds
Managing = AddStaff | RemoveStaff | ReadAudit | ExportAudit
Coming = SignInByPin | Badge | Lock | SwitchPerson | Approve | Decline
Intent = Moving | Reading | Settling | Managing | Coming
