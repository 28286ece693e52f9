"""A sale with a planted card code, PIN and client secret: found nowhere in clear afterwards, in no form."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from tests import card_service


def _forms(secret: str) -> Iterator[tuple[str, bytes]]:
    """The secret as it might lie about: plain, UTF-16, hex, base64 at each offset, URL-encoded."""
    plain = secret.encode()
    yield "plain", plain
    yield "utf-16", secret.encode("utf-16-le")
    yield "hex", plain.hex().encode()
    yield "HEX", plain.hex().upper().encode()
    yield "url", quote(secret, safe="").encode()
    for skipped in range(3):
        coded = base64.b64encode(b"\0" * skipped + plain)
        yield f"base64 at {skipped}", coded[4 : len(coded) - 4]


def _found(places: dict[str, bytes], secrets: dict[str, str]) -> list[str]:
    return [
        f"{name} ({form}) in {place}"
        for place, content in places.items()
        for name, secret in secrets.items()
        for form, pattern in _forms(secret)
        if pattern in content
    ]


def test_no_secret_is_left_in_clear(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with card_service.running(tmp_path / "service", "--require-pin") as service:
        card = service.new_card(100_000, pin=True, card_id="canary-shop-0001-4821")
        assert card.pin is not None
        client_id, secret = service.cashier
        words = ["--home", str(home), "--base-url", service.base_url, "--account", service.account]
        words += ["--client-id", client_id, "--secret-stdin", "--key-file", str(home / "journal.key")]
        program = [sys.executable, "-X", "dev", "-m", "tests.journeys.busy_till", *words]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "MODE": "canary", "SEED": "1"}
        ended = subprocess.run(
            program,
            input=secret + "\n",
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env=environment | {"CODES": card.token, "PIN": card.pin},
        )
        assert ended.returncode == 0, ended.stderr
        assert "sold" in ended.stdout, "the sale did not come about: the test is blind"
        assert len([row for row in service.ledger() if not row["by_server"]]) >= 3
    # A PIN of four digits would be found in any clock; it is looked for beside its own key instead.
    secrets = {"code": card.token, "card_id": card.card_id, "secret": secret, "pin": f'"pin":"{card.pin}"'}
    places = {str(file.relative_to(home)): file.read_bytes() for file in home.rglob("*") if file.is_file()}
    places |= {"stdout": ended.stdout.encode(), "stderr": ended.stderr.encode()}
    assert any(place.endswith("journal.db") for place in places)
    assert _found(places, secrets) == []


def test_the_canary_would_be_found() -> None:
    secret = "4000100020001111"
    for _, pattern in _forms(secret):
        assert _found({"a log": b"..." + pattern + b"..."}, {"code": secret})
