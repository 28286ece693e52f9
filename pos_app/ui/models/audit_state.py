"""What the page of the audit remembers between two keys."""

from __future__ import annotations

from pos_app.domain.frozen import frozen_by_name


@frozen_by_name
class AuditState:
    """The page that is shown."""

    pages: tuple[int, ...] = (0,)
    """Where the pages from the newest to the shown one begin."""
    turn: int = 0
    """The newest page, or export, that was asked for."""
    exporting: bool = False
    """The newest wish was to export."""
