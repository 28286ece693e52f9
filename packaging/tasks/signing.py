"""Authenticode: signs what it is given with the certificate that the environment names, or says it did not.

HOLDFAST_SIGN_PFX names a PKCS#12 file, HOLDFAST_SIGN_PASSWORD_FILE a file with its password alone (a password
never stands on a command line), HOLDFAST_SIGN_TIME a timestamp server.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import product
from project import say

Run = Callable[[Sequence[str]], None]


def sign(files: Sequence[Path], run: Run, place: Callable[[Path], str] = str) -> bool:
    """Sign each file in its place by a tool that `run` starts; False where no certificate is named.

    `place` tells how that tool sees a file.
    """
    pfx, password = os.environ.get("HOLDFAST_SIGN_PFX"), os.environ.get("HOLDFAST_SIGN_PASSWORD_FILE")
    if not pfx or not password:
        say("not signed: HOLDFAST_SIGN_PFX and HOLDFAST_SIGN_PASSWORD_FILE name no certificate")
        return False
    for file in files:
        command = _on_windows() if sys.platform == "win32" else _on_linux(pfx, password, place)
        run([*command, *_names(file, place)])
        if sys.platform != "win32":
            file.with_name(f"{file.name}.signed").replace(file)
    say(f"signed: {', '.join(one.name for one in files)}")
    return True


def _on_linux(pfx: str, password: str, place: Callable[[Path], str]) -> list[str]:
    command = ["osslsigncode", "sign", "-pkcs12", place(Path(pfx)), "-readpass", place(Path(password))]
    command += ["-h", "sha256", "-n", product.NAME]
    server = os.environ.get("HOLDFAST_SIGN_TIME")
    return [*command, *(["-ts", server] if server else [])]


_BY_POWERSHELL = """
$password = (Get-Content -Raw $env:HOLDFAST_SIGN_PASSWORD_FILE).Trim()
$kind = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
$certificate = New-Object $kind($env:HOLDFAST_SIGN_PFX, $password)
$more = @{}
if ($env:HOLDFAST_SIGN_TIME) { $more['TimestampServer'] = $env:HOLDFAST_SIGN_TIME }
$done = Set-AuthenticodeSignature -FilePath $args[0] -Certificate $certificate -HashAlgorithm SHA256 @more
if ($done.Status -ne 'Valid') { Write-Error $done.StatusMessage; exit 1 }
"""


def _on_windows() -> list[str]:
    return ["powershell", "-NoProfile", "-Command", f"& {{{_BY_POWERSHELL}}}"]


def _names(file: Path, place: Callable[[Path], str]) -> list[str]:
    if sys.platform == "win32":
        return [str(file)]
    return ["-in", place(file), "-out", f"{place(file)}.signed"]
