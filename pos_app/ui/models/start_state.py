"""What a till that keeps no secret remembers of the form it opens with, and what comes back from outside."""

from __future__ import annotations

from dataclasses import field, replace
from enum import StrEnum

from pos_app.domain.frozen import frozen, frozen_by_name

SECRET, MANAGER_SECRET, PASSPHRASE = "secret", "manager-secret", "passphrase"
"""The fields of the form."""


@frozen_by_name
class GivenSecrets:
    """What a person handed over at this start; it is kept nowhere. Empty: not given."""

    everyday: str = field(default="", repr=False)
    """The secret of the API client every cashier uses."""
    managers: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)
    """The recovery passphrase, which opens the journal's key."""


class StartProblem(StrEnum):
    """Why the till did not open with what was given."""

    NONE = ""
    WRONG_PHRASE = "wrong phrase"
    """It does not open the journal's key."""
    NOT_ACCEPTED = "not accepted"
    """The card service does not know a client by this secret; the till may be opened all the same."""


@frozen
class StartNews:
    """How opening with what was given ended; without a problem the form goes."""

    problem: StartProblem = StartProblem.NONE


@frozen_by_name
class StartState:
    """Where the form stands. What was typed is in `texts`, by field, and never printed."""

    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    pressed_on: bool = False
    """Open was pressed: from then on what is missing is told at its field."""
    opening: bool = False
    problem: StartProblem = StartProblem.NONE

    def text(self, name: str) -> str:
        """What stands in a field."""
        return dict(self.texts).get(name, "")

    def with_text(self, name: str, text: str) -> StartState:
        """The same with this in a field; what was wrong is not told any more."""
        texts = tuple(sorted({**dict(self.texts), name: text}.items()))
        return replace(self, texts=texts, problem=StartProblem.NONE)
