"""Plant each known bug in a copy of the program and see that its tests notice: `mutants.py [WORD ...]`."""

import sys

import setup
from project import run, venv_python


def main() -> None:
    """Set up, then try the bugs whose names hold one of the words, or all; exit code 1 if one was missed."""
    setup.prepare("test")
    sys.exit(run([venv_python(), "-m", "tests.mutants", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
