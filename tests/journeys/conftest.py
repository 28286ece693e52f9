"""A screen and a card service for each file of journeys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import card_service
from tests.journeys import screen


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
