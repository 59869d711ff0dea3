"""Who looked at one's own record: offices and days, of one's own record alone, and never an account."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from core.accounts.roles import Role
from core.audit.models import ExportEntry, ReadEntry
from core.clock import today
from core.database.unit_of_work import Database
from core.errors import Forbidden
from core.identifiers import uuid7
from core.mirror.own_copy import LIST_NAME, take_own_copy
from core.mirror.seers import sights
from core.mirror.trail import Seen, Trace, own_trail
from core.partnership.models import PersonRole
from core.reads.declarations import all_nodes
from core.reports.formats import Format
from frontend_api.graphql.execution import Engine
from tests.core.mirror.conftest import Home

MIRROR = "{ mirror { seers { who why } sights { what who } looks { on office times } copies { on office } } }"


async def trail_of(home: Home, by: Any) -> list[Seen]:
    async with home.database.read(by) as session:
        return await own_trail(session)


async def test_person_sees_offices_and_days_and_not_their_own_looks(home: Home) -> None:
    own = home.volunteer()
    desk, governor = await home.somebody(Role.COORDINATOR), await home.somebody(Role.GOVERNOR)
    lead = await home.somebody(Role.PARTNER_ADMIN)
    for by in (desk, desk, governor, lead, own):
        await home.looks(by, home.person.id)
    said = {(str(one.office), one.times, one.on) for one in await trail_of(home, own)}
    assert said == {
        ("The co-ordinator's desk", 2, today()),
        ("Prison staff: security, management and others", 1, today()),
        ("Your organisation", 1, today()),
    }


async def test_person_sees_nothing_of_a_colleague_or_of_another_prison(home: Home, elsewhere: Home) -> None:
    desk = await home.somebody(Role.COORDINATOR)
    await home.looks(desk, home.colleague.id)
    await elsewhere.looks(await elsewhere.somebody(Role.COORDINATOR), elsewhere.person.id)
    assert await trail_of(home, home.volunteer()) == []
    assert await trail_of(elsewhere, elsewhere.volunteer(elsewhere.colleague)) == []


async def test_look_at_something_of_the_record_counts(home: Home) -> None:
    """A case is the person's by what the trail says of its row, whichever module it is of."""
    own, desk = home.volunteer(), await home.somebody(Role.SECURITY_VETTING)
    async with home.database.write(home.coordinator) as session:
        role = (await session.execute(_roles(home))).scalar_one()
    await home.looks(desk, role, "PersonRole")
    await home.looks(desk, uuid7(), "PersonRole")
    assert [(one.what, one.times) for one in await trail_of(home, own)] == [(Trace.LOOK, 1)]


def _roles(home: Home) -> Any:
    return select(PersonRole.id).where(PersonRole.person_id == home.person.id)


async def test_who_belongs_to_no_person_is_told_nothing_and_the_trail_itself_stays_closed(home: Home) -> None:
    await home.looks(await home.somebody(Role.COORDINATOR), home.person.id)
    for by in (home.coordinator, await home.somebody(Role.PARTNER_ADMIN)):
        assert await trail_of(home, by) == []
    own = home.volunteer()
    async with home.database.read(own) as session:
        assert await own_trail(session) != []
        assert (await session.scalars(select(ReadEntry))).all() == []
        assert (await session.scalars(select(ExportEntry))).all() == []


async def test_own_copy_is_noted_and_told(home: Home) -> None:
    own = home.volunteer(account_id=(await home.somebody(Role.AUDITOR)).account_id)
    async with home.database.write(own) as session:
        file = await take_own_copy(session, own, home.registry.contributions, Format.JSON)
    assert file.name.endswith("-core-me-" + today().isoformat() + ".json")
    assert b"Ashdown" in file.content
    assert b"Fennimore" not in file.content
    async with home.database.read(home.coordinator) as session:
        (noted,) = (await session.scalars(select(ExportEntry))).all()
    assert (noted.list_name, noted.account_id, noted.about) == (LIST_NAME, own.account_id, None)
    assert [(one.what, str(one.office)) for one in await trail_of(home, own)] == [(Trace.OWN_COPY, "You")]


async def test_nobody_takes_anothers_copy(home: Home, database: Database) -> None:
    for role in (Role.COORDINATOR, Role.GOVERNOR, Role.DPO_RECORDS, Role.PARTNER_ADMIN):
        by = await home.somebody(role)
        async with database.write(by) as session:
            with pytest.raises(Forbidden):
                await take_own_copy(session, by, home.registry.contributions, Format.JSON)


async def test_mirror_says_who_can_see_what_and_why(home: Home, engine: Engine) -> None:
    own = home.volunteer()
    answer = await engine.execute(own, MIRROR)
    assert answer.data is not None, answer.body
    said = answer.data["mirror"]
    assert {"Co-ordinator", "Governor", "Data protection", "Partner lead"} <= {
        one["who"] for one in said["seers"]
    }
    assert all(one["why"] for one in said["seers"])
    by_what = {one["what"]: one["who"] for one in said["sights"]}
    assert by_what["See vetting cases"] == [
        "Co-ordinator",
        "Deputy co-ordinator",
        "Senior lead",
        "Governor",
        "Security vetting contact",
        "Partner lead",
        "Data protection",
    ]
    assert "lived experience" not in str(said).lower()


def test_every_sight_is_what_the_permissions_say(home: Home) -> None:
    own, nodes = home.volunteer(), all_nodes()
    rights = {str(node.permission.label): node.permission.roles for node in nodes}
    for sight in sights(own, nodes):
        assert set(sight.roles) == rights[str(sight.what)] - {Role.VOLUNTEER_SELF}
