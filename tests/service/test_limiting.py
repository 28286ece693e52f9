"""Above a limit somebody approves, above the second one two managers do; both survive a restart."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.domain.limits import Limits, table_of
from pos_app.domain.operation import Kind, State
from pos_app.domain.person import Act, Role
from pos_app.service import intents as want
from pos_app.service.snapshot import NotDone
from pos_app.storage.staff import StaffFile
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperCard, PaperLedger, answering, lost_before
from tests.storage.failing_disk import Fault, failing_disk

KARI, MIA, EVA = 1, 2, 3
FILES: list[Path] = []
BADGES = {KARI: "BADGE-0001", MIA: "BADGE-0002", EVA: "BADGE-0003"}
LIMITS = Limits(
    roles={
        Role.CASHIER: table_of("pay 10 25 -, hold 10 - -"),
        Role.MANAGER: table_of("fund 10 - -, refund 5 - -"),
    },
    second=table_of("pay 50 - -, fund 20 - -"),
)


@pytest.fixture(scope="module", autouse=True)
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Kari at the desk, Mia and Eva who manage; made once, since PINs are slow to hash on purpose."""
    folder = tmp_path_factory.mktemp("staff")
    made = StaffFile(folder / "staff.json", folder / "attempts")
    made.add("Kari", Role.CASHIER, "2468", BADGES[KARI])
    made.add("Mia", Role.MANAGER, "80517", BADGES[MIA])
    made.add("Eva", Role.MANAGER, "97531", BADGES[EVA])
    FILES.append(folder / "staff.json")
    yield
    FILES.clear()


async def staffed(store: Store, ledger: PaperLedger, *, eva: bool = True) -> PaperCard:
    """They stand at the till, Kari first, with a card on it."""
    store.limits = LIMITS
    shutil.copy(FILES[0], store.places.staff_file())
    if not eva:
        store.staff.remove(EVA)
    await store.stop()
    await store.start()
    card = ledger.card("shop-0001", 100_000)
    await stands(store, KARI, card)
    return card


async def stands(store: Store, who: int, card: PaperCard) -> None:
    """Somebody signs in and scans the card."""
    await store.do(want.Lock())
    await store.do(want.Badge(BADGES[who]))
    await store.scan(card)


def names(store: Store) -> list[str]:
    """Who may approve what waits."""
    waits = store.now.approval
    return [] if waits is None else [one.name for one in waits.people]


def test_above_ones_limit_a_manager_approves_and_both_names_are_written(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger)
        within = await store.place(Kind.PAY, 1_000, "within")
        assert within is not None
        assert await store.place(Kind.PAY, 1_001, "above") is None
        waits = store.now.approval
        assert waits is not None
        assert (waits.act, waits.over_limit, names(store)) == (Act.PAY, True, ["Mia", "Eva"])
        assert card.balance() == 99_000, "nothing is asked before somebody approves"
        now = await store.do(want.Badge(BADGES[MIA]))
        assert (now.approval, now.person.name) == (None, "Kari")
        one = now.operation(now.ref_of("above"))
        assert one is not None
        assert (one.state, one.staff_name, card.balance()) == (State.CONFIRMED, "Kari", 97_999)
        told = await store.journal.story(one.ref_id)
        assert ("approved", "Mia") in [(step.what, step.detail) for step in told]

    virtually(tmp_path, story)


def test_the_day_counts_over_restarts_and_a_clock_set_back_and_ends_at_midnight(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger)
        for number in range(2):
            assert await store.place(Kind.PAY, 1_000, f"pay {number}") is not None
        await store.stop()
        store.clock.shift -= 3_600.0
        await store.start()
        await stands(store, KARI, card)
        assert await store.place(Kind.PAY, 501, "above") is None
        assert store.now.approval is not None
        await store.do(want.Decline())
        assert await store.place(Kind.PAY, 500, "rest") is not None
        store.clock.shift += 2 * 86_400.0
        assert await store.place(Kind.PAY, 1_000, "the next day") is not None

    virtually(tmp_path, story)


def test_what_was_refused_does_not_count_and_what_is_not_known_does(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger)
        ledger.fault = answering(402, times=1)
        for number in range(3):
            await store.place(Kind.PAY, 1_000, f"pay {number}")
        assert card.balance() == 98_000
        ledger.fault = lost_before(1)
        await store.place(Kind.PAY, 500, "not known")
        other = ledger.card("shop-0002", 5_000)
        await store.scan(other)
        assert await store.place(Kind.PAY, 1, "one more") is None
        assert store.now.approval is not None

    virtually(tmp_path, story)


def test_above_the_second_limit_two_managers_are_needed(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger)
        await store.place(Kind.PAY, 5_001, "much")
        now = await store.do(want.Badge(BADGES[MIA]))
        assert now.approval is not None
        assert ([one.name for one in now.approval.approved], names(store)) == (["Mia"], ["Eva"])
        await store.do(want.Badge(BADGES[MIA]))
        assert card.balance() == 100_000, "the same manager twice is one"
        now = await store.do(want.Badge(BADGES[EVA]))
        assert now.approval is None
        assert card.balance() == 94_999
        one = now.operation(now.ref_of("much"))
        assert one is not None
        told = await store.journal.story(one.ref_id)
        assert [step.detail for step in told if step.what == "approved"] == ["Mia", "Eva"]

    virtually(tmp_path, story)


def test_a_manager_funds_and_refunds_above_the_limit_with_another(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger)
        paid = await store.place(Kind.PAY, 1_000, "paid")
        assert paid is not None
        await stands(store, MIA, card)
        number = store.now.card.number
        await store.do(want.Fund(nok(1_001), "sold", "fund", number, "7"))
        assert names(store) == ["Eva"]
        await store.do(want.Badge(BADGES[EVA]))
        assert card.balance() == 100_001
        await store.do(want.LookForRefund(paid.ref_id))
        await store.do(want.Refund(paid.ref_id, nok(501), "back"))
        assert names(store) == ["Eva"]
        await store.do(want.Badge(BADGES[EVA]))
        await asyncio.sleep(1)
        assert card.balance() == 100_502
        unsold = ledger.card("shop-0009", 0, status="inactive")
        await store.scan(unsold)
        await store.do(want.Activate(nok(2_001), 3, "sell", store.now.card.number, "8"))
        assert names(store) == ["Eva"], "two managers: the one who asks, and another"
        await store.do(want.Badge(BADGES[EVA]))
        assert unsold.balance() == 2_001

    virtually(tmp_path, story)


def test_where_nobody_can_approve_it_is_said(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger, eva=False)
        await stands(store, MIA, card)
        await store.do(want.Fund(nok(1_001), "sold", "fund", store.now.card.number, "7"))
        assert store.now.approval is None
        assert store.now.refusals[0].code is NotDone.OVER_LIMIT

    virtually(tmp_path, story)


def test_a_double_press_waits_once(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger)
        for _ in range(2):
            await store.place(Kind.PAY, 1_001, "above")
        assert store.now.approval is not None
        assert not store.now.refusals
        await store.place(Kind.PAY, 1_001, "another")
        assert store.now.refusals[0].token == "another"
        await store.do(want.Badge(BADGES[MIA]))
        assert card.balance() == 98_999

    virtually(tmp_path, story)


def test_presses_at_the_same_time_count_together(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger)
        for number in range(2):
            await store.place(Kind.PAY, 1_000, f"pay {number}")
        other = ledger.card("shop-0002", 5_000)
        number = store.now.card.number
        first = store.shop.carry_out(want.Place(Kind.PAY, nok(400), "1", "a", number))
        task = asyncio.get_running_loop().create_task(first)
        await asyncio.sleep(0)
        await store.scan(other)
        await store.do(want.Place(Kind.PAY, nok(400), "1", "b", store.now.card.number))
        await task
        assert card.balance() == 97_600
        assert other.balance() == 5_000

    virtually(tmp_path, story)


def test_nothing_above_a_limit_goes_out_after_a_mistake_of_ours(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger)
        await store.place(Kind.PAY, 1_001, "above")
        store.shop.note_our_fault()
        now = await store.do(want.Badge(BADGES[MIA]))
        assert now.approval is None
        assert (now.refusals[0].token, now.refusals[0].code) == ("above", NotDone.NOT_APPROVED)
        await store.place(Kind.PAY, 1_001, "again")
        assert store.now.refusals[0].code is NotDone.TROUBLE
        assert card.balance() == 100_000

    virtually(tmp_path, story)


def test_an_approval_that_comes_late_takes_no_others_place(tmp_path: Path) -> None:
    """A refund whose history was slow must not stand where another act waits to be approved."""

    async def story(store: Store, ledger: PaperLedger) -> None:
        card, other = await staffed(store, ledger), ledger.card("shop-0002", 50_000)
        paid = await store.place(Kind.PAY, 1_000, "paid")
        assert paid is not None
        await stands(store, MIA, other)
        ledger.slow_back["shop-0001/transactions"] = 5.0
        store.spawn(store.shop.carry_out(want.Refund(paid.ref_id, nok(501), "slow")), "slow")
        await asyncio.sleep(1)
        await store.do(want.Fund(nok(1_001), "sold", "fund", store.now.card.number, "7"))
        await asyncio.sleep(6)
        assert store.now.approval is not None
        assert store.now.approval.intent.token == "fund"
        assert [(one.token, one.code) for one in store.now.refusals] == [("slow", NotDone.CHANGED)]
        await store.do(want.Badge(BADGES[EVA]))
        assert (card.balance(), other.balance()) == (99_000, 51_001)

    virtually(tmp_path, story)


def test_a_refund_whose_history_comes_after_the_till_was_left_is_not_asked(tmp_path: Path) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger)
        paid = await store.place(Kind.PAY, 1_000, "paid")
        assert paid is not None
        await stands(store, MIA, card)
        ledger.slow_back["shop-0001/transactions"] = 5.0
        for token, minor in (("small", 100), ("large", 900)):
            store.spawn(store.shop.carry_out(want.Refund(paid.ref_id, nok(minor), token)), token)
            await asyncio.sleep(1)
            await store.do(want.Lock())
            await asyncio.sleep(6)
            assert store.now.approval is None
            assert (store.now.refusals[0].token, store.now.refusals[0].code) == (token, NotDone.CHANGED)
            await store.do(want.Badge(BADGES[MIA]))
        assert card.balance() == 99_000

    virtually(tmp_path, story)


def test_what_was_approved_and_could_not_be_written_is_never_sent_later(tmp_path: Path) -> None:
    """The disk takes the rows and no sync: "nothing was asked" holds after the next start too."""

    async def story(store: Store, ledger: PaperLedger) -> None:
        card = await staffed(store, ledger)
        await store.place(Kind.PAY, 1_001, "above")
        disk.breaks(Fault.SYNC, times=-1)
        now = await store.do(want.Badge(BADGES[MIA]))
        assert (now.refusals[0].token, now.refusals[0].code) == ("above", NotDone.TROUBLE)
        await store.stop()
        disk.heals()
        await store.start()
        await asyncio.sleep(60)
        assert card.balance() == 100_000
        assert not store.now.waiting

    with failing_disk() as disk:
        virtually(tmp_path, story, vfs=disk.vfs)
