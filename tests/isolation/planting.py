"""Plants one fault in a transaction that is never committed, and asks who notices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database.policies import APP_ROLE
from core.database.tenancy import enter_tenant
from core.database.unit_of_work import engine_for
from infra.database_roles import DatabaseUrls
from tests.isolation.catalogue import read_catalogue
from tests.isolation.ground import Ground
from tests.isolation.rules import findings
from tests.isolation.rules_reach import RULES


async def rules_that_notice(scratch: DatabaseUrls, *fault: str) -> set[tuple[str, str]]:
    """Return (rule, place) of every finding once the fault is there."""
    connection = await asyncpg.connect(scratch.superuser)
    try:
        transaction = connection.transaction()
        await transaction.start()
        for statement in fault:
            await connection.execute(statement)
        catalogue = await read_catalogue(connection)
        await transaction.rollback()
    finally:
        await connection.close()
    return {(finding.rule, finding.where) for finding in findings(catalogue, RULES)}


@asynccontextmanager
async def planted(scratch: DatabaseUrls, ground: Ground, *fault: str) -> AsyncIterator[AsyncConnection]:
    """Lend a transaction with the fault in it, acting as the application in the ground's first prison."""
    engine = engine_for(scratch.superuser, pool_size=1)
    try:
        async with engine.connect() as connection:
            for statement in fault:
                await connection.execute(text(statement))
            await connection.execute(text(f"SET LOCAL ROLE {APP_ROLE}"))
            await enter_tenant(connection, ground.mine)
            yield connection
            await connection.rollback()
    finally:
        await engine.dispose()
