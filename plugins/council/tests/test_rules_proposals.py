"""A proposal's way: what may follow what, what an answer needs, and that its due day never moves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.council.enums import ProposalStatus as S
from plugins.council.rules.proposals import (
    ANSWER_WITHIN,
    ANSWERS,
    NEEDS_DAY,
    NEEDS_REASON,
    STEPS,
    Step,
    answer_due_on,
    answered_on,
    step_faults,
)

DAY = date(2026, 3, 3)
RAISED = (Step(S.RAISED, DAY),)


def fields(history: tuple[Step, ...], step: Step, today: date = DAY) -> list[str | None]:
    return [fault.field for fault in step_faults(history, step, today=today)]


@st.composite
def ways(draw: st.DrawFn) -> tuple[Step, ...]:
    """Walk from raised as far as it goes."""
    history: tuple[Step, ...] = RAISED
    day = DAY
    for _ in range(draw(st.integers(0, 9))):
        following = sorted(STEPS[history[-1].status])
        if not following:
            break
        day += timedelta(days=draw(st.integers(0, 40)))
        history = (*history, Step(draw(st.sampled_from(following)), day, "why", day))
    return history


@given(ways())
def test_every_walk_is_let_through_step_by_step(history: tuple[Step, ...]) -> None:
    for place in range(1, len(history)):
        assert fields(history[:place], history[place], history[place].on or DAY) == []


@given(ways())
def test_day_the_answer_is_due_never_moves(history: tuple[Step, ...]) -> None:
    days = [answer_due_on(history[: place + 1]) for place in range(len(history))]
    known = [day for day in days if day is not None]

    assert len(set(known)) <= 1
    assert days[len(days) - len(known) :] == known


@given(ways(), st.sampled_from(S))
def test_no_step_is_let_through_that_is_not_in_the_table(history: tuple[Step, ...], status: S) -> None:
    day = history[-1].on or DAY
    step = Step(status, day, "why", day)

    assert (fields(history, step, day) == []) == (status in STEPS[history[-1].status])


@pytest.mark.parametrize("status", sorted(ANSWERS))
def test_answer_needs_its_reason_and_day(status: S) -> None:
    history = (*RAISED, Step(S.TABLED, DAY))
    wanted = ["reason"] * (status in NEEDS_REASON) + ["until"] * (status in NEEDS_DAY)

    assert fields(history, Step(status, DAY)) == wanted
    assert fields(history, Step(status, DAY, "because", DAY)) == []


def test_days_that_cannot_be_are_refused() -> None:
    history = (*RAISED, Step(S.TABLED, DAY))
    accepted = Step(S.ACCEPTED, DAY, "", DAY + timedelta(days=30))

    assert fields(history, Step(S.ACCEPTED, DAY, "", DAY - timedelta(days=1))) == ["until"]
    assert fields(history, accepted, DAY - timedelta(days=1)) == ["on"]
    assert fields((*RAISED, Step(S.TABLED, DAY + timedelta(days=1))), accepted, DAY) == ["on"]


def test_answer_is_owed_28_days_after_it_was_tabled_though_put_off() -> None:
    history = (
        *RAISED,
        Step(S.TABLED, DAY),
        Step(S.DEFERRED, DAY + timedelta(days=9), "works are looking", DAY + timedelta(days=60)),
        Step(S.ACCEPTED, DAY + timedelta(days=60), "", DAY + timedelta(days=90)),
    )

    assert answer_due_on(history) == DAY + ANSWER_WITHIN == date(2026, 3, 31)
    assert answered_on(history) == DAY + timedelta(days=9)
