"""Authenticode: signs what it is given with the certificate that the environment names, or says it did not.

HOLDFAST_SIGN_PFX names a PKCS#12 file, HOLDFAST_SIGN_PASSWORD_FILE a file with its password alone (a password
never stands on a command line), HOLDFAST_SIGN_TIME a timestamp server.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import product
from project import ROOT, say

Run = Callable[[Sequence[str]], None]


def sign(files: Sequence[Path], run: Run, place: Callable[[Path], str] = str) -> bool:
    """Sign each file in its place by a tool that `run` starts; False where no certificate is named.

    `place` tells how that tool sees a file.
    """
    if not is_possible():
        say("not signed: HOLDFAST_SIGN_PFX and HOLDFAST_SIGN_PASSWORD_FILE name no certificate")
        return False
    for file in files:
        run(_words(place(file), place))
        if sys.platform != "win32":
            file.with_name(f"{file.name}.signed").replace(file)
    say(f"signed: {', '.join(one.name for one in files)}")
    return True


def is_possible() -> bool:
    """Whether the environment names a certificate."""
    return bool(os.environ.get("HOLDFAST_SIGN_PFX") and os.environ.get("HOLDFAST_SIGN_PASSWORD_FILE"))


def line(place: Callable[[Path], str]) -> str:
    """The same as a line for a shell, where %1 stands for the file: NSIS signs the uninstaller by it."""
    words = _words("%1", place)
    if sys.platform == "win32":
        return subprocess.list2cmdline(words).replace("%1", '"%1"')
    return f"{shlex.join(words)} && mv '%1.signed' '%1'"


def _words(file: str, place: Callable[[Path], str]) -> list[str]:
    if sys.platform == "win32":
        script = ROOT / "packaging" / "windows" / "sign.ps1"
        return ["powershell", "-NoProfile", "-ExecutionPolicy", "Bypass", "-File", str(script), file]
    pfx, password = (
        place(Path(os.environ[name])) for name in ("HOLDFAST_SIGN_PFX", "HOLDFAST_SIGN_PASSWORD_FILE")
    )
    words = [
        "osslsigncode",
        "sign",
        "-pkcs12",
        pfx,
        "-readpass",
        password,
        "-h",
        "sha256",
        "-n",
        product.NAME,
    ]
    server = os.environ.get("HOLDFAST_SIGN_TIME")
    return [*words, *(["-ts", server] if server else []), "-in", file, "-out", f"{file}.signed"]
