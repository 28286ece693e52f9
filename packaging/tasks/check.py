"""Every check that reads the source without running it. All of them run; the task fails if one did."""

import sys

import setup
from project import DEV_LOCK, PACKAGE_LOCK, ROOT, RUN_LOCK, run_quietly, say, venv_program, venv_python

TRANSLATIONS = ROOT / "packaging" / "tasks" / "translations.py"
RUFF = str(venv_program("ruff"))


def types(platform: str, *options: str) -> list[str]:
    """The type check for a system, whatever system this is; each keeps a cache of its own."""
    return [
        *(str(venv_python()), "-m", "mypy", "--no-error-summary", "--platform", platform),
        *("--cache-dir", str(ROOT / ".mypy_cache" / platform), *options),
    ]


CHECKS: dict[str, list[str]] = {
    "format": [RUFF, "format", "--check", "--quiet", "."],
    "lint": [RUFF, "check", "--quiet", "."],
    "types": types("linux"),
    # What follows an early return for one system is unreachable on the others, and rightly so.
    "types on Windows": types("win32", "--no-warn-unreachable"),
    "types on macOS": types("darwin", "--no-warn-unreachable"),
    "rooms": [str(venv_program("lint-imports")), "--no-logo"],
    "translations": [str(venv_python()), str(TRANSLATIONS), "--check"],
}


def locks_are_free_of_addresses() -> bool:
    """True when no lock names a place to download from; says which one does."""
    clean = True
    for lock in (RUN_LOCK, DEV_LOCK, PACKAGE_LOCK):
        if "://" in lock.read_text("utf-8") or "index-url" in lock.read_text("utf-8"):
            say(f"{lock.name} holds an address")
            clean = False
    return clean


def failures() -> list[str]:
    """Run every check and return the names of those that failed."""
    failed = []
    for name, command in CHECKS.items():
        say(f"check: {name}")
        if run_quietly(command) != 0:
            failed.append(name)
    say("check: locks")
    return failed if locks_are_free_of_addresses() else [*failed, "locks"]


def main() -> None:
    """Set up, then check; exit code 1 names what failed."""
    setup.prepare("test")
    failed = failures()
    if failed:
        sys.exit(f"check failed: {', '.join(failed)}")
    say("check: all good")


if __name__ == "__main__":
    main()
