"""Which operations stand behind which: per hold for capture and void, per card for hold, pay and fund."""

from __future__ import annotations

from pos_app.domain.operation import Operation


class Lanes:
    """The open operations by lane, each in the order they were asked."""

    def __init__(self) -> None:
        """Every lane is empty."""
        self._lanes: dict[str, dict[str, None]] = {}

    def join(self, one: Operation) -> None:
        """An operation stands at the end of its lane; one that stands there already stays where it is."""
        self._lanes.setdefault(one.lane, {})[one.ref_id] = None

    def leave(self, one: Operation) -> None:
        """An operation has ended."""
        lane = self._lanes[one.lane]
        del lane[one.ref_id]
        if not lane:
            del self._lanes[one.lane]

    def is_busy(self, lane: str) -> bool:
        """Whether anybody stands in this lane."""
        return lane in self._lanes

    def ahead_of(self, one: Operation) -> list[str]:
        """The references that stand before an operation in its lane."""
        found = []
        for ref_id in self._lanes.get(one.lane, ()):
            if ref_id == one.ref_id:
                break
            found.append(ref_id)
        return found
