"""What an act still lacks before it may be done: somebody's approval."""

from __future__ import annotations

from collections.abc import Callable

from pos_app.domain.frozen import frozen
from pos_app.domain.person import Act, Person


@frozen
class Lacks:
    """An approval, by one for whom `approves` is true."""

    act: Act
    approves: Callable[[Person], bool]
    over_limit: bool = False
