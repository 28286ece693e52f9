"""Small parts of the service that stories do not reach."""

from __future__ import annotations

import asyncio
import random
import time

import pytest

from pos_app.domain.operation import Kind
from pos_app.domain.scan import Code, Source
from pos_app.service.clock import SystemClock
from pos_app.service.intents import GivePin
from pos_app.service.patience import Patience
from pos_app.service.reading import Read
from pos_app.service.snapshot import Snapshot, Trouble, Waits
from tests.service.harness import KARI


def test_secrets_stay_out_of_what_is_printed() -> None:
    code = Code("DINCARD:4000100020001234", Source.SCANNED)
    for shown in (repr(GivePin("4711")), repr(Read(code=code, pin="4711"))):
        assert "4711" not in shown
        assert "400010" not in shown


def test_the_systems_clocks_go_forward() -> None:
    clock = SystemClock()
    before = clock.monotonic()
    asyncio.run(clock.sleep(0.0))
    assert clock.monotonic() >= before
    assert abs(clock.now() - time.time()) < 60.0


def test_a_wall_clock_that_is_set_back_moves_no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    before = clock.monotonic()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert clock.now() == 0.0
    assert before <= clock.monotonic() < before + 60.0


@pytest.mark.parametrize(("tries", "most"), [(0, 1.0), (1, 2.0), (5, 32.0), (6, 60.0), (400, 60.0)])
def test_patience_doubles_to_a_minute(tries: int, most: float) -> None:
    dice = random.Random(tries)
    waits = [Patience().delay(tries, dice) for _ in range(200)]
    assert max(waits) <= most
    assert min(waits) < most / 3 < max(waits), "full jitter"


def test_a_snapshot_answers_for_what_it_does_not_know() -> None:
    empty = Snapshot(person=KARI)
    assert empty.operation("nobody") is None
    assert empty.ref_of("nobody") == ""
    assert empty.waits_of("nobody") == Waits()
    assert empty.trouble is Trouble.NONE
    assert not Kind.VOID.is_new_money
