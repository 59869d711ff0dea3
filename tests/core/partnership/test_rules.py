"""How a service stands on a day follows from its changes alone, in whatever order they are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.partnership.enums import ServiceStatus
from core.partnership.rules import change_on, covers, status_on

START = date(2026, 11, 1)


@dataclass(frozen=True)
class Change:
    id: UUID
    status: ServiceStatus
    effective_from: date


CHANGES = st.lists(st.tuples(st.sampled_from(ServiceStatus), st.integers(0, 60)), max_size=8).map(
    lambda rows: [
        Change(UUID(int=number), status, START + timedelta(days=day))
        for number, (status, day) in enumerate(rows)
    ]
)
DAYS = st.integers(-5, 70).map(lambda day: START + timedelta(days=day))


@given(CHANGES, DAYS, st.randoms())
def test_order_of_reading_does_not_matter(changes: list[Change], on: date, random: object) -> None:
    shuffled = list(changes)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert status_on(shuffled, on) == status_on(changes, on)


@given(CHANGES, DAYS)
def test_nothing_to_come_holds_yet(changes: list[Change], on: date) -> None:
    held = change_on(changes, on)
    if held is None:
        assert all(change.effective_from > on for change in changes)
        return
    assert held.effective_from <= on
    assert not [one for one in changes if held.effective_from < one.effective_from <= on]


@given(CHANGES, DAYS)
def test_of_one_day_the_last_recorded_holds(changes: list[Change], on: date) -> None:
    held = change_on(changes, on)
    same_day = [one for one in changes if held is not None and one.effective_from == held.effective_from]
    assert held is None or held == same_day[-1]


def test_days_at_either_end_are_covered() -> None:
    first, last = START, START + timedelta(days=3)
    assert covers(first, last, first)
    assert covers(first, last, last)
    assert not covers(first, last, last + timedelta(days=1))
    assert not covers(first, last, first - timedelta(days=1))
    assert covers(None, None, START)
