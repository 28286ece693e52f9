"""A service on paper: takes intents, keeps operations by the domain's own rules, gives snapshots.

It answers only when told to (`answers`): a test decides what is asking, waiting, confirmed or refused.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import assert_never

from pos_app.domain import steps
from pos_app.domain.audit import AuditPage
from pos_app.domain.card import Card, last_four
from pos_app.domain.money import Money
from pos_app.domain.operation import Event, Kind, Operation, State, Why
from pos_app.domain.search import Page
from pos_app.domain.traces import Trace
from pos_app.service import intents as want
from pos_app.service.cases import Case
from pos_app.service.intents import Intent
from pos_app.service.snapshot import Found, NotDone, Reading, Refusal, ShownCard, Snapshot, Trouble, Waits
from tests.models.paper_cards import KARI, MIA, current, key_of, nok
from tests.models.paper_cases import looked_into, resolved
from tests.models.paper_signing import PaperStaff


@dataclass
class PaperService(PaperStaff):
    """The other side of the window: intents in, snapshots out."""

    answers: bool = True
    """Requests and look-ups are answered at once; else they stay open until `settle`."""
    refuses: Why = Why.NONE
    """Every request is refused for this reason."""
    reads: Reading = Reading.CARD
    """What a look-up of a known code ends with."""
    not_done: NotDone | None = None
    """Intents that move money are not carried out, for this reason."""
    trouble: Trouble = Trouble.NONE
    no_answer_since: float | None = None
    holds_complete: bool = False
    intents: list[Intent] = field(default_factory=list)
    story: tuple[Event, ...] = ()
    story_of: str = ""
    found: Found = Found()
    page_length: int = 50
    next_order: int = 10244
    pin: str = ""
    code_used: bool = False
    traces: Trace | None = Trace.ABSENT
    """What histories say of what is looked into."""
    case: Case | None = None

    def __post_init__(self) -> None:
        """Nothing lies on the till yet."""
        self._asked: deque[tuple[str, str]] = deque(maxlen=32)
        self._number = 0
        self._looks = 0
        self._shown: Card | None = None
        self._code = ""
        self._reading = Reading.NONE
        self._order_used = False
        self.audit = AuditPage()

    def carry_out(self, intent: Intent) -> None:
        """Do what a person wants, as far as the rules of money allow."""
        self.intents.append(intent)
        match intent:
            case want.LookUp(code):
                self._code = code.text
                self._read()
            case want.ReadAgain():
                self._read()
            case want.GivePin(pin):
                self.pin = pin
                self._read()
            case want.PutCardAway():
                self._looks += 1
                self._shown, self._reading, self._code, self.pin = None, Reading.NONE, "", ""
            case want.SwitchPerson():
                self.person = MIA if self.person is KARI else KARI
            case want.CountOrder():
                self.next_order += 1
            case want.TellStory(ref_id):
                self.story_of = ref_id
                self.story = (Event(ref_id, self.now, "asked and sending", "hold"),) if ref_id else ()
            case _:
                self._read_or_move(intent)

    def _read_or_move(self, intent: Intent) -> None:
        match intent:
            case want.RefreshHolds():
                self.holds_complete = self.answers
            case want.Find():
                self.found = self._find(intent)
            case want.ReadAudit(turn):
                self.audit = replace(self.audit, turn=turn)
            case want.ExportAudit(turn):
                self.audit = replace(self.audit, turn=turn, exported="audit.csv")
            case want.LookInto(ref_id):
                self.case = looked_into(self, ref_id, self.traces, reads=self.answers)
            case want.Resolve(ref_id):
                case, self.case = self.case, None
                if self.not_done is not None or not resolved(self, case, intent):
                    self.refusals.append(Refusal(token=ref_id, code=self.not_done or NotDone.CHANGED))
            case _:
                if not self.of_staff(intent):
                    self.move(intent)

    def move(self, intent: Intent) -> None:
        match intent:
            case want.Place(token=token) | want.Fund(token=token) | want.Activate(token=token):
                self._ask(token, self._on_card(intent))
            case want.Capture(hold_id, amount, token):
                self._ask(token, self._on_hold(Kind.CAPTURE, hold_id, amount))
            case want.Void(hold_id, token):
                self._ask(token, self._on_hold(Kind.VOID, hold_id, None))
            case want.Refund(ref_id, amount, token):
                paid = self.operations[ref_id]
                made = replace(self.operation(Kind.FUND, paid.card, amount, paid.order), hold_ref=ref_id)
                self._ask(token, made)
            case want.Cancel(ref_id):
                self._cancel(self.operations[ref_id])
            case want.Acknowledge(refs):
                for ref in refs:
                    self.put(steps.acknowledged(self.operations[ref], self.person.name, self.now))
            case want.AskAgain():
                pass
            case (
                want.LookUp()
                | want.ReadAgain()
                | want.GivePin()
                | want.PutCardAway()
                | want.SwitchPerson()
                | want.CountOrder()
                | want.TellStory()
                | want.RefreshHolds()
                | want.Find()
                | want.LookInto()
                | want.Resolve()
                | want.Lock()
                | want.Badge()
                | want.Approve()
                | want.Decline()
                | want.LookForRefund()
                | want.AddStaff()
                | want.RemoveStaff()
                | want.ReadAudit()
                | want.ExportAudit()
                | want.SignInByPin()
            ):
                raise AssertionError("handled before")
            case _:
                assert_never(intent)

    def finish_reading(self, end: Reading = Reading.CARD) -> None:
        """The look-up under way ends."""
        self._reading = end
        found = self.cards.get(self._code)
        self._shown = found if end is Reading.CARD else None

    @property
    def code(self) -> str:
        """The code that was looked up last."""
        return self._code

    def slow(self) -> None:
        """The look-up has had no answer for three seconds."""
        self._reading = Reading.SLOW

    def snapshot(self) -> Snapshot:
        """The truth now."""
        self._number += 1
        every = list(reversed(self.operations.values()))
        waiting = tuple(one for one in every if one.is_open)
        ended = tuple(one for one in every if not one.is_open)
        return Snapshot(
            number=self._number,
            now=self.now,
            monotonic=self.monotonic,
            person=self.person,
            card=self._shown_card(),
            holds=self.holds(),
            holds_complete=self.holds_complete,
            waiting=waiting,
            waits={one.ref_id: Waits(asked_since=self.began[one.ref_id]) for one in waiting},
            unseen=self.unseen(),
            latest=tuple(every[:8]),
            asked=tuple(self._asked),
            ended=ended[:32],
            refusals=tuple(reversed(self.refusals)),
            story=self.story,
            story_of=self.story_of,
            found=self.found,
            case=self.case,
            signing=self.signing,
            refund=self.refund,
            audit=self.audit,
            approval=self.approval,
            next_order=str(self.next_order),
            no_answer_since=self.no_answer_since,
            answered_once=True,
            trouble=self.trouble,
        )

    def _shown_card(self) -> ShownCard:
        shown = self._shown
        if shown is None:
            return ShownCard(reading=self._reading, number=self._looks, tail=self._code[-4:])
        key = key_of(shown)
        open_here = tuple(
            one for one in self.operations.values() if one.is_open and one.card.fingerprint == key.fingerprint
        )
        holds = tuple(one for one in self.holds() if one.card.fingerprint == key.fingerprint)
        fresh = current(shown, self.operations.values())
        rest = fresh.on_hold.minor - sum(one.left.minor for one in holds)
        return ShownCard(
            reading=self._reading,
            number=self._looks,
            tail=last_four(shown.card_id),
            key=key,
            card=fresh,
            holds=holds,
            elsewhere=nok(rest) if rest > 0 else None,
            open=open_here,
            blocked=any(one.kind.is_new_money for one in open_here),
            code_used=self.code_used,
        )

    def _read(self) -> None:
        self._looks += 1
        self._shown, self._reading = None, Reading.READING
        if not self.answers:
            return
        known = self._code in self.cards
        self.finish_reading(self.reads if known else Reading.UNKNOWN)

    def _on_card(self, intent: want.Place | want.Fund | want.Activate) -> Operation | NotDone:
        if self._shown is None:
            return NotDone.NO_CARD
        if self._shown_card().blocked:
            return NotDone.CARD_WAITS
        key = key_of(self._shown)
        if isinstance(intent, want.Activate):
            return self.operation(Kind.ACTIVATE, key, intent.amount, intent.order)
        if isinstance(intent, want.Fund):
            return replace(self.operation(Kind.FUND, key, intent.amount, intent.order), reason=intent.reason)
        available = current(self._shown, self.operations.values()).available
        if intent.amount.is_more_than(available):
            return NotDone.MORE_THAN_AVAILABLE
        self._order_used = True
        return self.operation(intent.kind, key, intent.amount, intent.order)

    def _on_hold(self, kind: Kind, hold_id: str, amount: Money | None) -> Operation | NotDone:
        hold = next((one for one in self.holds() if one.hold_id == hold_id), None)
        if hold is None:
            return NotDone.HOLD_GONE
        taken = amount or hold.uncommitted
        if taken.is_more_than(hold.uncommitted):
            return NotDone.MORE_THAN_HELD
        return self.on_hold(kind, hold_id, taken)

    def _find(self, wanted: want.Find) -> Found:
        """A page by kind and order number only; its places count from the newest operation."""
        fits = [
            one
            for one in reversed(self.operations.values())
            if wanted.kind in (None, one.kind) and all(word.text in one.order for word in wanted.words)
        ]
        end = wanted.before + self.page_length
        page = Page(rows=tuple(fits[wanted.before : end]), next_before=end if fits[end:] else 0)
        return Found(turn=wanted.turn, page=page)

    def _cancel(self, one: Operation) -> None:
        if one.can_be_cancelled and one.state is not State.NEEDS_MANAGER:
            self.put(steps.cancel_asked(one, self.person.name, self.now))
        else:
            self.refusals.append(Refusal(token=one.ref_id, code=NotDone.NOT_OPEN))

    def _ask(self, token: str, made: Operation | NotDone) -> None:
        refusal = made if isinstance(made, NotDone) else self.not_done
        if refusal is not None or isinstance(made, NotDone):
            self.refusals.append(Refusal(token=token, code=refusal or NotDone.NO_CARD))
            return
        self._asked.append((token, made.ref_id))
        self.begin(made)
        if self.answers:
            self.answer(self.operations[made.ref_id], self.refuses)
