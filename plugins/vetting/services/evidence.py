"""Recording what stands beside the moves: training, clearances held already, keys."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Viewer, refuse, today, translate
from plugins.vetting import models, queries, rules
from plugins.vetting.enums import ClearanceScope, KeyStatus, TrainingStatus, TrainingType, VettingLevel
from plugins.vetting.permissions import CASE_DECIDE, CASE_PROGRESS, TRAINING_RECORD
from plugins.vetting.policy import policy_of_version
from plugins.vetting.services.cases import clearance_row


async def record_training(
    session: AsyncSession,
    viewer: Viewer,
    person_id: UUID,
    *,
    type: TrainingType,
    status: TrainingStatus,
    completed_on: date | None = None,
    booked_on: date | None = None,
    expires_on: date | None = None,
    on: date | None = None,
) -> models.Training:
    """Record a training: what was wanted or booked becomes what is recorded now; what was done stays.

    An exemption says by whom, since when and until when; why is nobody's business here.
    """
    viewer.require(TRAINING_RECORD)
    person = await queries.person_by_id(session, person_id)
    day = on or today()
    record = rules.Training(
        type=type,
        status=status,
        completed_on=completed_on if status is TrainingStatus.COMPLETED else None,
        booked_on=booked_on,
        expires_on=expires_on,
    )
    refuse(rules.training_faults(record, day))
    row = await queries.unfinished_training(session, person_id, type)
    if row is None:
        row = models.Training(person_id=person.id, partner_id=person.partner_id, type=type)
        session.add(row)
    row.status, row.completed_on, row.booked_on = record.status, record.completed_on, record.booked_on
    row.expires_on = rules.training_expires_on(record, await queries.policy_on(session, day))
    if status is TrainingStatus.EXEMPT:
        row.exempted_on, row.exempted_by = day, viewer.account_id
    await session.flush()
    return row


async def record_clearance(
    session: AsyncSession,
    viewer: Viewer,
    person_id: UUID,
    *,
    level: VettingLevel,
    granted_on: date,
    expires_on: date | None,
    reference: str,
    scope: ClearanceScope = ClearanceScope.THIS_PRISON,
    on: date | None = None,
) -> models.Clearance:
    """Record a clearance that somebody holds beside the one a case decides."""
    viewer.require(CASE_DECIDE)
    person = await queries.person_by_id(session, person_id)
    held = rules.Clearance(
        level=level, granted_on=granted_on, expires_on=expires_on, reference=reference, scope=scope
    )
    day, volunteer = on or today(), await queries.is_volunteer(session, person_id)
    policy = await queries.policy_on(session, day)
    cases = (await queries.facts_of(session, await queries.cases_of_person(session, person_id))).values()
    refuse(
        (
            *rules.clearance_faults(held, day, policy, volunteer=volunteer),
            *rules.same_hands_faults(cases, viewer, level, policy),
        )
    )
    row = clearance_row(held, person.id, person.partner_id, None, recorded_by=viewer.account_id)
    session.add(row)
    await session.flush()
    return row


async def date_clearance(
    session: AsyncSession, viewer: Viewer, clearance_id: UUID, *, expires_on: date, on: date | None = None
) -> models.Clearance:
    """Give the end date that an old record left out; one that is known is not moved."""
    viewer.require(CASE_DECIDE)
    row = await queries.clearance_by_id(session, clearance_id)
    if row.expires_on is not None:
        message = translate("This clearance has an end date already. Record the renewed clearance instead.")
        raise Conflict(message, "expiresOn")
    volunteer = await queries.is_volunteer(session, row.person_id)
    policy = await queries.policy_on(session, on or today())
    refuse(rules.end_date_faults(queries.clearance_facts(row), expires_on, policy, volunteer=volunteer))
    row.expires_on = expires_on
    await session.flush()
    return row


async def record_keys(
    session: AsyncSession, viewer: Viewer, case_id: UUID, *, key_status: KeyStatus, on: date | None = None
) -> models.Case:
    """Record where somebody stands with keys."""
    viewer.require(CASE_PROGRESS)
    case = await queries.case_to_change(session, case_id)
    facts = (await queries.facts_of(session, [case]))[case.id]
    policy = policy_of_version(await queries.policies_of(session), case.policy)
    refuse(rules.key_faults(facts, key_status, on or today(), policy))
    case.key_status = key_status
    await session.flush()
    return case
