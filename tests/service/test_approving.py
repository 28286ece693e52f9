"""Approval in place: what a cashier may not do alone, another lets them do once; both names are written."""

from __future__ import annotations

import asyncio
from pathlib import Path

from pos_app.domain.operation import Kind, Operation
from pos_app.domain.person import Act, Role
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone, SignInNote
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperLedger

KARI, JONAS, MIA, OLA = 1, 2, 3, 4
PINS = {KARI: "2468", JONAS: "1357", MIA: "80517", OLA: "97531"}
BADGE = "BADGE-0003"


async def staffed(store: Store) -> Store:
    """Kari and Jonas at the desk, Mia who manages, Ola who is a senior; Kari signs in."""
    store.staff.add("Kari", Role.CASHIER, PINS[KARI])
    store.staff.add("Jonas", Role.CASHIER, PINS[JONAS])
    store.staff.add("Mia", Role.MANAGER, PINS[MIA], BADGE)
    store.staff.add("Ola", Role.SENIOR, PINS[OLA])
    await store.stop()
    await store.start()
    await store.do(want.SignInByPin(KARI, PINS[KARI]))
    return store


async def held(store: Store, ledger: PaperLedger) -> Operation:
    await staffed(store)
    await store.scan(ledger.card("shop-0001", 1_000))
    hold = await store.place(Kind.HOLD, 400)
    assert hold is not None
    return hold


def test_a_part_waits_for_somebody_who_may_and_both_names_are_written(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await held(store, ledger)
        now = await store.do(want.Capture(hold.transaction_id, nok(100), "part"))
        assert now.approval is not None
        assert now.approval.act is Act.CAPTURE_PART
        assert [one.name for one in now.approval.people] == ["Mia", "Ola"]
        assert len(ledger.rows(hold.ref_id)) == 1, "nothing is asked before somebody approves"
        assert len(store.now.latest) == 1
        now = await store.do(want.Approve(OLA, "0000"))
        assert now.approval is not None
        assert now.signing is not None
        assert (now.signing.note, now.signing.number, now.signing.locked) == (SignInNote.WRONG, OLA, False)
        now = await store.do(want.Approve(OLA, PINS[OLA]))
        assert now.approval is None
        assert now.person.name == "Kari", "who approves does not take over"
        part = now.operation(now.ref_of("part"))
        assert part is not None
        assert (part.staff, part.staff_name, part.amount) == (KARI, "Kari", nok(100))
        told = await store.journal.story(part.ref_id)
        assert [(one.what, one.detail) for one in told[:2]] == [
            ("asked and sending", "capture"),
            ("approved", "Ola"),
        ]
        assert [row["amount"] for row in ledger.rows(part.ref_id)] == [100]

    virtually(tmp_path, story)


def test_anothers_hold_is_voided_by_a_badge(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await held(store, ledger)
        await store.do(want.Lock())
        await store.do(want.SignInByPin(JONAS, PINS[JONAS]))
        now = await store.do(want.Void(hold.transaction_id, "void"))
        assert now.approval is not None
        assert now.approval.act is Act.VOID_OTHERS
        now = await store.do(want.Badge("no badge at all"))
        assert now.approval is not None
        now = await store.do(want.Badge(BADGE))
        assert (now.approval, now.person.name) == (None, "Jonas")
        assert now.holds == ()

    virtually(tmp_path, story)


def test_ones_own_hold_and_the_whole_of_it_need_nobody(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await held(store, ledger)
        await store.do(want.Void(hold.transaction_id, "void"))
        assert store.now.approval is None
        assert store.now.holds == ()
        again = await store.place(Kind.HOLD, 400, "again")
        assert again is not None
        await store.do(want.Capture(again.transaction_id, nok(400), "whole"))
        assert store.now.approval is None
        assert store.now.holds == ()

    virtually(tmp_path, story)


def test_declined_or_locked_nothing_is_asked(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await held(store, ledger)
        asked = len(ledger.requests)
        ends: tuple[want.Intent, ...] = (want.Decline(), want.Lock())
        for number, end in enumerate(ends):
            token = f"part {number}"
            assert (await store.do(want.Capture(hold.transaction_id, nok(100), token))).approval is not None
            now = await store.do(end)
            assert now.approval is None
            assert (now.refusals[0].token, now.refusals[0].code) == (token, NotDone.NOT_APPROVED)
            await store.do(want.SignInByPin(KARI, PINS[KARI]))
        await store.do(want.Approve(MIA, PINS[MIA]))
        await store.do(want.Badge(BADGE))
        assert len(ledger.requests) == asked, "an approval that comes too late does nothing"

    virtually(tmp_path, story)


def test_nobody_approves_their_own_act_and_no_cashier_anothers(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await held(store, ledger)
        await store.do(want.Capture(hold.transaction_id, nok(100), "part"))
        for number in (KARI, JONAS):
            assert (await store.do(want.Approve(number, PINS[number]))).approval is not None
        assert [one.amount for one in store.now.holds] == [nok(400)]

    virtually(tmp_path, story)


def test_guessing_at_an_approval_is_slowed_down_as_at_signing_in(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await held(store, ledger)
        await store.do(want.Capture(hold.transaction_id, nok(100), "part"))
        for _ in range(5):
            await store.do(want.Approve(MIA, "0000"))
        assert store.now.signing is not None
        assert store.now.signing.note is SignInNote.LOCKED_OUT
        now = await store.do(want.Approve(MIA, PINS[MIA]))
        assert now.approval is not None, "the right PIN is not looked at meanwhile"

    virtually(tmp_path, story)


def test_what_changed_while_it_waited_is_checked_again(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await held(store, ledger)
        await store.do(want.Capture(hold.transaction_id, nok(100), "part"))
        await store.shop._till.move(want.Capture(hold.transaction_id, nok(400), "whole"), ())
        await store.until(lambda now: not now.holds)
        now = await store.do(want.Approve(MIA, PINS[MIA]))
        assert (now.refusals[0].token, now.refusals[0].code) == ("part", NotDone.HOLD_GONE)

    virtually(tmp_path, story)


def test_one_thing_at_a_time_waits_for_an_approval(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await held(store, ledger)
        first = (await store.do(want.Capture(hold.transaction_id, nok(100), "first"))).approval
        now = await store.do(want.Capture(hold.transaction_id, nok(200), "second"))
        assert now.approval == first
        assert (now.refusals[0].token, now.refusals[0].code) == ("second", NotDone.CHANGED)

    virtually(tmp_path, story)


def test_a_pin_that_was_typed_for_one_act_approves_no_other(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        hold = await held(store, ledger)
        await store.do(want.Capture(hold.transaction_id, nok(100), "first"))
        typed = asyncio.create_task(store.shop.carry_out(want.Approve(MIA, PINS[MIA])))
        await asyncio.sleep(0)  # the PIN is being looked at in a thread
        await store.shop.carry_out(want.Decline())
        await store.shop.carry_out(want.Capture(hold.transaction_id, nok(200), "second"))
        await typed
        await store.settle()
        assert store.now.approval is not None, "the second waits for an approval of its own"
        assert [one.amount for one in store.now.holds] == [nok(400)]

    virtually(tmp_path, story)
