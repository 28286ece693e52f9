"""The system packages that a Debian-like Linux needs, and how they get there.

Windows and macOS need none. On another Linux the task says what is needed and goes on.
"""

import importlib.util
import os
import shutil
import subprocess
import sys

from project import say

PYTHON = ("python3-venv", "ca-certificates")
QT_OFFSCREEN = ("libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0")
QT_WINDOW = ("libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0")
VIRTUAL_SCREEN = ("xvfb", "xauth", "xdotool")
DATABASE_SERVER = ("postgresql",)
SYSTEM_CALLS = ("strace",)
PASSWORD_STORE = ("dbus-bin", "dbus-daemon", "gnome-keyring")

FOR_RUN = PYTHON + QT_OFFSCREEN + QT_WINDOW
FOR_TEST = FOR_RUN + VIRTUAL_SCREEN + DATABASE_SERVER + SYSTEM_CALLS + PASSWORD_STORE


def ensure(packages: tuple[str, ...]) -> None:
    """Install what is missing, or stop with exit code 1 and the exact command that would."""
    if not sys.platform.startswith("linux"):
        return
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        say(f"not a Debian-like system: it must have what Debian calls {' '.join(packages)}")
        return
    missing = sorted(set(needed(packages)) - installed())
    if missing:
        install(missing)


def needed(packages: tuple[str, ...]) -> list[str]:
    """The packages without those that this Python, which may not be Debian's, has no use for."""
    has_venv = importlib.util.find_spec("ensurepip") is not None
    return [name for name in packages if not (has_venv and name == "python3-venv")]


def installed() -> set[str]:
    """Names of all installed packages and of what they provide (names change between releases)."""
    shape = "${db:Status-Status}\t${Package}, ${Provides}\n"
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", shape], capture_output=True, text=True, check=True
    ).stdout
    names: set[str] = set()
    for line in listing.splitlines():
        status, _, provided = line.partition("\t")
        if status == "installed":
            names.update(part.split()[0] for part in provided.split(",") if part.strip())
    return names


def install(missing: list[str]) -> None:
    """Install as root or by `sudo -n`; stop with exit code 1 where neither is possible."""
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    by_hand = f"As root:\n  apt-get update && {' '.join(command)}"
    prefix = root_prefix()
    if prefix is None:
        sys.exit(f"stopped: system packages are missing. {by_hand}")
    say(f"installing system packages: {' '.join(missing)}")
    if known(missing) and apt([*prefix, *command]) == 0:
        return
    # No list of packages yet, or an old one: renew it once.
    apt([*prefix, "apt-get", "update", "-qq"])
    if apt([*prefix, *command]) != 0:
        sys.exit(f"stopped: the system packages could not be installed. {by_hand}")


def root_prefix() -> list[str] | None:
    """What to put before a command to run it as root, or None when that needs a person."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    return None


def known(packages: list[str]) -> bool:
    """True when the machine's list of packages has a candidate for each of them."""
    asked = ["apt-get", "install", "-s", "-qq", *packages]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def apt(command: list[str]) -> int:
    """Run apt-get quietly; its words are printed only when it fails, without lines that hold an address."""
    pipe = subprocess.PIPE
    done = subprocess.run(
        command, stdout=pipe, stderr=subprocess.STDOUT, text=True, errors="replace", check=False
    )
    if done.returncode != 0:
        kept = [line for line in done.stdout.splitlines() if "://" not in line]
        print("\n".join(kept[-20:]), file=sys.stderr)
    return done.returncode
