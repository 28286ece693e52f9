"""Counts the bytes of an answer, to know whether they ended exactly where the answer did.

What follows an answer on a kept connection would be taken for the answer to the next request: another card's
balance, another operation's refusal. A connection with a byte too many is not used again.
"""

from __future__ import annotations

import re

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*\r\n", re.IGNORECASE)
_LAST_CHUNK = b"\n0\r\n\r\n"


class Tally:
    """The bytes of one answer as they come in."""

    __slots__ = ("_expected", "_head", "_received", "_tail")

    def __init__(self) -> None:
        """Nothing came in yet."""
        self._head = b""
        self._expected: int | None = None
        self._received = 0
        self._tail = b""

    def add(self, data: bytes) -> None:
        """Count some bytes."""
        self._received += len(data)
        self._tail = (self._tail + data[-len(_LAST_CHUNK) :])[-len(_LAST_CHUNK) :]
        if self._expected is None:
            self._head += data
            self._find_end()

    @property
    def is_exact(self) -> bool:
        """Whether one answer came in, whole, and not a byte more; false where that cannot be told."""
        if self._expected == -1:
            return self._tail == _LAST_CHUNK
        return self._received == self._expected

    def _find_end(self) -> None:
        end = self._head.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._head[: end + 2]
        length = _LENGTH.search(head)
        if _CHUNKED.search(head):
            self._expected = -1
        else:
            self._expected = end + 4 + int(length[1]) if length else -2
        self._head = b""
