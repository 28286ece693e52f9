"""The libraries of a Debian-like Linux that lie in a tree: from which package, under which licence."""

import json
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import product

UNKNOWN = "as the system has it"


@dataclass(frozen=True)
class SystemPackage:
    """A package of the system that libraries of a tree are from."""

    name: str
    version: str
    licence: str
    files: tuple[str, ...]


def packages(tree: Path) -> list[SystemPackage]:
    """The packages, by name; a library that no package owns up to stands for itself."""
    files: dict[tuple[str, str], list[str]] = {}
    for file in sorted((tree / "_internal").glob("lib*")):
        if file.name.startswith(tuple(product.SYSTEM_LIBRARIES)):
            files.setdefault((_owner(file.name), _licence(file.name)), []).append(file.name)
    return [
        SystemPackage(name, _version(name), licence, tuple(those)) for (name, licence), those in files.items()
    ]


def system() -> str:
    """What this Linux calls itself: debian, ubuntu."""
    return platform.freedesktop_os_release()["ID"]


def gather(tree: Path) -> None:
    """Put the texts of their licences beside the others of a tree, and name them in its list."""
    folder = tree / "_internal" / "licences"
    listed = json.loads((folder / "licences.json").read_text("utf-8"))
    for one in packages(tree):
        text = Path("/usr/share/doc") / one.name / "copyright"
        if text.is_file():
            (folder / one.name).mkdir(exist_ok=True)
            shutil.copyfile(text, folder / one.name / "1-copyright.txt")
        listed.append(
            {"name": one.name, "version": one.version, "licence": one.licence, "texts": int(text.is_file())}
        )
    (folder / "licences.json").write_text(json.dumps(listed, indent=1) + "\n", "utf-8")


def _licence(file: str) -> str:
    return next(licence for name, licence in product.SYSTEM_LIBRARIES.items() if file.startswith(name))


def _owner(file: str) -> str:
    told = _asked("--search", f"*/{file}").splitlines()
    return told[0].partition(":")[0] if told else file.partition(".")[0]


def _version(package: str) -> str:
    told = _asked("--show", "--showformat=${Version}\n", package).splitlines()
    return told[0] if told else UNKNOWN


def _asked(*words: str) -> str:
    if shutil.which("dpkg-query") is None:
        return ""
    return subprocess.run(["dpkg-query", *words], capture_output=True, text=True, check=False).stdout
