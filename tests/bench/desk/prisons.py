"""The prisons that are measured: each lived a made-up year, one with everybody cleared long ago."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy import insert, select

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database, engine_for
from core.entry.declarations import Visit
from core.identifiers import uuid7
from core.partnership.models import Assignment, Person, Service
from core.plugins.loader import Registry, load
from core.prisons.queries import prison_by_code
from core.testkit import NOBODY, viewer
from infra.demo import load_demo
from infra.year.loading import Size, load_year
from plugins.rota.models import Session, StandIn
from tests.bench.desk.costs import Meter
from tests.bench.reads.ground import Ground

NAME = "bench_desk"
PEOPLE = 500
MIXED, CLEARED = "BLI", "PVI"
SIZES = {MIXED: Size(PEOPLE, PEOPLE * 2 // 3), CLEARED: Size(PEOPLE, 0)}
"""Two thirds of the people have a case begun in the year, at any stage; or all have come in for longer."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Desk:
    """One prison, its co-ordinator, and the way to its rows over one connection."""

    database: Database
    registry: Registry
    meter: Meter
    by: Viewer

    async def visits(self, first: date, days: int) -> list[Visit]:
        """Return everybody's coming in for their service, on each of these days."""
        held = select(Assignment.person_id, Assignment.service_id).order_by(Assignment.person_id)
        async with self.database.read(self.by) as session:
            services = {row.person_id: row.service_id for row in await session.execute(held)}
            people = list(await session.scalars(select(Person.id).order_by(Person.id)))
        return [
            Visit(person_id, services.get(person_id), first + n * ONE_DAY)
            for person_id in people
            for n in range(days)
        ]

    async def expect_everybody(self, day: date) -> None:
        """Plan a session of each service on this day, to which all its people come."""
        visits = await self.visits(day, 1)
        async with self.database.write(self.by) as session:
            found = await session.execute(select(Service.id, Service.partner_id))
            partners = {row.id: row.partner_id for row in found}
            sessions = {service_id: uuid7() for service_id in partners}
            await session.execute(
                insert(Session),
                [_session(sessions[one], one, partner, day) for one, partner in partners.items()],
            )
            lines = [
                {
                    "session_id": sessions[visit.service_id],
                    "person_id": visit.person_id,
                    "partner_id": partners[visit.service_id],
                }
                for visit in visits
                if visit.service_id is not None
            ]
            await session.execute(insert(StandIn), lines)


def _session(session_id: UUID, service_id: UUID, partner_id: UUID, day: date) -> dict[str, object]:
    return {
        "id": session_id,
        "partner_id": partner_id,
        "service_id": service_id,
        "held_on": day,
        "starts_at": time(10),
        "ends_at": time(12),
        "place": "Chapel",
        "entrance": "Main gate",
        "minimum_cover": 1,
        "escort_needed": False,
        "by_hand": True,
    }


async def make_prisons(ground: Ground) -> None:
    """Make the database anew, with the small demo and both prisons in it."""
    registry = load()
    database = Database(engine_for(ground.app_url(NAME), pool_size=1))
    try:
        await load_demo(database, registry, ground.identity.issuer)
        for code, size in SIZES.items():
            await load_year(database, registry, prison=code, size=size)
    finally:
        await database.close()


@asynccontextmanager
async def desk_of(ground: Ground, code: str) -> AsyncIterator[Desk]:
    """Sit down at the co-ordinator's desk of a prison."""
    registry = load()
    database = Database(engine_for(ground.app_url(NAME), pool_size=1))
    try:
        async with database.read(NOBODY) as session:
            prison = await prison_by_code(session, code)
        by = viewer(registry, prison, Role.COORDINATOR)
        yield Desk(database, registry, await Meter.of(database), by)
    finally:
        await database.close()
