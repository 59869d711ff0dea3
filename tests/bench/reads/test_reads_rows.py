"""The rows of the bench: as many as are asked for, whole, and the same ones every time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import asyncpg

from core.database.migrate import upgrade
from core.plugins.loader import Registry
from infra.database_roles import DatabaseUrls
from tests.bench.reads.rows import CASE, LARGE, PERSON, PRISON, Size, fill, made_id
from tests.servers import run_apart

DAY = date(2026, 3, 2)
USUAL_ONES = Size(1, 2, people=12, partners=3, cases=10)
LARGE_ONE = Size(LARGE, LARGE, people=40, partners=4, cases=0)
ORPHANS = """
SELECT (SELECT count(*) FROM person LEFT JOIN partner USING (tenant_id)
        WHERE partner.id = person.partner_id) = (SELECT count(*) FROM person)
   AND (SELECT count(*) FROM vetting_clearance AS held JOIN person USING (tenant_id)
        WHERE person.id = held.person_id) = (SELECT count(*) FROM vetting_clearance)
   AND (SELECT count(*) FROM vetting_stage_event AS event
        JOIN vetting_case AS one ON one.tenant_id = event.tenant_id AND one.id = event.case_id
          AND one.person_id = event.person_id AND one.partner_id = event.partner_id
        JOIN person ON person.tenant_id = one.tenant_id AND person.id = one.person_id
          AND person.partner_id = one.partner_id) = (SELECT count(*) FROM vetting_stage_event)
"""


def made(empty_database: Callable[[], DatabaseUrls], registry: Registry) -> tuple[dict[str, int], list[Any]]:
    """Fill a database; return the counts, whether all rows point at rows, and everybody in it."""
    urls = empty_database()
    run_apart(upgrade(urls.owner, registry.histories))
    counts = run_apart(fill(urls.superuser, USUAL_ONES, LARGE_ONE, day=DAY))
    people = "SELECT tenant_id, id, first_name, surname, name_key, status FROM person ORDER BY tenant_id, id"
    return counts, run_apart(ask(urls.superuser, ORPHANS)) + run_apart(ask(urls.superuser, people))


async def ask(url: str, query: str) -> list[Any]:
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(query)]
    finally:
        await connection.close()


def test_rows_are_as_many_as_asked_whole_and_the_same_every_time(
    empty_database: Callable[[], DatabaseUrls], registry: Registry
) -> None:
    counts, rows = made(empty_database, registry)

    assert counts == {
        "prison_group": 1,
        "prison": 3,
        "partner": 10,
        "person": 64,
        "vetting_case": 20,
        "vetting_stage_event": 160,
        "vetting_clearance": 40,
    }
    assert rows[0] == (True,), "every key points at a row of the same prison"
    assert rows[1][:2] == (made_id(PRISON, LARGE), made_id(PERSON, LARGE, 1))
    assert len({(row[2], row[3]) for row in rows[1:41]}) == 40, "nobody comes twice"
    assert made(empty_database, registry) == (counts, rows)


def test_ids_tell_kinds_prisons_and_numbers_apart() -> None:
    places = [
        (kind, prison, number) for kind in (PERSON, CASE) for prison in (1, 999) for number in (1, 300_000)
    ]

    assert len({made_id(*place) for place in places}) == len(places)
