"""The days of the MSI in the Wine machine; `package_test_windows.py` lives them.

Wine's Windows Installer takes back nothing when it is killed, where that of Windows would: what is shown here
is that nothing needs to be taken back.
"""

import time

import bad_days
import installers
import package_windows as windows
import product
import wine
from bad_days import KILLS, NEWER, OLDER, Failed, whole
from project import say
from wine_programs import beside, ends, forget, gone, nearly_full_disk, on_disk, pictured, proved, tried

FOLDER = r"C:\Program Files\Holdfast"
MSIEXEC = r"C:\windows\system32\msiexec.exe"
REFUSED = 1603 & 0xFF
"""What Windows Installer ends with where it gave up, as much of it as Linux hands on."""
MOMENTS = 8.0
"""Seconds in which an MSI has done its work, about."""


def packages_by_number() -> dict[str, str]:
    """The MSI under three numbers, as the machine sees them."""
    made = {product.version(): windows.on_drive(installers.names()[1])}
    for number in (OLDER, NEWER):
        target = wine.HOME / f"holdfast-{number}.msi"
        with bad_days.numbered(number):
            installers.msi(windows.TREE, target, windows.tool)
        made[number] = windows.on_drive(target)
    return made


def install(package: str, code: int = 0) -> None:
    """Install without questions."""
    ends(code, MSIEXEC, "/i", package, "/qn")


def runs() -> str:
    """The version that what is installed points to, whole; empty where nothing is installed."""
    code, told = tried("reg", "query", r"HKLM\Software\Holdfast", "/v", "program", "/reg:64")
    if code != 0:
        return ""
    number = told.rpartition("\\pos-app.exe")[0].rpartition("\\")[2]
    whole(windows.TREE, on_disk(FOLDER) / number, number)
    return number


def remove() -> None:
    """Take away whichever version is there."""
    for package in packages.values():
        tried(MSIEXEC, "/x", package, "/qn")


packages: dict[str, str] = {}
"""Made once, by the first of the days."""


def msi_sells_and_goes(_made: dict[str, str]) -> None:
    """Silent install, self-test, a picture, silent removal; setup for all users keeps out of its folder."""
    packages.update(packages_by_number())
    install(packages[product.version()])
    proved(rf"{FOLDER}\{product.version()}\pos-app.exe")
    pictured(rf"{FOLDER}\{product.version()}\Holdfast.exe", "window-msi.png")
    ends(6, _made[product.version()], "/S", "/AllUsers")
    ends(0, MSIEXEC, "/x", packages[product.version()], "/qn")
    gone(FOLDER)


def msi_keeps_out_where_setup_was(made: dict[str, str]) -> None:
    """Setup has installed for all users: the MSI does not put a second one into the same folder."""
    ends(0, made[product.version()], "/S", "/AllUsers")
    install(packages[product.version()], REFUSED)
    ends(0, f"{FOLDER}\\uninstall.exe", "/S", f"_?={FOLDER}")
    gone(FOLDER)


def msi_changes_version(_made: dict[str, str]) -> None:
    """Over an older one; never over a newer one.

    Each time on a clean machine: removing a version, Wine 8 forgets which others are of the same product.
    """
    for before, after in ((OLDER, product.version()), (product.version(), NEWER)):
        forget()
        install(packages[before])
        install(packages[after])
        if runs() != after or [one.name for one in on_disk(FOLDER).iterdir()] != [after]:
            raise Failed(f"{runs()} runs after {after}: {list(on_disk(FOLDER).iterdir())}")
    forget()
    install(packages[NEWER])
    install(packages[product.version()], REFUSED)
    if runs() != NEWER:
        raise Failed(f"{runs()} runs after an older one was refused")
    remove()
    gone(FOLDER)


def msi_refuses_while_a_till_runs(_made: dict[str, str]) -> None:
    """Neither an upgrade nor a removal touches a till that runs."""
    install(packages[OLDER])
    with beside(rf"{FOLDER}\{OLDER}\Holdfast.exe"):
        time.sleep(10)
        for asked in (("/i", packages[NEWER]), ("/x", packages[OLDER])):
            code, told = tried(MSIEXEC, *asked, "/qn")
            if code == 0 or "Holdfast is running" not in told:
                raise Failed(f"msiexec {asked[0]} ended with {code}: {told[-500:]}")
    if runs() != OLDER:
        raise Failed(f"{runs()} runs afterwards")
    remove()


def msi_survives_a_full_disk(_made: dict[str, str]) -> None:
    """No room for the new version: it says so, and the old one is whole and starts.

    Wine takes back by removing what both versions have in the registry; Windows puts old values back.
    """
    with nearly_full_disk(FOLDER):
        install(packages[OLDER])
        code, told = tried(MSIEXEC, "/i", packages[NEWER], "/qn")
        if code == 0:
            raise Failed(f"it says that it succeeded: {told[-500:]}")
        whole(windows.TREE, on_disk(FOLDER) / OLDER, OLDER)
        ends(0, rf"{FOLDER}\{OLDER}\pos-app.exe", "--version")
    forget()


def msi_survives_kills(_made: dict[str, str]) -> None:
    """Killed in the middle of an upgrade and of a first install: the old or the new one runs, or none yet."""
    seen: dict[str, int] = {}
    for first in (False, True):
        for number in range(KILLS):
            remove()
            if not first:
                install(packages[OLDER])
            with beside(MSIEXEC, "/i", packages[NEWER], "/qn"):
                time.sleep(MOMENTS * (number + 0.5) / KILLS)
            found = runs()
            if found not in ({"", NEWER} if first else {OLDER, NEWER}):
                raise Failed(f"after a kill {found or 'nothing'} runs")
            seen[found] = seen.get(found, 0) + 1
            install(packages[NEWER])
            if runs() != NEWER:
                raise Failed(f"after a kill and another try {runs()} runs")
    say(f"  {2 * KILLS} kills; afterwards ran: {seen}")
    remove()
    gone(FOLDER)
