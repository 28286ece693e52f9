"""Tries the Windows installers of dist/ in the Wine machine: sells, upgrades, refuses, is killed, goes.

`python packaging/tasks/package_test_windows.py`, as root on Linux. Versions 0.0.1 and 99.0.0 are the same
program under another number. Wine is no Windows: what it says of rights and of signatures is not proof.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import installers
import package_windows as windows
import product
import wine
from bare_debian import Failed
from project import ROOT, say

KILLS = int(os.environ.get("HOLDFAST_KILLS", "20"))
OLDER, NEWER = "0.0.1", "99.0.0"
USUAL = r"C:\users\root\AppData\Local\Programs\Holdfast"
UNUSUAL = r"C:\Min kasse æøå\Holdfast"
RUNS, IS_NEWER = 3, 4
SHOT = """wine "$1" >/dev/null 2>&1 & sleep 12; import -window root /root/till.png; wineserver -k"""


def on_disk(folder: str) -> Path:
    """A folder of the machine's drive as this system sees it."""
    return wine.DRIVE.joinpath(*folder.removeprefix("C:\\").split("\\"))


def tried(*command: str) -> tuple[int, str]:
    """Run a Windows program: its exit code, and what it said."""
    done = subprocess.run(
        wine.words(*wine.on_screen(*command)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        timeout=300,
        env=wine.variables(),
    )
    return done.returncode, done.stdout


def ends(code: int, *command: str) -> str:
    """Run a Windows program that must end with this code."""
    found, told = tried(*command)
    if found != code:
        raise Failed(f"{command[0]} ended with {found}, not {code}: {told[-800:]}")
    return told


@contextmanager
def beside(*command: str) -> Iterator[None]:
    """Run a Windows program meanwhile; it is killed at the end, and Wine's server is not."""
    program = subprocess.Popen(
        wine.words(*wine.on_screen(*command)),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=wine.variables(),
    )
    try:
        yield
    finally:
        name = command[0].rpartition("\\")[2].removesuffix(".exe")
        subprocess.run(["pkill", "-KILL", "-f", rf"{name}\.exe( |$)|pos-app\.exe sandbox"], check=False)
        program.wait(60)


def runs(folder: str) -> str:
    """The version that what is installed points to, whole; empty where nothing is installed yet."""
    pointer = on_disk(folder) / "pos-app.cmd"
    if not pointer.exists():
        return ""
    number = pointer.read_text("ascii").split("%~dp0")[1].split("\\")[0]
    real = on_disk(folder) / number
    lost = [one for one in windows.TREE.rglob("*") if not (real / one.relative_to(windows.TREE)).exists()]
    if lost:
        raise Failed(f"version {number} lacks {len(lost)} files, such as {lost[0].name}")
    return number


def proved(program: str) -> None:
    """The self-test of an installed program says that all is well."""
    if "are well." not in (told := ends(0, program, "selftest")):
        raise Failed(told)


def gone(folder: str) -> None:
    """Nothing of the program is left, and the journal of the till is."""
    left = [one.name for one in on_disk(folder).glob("*") if one.name != "uninstall.exe"]
    if left:
        raise Failed(f"left behind: {left}")
    shutil.rmtree(on_disk(folder), ignore_errors=True)
    if not list((wine.DRIVE / "users").rglob("Holdfast/**/journal.db")):
        raise Failed("the journal is gone")


def remove(folder: str) -> None:
    """Uninstall quietly, and wait for it."""
    ends(0, f"{folder}\\uninstall.exe", "/S", f"_?={folder}")


def setup_sells_and_goes(made: dict[str, str]) -> None:
    """Silent install, self-test, a picture of the window, silent removal."""
    ends(0, made[product.version()], "/S")
    program = f"{USUAL}\\{product.version()}"
    proved(f"{program}\\pos-app.exe")
    screen = ("xvfb-run", "-a", "-s", "-screen 0 1280x800x24")
    wine.inside(*screen, "sh", "-c", SHOT, "sh", f"{program}\\Holdfast.exe", code=None)
    picture = wine.HOME / "window.png"
    shutil.copyfile(wine.MACHINE / "root/till.png", picture)
    say(f"  its window: {picture.relative_to(ROOT)}")
    remove(USUAL)
    gone(USUAL)


def msi_sells_and_goes(_made: dict[str, str]) -> None:
    """The same for the MSI."""
    package = windows.on_drive(installers.names()[1])
    ends(0, "msiexec", "/i", package, "/qn")
    proved(rf"C:\Program Files\Holdfast\{product.version()}\pos-app.exe")
    ends(0, "msiexec", "/x", package, "/qn")
    gone(r"C:\Program Files\Holdfast")


def changes_version(made: dict[str, str]) -> None:
    """Over an older one; never over a newer one, with an exit code of its own; into an unusual folder."""
    ends(0, made[OLDER], "/S", *f"/D={UNUSUAL}".split(" "))  # as one argument Wine would put it into quotes
    ends(0, made[product.version()], "/S")
    if runs(UNUSUAL) != product.version() or (on_disk(UNUSUAL) / OLDER).exists():
        raise Failed(f"{runs(UNUSUAL)} runs in the unusual folder")
    proved(f"{UNUSUAL}\\{product.version()}\\pos-app.exe")
    ends(0, made[NEWER], "/S")
    ends(IS_NEWER, made[product.version()], "/S")
    if runs(UNUSUAL) != NEWER:
        raise Failed(f"{runs(UNUSUAL)} runs after an older one was refused")
    remove(UNUSUAL)
    gone(UNUSUAL)


def refuses_while_a_till_runs(made: dict[str, str]) -> None:
    """Neither an upgrade nor a removal touches a till that runs."""
    ends(0, made[OLDER], "/S")
    with beside(f"{USUAL}\\{OLDER}\\Holdfast.exe"):
        time.sleep(10)
        ends(RUNS, made[NEWER], "/S")
        ends(RUNS, f"{USUAL}\\uninstall.exe", "/S", f"_?={USUAL}")
    if runs(USUAL) != OLDER:
        raise Failed(f"{runs(USUAL)} runs afterwards")


def survives_kills(made: dict[str, str]) -> None:
    """Killed in the middle of an upgrade and of a first install: the old or the new one runs, or none yet."""
    seen: dict[str, int] = {}
    for first in (False, True):
        for number in range(KILLS):
            if on_disk(USUAL).exists():
                remove(USUAL)
                shutil.rmtree(on_disk(USUAL), ignore_errors=True)
            if not first:
                ends(0, made[OLDER], "/S")
            with beside(made[NEWER], "/S"):
                time.sleep(1.0 + 5.0 * number / KILLS)
            found = runs(USUAL)
            if found not in ({"", NEWER} if first else {OLDER, NEWER}):
                raise Failed(f"after a kill {found or 'nothing'} runs")
            seen[found] = seen.get(found, 0) + 1
            ends(0, made[NEWER], "/S")
            if runs(USUAL) != NEWER:
                raise Failed(f"after a kill and another try {runs(USUAL)} runs")
    say(f"  {2 * KILLS} kills; afterwards ran: {seen}")
    remove(USUAL)
    gone(USUAL)


def numbered() -> dict[str, str]:
    """The installer under three numbers, as the machine sees them; two of them are packed quickly."""
    made = {product.version(): windows.on_drive(installers.names()[0])}
    for number in (OLDER, NEWER):
        os.environ["HOLDFAST_PACKAGE_VERSION"] = number
        target = wine.HOME / f"setup-{number}.exe"
        installers.setup(windows.TREE, target, windows.tool, windows.seen, quick=True)
        made[number] = windows.on_drive(target)
    del os.environ["HOLDFAST_PACKAGE_VERSION"]
    return made


DAYS: tuple[Callable[[dict[str, str]], None], ...] = (
    setup_sells_and_goes,
    msi_sells_and_goes,
    changes_version,
    refuses_while_a_till_runs,
    survives_kills,
)


def main() -> None:
    """Every day in turn; exit code 1 names the first that went wrong."""
    wine.prepare()
    made = numbered()
    if on_disk(USUAL).exists():
        remove(USUAL)
        shutil.rmtree(on_disk(USUAL), ignore_errors=True)
    for day in DAYS:
        began = time.monotonic()
        say(f"windows: {day.__name__.replace('_', ' ')}")
        try:
            day(made)
        except Failed as failed:
            sys.exit(f"FAILED: {failed}")
        say(f"  well, {time.monotonic() - began:.0f} s")
    say("windows: all packages are well")


if __name__ == "__main__":
    main()
