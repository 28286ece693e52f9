"""The tour's way through Connect; Training's own card service stands for one elsewhere."""

from __future__ import annotations

from pos_app.application.guide import KARI, MIA, Camera, Guide
from pos_app.application.window import Till
from pos_app.domain.person import Credential
from pos_app.ui.models.connect_state import Kept, Way
from pos_app.ui.models.gestures import FieldText, Pressed
from pos_app.ui.models.ids import CONNECT_ASK, CONNECT_PAGE, WAY, named
from pos_app.ui.models.start_state import StartProblem

PHRASE = "seven green bottles"


async def connect(guide: Guide) -> None:
    """A manager connects the till; the next start would sell there."""
    training = None if guide.till.opened is None else guide.till.opened.training
    if training is None:
        return
    await guide.hand.press("Esc")
    await guide.badge(MIA)
    await guide.hand.press("F5")
    press = guide.till.program.gesture
    press(Pressed(CONNECT_PAGE))
    await guide.picture("connect")
    press(Pressed(named(WAY, Way.OTHER)))
    cashier, manager = training.clients[Credential.CASHIER], training.clients[Credential.MANAGER]
    _type(guide, address=training.base_url, account=training.account)
    _type(guide, client=cashier.client_id, secret=manager.secret)
    await _test(guide)
    await guide.picture("connect-not-accepted")
    _type(guide, secret=cashier.secret)
    await _test(guide)
    await guide.picture("connect-tested")
    await guide.hand.press("Enter")
    _type(guide, store="Storgata", till="Till 2", passphrase=PHRASE, again="seven green")
    await guide.hand.press("Enter")
    await guide.picture("connect-this-till")
    _type(guide, again=PHRASE)
    await guide.hand.press("Enter")
    _type(guide, name="Mia", pin=MIA.pin, **{"pin-again": MIA.pin, "manager-client": manager.client_id})
    _type(guide, **{"manager-secret": manager.secret})
    await guide.scan_code("BADGE-0100")
    await _test(guide)
    await guide.picture("connect-staff")
    await guide.hand.press("Enter")
    await guide.scan_code("DINCARD:0000-1111-2222-4821")
    await guide.picture("connect-scanner")
    await guide.hand.press("Enter")
    await guide.hand.until(lambda: _kept(guide) is Kept.NO_STORE)
    await guide.picture("connect-no-store")
    press(Pressed(CONNECT_ASK))
    await guide.hand.until(lambda: _kept(guide) is Kept.DONE)
    await guide.picture("connected")
    await guide.hand.press("Esc")
    await guide.badge(KARI)
    await guide.hand.press("F1")


async def next_start(till: Till, camera: Camera) -> None:
    """The till that was connected starts again, and asks for what this computer does not keep."""
    guide = Guide(till, camera)
    await till.painted.wait()
    await guide.picture("open-this-till")
    for phrase in ("seven green", PHRASE):
        _type(guide, passphrase=phrase, **dict.fromkeys(("secret", "manager-secret"), "as on paper"))
        await guide.hand.press("Enter")
        if phrase is not PHRASE:
            await guide.hand.until(lambda: till.program.state.start.problem is not StartProblem.NONE)
            await guide.picture("open-wrong-passphrase")
    await till.ready.wait()
    await guide.hand.until(lambda: guide.is_locked)
    await guide.picture("opened")


def _type(guide: Guide, **texts: str) -> None:
    for name, text in texts.items():
        guide.till.program.gesture(FieldText(name, text))


async def _test(guide: Guide) -> None:
    await guide.hand.press("Enter")
    await guide.hand.until(lambda: not guide.till.program.state.connect.testing)


def _kept(guide: Guide) -> Kept:
    return guide.till.program.state.connect.kept
