"""Where the project lies, where its virtual environment lies, and how a task runs a program."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Another environment beside the usual one, to try another Python: HOLDFAST_VENV=.venv-3.13
VENV = ROOT / os.environ.get("HOLDFAST_VENV", ".venv")
RUN_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
PACKAGE_LOCK = ROOT / "packaging" / "requirements.txt"
WINDOWS = os.name == "nt"


def venv_python() -> Path:
    """Path of the interpreter inside the virtual environment; it need not exist yet."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def venv_program(name: str) -> Path:
    """Path of a console script inside the virtual environment."""
    return VENV / (f"Scripts/{name}.exe" if WINDOWS else f"bin/{name}")


def say(text: str) -> None:
    """Print one line at once, so that it stands before the output of the program it announces."""
    print(text, flush=True)


def run(command: Sequence[str | Path], extra: Mapping[str, str] | None = None) -> int:
    """Run a program in the project's folder and return its exit code. `extra` adds environment variables."""
    asked = [str(part) for part in command]
    return subprocess.run(asked, cwd=ROOT, env={**os.environ, **(extra or {})}, check=False).returncode


def run_quietly(command: Sequence[str | Path]) -> int:
    """Like run, but the program's words, read as UTF-8, are printed only when its exit code is not 0."""
    asked = [str(part) for part in command]
    variables = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        asked, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        sys.stdout.buffer.write(done.stdout)
        sys.stdout.flush()
    return done.returncode


def heard(
    command: Sequence[str], variables: Mapping[str, str], seconds: float | None = None
) -> tuple[int, str]:
    """Run a program in this environment alone: its exit code, and all that it said. Its input is a pipe."""
    done = subprocess.run(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        timeout=seconds,
        env=variables,
    )
    return done.returncode, done.stdout


def run_or_stop(command: Sequence[str | Path], extra: Mapping[str, str] | None = None) -> None:
    """Like run, but the task ends with the program's exit code when that is not 0."""
    code = run(command, extra)
    if code != 0:
        name = Path(str(command[0])).name
        print(f"stopped: {name} ended with exit code {code}", file=sys.stderr)
        sys.exit(code if 0 < code < 256 else 1)
