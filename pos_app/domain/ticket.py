"""One ticket never puts money on a card and takes it off again unnoticed."""

from __future__ import annotations

from collections.abc import Iterable

from pos_app.domain.operation import Kind, Operation


def crosses(kind: Kind, order: str, fingerprint: str, before: Iterable[Operation]) -> bool:
    """Whether this would spend what the same order put on the card, or load what it already paid with.

    A refund is neither: it gives back what was taken.
    """
    if not order:
        return False
    return any(
        one.order == order
        and one.card.fingerprint == fingerprint
        and one.kind.is_new_money
        and one.kind.is_load is not kind.is_load
        and not one.hold_ref
        and not one.state.moved_nothing
        for one in before
    )
