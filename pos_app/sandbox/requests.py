"""One HTTP request, and the reading of its path, query and body."""

import asyncio
import json
from urllib.parse import parse_qsl, unquote_to_bytes

from starlette.requests import Request

from pos_app.sandbox.fields import Fields, Rules, is_trimmed
from pos_app.sandbox.problems import Problem, Refusal, invalid
from pos_app.sandbox.wire import REQUEST_WITHIN

BODY_LIMIT = 1_000_000
_DIGITS = 1000
_NOT_JSON = Problem("", "must be JSON in UTF-8")


async def read_body(request: Request) -> bytes:
    """Return the body. 413 above 1 MB, without reading the rest; 408 when it does not come."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > BODY_LIMIT:
        raise _too_large()
    try:
        async with asyncio.timeout(request.scope["state"].get(REQUEST_WITHIN)):
            return await _read(request)
    except TimeoutError:
        raise Refusal(408, "INVALID_REQUEST", "The body did not come in time") from None


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise _too_large()
    return bytes(body)


def _too_large() -> Refusal:
    return Refusal(413, "INVALID_REQUEST", f"A body may be {BODY_LIMIT} bytes long")


def read_json(body: bytes, rules: Rules | None = None) -> Fields:
    """Return the fields of a JSON object. 400 when the body is none."""
    try:
        text = body.decode()
        value = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
        if "\\ud" in text.lower():
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise invalid(_NOT_JSON) from None
    if not isinstance(value, dict):
        raise invalid(Problem("", "must be a JSON object"))
    return Fields(value, rules or Rules())


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _finite(text: str) -> float:
    value = float(text)
    if value in {float("inf"), float("-inf")}:
        raise ValueError(text)
    return value


def path_segments(raw_path: bytes) -> list[str] | None:
    """Split a path as it was sent: an encoded slash stays inside its segment. None if it is not UTF-8."""
    try:
        return [unquote_to_bytes(part).decode() for part in raw_path.split(b"/")[1:]]
    except UnicodeDecodeError:
        return None


class Query:
    """The query of a request; like `Fields`, it collects what is wrong until `done`."""

    def __init__(self, raw: bytes) -> None:
        try:
            pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict")
        except ValueError:
            raise invalid(Problem("?", "must be percent-encoded UTF-8")) from None
        self._values = dict(pairs)
        self._problems: list[Problem] = []

    def text(self, name: str) -> str | None:
        """A parameter as it was sent."""
        return self._values.get(name)

    def whole(self, name: str, low: int, high: int | None = None) -> int | None:
        """A whole number between two bounds, both allowed."""
        given = self._values.get(name)
        if given is None:
            return None
        number = int(given) if given.isdecimal() and given.isascii() and len(given) <= _DIGITS else None
        if number is None or number < low or (high is not None and number > high):
            self._problems.append(Problem(f"?{name}", "must be a whole number in its bounds"))
        return number

    def flag(self, name: str) -> bool:
        """True or false; left out, false."""
        given = self._values.get(name, "false")
        if given not in {"true", "false"}:
            self._problems.append(Problem(f"?{name}", "must be true or false"))
        return given == "true"

    def done(self) -> None:
        """Raise what was found wrong."""
        if self._problems:
            raise invalid(*self._problems)


def trimmed_path(name: str, value: str) -> str:
    """Return an id that stood in a path. 400 when it cannot be one."""
    if not is_trimmed(value):
        raise invalid(Problem(name, "must be 1 to 255 characters without white space at its ends"))
    return value
