"""A statement that takes too long is given up: the connection is free again, and the person is told so."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database, engine_for
from core.errors import TooSlow
from core.files import FileStore
from core.partnership.enums import ServiceStatus
from core.partnership.models import Person
from core.partnership.services import add_service
from core.plugins.loader import Registry
from core.testkit import make_partner, make_person
from frontend_api.graphql.execution import Engine
from infra.database_roles import DatabaseUrls

PATIENCE = 0.2
ASSIGN = "mutation($given: NewAssignment!) { assignPerson(given: $given) { id } }"


@pytest_asyncio.fixture
async def hurried(database_urls: DatabaseUrls) -> AsyncIterator[Database]:
    opened = Database(engine_for(database_urls.app, pool_size=1), statement_seconds=PATIENCE)
    yield opened
    await opened.close()


@pytest.mark.parametrize("way", ["read", "write", "connect_recording"])
async def test_statement_is_given_up_and_the_next_user_of_the_connection_has_no_limit(
    hurried: Database, coordinator: Viewer, way: str
) -> None:
    with pytest.raises(TooSlow, match="nothing was changed"):
        async with getattr(hurried, way)(coordinator) as opened:
            await opened.execute(text("SELECT pg_sleep(20)"))

    async with hurried.engine.connect() as connection:
        assert (await connection.execute(text("SHOW statement_timeout"))).scalar_one() == "0"


async def test_read_is_given_up_alike(hurried: Database, coordinator: Viewer) -> None:
    with pytest.raises(TooSlow, match="nothing was changed"):
        await hurried.reading.value(coordinator, "SELECT pg_sleep(20)", ())

    assert [row[0] for row in await hurried.reading.rows("SHOW statement_timeout", ())] == ["0"]


async def test_without_a_limit_a_statement_takes_as_long_as_it_needs(
    database: Database, coordinator: Viewer
) -> None:
    async with database.read(coordinator) as session:
        await session.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": 2 * PATIENCE})


async def test_change_that_waits_for_a_lock_too_long_says_so_and_changes_nothing(
    hurried: Database, database: Database, coordinator: Viewer, registry: Registry, files: FileStore
) -> None:
    engine = Engine(registry, hurried, files, introspection=False)
    person = await make_person(database, coordinator)
    partner = await make_partner(database, coordinator)
    async with database.write(coordinator) as session:
        service = await add_service(
            session, coordinator, partner.id, name="Reading group", status=ServiceStatus.OPERATING_FULL
        )
    given = {"personId": str(person.id), "serviceId": str(service.id), "roleTitle": "Tutor"}

    async with database.write(coordinator) as session:
        await session.execute(select(Person).where(Person.id == person.id).with_for_update())
        held = await engine.execute(coordinator, ASSIGN, {"given": given})
    freed = await engine.execute(coordinator, ASSIGN, {"given": given})

    assert [error["extensions"]["code"] for error in held.errors] == ["TOO_SLOW"]
    assert freed.errors == []
