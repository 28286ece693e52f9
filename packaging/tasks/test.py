"""Everything that must hold: checks, tests, and the coverage of the rooms that decide about money."""

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import check
import setup
from project import ROOT, run, say, venv_python

ROOMS = ("domain", "storage", "service", "api")
LEAST = 95.0
JOURNEYS = ["tests/journeys"]
WITHOUT_WINDOW = ["tests/sandbox", "tests/storage", "tests/api"]
BAD_DAYS = ["tests/simulation", "tests/campaign", "tests/powercuts", "tests/rudeness", "tests/mutants"]
APART = JOURNEYS + WITHOUT_WINDOW + BAD_DAYS
PARTS = {
    "whole journeys": JOURNEYS,
    "the card service, the journal and the line": WITHOUT_WINDOW,
    "the till": ["tests", *(f"--ignore={folder}" for folder in APART)],
    "bad days": BAD_DAYS,
}
MEASURED = ("the card service, the journal and the line", "the till")
"""The parts whose coverage counts: what only a whole till or a bad day touches has no test of its own."""
AT_ONCE = 3
"""Parts side by side: journeys wait more than they work."""
PYTEST = ["-m", "pytest", "-q", "-p", "no:cacheprovider"]
COVERAGE = [str(venv_python()), "-m", "coverage"]


def run_tests() -> list[str]:
    """Run all tests, coverage recorded where it counts; what went wrong, in words."""
    run([*COVERAGE, "erase"])
    with ThreadPoolExecutor(AT_ONCE) as beside:
        answers = [beside.submit(run_part, name, words) for name, words in PARTS.items()]
        wrong = [f"tests of {name}" for name, answer in zip(PARTS, answers, strict=True) if answer.result()]
    if run([*COVERAGE, "combine", "--quiet"]) != 0:
        return [*wrong, "coverage was not recorded"]
    return wrong + [f"coverage of {room} under {LEAST:.0f} %" for room in thin_rooms()]


def run_part(name: str, words: list[str]) -> int:
    """Run one part of the tests, print what it said when it is done, and return its exit code."""
    asked = [*([*COVERAGE, "run"] if name in MEASURED else [str(venv_python())]), *PYTEST, *words]
    done = subprocess.run(asked, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    say(f"tests of {name}")
    sys.stdout.buffer.write(done.stdout)
    sys.stdout.flush()
    return done.returncode


def thin_rooms() -> list[str]:
    """Names of the rooms whose coverage, all told or of branches alone, is under the limit."""
    thin = []
    for room in ROOMS:
        if not any((ROOT / "pos_app" / room).rglob("[a-z]*.py")):
            continue
        say(f"coverage: {room}")
        include = f"--include=pos_app/{room}/*"
        enough = run([*COVERAGE, "report", include, f"--fail-under={LEAST}"]) == 0
        branches = branch_percent(include)
        say(f"coverage: {room}: {branches:.1f} % of branches")
        if not enough or branches < LEAST:
            thin.append(room)
    return thin


def branch_percent(include: str) -> float:
    """Share of branches taken, 0 to 100, in the files that `include` names; 100 when they have none."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "coverage.json"
        if run([*COVERAGE, "json", "--quiet", include, "-o", answer]) != 0:
            return 0.0
        totals = json.loads(answer.read_text("utf-8"))["totals"]
    return 100.0 * totals["covered_branches"] / totals["num_branches"] if totals["num_branches"] else 100.0


def main() -> None:
    """Set up, check, test and measure; exit code 1 names what is wrong."""
    setup.prepare("test")
    wrong = [f"check {name}" for name in check.failures()]
    wrong += run_tests()
    if wrong:
        sys.exit(f"FAILED: {', '.join(wrong)}")
    say("PASSED: checks, tests and coverage")


if __name__ == "__main__":
    main()
