"""The two Windows installers from a frozen tree, by tools that a caller starts: here, or beside Wine."""

from collections.abc import Callable
from pathlib import Path

import product
import signing
import version_resource
from freeze import size
from project import ROOT, say
from signing import Run

FROM = ROOT / "packaging" / "windows"
ICON = ROOT / "packaging" / "icons" / "holdfast.ico"


def names() -> tuple[Path, Path]:
    """Where setup and MSI lie."""
    stem = f"{product.NAME}-{product.version()}"
    return product.DIST / f"{stem}-setup.exe", product.DIST / f"{stem}.msi"


def setup(tree: Path, target: Path, run: Run, place: Callable[[Path], str], *, quick: bool = False) -> Path:
    """The NSIS installer; `quick` packs it fast, for tests."""
    told = {
        "VERSION": product.version(),
        "NUMBERS": ".".join(str(one) for one in version_resource.numbers()),
        "PUBLISHER": product.PUBLISHER,
        "TREE": place(tree),
        "ICON": place(ICON),
        "SIDE": place(ICON.with_name("holdfast-side.bmp")),
        "KILOBYTES": str(size(tree) // 1024),
        "OUT": place(target),
        **({"QUICK": "1"} if quick else {}),
        **({"SIGN": signing.line(place)} if signing.is_possible() and not quick else {}),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    defined = [f"-D{key}={text}" for key, text in told.items()]
    run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *defined, place(FROM / "holdfast.nsi")])
    return _told(target)


def msi(tree: Path, target: Path, run: Run) -> Path:
    """The MSI, by wixl; all paths are from the project's folder, in which `run` must start it."""
    fragment = product.BUILD / "windows" / "files.wxs"
    files = "\n".join(_from_root(one) for one in sorted(tree.rglob("*")) if one.is_file())
    listed = fragment.with_suffix(".txt")
    listed.write_text(f"{files}\n", "utf-8")
    heat = (
        f"wixl-heat -p {_from_root(tree)}/ --component-group Tree --var var.TREE --directory-ref VERSIONDIR"
    )
    run(["sh", "-c", f"{heat} --win64 < {_from_root(listed)} > {_from_root(fragment)}"])
    told = {
        "Win64": "yes",
        "VERSION": product.version(),
        "PUBLISHER": product.PUBLISHER,
        "TREE": _from_root(tree),
        "ICON": _from_root(ICON),
    }
    words = [word for key, text in told.items() for word in ("-D", f"{key}={text}")]
    sources = [_from_root(FROM / "holdfast.wxs"), _from_root(fragment)]
    target.parent.mkdir(parents=True, exist_ok=True)
    run(["wixl", "-a", "x64", *words, "-o", _from_root(target), *sources])
    return _told(target)


def msi_on_windows(tree: Path, target: Path, run: Run) -> Path:
    """The MSI, by the WiX 3 toolset of a Windows build machine."""
    folder = product.BUILD / "windows"
    folder.mkdir(parents=True, exist_ok=True)
    heat = ["heat", "dir", str(tree), "-nologo", "-cg", "Tree", "-dr", "VERSIONDIR", "-var", "var.TREE"]
    run([*heat, "-ag", "-srd", "-sreg", "-sfrag", "-out", str(folder / "files.wxs")])
    told = {
        "VERSION": product.version(),
        "PUBLISHER": product.PUBLISHER,
        "TREE": str(tree),
        "ICON": str(ICON),
    }
    words = [f"-d{key}={text}" for key, text in told.items()]
    sources = [str(FROM / "holdfast.wxs"), str(folder / "files.wxs")]
    run(["candle", "-nologo", "-arch", "x64", *words, "-out", f"{folder}\\", *sources])
    objects = [str(folder / "holdfast.wixobj"), str(folder / "files.wixobj")]
    # They ask shortcuts of a package for all users to be marked for one user alone.
    quiet = [f"-sice:ICE{number}" for number in (38, 43, 57, 64, 91)]
    run(["light", "-nologo", *quiet, "-out", str(target), *objects])
    return _told(target)


def programs(tree: Path) -> list[Path]:
    """The programs of a tree, which are signed before they are packed."""
    return [tree / f"{product.PROGRAM}.exe", tree / f"{product.NAME}.exe"]


def package(
    tree: Path, run: Run, place: Callable[[Path], str], make_msi: Callable[[Path, Path, Run], Path]
) -> None:
    """Sign the programs, make both installers, sign those."""
    first, second = names()
    signing.sign(programs(tree), run, place)
    made = [setup(tree, first, run, place), make_msi(tree, second, run)]
    signing.sign(made, run, place)


def _from_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _told(target: Path) -> Path:
    say(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB")
    return target
