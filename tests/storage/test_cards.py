"""What a journal remembers of cards and their codes."""

from __future__ import annotations

from pathlib import Path

from pos_app.domain.card import CardKey
from pos_app.storage.journal import CardSeen, Journal
from tests.domain.values import operation
from tests.storage.tills import NOW, asked, with_journal


def test_a_card_is_found_again_by_each_of_its_codes(tmp_path: Path) -> None:
    async def remember(journal: Journal) -> CardKey:
        key = journal.card_key("9578000000004821")
        assert (len(key.fingerprint), key.last4) == (32, "4821")
        seen = CardSeen(key, "9578000000004821", ("DINCARD:abc", "code-2"))
        assert "9578" not in repr(seen)
        assert "abc" not in repr(seen)
        await journal.commit([], cards=[seen])
        await journal.commit([], cards=[seen])
        return key

    async def find(journal: Journal) -> None:
        assert journal.card_key("9578000000004821") == key
        assert await journal.card_id(key.fingerprint) == "9578000000004821"
        assert await journal.card_id("0" * 32) is None
        for code in ("DINCARD:abc", "code-2"):
            assert await journal.find_card(journal.code_fingerprint(code)) == key
        assert await journal.find_card(journal.code_fingerprint("9578000000004821")) is None

    key = with_journal(tmp_path, remember)
    with_journal(tmp_path, find)


def test_a_code_that_moved_to_another_card_finds_the_newer_one(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        old, new = journal.card_key("card-1"), journal.card_key("card-2")
        await journal.commit([], cards=[CardSeen(old, "card-1", ("code",))])
        await journal.commit([], cards=[CardSeen(new, "card-2", ("code",))])
        assert await journal.find_card(journal.code_fingerprint("code")) == new

    with_journal(tmp_path, work)


def test_a_card_s_operations_and_its_last_use(tmp_path: Path) -> None:
    async def work(journal: Journal) -> None:
        other = CardKey("0" * 32, "0000")
        for number in range(3):
            await journal.commit([asked(ref_id=f"ref-{number}", asked_at=NOW + number)])
        await journal.commit([asked(ref_id="other", card=other, asked_at=NOW + 9)])
        ours = operation().card.fingerprint
        assert [one.ref_id for one in await journal.operations_of(ours, 2)] == ["ref-2", "ref-1"]
        assert await journal.operations_of("never", 2) == ()

    with_journal(tmp_path, work)
