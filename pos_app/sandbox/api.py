"""The API as an ASGI application."""

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from pos_app.sandbox import access, answers, endpoints
from pos_app.sandbox.asks import read_grant
from pos_app.sandbox.choices import Choices
from pos_app.sandbox.exchange import Exchange
from pos_app.sandbox.problems import Refusal, forbidden, no_such_method, not_found
from pos_app.sandbox.requests import path_segments, read_body, read_json
from pos_app.sandbox.service import Service


class Api:
    """Answers every request of the contract."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One HTTP request."""
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except Refusal as refusal:
            answer = answers.bad(refusal, self.service.choices)
        except ClientDisconnect:
            return
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        segments = path_segments(request.scope["raw_path"]) or []
        if segments == ["healthz"]:
            return await self._health(request)
        owner = endpoints.variables(endpoints.TOKEN_PATH, segments)
        if owner is not None:
            _check_method(request.method, {"POST"})
            return await self._token(request, owner["oid"])
        found = endpoints.find(segments)
        if not found:
            raise not_found("Path")
        if request.method not in found:
            raise no_such_method(endpoints.advertised(found))
        endpoint, variables = found[request.method]
        request.state.endpoint = endpoint.name
        caller = self._caller(request, variables["aid"], endpoint.scopes)
        request.state.client_id = caller.client_id
        exchange = Exchange(self.service, request, caller, self.service.call(caller), variables)
        status = exchange.call.choices.success_status if endpoint.creates else 200
        return answers.good(await endpoint.handle(exchange), exchange.call.choices, status)

    def _caller(self, request: Request, account: str, scopes: frozenset[str]) -> access.Caller:
        """Bearer, then account and scope (U-04)."""
        text = access.bearer(request.headers.get("authorization"))
        caller = self.service.tokens.read(text, self.service.clock.now())
        if caller.account != account or account != self.service.account:
            raise forbidden("The access token is for another account")
        if not caller.scopes & scopes:
            raise forbidden("The client lacks the needed scope")
        return caller

    async def _token(self, request: Request, owner: str) -> Response:
        """The token endpoint (2.1): credentials, body, then grant (U-01)."""
        service = self.service
        request.state.endpoint = "token"
        name, secret = access.basic(request.headers.get("authorization"))
        client = access.proven(await service.client(name), secret)
        audience = read_grant(read_json(await read_body(request)))
        if owner != service.account or audience != access.AUDIENCE + service.account:
            raise forbidden("The client has no grant for this account")
        lifetime = service.choices.token_lifetime
        token = service.tokens.issue(client, service.account, service.clock.now(), lifetime)
        return answers.good(
            {"access_token": token, "token_type": "Bearer", "expires_in": lifetime}, Choices()
        )

    async def _health(self, request: Request) -> Response:
        _check_method(request.method, {"GET", "HEAD"})
        await self.service.run(lambda db: db.exec_driver_sql("SELECT 1").scalar())
        return answers.good({"status": "ok"}, self.service.choices)


def _check_method(method: str, allowed: set[str]) -> None:
    if method not in allowed:
        raise no_such_method(allowed)
