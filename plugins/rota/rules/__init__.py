"""The rules of the rota: on which days, who is expected, what follows a change. Pure, no reads."""

from plugins.rota.rules.cover import MayComeIn, Planned, Shortfall, at_sessions, shortfalls, substitutes
from plugins.rota.rules.following import Following, MadeSession, follow
from plugins.rota.rules.occurrences import (
    MOST_WEEKS,
    WEEK,
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
    "WEEK",
    "WEEKDAYS",
    "Following",
    "MadeSession",
    "MayComeIn",
    "Planned",
    "Presence",
    "Shortfall",
    "Span",
    "WeeklyTime",
    "at_sessions",
    "day_in_week",
    "follow",
    "monday_of",
    "occurrences",
    "presence",
    "shortfalls",
    "substitutes",
    "weeks_between",
]
