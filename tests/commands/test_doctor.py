"""`pos-app doctor` on real homes, and the connection it tries."""

from __future__ import annotations

import datetime
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pos_app.commands.doctor import main
from pos_app.commands.reach import reach
from pos_app.storage.journal import Journal
from pos_app.storage.places import Places
from pos_app.storage.vault import Vault
from tests.storage.tills import TRAINING, asked, file_of, places_in, with_journal


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with an open hold in Training, under the key that lies there."""
    key = Vault().journal_key(TRAINING, places_in(tmp_path))

    async def ask(journal: Journal) -> None:
        await journal.commit([asked()])

    with_journal(tmp_path, ask, key=key)
    return places_in(tmp_path).home


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(list(words))
    return code, capsys.readouterr().out


def test_a_new_computer_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = told(capsys, "--home", str(tmp_path))
    assert code == 0
    for words in ("python: 3.", "PySide6-Essentials: 6.", "sqlite: 3.", "journals: none yet", "All is well."):
        assert words in text
    assert "Training works without one" in text
    assert "Training starts it with the window" in text


def test_a_sound_journal_is_told_with_its_chain(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = told(capsys, "--home", str(home))
    assert (code, "training: 1 operations, 1 events, 1 open; pages ok; chain ok" in text) == (0, True)


def test_json_has_it_all_and_no_secret(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = told(capsys, "--json", "--home", str(home))
    found = json.loads(text)
    assert (code, found["well"]) == (0, True)
    assert found["journals"][0]["chain"] == "ok"
    assert found["folders"]["home"]["writable"]
    assert found["password_store"]["backend"] == "none that works"
    assert found["service"] == {"asked": None, "answer": ""}
    assert Places.of(home, {}).training_key.read_text() not in text
    assert "canary" not in text


def test_what_needs_a_person_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "training" / "journal.db"
    content = file.read_bytes()
    file.write_bytes(b"x" * 9_000)
    code, text = told(capsys, "--home", str(home))
    assert code == 1
    assert "journal training: CANNOT be read: damaged" in text
    assert "Something above needs a person." in text
    file.write_bytes(content)
    (home / "training" / "journal.damaged-20261122-120000.db").touch()
    code, text = told(capsys, "--home", str(home))
    assert (code, "SET ASIDE as damaged" in text) == (1, True)


def test_a_restored_and_a_lost_journal_are_told(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark = places_in(tmp_path).mark_file(TRAINING)
    key = Vault().journal_key(TRAINING, places_in(tmp_path))
    kept = mark.read_bytes()
    mark.unlink()
    with_journal(tmp_path, Journal.load, key=key)
    assert "came back from a backup" in told(capsys, "--home", str(home))[1]
    mark.write_bytes(kept)
    file_of(tmp_path).unlink()
    with_journal(tmp_path, Journal.load, key=key)
    assert "An earlier journal of this origin is gone" in told(capsys, "--home", str(home))[1]


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    code, text = told(capsys, "--home", str(tmp_path / "file"))
    assert (code, "CANNOT be written" in text) == (1, True)


class Listener:
    """Takes one connection at a time on loopback, with or without TLS."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._socket.close()
        with socket.socket() as last:  # wakes the thread where closing alone does not
            last.connect_ex(("127.0.0.1", self.port))
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                taken, _ = self._socket.accept()
            except OSError:
                return
            with taken:
                if self._context is not None:
                    self._shake(taken, self._context)

    @staticmethod
    def _shake(taken: socket.socket, context: ssl.SSLContext) -> None:
        try:
            with context.wrap_socket(taken, server_side=True):
                pass
        except OSError:
            pass


@pytest.fixture
def plain() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for this computer that nobody signed, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(made.public_bytes(pem) + private)
    return file


@pytest.fixture
def secure(certificate: Path) -> Iterator[Listener]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listener = Listener(context)
    yield listener
    listener.close()


def test_a_service_that_answers_is_reached(
    plain: Listener, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = f"http://127.0.0.1:{plain.port}"
    code, text = told(capsys, "--home", str(tmp_path), "--base-url", base)
    assert (code, f"card service {base}: ok" in text) == (0, True)


def test_a_service_that_is_down_is_not_well(
    plain: Listener, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain.close()
    code, text = told(capsys, "--home", str(tmp_path), "--base-url", f"http://127.0.0.1:{plain.port}")
    assert (code, "not reached" in text) == (1, True)


def test_a_certificate_nobody_signed_is_not_trusted(secure: Listener) -> None:
    assert "not trusted" in reach(f"https://localhost:{secure.port}")


def test_a_trusted_certificate_is_well(
    secure: Listener, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert reach(f"https://localhost:{secure.port}") == "ok"


def test_a_service_without_tls_does_not_pass_for_one_with(plain: Listener) -> None:
    assert "not reached" in reach(f"https://127.0.0.1:{plain.port}")


@pytest.mark.parametrize(
    "address", ["", "no scheme", "ftp://host", "https://", "https://host:port", "https://[x"]
)
def test_what_is_not_an_address_is_told(address: str) -> None:
    assert "not an address" in reach(address)
