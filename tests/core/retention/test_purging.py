"""What is left of somebody whose time is over: nothing in any table, the trail included, but a tombstone."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.clock import today
from core.database.unit_of_work import Database
from core.partnership.models import Person
from core.reports.jobs import EXPIRE_REPORTS
from core.retention.models import Run, Tombstone
from core.retention.services import erase_person
from infra.database_roles import DatabaseUrls
from tests.core.retention.conftest import Night, whole_database, whole_folder
from tests.core.retention.planting import Garden, Life, plant

LONG_AGO = timedelta(days=3 * 366)


async def found_in(urls: DatabaseUrls, folder: Path, life: Life) -> dict[str, list[str]]:
    """Return where which traces are."""
    held = {**await whole_database(urls), "files": whole_folder(folder)}
    return {
        where: missed
        for where, words in held.items()
        if (missed := [trace for trace in life.traces if trace in words or trace.replace("-", "") in words])
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_purge_leaves_no_trace_in_any_table_but_the_tombstone(
    seed: int,
    database: Database,
    database_urls: DatabaseUrls,
    garden: Garden,
    coordinator: Viewer,
    other_coordinator: Viewer,
    night: Night,
    folder: Path,
) -> None:
    chance = random.Random(seed)  # noqa: S311 -- the same choices in every run
    gone = await plant(garden, coordinator, chance, left_on=today() - LONG_AGO)
    stays = await plant(garden, coordinator, chance, left_on=None)
    elsewhere = await plant(garden, other_coordinator, chance, left_on=today() - LONG_AGO)
    before = await found_in(database_urls, folder, gone)
    assert {"person", "audit_entry", "global_audit_entry", "read_entry", "job", "files"} <= before.keys()
    kept = {
        where: len(traces) for where, traces in (await found_in(database_urls, folder, elsewhere)).items()
    }

    await night.pass_by()
    await night.ask(EXPIRE_REPORTS)
    await night.work()

    assert set(night.outcomes) == {"done"}
    assert await found_in(database_urls, folder, gone) == {}
    assert str(stays.person_id) in (await whole_database(database_urls))["person"]
    assert kept == {
        where: len(traces) for where, traces in (await found_in(database_urls, folder, elsewhere)).items()
    }
    async with database.read(night.system) as session:
        stones = (await session.scalars(select(Tombstone))).all()
    assert [stone.gone_count for stone in stones if stone.rule_code == "core.person"] == [1]
    assert all(stone.gone_count and not stone.asked_for for stone in stones)


@pytest.mark.parametrize("seed", [4, 5])
async def test_an_erasure_leaves_no_trace_either(
    seed: int,
    database: Database,
    database_urls: DatabaseUrls,
    garden: Garden,
    coordinator: Viewer,
    as_role: Callable[[Role], Viewer],
    night: Night,
    folder: Path,
) -> None:
    chance = random.Random(seed)  # noqa: S311 -- as above
    gone = await plant(garden, coordinator, chance, left_on=today() - timedelta(days=400))
    records = as_role(Role.DPO_RECORDS)
    async with database.write(records) as session:
        await erase_person(session, records, gone.person_id)
    await night.work()
    assert await found_in(database_urls, folder, gone) == {}
    async with database.read(records) as session:
        stones = (await session.scalars(select(Tombstone))).all()
        assert (await session.scalars(select(Run.of_person))).all() == [None] * len(
            (await session.scalars(select(Run.id))).all()
        )
    assert {stone.asked_for for stone in stones} == {True}
    assert {stone.account_id for stone in stones} == {records.account_id}


async def test_a_night_done_twice_or_cut_short_does_it_once(
    database: Database, coordinator: Viewer, night: Night
) -> None:
    async with database.write(coordinator) as session:
        for number in range(1203):
            session.add(
                Person(
                    first_name="Robin",
                    surname=f"Ashdown {number}",
                    name_key=str(number),
                    status="LEFT",
                    left_on=today() - LONG_AGO,
                )
            )
    async with database.write(coordinator) as session:
        await session.execute(
            text(
                "INSERT INTO person_role (id, person_id, kind)"
                " SELECT uuidv7(), id, CASE WHEN surname LIKE '%0' THEN 'PARTNER_STAFF' ELSE 'VOLUNTEER' END"
                " FROM person"
            )
        )
    await night.ask()
    assert await night.pass_by() > 1
    await night.pass_by()
    async with database.read(night.system) as session:
        assert await session.scalar(select(Person.id).limit(1)) is None
        stones = (await session.scalars(select(Tombstone).order_by(Tombstone.id))).all()
    assert [stone.gone_count for stone in stones] == [500, 500, 203]
    figures: list[dict[str, Any]] = [stone.figures for stone in stones]
    assert sum(one["PARTNER_STAFF"] for one in figures) == 121
    assert sum(one["VOLUNTEER"] for one in figures) == 1082
