"""A rota in a test prison: who works with it, a service, and sessions through the services themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import select

from core.sdk import Assignment, Partner, Person, Role, Service, Viewer
from core.testkit import make_partner, make_person, viewer
from plugins.rota import models, services
from plugins.rota.services import Timing

TUESDAY = date(2026, 3, 3)
MONDAY = date(2026, 3, 2)


def timing(**more: Any) -> Timing:
    given: dict[str, Any] = {
        "starts_at": time(14),
        "ends_at": time(16),
        "place": "Chapel",
        "entrance": "Main gate",
    }
    return Timing(**(given | more))


@dataclass(frozen=True, slots=True)
class Desk:
    """The people of one prison's desk, a partner with a service, and somebody who comes in for it."""

    database: Any
    registry: Any
    prison: Any
    coordinator: Viewer
    partner: Partner
    service: Service
    person: Person

    def role(self, role: Role) -> Viewer:
        return viewer(self.registry, self.prison, role)

    def partner_lead(self, partner_id: UUID | None = None) -> Viewer:
        return viewer(
            self.registry, self.prison, Role.PARTNER_ADMIN, partner_id=partner_id or self.partner.id
        )

    def volunteer(self, person: Person | None = None) -> Viewer:
        who = person or self.person
        return viewer(
            self.registry,
            self.prison,
            Role.VOLUNTEER_SELF,
            partner_id=who.partner_id,
            person_id=who.id,
        )

    async def another(self, surname: str, partner_id: UUID | None = None) -> Person:
        return await make_person(
            self.database, self.coordinator, partner_id=partner_id or self.partner.id, surname=surname
        )

    async def another_service(
        self, name: str, partner_id: UUID | None = None, status: str = "OPERATING_FULL"
    ) -> Service:
        async with self.database.write(self.coordinator) as session:
            row = Service(
                partner_id=partner_id or self.partner.id,
                name=name,
                status=status,
                wings=["C"],
                delivery_modes=[],
            )
            session.add(row)
        return row

    async def do(self, service: Any, *ids: UUID, by: Viewer | None = None, **given: Any) -> Any:
        """Call a service in a transaction of its own, as the co-ordinator unless said."""
        who = by or self.coordinator
        async with self.database.write(who) as session:
            return await service(session, who, *ids, **given)

    async def pattern(self, service: Service | None = None, **more: Any) -> models.Pattern:
        """Give the service Tuesdays from 3 March 2026 on, as if that Monday were today."""
        given: dict[str, Any] = {"weekday": 1, "first_on": TUESDAY, "timing": timing(), "on": MONDAY}
        row = await self.do(services.add_pattern, (service or self.service).id, **(given | more))
        assert isinstance(row, models.Pattern)
        return row

    async def regular(self, pattern: models.Pattern, person: Person | None = None, **more: Any) -> Any:
        who = person or self.person
        given: dict[str, Any] = {"first_on": pattern.first_on}
        return await self.do(services.add_regular, pattern.id, who.id, **(given | more))

    async def sessions(self, pattern: models.Pattern) -> Sequence[models.Session]:
        found = await self.rows(models.Session, models.Session.pattern_id == pattern.id)
        return sorted(found, key=lambda row: row.held_on)

    async def rows(self, kind: Any, *where: Any, by: Viewer | None = None) -> Sequence[Any]:
        """Read rows as the app role, oldest first."""
        async with self.database.read(by or self.coordinator) as session:
            return list(await session.scalars(select(kind).where(*where).order_by(kind.id)))

    async def put_down(self, person: Person, service: Service) -> None:
        """Give a person a part in a service."""
        async with self.database.write(self.coordinator) as session:
            session.add(
                Assignment(
                    person_id=person.id,
                    service_id=service.id,
                    partner_id=service.partner_id,
                    role_title="Mentor",
                )
            )


async def make_desk(database: Any, registry: Any, prison: Any) -> Desk:
    """Put a desk in a prison."""
    coordinator = viewer(registry, prison, Role.COORDINATOR)
    partner = await make_partner(database, coordinator)
    person = await make_person(database, coordinator, partner_id=partner.id)
    async with database.write(coordinator) as session:
        service = Service(
            partner_id=partner.id, name="Mentoring", status="OPERATING_FULL", wings=["A"], delivery_modes=[]
        )
        session.add(service)
    return Desk(database, registry, prison, coordinator, partner, service, person)
