"""What was typed into the find field of History, read as words and a day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pos_app.domain.operation import Kind, State
from pos_app.domain.region import Region
from pos_app.domain.search import Word
from pos_app.ui.models.printing import date_form
from pos_app.ui.models.wording import kinds

_LEAST = 3
"""So many letters must be typed before a word stands for a kind or a state."""
_MASK = "•"


def words_in(text: str, region: Region) -> tuple[Word, ...]:
    """The words that are looked for, without the day."""
    bare = text.replace(_MASK, " ").casefold().split()
    return tuple(_word(one) for one in bare if _day(one, region) is None)


def day_in(text: str, region: Region) -> date | None:
    """The day that was typed, as the region writes it ("26.11.2026"); None when there is none."""
    return next((day for one in text.split() if (day := _day(one, region)) is not None), None)


def _word(text: str) -> Word:
    if len(text) < _LEAST:
        return Word(text=text)
    return Word(
        text=text,
        kinds=tuple(one for one in Kind if kinds.kind(one).casefold().startswith(text)),
        states=tuple(one for one in State if kinds.state(one).casefold().startswith(text)),
    )


def _day(text: str, region: Region) -> date | None:
    try:
        return datetime.strptime(text, date_form(region)).replace(tzinfo=UTC).date()
    except ValueError:
        return None
