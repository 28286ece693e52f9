"""A short round of schemathesis on each engine; `python -m tests.sandbox.fuzzing` runs the long form."""

import pytest

from tests.card_service import CardService
from tests.sandbox.fuzzing import round_of

PHASES = {"sqlite": "examples,coverage,stateful", "postgres": "examples,fuzzing,stateful"}


@pytest.mark.slow
def test_schemathesis_finds_nothing(service: CardService) -> None:
    phases = PHASES["postgres" if "--database" in service.options else "sqlite"]
    count, report = round_of(service, 20_260_606, 4, phases)
    if report:
        pytest.fail(report, pytrace=False)
    assert count > 150
