"""A word of its own for every row of every prison, so that whatever leaks says where it came from."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Container
from dataclasses import dataclass

import asyncpg

MARKER = re.compile(rb"zq([a-z]{3})([0-9a-f]{12})([0-9a-f]{12})qz", re.IGNORECASE)
NONE = "0" * 12
ALL = "f" * 12
"""Who owns a row that is for everybody of the prison: staff, partners and volunteers."""
FOR_ALL = frozenset({"rota_entry_notice", "vetting_course", "vetting_course_session"})
"""Tables of such rows: what holds at the gate, where and when training is held; never who comes."""
SHOWN = "e" * 12
"""Who owns a row that prisons show one another: staff of every prison."""
SHOWN_TO_PRISONS = frozenset({"council_shown_answer"})
"""Tables of such rows: texts that the gate let out."""
CODES = frozenset(
    {
        "kind", "permission", "policy", "state", "dedupe_key", "taken_by", "error_code", "correlation_id",
        "metric", "operation", "purpose", "table_name", "node", "importer", "layout", "field", "key",
    },
)  # fmt: skip
"""Columns of text that hold a code or a key: another word there would break the page, not leak from it."""
HISTORY = frozenset({"audit_entry", "read_entry", "export_entry"})
"""Written by triggers alone; what is planted elsewhere is in them too."""
COLUMNS = """
SELECT c.table_name, array_agg(c.column_name::text ORDER BY c.column_name) AS columns
FROM information_schema.columns AS c
JOIN information_schema.columns AS t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.column_name = 'tenant_id'
  AND c.data_type = 'text' AND c.is_generated = 'NEVER'
GROUP BY c.table_name ORDER BY c.table_name
"""
OWNERS = """
SELECT table_name::text, array_agg(column_name::text) AS columns FROM information_schema.columns
WHERE table_schema = 'public' AND column_name IN ('partner_id', 'person_id') GROUP BY table_name
"""
ACTING = """
SELECT set_config('app.' || name, CASE name WHEN 'tenant_id' THEN $1 ELSE '' END, true)
FROM unnest(ARRAY['tenant_id', 'account_id', 'partner_id', 'person_id', 'correlation_id']) AS name
"""


@dataclass(frozen=True, slots=True)
class Marker:
    """Where a row belongs: its prison, and the last digits of its organisation's and person's id."""

    prison: str
    partner: str
    person: str


def tail(identity: object) -> str:
    """Return the digits of an id by which its rows are marked; the first ones only tell the time."""
    return str(identity).replace("-", "")[-12:]


async def plant_markers(
    connection: asyncpg.Connection, prison: str, tenant_id: str, only: Container[str] = ()
) -> dict[str, list[str]]:
    """Mark every free text of a prison, or of some tables; return the columns that were marked, by table."""
    owners = {row["table_name"]: set(row["columns"]) for row in await connection.fetch(OWNERS)}
    marked: dict[str, list[str]] = {}
    async with connection.transaction():
        await connection.execute("SET LOCAL statement_timeout = '20s'")
        await connection.fetch(ACTING, tenant_id)
        for row in await connection.fetch(COLUMNS):
            table, columns = row["table_name"], [name for name in row["columns"] if name not in CODES]
            if table in HISTORY or not columns or (only and table not in only):
                continue
            marked[table] = columns
            marker = _marker_of(table, prison, owners.get(table, set()))
            changes = ", ".join(f"{column} = concat_ws(' ', {column}, {marker})" for column in columns)
            await connection.execute(f"UPDATE {table} SET {changes} WHERE tenant_id = $1", tenant_id)  # noqa: S608 -- names from the catalogue
    return marked


def _marker_of(table: str, prison: str, owners: set[str]) -> str:
    """Write the SQL of a row's marker."""
    if table in FOR_ALL:
        return f"('zq{prison.lower()}{ALL}{ALL}qz')"
    if table in SHOWN_TO_PRISONS:
        return f"('zq{prison.lower()}{SHOWN}{SHOWN}qz')"
    partner = "id" if table == "partner" else "partner_id" if "partner_id" in owners else "NULL"
    person = "id" if table == "person" else "person_id" if "person_id" in owners else "NULL"
    digits = [
        f"coalesce(right(replace({owner}::text, '-', ''), 12), '{NONE}')" for owner in (partner, person)
    ]
    return f"('zq{prison.lower()}' || {digits[0]} || {digits[1]} || 'qz')"


def markers_in(body: bytes) -> set[Marker]:
    """Return every marker in an answer; a spreadsheet is opened, since compression hides words."""
    text = b"\n".join(_parts(body))
    return {Marker(*(part.decode().lower() for part in found.groups())) for found in MARKER.finditer(text)}


def _parts(body: bytes) -> list[bytes]:
    if not body.startswith(b"PK"):
        return [body]
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return [archive.read(name) for name in archive.namelist()]
