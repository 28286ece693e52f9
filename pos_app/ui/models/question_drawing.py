"""The question that stands in place: its no has the focus, the key that asked it is its yes (rule 10)."""

from __future__ import annotations

from pos_app.domain.operation import Kind
from pos_app.ui.models import ids
from pos_app.ui.models.parts import YES_GUARD_MS, Button, Line, Look, Panel, Tone
from pos_app.ui.models.printing import Printer
from pos_app.ui.models.program_state import ProgramState
from pos_app.ui.models.question import Ask, Question
from pos_app.ui.models.wording import questions as words
from pos_app.ui.models.wording.card import masked

UNKNOWN_OWNER = "?"


def question_panel(state: ProgramState, printer: Printer) -> Panel | None:
    """The question, if one stands."""
    question = state.question
    if question is None:
        return None
    match question.ask:
        case Ask.VOID:
            return _void(question, printer)
        case Ask.REST:
            return _rest(question, printer)
        case Ask.CAPTURE:
            return _capture(question, printer)
        case Ask.CANCEL:
            return _cancel(state, question, printer)
        case Ask.FUND:
            return _fund(question, printer)
        case Ask.ACTIVATE:
            return _activate(question, printer)
        case Ask.SAME_ORDER:
            return _same_order(question, printer)


def _panel(question: Question, title: Line, text: Line, yes: Button, no: str, tone: Tone) -> Panel:
    refuse = Button(ids.NO, no, "Esc", focus_default=True)
    return Panel(
        id=f"question-{question.turn}", title=title, tone=tone, text=text, buttons=(refuse, yes), asks=True
    )


def _yes(question: Question, words_on_it: str, look: Look) -> Button:
    return Button(
        ids.YES,
        words_on_it,
        question.key,
        look=look,
        about=f"question-{question.turn}",
        guard_ms=YES_GUARD_MS,
    )


def _sum(question: Question, printer: Printer) -> str:
    return printer.total([one.amount for one in question.targets])


def _void(question: Question, printer: Printer) -> Panel:
    amount = _sum(question, printer)
    count = len(question.targets)
    if count == 1:
        title = words.void(amount, masked(question.targets[0].tail))
    else:
        title = words.void_several(count, amount)
    yes = _yes(question, words.void_yes(amount), Look.DANGER)
    return _panel(question, title, words.void_text(), yes, words.void_no(), Tone.REFUSED)


def _rest(question: Question, printer: Printer) -> Panel:
    amount = _sum(question, printer)
    yes = _yes(question, words.rest_void(amount), Look.DANGER)
    return _panel(question, words.rest(amount), words.rest_text(), yes, words.rest_keep(), Tone.HOLD)


def _capture(question: Question, printer: Printer) -> Panel:
    amount = _sum(question, printer)
    count = len(question.targets)
    if count == 1:
        title = words.capture(amount, masked(question.targets[0].tail))
    else:
        title = words.capture_several(count, amount)
    owners = sorted({one.owner for one in question.targets if one.owner})
    known = [one for one in owners if one != UNKNOWN_OWNER]
    if not owners:
        text = words.takes_money()
    elif known:
        text = words.placed_by(", ".join(known))
    else:
        text = words.placed_elsewhere()
    yes = _yes(question, words.capture_yes(amount), Look.FILLED)
    return _panel(question, title, text, yes, words.no_back(), Tone.ACCENT)


def _cancel(state: ProgramState, question: Question, printer: Printer) -> Panel:
    asked = state.snapshot.operation(question.ref)
    is_pay = asked is not None and asked.kind is Kind.PAY
    amount = _asked(question, printer)
    title = (words.cancel_pay if is_pay else words.cancel_hold)(amount, masked(question.tail))
    text = words.cancel_pay_text() if is_pay else words.cancel_hold_text()
    yes = _yes(question, words.cancel_yes(), Look.DANGER)
    return _panel(question, title, text, yes, words.cancel_no(), Tone.REFUSED)


def _fund(question: Question, printer: Printer) -> Panel:
    title = words.fund(_asked(question, printer), masked(question.tail))
    yes = _yes(question, words.fund_yes(), Look.FILLED)
    text = words.fund_crosses(question.order) if question.crosses else Line()
    return _panel(question, title, text, yes, words.no_back(), Tone.ACCENT)


def _activate(question: Question, printer: Printer) -> Panel:
    title = words.activate(_asked(question, printer), masked(question.tail))
    yes = _yes(question, words.activate_yes(), Look.FILLED)
    return _panel(question, title, Line(), yes, words.no_back(), Tone.ACCENT)


def _same_order(question: Question, printer: Printer) -> Panel:
    title = words.same_order(question.order, masked(question.tail))
    act = words.same_order_hold if question.kind is Kind.HOLD else words.same_order_pay
    yes = _yes(question, act(_asked(question, printer)), Look.FILLED)
    return _panel(question, title, words.same_order_text(), yes, words.no_back(), Tone.WAITING)


def _asked(question: Question, printer: Printer) -> str:
    return printer.text(question.amount) if question.amount is not None else ""
