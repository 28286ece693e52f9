"""Chance drawn from a seed, so that a recorded day can be lived again to the last byte."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager

import apsw


class _SeededVFS(apsw.VFS):
    """SQLite asks the usual VFS for its first chance: while this one is registered, it is the usual one."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__("seeded", base="", makedefault=True)
        self._dice = dice

    def xRandomness(self, numbytes: int) -> bytes:
        return self._dice.randbytes(numbytes)


@contextmanager
def seeded_chance(seed: int) -> Iterator[None]:
    """Inside this block nonces, names and SQLite's salts come from the seed."""
    dice, usual = random.Random(seed), os.urandom
    apsw.Connection(":memory:").close()
    vfs = _SeededVFS(dice)
    apsw.randomness(0)
    apsw.randomness(1)
    vfs.unregister()
    os.urandom = dice.randbytes
    try:
        yield
    finally:
        os.urandom = usual
        apsw.randomness(0)
