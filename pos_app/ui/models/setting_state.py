"""What the page of settings remembers between two keys, and what it hears back."""

from __future__ import annotations

from dataclasses import replace

from pos_app.domain.frozen import frozen, frozen_by_name


@frozen_by_name
class Own:
    """One setting as it stands, and as it usually is, both as a person would type them."""

    key: str
    text: str
    usual: str
    locked: bool = False
    """Decided for this computer: it cannot be changed here."""


@frozen_by_name
class SettingState:
    """What was typed or chosen and is not kept yet."""

    texts: tuple[tuple[str, str], ...] = ()
    saving: bool = False
    wrong: tuple[str, ...] = ()
    """The settings that could not be kept as they were given."""
    failed: bool = False
    """The file could not be written."""
    kept: bool = False
    """The last wish was kept."""

    def typed(self, key: str) -> str | None:
        """What was given for a setting; None: nothing."""
        return dict(self.texts).get(key)

    def with_text(self, key: str, text: str) -> SettingState:
        """The same with this given for a setting."""
        texts = tuple(sorted({**dict(self.texts), key: text}.items()))
        wrong = tuple(one for one in self.wrong if one != key)
        return replace(self, texts=texts, wrong=wrong, failed=False, kept=False)


@frozen
class SettingsNews:
    """What became of the wish to change settings; `own` is how all of them stand now."""

    own: tuple[Own, ...] = ()
    wrong: tuple[str, ...] = ()
    failed: bool = False
