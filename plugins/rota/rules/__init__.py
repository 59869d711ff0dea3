"""The rules of the rota: on which days, who is expected, what follows a change. Pure, no reads."""

from plugins.rota.rules.following import Following, MadeSession, follow
from plugins.rota.rules.occurrences import (
    MOST_WEEKS,
    WEEKDAYS,
    WeeklyTime,
    day_in_week,
    monday_of,
    occurrences,
    weeks_between,
)
from plugins.rota.rules.presence import Presence, Span, presence

__all__ = [
    "MOST_WEEKS",
    "WEEKDAYS",
    "Following",
    "MadeSession",
    "Presence",
    "Span",
    "WeeklyTime",
    "day_in_week",
    "follow",
    "monday_of",
    "occurrences",
    "presence",
    "weeks_between",
]
