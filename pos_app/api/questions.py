"""Harmless questions that show what an API client may do: each is about something that does not exist."""

from __future__ import annotations

import uuid

import msgspec

from pos_app.api.access import Bar, NoAccess
from pos_app.api.line import Got, Lost
from pos_app.api.outcome import GOOD
from pos_app.api.wire import INFO, TRANSACTIONS, card_path, info_body
from pos_app.domain.frozen import frozen
from pos_app.domain.rights import Allowed, Right

_CLEAR = {
    401: Allowed.NOT_ACCEPTED,
    403: Allowed.NO,
    **dict.fromkeys((400, 404, 409, 410, 422), Allowed.YES),
}
"""Whoever hears that there is no such thing was let in."""


@frozen
class Question:
    """A request that moves nothing, whoever may ask it."""

    method: str
    path: str
    body: bytes = b""


def question(right: Right) -> Question:
    """The question that only a client with this right gets another answer to than 403 [scopes].

    Card, code and transaction are random: no card service has them, so nothing can be read or moved.
    """
    nothing = f"no-such-{uuid.uuid4()}"
    match right:
        case Right.LOOK_UP:
            return Question("POST", INFO, info_body(nothing, ""))
        case Right.READ:
            return Question("GET", card_path(nothing))
        case Right.MOVE:
            void = msgspec.json.encode({"ref_id": str(uuid.uuid4())})
            return Question("POST", f"{TRANSACTIONS}/{uuid.uuid4()}/void", void)
        case Right.CREATE:
            return Question("POST", f"{card_path(nothing)}/activate", b"{}")


def allowed(came: Got | Lost | NoAccess) -> Allowed:
    """What the answer to such a question says; only a clear answer is taken for one."""
    if isinstance(came, NoAccess):
        return Allowed.NOT_ACCEPTED if came.bar is Bar.REFUSED else Allowed.NO_ANSWER
    if isinstance(came, Lost):
        return Allowed.NO_ANSWER
    return _CLEAR.get(came.status, Allowed.YES if came.status in GOOD else Allowed.NO_ANSWER)
