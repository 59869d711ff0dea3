"""The timetable of training: which course is held on which day of the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from core.clock import is_working_day
from plugins.vetting.enums import TrainingType

T = TrainingType
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Taught:
    """A course of the prison: on which day of the week, when and where."""

    type: TrainingType
    title: str
    weekday: int
    starts_at: time
    minutes: int
    place: str
    trainer: str
    every_weeks: int = 1


COURSES = (
    Taught(T.SECURITY_INDUCTION, "Security induction", 1, time(9, 30), 150, "Training room", "Security"),
    Taught(
        T.SASH_ACCT, "Suicide and self-harm, ACCT", 3, time(13, 30), 120, "Training room", "Safer custody"
    ),
    Taught(T.KEY_TRAINING, "Keys and locks", 2, time(10), 90, "Gate lodge", "Security", every_weeks=4),
    Taught(T.PREVENT, "Prevent", 4, time(10), 60, "Chapel", "Chaplaincy", every_weeks=4),
)
WEEKDAYS = {course.type: course.weekday for course in COURSES}


def taught_on(kind: TrainingType, wanted: date, first: date, last: date) -> date:
    """Return the day of the course's week nearest after a day, between two; that day itself where none is."""
    ahead = timedelta(days=(WEEKDAYS.get(kind, wanted.weekday()) - wanted.weekday()) % 7)
    days = (wanted + ahead, wanted + ahead - WEEK)
    return next((day for day in days if first <= day <= last and is_working_day(day)), wanted)
