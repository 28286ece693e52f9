"""A gift card kept on paper: what each request must be answered, whatever way the service goes about it."""

from dataclasses import dataclass, field

Verdict = tuple[int, str]
"""HTTP status, and the error's code or the transaction's type."""
MOST = 2**63 - 1


@dataclass
class Hold:
    """A hold as paper knows it; `left` is None once it is closed."""

    amount: int
    left: int | None


@dataclass
class PaperCard:
    """One card. Every method returns the verdict and, when it is a good one, writes it down."""

    balance: int
    currency: str
    expired: bool = False
    early: bool = False
    inactive: bool = False
    deleted: bool = False
    used: bool = False
    holds: dict[str, Hold] = field(default_factory=dict)
    written: dict[str, tuple[object, ...]] = field(default_factory=dict)
    used_codes: set[str] = field(default_factory=set)

    @property
    def reserved(self) -> int:
        return sum(hold.left or 0 for hold in self.holds.values())

    @property
    def available(self) -> int:
        return self.balance - self.reserved

    def move(self, kind: str, ref: str, amount: int, currency: str, single_use_code: str | None) -> Verdict:
        """Draw, hold or fund."""
        if self.deleted:
            return 404, "NOT FOUND"
        if ref in self.written:
            return self._again(ref, (kind, amount, currency, None))
        refusal = self._refusal(kind, amount, currency, single_use_code)
        if refusal is not None:
            return 400, refusal
        if single_use_code is not None:
            self.used_codes.add(single_use_code)
        self.written[ref] = (kind, amount, currency, None)
        self.balance += {"fund": amount, "drawdown": -amount, "pending_capture": 0}[kind]
        self.used |= kind == "drawdown"
        return 200, kind

    def _refusal(self, kind: str, amount: int, currency: str, single_use_code: str | None) -> str | None:
        reasons = (
            (single_use_code in self.used_codes, "TOKEN_USED"),
            (self.inactive, "CARD_INACTIVE"),
            (self.expired, "CARD_EXPIRED"),
            (self.early and kind != "fund", "CARD_NOT_YET_ACTIVE"),
            (currency != self.currency, "CURRENCY_MISMATCH"),
            (kind != "fund" and amount > self.available, "INSUFFICIENT_FUNDS"),
        )
        return next((reason for true, reason in reasons if true), None)

    def keep_hold(self, hold_id: str, amount: int) -> None:
        """Note the id under which a new hold can be closed."""
        self.holds.setdefault(hold_id, Hold(amount, amount))

    def capture(self, hold_id: str, ref: str, amount: int | None) -> Verdict:
        """Take a part, or with no amount the rest."""
        hold = self.holds[hold_id]
        if self.deleted:
            return 404, "NOT FOUND"
        if ref in self.written:
            first = self.written[ref]
            wanted = ("drawdown", first[1] if amount is None else amount, self.currency, hold_id)
            return self._again(ref, wanted)
        if hold.left is None:
            return 400, "TRANSACTION_NOT_PENDING"
        if self.expired:
            return 400, "CARD_EXPIRED"
        taken = hold.left if amount is None else amount
        if not 0 < taken <= hold.left:
            return 400, "AMOUNT_EXCEEDS_RESERVED"
        hold.left = hold.left - taken or None
        self.balance -= taken
        self.used = True
        self.written[ref] = ("drawdown", taken, self.currency, hold_id)
        return 200, "drawdown"

    def void(self, hold_id: str, ref: str) -> Verdict:
        """Release what is left."""
        hold = self.holds[hold_id]
        if self.deleted:
            return 404, "NOT FOUND"
        if ref in self.written:
            return self._again(ref, ("voided", self.written[ref][1], self.currency, hold_id))
        if hold.left is None:
            return 400, "TRANSACTION_NOT_PENDING"
        self.written[ref] = ("voided", hold.left, self.currency, hold_id)
        hold.left = None
        return 200, "voided"

    def _again(self, ref: str, content: tuple[object, ...]) -> Verdict:
        return (200, str(content[0])) if self.written[ref] == content else (400, "REF_ID_CONFLICT")

    def delete(self) -> Verdict:
        """Delete the card."""
        if self.deleted:
            return 404, "NOT FOUND"
        if self.reserved:
            return 400, "CARD_HAS_RESERVATION"
        self.deleted = True
        return 200, ""

    def activate(self, amount: int) -> Verdict:
        """Sell the card."""
        if self.deleted:
            return 404, "NOT FOUND"
        if not self.inactive:
            return 400, "CARD_NOT_INACTIVE"
        self.inactive, self.balance = False, amount
        return 200, ""
