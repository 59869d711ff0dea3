"""Making and ending calendar addresses, and what is read for whoever holds one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Forbidden,
    NotFound,
    Service,
    Viewer,
    existing_person,
    existing_service,
    links,
    pages,
    today,
    translate,
)
from plugins.rota import queries
from plugins.rota.enums import CANCELLED
from plugins.rota.models import Absence, Regular, Session, StandIn
from plugins.rota.permissions import FEED_MAKE, FEED_READ, SESSION_READ
from plugins.rota.rules import Span, presence
from plugins.rota.rules.calendar import Entry, calendar, span_of
from plugins.rota.rules.feeds import PURPOSES, FeedKind, may_have

CALENDAR = "Gatehouse"


async def make_feed(
    session: AsyncSession, viewer: Viewer, subject_id: UUID, *, kind: FeedKind
) -> links.MadeLink:
    """Make a calendar's address; the one there was is dead at once."""
    viewer.require(FEED_MAKE)
    person_id, partner_id = await _scope(session, viewer, kind, subject_id)
    return await links.make_link(
        session, viewer, PURPOSES[kind], subject_id, person_id=person_id, partner_id=partner_id
    )


async def end_feed(session: AsyncSession, viewer: Viewer, subject_id: UUID, *, kind: FeedKind) -> None:
    """Make a calendar's address useless."""
    viewer.require(FEED_MAKE)
    await _scope(session, viewer, kind, subject_id)
    await links.end_links(session, PURPOSES[kind], subject_id)


async def _scope(
    session: AsyncSession, viewer: Viewer, kind: FeedKind, subject_id: UUID
) -> tuple[UUID | None, UUID | None]:
    """Return whose rows the feed shows; raise NotFound or Forbidden unless this viewer may have it."""
    if not may_have(viewer, kind, subject_id):
        raise Forbidden(translate("This calendar is not yours to share. Ask the prison's co-ordinator."))
    if kind is FeedKind.PERSON:
        person = await existing_person(session, subject_id)
        return person.id, person.partner_id
    if kind is FeedKind.SERVICE:
        return None, (await existing_service(session, subject_id)).partner_id
    if subject_id != viewer.tenant_id:
        raise NotFound(translate("That prison is not this one."), "subjectId")
    return None, None


async def person_feed(session: AsyncSession, viewer: Viewer) -> pages.FileContent | None:
    """Build the calendar of the person whom a link is about: their own sessions, nobody else's name."""
    person_id = _subject(viewer, FeedKind.PERSON)
    first, last = span_of(today())
    regulars = (await session.scalars(select(Regular).where(Regular.person_id == person_id))).all()
    stand_ins = (await session.scalars(select(StandIn).where(StandIn.person_id == person_id))).all()
    away = (await session.scalars(select(Absence).where(Absence.person_id == person_id))).all()
    absences = [Span(row.person_id, row.first_on, row.last_on) for row in away]
    stands_in = {row.session_id for row in stand_ins}
    sessions = await queries.sessions_between(
        session,
        first,
        last,
        or_(Session.pattern_id.in_({row.pattern_id for row in regulars}), Session.id.in_(stands_in)),
    )
    coming = []
    for one in sessions:
        spans = [
            Span(row.person_id, row.first_on, row.last_on)
            for row in regulars
            if row.pattern_id == one.pattern_id
        ]
        standing = {person_id} if one.id in stands_in else set[UUID]()
        if person_id in presence(one.held_on, spans, standing, absences).coming:
            coming.append(one)
    return await _content(coming, CALENDAR)


async def service_feed(session: AsyncSession, viewer: Viewer) -> pages.FileContent | None:
    """Build the calendar of the service that a link is about."""
    service_id = _subject(viewer, FeedKind.SERVICE)
    service = await session.scalar(select(Service).where(Service.id == service_id))
    if service is None:
        return None
    found = await queries.sessions_between(session, *span_of(today()), Session.service_id == service_id)
    return await _content(found, service.name)


async def prison_feed(session: AsyncSession, viewer: Viewer) -> pages.FileContent | None:
    """Build the calendar of a whole prison."""
    _subject(viewer, FeedKind.PRISON)
    return await _content(await queries.sessions_between(session, *span_of(today())), CALENDAR)


async def session_calendar(session: AsyncSession, viewer: Viewer, session_id: UUID) -> pages.FileContent:
    """Build the calendar of one session, for somebody signed in."""
    viewer.require(SESSION_READ)
    day = select(Session.held_on).where(Session.id == session_id)
    held_on = await session.scalar(day)
    if held_on is None:
        raise NotFound(translate("That session is not in this prison."), "sessionId")
    found = await queries.sessions_between(session, held_on, held_on, Session.id == session_id)
    return await _content(found, found[0].service.name, f"session-{held_on.isoformat()}.ics")


def _subject(viewer: Viewer, kind: FeedKind) -> UUID:
    viewer.require(FEED_READ)
    return links.require_link(viewer, PURPOSES[kind]).subject_id


async def _content(
    sessions: Iterable[Session], name: str, file_name: str = "sessions.ics"
) -> pages.FileContent:
    """Write the calendar beside the event loop: a prison's first one takes seconds."""
    entries = [_entry(one) for one in sessions]
    return pages.FileContent(await asyncio.to_thread(calendar, entries, name=name), file_name)


def _entry(one: Session) -> Entry:
    return Entry(
        id=one.id,
        service=one.service.name,
        held_on=one.held_on,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        place=one.place,
        entrance=one.entrance,
        revision=one.revision,
        changed_at=one.changed_at,
        is_cancelled=one.outcome in CANCELLED,
    )


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar that somebody may share, and how its address stands; None: there is none."""

    kind: FeedKind
    subject_id: UUID
    name: str
    standing: links.LinkStanding | None


async def list_feeds(session: AsyncSession, viewer: Viewer) -> list[Feed]:
    """Return the calendars that this viewer may share: the prison's, each service's, or their own."""
    viewer.require(FEED_MAKE)
    if viewer.person_id is not None:
        return [await find_feed(session, viewer, viewer.person_id, kind=FeedKind.PERSON)]
    services = (await session.scalars(select(Service).order_by(Service.name, Service.id))).all()
    names = [(FeedKind.SERVICE, one.id, one.name) for one in services]
    if viewer.tenant_id is not None and may_have(viewer, FeedKind.PRISON, viewer.tenant_id):
        names.insert(0, (FeedKind.PRISON, viewer.tenant_id, str(FeedKind.PRISON.label)))
    found: list[Feed] = []
    for kind in (FeedKind.PRISON, FeedKind.SERVICE):
        own = [(subject_id, name) for one, subject_id, name in names if one is kind]
        standing = await links.link_standings(session, PURPOSES[kind], [one for one, _name in own])
        found += [Feed(kind, one, name, standing.get(one)) for one, name in own]
    return found


async def find_feed(session: AsyncSession, viewer: Viewer, subject_id: UUID, *, kind: FeedKind) -> Feed:
    """Return how one calendar's address stands; raise NotFound or Forbidden where it is not theirs."""
    viewer.require(FEED_MAKE)
    await _scope(session, viewer, kind, subject_id)
    if kind is FeedKind.PERSON:
        person = await existing_person(session, subject_id)
        name = person.name
    elif kind is FeedKind.SERVICE:
        name = (await existing_service(session, subject_id)).name
    else:
        name = str(kind.label)
    standing = await links.link_standings(session, PURPOSES[kind], [subject_id])
    return Feed(kind, subject_id, name, standing.get(subject_id))
