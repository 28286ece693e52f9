"""The macOS package from the frozen app: signed for the hardened runtime, in a disk image, notarised.

HOLDFAST_MAC_IDENTITY names the identity in the keychain, HOLDFAST_MAC_NOTARY_PROFILE what `notarytool
store-credentials` kept (HOLDFAST_MAC_KEYCHAIN: in which keychain). Without them it says what it left out.
Written for a Mac and not yet run on one.
"""

import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

import product
from project import ROOT, run_or_stop, say

FROM = ROOT / "packaging" / "macos"
APP = product.FROZEN.with_suffix(".app")
Command = list[str | Path]


_SEALS: Command = ["codesign", "--force", "--sign", "-", APP]
"""Where nobody signs: else a Mac takes an app that was completed for a damaged one."""


def image() -> Path:
    """Where the disk image lies; one for each kind of processor."""
    return product.DIST / f"{product.NAME}-{product.version()}-{platform.machine()}.dmg"


def signs(app: Path, identity: str) -> Iterator[Command]:
    """Sign what lies inside first, then the programs, then the app; Apple advises against `--deep`."""
    sign: Command = ["codesign", "--force", "--timestamp", "--options", "runtime", "--sign", identity]
    inside = [one for one in app.rglob("*") if one.is_file() and not one.is_symlink()]
    for library in sorted(one for one in inside if one.suffix in (".so", ".dylib") or _is_framework(one)):
        yield [*sign, library]
    for program in (app / "Contents/MacOS" / product.PROGRAM, app):
        yield [*sign, "--entitlements", FROM / "entitlements.plist", program]


def completes(app: Path, tree: Path) -> None:
    """Put the list of what is inside, and the version, where an app keeps such files, unsigned yet."""
    for name in ("sbom.json", "VERSION"):
        shutil.copyfile(tree / name, app / "Contents/Resources" / name)


def makes(app: Path, target: Path) -> Iterator[Command]:
    """The disk image: the app, and the place it is to be dragged to."""
    folder = product.BUILD / "dmg"
    yield ["rm", "-rf", folder]
    yield ["mkdir", "-p", folder, target.parent]
    yield ["ditto", app, folder / app.name]
    yield ["ln", "-s", "/Applications", folder / "Applications"]
    yield [
        "hdiutil",
        "create",
        "-volname",
        product.NAME,
        "-srcfolder",
        folder,
        "-format",
        "ULFO",
        "-ov",
        target,
    ]


def notarises(target: Path, profile: str, keychain: str) -> Iterator[Command]:
    """Hand it to Apple, wait, and fasten the answer to it, so that it opens without a network."""
    where: Command = ["--keychain", keychain] if keychain else []
    yield ["xcrun", "notarytool", "submit", target, "--keychain-profile", profile, *where, "--wait"]
    yield ["xcrun", "stapler", "staple", target]
    yield ["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", "-v", target]


def package() -> None:
    """Sign, pack, notarise: each as far as the environment allows."""
    identity, profile = os.environ.get("HOLDFAST_MAC_IDENTITY"), os.environ.get("HOLDFAST_MAC_NOTARY_PROFILE")
    target = image()
    completes(APP, product.FROZEN)
    for command in signs(APP, identity) if identity else (_SEALS,):
        run_or_stop(command)
    say("signed" if identity else "only sealed: HOLDFAST_MAC_IDENTITY names no identity")
    for command in makes(APP, target):
        run_or_stop(command)
    if identity:
        run_or_stop(["codesign", "--force", "--timestamp", "--sign", identity, target])
    if identity and profile:
        for command in notarises(target, profile, os.environ.get("HOLDFAST_MAC_KEYCHAIN", "")):
            run_or_stop(command)
    else:
        say("not notarised: HOLDFAST_MAC_NOTARY_PROFILE names no credentials")
    say(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB")


def _is_framework(file: Path) -> bool:
    """Whether a file is the library of a framework: it has its framework's name and no ending."""
    return not file.suffix and any(
        one.suffix == ".framework" and one.stem == file.name for one in file.parents
    )
