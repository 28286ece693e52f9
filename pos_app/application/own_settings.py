"""The till's own settings, as the page of settings shows them."""

from __future__ import annotations

from pos_app.storage.settings import USUAL, Settings
from pos_app.ui.models.setting_state import Own
from pos_app.ui.models.setting_step import CHOICES, FIELDS

SHOWN = (*(key for row in FIELDS for key in row), *CHOICES)


def own_settings(settings: Settings, locked: frozenset[str]) -> tuple[Own, ...]:
    """The settings that the page shows."""
    return tuple(
        Own(
            key=key,
            text=_text(getattr(settings, key)),
            usual=_text(getattr(USUAL, key)),
            locked=key in locked,
        )
        for key in SHOWN
    )


def _text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
