"""One card service for a whole file of tests; each test makes cards of its own."""

from collections.abc import Iterator

import httpx
import pytest

from tests.card_service import CardService, running
from tests.sandbox.contract import checked


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardService]:
    """A service with no cards; at the end its ledger must add up."""
    with running(tmp_path_factory.mktemp("card-service")) as found:
        yield found
        assert found.proof() == []


@pytest.fixture
def manager(service: CardService) -> Iterator[httpx.Client]:
    """The manager's client; every answer is held against the contract."""
    with checked(service.api()) as client:
        yield client


@pytest.fixture
def cashier(service: CardService) -> Iterator[httpx.Client]:
    """The cashier's client; every answer is held against the contract."""
    with checked(service.api(service.cashier)) as client:
        yield client
