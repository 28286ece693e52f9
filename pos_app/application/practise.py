"""The cards of Training as the screens list them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pos_app.ui.models.settings import Practise, TrainingCard

_SHOWS = {"not yet active": Practise.NOT_YET, "with PIN": Practise.PIN}


class PractiseCard(NamedTuple):
    """A card to practise with: what it shows, the code to scan, its PIN if it has one."""

    name: str
    code: str
    pin: str | None


def training_cards(cards: Iterable[PractiseCard]) -> tuple[TrainingCard, ...]:
    """The same cards by what the help says of them; raises ValueError for a name it does not know."""
    return tuple(
        TrainingCard(_SHOWS.get(one.name) or Practise(one.name), one.code, one.pin or "") for one in cards
    )
