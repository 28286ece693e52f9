"""Access tokens: one renewal at a time, none in a loop, and what is told when there is none."""

from dataclasses import replace

from pos_app.api.client import CardService
from pos_app.domain.answer import Look, Seen
from pos_app.domain.operation import Why
from tests.api.asking import (
    ACCOUNT,
    CARD,
    CASHIER,
    CLIENTS,
    CODE,
    HOLD,
    MANAGER,
    TRAINING,
    asking,
    run,
)
from tests.api.wire_server import WireServer, as_json, says, says_in_turn, token_answer

WALLETS = f"/v1/accounts/{ACCOUNT}/wallets"


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
