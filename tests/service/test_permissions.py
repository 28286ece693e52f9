"""Every permission on its path into the service, from the one table: what a role lacks is not carried out."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from pos_app.domain.operation import Kind
from pos_app.domain.person import PERMISSIONS, Act, Role
from pos_app.domain.resolving import Choice, Grounds
from pos_app.service import intents as want
from pos_app.storage.staff import StaffFile
from tests.service.harness import Store, nok, virtually
from tests.service.paper_ledger import PaperCard, PaperLedger, answering, lost_before

BADGES = {role: f"BADGE-{role.value}" for role in Role}
BOSS = "BADGE-boss"


class Trial:
    """A till with somebody of each role; the boss prepares what another then tries."""

    def __init__(self, store: Store, ledger: PaperLedger) -> None:
        self.store, self.ledger = store, ledger
        self.card: PaperCard = ledger.card("shop-0001", 10_000)

    async def open(self, staff: Path) -> None:
        """Start anew with these people; the boss signs in."""
        shutil.copy(staff, self.store.places.staff_file())
        await self.store.stop()
        await self.store.start()
        await self._stands_here(BOSS)

    async def become(self, role: Role) -> None:
        await self._stands_here(BADGES[role])

    async def _stands_here(self, badge: str) -> None:
        await self.store.do(want.Badge(badge))
        await self.store.scan(self.card)

    async def moved(self, intent: want.Intent) -> bool:
        """Whether money was asked to move, or what was open changed."""
        before = len(self.card.rows)
        await self.store.do(intent)
        await self.store.settle()
        return len(self.card.rows) > before

    async def hold(self, token: str) -> str:
        made = await self.store.place(Kind.HOLD, 400, token)
        assert made is not None
        return made.transaction_id


Try = Callable[[Trial, Role], Awaitable[bool]]


def place(kind: Kind) -> Try:
    async def attempt(trial: Trial, role: Role) -> bool:
        await trial.become(role)
        return await trial.moved(want.Place(kind, nok(100), "1", "t", trial.store.now.card.number))

    return attempt


async def capture(trial: Trial, role: Role) -> bool:
    await trial.become(role)
    return await trial.moved(want.Capture(await trial.hold("h"), nok(400), "t"))


async def capture_part(trial: Trial, role: Role) -> bool:
    await trial.become(role)
    return await trial.moved(want.Capture(await trial.hold("h"), nok(100), "t"))


async def void(trial: Trial, role: Role) -> bool:
    await trial.become(role)
    return await trial.moved(want.Void(await trial.hold("h"), "t"))


async def void_others(trial: Trial, role: Role) -> bool:
    theirs = await trial.hold("h")
    await trial.become(role)
    return await trial.moved(want.Void(theirs, "t"))


def cancel(kind: Kind) -> Try:
    async def attempt(trial: Trial, role: Role) -> bool:
        trial.ledger.fault = lost_before(99)
        made = await trial.store.place(kind, 400, "w")
        assert made is not None
        await trial.become(role)
        now = await trial.store.do(want.Cancel(made.ref_id))
        found = now.operation(made.ref_id)
        trial.ledger.fault = None
        return found is not None and found.cancel

    return attempt


async def fund(trial: Trial, role: Role) -> bool:
    await trial.become(role)
    return await trial.moved(want.Fund(nok(100), "sold", "t", trial.store.now.card.number))


async def activate(trial: Trial, role: Role) -> bool:
    trial.card = trial.ledger.card("shop-0009", 0, status="inactive")
    await trial.become(role)
    return await trial.moved(want.Activate(nok(100), 3, "t", trial.store.now.card.number))


async def refund(trial: Trial, role: Role) -> bool:
    paid = await trial.store.place(Kind.PAY, 400, "p")
    assert paid is not None
    await trial.become(role)
    await trial.store.do(want.LookForRefund(paid.ref_id))
    return await trial.moved(want.Refund(paid.ref_id, nok(100), "t"))


async def staff(trial: Trial, role: Role) -> bool:
    await trial.become(role)
    now = await trial.store.do(want.AddStaff("Eve", Role.MANAGER, "t", "24680"))
    added = now.signing is not None and any(one.name == "Eve" for one in now.signing.people)
    now = await trial.store.do(want.RemoveStaff(1, "u"))
    gone = now.signing is not None and not any(one.name == "Boss" for one in now.signing.people)
    assert added is gone
    return added


async def audit(trial: Trial, role: Role) -> bool:
    await trial.become(role)
    seen = (await trial.store.do(want.ReadAudit(1))).audit.rows
    exported = (await trial.store.do(want.ExportAudit(2))).audit.exported
    assert bool(seen) is bool(exported)
    return bool(seen)


async def resolve(trial: Trial, role: Role) -> bool:
    trial.ledger.may_read = False
    trial.ledger.fault = answering(202, times=10_000)
    await trial.store.place(Kind.PAY, 400, "w")
    now = await trial.store.until(lambda now: bool(now.needs_manager))
    trial.ledger.fault, trial.ledger.may_read = None, True
    await asyncio.sleep(61)
    await trial.become(role)
    ref = now.needs_manager[0].ref_id
    await trial.store.do(want.LookInto(ref))
    await trial.store.do(want.Resolve(ref, Choice.DID_NOT, Grounds.BOOKS))
    return not trial.store.now.needs_manager


TRIES: dict[Act, Try] = {
    Act.HOLD: place(Kind.HOLD),
    Act.PAY: place(Kind.PAY),
    Act.CAPTURE: capture,
    Act.CAPTURE_PART: capture_part,
    Act.VOID: void,
    Act.VOID_OTHERS: void_others,
    Act.CANCEL_HOLD: cancel(Kind.HOLD),
    Act.CANCEL_PAY: cancel(Kind.PAY),
    Act.FUND: fund,
    Act.ACTIVATE: activate,
    Act.REFUND: refund,
    Act.STAFF: staff,
    Act.AUDIT: audit,
    Act.RESOLVE: resolve,
}
ELSEWHERE = {Act.LOOK_UP, Act.CONNECT, Act.SETTINGS}
"""Everybody looks up; Connect and Settings never come to the service (tests/models/test_connect.py)."""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The boss, and one of each role; made once, since PINs are slow to hash on purpose."""
    folder = tmp_path_factory.mktemp("staff")
    file = StaffFile(folder / "staff.json", folder / "attempts")
    file.add("Boss", Role.MANAGER, "13579", BOSS)
    for role, badge in BADGES.items():
        file.add(role.value.title(), role, "24680", badge)
    return folder / "staff.json"


def test_every_permission_is_tried() -> None:
    assert set(TRIES) | ELSEWHERE == set(Act)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", TRIES)
def test_a_role_does_what_the_table_says_and_nothing_else(
    tmp_path: Path, people: Path, act: Act, role: Role
) -> None:
    async def story(store: Store, ledger: PaperLedger) -> None:
        trial = Trial(store, ledger)
        await trial.open(people)
        assert await TRIES[act](trial, role) is (act in PERMISSIONS[role])

    virtually(tmp_path, story)
