"""Gather the licences of everything a package carries: from the installed distributions, fonts and icons."""

import json
import shutil
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

from project import ROOT

_BUILD_ONLY = frozenset(
    {"pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "pip", "setuptools", "wheel", "hatchling"}
    | {"editables", "pathspec", "pluggy", "trove-classifiers", "packaging", "pefile", "macholib"}
    | {"pywin32-ctypes-build", "cyclonedx-python-lib", "license-expression", "boolean-py", "py-serializable"}
    | {"packageurl-python", "defusedxml", "sortedcontainers"}
)
"""What builds a package and is not inside."""
_WORDS = ("licen", "copying", "notice", "authors")


def shipped() -> list[Distribution]:
    """The distributions of this environment that a package carries, by name."""
    found = {str(one.metadata["Name"]).lower(): one for one in distributions()}
    return [found[name] for name in sorted(found) if name not in _BUILD_ONLY]


def licence_of(one: Distribution) -> str:
    """How a distribution names its licence: an SPDX expression where it gives one."""
    named = one.metadata.get_all("License-Expression") or _classified(one)
    return named[0] if named else " ".join(one.metadata.get_all("License") or [])


def _classified(one: Distribution) -> list[str]:
    lines = one.metadata.get_all("Classifier") or []
    found = [line.rpartition(" :: ")[2] for line in lines if line.startswith("License ::")]
    return [" and ".join(found)] if found else []


def gather(target: Path) -> None:
    """Fill the folder `target`: the texts of each distribution, and `licences.json` over all."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    listed = []
    for one in shipped():
        name, texts = str(one.metadata["Name"]), _texts(one)
        for number, text in enumerate(texts):
            folder = target / name
            folder.mkdir(exist_ok=True)
            (folder / f"{number + 1}-{text.name}.txt").write_bytes(text.read_bytes())
        listed.append({"name": name, "version": one.version, "licence": licence_of(one), "texts": len(texts)})
    for own in sorted((ROOT / "resources").rglob("LICENSE*")):
        folder = target / own.parent.name
        folder.mkdir(exist_ok=True)
        shutil.copyfile(own, folder / own.name)
        listed.append(
            {"name": own.parent.name, "version": "", "licence": own.stem.partition("-")[2], "texts": 1}
        )
    (target / "licences.json").write_text(json.dumps(listed, indent=1) + "\n", "utf-8")


def _texts(one: Distribution) -> list[Path]:
    """The files in which a distribution says its licence, in the order of their names."""
    files = [file for file in one.files or [] if any(word in file.name.lower() for word in _WORDS)]
    there = [Path(str(one.locate_file(file))) for file in files if file.suffix not in (".py", ".pyc")]
    return sorted(path for path in there if path.is_file())


if __name__ == "__main__":
    gather(Path(sys.argv[1]))
