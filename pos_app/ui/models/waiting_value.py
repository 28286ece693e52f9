"""What Waiting says: a title with the counts, the list, and what to do meanwhile."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.page_value import PageValue


@frozen
class WaitingValue(PageValue):
    """The whole of Waiting.

    The cell under "What to do now" has the act in bold and the reason as its note.
    """

    NAME: ClassVar[str] = "waiting"
