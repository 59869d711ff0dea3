"""The nightly clearing at 125 prisons: `python -m tests.bench.nights` prints its processor time.

Each prison has 450 people with a case of five steps, a clearance and two courses; a tenth of them are past
their date. Processor time is of this process and of PostgreSQL's backend; the clock is printed beside it.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

import psutil
from sqlalchemy import text

from core.accounts.system import system_viewer
from core.database.unit_of_work import Database, engine_for
from core.plugins.loader import Registry, load
from core.retention.jobs import MOST_AT_ONCE
from core.retention.queries import rule_codes
from core.retention.services import carry_out
from core.testkit import make_prison
from tests.bench.reads.ground import Ground, running_ground

PRISONS, PEOPLE = 125, 450
NAME = "bench_nights"
FILL = (
    (
        "INSERT INTO person (id, first_name, surname, name_key, status, left_on)"
        " SELECT uuidv7(), 'Robin', 'Ashdown ' || n, 'robin ashdown ' || n,"
        " CASE WHEN n % 10 = 0 THEN 'LEFT' ELSE 'CURRENT' END,"
        " CASE WHEN n % 10 = 0 THEN current_date - 1100 END FROM generate_series(1, {people}) n"
    ),
    ("INSERT INTO person_role (id, person_id, kind) SELECT uuidv7(), id, 'VOLUNTEER' FROM person"),
    (
        "INSERT INTO vetting_case (id, person_id, pathway, is_leap, stage, stage_since, opened_on, policy,"
        " required_levels, access_mode, volunteer, key_status, decided_on)"
        " SELECT uuidv7(), id, 'STANDARD', false, 'ACTIVE', current_date - 300, current_date - 400,"
        " '2026-04-01', '{{}}', 'ESCORTED', true, 'NONE', current_date - 150 - (random() "
        "* 60)::int FROM person"
    ),
    (
        "INSERT INTO vetting_stage_event (id, case_id, person_id, position, stage, happened_on, is_folded)"
        " SELECT uuidv7(), c.id, c.person_id, s.n,"
        " (ARRAY['DRAFT', 'INVITED', 'SUBMITTED', 'IN_CHECKS', 'APPROVED'])"
        "[s.n], c.decided_on, false FROM vetting_case c, generate_series(1, 5) AS s (n)"
    ),
    (
        "INSERT INTO vetting_clearance (id, person_id, level, scope)"
        " SELECT uuidv7(), id, 'HMPPS_EL2', 'THIS_PRISON' FROM person"
    ),
    (
        "INSERT INTO vetting_training (id, person_id, type, status)"
        " SELECT uuidv7(), p.id, k, 'COMPLETED' FROM person p, unnest(ARRAY['SASH_ACCT', 'PREVENT']) k"
    ),
)


async def fill(database: Database, registry: Registry, prisons: int, people: int) -> list[UUID]:
    """Make the prisons and their people."""
    made = []
    for number in range(prisons):
        prison = await make_prison(database, f"N{number:04d}")
        async with database.write(system_viewer(prison.id, registry.permissions)) as session:
            for statement in FILL:
                await session.execute(text(statement.format(people=people)))
        made.append(prison.id)
    return made


async def measure(ground: Ground, prisons: int, people: int) -> tuple[float, float, int]:
    """Return the processor seconds and the seconds of one night, and how many records went."""
    registry = load()
    database = Database(engine_for(ground.app_url(NAME), pool_size=1))
    made = await fill(database, registry, prisons, people)
    async with database.engine.connect() as connection:
        backend = psutil.Process((await connection.execute(text("SELECT pg_backend_pid()"))).scalar_one())
    own, gone = psutil.Process(), 0
    before, began = _cpu(own, backend), time.perf_counter()
    for prison_id in made:
        viewer = system_viewer(prison_id, registry.permissions)
        went = MOST_AT_ONCE
        while went >= MOST_AT_ONCE:
            async with database.write(viewer) as session:
                went = 0
                for code in await rule_codes(session):
                    went += await carry_out(session, viewer, code, at_most=max(MOST_AT_ONCE - went, 0))
            gone += went
    spent, waited = _cpu(own, backend) - before, time.perf_counter() - began
    await database.close()
    return spent, waited, gone


def _cpu(*processes: psutil.Process) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def main(prisons: int = PRISONS, people: int = PEOPLE) -> None:
    with tempfile.TemporaryDirectory() as home, running_ground(Path(home)) as ground:
        ground.make_database(NAME)
        spent, waited, gone = asyncio.run(measure(ground, prisons, people))
    sys.stdout.write(
        f"{prisons} prisons of {people} people, {gone} records went: "
        f"{spent:.1f} s of processor, {waited:.1f} s\n"
    )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
