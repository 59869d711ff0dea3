"""Fictional cases, viewers and clearances for the tests of vetting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from uuid import UUID

from core.sdk import AccountId, DomainError, InvalidInput, Role, Viewer
from plugins.vetting.enums import (
    AccessMode,
    ClearanceScope,
    DecisionSource,
    Pathway,
    TrainingStatus,
    TrainingType,
    Verb,
    VettingLevel,
    VettingStage,
)
from plugins.vetting.permissions import PERMISSIONS
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import (
    CaseFacts,
    Clearance,
    Inputs,
    Outcome,
    SeenDocument,
    StageEvent,
    Training,
    move,
)

ON = date(2026, 11, 2)
"""A Monday."""
LONG_AGO = date(2026, 3, 2)


def account(number: int) -> AccountId:
    return AccountId(UUID(int=1000 + number))


def viewer_with(*roles: Role, number: int | None = None) -> Viewer:
    """Make somebody with these roles; one account for each set of roles unless numbered."""
    held = frozenset(roles)
    order = list(Role)
    return Viewer(
        account_id=account(number if number is not None else sum(1 << order.index(role) for role in held)),
        name="Robin Marsh",
        roles=held,
        permissions=frozenset(each.code for each in PERMISSIONS if each.roles & held),
    )


COORDINATOR = viewer_with(Role.COORDINATOR)
SECURITY = viewer_with(Role.SECURITY_VETTING)
GOVERNOR = viewer_with(Role.GOVERNOR)
RECORDS = viewer_with(Role.DPO_RECORDS)
EVERYBODY = tuple(viewer_with(role) for role in Role)


def clearance(
    level: VettingLevel = VettingLevel.HMPPS_EL2,
    *,
    granted_on: date | None = LONG_AGO,
    expires_on: date | None = date(2036, 3, 2),
    revoked_on: date | None = None,
) -> Clearance:
    return Clearance(level=level, granted_on=granted_on, expires_on=expires_on, revoked_on=revoked_on)


def training(kind: TrainingType, completed_on: date | None = LONG_AGO) -> Training:
    return Training(type=kind, status=TrainingStatus.COMPLETED, completed_on=completed_on)


INDUCTED = (training(TrainingType.SECURITY_INDUCTION), training(TrainingType.SASH_ACCT))


def case_at(
    stage: VettingStage,
    *,
    since: date = date(2026, 10, 5),
    earlier: Iterable[StageEvent] = (),
    pathway: Pathway = Pathway.STANDARD,
    is_leap: bool = False,
    required: Iterable[VettingLevel] = (VettingLevel.HMPPS_EL2,),
    access_mode: AccessMode = AccessMode.UNESCORTED_NO_KEYS,
    volunteer: bool = True,
    clearances: Iterable[Clearance] = (),
    trainings: Iterable[Training] = (),
    submitted_by: AccountId | None = COORDINATOR.account_id,
    last_heard_on: date | None = None,
    documents: Iterable[SeenDocument] = (),
    kept_until: date | None = None,
) -> CaseFacts:
    return CaseFacts(
        history=(*earlier, StageEvent(stage=stage, on=since)),
        pathway=pathway,
        is_leap=is_leap,
        required_levels=frozenset(required),
        access_mode=access_mode,
        volunteer=volunteer,
        clearances=tuple(clearances),
        trainings=tuple(trainings),
        submitted_by=submitted_by,
        last_heard_on=last_heard_on,
        documents=tuple(documents),
        kept_until=kept_until,
    )


def grant(
    *,
    happened_on: date | None = ON - timedelta(days=3),
    level: VettingLevel | None = VettingLevel.HMPPS_EL2,
    reference: str | None = "SSCL-2026-0042",
    granted_on: date | None = None,
    expires_on: date | None = None,
    scope: ClearanceScope | None = None,
    access_mode: AccessMode | None = None,
) -> Inputs:
    return Inputs(
        happened_on=happened_on,
        level=level,
        reference=reference,
        granted_on=granted_on,
        expires_on=expires_on,
        scope=scope,
        access_mode=access_mode,
    )


def refusal(
    *,
    happened_on: date | None = ON,
    level: VettingLevel | None = VettingLevel.HMPPS_EL2,
    reference: str | None = "SSCL-2026-0042",
    source: DecisionSource | None = DecisionSource.SSCL,
) -> Inputs:
    return Inputs(happened_on=happened_on, level=level, reference=reference, source=source)


def wrongs(attempt: Callable[[], object]) -> list[tuple[str, str | None]]:
    """Return the code and field of everything that was wrong; nothing when it went through."""
    try:
        attempt()
    except InvalidInput as refused:
        return [(error.code, error.field) for error in refused.errors]
    except DomainError as refused:
        return [(refused.code, refused.field)]
    return []


def taken(case: CaseFacts, viewer: Viewer, verb: Verb, inputs: Inputs | None = None) -> Outcome:
    """Take a step on the day of the tests."""
    return move(case, viewer, verb, inputs or Inputs(), ON, POLICY)


def wrong(
    case: CaseFacts, viewer: Viewer, verb: Verb, inputs: Inputs | None = None
) -> list[tuple[str, str | None]]:
    """Return what is wrong with a step, by code and field."""
    return wrongs(lambda: taken(case, viewer, verb, inputs))
