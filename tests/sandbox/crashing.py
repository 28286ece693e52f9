"""Kills the card service under load, again and again: what was answered is there, and nothing is there twice.

python -m tests.sandbox.crashing --kills 200 [--postgres]
"""

import argparse
import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from tests.card_service import CardService, NewCard
from tests.sandbox.engines import service_on
from tests.sandbox.money import move, ref

_CLIENTS = 4
_MOST_ANSWERS = 60
_LOAD = 10**9


@dataclass
class Story:
    """What clients know: transactions that were answered, and references whose fate they do not know."""

    answered: dict[str, str] = field(default_factory=dict)
    open: dict[str, str] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def note(self, once: str, transaction_id: str) -> None:
        """A reference was answered; a later answer must be the same."""
        with self.changed:
            assert self.answered.setdefault(once, transaction_id) == transaction_id
            self.open.pop(once, None)
            self.changed.notify_all()

    def wait_for(self, count: int) -> None:
        """Wait until that many are answered."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.answered) >= count, 60)


def kill_rounds(service: CardService, kills: int, chance: random.Random) -> int:
    """Kill and restart `kills` times, proving the ledger after each; returns how many were answered."""
    cards = [service.new_card(_LOAD) for _ in range(3)]
    story = Story()
    for _ in range(kills):
        _round(service, cards, story, chance)
        kept = {row["id"]: row["ref_id"] for row in service.ledger()}
        missing = [transaction for transaction in story.answered.values() if transaction not in kept]
        assert not missing, f"answered, and gone: {missing}"
        assert len(kept) == len(set(kept.values()))
        assert service.proof() == []
    return len(story.answered)


def _round(service: CardService, cards: list[NewCard], story: Story, chance: random.Random) -> None:
    enough = len(story.answered) + chance.randint(1, _MOST_ANSWERS)
    left_open = list(story.open.items())
    with service.api() as client, ThreadPoolExecutor(_CLIENTS) as threads:
        payers = [
            threads.submit(_pay, client, cards, story, left_open[number::_CLIENTS], chance.random())
            for number in range(_CLIENTS)
        ]
        story.wait_for(enough)
        time.sleep(chance.random() / 200)  # Any moment of a request will do.
        service.kill()
        for payer in payers:
            payer.result()
    service.start()


def _pay(
    client: httpx.Client, cards: list[NewCard], story: Story, left_open: list[tuple[str, str]], seed: float
) -> None:
    """Pay and hold until the service dies, first what was left open, with the same references."""
    chance = random.Random(seed)
    by_id = {card.card_id: card for card in cards}
    while True:
        once, card_id = left_open.pop() if left_open else (ref(), chance.choice(cards).card_id)
        with story.changed:
            story.open[once] = card_id
        try:
            answer = move(client, by_id[card_id], 1, ref_id=once, pending=card_id == cards[0].card_id)
        except httpx.TransportError:
            return
        assert answer.status_code == 200, answer.text
        story.note(once, answer.json()["id"])


def main() -> int:
    """Run as many kills as asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with service_on("postgres" if options.postgres else "sqlite") as service:
        answered = kill_rounds(service, options.kills, random.Random(options.seed))
    print(f"{options.kills} kills, {answered} transactions answered: none lost, none twice")
    return 0


if __name__ == "__main__":
    sys.exit(main())
