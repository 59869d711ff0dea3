"""One prison's rows many times over: every table of it, copied by PostgreSQL under other prisons' ids."""

from __future__ import annotations

from uuid import UUID

import asyncpg

LEFT_OUT = frozenset({"audit_entry", "job"})
"""The trail of the filling, and what was asked for while it was made."""
TENANT_COLUMNS = """
SELECT c.table_name, array_agg(quote_ident(c.column_name) ORDER BY c.ordinal_position) AS columns
FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER'
GROUP BY c.table_name HAVING bool_or(c.column_name = 'tenant_id')
"""
PRISON = """
INSERT INTO prison SELECT (jsonb_populate_record(prison,
  jsonb_build_object('id', uuidv7(), 'code', $2::text, 'name', $2::text || ' (HMP)'))).*
FROM prison WHERE code = $1 RETURNING id
"""
MEMBERSHIPS = """
INSERT INTO membership SELECT (jsonb_populate_record(membership,
  jsonb_build_object('id', uuidv7(), 'prison_id', $2::uuid))).* FROM membership WHERE prison_id = $1
"""


async def clone_prison(superuser_url: str, code: str, count: int) -> list[UUID]:
    """Copy the prison so many times, and leave only the copies active; return their ids.

    Without triggers and checks of keys: what was written once by the rules is right under another id too.
    """
    connection = await asyncpg.connect(superuser_url)
    try:
        await connection.execute("SET session_replication_role = replica")
        source = await connection.fetchval("SELECT id FROM prison WHERE code = $1", code)
        tables = [row for row in await connection.fetch(TENANT_COLUMNS) if row["table_name"] not in LEFT_OUT]
        made = [await connection.fetchval(PRISON, code, f"N{number:03d}") for number in range(count)]
        for table in tables:
            name, columns = table["table_name"], [one for one in table["columns"] if one != "tenant_id"]
            listed = ", ".join(columns)
            copy = f'INSERT INTO "{name}" (tenant_id, {listed}) SELECT prison, {listed} FROM "{name}", unnest($2::uuid[]) prison WHERE tenant_id = $1'  # noqa: E501, S608 -- names of the catalogue
            await connection.execute(copy, source, made)
        for prison_id in made:
            await connection.execute(MEMBERSHIPS, source, prison_id)
        await connection.execute("UPDATE prison SET active = (id = ANY($1))", made)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
    return made
