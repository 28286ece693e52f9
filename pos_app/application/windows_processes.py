"""What runs on a Windows computer, for whichever user."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    from ctypes import wintypes

    _PROCESSES, _LIMITED = 0x2, 0x1000
    _LONGEST_PATH = 32_768

    class _Process(ctypes.Structure):
        """PROCESSENTRY32W."""

        _fields_ = (
            ("dwSize", wintypes.DWORD),
            ("cntUsage", wintypes.DWORD),
            ("th32ProcessID", wintypes.DWORD),
            ("th32DefaultHeapID", ctypes.c_size_t),
            ("th32ModuleID", wintypes.DWORD),
            ("cntThreads", wintypes.DWORD),
            ("th32ParentProcessID", wintypes.DWORD),
            ("pcPriClassBase", wintypes.LONG),
            ("dwFlags", wintypes.DWORD),
            ("szExeFile", wintypes.WCHAR * 260),
        )

    _kernel = ctypes.WinDLL("kernel32")
    _kernel.CreateToolhelp32Snapshot.restype = wintypes.HANDLE
    _kernel.Process32FirstW.argtypes = _kernel.Process32NextW.argtypes = (
        wintypes.HANDLE,
        ctypes.POINTER(_Process),
    )
    _kernel.OpenProcess.restype = wintypes.HANDLE
    _kernel.QueryFullProcessImageNameW.argtypes = (
        wintypes.HANDLE,
        wintypes.DWORD,
        wintypes.LPWSTR,
        ctypes.POINTER(wintypes.DWORD),
    )
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

    def processes() -> Iterator[tuple[int, Path]]:
        """Number and program of every process: the whole path where it may be seen, else the name alone."""
        seen = _kernel.CreateToolhelp32Snapshot(_PROCESSES, 0)
        one = _Process(dwSize=ctypes.sizeof(_Process))
        try:
            more = _kernel.Process32FirstW(seen, ctypes.byref(one))
            while more:
                yield one.th32ProcessID, _path(one.th32ProcessID) or Path(one.szExeFile)
                more = _kernel.Process32NextW(seen, ctypes.byref(one))
        finally:
            _kernel.CloseHandle(seen)

    def _path(number: int) -> Path | None:
        opened = _kernel.OpenProcess(_LIMITED, False, number)
        if not opened:
            return None  # another user's, and closed to us
        length = wintypes.DWORD(_LONGEST_PATH)
        words = ctypes.create_unicode_buffer(_LONGEST_PATH)
        try:
            well = _kernel.QueryFullProcessImageNameW(opened, 0, words, ctypes.byref(length))
        finally:
            _kernel.CloseHandle(opened)
        return Path(words.value) if well else None
