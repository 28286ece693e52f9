"""Signing in on real files: PINs, badges, wrong tries over restarts and clock jumps, and the locked till."""

from __future__ import annotations

import asyncio
from pathlib import Path

from pos_app.domain.operation import Kind
from pos_app.domain.person import Role
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone, SignInNote, Snapshot
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperLedger

KARI_PIN, MIA_PIN, BADGE = "2468", "80517", "BADGE-0007"


async def _staffed(store: Store) -> Store:
    """The till started anew with Kari, and Mia who has a badge."""
    store.staff.add("Kari", Role.CASHIER, KARI_PIN)
    store.staff.add("Mia", Role.MANAGER, MIA_PIN, BADGE)
    await store.stop()
    return await store.start()


async def _try(store: Store, number: int, pin: str) -> Snapshot:
    return await store.do(want.SignInByPin(number, pin))


def test_nothing_is_done_before_somebody_signs_in(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await _staffed(store)
        signing = store.now.signing
        assert signing is not None
        assert (signing.locked, [one.name for one in signing.people]) == (True, ["Kari", "Mia"])
        asked = len(ledger.requests)
        await store.scan(card)
        now = await store.do(want.Badge(card.token))
        assert len(ledger.requests) == asked, "a gift card is not read while the till is locked"
        assert now.signing is not None
        assert now.signing.note is SignInNote.SIGN_IN_FIRST
        await store.do(want.Place(Kind.PAY, nok(100), "1", "t", now.card.number))
        assert store.now.refusals[0].code is NotDone.NOT_ALLOWED
        await _try(store, 1, KARI_PIN)
        assert store.now.person.name == "Kari"
        await store.scan(card)
        assert await store.place(Kind.PAY, 100) is not None
        assert card.balance() == 9_900

    virtually(tmp_path, story)


def test_a_badge_switches_at_once_and_no_card_is_asked_for(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await _staffed(store)
        await _try(store, 1, KARI_PIN)
        await store.scan(card)
        asked = len(ledger.requests)
        now = await store.do(want.Badge(BADGE))
        assert (now.person.name, now.person.role) == ("Mia", Role.MANAGER)
        assert len(ledger.requests) == asked, "a badge never leaves the till"
        assert now.card.card is None
        now = await store.do(want.Badge("no badge"))
        assert now.signing is not None
        assert now.signing.note is SignInNote.NONE, "a goods barcode is not a wrong badge"
        await store.do(want.SwitchPerson())
        assert store.now.person.name == "Mia", "Training's key opens nothing where staff sign in"
        now = await store.do(want.Lock())
        assert now.signing is not None
        assert now.signing.locked
        now = await store.do(want.Badge(BADGE))
        assert now.signing is not None
        assert not now.signing.locked

    virtually(tmp_path, story)


def test_wrong_pins_lock_out_over_restarts_and_clock_jumps(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await _staffed(store)
        for left in (4, 3, 2, 1):
            signing = (await _try(store, 1, "9876")).signing
            assert signing is not None
            assert (signing.note, signing.tries_left) == (SignInNote.WRONG, left)
        await store.stop()
        await store.start()
        signing = (await _try(store, 1, "9876")).signing
        assert signing is not None
        assert signing.note is SignInNote.LOCKED_OUT
        store.clock.shift += 86_400.0
        await store.stop()
        await store.start()
        signing = (await _try(store, 1, KARI_PIN)).signing
        assert signing is not None
        assert signing.locked, "neither a restart nor a new date helps"
        await _try(store, 2, MIA_PIN)
        assert store.now.person.name == "Mia", "nobody else is locked out"
        await store.do(want.Lock())
        await asyncio.sleep(70.0)
        signing = (await _try(store, 1, KARI_PIN)).signing
        assert signing is not None
        assert not signing.locked

    virtually(tmp_path, story)


def test_ten_thousand_pins_get_less_than_a_hundred_tries_a_day(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await _staffed(store)
        looked_at = 0
        has_pin = store.staff.has_pin

        async def counted(number: int, pin: str) -> bool:
            nonlocal looked_at
            looked_at += 1
            return pin == KARI_PIN if number == 1 else await has_pin(number, pin)

        store.staff.has_pin = counted  # type: ignore[method-assign]  # the hash alone would take an hour
        loop = asyncio.get_running_loop()
        end, pin = loop.time() + 86_400.0, 0
        while loop.time() < end and pin < 10_000:
            guess = f"{pin:04}"
            signing = (await _try(store, 1, guess)).signing
            assert signing is not None
            if signing.note is SignInNote.LOCKED_OUT:
                await asyncio.sleep(max(signing.until - loop.time(), 1.0))
            else:
                pin += 1
        assert 5 < looked_at < 100

    virtually(tmp_path, story)


def test_a_kill_in_the_middle_of_a_try_saves_no_try(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await _staffed(store)
        for _ in range(4):
            await _try(store, 1, "9876")
        store.spawn(store.shop.carry_out(want.SignInByPin(1, "9876")), "a last try")
        await asyncio.sleep(0)
        await store.stop()
        await store.start()
        signing = (await _try(store, 1, KARI_PIN)).signing
        assert signing is not None
        assert signing.note is SignInNote.LOCKED_OUT

    virtually(tmp_path, story)


def test_a_number_nobody_has_and_a_till_without_staff_change_nothing(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        for intent in (want.Lock(), want.SignInByPin(1, KARI_PIN)):
            assert (await store.do(intent)).signing is None
        await store.scan(card)
        assert await store.place(Kind.PAY, 100) is not None
        await _staffed(store)
        before = store.now.signing
        assert (await _try(store, 77, KARI_PIN)).signing == before

    virtually(tmp_path, story)


def test_every_act_at_a_locked_till_is_refused_and_nothing_is_sent(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = ledger.card("shop-0001", 10_000)
        await store.scan(card)
        hold = await store.place(Kind.HOLD, 400)
        assert hold is not None
        number = store.now.card.number
        await _staffed(store)
        asked = len(ledger.requests)
        acts = (
            want.Place(Kind.PAY, nok(100), "1", "t1", number),
            want.Fund(nok(100), "sold", "t2", number),
            want.Capture(hold.transaction_id, nok(400), "t3"),
            want.Void(hold.transaction_id, "t4"),
        )
        for act in acts:
            refusal = (await store.do(act)).refusals[0]
            assert (refusal.token, refusal.code) == (act.token, NotDone.NOT_ALLOWED)
        await store.do(want.ReadAgain())
        await store.do(want.SwitchPerson())
        await store.do(want.LookInto(hold.ref_id))
        await store.do(want.RefreshHolds())
        assert len(ledger.requests) == asked
        assert store.now.signing is not None
        assert store.now.signing.locked

    virtually(tmp_path, story)


def test_a_manager_adds_and_removes_staff_and_the_last_manager_stays(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await store.do(want.SwitchPerson())
        now = await store.do(want.AddStaff("Kari", Role.CASHIER, "t0", KARI_PIN))
        assert now.refusals[0].code is NotDone.LAST_MANAGER, "the first one must be able to manage"
        now = await store.do(want.AddStaff("Mia", Role.MANAGER, "t1", MIA_PIN, BADGE))
        assert now.signing is not None
        assert (now.signing.locked, [one.name for one in now.signing.people]) == (False, ["Mia"])
        for pin, badge in (("1111", ""), (KARI_PIN, BADGE)):
            now = await store.do(want.AddStaff("Kari", Role.CASHIER, f"t {badge}", pin, badge))
            assert now.refusals[0].code is NotDone.UNFIT
        await store.do(want.AddStaff("Kari", Role.CASHIER, "t2", KARI_PIN))
        await store.do(want.Lock())
        assert (await _try(store, 2, KARI_PIN)).person.name == "Kari"
        for intent in (want.AddStaff("Eve", Role.MANAGER, "t3", "97531"), want.RemoveStaff(1, "t3")):
            now = await store.do(intent)
            assert (now.refusals[0].token, now.refusals[0].code) == ("t3", NotDone.NOT_ALLOWED)
        await store.do(want.Badge(BADGE))
        now = await store.do(want.RemoveStaff(1, "t4"))
        assert now.refusals[0].code is NotDone.LAST_MANAGER
        now = await store.do(want.RemoveStaff(2, "t5"))
        assert now.signing is not None
        assert [one.name for one in now.signing.people] == ["Mia"]
        await store.do(want.Lock())
        now = await _try(store, 2, KARI_PIN)
        assert now.signing is not None
        assert now.signing.locked
        await store.stop()
        await store.start()
        assert store.now.signing is not None
        assert [one.name for one in store.now.signing.people] == ["Mia"]

    virtually(tmp_path, story)


def test_a_manager_who_removes_themselves_locks_the_till(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        await _staffed(store)
        await store.do(want.Badge(BADGE))
        now = await store.do(want.RemoveStaff(77, "nobody"))
        assert now.refusals[0].code is NotDone.CHANGED
        await store.do(want.AddStaff("Ida", Role.MANAGER, "t", "97531"))
        now = await store.do(want.RemoveStaff(now.person.number, "me"))
        assert now.signing is not None
        assert now.signing.locked
        assert [one.name for one in now.signing.people] == ["Kari", "Ida"]

    virtually(tmp_path, story)
