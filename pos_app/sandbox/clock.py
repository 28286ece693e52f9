"""Time as whole microseconds since 1970, UTC, and its RFC 3339 form."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SECOND = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII
)
_FIRST = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)
_LAST = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)


@dataclass(slots=True)
class Clock:
    """The time of this service; `skew` (microseconds) lets a drill set it wrong."""

    skew: int = 0

    def now(self) -> int:
        """Microseconds since 1970."""
        return time.time_ns() // 1000 + self.skew


def read_moment(text: str) -> int | None:
    """Return the microseconds that an RFC 3339 date-time names, or None if it names none.

    Moments outside the years 1 to 9999 count as the nearest one inside; a leap second as the second before
    it.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    offset_hour, offset_minute = int(match[9] or 0), int(match[10] or 0)
    if second > 60 or offset_hour > 23 or offset_minute > 59:
        return None
    try:
        moment = datetime(max(year, 1), month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
    micro = int(((match[7] or "") + "000000")[:6])
    offset = (offset_hour * 60 + offset_minute) * 60 * (-1 if match[8] == "-" else 1)
    value = (moment - _EPOCH) // timedelta(microseconds=1) + micro - offset * SECOND
    return min(max(value, _FIRST), _LAST)


def moment_text(moment: int) -> str:
    """Return the RFC 3339 form of a number of microseconds, in UTC."""
    text = (_EPOCH + timedelta(microseconds=moment)).isoformat(timespec="microseconds")
    return text.removesuffix("+00:00") + "Z"
