"""The till as it starts for a person, which says when it is painted and when a scan was heard and shown.

Run by bench_start as a process of its own: CODE is the card that is scanned as soon as the window is painted,
the command line is the till's. It closes when the balance was shown and the memory told.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from pos_app import application

if TYPE_CHECKING:
    from pos_app.application.window import Till

for name in ("pygments", "rich"):
    sys.modules[name] = None  # type: ignore[assignment]  # httpx loads them where a developer has them: no till


async def drive(till: Till) -> None:
    """Scan at once; say what was reached. What only this needs is loaded when the window is painted."""
    await till.painted.wait()
    print("painted", flush=True)
    from benchmarks.frames import Frames, balance_in, within
    from benchmarks.memory import resident_mb
    from pos_app.application.hand import Hand
    from pos_app.service.snapshot import Reading

    hand, frames = Hand(till), Frames(till.window)

    def read() -> bool:
        return till.opened is not None and hand.snapshot.card.reading is Reading.CARD

    shown = frames.watch(balance_in(till.window), read)
    hand.scan(os.environ["CODE"])
    await within(shown)
    print("shown", flush=True)
    print(f"memory {resident_mb():.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(application.main(sys.argv[1:], driver=drive))
