"""The built wheel carries the whole program: every room, every resource, the command."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_every_source_file_is_inside(wheel: zipfile.ZipFile) -> None:
    expected = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pos_app").rglob("*.py")}
    assert expected
    assert expected <= set(wheel.namelist())


def test_every_resource_is_inside(wheel: zipfile.ZipFile) -> None:
    paths = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    assert paths
    assert {f"pos_app/{path.relative_to(ROOT).as_posix()}" for path in paths} <= set(wheel.namelist())


def test_the_command_is_declared(wheel: zipfile.ZipFile) -> None:
    declared = wheel.read("holdfast-0.1.0.dist-info/entry_points.txt").decode()
    assert "pos-app = pos_app.__main__:main" in declared
