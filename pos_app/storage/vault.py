"""Secrets in the computer's password store, and the journal's key in a file where that was chosen."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from pos_app.domain.origin import Origin
from pos_app.storage.keys import MASTER_BYTES, Keys, new_master
from pos_app.storage.places import JOURNAL, PROGRAM, Places
from pos_app.storage.secret_file import SecretFile
from pos_app.storage.trouble import StorageTrouble, TroubleKind, told
from pos_app.storage.whole_file import make_owner_only, read_owner_only

T = TypeVar("T")


class Vault:
    """Every call may wait for a person to unlock the store, up to `time_limit` seconds: a thread's work.

    Raises StorageTrouble NO_KEY when the store is missing, locked, silent, or forgets what it was given.
    """

    def __init__(
        self, *, key_file: Path | None = None, secrets: SecretFile | None = None, time_limit: float = 10.0
    ) -> None:
        """`key_file` holds live journals' key in place of the store; `secrets` those of clients, and then
        each live journal's key is a file too. Only a person may choose either.
        """
        self._key_file = key_file
        self._secrets = secrets
        self._time_limit = time_limit

    @classmethod
    def in_files(cls, places: Places) -> Vault:
        """The vault of a till whose manager chose files of its own over the password store."""
        secrets = SecretFile(places.secrets_file, places.secrets_key)
        return cls(secrets=secrets)

    def client_secret(self, origin: Origin, client_id: str) -> str | None:
        """The secret of an API client; None if the store has none."""
        name = client_name(origin, client_id)
        return self._get(name) if self._secrets is None else self._secrets.get(name)

    def set_client_secret(self, origin: Origin, client_id: str, secret: str) -> None:
        """Keep the secret of an API client; it was read back when this returns."""
        name = client_name(origin, client_id)
        (self._set if self._secrets is None else self._secrets.set)(name, secret)

    def journal_key(self, origin: Origin, places: Places) -> bytes:
        """The master key of an origin's journal, 32 bytes; made on the first start.

        A key is never made beside a journal that is there already: without its own key that is NO_KEY.
        Training's is an owner-only file in its folder; a live one's is in the store, or in the file a
        person chose.
        """
        found = self.find_journal_key(origin, places)
        if found is not None:
            return found
        if (places.journal_folder(origin) / JOURNAL).exists():
            raise StorageTrouble(TroubleKind.NO_KEY, f"the key of the journal {origin.name} is gone")
        made = new_master()
        self._keep_key(made, origin, places)
        return made

    def find_journal_key(self, origin: Origin, places: Places) -> bytes | None:
        """The master key if there is one; nothing is made."""
        file = self._file(origin, places)
        kept = read_owner_only(file) if file is not None else _bytes(self._get(_key_name(origin)))
        return None if kept is None else _master(kept)

    def put_key(self, master: bytes, origin: Origin, places: Places) -> None:
        """Keep this key for an origin's journal; it was read back when this returns.

        Another one that was there is kept beside it under a name of its own: it may be another home's.
        """
        before = self.find_journal_key(origin, places)
        if before == master:
            return
        file = self._file(origin, places)
        if before is not None and file is not None:
            with told():
                file.replace(file.with_name(f"{file.name}.{Keys.of(before).check}"))
        elif before is not None:
            self._set(f"{_key_name(origin)} {Keys.of(before).check}", base64.b64encode(before).decode())
        self._keep_key(master, origin, places)
        if self.find_journal_key(origin, places) != master:
            raise StorageTrouble(TroubleKind.NO_KEY, "the key was not kept")

    def forget(self, origin: Origin, places: Places, client_ids: Iterable[str], master: bytes) -> None:
        """Take away what is kept here for an origin, this key too: another vault has it now.

        A password store keeps the journal's key: another home of this user may have no other.
        """
        names = [client_name(origin, one) for one in client_ids]
        if self._secrets is not None:
            if self.find_journal_key(origin, places) == master:
                with told():
                    places.live_key(origin).unlink()
            self._secrets.forget(names)
            return

        def drop() -> None:
            import keyring

            for name in names:
                if keyring.get_password(PROGRAM, name) is not None:
                    keyring.delete_password(PROGRAM, name)

        self._asked(drop)

    def backend(self) -> str:
        """The name of the password store this computer has, for `pos-app doctor`."""

        def name() -> str:
            import keyring

            return str(keyring.get_keyring().name)

        return self._asked(name)

    def try_round_trip(self) -> None:
        """Give the store a word, read it back and take it away; raises StorageTrouble when that fails."""
        self._set("round trip", "heard")

        def forget() -> None:
            import keyring

            keyring.delete_password(PROGRAM, "round trip")

        self._asked(forget)

    def _keep_key(self, master: bytes, origin: Origin, places: Places) -> None:
        file = self._file(origin, places)
        if file is None:
            self._set(_key_name(origin), base64.b64encode(master).decode())
        else:
            make_owner_only(file, base64.b64encode(master))

    def _file(self, origin: Origin, places: Places) -> Path | None:
        if origin.training:
            return places.training_key
        return self._key_file if self._secrets is None else places.live_key(origin)

    def _get(self, name: str) -> str | None:
        def get() -> str | None:
            import keyring

            return keyring.get_password(PROGRAM, name)

        return self._asked(get)

    def _set(self, name: str, secret: str) -> None:
        def put() -> str | None:
            import keyring

            keyring.set_password(PROGRAM, name, secret)
            return keyring.get_password(PROGRAM, name)

        if self._asked(put) != secret:
            raise StorageTrouble(TroubleKind.NO_KEY, "the password store forgot what it was given")

    def _asked(self, work: Callable[[], T]) -> T:
        """What the store answers in a thread of its own; one that hangs is left behind."""
        answers: list[T] = []
        faults: list[StorageTrouble] = []
        thread = threading.Thread(
            target=_ask, args=(work, answers, faults), name="password store", daemon=True
        )
        thread.start()
        thread.join(self._time_limit)
        if faults:
            raise faults[0]
        if not answers:
            note = "the password store gave no answer" if thread.is_alive() else "the password store broke"
            raise StorageTrouble(TroubleKind.NO_KEY, note)
        return answers[0]


def _ask(work: Callable[[], T], answers: list[T], faults: list[StorageTrouble]) -> None:
    from keyring.errors import KeyringError

    try:
        answers.append(work())
    except (KeyringError, OSError, RuntimeError) as error:
        faults.append(
            StorageTrouble(TroubleKind.NO_KEY, f"{type(error).__name__}: {str(error).partition('. ')[0]}")
        )


def client_name(origin: Origin, client_id: str) -> str:
    """The name under which a client's secret is kept."""
    return f"{origin.name} client {client_id}"


def _key_name(origin: Origin) -> str:
    return f"{origin.name} journal key"


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode()


def _master(kept: bytes) -> bytes:
    try:
        master = base64.b64decode(kept.strip(), validate=True)
    except ValueError:
        master = b""
    if len(master) != MASTER_BYTES:
        raise StorageTrouble(TroubleKind.NO_KEY, "what is kept is not a journal's key")
    return master
