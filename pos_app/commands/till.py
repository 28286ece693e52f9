"""The window itself, with the training cards that its help shows."""

from __future__ import annotations

from collections.abc import Sequence

from pos_app import application
from pos_app.sandbox.training_cards import TRAINING_CARDS
from pos_app.ui.models.settings import Practise, TrainingCard

_SHOWS = {"not yet active": Practise.NOT_YET, "with PIN": Practise.PIN}

PRACTISE = tuple(
    TrainingCard(_SHOWS.get(one.name) or Practise(one.name), one.code, one.pin or "")
    for one in TRAINING_CARDS
)
"""The cards a cashier may practise with, as the help lists them."""


def main(argv: Sequence[str]) -> int:
    """Open the till's window; returns when it is closed."""
    return application.main(argv, PRACTISE)
