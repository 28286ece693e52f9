"""One authorised request on its way through an endpoint."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from starlette.requests import Request

from pos_app.sandbox.access import Caller
from pos_app.sandbox.calls import Call, is_uuid
from pos_app.sandbox.fields import Fields, Rules
from pos_app.sandbox.problems import Problem, invalid
from pos_app.sandbox.requests import Query, read_body, read_json, trimmed_path
from pos_app.sandbox.service import Service

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a handler works with."""

    service: Service
    request: Request
    caller: Caller
    call: Call
    variables: dict[str, str]

    async def body(self, read: Callable[[Fields], T]) -> T:
        """Read the body. 400 when it does not fit, 413 when it is too long."""
        choices = self.call.choices
        rules = Rules(choices.unknown_fields, choices.reserved_metadata)
        return read(read_json(await read_body(self.request), rules))

    def query(self) -> Query:
        """The query."""
        return Query(self.request.scope["query_string"])

    def card_id(self) -> str:
        """The card that the path names. 400 when it cannot be a card's id."""
        return trimmed_path("{card_id}", self.variables["card_id"])

    def customer_id(self) -> str:
        """The customer that the path names. 400 when it cannot be one's id."""
        return trimmed_path("{customer_id}", self.variables["customer_id"])

    def uuid(self, name: str) -> str:
        """A UUID that stands in the path. 400 when it is none (U-55)."""
        value = self.variables[name]
        if not is_uuid(value):
            raise invalid(Problem(f"{{{name}}}", "must be a UUID"))
        return value.lower()
