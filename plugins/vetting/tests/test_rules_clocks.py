"""The clocks: by example, and for any history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sdk import is_working_day, working_days_between
from plugins.vetting.enums import Pathway, VettingStage
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import (
    DecisionClock,
    StageEvent,
    alert_reached,
    decision_clock,
    elapsed_days,
    is_over_target,
    submitted_on,
    working_days_in_stage,
)
from plugins.vetting.tests.cases import case_at

S = VettingStage
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
CHECKING = st.sampled_from([S.IN_CHECKS, S.QUERY_RAISED])
STOPS = st.sampled_from([S.APPROVED, S.APPROVED_CONDITIONS, S.REFUSED, S.WITHDRAWN, S.LAPSED])


def events(*pairs: tuple[VettingStage, date]) -> list[StageEvent]:
    return [StageEvent(stage=stage, on=on) for stage, on in pairs]


@st.composite
def checked(draw: st.DrawFn) -> tuple[list[StageEvent], date]:
    """Draw a history from submission on, in order, stopped or running, and a day after it."""
    on = draw(DAYS)
    history = events((S.SUBMITTED, on))
    for stage in draw(st.lists(CHECKING, max_size=6)):
        on += timedelta(days=draw(st.integers(0, 40)))
        history += events((stage, on))
    if draw(st.booleans()):
        on += timedelta(days=draw(st.integers(0, 40)))
        history += events((draw(STOPS), on))
    return history, on + timedelta(days=draw(st.integers(0, 60)))


def clock_of(history: list[StageEvent], on: date) -> DecisionClock:
    clock = decision_clock(case_at(history[-1].stage, since=history[-1].on, earlier=history[:-1]), on)
    assert clock is not None
    return clock


def test_days_in_stage_are_working_days_and_skip_bank_holidays() -> None:
    case = case_at(S.INVITED, since=date(2026, 12, 24))
    assert working_days_in_stage(case, date(2026, 12, 24)) == 0
    assert working_days_in_stage(case, date(2026, 12, 29)) == 1
    assert working_days_in_stage(case, date(2026, 12, 23)) == 0


def test_the_clock_starts_with_the_submission() -> None:
    before = case_at(S.DOCUMENTS_VERIFIED)
    assert decision_clock(before, date(2026, 11, 2)) is None
    assert submitted_on(before) is None
    sent = case_at(S.SUBMITTED, since=date(2026, 10, 5))
    assert submitted_on(sent) == date(2026, 10, 5)
    assert decision_clock(sent, date(2026, 11, 2)) == DecisionClock(
        20, date(2026, 10, 5), None, is_paused=False
    )


def test_the_clock_rests_while_a_query_is_open_and_stops_with_the_decision() -> None:
    history = events(
        (S.SUBMITTED, date(2026, 10, 5)),
        (S.IN_CHECKS, date(2026, 10, 7)),
        (S.QUERY_RAISED, date(2026, 10, 12)),
    )
    paused = clock_of(history, date(2026, 10, 30))
    assert paused == DecisionClock(5, date(2026, 10, 5), None, is_paused=True)
    history += events((S.IN_CHECKS, date(2026, 10, 26)), (S.REFUSED, date(2026, 10, 28)))
    stopped = clock_of(history, date(2027, 3, 1))
    assert stopped == DecisionClock(7, date(2026, 10, 5), date(2026, 10, 28), is_paused=False)
    history += events((S.APPEAL_OPEN, date(2026, 11, 2)), (S.APPEAL_UPHELD, date(2026, 12, 1)))
    assert clock_of(history, date(2027, 3, 1)) == stopped


def test_a_decision_recorded_late_counts_from_its_own_day() -> None:
    history = events(
        (S.SUBMITTED, date(2026, 10, 5)),
        (S.QUERY_RAISED, date(2026, 10, 12)),
        (S.DECISION_PENDING, date(2026, 10, 26)),
        (S.APPROVED, date(2026, 10, 14)),
    )
    assert clock_of(history, date(2026, 11, 2)).days == 5


def test_a_case_started_again_has_fresh_clocks() -> None:
    history = events(
        (S.DRAFT, date(2025, 1, 6)),
        (S.INVITED, date(2025, 1, 8)),
        (S.SUBMITTED, date(2025, 2, 3)),
        (S.QUERY_RAISED, date(2025, 2, 10)),
        (S.LAPSED, date(2025, 4, 14)),
        (S.DRAFT, date(2026, 10, 1)),
    )
    again = case_at(S.INVITED, since=date(2026, 10, 5), earlier=history)
    assert decision_clock(again, date(2026, 11, 2)) is None
    assert elapsed_days(again, date(2026, 11, 2)) == 28
    sent = case_at(S.SUBMITTED, since=date(2026, 10, 26), earlier=[*again.history])
    assert submitted_on(sent) == date(2026, 10, 26)


@given(checked())
@settings(deadline=None)
def test_the_clock_counts_the_working_days_without_an_open_query(
    drawn: tuple[list[StageEvent], date],
) -> None:
    history, on = drawn
    end = history[-1].on if history[-1].stage not in {S.SUBMITTED, S.IN_CHECKS, S.QUERY_RAISED} else on
    counted = 0
    day = history[0].on
    while day < end:
        day += timedelta(days=1)
        # The day belongs to the stage it began in.
        stage = [event.stage for event in history if event.on < day][-1]
        counted += is_working_day(day) and stage is not S.QUERY_RAISED
    assert clock_of(history, on).days == counted


@given(checked(), st.integers(0, 400))
@settings(deadline=None)
def test_the_clock_never_runs_back_and_is_never_more_than_all_working_days(
    drawn: tuple[list[StageEvent], date], more: int
) -> None:
    history, on = drawn
    now, later = clock_of(history, on), clock_of(history, on + timedelta(days=more))
    assert 0 <= now.days <= later.days <= working_days_between(history[0].on, on + timedelta(days=more))
    if now.stopped_on is not None or now.is_paused:
        assert now.days == later.days


@given(checked(), st.integers(-60, 60))
@settings(deadline=None)
def test_no_date_recorded_out_of_order_makes_the_clock_negative(
    drawn: tuple[list[StageEvent], date], slip: int
) -> None:
    history, on = drawn
    late = [*history, StageEvent(stage=S.APPROVED, on=history[-1].on + timedelta(days=slip))]
    assert clock_of(late, on).days >= 0


@pytest.mark.parametrize(
    ("history", "waited"),
    [
        (events((S.DRAFT, date(2026, 10, 1))), None),
        (events((S.DRAFT, date(2026, 10, 1)), (S.SPONSOR_REVIEW, date(2026, 10, 2))), None),
        (events((S.DRAFT, date(2026, 10, 1)), (S.WITHDRAWN, date(2026, 10, 2))), None),
        (events((S.SPONSOR_REVIEW, date(2026, 10, 2)), (S.INVITED, date(2026, 10, 5))), 28),
        (events((S.INVITED, date(2026, 11, 2))), 0),
        (events((S.INVITED, date(2026, 10, 5)), (S.REFUSED, date(2026, 10, 12))), 7),
        (events((S.INVITED, date(2026, 10, 5)), (S.ACTIVE, date(2026, 10, 19))), 14),
        (
            events(
                (S.INVITED, date(2026, 10, 5)),
                (S.ACTIVE, date(2026, 10, 19)),
                (S.SUSPENDED, date(2026, 10, 20)),
            ),
            14,
        ),
    ],
)
def test_the_applicant_waits_from_the_form_to_the_first_day(
    history: list[StageEvent], waited: int | None
) -> None:
    case = case_at(history[-1].stage, since=history[-1].on, earlier=history[:-1])
    assert elapsed_days(case, date(2026, 11, 2)) == waited


def test_without_a_form_the_wait_begins_when_the_organisation_confirmed() -> None:
    earlier = events((S.DRAFT, date(2026, 10, 1)), (S.SPONSOR_REVIEW, date(2026, 10, 2)))
    case = case_at(
        S.DOCUMENTS_BOOKED,
        since=date(2026, 10, 5),
        earlier=earlier,
        pathway=Pathway.TRANSFER_RECOGNITION,
    )
    assert elapsed_days(case, date(2026, 11, 2)) == 28


@pytest.mark.parametrize(
    ("days", "alert", "over"),
    [(0, 0, False), (29, 0, False), (30, 50, False), (59, 50, False), (60, 100, False), (61, 100, True)],
)
def test_alerts_come_at_half_and_at_the_whole_target(days: int, alert: int, *, over: bool) -> None:
    assert (alert_reached(days, POLICY), is_over_target(days, POLICY)) == (alert, over)
