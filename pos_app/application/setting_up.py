"""The settings a window opens with: its own, what was decided for it, and what is wrong in its file."""

from __future__ import annotations

from pos_app.domain.frozen import frozen_by_name
from pos_app.service.snapshot import Trouble
from pos_app.storage.places import Places, admin_place
from pos_app.storage.settings import Problem, Settings
from pos_app.ui.models.settings import FileProblem

_WHERE = frozenset({"service", "account", "client"})
"""Settings without which nobody knows where the till sells."""


@frozen_by_name
class SetUp:
    """What was read. With `trouble` nobody knows where this till sells, so it does not."""

    settings: Settings
    problems: tuple[FileProblem, ...] = ()
    locked: frozenset[str] = frozenset()
    """What an administrator decided."""
    trouble: Trouble = Trouble.NONE


def set_up(places: Places) -> SetUp:
    """Read the settings; never raises."""
    try:
        if not places.settings_file.exists() and not admin_place().exists():
            return SetUp(settings=Settings())
    except OSError:
        return SetUp(settings=Settings(), trouble=Trouble.SETTINGS)
    # Only now: it needs SQLite's errors, and most tills in Training have no file.
    from pos_app.storage.provision import effective_settings
    from pos_app.storage.trouble import StorageTrouble

    try:
        found = effective_settings(places)
    except StorageTrouble:
        return SetUp(settings=Settings(), trouble=Trouble.SETTINGS)
    problems = tuple(FileProblem(one.line, one.key, one.problem.value) for one in found.problems)
    is_lost = any(one.problem is Problem.NOT_TOML or one.key in _WHERE for one in found.problems)
    trouble = Trouble.SETTINGS if is_lost else Trouble.NONE
    return SetUp(settings=found.settings, problems=problems, locked=found.locked, trouble=trouble)
