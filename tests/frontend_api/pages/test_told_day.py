"""Jump to 30 days before a clearance ends: each page that should warns, and is silent again after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from core.accounts.roles import Role
from core.clock import today
from core.database.unit_of_work import Database
from core.pages.dates import long_date
from core.partnership.enums import ServiceStatus
from core.partnership.models import Person, Service
from core.partnership.services import add_service, assign_person
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import make_partner, make_person, viewer
from core.told_day import follow_told_day
from infra.database_roles import DatabaseUrls
from plugins.rota.services import Timing, add_pattern, add_regular, make_sessions
from plugins.vetting import rules
from plugins.vetting.enums import AccessMode, TrainingStatus, TrainingType, VettingLevel, VettingStage
from plugins.vetting.services import record_training, take_over_case
from tests.frontend_api.pages.conftest import Reader
from tests.infra.test_cli import gatehouse

EL1 = VettingLevel.HMPPS_EL1
DAYS_LEFT = 200
"""More than the twelve weeks that the rota is looked through and the 180 days of the first reminder."""
LASTING = 1500
RUNNING = ServiceStatus.OPERATING_FULL
JUMP = "30 days before expiry"


@dataclass(frozen=True)
class Coming:
    """Somebody whose clearance ends, and somebody who could stand in."""

    person: Person
    substitute: Person
    ends_on: date

    @property
    def name(self) -> str:
        return f"{self.person.first_name} {self.person.surname}"


@pytest.fixture
def clock_file(tmp_path: Path) -> Iterator[Path]:
    """Let this process follow a file, and the real calendar again afterwards."""
    yield tmp_path / "clock.json"
    follow_told_day("")


@pytest_asyncio.fixture
async def coming(database: Database, prison: Prison, registry: Registry) -> Coming:
    """One who comes in every week, alone, and whose clearance ends; another who is cleared for years."""
    by = viewer(registry, prison, *Role)
    partner = await make_partner(database, by)
    async with database.write(by) as session:
        service = await add_service(session, by, partner.id, name="Mentoring", status=RUNNING)
    ends_on = today() + timedelta(days=DAYS_LEFT)
    people = []
    for surname, last in (("Ashdown", ends_on), ("Birch", today() + timedelta(days=LASTING))):
        person = await make_person(database, by, partner_id=partner.id, surname=surname)
        await _clear(database, registry, prison, person, service, last)
        people.append(person)
    await _plan(database, registry, prison, service, people[0])
    return Coming(people[0], people[1], ends_on)


async def _clear(
    database: Database, registry: Registry, prison: Prison, person: Person, service: Service, last: date
) -> None:
    by, since = viewer(registry, prison, *Role), today() - timedelta(days=200)
    held = rules.Clearance(level=EL1, granted_on=since, expires_on=last)
    async with database.write(by) as session:
        await assign_person(session, by, person.id, service.id, role_title="Mentor", starts_on=since)
        await take_over_case(
            session,
            by,
            person,
            stage=VettingStage.ACTIVE,
            since=since,
            required_levels=(EL1,),
            access_mode=AccessMode.UNESCORTED_NO_KEYS,
            clearances=(held,),
        )
        for kind in (TrainingType.SECURITY_INDUCTION, TrainingType.SASH_ACCT):
            await record_training(
                session, by, person.id, type=kind, status=TrainingStatus.COMPLETED, completed_on=today()
            )


async def _plan(
    database: Database, registry: Registry, prison: Prison, service: Service, person: Person
) -> None:
    by = viewer(registry, prison, *Role)
    timing = Timing(starts_at=time(14), ends_at=time(16), place="Chapel", entrance="Main gate")
    async with database.write(by) as session:
        pattern = await add_pattern(session, by, service.id, weekday=1, timing=timing, first_on=today())
        await add_regular(session, by, pattern.id, person.id, first_on=today())


async def plan_as_the_night_does(database: Database, registry: Registry, prison: Prison) -> None:
    by = viewer(registry, prison, *Role)
    async with database.write(by) as session:
        await make_sessions(session, by)


async def warnings(reader: Reader, coming: Coming) -> dict[str, bool]:
    """Return which pages speak of the end of this clearance."""
    said = {
        "desk": "/vetting/expiring?within=30",
        "reminders": "/reminders/coming",
        "expiry meets rota": "/rota/cover",
    }
    pages = {name: (await reader.open(path)).words for name, path in said.items()}
    return {name: coming.name in words for name, words in pages.items()}


async def test_pages_warn_30_days_before_and_say_nothing_when_the_day_is_set_back(
    reader: Reader,
    database: Database,
    database_urls: DatabaseUrls,
    registry: Registry,
    prison: Prison,
    coming: Coming,
    clock_file: Path,
) -> None:
    real = today()
    silent = {"desk": False, "reminders": False, "expiry meets rota": False}
    settings = {"GATEHOUSE_DATABASE_URL": database_urls.app, "GATEHOUSE_CLOCK_FILE": str(clock_file)}
    assert await warnings(reader, coming) == silent

    done = gatehouse("demo", "clock", "--jump", JUMP, "--prison", prison.code, **settings)
    assert done.returncode == 0, done.stderr
    follow_told_day(str(clock_file))
    assert today() == coming.ends_on - timedelta(days=30)
    assert f"last good day of a clearance, {long_date(coming.ends_on)}." in done.stdout
    await plan_as_the_night_does(database, registry, prison)
    assert await warnings(reader, coming) == dict.fromkeys(silent, True)
    short = await reader.open("/rota/cover")
    assert f"{coming.substitute.first_name} {coming.substitute.surname}" in short.words
    assert "Clearances running out in 30 days 1" in (await reader.open("/")).words
    made = await reader.send(f"/gate/{today()}/actions/make", await reader.open("/gate"))
    assert "out of date" not in (await reader.follow(made)).words

    done = gatehouse("demo", "clock", "--back", **settings)
    assert done.returncode == 0, done.stderr
    follow_told_day(str(clock_file))
    assert today() == real
    assert await warnings(reader, coming) == silent
