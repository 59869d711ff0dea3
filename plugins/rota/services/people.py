"""Who comes to sessions: regulars of a pattern, stand-ins at one session."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Assignment,
    Conflict,
    Invalid,
    Person,
    Viewer,
    existing_person,
    long_date,
    today,
    translate,
)
from plugins.rota import queries
from plugins.rota.enums import CANCELLED
from plugins.rota.models import Pattern, Regular, Session, StandIn
from plugins.rota.permissions import PEOPLE_CHANGE


async def add_regular(
    session: AsyncSession,
    viewer: Viewer,
    pattern_id: UUID,
    person_id: UUID,
    *,
    first_on: date,
    last_on: date | None = None,
) -> Regular:
    """Let somebody come to every session of a pattern, from one day on."""
    viewer.require(PEOPLE_CHANGE)
    pattern = await queries.pattern_to_change(session, pattern_id)
    person = await existing_person(session, person_id)
    if last_on is not None and last_on < first_on:
        raise Invalid(translate("The last day comes before the first."), "lastOn")
    await require_of_service(session, person, pattern)
    beside = select(Regular.id).where(
        Regular.pattern_id == pattern.id,
        Regular.person_id == person.id,
        or_(Regular.last_on.is_(None), Regular.last_on >= first_on),
        *(() if last_on is None else (Regular.first_on <= last_on,)),
    )
    if await session.scalar(beside.limit(1)) is not None:
        message = translate("{name} comes to these sessions already.").format(name=person.name)
        raise Conflict(message, "personId")
    row = Regular(
        partner_id=pattern.partner_id,
        pattern_id=pattern.id,
        person_id=person.id,
        first_on=first_on,
        last_on=last_on,
    )
    session.add(row)
    await session.flush()
    return row


async def end_regular(
    session: AsyncSession, viewer: Viewer, regular_id: UUID, *, last_on: date | None = None
) -> Regular:
    """Let somebody come regularly until this day, else until yesterday; before the first day means never."""
    viewer.require(PEOPLE_CHANGE)
    absent = translate("Nobody comes regularly under that number.")
    row = await queries.row_to_change(session, Regular, regular_id, absent, "regularId")
    end = today() - timedelta(days=1) if last_on is None else last_on
    if end < row.first_on:
        await session.delete(row)
    else:
        row.last_on = end
    await session.flush()
    return row


async def add_stand_in(
    session: AsyncSession, viewer: Viewer, session_id: UUID, person_id: UUID, *, on: date | None = None
) -> StandIn:
    """Let somebody come to one session beside the regulars."""
    viewer.require(PEOPLE_CHANGE)
    row = await queries.session_to_change(session, session_id)
    person = await existing_person(session, person_id)
    await _require_needed(session, row, person, on or today())
    await require_of_service(session, person, row)
    standing = StandIn(partner_id=row.partner_id, session_id=row.id, person_id=person.id)
    session.add(standing)
    await session.flush()
    return standing


async def remove_stand_in(session: AsyncSession, viewer: Viewer, stand_in_id: UUID) -> None:
    """Take a stand-in off a session again; one that is off already stays off."""
    viewer.require(PEOPLE_CHANGE)
    await session.execute(delete(StandIn).where(StandIn.id == stand_in_id))


async def require_of_service(session: AsyncSession, person: Person, row: Pattern | Session) -> None:
    """Refuse somebody who is neither of the service's organisation nor down for the service."""
    if person.partner_id == row.partner_id:
        return
    down = exists().where(Assignment.person_id == person.id, Assignment.service_id == row.service_id)
    if not await session.scalar(select(down)):
        message = translate("{name} is not with this organisation. Put them down for the service first.")
        raise Invalid(message.format(name=person.name), "personId")


async def _require_needed(session: AsyncSession, row: Session, person: Person, on: date) -> None:
    if row.held_on < on or row.outcome in CANCELLED:
        raise Conflict(translate("Nobody is needed: this session is past or cancelled."), "sessionId")
    present = (await queries.presence_at(session, [row]))[row.id]
    if person.id in present.coming:
        message = translate("{name} comes to this session already.").format(name=person.name)
        raise Conflict(message, "personId")
    away = await queries.absences(session, {person.id}, row.held_on, row.held_on)
    if away:
        message = translate("{name} is away on {day}.")
        raise Conflict(message.format(name=person.name, day=long_date(row.held_on)), "personId")
