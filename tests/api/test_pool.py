"""The pool of connections: what kills httpx's for good, and that ours lives through the same."""

import asyncio
from dataclasses import dataclass

import httpx
import pytest

from pos_app.api.limits import Limits
from pos_app.domain.answer import Answer, Look, Seen
from tests.api.asking import CARD, CASHIER, CODE, HASTY, HOLD, as_body, asking, body_of, run, transaction
from tests.api.wire_server import Heard, Reply, WireServer, answer, as_json, says, says_nothing

GOOD = as_json(transaction())
CLOSING = answer(200, as_body(transaction()), "Connection: close")


def test_a_cancel_while_connecting_kills_a_place_of_bare_httpx_for_good() -> None:
    """Why nothing here is cancelled (httpcore issue 1093). If this fails one day, httpx is mended."""

    async def work() -> None:
        one_place = httpx.Limits(max_connections=1)
        async with (
            WireServer(says(CLOSING)) as server,
            httpx.AsyncClient(limits=one_place, timeout=httpx.Timeout(5, pool=0.3), trust_env=False) as bare,
        ):
            async with bare.stream("GET", server.base) as first:
                waiting = asyncio.ensure_future(bare.get(server.base))
                await asyncio.sleep(0)
                await first.aread()
            waiting.cancel()
            await asyncio.wait([waiting])
            for _ in range(2):
                with pytest.raises(httpx.PoolTimeout):
                    await bare.get(server.base)

    run(work())


def closes_or_hangs() -> Reply:
    """Every second call is never answered, the others close their connection."""
    number = 0

    async def reply(heard: Heard, writer: asyncio.StreamWriter) -> None:
        nonlocal number
        number += 1
        if number % 2:
            writer.write(CLOSING)

    return reply


def test_ours_lives_on_when_results_are_dropped() -> None:
    async def work() -> None:
        server = WireServer(closes_or_hangs())
        async with asking(server, limits=Limits(connect=0.3, answer=0.3, reads=2, writes=2)) as service:
            running = []
            for _ in range(40):
                call = asyncio.ensure_future(service.send(HOLD, body_of(HOLD)))
                running.append(call)
                caller = asyncio.ensure_future(asyncio.wait([call]))
                await asyncio.sleep(0)
                caller.cancel()
            await asyncio.wait(running)
            server.on_call = says(GOOD)
            ends = await asyncio.gather(*(service.send(HOLD, body_of(HOLD)) for _ in range(8)))
        assert {end.seen for end in ends} == {Seen.OK}

    run(work())


def test_ours_lives_on_when_calls_are_cancelled_all_the_same() -> None:
    async def work() -> None:
        server = WireServer(closes_or_hangs())
        async with asking(server, limits=Limits(connect=0.5, answer=5, reads=2, writes=2)) as service:
            await service.warm_up()
            for turns in range(60):
                call = asyncio.ensure_future(service.send(HOLD, body_of(HOLD)))
                for _ in range(turns % 15):
                    await asyncio.sleep(0)
                call.cancel()
                await asyncio.wait([call])
            server.on_call = says(GOOD)
            ends = await asyncio.gather(*(service.send(HOLD, body_of(HOLD)) for _ in range(8)))
        assert {end.seen for end in ends} == {Seen.OK}

    run(work())


@dataclass(frozen=True, slots=True)
class Tight(Limits):
    """Fewer connections than calls that may run: what `Limits` itself never allows."""

    @property
    def connections(self) -> int:
        return 1


def test_a_full_pool_was_not_asked_and_is_replaced() -> None:
    async def work() -> None:
        server = WireServer(says_nothing)
        async with asking(server, limits=Tight(connect=0.2, answer=1.5)) as service:
            await service.warm_up()
            hanging = asyncio.ensure_future(service.send(HOLD, body_of(HOLD)))
            await server.heard_calls(1)
            full = await service.send(HOLD, body_of(HOLD))
            assert (full.seen, full.note) == (Seen.NOT_SENT, "PoolTimeout")
            server.on_call = says(GOOD)
            assert (await service.send(HOLD, body_of(HOLD))).seen is Seen.OK
            assert not hanging.done()
            assert (await hanging).seen is Seen.NOT_KNOWN

    run(work())


def test_a_cancel_that_kills_a_place_has_the_pool_replaced() -> None:
    """As with bare httpx above: the second call is cancelled between its place and its connecting."""

    async def work() -> None:
        server = WireServer(says_nothing)
        cancelled: list[asyncio.Future[Answer]] = []
        async with asking(
            server,
            limits=Tight(connect=1, answer=5),
            on_answered=lambda _: [one.cancel() for one in cancelled],
        ) as service:
            await service.warm_up()
            first = asyncio.ensure_future(service.send(HOLD, body_of(HOLD)))
            await server.heard_calls(1)
            cancelled.append(asyncio.ensure_future(service.send(HOLD, body_of(HOLD))))
            await asyncio.sleep(0)
            server.say(CLOSING)
            assert (await first).seen is Seen.OK
            await asyncio.wait(cancelled)
            assert cancelled[0].cancelled()
            server.on_call = says(GOOD)
            assert (await service.send(HOLD, body_of(HOLD))).seen is Seen.OK

    run(work())


def test_a_storm_of_refused_connections_leaves_no_mark() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(CARD)))
        async with asking(server, limits=HASTY) as service:
            await service.warm_up()
            await server.stop()
            looks = await asyncio.gather(*(service.info(CODE, None, CASHIER) for _ in range(100)))
            assert {found.look for found in looks} == {Look.NO_ANSWER}
            async with server:
                looks = await asyncio.gather(*(service.info(CODE, None, CASHIER) for _ in range(20)))
                assert {found.look for found in looks} == {Look.FOUND}

    run(work())


class Raises(httpx.AsyncBaseTransport):
    """Another transport than ours, as a store may bring one, on a bad day."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/auth/token"):
            return httpx.Response(200, json={"access_token": "x"})
        raise self.error


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (httpx.ConnectError("x"), Seen.NOT_SENT),
        (httpx.ConnectTimeout("x"), Seen.NOT_SENT),
        (httpx.PoolTimeout("x"), Seen.NOT_SENT),
        (httpx.ReadTimeout("x"), Seen.NOT_KNOWN),
        (httpx.WriteError("x"), Seen.NOT_KNOWN),
        (httpx.RemoteProtocolError("x"), Seen.NOT_KNOWN),
        (ConnectionResetError("x"), Seen.NOT_KNOWN),
    ],
)
def test_what_another_transport_raises(error: Exception, seen: Seen) -> None:
    async def work() -> None:
        async with asking(WireServer(says_nothing), transport=Raises(error)) as service:
            for _ in range(3):
                assert (await service.send(HOLD, body_of(HOLD))).seen is seen

    run(work())
