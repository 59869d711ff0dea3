"""Dates as people write them in a spreadsheet: day first, two-figure years in this century."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from core.imports.cells import Value, saved_value
from core.imports.problems import CommonKind, Kind
from core.texts import fold_phrase, plain_letters

FIRST_YEAR, LAST_YEAR = 1990, 2060
EPOCH = date(1899, 12, 30)
SHIFT_1904 = 1462
"""Days by which the numbers of a workbook that counts from 1904 lag behind."""

PLACEHOLDERS = frozenset(
    {
        "tbc",
        "tba",
        "tbd",
        "n/a",
        "na",
        "n.a.",
        "-",
        "--",
        "\u2013",
        "\u2014",
        "?",
        "??",
        "not yet",
        "asap",
        "none",
        "nil",
    },
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ionawr",
            "feb febr february chwefror",
            "mar march mawrth",
            "apr april ebrill",
            "may mai",
            "jun june mehefin",
            "jul july gorffennaf",
            "aug august awst",
            "sep sept september medi",
            "oct october hydref",
            "nov november tachwedd",
            "dec december rhagfyr",
        ),
        start=1,
    )
    for name in names.split()
}
"""English, short and long, and Welsh."""

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_SEASON = "spring|summer|autumn|winter|easter|christmas|xmas|new[ ]year|q[1-4]"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)[a-z]*[,. ]+)?"
_TIME = r"(?:[t ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?z?)?"
_YEAR = r"(\d{4}|\d{2})"
DAY_FIRST = re.compile(rf"{_WEEKDAY}(\d{{1,2}}) ?[/.\- ] ?(\d{{1,2}}) ?[/.\- ] ?{_YEAR}{_TIME}")
YEAR_FIRST = re.compile(rf"(\d{{4}}) ?[/.\-] ?(\d{{1,2}}) ?[/.\-] ?(\d{{1,2}}){_TIME}")
DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ \-/.]*({_MONTH})[ \-/.,]*'?{_YEAR}{_TIME}",
)
MONTH_DAY = re.compile(rf"{_WEEKDAY}({_MONTH})[ .]+(\d{{1,2}})(?:st|nd|rd|th)?(?:,| )+(\d{{4}})")
SERIAL = re.compile(r"\d{5}(?:\.0+)?")
INCOMPLETE = re.compile(
    rf"""(?:(?:early|mid|late|end|start|beginning|before|after|by|from)[ \-]+(?:of[ ])?)?
    (?:
      (?:{_MONTH}|{_SEASON})[ .,'/\-]*(?:\d{{4}}|\d{{2}})?
      |(?:19|20)\d{{2}}
      |\d{{1,2}}[/.\-](?:19|20)\d{{2}}
      |(?:19|20)\d{{2}}[/.\-]\d{{1,2}}
      |\d{{1,2}}(?:st|nd|rd|th)?(?:[ ]of)?[ \-/.]*(?:{_MONTH})
      |\d{{1,2}}[/.]\d{{1,2}}
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date, and what is to be said about how it was written."""

    day: date | None
    kind: Kind | None = None


BLANK = DateReading(None)


def read_date(value: Value, *, date1904: bool = False) -> DateReading:
    """Read a cell as a date; without a date the kind says why."""
    plain = saved_value(value)
    if isinstance(plain, datetime):
        return _in_range(plain.date(), None)
    if isinstance(plain, date):
        return _in_range(plain, None)
    if isinstance(plain, str):
        return read_date_text(plain, date1904=date1904)
    if isinstance(plain, bool):
        return DateReading(None, CommonKind.DATE_UNREADABLE)
    if isinstance(plain, int | float):
        return _from_number(plain, date1904=date1904)
    return BLANK if plain is None else DateReading(None, CommonKind.DATE_UNREADABLE)


@lru_cache(maxsize=20_000)
def read_date_text(text: str, *, date1904: bool = False) -> DateReading:
    """Read a date typed as text."""
    phrase = fold_phrase(plain_letters(text))
    if not phrase:
        return BLANK
    if phrase in PLACEHOLDERS:
        return DateReading(None, CommonKind.DATE_PLACEHOLDER)
    parts = _year_month_day(phrase)
    if parts is not None:
        return _from_parts(*parts)
    if INCOMPLETE.fullmatch(phrase):
        return DateReading(None, CommonKind.DATE_INCOMPLETE)
    if SERIAL.fullmatch(phrase):
        return _from_number(float(phrase), date1904=date1904)
    return DateReading(None, CommonKind.DATE_UNREADABLE)


def _year_month_day(phrase: str) -> tuple[int, int, int] | None:
    if found := DAY_FIRST.fullmatch(phrase):
        return _year(found[3]), int(found[2]), int(found[1])
    if found := YEAR_FIRST.fullmatch(phrase):
        return int(found[1]), int(found[2]), int(found[3])
    if found := DAY_MONTH.fullmatch(phrase):
        return _year(found[3]), MONTHS[found[2]], int(found[1])
    if found := MONTH_DAY.fullmatch(phrase):
        return int(found[3]), MONTHS[found[1]], int(found[2])
    return None


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else 2000 + int(text)  # noqa: PLR2004 -- two figures are this century


def _from_parts(year: int, month: int, day: int) -> DateReading:
    try:
        return _in_range(date(year, month, day), CommonKind.DATE_AS_TEXT)
    except ValueError:
        return DateReading(None, CommonKind.IMPOSSIBLE_DATE)


def _from_number(number: float, *, date1904: bool) -> DateReading:
    if number != int(number):
        return DateReading(None, CommonKind.DATE_UNREADABLE)
    if FIRST_YEAR <= number <= LAST_YEAR:
        return DateReading(None, CommonKind.DATE_INCOMPLETE)
    serial = int(number) + (SHIFT_1904 if date1904 else 0)
    if not 1 <= serial <= 100_000:  # noqa: PLR2004 -- the year 2173; a number beyond it is no date at all
        return DateReading(None, CommonKind.DATE_UNREADABLE)
    return _in_range(EPOCH + timedelta(days=serial), CommonKind.DATE_AS_NUMBER)


def _in_range(day: date, kind: Kind | None) -> DateReading:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return DateReading(day, kind)
    return DateReading(None, CommonKind.DATE_OUT_OF_RANGE)
