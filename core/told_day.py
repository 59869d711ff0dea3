"""The day that a demo or a test was told it is: a small file, which every process of the house looks at.

Real time is never touched by it. Production has no such file and refuses to be given one.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

LOOK_SECONDS = 0.25
"""How long a look at the file counts: a page asks for today's date hundreds of times."""


@dataclass(frozen=True, slots=True)
class ToldDay:
    """By how many days the calendar is ahead, and when it was told so."""

    days_ahead: int
    told_at: str
    """Different at every telling, also of the same day."""


class ToldFile:
    """The file, read again only when it was replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._look_at = 0.0
        self._seen: tuple[int, int] | None = None
        self._told: ToldDay | None = None

    def read(self) -> ToldDay | None:
        """Return what the house was told; None when it goes by the real calendar."""
        moment = time.monotonic()
        if moment >= self._look_at:
            self._look_at = moment + LOOK_SECONDS
            self._look()
        return self._told

    def _look(self) -> None:
        try:
            found = self._path.stat()
        except OSError:
            self._seen = self._told = None
            return
        seen = (found.st_ino, found.st_mtime_ns)
        if seen != self._seen:
            self._told, self._seen = read_told_day(self._path), seen


_followed: ToldFile | None = None


def follow_told_day(path: str) -> None:
    """Let this process's calendar go by the day told in this file; without a path by the real one alone."""
    global _followed  # noqa: PLW0603 -- one process has one calendar, as it has one clock
    _followed = ToldFile(Path(path)) if path else None


def told_day() -> ToldDay | None:
    """Return what the calendar was told, or None, as always in production."""
    return _followed.read() if _followed else None


def read_told_day(path: Path) -> ToldDay | None:
    """Read the file; None when there is none, or none that can be understood."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return ToldDay(int(told["days_ahead"]), str(told["told_at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def tell_day(path: Path, days_ahead: int) -> None:
    """Set the calendar ahead by so many days for every process that follows this file; 0 sets it back."""
    if days_ahead == 0:
        path.unlink(missing_ok=True)
        return
    told = ToldDay(days_ahead, datetime.now(UTC).isoformat())
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_text(json.dumps(asdict(told)), encoding="utf-8")
    beside.replace(path)
