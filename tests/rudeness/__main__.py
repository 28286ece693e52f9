"""The long form: bent answers and odd scans by the hundred thousand, and the memory they leave behind.

python -m tests.rudeness --answers 200000 --scans 200000 [--seed 1]
"""

import argparse
import gc
import sys
import time
from collections import Counter
from collections.abc import Callable

from benchmarks.memory import resident_mb
from tests.rudeness.answers import try_answers
from tests.rudeness.scans import try_scans

MOST_MB = 32.0
Trial = Callable[[int, int], tuple[Counter[str], list[str]]]


def tried(name: str, trial: Trial, count: int, seed: int) -> int:
    """Warm up, try, print; returns how many rules were broken."""
    trial(min(count, 2_000), seed + 1)
    gc.collect()
    before, begun = resident_mb(), time.monotonic()
    found, wrong = trial(count, seed)
    gc.collect()
    grown = resident_mb() - before
    told = ", ".join(f"{what} {times}" for what, times in found.most_common())
    print(f"{count} {name}, seed {seed}: {told}; {len(wrong)} wrong, memory {grown:+.1f} MB, "
          f"{time.monotonic() - begun:.0f} s")  # fmt: skip
    for sentence in wrong[:20]:
        print(sentence)
    return len(wrong) + (grown > MOST_MB)


def main() -> int:
    """Run both; 1 when a rule was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=200_000)
    parser.add_argument("--scans", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    wrong = tried("answers", try_answers, asked.answers, asked.seed)
    wrong += tried("scans", try_scans, asked.scans, asked.seed)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
