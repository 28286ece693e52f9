"""The outcome table: what each status and body means for a write."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.api.line import Got, Lost
from pos_app.api.outcome import answer_of, retry_after
from pos_app.domain.answer import Answer, Seen
from pos_app.domain.judge import Verdict, judge
from pos_app.domain.operation import Kind, Why
from tests.api.asking import HOLD, as_body, calmly, transaction

REFUSING = (400, 402, 403, 404, 405, 410, 412, 413, 415, 422)


def got(status: int, body: bytes = b"", **headers: str) -> Got:
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Got(status, httpx.Headers(lines), body)


def error(code: object = None, message: str = "No") -> bytes:
    said = {"message": message} if code is None else {"code": code, "message": message}
    return as_body({"error": said})


def meant(status: int, body: bytes = b"", kind: Kind = Kind.HOLD, **headers: str) -> Answer:
    return answer_of(kind, got(status, body, **headers))


@pytest.mark.parametrize("status", [200, 201])
def test_a_good_answer_holds_a_transaction(status: int) -> None:
    answer = meant(status, as_body(transaction()))
    assert answer.seen is Seen.OK
    assert answer.transaction is not None
    assert judge(HOLD, answer, first=True) is Verdict.CONFIRMED


NO_TRANSACTIONS = [b"", b"{}", b"<html>", as_body([transaction()]), as_body(transaction(amount=1.0))]


@pytest.mark.parametrize("body", NO_TRANSACTIONS, ids=range(5))
def test_a_good_status_with_anything_else_is_not_known(body: bytes) -> None:
    answer = meant(200, body)
    assert (answer.seen, answer.why, answer.transaction) == (Seen.NOT_KNOWN, Why.STRANGE_ANSWER, None)


@pytest.mark.parametrize("status", [100, 101, 202, 203, 204, 206, 299, 300, 301, 302, 303, 304, 307, 308])
def test_other_answers_without_an_error_are_not_known(status: int) -> None:
    answer = meant(status, as_body(transaction()))
    assert (answer.seen, answer.why, answer.status) == (Seen.NOT_KNOWN, Why.STRANGE_ANSWER, status)


@pytest.mark.parametrize("status", [408, 500, 501, 502, 503, 504, 520, 599])
def test_trouble_at_the_service_is_not_known(status: int) -> None:
    answer = meant(status, error("REF_ID_CONFLICT"), retry_after="7")
    assert (answer.seen, answer.why, answer.retry_after) == (Seen.NOT_KNOWN, Why.NO_ANSWER, 7.0)


def test_401_and_429_are_harmless() -> None:
    assert meant(401, error("UNAUTHORIZED")).seen is Seen.UNAUTHORIZED
    assert meant(401).why is Why.NO_CREDENTIAL
    answer = meant(429, error("RATE_LIMITED"), retry_after="12")
    assert (answer.seen, answer.why, answer.retry_after) == (Seen.TOO_MANY, Why.TOO_MANY, 12.0)
    assert meant(429).retry_after is None


@pytest.mark.parametrize("status", REFUSING)
@pytest.mark.parametrize("body", [b"", b"<html>Blocked</html>", error(), error("NEW_WORD")])
def test_the_statuses_that_refuse(status: int, body: bytes) -> None:
    answer = meant(status, body)
    assert (answer.seen, answer.status) == (Seen.REFUSAL, status)
    assert judge(HOLD, answer, first=True) is Verdict.REFUSED
    assert judge(HOLD, answer, first=False) is Verdict.HISTORY_DECIDES


@pytest.mark.parametrize("status", [406, 407, 411, 414, 416, 417, 418, 421, 423, 425, 428, 431, 451, 499])
def test_other_4xx_refuse_nothing(status: int) -> None:
    answer = meant(status, error())
    assert answer.seen is Seen.OTHER_4XX
    assert judge(HOLD, answer, first=True) is Verdict.NOT_KNOWN


USED = [
    error("REF_ID_CONFLICT"),
    error("Ref-Id conflict"),
    error("ALREADY_USED"),
    error("TRANSACTION_EXISTS"),
    error("DUPLICATE_TRANSACTION"),
    error("IDEMPOTENCY_MISMATCH"),
    error(None, "This ref_id was used for another transaction"),
    error(None, "Duplicate request"),
    error(None, "A transaction with this reference already exists"),
    error("INVALID_REQUEST", "reference has been used before"),
    error("FORBIDDEN", "the reference must be unique"),
    error("INSUFFICIENT_FUNDS", "ref_id conflict"),
    error(5, "Referansen er allerede brukt"),
    as_body({"error": {"message": "No", "errors": [{"path": "/ref_id", "message": "must be new"}]}}),
    as_body({"fault": "REF ID IN USE"}),
    b"conflict",
]


@pytest.mark.parametrize("body", USED, ids=range(len(USED)))
@pytest.mark.parametrize("status", [400, 403, 404, 409, 412, 422, 423])
def test_already_used_in_any_form_lets_history_decide(status: int, body: bytes) -> None:
    answer = meant(status, body)
    assert answer.seen is Seen.ALREADY_USED
    for first in (True, False):
        assert judge(HOLD, answer, first=first) is Verdict.HISTORY_DECIDES


def test_409_means_already_used_whatever_it_says() -> None:
    for body in (b"", error("INSUFFICIENT_FUNDS"), error("TRANSACTION_NOT_PENDING")):
        assert meant(409, body).seen is Seen.ALREADY_USED
    assert meant(409, error("INSUFFICIENT_FUNDS")).why is Why.NO_FUNDS


@pytest.mark.parametrize(
    "body",
    [
        error("TOKEN_USED", "The code was already used"),
        error("TRANSACTION_NOT_PENDING", "The hold was already captured"),
        error("CARD_EXPIRED", "The card has already expired"),
    ],
)
def test_a_word_of_ours_about_something_else_is_a_refusal(body: bytes) -> None:
    assert meant(400, body).seen is Seen.REFUSAL


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (400, "INSUFFICIENT_FUNDS", Why.NO_FUNDS),
        (402, "INSUFFICIENT_FUNDS", Why.NO_FUNDS),
        (403, "INSUFFICIENT_FUNDS", Why.NO_FUNDS),
        (402, "", Why.NO_FUNDS),
        (400, "CARD_EXPIRED", Why.CARD_EXPIRED),
        (400, "CARD_NOT_YET_ACTIVE", Why.CARD_NOT_YET),
        (400, "CARD_INACTIVE", Why.CARD_INACTIVE),
        (404, "NOT FOUND", Why.CARD_UNKNOWN),
        (404, "", Why.CARD_UNKNOWN),
        (400, "NOT FOUND", Why.CARD_UNKNOWN),
        (400, "CURRENCY_MISMATCH", Why.CURRENCY),
        (403, "INVALID_PIN", Why.WRONG_PIN),
        (400, "PIN_REQUIRED", Why.WRONG_PIN),
        (400, "TOKEN_USED", Why.CODE_USED),
        (403, "FORBIDDEN", Why.NOT_ALLOWED),
        (403, "", Why.NOT_ALLOWED),
        (400, "INVALID_REQUEST", Why.OTHER),
        (422, "", Why.OTHER),
    ],
)
def test_why_a_create_was_refused(status: int, code: str, why: Why) -> None:
    assert meant(status, error(code)).why is why


@pytest.mark.parametrize("kind", [Kind.CAPTURE, Kind.VOID])
def test_why_the_end_of_a_hold_was_refused(kind: Kind) -> None:
    assert meant(404, error("NOT FOUND"), kind).why is Why.HOLD_ENDED
    assert meant(400, error("TRANSACTION_NOT_PENDING"), kind).why is Why.HOLD_ENDED
    assert meant(400, error("AMOUNT_EXCEEDS_RESERVED"), kind).why is Why.MORE_THAN_HELD


def test_the_message_tells_of_a_pin_where_no_code_does() -> None:
    assert meant(403, error(None, "The PIN is wrong")).why is Why.WRONG_PIN
    assert meant(403, error(None, "No spinning")).why is Why.NOT_ALLOWED


CARD = {
    "card_id": "shop-0001",
    "currency": "NOK",
    "amount": 25000,
    "amount_available": 25000,
    "status": "unused",
}


def sold(status: int, body: bytes) -> Answer:
    return answer_of(Kind.ACTIVATE, got(status, body), "shop-0001")


def test_an_activation_is_answered_with_its_card() -> None:
    answer = sold(200, as_body(CARD | {"metadata": {"pos_operation": "x" * 36}}))
    assert answer.card is not None
    assert (answer.seen, answer.card.operation, answer.transaction) == (Seen.OK, "x" * 36, None)


@pytest.mark.parametrize("metadata", [None, [], "x", {}, {"pos_operation": 7}, {"pos_operation": "x" * 256}])
def test_metadata_that_names_no_operation_names_none(metadata: object) -> None:
    answer = sold(200, as_body(CARD | {"metadata": metadata}))
    assert answer.card is not None
    assert answer.card.operation == ""


@pytest.mark.parametrize("amount", [None, "25000", 25000.0, -1, 2**63, True])
def test_a_first_load_that_is_no_sum_proves_nothing(amount: object) -> None:
    answer = sold(200, as_body(CARD | {"amount": amount}))
    assert answer.card is not None
    assert answer.card.loaded is None


@pytest.mark.parametrize("body", [b"", as_body(transaction()), as_body(CARD | {"card_id": "shop-0002"})])
def test_another_card_or_none_is_no_answer_to_an_activation(body: bytes) -> None:
    assert (sold(200, body).seen, sold(200, body).why) == (Seen.NOT_KNOWN, Why.STRANGE_ANSWER)


@pytest.mark.parametrize(
    ("status", "code", "seen", "why"),
    [
        (400, "CARD_NOT_INACTIVE", Seen.ALREADY_USED, Why.CARD_ACTIVE),
        (422, "CARD_NOT_INACTIVE", Seen.ALREADY_USED, Why.CARD_ACTIVE),
        (409, None, Seen.ALREADY_USED, Why.OTHER),
        (400, "NEW_WORD", Seen.ALREADY_USED, Why.OTHER),
        (400, None, Seen.ALREADY_USED, Why.OTHER),
        (400, "CARD_EXPIRED", Seen.REFUSAL, Why.CARD_EXPIRED),
        (403, None, Seen.REFUSAL, Why.NOT_ALLOWED),
        (404, None, Seen.REFUSAL, Why.CARD_UNKNOWN),
    ],
)
def test_a_card_that_may_be_active_by_our_own_request_is_looked_at(
    status: int, code: object, seen: Seen, why: Why
) -> None:
    answer = sold(status, error(code))
    assert (answer.seen, answer.why) == (seen, why)


def test_lost_exchanges() -> None:
    before = answer_of(Kind.PAY, Lost(wrote=False, timed_out=True, note="ConnectTimeout"))
    assert (before.seen, before.why, before.note) == (Seen.NOT_SENT, Why.NOT_REACHED, "ConnectTimeout")
    late = answer_of(Kind.PAY, Lost(wrote=True, timed_out=True, note="ReadTimeout"))
    assert (late.seen, late.why) == (Seen.NOT_KNOWN, Why.NO_ANSWER)
    broken = answer_of(Kind.PAY, Lost(wrote=True, status=400, note="ReadError"))
    assert (broken.seen, broken.why, broken.status) == (Seen.NOT_KNOWN, Why.STRANGE_ANSWER, 400)


def waits(given: str, **more: str) -> float | None:
    headers = [(name.encode(), value.encode()) for name, value in ({"retry-after": given} | more).items()]
    return retry_after(httpx.Headers(headers), lambda: 1_000_000_000.0)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("0", 0.0),
        (" 30 ", 30.0),
        ("3601", 3600.0),
        ("999999999999", 3600.0),
        ("-1", None),
        ("1.5", None),
        ("9" * 13, None),
        ("٣", None),
        ("soon", None),
        ("", None),
        ("Sun, 09 Sep 2001 01:46:50 GMT", 10.0),
        ("Sun, 09 Sep 2001 01:46:30 GMT", 0.0),
        ("Mon, 10 Sep 2035 01:46:30 GMT", 3600.0),
        ("Mon, 99 Sep 2035 01:46:30 GMT", None),
    ],
)
def test_how_long_to_wait(given: str, seconds: float | None) -> None:
    assert waits(given) == seconds


def test_a_date_to_wait_for_counts_from_the_answers_own_date() -> None:
    assert waits("Wed, 01 Jan 2025 00:00:20 GMT", date="Wed, 01 Jan 2025 00:00:00 GMT") == 20.0


def test_nothing_to_wait_for() -> None:
    assert retry_after(httpx.Headers()) is None


@calmly
@given(
    st.integers(100, 999),
    st.binary(max_size=100) | st.sampled_from(USED),
    st.sampled_from(list(Kind)),
    st.text(st.characters(codec="utf-8"), max_size=20),
)
def test_every_answer_is_a_value(status: int, body: bytes, kind: Kind, wait: str) -> None:
    answer = meant(status, body, kind, retry_after=wait)
    assert (answer.seen is Seen.OK) == (answer.transaction is not None)
    assert (answer.why is Why.NONE) == (answer.seen is Seen.OK)
    assert answer.retry_after is None or 0 <= answer.retry_after <= 3600
