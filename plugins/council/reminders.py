"""What councils wait for: answers that are owed, and actions that somebody is to do by a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Role, Viewer, reminders
from core.sdk import lazy_gettext as _
from plugins.council.enums import ActionStatus, MemberRole
from plugins.council.models import Action, Proposal
from plugins.council.permissions import MEETING_READ, PROPOSAL_READ
from plugins.council.rules.proposals import WAITING

LADDER = (
    reminders.Step(-5, reminders.Told.OWNER),
    reminders.Step(1, reminders.Told.OWNER),
    reminders.Step(5, reminders.Told.LEADS),
    reminders.Step(10, reminders.Told.COORDINATOR),
)
"""Working days from the day the answer is due. A day is due on whatever kind of day it falls."""
ACTION_LADDER = (
    reminders.Step(-3, reminders.Told.OWNER),
    reminders.Step(1, reminders.Told.OWNER),
    reminders.Step(5, reminders.Told.OWNER),
    reminders.Step(10, reminders.Told.COORDINATOR),
)
"""Working days from the due date of an action."""
SPEAKS_FOR = {MemberRole.GOVERNOR_LEAD: Role.GOVERNOR, MemberRole.STAFF_MEMBER: Role.COORDINATOR}
"""Who is written to for a role without an account; for everybody in prison that is the facilitator."""


async def find_answers(
    session: AsyncSession, _viewer: Viewer, _today: date, subjects: Collection[UUID] | None
) -> Sequence[reminders.Due]:
    """Return the proposals that wait for an answer: one that was given is found no more."""
    statement = select(Proposal.id, Proposal.answer_due_on, Proposal.owner_role, Proposal.owner_id).where(
        Proposal.status.in_(WAITING), Proposal.answer_due_on.is_not(None)
    )
    rows = await session.execute(
        statement if subjects is None else statement.where(Proposal.id.in_(subjects))
    )
    return [
        reminders.Due(
            subject_id=row.id,
            due_on=row.answer_due_on,
            owner_id=row.owner_id,
            owner_role=Role(row.owner_role.value),
        )
        for row in rows
    ]


async def find_actions(
    session: AsyncSession, _viewer: Viewer, _today: date, subjects: Collection[UUID] | None
) -> Sequence[reminders.Due]:
    """Return the actions that are open: one that was done, or will not be, is found no more."""
    statement = select(Action.id, Action.due_on, Action.owner_role, Action.owner_account).where(
        Action.status == ActionStatus.OPEN
    )
    rows = await session.execute(statement if subjects is None else statement.where(Action.id.in_(subjects)))
    return [
        reminders.Due(
            subject_id=row.id,
            due_on=row.due_on,
            owner_id=row.owner_account,
            owner_role=Role.COORDINATOR if row.owner_account else told_for(row.owner_role),
        )
        for row in rows
    ]


def told_for(role: MemberRole) -> Role:
    """Return who hears of what a role on the council is to do: people in prison have no account."""
    return SPEAKS_FOR.get(role, Role.COUNCIL_FACILITATOR)


REMINDERS = (
    reminders.Reminder(
        name="council.answer",
        title=_("The council waits for an answer"),
        find=find_answers,
        permission=PROPOSAL_READ,
        ladder=LADDER,
    ),
    reminders.Reminder(
        name="council.action",
        title=_("An action of the council is to be done"),
        find=find_actions,
        permission=MEETING_READ,
        ladder=ACTION_LADDER,
    ),
)
