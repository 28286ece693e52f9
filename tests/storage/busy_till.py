"""A till that does nothing but write, until it is killed: every line it prints was committed before."""

from __future__ import annotations

import asyncio
import os
import sys
import uuid
from pathlib import Path

from pos_app.storage.trouble import StorageTrouble
from tests.storage.tills import asked, done, opened


async def write(folder: Path) -> None:
    """Ask and confirm for ever; the lines are `asked REF` and `done REF`."""
    journal = opened(folder)
    print("open", flush=True)
    while True:
        first = asked(ref_id=uuid.uuid4().hex)
        await journal.commit([first])
        print(f"asked {first.operation.ref_id}", flush=True)
        await journal.commit([done(first.operation)])
        print(f"done {first.operation.ref_id}", flush=True)
        await journal.idle_care()


if __name__ == "__main__":
    if sys.platform != "win32" and len(sys.argv) > 2:  # root gives itself up: file modes do not bind it
        os.seteuid(int(sys.argv[2]))
    try:
        asyncio.run(write(Path(sys.argv[1])))
    except StorageTrouble as trouble:
        print(f"trouble {trouble.kind}", flush=True)
