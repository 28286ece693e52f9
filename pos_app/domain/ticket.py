"""One ticket never puts money on a card and takes it off again unnoticed."""

from __future__ import annotations

from collections.abc import Iterable

from pos_app.domain.operation import Kind, Operation

_LOADS = frozenset({Kind.FUND, Kind.ACTIVATE})
_SPENDS = frozenset({Kind.HOLD, Kind.PAY})


def crosses(kind: Kind, order: str, fingerprint: str, before: Iterable[Operation]) -> bool:
    """Whether this would spend what the same order put on the card, or load what it already paid with.

    A refund is neither: it gives back what was taken.
    """
    if not order:
        return False
    others = _SPENDS if kind in _LOADS else _LOADS
    return any(
        one.order == order
        and one.card.fingerprint == fingerprint
        and one.kind in others
        and not one.hold_ref
        and not one.state.moved_nothing
        for one in before
    )
