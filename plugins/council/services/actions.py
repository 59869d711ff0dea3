"""Actions: who does what by when, what became of it; a due date moves with a reason, and never silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Colleague,
    Conflict,
    DomainError,
    Invalid,
    InvalidInput,
    NotFound,
    Viewer,
    colleagues_here,
    today,
    translate,
    uuid7,
)
from plugins.council.enums import ActionStatus, DueReason, MemberRole
from plugins.council.models import Action, DueChange, Proposal
from plugins.council.permissions import ACTION_CLOSE, MEETING_RUN
from plugins.council.queries import meetings as queries

LONGEST = {"words": 300, "line": 500}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to be done: by a role on the council, or by somebody with an account here; by when."""

    due_on: date
    words: str
    owner_role: MemberRole | None = None
    owner_account: UUID | None = None


async def add_action(session: AsyncSession, viewer: Viewer, proposal_id: UUID, *, task: Task) -> Action:
    """Say who does what by when, so that a proposal that was accepted is carried out."""
    viewer.require(MEETING_RUN)
    council_id = await session.scalar(select(Proposal.council_id).where(Proposal.id == proposal_id))
    if council_id is None:
        raise NotFound(translate("That proposal is not in this prison."), "proposalId")
    faults = tuple(task_faults(task))
    if faults:
        raise InvalidInput(faults)
    await require_owner(session, task)
    action = action_row(viewer, council_id, task)
    action.proposal_id = proposal_id
    session.add(action)
    await session.flush()
    return action


async def finish_action(
    session: AsyncSession, viewer: Viewer, action_id: UUID, *, line: str = "", on: date | None = None
) -> Action:
    """Say that it is done, and what was done."""
    return await _close(session, viewer, action_id, ActionStatus.DONE, line, on)


async def cancel_action(session: AsyncSession, viewer: Viewer, action_id: UUID, *, line: str) -> Action:
    """Say that it is not done, and why in a line."""
    viewer.require(ACTION_CLOSE)
    if not line.strip():
        raise Invalid(translate("Say in a line why it is not done: the council reads it."), "line")
    return await _close(session, viewer, action_id, ActionStatus.CANCELLED, line, None)


async def move_due_date(
    session: AsyncSession, viewer: Viewer, action_id: UUID, *, to: date, reason: DueReason
) -> Action:
    """Give an action another due date; from when, to when and why is kept for good."""
    viewer.require(MEETING_RUN)
    action = await _open(session, action_id)
    if to == action.due_on:
        raise Invalid(translate("It is due on that day already."), "to")
    if to < today():
        raise Invalid(translate("That day is over. Give one to come."), "to")
    session.add(
        DueChange(
            action_id=action.id,
            from_on=action.due_on,
            to_on=to,
            reason=reason,
            recorded_by=viewer.account_id,
        )
    )
    action.due_on = to
    await session.flush()
    return action


async def list_colleagues(session: AsyncSession, viewer: Viewer) -> list[Colleague]:
    """Return who works here and can be given an action."""
    viewer.require(MEETING_RUN)
    return await colleagues_here(session)


async def require_owner(session: AsyncSession, task: Task) -> None:
    """Raise unless the account that is to do it works for this prison."""
    if task.owner_account is None:
        return
    if task.owner_account not in {one.account_id for one in await colleagues_here(session)}:
        raise Invalid(translate("They do not work here any more. Choose somebody else."), "ownerAccount")


def action_row(viewer: Viewer, council_id: UUID, task: Task) -> Action:
    """Return the row of an action whose source is still to be said."""
    return Action(
        id=uuid7(),
        council_id=council_id,
        words=task.words.strip(),
        owner_role=task.owner_role,
        owner_account=task.owner_account,
        due_on=task.due_on,
        status=ActionStatus.OPEN,
        recorded_by=viewer.account_id,
    )


def task_faults(task: Task) -> Iterator[DomainError]:
    """Say what is wrong with what is to be done."""
    if not 1 <= len(task.words.strip()) <= LONGEST["words"]:
        yield Invalid(translate("Say what is to be done, in 300 characters at most."), "words")
    if (task.owner_role is None) == (task.owner_account is None):
        yield Invalid(translate("Say who does it: a role on the council, or somebody here."), "ownerRole")


async def _close(
    session: AsyncSession, viewer: Viewer, action_id: UUID, status: ActionStatus, line: str, on: date | None
) -> Action:
    viewer.require(ACTION_CLOSE)
    action = await _open(session, action_id)
    if not viewer.may(MEETING_RUN) and action.owner_account != viewer.account_id:
        raise Conflict(translate("This is not yours to do. Whoever runs the council can close it."))
    day = on or today()
    if len(line.strip()) > LONGEST["line"]:
        raise Invalid(translate("Say it in 500 characters at most."), "line")
    if day > today():
        raise Invalid(translate("That day is still to come. Give the day it happened."), "on")
    action.status, action.closed_on, action.line = status, day, line.strip() or None
    await session.flush()
    return action


async def _open(session: AsyncSession, action_id: UUID) -> Action:
    action = await queries.action_to_change(session, action_id)
    if action.status is not ActionStatus.OPEN:
        raise Conflict(translate("This action is closed already."), "actionId")
    return action
