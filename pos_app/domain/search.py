"""What a person looks for among the operations of a till, and the pages that are found."""

from __future__ import annotations

from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.operation import Kind, Operation, State


@frozen_by_name
class Word:
    """One word, in small letters: a card's last four, or a part of an order, a reference or a name.

    It finds an operation as well if it stands for one of these kinds or states in the language in use.
    """

    text: str
    kinds: tuple[Kind, ...] = ()
    states: tuple[State, ...] = ()

    def fits(self, kind: str, last4: str, order: str, ref_id: str, staff: str, state: str) -> bool:
        """Whether it finds an operation with these facts, as they stand in the journal."""
        return (
            self.text == last4
            or self.text in order.casefold()
            or self.text in ref_id.casefold()
            or self.text in staff.casefold()
            or kind in self.kinds
            or state in self.states
        )


@frozen_by_name
class Search:
    """All of it must fit. Times are seconds since 1970 UTC; an empty search finds everything."""

    words: tuple[Word, ...] = ()
    card: str | None = None
    """Fingerprint of the one card; empty: of a card this journal never saw."""
    kind: Kind | None = None
    since: float | None = None
    """Asked then or later."""
    until: float | None = None
    """Asked before."""


@frozen_by_name
class Page:
    """Some of what was found, newest first."""

    rows: tuple[Operation, ...] = ()
    next_before: int = 0
    """Where the next older page begins; 0 when nothing older was asked for. Opaque to all but storage."""

    archived: bool = False
    """Older operations lie in archive files, which are not looked through."""

    @property
    def has_older(self) -> bool:
        """Whether there may be more, further back."""
        return self.next_before > 0
