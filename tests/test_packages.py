"""What packages are made of, as far as it can be looked at without making one."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

from pos_app import __version__

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"


def test_the_icons_are_drawn_from_the_mark_of_today() -> None:
    mark = (ROOT / "resources" / "mark" / "holdfast.svg").read_bytes()
    made_from = (PACKAGING / "icons" / "made-from").read_text().strip()
    assert made_from == hashlib.sha256(mark).hexdigest(), "run packaging/tasks/icons.py"
    assert (PACKAGING / "icons" / "holdfast.ico").read_bytes()[:4] == b"\0\0\1\0"
    assert (PACKAGING / "icons" / "holdfast.icns").read_bytes()[:4] == b"icns"


def test_there_is_one_version() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert told["project"]["version"] == __version__


def test_the_desktop_files_name_the_same_program() -> None:
    entry = (PACKAGING / "linux" / "app.holdfast.till.desktop").read_text("utf-8")
    found = dict(line.split("=", 1) for line in entry.splitlines() if "=" in line)
    assert (found["Exec"], found["Icon"], found["Terminal"]) == ("pos-app", "app.holdfast.till", "false")
    about = ElementTree.fromstring(
        (PACKAGING / "linux" / "app.holdfast.till.metainfo.xml").read_text("utf-8")
    )
    assert about.findtext("id") == "app.holdfast.till"
    assert about.findtext("launchable") == "app.holdfast.till.desktop"


def test_the_scripts_of_the_package_touch_no_home() -> None:
    for name in ("preinst", "postinst", "prerm", "postrm"):
        script = (PACKAGING / "linux" / name).read_text("utf-8")
        assert script.startswith("#!/bin/sh\n")
        assert "\nset -e\n" in script
        for line in re.findall(r"^.*\brm\b.*$", script, re.MULTILINE):
            assert "/home" not in line, name


def test_the_licence_of_qt_s_libraries_is_there() -> None:
    folder = PACKAGING / "licences" / "PySide6_Essentials"
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "LGPL-3.0.txt").read_text("utf-8")
    assert "GNU GENERAL PUBLIC LICENSE" in (folder / "GPL-3.0.txt").read_text("utf-8")
    assert "replace them" in (folder / "NOTICE.txt").read_text("utf-8")
