"""Kinds of columns that both engines keep alike."""

import hashlib

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Number = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both engines, and a row id on SQLite."""


class AnyText(TypeDecorator[str]):
    """Text that may hold U+0000, which PostgreSQL's text cannot: kept with a backslash in front."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """To the database."""
        if value is None or ("\\" not in value and "\0" not in value):
            return value
        return value.replace("\\", "\\\\").replace("\0", "\\0")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        """From the database."""
        if value is None or "\\" not in value:
            return value
        return "\\".join(part.replace("\\0", "\0") for part in value.split("\\\\"))


def ref_hash(ref_id: str, repeat: int = 0) -> bytes:
    """What makes a reference unique in the database, however long it is; `repeat` counts forgotten ones."""
    salt = repeat.to_bytes(8) if repeat else b""
    return hashlib.blake2b(ref_id.encode(), digest_size=16, salt=salt).digest()
