"""A till that cannot go on hands its queue over; another one finishes it with the same references."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from pos_app.domain.operation import Kind, State
from pos_app.service import intents as want
from pos_app.storage.elsewhere import queues
from pos_app.storage.health import journal_health
from pos_app.storage.places import JOURNAL, Places
from pos_app.storage.recovery import TooShort, recovered_key, set_recovery
from pos_app.storage.rescue import TakenAlready, hand_over, opened_parcel, take_over
from pos_app.storage.sealed_file import WrongPassphrase
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from tests.service.harness import KEY, ORIGIN, Store, nok, virtually
from tests.service.paper_ledger import PaperCard, PaperLedger, lost_after, unreachable

PASSPHRASE = "three small grey herons"
OTHER_KEY = bytes(range(32, 64))
NOW = 1_800_001_000.0


def test_another_till_finishes_what_was_handed_over(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        cards = await _busy(store, ledger)
        await store.stop()
        await asyncio.to_thread(_hand, store, tmp_path / "rescue.bin")
        sent = len(ledger.requests)
        await store.start()
        empty = await store.until(lambda now: not now.waiting and not now.holds, 0.0)
        assert not empty.restored
        await asyncio.sleep(120.0)
        assert len(ledger.requests) == sent, "the old till asks for nothing any more"
        ledger.fault = None
        taker = await _taker(tmp_path, store)
        await taker.until(lambda now: not now.waiting)
        assert [one.left for one in taker.now.holds] == [nok(1_500)]
        assert taker.now.unseen == ()
        assert [card.balance() for card in cards] == [10_000 - 500 - 900, 9_700]
        assert [card.available() for card in cards] == [10_000 - 2_000 - 900, 9_700]
        for ref in {row["ref_id"] for one in cards for row in one.rows}:
            assert len(ledger.rows(ref)) == 1
        now = await taker.do(want.Capture(taker.now.holds[0].hold_id, nok(1_500), "rest"))
        assert now.holds == ()
        await taker.stop()
        file = taker.places.journal_folder(ORIGIN) / JOURNAL
        assert journal_health(file, lambda _: OTHER_KEY).is_well

    virtually(tmp_path, story)


async def _busy(store: Store, ledger: PaperLedger) -> tuple[PaperCard, PaperCard]:
    """A part captured hold, a capture and a void that never left, and a pay whose answer was lost."""
    card, other = ledger.card("shop-0001", 10_000), ledger.card("shop-0002", 10_000)
    await store.scan(card)
    await store.place(Kind.HOLD, 2_000)
    await store.do(want.Capture(store.now.holds[0].hold_id, nok(500), "part"))
    await store.scan(other)
    await store.place(Kind.HOLD, 700, "h2")
    hold_id = store.now.holds[0].hold_id
    ledger.fault = unreachable
    await store.do(want.Capture(hold_id, nok(300), "c"))
    await store.do(want.Void(hold_id, "v"))
    ledger.fault = lost_after(1)
    await store.scan(card)
    await store.place(Kind.PAY, 900, "p")
    ledger.fault = unreachable
    assert len(store.now.waiting) == 3
    return card, other


async def _taker(folder: Path, store: Store) -> Store:
    """Another till, with a key of its own, that took everything over, once."""
    taker = Store(folder / "taker", store.ledger, store.clock, 7)
    taker.key = OTHER_KEY
    parcel = opened_parcel(folder / "rescue.bin", PASSPHRASE)
    await asyncio.to_thread(take_over, taker.places, parcel, OTHER_KEY, NOW)
    with pytest.raises(TakenAlready):
        await asyncio.to_thread(take_over, taker.places, parcel, OTHER_KEY, NOW)
    return await taker.start()


def _hand(store: Store, target: Path) -> None:
    file = store.places.journal_folder(ORIGIN) / JOURNAL
    first = hand_over(store.places, file, KEY, PASSPHRASE, target, NOW)
    again = hand_over(store.places, file, KEY, PASSPHRASE, target, NOW)
    assert (first.rescue_id, first.operations) == (again.rescue_id, again.operations)
    (queue,) = queues(store.places.home)
    assert queue.handed_over
    content = target.read_bytes()
    for secret in (b"shop-0001", b"Kari", b"ref_id", first.operations[0].ref_id.encode()):
        assert secret not in content
    with pytest.raises(WrongPassphrase):
        opened_parcel(target, PASSPHRASE + "s")
    target.with_name("torn").write_bytes(content[:-1])
    with pytest.raises(WrongPassphrase):
        opened_parcel(target.with_name("torn"), PASSPHRASE)


def test_a_running_till_hands_nothing_over(tmp_path: Path) -> None:
    async def story(store: Store, _: PaperLedger) -> None:
        file = store.places.journal_folder(ORIGIN) / JOURNAL
        with pytest.raises(StorageTrouble) as met:
            await asyncio.to_thread(hand_over, store.places, file, KEY, PASSPHRASE, tmp_path / "x", 1.0)
        assert met.value.kind is TroubleKind.SECOND_WINDOW
        assert not (tmp_path / "x").exists()

    virtually(tmp_path, story)


def test_a_request_whose_bytes_are_lost_goes_to_a_manager_of_the_taker(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.scan(ledger.card("shop-0001", 10_000))
        ledger.fault = unreachable
        await store.place(Kind.HOLD, 400)
        await store.stop()
        target, taker = tmp_path / "rescue.bin", Store(tmp_path / "taker", ledger, store.clock, 7)
        file = store.places.journal_folder(ORIGIN) / JOURNAL
        now = store.clock.now()
        parcel = await asyncio.to_thread(hand_over, store.places, file, KEY, PASSPHRASE, target, now)
        parcel.bodies.clear()
        await asyncio.to_thread(take_over, taker.places, parcel, KEY, store.clock.now())
        ledger.fault = None
        await taker.start()
        await taker.settle()
        assert [one.state for one in taker.now.waiting] == [State.NEEDS_MANAGER]
        await taker.stop()
        await store.start()

    virtually(tmp_path, story)


def test_the_key_comes_back_by_the_recovery_passphrase(tmp_path: Path) -> None:
    places = Places.of(tmp_path, {})
    with pytest.raises(TooShort):
        set_recovery(places, ORIGIN, KEY, "  short   words  ")
    set_recovery(places, ORIGIN, KEY, PASSPHRASE)
    assert recovered_key(places, ORIGIN, f" {PASSPHRASE} ") == KEY
    set_recovery(places, ORIGIN, KEY, PASSPHRASE + " two")
    with pytest.raises(WrongPassphrase):
        recovered_key(places, ORIGIN, PASSPHRASE)
