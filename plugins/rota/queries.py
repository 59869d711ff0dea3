"""Rows that services, jobs and checks of the rota need. What the API reads is declared in `graphql/`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from core.sdk import Assignment, NotFound, Person, PersonStatus, Service, Text, translate
from plugins.rota.enums import CANCELLED
from plugins.rota.models import Absence, EntryNotice, Pattern, Regular, Session, StandIn, Visit
from plugins.rota.rules import MadeSession, Presence, Span, presence

Row = TypeVar("Row", Absence, EntryNotice, Pattern, Person, Regular, Service, Session, StandIn)


@dataclass(frozen=True, slots=True)
class Expected:
    """A session with the people who come, and those who would come and are away; a cancelled one has none."""

    session: Session
    people: tuple[Person, ...]
    away: tuple[Person, ...] = ()


async def expected_on(session: AsyncSession, day: date) -> list[tuple[Session, list[Person]]]:
    """Return the sessions of a day in the order of their times, each with the people who are expected.

    Services, people and their organisations are loaded. Nobody is expected at a session that is cancelled.
    """
    found = await expected_between(session, day, day)
    return [(one.session, list(one.people)) for one in found]


async def expected_between(session: AsyncSession, first: date, last: date) -> list[Expected]:
    """Return the sessions of some days and who is expected: five statements, however many sessions."""
    return await expected_at(session, await sessions_between(session, first, last))


async def expected_at(session: AsyncSession, sessions: Collection[Session]) -> list[Expected]:
    """Return who is expected at these sessions, in their order: four statements, however many."""
    present = await presence_at(session, sessions)
    wanted = {person_id for one in present.values() for person_id in one.coming | one.away}
    people = {person.id: person for person in await people_by_ids(session, wanted)}
    places = {person_id: place for place, person_id in enumerate(people)}

    def named(ids: frozenset[UUID]) -> tuple[Person, ...]:
        return tuple(people[one] for one in sorted(ids & places.keys(), key=places.__getitem__))

    return [Expected(one, named(present[one.id].coming), named(present[one.id].away)) for one in sessions]


async def presence_at(session: AsyncSession, sessions: Collection[Session]) -> dict[UUID, Presence]:
    """Return who is expected by session, as ids: three statements, however many sessions."""
    held = [one for one in sessions if one.outcome not in CANCELLED]
    regulars = await _regulars(session, {one.pattern_id for one in held if one.pattern_id is not None})
    stand_ins = await _stand_ins(session, {one.id for one in held})
    known = {span.person_id for spans in regulars.values() for span in spans}
    known |= {person_id for ids in stand_ins.values() for person_id in ids}
    days = [one.held_on for one in held]
    away = await absences(session, known, min(days), max(days)) if days else {}
    found = {one.id: Presence(frozenset(), frozenset()) for one in sessions}
    for one in held:
        regular = regulars.get(one.pattern_id, []) if one.pattern_id is not None else []
        standing = stand_ins.get(one.id, [])
        asked = {span.person_id for span in regular} | set(standing)
        spans = (span for person_id in asked for span in away.get(person_id, ()))
        found[one.id] = presence(one.held_on, regular, standing, spans)
    return found


async def sessions_between(
    session: AsyncSession, first: date, last: date, *where: ColumnElement[bool]
) -> Sequence[Session]:
    """Return the sessions of some days in the order of their times, with their services."""
    wanted = (
        select(Session)
        .where(Session.held_on >= first, Session.held_on <= last, *where)
        .order_by(Session.held_on, Session.starts_at, Session.id)
        .options(joinedload(Session.service).joinedload(Service.partner))
    )
    return (await session.scalars(wanted)).all()


async def people_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Person]:
    """Return people with their organisations, by surname."""
    wanted = (
        select(Person)
        .where(Person.id.in_(ids))
        .order_by(Person.sort_key, Person.id)
        .options(joinedload(Person.partner))
    )
    return (await session.scalars(wanted)).all()


async def absences(
    session: AsyncSession, people: Collection[UUID], first: date, last: date
) -> dict[UUID, list[Span]]:
    """Return when these people are away on any of these days, by person."""
    wanted = select(Absence).where(
        Absence.person_id.in_(people), Absence.first_on <= last, Absence.last_on >= first
    )
    return _spans((row.person_id, row) for row in await session.scalars(wanted))


async def _regulars(session: AsyncSession, patterns: Collection[UUID]) -> dict[UUID, list[Span]]:
    wanted = select(Regular).where(Regular.pattern_id.in_(patterns))
    return _spans((row.pattern_id, row) for row in await session.scalars(wanted))


async def _stand_ins(session: AsyncSession, sessions: Collection[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in await session.scalars(select(StandIn).where(StandIn.session_id.in_(sessions))):
        found[row.session_id].append(row.person_id)
    return found


def _spans(rows: Iterable[tuple[UUID, Absence | Regular]]) -> dict[UUID, list[Span]]:
    found: dict[UUID, list[Span]] = defaultdict(list)
    for key, row in rows:
        found[key].append(Span(row.person_id, row.first_on, row.last_on))
    return found


async def candidates(session: AsyncSession, services: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return by service who could come: those down for it, then those of its organisation."""
    down = (
        select(Assignment.service_id, Assignment.person_id)
        .where(Assignment.service_id.in_(services))
        .order_by(Assignment.id)
    )
    same = (
        select(Service.id.label("service_id"), Person.id.label("person_id"))
        .join(
            Person,
            (Person.tenant_id == Service.tenant_id) & (Person.partner_id == Service.partner_id),
        )
        .where(Service.id.in_(services), Person.status == PersonStatus.CURRENT)
        .order_by(Person.sort_key, Person.id)
    )
    found: dict[UUID, dict[UUID, None]] = defaultdict(dict)
    for statement in (down, same):
        for row in await session.execute(statement):
            found[row.service_id][row.person_id] = None
    return {service_id: list(found[service_id]) for service_id in services}


async def sessions_made(session: AsyncSession, pattern_id: UUID) -> list[MadeSession]:
    """Return all sessions of a pattern as the rules look at them."""
    on_a_list = select(Visit.id).where(Visit.tenant_id == Session.tenant_id, Visit.session_id == Session.id)
    settled = or_(Session.by_hand, Session.outcome.is_not(None), on_a_list.exists())
    wanted = select(Session.id, Session.week_on, Session.held_on, settled.label("is_settled")).where(
        Session.pattern_id == pattern_id
    )
    rows = await session.execute(wanted)
    return [MadeSession(row.id, row.week_on, row.held_on, row.is_settled) for row in rows]


async def weeks_made(session: AsyncSession, since: date) -> set[tuple[UUID, date]]:
    """Return the patterns and weeks, from one week on, that have their session."""
    wanted = select(Session.pattern_id, Session.week_on).where(Session.week_on >= since)
    return {
        (pattern_id, week_on)
        for pattern_id, week_on in await session.execute(wanted)
        if pattern_id is not None and week_on is not None
    }


async def row_to_change(session: AsyncSession, kind: type[Row], id: UUID, absent: Text, field: str) -> Row:
    """Lock a row until the end of the transaction, or say in these words that there is none."""
    wanted = select(kind).where(kind.id == id).with_for_update().execution_options(populate_existing=True)
    found = await session.scalar(wanted)
    if found is None:
        raise NotFound(absent, field)
    return found


async def pattern_to_change(session: AsyncSession, pattern_id: UUID) -> Pattern:
    absent = translate("That regular time is not in this prison.")
    return await row_to_change(session, Pattern, pattern_id, absent, "patternId")


async def session_to_change(session: AsyncSession, session_id: UUID) -> Session:
    absent = translate("That session is not in this prison.")
    return await row_to_change(session, Session, session_id, absent, "sessionId")
