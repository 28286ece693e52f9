"""What an API client may do at the card service, and what that means for a till."""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """One thing the scopes of the card service tell apart [scopes]. Stored in settings: no word changes."""

    LOOK_UP = "look-up"
    """Read a card by its code."""
    MOVE = "move"
    """Hold, pay, capture and void, naming the card by its code."""
    READ = "read"
    """Read cards and their history by number."""
    CREATE = "create"
    """Fund, activate and create cards, and name a card by its number."""


Rights = frozenset[Right]
NEEDED: Rights = frozenset({Right.LOOK_UP, Right.MOVE})
"""Without these a till sells nothing."""


class Allowed(StrEnum):
    """The answer to the question whether a client has a right."""

    YES = "yes"
    NO = "no"
    NOT_ACCEPTED = "not accepted"
    """The card service does not know this client, or not for this account."""
    NO_ANSWER = "no answer"


def could_make_money(everyday: Rights) -> bool:
    """Whether the client that every cashier uses could fund a card: a manager's alone should."""
    return Right.CREATE in everyday
