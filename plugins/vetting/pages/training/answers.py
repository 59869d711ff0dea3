"""Answers that only training asks for: a time of day, and a row of an attendance sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from core.sdk import Invalid, pages, translate

TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))? ?(am|pm)?", re.IGNORECASE)
NOON = 12
CAME, STAYED_AWAY = "a", "n"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeField(pages.TextField):
    """A time of day, as people type it: `9:30`, `0930`, `2pm`."""

    width = "5"

    def read(self, answers: pages.Answers) -> str | None:
        text = answers.first(self.name)
        if not text:
            self._absent(translate("Fill in “{label}”."))
            return None
        found = TIME.fullmatch(text)
        try:
            return _time(found).strftime("%H:%M") if found else self._refuse()
        except ValueError:
            return self._refuse()

    def _refuse(self) -> str:
        raise Invalid(translate("Enter a time of day, such as 09:30."), self.name)


def _time(found: re.Match[str]) -> time:
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and hour <= NOON:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    return time(hour, minute)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkField(pages.TextField):
    """A row of an attendance sheet, typed back with one key."""

    def read(self, answers: pages.Answers) -> str | None:
        text = answers.first(self.name).lower()
        if text in {"", CAME, STAYED_AWAY}:
            return text or None
        raise Invalid(translate("Type a for attended, n for not attended, or leave it blank."), self.name)
