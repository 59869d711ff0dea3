"""The rows that reads are measured over: prisons full of fictional people, the same ones every time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import asyncpg

from infra.embedded.personas import COORDINATOR
from plugins.vetting.policy import POLICY_2026_04
from tests.bench.people import ENDINGS, FIRST_NAMES, STEMS

PRISON, PARTNER, PERSON, CASE = 2, 3, 4, 5
"""The kinds of ids that somebody may ask for; the rest are named in the statements alone."""
LARGE, USUAL = 0, 1
"""Numbers of prisons: one as large as a whole group of them, and one like the others."""
STATEMENTS = dict(
    re.findall(
        r"^-- fills: (\w+)\n(.*?)(?=^-- fills:|\Z)",
        Path(__file__).with_name("rows.sql").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
)
MADE_ID = """
CREATE FUNCTION pg_temp.made_id(kind int, prison int, number int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(kind), 8, '0') || lpad(to_hex(prison), 4, '0') || '70008000'
    || lpad(to_hex(number), 12, '0'))::uuid
$$
"""
GIVEN = """
CREATE TEMPORARY TABLE given AS SELECT $1::int AS first_prison, $2::int AS last_prison, $3::int AS people,
  $4::int AS partners, $5::int AS cases, $6::date AS day, $7::text AS policy, $8::text[] AS first_names,
  $9::text[] AS stems, $10::text[] AS endings
"""
ACCOUNT = """
WITH added AS (
  INSERT INTO account (id, issuer, subject, name, language, active)
  VALUES (uuidv7(), $1, $2, $3, 'en', true) RETURNING id
)
INSERT INTO membership (id, account_id, prison_id, role)
SELECT uuidv7(), added.id, prison.id, 'COORDINATOR' FROM added, prison WHERE prison.code = ANY ($4)
"""


@dataclass(frozen=True, slots=True)
class Size:
    """Prisons alike, from a first to a last number, and what each of them holds."""

    first: int
    last: int
    people: int
    partners: int
    cases: int
    """People with a vetting case of eight events and two clearances; the others have none."""


HOUSE = Size(1, 120, people=300, partners=20, cases=300)
"""36,000 people with 72,000 clearances, the checks of the comparison."""
GROUP = Size(LARGE, LARGE, people=300_000, partners=200, cases=0)
"""One prison as large as a group: its list alone is long."""


def made_id(kind: int, prison: int, number: int = 0) -> UUID:
    """Return the id that the statements give: it looks like a UUIDv7 and is the same every time."""
    return UUID(f"{kind:08x}{prison:04x}70008000{number:012x}")


async def fill(superuser_url: str, *sizes: Size, day: date) -> dict[str, int]:
    """Fill a migrated database; return how many rows each table got.

    As the superuser, without triggers and checks of foreign keys: what is measured is reading.
    """
    connection = await asyncpg.connect(superuser_url)
    counts = dict.fromkeys(STATEMENTS, 0)
    try:
        await connection.execute(MADE_ID)
        await connection.execute("SET session_replication_role = replica")
        for size in sizes:
            words = (FIRST_NAMES, STEMS, ENDINGS)
            amounts = (size.first, size.last, size.people, size.partners, size.cases)
            await connection.execute("DROP TABLE IF EXISTS given")
            await connection.execute(GIVEN, *amounts, day, POLICY_2026_04.version, *words)
            for table, statement in STATEMENTS.items():
                counts[table] += int((await connection.execute(statement)).rpartition(" ")[2])
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
    return counts


async def let_in(superuser_url: str, issuer: str, *prisons: int) -> None:
    """Make the demo's co-ordinator the co-ordinator of these prisons."""
    connection = await asyncpg.connect(superuser_url)
    codes = [f"P{prison}" for prison in prisons]
    try:
        await connection.execute(ACCOUNT, issuer, COORDINATOR.subject, COORDINATOR.name, codes)
    finally:
        await connection.close()
