"""`gatehouse jobs`: the operator sees ids, times and references, and has a job tried once more."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import update

from core import clock
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.identifiers import uuid7
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState, QueuedJob
from core.plugins.loader import Registry
from core.testkit import make_prison, viewer
from infra.database_roles import DatabaseUrls
from tests.infra.test_cli import gatehouse
from tests.servers import run_apart

KIND = "core.forget_import_file"


@dataclass(frozen=True)
class Failed:
    """A job that failed for good, and the database it is in."""

    urls: DatabaseUrls
    job_id: UUID
    file_id: UUID


async def fail_for_good(urls: DatabaseUrls, registry: Registry) -> Failed:
    await upgrade(urls.owner, registry.histories)
    database = Database(engine_for(urls.app, pool_size=1))
    prison = await make_prison(database, "EXI")
    asker: Viewer = viewer(registry, prison, Role.COORDINATOR)
    file_id = uuid7()
    async with database.write(asker) as session:
        job_id = await enqueue(session, registry.jobs[KIND], asker, file_id=file_id)
        ended = {"state": JobState.FAILED, "finished_at": clock.now(), "correlation_id": "ref-7"}
        await session.execute(update(JobRow).where(JobRow.id == job_id).values(ended))
        await session.execute(update(QueuedJob).values(dead_at=clock.now(), attempts=5))
    await database.close()
    return Failed(urls, job_id, file_id)


@pytest.fixture
def failed(empty_database: Callable[[], DatabaseUrls], registry: Registry) -> Failed:
    made: list[Failed] = []
    urls = empty_database()

    async def make() -> None:
        made.append(await fail_for_good(urls, registry))

    run_apart(make())
    return made[0]


def test_failed_jobs_are_listed_by_id_prison_kind_times_and_reference(failed: Failed) -> None:
    done = gatehouse("jobs", "list", GATEHOUSE_DATABASE_URL=failed.urls.app)
    assert done.returncode == 0, done.stderr
    for shown in (str(failed.job_id), "EXI", KIND, "ref-7", "attempts 5"):
        assert shown in done.stdout
    for hidden in (str(failed.file_id), "file_id", "Sam Tester"):
        assert hidden not in done.stdout
    (row,) = json.loads(gatehouse("jobs", "list", "--json", GATEHOUSE_DATABASE_URL=failed.urls.app).stdout)
    assert set(row) == {
        "job_id", "prison_code", "kind", "asked_at", "gave_up_at", "attempts", "reference",
    }  # fmt: skip


def test_a_job_is_tried_again_once(failed: Failed) -> None:
    first = gatehouse("jobs", "retry", str(failed.job_id), GATEHOUSE_DATABASE_URL=failed.urls.app)
    assert (first.returncode, first.stdout) == (0, "1 job tried once more.\n")
    listed = gatehouse("jobs", "list", GATEHOUSE_DATABASE_URL=failed.urls.app)
    assert listed.stdout == "No job has failed for good.\n"
    second = gatehouse("jobs", "retry", str(failed.job_id), GATEHOUSE_DATABASE_URL=failed.urls.app)
    assert second.returncode == 1
    assert second.stderr == (
        f"Error: No job that failed for good has the id {failed.job_id}: see `gatehouse jobs list`.\n"
    )


def test_an_id_that_is_none_is_refused(failed: Failed) -> None:
    done = gatehouse("jobs", "retry", "tomorrow", GATEHOUSE_DATABASE_URL=failed.urls.app)
    assert done.returncode == 2
    assert "tomorrow" in done.stderr
