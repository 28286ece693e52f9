"""One card service for a whole file of tests, on each engine; each test makes cards of its own."""

import secrets
from collections.abc import Iterator

import httpx
import pytest

from tests.card_service import CardService, running
from tests.sandbox import postgres
from tests.sandbox.contract import checked

ENGINES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server of this run's own."""
    reason = postgres.why_not()
    if reason is not None:
        pytest.skip(reason)
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="module", params=ENGINES)
def options(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """What starts a service on a database of one engine, for a whole file of tests."""
    return _options(request)


def _options(request: pytest.FixtureRequest) -> tuple[str, ...]:
    if request.param == "sqlite":
        return ()
    server: postgres.Server = request.getfixturevalue("postgres_server")
    return ("--database", server.create(f"cards_{secrets.token_hex(6)}"))


@pytest.fixture(params=ENGINES)
def fresh(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The same, with an empty database for each test."""
    return _options(request)


@pytest.fixture(scope="module")
def service(options: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[CardService]:
    """A service with no cards; at the end its ledger must add up."""
    with running(tmp_path_factory.mktemp("card-service"), *options) as found:
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
