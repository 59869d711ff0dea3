"""The rota in the demo: a regular time for each service, four weeks that are over, and twelve ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Assignment, Service, Viewer, today
from plugins.rota import models, services
from plugins.rota.enums import FrictionCause, NoticeBearing, SessionOutcome
from plugins.rota.services import Timing
from plugins.rota.services.gate_friction import record_loss

PAST = timedelta(weeks=4)
MOST_REGULARS = 4
WORKING_WEEK = 5
SUNDAY = 6
RUNNING = ("OPERATING_FULL", "OPERATING_REDUCED")
PLACES = ("A wing", "Chapel", "Education block", "Visits hall", "B wing", "Library")
SLOTS = ((time(9, 30), time(11, 30)), (time(14), time(16)), (time(17, 30), time(19)))
OUTCOMES = (
    (SessionOutcome.DELIVERED, 8),
    (SessionOutcome.DELIVERED, 11),
    (SessionOutcome.CANCELLED_PRISON, None),
    (SessionOutcome.DELIVERED, None),
)
LOST = ((FrictionCause.LATE_UNLOCK, 25), None, (FrictionCause.NO_ESCORT, 90), None)


async def load_demo(session: AsyncSession, viewer: Viewer, _wishes: Mapping[str, Any]) -> None:
    """Plan every service of the prison, and let its people come."""
    begun = today() - PAST
    running = select(Service).where(Service.status.in_(RUNNING)).order_by(Service.created_at, Service.id)
    found = (await session.scalars(running)).all()
    people = await _people(session)
    for number, service in enumerate(found):
        pattern = await _plan(session, viewer, service, number, begun, people.get(service.id, ()))
        await _record_past(session, viewer, pattern, LOST[number % len(LOST)])
    await services.make_sessions(session, viewer)
    await _away(session, viewer, [ids[0] for ids in people.values() if ids])
    await services.put_up_notice(
        session,
        viewer,
        bearing=NoticeBearing.BE_AWARE,
        words="The footbridge is closed: allow ten minutes more from the car park.",
        first_on=today(),
        last_on=today() + timedelta(weeks=2),
    )


async def _people(session: AsyncSession) -> dict[UUID, list[UUID]]:
    """Return who is down for each service, in the order they were added."""
    found: dict[UUID, list[UUID]] = {}
    for row in await session.scalars(select(Assignment).order_by(Assignment.created_at, Assignment.id)):
        found.setdefault(row.service_id, []).append(row.person_id)
    return found


async def _plan(
    session: AsyncSession,
    viewer: Viewer,
    service: Service,
    number: int,
    begun: date,
    people: Sequence[UUID],
) -> models.Pattern:
    starts_at, ends_at = SLOTS[number % len(SLOTS)]
    timing = Timing(
        starts_at=starts_at,
        ends_at=ends_at,
        place=PLACES[number % len(PLACES)],
        entrance="Main gate",
        minimum_cover=2 if number % MOST_REGULARS == 1 and len(people) > 1 else 1,
        escort_needed=number % WORKING_WEEK == 2,  # noqa: PLR2004 -- one in five, anyhow
    )
    pattern = await services.add_pattern(
        session,
        viewer,
        service.id,
        weekday=SUNDAY if "Sunday" in service.name else number % WORKING_WEEK,
        every_weeks=2 if number % 4 == 3 else 1,  # noqa: PLR2004 -- one in four, anyhow
        timing=timing,
        first_on=begun,
        on=begun,
    )
    for person_id in people[:MOST_REGULARS]:
        await services.add_regular(session, viewer, pattern.id, person_id, first_on=begun)
    return pattern


async def _record_past(
    session: AsyncSession, viewer: Viewer, pattern: models.Pattern, lost: tuple[FrictionCause, int] | None
) -> None:
    """Say what became of the sessions that are over, and which time the last of them lost."""
    over = (
        select(models.Session.id)
        .where(models.Session.pattern_id == pattern.id, models.Session.held_on < today())
        .order_by(models.Session.held_on)
    )
    held = (await session.scalars(over)).all()
    for place, session_id in enumerate(held):
        outcome, attendance = OUTCOMES[place % len(OUTCOMES)]
        await services.record_session(session, viewer, session_id, outcome=outcome, attendance=attendance)
    if held and lost is not None:
        cause, minutes = lost
        await record_loss(session, viewer, held[-1], cause=cause, minutes=minutes, people=1)


async def _away(session: AsyncSession, viewer: Viewer, people: Sequence[UUID]) -> None:
    """Let every fourth of these people be away for a week."""
    for number, person_id in enumerate(people[::4]):
        first = today() + timedelta(days=3 + 7 * number)
        await services.record_absence(
            session, viewer, person_id, first_on=first, last_on=first + timedelta(days=6)
        )
