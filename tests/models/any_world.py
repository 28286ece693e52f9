"""The program and a service on paper, joined for a machine that does anything in any order."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from pos_app.domain.operation import Kind
from pos_app.service.intents import Activate, Capture, Fund, Intent, LookUp, Place, PutCardAway, Void
from pos_app.ui.models import ids, wording
from pos_app.ui.models.drawing import draw
from pos_app.ui.models.effects import Effect
from pos_app.ui.models.gestures import (
    Gesture,
    Pressed,
)
from pos_app.ui.models.parts import Button, Look, Where
from pos_app.ui.models.program import Tick, initial, step
from pos_app.ui.models.settings import Practise, Settings, TrainingCard
from tests.models.paper_cards import KARI, MIA, NOON, card, nok
from tests.models.paper_service import PaperService
from tests.models.window import CODE, CODE_B, DISPLAY, walk

CATALOGS = str(Path(__file__).resolve().parents[2] / "resources" / "translations")
MONEY = (Place, Fund, Activate, Capture, Void)
SLACK = 1e-6
CARDS = {
    CODE: card("900000004821", 150_000),
    CODE_B: card("900000000042", 90_000, held=5_000),
    "DINCARD:expired": card("900000000666", expires_at=NOON - 60),
    "DINCARD:empty": card("900000000777", 0),
    "DINCARD:unsold": card("900000000999", 0, status="inactive"),
    "DINCARD:later": card("900000000888", active_from=NOON + 9e5),
}
CODES = [*CARDS, "DINCARD:nobody", "7038010009457", "10244", "", "\x00\x01half"]
KEYS = ["F1", "F2", "F3", "F5", "F6", "F7", "F8", "F9", "Shift+F9", "Esc", "Enter", "Backspace", "+"]
KEYS += ["Ctrl+F1", "Ctrl+A", "Delete", "F12", "Tab"]
CHARS = st.sampled_from([*"0123456789", "00", ",", ".", "-", "x", "1" * 20])
PLACES = st.sampled_from(Where)
PLAIN_IDS = [value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)]


class World(RuleBasedStateMachine):
    """How gestures and time reach the program, and what each money intent must keep."""

    @initialize(
        language=st.sampled_from(["en", "nb"]),
        training=st.booleans(),
        pay_first=st.booleans(),
        manager=st.booleans(),
    )
    def begin(self, language: str, training: bool, pay_first: bool, manager: bool) -> None:
        wording.use(language, CATALOGS)
        self.service = PaperService(dict(CARDS), person=MIA if manager else KARI)
        cards = (TrainingCard(Practise.RICH, CODE), TrainingCard(Practise.PIN, CODE_B, "2468"))
        main = Kind.PAY if pay_first else Kind.HOLD
        settings_now = Settings(training=training, cards=cards, main=main)
        self.state = initial(settings_now, self.service.snapshot())
        self.owed: list[Intent] = []
        self.locked = False
        self.since: dict[str, tuple[Button, float]] = {}
        self.look_at_screen()

    def teardown(self) -> None:
        wording.use("en", CATALOGS)

    @rule()
    def publish(self) -> None:
        for one in self.owed:
            self.service.carry_out(one)
        self.owed.clear()
        self.hear()

    # --- how it is done -----------------------------------------------------------------------------

    def press(self, button_id: str, wait: float) -> None:
        was_locked = self.locked
        before, owed = dict(self.since), tuple(self.owed)
        out = self.do(Pressed(button_id), wait)
        moved = [one for one in out if isinstance(one, MONEY)]
        if not moved:
            return
        assert not was_locked, "locked until the snapshot shows what became of the last press"
        other_card = any(isinstance(one, LookUp | PutCardAway) for one in owed)
        assert not other_card or not any(isinstance(one, Place | Fund | Activate) for one in moved), (
            "the card was replaced"
        )
        assert button_id in before, "a button that is not on the screen moved money"
        button, since = before[button_id]
        assert button.on
        guard = 0.4 if button_id == ids.YES else 0.5
        assert self.state.monotonic - since >= guard - SLACK, "too soon after it changed"
        for one in moved:
            self.check(one)

    def check(self, one: Intent) -> None:
        shown = self.state.snapshot
        assert self.state.can_sell or isinstance(one, Capture | Void)
        if isinstance(one, Place):
            assert shown.card.card is not None
            assert 0 < one.amount.minor <= shown.card.card.available.minor
            assert not shown.card.blocked
            assert one.order
        elif isinstance(one, Fund):
            assert one.amount.minor > 0
            assert one.reason
        elif isinstance(one, Activate):
            assert one.amount.minor > 0
            assert shown.card.card is not None
            assert shown.card.card.is_unsold
        elif isinstance(one, Capture):
            hold = next(hold for hold in shown.holds if hold.hold_id == one.hold_id)
            assert nok(0).minor < one.amount.minor <= hold.uncommitted.minor

    def do(self, gesture: Gesture, wait: float) -> list[Intent]:
        self.pass_time(wait)
        self.state, out = step(self.state, gesture)
        wanted = [one for one in out if not isinstance(one, Effect)]
        self.locked = self.locked or any(isinstance(one, MONEY) for one in wanted)
        self.owed += wanted
        self.look_at_screen()
        return wanted

    def pass_time(self, seconds: float) -> None:
        self.service.monotonic += seconds
        self.service.now += seconds
        self.state, out = step(self.state, Tick(self.service.monotonic, self.service.now))
        wanted = [one for one in out if not isinstance(one, Effect)]
        assert not any(isinstance(one, MONEY) for one in wanted)
        self.owed += wanted
        self.look_at_screen()

    def hear(self) -> None:
        if self.owed:
            return
        self.state, out = step(self.state, self.service.snapshot())
        wanted = [one for one in out if not isinstance(one, Effect)]
        assert not any(isinstance(one, MONEY) for one in wanted)
        self.owed += wanted
        self.locked = False
        self.look_at_screen()

    def shown_buttons(self) -> list[Button]:
        return [one for one in walk(draw(self.state, DISPLAY)) if isinstance(one, Button)]

    def asking_buttons(self) -> list[Button]:
        """What is shown and asks before it acts: void, cancel, several rows."""
        return [one for one in self.shown_buttons() if one.look is Look.DANGER and one.id != ids.YES]

    def look_at_screen(self) -> None:
        """Note since when each money button of the screen says what it says."""
        now = self.state.monotonic
        shown = {one.id: one for one in self.shown_buttons() if one.guard_ms}
        kept = {name: found for name, found in self.since.items() if name in shown}
        self.since = {
            name: (one, kept[name][1] if name in kept and says(kept[name][0]) == says(one) else now)
            for name, one in shown.items()
        }


def says(button: Button) -> tuple[str, str]:
    """What a press is meant for: the words with their sum, and the card or row."""
    return button.words, button.about
