"""Whatever a person, the clock and the service do, in any order: no rule about money is ever broken."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pos_app.domain.operation import Kind, Why
from pos_app.domain.person import Act
from pos_app.service.intents import Cancel, Capture, Fund, Intent, Place, Void
from pos_app.service.snapshot import NotDone, Reading, Trouble
from pos_app.ui.models import ids, wording
from pos_app.ui.models.drawing import draw
from pos_app.ui.models.effects import CloseProgram, PlaySound
from pos_app.ui.models.gestures import (
    CloseAsked,
    FindText,
    Gesture,
    Key,
    Opened,
    OrderText,
    Pasted,
    Pressed,
    RowChosen,
    RowOpened,
    RowTicked,
    ScanFieldOpened,
    ScanFieldText,
    Scanned,
    Typed,
)
from pos_app.ui.models.idle_step import wake_at
from pos_app.ui.models.parts import Button, Chip, Line, Look, Panel, Where
from pos_app.ui.models.program import Tick, initial, step
from pos_app.ui.models.settings import Practise, Settings, TrainingCard
from tests.models.paper_cards import KARI, MIA, NOON, card, nok
from tests.models.paper_service import PaperService
from tests.models.window import CODE, CODE_B, DISPLAY, walk

CATALOGS = str(Path(__file__).resolve().parents[2] / "resources" / "translations")
MONEY = (Place, Fund, Capture, Void)
SLACK = 1e-6
CARDS = {
    CODE: card("900000004821", 150_000),
    CODE_B: card("900000000042", 90_000, held=5_000),
    "DINCARD:expired": card("900000000666", expires_at=NOON - 60),
    "DINCARD:empty": card("900000000777", 0),
    "DINCARD:later": card("900000000888", active_from=NOON + 9e5),
}
CODES = [*CARDS, "DINCARD:nobody", "7038010009457", "10244", "", "\x00\x01half"]
KEYS = ["F1", "F2", "F3", "F5", "F6", "F7", "F8", "F9", "Shift+F9", "Esc", "Enter", "Backspace", "+"]
KEYS += ["Ctrl+F1", "Ctrl+A", "Delete", "F12", "Tab"]
CHARS = st.sampled_from([*"0123456789", "00", ",", ".", "-", "x", "1" * 20])
PLACES = st.sampled_from(Where)
PLAIN_IDS = [value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)]


class AnyGesture(RuleBasedStateMachine):
    """The real program and a service on paper; the snapshot comes when a rule says so."""

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

    # --- what a person does -------------------------------------------------------------------------

    @rule(name=st.sampled_from(KEYS), where=PLACES, wait=st.sampled_from([0.01, 0.2, 0.6]))
    def key(self, name: str, where: Where, wait: float) -> None:
        out = self.do(Key(name, where), wait)
        assert not any(isinstance(one, MONEY) for one in out), "money is moved by pressed buttons alone"

    @precondition(lambda self: any(one.on for one in self.shown_buttons()))
    @rule(data=st.data(), wait=st.sampled_from([0.01, 0.3, 0.45, 0.6, 2.0]))
    def press_what_is_shown(self, data: st.DataObject, wait: float) -> None:
        on = sorted({one.id for one in self.shown_buttons() if one.on})
        self.press(data.draw(st.sampled_from(on)), wait)

    @precondition(lambda self: any(one.on for one, _since in self.since.values()))
    @rule(data=st.data(), wait=st.sampled_from([0.01, 0.39, 0.41, 0.49, 0.51, 0.7]))
    def press_for_money(self, data: st.DataObject, wait: float) -> None:
        on = sorted(name for name, (button, _since) in self.since.items() if button.on)
        self.press(data.draw(st.sampled_from(on)), wait)

    @precondition(lambda self: any(one.on for one in self.asking_buttons()))
    @rule(data=st.data(), wait=st.sampled_from([0.39, 0.41, 0.41, 1.0]), change=st.booleans())
    def ask_and_say_yes(self, data: st.DataObject, wait: float, change: bool) -> None:
        """Something that asks first, and yes; in between the world may have changed."""
        on = sorted(one.id for one in self.asking_buttons() if one.on)
        self.press(data.draw(st.sampled_from(on)), 0.7)
        if change:
            self.service.settle()
            self.publish()
        self.press(ids.YES, wait)

    @precondition(lambda self: self.state.snapshot.person.may(Act.FUND))
    @rule(amount=st.sampled_from(["5", ""]))
    def prepare_to_fund(self, amount: str) -> None:
        """A manager on Fund with a card, a reason and perhaps an amount."""
        self.service.answers = True
        self.do(Key("F5"), 0.2)
        self.do(Scanned(CODE), 0.5)
        self.publish()
        self.do(Pressed("reason:sold"), 0.2)
        for key in amount:
            self.do(Typed(key), 0.2)
        self.press(ids.MAIN, 0.7)

    @rule(about=st.sampled_from(["", ":t-01JD8Q4MZZ000000", ":x", ":0", ":50000", ":sold"]), data=st.data())
    def press_anything(self, about: str, data: st.DataObject) -> None:
        self.press(data.draw(st.sampled_from(PLAIN_IDS)) + about, 0.6)

    @rule(keys=st.lists(CHARS, min_size=1, max_size=4), where=PLACES)
    def type_keys(self, keys: list[str], where: Where) -> None:
        for one in keys:
            assert not any(isinstance(out, MONEY) for out in self.do(Typed(one, where), 0.1))

    @rule(text=st.sampled_from(CODES), clash=st.booleans(), where=PLACES)
    def scan(self, text: str, clash: bool, where: Where) -> None:
        out = self.do(Scanned(text, clash, where), 0.5)
        assert not any(isinstance(one, (*MONEY, Cancel)) for one in out), "a scan never moves money"

    @rule(
        gesture=st.one_of(
            st.builds(Pasted, st.sampled_from(["1 250", "1.250", "5", "", "-1", "abc"]), PLACES),
            st.builds(ScanFieldText, st.sampled_from(CODES)),
            st.just(ScanFieldOpened()),
            st.builds(OrderText, st.sampled_from(["", "A-7", "\x00", "9" * 90])),
            st.builds(FindText, st.sampled_from(["", "4821", "Kari", "nothing {x}"])),
            st.builds(Opened, st.sampled_from(["till", "holds", "waiting", "manage", "nowhere"])),
            st.just(CloseAsked()),
        )
    )
    def anything_else(self, gesture: Gesture) -> None:
        assert not any(isinstance(one, MONEY) for one in self.do(gesture, 0.3))

    @rule(data=st.data(), gesture=st.sampled_from([RowChosen, RowOpened, RowTicked]))
    def rows(self, data: st.DataObject, gesture: type[RowChosen]) -> None:
        known = [one.hold_id for one in self.service.holds()] + list(self.service.operations) + ["x"]
        out = self.do(gesture(data.draw(st.sampled_from(known))), 0.3)
        assert not any(isinstance(one, MONEY) for one in out)

    # --- what the clock and the service do ----------------------------------------------------------

    @rule(seconds=st.sampled_from([0.3, 1.1, 30.0, 121.0, 90_000.0]))
    def wait(self, seconds: float) -> None:
        self.pass_time(seconds)

    @rule()
    def publish(self) -> None:
        for one in self.owed:
            self.service.carry_out(one)
        self.owed.clear()
        self.hear()

    @rule(
        code=st.sampled_from([CODE, CODE_B]),
        amount=st.sampled_from(["", "20", "600"]),
        button=st.sampled_from([ids.MAIN, ids.OTHER]),
        slow=st.booleans(),
    )
    def sell(self, code: str, amount: str, button: str, slow: bool) -> None:
        """A whole sale, so that the rules meet requests in every stage."""
        self.service.answers = True
        self.do(Key("F1"), 0.2)
        for key in amount:
            self.do(Typed(key), 0.2)
        self.do(Scanned(code), 0.5)
        self.publish()
        self.service.answers = not slow
        self.press(button, 0.7)
        self.publish()

    @precondition(lambda self: bool(self.service.holds()))
    @rule(data=st.data(), part=st.sampled_from(["", "5", "999"]))
    def go_to_a_hold(self, data: st.DataObject, part: str) -> None:
        """On Holds, with a row chosen and perhaps a part typed."""
        self.do(Key("F2"), 0.2)
        self.do(RowChosen(data.draw(st.sampled_from(self.service.holds())).hold_id), 0.3)
        for key in part:
            self.do(Typed(key, Where.ROWS), 0.2)
        self.publish()

    @precondition(lambda self: self.state.question is not None)
    @rule(wait=st.sampled_from([0.1, 0.39, 0.41]))
    def say_yes(self, wait: float) -> None:
        self.press(ids.YES, wait)

    @rule(answers=st.booleans(), why=st.sampled_from([Why.NONE, Why.NONE, Why.NO_FUNDS, Why.HOLD_ENDED]))
    def mood(self, answers: bool, why: Why) -> None:
        self.service.answers = answers
        self.service.refuses = why

    @rule(why=st.sampled_from([Why.NONE, Why.NONE, Why.CARD_EXPIRED]))
    def settle(self, why: Why) -> None:
        self.service.settle(why)
        self.service.finish_reading()
        self.hear()

    @rule(end=st.sampled_from(Reading))
    def reading_ends(self, end: Reading) -> None:
        if end is not Reading.CARD or self.service.cards.get(self.service.code) is not None:
            self.service.finish_reading(end)
        self.hear()

    @precondition(lambda self: any(one.is_open for one in self.service.operations.values()))
    @rule()
    def lose_answers(self) -> None:
        self.service.give_up_answers()
        waiting = next(one for one in self.service.operations.values() if one.is_open)
        self.service.need_manager(waiting.ref_id)
        self.hear()

    @rule(
        trouble=st.sampled_from([Trouble.NONE, Trouble.NONE, *Trouble]),
        not_done=st.sampled_from([None, None, *NotDone]),
        away=st.booleans(),
    )
    def bad_day(self, trouble: Trouble, not_done: NotDone | None, away: bool) -> None:
        self.service.trouble, self.service.not_done = trouble, not_done
        self.service.no_answer_since = NOON if away else None
        self.hear()

    # --- what must be true --------------------------------------------------------------------------

    @invariant()
    def screen_is_whole(self) -> None:
        if not hasattr(self, "state"):
            return
        shown = draw(self.state, DISPLAY)
        on = [one.keys for one in self.shown_buttons() if one.on and one.keys[-1:].isdigit()]
        assert len(on) == len(set(on)), f"a key on two buttons: {on}"
        for one in walk(shown):
            if isinstance(one, Chip):
                assert one.words
            elif isinstance(one, Button):
                assert one.words
                assert one.on or not one.guard_ms or one.why_off or one.words
            elif isinstance(one, Line):
                assert "**" not in one.text
            elif isinstance(one, Panel):
                assert one.title
                assert sum(button.look is Look.FILLED for button in one.buttons) <= 1
        assert wake_at(self.state) > self.state.monotonic

    # --- how it is done -----------------------------------------------------------------------------

    def press(self, button_id: str, wait: float) -> None:
        was_locked = self.locked
        before = dict(self.since)
        out = self.do(Pressed(button_id), wait)
        moved = [one for one in out if isinstance(one, MONEY)]
        if not moved:
            return
        assert not was_locked, "locked until the snapshot shows what became of the last press"
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
        elif isinstance(one, Capture):
            hold = next(hold for hold in shown.holds if hold.hold_id == one.hold_id)
            assert nok(0).minor < one.amount.minor <= hold.uncommitted.minor

    def do(self, gesture: Gesture, wait: float) -> list[Intent]:
        self.pass_time(wait)
        self.state, out = step(self.state, gesture)
        wanted = [one for one in out if not isinstance(one, PlaySound | CloseProgram)]
        self.locked = self.locked or any(isinstance(one, MONEY) for one in wanted)
        self.owed += wanted
        self.look_at_screen()
        return wanted

    def pass_time(self, seconds: float) -> None:
        self.service.monotonic += seconds
        self.service.now += seconds
        self.state, out = step(self.state, Tick(self.service.monotonic, self.service.now))
        wanted = [one for one in out if not isinstance(one, PlaySound | CloseProgram)]
        assert not any(isinstance(one, MONEY) for one in wanted)
        self.owed += wanted
        self.look_at_screen()

    def hear(self) -> None:
        if self.owed:
            return
        self.state, out = step(self.state, self.service.snapshot())
        wanted = [one for one in out if not isinstance(one, PlaySound | CloseProgram)]
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


TestAnyGesture = AnyGesture.TestCase
TestAnyGesture.settings = settings(
    max_examples=120, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
