"""Whom the till talks to, and whom it believes."""

import asyncio
import datetime
import ipaddress
import ssl
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pos_app.api.client import CardService
from pos_app.api.limits import Limits
from pos_app.api.trust import UnsafeAddress, system_trust
from pos_app.domain.answer import Answer, Seen
from pos_app.domain.operation import Why
from pos_app.domain.origin import Origin
from tests.api.asking import CLIENTS, HASTY, HOLD, TRAINING, body_of, run, sent, transaction
from tests.api.wire_server import Reply, Serve, WireServer, as_json, resets, says, says_and_hangs_up

LIVE = Origin("P12345678", "api.dintero.com")


@pytest.mark.parametrize(
    ("origin", "base"),
    [
        (LIVE, "http://api.dintero.com/v1"),
        (LIVE, "https://api.dintero.com.evil.example/v1"),
        (LIVE, "https://127.0.0.1:8080/v1"),
        (LIVE, "https://user:pass@api.dintero.com/v1"),
        (LIVE, "https://api.dintero.com/v1?x=1"),
        (LIVE, "https://api.dintero.com/v1#x"),
        (LIVE, "ftp://api.dintero.com/v1"),
        (LIVE, "api.dintero.com/v1"),
        (LIVE, "https://"),
        (LIVE, "https://api.dintero.com:99999999/v1"),
        (LIVE, ""),
        (LIVE, "https://api.dintero.com:port/v1"),
        (LIVE, "https://api.dintero.com/\x00"),
        (Origin("T12345678", "x" * 64), f"https://{'x' * 64}/v1"),
        (replace(LIVE, account="../.."), "https://api.dintero.com/v1"),
        (replace(LIVE, account="P1234567"), "https://api.dintero.com/v1"),
        (TRAINING, "https://api.dintero.com/v1"),
        (TRAINING, "http://localhost.evil.example/v1"),
        (TRAINING, "http://10.0.0.1/v1"),
        (TRAINING, "http://[::2]/v1"),
    ],
)
def test_an_address_that_is_not_safe_or_not_ours_is_refused(origin: Origin, base: str) -> None:
    with pytest.raises(UnsafeAddress):
        CardService(origin, base, CLIENTS)


@pytest.mark.parametrize(
    ("origin", "base"),
    [
        (LIVE, "https://api.dintero.com/v1"),
        (LIVE, "https://API.dintero.com/v1/"),
        (Origin("T12345678", "shop.example:8443"), "https://shop.example:8443/v1"),
        (Origin("T12345678", "127.0.0.1"), "http://127.0.0.1:1/v1"),
        (TRAINING, "http://localhost:1/v1"),
        (TRAINING, "http://127.9.9.9/v1"),
        (TRAINING, "http://[::1]:1/v1"),
    ],
)
def test_an_address_that_is_ours_is_taken(origin: Origin, base: str) -> None:
    CardService(origin, base, CLIENTS)


def certificate(folder: Path, *names: str, days: int = 1) -> ssl.SSLContext:
    """A server's context with a certificate that only itself vouches for, kept at `folder`/cert.pem."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test")])
    now = datetime.datetime.now(datetime.UTC)
    alternatives: list[x509.GeneralName] = [x509.DNSName(one) for one in names]
    if not names:
        alternatives = [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=10))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def trusting(folder: Path) -> ssl.SSLContext:
    """A till's context that trusts this certificate."""
    return ssl.create_default_context(cafile=str(folder / "cert.pem"))


SECURE = Origin("T12345678", "127.0.0.1")


async def sent_securely(server: WireServer, **settings: Any) -> Answer:
    async with server:
        service = CardService(SECURE, server.base, CLIENTS, limits=Limits(connect=1, answer=2), **settings)
        try:
            await service.warm_up()
            return await service.send(HOLD, body_of(HOLD))
        finally:
            await service.close()


def test_over_tls_a_trusted_service_is_asked(tmp_path: Path) -> None:
    async def work() -> None:
        server = WireServer(says(as_json(transaction())), tls=certificate(tmp_path))
        assert (await sent_securely(server, tls=trusting(tmp_path))).seen is Seen.OK
        assert server.connections == 1

    run(work())


def test_a_certificate_of_its_own_making_gets_not_a_byte(tmp_path: Path) -> None:
    async def work() -> None:
        server = WireServer(says(as_json(transaction())), tls=certificate(tmp_path))
        end = await sent_securely(server)
        assert (end.seen, end.why) == (Seen.NOT_SENT, Why.NOT_REACHED)
        assert server.heard == []

    run(work())


@pytest.mark.parametrize("spoilt", [{"names": ("other.example",)}, {"days": -1}])
def test_a_certificate_for_another_or_from_yesterday_gets_not_a_byte(
    tmp_path: Path, spoilt: dict[str, Any]
) -> None:
    async def work() -> None:
        server = WireServer(says(b""), tls=certificate(tmp_path, *spoilt.pop("names", ()), **spoilt))
        assert (await sent_securely(server, tls=trusting(tmp_path))).seen is Seen.NOT_SENT
        assert server.heard == []

    run(work())


def test_the_environment_has_no_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> None:
        server = WireServer(says(as_json(transaction())), tls=certificate(tmp_path))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
        monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys.log"))
        assert (await sent_securely(server)).seen is Seen.NOT_SENT
        assert server.heard == []
        assert not (tmp_path / "keys.log").exists()

    run(work())


def test_no_proxy_and_no_netrc_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> None:
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login a password b\n")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        server = WireServer(says(as_json(transaction())))
        assert (await sent(server)).seen is Seen.OK
        assert server.calls[0].headers["authorization"] == "Bearer one"

    run(work())


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")


async def torn(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(10)
    writer.transport.abort()


@pytest.mark.parametrize("serve", [silent, plain, torn])
def test_no_handshake_no_request(tmp_path: Path, serve: Serve) -> None:
    async def work() -> None:
        certificate(tmp_path)
        server = WireServer(says(b""))
        server.serve = serve
        async with server:
            base = server.base.replace("http:", "https:")
            limits = Limits(connect=0.4, answer=5)
            service = CardService(SECURE, base, CLIENTS, tls=trusting(tmp_path), limits=limits)
            began = time.monotonic()
            end = await service.send(HOLD, body_of(HOLD))
            assert (end.seen, end.why) == (Seen.NOT_SENT, Why.NOT_REACHED)
            assert time.monotonic() - began < 3
            await service.close()

    run(work())


@pytest.mark.parametrize("reply", [resets, says_and_hangs_up(as_json(transaction())[:-1])])
def test_a_line_that_breaks_under_tls_is_not_known(tmp_path: Path, reply: Reply) -> None:
    async def work() -> None:
        server = WireServer(reply, tls=certificate(tmp_path))
        end = await sent_securely(server, tls=trusting(tmp_path))
        assert (end.seen, end.why) == (Seen.NOT_KNOWN, Why.STRANGE_ANSWER)

    run(work())


def test_a_name_nobody_knows_was_not_asked() -> None:
    async def work() -> None:
        origin = Origin("T12345678", "no-such-shop.invalid")
        service = CardService(origin, "https://no-such-shop.invalid/v1", CLIENTS, limits=HASTY)
        end = await service.send(HOLD, body_of(HOLD))
        assert (end.seen, end.why) == (Seen.NOT_SENT, Why.NOT_REACHED)
        await service.close()

    run(work())


class Stepping:
    """A clock that goes on by `step` seconds whenever it is read."""

    step = 0.0
    now = 1000.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.mark.parametrize(
    ("step", "seen", "note"),
    [
        (1.1, Seen.NOT_SENT, "ConnectTimeout"),
        (0.6, Seen.NOT_SENT, "ConnectTimeout"),
        (0.45, Seen.NOT_SENT, "WriteTimeout"),
        (0.35, Seen.NOT_KNOWN, "ReadTimeout"),
    ],
)
def test_where_the_time_is_over_tells_what_is_known(
    tmp_path: Path, step: float, seen: Seen, note: str
) -> None:
    """Before connecting, before TLS, before the first byte, and after it."""

    async def work() -> None:
        server = WireServer(says(as_json(transaction())), tls=certificate(tmp_path))
        clock = Stepping()
        async with server:
            limits = Limits(connect=1, answer=1.2)
            service = CardService(
                SECURE, server.base, CLIENTS, tls=trusting(tmp_path), limits=limits, clock=clock
            )
            await service.warm_up()
            await server.hung_up()
            clock.step = step
            end = await service.send(HOLD, body_of(HOLD))
            assert (end.seen, end.note) == (seen, note)
            assert seen is Seen.NOT_KNOWN or server.calls == []
            await service.close()

    run(work())


def test_the_systems_trust_checks_names_and_chains() -> None:
    context = system_trust()
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
