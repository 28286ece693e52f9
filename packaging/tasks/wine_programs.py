"""Windows programs in the Wine machine, and what they leave on its drive."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bad_days
import freeze
import package_windows as windows
import wine
from bad_days import Failed
from project import ROOT, heard, say

SECONDS = 300.0
_SHOT = """wine "$1" >/dev/null 2>&1 & sleep 12; import -window root /root/till.png; wineserver -k"""


def on_disk(folder: str) -> Path:
    """A folder of the machine's drive as this system sees it."""
    return wine.DRIVE.joinpath(*folder.removeprefix("C:\\").split("\\"))


def tried(*command: str) -> tuple[int, str]:
    """Run a Windows program: its exit code, and what it said."""
    return heard(wine.words(*wine.on_screen(*command)), wine.variables(), SECONDS)


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
        subprocess.run(
            ["pkill", "-KILL", "-f", rf"{name}\.exe( |$)|pos-app\.exe (sandbox|upgrade-check|selftest)"],
            check=False,
        )
        program.wait(60)


@contextmanager
def nearly_full_disk(folder: str) -> Iterator[None]:
    """A folder lies on a disk where one version fits, and not two, while this block runs.

    Wine's server sees the disks that were there when it started: it has to end before and after.
    """
    wine.inside("wineserver", "-w")
    with bad_days.small_disk(on_disk(folder), round((freeze.size(windows.TREE) >> 20) * 1.5)):
        yield
        wine.inside("wineserver", "-w")


def proved(program: str) -> None:
    """The self-test of an installed program says that all is well."""
    if "are well." not in (told := ends(0, program, "selftest")):
        raise Failed(told)


def pictured(program: str, name: str) -> None:
    """Start a program's window and keep a picture of the screen under this name."""
    (wine.MACHINE / "root/till.png").unlink(missing_ok=True)
    wine.inside(*bad_days.SCREEN, "sh", "-c", _SHOT, "sh", program, code=None)
    shutil.copyfile(wine.MACHINE / "root/till.png", wine.HOME / name)
    say(f"  its window: {(wine.HOME / name).relative_to(ROOT)}")


def forget() -> None:
    """Take away what a run before this one left in the machine: folders, and what the registry knows."""
    wine.inside("wineserver", "-k", code=None)
    for file in wine.CLEAN.glob("*.reg"):
        shutil.copyfile(file, wine.DRIVE.parent / file.name)
    for folder in (r"C:\Program Files\Holdfast", r"C:\users\root\AppData\Local\Programs\Holdfast"):
        shutil.rmtree(on_disk(folder), ignore_errors=True)


def gone(folder: str) -> None:
    """Nothing of the program is left, and the journal of the till is."""
    left = [one.name for one in on_disk(folder).glob("*") if one.name != "uninstall.exe"]
    if left:
        raise Failed(f"left behind: {left}")
    shutil.rmtree(on_disk(folder), ignore_errors=True)
    if not list((wine.DRIVE / "users").rglob("Holdfast/**/journal.db")):
        raise Failed("the journal is gone")
