"""How long things take in a year: everything is slower before Christmas and in August."""

from __future__ import annotations

from datetime import date
from random import Random

from core.clock import add_working_days

ADVENT, EPIPHANY = (12, 10), (1, 6)
SUMMER = ((7, 20), (8, 31))
MOST_USUAL = 0.35
"""Where between the shortest and the longest time most fall."""


def slowness(day: date) -> float:
    """Return how many times as long as usual something takes that begins on this day."""
    at = (day.month, day.day)
    if at >= ADVENT or at <= EPIPHANY:
        return 1.8
    return 1.4 if SUMMER[0] <= at <= SUMMER[1] else 1.0


def day_after(chance: Random, day: date, shortest: int, longest: int) -> date:
    """Return a working day so many working days later."""
    usual = shortest + (longest - shortest) * MOST_USUAL
    return add_working_days(day, max(1, round(chance.triangular(shortest, longest, usual) * slowness(day))))
