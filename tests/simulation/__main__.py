"""The long form: many lives from many seeds, and a day cut everywhere.

python -m tests.simulation --lives 1000 --acts 1000 [--first SEED] [--processes 2]
python -m tests.simulation --points
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.simulation.life import Result, live
from tests.simulation.points import crash_everywhere


def one_life(acts: int, seed: int) -> Result:
    """A life in a folder of its own, in memory where the system has such a place."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        dir=memory if memory.is_dir() else None, ignore_cleanup_errors=True
    ) as name:
        return live(Path(name), seed, acts)


def lives(first: int, count: int, acts: int, processes: int) -> int:
    """Live them, print what they came to; returns how many broke a rule."""
    begun, whole, faults, wrong = time.monotonic(), Result(first), Counter[str](), 0
    with ProcessPoolExecutor(processes) as pool:
        for one in pool.map(partial(one_life, acts), range(first, first + count), chunksize=4):
            whole.operations += one.operations
            whole.cuts += one.cuts
            whole.requests += one.requests
            whole.resolved += one.resolved
            faults += one.faults
            if one.broken:
                wrong += 1
                print(f"seed {one.seed}: {'; '.join(one.broken)}", flush=True)
    seconds = time.monotonic() - begun
    print(f"seeds {first} to {first + count - 1}, {acts} acts each: {whole.operations} operations, "
          f"{whole.requests} requests, {whole.cuts} power cuts, {sum(faults.values())} faults, "
          f"{whole.resolved} resolved by a manager, "
          f"{whole.operations / seconds:.0f} operations a second; {wrong} lives broke a rule")  # fmt: skip
    print(", ".join(f"{name} {count}" for name, count in faults.most_common()))
    return wrong


def points() -> int:
    """Cut the reference day at every step, and every recovery at every step."""
    found = crash_everywhere(every=1, again_every=1)
    print(f"cut at {found.points} of {found.points} steps of a day, and at {found.again} of "
          f"{found.again} steps of the recoveries; {len(found.broken)} broke a rule")  # fmt: skip
    for name, rules in found.broken.items():
        print(f"{name}: {'; '.join(rules)}")
    return len(found.broken)


def main() -> int:
    """Run what was asked for; 1 when a rule was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lives", type=int, default=1_000)
    parser.add_argument("--acts", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--points", action="store_true", help="cut a day at every step instead")
    asked = parser.parse_args()
    wrong = points() if asked.points else lives(asked.first, asked.lives, asked.acts, asked.processes)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
