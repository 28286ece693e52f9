"""Write the locks, requirements.txt, requirements-dev.txt and the one for packaging, from pyproject.toml.

Every version is pinned by hash, for every system and Python we support, and no address is written.
Needs `uv` (on the path, or named by the variable UV); nothing else in the project does.
"""

import os
import shutil
import sys
from pathlib import Path

from project import DEV_LOCK, PACKAGE_LOCK, ROOT, RUN_LOCK, run_or_stop, say

SHARED = (
    "--universal",
    "--generate-hashes",
    "--python-version=3.11",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--quiet",
)
AUTHOR = "Written by packaging/tasks/lock.py; do not edit by hand.\n"
HEADERS = {
    RUN_LOCK: f"# What Holdfast needs to run. {AUTHOR}",
    DEV_LOCK: f"# What Holdfast needs to run and to be worked on. {AUTHOR}",
    PACKAGE_LOCK: f"# What Holdfast needs to run and to be packaged. {AUTHOR}",
}


def compile_lock(uv: str, target: Path, wanted: list[str], upgrade: bool) -> None:
    """Resolve pyproject.toml with the given extras and groups into target."""
    command = [
        uv,
        "pip",
        "compile",
        "pyproject.toml",
        *SHARED,
        *wanted,
        "--output-file",
        str(target.relative_to(ROOT)),
    ]
    run_or_stop([*command, *(["--upgrade"] if upgrade else [])])
    body = "".join(line for line in target.read_text("utf-8").splitlines(True) if not line.startswith("#"))
    if "://" in body:
        sys.exit(f"stopped: {target.name} holds an address; a lock must work with any package index")
    target.write_text(HEADERS[target] + body, "utf-8", newline="\n")
    say(f"wrote {target.relative_to(ROOT)}: {body.count(chr(10)) - body.count('--hash')} packages")


def main() -> None:
    """Write all three; `--upgrade` also moves pinned versions forward."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        sys.exit("stopped: uv is needed to write the locks: python -m pip install uv")
    upgrade = "--upgrade" in sys.argv[1:]
    compile_lock(uv, DEV_LOCK, ["--all-extras", "--group=dev"], upgrade)
    # The run lock takes its versions from the development lock, so that what is tested is what runs.
    same = f"--constraint={DEV_LOCK.name}"
    compile_lock(uv, RUN_LOCK, ["--group=build", same], upgrade)
    compile_lock(uv, PACKAGE_LOCK, ["--group=build", "--group=package", same], upgrade)


if __name__ == "__main__":
    main()
