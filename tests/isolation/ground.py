"""Two prisons with a row of every table each: the ground on which isolation is attacked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database, engine_for
from core.identifiers import TenantId
from core.testkit import NOBODY, make_prison
from infra.database_roles import DatabaseUrls
from tests.isolation.catalogue import Catalogue
from tests.isolation.rows import Plan, plan_row, put, table_named
from tests.isolation.tables import TENANT_TABLES


@dataclass(frozen=True, slots=True)
class Ground:
    """`mine` is the prison that asks; `theirs` is the one that must never be noticed."""

    app: Database
    owner: Database
    """Puts rows that the application may not, such as those of the audit trail; bound by policies too."""
    catalogue: Catalogue
    mine: Viewer
    theirs: Viewer
    my_rows: Mapping[str, Plan]
    their_rows: Mapping[str, Plan]

    def may(self, table: str, right: str) -> bool:
        return right in self.catalogue.table(table).rights("gatehouse_app")

    def writer(self, table: str) -> Database:
        """Return the application, or the owner where the application may not insert."""
        return self.app if self.may(table, "INSERT") else self.owner


@asynccontextmanager
async def lay_ground(
    urls: DatabaseUrls, catalogue: Catalogue, codes: tuple[str, str]
) -> AsyncIterator[Ground]:
    """Make two prisons and put a row of every tenant table, with its parents, into each."""
    app, owner = (Database(engine_for(url, pool_size=3)) for url in (urls.app, urls.owner))
    try:
        mine, theirs = [in_prison((await make_prison(app, code)).id) for code in codes]
        my_rows, their_rows = [await _put_every_row(owner, viewer, catalogue) for viewer in (mine, theirs)]
        yield Ground(app, owner, catalogue, mine, theirs, my_rows, their_rows)
    finally:
        await app.close()
        await owner.close()


async def _put_every_row(owner: Database, viewer: Viewer, catalogue: Catalogue) -> dict[str, Plan]:
    planned = {name: plan_row(table_named(name)) for name in TENANT_TABLES}
    async with owner.write(viewer) as session:
        for plan in planned.values():
            await put(session, plan, tenant_of(viewer), catalogue)
    return planned


def in_prison(tenant_id: UUID) -> Viewer:
    return replace(NOBODY, tenant_id=TenantId(tenant_id))


def tenant_of(viewer: Viewer) -> UUID:
    assert viewer.tenant_id is not None
    return viewer.tenant_id
