"""The manager's part of the tour: funding a card, giving a payment back, settling what nothing else can."""

from __future__ import annotations

import asyncio

from pos_app.application.elsewhere import deaf, lands_late
from pos_app.application.guide import KARI, MIA, Guide
from pos_app.domain.person import Role
from pos_app.domain.resolving import Choice, Grounds
from pos_app.ui.models.gestures import FieldText, Pressed
from pos_app.ui.models.ids import (
    AUDIT_EXPORT,
    AUDIT_PAGE,
    CHOICE,
    GROUNDS,
    QUICK,
    REASON,
    ROLE,
    ROW_REFUND,
    SETTING_KEEP,
    SETTINGS_PAGE,
    STAFF_PAGE,
    named,
)
from pos_app.ui.models.settings import Practise


async def manager(guide: Guide) -> None:
    """The training manager funds a card."""
    await guide.hand.press("Esc")
    await guide.badge(MIA)
    await guide.hand.press("F5")
    await guide.scan(Practise.NEARLY_EMPTY)
    await guide.hand.type("500")
    await guide.picture("fund")
    guide.till.program.gesture(Pressed(named(REASON, "sold")))
    await guide.hand.press("F9")
    await guide.picture("fund-asks")
    await guide.hand.press("F9")
    await guide.settled()
    await guide.picture("funded")
    await activate(guide)
    await refund(guide)
    await staff(guide)
    await audit(guide)
    await settings(guide)
    await guide.badge(KARI)
    await guide.hand.press("F1")


async def activate(guide: Guide) -> None:
    """A card that is not sold yet turns Fund into Activate; the same order does not spend it unasked."""
    await guide.hand.press("Esc")
    await guide.hand.press("Esc")
    await guide.hand.press("F1")
    await guide.scan(Practise.INACTIVE)
    await guide.picture("activate")
    guide.till.program.gesture(Pressed(named(QUICK, "50000")))
    await guide.hand.press("F9")
    await guide.picture("activate-asks")
    await guide.hand.press("F9")
    await guide.settled()
    await guide.picture("activated")
    await guide.hand.press("F1")
    await guide.hand.type("100")
    await guide.hand.press("F9")
    await guide.picture("same-order-asks")
    await guide.hand.press("Esc")
    await guide.hand.press("F5")
    await guide.hand.press("Esc")
    await guide.hand.press("Esc")


async def staff(guide: Guide) -> None:
    """Somebody is taken on, with a badge."""
    await guide.hand.press("F5")
    guide.till.program.gesture(Pressed(STAFF_PAGE))
    guide.till.program.gesture(Pressed(named(ROLE, Role.SENIOR)))
    for field, text in (("name", "Ola"), ("pin", "97531"), ("pin-again", "97531")):
        guide.till.program.gesture(FieldText(field, text))
    await guide.scan_code("BADGE-0104")
    await guide.picture("staff")
    people = guide.hand.snapshot.signing
    await guide.hand.press("Enter")
    await guide.hand.until(lambda: guide.hand.snapshot.signing != people)
    await guide.picture("staff-taken-on")
    await guide.hand.press("Esc")


async def audit(guide: Guide) -> None:
    """Who did what, and an export of it."""
    await guide.hand.press("F5")
    guide.till.program.gesture(Pressed(AUDIT_PAGE))
    await guide.hand.until(lambda: bool(guide.hand.snapshot.audit.rows))
    await guide.picture("audit")
    guide.till.program.gesture(Pressed(AUDIT_EXPORT))
    await guide.hand.until(lambda: bool(guide.hand.snapshot.audit.exported))
    await guide.picture("audit-exported")
    await guide.hand.press("Esc")


async def settings(guide: Guide) -> None:
    """Settings, each with what it usually is; one that cannot be used, and one that can."""
    await guide.hand.press("F5")
    press = guide.till.program.gesture
    press(Pressed(SETTINGS_PAGE))
    await guide.picture("settings")
    press(FieldText("idle_minutes", "soon"))
    press(Pressed(SETTING_KEEP))
    await guide.hand.until(lambda: bool(guide.till.program.state.setting.wrong))
    await guide.picture("settings-wrong")
    press(FieldText("idle_minutes", "10"))
    press(Pressed(SETTING_KEEP))
    await guide.hand.until(lambda: guide.till.program.state.setting.kept)
    await guide.picture("settings-saved")
    await guide.hand.press("Esc")


async def refund(guide: Guide) -> None:
    """A payment is given back from History, after its card's history was read."""
    await guide.hand.press("F1")
    await guide.scan(Practise.RICH)
    await guide.hand.type("90")
    await guide.hand.press("Shift+F9")
    await guide.settled()
    paid = guide.hand.snapshot.latest[0]
    await guide.hand.press("F4")
    await guide.hand.until(lambda: bool(guide.hand.snapshot.found.page.rows))
    guide.till.program.gesture(Pressed(named(ROW_REFUND, paid.ref_id)))
    await guide.hand.until(lambda: bool(guide.hand.snapshot.refund and guide.hand.snapshot.refund.taken))
    await guide.picture("refund-asks")
    await guide.hand.press("F9")
    await guide.settled()
    await guide.picture("refunded")


async def resolve(guide: Guide) -> None:
    """A payment was cancelled while nobody answered, and happened even so: a manager gives it back."""
    await guide.hand.press("Esc")
    await guide.badge(MIA)
    await guide.scan(Practise.RICH)
    await guide.hand.type("60")
    guide.till.pause_training()
    async with deaf(guide.till):
        await guide.hand.press("Shift+F9")
        await guide.hand.until(lambda: bool(guide.hand.snapshot.waiting))
        await asyncio.sleep(1.1)
        await guide.hand.press("F8")
        await guide.hand.press("F8")
        await guide.hand.until(lambda: guide.hand.snapshot.waiting[0].cancel)
    cancelled = guide.hand.snapshot.waiting[0]
    guide.till.resume_training()
    await guide.hand.until(lambda: guide.till.training_runs)
    await lands_late(guide.till, cancelled)
    await guide.hand.until(lambda: bool(guide.hand.snapshot.needs_manager), 120.0)
    await guide.hand.press("F3")
    await guide.hand.press("Down")
    await guide.picture("needs-a-manager")
    await guide.hand.press("F9")
    await guide.hand.until(lambda: bool(guide.hand.snapshot.case and guide.hand.snapshot.case.choices))
    await guide.picture("resolve")
    guide.till.program.gesture(Pressed(named(CHOICE, Choice.GIVE_BACK)))
    await guide.picture("resolve-how-known")
    await asyncio.sleep(0.5)
    guide.till.program.gesture(Pressed(named(GROUNDS, Grounds.CUSTOMER)))
    await guide.settled()
    await guide.picture("resolved")
    await guide.badge(KARI)
    await guide.hand.press("F1")
