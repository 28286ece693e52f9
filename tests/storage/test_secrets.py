"""No secret is written in clear, and none outlives what it was needed for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from pos_app.domain.operation import Operation, Step, Why
from pos_app.domain.steps import needs_manager, refused
from pos_app.storage import store
from pos_app.storage.journal import CardSeen, Journal
from pos_app.storage.reading import sealed_body
from tests.storage.tills import BODY, KEY, NOW, asked, done, with_journal

TOKEN, PIN, NUMBER = b"canary-token-9f2c", b"canary-pin-7731", "9578000011114821"
CODE = "DINCARD:canary-code-55e1"
IN_CLEAR = (TOKEN, PIN, NUMBER.encode(), CODE.encode(), b"canary-code-55e1", KEY, KEY.hex().encode())


def files_with(folder: Path, secrets: Iterable[bytes]) -> list[str]:
    return [
        f"{path.name}: {secret[:12]!r}"
        for path in folder.rglob("*")
        if path.is_file()
        for secret in secrets
        if secret in path.read_bytes()
    ]


def test_no_secret_is_in_clear_on_disk_at_any_time(tmp_path: Path) -> None:
    async def sale(journal: Journal) -> None:
        key = journal.card_key(NUMBER)
        first = asked(card=key)
        assert TOKEN in BODY
        assert PIN in BODY
        await journal.commit([first], cards=[CardSeen(key, NUMBER, (CODE,))])
        assert files_with(tmp_path, IN_CLEAR) == []
        await journal.commit([needs_manager(first.operation, Why.NO_HISTORY, NOW)])
        await journal.idle_care()
        await journal.commit([done(first.operation)])
        assert files_with(tmp_path, IN_CLEAR) == []

    with_journal(tmp_path, sale)
    assert files_with(tmp_path, IN_CLEAR) == []


def no_funds(one: Operation) -> Step:
    return refused(one, Why.NO_FUNDS, NOW, "400")


@pytest.mark.parametrize("cut", ["by care", "by closing"])
def test_even_the_sealed_body_is_gone_once_the_log_was_cut(
    tmp_path: Path, cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "CUT_EVERY", 0.0)
    kept: list[bytes] = []

    async def sale(journal: Journal) -> None:
        for number, end in enumerate((done, no_funds)):
            first = asked(ref_id=f"ref-{number}")
            await journal.commit([first])
            sealed = await journal._read(sealed_body, f"ref-{number}")
            assert sealed is not None
            kept.append(sealed[16:48])
            await journal.idle_care()
            assert files_with(tmp_path, kept[-1:]) != []  # it is there while it is needed
            await journal.commit([end(first.operation)])
        if cut == "by care":
            await journal.idle_care()
            assert files_with(tmp_path, kept) == []

    with_journal(tmp_path, sale)
    assert files_with(tmp_path, kept) == []


def test_values_that_hold_secrets_hide_them_when_printed(tmp_path: Path) -> None:
    async def look(journal: Journal) -> str:
        key = journal.card_key(NUMBER)
        return repr([journal._store.keys, CardSeen(key, NUMBER, (CODE,)), key, asked().operation])

    shown = with_journal(tmp_path, look)
    assert NUMBER not in shown
    assert "canary" not in shown
    assert "x01x02" not in shown.replace("\\", "")
