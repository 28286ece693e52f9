"""`make package-test`: install each package of dist/ on a bare system, prove it, spoil its day, take it away.

On Linux, as root, in a bare Debian 12 (bare_debian.py). Versions 0.0.1 and 99.0.0 of the package are the same
program under another number.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import bad_days
import bare_debian as debian
import freeze
import package_linux
import product
from bad_days import KILLS, NEWER, OLDER, Failed, whole
from bare_debian import inside, put, tried
from project import ROOT, say

TILL = "/usr/bin/pos-app"
CURRENT = "usr/lib/holdfast/current"
OLDEST_LIBC = (2, 35)
"""Ubuntu 22.04's: no symbol of a newer one may be needed."""
UNUSUAL = "/home/kasse/Mitt program æøå"


def packages_by_number() -> dict[str, Path]:
    """The package under three numbers; those that are not shipped lie in build/."""
    made = {product.version(): package_linux.name("deb")}
    if not made[product.version()].exists():
        raise Failed("there is no package yet: make package")
    for number in (OLDER, NEWER):
        with bad_days.numbered(number):
            target = debian.HOME / package_linux.name("deb").name
            made[number] = package_linux.deb(product.FROZEN, target, "-Zgzip", "-z1")
    return made


def runs() -> str:
    """Which version starts now, whole; empty where none is installed. Raises Failed where one is broken."""
    switch = debian.TREE / CURRENT
    if not switch.is_symlink():
        return ""
    real = switch.parent / switch.readlink()
    number = (real / "VERSION").read_text("ascii").strip()
    whole(product.FROZEN, real, number)
    inside(TILL, "--version")
    return number


def proved(*program: str, user: str = "root") -> None:
    """The self-test of an installed program says that all is well."""
    if "are well." not in (told := inside(*program, "selftest", user=user)):
        raise Failed(told)


def installs_sells_and_goes(made: dict[str, Path]) -> None:
    """Install on a system that has nothing, self-test, window, a journal, remove: the journal stays."""
    inside("apt-get", "install", "-y", "-qq", "--no-install-recommends", put(made[product.version()]))
    proved(TILL)
    inside("apt-get", "install", "-y", "-qq", "--no-install-recommends", "xvfb", "xauth", "imagemagick")
    with debian.beside(*bad_days.SCREEN, "sh", "-c", _SHOWN):
        wait_for((debian.TREE / "root/till.png").exists, "a picture of the window")
    picture = debian.HOME / "window.png"
    shutil.copyfile(debian.TREE / "root/till.png", picture)
    say(f"  its window: {picture.relative_to(ROOT)}")


_SHOWN = "pos-app & sleep 8; import -window root /root/shot.png && mv /root/shot.png /root/till.png; wait"


def goes_and_leaves_what_is_the_users(_made: dict[str, Path]) -> None:
    """Removing takes the program away and says what stays."""
    told = inside("dpkg", "--remove", product.PACKAGE)
    if "Kept: /root/.local/share/Holdfast" not in told:
        raise Failed(f"nothing was said of the home: {told}")
    if (debian.TREE / "usr/lib/holdfast").exists() or (debian.TREE / "usr/bin/pos-app").exists():
        raise Failed("something of the program is left")
    if not list((debian.TREE / "root/.local/share/Holdfast").rglob("journal.db")):
        raise Failed("the journal is gone")


def changes_version(made: dict[str, Path]) -> None:
    """Over an older version, what is open is said; over a newer one it is refused; the journal is sound."""
    inside("dpkg", "--remove", product.PACKAGE)
    for number in (OLDER, product.version(), NEWER):
        told = inside("dpkg", "--install", put(made[number]))
        if runs() != number:
            raise Failed(f"{runs()} runs after {number} was installed")
        if number != OLDER and "Kept: /root/.local/share/Holdfast (training: nothing is open)" not in told:
            raise Failed(f"nothing was said of what is open: {told}")
    code, told = tried("dpkg", "--install", put(made[product.version()]))
    if code == 0 or "A newer Holdfast" not in told or runs() != NEWER:
        raise Failed(f"over a newer one: {code}, {runs()} runs: {told[-500:]}")
    if "sound" not in (told := inside(TILL, "journal", "verify")):
        raise Failed(told)


def keeps_what_was_started_meanwhile(made: dict[str, Path]) -> None:
    """A till that is started while the new version is unpacked keeps its files to its end."""
    inside("dpkg", "--purge", product.PACKAGE)
    inside("dpkg", "--install", put(made[OLDER]))
    inside("dpkg", "--unpack", put(made[NEWER]))
    kept = debian.TREE / "usr/lib/holdfast/kept"
    with debian.beside("env", "QT_QPA_PLATFORM=offscreen", TILL):
        wait_for(lambda: "/usr/lib/holdfast/kept" in _running(), "a till of the old version")
        inside("dpkg", "--configure", product.PACKAGE)
        whole(product.FROZEN, kept, OLDER)
    inside("dpkg", "--install", put(made[NEWER]))
    if runs() != NEWER or kept.exists():
        raise Failed(f"{runs()} runs, and the old one is still there")


def refuses_while_a_till_runs(made: dict[str, Path]) -> None:
    """Neither an upgrade nor a removal touches a till that runs, and both say why."""
    with debian.beside("env", "QT_QPA_PLATFORM=offscreen", TILL):
        wait_for(lambda: "/usr/lib/holdfast" in _running(), "a till that runs")
        for asked in (("--install", put(made[NEWER])), ("--remove", product.PACKAGE)):
            code, told = tried("dpkg", *asked)
            if code == 0 or "Holdfast is running" not in told:
                raise Failed(f"dpkg {asked[0]} ended with {code}: {told[-500:]}")
    if runs() != product.version():
        raise Failed(f"{runs()} runs afterwards")
    inside("dpkg", "--configure", "-a")


def serves_two_people_at_once(made: dict[str, Path]) -> None:
    """Two users of one computer sell, each in a home of their own, and both are named before an upgrade."""
    homes = ("/root/.local/share/Holdfast", f"/home/{debian.USER}/.local/share/Holdfast")
    offscreen = ("env", "QT_QPA_PLATFORM=offscreen", TILL)
    with debian.beside(*offscreen), debian.beside(*offscreen, user=debian.USER):
        for home in homes:
            wait_for((debian.TREE / home[1:] / "training/journal.db").exists, f"journal in {home}")
        proved(TILL, user=debian.USER)
    told = inside("dpkg", "--install", put(made[product.version()]))
    if not all(f"Kept: {home} (training: nothing is open)" in told for home in homes):
        raise Failed(told)


def sells_with_a_wrong_clock(_made: dict[str, Path]) -> None:
    """A computer that believes in another year sells in Training, before and after our time."""
    inside("apt-get", "install", "-y", "-qq", "--no-install-recommends", "faketime")
    for day in ("2001-01-01", "2037-12-31"):
        proved("faketime", day, TILL)


def survives_a_full_disk(made: dict[str, Path]) -> None:
    """No room for the new version: the old one runs, and a later try with room succeeds."""
    inside("dpkg", "--remove", product.PACKAGE)
    size = freeze.size(product.FROZEN) >> 20
    with bad_days.small_disk(debian.TREE / "usr/lib/holdfast", round(size * 1.5)):
        inside("dpkg", "--install", put(made[OLDER]))
        code, told = tried("dpkg", "--install", put(made[NEWER]))
        if code == 0 or runs() != OLDER:
            raise Failed(f"{code}, {runs()} runs: {told[-500:]}")
    inside("dpkg", "--install", put(made[NEWER]))


def survives_kills(made: dict[str, Path]) -> None:
    """Killed twice within an upgrade and a first install: the old or the new one runs, or none yet."""
    seen: dict[str, int] = {}
    for first in (False, True):
        inside("dpkg", "--purge", product.PACKAGE)
        if not first:
            inside("dpkg", "--install", put(made[OLDER]))
        began = time.monotonic()
        inside("dpkg", "--install", put(made[NEWER]))
        takes = time.monotonic() - began
        for number in range(KILLS):
            inside("dpkg", "--purge", product.PACKAGE)
            if not first:
                inside("dpkg", "--install", put(made[OLDER]))
            for moment in (number, (number * 7) % KILLS):  # the second one meets what the first one left
                with debian.beside("dpkg", "--install", put(made[NEWER])):
                    time.sleep(takes * (moment + 0.5) / KILLS)
                found = runs()
                if found not in ({"", NEWER} if first else {OLDER, NEWER}):
                    raise Failed(f"after a kill {found or 'nothing'} runs")
                seen[found] = seen.get(found, 0) + 1
            tried("dpkg", "--configure", "-a")
            inside("dpkg", "--install", put(made[NEWER]))
            if runs() != NEWER:
                raise Failed(f"after a kill and another try {runs()} runs")
    say(f"  {4 * KILLS} kills; afterwards ran: {seen}")
    if "sound" not in (told := inside(TILL, "journal", "verify")):
        raise Failed(told)


def needs_no_rights(_made: dict[str, Path]) -> None:
    """The tar.xz, unpacked by a user into a folder with spaces and letters beyond ASCII, sells there."""
    inside("mkdir", UNUSUAL, user=debian.USER)
    inside("apt-get", "install", "-y", "-qq", "--no-install-recommends", "xz-utils")
    inside("tar", "-xJf", put(package_linux.name("tar.xz")), "-C", UNUSUAL, user=debian.USER)
    program = f"{UNUSUAL}/{product.PACKAGE}-{product.version()}/{product.PROGRAM}"
    proved(program, user=debian.USER)


def needs_no_newer_libc(_made: dict[str, Path]) -> None:
    """No library of the tree asks for a newer C library than Ubuntu 22.04's; that system is not tried."""
    newest = (0, 0)
    for one in product.FROZEN.rglob("*"):
        if one.is_file() and (".so" in one.name or one.name == product.PROGRAM):
            told = subprocess.run(["objdump", "-T", str(one)], capture_output=True, text=True, check=False)
            words = {word.strip("()") for word in told.stdout.split() if "GLIBC_2" in word}
            numbers = [word.removeprefix("GLIBC_").split(".") for word in words]
            newest = max([newest, *((int(number[0]), int(number[1])) for number in numbers)])
    say(f"  the newest one asked for: {newest[0]}.{newest[1]}")
    if newest > OLDEST_LIBC:
        raise Failed(f"GLIBC_{newest[0]}.{newest[1]} is needed")


def wait_for(what: Callable[[], bool], name: str, seconds: float = 60.0) -> None:
    """Wait until something is so; raises Failed."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise Failed(f"no {name} within {seconds:.0f} s")
        time.sleep(0.05)


def _running() -> str:
    return tried("sh", "-c", "readlink /proc/[0-9]*/exe")[1]


DAYS: tuple[Callable[[dict[str, Path]], None], ...] = (
    needs_no_newer_libc,
    installs_sells_and_goes,
    refuses_while_a_till_runs,
    serves_two_people_at_once,
    sells_with_a_wrong_clock,
    changes_version,
    keeps_what_was_started_meanwhile,
    survives_kills,
    survives_a_full_disk,
    goes_and_leaves_what_is_the_users,
    needs_no_rights,
)


def main() -> None:
    """Every day in turn; exit code 1 names the first that went wrong."""
    if sys.platform != "linux" or os.geteuid() != 0:
        sys.exit("stopped: packages are tried here on Linux, as root")
    debian.HOME.mkdir(parents=True, exist_ok=True)
    debian.fresh()
    made = packages_by_number()
    bad_days.live("package-test", DAYS, made)


if __name__ == "__main__":
    main()
