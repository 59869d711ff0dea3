"""Services, roles and people's parts: what is recorded, what follows, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from core.accounts.viewer import Viewer
from core.clock import today
from core.database.unit_of_work import Database
from core.errors import Conflict, DomainError, NotFound
from core.partnership import services
from core.partnership.enums import PartnerStatus, PersonStatus, ServiceStatus, StatusReason
from core.partnership.models import Assignment, Partner, Person, Service, ServiceStatusChange
from core.testkit import make_partner, make_person

DAY = timedelta(days=1)
RUNNING, PAUSED = ServiceStatus.OPERATING_FULL, ServiceStatus.PAUSED_PRISON


@pytest_asyncio.fixture
async def partner(database: Database, coordinator: Viewer) -> Partner:
    return await make_partner(database, coordinator)


@pytest_asyncio.fixture
async def service(database: Database, coordinator: Viewer, partner: Partner) -> Service:
    async with database.write(coordinator) as session:
        return await services.add_service(
            session, coordinator, partner.id, name="Tuesday mentoring", status=RUNNING
        )


async def changes(database: Database, by: Viewer) -> list[tuple[ServiceStatus, object]]:
    async with database.read(by) as session:
        rows = await session.scalars(select(ServiceStatusChange).order_by(ServiceStatusChange.id))
        return [(row.status, row.effective_from) for row in rows]


async def test_a_pause_to_come_leaves_today_as_it_is(
    database: Database, coordinator: Viewer, service: Service
) -> None:
    async with database.write(coordinator) as session:
        changed = await services.change_service_status(
            session,
            coordinator,
            service.id,
            status=PAUSED,
            effective_from=today() + 7 * DAY,
            reason=StatusReason.PRISON_STAFFING,
        )
    assert changed.status is RUNNING
    assert await changes(database, coordinator) == [(RUNNING, today()), (PAUSED, today() + 7 * DAY)]


async def test_a_status_recorded_late_takes_effect_and_what_held_before_is_kept(
    database: Database, coordinator: Viewer, service: Service
) -> None:
    async with database.write(coordinator) as session:
        changed = await services.change_service_status(
            session, coordinator, service.id, status=PAUSED, effective_from=today() - 3 * DAY
        )
    assert (changed.status, changed.status_since) == (PAUSED, today() - 3 * DAY)
    assert [status for status, _day in await changes(database, coordinator)] == [RUNNING, PAUSED]


async def test_the_night_brings_up_to_date_what_was_recorded_ahead(
    database: Database, coordinator: Viewer, service: Service
) -> None:
    async with database.write(coordinator) as session:
        session.add(
            ServiceStatusChange(
                service_id=service.id,
                partner_id=service.partner_id,
                status=PAUSED,
                effective_from=today(),
                account_id=coordinator.account_id,
            )
        )
    async with database.write(coordinator) as session:
        assert await services.apply_service_statuses(session, coordinator) == 1
    async with database.write(coordinator) as session:
        assert await services.apply_service_statuses(session, coordinator) == 0
        found = await session.scalar(select(Service).where(Service.id == service.id))
        assert found is not None
        assert (found.status, found.status_since) == (PAUSED, today())


async def test_the_end_of_a_pause_cannot_come_before_its_beginning(
    database: Database, coordinator: Viewer, service: Service
) -> None:
    with pytest.raises(DomainError, match="comes before the day it begins") as refused:
        async with database.write(coordinator) as session:
            await services.change_service_status(
                session,
                coordinator,
                service.id,
                status=PAUSED,
                effective_from=today(),
                expected_until=today() - DAY,
            )
    assert refused.value.field == "expectedUntil"
    assert await changes(database, coordinator) == []


async def test_a_role_gives_its_title_and_closed_takes_nobody_new(
    database: Database, coordinator: Viewer, service: Service
) -> None:
    person = await make_person(database, coordinator, partner_id=service.partner_id)
    async with database.write(coordinator) as session:
        role = await services.describe_role(
            session, coordinator, service.id, title="Mentor", purpose="Meets people on the wing."
        )
        part = await services.assign_person(session, coordinator, person.id, service.id, role_id=role.id)
    assert part.role_title == "Mentor"
    async with database.write(coordinator) as session:
        await services.change_role(
            session, coordinator, role.id, title="Mentor", purpose="As before.", is_open=False
        )
    with pytest.raises(Conflict, match="closed to new people"):
        async with database.write(coordinator) as session:
            await services.assign_person(session, coordinator, person.id, service.id, role_id=role.id)


async def test_a_role_of_another_service_is_refused(
    database: Database, coordinator: Viewer, service: Service
) -> None:
    person = await make_person(database, coordinator, partner_id=service.partner_id)
    async with database.write(coordinator) as session:
        other = await services.add_service(
            session, coordinator, service.partner_id, name="Choir", status=RUNNING
        )
        role = await services.describe_role(session, coordinator, other.id, title="Singer", purpose="Sings.")
    with pytest.raises(NotFound, match="not one of this service"):
        async with database.write(coordinator) as session:
            await services.assign_person(session, coordinator, person.id, service.id, role_id=role.id)


async def test_leaving_ends_every_part_and_coming_back_ends_nothing(
    database: Database, coordinator: Viewer, service: Service
) -> None:
    person = await make_person(database, coordinator, partner_id=service.partner_id)
    async with database.write(coordinator) as session:
        await services.assign_person(
            session, coordinator, person.id, service.id, role_title="Mentor", starts_on=today() - 9 * DAY
        )
    async with database.write(coordinator) as session:
        left = await services.record_leaving(session, coordinator, person.id, on=today() - DAY)
    assert (left.status, left.left_on) == (PersonStatus.LEFT, today() - DAY)
    async with database.read(coordinator) as session:
        ends = (await session.scalars(select(Assignment.ends_on))).all()
    assert ends == [today() - DAY]
    async with database.write(coordinator) as session:
        back = await services.record_return(session, coordinator, person.id)
    assert (back.status, back.left_on) == (PersonStatus.CURRENT, None)


async def test_nobody_leaves_tomorrow(database: Database, coordinator: Viewer, partner: Partner) -> None:
    person = await make_person(database, coordinator, partner_id=partner.id)
    with pytest.raises(DomainError, match="today or earlier"):
        async with database.write(coordinator) as session:
            await services.record_leaving(session, coordinator, person.id, on=today() + DAY)


async def test_another_prison_finds_nothing_to_change(
    database: Database, coordinator: Viewer, other_coordinator: Viewer, service: Service
) -> None:
    person = await make_person(database, coordinator, partner_id=service.partner_id)
    for change in (
        lambda session: services.change_service_status(
            session, other_coordinator, service.id, status=PAUSED, effective_from=today()
        ),
        lambda session: services.record_leaving(session, other_coordinator, person.id, on=today()),
        lambda session: services.change_partner(
            session, other_coordinator, service.partner_id, name="Taken", status=PartnerStatus.ENDED
        ),
    ):
        with pytest.raises(NotFound):
            async with database.write(other_coordinator) as session:
                await change(session)
    async with database.read(coordinator) as session:
        found = await session.scalar(select(Person).where(Person.id == person.id))
        assert found is not None
        assert found.status is PersonStatus.CURRENT
