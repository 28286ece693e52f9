"""The window itself, with the training cards that its help shows."""

from __future__ import annotations

from collections.abc import Sequence

from pos_app import application
from pos_app.application.practise import PractiseCard
from pos_app.sandbox.training_cards import TRAINING_CARDS

PRACTISE = tuple(PractiseCard(one.name, one.code, one.pin) for one in TRAINING_CARDS)
"""The cards a cashier may practise with."""


def main(argv: Sequence[str]) -> int:
    """Open the till's window; returns when it is closed."""
    return application.main(argv, PRACTISE)
