"""One call: who asks, when, and under which choices."""

import json
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from pos_app.sandbox.choices import Choices
from pos_app.sandbox.fields import Json
from pos_app.sandbox.keys import Keys

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)

Row = RowMapping | Mapping[str, Any]
"""One row of a table, by column name."""


@dataclass(frozen=True, slots=True)
class Call:
    """What every job needs to know; `now` is in microseconds since 1970."""

    account: str
    client_id: str
    now: int
    choices: Choices
    keys: Keys
    hooks: bool = False
    """Whether somebody may want to hear of transactions."""


def new_id() -> str:
    """A UUID of version 7: later ones sort behind earlier ones, so an index grows at its end."""
    stamp = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10))
    value = (
        (stamp & (1 << 48) - 1) << 80
        | 0x7 << 76
        | (noise >> 68 & 0xFFF) << 64
        | 0b10 << 62
        | noise & (1 << 62) - 1
    )
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_uuid(text: str) -> bool:
    """Whether a text has the form of a UUID (U-55)."""
    return _UUID.fullmatch(text) is not None


def packed(value: Json | None) -> str | None:
    """JSON as it is kept in a column; every character outside ASCII is escaped."""
    return None if value is None else json.dumps(value, separators=(",", ":"))


def unpacked(value: str | None) -> Json | None:
    """Return what `packed` was given."""
    if value is None:
        return None
    found: Json = json.loads(value)
    return found
