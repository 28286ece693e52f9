"""The Linux packages from the frozen tree: a .deb for Debian 12, Ubuntu 22.04 and newer, and a tar.xz."""

import gzip
import lzma
import os
import platform
import shutil
import tarfile
import time
from pathlib import Path

import icons
import product
from project import ROOT, run_or_stop, say

FROM = ROOT / "packaging" / "linux"
ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
LIB, DOC = "usr/lib/holdfast", "usr/share/doc/holdfast"
DEPENDS = (
    *("libc6 (>= 2.35)", "libstdc++6", "libgcc-s1", "zlib1g", "libexpat1"),
    *("libegl1", "libgl1", "libglib2.0-0 | libglib2.0-0t64", "libdbus-1-3", "libfontconfig1", "libfreetype6"),
    *("libbrotli1", "libx11-6", "libx11-xcb1", "libxkbcommon0", "libxkbcommon-x11-0", "libuuid1"),
    *("libxcb1", "libxcb-cursor0", "libxcb-glx0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1"),
    *("libxcb-randr0", "libxcb-render0", "libxcb-render-util0", "libxcb-shape0", "libxcb-shm0"),
    *("libxcb-sync1", "libxcb-util1", "libxcb-xfixes0", "libxcb-xkb1"),
)
"""What the tree loads and does not bring; `package_test.py` looks whether that is all."""
SCRIPTS = ("preinst", "postinst", "prerm", "postrm")


def name(ending: str) -> Path:
    """Where a package lies."""
    return product.DIST / f"{product.PACKAGE}_{product.version()}_{ARCHITECTURE}.{ending}"


def package(tree: Path) -> list[Path]:
    """Make both packages of a frozen tree."""
    product.DIST.mkdir(exist_ok=True)
    made = [deb(tree, name("deb")), _tar(tree)]
    for one in made:
        say(f"{one.relative_to(ROOT)}: {one.stat().st_size / 1e6:.1f} MB")
    return made


def deb(tree: Path, target: Path, *packed: str) -> Path:
    """The .deb of this version; `packed` in place of the usual way to compress it."""
    root = product.BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    inside = root / LIB / product.version()
    shutil.copytree(tree, inside, symlinks=True)
    (inside / "VERSION").write_text(f"{product.version()}\n", "ascii")
    _link(root / "usr/bin" / product.PROGRAM, f"/{LIB}/current/{product.PROGRAM}")
    _desktop(root / "usr/share")
    _documents(root / DOC)
    _control(root)
    for one in (root, *root.rglob("*")):
        if not one.is_symlink():
            runs = one.is_dir() or one.name in (product.PROGRAM, *SCRIPTS)
            one.chmod(0o755 if runs else 0o644)
        os.utime(one, (product.source_date(),) * 2, follow_symlinks=False)
    extra = {"SOURCE_DATE_EPOCH": str(product.source_date())}
    run_or_stop(["dpkg-deb", "--root-owner-group", *(packed or ["-Zxz"]), "--build", root, target], extra)
    return target


def _desktop(share: Path) -> None:
    """Menu entry, description and icons, as desktops look for them."""
    _write(share / "applications" / f"{product.IDENTIFIER}.desktop", "app.holdfast.till.desktop")
    _write(share / "metainfo" / f"{product.IDENTIFIER}.metainfo.xml", "app.holdfast.till.metainfo.xml")
    for pixels in icons.HICOLOR:
        place = share / "icons/hicolor" / f"{pixels}x{pixels}" / "apps" / f"{product.IDENTIFIER}.png"
        _copy(icons.ICONS / f"holdfast-{pixels}.png", place)
    _copy(icons.MARK, share / "icons/hicolor/scalable/apps" / f"{product.IDENTIFIER}.svg")


def _documents(folder: Path) -> None:
    folder.mkdir(parents=True)
    told = f"{product.NAME}. Licences of what it brings: /{LIB}/{product.version()}/_internal/licences\n"
    (folder / "copyright").write_text(told, "utf-8")
    with (folder / "changelog.gz").open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write((ROOT / "CHANGELOG.md").read_bytes())


def _control(root: Path) -> None:
    size = sum(one.lstat().st_size for one in root.rglob("*") if one.is_file()) // 1024
    lines = {
        "Package": product.PACKAGE,
        "Version": product.version(),
        "Architecture": ARCHITECTURE,
        "Maintainer": f"{product.PUBLISHER} <nobody@{product.PACKAGE}.invalid>",
        "Installed-Size": str(size),
        "Depends": ", ".join(DEPENDS),
        "Recommends": "gnome-keyring | kwalletmanager, pipewire-bin | pulseaudio-utils | alsa-utils",
        "Section": "misc",
        "Priority": "optional",
        "Description": f"{product.SUMMARY}\n It starts in Training, with a card service of its own.",
    }
    folder = root / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text("".join(f"{key}: {text}\n" for key, text in lines.items()), "utf-8")
    for script in SCRIPTS:
        _write(folder / script, script)


def _tar(tree: Path) -> Path:
    """The same tree for any Linux with the same libraries: unpack it anywhere, start `pos-app` in it."""
    target, top = name("tar.xz"), f"{product.PACKAGE}-{product.version()}"

    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = product.source_date()
        runs = info.isdir() or info.issym() or Path(info.name).name == product.PROGRAM
        info.mode = 0o755 if runs else 0o644
        return info

    with lzma.open(target, "wb", preset=6) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for one in (tree, *sorted(tree.rglob("*"))):
            inside = Path(top) / one.relative_to(tree)
            archive.add(one, str(inside), recursive=False, filter=plain)
    return target


def _write(target: Path, source: str) -> None:
    """A file of packaging/linux, with its places filled in."""
    date = time.strftime("%Y-%m-%d", time.gmtime(product.source_date()))
    text = (FROM / source).read_text("utf-8")
    text = text.replace("@RUNNING@", (FROM / "running.sh").read_text("utf-8"))
    text = text.replace("@VERSION@", product.version()).replace("@DATE@", date)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _link(link: Path, to: str) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(to)
