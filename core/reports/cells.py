"""What one cell of a report may hold, how it is written for a reader, and how it is made harmless."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from babel.support import LazyProxy

from core.clock import LONDON
from core.translation import Text, current_language
from core.translation import lazy_gettext as _

BABEL_LOCALES = {"en": "en_GB", "cy": "cy"}
FORMULA_STARTS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""OWASP, CSV Injection: what a spreadsheet may take for a formula, full-width forms included."""
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
LAST_IN_PLANE = 0xFFFE
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


class Marker(StrEnum):
    """Stands where a figure cannot: Analysis Function, "Using symbols and shorthand in tables"."""

    CONFIDENTIAL = "[c]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"

    @property
    def label(self) -> Text:
        return MARKER_LABELS[self]


MARKER_LABELS: dict[Marker, Text] = {
    Marker.CONFIDENTIAL: _("confidential: the number is too small to show"),
    Marker.NOT_AVAILABLE: _("not available"),
    Marker.NOT_APPLICABLE: _("not applicable"),
}

Cell = str | LazyProxy | int | float | Decimal | date | datetime | Marker | None
Row = Sequence[Cell]


class Kind(StrEnum):
    """What a column holds. Every cell may also be empty or a marker."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    """A fraction: 0.25 is shown as 25%."""
    DATE = "date"
    DATETIME = "datetime"

    @property
    def is_number(self) -> bool:
        return self in {Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT}


NUMBERS: tuple[type, ...] = (int, float, Decimal)
ACCEPTED: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str, LazyProxy),
    Kind.INTEGER: (int,),
    Kind.DECIMAL: NUMBERS,
    Kind.PERCENT: NUMBERS,
    Kind.DATE: (date,),
    Kind.DATETIME: (datetime,),
}


def check_row(row: Row, kinds: Sequence[Kind], *, where: str) -> Row:
    """Return the row, or raise ValueError naming the place (never the value) that does not fit."""
    if len(row) != len(kinds):
        raise ValueError(f"{where}: {len(row)} cells for {len(kinds)} columns")
    for number, (cell, kind) in enumerate(zip(row, kinds, strict=True), start=1):
        if not fits(cell, kind):
            raise ValueError(f"{where}, column {number}: {type(cell).__name__} is not {kind.value}")
    return row


def fits(cell: Cell, kind: Kind) -> bool:
    """Say whether a column of this kind can hold the cell."""
    if cell is None or isinstance(cell, Marker):
        return True
    if isinstance(cell, bool) or (kind is Kind.DATE and isinstance(cell, datetime)):
        return False
    if isinstance(cell, datetime) and cell.tzinfo is None:
        return False
    if isinstance(cell, (float, Decimal)) and not math.isfinite(cell):
        return False
    return isinstance(cell, ACCEPTED[kind])


def clean_text(text: Text) -> str:
    """Return the text without what no file format can carry: controls, lone surrogates, byte-order marks."""
    composed = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", str(text)))
    return "".join(letter for letter in composed if letter in "\n\t" or _is_printable(letter))


def _is_printable(letter: str) -> bool:
    # U+FFFE, U+FFFF and their like are not characters; U+FEFF inside text is a stray byte-order mark.
    return (
        unicodedata.category(letter) not in {"Cc", "Cs"}
        and letter != "\ufeff"
        and ord(letter) & LAST_IN_PLANE != LAST_IN_PLANE
    )


def looks_like_formula(text: str) -> bool:
    """Say whether a spreadsheet could take the text for a formula, leading spaces aside."""
    for letter in text:
        if letter in FORMULA_STARTS:
            return True
        if not letter.isspace() and letter not in INVISIBLE:
            return False
    return False


def locale() -> str:
    """Return the Babel locale of the language in use."""
    return BABEL_LOCALES[current_language()]


def cell_in_words(cell: Cell, kind: Kind) -> str:
    """Return a cell as a reader should see it on paper, in the language in use."""
    if cell is None:
        return ""
    if isinstance(cell, (str, LazyProxy)):
        return clean_text(cell)
    if isinstance(cell, datetime):
        return format_datetime(cell, "d MMM y, HH:mm", tzinfo=LONDON, locale=locale())
    if isinstance(cell, date):
        return format_date(cell, "d MMM y", locale=locale())
    if kind is Kind.PERCENT:
        return format_percent(cell, "#,##0%", locale=locale())
    return format_decimal(cell, "#,##0" if kind is Kind.INTEGER else "#,##0.0", locale=locale())
