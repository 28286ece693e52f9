"""`pos-app upgrade-check`: what an installer is told before it touches a version that is there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.application import running
from pos_app.application.running import installation
from pos_app.commands.upgrade_check import main
from pos_app.storage.everyone import homes
from pos_app.storage.journal import Journal
from tests.storage.tills import LIVE, asked, file_of, places_in, with_journal


@pytest.fixture(autouse=True)
def only_this_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The homes of the people who use this computer are left alone."""
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This program is an installed one: version 1.0 in a folder of its own."""
    folder = tmp_path / "Min kasse æøå"
    (folder / "1.0").mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "1.0" / "pos-app"))
    return folder


@pytest.fixture
def till_of_an_older_version(installed: Path) -> Iterator[None]:
    """Another program of the same installation runs, and its file is taken away meanwhile."""
    (installed / "0.9").mkdir()
    program = installed / "0.9" / "pos-app"
    shutil.copyfile("/bin/sleep", program)
    program.chmod(0o755)
    with subprocess.Popen([program, "600"]) as running:
        program.unlink()
        yield
        running.kill()


def test_what_is_open_is_told_of_each_journal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def ask(journal: Journal) -> None:
        await journal.commit([asked()])

    with_journal(tmp_path, ask)
    with_journal(tmp_path, Journal.load, origin=LIVE)
    home = places_in(tmp_path).home
    assert main([]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"Kept: {home} ({LIVE.name}: nothing is open)",
        f"Kept: {home} (training: 1 open)",
    ]
    file_of(tmp_path).write_bytes(b"x" * 9_000)
    assert main([]) == 0
    assert f"Kept: {home} (training: cannot be read)" in capsys.readouterr().out


def test_nothing_is_said_where_no_till_was_ever_opened(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(not Path("/proc/self/exe").exists(), reason="other systems are asked in their own way")
@pytest.mark.usefixtures("till_of_an_older_version")
def test_a_till_that_runs_refuses_with_an_exit_code_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 3
    assert "Holdfast is running" in capsys.readouterr().out


def test_another_user_s_till_whose_folder_is_not_seen_counts_for_what_all_users_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_processes", lambda: iter([(1, Path("Holdfast.exe")), (2, Path("sh"))]))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "kari")
    assert running.till_runs(tmp_path / "Program Files" / "Holdfast")
    assert not running.till_runs(tmp_path / "kari" / "Programs" / "Holdfast")


@pytest.mark.usefixtures("installed")
def test_an_installation_where_nothing_runs_is_free(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0


def test_a_checkout_is_no_installation() -> None:
    assert installation() is None


def test_a_home_that_is_closed_to_us_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "home"

    def is_dir(folder: Path) -> bool:
        if folder == closed:
            raise PermissionError(str(folder))
        return False

    monkeypatch.setattr(Path, "is_dir", is_dir)
    assert homes() == ()


def test_every_user_s_home_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("the profiles of a real computer")
    import pwd

    kari, per = tmp_path / "kari", tmp_path / "per"
    for user in (kari, per):
        (user / ".local/share/Holdfast").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(kari))
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("HOLDFAST_HOME")
    people = [
        pwd.struct_passwd((one.name, "x", 1, 1, "", str(one), "/bin/sh")) for one in (kari, per, tmp_path)
    ]
    monkeypatch.setattr(pwd, "getpwall", lambda: people)
    below = ".local/share/Holdfast" if sys.platform == "linux" else "Library/Application Support/Holdfast"
    assert set(homes()) <= {kari / below, per / below}
    if sys.platform == "linux":
        assert homes() == (kari / below, per / below)
