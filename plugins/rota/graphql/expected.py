"""Sessions with the people who are expected: put together in Python, for some days or for one session."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

import strawberry
from sqlalchemy import select
from strawberry import ID, Info

from core.sdk import Context, Invalid, NotFound, Person, Viewer, as_uuid, translate
from plugins.rota import models, queries
from plugins.rota.enums import SessionOutcome
from plugins.rota.permissions import PEOPLE_CHANGE, SESSION_READ

LONGEST = timedelta(days=93)


@strawberry.type
class RotaPerson:
    id: ID
    name: str
    partner_name: str | None


@strawberry.type
class RotaExpected:
    """A session and who is expected; a volunteer is told of themselves alone."""

    id: ID
    service_id: ID
    pattern_id: ID | None
    service_name: str
    partner_name: str
    held_on: date
    starts_at: time
    ends_at: time
    place: str
    entrance: str
    minimum_cover: int
    escort_needed: bool
    outcome: SessionOutcome | None
    attendance: int | None
    coming: list[RotaPerson]
    away: list[RotaPerson]


async def _expected(
    info: Info[Context, None], first: date, last: date, service_id: ID | None = None
) -> list[RotaExpected]:
    viewer = info.context.viewer
    viewer.require(SESSION_READ)
    if last - first > LONGEST or last < first:
        raise Invalid(translate("Ask for three months at most, from the first day to the last."), "last")
    narrowed = [] if service_id is None else [models.Session.service_id == as_uuid(service_id)]
    async with info.context.database.read(viewer) as session:
        rows = await queries.sessions_between(session, first, last, *narrowed)
        found = await queries.expected_at(session, rows)
    return [as_expected(one) for one in own(found, viewer)]


async def _session_people(info: Info[Context, None], session_id: ID) -> RotaExpected:
    viewer = info.context.viewer
    viewer.require(SESSION_READ)
    async with info.context.database.read(viewer) as session:
        rows = await queries.sessions_between(
            session, date.min, date.max, models.Session.id == as_uuid(session_id)
        )
        found = await queries.expected_at(session, rows)
    if not found:
        raise NotFound(translate("That session is not in this prison."), "sessionId")
    return as_expected(found[0])


async def _candidates(
    info: Info[Context, None], session_id: ID | None = None, pattern_id: ID | None = None
) -> list[RotaPerson]:
    viewer = info.context.viewer
    viewer.require(PEOPLE_CHANGE)
    async with info.context.database.read(viewer) as session:
        if session_id is not None:
            wanted = select(models.Session.service_id).where(models.Session.id == as_uuid(session_id))
        else:
            wanted = select(models.Pattern.service_id).where(models.Pattern.id == as_uuid(pattern_id))
        service_id = await session.scalar(wanted)
        if service_id is None:
            raise NotFound(translate("That session is not in this prison."), "sessionId")
        found = (await queries.candidates(session, {service_id}))[service_id]
        return [as_person(person) for person in await queries.people_by_ids(session, found)]


def own(found: Iterable[queries.Expected], viewer: Viewer) -> list[queries.Expected]:
    """Leave a volunteer the sessions they come to, or would if they were not away."""
    return [one for one in found if viewer.person_id is None or one.people or one.away]


def as_expected(one: queries.Expected) -> RotaExpected:
    row = one.session
    return RotaExpected(
        id=ID(str(row.id)),
        service_id=ID(str(row.service_id)),
        pattern_id=None if row.pattern_id is None else ID(str(row.pattern_id)),
        service_name=row.service.name,
        partner_name=row.service.partner.name,
        held_on=row.held_on,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        entrance=row.entrance,
        minimum_cover=row.minimum_cover,
        escort_needed=row.escort_needed,
        outcome=row.outcome,
        attendance=row.attendance,
        coming=[as_person(person) for person in one.people],
        away=[as_person(person) for person in one.away],
    )


def as_person(person: Person) -> RotaPerson:
    return RotaPerson(
        id=ID(str(person.id)),
        name=person.name,
        partner_name=None if person.partner is None else person.partner.name,
    )


read_expected: Any = strawberry.field(
    resolver=_expected, description="The sessions of some days, and who is expected at each."
)
read_candidates: Any = strawberry.field(
    resolver=_candidates, description="Who could come to a session, or to those of a regular time."
)
read_session_people: Any = strawberry.field(
    resolver=_session_people, description="Who is expected at one session."
)
