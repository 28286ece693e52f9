"""Every folder and file of the program, in one place."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from pos_app.domain.frozen import frozen
from pos_app.domain.origin import Origin

PROGRAM = "Holdfast"
JOURNAL = "journal.db"


@frozen
class Places:
    """The home (journals, settings, Training), and the machine's own state, apart from the home."""

    home: Path
    state: Path

    @classmethod
    def of(cls, home: Path | None = None, environ: Mapping[str, str] = os.environ) -> Places:
        """The folders of this computer, or everything below `home` (else `HOLDFAST_HOME`) if one is given.

        The state is then `home/state`, unless `HOLDFAST_STATE` names another folder. Nothing is made on disk.
        """
        named_state = environ.get("HOLDFAST_STATE")
        named = home if home is not None else _path(environ.get("HOLDFAST_HOME"))
        if named is not None:
            below = named.expanduser().absolute()
            return cls(below, _path(named_state) or below / "state")
        usual = _usual()
        return cls(usual.home, _path(named_state) or usual.state)

    @property
    def settings_file(self) -> Path:
        """The settings a person may edit."""
        return self.home / "settings.toml"

    def settings_seen(self, origin: Origin) -> Path:
        """The settings as the till itself last saw or wrote them while it sold there."""
        return self.journal_folder(origin) / "settings.seen.toml"

    def staff_file(self, *, training: bool = False) -> Path:
        """Who may sign in, with hashed PINs and badges; Training has its own, and usually none."""
        return (self.training if training else self.home) / "staff.json"

    def staff_attempts_file(self, *, training: bool = False) -> Path:
        """Wrong PINs; apart from the home."""
        return self.state / ("training.attempts" if training else "staff.attempts")

    @property
    def exports(self) -> Path:
        """What was written for others to read."""
        return self.home / "exports"

    @property
    def training(self) -> Path:
        """Everything of Training."""
        return self.home / "training"

    @property
    def card_service_db(self) -> Path:
        """The database of Training's card service; only that program opens it."""
        return self.training / "cards.db"

    @property
    def training_key(self) -> Path:
        """The owner-only file with the key of Training's journal."""
        return self.training / "journal.key"

    @property
    def secrets_file(self) -> Path:
        """Clients' secrets, sealed, where a manager chose a file over the password store."""
        return self.home / "secrets.sealed"

    @property
    def secrets_key(self) -> Path:
        """What opens the file of secrets; apart from the home."""
        return self.state / "secrets.key"

    def live_key(self, origin: Origin) -> Path:
        """The key of a live journal where a manager chose files over the password store."""
        return self.state / f"{origin.name}.key"

    def journal_folder(self, origin: Origin) -> Path:
        """The folder of an origin's journal."""
        return self.home / origin.name

    def mark_file(self, origin: Origin) -> Path:
        """Where the mark against restored backups of an origin's journal is kept."""
        return self.state / f"{origin.name}.mark"

    def unsent_file(self, origin: Origin) -> Path:
        """Where references are kept that a failing disk may hold although nothing was sent."""
        return self.state / f"{origin.name}.unsent"


def admin_place() -> Path:
    """The provisioning file, where only an administrator may write: it is believed nowhere else."""
    if sys.platform == "win32":  # pragma: no cover - another system than the one that measures
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Windows\CurrentVersion") as key:
            folder = Path(str(winreg.QueryValueEx(key, "ProgramFilesDir")[0])) / PROGRAM
    elif sys.platform == "darwin":  # pragma: no cover - another system than the one that measures
        folder = Path("/Library/Application Support") / PROGRAM
    else:
        folder = Path("/etc/holdfast")
    return folder / "provision.toml"


def resources() -> Path:
    """The folder of icons, fonts, sounds, style and translations, installed, frozen or in a checkout."""
    package = Path(__file__).resolve().parents[1]
    beside = Path(sys.executable).resolve().parent
    for folder in (package / "resources", package.parent / "resources", beside / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the program's own resources are missing: install it again")


def licences() -> Path | None:
    """The folder with the licences of what an installed program brings; None where it runs from source."""
    folder = Path(__file__).resolve().parents[2] / "licences"
    return folder if folder.is_dir() else None


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser().absolute() if text else None


def _usual() -> Places:
    from platformdirs import user_data_dir, user_state_dir

    home = Path(user_data_dir(PROGRAM, appauthor=False))
    state = Path(user_state_dir(PROGRAM, appauthor=False))
    if (
        state == home
    ):  # Windows and macOS have one folder for both; a copy of the home must not take the mark along
        state = Path(user_state_dir(f"{PROGRAM} State", appauthor=False))
    return Places(home, state)
