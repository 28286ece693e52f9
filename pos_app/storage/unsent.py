"""Requests that a failing disk may have kept although the cashier was told that nothing was sent."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pos_app.domain.operation import Event, Operation, State, Step, Why
from pos_app.storage.trouble import StorageTrouble, told
from pos_app.storage.whole_file import write_whole


class UnsentFile:
    """Their references, beside the mark; the next start ends them before anything could send them."""

    def __init__(self, path: Path) -> None:
        """Nothing is read before `read`."""
        self._path = path

    def read(self) -> tuple[str, ...]:
        """The references; none if there is no such file."""
        with told():
            return tuple(self._path.read_text("utf-8").split()) if self._path.exists() else ()

    def note(self, steps: Sequence[Step]) -> None:
        """Remember what a commit asked, if all of it was new; a disk that fails here too is not told twice.

        A commit that also ended something was made by an answer, and its follow-ups must be sent.
        """
        written = dict.fromkeys(step.operation.ref_id for step in steps)
        asked = {step.operation.ref_id for step in steps if step.body is not None}
        if written and set(written) == asked:
            with suppress(StorageTrouble):
                write_whole(self._path, "\n".join(written).encode())

    def forget(self) -> None:
        """All of them have ended."""
        with told():
            self._path.unlink(missing_ok=True)


def never_sent(one: Operation, now: float) -> Step:
    """The end of such a request: nobody sent it, and nobody will."""
    ended = replace(one, state=State.NOT_ASKED, why=Why.OTHER, in_flight=False, settled_at=now)
    return Step(ended, Event(one.ref_id, now, State.NOT_ASKED.value, "the disk failed as it was written"))
