"""A card service on either engine, for the long forms of tests that run as programs of their own."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.card_service import CardService, running
from tests.sandbox import postgres


@contextmanager
def service_on(engine: str, *options: str) -> Iterator[CardService]:
    """A service on an empty database of `sqlite` or `postgres`, gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        if engine == "sqlite":
            with running(Path(folder), *options) as service:
                yield service
            return
        with postgres.running() as server:
            database = ("--database", server.create(f"cards_{uuid.uuid4().hex}"))
            with running(Path(folder), *database, *options) as service:
                yield service
