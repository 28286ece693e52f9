"""`python -m tests.mutants [--table FILE] [WORD ...]`: plant each bug whose name holds a word, or every one.

Exit code 0 when every bug was caught, and the same tests pass without any.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.mutant import Mutant
from tests.mutants.planted import MUTANTS
from tests.mutants.trial import Copy, Ended, Verdict

JOBS = int(os.environ.get("HOLDFAST_JOBS", str(max((os.cpu_count() or 1) // 2, 1))))
"""Copies that are tried side by side."""

SOUND_LIMIT = 600.0


def main() -> int:
    """Try them, print a line each as they end, then the sum; `--table` writes what was caught by what."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutants")
    asked.add_argument("--table", type=Path, help="a Markdown file to write")
    asked.add_argument("words", nargs="*")
    given = asked.parse_args()
    chosen = [one for one in MUTANTS if not given.words or any(word in one.name for word in given.words)]
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for number in range(JOBS):
            copies.put(Copy(Path(folder) / str(number)))
        sound = _sound(copies, chosen)
        if sound.ended is not Ended.SURVIVED:
            print(f"the tests do not pass without a bug: {sound.ended} {sound.by}")
            return 1
        print(f"without a bug the tests pass in {sound.seconds:.0f} s; {len(chosen)} bugs, {JOBS} at a time")
        with ThreadPoolExecutor(JOBS) as beside:
            verdicts = list(beside.map(lambda one: _tried(copies, one), chosen))
    caught = sum(one.ended is Ended.CAUGHT for one in verdicts)
    slowest = max((one.seconds for one in verdicts), default=0.0)
    print(f"{caught} of {len(verdicts)} caught, the slowest in {slowest:.1f} s")
    if given.table is not None:
        given.table.write_text(_table(chosen, verdicts), "utf-8")
    return 0 if caught == len(verdicts) else 1


def _sound(copies: SimpleQueue[Copy], chosen: list[Mutant]) -> Verdict:
    """The tests of all of them, without a bug: whoever fails here proves nothing later."""
    tests = sorted({test for one in chosen for test in one.tests})
    wide = [test for test in tests if not any(test.startswith(f"{other}/") for other in tests)]
    copy = copies.get()
    try:
        return copy.run(wide, SOUND_LIMIT)
    finally:
        copies.put(copy)


def _table(chosen: list[Mutant], verdicts: list[Verdict]) -> str:
    rows = [
        f"| {mutant.name} | `{mutant.file.removeprefix('pos_app/')}` | {verdict.ended.lower()}"
        f" | `{verdict.by.removeprefix('tests/').partition('[')[0]}` | {verdict.seconds:.1f} |"
        for mutant, verdict in zip(chosen, verdicts, strict=True)
    ]
    head = "| planted bug | in `pos_app/` | | by `tests/` | s |\n| --- | --- | --- | --- | ---: |\n"
    return "# Planted bugs\n\nWritten by `make mutants`.\n\n" + head + "\n".join(rows) + "\n"


def _tried(copies: SimpleQueue[Copy], mutant: Mutant) -> Verdict:
    copy = copies.get()
    try:
        verdict = copy.try_mutant(mutant)
    finally:
        copies.put(copy)
    print(f"{verdict.ended:<9}{verdict.seconds:>6.1f} s  {mutant.name:<62} {verdict.by}", flush=True)
    return verdict


if __name__ == "__main__":
    sys.exit(main())
