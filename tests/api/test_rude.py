"""Networks and services that misbehave: a write that went out is not known, and no call outlives its time."""

import asyncio
import gzip
import time

import pytest

from pos_app.api.limits import MOST_BYTES, Limits
from pos_app.domain.answer import Look, Seen
from pos_app.domain.operation import Why
from tests.api.asking import (
    CARD,
    CASHIER,
    CODE,
    HASTY,
    HOLD,
    as_body,
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
    drips,
    resets,
    says,
    says_and_hangs_up,
    says_nothing,
)

GOOD = as_json(transaction())
HEAD = GOOD[: GOOD.index(b"\r\n\r\n") + 4]
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
TEN_MB = 10 * 1024 * 1024


def continues_for_ever() -> Reply:
    async def reply(heard: Heard, writer: asyncio.StreamWriter) -> None:
        while not writer.is_closing():
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)
            await writer.drain()
            await asyncio.sleep(0.01)

    return reply


BROKEN: dict[str, Reply] = {
    "reset": resets,
    "hangs up": says_and_hangs_up(b""),
    "hangs up in the status": says_and_hangs_up(b"HTTP/1.1 20"),
    "hangs up in the head": says_and_hangs_up(HEAD[:-2]),
    "hangs up before the body": says_and_hangs_up(HEAD),
    "hangs up in the body": says_and_hangs_up(GOOD[:-1]),
    "hangs up in a chunk": says_and_hangs_up(CHUNKED + b"ff\r\n{"),
    "hangs up before the last chunk": says_and_hangs_up(CHUNKED + b"2\r\n{}\r\n"),
    "hangs up in a refusal": says_and_hangs_up(answer(400, b'{"error"', length=500)),
    "garbage": says_and_hangs_up(b"\x00\x16\x03garbage\r\n\r\n"),
    "another protocol": says_and_hangs_up(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "two lengths": says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
    "a bad chunk": says(CHUNKED + b"zz\r\n{}\r\n"),
    "a bad header": says(b"HTTP/1.1 200 OK\r\nnot a header\r\n\r\n"),
    "an endless header": says(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000),
    "many headers": says(b"HTTP/1.1 200 OK\r\n" + b"X-A: 1\r\n" * 40_000 + b"\r\n"),
    "too long by its own word": says(answer(200, b"{", length=TEN_MB)),
    "too long by far": says(answer(200, b"{", length=10**30)),
    "too long in truth": says(answer(200, b" " * TEN_MB)),
    "too long in chunks": says(CHUNKED + (b"10000\r\n" + b" " * 65536 + b"\r\n") * 160 + b"0\r\n\r\n"),
    "too long without a word": says_and_hangs_up(b"HTTP/1.1 200 OK\r\n\r\n" + b" " * TEN_MB),
    "a bomb": says(answer(200, gzip.compress(b" " * TEN_MB), "Content-Encoding: gzip")),
    "packed": says(answer(200, gzip.compress(as_body(transaction())), "Content-Encoding: gzip")),
    "packed twice": says(answer(200, b"{}", "Content-Encoding: identity, br")),
    "a refusal packed": says(answer(400, b"xx", "Content-Encoding: br")),
    "another upgrade": says(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
    "no content": says(answer(204)),
    "a redirect": says(answer(307, b"", "Location: /v1/elsewhere")),
    "a redirect abroad": says(answer(302, b"", "Location: https://elsewhere.example/")),
    "a portal": says(answer(200, b"<html>Sign in</html>", "Content-Type: text/html")),
}


@pytest.mark.parametrize("reply", BROKEN.values(), ids=BROKEN)
def test_a_broken_answer_is_not_known(reply: Reply) -> None:
    async def work() -> None:
        server = WireServer(reply)
        end = await sent(server, limits=Limits(answer=4))
        assert (end.seen, end.why) == (Seen.NOT_KNOWN, Why.STRANGE_ANSWER)
        assert end.transaction is None
        assert len(server.calls) == 1

    run(work())


SLOW: dict[str, Reply] = {
    "silence": says_nothing,
    "the head drips": drips(HEAD),
    "the body drips": drips(GOOD, first=len(HEAD) + 2),
    "the body stops": says(GOOD[:-1]),
    "chunks drip": drips(CHUNKED + b"1\r\n \r\n" * 1000, first=len(CHUNKED)),
    "a refusal drips": drips(answer(400, b"{}"), first=20),
    "continues for ever": continues_for_ever(),
}


@pytest.mark.parametrize("reply", SLOW.values(), ids=SLOW)
def test_no_answer_in_time_is_not_known_and_ends_in_time(reply: Reply) -> None:
    async def work() -> None:
        server = WireServer(reply)
        async with asking(server, limits=HASTY) as service:
            await service.warm_up()
            began = time.monotonic()
            end = await service.send(HOLD, body_of(HOLD))
            took = time.monotonic() - began
        assert (end.seen, end.why) == (Seen.NOT_KNOWN, Why.NO_ANSWER)
        assert HASTY.answer * 0.9 <= took < HASTY.answer + 2

    run(work())


def test_a_look_up_meets_the_same() -> None:
    async def work() -> None:
        server = WireServer(resets)
        async with asking(server, limits=HASTY) as service:
            assert (await service.info(CODE, None, CASHIER)).look is Look.NO_ANSWER
            server.on_call = BROKEN["hangs up in the body"]
            assert (await service.info(CODE, None, CASHIER)).look is Look.STRANGE
            server.on_call = SLOW["the head drips"]
            assert (await service.info(CODE, None, CASHIER)).look is Look.NO_ANSWER
            server.on_call = resets
            assert (await service.history("x", CASHIER)).look is Look.NO_ANSWER

    run(work())


def test_a_body_of_the_longest_length_is_read() -> None:
    body = as_body(transaction())
    padded = body + b" " * (MOST_BYTES - len(body))

    async def work() -> None:
        assert (await sent(WireServer(says(answer(200, padded))))).seen is Seen.OK
        over = await sent(WireServer(says(answer(200, padded + b" "))))
        assert (over.seen, over.note) == (Seen.NOT_KNOWN, "answer too long")
        unsaid = await sent(WireServer(says_and_hangs_up(b"HTTP/1.1 200 OK\r\n\r\n" + padded + b" ")))
        assert (unsaid.seen, unsaid.note) == (Seen.NOT_KNOWN, "answer too long")

    run(work())


def test_an_answer_without_a_length_ends_with_the_connection() -> None:
    async def work() -> None:
        end = await sent(WireServer(says_and_hangs_up(b"HTTP/1.1 200 OK\r\n\r\n" + as_body(transaction()))))
        assert end.seen is Seen.OK

    run(work())


def test_an_answer_before_the_request_was_read_counts() -> None:
    async def work() -> None:
        async def early(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(1)
            writer.write(answer(413, b"", "Connection: close"))
            await writer.drain()
            writer.write_eof()
            await reader.read()
            writer.close()

        server = WireServer(says(GOOD))
        async with asking(server) as service:
            await service.warm_up()
            await server.hung_up()
            server.serve = early
            end = await service.send(HOLD, body_of(HOLD) + b" " * 5_000_000)
        assert (end.seen, end.status) == (Seen.REFUSAL, 413)

    run(work())


def test_a_service_that_hangs_up_while_idle_is_asked_on_a_new_connection() -> None:
    async def work() -> None:
        server = WireServer(says(GOOD))
        async with asking(server) as service:
            assert (await service.send(HOLD, body_of(HOLD))).seen is Seen.OK
            await server.hung_up()
            assert (await service.send(HOLD, body_of(HOLD))).seen is Seen.OK
        assert server.connections == 2

    run(work())


def test_a_service_that_hangs_up_as_we_send_leaves_it_not_known() -> None:
    """T11: the kept connection is closed the moment the request goes out on it."""

    async def work() -> None:
        server = WireServer(says(GOOD))
        async with asking(server) as service:
            assert (await service.send(HOLD, body_of(HOLD))).seen is Seen.OK
            server.on_call = resets
            end = await service.send(HOLD, body_of(HOLD))
        assert (end.seen, end.why) == (Seen.NOT_KNOWN, Why.STRANGE_ANSWER)
        assert server.connections == 1

    run(work())


FOREIGN = answer(400, b'{"error": {"code": "INSUFFICIENT_FUNDS", "message": "Another card"}}')


def chunked(body: bytes) -> bytes:
    return CHUNKED + b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


LEFTOVERS = {
    "an answer too many": GOOD + FOREIGN,
    "a byte too many": GOOD + b"}",
    "half an answer": GOOD + FOREIGN[:20],
    "after chunks": chunked(as_body(transaction())) + FOREIGN,
    "chunks after chunks": chunked(as_body(transaction())) + chunked(as_body(transaction(amount=1))),
}


@pytest.mark.parametrize("raw", LEFTOVERS.values(), ids=LEFTOVERS)
def test_what_follows_an_answer_is_never_taken_for_the_next(raw: bytes) -> None:
    async def work() -> None:
        server = WireServer(says(raw))
        async with asking(server) as service:
            for attempt in range(5):
                end = await service.send(HOLD, body_of(HOLD))
                assert end.seen in (Seen.OK, Seen.NOT_SENT)
                assert end.transaction is None or end.transaction.amount == HOLD.amount
                assert end.seen is Seen.OK or attempt % 2 == 1
                assert len({one.body for one in server.calls}) == 1

    run(work())


def test_chunks_that_end_well_keep_their_connection() -> None:
    async def work() -> None:
        server = WireServer(says(chunked(as_body(transaction()))))
        async with asking(server) as service:
            for _ in range(5):
                assert (await service.send(HOLD, body_of(HOLD))).seen is Seen.OK
        assert server.connections == 1

    run(work())


def test_a_service_that_is_away_was_not_asked() -> None:
    async def work() -> None:
        server = WireServer(says(as_json(CARD)))
        async with asking(server, limits=HASTY) as service:
            await service.warm_up()
            await server.stop()
            end = await service.send(HOLD, body_of(HOLD))
            assert (end.seen, end.why, end.note) == (Seen.NOT_SENT, Why.NOT_REACHED, "ConnectError")
            assert (await service.info(CODE, None, CASHIER)).look is Look.NO_ANSWER

    run(work())


def test_a_service_that_comes_back_is_asked_again() -> None:
    async def work() -> None:
        server = WireServer(says(GOOD))
        async with asking(server, limits=HASTY) as service:
            await service.warm_up()
            await server.stop()
            for _ in range(30):
                assert (await service.send(HOLD, body_of(HOLD))).seen is Seen.NOT_SENT
            async with server:
                assert (await service.send(HOLD, body_of(HOLD))).seen is Seen.OK

    run(work())
