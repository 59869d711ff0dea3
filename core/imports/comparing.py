"""A value of the file beside the one here and the one last imported: what becomes of it."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from hashlib import sha256

from core.imports.actions import Json


class Verdict(Enum):
    """What becomes of one value of the file."""

    LEAVE = "leave"
    WRITE = "write"
    CONFLICT = "conflict"
    """Changed in the file and here since the last import: ours stays."""


def judge(seen: str | None, current: Json, value: Json) -> Verdict:
    """Compare a value of the file with the one here, and with the one last imported.

    A list that was never imported fills in and corrects, and takes nothing away by a blank.
    """
    if value == current or seen == fingerprint(value):
        return Verdict.LEAVE
    if seen is None:
        return Verdict.LEAVE if value is None else Verdict.WRITE
    return Verdict.WRITE if seen == fingerprint(current) else Verdict.CONFLICT


def fingerprint(value: Json) -> str:
    """Return a few figures that change with the value."""
    return _figures("+".join(value)) if isinstance(value, list | dict) else _figures(value)


@lru_cache(maxsize=50_000, typed=True)
def _figures(value: str | int | None) -> str:
    return sha256(repr(value).encode()).hexdigest()[:10]
