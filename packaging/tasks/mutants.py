"""Plant each known bug in a copy of the program and see that its tests notice: `mutants.py [WORD ...]`.

Without a word all are tried, and docs/planted-bugs.md is written anew.
"""

import sys

import setup
from project import run, venv_python


def main() -> None:
    """Set up, then try the bugs whose names hold one of the words, or all; exit code 1 if one was missed."""
    setup.prepare("test")
    chosen = sys.argv[1:] or ["--table", "docs/planted-bugs.md"]
    sys.exit(run([venv_python(), "-m", "tests.mutants", *chosen]))


if __name__ == "__main__":
    main()
