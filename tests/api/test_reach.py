"""The way to a card service: every bad certificate gets not a byte, and the reason is told."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from pos_app.api.reach import fault_on_the_way
from pos_app.domain.connecting import Fault
from tests.api.asking import run
from tests.api.test_trust import certificate, plain, trusting
from tests.api.wire_server import WireServer, says


@pytest.mark.parametrize(
    ("made", "trusts", "fault"),
    [
        ({}, True, None),
        ({}, False, Fault.UNTRUSTED),
        ({"days": -1}, True, Fault.EXPIRED),
        ({"names": ("other.example",)}, True, Fault.OTHER_NAME),
    ],
)
def test_a_certificate(tmp_path: Path, made: dict[str, Any], trusts: bool, fault: Fault | None) -> None:
    heard = b""

    async def listens(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal heard
        heard += await reader.read()
        writer.close()

    async def work() -> None:
        names = made.get("names", ())
        server = WireServer(says(b""), tls=certificate(tmp_path, *names, days=made.get("days", 1)))
        server.serve = listens
        async with server:
            tls = trusting(tmp_path) if trusts else None
            assert await asyncio.to_thread(fault_on_the_way, server.base, tls) is fault

    run(work())
    assert heard == b""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "api.dintero.com/v1",
        "http://api.dintero.com/v1",
        "https://u:p@127.0.0.1/",
        "ftp://x",
        "https://api..x.no",
        "https://.x.no",
    ],
)
def test_what_is_no_safe_address(address: str) -> None:
    assert fault_on_the_way(address) is Fault.NO_ADDRESS


def test_a_name_nobody_has_and_a_port_nobody_listens_on() -> None:
    assert fault_on_the_way("https://no-such-computer.invalid/v1") is Fault.UNKNOWN_NAME
    assert fault_on_the_way("http://127.0.0.1:1/v1") is Fault.NOT_REACHED


def test_what_speaks_no_tls(tmp_path: Path) -> None:
    async def work() -> None:
        certificate(tmp_path)
        server = WireServer(says(b""))
        server.serve = plain
        async with server:
            base = server.base.replace("http:", "https:")
            assert await asyncio.to_thread(fault_on_the_way, base, trusting(tmp_path)) is Fault.NO_TLS

    run(work())
