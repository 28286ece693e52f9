"""Tries the Windows installers of dist/ in the Wine machine: sells, upgrades, refuses, is killed, goes.

`python packaging/tasks/package_test_windows.py`, as root on Linux. Versions 0.0.1 and 99.0.0 are the same
program under another number. Wine is no Windows: what it says of rights and of signatures is not proof.
"""

import shutil
import time
from collections.abc import Callable

import bad_days
import installers
import package_test_msi as msi
import package_windows as windows
import product
import wine
from bad_days import KILLS, NEWER, OLDER, Failed, whole
from project import say
from wine_programs import beside, ends, forget, gone, nearly_full_disk, on_disk, pictured, proved, tried

USUAL = r"C:\users\root\AppData\Local\Programs\Holdfast"
UNUSUAL = r"C:\Min kasse æøå\Holdfast"
OTHERS = r"C:\Verktøy"
PROGRAM_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\App Paths\pos-app.exe"
BROKE_OFF, RUNS, IS_NEWER, IS_FOREIGN = 2, 3, 4, 7


def runs(folder: str) -> str:
    """The version that what is installed points to, whole; empty where nothing is installed yet."""
    pointer = on_disk(folder) / "pos-app.cmd"
    if not pointer.exists():
        return ""
    name = pointer.read_text("ascii").split("%~dp0")[1].split("\\")[0]
    number = name.partition("-")[0]
    whole(windows.TREE, on_disk(folder) / name, number)
    return number


def windows_knows_it() -> None:
    """Where Windows looks for the program there is one; raises Failed."""
    code, told = tried("reg", "query", PROGRAM_KEY, "/ve", "/reg:64")
    if code == 0 and not on_disk("C:" + told.rpartition("C:")[2].splitlines()[0].strip()).exists():
        raise Failed(f"Windows knows the program where it is not: {told}")


def remove(folder: str) -> None:
    """Uninstall quietly, and wait for it."""
    ends(0, f"{folder}\\uninstall.exe", "/S", f"_?={folder}")


def setup_sells_and_goes(made: dict[str, str]) -> None:
    """Silent install, self-test, a picture of the window, silent removal."""
    ends(0, made[product.version()], "/S")
    program = f"{USUAL}\\{product.version()}"
    proved(f"{program}\\pos-app.exe")
    pictured(f"{program}\\Holdfast.exe", "window-setup.png")
    remove(USUAL)
    gone(USUAL)


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


def keeps_out_of_the_folders_of_others(made: dict[str, str]) -> None:
    """A folder with something else in it is not taken, and nothing in it is touched."""
    file = on_disk(OTHERS) / "ruby" / "VERSION"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("3.4\n")
    ends(IS_FOREIGN, made[OLDER], "/S", f"/D={OTHERS}")
    if [one.name for one in on_disk(OTHERS).rglob("*")] != ["ruby", "VERSION"]:
        raise Failed(f"{list(on_disk(OTHERS).rglob('*'))}")


def refuses_while_a_till_runs(made: dict[str, str]) -> None:
    """Neither an upgrade nor a removal touches a till that runs."""
    ends(0, made[OLDER], "/S")
    with beside(f"{USUAL}\\{OLDER}\\Holdfast.exe"):
        time.sleep(10)
        ends(RUNS, made[NEWER], "/S")
        ends(RUNS, f"{USUAL}\\uninstall.exe", "/S", f"_?={USUAL}")
        told = ends(RUNS, f"{USUAL}\\{OLDER}\\pos-app.exe", "upgrade-check")
        if "Holdfast is running" not in told or "nothing is open" not in told:
            raise Failed(told)
    if runs(USUAL) != OLDER:
        raise Failed(f"{runs(USUAL)} runs afterwards")


def survives_a_full_disk(made: dict[str, str]) -> None:
    """No room for the new version: the old one runs, and a later try with room succeeds."""
    remove(USUAL)
    with nearly_full_disk(USUAL):
        ends(0, made[OLDER], "/S")
        ends(BROKE_OFF, made[NEWER], "/S")
        if runs(USUAL) != OLDER or (on_disk(USUAL) / "holdfast.new").exists():
            raise Failed(f"{runs(USUAL)} runs: {list(on_disk(USUAL).iterdir())}")
        remove(USUAL)
    ends(0, made[NEWER], "/S")
    remove(USUAL)


def survives_kills(made: dict[str, str]) -> None:
    """Killed in an upgrade, a first install and a second one of the same version: one that is whole runs."""
    seen: dict[str, int] = {}
    for before in (OLDER, "", NEWER):
        for number in range(KILLS):
            if on_disk(USUAL).exists():
                remove(USUAL)
                shutil.rmtree(on_disk(USUAL), ignore_errors=True)
            if before:
                ends(0, made[before], "/S")
            with beside(made[NEWER], "/S"):
                time.sleep(1.0 + 5.0 * number / KILLS)
            found = runs(USUAL)
            if found not in (before, NEWER):
                raise Failed(f"after a kill {found or 'nothing'} runs")
            windows_knows_it()
            seen[found] = seen.get(found, 0) + 1
            ends(0, made[NEWER], "/S")
            if runs(USUAL) != NEWER or len(list(on_disk(USUAL).glob("*/pos-app.exe"))) != 1:
                raise Failed(f"after a kill and another try {runs(USUAL)} runs")
    say(f"  {3 * KILLS} kills; afterwards ran: {seen}")
    remove(USUAL)
    gone(USUAL)


def installers_by_number() -> dict[str, str]:
    """The installer under three numbers, as the machine sees them; two of them are packed quickly."""
    made = {product.version(): windows.on_drive(installers.names()[0])}
    for number in (OLDER, NEWER):
        target = wine.HOME / f"setup-{number}.exe"
        with bad_days.numbered(number):
            installers.setup(windows.TREE, target, windows.tool, windows.seen, quick=True)
        made[number] = windows.on_drive(target)
    return made


DAYS: tuple[Callable[[dict[str, str]], None], ...] = (
    setup_sells_and_goes,
    changes_version,
    keeps_out_of_the_folders_of_others,
    refuses_while_a_till_runs,
    survives_a_full_disk,
    survives_kills,
    msi.msi_sells_and_goes,
    msi.msi_keeps_out_where_setup_was,
    msi.msi_changes_version,
    msi.msi_refuses_while_a_till_runs,
    msi.msi_survives_a_full_disk,
    msi.msi_survives_kills,
)


def main() -> None:
    """Every day in turn; exit code 1 names the first that went wrong."""
    wine.prepare()
    made = installers_by_number()
    forget()
    bad_days.live("windows", DAYS, made)


if __name__ == "__main__":
    main()
