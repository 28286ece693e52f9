"""Make `.venv` from a hash-pinned lock and install the project into it, editable.

`setup.py` prepares a machine for everything; `setup.py run` only for running the program.
A second call with unchanged locks does nothing.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

import system
from project import DEV_LOCK, ROOT, RUN_LOCK, VENV, run_or_stop, say, venv_python

LOCKS = {"run": RUN_LOCK, "test": DEV_LOCK}
OLDEST = (3, 11)


def fingerprint(lock: Path) -> str:
    """Hash of everything the environment is made from: the lock, pyproject.toml and this Python."""
    parts = [lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_ready(purpose: str) -> bool:
    """True when an earlier call has finished for this purpose, or for a wider one, from the same files."""
    enough = ("run", "test") if purpose == "run" else ("test",)
    return venv_python().exists() and any(
        stamp(one).is_file() and stamp(one).read_text("ascii") == fingerprint(LOCKS[one]) for one in enough
    )


def stamp(purpose: str) -> Path:
    """The file that says for which lock the environment was last made."""
    return VENV / f".made-for-{purpose}"


def make_environment(lock: Path) -> None:
    """Create `.venv` if need be, install the lock by hash, then the project."""
    if not same_python():
        say(f"making {VENV.name} with Python {sys.version.split()[0]}")
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    for old in LOCKS:
        stamp(old).unlink(missing_ok=True)
    say(f"installing {lock.name}")
    # Twice quiet: a pip that speaks would print the addresses of this machine's package indexes.
    pip: list[str | Path] = [venv_python(), "-m", "pip", "-qq", "--disable-pip-version-check", "install"]
    run_or_stop([*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", lock])
    run_or_stop([*pip, "--no-deps", "--no-build-isolation", "-e", ROOT])
    run_or_stop([venv_python(), "-m", "pip", "-q", "check"])


def same_python() -> bool:
    """True when `.venv` exists and was made by a Python of our version."""
    asked = [str(venv_python()), "-c", "import sys; print(sys.version)"]
    try:
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == sys.version.strip()


def prepare(purpose: str) -> None:
    """Make this machine ready to `run` or to `test`; stops the task with a sentence when it cannot."""
    if sys.version_info < OLDEST:
        sys.exit(f"stopped: Holdfast needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    system.ensure(system.FOR_RUN if purpose == "run" else system.FOR_TEST)
    if is_ready(purpose):
        return
    make_environment(LOCKS[purpose])
    stamp(purpose).write_text(fingerprint(LOCKS[purpose]), "ascii")
    say("ready")


if __name__ == "__main__":
    prepare("run" if sys.argv[1:] == ["run"] else "test")
