"""How much memory this process has in the computer's memory now."""

from __future__ import annotations

import os
import sys
from pathlib import Path

MEGABYTE = 1 << 20


def resident_mb() -> float:
    """Megabytes; where the system tells only the most there ever was, that."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE
    elif sys.platform == "win32":
        return _on_windows()
    else:
        import resource  # not there on Windows

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def _on_windows() -> float:
    if sys.platform != "win32":
        return 0.0
    else:
        import ctypes
        from ctypes import wintypes

        class Counters(ctypes.Structure):
            _fields_ = (
                ("size", wintypes.DWORD),
                ("faults", wintypes.DWORD),
                *((name, ctypes.c_size_t) for name in ("peak", "resident", "a", "b", "c", "d", "e", "f")),
            )

        counters = Counters(size=ctypes.sizeof(Counters))
        process = ctypes.windll.kernel32.GetCurrentProcess()
        ctypes.windll.psapi.GetProcessMemoryInfo(
            wintypes.HANDLE(process), ctypes.byref(counters), ctypes.sizeof(counters)
        )
        return float(counters.resident) / MEGABYTE
