"""The window is closed while something is open: it says how much, and all of it goes on at the next start."""

from __future__ import annotations

from pathlib import Path

from tests.card_service import CardService
from tests.journeys import watching


def test_closed_with_open_operations(service: CardService, tmp_path: Path) -> None:
    kept, lost = service.new_card(50_000), service.new_card(50_000)
    home = tmp_path / "home"
    with watching.till(home, service) as till:
        till.scan(kept.token)
        till.until("500 kroner")
        till.order(type="5")
        till.press("F9")
        till.until("On hold, not taken yet: kr 5,00")
        till.until(lambda now: now.since_scan >= 1.0)
        service.rule(do="close", when="after", endpoint="transactions")
        till.scan(lost.token)
        till.until("500 kroner")
        till.order(type="7")
        till.press("F9")
        till.until("Hold of kr 7,00: not known yet")
        till.order(close="")
        till.until("Close Holdfast?")
        till.until("1 waiting, 1 hold open: saved, they go on at the next start.")
        assert till.now.focused.startswith("Stay")
        till.order(key="Enter")
        till.until("Hold of kr 7,00: not known yet")
        till.order(close="")
        till.until("Close Holdfast?")
        till.close()
        assert till.ended() == 0
    with watching.till(home, service) as till:
        till.until("Waiting, 1 request")
        till.until("Holds, 1 open")
        till.order(key="F3")
        till.until("Keep the goods")
        service.clear()
        till.order(key="F6")
        till.until("Holds, 2 open")
        till.until("Nothing waiting")
    holds = [row for row in service.ledger() if row["type"] == "pending_capture"]
    assert [(row["card_id"], row["amount"]) for row in holds] == [(kept.card_id, 500), (lost.card_id, 700)]


def test_closed_with_nothing_open(service: CardService, tmp_path: Path) -> None:
    with watching.till(tmp_path / "home", service) as till:
        till.close()
        assert till.ended() == 0
