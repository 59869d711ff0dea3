"""What falls due in vetting. What is found is still to be done; what is done is found no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.sdk import Person, PersonStatus, Viewer, reminders
from core.sdk import lazy_gettext as _
from plugins.vetting import models
from plugins.vetting.enums import TrainingStatus, Turn, VettingStage
from plugins.vetting.enums.reference import ReferenceState
from plugins.vetting.permissions import CASE_READ, CLEARANCE_READ, REFERENCE_READ
from plugins.vetting.policy import Policy, policy_in_force, policy_of_version
from plugins.vetting.queries import policies_of
from plugins.vetting.rules.reminding import (
    BEFORE_COURSE,
    REFERENCE_LAPSED,
    RENEWAL,
    TRAINING_ENDS,
    expiry_ladder,
    lasts_longer,
    turn_due_on,
    turn_ladder,
)
from plugins.vetting.rules.stages import OPEN

Case, Clearance, Event, Training = models.Case, models.Clearance, models.StageEvent, models.Training
Reference = models.Reference
Subjects = Collection[UUID] | None
TRAINING_LOOKED_AHEAD = timedelta(days=90)
LOOKED_BACK = timedelta(days=31)
"""What ended while nobody was reminded, on days off or with the worker down, is still told of, once."""


async def find_turns(
    session: AsyncSession, _viewer: Viewer, today: date, subjects: Subjects
) -> Sequence[reminders.Due]:
    """Return whose turn it is in open cases. Each turn is its own: the event that it began with."""
    policies = await policies_of(session)
    in_force = policy_in_force(policies, today)
    latest = select(func.max(Event.position)).where(Event.case_id == Case.id, ~Event.is_folded)
    statement = (
        select(Event.id, Case.person_id, Case.partner_id, Case.turn, Case.stage_since, Case.policy)
        .join(Case, and_(Case.tenant_id == Event.tenant_id, Case.id == Event.case_id))
        .where(
            _is_here(),
            Case.is_open,
            Case.turn != Turn.NOBODY,
            ~Event.is_folded,
            Event.position == latest.correlate(Case).scalar_subquery(),
        )
    )
    rows = await session.execute(statement if subjects is None else statement.where(Event.id.in_(subjects)))
    return [_turn(row, policy_of_version(policies, row.policy), in_force) for row in rows]


def _is_here() -> Any:
    """Say whether the person of a case is here: nobody who left is told of anything, nor told about."""
    return (
        exists()
        .where(
            Person.tenant_id == Case.tenant_id,
            Person.id == Case.person_id,
            Person.status == PersonStatus.CURRENT,
        )
        .correlate(Case)
    )


def _turn(row: Any, case_policy: Policy, in_force: Policy) -> reminders.Due:
    turn = Turn(row.turn)
    return reminders.Due(
        subject_id=row.id,
        due_on=turn_due_on(turn, row.stage_since, case_policy),
        person_id=row.person_id,
        partner_id=row.partner_id,
        ladder=turn_ladder(turn, case_policy, in_force),
    )


async def find_renewals(
    session: AsyncSession, _viewer: Viewer, _today: date, subjects: Subjects
) -> Sequence[reminders.Due]:
    """Return the renewals that are to be begun."""
    statement = select(Event.id, Case.person_id, Case.partner_id, Case.stage_since).join(
        Case, and_(Case.tenant_id == Event.tenant_id, Case.id == Event.case_id)
    )
    latest = select(func.max(Event.position)).where(Event.case_id == Case.id)
    statement = statement.where(
        _is_here(),
        Case.stage == VettingStage.RENEWAL_DUE,
        Event.position == latest.correlate(Case).scalar_subquery(),
    )
    rows = await session.execute(statement if subjects is None else statement.where(Event.id.in_(subjects)))
    return [
        reminders.Due(
            subject_id=row.id, due_on=row.stage_since, person_id=row.person_id, partner_id=row.partner_id
        )
        for row in rows
    ]


async def find_lapsed(
    session: AsyncSession, _viewer: Viewer, today: date, subjects: Subjects
) -> Sequence[reminders.Due]:
    """Return the references that nobody gave in time, of open cases that have too few without them."""
    policies = await policies_of(session)
    other = aliased(Reference)
    given = select(func.count()).where(
        other.tenant_id == Case.tenant_id, other.case_id == Case.id, other.state == ReferenceState.GIVEN
    )
    statement = (
        select(
            Reference.id,
            Reference.person_id,
            Reference.partner_id,
            Reference.answer_by,
            Case.policy,
            given.correlate(Case).scalar_subquery().label("given"),
        )
        .join(Case, and_(Case.tenant_id == Reference.tenant_id, Case.id == Reference.case_id))
        .where(
            _is_here(),
            Case.stage.in_(OPEN),
            Reference.state == ReferenceState.ASKED,
            Reference.answer_by < today,
        )
    )
    rows = await session.execute(
        statement if subjects is None else statement.where(Reference.id.in_(subjects))
    )
    return [
        reminders.Due(
            subject_id=row.id,
            due_on=row.answer_by + timedelta(days=1),
            person_id=row.person_id,
            partner_id=row.partner_id,
        )
        for row in rows
        if row.given < policy_of_version(policies, row.policy).references_needed
    ]


async def find_expiring(
    session: AsyncSession, _viewer: Viewer, today: date, subjects: Subjects
) -> Sequence[reminders.Due]:
    """Return the clearances that end soon or just ended, where none that stands for them lasts longer."""
    policy = policy_in_force(await policies_of(session), today)
    last_day = today + timedelta(days=max(policy.renewal_reminder_days))
    ends = Clearance.revoked_on.is_(None), Clearance.expires_on.between(today - LOOKED_BACK, last_day)
    whose = select(Clearance.person_id).where(*ends)
    rows = await session.execute(
        select(Clearance.id, Clearance.person_id, Person.partner_id, Clearance.level, Clearance.expires_on)
        .join(Person, and_(Person.tenant_id == Clearance.tenant_id, Person.id == Clearance.person_id))
        .where(
            Person.status == PersonStatus.CURRENT,
            Clearance.revoked_on.is_(None),
            Clearance.person_id.in_(whose if subjects is None else whose.where(Clearance.id.in_(subjects))),
        )
    )
    of_person: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        of_person[row.person_id].append(row)
    ladder = expiry_ladder(policy)
    return [
        _due(row, ladder)
        for held in of_person.values()
        for row in held
        if (subjects is None or row.id in subjects)
        and row.expires_on is not None
        and today - LOOKED_BACK <= row.expires_on <= last_day
        and not any(lasts_longer(other, row, policy) for other in held if other is not row)
    ]


async def find_training(
    session: AsyncSession, _viewer: Viewer, today: date, subjects: Subjects
) -> Sequence[reminders.Due]:
    """Return the trainings that run out or just did, and were not done, booked or excused again."""
    again = aliased(Training)
    done = and_(
        again.status == TrainingStatus.COMPLETED,
        or_(
            again.expires_on > Training.expires_on,
            and_(again.expires_on == Training.expires_on, again.id > Training.id),
            and_(again.expires_on.is_(None), again.completed_on > Training.completed_on),
        ),
    )
    booked = and_(again.status == TrainingStatus.BOOKED, again.booked_on >= today)
    excused = and_(
        again.status == TrainingStatus.EXEMPT,
        or_(again.exempted_on.is_(None), again.exempted_on <= today),
        or_(again.expires_on.is_(None), again.expires_on >= today),
    )
    same = (
        again.person_id == Training.person_id,
        again.type == Training.type,
        again.course_id.is_not_distinct_from(Training.course_id),
    )
    statement = _training(Training.expires_on, TrainingStatus.COMPLETED).where(
        ~exists().where(*same, or_(done, booked, excused)),
        Training.expires_on.between(today - LOOKED_BACK, today + TRAINING_LOOKED_AHEAD),
    )
    rows = await session.execute(
        statement if subjects is None else statement.where(Training.id.in_(subjects))
    )
    return [_due(row, TRAINING_ENDS) for row in rows]


async def find_booked(
    session: AsyncSession, _viewer: Viewer, today: date, subjects: Subjects
) -> Sequence[reminders.Due]:
    """Return the trainings that somebody is booked on and has not come to yet."""
    statement = _training(Training.booked_on, TrainingStatus.BOOKED).where(Training.booked_on >= today)
    rows = await session.execute(
        statement if subjects is None else statement.where(Training.id.in_(subjects))
    )
    return [_due(row, BEFORE_COURSE) for row in rows]


def _training(day: Any, status: TrainingStatus) -> Any:
    """Select trainings of one status of people who are here, each with the day that counts."""
    return (
        select(Training.id, Training.person_id, Person.partner_id, day.label("expires_on"))
        .join(Person, and_(Person.tenant_id == Training.tenant_id, Person.id == Training.person_id))
        .where(Person.status == PersonStatus.CURRENT, Training.status == status)
    )


def _due(row: Any, ladder: reminders.Ladder) -> reminders.Due:
    return reminders.Due(
        subject_id=row.id,
        due_on=row.expires_on,
        person_id=row.person_id,
        partner_id=row.partner_id,
        ladder=ladder,
    )


REMINDERS = (
    reminders.Reminder(
        name="vetting.turn", title=_("A vetting case waits"), find=find_turns, permission=CASE_READ
    ),
    reminders.Reminder(
        name="vetting.renewal",
        title=_("A clearance is to be renewed"),
        find=find_renewals,
        permission=CASE_READ,
        ladder=RENEWAL,
    ),
    reminders.Reminder(
        name="vetting.reference",
        title=_("A reference was not given in time"),
        find=find_lapsed,
        permission=REFERENCE_READ,
        ladder=REFERENCE_LAPSED,
    ),
    reminders.Reminder(
        name="vetting.expiry",
        title=_("A clearance ends"),
        find=find_expiring,
        permission=CLEARANCE_READ,
    ),
    reminders.Reminder(
        name="vetting.training",
        title=_("A training runs out"),
        find=find_training,
        permission=CLEARANCE_READ,
        ladder=TRAINING_ENDS,
    ),
    reminders.Reminder(
        name="vetting.booked",
        title=_("A training takes place"),
        find=find_booked,
        permission=CLEARANCE_READ,
        ladder=BEFORE_COURSE,
    ),
)
