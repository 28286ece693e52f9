"""The frame: training, light, latest, help, closing, idle, and what a screen reader says."""

from __future__ import annotations

from pos_app.domain.region import REGIONS
from pos_app.service.intents import LookUp, PutCardAway
from pos_app.service.snapshot import NotDone
from pos_app.ui.models.closing_value import ClosingValue
from pos_app.ui.models.effects import CloseProgram
from pos_app.ui.models.gestures import CloseAsked, Key, Pressed, Scanned
from pos_app.ui.models.help_value import HelpValue
from pos_app.ui.models.idle_step import wake_at
from pos_app.ui.models.settings import Caution, FileProblem, Practise, Settings, TrainingCard
from tests.models.paper_cards import card
from tests.models.paper_service import PaperService
from tests.models.window import CODE, Window, with_settings


def test_training_is_unmistakable() -> None:
    shell = Window().screen.shell
    assert shell.title == "Holdfast · TRAINING on this computer"
    assert shell.banner is not None
    assert shell.banner.line.text.startswith("TRAINING on this computer · no real money moves")


def test_a_test_account_says_so_and_live_shows_none() -> None:
    window = with_settings(Window(), training=False, test_account="T12345678")
    assert window.screen.shell.banner is not None
    assert window.screen.shell.banner.line.text == "TEST ACCOUNT T12345678 · no real money moves"
    assert window.screen.shell.actions == ()
    live = with_settings(Window(), training=False)
    assert live.screen.shell.banner is None
    assert live.screen.shell.title == "Holdfast"
    live.do(Pressed("switch"))
    assert live.asked == []


def test_help_lists_the_keys_and_the_cards_of_training() -> None:
    cards = (TrainingCard(Practise.RICH, CODE), TrainingCard(Practise.PIN, "900000000007", "2468"))
    window = with_settings(Window(), cards=cards).do(Key("Ctrl+F1"))
    body = window.screen.body
    assert isinstance(body, HelpValue)
    assert "F9" in [one.keys for one in body.keys]
    assert [one.words for one in body.cards] == ["A card with plenty on it", "A card with a PIN (PIN 2468)"]
    use = body.cards[0].use
    assert use is not None
    window.do(Pressed(use.id))
    assert window.body_name == "till"
    assert isinstance(window.asked[-1], LookUp)
    window.do(Pressed("help"))
    assert window.body_name == "help"
    window.do(Key("Esc"))
    assert window.body_name == "till"


def test_a_scan_closes_the_help() -> None:
    window = Window().do(Key("Ctrl+F1"), Scanned(CODE))
    assert window.body_name == "till"
    assert window.till.card.figure is not None


def test_closing_names_only_what_is_there() -> None:
    window = Window().scan().type("100").key("F9").do(Key("Esc"), CloseAsked())
    body = window.screen.body
    assert isinstance(body, ClosingValue)
    assert body.panel.text.text == "1 hold open: saved, it goes on at the next start."


def test_closing_says_what_is_open_and_that_it_is_saved() -> None:
    window = Window().scan().type("100").key("F9").do(Key("Esc"))
    window.scan().type("50").after(1.0)
    window.service.answers = False
    window.do(Pressed("main")).after(2.0).do(CloseAsked())
    body = window.screen.body
    assert isinstance(body, ClosingValue)
    assert body.panel.text.text == "1 waiting, 1 hold open: saved, they go on at the next start."
    assert [one.focus_default for one in body.panel.buttons] == [True, False]
    window.do(Key("Enter"))
    assert window.body_name == "till"
    assert CloseProgram() not in window.out
    window.do(CloseAsked(), Pressed("close.leave"))
    assert window.out[-1] == CloseProgram()


def test_closing_with_nothing_open_closes_at_once() -> None:
    assert Window().do(CloseAsked()).out == [CloseProgram()]


def test_latest_shows_four_and_opens_them() -> None:
    window = Window().scan().type("100").key("F9").key("F7")
    latest = window.screen.shell.latest
    assert [(one.chip.words, one.detail) for one in latest] == [
        ("Captured", "Capture · •••• 4821 · 12:00"),
        ("Captured", "Hold · •••• 4821 · 12:00"),
    ]
    window.do(Key("Esc"), Pressed(latest[1].id))
    assert window.says("Was on hold: kr 100,00 on •••• 4821")
    for _ in range(5):
        window.scan().type("10").key("Shift+F9")
    assert len(window.screen.shell.latest) == 4


def test_the_card_is_put_away_after_two_minutes_and_warned_of() -> None:
    window = Window().scan().type("5").after(99)
    assert window.panels == []
    window.after(2)
    assert window.panels[0].title.text == "The card is put away in 19 seconds"
    assert window.screen.shell.announcement is None, "countdowns are never said"
    window.press("Keep the card").after(99)
    assert window.panels == []
    window.after(22)
    assert PutCardAway() in window.asked
    window.hear()
    assert window.till.card.figure is None
    assert window.till.pay.amount.empty


def test_the_card_is_never_put_away_with_lines_a_question_or_a_waiting_panel() -> None:
    lines = Window().scan().type("800").key("F9").after(500)
    assert lines.till.card.figure is not None
    question = Window().scan().type("100").key("F9").key("F8").after(500)
    assert question.panels[0].asks
    waiting = Window().scan().type("100").after(1)
    waiting.service.answers = False
    waiting.do(Pressed("main")).after(500)
    assert waiting.panels[0].title.text.endswith("not known yet")


def test_a_tick_is_due_when_something_changes_by_time_alone() -> None:
    window = Window().scan().type("100").after(1)
    assert 0 < wake_at(window.state) - window.state.monotonic <= 20
    window.service.answers = False
    window.do(Pressed("main"))
    assert wake_at(window.state) - window.state.monotonic <= 1.0


def test_results_are_announced_once_with_spoken_sums() -> None:
    window = Window().scan().type("1250,50")
    window.service.cards[CODE] = card("900000004821", 200_000)
    window.scan().key("F9")
    said = window.screen.shell.announcement
    assert said is not None
    assert said.words == "Hold 1250 kroner and 50 øre on •••• 4821: on hold, not taken yet"
    window.after(3).hear()
    assert window.screen.shell.announcement == said


def test_what_was_not_carried_out_says_why_and_unlocks_the_keys() -> None:
    window = Window().scan().type("100")
    window.service.not_done = NotDone.TROUBLE
    window.key("F9")
    assert window.till.pay.amount.message.text == "This computer cannot write it down. Nothing was asked."
    assert window.till.pay.amount.printed == "kr\u00a0100,00"
    assert window.sounds == ["refused"]
    window.service.not_done = None
    window.key("F9")
    assert len(window.service.operations) == 1


def test_money_is_printed_by_the_region() -> None:
    settings = Settings(region=REGIONS["en_US"])
    window = Window(PaperService(), settings).type("1234.5")
    assert window.till.pay.amount.printed == "$\u00a01,234.50"


def test_older_snapshots_change_nothing() -> None:
    window = Window()
    old = window.service.snapshot()
    window.scan()
    window._take(old)
    assert window.till.card.figure is not None


def test_what_a_manager_should_keep_in_mind_is_said_on_manage_for_as_long_as_it_is_so() -> None:
    window = Window(settings=Settings(training=True, cautions=tuple(Caution))).key("Ctrl+Shift+M")
    assert not window.screen.shell.notices
    window.key("F5")
    assert len(window.screen.shell.notices) == len(Caution)
    assert window.says("secrets are in a file")


def test_what_is_wrong_in_the_settings_file_is_told_by_its_line() -> None:
    problems = (FileProblem(4, "theme", "wrong"), FileProblem(7, "thene", "unknown"))
    window = Window(settings=Settings(training=True, file_problems=problems))
    assert window.says("Settings file, line 4: “theme” cannot have this value.")
    assert window.says("Settings file, line 7: there is no setting “thene”.")
