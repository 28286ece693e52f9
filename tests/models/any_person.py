"""What a person may do, in any order."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from pos_app.domain.person import Act
from pos_app.service.intents import Cancel
from pos_app.ui.models import ids
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
from pos_app.ui.models.parts import Where
from tests.models.any_world import CHARS, CODES, KEYS, MONEY, PLACES, PLAIN_IDS, World
from tests.models.window import CODE, CODE_B


class Person(World):
    """Gestures; only pressed buttons move money."""

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

    @precondition(lambda self: self.state.snapshot.person.may(Act.ACTIVATE))
    @rule(yes=st.booleans())
    def sell_a_card(self, yes: bool) -> None:
        """A manager with a card that is not sold yet; from the Till the screen switches by itself."""
        self.service.answers = True
        self.do(Scanned("DINCARD:unsold"), 0.5)
        self.publish()
        self.do(Typed("7"), 0.2)
        self.press(ids.MAIN, 0.7)
        if yes:
            self.press(ids.YES, 0.5)

    @rule(about=st.sampled_from(["", ":t-01JD8Q4MZZ000000", ":x", ":0", ":50000", ":sold"]), data=st.data())
    def press_anything(self, about: str, data: st.DataObject) -> None:
        self.press(data.draw(st.sampled_from(PLAIN_IDS)) + about, 0.6)

    @rule(code=st.sampled_from([CODE, CODE_B]))
    def scan_and_press_before_it_is_read(self, code: str) -> None:
        """A new card under the scanner; the old one must not pay any more."""
        self.do(Scanned(code), 0.5)
        self.press(ids.MAIN, 0.7)

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


class Seller(Person):
    """Whole sales and answers, so that the rules meet requests in every stage."""

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
