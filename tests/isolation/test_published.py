"""What prisons give to HMPPS: read across prisons by one role alone, of one group where it is a group's."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import delete, insert, select, update

from core.database.model import Base
from core.database.national import NO_PRISON, National, neighbour
from core.identifiers import PartnerId, PersonId, uuid7
from core.prisons.models import Prison, PrisonGroup
from core.testkit import NOBODY
from infra.database_roles import DatabaseUrls
from tests.isolation import allowed
from tests.isolation.attacks import attempt
from tests.isolation.catalogue import Catalogue
from tests.isolation.ground import Ground, lay_ground, tenant_of
from tests.isolation.rows import table_named
from tests.isolation.tables import TENANT_TABLES

NO_RIGHT, UNKNOWN_SETTING = "42501", "42704"
GIVEN = sorted(allowed.PUBLISHED_TABLES)
KEPT = sorted({*TENANT_TABLES, *allowed.GLOBAL_TABLES} - {*GIVEN, *allowed.NATIONAL_REGISTER})
OWN = {"tenant_id", "id", "created_at"}


@pytest_asyncio.fixture(scope="module")
async def ground(database_urls: DatabaseUrls, catalogue: Catalogue) -> AsyncIterator[Ground]:
    async with lay_ground(database_urls, catalogue, ("NR1", "NR2")) as laid:
        yield laid


@pytest_asyncio.fixture(scope="module")
async def national(database_urls: DatabaseUrls) -> AsyncIterator[National]:
    opened = National(database_urls.national)
    yield opened
    await opened.close()


def test_it_may_read_what_is_given_and_the_register_and_nothing_else(catalogue: Catalogue) -> None:
    rights = {table.name: table.rights(allowed.NATIONAL_ROLE) for table in catalogue.tables}
    readable = {*GIVEN, *allowed.NATIONAL_REGISTER}
    assert {name for name, held in rights.items() if held} == readable
    assert {right for name in readable for right in rights[name]} == {"SELECT"}


@pytest.mark.parametrize("name", GIVEN)
def test_every_column_that_is_given_was_thought_about(name: str) -> None:
    """No column of a person, an account or a case: what is new is given to nobody unless it is listed."""
    columns = set(Base.metadata.tables[name].columns.keys())
    assert columns - OWN == allowed.PUBLISHED_TABLES[name]
    targets = {key.column.table.name for key in Base.metadata.tables[name].foreign_keys}
    assert targets <= {"prison", "council_proposal"}


async def test_each_table_of_a_prison_is_closed_to_it(ground: Ground, database_urls: DatabaseUrls) -> None:
    """As the role itself, with every setting a prison's transaction has: no table answers."""
    connection = await asyncpg.connect(database_urls.national)
    try:
        for setting in ("app.tenant_id", "app.account_id"):
            await connection.execute(
                f"SELECT set_config('{setting}', $1, false)", str(tenant_of(ground.theirs))
            )
        for setting in ("app.partner_id", "app.person_id", "app.group_id"):
            await connection.execute(f"SELECT set_config('{setting}', '', false)")
        opened = []
        for name in KEPT:
            try:
                await connection.fetch(f"SELECT 1 FROM {name} LIMIT 1")  # noqa: S608 -- names of our own tables
                opened.append(name)
            except asyncpg.InsufficientPrivilegeError:
                continue
    finally:
        await connection.close()
    assert opened == []


@pytest.mark.parametrize(("name", "column"), [("prison", "register"), ("prison", "disabled_modules")])
async def test_of_the_register_it_reads_what_is_public(name: str, column: str, national: National) -> None:
    async with national.read(NOBODY) as session:
        code, _met = await attempt(session, select(table_named(name).c[column]))
        assert code == NO_RIGHT


@pytest.mark.parametrize("name", GIVEN)
async def test_it_reads_rows_of_all_prisons_and_writes_none(
    name: str, ground: Ground, national: National
) -> None:
    table, rows = table_named(name), (ground.my_rows[name], ground.their_rows[name])
    async with national.read(NOBODY) as session:
        found = set(await session.scalars(select(table.c.id).where(table.c.id.in_([row.id for row in rows]))))
        assert found == {row.id for row in rows}
        values = {**rows[0].values, "id": uuid7(), "tenant_id": tenant_of(ground.mine)}
        for statement in (
            insert(table).values(**values),
            update(table).values(created_at=table.c.created_at),
            delete(table),
        ):
            code, met = await attempt(session, statement)
            assert (code, met) in {(NO_RIGHT, 0), ("25006", 0)}
    with pytest.raises(TypeError, match="nothing is written"):
        async with national.write(NOBODY):
            pass


@pytest.mark.parametrize("name", GIVEN)
async def test_a_groups_reader_reads_its_group_alone(name: str, ground: Ground, national: National) -> None:
    group_id = uuid7()
    async with ground.app.engine.begin() as connection:
        await connection.execute(
            insert(PrisonGroup).values(id=group_id, code=f"G{group_id.hex}", name="South")
        )
        mine = Prison.id == tenant_of(ground.mine)
        await connection.execute(update(Prison).where(mine).values(group_id=group_id))
    table = table_named(name)
    async with national.read(replace(NOBODY, group_id=group_id)) as session:
        assert set(await session.scalars(select(table.c.tenant_id))) == {tenant_of(ground.mine)}
    async with national.read(replace(NOBODY, group_id=uuid7())) as session:
        assert (await session.scalars(select(table.c.tenant_id))).all() == []
    counted = f"SELECT count(DISTINCT tenant_id)::text FROM {name}"  # noqa: S608 -- one of our own tables
    assert await national.reading.value(replace(NOBODY, group_id=group_id), counted, ()) == "1"


@pytest.mark.parametrize("name", GIVEN)
async def test_without_saying_which_prisons_it_is_an_error(name: str, database_urls: DatabaseUrls) -> None:
    connection = await asyncpg.connect(database_urls.national)
    try:
        with pytest.raises(asyncpg.UndefinedObjectError):
            await connection.fetch(f"SELECT 1 FROM {name}")  # noqa: S608
    finally:
        await connection.close()


async def test_nobody_of_one_prison_is_let_above(ground: Ground, national: National) -> None:
    with pytest.raises(TypeError, match="reads above prisons"):
        async with national.read(ground.mine):
            pass


@pytest.mark.parametrize("name", GIVEN)
async def test_staff_of_a_prison_read_of_others_what_is_shown_to_prisons_and_nothing_else(
    name: str, ground: Ground, national: National
) -> None:
    """What only HMPPS is given (figures, days, what is not published) answers a neighbour with nothing."""
    table, here = table_named(name), tenant_of(ground.mine)
    async with national.read(neighbour(ground.mine)) as session:
        seen = set(await session.scalars(select(table.c.tenant_id)))
    assert seen >= {here, tenant_of(ground.theirs)} if name in allowed.SHOWN_TO_PRISONS else seen == set()


async def test_no_prison_is_ever_in_the_group_of_no_prison(ground: Ground) -> None:
    """Else what that prison gives to HMPPS would be every neighbour's to read."""
    async with ground.app.engine.begin() as connection:
        theirs = update(Prison).where(Prison.id == tenant_of(ground.theirs)).values(group_id=NO_PRISON)
        code, _met = await attempt(connection, theirs)
    assert code == "23503", "a group has to be in the register, and nobody can register that one"


async def test_accounts_of_partners_and_readers_above_are_no_neighbours(ground: Ground) -> None:
    for somebody in (
        replace(ground.mine, partner_id=PartnerId(uuid7())),
        replace(ground.mine, person_id=PersonId(uuid7())),
        replace(NOBODY, group_id=uuid7()),
    ):
        with pytest.raises(TypeError, match="own staff"):
            neighbour(somebody)
    asking = neighbour(ground.mine)
    assert (asking.permissions, asking.roles, asking.tenant_id) == (frozenset(), frozenset(), None)
