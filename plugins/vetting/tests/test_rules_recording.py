"""What may be recorded beside the moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.sdk import DomainError
from plugins.vetting.enums import (
    AccessMode,
    KeyStatus,
    TrainingStatus,
    TrainingType,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import (
    Clearance,
    Training,
    clearance_faults,
    end_date_faults,
    key_faults,
    training_faults,
)
from plugins.vetting.tests.cases import INDUCTED, ON, case_at, clearance, training

L, S, T = VettingLevel, VettingStage, TrainingType
DAY = timedelta(days=1)
GOOD = replace(clearance(L.HMPPS_EL1, expires_on=date(2031, 3, 2)), reference="SSCL-2026-0042")


def told(faults: object) -> list[tuple[str, str | None]]:
    assert isinstance(faults, list)
    return [(error.code, error.field) for error in faults if isinstance(error, DomainError)]


@pytest.mark.parametrize(
    ("held", "volunteer", "wrong"),
    [
        (GOOD, True, []),
        (replace(GOOD, reference=None), True, [("VETTING_REFERENCE_INVALID", "reference")]),
        (replace(GOOD, reference="A1234BC"), True, [("VETTING_REFERENCE_INVALID", "reference")]),
        (replace(GOOD, granted_on=None), True, [("VETTING_DATE_MISSING", "grantedOn")]),
        (replace(GOOD, granted_on=ON + DAY), True, [("VETTING_DATE_IN_FUTURE", "grantedOn")]),
        (replace(GOOD, granted_on=ON), True, []),
        (replace(GOOD, expires_on=None), True, [("VETTING_DATE_MISSING", "expiresOn")]),
        (replace(GOOD, level=L.BPSS, expires_on=None), True, []),
        (replace(GOOD, expires_on=date(2026, 3, 2)), True, [("VETTING_DATE_TOO_EARLY", "expiresOn")]),
        (replace(GOOD, expires_on=date(2031, 3, 3)), True, [("VETTING_DATE_TOO_LATE", "expiresOn")]),
        (replace(GOOD, expires_on=date(2031, 3, 3)), False, []),
        (replace(GOOD, level=L.LEGACY_STANDARD), True, [("VETTING_LEVEL_INVALID", "level")]),
    ],
)
def test_a_clearance_held_already(
    held: Clearance, wrong: list[tuple[str, str | None]], *, volunteer: bool
) -> None:
    assert told(list(clearance_faults(held, ON, POLICY, volunteer=volunteer))) == wrong


def test_an_old_record_without_a_start_takes_any_end() -> None:
    held = clearance(L.LEGACY_STANDARD_PLUS, granted_on=None, expires_on=None)
    assert list(end_date_faults(held, date(1999, 1, 1), POLICY, volunteer=True)) == []


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        (training(T.SASH_ACCT, ON), []),
        (training(T.SASH_ACCT, None), [("VETTING_DATE_MISSING", "completedOn")]),
        (training(T.SASH_ACCT, ON + DAY), [("VETTING_DATE_IN_FUTURE", "completedOn")]),
        (replace(training(T.SASH_ACCT, ON), expires_on=ON), [("VETTING_DATE_TOO_EARLY", "expiresOn")]),
        (replace(training(T.SASH_ACCT, ON), expires_on=ON + DAY), []),
        (Training(type=T.SASH_ACCT, status=TrainingStatus.BOOKED), [("VETTING_DATE_MISSING", "bookedOn")]),
        (Training(type=T.SASH_ACCT, status=TrainingStatus.BOOKED, booked_on=ON), []),
        (Training(type=T.SASH_ACCT, status=TrainingStatus.EXEMPT), []),
        (Training(type=T.SASH_ACCT, status=TrainingStatus.REQUIRED), []),
    ],
)
def test_a_training(record: Training, wrong: list[tuple[str, str | None]]) -> None:
    assert told(list(training_faults(record, ON))) == wrong


@pytest.mark.parametrize(
    ("stage", "mode", "trained", "faults"),
    [
        (S.ACTIVE, AccessMode.KEY_HOLDER, True, 0),
        (S.RENEWAL_DUE, AccessMode.KEY_HOLDER, True, 0),
        (S.SUSPENDED, AccessMode.KEY_HOLDER, True, 1),
        (S.ACTIVE, AccessMode.UNESCORTED_NO_KEYS, True, 1),
        (S.ACTIVE, AccessMode.KEY_HOLDER, False, 1),
        (S.ONBOARDING, AccessMode.KEY_HOLDER, False, 2),
    ],
)
def test_keys_are_issued_to_trained_key_holders_who_are_active(
    stage: VettingStage, mode: AccessMode, faults: int, *, trained: bool
) -> None:
    records = [*INDUCTED, training(T.KEY_TRAINING)] if trained else INDUCTED
    case = case_at(stage, access_mode=mode, trainings=records, clearances=[clearance()])
    found = told(list(key_faults(case, KeyStatus.ISSUED, ON, POLICY)))
    assert found == [("VETTING_KEYS_INVALID", "keyStatus")] * faults
    for harmless in set(KeyStatus) - {KeyStatus.ISSUED}:
        assert list(key_faults(case, harmless, ON, POLICY)) == []


@pytest.mark.parametrize(
    "held", [(), (clearance(expires_on=ON - timedelta(days=1)),), (clearance(revoked_on=ON),)]
)
def test_no_keys_without_a_clearance_in_date(held: tuple[Clearance, ...]) -> None:
    records = [*INDUCTED, training(T.KEY_TRAINING)]
    case = case_at(S.ACTIVE, access_mode=AccessMode.KEY_HOLDER, trainings=records, clearances=held)
    (fault,) = key_faults(case, KeyStatus.ISSUED, ON, POLICY)
    assert str(fault) == "Enhanced Level 2 is not in date, so no keys are issued. Record the clearance first."
