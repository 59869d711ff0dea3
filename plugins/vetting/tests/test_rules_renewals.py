"""When a renewal starts: by this prison's own lead time, else by the policy; never when it is too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sdk import add_working_days, working_days_between
from plugins.vetting.enums import Pathway, Verb, VettingLevel, VettingStage
from plugins.vetting.enums.renewal import LeadBasis
from plugins.vetting.policy import LONGEST_LEAD, LeadTime, lead_for
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import (
    caught_up,
    due_step,
    measure_lead_times,
    renewal_due_on,
    renewal_starts_on,
)
from plugins.vetting.rules.forecast import FEWEST
from plugins.vetting.rules.stage_times import Passage
from plugins.vetting.tests.cases import ON, case_at, clearance
from plugins.vetting.tests.test_rules_forecast import passages

S = VettingStage
EL1, EL2 = VettingLevel.HMPPS_EL1, VettingLevel.HMPPS_EL2
DAY = timedelta(days=1)
FIRST, LAST = POLICY.renewal_reminder_days[0], POLICY.renewal_reminder_days[-1]
ENDS = st.dates(date(2027, 1, 1), date(2036, 1, 1))
NUMBERS = st.integers(1, LONGEST_LEAD)


def lead(days: int, *levels: VettingLevel, since: date = date(2026, 6, 1)) -> LeadTime:
    return LeadTime(levels=frozenset(levels), days=days, sample=20, basis=LeadBasis.PRISON, since=since)


def measured(known: list[Passage], *levels: VettingLevel) -> LeadTime | None:
    return lead_for(measure_lead_times(known, ON), frozenset(levels), ON)


@given(st.lists(st.integers(0, 120), min_size=FEWEST, max_size=30), ENDS)
def test_four_in_five_of_the_finished_cases_would_have_come_in_time(lengths: list[int], end: date) -> None:
    known = passages(*lengths)
    start = renewal_starts_on(end, measured(known, EL2), POLICY)
    within = sum(one.total <= working_days_between(start, end) for one in known)
    assert within >= 0.8 * len(known)


@given(ENDS, st.none() | NUMBERS.map(lead))
def test_a_renewal_never_starts_after_the_policys_last_reminder(end: date, known: LeadTime | None) -> None:
    """The last warning is out by then: a few quick cases must not put the start off past it."""
    assert renewal_starts_on(end, known, POLICY) <= end - LAST * DAY


@given(ENDS, st.integers(0, 400), NUMBERS, NUMBERS)
def test_what_ends_later_starts_later_and_what_takes_longer_starts_sooner(
    end: date, later: int, one: int, other: int
) -> None:
    start = renewal_starts_on(end, lead(one), POLICY)
    assert start <= renewal_starts_on(end + later * DAY, lead(one), POLICY)
    slow, quick = lead(max(one, other)), lead(min(one, other))
    assert renewal_starts_on(end, slow, POLICY) <= renewal_starts_on(end, quick, POLICY)


def test_the_policys_own_number_counts_where_too_few_cases_are_finished() -> None:
    end = date(2027, 6, 30)
    known = measured(passages(*range(10, 9 + FEWEST)), EL2)
    assert known is None
    assert renewal_starts_on(end, known, POLICY) == end - FIRST * DAY


def test_a_prison_may_be_quicker_or_slower_than_its_policy() -> None:
    end = date(2027, 6, 30)
    assert renewal_starts_on(end, lead(50), POLICY) == add_working_days(end, -50) > end - FIRST * DAY
    assert renewal_starts_on(end, lead(200), POLICY) == add_working_days(end, -200) < end - FIRST * DAY


def test_a_level_with_enough_cases_has_a_number_of_its_own_and_the_others_the_prisons() -> None:
    known = [*passages(*[30] * FEWEST), *passages(*[90] * 3, level=EL1)]
    by_level, everywhere = measured(known, EL2), measured(known, EL1)
    assert by_level is not None
    assert everywhere is not None
    assert (by_level.days, by_level.basis, by_level.sample) == (33, LeadBasis.LEVEL, FEWEST)
    assert (everywhere.days, everywhere.basis) == (93, LeadBasis.PRISON)


def test_renewals_are_looked_at_before_all_cases_and_recognitions_never() -> None:
    first = passages(*[80] * FEWEST)
    renewals = [replace(one, pathway=Pathway.RENEWAL) for one in passages(*[20] * FEWEST)]
    copied = [replace(one, pathway=Pathway.TRANSFER_RECOGNITION) for one in passages(*[2] * 3 * FEWEST)]
    known = measured([*first, *renewals, *copied], EL2)
    assert known is not None
    assert (known.days, known.basis) == (23, LeadBasis.LEVEL_RENEWALS)
    assert measured(copied, EL2) is None


def test_what_is_longer_than_a_year_counts_as_a_year() -> None:
    known = measured(passages(*[400] * FEWEST), EL2)
    assert known is not None
    assert known.days == LONGEST_LEAD


@pytest.mark.parametrize(("ahead", "due"), [(-1, True), (0, True), (1, False)])
def test_a_renewal_falls_due_on_the_day_the_lead_time_says(ahead: int, *, due: bool) -> None:
    end = add_working_days(ON, 143 + ahead)
    case = case_at(S.ACTIVE, clearances=[clearance(expires_on=end)])
    policy = replace(POLICY, lead_times=(lead(143),))
    step = due_step(case, ON, policy)
    assert (step is not None) is due
    if step is not None:
        assert step.on == renewal_due_on(case, ON, policy) == add_working_days(ON, ahead)


def test_no_renewal_is_dated_before_the_night_its_lead_time_was_measured() -> None:
    """A longer lead time makes some renewals late at once: nobody could have begun them before."""
    case = case_at(S.ACTIVE, clearances=[clearance(expires_on=add_working_days(ON, 150))])
    policy = replace(POLICY, lead_times=(lead(200, since=ON - 3 * DAY),))
    step = due_step(case, ON, policy)
    assert step is not None
    assert step.on == ON - 3 * DAY
    assert due_step(case, ON - 4 * DAY, policy) is None


def test_a_lead_time_measured_after_the_end_does_not_move_the_end() -> None:
    case = case_at(S.ACTIVE, since=date(2026, 1, 5), clearances=[clearance(expires_on=ON - 40 * DAY)])
    policy = replace(POLICY, lead_times=(lead(20, since=ON),))
    steps = [(event.verb, event.on) for event in caught_up(case, ON, policy).history[1:]]
    assert steps == [(Verb.MARK_RENEWAL_DUE, ON - 220 * DAY), (Verb.EXPIRE, ON - 39 * DAY)]
