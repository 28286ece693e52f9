"""Build the packages of the last commit in two folders, and say what differs: `built_twice.py`.

Whoever trusts a package less than its source can build it again and compare.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

import product
from project import ROOT, run_or_stop, say


def sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its place."""
    files = sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())
    return {str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def differences(first: Path, second: Path) -> list[str]:
    """The files that only one folder has, or that differ."""
    one, other = sums(first), sums(second)
    return [name for name in sorted(one | other) if one.get(name) != other.get(name)]


def built(folder: Path) -> Path:
    """Clone the last commit into a folder and build its packages there."""
    run_or_stop(["git", "clone", "--quiet", ROOT, folder])
    say(f"building in {folder.name}")
    subprocess.run(
        [sys.executable, folder / "packaging" / "tasks" / "package.py"], check=True, stdout=subprocess.DEVNULL
    )
    return folder


def main() -> None:
    """Exit code 1 names what differs."""
    with tempfile.TemporaryDirectory() as place:
        first, second = (built(Path(place) / name) for name in ("one", "another folder"))
        wrong = [
            f"{where}/{name}"
            for where in (product.FROZEN.relative_to(ROOT), product.DIST.relative_to(ROOT))
            for name in differences(first / where, second / where)
        ]
    if wrong:
        sys.exit(f"FAILED: {len(wrong)} differ: {', '.join(wrong[:20])}")
    say("both builds are the same to the byte")


if __name__ == "__main__":
    main()
