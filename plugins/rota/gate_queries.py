"""Rows of the gate: the day's list and its lines, what the sheet said, and the time that was lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import and_, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from core.sdk import Person, Service, entry
from plugins.rota.models import Absence, EntryNotice, Friction, GateList, Regular, Session, StandIn, Visit
from plugins.rota.rules.gate_friction import SessionFacts
from plugins.rota.rules.gate_hours import LostTime
from plugins.rota.rules.gate_sheet import SheetEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """A line of the day's list, as paper and the sheet's screen show it."""

    visit_id: UUID
    session_id: UUID
    person_id: UUID
    code: str
    entrance: str
    starts_at: time
    ends_at: time
    name: str
    sort_key: str
    organisation: str
    service: str
    place: str
    answer: entry.EntryAnswer
    listed_at: datetime
    answered_at: datetime
    dropped_at: datetime | None
    sheet: SheetEntry

    @property
    def is_dropped(self) -> bool:
        return self.dropped_at is not None

    @property
    def line(self) -> tuple[UUID, UUID]:
        return self.session_id, self.person_id

    @property
    def place_in_list(self) -> tuple[str, time, str, str]:
        """Return what the list is sorted by: entrance, time, name."""
        return self.entrance, self.starts_at, self.sort_key, self.code


async def gate_list_of(session: AsyncSession, day: date) -> GateList | None:
    return (await session.scalars(select(GateList).where(GateList.held_on == day))).one_or_none()


async def lines_on(session: AsyncSession, day: date) -> list[GateLine]:
    """Return the lines of a day's list in the order in which they are printed: one statement."""
    wanted = (
        select(Visit)
        .where(Visit.held_on == day)
        .options(
            joinedload(Visit.person).joinedload(Person.partner),
            joinedload(Visit.session).joinedload(Session.service),
        )
    )
    lines = (_line(visit) for visit in await session.scalars(wanted))
    return sorted(lines, key=lambda line: line.place_in_list)


def _line(visit: Visit) -> GateLine:
    person, held = visit.person, visit.session
    return GateLine(
        visit_id=visit.id,
        session_id=held.id,
        person_id=person.id,
        code=visit.code,
        entrance=held.entrance,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        name=person.name,
        sort_key=person.sort_key,
        organisation=person.partner.name if person.partner else "",
        service=held.service.name,
        place=held.place,
        answer=visit.answer,
        listed_at=visit.created_at,
        answered_at=visit.answered_at,
        dropped_at=visit.dropped_at,
        sheet=SheetEntry(
            outcome=visit.outcome, cause=visit.cause, arrived_at=visit.arrived_at, left_at=visit.left_at
        ),
    )


async def visits_to_change(session: AsyncSession, day: date) -> Sequence[Visit]:
    """Return the lines of a day; whoever changes them has locked the day's list first."""
    wanted = select(Visit).where(Visit.held_on == day).execution_options(populate_existing=True)
    return (await session.scalars(wanted)).all()


async def sessions_of_day(session: AsyncSession, day: date) -> Sequence[Session]:
    wanted = (
        select(Session)
        .where(Session.held_on == day)
        .order_by(Session.entrance, Session.starts_at, Session.id)
        .options(joinedload(Session.service).joinedload(Service.partner))
    )
    return (await session.scalars(wanted)).all()


async def notices_on(session: AsyncSession, day: date) -> list[EntryNotice]:
    """Return the notices that hold at the gate on a day, those for the whole prison first."""
    wanted = (
        select(EntryNotice)
        .where(
            EntryNotice.first_on <= day,
            or_(EntryNotice.last_on.is_(None), EntryNotice.last_on >= day),
            or_(EntryNotice.withdrawn_on.is_(None), EntryNotice.withdrawn_on > day),
        )
        .order_by(EntryNotice.service_id.is_not(None), EntryNotice.first_on, EntryNotice.id)
        .options(joinedload(EntryNotice.service))
    )
    return list((await session.scalars(wanted)).all())


async def facts_of_sessions(session: AsyncSession, sessions: Collection[UUID]) -> dict[UUID, SessionFacts]:
    """Return what is known of sessions once their sheets were typed back: three statements."""
    visits = defaultdict(list)
    stood = select(Visit.session_id, Visit.outcome, Visit.cause).where(Visit.session_id.in_(sessions))
    for session_id, outcome, cause in await session.execute(stood):
        visits[session_id].append((outcome, cause))
    expected = await _expected_anyway(session, sessions)
    held = await session.scalars(select(Session).where(Session.id.in_(sessions)))
    return {
        one.id: SessionFacts(
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            outcome=one.outcome,
            late_minutes=one.late_minutes,
            expected=expected.get(one.id, 0),
            visits=tuple(visits[one.id]),
        )
        for one in held
    }


async def _expected_anyway(session: AsyncSession, sessions: Collection[UUID]) -> dict[UUID, int]:
    """Count who would have come, cancelled or not: regulars and stand-ins who are not away."""
    in_date = and_(
        Regular.first_on <= Session.held_on,
        or_(Regular.last_on.is_(None), Regular.last_on >= Session.held_on),
    )
    regular = (
        select(Session.id.label("session_id"), Session.held_on, Regular.person_id)
        .join(Regular, and_(Regular.tenant_id == Session.tenant_id, Regular.pattern_id == Session.pattern_id))
        .where(Session.id.in_(sessions), in_date)
    )
    standing = (
        select(Session.id.label("session_id"), Session.held_on, StandIn.person_id)
        .join(StandIn, and_(StandIn.tenant_id == Session.tenant_id, StandIn.session_id == Session.id))
        .where(Session.id.in_(sessions))
    )
    wanted = union(regular, standing).subquery()
    away = select(Absence.id).where(
        Absence.person_id == wanted.c.person_id,
        Absence.first_on <= wanted.c.held_on,
        Absence.last_on >= wanted.c.held_on,
    )
    counted = select(wanted.c.session_id, func.count()).where(~away.exists()).group_by(wanted.c.session_id)
    return {row[0]: row[1] for row in await session.execute(counted)}


async def frictions_to_change(session: AsyncSession, sessions: Collection[UUID]) -> Sequence[Friction]:
    """Return what was derived for these sessions."""
    wanted = select(Friction).where(Friction.session_id.in_(sessions), Friction.is_derived)
    return (await session.scalars(wanted)).all()


async def lost_time(session: AsyncSession, first: date, last: date) -> list[LostTime]:
    """Return the time lost from one day to another, by cause, service and month: one statement."""
    month = func.date_trunc("month", Friction.happened_on)
    minutes = func.sum(Friction.minutes_lost * Friction.people_affected)
    wanted = (
        select(Friction.cause, Service.id, Service.name, Service.wings, month, minutes)
        .join(Session, and_(Session.tenant_id == Friction.tenant_id, Session.id == Friction.session_id))
        .join(Service, and_(Service.tenant_id == Session.tenant_id, Service.id == Session.service_id))
        .where(Friction.happened_on.between(first, last))
        .group_by(Friction.cause, Service.id, Service.name, Service.wings, month)
    )
    return [
        LostTime(
            cause=cause,
            service_id=str(service_id),
            service=name,
            wings=tuple(wings),
            month=start.date(),
            minutes=total,
        )
        for cause, service_id, name, wings, start, total in await session.execute(wanted)
    ]
