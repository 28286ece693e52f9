"""What packages are made of, as far as it can be looked at without making one."""

from __future__ import annotations

import hashlib
import plistlib
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from pos_app import __version__

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"


@pytest.fixture
def tasks() -> Iterator[None]:
    """The task scripts can be imported."""
    sys.path.insert(0, str(PACKAGING / "tasks"))
    yield
    sys.path.remove(str(PACKAGING / "tasks"))


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


@pytest.mark.usefixtures("tasks")
def test_each_licence_of_fonts_and_icons_is_named() -> None:
    import product

    files = {one.stem.partition("-")[2] for one in (ROOT / "resources").rglob("LICENSE*")}
    assert files == set(product.RESOURCES)


def test_the_mac_s_lists_say_what_the_till_needs_and_no_more() -> None:
    told = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert (told["LSMinimumSystemVersion"], told["NSHighResolutionCapable"]) == ("13.0", True)
    assert not [key for key in told if key.endswith("UsageDescription")], (
        "it asks for no camera and no microphone"
    )
    given = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert set(given) == {
        "com.apple.security.cs.allow-unsigned-executable-memory",
        "com.apple.security.cs.disable-library-validation",
    }


@pytest.mark.usefixtures("tasks")
def test_a_mac_app_is_signed_from_the_inside_out(tmp_path: Path) -> None:
    import package_macos

    app = tmp_path / "Holdfast.app"
    inside = ["Contents/Frameworks/a.dylib", "Contents/Frameworks/Qt.framework/Versions/A/Qt"]
    for name in (*inside, "Contents/MacOS/pos-app", "Contents/Resources/text.txt"):
        (app / name).parent.mkdir(parents=True, exist_ok=True)
        (app / name).write_bytes(b"")
    signed = [[str(word) for word in command] for command in package_macos.signs(app, "Somebody")]
    places = [str(Path(command[-1]).relative_to(tmp_path)) for command in signed]
    assert sorted(places[:2]) == sorted(f"Holdfast.app/{name}" for name in inside)
    assert places[2:] == ["Holdfast.app/Contents/MacOS/pos-app", "Holdfast.app"]
    assert all("runtime" in command and "--deep" not in command for command in signed)
    assert all("--entitlements" in command for command in signed[2:])


@pytest.mark.usefixtures("tasks")
def test_a_mac_app_tells_what_is_in_it_and_its_image_is_made_once_it_is_whole(tmp_path: Path) -> None:
    import package_macos

    app, tree = tmp_path / "Holdfast.app", tmp_path / "Holdfast"
    (app / "Contents/Resources").mkdir(parents=True)
    tree.mkdir()
    for name in ("sbom.json", "VERSION"):
        (tree / name).write_text(name)
    package_macos.completes(app, tree)
    assert {one.name for one in (app / "Contents/Resources").iterdir()} == {"sbom.json", "VERSION"}
    target = tmp_path / "dist" / "Holdfast.dmg"
    made = [[str(word) for word in command] for command in package_macos.makes(app, target)]
    assert [command[0] for command in made] == ["rm", "mkdir", "ditto", "ln", "hdiutil"]
    copied, filled = made[2][-1], made[4][made[4].index("-srcfolder") + 1]
    assert Path(copied).parent == Path(filled) == Path(made[3][-1]).parent
    assert made[4][-1] == str(target)


@pytest.mark.usefixtures("tasks")
def test_apple_is_asked_and_its_answer_fastened_before_it_is_tried(tmp_path: Path) -> None:
    import package_macos

    def asked(keychain: str) -> list[list[str]]:
        told = package_macos.notarises(tmp_path / "Holdfast.dmg", "holdfast", keychain)
        return [[str(word) for word in command] for command in told]

    usual, apart = asked(""), asked("/keys/sign.keychain-db")
    assert [command[:3] for command in usual] == [
        ["xcrun", "notarytool", "submit"],
        ["xcrun", "stapler", "staple"],
        ["spctl", "--assess", "--type"],
    ]
    assert "--wait" in usual[0]
    assert "--keychain" not in usual[0]
    assert apart[0][apart[0].index("--keychain") + 1] == "/keys/sign.keychain-db"
    assert not any("password" in word for command in apart for word in command)


def test_the_workflows_call_what_is_there() -> None:
    for file in (ROOT / ".github" / "workflows").glob("*.yml"):
        text = file.read_text("utf-8")
        assert yaml.safe_load(text)["jobs"]
        for script in re.findall(r"packaging/tasks/\w+\.py", text):
            assert (ROOT / script).is_file(), f"{file.name}: {script}"


@pytest.mark.usefixtures("tasks")
def test_nothing_is_signed_without_a_certificate_and_no_password_is_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import signing

    program = tmp_path / "till.exe"
    program.write_bytes(b"MZ")
    started: list[list[str]] = []
    for name in ("HOLDFAST_SIGN_PFX", "HOLDFAST_SIGN_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)
    assert not signing.sign([program], lambda command: started.append(list(command)))
    password = tmp_path / "password"
    password.write_text("planted-word")
    monkeypatch.setenv("HOLDFAST_SIGN_PFX", str(tmp_path / "sign.pfx"))
    monkeypatch.setenv("HOLDFAST_SIGN_PASSWORD_FILE", str(password))
    program.with_name("till.exe.signed").write_bytes(b"MZ signed")
    assert signing.sign([program], lambda command: started.append(list(command)))
    assert len(started) == 1
    assert "planted-word" not in " ".join(started[0])
    for_nsis = signing.line(lambda path: f"/seen/{path.name}")
    assert "planted-word" not in for_nsis
    assert for_nsis.count("%1") >= 1
    if sys.platform != "win32":
        assert "-pkcs12 /seen/sign.pfx -readpass /seen/password" in for_nsis
