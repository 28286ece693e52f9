"""Run the fault campaign in its long form; options go through to `python -m tests.campaign`."""

import sys

import setup
from project import run, venv_python


def main() -> None:
    """Set up, then run it; its exit code is ours."""
    setup.prepare("test")
    sys.exit(run([venv_python(), "-m", "tests.campaign", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
