"""Zero is not nothing, each day is in one period, and small groups of people stay in the prison."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from core.measures import (
    Figure,
    Period,
    State,
    last_year,
    month_of,
    months_before,
    quarter_before,
    quarter_of,
)

COUNTS = st.integers(0, 400)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_zero_of_some_is_a_zero_and_of_nothing_there_is_none() -> None:
    assert (Figure.of(0, 4).share, Figure.of(0, 4).state) == (0, State.COUNTED)
    assert (Figure.of(None, None).share, Figure.of(0, 0).state) == (None, State.NOTHING_TO_COUNT)


@settings(max_examples=60)
@given(above=COUNTS, below=COUNTS)
def test_what_leaves_the_prison_of_people_is_never_small_and_never_exact(above: int, below: int) -> None:
    figure = Figure.of(min(above, below), below)
    released = figure.released(counts_people=True)
    if released.state is State.COUNTED:
        assert figure.below >= 10
        assert all(part == 0 or part > 5 for part in (figure.above, figure.below - figure.above))
        assert released.above % 5 == released.below % 5 == 0
    elif released.state is State.KEPT_BACK:
        assert (released.above, released.below) == (0, 0)


def test_things_leave_as_they_were_counted() -> None:
    assert Figure.of(1, 3).released(counts_people=False) == Figure(1, 3)


@settings(max_examples=60)
@given(day=DAYS)
def test_each_day_is_in_one_month_and_one_quarter(day: date) -> None:
    for of in (month_of, quarter_of):
        period = of(day)
        assert period.first_on <= day <= period.last_on
        assert of(period.first_on) == of(period.last_on) == period
        assert of(period.last_on + timedelta(days=1)).first_on == period.last_on + timedelta(days=1)
    assert quarter_before(day).last_on + timedelta(days=1) == quarter_of(day).first_on
    assert last_year(day).first_on == months_before(day, 12)[-1].first_on
    assert quarter_of(day).first_on.month in {1, 4, 7, 10}


def test_today_is_not_counted_yet() -> None:
    month = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert month.until(date(2026, 11, 22)).last_on == date(2026, 11, 21)
    assert month.until(date(2027, 1, 1)) == month
    begun = month.until(date(2026, 11, 1))
    assert begun.last_on < begun.first_on
