"""Laws of the ladder, over random histories of days, absences of the worker, acts and moved dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import add_working_days, is_working_day
from core.reminders.declarations import DEFAULT_LADDER, Due, Step, Told
from core.reminders.rules import Item, looked_at, step_day

START = date(2026, 11, 2)
DAY = timedelta(days=1)
SUBJECT = UUID(int=1)
STEPS = st.builds(
    Step,
    days=st.integers(-20, 20),
    told=st.sampled_from(list(Told)),
    working=st.booleans(),
)
LADDERS = st.lists(STEPS, max_size=5, unique_by=lambda step: step.code).map(tuple)


@dataclass
class History:
    """What happened on each day, and what was told."""

    item: Item | None = None
    told: list[tuple[date, date, Step]] = field(default_factory=list)
    """On which day, for which due date, which step."""


@st.composite
def histories(draw: st.DrawFn) -> tuple[tuple[Step, ...], list[tuple[date, date | None, bool]]]:
    """Draw a ladder; for each day the due date (None once done), and whether the worker was there."""
    ladder = draw(LADDERS)
    length = draw(st.integers(1, 70))
    due_on = START + draw(st.integers(-10, 60)) * DAY
    done_after = draw(st.integers(0, 80))
    days = []
    for number in range(length):
        if draw(st.integers(0, 14)) == 0:
            due_on = due_on + draw(st.integers(-8, 25)) * DAY
        today = START + number * DAY
        is_there = is_working_day(today) and draw(st.integers(0, 4)) > 0
        days.append((today, None if number >= done_after else due_on, is_there))
    return ladder, days


def lived(ladder: tuple[Step, ...], days: list[tuple[date, date | None, bool]]) -> History:
    history = History()
    for today, due_on, is_there in days:
        if not is_there:
            continue
        due = None if due_on is None else Due(subject_id=SUBJECT, due_on=due_on)
        history.item, steps = looked_at(history.item, due, ladder, today)
        history.told += ((today, due_on or today, step) for step in steps)
    return history


@given(histories())
def test_each_step_of_each_due_date_comes_once_at_most_and_never_before_its_day(
    drawn: tuple[tuple[Step, ...], list[tuple[date, date | None, bool]]],
) -> None:
    history = lived(*drawn)
    named = [(due_on, step.code) for _today, due_on, step in history.told]
    assert len(named) == len(set(named))
    assert all(step_day(step, due_on) <= today for today, due_on, step in history.told)


@given(histories())
def test_no_step_is_skipped_when_the_worker_was_away(
    drawn: tuple[tuple[Step, ...], list[tuple[date, date | None, bool]]],
) -> None:
    ladder, days = drawn
    looks = [(today, due_on) for today, due_on, is_there in days if is_there and due_on is not None]
    expected = {
        (due_on, step.code) for today, due_on in looks for step in ladder if step_day(step, due_on) <= today
    }
    assert {(due_on, step.code) for _today, due_on, step in lived(ladder, days).told} == expected


@given(histories())
def test_alaveteli_7111_nobody_is_reminded_after_the_act(
    drawn: tuple[tuple[Step, ...], list[tuple[date, date | None, bool]]],
) -> None:
    ladder, days = drawn
    done = {today for today, due_on, _there in days if due_on is None}
    assert not done & {today for today, _due, _step in lived(ladder, days).told}


@given(histories())
def test_hypha_4476_no_due_date_moves_without_a_record(
    drawn: tuple[tuple[Step, ...], list[tuple[date, date | None, bool]]],
) -> None:
    ladder, days = drawn
    seen = [(today, due_on) for today, due_on, is_there in days if is_there and due_on is not None]
    item = lived(ladder, days).item
    if item is None:
        assert seen == []
        return
    changes = [(a[1], b[1], b[0]) for a, b in pairwise(seen) if a[1] != b[1]]
    assert [(move.from_on, move.to_on, move.noticed_on) for move in item.moves] == changes
    assert item.due_on == seen[-1][1]


def test_righttoknow_102_an_extension_is_honoured() -> None:
    """Nothing is told for the old date any more, and everything for the new one."""
    first = Due(subject_id=SUBJECT, due_on=date(2026, 11, 20))
    item, steps = looked_at(None, first, DEFAULT_LADDER, date(2026, 11, 20))
    assert [step.told for step in steps] == [Told.PERSON]
    moved = Due(subject_id=SUBJECT, due_on=date(2026, 12, 18))
    for day in (date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 17)):
        item, steps = looked_at(item, moved, DEFAULT_LADDER, day)
        assert steps == ()
    item, steps = looked_at(item, moved, DEFAULT_LADDER, date(2026, 12, 18))
    assert [step.told for step in steps] == [Told.PERSON]


@pytest.mark.parametrize(
    ("step", "day"),
    [
        (Step(1, Told.PERSON), date(2026, 12, 29)),
        (Step(-1, Told.PERSON), date(2026, 12, 23)),
        (Step(-90, Told.PERSON, working=False), date(2026, 9, 25)),
    ],
)
def test_working_days_pass_over_christmas_and_calendar_days_do_not(step: Step, day: date) -> None:
    assert step_day(step, date(2026, 12, 24)) == day
    assert add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 29)
