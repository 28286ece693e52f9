"""Messages reach somebody also where there is no standard error, and are never in the way."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pos_app.application.messages import MOST_BYTES, keep_messages


@contextmanager
def keeping(folder: Path) -> Iterator[logging.Logger]:
    """Messages are kept as a new program keeps them: nobody listens yet."""
    root = logging.getLogger()
    before, root.handlers = root.handlers, []
    try:
        keep_messages(folder)
        yield logging.getLogger("pos_app.test")
    finally:
        for handler in root.handlers:
            handler.close()
        root.handlers = before


def test_a_window_without_standard_error_writes_a_file_of_bounded_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    file = tmp_path / "state" / "messages.log"
    with keeping(file.parent) as log:
        log.warning("blåbær")
        assert "pos_app.test WARNING blåbær" in file.read_text("utf-8")
        for _ in range(30):
            log.warning("x" * (MOST_BYTES // 10))
    assert {one.name for one in file.parent.iterdir()} == {"messages.log", "messages.log.1"}
    assert all(one.stat().st_size <= MOST_BYTES for one in file.parent.iterdir())


def test_where_no_file_can_be_written_messages_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    (tmp_path / "state").write_bytes(b"")
    with keeping(tmp_path / "state") as log:
        log.warning("to nobody")
    assert (tmp_path / "state").read_bytes() == b""


def test_where_there_is_standard_error_no_file_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    with keeping(tmp_path / "state") as log:
        log.warning("heard")
    assert "heard" in said.getvalue()
    assert not (tmp_path / "state").exists()
