"""What the page of staff remembers between two keys."""

from __future__ import annotations

from dataclasses import field, replace

from pos_app.domain.frozen import frozen_by_name
from pos_app.domain.person import Role
from pos_app.service.snapshot import NotDone


@frozen_by_name
class StaffState:
    """Who is being added, or asked about. What was typed of a PIN is never printed."""

    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    role: Role = Role.CASHIER
    badge: str = field(default="", repr=False)
    pressed_on: bool = False
    """Add was pressed: what is missing is told at its field."""
    token: str = ""
    """Of the wish whose end is awaited."""
    known: tuple[int, ...] = ()
    """The numbers that were there when it was sent."""
    removing: int = 0
    """Who is to be removed, while that is asked."""
    refused: NotDone | None = None
    added: str = ""
    """Whom the last wish added, to be told."""

    def text(self, name: str) -> str:
        """What stands in a field."""
        return dict(self.texts).get(name, "")

    def with_text(self, name: str, text: str) -> StaffState:
        """The same with this in a field."""
        texts = tuple(sorted({**dict(self.texts), name: text}.items()))
        return replace(self, texts=texts, refused=None, added="")
