"""What is really inside a frozen tree, as a CycloneDX list; run by the packaging environment's Python.

Every file of the tree is accounted for: it is a distribution's, Python's own, ours, or one of the system's
libraries that are named in product.py. A file that nobody brings fails the build.
"""

import json
import platform
import sys
from importlib.metadata import Distribution
from pathlib import Path

import licences
import product
import system_libraries

_PYTHON: tuple[str, ...] = (
    *("base_library.zip", "libpython", "python3", "python311.dll"),
    *("vcruntime", "VCRUNTIME", "MSVCP140", "ucrtbase", "api-ms-win-"),
)
"""The beginnings of what CPython itself brings, and of what Microsoft gives along with its compiler."""
_OURS = ("pos_app", "licences", "VERSION", "holdfast-", product.PROGRAM, product.NAME, "sbom.json")
if sys.platform == "darwin":
    _PYTHON += ("Python",)
_QT = ("libQt6", "Qt", "Qt6", "libicu", "libpyside6", "pyside6", "libshiboken6", "shiboken6", "PySide6")


def owners() -> dict[str, Distribution]:
    """Whose distribution a package or module is, by its name; by two parts where several share the first."""
    found: dict[str, set[Distribution]] = {}
    for one in licences.shipped():
        for file in one.files or []:
            if file.parts and file.parts[0] not in ("..", "bin"):
                for depth in (1, 2):
                    name = ".".join(part.partition(".")[0].lower() for part in file.parts[:depth])
                    found.setdefault(name, set()).add(one)
    return {name: next(iter(those)) for name, those in found.items() if len(those) == 1}


def accounted(tree: Path) -> tuple[dict[str, Distribution], list[str]]:
    """The distributions that files and packed modules of the tree belong to, and strangers."""
    by_name, inside, strangers = owners(), dict[str, Distribution](), list[str]()
    qt = next(one for one in by_name.values() if str(one.metadata["Name"]).lower().startswith("pyside6"))
    for file in sorted(tree.rglob("*")):
        place = file.relative_to(tree)
        parts = place.parts[1:] if place.parts[0] == "_internal" else place.parts
        if file.is_dir() or not parts:
            continue
        top = parts[0]
        names = (top.partition(".")[0], top.partition("-")[0], ".".join(parts[:2]))
        owner = next((by_name[name.lower()] for name in names if name.lower() in by_name), None)
        if top.startswith(_QT):
            inside[str(qt.metadata["Name"])] = qt
        elif owner is not None:
            inside[str(owner.metadata["Name"])] = owner
        elif not top.startswith((*_PYTHON, *_OURS, *product.OWN_LIBRARIES)) and not _is_pythons(top):
            strangers.append(str(place))
    packed = modules(tree)
    inside |= {str(by_name[name].metadata["Name"]): by_name[name] for name in packed & set(by_name)}
    return inside, strangers + _strange(packed, by_name)


def _strange(packed: set[str], by_name: dict[str, Distribution]) -> list[str]:
    """The packed modules that neither Python, nor a distribution, nor we bring."""
    known = {name.lower() for name in sys.stdlib_module_names} | {name.partition(".")[0] for name in by_name}
    tops = {name for name in packed if "." not in name}
    return sorted(name for name in tops - known if not name.startswith((*_OURS, "_pyi", "_sysconfigdata")))


def _is_pythons(name: str) -> bool:
    """Whether a file lies beside the Python that freezes, as its own libraries do on Windows."""
    home = Path(sys.base_prefix)
    return (home / name).is_file() or (home / "DLLs" / name).is_file()


def modules(tree: Path) -> set[str]:
    """The packages whose modules lie packed in the programs themselves."""
    from PyInstaller.archive.readers import CArchiveReader

    program = next(one for one in (tree / product.PROGRAM, tree / f"{product.PROGRAM}.exe") if one.exists())
    packed = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz")
    return {".".join(name.lower().split(".")[:depth]) for name in packed.toc for depth in (1, 2)}


def write(tree: Path) -> Path:
    """Write `sbom.json` into the tree; stops where something in the tree belongs to nobody."""
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL

    inside, strangers = accounted(tree)
    if strangers:
        sys.exit(f"stopped: nobody brings {', '.join(strangers[:10])}")
    bom = Bom()
    bom.metadata.component = Component(
        name=product.PACKAGE,
        version=product.version(),
        type=ComponentType.APPLICATION,
        bom_ref=product.PACKAGE,
    )
    for name, one in sorted(inside.items()):
        url = PackageURL("pypi", name=name.lower().replace("_", "-"), version=one.version)
        kind = ComponentType.LIBRARY
        bom.components.add(Component(name=name, version=one.version, type=kind, purl=url, bom_ref=name))
    qt = next(one.version for name, one in inside.items() if name.lower().startswith("pyside6"))
    builder = licences.builder().version
    for name, version in (("CPython", platform.python_version()), ("Qt", qt), ("PyInstaller", builder)):
        bom.components.add(Component(name=name, version=version, type=ComponentType.FRAMEWORK, bom_ref=name))
    for bundled in system_libraries.packages(tree):
        url = PackageURL("deb", system_libraries.system(), bundled.name, bundled.version)
        kind = ComponentType.LIBRARY
        bom.components.add(
            Component(name=bundled.name, version=bundled.version, type=kind, purl=url, bom_ref=bundled.name)
        )
    bom.register_dependency(bom.metadata.component, bom.components)
    target = tree / "sbom.json"
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    target.write_text(_repeatable(text) + "\n", "utf-8")
    return target


def _repeatable(text: str) -> str:
    """The list without what differs each time: a serial number and the hour."""
    told = json.loads(text)
    told.pop("serialNumber", None)
    told["metadata"].pop("timestamp", None)
    return json.dumps(told, indent=1, sort_keys=True)


if __name__ == "__main__":
    print(f"{write(Path(sys.argv[1])).name} is written")
