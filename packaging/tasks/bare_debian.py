"""A bare Debian 12 in a folder, in which packages are tried; needs root and debootstrap.

Nothing of this machine's own programs is in it. It is made once and copied for each run.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import product
from bad_days import Failed
from project import heard, run_or_stop, say

HOME = product.BUILD / "package-test"
BARE, TREE = HOME / "debian12", HOME / "tree"
USER = "kasse"
_ENTER = """
for place in proc dev dev/pts; do mkdir -p "$0/$place"; done
mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"
exec chroot --userspec="$USERSPEC" "$0" "$@"
"""


def fresh() -> None:
    """A bare system anew: Debian's smallest set of packages and one user, no display, nothing of Qt's."""
    if not (BARE / "home" / USER).exists():
        shutil.rmtree(BARE, ignore_errors=True)
        say("making a bare Debian 12")
        run_or_stop(["debootstrap", "--variant=minbase", "bookworm", BARE])
        _run(BARE, "apt-get", "update", "-qq")
        _run(BARE, "useradd", "--create-home", USER)
    shutil.rmtree(TREE, ignore_errors=True)
    run_or_stop(["cp", "-a", BARE, TREE])
    (TREE / "packages").mkdir()


def put(package: Path) -> str:
    """Put a package into the system; returns its path in there."""
    shutil.copyfile(package, TREE / "packages" / package.name)
    return f"/packages/{package.name}"


def inside(*command: str, user: str = "root") -> str:
    """Run a program in the system and return what it said; raises Failed where its exit code is not 0."""
    return _run(TREE, *command, user=user)


def tried(*command: str) -> tuple[int, str]:
    """Run a program in the system: its exit code, and what it said."""
    return heard(_words(TREE, command), _variables("root"))


@contextmanager
def beside(*command: str, user: str = "root") -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in the system meanwhile; it and all it started is killed at the end."""
    program = subprocess.Popen(
        ["setsid", *_words(TREE, command)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_variables(user),
    )
    try:
        yield program
    finally:
        kill(program)


def kill(program: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started, at once, as a power cut would."""
    subprocess.run(["pkill", "-KILL", "--session", str(program.pid)], check=False)
    program.wait()


def _run(tree: Path, *command: str, user: str = "root") -> str:
    code, told = heard(_words(tree, command), _variables(user))
    if code != 0:
        raise Failed(f"{' '.join(command)} ended with {code}: {told[-1500:]}")
    return told


def _words(tree: Path, command: tuple[str, ...]) -> list[str]:
    return ["unshare", "--mount", "sh", "-c", _ENTER, str(tree), *command]


def _variables(user: str) -> dict[str, str]:
    home = "/root" if user == "root" else f"/home/{user}"
    return {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": home,
        "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        "USERSPEC": "root:root" if user == "root" else f"{user}:{user}",
    }
