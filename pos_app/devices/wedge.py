"""Tells a scanner that types like a keyboard from a person who types.

No Qt and no clock: key strokes and their times come in, decisions come out. The rule is rule 1 of screens.md:
six or more strokes under 35 ms apart are a scan, fewer are typing, and nothing inside a scan is a command.
"""

from __future__ import annotations

from enum import Enum
from typing import Generic, TypeVar

from pos_app.domain.frozen import frozen

# Strokes closer together than this belong together; a stroke is held back so long, in milliseconds.
HOLD_BACK_MS = 35
# So many strokes that close together are a scan.
SCAN_STROKES = 6
# After a scan, Enter and Tab within this time belong to it, in milliseconds.
ENDING_MS = 500
# After a scan that ended by a pause, the first Enter within this time belongs to it, in milliseconds.
LATE_ENTER_MS = 1500
# Two different texts within this time are reported as a clash, in milliseconds.
CLASH_MS = 1000
# A scan's text is reported up to this length; no card code is that long. The rest is swallowed.
LONGEST_TEXT = 2048

# Times of window systems are 32 bits wide and start again after 49 days.
_WRAP = 1 << 32

P = TypeVar("P")


class StrokeKind(Enum):
    """What a key does in a scan: it adds text, ends it, or is swallowed with it."""

    TEXT = "text"
    ENTER = "enter"
    TAB = "tab"
    OTHER = "other"


@frozen
class Stroke(Generic[P]):
    """One key going down. `payload` comes back untouched when the stroke turns out to be typing."""

    kind: StrokeKind
    text: str
    payload: P
    repeat: bool = False


@frozen
class Typing(Generic[P]):
    """These strokes were typed by a person; deliver them in this order."""

    strokes: tuple[Stroke[P], ...]


@frozen
class Scan:
    """A whole scan. `clash` says that another text was scanned less than a second before."""

    text: str
    clash: bool = False


@frozen
class _Ended:
    """The last scan: its text, when its last stroke came, and whether a late Enter is still awaited."""

    text: str
    at_ms: int
    late_enter: bool


class Wedge(Generic[P]):
    """The detector. Call `feed` for each stroke and `pause` once `HOLD_BACK_MS` passed without one.

    With `trust_times` false (a system whose times say when the program looked, not when the key went down)
    only `pause` ends a group of strokes, so that a busy moment of the program cannot tear a scan apart.
    """

    def __init__(self, *, trust_times: bool = True) -> None:
        self._trust_times = trust_times
        self._held: list[Stroke[P]] = []
        self._pieces: list[str] = []
        self._length = 0
        self._count = 0
        self._last_ms = 0
        self._tail = False
        self._ended: _Ended | None = None

    @property
    def holding(self) -> bool:
        """Whether strokes wait for a decision, so that `pause` must be called."""
        return self._count > 0

    def feed(self, stroke: Stroke[P], at_ms: int) -> list[Typing[P] | Scan]:
        """Take one stroke that came at `at_ms`; return what became certain by it, in order."""
        decided: list[Typing[P] | Scan] = []
        gap = (at_ms - self._last_ms) % _WRAP
        if self._count and self._trust_times and gap >= HOLD_BACK_MS:
            decided += self._close(by_pause=True)
        if not self._count:
            if self._belongs_to_last_scan(stroke, at_ms):
                return decided
            self._tail = self._follows_scan(gap)
            if stroke.repeat and not self._tail:
                # A key held down begins long after its first stroke; no scanner begins a scan so.
                self._last_ms = at_ms
                return [*decided, Typing((stroke,))]
        self._add(stroke, at_ms)
        if self._count >= SCAN_STROKES and stroke.kind in {StrokeKind.ENTER, StrokeKind.TAB}:
            decided += self._close(by_pause=False)
        return decided

    def pause(self) -> list[Typing[P] | Scan]:
        """`HOLD_BACK_MS` passed since the last stroke: decide what is held."""
        return self._close(by_pause=True) if self._count else []

    def touch(self, at_ms: int) -> None:
        """A modifier alone went down: it is no stroke, but keeps a group of strokes together."""
        if self._count and (at_ms - self._last_ms) % _WRAP < HOLD_BACK_MS:
            self._last_ms = at_ms

    def _belongs_to_last_scan(self, stroke: Stroke[P], at_ms: int) -> bool:
        ended = self._ended
        if ended is None or stroke.kind not in {StrokeKind.ENTER, StrokeKind.TAB}:
            return False
        since = (at_ms - ended.at_ms) % _WRAP
        late = ended.late_enter and stroke.kind is StrokeKind.ENTER and since < LATE_ENTER_MS
        if not late and since >= ENDING_MS:
            return False
        if stroke.kind is StrokeKind.ENTER:
            self._ended = _Ended(ended.text, ended.at_ms, late_enter=False)
        self._last_ms = at_ms
        return True

    def _follows_scan(self, gap: int) -> bool:
        """Whether a first stroke comes so soon after a scan that it is still the scanner's."""
        ended = self._ended
        if ended is None or gap >= HOLD_BACK_MS:
            return False
        return self._trust_times or not ended.late_enter

    def _add(self, stroke: Stroke[P], at_ms: int) -> None:
        self._last_ms = at_ms
        self._count += 1
        if self._count < SCAN_STROKES:
            self._held.append(stroke)
        else:
            self._held.clear()
        if self._length < LONGEST_TEXT:
            self._pieces.append(stroke.text)
            self._length += len(stroke.text)

    def _close(self, *, by_pause: bool) -> list[Typing[P] | Scan]:
        count, held = self._count, tuple(self._held)
        text = "".join(self._pieces)[:LONGEST_TEXT].strip("\r\n\t")
        self._held.clear()
        self._pieces.clear()
        self._count = self._length = 0
        if count < SCAN_STROKES:
            return [] if self._tail else [Typing(held)]
        before = self._ended
        self._ended = _Ended(text, self._last_ms, late_enter=by_pause)
        clash = (
            before is not None and before.text != text and (self._last_ms - before.at_ms) % _WRAP < CLASH_MS
        )
        return [Scan(text, clash)]
