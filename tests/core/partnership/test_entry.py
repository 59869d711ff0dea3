"""What the partnership says of a visit goes by the day: papers, statuses to come, parts that end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest_asyncio

from core.accounts.viewer import Viewer
from core.clock import today
from core.database.unit_of_work import Database
from core.entry import Bearing, Reason, Visit
from core.partnership import services
from core.partnership.entry import PARTNERSHIP_CHECK
from core.partnership.enums import AgreementType, InsuranceKind, ServiceStatus
from core.partnership.models import Person, Service
from core.testkit import decide_entry, make_partner, make_person

DAY = timedelta(days=1)
RUNNING, PAUSED = ServiceStatus.OPERATING_FULL, ServiceStatus.PAUSED_PRISON


@pytest_asyncio.fixture
async def service(database: Database, coordinator: Viewer) -> Service:
    partner = await make_partner(database, coordinator)
    async with database.write(coordinator) as session:
        return await services.add_service(
            session, coordinator, partner.id, name="Tuesday mentoring", status=RUNNING
        )


@pytest_asyncio.fixture
async def person(database: Database, coordinator: Viewer, service: Service) -> Person:
    return await make_person(database, coordinator, partner_id=service.partner_id)


async def said(
    database: Database, by: Viewer, person: Person, service: Service, on: date
) -> Mapping[str, Reason]:
    visit = Visit(person.id, service.id, on)
    [decision] = await decide_entry(database, by, [PARTNERSHIP_CHECK], visit)
    return {reason.code: reason for reason in decision.reasons}


async def test_without_papers_it_warns_and_says_whose_turn(
    database: Database, coordinator: Viewer, person: Person, service: Service
) -> None:
    reasons = await said(database, coordinator, person, service, today())
    for code in ("core.agreement", "core.insurance"):
        assert reasons[code].bearing is Bearing.WARNS
        assert str(reasons[code].whose_turn) == "Co-ordinator"
        assert reasons[code].next_step


async def test_papers_hold_to_their_last_day_and_no_longer(
    database: Database, coordinator: Viewer, person: Person, service: Service
) -> None:
    last = today() + 20 * DAY
    async with database.write(coordinator) as session:
        await services.record_agreement(
            session,
            coordinator,
            service.partner_id,
            agreement_type=AgreementType.PARTNERSHIP,
            starts_on=today() - DAY,
            ends_on=last,
        )
        await services.record_insurance(
            session,
            coordinator,
            service.partner_id,
            kind=InsuranceKind.PUBLIC_LIABILITY,
            starts_on=today() - DAY,
            expires_on=last,
        )
    for on, bearing in ((today(), Bearing.PASSES), (last, Bearing.PASSES), (last + DAY, Bearing.WARNS)):
        reasons = await said(database, coordinator, person, service, on)
        assert {reasons[code].bearing for code in ("core.agreement", "core.insurance")} == {bearing}
    assert (await said(database, coordinator, person, service, last))["core.agreement"].until == last


async def test_an_agreement_about_information_lets_nobody_work_here(
    database: Database, coordinator: Viewer, person: Person, service: Service
) -> None:
    async with database.write(coordinator) as session:
        await services.record_agreement(
            session,
            coordinator,
            service.partner_id,
            agreement_type=AgreementType.INFORMATION_SHARING,
            starts_on=today(),
        )
    reasons = await said(database, coordinator, person, service, today())
    assert reasons["core.agreement"].bearing is Bearing.WARNS


async def test_a_pause_to_come_keeps_people_out_from_its_first_day(
    database: Database, coordinator: Viewer, person: Person, service: Service
) -> None:
    first = today() + 10 * DAY
    async with database.write(coordinator) as session:
        await services.change_service_status(
            session,
            coordinator,
            service.id,
            status=PAUSED,
            effective_from=first,
            expected_until=first + 5 * DAY,
        )
    before = (await said(database, coordinator, person, service, first - DAY))["core.service"]
    assert (before.bearing, before.until) == (Bearing.PASSES, first - DAY)
    during = (await said(database, coordinator, person, service, first))["core.service"]
    assert during.bearing is Bearing.BLOCKS
    assert "Expected until" in str(during.words)


async def test_a_doubt_is_a_no_after_the_day_it_was_expected_to_end(
    database: Database, coordinator: Viewer, person: Person, service: Service
) -> None:
    async with database.write(coordinator) as session:
        await services.change_service_status(
            session,
            coordinator,
            service.id,
            status=PAUSED,
            effective_from=today(),
            expected_until=today() + DAY,
        )
    reasons = await said(database, coordinator, person, service, today() + 9 * DAY)
    assert reasons["core.service"].bearing is Bearing.BLOCKS
