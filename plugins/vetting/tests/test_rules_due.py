"""What falls due by the calendar alone, dated on which day, and what waits for a person instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plugins.vetting.enums import ClearanceState, Verb, VettingLevel, VettingStage
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import (
    RUNS_OUT,
    Clearance,
    Inputs,
    apply,
    caught_up,
    clearance_state,
    due_step,
    lapse_step,
    move,
    ran_out_on,
)
from plugins.vetting.tests.cases import COORDINATOR, LONG_AGO, ON, case_at, clearance, taken

S, V, L = VettingStage, Verb, VettingLevel
DAY = timedelta(days=1)
SINCE = date(2026, 1, 5)
REMINDER = 180 * DAY


@pytest.mark.parametrize(
    ("stage", "end", "step"),
    [
        (S.ACTIVE, ON + 181 * DAY, None),
        (S.ACTIVE, ON + 180 * DAY, (V.MARK_RENEWAL_DUE, ON)),
        (S.ACTIVE, ON + 170 * DAY, (V.MARK_RENEWAL_DUE, ON - 10 * DAY)),
        (S.ACTIVE, ON - DAY, (V.MARK_RENEWAL_DUE, ON - DAY - REMINDER)),
        (S.ACTIVE, SINCE, (V.MARK_RENEWAL_DUE, SINCE)),
        (S.RENEWAL_DUE, ON, None),
        (S.RENEWAL_DUE, ON - DAY, (V.EXPIRE, ON)),
        (S.RENEWAL_DUE, ON - 9 * DAY, (V.EXPIRE, ON - 8 * DAY)),
        (S.APPROVED, ON - DAY, (V.EXPIRE, ON)),
        (S.APPROVED, ON + DAY, None),
        (S.APPROVED_CONDITIONS, ON - DAY, (V.EXPIRE, ON)),
        (S.ONBOARDING, SINCE - 90 * DAY, (V.EXPIRE, SINCE)),
        (S.SUSPENDED, ON - DAY, None),
        (S.INVITED, ON - DAY, None),
        (S.EXPIRED, ON - DAY, None),
    ],
)
def test_the_calendar_dates_each_step_on_the_day_it_fell_due(
    stage: VettingStage, end: date, step: tuple[Verb, date] | None
) -> None:
    case = case_at(stage, since=SINCE, clearances=[clearance(granted_on=date(2020, 3, 2), expires_on=end)])
    due = due_step(case, ON, POLICY)
    assert (due and (due.verb, due.on)) == step
    if due is not None:
        assert apply(case, taken(case, COORDINATOR, due.verb)).stage is due.target


@pytest.mark.parametrize("stage", sorted(RUNS_OUT))
@pytest.mark.parametrize(
    "held",
    [
        (),
        (clearance(expires_on=None),),
        (clearance(expires_on=ON - DAY), clearance(expires_on=None)),
        (clearance(L.DBS_BASIC, expires_on=ON - DAY),),
        (clearance(granted_on=ON + DAY),),
    ],
    ids=["never granted", "no end date", "renewed without an end date", "another level", "not yet in force"],
)
def test_what_no_date_says_waits_for_a_person(stage: VettingStage, held: tuple[Clearance, ...]) -> None:
    assert due_step(case_at(stage, since=SINCE, clearances=held), ON, POLICY) is None


def test_a_clearance_revoked_in_another_case_is_over_from_that_day() -> None:
    case = case_at(S.RENEWAL_DUE, since=SINCE, clearances=[clearance(revoked_on=ON - 3 * DAY)])
    due = due_step(case, ON, POLICY)
    assert due is not None
    assert (due.verb, due.on) == (V.EXPIRE, ON - 3 * DAY)


def test_the_first_level_to_run_out_counts() -> None:
    required = (L.HMPPS_EL2, L.DBS_ENHANCED)
    held = [clearance(expires_on=ON - DAY), clearance(L.DBS_ENHANCED, expires_on=ON - 5 * DAY)]
    case = case_at(S.RENEWAL_DUE, since=SINCE, required=required, clearances=held)
    assert ran_out_on(case, ON, POLICY) == ON - 4 * DAY


def test_a_renewed_clearance_has_not_run_out() -> None:
    case = case_at(S.ACTIVE, since=SINCE, clearances=[clearance(expires_on=ON - DAY), clearance()])
    assert due_step(case, ON, POLICY) is None


def test_a_calendar_that_stood_still_catches_up_step_by_step() -> None:
    case = case_at(S.ACTIVE, since=SINCE, clearances=[clearance(expires_on=ON - 40 * DAY)])
    history = [(event.stage, event.on, event.by) for event in caught_up(case, ON, POLICY).history[1:]]
    assert history == [(S.RENEWAL_DUE, ON - 220 * DAY, None), (S.EXPIRED, ON - 39 * DAY, None)]


DATES = some.dates(date(2025, 1, 1), date(2028, 1, 1))


@given(
    stage=some.sampled_from(sorted(RUNS_OUT)),
    ends=some.lists(DATES, max_size=3) | some.just([None]),
    nights=some.lists(DATES, min_size=1, max_size=6),
)
def test_missed_nights_leave_no_trace(
    stage: VettingStage, ends: list[date | None], nights: list[date]
) -> None:
    """Whichever nights the calendar was read on, the case ends up with the same history on the last.

    A dated clearance beside one without an end is the exception: the reminder of the first stands, and what
    the second is worth is for a person to say.
    """
    held = [clearance(granted_on=date(2024, 6, 3), expires_on=end) for end in ends]
    case = case_at(stage, since=LONG_AGO.replace(year=2024), clearances=held)
    nightly = case
    for night in sorted(nights):
        nightly = caught_up(nightly, night, POLICY)
    at_once = caught_up(case, max(nights), POLICY)
    assert nightly == at_once
    if at_once.stage in RUNS_OUT:
        states = {clearance_state(one, max(nights), POLICY) for one in at_once.clearances}
        assert not states or states & {ClearanceState.CURRENT, ClearanceState.UNDATED}


lately = some.dates(ON - 150 * DAY, ON)


@given(some.sampled_from(S), lately, some.none() | lately, some.integers(1, 90))
def test_silence_ends_a_case_never_a_day_early(
    stage: VettingStage, since: date, heard: date | None, wait: int
) -> None:
    """And only where somebody outside has to answer, and never before as long since what they last said."""
    case = case_at(stage, since=since, last_heard_on=heard)
    policy = replace(POLICY, lapse_after_days=wait)
    first = max(since, heard or since) + wait * DAY
    waits = stage in {S.SPONSOR_REVIEW, S.INVITED, S.FORM_IN_PROGRESS, S.QUERY_RAISED}
    assert lapse_step(case, first - DAY, policy) is None
    step = lapse_step(case, first, policy)
    assert (step is not None) == waits
    if step is not None:
        assert (step.on, step.target) == (first, S.LAPSED)
        assert move(case, COORDINATOR, step.verb, Inputs(), step.on, policy).stage is S.LAPSED


@given(lately, some.integers(0, 400))
def test_a_query_that_was_answered_lapses_nothing(answered: date, later: int) -> None:
    asked = case_at(S.QUERY_RAISED, since=answered - 59 * DAY)
    checks = apply(asked, move(asked, COORDINATOR, V.ANSWER_QUERY, Inputs(), answered, POLICY))
    assert lapse_step(checks, answered + later * DAY, POLICY) is None
