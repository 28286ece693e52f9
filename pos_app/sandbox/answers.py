"""Turns what an endpoint returned into an HTTP answer, in the form that the choices ask for."""

import json

from starlette.responses import Response

from pos_app.sandbox.choices import Choices
from pos_app.sandbox.fields import Json
from pos_app.sandbox.problems import Refusal

_MEDIA = "application/json; charset=utf-8"
_REQUIRED = frozenset({"card_id", "amount", "currency", "ref_id", "cards", "expires_in", "error", "message"})
_SECRET_KEYS = frozenset({"pin", "token", "card_token"})
"""Without these an answer would be no answer at all, so they stay even where the schema lets them go."""


def good(content: object, choices: Choices, status: int = 200) -> Response:
    """A good answer."""
    if choices.optional_fields == "leave out":
        content = _bare(content)
    if choices.extra_fields == "some":
        content = _extended(content)
    return _json(content, status)


def bad(refusal: Refusal, choices: Choices) -> Response:
    """A refusal in the documented envelope."""
    body = refusal.body()
    error = body["error"]
    if isinstance(error, dict) and choices.error_codes != "ours":
        error |= {"code": f"E{refusal.status}"}
        if choices.error_codes == "none":
            del error["code"]
    answer = _json(body, refusal.status)
    answer.headers.update(refusal.headers)
    return answer


def _json(content: object, status: int) -> Response:
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    return Response(body, status, media_type=_MEDIA)


def _bare(content: object) -> object:
    if isinstance(content, list):
        return [_bare(each) for each in content]
    if isinstance(content, dict):
        kept: Json = {name: content[name] for name in content if name in _SECRET_KEYS}
        return kept | {name: _bare(content[name]) for name in content if name in _REQUIRED}
    return content


def _extended(content: object) -> object:
    if isinstance(content, list):
        return [_extended(each) for each in content]
    if isinstance(content, dict):
        return {name: _extended(each) for name, each in content.items()} | {"x_new": {"since": "tomorrow"}}
    return content
