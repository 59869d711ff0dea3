"""Time that was lost: derived from the sheets, and recorded by hand where no sheet could tell."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, NotFound, Viewer, today, translate
from plugins.rota import gate_queries
from plugins.rota.enums import FrictionCause
from plugins.rota.models import Friction, Session
from plugins.rota.permissions import GATE_RECORD
from plugins.rota.rules.gate_friction import Loss, losses_of

MOST_PEOPLE = 500
LONGEST = 24 * 60


async def settle_losses(session: AsyncSession, sessions: Collection[UUID]) -> None:
    """Make what is derived agree with sheets and outcomes; what agrees already is not touched."""
    if not sessions:
        return
    facts = await gate_queries.facts_of_sessions(session, sessions)
    derived = await gate_queries.frictions_to_change(session, sessions)
    held = {one.id: one for one in await session.scalars(select(Session).where(Session.id.in_(sessions)))}
    standing = {(row.session_id, row.cause): row for row in derived}
    wanted = {(session_id, loss.cause): loss for session_id, one in facts.items() for loss in losses_of(one)}
    for key, row in standing.items():
        if key not in wanted:
            await session.delete(row)
    for key, loss in wanted.items():
        known = standing.get(key)
        if known is None:
            session.add(_friction(held[key[0]], loss, is_derived=True))
        else:
            known.minutes_lost, known.people_affected = loss.minutes, loss.people
    await session.flush()


async def record_loss(
    session: AsyncSession,
    viewer: Viewer,
    session_id: UUID,
    *,
    cause: FrictionCause,
    minutes: int,
    people: int,
) -> Friction:
    """Record time lost at a session that no sheet tells of."""
    viewer.require(GATE_RECORD)
    held = await session.scalar(select(Session).where(Session.id == session_id))
    if held is None:
        raise NotFound(translate("That session is not in this prison."), "sessionId")
    if held.held_on > today():
        raise Invalid(translate("That session is still to come: nothing was lost yet."), "sessionId")
    if not 1 <= minutes <= LONGEST:
        raise Invalid(translate("Give the minutes that were lost, from 1 to 1440."), "minutes")
    if not 1 <= people <= MOST_PEOPLE:
        raise Invalid(translate("Say how many people it concerned, from 1 to 500."), "people")
    made = _friction(held, Loss(cause, minutes, people), is_derived=False)
    session.add(made)
    await session.flush()
    return made


async def remove_loss(session: AsyncSession, viewer: Viewer, friction_id: UUID) -> None:
    """Take back what was recorded by hand, twice if need be; what a sheet says is put right on the sheet."""
    viewer.require(GATE_RECORD)
    wanted = select(Friction).where(Friction.id == friction_id).with_for_update()
    found = await session.scalar(wanted)
    if found is None:
        return
    if found.is_derived:
        raise Conflict(translate("This follows from the sign-in sheet. Put the sheet right instead."), "id")
    await session.delete(found)


def _friction(held: Session, loss: Loss, *, is_derived: bool) -> Friction:
    return Friction(
        partner_id=held.partner_id,
        session_id=held.id,
        happened_on=held.held_on,
        cause=loss.cause,
        minutes_lost=loss.minutes,
        people_affected=loss.people,
        is_derived=is_derived,
    )
