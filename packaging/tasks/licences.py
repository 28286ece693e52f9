"""Gather the licences of everything a package carries: from the installed distributions, fonts and icons."""

import json
import platform
import re
import shutil
import sys
import sysconfig
from importlib.metadata import Distribution, distributions
from pathlib import Path

import product
from project import ROOT, RUN_LOCK

_BUILD_ONLY = frozenset({"hatchling", "editables", "pathspec", "pluggy", "trove-classifiers", "packaging"})
"""What the lock for running holds because it installs the project; it is not inside."""
_WORDS = ("licen", "copying", "notice", "authors")


def shipped() -> list[Distribution]:
    """The distributions that a package carries, by name: those of the lock for running that are here."""
    locked = set(re.findall(r"(?m)^([a-z0-9.-]+)==", RUN_LOCK.read_text("utf-8"))) - _BUILD_ONLY
    found = {_plain(str(one.metadata["Name"])): one for one in distributions()}
    return [found[name] for name in sorted(locked & set(found))]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(one: Distribution) -> str:
    """How a distribution names its licence: an SPDX expression where it gives one."""
    if _plain(str(one.metadata["Name"])) == "pyinstaller":
        return "GPL-2.0-or-later WITH Bootloader-exception"  # its metadata tells only the first half
    named = one.metadata.get_all("License-Expression") or _classified(one)
    return named[0] if named else " ".join(one.metadata.get_all("License") or [])


def _classified(one: Distribution) -> list[str]:
    lines = one.metadata.get_all("Classifier") or []
    found = [line.rpartition(" :: ")[2] for line in lines if line.startswith("License ::")]
    return [" and ".join(found)] if found else []


def builder() -> Distribution:
    """What begins every program: PyInstaller's own start, under a licence that leaves the program free."""
    return next(one for one in distributions() if _plain(str(one.metadata["Name"])) == "pyinstaller")


def gather(target: Path) -> None:
    """Fill the folder `target`: the texts of each distribution, and `licences.json` over all."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    listed = []
    for one in (*shipped(), builder()):
        name, texts = str(one.metadata["Name"]), _texts(one)
        for number, text in enumerate(texts):
            folder = target / name
            folder.mkdir(exist_ok=True)
            (folder / f"{number + 1}-{text.name}.txt").write_bytes(text.read_bytes())
        listed.append({"name": name, "version": one.version, "licence": licence_of(one), "texts": len(texts)})
    listed.append(_python(target))
    kept = ROOT / "packaging" / "licences"
    shutil.copytree(kept, target, dirs_exist_ok=True)
    by_hand = {folder.name for folder in kept.iterdir()} | {"shiboken6"}  # which PySide6's text names too
    bare = [one["name"] for one in listed if not one["texts"] and one["name"] not in by_hand]
    if bare:
        sys.exit(f"stopped: no text of a licence is there for {', '.join(str(one) for one in bare)}")
    for own in sorted((ROOT / "resources").rglob("LICENSE*")):
        name, licence = product.RESOURCES[own.stem.partition("-")[2]]
        (target / name).mkdir(exist_ok=True)
        shutil.copyfile(own, target / name / own.name)
        listed.append({"name": name, "version": "", "licence": licence, "texts": 1})
    (target / "licences.json").write_text(json.dumps(listed, indent=1) + "\n", "utf-8")


def _python(target: Path) -> dict[str, object]:
    """Python's own licence, which names those of the libraries it brings."""
    places = [Path(sys.base_prefix), Path(sysconfig.get_path("stdlib"))]
    found = [place / "LICENSE.txt" for place in places if (place / "LICENSE.txt").is_file()]
    (target / "Python").mkdir()
    for text in found[:1]:
        shutil.copyfile(text, target / "Python" / "1-LICENSE.txt")
    return {
        "name": "Python",
        "version": platform.python_version(),
        "licence": "PSF-2.0",
        "texts": len(found[:1]),
    }


def _texts(one: Distribution) -> list[Path]:
    """The files in which a distribution says its licence, in the order of their names."""
    files = [file for file in one.files or [] if any(word in file.name.lower() for word in _WORDS)]
    there = [Path(str(one.locate_file(file))) for file in files if file.suffix not in (".py", ".pyc")]
    return sorted(path for path in there if path.is_file())


if __name__ == "__main__":
    gather(Path(sys.argv[1]))
