"""Remove what the other tasks leave behind. `clean.py all` removes the virtual environment as well."""

import shutil
import sys
from pathlib import Path

from project import ROOT, VENV

FOLDERS = ("build", "dist", "htmlcov", "tour", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis")
SOURCES = ("pos_app", "packaging", "tests", "benchmarks")


def leftovers() -> list[Path]:
    """Everything that can be made again from the source."""
    found = [ROOT / name for name in (*FOLDERS, ".import_linter_cache")]
    found += ROOT.glob(".coverage*")
    for source in SOURCES:
        found += (ROOT / source).rglob("__pycache__")
    return [path for path in found if path.exists()]


def main() -> None:
    """Remove the leftovers."""
    for path in [*leftovers(), *([VENV] if sys.argv[1:] == ["all"] else [])]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


if __name__ == "__main__":
    main()
