"""Connect, drawn from the state: the step that is open, its fields, and what a test found."""

from __future__ import annotations

from pos_app.domain.connecting import Findings
from pos_app.domain.region import REGIONS
from pos_app.ui.models import connect_step as steps
from pos_app.ui.models import ids
from pos_app.ui.models.connect_state import ConnectState, Kept, Step, Way
from pos_app.ui.models.connect_value import Choice, ConnectValue, Group, StepMark, TextField
from pos_app.ui.models.parts import NO_LINE, Button, Chip, IconName, Line, Look, Tone, line
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.wording import connect as words
from pos_app.ui.models.wording import rights

LANGUAGES = ("", "en", "nb")
Found = tuple[tuple[Chip, Line], ...]


def connect_value(state: ProgramState) -> ConnectValue:
    """What Connect says now."""
    now = state.connect
    is_done = now.kept is Kept.DONE
    account = "" if now.way is Way.TRAINING else now.text(steps.ACCOUNT)
    return ConnectValue(
        steps=tuple(
            StepMark(str(place + 1), name, current=place == now.step, done=place < now.step or is_done)
            for place, name in enumerate(words.steps())
        ),
        title=words.title(now.step, done=is_done),
        text=words.done(account) if is_done else words.text(now.step, training=now.way is Way.TRAINING),
        choices=_choices(now) if now.step is Step.SERVICE else (),
        fields=() if is_done else _fields(now),
        groups=_groups(state) if now.step is Step.TILL and not is_done else (),
        found=_found(state),
        acts=_acts(now),
        focus=state.focus,
    )


def _choices(now: ConnectState) -> tuple[Choice, ...]:
    return tuple(Choice(ids.named(ids.WAY, way.value), *words.way(way), chosen=way is now.way) for way in Way)


def _fields(now: ConnectState) -> tuple[tuple[TextField, ...], ...]:
    if now.step is Step.SERVICE:
        if now.way is Way.TRAINING:
            return ()
        address = ((_field(now, steps.ADDRESS),),) if now.way is Way.OTHER else ()
        return (
            *address,
            (_field(now, steps.ACCOUNT),),
            (_field(now, steps.CLIENT), _field(now, steps.SECRET)),
        )
    if now.step is Step.TILL:
        asks = now.way is not Way.TRAINING
        phrase = ((_field(now, steps.PASSPHRASE), _field(now, steps.AGAIN)),) if asks else ()
        return ((_field(now, steps.STORE), _field(now, steps.TILL)), *phrase)
    if now.step is Step.STAFF:
        managers = ((_field(now, steps.MANAGER_CLIENT), _field(now, steps.MANAGER_SECRET)),)
        return (
            (_field(now, steps.NAME),),
            (_field(now, steps.PIN), _field(now, steps.PIN_AGAIN)),
            *(managers if now.way is not Way.TRAINING else ()),
        )
    return ()


def _field(now: ConnectState, name: str) -> TextField:
    is_missing = now.pressed_on and name in steps.missing(now)
    note = words.where_secrets_go(now.secrets) if name == steps.SECRET else words.field_note(name)
    return TextField(
        id=name,
        caption=words.caption(name),
        text=now.text(name),
        note=note,
        problem=words.field_missing(name) if is_missing else "",
        secret=name in steps.SECRETS,
        on=now.kept is not Kept.KEEPING,
    )


def _groups(state: ProgramState) -> tuple[Group, ...]:
    now = state.connect
    region = now.region or state.settings.region.name
    regions = tuple(
        Button(ids.named(ids.REGION, name), f"{name[-2:]} · {one.currency.value}", chosen=name == region)
        for name, one in REGIONS.items()
    )
    languages = tuple(
        Button(ids.named(ids.LANGUAGE, code), words.language(code), chosen=code == now.language)
        for code in LANGUAGES
    )
    return Group(words.regions(), regions), Group(words.languages(), languages)


def _found(state: ProgramState) -> Found:
    now = state.connect
    told: list[tuple[Chip, Line]] = []
    if now.testing:
        told.append((Chip(rights.note(), Tone.NEUTRAL, IconName.CLOCK), line(words.testing())))
    elif now.found is not None and steps.is_about(now) and now.step in (Step.SERVICE, Step.STAFF):
        told += _tested(now.found)
    if now.step is Step.STAFF:
        chip = Chip(rights.note(), Tone.ACCENT if now.badge else Tone.NEUTRAL, IconName.PERSON)
        told.append((chip, line(words.badge(scanned=bool(now.badge)))))
    if now.step is Step.SCANNER and now.kept is not Kept.DONE:
        fits = now.heard is not None and now.heard.fits
        chip = Chip(words.heard_chip(now.heard), Tone.ACCENT if fits else Tone.NEUTRAL, IconName.SCAN)
        told.append((chip, words.heard(now.heard)))
    if now.kept not in (Kept.NO, Kept.DONE):
        is_on = now.kept is Kept.KEEPING
        chip = Chip(
            rights.note() if is_on else words.problem(),
            Tone.NEUTRAL if is_on else Tone.REFUSED,
            IconName.CLOCK if is_on else IconName.REFUSED,
        )
        told.append((chip, line(words.kept(now.kept))))
    return tuple(told)


def _tested(found: Findings) -> list[tuple[Chip, Line]]:
    if found.fault is not None:
        return [(Chip(words.problem(), Tone.REFUSED, IconName.REFUSED), line(rights.fault(found.fault)))]
    looks = {
        rights.can(): (Tone.ACCENT, IconName.CHECK),
        rights.managers_can(): (Tone.ACCENT, IconName.CHECK),
        rights.cannot(): (Tone.NEUTRAL, IconName.UNDO),
        rights.note(): (Tone.WAITING, IconName.PERSON),
    }
    return [(Chip(chip, *looks[chip]), line(told) if told else NO_LINE) for chip, told in rights.told(found)]


def _acts(now: ConnectState) -> tuple[Button, ...]:
    if now.kept is Kept.DONE:
        return (Button(ids.LEAVE, words.close(), "Enter", look=Look.FILLED),)
    busy = now.testing or now.kept is Kept.KEEPING
    back = words.away() if now.step is Step.SERVICE else words.back()
    acts = [Button(ids.CONNECT_BACK, back, "Esc", on=not busy)]
    asks = now.step in (Step.SERVICE, Step.STAFF) and now.way is not Way.TRAINING
    if asks and steps.is_tested(now):
        acts.append(Button(ids.CONNECT_TEST, words.test_again(), on=not busy))
    if now.kept is Kept.NO_STORE:
        acts.append(Button(ids.CONNECT_FILES, words.use_file(), look=Look.DANGER))
        acts.append(Button(ids.CONNECT_ASK, words.ask()))
    main = words.finish() if now.step is Step.SCANNER else words.go_on()
    if asks and not steps.is_tested(now):
        main = words.test()
    acts.append(Button(ids.CONNECT_ON, main, "Enter", look=Look.FILLED, on=not busy))
    return tuple(acts)
