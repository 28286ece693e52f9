"""Settings changed on screen: checked, kept for the next start, or told what is wrong with them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from pos_app.application.own_settings import own_settings
from pos_app.domain.origin import Origin
from pos_app.storage.places import Places
from pos_app.storage.provision import effective_settings, mark_seen
from pos_app.storage.settings import USUAL, checked
from pos_app.storage.settings_file import read_settings, write_settings
from pos_app.storage.trouble import StorageTrouble
from pos_app.ui.models.setting_state import SettingsNews

log = logging.getLogger(__name__)


def change(places: Places, origin: Origin, texts: Mapping[str, str]) -> SettingsNews:
    """Keep these as they were given, all or none; blocks, never raises."""
    try:
        before = effective_settings(places)
        given = {key: _value(key, text) for key, text in texts.items()}
        good, wrong = checked(given)
        refused = sorted({*wrong, *before.locked.intersection(texts)})
        if refused:
            return SettingsNews(wrong=tuple(refused))
        changes = {key: getattr(good, key) for key in texts}
        write_settings(places.settings_file, replace(read_settings(places.settings_file).settings, **changes))
        after = effective_settings(places)
        with suppress(StorageTrouble):  # then the next start says that they were changed, once more
            mark_seen(places, origin, after.settings, texts)
    except StorageTrouble as trouble:
        log.warning("the settings were not written: %s", trouble.kind.value)
        return SettingsNews(failed=True)
    return SettingsNews(own=own_settings(after.settings, after.locked))


def _value(key: str, text: str) -> object:
    """What a person typed, in the setting's own form; as it is where it has none."""
    usual = getattr(USUAL, key, text)
    if isinstance(usual, bool):
        return text == "true"
    if isinstance(usual, int):
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else text
    return text
