"""Access tokens: one renewal at a time, none in a loop, and what is told when there is none."""

import asyncio
import itertools
from dataclasses import replace

import pytest

from pos_app.api.access import Token
from pos_app.api.client import CardService
from pos_app.domain.answer import Look, Seen
from pos_app.domain.operation import Why
from tests.api.asking import (
    ACCOUNT,
    CARD,
    CASHIER,
    CLIENTS,
    CODE,
    HASTY,
    HOLD,
    MANAGER,
    TRAINING,
    asking,
    body_of,
    run,
    sent,
    transaction,
)
from tests.api.wire_server import (
    Heard,
    Reply,
    WireServer,
    answer,
    as_json,
    says,
    says_and_hangs_up,
    says_in_turn,
    says_nothing,
    token_answer,
)


def test_how_a_token_is_asked_for() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(CARD)))
        async with asking(server) as service:
            await service.info(CODE, None, CASHIER)
        asked = server.heard[0]
        assert (asked.method, asked.path) == ("POST", f"/v1/accounts/{ACCOUNT}/auth/token")
        assert asked.headers["authorization"] == "Basic dGlsbC1jbGllbnQ6Y2FuYXJ5LXNlY3JldA=="
        audience = f"https://api.dintero.com/v1/accounts/{ACCOUNT}".encode()
        assert asked.body == b'{"grant_type":"client_credentials","audience":"' + audience + b'"}'

    run(work())


def test_a_credential_without_a_client_is_not_accepted() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(CARD)))
        async with asking(server) as service:
            assert (await service.info(CODE, None, MANAGER)).look is Look.NO_CREDENTIAL
            assert (await service.history("x", MANAGER)).look is Look.NO_CREDENTIAL
            answer = await service.send(replace(HOLD, credential=MANAGER), b"{}")
            assert (answer.seen, answer.why) == (Seen.UNAUTHORIZED, Why.NO_CREDENTIAL)
        assert server.heard == []

    run(work())


def test_each_credential_asks_with_its_own_token() -> None:
    async def work() -> None:
        server = WireServer(
            says(as_json(CARD)), on_token=says_in_turn(token_answer("one"), token_answer("two"))
        )
        async with server:
            both = CLIENTS | {MANAGER: CLIENTS[CASHIER]}
            service = CardService(TRAINING, server.base, both)
            await service.info(CODE, None, CASHIER)
            await service.info(CODE, None, MANAGER)
            await service.close()
        assert [one.headers["authorization"] for one in server.calls] == ["Bearer one", "Bearer two"]

    run(work())


class Hand:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def counted(life: float = 3600) -> Reply:
    """A token endpoint that numbers its tokens."""
    numbers = itertools.count(1)

    async def reply(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(token_answer(str(next(numbers)), life))

    return reply


def takes(*tokens: str) -> Reply:
    """A service that takes only these tokens."""

    async def reply(heard: Heard, writer: asyncio.StreamWriter) -> None:
        good = heard.headers["authorization"].removeprefix("Bearer ") in tokens
        writer.write(as_json(transaction()) if good else as_json({"error": {"message": "No"}}, 401))

    return reply


def test_a_token_is_renewed_by_the_monotonic_clock_before_it_ends() -> None:
    async def work() -> None:
        hand = Hand()
        server = WireServer(says(as_json(CARD)), on_token=counted(1000))
        async with asking(server, clock=hand) as service:
            for later, token in ((0, "1"), (799, "1"), (2, "2"), (798, "2"), (3, "3"), (100_000, "4")):
                hand.now += later
                await service.info(CODE, None, CASHIER)
                assert server.calls[-1].headers["authorization"] == f"Bearer {token}"

    run(work())


LIVES = [(14400, 11520), (400, 320), (200, 140), (100, 50), (60, 30), (10, 5), (1, 0.5)]


@pytest.mark.parametrize(("life", "kept"), LIVES)
def test_when_a_token_is_renewed(life: float, kept: float) -> None:
    token = Token("x", life, 1000.0, {})
    assert token.renew_at == pytest.approx(1000 + kept)
    assert token.ends_at == 1000 + life


def test_concurrent_calls_share_one_renewal() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(transaction())), on_token=counted())
        async with asking(server) as service:
            calls = [service.send(HOLD, body_of(HOLD)) for _ in range(5)]
            looks = [service.info(CODE, None, CASHIER) for _ in range(5)]
            await asyncio.gather(*calls, *looks)
        assert server.token_calls == 1

    run(work())


def test_concurrent_calls_share_a_failed_renewal() -> None:
    async def work() -> None:
        server = WireServer(says(b""), on_token=says(as_json({"error": {}}, 500)))
        async with asking(server) as service:
            ends = await asyncio.gather(*(service.send(HOLD, body_of(HOLD)) for _ in range(6)))
            assert {end.seen for end in ends} == {Seen.NOT_SENT}
            assert server.token_calls == 1
            await service.send(HOLD, body_of(HOLD))
            assert server.token_calls == 2
        assert server.calls == []

    run(work())


def test_after_a_401_the_same_bytes_go_out_with_a_new_token() -> None:
    async def work() -> None:
        server = WireServer(takes("2"), on_token=counted())
        assert (await sent(server)).seen is Seen.OK
        first, second = server.calls
        assert first.body == second.body == body_of(HOLD)
        assert (first.path, first.method) == (second.path, second.method)
        assert server.token_calls == 2

    run(work())


def test_calls_that_meet_a_401_together_renew_once() -> None:
    async def work() -> None:
        server = WireServer(takes("2", "3", "4", "5"), on_token=counted())
        async with asking(server) as service:
            ends = await asyncio.gather(*(service.send(HOLD, body_of(HOLD)) for _ in range(5)))
        assert {end.seen for end in ends} == {Seen.OK}
        assert server.token_calls == 2

    run(work())


def test_a_second_401_ends_it() -> None:
    async def work() -> None:
        server = WireServer(takes(), on_token=counted())
        async with asking(server) as service:
            end = await service.send(HOLD, body_of(HOLD))
            assert (end.seen, end.why, end.status) == (Seen.UNAUTHORIZED, Why.NO_CREDENTIAL, 401)
            assert (len(server.calls), server.token_calls) == (2, 2)
            assert (await service.info(CODE, None, CASHIER)).look is Look.NO_CREDENTIAL
            assert (len(server.calls), server.token_calls) == (4, 3)

    run(work())


def test_a_401_that_broke_off_is_not_known_and_renews_the_token() -> None:
    async def work() -> None:
        server = WireServer(says_and_hangs_up(answer(401, b"{", length=9)), on_token=counted())
        async with asking(server) as service:
            end = await service.send(HOLD, body_of(HOLD))
            assert (end.seen, end.status) == (Seen.NOT_KNOWN, 401)
            assert len(server.calls) == 1
            server.on_call = takes("2")
            assert (await service.send(HOLD, body_of(HOLD))).seen is Seen.OK

    run(work())


BARRED = [
    (as_json({"error": {}}, 401), Seen.UNAUTHORIZED, Why.NO_CREDENTIAL, Look.NO_CREDENTIAL),
    (as_json({"error": {}}, 403), Seen.UNAUTHORIZED, Why.NO_CREDENTIAL, Look.NO_CREDENTIAL),
    (as_json({"error": {}}, 400), Seen.UNAUTHORIZED, Why.NO_CREDENTIAL, Look.NO_CREDENTIAL),
    (as_json({"error": {}}, 404), Seen.UNAUTHORIZED, Why.NO_CREDENTIAL, Look.NO_CREDENTIAL),
    (as_json({"token": "x"}), Seen.UNAUTHORIZED, Why.NO_CREDENTIAL, Look.NO_CREDENTIAL),
    (answer(200, b"<html>"), Seen.UNAUTHORIZED, Why.NO_CREDENTIAL, Look.NO_CREDENTIAL),
    (as_json({"error": {}}, 429, "Retry-After: 9"), Seen.TOO_MANY, Why.TOO_MANY, Look.TOO_MANY),
    (as_json({"error": {}}, 408), Seen.NOT_SENT, Why.NOT_REACHED, Look.NO_ANSWER),
    (as_json({"error": {}}, 503), Seen.NOT_SENT, Why.NOT_REACHED, Look.NO_ANSWER),
    (answer(302, b"", "Location: /x"), Seen.NOT_SENT, Why.NOT_REACHED, Look.NO_ANSWER),
    (answer(200, b" " * 100_000), Seen.NOT_SENT, Why.NOT_REACHED, Look.NO_ANSWER),
    (b"garbage\r\n\r\n", Seen.NOT_SENT, Why.NOT_REACHED, Look.NO_ANSWER),
]


@pytest.mark.parametrize(("raw", "seen", "why", "look"), BARRED, ids=range(len(BARRED)))
def test_without_a_token_nothing_is_sent(raw: bytes, seen: Seen, why: Why, look: Look) -> None:
    async def work() -> None:
        server = WireServer(says(as_json(CARD)), on_token=says(raw))
        async with asking(server) as service:
            end = await service.send(HOLD, body_of(HOLD))
            assert (end.seen, end.why) == (seen, why)
            assert end.seen.is_harmless
            found = await service.info(CODE, None, CASHIER)
            assert found.look is look
            assert (await service.history("x", CASHIER)).look is look
            if seen is Seen.TOO_MANY:
                assert end.retry_after == found.retry_after == 9.0
        assert server.calls == []

    run(work())


def test_a_token_endpoint_that_is_silent_costs_one_answers_time() -> None:
    async def work() -> None:
        async with asking(WireServer(says(b""), on_token=says_nothing), limits=HASTY) as service:
            end = await service.send(HOLD, body_of(HOLD))
        assert (end.seen, end.why) == (Seen.NOT_SENT, Why.NOT_REACHED)

    run(work())


def test_a_renewal_that_fails_leaves_the_old_token_until_it_ends() -> None:
    async def work() -> None:
        hand = Hand()
        server = WireServer(says(as_json(CARD)), on_token=counted(1000))
        async with asking(server, clock=hand) as service:
            await service.info(CODE, None, CASHIER)
            server.on_token = says(as_json({"error": {}}, 500))
            hand.now += 850
            for _ in range(3):
                assert (await service.info(CODE, None, CASHIER)).look is Look.FOUND
            assert server.token_calls == 2
            hand.now += 40
            assert (await service.info(CODE, None, CASHIER)).look is Look.FOUND
            assert server.token_calls == 3
            hand.now += 200
            assert (await service.info(CODE, None, CASHIER)).look is Look.NO_ANSWER

    run(work())


def test_a_401_and_no_new_token() -> None:
    async def work() -> None:
        server = WireServer(takes(), on_token=says_in_turn(token_answer("1"), as_json({"error": {}}, 503)))
        end = await sent(server)
        assert (end.seen, end.why) == (Seen.NOT_SENT, Why.NOT_REACHED)
        assert len(server.calls) == 1

    run(work())


def test_whoever_waits_goes_on_when_the_one_who_asks_is_cancelled() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(CARD)), on_token=says_nothing)
        async with asking(server) as service:
            first = asyncio.ensure_future(service.info(CODE, None, CASHIER))
            await server.heard_in_all(1)
            second = asyncio.ensure_future(service.info(CODE, None, CASHIER))
            server.on_token = counted()
            first.cancel()
            assert (await second).look is Look.FOUND

    run(work())
