"""What the sign-in screen remembers between two keys."""

from __future__ import annotations

from dataclasses import field

from pos_app.domain.frozen import frozen_by_name


@frozen_by_name
class SignInState:
    """Who was chosen, by number (0: nobody is preselected), and what was typed of the PIN."""

    chosen: int = 0
    pin: str = field(default="", repr=False)
    tried: int = -1
    """`Signing.turn` when the PIN was sent last: until it grows the answer is awaited."""
