"""What holds between processes: kills in the middle of the work, second windows, users who may not write."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pos_app.domain.operation import State
from pos_app.storage.chain import verify
from pos_app.storage.elsewhere import queues
from pos_app.storage.journal import Journal
from pos_app.storage.keys import Keys
from tests.storage.tills import KEY, asked, file_of, places_in, raw, with_journal

ROOT = Path(__file__).resolve().parents[2]
KILLS = 30
IS_ROOT_ON_LINUX = sys.platform == "linux" and os.geteuid() == 0


@contextmanager
def busy_till(folder: Path, *user: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.storage.busy_till", str(folder), *user]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE) as till:
        try:
            yield till
        finally:
            till.kill()


def lines_until_killed(folder: Path, lines: int) -> list[str]:
    """What a till printed that was killed after so many lines, or a little later."""
    with busy_till(folder) as till:
        assert till.stdout is not None
        seen = [till.stdout.readline() for _ in range(lines)]
        till.kill()
        seen += till.stdout.readlines()
    return [line.strip() for line in seen if line.endswith("\n")]


@pytest.mark.slow
def test_thirty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(1)
    acknowledged: dict[str, str] = {}
    for _ in range(KILLS):
        for line in lines_until_killed(tmp_path, chance.randint(1, 60)):
            word, _, ref_id = line.partition(" ")
            if ref_id:
                acknowledged[ref_id] = word
        check(tmp_path, acknowledged)
    assert len(acknowledged) > KILLS
    with raw(file_of(tmp_path)) as connection:
        assert verify(connection, Keys.of(KEY)) == ""
        assert connection.execute("PRAGMA integrity_check").get == "ok"


def check(folder: Path, acknowledged: dict[str, str]) -> None:
    """Every acknowledged commit is there; at most one more operation is, that nobody heard of."""

    async def all_of_them(journal: Journal) -> dict[str, State]:
        found = await journal.operations_of(asked().operation.card.fingerprint, 100_000)
        return {one.ref_id: one.state for one in found}

    found = with_journal(folder, all_of_them)
    for ref_id, word in acknowledged.items():
        assert found[ref_id] is State.CONFIRMED or word == "asked"
    unheard = found.keys() - acknowledged.keys()
    assert len(unheard) <= 1
    acknowledged.update(dict.fromkeys(unheard, "asked"))


def test_a_second_process_is_a_second_window_until_the_first_dies(tmp_path: Path) -> None:
    with busy_till(tmp_path) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        with busy_till(tmp_path) as second:
            assert second.stdout is not None
            assert second.stdout.readline() == "trouble second window\n"
        first.kill()
    with busy_till(tmp_path) as third:
        assert third.stdout is not None
        assert third.stdout.readline() == "open\n"


def test_the_queue_can_be_looked_at_while_a_window_writes(tmp_path: Path) -> None:
    with busy_till(tmp_path) as till:
        assert till.stdout is not None
        assert till.stdout.readline() == "open\n"
        for _ in range(20):
            (queue,) = queues(places_in(tmp_path).home)
            assert queue.trouble is None
            assert len(queue.operations) <= 1
            assert till.stdout.readline() != ""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")
@pytest.mark.parametrize("what", ["folder", "file", "lock"])
def test_a_journal_that_may_not_be_written_is_read_only(open_folder: Path, what: str) -> None:
    with_journal(open_folder, Journal.load)
    file = file_of(open_folder)
    everything = [places_in(open_folder).home, *places_in(open_folder).home.rglob("*")]
    for path in everything:
        path.chmod(0o777)
    kept = {"folder": file.parent, "file": file, "lock": file.with_name("journal.lock")}[what]
    kept.chmod(0o555)
    if what == "folder":
        for path in file.parent.iterdir():
            path.chmod(0o444)
    nobody = ["65534"] if sys.platform != "win32" and os.geteuid() == 0 else []
    with busy_till(open_folder, *nobody) as till:
        assert till.stdout is not None
        assert till.stdout.readline() == "trouble read only\n"
    for path in everything:
        path.chmod(0o777)


@pytest.mark.skipif(not IS_ROOT_ON_LINUX, reason="only root on Linux can mount a small disk")
def test_a_small_disk_that_becomes_full_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(tmp_path)], check=False)
    if mounted.returncode != 0:
        pytest.skip("this system mounts no small disk even for root")
    try:
        with busy_till(tmp_path) as till:
            assert till.stdout is not None
            told = [line.strip() for line in till.stdout]
        assert told[-1] == "trouble disk full"
        subprocess.run(["mount", "-o", "remount,size=8m", str(tmp_path)], check=True)
        check(tmp_path, {ref_id: word for word, ref_id in map(str.split, told[1:-1])})
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
