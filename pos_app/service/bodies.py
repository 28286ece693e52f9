"""The exact bytes of each request, made once when it is asked [create-transaction] [capture] [void]."""

from __future__ import annotations

from pos_app.api.wire import activate_body, create_body, end_body
from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.operation import Operation
from pos_app.domain.person import Credential
from pos_app.service.reading import Read


@frozen_by_name
class Bodies:
    """Makes request bodies for one till."""

    originated_by: str
    """Store and till, on every create (at most 255 characters, no outer spaces)."""
    card_id_credentials: frozenset[Credential]

    def refund(self, operation: Operation, card_id: str) -> bytes:
        """The body of a refund: its card is named by number, whatever lies on the till."""
        return create_body(operation, card_id=card_id, originated_by=self.originated_by)

    def activation(self, operation: Operation, expires_at: float | None) -> bytes:
        """The body of an activation; `expires_at` in seconds since 1970 UTC, None: it does not expire."""
        return activate_body(operation, expires_at=expires_at, originated_by=self.originated_by)

    def of(self, operation: Operation, read: Read) -> bytes:
        """The body of an operation; new money is addressed by `card_id` where allowed, else by the code."""
        if not operation.kind.is_new_money:
            return end_body(operation)
        by_card_id = operation.credential in self.card_id_credentials
        code = read.code.text if read.code is not None and not by_card_id else ""
        card_id = read.card.card_id if read.card is not None and by_card_id else ""
        return create_body(
            operation, token=code, card_id=card_id, pin=read.pin, originated_by=self.originated_by
        )
