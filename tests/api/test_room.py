"""What holds for the whole room: it tells no secret, starts no task, lives on Qt's loop and in a thread."""

import ast
import logging
import subprocess
import sys
from pathlib import Path

import pytest

import pos_app.api
from pos_app.api.access import ClientSecret, Token
from pos_app.domain.answer import Look, Seen
from tests.api.asking import (
    CAPTURE,
    CARD,
    CASHIER,
    CODE,
    HASTY,
    HOLD,
    as_body,
    asking,
    body_of,
    run,
    transaction,
)
from tests.api.wire_server import (
    Reply,
    WireServer,
    answer,
    as_json,
    resets,
    says,
    says_and_hangs_up,
    token_answer,
)

ROOM = Path(pos_app.api.__file__).parent
CANARY = "canary"
ECHO = as_body({"error": {"code": "DINCARD:canary", "message": "canary-token 4821", "errors": [CANARY]}})
REPLIES = [
    says(as_json(CARD | {"card_id": "canary-card"})),
    says(as_json(transaction())),
    says(answer(400, ECHO)),
    says(answer(403, ECHO)),
    says(answer(500, ECHO)),
    says_and_hangs_up(b"canary"),
    says(answer(302, ECHO, "Location: /canary")),
    resets,
]


@pytest.mark.parametrize("reply", REPLIES, ids=range(len(REPLIES)))
def test_no_secret_is_logged_or_told(reply: Reply, caplog: pytest.LogCaptureFixture) -> None:
    async def work() -> None:
        server = WireServer(reply, on_token=says(token_answer("canary-token")))
        with caplog.at_level(logging.DEBUG):
            async with asking(server, limits=HASTY) as service:
                ends = [await service.send(one, body_of(one)) for one in (HOLD, CAPTURE)]
                history = await service.history("canary-card", CASHIER)
                looks = [await service.info(CODE, "canary-pin", CASHIER)]
                looks.append(await service.card("canary-card", CASHIER))
        assert CANARY not in caplog.text.lower()
        assert CANARY not in repr(service) + repr(vars(service))
        told = [repr(ends), history.note, *(found.note for found in looks)]
        assert CANARY not in " ".join(told).lower()

    run(work())


def test_secrets_are_in_no_text() -> None:
    client = ClientSecret("till", "canary-secret")
    token = Token("canary-token", 60, 0, {})
    for thing in (client, token, token.headers):
        assert "canary" not in repr(thing)
        assert "canary" not in str(thing)


def test_their_loggers_stay_silent() -> None:
    for name in ("httpx", "httpcore.http11", "httpcore.connection"):
        assert not logging.getLogger(name).isEnabledFor(logging.CRITICAL)


def test_no_request_searches_the_disk_for_a_module() -> None:
    program = (
        "import sys, asyncio\n"
        "from tests.api.asking import *\n"
        "from tests.api.wire_server import *\n"
        "async def work():\n"
        "    async with asking(WireServer(says(as_json(CARD)))) as service:\n"
        "        await service.warm_up()\n"
        "        await service.info(CODE, None, CASHIER)\n"
        "        seen = []\n"
        "        class Finder:\n"
        "            find_spec = staticmethod(lambda name, *_: seen.append(name))\n"
        "        sys.meta_path.insert(0, Finder)\n"
        "        await service.info(CODE, None, CASHIER)\n"
        "        print(seen)\n"
        "asyncio.run(work())\n"
    )
    assert in_a_new_process(program).strip() == "[]"


def test_the_room_starts_no_task_and_cancels_none() -> None:
    forbidden = {"create_task", "ensure_future", "wait_for", "cancel", "gather", "AsyncClient"}
    for file in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in forbidden, f"{file.name}:{node.lineno}"


def in_a_new_process(program: str) -> str:
    """What a program of its own prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_room_can_be_imported_in_a_thread() -> None:
    program = (
        "import threading\n"
        "def load(): import pos_app.api.client\n"
        "thread = threading.Thread(target=load); thread.start(); thread.join()\n"
        "import sys; print('pos_app.api.client' in sys.modules, 'PySide6' in sys.modules)\n"
    )
    assert in_a_new_process(program).split() == ["True", "False"]


ON_QT = """
import asyncio, qasync
from PySide6.QtWidgets import QApplication
from tests.api.asking import CARD, CASHIER, CODE, HOLD, asking, body_of, transaction
from tests.api.wire_server import WireServer, as_json, says, says_in_turn, says_nothing
from pos_app.api.limits import Limits

async def work():
    server = WireServer(says_in_turn(as_json(CARD), as_json(transaction())))
    async with asking(server, limits=Limits(connect=1, answer=0.3)) as service:
        assert await service.warm_up()
        look = await service.info(CODE, None, CASHIER)
        answer = await service.send(HOLD, body_of(HOLD))
        server.on_call = says_nothing
        late = await service.send(HOLD, body_of(HOLD))
        await server.stop()
        away = await service.send(HOLD, body_of(HOLD))
        print(look.look.value, answer.seen.value, late.seen.value, away.seen.value, sep="|")

app = QApplication([])
with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
    runner.run(work())
"""


def test_the_room_lives_on_qts_loop() -> None:
    told = in_a_new_process(ON_QT).strip().split("|")
    assert told == [Look.FOUND.value, Seen.OK.value, Seen.NOT_KNOWN.value, Seen.NOT_SENT.value]
