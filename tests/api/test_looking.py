"""Look-ups and histories: what each answer ends with."""

import pytest

from pos_app.domain.answer import Look
from pos_app.domain.money import Currency, Money
from tests.api.asking import (
    ACCOUNT,
    CARD,
    CASHIER,
    CODE,
    HASTY,
    asking,
    run,
    transaction,
)
from tests.api.wire_server import WireServer, answer, as_json, says, says_in_turn

WALLETS = f"/v1/accounts/{ACCOUNT}/wallets"


def error(status: int, code: str) -> bytes:
    return as_json({"error": {"code": code, "message": "No"}}, status)


def test_a_look_up() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(CARD)))
        async with asking(server) as service:
            found = await service.info(CODE, None, CASHIER)
        assert found.look is Look.FOUND
        assert found.card is not None
        assert found.card.available == Money(30000, Currency.NOK)
        asked = server.calls[0]
        assert (asked.method, asked.path) == ("POST", f"{WALLETS}/info")
        assert asked.body == b'{"token":"DINCARD:11112222-canary"}'
        assert asked.headers["authorization"] == "Bearer one"
        assert asked.headers["accept-encoding"] == "identity"
        assert asked.headers["content-type"] == "application/json"
        assert asked.headers["user-agent"].startswith("Holdfast/")

    run(work())


LOOKS = [
    (error(404, "NOT FOUND"), Look.UNKNOWN, Look.UNKNOWN),
    (error(410, "GONE"), Look.UNKNOWN, Look.UNKNOWN),
    (error(403, "INVALID_PIN"), Look.PIN_NEEDED, Look.PIN_WRONG),
    (error(400, "PIN_REQUIRED"), Look.PIN_NEEDED, Look.PIN_WRONG),
    (error(404, "INVALID_PIN"), Look.PIN_NEEDED, Look.PIN_WRONG),
    (error(403, "FORBIDDEN"), Look.NOT_ALLOWED, Look.NOT_ALLOWED),
    (error(401, "UNAUTHORIZED"), Look.NO_CREDENTIAL, Look.NO_CREDENTIAL),
    (error(429, "RATE_LIMITED"), Look.TOO_MANY, Look.TOO_MANY),
    (error(400, "INVALID_REQUEST"), Look.STRANGE, Look.STRANGE),
    (error(503, "X"), Look.NO_ANSWER, Look.NO_ANSWER),
    (error(408, "X"), Look.NO_ANSWER, Look.NO_ANSWER),
    (answer(302, b"", "Location: /v1/elsewhere"), Look.STRANGE, Look.STRANGE),
    (answer(200, b"<html>hotel</html>"), Look.STRANGE, Look.STRANGE),
    (answer(200, b"{}", length=50)[:-1] + b"\r\n", Look.NO_ANSWER, Look.NO_ANSWER),
    (as_json(CARD | {"expires_at": "never"}), Look.STRANGE, Look.STRANGE),
]


@pytest.mark.parametrize(("raw", "without_pin", "with_pin"), LOOKS, ids=range(len(LOOKS)))
def test_what_a_look_up_ends_with(raw: bytes, without_pin: Look, with_pin: Look) -> None:
    async def work() -> None:
        async with asking(WireServer(says(raw)), limits=HASTY) as service:
            for pin, look in ((None, without_pin), ("0042", with_pin)):
                found = await service.info(CODE, pin, CASHIER)
                assert (found.look, found.card) == (look, None)

    run(work())


def test_a_look_up_that_must_wait_says_how_long() -> None:
    async def work() -> None:
        server = WireServer(says(as_json({"error": {}}, 429, "Retry-After: 17")))
        async with asking(server) as service:
            found = await service.info(CODE, None, CASHIER)
        assert (found.look, found.retry_after) == (Look.TOO_MANY, 17.0)

    run(work())


def test_a_pin_goes_along() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(CARD)))
        async with asking(server) as service:
            assert (await service.info(CODE, "0042", CASHIER)).look is Look.FOUND
        assert server.calls[0].body == b'{"token":"DINCARD:11112222-canary","pin":"0042"}'

    run(work())


@pytest.mark.parametrize("card_id", ["gift-0001", "a/b", "..", ".", "ø ?#%", "a/../../../auth"])
def test_a_card_by_its_number(card_id: str) -> None:
    async def work() -> None:
        server = WireServer(says_in_turn(as_json(CARD | {"card_id": card_id}), as_json([])))
        async with asking(server) as service:
            assert (await service.card(card_id, CASHIER)).look is Look.FOUND
            assert (await service.history(card_id, CASHIER)).look is Look.FOUND
        card, history = server.calls
        assert (card.method, card.body) == ("GET", b"")
        assert card.path.startswith(f"{WALLETS}/cards/")
        assert card.path.count("/") == 6
        assert history.path == card.path + "/transactions"
        assert "content-length" not in card.headers

    run(work())


def test_another_card_than_asked_is_strange() -> None:
    async def work() -> None:
        async with asking(WireServer(says(as_json(CARD)))) as service:
            found = await service.card("gift-0002", CASHIER)
        assert (found.look, found.card, found.note) == (Look.STRANGE, None, "another card")

    run(work())


HISTORIES = [
    (as_json([transaction()]), Look.FOUND),
    (as_json([]), Look.FOUND),
    (as_json([transaction(), {}]), Look.STRANGE),
    (as_json([transaction()], 200, "total-count: 2"), Look.STRANGE),
    (as_json([transaction()], 200, "total-count: 1"), Look.FOUND),
    (as_json([transaction()], 200, 'Link: </next>; rel="next"'), Look.STRANGE),
    (as_json([], 206), Look.STRANGE),
    (error(403, "FORBIDDEN"), Look.NOT_ALLOWED),
    (error(401, "UNAUTHORIZED"), Look.NO_CREDENTIAL),
    (error(404, "NOT FOUND"), Look.UNKNOWN),
    (error(429, "X"), Look.TOO_MANY),
    (error(500, "X"), Look.NO_ANSWER),
]


@pytest.mark.parametrize(("raw", "look"), HISTORIES, ids=range(len(HISTORIES)))
def test_what_a_history_ends_with(raw: bytes, look: Look) -> None:
    async def work() -> None:
        async with asking(WireServer(says(raw))) as service:
            history = await service.history("gift-0001", CASHIER)
        assert history.look is look
        assert history.is_read == (look is Look.FOUND)
        if not history.is_read:
            assert history.rows == ()

    run(work())


def test_a_long_history_is_read_whole() -> None:
    rows = [transaction(ref_id=f"ref-{number}", metadata={"pad": "x" * 900}) for number in range(2000)]

    async def work() -> None:
        async with asking(WireServer(says(as_json(rows)))) as service:
            history = await service.history("gift-0001", CASHIER)
        assert len(history.rows) == 2000

    run(work())
