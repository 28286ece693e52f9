"""Makes requests go wrong as the rules say: a layer around the API that exists only with the control port."""

import asyncio
import contextlib
import json
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pos_app.sandbox import endpoints, finding
from pos_app.sandbox.problems import Refusal
from pos_app.sandbox.requests import path_segments
from pos_app.sandbox.rules import Facts, Rule, Rules
from pos_app.sandbox.service import Service
from pos_app.sandbox.wire import Wire

_HUGE = 10_000_000
_CODES = {401: "UNAUTHORIZED", 403: "FORBIDDEN", 404: "NOT FOUND", 429: "RATE_LIMITED"}
_SERVER_ERRORS = 500
_JSON = (b"content-type", b"application/json; charset=utf-8")


@dataclass(slots=True)
class Answer:
    """An answer that is held back."""

    status: int = 200
    headers: list[tuple[bytes, bytes]] = field(default_factory=lambda: [_JSON])
    body: bytes = b""

    async def send(self, send: Send) -> None:
        """Let it go."""
        await send({"type": "http.response.start", "status": self.status, "headers": self._framed()})
        await send({"type": "http.response.body", "body": self.body})

    async def drip(self, send: Send, pause: float, stop: asyncio.Event) -> None:
        """Let it go byte by byte, `pause` seconds apart."""
        await send({"type": "http.response.start", "status": self.status, "headers": self._framed()})
        for place in range(len(self.body)):
            await send(
                {"type": "http.response.body", "body": self.body[place : place + 1], "more_body": True}
            )
            await _wait(stop, pause)
        await send({"type": "http.response.body", "body": b""})

    def _framed(self) -> list[tuple[bytes, bytes]]:
        kept = [pair for pair in self.headers if pair[0] != b"content-length"]
        return [*kept, (b"content-length", str(len(self.body)).encode())]


async def _wait(stop: asyncio.Event, seconds: float | None) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()


class Faults:
    """An ASGI layer that carries out fault rules."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app = app
        self._service = service
        self.rules = Rules()
        self._release = asyncio.Event()

    def clear(self) -> None:
        """Forget all rules and let go of every request that hangs."""
        self.rules = Rules()
        self.release()

    def release(self) -> None:
        """Let go of every request that hangs."""
        self._release.set()
        self._release = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One HTTP request."""
        if not self.rules.held:
            await self._app(scope, receive, send)
            return
        body = await _whole_body(receive)
        again = _replayed(body, receive)
        rule = self.rules.take(await self._facts(scope, body))
        if rule is None:
            await self._app(scope, again, send)
            return
        release = self._release
        held = await self._carry_out(scope, again) if rule.after else None
        if rule.act == "delay":
            await _wait(release, rule.seconds)
            if held is None:
                await self._app(scope, again, send)
            else:
                await held.send(send)
        elif rule.act in {"hang", "close", "reset"}:
            await _break(rule, scope["state"]["wires"][scope["client"]], release)
            await receive()
        elif rule.act == "drip":
            await (held or Answer()).drip(send, rule.seconds, release)
        else:
            await _spoiled(rule, held or Answer()).send(send)

    async def _carry_out(self, scope: Scope, receive: Receive) -> Answer:
        held = Answer()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                held.status, held.headers = message["status"], list(message["headers"])
            else:
                held.body += message.get("body", b"")

        await self._app(scope, receive, keep)
        return held

    async def _facts(self, scope: Scope, body: bytes) -> Facts:
        segments = path_segments(scope["raw_path"]) or []
        if endpoints.variables(endpoints.TOKEN_PATH, segments) is not None:
            return Facts("token", None, None)
        found = endpoints.find(segments).get(scope["method"])
        if found is None:
            return Facts("", None, None)
        endpoint, variables = found
        fields = _object(body)
        ref = fields.get("ref_id")
        card = variables.get("card_id") or fields.get("card_id")
        if card is None and self.rules.asks_for_cards():
            card = await self._card_behind(variables.get("transaction_id"), fields.get("token"))
        return Facts(
            endpoint.name, card if isinstance(card, str) else None, ref if isinstance(ref, str) else None
        )

    async def _card_behind(self, transaction: str | None, token: object) -> str | None:
        call = self._service.plain_call()
        try:
            return await self._service.run(lambda db: finding.card_id_behind(db, call, transaction, token))
        except Refusal:
            return None


def _object(body: bytes) -> dict[str, object]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


async def _whole_body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if not message.get("more_body"):
            return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    first: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return first.pop() if first else await receive()

    return again


async def _break(rule: Rule, wire: Wire, release: asyncio.Event) -> None:
    if rule.act == "hang":
        await _wait(release, rule.seconds or None)
    if rule.act == "reset":
        wire.reset()
    else:
        wire.cut()


def _spoiled(rule: Rule, held: Answer) -> Answer:
    """The answer that a rule puts in place of the true one."""
    if rule.act == "redirect":
        return Answer(302, [(b"location", b"http://127.0.0.1:9/elsewhere")])
    if rule.act == "portal":
        page = b"<!doctype html><title>Welcome</title><p>Please accept the terms of this network."
        return Answer(200, [(b"content-type", b"text/html; charset=utf-8")], page)
    if rule.act == "huge":
        return Answer(200, body=b'{"padding":"' + b"x" * _HUGE + b'"}')
    if rule.act == "broken":
        return Answer(200, body=held.body[: max(1, len(held.body) // 2)] or b"{")
    if rule.act == "foreign":
        return Answer(held.status, body=json.dumps(_foreign(_object(held.body))).encode())
    return _status(rule)


def _foreign(content: dict[str, object]) -> dict[str, object]:
    changed = dict(content)
    if isinstance(changed.get("amount"), int):
        changed["amount"] = int(str(changed["amount"])) + 100
    for name in ("ref_id", "card_id"):
        if name in changed:
            changed[name] = f"foreign-{changed[name]}"
    return changed


def _status(rule: Rule) -> Answer:
    known = "SERVER_ERROR" if rule.status >= _SERVER_ERRORS else _CODES.get(rule.status, "INVALID_REQUEST")
    error = {"error": {"code": rule.code or known, "message": "A drill asked for this answer"}}
    retry = [] if rule.retry_after is None else [(b"retry-after", str(rule.retry_after).encode())]
    return Answer(rule.status, [_JSON, *retry], json.dumps(error).encode())
