"""Whatever a person, the clock and the service do, in any order: no rule about money is ever broken."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from pos_app.domain.operation import Why
from pos_app.service.snapshot import NotDone, Reading, Trouble
from pos_app.ui.models.drawing import draw
from pos_app.ui.models.idle_step import wake_at
from pos_app.ui.models.parts import Button, Chip, Line, Look, Panel
from tests.models.any_person import Seller
from tests.models.paper_cards import NOON
from tests.models.window import DISPLAY, walk


class AnyGesture(Seller):
    """The real program and a service on paper; the snapshot comes when a rule says so."""

    # --- what the clock and the service do ----------------------------------------------------------

    @rule(seconds=st.sampled_from([0.3, 1.1, 30.0, 121.0, 90_000.0]))
    def wait(self, seconds: float) -> None:
        self.pass_time(seconds)

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
            if isinstance(one, Chip | Button):
                assert one.words
            elif isinstance(one, Line):
                assert "**" not in one.text
            elif isinstance(one, Panel):
                assert one.title
                assert sum(button.look is Look.FILLED for button in one.buttons) <= 1
        assert wake_at(self.state) > self.state.monotonic


TestAnyGesture = AnyGesture.TestCase
TestAnyGesture.settings = settings(
    max_examples=80, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
