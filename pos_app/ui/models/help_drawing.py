"""Help in place of a screen, and the closing question."""

from __future__ import annotations

from pos_app.domain.person import Act
from pos_app.ui.models import ids
from pos_app.ui.models.closing_value import ClosingValue
from pos_app.ui.models.help_value import HelpValue, KeyHelp, PractiseCard
from pos_app.ui.models.parts import NO_LINE, Button, Chip, IconName, Look, Panel, Tone
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.waiting_step import rows
from pos_app.ui.models.wording import about, kinds, shell
from pos_app.ui.models.wording import help as words


def help_value(state: ProgramState) -> HelpValue:
    """The keys of the screen that is open, and in Training its cards."""
    manages = state.snapshot.person.may(Act.FUND)
    locks = state.snapshot.signing is not None
    switches = state.settings.training and not locks
    keys = words.keys(state.screen.value, manages=manages, switches=switches, locks=locks)
    cards = state.settings.cards
    return HelpValue(
        title=words.title(),
        close=Button(ids.HELP_CLOSE, words.close(), "Esc"),
        about=Button(ids.ABOUT_PAGE, about.page()),
        keys_caption=words.keys_caption(),
        keys=tuple(KeyHelp(key, does) for key, does in keys),
        cards_caption=words.cards_caption() if cards else "",
        cards_text=words.cards_text() if cards else NO_LINE,
        cards=tuple(
            PractiseCard(
                words.card(one.shows, one.pin),
                one.code,
                Button(ids.named(ids.USE_CARD, str(at)), words.use(), about=one.code),
            )
            for at, one in enumerate(cards)
        ),
    )


def closing_value(state: ProgramState) -> ClosingValue:
    """What is open is saved and goes on at the next start (rule 14)."""
    waits, holds = len(rows(state)), len(state.snapshot.holds)
    panel = Panel(
        id="closing",
        title=shell.closing_title(),
        tone=Tone.WAITING if waits else Tone.HOLD,
        chip=(
            Chip(kinds.waiting(), Tone.WAITING, IconName.CLOCK)
            if waits
            else Chip(kinds.on_hold(), Tone.HOLD, IconName.LOCK)
        ),
        text=shell.closing_text(waits, holds),
        buttons=(
            Button(ids.STAY, shell.stay(), "Esc", focus_default=True),
            Button(ids.LEAVE, shell.leave(), look=Look.OUTLINE),
        ),
        asks=True,
    )
    return ClosingValue(panel)
