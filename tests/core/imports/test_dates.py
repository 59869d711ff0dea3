"""Dates as people write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.imports.cells import Formula, Value
from core.imports.dates import EPOCH, FIRST_YEAR, LAST_YEAR, read_date, read_date_text
from core.imports.problems import CommonKind, Kind

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
THIS_CENTURY = st.dates(date(2000, 1, 1), date(LAST_YEAR, 12, 31))
ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def ordinal(day: int) -> str:
    return f"{day}{ENDINGS.get(day, 'th')}"


@given(DAYS, st.sampled_from("/.-"), st.booleans())
def test_day_first_with_any_divider(day: date, divider: str, padded: bool) -> None:  # noqa: FBT001
    width = 2 if padded else 1
    text = divider.join([str(day.day).zfill(width), str(day.month).zfill(width), str(day.year)])
    assert read_date_text(text) == read_date_text(f" {text} ")
    assert (read_date_text(text).day, read_date_text(text).kind) == (day, CommonKind.DATE_AS_TEXT)


@given(THIS_CENTURY, st.sampled_from("/.-"))
def test_two_figure_year_is_this_century(day: date, divider: str) -> None:
    text = f"{day.day}{divider}{day.month}{divider}{day.year % 100:02}"
    assert read_date_text(text).day == day


@given(DAYS)
def test_month_names_and_year_first(day: date) -> None:
    for text in (
        f"{ordinal(day.day)} {day:%B} {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%B} {ordinal(day.day)}, {day.year}",
        f"{day:%A} {day.day} {day:%B} {day.year}",
        f"{day.day}-{day:%b}-{day.year}",
        f"{ordinal(day.day)} of {day:%B} {day.year}".upper(),
        day.isoformat(),
        f"{day.isoformat()}T00:00:00",
    ):
        assert (text, read_date_text(text).day) == (text, day)


@given(DAYS)
def test_real_dates_say_nothing_and_numbers_say_so(day: date) -> None:
    serial = (day - EPOCH).days
    assert (read_date(day).day, read_date(day).kind) == (day, None)
    assert read_date(datetime.combine(day, time(12))).day == day
    assert read_date(Formula(day)).day == day
    for number in (serial, float(serial), str(serial)):
        reading = read_date(number)
        assert (reading.day, reading.kind) == (day, CommonKind.DATE_AS_NUMBER)
    assert read_date(serial - 1462, date1904=True).day == day


@given(
    st.text(max_size=60) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
)
def test_reader_never_fails_and_explains_every_cell_without_a_date(value: Value) -> None:
    reading = read_date(value)
    blank = isinstance(value, str) and not value.strip()
    assert (reading.day is not None) or (reading.kind is not None) or blank or not str(value).split()
    if reading.day is not None:
        assert FIRST_YEAR <= reading.day.year <= LAST_YEAR


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("31/02/2026", CommonKind.IMPOSSIBLE_DATE),
        ("29/02/2025", CommonKind.IMPOSSIBLE_DATE),
        ("04/13/2026", CommonKind.IMPOSSIBLE_DATE),
        ("31st June 2026", CommonKind.IMPOSSIBLE_DATE),
        ("12/03/2206", CommonKind.DATE_OUT_OF_RANGE),
        ("1926-05-01", CommonKind.DATE_OUT_OF_RANGE),
        ("May 24", CommonKind.DATE_INCOMPLETE),
        ("November 2026", CommonKind.DATE_INCOMPLETE),
        ("Spring 2026", CommonKind.DATE_INCOMPLETE),
        ("Q3 2026", CommonKind.DATE_INCOMPLETE),
        ("end of March", CommonKind.DATE_INCOMPLETE),
        ("3 April", CommonKind.DATE_INCOMPLETE),
        ("2026", CommonKind.DATE_INCOMPLETE),
        ("04/2026", CommonKind.DATE_INCOMPLETE),
        ("tbc", CommonKind.DATE_PLACEHOLDER),
        ("N/A", CommonKind.DATE_PLACEHOLDER),
        ("Not yet", CommonKind.DATE_PLACEHOLDER),
        ("-", CommonKind.DATE_PLACEHOLDER),
        ("ask Jo", CommonKind.DATE_UNREADABLE),
        ("12/3/26 or 13/3/26", CommonKind.DATE_UNREADABLE),
        ("1/2/3", CommonKind.DATE_UNREADABLE),
    ],
)
def test_what_is_no_date_says_why(text: str, kind: Kind) -> None:
    reading = read_date_text(text)
    assert (reading.day, reading.kind) == (None, kind)


def test_welsh_months() -> None:
    assert read_date_text("1 Mawrth 2026").day == date(2026, 3, 1)


def test_year_alone_as_a_number_is_incomplete() -> None:
    assert read_date(2026).kind is CommonKind.DATE_INCOMPLETE
    assert read_date(20_260_403).kind is CommonKind.DATE_UNREADABLE
    assert read_date(True).kind is CommonKind.DATE_UNREADABLE
    assert read_date(time(9, 30)).kind is CommonKind.DATE_UNREADABLE
