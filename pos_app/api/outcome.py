"""What an exchange means: the outcome table, from a status and a body to a value of the domain.

The status decides first; a code only chooses words, or keeps a refusal from being believed [U-06].
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

import httpx

from pos_app.api.line import Got, Lost
from pos_app.api.reply import Problem, card_of, problem_of, transaction_of
from pos_app.domain.answer import Answer, Seen
from pos_app.domain.operation import Kind, Why

GOOD = frozenset({200, 201})
_REFUSING = frozenset({400, 402, 403, 404, 405, 410, 412, 413, 415, 422})
_LONGEST_WAIT = 3600.0

_WHY = {
    "INSUFFICIENT_FUNDS": Why.NO_FUNDS,
    "CARD_EXPIRED": Why.CARD_EXPIRED,
    "CARD_NOT_YET_ACTIVE": Why.CARD_NOT_YET,
    "CARD_INACTIVE": Why.CARD_INACTIVE,
    "CARD_NOT_INACTIVE": Why.CARD_ACTIVE,
    "CURRENCY_MISMATCH": Why.CURRENCY,
    "INVALID_PIN": Why.WRONG_PIN,
    "TOKEN_USED": Why.CODE_USED,
    "TRANSACTION_NOT_PENDING": Why.HOLD_ENDED,
    "AMOUNT_EXCEEDS_RESERVED": Why.MORE_THAN_HELD,
}
"""The documented codes that say why [U-31] [U-33] [U-34] [U-35] [U-42] [U-45] [U-46]."""

_USED_CODE = re.compile(r"REF_?ID|ALREADY|DUPLICATE|CONFLICT|IDEMPOTEN|REPLAY|REUSED|EXISTS")
_REFERENCE = re.compile(r"ref[_ -]?id")
_USED_WORDS = re.compile(
    r"already|duplica|conflict|idempoten|replay|re-?used|unique|\bin use\b|(been|was|is) used"
    r"|allerede|duplikat"
)
_PIN = re.compile(r"\bpin\b", re.IGNORECASE)


def answer_of(kind: Kind, came: Got | Lost, card_id: str = "") -> Answer:
    """The end of one attempt of a write. Whether what it shows is ours is another question.

    `card_id` is the card that was to be activated: another one is a strange answer.
    """
    if isinstance(came, Lost):
        return _lost(came)
    status = came.status
    if status in GOOD:
        return _card(came, card_id) if kind is Kind.ACTIVATE else _transaction(came)
    if status == 401:
        return Answer(seen=Seen.UNAUTHORIZED, why=Why.NO_CREDENTIAL, status=status)
    if status == 429:
        wait = retry_after(came.headers)
        return Answer(seen=Seen.TOO_MANY, why=Why.TOO_MANY, status=status, retry_after=wait)
    if status == 408 or status >= 500:
        return Answer(
            seen=Seen.NOT_KNOWN, why=Why.NO_ANSWER, status=status, retry_after=retry_after(came.headers)
        )
    if status < 400:
        return _strange(status, "not followed" if status >= 300 else "not an answer")
    problem = problem_of(came.body)
    return Answer(
        seen=_seen(kind, status, problem), why=_why(kind, status, problem), status=status, code=problem.code
    )


def speaks_of_pin(problem: Problem) -> bool:
    """Whether an error is about the card's PIN: its code says so, or, for want of a code, its message."""
    if problem.code in _WHY:
        return problem.code == "INVALID_PIN"
    return "PIN" in problem.code.split("_") or _PIN.search(problem.message) is not None


def retry_after(headers: httpx.Headers, now: Callable[[], float] = time.time) -> float | None:
    """Seconds to wait, at most an hour, or None if the service did not say or said nonsense.

    A date counts from the answer's own `Date`, so that a wrong clock here does not matter.
    """
    given = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,12}", given):
        return min(float(given), _LONGEST_WAIT)
    until = _date(given)
    if until is None:
        return None
    since = _date(headers.get("date", ""))
    return min(max(until - (now() if since is None else since), 0.0), _LONGEST_WAIT)


def _date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def _lost(came: Lost) -> Answer:
    if not came.wrote:
        return Answer(seen=Seen.NOT_SENT, why=Why.NOT_REACHED, note=came.note)
    why = Why.NO_ANSWER if came.timed_out else Why.STRANGE_ANSWER
    return Answer(seen=Seen.NOT_KNOWN, why=why, status=came.status, note=came.note)


def _strange(status: int, note: str) -> Answer:
    return Answer(seen=Seen.NOT_KNOWN, why=Why.STRANGE_ANSWER, status=status, note=note)


def _transaction(came: Got) -> Answer:
    found = transaction_of(came.body)
    if found is None:
        return _strange(came.status, "not a transaction")
    return Answer(seen=Seen.OK, transaction=found, status=came.status)


def _card(came: Got, card_id: str) -> Answer:
    found = card_of(came.body)
    if found is None or found.card_id != card_id:
        return _strange(came.status, "not a card" if found is None else "another card")
    return Answer(seen=Seen.OK, card=found, status=came.status)


def _seen(kind: Kind, status: int, problem: Problem) -> Seen:
    if status == 409 or _says_used(problem) or (kind is Kind.ACTIVATE and _says_active(status, problem)):
        return Seen.ALREADY_USED
    return Seen.REFUSAL if status in _REFUSING else Seen.OTHER_4XX


def _says_used(problem: Problem) -> bool:
    """Whether an error may mean that our reference was used before; in doubt it does, and history decides.

    The codes we know mean something else (`TOKEN_USED` is the card's code), unless the reference is named.
    """
    if _USED_CODE.search(problem.code) or _REFERENCE.search(problem.text):
        return True
    return problem.code not in _WHY and _USED_WORDS.search(problem.text) is not None


def _says_active(status: int, problem: Problem) -> bool:
    """Whether an error may mean that the card is active, perhaps by a copy of this very request [U-23]."""
    code = problem.code
    return status in (400, 422) and (code not in _WHY or _WHY[code] is Why.CARD_ACTIVE)


def _why(kind: Kind, status: int, problem: Problem) -> Why:
    if problem.code in _WHY:
        return _WHY[problem.code]
    if speaks_of_pin(problem):
        return Why.WRONG_PIN
    if status in (404, 410) or problem.code == "NOT_FOUND":
        return Why.CARD_UNKNOWN if kind.is_new_money else Why.HOLD_ENDED
    return {402: Why.NO_FUNDS, 403: Why.NOT_ALLOWED}.get(status, Why.OTHER)
