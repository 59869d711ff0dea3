"""What one cell can hold: a plain Python value, or a formula or an error, wrapped."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time

Scalar = str | int | float | bool | date | datetime | time


@dataclass(frozen=True, slots=True)
class SheetError:
    """An error the spreadsheet program shows in a cell, such as `#VALUE!`."""

    code: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, by the value last saved with it; the formula itself is never evaluated or kept."""

    saved: Scalar | SheetError | None


Value = Scalar | SheetError | Formula | None

EXACT = 10**15
"""Above this a spreadsheet's own numbers are no longer exact whole numbers."""


def number_or_text(text: str) -> Scalar:
    """Read a number as a file writes it; the text itself when it is none."""
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return int(number) if number.is_integer() and abs(number) < EXACT else number


def saved_value(value: Value) -> Scalar | SheetError | None:
    """Return the value a person sees in the cell."""
    return value.saved if isinstance(value, Formula) else value


def is_filled(value: Value) -> bool:
    """Say whether somebody typed something here: formulas and white space do not count."""
    if value is None or isinstance(value, Formula):
        return False
    return bool(value.strip()) if isinstance(value, str) else True


def text_of(value: Value) -> str:
    """Return the value as a person would have typed it; '' for nothing and for an error."""
    plain = saved_value(value)
    if isinstance(plain, str):
        return plain
    if plain is None or isinstance(plain, SheetError):
        return ""
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, float):
        return str(int(plain)) if plain.is_integer() and abs(plain) < EXACT else repr(plain)
    if isinstance(plain, datetime) and (plain.hour, plain.minute, plain.second) == (0, 0, 0):
        return plain.date().isoformat()
    return plain.isoformat() if isinstance(plain, date | time) else str(plain)
