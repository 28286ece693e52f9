"""The crash route: what is logged of an unexpected exception."""

from __future__ import annotations

import asyncio

import pytest

from pos_app.runtime import Runtime


async def breaks_at_a_secret() -> None:
    raise ValueError("canary-token-9f2c")


def test_a_crash_tells_where_and_never_what(caplog: pytest.LogCaptureFixture) -> None:
    told: list[str] = []

    async def main() -> None:
        runtime = Runtime()
        runtime.on_crash = lambda: told.append("no new money")
        runtime.spawn(breaks_at_a_secret(), "sale canary-ref")
        await runtime.drain()

    asyncio.run(main())
    assert told == ["no new money"]
    assert "unexpected ValueError at _guarded:" in caplog.text
    assert "breaks_at_a_secret:" in caplog.text
    assert "canary" not in caplog.text
