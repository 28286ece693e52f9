"""The screens the models really draw, in both languages: nothing is cut, nothing overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from pos_app.domain.connecting import Fault, Findings
from pos_app.ui.models import wording
from pos_app.ui.models.appearance import Appearance, Scheme
from pos_app.ui.models.connect_state import ConnectNews, Kept
from pos_app.ui.models.gestures import CloseAsked, Key, Opened, Pressed, RowOpened
from pos_app.ui.models.parts import Where
from pos_app.ui.models.start_state import StartNews, StartProblem
from pos_app.ui.views.shell import Window
from pos_app.ui.views.theme import Theme
from tests.models import test_approval, test_connect, test_refund, test_sign_in, test_staff, test_start
from tests.models import window as models
from tests.models.test_states import CATALOGS, STATES
from tests.views.gallery import RESOURCES, settle
from tests.views.test_layout import cut, overlapping

Model = models.Window


def held() -> Model:
    return Model().scan().type("100").after(1).key("F9")


def split() -> Model:
    return Model().scan().type("800").after(1).key("F9").after(1).scan(models.CODE_B)


def noticed() -> Model:
    """Two answers came after their sales were put aside, and the card is short."""
    window = Model()
    window.service.answers = False
    for code in (models.CODE, models.CODE_B):
        window.scan(code)
        window.service.finish_reading()
        window.hear().type("10").after(1).key("F9").after(2).key("Esc")
    window.service.settle()
    window.service.answers = True
    return window.hear().after(2).scan().type("800")


def asked() -> Model:
    return held().after(1).key("F8")


def part() -> Model:
    kept = held().key("Esc").scan()
    return kept.type("40", Where.ROWS).after(1).key("F7")


def holds() -> Model:
    return split().type("75").after(1).key("F9").do(Opened("holds"))


def waiting() -> Model:
    return STATES["waiting"][0]().do(Opened("waiting"))


def history() -> Model:
    shown = waiting().do(Opened("history"))
    return shown.do(RowOpened(shown.last.ref_id))


def fund() -> Model:
    return Model().key("Ctrl+Shift+M").do(Opened("manage")).scan().type("1000")


def help_() -> Model:
    return Model().do(Pressed("help"))


def keys() -> Model:
    return Model().do(Key("Ctrl+F1"))


def closing() -> Model:
    return waiting().do(CloseAsked())


def sign_in() -> Model:
    return test_sign_in.locked()


def connect_missing() -> Model:
    return test_connect.on(test_connect.at_till())


CLIENT = {"account": "P12345678", "client": "till", "secret": "s"}


def connect_tested() -> Model:
    window = test_connect.on(test_connect.types(test_connect.opened(), **CLIENT))
    return test_connect.answers(window, Findings(rights=test_connect.TILL_RIGHTS))


def connect_fault() -> Model:
    window = test_connect.opened().do(Pressed("connect.way:other"))
    window = test_connect.on(test_connect.types(window, address="https://x", **CLIENT))
    return test_connect.answers(window, Findings(fault=Fault.NO_SALE))


def connect_staff() -> Model:
    return test_connect.on(test_connect.types(test_connect.at_staff(), name="Mia"))


def connect_no_store() -> Model:
    return test_connect.on(test_connect.at_scanner()).news(ConnectNews(0, kept=Kept.NO_STORE))


def start_asked() -> Model:
    return test_start.opens(test_start.asked())


def start_refused() -> Model:
    window = test_start.opens(test_start.filled(test_start.asked()))
    return window.news(StartNews(StartProblem.NOT_ACCEPTED))


FLOWS: tuple[Callable[[], Model], ...] = (
    held,
    split,
    noticed,
    asked,
    part,
    holds,
    waiting,
    history,
    fund,
    help_,
    keys,
    closing,
    sign_in,
    test_connect.opened,
    connect_tested,
    connect_fault,
    connect_missing,
    connect_staff,
    connect_no_store,
    start_asked,
    start_refused,
    test_approval.asking,
    test_refund.opened,
    test_staff.opened,
    *(make for make, _ in STATES.values()),
)


@pytest.fixture(scope="module")
def window(qapp: QApplication) -> Iterator[Window]:
    shown = Window(Theme(RESOURCES))
    shown.show()
    yield shown
    shown.allow_close()
    shown.close()


@pytest.fixture(params=["en", "nb"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    yield wording.use(str(request.param), CATALOGS)
    wording.use("en", CATALOGS)


@pytest.mark.parametrize(("size", "percent"), [((1024, 720), 150), ((1280, 800), 100), ((1920, 1080), 125)])
def test_what_the_models_draw_fits(
    window: Window, qapp: QApplication, language: str, size: tuple[int, int], percent: int
) -> None:
    window.set_appearance(Appearance(Scheme.LIGHT, percent))
    window.resize(*size)
    wrong: dict[str, list[str]] = {}
    for flow in FLOWS:
        screen = flow().screen
        window.show_value(screen)
        settle(qapp)
        if found := cut(window) + overlapping(window):
            wrong[f"{flow.__qualname__} {language}"] = found
    assert not wrong
