"""The installed program against its source: first paint; its size against a frozen window with one button.

Needs `make package` before, for the frozen tree and the environment that made it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import ROUNDS, Figure, of_rounds, show

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "packaging" / "tasks"))
import freeze  # noqa: E402 - packaging's own script says where the tree is and how it is made
import product  # noqa: E402 - the same

STARTS = 3


def painted_ms(program: Sequence[str], home: str, around: dict[str, str]) -> float:
    """Milliseconds from the start of a program to its first paint."""
    began = time.monotonic()
    asked = [*program, "selftest", "--part", "paint", "--home", home]
    done = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, env=around)
    line = "" if done.stdout is None else done.stdout.readline()
    taken = (time.monotonic() - began) * 1000
    done.wait(60)
    if line.strip() != "painted":
        raise RuntimeError(f"{program[0]} said {line!r}")
    return taken


def bare_size(folder: Path) -> int:
    """Bytes of a frozen window with one button, trimmed and stripped as the till is."""
    pyinstaller = [str(freeze.python()), "-P", "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    where = ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work")]
    subprocess.run([*pyinstaller, *where, str(ROOT / "benchmarks" / "bare_frozen.spec")], check=True)
    freeze.tidy(folder / "dist" / "bare")
    return freeze.size(folder / "dist" / "bare")


def main() -> None:
    """Measure and print."""
    program = product.FROZEN / f"{product.PROGRAM}{'.exe' if sys.platform == 'win32' else ''}"
    if not program.exists():
        show("frozen", [], ("there is no frozen tree: make package",))
        return
    source: list[list[float]] = []
    frozen: list[list[float]] = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        usual = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        around = usual | {"PYTHONPYCACHEPREFIX": f"{folder}/bytecode", "QT_QPA_PLATFORM": "offscreen"}
        from_source = [sys.executable, "-m", "pos_app"]
        for number in range(ROUNDS + 1):
            found = [
                [painted_ms(one, f"{folder}/{name}", around) for _ in range(STARTS if number else 1)]
                for name, one in (("source", from_source), ("frozen", [str(program)]))
            ]
            if number:  # the first warms the disk up
                source.append(found[0])
                frozen.append(found[1])
        bare = bare_size(Path(folder)) / 1e6
    floor, size = of_rounds(source), freeze.size(product.FROZEN) / 1e6
    show(
        "frozen",
        [
            Figure("first paint", of_rounds(frozen), floor, 1.3 * floor, "1.3 source"),
            Figure("installed size", size, bare, 1.3 * bare, "1.3 bare", "MB"),
        ],
        ("floors: the same start from source; a frozen window with one button, trimmed alike",),
    )


if __name__ == "__main__":
    main()
