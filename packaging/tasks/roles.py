"""Write docs/roles.md from the program's own table of permissions: `roles.py`."""

import sys

from project import ROOT, run, say, venv_python

FILE = ROOT / "docs" / "roles.md"


def main() -> None:
    """Ask the program for its table; exit code 1 if it cannot be asked."""
    if run([venv_python(), "-m", "tests.domain.roles_table", str(FILE)]) != 0:
        sys.exit(1)
    say(f"wrote {FILE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
