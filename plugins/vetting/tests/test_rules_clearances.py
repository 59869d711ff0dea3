"""What clearances and training are worth on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vetting.enums import (
    AccessMode,
    ClearanceState,
    TrainingStatus,
    TrainingType,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import (
    Clearance,
    Training,
    clearance_state,
    expiring_within,
    levels_missing,
    reminder_reached,
    renewal_due_on,
    runs_out_on,
    training_counts,
    training_expires_on,
    trainings_missing,
)
from plugins.vetting.rules.clearances import months_after
from plugins.vetting.tests.cases import ON, case_at, clearance, training

L, T = VettingLevel, TrainingType
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("held", "state"),
    [
        (clearance(), ClearanceState.CURRENT),
        (clearance(granted_on=None), ClearanceState.CURRENT),
        (clearance(granted_on=ON), ClearanceState.CURRENT),
        (clearance(granted_on=ON + DAY), ClearanceState.NOT_YET),
        (clearance(expires_on=ON), ClearanceState.CURRENT),
        (clearance(expires_on=ON - DAY), ClearanceState.EXPIRED),
        (clearance(expires_on=None), ClearanceState.UNDATED),
        (clearance(L.BPSS, expires_on=None), ClearanceState.CURRENT),
        (clearance(L.ESCORTED_VISITOR, expires_on=None), ClearanceState.CURRENT),
        (clearance(L.LEGACY_STANDARD_PLUS, expires_on=None), ClearanceState.UNDATED),
        (clearance(revoked_on=ON), ClearanceState.REVOKED),
        (clearance(revoked_on=ON + DAY), ClearanceState.CURRENT),
        (clearance(expires_on=ON - DAY, revoked_on=ON - DAY), ClearanceState.REVOKED),
    ],
)
def test_a_clearance_has_one_state_on_a_day(held: Clearance, state: ClearanceState) -> None:
    assert clearance_state(held, ON, POLICY) is state


@given(st.integers(-4000, 4000))
def test_an_expired_clearance_never_comes_back(days: int) -> None:
    held = clearance(expires_on=ON)
    state = clearance_state(held, ON + timedelta(days=days), POLICY)
    assert (state is ClearanceState.EXPIRED) == (days > 0)


def test_expiring_counts_from_today_to_the_last_day_soonest_first() -> None:
    soon, later, gone = (clearance(expires_on=ON + days * DAY) for days in (0, 30, -1))
    revoked, endless = clearance(expires_on=ON, revoked_on=ON - DAY), clearance(expires_on=None)
    held = [later, revoked, gone, endless, soon]
    assert expiring_within(held, 30, ON) == (soon, later)
    assert expiring_within(held, 29, ON) == (soon,)


def test_the_case_runs_out_with_its_first_level_and_each_level_with_its_best_clearance() -> None:
    first = clearance(L.HMPPS_EL2, expires_on=date(2027, 1, 1))
    better = clearance(L.HMPPS_EL2, expires_on=date(2031, 1, 1))
    checked = clearance(L.CTC, expires_on=date(2029, 1, 1))
    case = case_at(VettingStage.ACTIVE, required=[L.HMPPS_EL2, L.CTC], clearances=[first, checked])
    assert runs_out_on(case, ON, POLICY) == date(2027, 1, 1)
    renewed = replace(case, clearances=(first, better, checked))
    assert runs_out_on(renewed, ON, POLICY) == date(2029, 1, 1)
    assert renewal_due_on(renewed, ON, POLICY) == date(2028, 7, 5)


def test_what_never_ends_is_never_due() -> None:
    case = case_at(
        VettingStage.ACTIVE,
        required=[L.ESCORTED_VISITOR],
        clearances=[clearance(L.HMPPS_EL2), clearance(L.ESCORTED_VISITOR, expires_on=None)],
    )
    assert runs_out_on(case, ON, POLICY) is None
    assert renewal_due_on(case, ON, POLICY) is None


def test_levels_are_missing_unless_something_in_date_stands_for_them() -> None:
    case = case_at(VettingStage.ACTIVE, required=[L.HMPPS_EL1, L.CTC], clearances=[clearance(L.HMPPS_EL2)])
    assert levels_missing(case, ON, POLICY) == (L.CTC,)
    assert levels_missing(replace(case, clearances=()), ON, POLICY) == (L.CTC, L.HMPPS_EL1)


@pytest.mark.parametrize(
    ("left", "reminder"),
    [(181, None), (180, 180), (91, 180), (90, 90), (31, 90), (30, 30), (0, 30), (-1, None)],
)
def test_reminders_come_at_180_90_and_30_days(left: int, reminder: int | None) -> None:
    assert reminder_reached(ON + timedelta(days=left), ON, POLICY) == reminder


@pytest.mark.parametrize(
    ("record", "stands"),
    [
        (training(T.SECURITY_INDUCTION, date(2025, 11, 2)), True),
        (training(T.SECURITY_INDUCTION, date(2025, 11, 1)), False),
        (training(T.SASH_ACCT, date(2023, 11, 2)), True),
        (training(T.SASH_ACCT, date(2023, 11, 1)), False),
        (training(T.SECURITY_INDUCTION, ON), True),
        (training(T.SECURITY_INDUCTION, ON + DAY), False),
        (training(T.SECURITY_INDUCTION, None), False),
        (replace(training(T.SECURITY_INDUCTION, ON - DAY), expires_on=ON - DAY), False),
        (replace(training(T.SECURITY_INDUCTION, date(2020, 1, 1)), expires_on=ON), True),
        (Training(type=T.SECURITY_INDUCTION, status=TrainingStatus.EXEMPT), True),
        (Training(type=T.SECURITY_INDUCTION, status=TrainingStatus.BOOKED, booked_on=ON), False),
        (Training(type=T.SECURITY_INDUCTION, status=TrainingStatus.REQUIRED), False),
        (replace(training(T.SECURITY_INDUCTION, ON), status=TrainingStatus.EXPIRED), False),
    ],
)
def test_a_training_stands_or_not(record: Training, *, stands: bool) -> None:
    assert training_counts(record, ON, POLICY) is stands


def test_the_end_of_a_training_is_as_recorded_or_by_the_policy() -> None:
    assert training_expires_on(training(T.SASH_ACCT, date(2024, 2, 29)), POLICY) == date(2027, 2, 28)
    assert training_expires_on(replace(training(T.SASH_ACCT), expires_on=ON), POLICY) == ON
    assert training_expires_on(training(T.SASH_ACCT, None), POLICY) is None


def test_one_standing_record_is_enough_whatever_older_ones_say() -> None:
    case = case_at(
        VettingStage.ONBOARDING,
        access_mode=AccessMode.KEY_HOLDER,
        trainings=[training(T.KEY_TRAINING, date(2020, 1, 1)), training(T.KEY_TRAINING, ON)],
    )
    assert trainings_missing(case, ON, POLICY) == (T.SASH_ACCT, T.SECURITY_INDUCTION)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 2), 120, date(2036, 11, 2)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert months_after(start, months) == end
