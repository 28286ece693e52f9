"""The vault of a till that keeps no secret: a person opens it at each start."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pos_app.domain.origin import Origin
from pos_app.storage.places import Places
from pos_app.storage.recovery import has_recovery, recovered_key, set_recovery
from pos_app.storage.trouble import StorageTrouble, TroubleKind
from pos_app.storage.vault import Vault, client_name


class AskedVault(Vault):
    """Clients' secrets are in memory alone; a live journal's key is kept wrapped by its recovery passphrase.

    Where the key is wrapped, every look for it raises WrongPassphrase if the passphrase does not open it.
    """

    def __init__(self, passphrase: Callable[[], str]) -> None:
        """`passphrase` is asked once, when it is needed."""
        super().__init__()
        self._ask, self._passphrase_known = passphrase, ""
        self._clients: dict[str, str] = {}

    def client_secret(self, origin: Origin, client_id: str) -> str | None:
        """The secret, if it was set in this run of the program."""
        return self._clients.get(client_name(origin, client_id))

    def set_client_secret(self, origin: Origin, client_id: str, secret: str) -> None:
        """Remember it until the program ends."""
        self._clients[client_name(origin, client_id)] = secret

    def find_journal_key(self, origin: Origin, places: Places) -> bytes | None:
        """The key, unwrapped; None where there is none."""
        if origin.training:
            return super().find_journal_key(origin, places)
        return recovered_key(places, origin, self._passphrase()) if has_recovery(places, origin) else None

    def journal_key(self, origin: Origin, places: Places) -> bytes:
        """The key; never made here: a passphrase that was typed once may be typed wrong."""
        found = self.find_journal_key(origin, places)
        if found is None and not origin.training:
            raise StorageTrouble(TroubleKind.NO_KEY, "no key was wrapped for this origin: connect first")
        return super().journal_key(origin, places) if found is None else found

    def put_key(self, master: bytes, origin: Origin, places: Places) -> None:
        """Wrap this key by the passphrase, in place of what was wrapped before."""
        self._keep_key(master, origin, places)

    def forget(self, origin: Origin, places: Places, client_ids: Iterable[str], master: bytes) -> None:
        """Nothing is kept that could be forgotten; the wrapped key is every till's way back."""

    def _keep_key(self, master: bytes, origin: Origin, places: Places) -> None:
        if origin.training:
            super()._keep_key(master, origin, places)
            return
        set_recovery(places, origin, master, self._passphrase())
        if recovered_key(places, origin, self._passphrase()) != master:
            raise StorageTrouble(TroubleKind.NO_KEY, "the wrapped key does not open")

    def _passphrase(self) -> str:
        if not self._passphrase_known:
            self._passphrase_known = self._ask()
        return self._passphrase_known
