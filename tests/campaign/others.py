"""How others take a payment, on the same wire: a fresh key for each press, and a few retries inside.

The retry policy is that of stripe-python: at most two retries under the same key, after a lost connection,
a 409 or a 5xx, after half a second doubling with jitter. When it gives up, the cashier presses again.
"""

from __future__ import annotations

import random
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

import httpx

from tests.card_service import CardService, NewCard

_RETRIES = 2
_PRESSES = 6


@dataclass
class Sale:
    """One sale, and every key it was asked under."""

    card: NewCard
    minor: int
    keys: list[str] = field(default_factory=list)

    def pay(self, client: httpx.Client, dice: random.Random) -> bool:
        """Press pay until it says so, as a cashier with a queue does; whether it ever said so."""
        return any(self._press(client, dice) for _ in range(_PRESSES))

    def _press(self, client: httpx.Client, dice: random.Random) -> bool:
        key = str(uuid.uuid4())
        self.keys.append(key)
        body = {"ref_id": key, "card_id": self.card.card_id, "amount": self.minor, "currency": "NOK"}
        for attempt in range(_RETRIES + 1):
            try:
                status = client.post("/transactions", json=body).status_code
            except httpx.HTTPError:
                status = 500
            if status < 400:
                return True
            if status != 409 and status < 500:
                return False
            time.sleep(0.05 * min(2.0**attempt, 4.0) * dice.uniform(0.5, 1.0))
        return False


def charged_twice(service: CardService, port: int, sales: int, seed: int) -> tuple[int, int]:
    """Sell so often over the wire at this port; how many sales were paid twice, and how often too much."""
    dice, card = random.Random(seed), service.new_card(100_000_000)
    sold = [Sale(card, 100) for _ in range(sales)]
    with service.api() as direct:
        base = str(direct.base_url).replace(str(service.port), str(port))
        with httpx.Client(base_url=base, headers=direct.headers, trust_env=False, timeout=1.0) as client:
            for sale in sold:
                sale.pay(client, dice)
    time.sleep(1.0)  # what is still on the way arrives
    taken = Counter(row["ref_id"] for row in service.ledger())
    paid = [sum(taken[key] for key in sale.keys) for sale in sold]
    return sum(count > 1 for count in paid), sum(max(count - 1, 0) for count in paid)
