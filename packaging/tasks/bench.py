"""Run the benchmarks: every benchmarks/bench_*.py, or those whose names are given (`bench.py start scan`)."""

import sys
from pathlib import Path

import setup
from project import ROOT, run, say, venv_python


def chosen(names: list[str]) -> list[Path]:
    """The benchmark files to run, in the order of their names."""
    found = sorted((ROOT / "benchmarks").glob("bench_*.py"))
    return [path for path in found if not names or path.stem.removeprefix("bench_") in names]


def main() -> None:
    """Run each benchmark in a process of its own; exit code 1 when one failed or none was found."""
    setup.prepare("test")
    paths = chosen(sys.argv[1:])
    if not paths:
        sys.exit("stopped: no such benchmark")
    failed = []
    for path in paths:
        say(f"benchmark: {path.stem}")
        if run([venv_python(), "-m", f"benchmarks.{path.stem}"]) != 0:
            failed.append(path.stem)
    if failed:
        sys.exit(f"FAILED: {', '.join(failed)}")


if __name__ == "__main__":
    main()
