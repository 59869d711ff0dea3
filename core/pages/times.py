"""A time of day as an answer: however people type it, one way of saying it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Literal

from core.errors import Invalid
from core.pages.fields import Answers, TextField
from core.translation import translate

TYPED = re.compile(r"(\d{1,2})(?::?(\d{2}))?(am|pm)?")
NOON = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeField(TextField):
    """A time of day as people type it: `14:00`, `1400`, `9.30`, `2pm`."""

    width: Literal["", "2", "3", "4", "5", "10", "20", "30"] = "5"

    def read(self, answers: Answers) -> str | None:
        typed = TextField.read(self, answers)
        if typed is None:
            return None
        found = as_time(typed)
        if found is None:
            raise Invalid(translate("Enter a time such as 09:30 or 14:00."), self.name)
        return found.isoformat("minutes")


def as_time(typed: str) -> time | None:
    """Read a time; None for what is no time."""
    found = TYPED.fullmatch(typed.lower().replace(" ", "").replace(".", ":"))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and hour <= NOON:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
