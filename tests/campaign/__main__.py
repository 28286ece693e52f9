"""The long form: many tills, many seeds, many kills; beside it, how others do it on the same wire.

python -m tests.campaign --seeds 30 --tills 7 --kills 10
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.campaign.campaign import LONGEST_DELAY, Campaign, Plan, Told
from tests.campaign.others import charged_twice
from tests.campaign.till import LIMITS
from tests.campaign.wire import Wire
from tests.card_service import running

_BADNESS = 0.6


def peers(folder: Path, sales: int, seed: int) -> tuple[int, int]:
    """Sales of the other pattern on the worst wire of ours."""

    async def sell() -> tuple[int, int]:
        with running(folder) as service:
            wire = Wire(service.port, random.Random(seed), LONGEST_DELAY, LIMITS.answer * 1.2)
            await wire.open()
            wire.badness = _BADNESS
            found = await asyncio.to_thread(charged_twice, service, wire.port, sales, seed)
            await wire.close()
            return found

    return asyncio.run(sell())


def one_seed(plan: Plan, seed: int) -> Told:
    """A campaign of one seed in a folder of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        return Campaign(Path(name), seed, plan).run()


def main() -> int:
    """Run the seeds and print what they came to; 1 when a rule was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--tills", type=int, default=7, help="of each seed; at most 16 are alive at once")
    parser.add_argument("--together", type=int, default=1, help="seeds at the same time")
    parser.add_argument("--kills", type=int, default=10, help="of each till")
    parser.add_argument("--presses", type=int, default=60, help="between two kills, at most")
    parser.add_argument("--soon", type=int, default=12, help="a kill comes after fewer presses than this")
    parser.add_argument("--sales", type=int, default=200, help="of the pattern that others use")
    asked = parser.parse_args()
    begun, faults, sums, wrong = time.monotonic(), Counter[str](), Counter[str](), 0
    plan = Plan(min(asked.tills, 16 // asked.together), asked.kills, asked.presses, asked.soon)
    with ProcessPoolExecutor(asked.together) as pool:
        seeds = range(asked.first, asked.first + asked.seeds)
        for told in pool.map(partial(one_seed, plan), seeds):
            faults += told.faults
            sums.update(
                tills=plan.tills, operations=told.operations, presses=told.presses, kills=told.kills,
                restarts=told.restarts,
            )  # fmt: skip
            wrong += bool(told.broken)
            for sentence in told.broken:
                print(f"seed {told.seed} {told.choices}: {sentence}", flush=True)
    carried = faults.pop("carried", 0)
    spoiled = sum(faults.values())
    print(f"{asked.seeds} seeds, {sums['tills']} tills, {sums['presses']} presses, "
          f"{sums['operations']} operations, {sums['kills']} kills of tills, {sums['restarts']} of the "
          f"service, {spoiled} of {carried + spoiled} requests spoiled, {time.monotonic() - begun:.0f} s; "
          f"{wrong} seeds broke a rule")  # fmt: skip
    print(", ".join(f"{name} {count}" for name, count in faults.most_common()))
    if asked.sales:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            doubled, extra = peers(Path(name), asked.sales, asked.first)
        print(f"others (a fresh key for each press): {doubled} of {asked.sales} sales charged more "
              f"than once, {extra} charges too many")  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
