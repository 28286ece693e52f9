"""The card service as it is asked: one attempt, the right bytes, the right place, every end a value."""

import asyncio
from dataclasses import replace

import pytest

from pos_app.api.client import CardService
from pos_app.api.limits import Limits
from pos_app.domain.answer import Look, Seen
from pos_app.domain.operation import Operation, Why
from tests.api.asking import (
    ACCOUNT,
    CAPTURE,
    CARD,
    CASHIER,
    CLIENTS,
    CODE,
    HASTY,
    HOLD,
    TRAINING,
    VOID,
    asking,
    body_of,
    run,
    sent,
    transaction,
)
from tests.api.wire_server import WireServer, as_json, says, says_nothing

WALLETS = f"/v1/accounts/{ACCOUNT}/wallets"


def error(status: int, code: str) -> bytes:
    return as_json({"error": {"code": code, "message": "No"}}, status)


@pytest.mark.parametrize("one", [HOLD, CAPTURE, VOID])
def test_a_write_goes_out_with_its_very_bytes(one: Operation) -> None:
    async def work() -> None:
        server = WireServer(says(as_json(transaction(one))))
        answer = await sent(server, one)
        assert answer.seen is Seen.OK
        assert answer.transaction is not None
        assert answer.transaction.ref_id == one.ref_id
        (asked,) = server.calls
        assert asked.body == body_of(one)
        end = "" if one.kind.is_new_money else f"/{one.hold_id}/{one.kind}"
        assert asked.path == f"{WALLETS}/transactions{end}"

    run(work())


def test_a_void_without_its_hold_is_a_mistake() -> None:
    async def work() -> None:
        server = WireServer(says(b""))
        with pytest.raises(ValueError, match="not known"):
            await sent(server, replace(VOID, hold_id=""))
        assert server.heard == []

    run(work())


def test_connections_are_kept_between_calls() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(CARD)))
        async with asking(server) as service:
            for _ in range(20):
                assert (await service.info(CODE, None, CASHIER)).look is Look.FOUND
        assert server.connections == 1
        assert server.token_calls == 1

    run(work())


def test_who_watches_hears_whether_any_answer_came() -> None:
    heard: list[bool] = []

    async def work() -> None:
        server = WireServer(says(error(500, "X")))
        async with asking(server, on_answered=heard.append, limits=HASTY) as service:
            await service.info(CODE, None, CASHIER)
            assert heard == [True, True]
            server.on_call = says_nothing
            await service.info(CODE, None, CASHIER)
            await server.stop()
            await service.info(CODE, None, CASHIER)
        assert heard == [True, True, False, False]

    run(work())


def test_a_scan_does_not_wait_behind_writes_that_hang() -> None:
    async def work() -> None:
        server = WireServer(says_nothing)
        limits = Limits(connect=0.3, answer=5, reads=1, writes=2)
        async with asking(server, limits=limits) as service:
            await service.warm_up()
            hanging = [asyncio.ensure_future(service.send(HOLD, body_of(HOLD))) for _ in range(2)]
            await server.heard_calls(2)
            third = await service.send(HOLD, body_of(HOLD))
            assert (third.seen, third.note) == (Seen.NOT_SENT, "no free place")
            server.on_call = says(as_json(CARD))
            assert (await service.info(CODE, None, CASHIER)).look is Look.FOUND
            assert not any(one.done() for one in hanging)
            server.hang_up()
            ends = await asyncio.gather(*hanging)
            assert {end.seen for end in ends} == {Seen.NOT_KNOWN}

    run(work())


def test_a_place_is_waited_for() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(transaction())))
        async with asking(server, limits=Limits(writes=1)) as service:
            ends = await asyncio.gather(*(service.send(HOLD, body_of(HOLD)) for _ in range(8)))
        assert [end.seen for end in ends] == [Seen.OK] * 8
        assert server.connections == 1

    run(work())


def test_warming_up_brings_tokens_and_a_connection() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(CARD)))
        async with asking(server) as service:
            assert await service.warm_up()
            assert await service.warm_up()
            assert (server.token_calls, server.connections) == (1, 1)
            await service.info(CODE, None, CASHIER)
            assert (server.token_calls, server.connections) == (1, 1)

    run(work())


def test_warming_up_a_service_that_is_away_is_no_error() -> None:
    async def work() -> None:
        server = WireServer(says(b""), on_token=says(error(500, "X")))
        async with asking(server) as service:
            assert not await service.warm_up()
            await server.stop()
            assert not await service.warm_up()

    run(work())


def test_after_closing_nothing_is_sent() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(transaction())))
        async with asking(server) as service:
            await service.warm_up()
            await service.close()
            answer = await service.send(HOLD, body_of(HOLD))
            assert (answer.seen, answer.why, answer.note) == (Seen.NOT_SENT, Why.NOT_REACHED, "closed")
        assert server.calls == []

    run(work())


def test_closing_twice_and_unused_is_nothing() -> None:
    async def work() -> None:
        service = CardService(TRAINING, "http://127.0.0.1:9/v1", CLIENTS)
        await service.close()
        await service.close()

    run(work())


def test_a_body_is_sent_as_it_is_even_if_it_is_not_ours() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(transaction())))
        async with asking(server) as service:
            await service.send(HOLD, b"\x00\xffany bytes")
        assert server.calls[0].body == b"\x00\xffany bytes"

    run(work())
