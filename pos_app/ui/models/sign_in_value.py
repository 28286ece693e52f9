"""What the sign-in screen says: the time and what is open, who is there, and a pad for the PIN."""

from __future__ import annotations

from typing import ClassVar

from pos_app.domain.frozen import frozen
from pos_app.ui.models.parts import Button, FocusAsk, Line
from pos_app.ui.models.till_value import PinPad


@frozen
class SignInValue:
    """The whole screen. `people` are buttons, one of which may be chosen; `act` signs in."""

    NAME: ClassVar[str] = "sign-in"

    program: str
    time: str
    place: str
    open: str
    title: Line
    text: Line
    people: tuple[Button, ...]
    pad: PinPad
    act: Button
    decline: Button | None = None
    """Gives up what waits for an approval."""
    focus: FocusAsk | None = None
