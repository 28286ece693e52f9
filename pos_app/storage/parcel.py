"""What one till hands over to another: every request that is still to be settled, and the open holds."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import apsw

from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.operation import Event, Operation, State, Step, Why
from pos_app.domain.origin import Origin
from pos_app.storage import reading
from pos_app.storage.keys import Keys
from pos_app.storage.rows import facts_of, operation_of, standing_of
from pos_app.storage.trouble import StorageTrouble
from pos_app.storage.writing import body_place, card_place

FORM = 1

_WANTED = """
WITH held (ref) AS (
    SELECT ref_id FROM operation WHERE number IN (SELECT operation FROM open_hold)
    UNION SELECT hold_ref FROM operation WHERE is_open AND hold_ref <> ''
), wanted (ref) AS (
    SELECT ref_id FROM operation WHERE is_open OR (state IN ('refused', 'not asked') AND acknowledged = 0)
    UNION SELECT comes_after FROM operation WHERE is_open AND comes_after <> ''
    UNION SELECT ref FROM held
    UNION SELECT ref_id FROM operation WHERE hold_ref IN (SELECT ref FROM held)
)
SELECT * FROM operation_row WHERE ref_id IN (SELECT ref FROM wanted) ORDER BY number
"""


class NotAParcel(ValueError):
    """The content is not what a till hands over, or a newer program wrote it."""


@frozen_by_name
class Parcel:
    """The operations in the order they were asked, with the secrets that finish them; kept sealed only."""

    rescue_id: str
    journal_id: str
    origin: Origin
    operations: tuple[Operation, ...]
    bodies: dict[str, bytes]
    """Request bodies by `ref_id`, of the open operations."""
    cards: dict[str, str]
    """`card_id` by the old journal's fingerprint."""

    def __repr__(self) -> str:
        """Hide the secrets."""
        return f"Parcel({self.rescue_id}, {len(self.operations)} operations)"

    @property
    def open(self) -> int:
        """How many operations are not settled."""
        return sum(1 for one in self.operations if one.is_open)

    def as_bytes(self) -> bytes:
        """The parcel as JSON, not sealed yet."""
        raw = {
            "form": FORM,
            "rescue_id": self.rescue_id,
            "journal_id": self.journal_id,
            "origin": [self.origin.account, self.origin.host, self.origin.training],
            "operations": [[*facts_of(one), *standing_of(one)] for one in self.operations],
            "bodies": {ref: base64.b64encode(body).decode() for ref, body in self.bodies.items()},
            "cards": self.cards,
        }
        return json.dumps(raw).encode()


def read_parcel(content: bytes) -> Parcel:
    """A parcel from its bytes; raises NotAParcel."""
    try:
        raw: dict[str, Any] = json.loads(content)
        if raw["form"] != FORM:
            raise NotAParcel(f"its form is {raw['form']}, this program knows {FORM}")
        account, host, training = raw["origin"]
        return Parcel(
            rescue_id=str(raw["rescue_id"]),
            journal_id=str(raw["journal_id"]),
            origin=Origin(str(account), str(host), bool(training)),
            operations=tuple(operation_of((0, *row, 0)) for row in raw["operations"]),
            bodies={ref: base64.b64decode(body, validate=True) for ref, body in raw["bodies"].items()},
            cards={str(key): str(card_id) for key, card_id in raw["cards"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError, StorageTrouble) as error:
        raise NotAParcel(str(error)) from error


def packed(connection: apsw.Connection, keys: Keys, origin: Origin) -> Parcel:
    """What a journal that was handed over still owes; raises apsw.Error, StorageTrouble."""
    meta = reading.meta_of(connection)
    found = reading.operations(connection, _WANTED)
    bodies = {one.ref_id: _body(connection, keys, one) for one in found if one.is_open}
    cards = {one.card.fingerprint: _card(connection, keys, one) for one in found}
    return Parcel(
        rescue_id=meta["handed_over"],
        journal_id=meta["journal_id"],
        origin=origin,
        operations=found,
        bodies={ref: body for ref, body in bodies.items() if body is not None},
        cards={key: card_id for key, card_id in cards.items() if card_id is not None},
    )


def steps_of(one: Operation, body: bytes | None, now: float) -> tuple[Step, Step]:
    """How an operation enters the taker's journal: as asked, then as it stood; without body: a manager's."""
    begun = replace(
        one,
        state=State.ASKED,
        why=Why.NONE,
        attempts=0,
        unproven=0,
        in_flight=False,
        sent_at=0.0,
        last_unproven_at=0.0,
        looks=0,
        looks_proof=False,
        refusal=Why.NONE,
        transaction_id="",
        moved=0,
        cancel=False,
        settled_at=0.0,
        acknowledged=False,
    )
    stands = replace(one, state=State.NEEDS_MANAGER, why=Why.BODY_LOST) if one.is_open and not body else one
    return (
        Step(begun, Event(one.ref_id, one.asked_at, "asked", one.kind), body or b""),
        Step(stands, Event(one.ref_id, now, "taken over", one.state)),
    )


def _body(connection: apsw.Connection, keys: Keys, one: Operation) -> bytes | None:
    sealed = reading.sealed_body(connection, one.ref_id)
    return None if sealed is None else keys.unseal(sealed, body_place(one.ref_id))


def _card(connection: apsw.Connection, keys: Keys, one: Operation) -> str | None:
    sealed = reading.sealed_card(connection, one.card.fingerprint)
    opened = None if sealed is None else keys.unseal(sealed, card_place(one.card.fingerprint))
    return None if opened is None else opened.decode()
