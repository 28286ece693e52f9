"""The card panel and the scan field: what lies on the till, in every state of rule 13."""

from __future__ import annotations

from pos_app.domain.card import Card, Standing
from pos_app.domain.operation import Operation
from pos_app.service.snapshot import Reading, ShownCard
from pos_app.ui.models import ids
from pos_app.ui.models.chips import asking, needs_manager, on_hold, refused, waiting
from pos_app.ui.models.notes import Note
from pos_app.ui.models.parts import NO_LINE, Button, Chip, IconName, Line, Tone, Where, line
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.request import Outcome, outcome_of
from pos_app.ui.models.sale import sells
from pos_app.ui.models.till_panels_state import asking_operation, ended_operations, waiting_operation
from pos_app.ui.models.till_value import CardPanel, CardPicture, ScanField, ScanMode
from pos_app.ui.models.wording import activate, kinds, notes, till
from pos_app.ui.models.wording import card as words


def scan_field(state: ProgramState) -> ScanField:
    """The wide field on top."""
    if state.desk.typing is not None:
        note = _note(state)
        return ScanField(
            ScanMode.TYPING,
            note or till.scan_typing(),
            text=state.desk.typing,
            tone=Tone.REFUSED if note else Tone.NEUTRAL,
            name=till.scan_name(),
        )
    told = state.told
    if told is not None and told.where is Where.SCAN:
        good = told.note is Note.ORDER_TAKEN
        return ScanField(
            ScanMode.MESSAGE,
            _note(state),
            tone=Tone.ACCENT if good else Tone.REFUSED,
            icon=IconName.CHECK if good else IconName.ALERT,
            name=till.scan_name(),
        )
    shown = state.card
    if shown.reading in (Reading.READING, Reading.SLOW):
        reading = words.reading(words.masked(shown.tail))
        return ScanField(ScanMode.READING, reading, icon=IconName.READ, name=till.scan_name())
    return ScanField(ScanMode.REST, till.scan_hint(), name=till.scan_name())


def card_panel(state: ProgramState, printer: Printer) -> CardPanel:
    """The card on the till, or what is known instead of it."""
    shown = state.card
    if shown.reading is Reading.CARD and shown.card is not None:
        return _card(state, shown, shown.card, printer)
    if shown.reading in (Reading.READING, Reading.SLOW):
        return _reading(shown)
    if shown.reading in (Reading.PIN_NEEDED, Reading.PIN_WRONG):
        return _pin(shown)
    return _no_card(state, shown)


def picture(shown: ShownCard, card: Card | None, printer: Printer | None, *, dim: bool) -> CardPicture:
    """The drawn card, with never more than its last four."""
    expires = ""
    if card is not None and printer is not None:
        end = card.expires_at
        expires = words.expires(printer.date(end)) if end is not None else words.never_expires()
    title = card.name if card is not None and card.name else words.gift_card()
    currency = card.currency.value if card is not None else ""
    return CardPicture(title, currency, words.whole_number(shown.tail), expires, dim)


def _note(state: ProgramState) -> Line:
    told = state.told
    if told is None or told.where is not Where.SCAN:
        return NO_LINE
    return line(notes.note(told.note, told.code))


def _reading(shown: ShownCard) -> CardPanel:
    masked = words.masked(shown.tail)
    slow = shown.reading is Reading.SLOW
    return CardPanel(
        headline=words.slow(masked) if slow else words.reading(masked),
        detail=words.reading_hint(),
        chip=(
            Chip(words.chip_slow(), Tone.WAITING, IconName.CLOCK)
            if slow
            else Chip(words.chip_reading(), Tone.NEUTRAL, IconName.READ)
        ),
        picture=picture(shown, None, None, dim=True),
        tone=Tone.WAITING if slow else Tone.NEUTRAL,
    )


def _pin(shown: ShownCard) -> CardPanel:
    wrong = shown.reading is Reading.PIN_WRONG
    return CardPanel(
        headline=words.wrong_pin() if wrong else words.pin_needed(),
        detail=words.pin_hint(),
        chip=(
            Chip(words.chip_wrong_pin(), Tone.REFUSED, IconName.KEY)
            if wrong
            else Chip(words.chip_pin(), Tone.WAITING, IconName.KEY)
        ),
        picture=picture(shown, None, None, dim=False),
        tone=Tone.REFUSED if wrong else Tone.WAITING,
    )


def _no_card(state: ProgramState, shown: ShownCard) -> CardPanel:
    other_f6 = waiting_operation(state) is not None or bool(ended_operations(state))
    again = Button(ids.READ_AGAIN, words.read_again(), "" if other_f6 else "F6", icon=IconName.READ)
    call = words.nothing_charged_call(state.settings.call)
    refusal, alert = Tone.REFUSED, Tone.WAITING
    match shown.reading:
        case Reading.NO_ANSWER:
            chip = Chip(words.chip_no_answer(), alert, IconName.ALERT)
            return _told(words.no_answer(), words.read_again_hint(), chip, again)
        case Reading.UNKNOWN:
            chip = Chip(words.chip_unknown(), refusal, IconName.REFUSED)
            return _told(words.unknown(), words.unknown_hint(), chip)
        case Reading.NOT_ALLOWED:
            chip = Chip(words.chip_not_allowed(), refusal, IconName.BAN)
            return _told(words.not_allowed(), call, chip)
        case Reading.NO_CREDENTIAL:
            chip = Chip(words.chip_not_allowed(), refusal, IconName.BAN)
            return _told(words.no_credential(), call, chip, again)
        case Reading.TOO_MANY:
            chip = Chip(words.chip_no_answer(), alert, IconName.CLOCK)
            return _told(words.too_many(), words.read_again_hint(), chip, again)
        case Reading.GUESSING:
            chip = Chip(words.chip_guessing(), alert, IconName.LOCK)
            return _told(words.guessing(), words.guessing_hint(), chip, again)
        case Reading.STRANGE:
            chip = Chip(words.chip_no_answer(), alert, IconName.ALERT)
            return _told(words.strange(), call, chip, again)
        case _:
            chip = Chip(words.chip_none(), Tone.MUTED, IconName.SCAN)
            return CardPanel(headline=words.no_card(), detail=words.no_card_hint(), chip=chip)


def _told(headline: Line, detail: Line, chip: Chip, *buttons: Button) -> CardPanel:
    return CardPanel(headline=headline, detail=detail, chip=chip, tone=chip.tone, buttons=buttons)


def _card(state: ProgramState, shown: ShownCard, card: Card, printer: Printer) -> CardPanel:
    waits = waiting_on(state, shown)
    if waits is not None:
        return _not_known(state, shown, card, waits, printer)
    if shown.code_used:
        chip = refused(words.chip_used())
        return _unusable(shown, card, printer, words.used_code(), words.used_code_hint(), chip)
    standing = card.standing(state.now, printer.region.currency)
    unusable = _standing(card, standing, printer)
    if sells(state):
        chip = Chip(words.chip_not_sold(), Tone.ACCENT, IconName.INFO)
        return _unusable(shown, card, printer, words.not_sold(), activate.hint(), chip)
    if unusable is not None:
        headline, detail, chip = unusable
        return _unusable(shown, card, printer, headline, detail, chip)
    return CardPanel(
        caption=words.available(),
        figure=printer.sum(card.available),
        detail=words.empty_hint() if standing is Standing.EMPTY else _figures(shown, card, printer),
        chip=asking() if asking_operation(state) is not None else _usable_chip(standing),
        picture=picture(shown, card, printer, dim=standing is Standing.EMPTY),
    )


def waiting_on(state: ProgramState, shown: ShownCard) -> Operation | None:
    """The hold, pay or fund that keeps this card off because its answer is not known yet."""
    for one in shown.open:
        if not one.kind.is_new_money:
            continue
        found = outcome_of(one, state.snapshot, state.monotonic, state.now)
        if found in (Outcome.WAITING, Outcome.NEEDS_MANAGER):
            return one
    return None


def _not_known(
    state: ProgramState, shown: ShownCard, card: Card, waits: Operation, printer: Printer
) -> CardPanel:
    found = outcome_of(waits, state.snapshot, state.monotonic, state.now)
    return CardPanel(
        caption=words.not_known(),
        figure=printer.sum(waits.amount),
        detail=words.asked_for(printer.since(waits.asked_at), waits.order),
        chip=needs_manager() if found is Outcome.NEEDS_MANAGER else waiting(kinds.waiting()),
        picture=picture(shown, card, printer, dim=False),
        tone=Tone.WAITING,
    )


def _unusable(
    shown: ShownCard, card: Card, printer: Printer, headline: Line, detail: Line, chip: Chip
) -> CardPanel:
    drawn = picture(shown, card, printer, dim=True)
    return CardPanel(headline=headline, detail=detail, chip=chip, picture=drawn, tone=chip.tone)


def _standing(card: Card, standing: Standing, printer: Printer) -> tuple[Line, Line, Chip] | None:
    has = printer.text(card.available)
    match standing:
        case Standing.INACTIVE:
            chip = Chip(words.chip_not_sold(), Tone.REFUSED, IconName.BAN)
            return words.not_sold(), words.not_sold_hint(), chip
        case Standing.NOT_YET:
            chip = Chip(words.chip_not_yet(), Tone.WAITING, IconName.CALENDAR)
            return words.not_yet(printer.date(card.active_from or 0.0)), words.not_yet_hint(has), chip
        case Standing.EXPIRED:
            chip = Chip(words.chip_expired(), Tone.REFUSED, IconName.CALENDAR)
            return words.expired(printer.date(card.expires_at or 0.0), has), words.expired_hint(), chip
        case Standing.OTHER_CURRENCY:
            chip = Chip(words.chip_currency(), Tone.REFUSED, IconName.COINS)
            own = printer.region.currency.value
            return words.other_currency(card.currency.value, own), words.other_currency_hint(has), chip
        case _:
            return None


def _usable_chip(standing: Standing) -> Chip:
    if standing is Standing.ALL_ON_HOLD:
        return Chip(words.chip_all_on_hold(), on_hold().tone, IconName.LOCK)
    if standing is Standing.EMPTY:
        return Chip(words.chip_nothing(), Tone.MUTED, IconName.BAN)
    return Chip(words.chip_ready(), Tone.ACCENT, IconName.CHECK)


def _figures(shown: ShownCard, card: Card, printer: Printer) -> Line:
    used = printer.when(shown.last_used_at) if shown.last_used_at is not None else ""
    return words.figures(printer.number(card.balance), printer.number(card.on_hold), used)
