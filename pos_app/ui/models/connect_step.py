"""Gestures on Connect: four steps from Training to a card service, each checked before the next."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.connecting import DINTERO, Client, Findings, Given, SecretPlace, fault_in
from pos_app.domain.person import Act
from pos_app.domain.region import REGIONS
from pos_app.domain.scan import Code, Source, read_code
from pos_app.domain.staff import is_name, is_pin
from pos_app.ui.models import ids
from pos_app.ui.models.connect_state import ConnectNews, ConnectState, Heard, Kept, NewTill, Step, Way
from pos_app.ui.models.effects import CloseProgram, KeepConnection, TryConnection
from pos_app.ui.models.gestures import FieldText, Gesture, Key, Pressed, Scanned
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import Where
from pos_app.ui.models.program_state import Moved, Over, ProgramState, focus_on, refuse, stay

LEAST_PASSPHRASE = 12
"""Characters of the shortest recovery passphrase; the vault holds to the same."""
ADDRESS, ACCOUNT, CLIENT, SECRET = "address", "account", "client", "secret"
MANAGER_CLIENT, MANAGER_SECRET = "manager-client", "manager-secret"
STORE, TILL, PASSPHRASE, AGAIN = "store", "till", "passphrase", "again"
NAME, PIN, PIN_AGAIN = "name", "pin", "pin-again"
SECRETS = frozenset({SECRET, MANAGER_SECRET, PASSPHRASE, AGAIN, PIN, PIN_AGAIN})
"""Fields that show dots."""
_ON_SERVICE = (ADDRESS, ACCOUNT, CLIENT, SECRET, MANAGER_CLIENT, MANAGER_SECRET)


def opened(state: ProgramState) -> Moved:
    """Connect is opened; only managers connect."""
    if not state.snapshot.person.may(Act.CONNECT):
        return refuse(state, Note.MANAGERS_ONLY, Where.SCAN)
    state = replace(state, over=Over.CONNECT, question=None, connect=ConnectState())
    return focus_on(state, Where.FIELD), ()


def gesture(state: ProgramState, event: Gesture) -> Moved:
    """What a person did on Connect."""
    if isinstance(event, FieldText):
        changed = state.connect.with_text(event.field, event.text)
        return replace(state, connect=replace(changed, kept=Kept.NO)), ()
    if isinstance(event, Scanned):
        return _scanned(state, event), ()
    if isinstance(event, Key):
        return _back(state) if event.name == "Esc" else stay(state)
    return _pressed(state, *ids.parted(event.button_id)) if isinstance(event, Pressed) else stay(state)


def heard(state: ProgramState, news: ConnectNews) -> ProgramState:
    """What came of a test, or of keeping; a test of what has changed meanwhile is not heard."""
    now = state.connect
    if news.found is not None:
        if news.turn != now.turn:
            return state
        state = replace(state, connect=replace(now, testing=False, found=news.found))
    if news.kept is not Kept.NO:
        kept = replace(state.connect, kept=news.kept)
        if news.kept is Kept.DONE:  # no secret stays behind; the account is still told
            kept = replace(kept, texts=((ACCOUNT, now.text(ACCOUNT)),), tested_texts=(), badge="")
        state = focus_on(replace(state, connect=kept), Where.FIELD)
    return state


def is_tested(now: ConnectState) -> bool:
    """Whether what stands in the fields is what a test found good."""
    return now.found is not None and now.found.fault is None and is_about(now)


def is_about(now: ConnectState) -> bool:
    """Whether the last test was about what stands in the fields."""
    return now.tested_texts == service_texts(now)


def service_texts(now: ConnectState) -> tuple[tuple[str, str], ...]:
    """What a test is about."""
    return ((Way.__name__, now.way.value), *((name, now.text(name)) for name in _ON_SERVICE))


def given(now: ConnectState) -> Given:
    """What stands in the fields of the first step."""
    address = now.text(ADDRESS).strip().rstrip("/") if now.way is Way.OTHER else DINTERO
    manager = Client(id=now.text(MANAGER_CLIENT).strip(), secret=now.text(MANAGER_SECRET).strip())
    return Given(
        base_url=address,
        account=now.text(ACCOUNT).strip(),
        client=Client(id=now.text(CLIENT).strip(), secret=now.text(SECRET).strip()),
        manager=manager if manager.id or manager.secret else None,
    )


def missing(now: ConnectState) -> tuple[str, ...]:
    """The fields of this step whose text cannot be taken, the first one first."""
    match now.step:
        case Step.SERVICE:
            return ()
        case Step.TILL:
            return _missing_on_till(now)
        case Step.STAFF:
            return _missing_on_staff(now)
        case Step.SCANNER:
            return ()


def _missing_on_till(now: ConnectState) -> tuple[str, ...]:
    names = [name for name in (STORE, TILL) if not is_name(now.text(name))]
    if now.way is not Way.TRAINING:
        phrase = " ".join(now.text(PASSPHRASE).split())
        names += [PASSPHRASE] if len(phrase) < LEAST_PASSPHRASE else []
        names += [AGAIN] if now.text(AGAIN) != now.text(PASSPHRASE) else []
    return tuple(names)


def _missing_on_staff(now: ConnectState) -> tuple[str, ...]:
    if not any(now.text(name) for name in (NAME, PIN, PIN_AGAIN)) and not now.badge:
        return ()
    names = [] if is_name(now.text(NAME)) else [NAME]
    names += [] if is_pin(now.text(PIN)) else [PIN]
    return tuple(names + ([] if now.text(PIN_AGAIN) == now.text(PIN) else [PIN_AGAIN]))


def _pressed(state: ProgramState, button: str, about: str) -> Moved:
    now = state.connect
    match button:
        case ids.WAY if about in tuple(Way):
            return replace(state, connect=replace(now, way=Way(about), found=None, testing=False)), ()
        case ids.REGION if about in REGIONS:
            return replace(state, connect=replace(now, region=about)), ()
        case ids.LANGUAGE:
            return replace(state, connect=replace(now, language=about)), ()
        case ids.CONNECT_TEST:
            return _test(state)
        case ids.CONNECT_ON:
            return _on(state)
        case ids.CONNECT_BACK:
            return _back(state)
        case ids.CONNECT_FILES:
            return _keep(replace(state, connect=replace(now, secrets=SecretPlace.FILE)))
        case ids.CONNECT_ASK:
            return _keep(replace(state, connect=replace(now, secrets=SecretPlace.NOWHERE)))
        case ids.LEAVE if now.kept is Kept.DONE:
            return state, (CloseProgram(),)
        case _:
            return stay(state)


def _test(state: ProgramState) -> Moved:
    now = state.connect
    asked, turn = given(now), now.turn + 1
    fault = fault_in(asked)
    tested = replace(now, turn=turn, tested_texts=service_texts(now), pressed_on=True, testing=fault is None)
    if fault is not None:
        return replace(state, connect=replace(tested, found=Findings(fault=fault))), ()
    return replace(state, connect=replace(tested, found=None)), (TryConnection(turn, asked),)


def _on(state: ProgramState) -> Moved:
    now = state.connect
    if now.testing or now.kept is Kept.KEEPING:
        return stay(state)
    if now.step in (Step.SERVICE, Step.STAFF) and now.way is not Way.TRAINING and not is_tested(now):
        return _test(state)
    if missing(now):
        return focus_on(replace(state, connect=replace(now, pressed_on=True)), Where.FIELD), ()
    if now.step is Step.SCANNER:
        return _keep(state)
    further = replace(now, step=Step(now.step + 1), pressed_on=False, kept=Kept.NO)
    return focus_on(replace(state, connect=further), Where.FIELD), ()


def _back(state: ProgramState) -> Moved:
    """The step before; from the first one, away. What is kept is kept."""
    now = state.connect
    if now.kept is Kept.KEEPING:
        return stay(state)
    if now.step is Step.SERVICE or now.kept is Kept.DONE:
        return replace(state, over=Over.NOTHING, connect=ConnectState()), ()
    before = replace(now, step=Step(now.step - 1), pressed_on=False, kept=Kept.NO)
    return focus_on(replace(state, connect=before), Where.FIELD), ()


def _keep(state: ProgramState) -> Moved:
    now = state.connect
    training = now.way is Way.TRAINING
    made = NewTill(
        given=None if training else given(now),
        found=now.found or Findings(),
        store=now.text(STORE),
        till=now.text(TILL),
        region=now.region,
        language=now.language,
        passphrase="" if training else now.text(PASSPHRASE),
        manager=now.text(NAME),
        pin=now.text(PIN),
        badge=now.badge,
        secrets=now.secrets,
    )
    return replace(state, connect=replace(now, kept=Kept.KEEPING)), (KeepConnection(made),)


def _scanned(state: ProgramState, scan: Scanned) -> ProgramState:
    now, text = state.connect, scan.text.strip()
    if not text or scan.clash:
        return state
    if now.step is Step.STAFF:
        return replace(state, connect=replace(now, badge=text))
    if now.step is Step.SCANNER:
        fits = isinstance(read_code(text, Source.SCANNED, state.settings.patterns), Code)
        return replace(state, connect=replace(now, heard=Heard(len(text), fits)))
    return state
