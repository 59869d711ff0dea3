"""A list with somebody who may be in it twice, imported on the pages: no script is needed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.files import FileStore
from core.identifiers import JobId
from core.imports.jobs import import_jobs
from core.imports.models import ImportPlan
from core.jobs.pulse import Pulse
from core.jobs.runner import Runner
from core.jobs.work import Work
from core.plugins.loader import Registry
from infra.database_roles import DatabaseUrls
from plugins.vetting.imports import TRACKER_IMPORTER
from tests.frontend_api.pages.conftest import Reader
from tests.frontend_api.pages.reading import Page

TRACKER = (
    b"Surname,First name,Org,Level,Cleared?\n"
    b"Birch,Kit,Harbour Lights,EL1,with SSCL\n"
    b"Kit,Birch,Lantern Table,EL1,with SSCL\n"
)
COLUMNS = ("surname", "first_name", "organisation", "level", "status")
DoLatestJob = Callable[[], Awaitable[UUID]]


@pytest.fixture
def do_latest_job(
    database: Database, database_urls: DatabaseUrls, registry: Registry, files: FileStore, coordinator: Viewer
) -> DoLatestJob:
    """Do what the latest import waits for, as the worker does; return the plan's id."""
    jobs = import_jobs(TRACKER_IMPORTER, lambda: files).all()
    work = Work({job.name: job for job in jobs}, permissions=registry.permissions)

    async def do() -> UUID:
        async with database.read(coordinator) as session:
            latest = select(ImportPlan).order_by(ImportPlan.created_at.desc()).limit(1)
            plan = (await session.scalars(latest)).one()
        assert coordinator.tenant_id is not None
        assert plan.job_id is not None
        pulse = Pulse(database_urls.app, every_seconds=0.2)
        pulse.start()
        runner = Runner(database, work, pulse, name="pages", watch=lambda *_: None)
        try:
            assert await runner.run(coordinator.tenant_id, JobId(plan.job_id))
        finally:
            pulse.stop()
        return plan.id

    return do


async def planned(reader: Reader, do_latest_job: DoLatestJob) -> str:
    """Choose the file, agree to how it is read, and have it planned; return the plan's address."""
    new = await reader.open("/imports/new")
    chosen = await reader.send(
        "/imports/new", new, files={"file": ("tracker.csv", TRACKER)}, importer="vetting"
    )
    reading = await reader.follow(chosen)
    path = chosen.headers["location"].removeprefix(reader.path(""))
    asked = {name: values[0] for name, values in reading.fields.items() if values}
    answers = asked | {f"s0c{number}": field for number, field in enumerate(COLUMNS)}
    sent = await reader.send(path, reading, **answers)
    assert sent.status_code == 303, sent.text
    return f"/imports/{await do_latest_job()}"


def questions(page: Page) -> list[str]:
    return [name for name in page.fields if name.startswith("row-")]


async def decide(reader: Reader, address: str, decision: str) -> httpx.Response:
    asked = await reader.open(f"{address}/duplicates")
    (question,) = questions(asked)
    return await reader.send(f"{address}/duplicates", asked, **{question: decision})


async def test_each_row_is_decided_about_and_the_plan_follows(
    reader: Reader, do_latest_job: DoLatestJob
) -> None:
    address = await planned(reader, do_latest_job)
    plan = await reader.open(f"{address}/plan")
    assert "2 new" in plan.words
    assert "1 row may be the same as an earlier one." in plan.words
    assert plan.links["Decide about these rows"] == reader.path(f"{address}/duplicates")

    asked = await reader.open(f"{address}/duplicates")
    assert "Row 3: Kit, Birch (Lantern Table)" in asked.words
    assert "Perhaps the same as row 2: Birch, Kit (Harbour Lights)." in asked.words
    (question,) = questions(asked)
    assert asked.fields[question] == ["OTHER"]

    for decision, headline in (
        ("SAME", "1 new · 1 merged into an earlier row"),
        ("SKIP", "1 new · 1 left out, as you chose"),
        ("OTHER", "2 new"),
    ):
        sent = await decide(reader, address, decision)
        assert sent.headers["location"] == reader.path(address)
        await do_latest_job()
        plan = await reader.open(f"{address}/plan")
        assert headline in plan.words
        assert "Change what you decided" in plan.words
        (question,) = questions(again := await reader.open(f"{address}/duplicates"))
        assert again.fields[question] == [decision]


async def test_answer_that_is_none_is_refused_on_the_page(reader: Reader, do_latest_job: DoLatestJob) -> None:
    address = await planned(reader, do_latest_job)
    sent = await decide(reader, address, "PERHAPS")
    assert sent.status_code == 422
    assert "2 new" in (await reader.open(f"{address}/plan")).words
