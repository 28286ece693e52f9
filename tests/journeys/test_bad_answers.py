"""Bad answers of the card service: each with its sentence, nothing lost, nothing doubled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from tests.card_service import CardService, NewCard
from tests.journeys import watching
from tests.journeys.watching import WatchedTill

Rule = dict[str, Any]
"""A fault of the card service, as `docs/card-service.md` lists them."""

NO_ANSWER = "No answer. Nothing was charged."
STRANGE = "An answer this till does not understand"
NOT_ACCEPTED = "The card service does not accept this till"
WAIT = "The card service asks to wait"


@pytest.fixture(scope="module")
def till(service: CardService, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WatchedTill]:
    with watching.till(tmp_path_factory.mktemp("till") / "home", service) as one:
        yield one


@pytest.fixture(scope="module")
def card(service: CardService) -> NewCard:
    """One card for most journeys: two different ones within a second would be one bad scan."""
    return service.new_card(1_000_000)


class Sale:
    """A card with kr 5,00 to pay, and what becomes of it."""

    def __init__(self, till: WatchedTill, service: CardService, card: NewCard) -> None:
        self._service, self._card = service, card
        read(till, card)
        till.until(lambda now: now.reading == "card")
        till.order(type="5")
        self._before = len(service.ledger())

    @property
    def moved(self) -> list[tuple[str, int]]:
        """What was written for the card since then."""
        rows = [row for row in self._service.ledger()[self._before :] if row["card_id"] == self._card.card_id]
        return [(row["type"], row["amount"]) for row in rows]


def read(till: WatchedTill, card: NewCard) -> None:
    """Scan a card, no sooner after another than is allowed, and wait until the look-up has ended."""
    look = till.now.look
    if till.now.last_heard not in {"", card.token}:
        till.until(lambda now: now.since_scan >= 1.0)
    till.scan(card.token)
    till.until(lambda now: now.look > look and now.reading != "reading")


HELD = [("pending_capture", 500)]

READING: dict[str, tuple[Rule, str]] = {
    "closed": ({"do": "close"}, NO_ANSWER),
    "reset": ({"do": "reset", "when": "after"}, NO_ANSWER),
    "401": ({"do": "status", "status": 401}, NOT_ACCEPTED),
    "403": ({"do": "status", "status": 403}, "This till has no right to read cards"),
    "404": ({"do": "status", "status": 404}, "No card with this code (unknown or no longer valid)"),
    "409": ({"do": "status", "status": 409}, STRANGE),
    "422": ({"do": "status", "status": 422}, STRANGE),
    "429": ({"do": "status", "status": 429}, WAIT),
    "429, Retry-After": ({"do": "status", "status": 429, "retry_after": 1}, WAIT),
    "500": ({"do": "status", "status": 500}, NO_ANSWER),
    "broken JSON": ({"do": "broken"}, STRANGE),
    "10 MB": ({"do": "huge"}, STRANGE),
    "redirect": ({"do": "redirect"}, STRANGE),
    "foreign page": ({"do": "portal"}, STRANGE),
}


@pytest.mark.parametrize("what", READING)
def test_a_card_cannot_be_read(till: WatchedTill, service: CardService, card: NewCard, what: str) -> None:
    rule, sentence = READING[what]
    service.rule(endpoint="info", **rule)
    read(till, card)
    till.until(sentence)
    assert not till.now.says("Balance")
    service.clear()
    read(till, card)
    till.until("Balance")
    till.until("Nothing waiting")


@pytest.mark.slow
def test_a_card_is_read_slowly(till: WatchedTill, service: CardService, card: NewCard) -> None:
    service.rule(do="hang", endpoint="info")
    till.scan(card.token)
    till.until("Reading ••••")
    till.until("Slow answer. Still reading ••••")
    till.until(NO_ANSWER)
    till.until("No answer since")
    till.until("New cards cannot be read. Capture and void of placed holds work and are finished later.")
    service.clear()
    till.order(key="F6")
    till.until("Balance")
    till.until("Nothing waiting")


class Refused(NamedTuple):
    """An answer that ends a hold for certain."""

    status: int
    reason: str
    following: str


REFUSALS = (
    Refused(403, "This till has no right to do that.", "Ask a manager."),
    Refused(404, "The card service does not know this card.", "Scan the card again."),
    Refused(422, "The card service refused it.", "Try again, or ask a manager."),
)


@pytest.mark.parametrize("refused", REFUSALS, ids=lambda one: str(one.status))
def test_a_hold_is_refused(till: WatchedTill, service: CardService, card: NewCard, refused: Refused) -> None:
    sale = Sale(till, service, card)
    service.rule(do="status", status=refused.status, endpoint="transactions")
    till.press("F9")
    till.until("Hold of kr 5,00: refused")
    till.until(f"{refused.reason} Nothing was charged. {refused.following}")
    assert till.now.says("Amount to pay 5 kroner"), "the entry is kept"
    assert sale.moved == []


WAITING: dict[str, tuple[Rule, str]] = {
    "closed": ({"do": "close"}, "reference"),
    "closed, committed": ({"do": "close", "when": "after"}, "reference"),
    "reset, committed": ({"do": "reset", "when": "after"}, "reference"),
    "hangs": ({"do": "hang"}, "reference"),
    "hangs, committed": ({"do": "hang", "when": "after"}, "reference"),
    "401": ({"do": "status", "status": 401}, NOT_ACCEPTED),
    "429": ({"do": "status", "status": 429}, WAIT),
    "429, Retry-After": ({"do": "status", "status": 429, "retry_after": 1}, WAIT),
    "500": ({"do": "status", "status": 500}, "No answer from the card service"),
    "500, committed": ({"do": "status", "status": 500, "when": "after"}, "No answer from the card service"),
    "broken JSON": ({"do": "broken"}, STRANGE),
    "foreign JSON": ({"do": "foreign"}, STRANGE),
    "10 MB": ({"do": "huge"}, STRANGE),
    "redirect": ({"do": "redirect"}, STRANGE),
    "foreign page": ({"do": "portal"}, STRANGE),
    "foreign page, committed": ({"do": "portal", "when": "after"}, STRANGE),
}


@pytest.mark.parametrize("what", WAITING)
def test_a_hold_waits_and_is_held_once(
    till: WatchedTill, service: CardService, card: NewCard, what: str
) -> None:
    rule, reason = WAITING[what]
    sale = Sale(till, service, card)
    service.rule(endpoint="transactions", **rule)
    till.press("F9")
    till.until("Hold of kr 5,00: not known yet")
    till.until("Keep the goods until it says Confirmed.")
    till.until(reason)
    assert "waiting" in till.now.waiting or "asked" in till.now.waiting
    service.clear()
    till.order(key="F6")
    till.until("On hold, not taken yet: kr 5,00")
    till.until(lambda now: not now.waiting)
    assert sale.moved == HELD


QUIET: dict[str, Rule] = {
    "401 once": {"do": "status", "status": 401, "times": 1},
    "409, committed": {"do": "status", "status": 409, "when": "after", "times": 1},
}


@pytest.mark.parametrize("what", QUIET)
def test_a_hold_settles_by_itself(till: WatchedTill, service: CardService, card: NewCard, what: str) -> None:
    sale = Sale(till, service, card)
    service.rule(endpoint="transactions", **QUIET[what])
    till.press("F9")
    till.until("On hold, not taken yet: kr 5,00")
    assert sale.moved == HELD


def test_the_service_dies_in_the_middle(till: WatchedTill, service: CardService, card: NewCard) -> None:
    sale = Sale(till, service, card)
    service.rule(do="delay", seconds=60, endpoint="transactions")
    till.press("F9")
    till.until(lambda now: bool(now.waiting))
    service.kill()
    till.until("Hold of kr 5,00: not known yet")
    till.until("No answer since")
    service.start()
    till.order(key="F6")
    till.until("On hold, not taken yet: kr 5,00")
    assert sale.moved == HELD


@pytest.mark.parametrize("days", [3, -3])
def test_one_clock_is_wrong(till: WatchedTill, service: CardService, card: NewCard, days: int) -> None:
    sale = Sale(till, service, card)
    service.control("POST", "/clock", {"ahead": days * 86_400})
    till.press("F9")
    till.until("On hold, not taken yet: kr 5,00")
    till.press("F7")
    till.until("Captured: kr 5,00")
    assert sale.moved == [*HELD, ("drawdown", 500)]


def test_a_clock_that_is_slow_hides_an_expiry(till: WatchedTill, service: CardService) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    sale = Sale(till, service, service.new_card(50_000, expires_at=tomorrow.strftime("%Y-%m-%dT%H:%M:%SZ")))
    service.control("POST", "/clock", {"ahead": 3 * 86_400})
    till.press("F9")
    till.until("The card has expired. Nothing was charged. Ask a manager, or scan another card.")
    assert sale.moved == []


def test_a_conflict_keeps_the_goods_here(till: WatchedTill, service: CardService) -> None:
    """History decides, and absence is proof only after a minute: this one is still open at the end."""
    sale = Sale(till, service, service.new_card(50_000))
    service.rule(do="status", status=409, endpoint="transactions")
    till.press("F9")
    till.until("Hold of kr 5,00: not known yet")
    till.until("Looking in the card’s history")
    till.until(lambda now: now.waiting == ("waiting",))
    assert sale.moved == []


def test_the_service_is_down_at_the_start(
    service: CardService, tmp_path_factory: pytest.TempPathFactory
) -> None:
    card = service.new_card(12_300)
    service.stop()
    with watching.till(tmp_path_factory.mktemp("early") / "home", service) as till:
        till.scan(card.token)
        till.until(NO_ANSWER)
        till.until("No answer since")
        service.start()
        till.until(lambda now: now.since_scan >= 0.5)
        till.order(key="F6")
        till.until("123 kroner")
        till.until("Nothing waiting")
