"""Everything the window remembers, as one frozen value; `program.step` leads from one to the next."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Any

from pos_app.domain.frozen import frozen, frozen_by_name
from pos_app.domain.money import Money
from pos_app.domain.operation import Kind
from pos_app.service.intents import Intent
from pos_app.service.snapshot import ShownCard, Snapshot, Trouble
from pos_app.ui.models.about_state import AboutNews
from pos_app.ui.models.audit_state import AuditState
from pos_app.ui.models.connect_state import ConnectState
from pos_app.ui.models.desk import Desk, shown
from pos_app.ui.models.effects import Effect, PlaySound, Sound
from pos_app.ui.models.fund_state import FundState
from pos_app.ui.models.history_state import HistoryState
from pos_app.ui.models.holds_state import HoldsState
from pos_app.ui.models.notes import Note, Told
from pos_app.ui.models.parts import FocusAsk, Where
from pos_app.ui.models.question import Question
from pos_app.ui.models.request import Outcome, Request
from pos_app.ui.models.setting_state import SettingState
from pos_app.ui.models.settings import Settings
from pos_app.ui.models.sign_in_state import SignInState
from pos_app.ui.models.staff_state import StaffState
from pos_app.ui.models.start_state import StartState
from pos_app.ui.models.till_state import TillState
from pos_app.ui.models.waiting_state import WaitingState

Out = Intent | Effect
"""What a step gives besides the new state."""


@frozen
class Tick:
    """Time went on, in seconds. Send one before every gesture too: guards know by it when a key came."""

    monotonic: float
    now: float
    """Since 1970 UTC."""


class ScreenName(StrEnum):
    """The screens that have a tab."""

    TILL = "till"
    HOLDS = "holds"
    WAITING = "waiting"
    HISTORY = "history"
    MANAGE = "manage"


class Over(StrEnum):
    """What stands in place of the screen."""

    NOTHING = ""
    START = "start"
    """The till keeps no secret, and is not open yet."""
    HELP = "help"
    ABOUT = "about"
    CLOSING = "closing"
    CONNECT = "connect"
    STAFF = "staff"
    AUDIT = "audit"
    SETTINGS = "settings"


@frozen
class Said:
    """A result for a screen reader, said once per `turn`."""

    turn: int
    outcome: Outcome | None = None
    note: Note | None = None
    kind: Kind = Kind.HOLD
    amount: Money | None = None
    tail: str = ""


@frozen
class Guard:
    """What a money button says since when (monotonic seconds): a press too soon is not taken."""

    button: str
    says: object
    since: float


@frozen_by_name
class ProgramState:
    """The whole window. Only `snapshot` claims anything about money; the rest is what the person did."""

    settings: Settings
    snapshot: Snapshot
    monotonic: float = 0.0
    now: float = 0.0
    screen: ScreenName = ScreenName.TILL
    over: Over = Over.NOTHING
    desk: Desk = Desk()
    till: TillState = TillState()
    holds: HoldsState = HoldsState()
    waiting: WaitingState = WaitingState()
    history: HistoryState = HistoryState()
    fund: FundState = FundState()
    sign_in: SignInState = SignInState()
    connect: ConnectState = ConnectState()
    start: StartState = StartState()
    about: AboutNews = AboutNews()
    staff: StaffState = StaffState()
    audit: AuditState = AuditState()
    setting: SettingState = SettingState()
    requests: tuple[Request, ...] = ()
    """Requests of this window, oldest first, until they are over and were told."""
    question: Question | None = None
    told: Told | None = None
    said: Said | None = None
    focus: FocusAsk | None = None
    cancels: tuple[str, ...] = ()
    """References whose cancel was given and does not show in the snapshot yet."""
    story: str = ""
    """Reference whose story was asked for."""
    counter: int = 0
    """Source of tokens and turns."""
    touched_at: float = 0.0
    """Monotonic seconds of the last gesture (rule 12)."""
    guards: tuple[Guard, ...] = ()

    @property
    def card(self) -> ShownCard:
        """The card that may be drawn and used now."""
        return shown(self.desk, self.snapshot, self.monotonic)

    @property
    def is_locked(self) -> bool:
        """Whether a money key was pressed and the snapshot does not show yet what became of it."""
        return any(one.is_locked for one in self.requests)

    @property
    def can_sell(self) -> bool:
        """Whether this computer may ask for new money."""
        return self.snapshot.trouble is Trouble.NONE

    @property
    def can_end_holds(self) -> bool:
        """Whether capture, void and cancel can be written down."""
        return self.snapshot.trouble in (Trouble.NONE, Trouble.OUR_FAULT)

    def request(self, token: str) -> Request | None:
        """The request of this token, if it is still followed."""
        return next((one for one in self.requests if one.token == token), None)

    def with_till(self, **changes: Any) -> ProgramState:
        """The same with these fields of the Till."""
        return replace(self, till=replace(self.till, **changes))

    def with_holds(self, **changes: Any) -> ProgramState:
        """The same with these fields of Holds."""
        return replace(self, holds=replace(self.holds, **changes))

    def with_fund(self, **changes: Any) -> ProgramState:
        """The same with these fields of Fund a card."""
        return replace(self, fund=replace(self.fund, **changes))


Moved = tuple[ProgramState, tuple[Out, ...]]
"""A state after an event, and what is asked for."""


def stay(state: ProgramState) -> Moved:
    """Nothing is asked for."""
    return state, ()


def refuse(state: ProgramState, note: Note, where: Where) -> Moved:
    """Say why a key was not taken, with the small sound."""
    turn = state.counter + 1
    state = replace(state, counter=turn, told=Told(note, where), said=Said(turn, note=note))
    return state, (PlaySound(Sound.CLICK),)


def focus_on(state: ProgramState, where: Where) -> ProgramState:
    """Ask for the focus to move there, because the person pressed a key that says so."""
    turn = state.counter + 1
    return replace(state, counter=turn, focus=FocusAsk(where, turn))


def initial(settings: Settings, snapshot: Snapshot) -> ProgramState:
    """The window as it opens, with what is known by then."""
    state = ProgramState(
        settings=settings,
        snapshot=snapshot,
        over=Over.START if settings.asked else Over.NOTHING,
        monotonic=snapshot.monotonic,
        now=snapshot.now,
        touched_at=snapshot.monotonic,
    )
    return focus_on(state, Where.FIELD) if settings.asked else state
