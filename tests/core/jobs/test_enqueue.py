"""A job exists exactly if the change that asked for it does."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import select, text

from core.identifiers import uuid7
from core.jobs.arguments import UnfitArgument, pack, unpack
from core.jobs.enqueue import CHANNEL, enqueue
from core.jobs.models import JobState
from core.prisons.models import Prison
from infra.database_roles import DatabaseUrls
from tests.core.jobs.conftest import Desk
from tests.workers.jobs import BREAK_DOWN, WORK


class Colour(StrEnum):
    RED = "RED"


async def test_a_job_is_queued_with_the_change_that_asked_for_it(desk: Desk) -> None:
    async with desk.database.write(desk.viewer) as session:
        job_id = await enqueue(session, WORK, desk.viewer, seconds=0)
    job, entry = await desk.job(job_id), await desk.entry(job_id)
    assert (job.state, job.kind, job.requested_by) == (JobState.QUEUED, WORK.name, desk.viewer.account_id)
    assert entry is not None
    assert (entry.kind, entry.attempts, entry.woken_at, entry.lease_until) == (WORK.name, 0, None, None)


async def test_a_change_that_is_rolled_back_leaves_no_job(desk: Desk) -> None:
    asked: list[UUID] = []

    async def ask_and_fail() -> None:
        async with desk.database.write(desk.viewer) as session:
            asked.append(await enqueue(session, WORK, desk.viewer))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await ask_and_fail()
    assert await desk.entry(asked[0]) is None


async def test_the_same_key_gives_the_same_job(desk: Desk) -> None:
    async with desk.database.write(desk.viewer) as session:
        first = await enqueue(session, WORK, desk.viewer, dedupe_key="once")
        again = await enqueue(session, WORK, desk.viewer, dedupe_key="once")
    async with desk.database.write(desk.viewer) as session:
        later = await enqueue(session, WORK, desk.viewer, dedupe_key="once")
        other = await enqueue(session, WORK, desk.viewer, dedupe_key="twice")
    assert first == again == later != other


async def test_many_who_ask_at_once_with_one_key_get_one_job(desk: Desk) -> None:
    async def ask() -> UUID:
        async with desk.database.write(desk.viewer) as session:
            return await enqueue(session, WORK, desk.viewer, dedupe_key="crowd")

    assert len(set(await asyncio.gather(*(ask() for _ in range(20))))) == 1
    async with desk.database.read(desk.viewer) as session:
        assert await session.scalar(text("SELECT count(*) FROM job")) == 1


async def test_a_delay_is_counted_by_the_database(desk: Desk) -> None:
    async with desk.database.write(desk.viewer) as session:
        job_id = await enqueue(session, WORK, desk.viewer, delay=timedelta(hours=2))
        moment = await session.scalar(text("SELECT now()"))
    entry = await desk.entry(job_id)
    assert entry is not None
    assert entry.available_at == moment + timedelta(hours=2)


async def test_listeners_hear_of_a_job_when_it_is_committed(desk: Desk, job_urls: DatabaseUrls) -> None:
    heard = asyncio.Event()
    listener = await asyncpg.connect(job_urls.app)
    await listener.add_listener(CHANNEL, lambda *_told: heard.set())
    async with desk.database.write(desk.viewer) as session:
        await enqueue(session, WORK, desk.viewer)
        await asyncio.sleep(0.05)
        assert not heard.is_set()
    await asyncio.wait_for(heard.wait(), 5)
    await listener.close()


@pytest.mark.parametrize(
    "value",
    [
        "Known to the family",
        "two words",
        "line\nbreak",
        "x" * 101,
        "Zoë",
        b"bytes",
        object(),
        {"note": "said on Tuesday"},
        ["RED", "not a code"],
        [[["deep"]]],
        {"a key with spaces": 1},
        list(range(1001)),
    ],
)
async def test_free_text_is_refused_and_not_quoted(desk: Desk, value: object) -> None:
    async with desk.database.write(desk.viewer) as session:
        with pytest.raises(UnfitArgument) as caught:
            await enqueue(session, WORK, desk.viewer, seconds=value)
    assert "'seconds'" in str(caught.value)
    assert str(value)[:12] not in str(caught.value)


async def test_trap_a_live_row_is_no_argument_of_a_job(desk: Desk) -> None:
    """A row handed over would be as it was when the job was asked for; its id is read anew by the worker."""
    async with desk.database.read(desk.viewer) as session:
        row = (await session.execute(select(Prison).where(Prison.id == desk.viewer.tenant_id))).scalar_one()
    for given in (row, [row], {"prison": row}):
        async with desk.database.write(desk.viewer) as session:
            with pytest.raises(UnfitArgument, match="pass its id"):
                await enqueue(session, WORK, desk.viewer, seconds=given)
    assert pack({"prison_id": row.id}) == {"prison_id": str(row.id)}


async def test_arguments_the_job_does_not_take_are_refused_at_once(desk: Desk) -> None:
    async with desk.database.write(desk.viewer) as session:
        with pytest.raises(TypeError):
            await enqueue(session, BREAK_DOWN, desk.viewer)
        with pytest.raises(TypeError):
            await enqueue(session, BREAK_DOWN, desk.viewer, case_id=uuid7(), colour="RED")


def test_arguments_arrive_as_the_function_names_them() -> None:
    async def job(
        context: object,
        *,
        case_id: UUID,
        colours: list[Colour],
        day: date,
        moment: datetime,
        share: float,
        parameters: dict[str, int | None],
    ) -> None: ...

    given: dict[str, object] = {
        "case_id": uuid7(),
        "colours": [Colour.RED],
        "day": date(2028, 2, 29),
        "moment": datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        "share": 0.5,
        "parameters": {"older_than": 30, "wing": None},
    }
    packed = pack(given)
    assert packed["case_id"] == str(given["case_id"])
    assert unpack(job, packed) == given
