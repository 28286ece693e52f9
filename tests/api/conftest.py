"""The real card service, one process for the tests of this room."""

from collections.abc import Iterator
from dataclasses import asdict

import pytest

from pos_app.sandbox.choices import Choices
from tests import card_service


@pytest.fixture(scope="session")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[card_service.CardService]:
    """Runs until the last test."""
    with card_service.running(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture
def service(process: card_service.CardService) -> Iterator[card_service.CardService]:
    """The same process without faults and with the contract's own choices; its ledger adds up afterwards."""
    yield process
    process.clear()
    process.control("POST", "/choices", asdict(Choices()))
    assert process.proof() == []
