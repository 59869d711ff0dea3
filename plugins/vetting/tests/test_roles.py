"""What a role asks for in a prison: said from a day on, asked at the gate, shown beside who is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from core.sdk import Assignment, Invalid, NotFound, Person, RoleDescription, Service, entry, today
from core.testkit import decide_entry, entry_checks
from plugins.vetting import models, services
from plugins.vetting.enums import AccessMode, TrainingType, VettingLevel, VettingStage
from plugins.vetting.rules import Clearance
from plugins.vetting.services.training import training_needs
from plugins.vetting.tests.desk import Desk

L, T = VettingLevel, TrainingType
DAY = timedelta(days=1)
PEOPLE = "query($id: ID!) { vettingRolePeople(roleId: $id) { personName lacks } }"
ASKED = """query($id: ID!) { vettingRoleRequirements(filter: {roleId: {eq: $id}}) {
  nodes { levels accessMode training since } } }"""


@dataclass(frozen=True, slots=True)
class Place:
    """A service of the desk's partner, with one described role."""

    desk: Desk
    service_id: UUID
    role_id: UUID

    async def asks(self, *levels: VettingLevel, **more: Any) -> models.RoleRequirement:
        by = self.desk.security
        async with self.desk.database.write(by) as session:
            return await services.require_of_role(session, by, self.role_id, levels=levels, **more)

    async def cleared(self, surname: str, level: VettingLevel, *, in_role: bool = True) -> Person:
        """Add somebody who comes in with this clearance, in the role or free to stand in."""
        person = await self.desk.another(surname)
        held = Clearance(level=level, granted_on=date(2024, 1, 8), expires_on=today() + 400 * DAY)
        await self.desk.taken_over(
            VettingStage.ACTIVE,
            person,
            since=date(2026, 1, 5),
            required_levels=[level],
            access_mode=AccessMode.ESCORTED,
            clearances=[held],
        )
        if in_role:
            async with self.desk.database.write(self.desk.coordinator) as session:
                part = Assignment(
                    person_id=person.id,
                    service_id=self.service_id,
                    partner_id=self.desk.partner.id,
                    role_id=self.role_id,
                    role_title="Mentor",
                )
                session.add(part)
        return person

    async def reasons(self, person: Person, on: date | None = None) -> dict[str, entry.Bearing]:
        """Ask as the gate, the rota's cover and the list of the morning ask."""
        visit = entry.Visit(person.id, self.service_id, on or today())
        checks = entry_checks(self.desk.registry)
        [found] = await decide_entry(self.desk.database, self.desk.coordinator, checks, visit)
        asked = {"vetting.role", "vetting.training"}
        return {str(one.words): one.bearing for one in found.reasons if one.code in asked}


async def make_place(desk: Desk) -> Place:
    async with desk.database.write(desk.coordinator) as session:
        service = Service(
            partner_id=desk.partner.id,
            name="Mentoring",
            status="OPERATING_FULL",
            wings=["A"],
            delivery_modes=[],
        )
        session.add(service)
        await session.flush()
        role = RoleDescription(
            service_id=service.id, partner_id=desk.partner.id, title="Mentor", purpose="Meets people."
        )
        session.add(role)
        await session.flush()
        return Place(desk, service.id, role.id)


@pytest_asyncio.fixture
async def place(desk: Desk) -> Place:
    return await make_place(desk)


async def test_the_gate_asks_what_the_role_asks_for_from_its_day_on(place: Place) -> None:
    person = await place.cleared("Quill", L.HMPPS_EL1)
    await place.asks(L.HMPPS_EL2, since=today() + 7 * DAY)
    assert await place.reasons(person, today() + 6 * DAY) == {}
    found = await place.reasons(person, today() + 7 * DAY)
    assert list(found.values()) == [entry.Bearing.BLOCKS]
    assert next(iter(found)).startswith("The role Mentor needs ")
    await place.asks(since=today() + 9 * DAY)
    assert await place.reasons(person, today() + 9 * DAY) == {}


async def test_who_stands_in_is_asked_what_the_role_asks_for(place: Place) -> None:
    """TRAP: a substitute who is cleared, but not for what they are to stand in for."""
    await place.asks(L.HMPPS_EL2, L.SC)
    low = await place.cleared("Low", L.HMPPS_EL1, in_role=False)
    high = await place.cleared("High", L.SC, in_role=False)
    assert list((await place.reasons(low)).values()) == [entry.Bearing.BLOCKS]
    assert list((await place.reasons(high)).values()) == [entry.Bearing.PASSES]


async def test_the_training_of_a_role_is_missing_at_the_gate_and_in_the_list_of_needs(place: Place) -> None:
    person = await place.cleared("Quill", L.HMPPS_EL1)
    await place.asks(training=[T.PREVENT])
    assert list((await place.reasons(person)).values()) == [entry.Bearing.NEEDS_ESCORT]
    desk = place.desk
    async with desk.database.read(desk.coordinator) as session:
        rows = await training_needs(session, desk.coordinator, today())
    assert [(row.person_id, row.need.type) for row in rows] == [(person.id, T.PREVENT)]
    await desk.trained(person.id, T.PREVENT, on=today())
    assert list((await place.reasons(person)).values()) == [entry.Bearing.PASSES]


async def test_it_is_shown_beside_who_is_in_the_role(place: Place, engine: Any) -> None:
    await place.cleared("Low", L.HMPPS_EL1)
    await place.cleared("High", L.HMPPS_EL2)
    await place.asks(L.HMPPS_EL2)
    result = await engine.execute(place.desk.coordinator, PEOPLE, {"id": str(place.role_id)})
    assert result.errors == []
    shown = {row["personName"]: row["lacks"] for row in result.data["vettingRolePeople"]}
    unfit = [name for name, lacks in shown.items() if any("The role Mentor needs" in one for one in lacks)]
    assert unfit == ["Robin Low"]
    assert len(shown) == 2


async def test_another_prison_neither_sees_nor_changes_what_a_role_asks_for(
    place: Place, other_desk: Desk, engine: Any
) -> None:
    await place.asks(L.HMPPS_EL2)
    by = other_desk.security
    listed = await engine.execute(by, ASKED, {"id": str(place.role_id)})
    assert listed.data["vettingRoleRequirements"]["nodes"] == []
    people = await engine.execute(by, PEOPLE, {"id": str(place.role_id)})
    assert [error["extensions"]["code"] for error in people.errors] == ["NOT_FOUND"]
    with pytest.raises(NotFound):
        async with other_desk.database.write(by) as session:
            await services.require_of_role(session, by, place.role_id)
    assert await other_desk.rows(models.RoleRequirement) == []


async def test_a_partner_sees_what_its_own_roles_ask_for_and_of_its_own_people(
    place: Place, engine: Any
) -> None:
    await place.cleared("Low", L.HMPPS_EL1)
    await place.asks(L.HMPPS_EL2, training=[T.PREVENT])
    desk = place.desk
    own = await engine.execute(desk.partner_lead(desk.partner.id), ASKED, {"id": str(place.role_id)})
    assert own.data["vettingRoleRequirements"]["nodes"] == [
        {"levels": ["HMPPS_EL2"], "accessMode": None, "training": ["PREVENT"], "since": today().isoformat()}
    ]
    volunteer = await engine.execute(desk.volunteer(desk.person.id), PEOPLE, {"id": str(place.role_id)})
    assert volunteer.data["vettingRolePeople"] == []


async def test_nothing_is_asked_of_days_that_are_past(place: Place) -> None:
    with pytest.raises(Invalid, match="Choose today or a day to come"):
        await place.asks(L.HMPPS_EL2, since=today() - DAY)
    assert await place.desk.rows(models.RoleRequirement) == []
