"""`make package-windows`: the Windows packages made on Linux, through Wine, for tests.

Releases are built on Windows with an official Python (package.py).
"""

import shutil
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import installers
import product
import version_resource
import wine
from freeze import date, size
from project import ROOT, run_or_stop, say, venv_python

TREE = product.BUILD / "frozen" / "windows" / product.NAME


def on_drive(path: Path) -> str:
    """A path of the project as Windows programs of the machine see it."""
    return "Z:\\project\\" + str(path.relative_to(ROOT)).replace("/", "\\")


def freeze() -> Path:
    """The frozen tree for Windows."""
    wine.prepare()
    _put_project()
    licences = product.BUILD / "packaging" / "licences-windows"
    tasks = ROOT / "packaging" / "tasks"
    extra = {
        "HOLDFAST_LICENCES": on_drive(licences),
        "HOLDFAST_VERSION_RESOURCE": on_drive(version_resource.write(wine.HOME / "version.txt")),
        "SOURCE_DATE_EPOCH": str(product.source_date()),
        "PYTHONHASHSEED": "1",
    }
    program(wine.PYTHON, on_drive(tasks / "licences.py"), on_drive(licences), extra=extra)
    shutil.rmtree(TREE.parent, ignore_errors=True)
    say("freezing for Windows")
    asked = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--workpath", "C:\\work"]
    where = ["--distpath", on_drive(TREE.parent), on_drive(ROOT / "packaging" / "holdfast.spec")]
    program(wine.PYTHON, *asked, *where, extra=extra)
    (TREE / "VERSION").write_text(f"{product.version()}\n", "ascii")
    program(wine.PYTHON, on_drive(tasks / "sbom.py"), on_drive(TREE), extra=extra)
    date(TREE)
    say(f"{TREE.relative_to(ROOT)}: {size(TREE) / 1e6:.1f} MB")
    return TREE


def seen(path: Path) -> str:
    """A path of the project as the machine's Linux programs see it; others as they are."""
    return f"/project/{path.relative_to(ROOT).as_posix()}" if path.is_relative_to(ROOT) else str(path)


def tool(command: Sequence[str]) -> None:
    """Run a Linux program of the machine in the project's folder; stops where it fails."""
    dated = {"SOURCE_DATE_EPOCH": str(product.source_date())}
    wine.inside("sh", "-c", 'cd /project && exec "$@"', "sh", *command, extra=dated)


def program(*command: str, extra: dict[str, str] | None = None) -> str:
    """Run a Windows program of the machine; stops where it fails."""
    return wine.inside(*wine.on_screen(*command), extra=extra)


def _put_project() -> None:
    """The project's wheel, unpacked where the machine's interpreter finds it."""
    folder, site = wine.HOME / "wheel", wine.DRIVE / "python" / "site"
    shutil.rmtree(folder, ignore_errors=True)
    run_or_stop([venv_python(), "-m", "hatchling", "build", "-t", "wheel", "-d", folder])
    for old in (site / "pos_app", *site.glob("holdfast-*.dist-info")):
        shutil.rmtree(old, ignore_errors=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)


def main() -> None:
    """Freeze and pack."""
    if sys.platform != "linux":
        sys.exit("stopped: on Windows itself it is `python packaging\\tasks\\package.py`")
    installers.package(freeze(), tool, seen, installers.msi)
    say("These are for tests: releases are built on Windows.")


if __name__ == "__main__":
    main()
