"""A till seen from the kernel: what is synced before a byte leaves, and a disk whose calls fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaign.campaign import Campaign, Plan

_CALLS = "trace=pwrite64,fsync,fdatasync,sendto,write,sendmsg"
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
_REFERENCE = re.compile(r'ref_id\\":\\"([0-9a-f-]{36})')


def _why_not() -> str:
    if sys.platform != "linux" or shutil.which("strace") is None:
        return "strace is a program of Linux, and is not here"
    tried = subprocess.run(["strace", "-D", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "this computer lets no program trace another"


pytestmark = pytest.mark.skipif(bool(_why_not()), reason=_why_not() or "-")


class Traced(Campaign):
    """Every run that sells is traced; the tracer is a child, so that a kill meets the till itself."""

    def _around(self, number: int, run: int) -> tuple[str, ...]:
        if run < 0:
            return ()
        trace = self._folder / f"trace-{number}-{run}"
        return ("strace", "-D", "-f", "--seccomp-bpf", "-y", "-s", "9000", "-e", _CALLS, "-o", str(trace))


class Failing(Campaign):
    """Every run that sells meets a disk whose calls fail now and then; the ones that settle do not."""

    faults = (
        "fdatasync:error=EIO:when=25",
        "pwrite64:error=ENOSPC:when=80+40",
        "pwrite64:error=EIO:when=90+60",
        "fdatasync:error=EIO:when=30+20",
    )

    def _around(self, number: int, run: int) -> tuple[str, ...]:
        if run < 0:
            return ()
        fault = self.faults[(number + run) % len(self.faults)]
        calls = fault.partition(":")[0]
        words = ("-e", f"trace={calls}", "-e", f"inject={fault}")
        trace = str(self._folder / f"trace-{number}-{run}")
        return ("strace", "-D", "-f", "--seccomp-bpf", "-o", trace, *words)


def sent_too_early(trace: Path) -> tuple[int, list[str]]:
    """How many requests that move money left, and those that left before their reference was synced."""
    written: dict[str, set[str]] = {}
    safe: set[str] = set()
    unfinished: dict[str, tuple[str, str]] = {}
    sent, early = 0, list[str]()
    for line in trace.read_text("utf-8", "replace").splitlines():
        begun, resumed = _CALL.match(line), _RESUMED.match(line)
        if begun is not None and line.endswith("<unfinished ...>"):
            unfinished[begun[1]] = (begun[2], begun[3])
            if begun[2] not in ("sendto", "write", "sendmsg"):
                continue
        elif resumed is not None and resumed[1] in unfinished:
            name, words = unfinished.pop(resumed[1])
            begun = re.match(r"^(\d+) +(\w+)\((.*)$", f"{resumed[1]} {name}({words}{resumed[3]}")
            if begun is not None and begun[2] in ("sendto", "write", "sendmsg"):
                continue
        if begun is None:
            continue
        name, words = begun[2], begun[3]
        file = words.partition("<")[2].partition(">")[0]
        if name == "pwrite64" and "journal.db" in file:
            written.setdefault(file, set()).update(
                re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", words)
            )
        elif name in ("fsync", "fdatasync") and line.rstrip().endswith("= 0"):
            safe |= written.pop(file, set())
        elif name in ("sendto", "write", "sendmsg") and (found := _REFERENCE.search(words)):
            sent += 1
            early += [found[1]] if found[1] not in safe else []
    return sent, early


def test_the_sync_of_an_intent_comes_before_its_first_byte(tmp_path: Path) -> None:
    told = Traced(tmp_path, seed=6, plan=Plan(tills=2, kills=2, presses=40, soon=40)).run()
    assert told.broken == []
    found = [sent_too_early(trace) for trace in tmp_path.glob("trace-*")]
    assert sum(sent for sent, _ in found) > 10
    assert [early for _, early in found if early] == []


def test_nothing_is_lost_or_doubled_when_the_disk_fails_system_calls(tmp_path: Path) -> None:
    told = Failing(tmp_path, seed=8, plan=Plan(tills=4, kills=2, presses=60, soon=40)).run()
    assert told.broken == []
    assert told.operations > 10
    assert told.unopened < 8
    assert any("(INJECTED)" in trace.read_text("utf-8", "replace") for trace in tmp_path.glob("trace-*"))
