"""From a new computer to a sale: connected by the command, staff added, and no secret left in clear."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import card_service
from tests.journeys.test_canary import _found

PASSPHRASE = "four purple elephants"
STAFF_PIN = "80517246"
BADGE = "BADGE-0007-KARI-9999"
HAS_STORE = shutil.which("dbus-run-session") is not None and shutil.which("gnome-keyring-daemon") is not None
UNLOCKED = """
printf %s opened | gnome-keyring-daemon --unlock --components=secrets >/dev/null
asks="dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus"
has="$asks org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets"
until $has | grep -q true; do sleep 0.05; done
exec "$0" "$@"
"""
"""A shell's words: open the password store, wait until it is on the bus, go on as the program."""


class NewComputer:
    """A home, and programs that run on it one after the other, with or without a password store."""

    def __init__(self, folder: Path, *, store: bool) -> None:
        self.home, self._folder, self._store = folder / "home", folder, store
        self.told = ""

    def run(self, module: str, *words: str, lines: list[str]) -> subprocess.CompletedProcess[str]:
        """Run a program with these lines on its standard input; all that it says is kept."""
        program = [sys.executable, "-m", module, *words, "--home", str(self.home)]
        if self._store:
            program = ["dbus-run-session", "--", "sh", "-c", UNLOCKED, *program]
        where = {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(self._folder / "data")}
        backend = "keyring.backends.SecretService.Keyring" if self._store else "keyring.backends.fail.Keyring"
        where |= {"HOME": str(self._folder), "PYTHON_KEYRING_BACKEND": backend}
        ended = subprocess.run(
            program,
            input="".join(f"{line}\n" for line in lines),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env=os.environ | where,
        )
        self.told += ended.stdout + ended.stderr
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(
            "store", marks=pytest.mark.skipif(not HAS_STORE, reason="no Secret Service can be started here")
        ),
        "file",
        "ask",
    ],
)
def test_a_new_till_sells_and_no_secret_is_left_in_clear(tmp_path: Path, place: str) -> None:
    store = place == "store"
    with card_service.running(tmp_path / "service", "--require-pin", account="P20241126") as service:
        card = service.new_card(100_000, pin=True, card_id="canary-shop-0001-4821")
        assert card.pin is not None
        computer = NewComputer(tmp_path, store=store)
        words = ["--base-url", service.base_url, "--account", service.account, "--stdin"]
        words += ["--client-id", service.cashier.client_id, "--manager-client-id", service.manager.client_id]
        words += ["--secrets", place]
        typed = [service.cashier.secret, service.manager.secret, PASSPHRASE]
        computer.run("pos_app", "connect", *words, lines=typed)
        adds = ("staff", "add", "--name", "Kari", "--badge", "--stdin")
        computer.run("pos_app", *adds, lines=[STAFF_PIN, BADGE])
        planted: dict[str, object] = {"badge": BADGE, "code": card.token, "pin": card.pin, "asked": {}}
        if place == "ask":
            given = {"secret": service.cashier.secret, "manager": service.manager.secret}
            planted["asked"] = {**given, "passphrase": PASSPHRASE}
        handed = ["--secret-stdin"] * (place == "ask")
        lines = ["by standard input"] * len(handed) + [json.dumps(planted)]
        ended = computer.run("tests.journeys.connected_till", *handed, lines=lines)
        assert "sold" in ended.stdout, "the sale did not come about: the test is blind"
        assert "audit signed in by Kari" in ended.stdout, "who sold is in the audit"
        outside = next(line for line in ended.stdout.splitlines() if "audit settings changed outside" in line)
        assert "by nobody about service, account, client" in outside
        for said in ("in the field: by standard input", "opened"):
            assert (said in ended.stdout) is (place == "ask")
        assert "title Holdfast" in ended.stdout
        rows = [row for row in service.ledger() if not row["by_server"]]
        assert [(row["type"], row["amount"]) for row in rows] == [
            ("pending_capture", 1250),
            ("drawdown", 1250),
        ]
        assert service.proof() == []
    verify = ("journal", "verify", "--json", "--passphrase-stdin")
    health = json.loads(computer.run("pos_app", *verify, lines=[PASSPHRASE]).stdout)
    assert [one["chain"] for one in health] == ["ok"], "the commands find the key where the till has it"
    # A PIN of four digits would be found in any clock; it is looked for beside its own key instead.
    secrets = {"code": card.token, "secret": service.cashier.secret, "manager": service.manager.secret}
    secrets |= {
        "badge": BADGE,
        "staff pin": STAFF_PIN,
        "passphrase": PASSPHRASE,
        "pin": f'"pin":"{card.pin}"',
    }
    folders = [computer.home, tmp_path / "data", tmp_path / ".local", tmp_path / ".cache"]
    files = [file for folder in folders if folder.exists() for file in folder.rglob("*") if file.is_file()]
    places = {str(file.relative_to(tmp_path)): file.read_bytes() for file in files}
    assert any(place.endswith("journal.db") for place in places)
    assert any("keyring" in place for place in places) is store
    assert _found(places | {"what was said": computer.told.encode()}, secrets) == []
