"""Secrets in an owner-only file, sealed: only where a manager chose it over the computer's password store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pos_app.storage.keys import MASTER_BYTES, Keys, new_master
from pos_app.storage.trouble import StorageTrouble, TroubleKind, told
from pos_app.storage.whole_file import make_owner_only, read_owner_only, write_whole


class SecretFile:
    """Names and secrets. The key lies in another folder: a copy of the home alone opens nothing.

    Whoever can read all files of this user can read the secrets. Every method raises StorageTrouble.
    """

    def __init__(self, file: Path, key_file: Path) -> None:
        """Nothing is made before the first `set`."""
        self._file, self._key_file = file, key_file

    def get(self, name: str) -> str | None:
        """The secret of this name; None if there is none."""
        return self._read().get(name)

    def set(self, name: str, secret: str) -> None:
        """Keep a secret, or replace it. Others that nothing opens any more are put aside with their file."""
        try:
            before = self._read() if self._key_file.exists() else {}
        except StorageTrouble as trouble:
            if trouble.kind is not TroubleKind.NO_KEY:
                raise
            before = {}
        if not before:
            self._begin_anew()
        self._write({**before, name: secret})

    def forget(self, names: Sequence[str]) -> None:
        """Take these away; without a secret left the file and its key go too."""
        if not self._file.exists():
            return
        left = {name: secret for name, secret in self._read().items() if name not in names}
        if left:
            self._write(left)
        else:
            with told():
                self._file.unlink()
                self._key_file.unlink(missing_ok=True)

    def _begin_anew(self) -> None:
        with told():
            for file in (self._file, self._key_file):
                if file.exists():
                    file.replace(file.with_name(f"{file.name}.unreadable"))
        make_owner_only(self._key_file, new_master())

    def _read(self) -> dict[str, str]:
        sealed = read_owner_only(self._file)
        if sealed is None:
            return {}
        opened = self._keys().unseal(sealed, self._file.name)
        if opened is None:
            raise StorageTrouble(TroubleKind.NO_KEY, "the file of secrets does not open")
        found: dict[str, str] = json.loads(opened)
        return found

    def _write(self, secrets: dict[str, str]) -> None:
        write_whole(self._file, self._keys().seal(json.dumps(secrets).encode(), self._file.name))

    def _keys(self) -> Keys:
        key = read_owner_only(self._key_file)
        if key is None or len(key) != MASTER_BYTES:
            raise StorageTrouble(TroubleKind.NO_KEY, "the key of the file of secrets is gone")
        return Keys.of(key)
