"""How staff sign in and approve at a service on paper: PINs in clear, one badge for each, five tries."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass, field, replace

from pos_app.domain.money import Money
from pos_app.domain.person import Act, Person, Role
from pos_app.domain.refunding import Taken
from pos_app.domain.staff import Attempts
from pos_app.service import intents as want
from pos_app.service.cases import Approval, RefundCase
from pos_app.service.intents import Intent, SignInByPin
from pos_app.service.snapshot import NotDone, Refusal, Signing, SignInNote
from tests.models.paper_book import PaperBook
from tests.models.paper_cards import nok


def signed_in(
    signing: Signing | None, pins: dict[int, str], intent: SignInByPin, tries: Attempts, now: float
) -> tuple[Signing | None, Person | None, Attempts]:
    """What the sign-in says after a PIN, who stands there then, and the tries."""
    if signing is None:
        return None, None, tries
    person = next((one for one in signing.people if one.number == intent.number), None)
    if person is not None and pins.get(intent.number) == intent.pin:
        return Signing(people=signing.people), person, Attempts()
    tries = tries.after_wrong()
    note = SignInNote.LOCKED_OUT if tries.locked_for else SignInNote.WRONG
    told = replace(
        signing,
        note=note,
        number=intent.number,
        tries_left=tries.tries_left,
        until=now + tries.locked_for,
        turn=signing.turn + 1,
    )
    return told, None, tries


def badge_heard(
    signing: Signing | None, badges: dict[str, int], code: str
) -> tuple[Signing | None, Person | None]:
    """What the sign-in says after a scan, and who stands there then."""
    if signing is None:
        return None, None
    person = next((one for one in signing.people if one.number == badges.get(code)), None)
    if person is not None:
        return Signing(people=signing.people), person
    return (replace(signing, note=SignInNote.SIGN_IN_FIRST) if signing.locked else signing), None


@dataclass
class PaperStaff(PaperBook, ABC):
    """Who stands at the till on paper, who may sign in, and what waits for an approval."""

    signing: Signing | None = None
    pins: dict[int, str] = field(default_factory=dict)
    badges: dict[str, int] = field(default_factory=dict)
    unfit: bool = False
    """Nobody is taken on: the name, the PIN or the badge will not do."""
    approvers: tuple[Person, ...] = ()
    """While there are some, what ends a hold waits for one of them."""
    approval: Approval | None = None
    refund: RefundCase | None = None
    given_back: dict[str, Money] = field(default_factory=dict)
    tries: Attempts = Attempts()
    refusals: deque[Refusal] = field(default_factory=lambda: deque(maxlen=8))

    @abstractmethod
    def move(self, intent: Intent) -> None:
        """Carry out what moves money."""

    def of_staff(self, intent: Intent) -> bool:
        """Sign in, lock, approve; False for what is no matter of staff."""
        match intent:
            case want.Lock():
                self.signing = self.signing and Signing(people=self.signing.people, locked=True)
            case want.SignInByPin():
                told = signed_in(self.signing, self.pins, intent, self.tries, self.monotonic)
                self.signing, self.tries, self.person = told[0], told[2], told[1] or self.person
            case want.Badge(code):
                self.signing, person = badge_heard(self.signing, self.badges, code)
                self.person = person or self.person
            case want.Capture() | want.Void() if self.approvers and self.approval is None:
                act = Act.CAPTURE_PART if isinstance(intent, want.Capture) else Act.VOID_OTHERS
                self.approval = Approval(intent=intent, act=act, people=self.approvers)
            case want.Approve(number, pin):
                self._approve(number, right=self.pins.get(number) == pin)
            case want.LookForRefund(ref_id):
                paid = self.operations.get(ref_id)
                taken = None if paid is None else Taken(paid.amount, self.given_back.get(ref_id, nok(0)))
                self.refund = None if paid is None else RefundCase(paid=paid, taken=taken)
            case want.AddStaff(name, role, token, _, _):
                self._add(name, role, token)
            case want.RemoveStaff(number, token):
                self._remove(number, token)
            case want.Decline():
                waits, self.approval = self.approval, None
                assert waits is not None
                self.refusals.append(Refusal(token=waits.intent.token, code=NotDone.NOT_ALLOWED))
            case _:
                return False
        return True

    def _add(self, name: str, role: Role, token: str) -> None:
        people = () if self.signing is None else self.signing.people
        if self.unfit:
            self.refusals.append(Refusal(token=token, code=NotDone.UNFIT))
            return
        number = max((one.number for one in people), default=0) + 1
        self.signing = replace(self.signing or Signing(), people=(*people, Person(number, name, role)))

    def _remove(self, number: int, token: str) -> None:
        assert self.signing is not None
        left = tuple(one for one in self.signing.people if one.number != number)
        if any(one.may(Act.STAFF) for one in left):
            self.signing = replace(self.signing, people=left)
        else:
            self.refusals.append(Refusal(token=token, code=NotDone.LAST_MANAGER))

    def _approve(self, number: int, *, right: bool) -> None:
        waits = self.approval
        assert waits is not None
        assert self.signing is not None
        note = SignInNote.NONE if right else SignInNote.WRONG
        self.signing = replace(self.signing, note=note, number=number, turn=self.signing.turn + 1)
        if right:
            self.approval = None
            self.move(waits.intent)
