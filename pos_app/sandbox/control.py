"""The control port: a loopback listener of its own for drills and tests. Never open it to others."""

import json
from collections.abc import Awaitable, Callable

from sqlalchemy import Connection, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pos_app.sandbox import choices, proof
from pos_app.sandbox.clock import SECOND
from pos_app.sandbox.faults import Faults
from pos_app.sandbox.fields import Json
from pos_app.sandbox.problems import Refusal
from pos_app.sandbox.requests import read_json
from pos_app.sandbox.rules import read_rule
from pos_app.sandbox.schema import card, ledger
from pos_app.sandbox.service import Service
from pos_app.sandbox.views import transaction_view

_FURTHEST = 10**10
_LEDGER = select(ledger, card.c.card_id).join(card, card.c.seq == ledger.c.card_seq).order_by(ledger.c.seq)


class Control:
    """What the control port can do."""

    def __init__(self, service: Service, faults: Faults) -> None:
        self._service = service
        self._faults = faults

    async def add_rule(self, request: Request) -> Response:
        """POST /rules: one rule behind the others."""
        self._faults.rules.add(read_rule(read_json(await request.body())))
        return JSONResponse(self._faults.rules.shown())

    async def show_rules(self, _request: Request) -> Response:
        """GET /rules: each with how often it matched and struck."""
        return JSONResponse(self._faults.rules.shown())

    async def clear_rules(self, _request: Request) -> Response:
        """DELETE /rules: forget them, set the clock right, let hanging requests go."""
        self._faults.clear()
        self._service.clock.skew = 0
        return JSONResponse([])

    async def show_ledger(self, _request: Request) -> Response:
        """GET /ledger: every transaction in order, with its `card_id`."""
        return JSONResponse(await self._service.run(_all_rows))

    async def prove(self, _request: Request) -> Response:
        """GET /proof: everything that does not add up; an empty list is the good answer."""
        return JSONResponse(await self._service.run(proof.faults))

    async def set_clock(self, request: Request) -> Response:
        """POST /clock: `{"ahead": seconds}`; negative numbers set it back."""
        body = read_json(await request.body())
        ahead = body.whole("ahead", -_FURTHEST, _FURTHEST, required=True) or 0
        body.done()
        self._service.clock.skew = ahead * SECOND
        return JSONResponse({"ahead": ahead})

    async def expire_tokens(self, _request: Request) -> Response:
        """POST /expire-tokens: every access token issued until now counts as expired."""
        self._service.tokens.expired_before = self._service.clock.now() + 1
        return JSONResponse({})

    async def set_choices(self, request: Request) -> Response:
        """POST /choices: change some; the others stay."""
        given: Json = json.loads(await request.body())
        try:
            self._service.choices = choices.changed(self._service.choices, given)
        except ValueError as trouble:
            return JSONResponse({"error": {"message": str(trouble)}}, 400)
        return JSONResponse({})


def _all_rows(connection: Connection) -> list[Json]:
    rows = connection.execute(_LEDGER).mappings()
    return [
        transaction_view(row) | {"card_id": row["card_id"], "by_server": row["by_server"]} for row in rows
    ]


def _refusal(_request: Request, trouble: Exception) -> Response:
    body = trouble.body() if isinstance(trouble, Refusal) else {}
    return JSONResponse(body, 400)


def application(service: Service, faults: Faults) -> Starlette:
    """The control port as an ASGI application."""
    control = Control(service, faults)
    table: tuple[tuple[str, str, Callable[[Request], Awaitable[Response]]], ...] = (
        ("POST", "/rules", control.add_rule),
        ("GET", "/rules", control.show_rules),
        ("DELETE", "/rules", control.clear_rules),
        ("GET", "/ledger", control.show_ledger),
        ("GET", "/proof", control.prove),
        ("POST", "/clock", control.set_clock),
        ("POST", "/expire-tokens", control.expire_tokens),
        ("POST", "/choices", control.set_choices),
    )
    routes = [Route(path, handler, methods=[method]) for method, path, handler in table]
    return Starlette(routes=routes, exception_handlers={Refusal: _refusal})
