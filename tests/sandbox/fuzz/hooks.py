"""What schemathesis does beyond its own checks, and how its requests find cards that exist."""

import json
import os
import zlib
from typing import Any

import schemathesis
from schemathesis import Case, HookContext
from schemathesis.checks import CheckContext
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode

CARDS: list[dict[str, str]] = json.loads(os.environ["CARD_SERVICE_CARDS"])


def _is_positive(case: Case[Any]) -> bool:
    return case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE


@schemathesis.hook
def before_call(_context: HookContext, case: Case[Any], _kwargs: dict[str, object]) -> None:
    """Let two thirds of the good bodies that name a card name one that exists."""
    if not _is_positive(case) or not isinstance(case.body, dict):
        return
    if not case.operation.path.endswith(("/info", "/transactions")):
        return
    chance = zlib.crc32(json.dumps(case.body, sort_keys=True).encode())
    if chance % 3:
        card = CARDS[chance % len(CARDS)]
        case.body |= {name: card[name] for name in case.body.keys() & card.keys()}


@schemathesis.check
def refusals_of_good_data_are_business(_context: CheckContext, response: Response, case: Case[Any]) -> None:
    """A refusal of a request that fits the schema says what the card or the rules do not allow."""
    if not _is_positive(case) or case.operation.path.endswith("/auth/token"):
        return
    if response.status_code == 400:
        assert response.json()["error"]["code"] != "INVALID_REQUEST", (
            "data that fits the schema was called invalid"
        )
    if response.status_code == 403:
        assert response.json()["error"]["code"] == "INVALID_PIN", "a client with the scope was sent away"
