"""Within a prison, a partner's account meets its organisation's rows only, and a volunteer's its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import delete, func, insert, select, update

from core.accounts.viewer import Viewer
from core.identifiers import PartnerId, PersonId, uuid7
from infra.database_roles import DatabaseUrls
from tests.isolation import allowed
from tests.isolation.attacks import NO_RIGHT, attempt, said_of
from tests.isolation.catalogue import Catalogue
from tests.isolation.ground import Ground, lay_ground, tenant_of
from tests.isolation.rows import Plan, Values, column_of, plan_row, put, table_named, tenant_keys
from tests.isolation.tables import TENANT_TABLES


@dataclass(frozen=True, slots=True)
class Rows:
    """Three rows of one table: the viewer's own, one of the same organisation, and a stranger's."""

    own: Plan
    colleague: Plan
    stranger: Plan


@dataclass(frozen=True, slots=True)
class Organisations:
    ground: Ground
    own: Values
    rows: dict[str, Rows]

    @property
    def partner_lead(self) -> Viewer:
        return replace(self.ground.mine, partner_id=PartnerId(self.own["id"]))

    def volunteer(self, name: str) -> Viewer:
        """Return the person of the table's own row; of the colleague's, nothing is theirs."""
        values = self.rows[name].own.values
        person = values["id"] if name == "person" else values["person_id"]
        return replace(self.partner_lead, person_id=PersonId(person))


@pytest_asyncio.fixture(scope="module")
async def organisations(database_urls: DatabaseUrls, catalogue: Catalogue) -> AsyncIterator[Organisations]:
    async with lay_ground(database_urls, catalogue, ("IS3", "IS4")) as ground:
        partners = [plan_row(table_named("partner")) for _ in range(2)]
        async with ground.owner.write(ground.mine) as session:
            for partner in partners:
                await put(session, partner, tenant_of(ground.mine), catalogue)
            rows = {}
            for name in TENANT_TABLES:
                owners = (partners[0], partners[0], partners[1])
                plans = [plan_row(table_named(name), {"partner": owner.values}) for owner in owners]
                if name == "partner":
                    plans = list(owners)
                else:
                    for plan in plans:
                        await put(session, plan, tenant_of(ground.mine), catalogue)
                rows[name] = Rows(*plans)
        yield Organisations(ground, partners[0].values, rows)


def narrowed_by(scope: str) -> list[str]:
    """Return the tables that a scope can narrow; the rules see to it that it does."""
    columns = {name: table_named(name).c for name in TENANT_TABLES}
    return [name for name in TENANT_TABLES if name == scope or f"{scope}_id" in columns[name]]


OF_PARTNERS = narrowed_by("partner")
OF_PERSONS = narrowed_by("person")
OTHERS = [name for name in TENANT_TABLES if name not in OF_PARTNERS]
ACTIONS: dict[str, Callable[[Any], Any]] = {
    "UPDATE": lambda table: update(table).values(created_at=func.now()),
    "DELETE": delete,
}


@pytest.mark.parametrize("name", OF_PARTNERS)
async def test_a_partner_sees_the_rows_of_its_organisation_only(
    name: str, organisations: Organisations
) -> None:
    rows = organisations.rows[name]
    seen = await _seen(organisations, organisations.partner_lead, name)
    if name in allowed.CLOSED_TO_OUTSIDERS:
        assert seen == set()
        return
    assert {rows.own.id, rows.colleague.id} <= seen
    assert rows.stranger.id not in seen
    assert await _owners(organisations, name) == {organisations.own["id"]}


@pytest.mark.parametrize("name", OF_PERSONS)
async def test_a_volunteer_sees_own_rows_only(name: str, organisations: Organisations) -> None:
    seen = await _seen(organisations, organisations.volunteer(name), name)
    own = {organisations.rows[name].own.id}
    assert seen == (set() if name in allowed.CLOSED_TO_OUTSIDERS else own)


@pytest.mark.parametrize("name", OTHERS)
async def test_a_table_of_no_organisation_is_closed_to_partners(
    name: str, organisations: Organisations
) -> None:
    seen = await _seen(organisations, organisations.partner_lead, name)
    assert bool(seen) == (name in allowed.OPEN_TO_PARTNERS)


@pytest.mark.parametrize("right", ACTIONS)
@pytest.mark.parametrize("name", OF_PARTNERS)
async def test_a_partner_changes_no_row_of_another(
    name: str, right: str, organisations: Organisations
) -> None:
    ground, table = organisations.ground, table_named(name)
    stranger = table.c.id == organisations.rows[name].stranger.id
    async with ground.app.write(organisations.partner_lead) as session:
        code, met = await attempt(session, ACTIONS[right](table).where(stranger))
    assert (code, met) == (None if ground.may(name, right) else NO_RIGHT, 0)


@pytest.mark.parametrize("right", ACTIONS)
@pytest.mark.parametrize("name", OF_PERSONS)
async def test_a_volunteer_changes_no_row_of_a_colleague(
    name: str, right: str, organisations: Organisations
) -> None:
    ground, table = organisations.ground, table_named(name)
    colleague = table.c.id == organisations.rows[name].colleague.id
    async with ground.app.write(organisations.volunteer(name)) as session:
        code, met = await attempt(session, ACTIONS[right](table).where(colleague))
    assert (code, met) == (None if ground.may(name, right) else NO_RIGHT, 0)


@pytest.mark.parametrize("name", OF_PARTNERS)
async def test_a_partner_adds_no_row_to_another_and_hands_none_over(
    name: str, organisations: Organisations
) -> None:
    ground, table, rows = organisations.ground, table_named(name), organisations.rows[name]
    column = "id" if name == "partner" else "partner_id"
    added = insert(table).values(**{**rows.stranger.values, "id": uuid7()})
    handed = update(table).where(table.c.id == rows.own.id).values({column: rows.stranger.values[column]})
    async with ground.app.write(organisations.partner_lead) as session:
        assert (await attempt(session, added))[0] == NO_RIGHT
        done = await attempt(session, handed)
        # Where not even its own row is in sight, there is none to be handed over.
        assert done == (None, 0) if name in allowed.CLOSED_TO_OUTSIDERS else done[0] == NO_RIGHT


@pytest.mark.parametrize("name", OF_PARTNERS)
async def test_a_partner_cannot_tell_a_strangers_id_from_none(
    name: str, organisations: Organisations
) -> None:
    """Pointing at a row of another organisation fails just as for an id that nobody has."""
    ground, rows = organisations.ground, organisations.rows[name]
    for key in tenant_keys(rows.own.table) if ground.may(name, "INSERT") else ():
        column = column_of(key)
        if key.referred_table.name in allowed.OPEN_TO_PARTNERS:
            continue
        answers = set()
        for value in (rows.stranger.values[column], uuid7()):
            async with ground.app.write(organisations.partner_lead) as session:
                values = {**rows.own.values, "id": uuid7(), column: value}
                answers.add(await said_of(session, insert(rows.own.table).values(**values), value))
        assert len(answers) == 1, column
        assert answers.pop()[0] in {NO_RIGHT, "23503"}, column


async def _seen(organisations: Organisations, viewer: Viewer, name: str) -> set[Any]:
    async with organisations.ground.app.read(viewer) as session:
        return set((await session.execute(select(table_named(name).c.id))).scalars())


async def _owners(organisations: Organisations, name: str) -> set[Any]:
    table = table_named(name)
    column = table.c.id if name == "partner" else table.c.partner_id
    async with organisations.ground.app.read(organisations.partner_lead) as session:
        return set((await session.execute(select(column))).scalars())
