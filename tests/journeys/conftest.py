"""A screen and a card service for each file of journeys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import card_service
from tests.journeys import hands, screen

STUMBLES = 5
"""A computer that cannot play a scanner in so many tries cannot play one at all."""


@pytest.fixture(scope="module")
def keyboard() -> Iterator[screen.Keyboard]:
    """The keyboard of a virtual screen."""
    if screen.WHY_NOT:
        pytest.skip(screen.WHY_NOT)
    with screen.virtual_screen() as hand:
        yield hand


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[card_service.CardService]:
    """A card service whose faults and ledger are at hand."""
    with card_service.running(tmp_path_factory.mktemp("service")) as one:
        yield one


@pytest.fixture(autouse=True)
def well(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each journey the card service answers as it should again, and every card adds up."""
    yield
    if "service" in request.fixturenames:
        one: card_service.CardService = request.getfixturevalue("service")
        one.clear()
        assert one.proof() == []


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A journey whose scanner stumbled, because this computer was busy, is gone once more from its start."""
    if "hands" not in pyfuncitem.fixturenames:
        return None
    for _ in range(STUMBLES):
        try:
            pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames})
        except hands.TornScan:
            continue
        return True
    raise hands.TornScan
