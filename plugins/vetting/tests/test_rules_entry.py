"""Whether vetting lets somebody in on a day: judged by that day, and never against the policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sdk import entry
from plugins.vetting.enums import (
    AccessMode,
    ClearanceScope,
    TrainingStatus,
    TrainingType,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import (
    CaseFacts,
    Clearance,
    StageEvent,
    Training,
    levels_missing,
    trainings_missing,
)
from plugins.vetting.rules.entry import EntryFact, entry_findings, stage_on
from plugins.vetting.rules.stages import CALLED_CLEARED
from plugins.vetting.tests.cases import COORDINATOR, INDUCTED, ON, case_at, clearance, wrong

B, F, S, T = entry.Bearing, EntryFact, VettingStage, TrainingType
DAY = timedelta(days=1)
ACTIVE = case_at(S.ACTIVE, clearances=[clearance()], trainings=INDUCTED)


def facts(cases: Iterable[CaseFacts], on: date = ON) -> list[tuple[EntryFact, entry.Bearing]]:
    return [(found.fact, found.bearing) for found in entry_findings(cases, on, POLICY)]


def gravest(cases: Iterable[CaseFacts], on: date = ON) -> entry.Bearing:
    order = list(B)
    return min((found.bearing for found in entry_findings(cases, on, POLICY)), key=order.index)


def test_somebody_cleared_and_trained_comes_in() -> None:
    assert facts([ACTIVE]) == [
        (F.LEVEL_HELD, B.PASSES),
        (F.TRAINING_DONE, B.PASSES),
        (F.TRAINING_DONE, B.PASSES),
    ]


def test_nobody_comes_in_without_a_case() -> None:
    assert facts([]) == [(F.NO_CASE, B.BLOCKS)]


def test_nobody_comes_in_before_their_case_began() -> None:
    assert facts([ACTIVE], on=date(2026, 10, 4)) == [(F.NO_CASE, B.BLOCKS)]


@pytest.mark.parametrize("stage", sorted(set(S) - CALLED_CLEARED))
def test_a_stage_that_does_not_say_cleared_stops_them_whatever_they_hold(stage: VettingStage) -> None:
    refused = case_at(stage, clearances=[clearance()], trainings=INDUCTED)
    [found] = entry_findings([refused], ON, POLICY)
    assert (found.fact, found.bearing, found.stage) == (F.NOT_CLEARED, B.BLOCKS, stage)


def test_a_clearance_that_ends_before_the_day_does_not_let_them_in() -> None:
    ending = replace(ACTIVE, clearances=(clearance(expires_on=ON + DAY),))
    assert gravest([ending], ON + DAY) is B.PASSES
    assert facts([ending], ON + 2 * DAY)[0] == (F.LEVEL_MISSING, B.BLOCKS)


def test_a_level_that_nobody_recorded_stops_them() -> None:
    assert facts([replace(ACTIVE, required_levels=frozenset())])[0] == (F.NO_LEVEL, B.BLOCKS)


def test_what_only_a_spreadsheet_says_is_pointed_out() -> None:
    said = replace(clearance(), is_confirmed=False)
    assert facts([replace(ACTIVE, clearances=(said,))])[0] == (F.LEVEL_UNCONFIRMED, B.WARNS)


def test_escorted_access_is_a_yes_with_an_escort() -> None:
    escorted = replace(ACTIVE, access_mode=AccessMode.ESCORTED, trainings=())
    assert facts([escorted])[-1] == (F.ESCORTED_ACCESS, B.NEEDS_ESCORT)


def test_missing_training_asks_for_an_escort_and_says_when_it_is_booked() -> None:
    booked = Training(type=T.SASH_ACCT, status=TrainingStatus.BOOKED, booked_on=ON + 3 * DAY)
    half = replace(ACTIVE, trainings=(INDUCTED[0], booked))
    [found] = [one for one in entry_findings([half], ON, POLICY) if one.fact is F.TRAINING_MISSING]
    assert (found.bearing, found.training, found.booked_on) == (B.NEEDS_ESCORT, T.SASH_ACCT, ON + 3 * DAY)


def test_the_best_of_several_cases_counts() -> None:
    renewing = case_at(S.IN_CHECKS)
    assert facts([renewing, ACTIVE]) == facts([ACTIVE]) == facts([ACTIVE, renewing])


def test_suspended_today_is_not_suspended_before() -> None:
    began = StageEvent(stage=S.ACTIVE, on=date(2026, 10, 5))
    suspended = case_at(S.SUSPENDED, since=ON, earlier=[began], clearances=[clearance()], trainings=INDUCTED)
    assert gravest([suspended], ON - DAY) is B.PASSES
    assert gravest([suspended], ON) is B.BLOCKS


def test_a_case_beside_a_suspended_one_does_not_let_them_in() -> None:
    suspended = case_at(S.SUSPENDED, clearances=[clearance()], trainings=INDUCTED)
    for both in ([ACTIVE, suspended], [suspended, ACTIVE]):
        [found, *others] = entry_findings(both, ON, POLICY)
        assert (found.fact, found.bearing, found.stage) == (F.NOT_CLEARED, B.BLOCKS, S.SUSPENDED)
        assert others == list(entry_findings([ACTIVE], ON, POLICY))


def test_a_clearance_for_named_prisons_lets_in_only_where_it_was_decided() -> None:
    named = replace(clearance(), scope=ClearanceScope.NAMED_PRISONS)
    recorded = replace(named, is_decided_here=False)
    assert gravest([replace(ACTIVE, clearances=(named,))]) is B.PASSES
    assert facts([replace(ACTIVE, clearances=(recorded,))])[0] == (F.LEVEL_ELSEWHERE, B.BLOCKS)
    assert gravest([replace(ACTIVE, clearances=(recorded, clearance()))]) is B.PASSES
    onboarding = case_at(S.ONBOARDING, clearances=[recorded], trainings=INDUCTED)
    assert wrong(onboarding, COORDINATOR, Verb.ACTIVATE) == [("VETTING_CLEARANCE_MISSING", "clearances")]


days = st.dates(date(2026, 1, 1), date(2032, 12, 31))
clearances = st.builds(
    Clearance,
    level=st.sampled_from(VettingLevel),
    granted_on=st.none() | st.dates(date(2020, 1, 1), date(2028, 1, 1)),
    expires_on=st.none() | st.dates(date(2026, 1, 1), date(2033, 1, 1)),
    revoked_on=st.none() | days,
    is_confirmed=st.booleans(),
)
trainings = st.builds(
    Training,
    type=st.sampled_from([T.SECURITY_INDUCTION, T.SASH_ACCT, T.KEY_TRAINING]),
    status=st.sampled_from(TrainingStatus),
    completed_on=st.none() | st.dates(date(2022, 1, 1), date(2030, 1, 1)),
    expires_on=st.none() | days,
    booked_on=st.none() | days,
)
cases = st.builds(
    case_at,
    st.sampled_from(VettingStage),
    since=days,
    required=st.sets(st.sampled_from(VettingLevel), max_size=3),
    access_mode=st.sampled_from(AccessMode),
    clearances=st.lists(clearances, max_size=4),
    trainings=st.lists(trainings, max_size=4),
)


@given(st.lists(cases, max_size=3), days)
def test_the_answer_never_contradicts_the_policy(held: list[CaseFacts], on: date) -> None:
    """Nobody comes in unless one case calls them cleared, with every level in date on that very day."""
    held = [case for case in held if stage_on(case, on) is not S.SUSPENDED]
    answer = gravest(held, on)
    cleared = [
        case
        for case in held
        if stage_on(case, on) in CALLED_CLEARED
        and case.required_levels
        and not levels_missing(case, on, POLICY)
    ]
    alone = [
        case
        for case in cleared
        if case.access_mode is not AccessMode.ESCORTED and not trainings_missing(case, on, POLICY)
    ]
    assert (answer is not B.BLOCKS) == bool(cleared)
    assert (answer in {B.WARNS, B.PASSES}) == bool(alone)


@given(st.lists(cases, max_size=3), cases, days, st.randoms())
def test_a_suspension_always_blocks_whatever_else_stands(
    others: list[CaseFacts], case: CaseFacts, on: date, order: Random
) -> None:
    """One suspended case on that day is enough, among however many others and in whatever order."""
    suspended = replace(case, history=(*case.history, StageEvent(stage=S.SUSPENDED, on=on)))
    every = [*others, ACTIVE, suspended]
    order.shuffle(every)
    found = entry_findings(every, on, POLICY)
    assert gravest(every, on) is B.BLOCKS
    assert [one.stage for one in found].count(S.SUSPENDED) == 1


@given(cases, days)
def test_what_leaves_open_where_it_is_good_lets_in_nobody_whom_nothing_else_does(
    case: CaseFacts, on: date
) -> None:
    """With such clearances beside their own the answer stays the same; with them alone it is no."""
    open_ones = [
        replace(held, scope=ClearanceScope.NAMED_PRISONS, is_decided_here=False) for held in case.clearances
    ]
    assert gravest([replace(case, clearances=(*case.clearances, *open_ones))], on) is gravest([case], on)
    assert gravest([replace(case, clearances=tuple(open_ones))], on) is B.BLOCKS


@given(cases, days)
def test_what_holds_until_a_day_holds_on_it_and_not_the_day_after(case: CaseFacts, on: date) -> None:
    for found in entry_findings([case], on, POLICY):
        if found.until is None:
            continue
        assert found.until >= on
        again = [(one.fact, one.level, one.training) for one in entry_findings([case], found.until, POLICY)]
        later = entry_findings([case], found.until + DAY, POLICY)
        same = (found.fact, found.level, found.training)
        revoked = any(held.revoked_on is not None for held in case.clearances)
        assert same in again or revoked
        assert same not in [(one.fact, one.level, one.training) for one in later if one.until == found.until]
