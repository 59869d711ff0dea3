"""Laws of a reminder that waits: nothing is told before its day, nothing is lost, and no date moves."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from core.reminders.declarations import Due, Step, Told
from core.reminders.rules import Item, looked_at, step_day

START = date(2026, 11, 2)
DAY = timedelta(days=1)
STEPS = st.builds(Step, days=st.integers(-20, 20), told=st.sampled_from(list(Told)), working=st.just(False))
LADDERS = st.lists(STEPS, max_size=4, unique_by=lambda step: step.code).map(tuple)
DUE = Due(subject_id=UUID(int=1), due_on=START + 20 * DAY)


def lived(
    ladder: tuple[Step, ...], days: int, until: date | None
) -> tuple[Item | None, list[tuple[date, str]]]:
    item: Item | None = None
    told: list[tuple[date, str]] = []
    for number in range(days):
        on = START + number * DAY
        item, steps = looked_at(item, DUE, ladder, on, until)
        told += ((on, step.code) for step in steps)
    return item, told


@settings(deadline=None)
@given(LADDERS, st.integers(1, 60), st.integers(1, 60))
def test_nothing_is_told_while_it_waits_and_everything_missed_on_its_day(
    ladder: tuple[Step, ...], days: int, waits: int
) -> None:
    until = START + waits * DAY
    _item, told = lived(ladder, days, until)
    _other, untouched = lived(ladder, days, None)
    assert all(on >= until for on, _code in told)
    if days > waits:
        assert {code for _on, code in told} == {code for _on, code in untouched}
    late = {code for on, code in untouched if on < until}
    assert all(on == until for on, code in told if code in late)


@settings(deadline=None)
@given(LADDERS, st.integers(1, 60), st.integers(1, 60))
def test_hypha_4476_waiting_moves_no_date(ladder: tuple[Step, ...], days: int, waits: int) -> None:
    item, _told = lived(ladder, days, START + waits * DAY)
    assert item is not None
    assert (item.due_on, item.moves) == (DUE.due_on, ())


@settings(deadline=None)
@given(LADDERS, st.integers(0, 60))
def test_a_wait_that_is_over_changes_nothing(ladder: tuple[Step, ...], days: int) -> None:
    assert lived(ladder, days, START) == lived(ladder, days, None)
    assert all(step_day(step, DUE.due_on) for step in ladder)
