"""The API tells of reports: state, progress and who asked, to those who may see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.contribution import CORE
from core.database.migrate import core_history, differences
from core.database.unit_of_work import Database
from core.files import FileStore
from core.jobs.models import JobRow, JobState
from core.plugins.loader import Registry
from core.reports.formats import Format
from core.reports.models import ReportFile
from core.reports.permissions import REPORT_READ
from core.reports.services import request_report
from frontend_api.graphql.execution import Engine
from infra.database_roles import DatabaseUrls
from tests.core.reports.conftest import COUNT, People, Worker

ONE = """
query($id: ID!) { reportFile(id: $id) {
  kind title formats state doneSteps totalSteps failure requestedByName
} }
"""
ALL = "query($filter: ReportFileFilter) { reportFiles(filter: $filter) { totalCount } }"


@pytest.fixture
def engine(report_database: Database, files: FileStore) -> Engine:
    return Engine(Registry((CORE,)), report_database, files, introspection=False)


def seeing(viewer: Viewer) -> Viewer:
    return replace(viewer, permissions=viewer.permissions | {REPORT_READ.code})


async def asked_by(database: Database, viewer: Viewer) -> ReportFile:
    async with database.write(viewer) as session:
        return await request_report(session, viewer, COUNT, formats=[Format.PDF])


async def told(engine: Engine, viewer: Viewer, report: ReportFile) -> Any:
    result = await engine.execute(seeing(viewer), ONE, {"id": str(report.id)})
    assert result.errors == []
    assert result.data is not None
    return result.data["reportFile"]


async def test_report_tells_its_state_from_request_to_files(
    engine: Engine, report_database: Database, asker: Viewer, worker: Worker
) -> None:
    report = await asked_by(report_database, asker)
    waiting = {
        "kind": "test.count",
        "title": "How many",
        "formats": ["pdf"],
        "state": "QUEUED",
        "doneSteps": 0,
        "totalSteps": None,
        "failure": None,
        "requestedByName": "Morgan Vale",
    }
    assert await told(engine, asker, report) == waiting
    await worker.run(asker, report.job_id)
    ready = {**waiting, "state": "READY", "doneSteps": 2, "totalSteps": 2}
    assert await told(engine, asker, report) == ready


async def test_failure_is_told_in_the_jobs_own_words(
    engine: Engine, report_database: Database, asker: Viewer
) -> None:
    report = await asked_by(report_database, asker)
    for state in (JobState.RUNNING, JobState.FAILED):
        async with report_database.write(asker) as session:
            change = update(JobRow).where(JobRow.id == report.job_id)
            await session.execute(change.values(state=state, error_message="Not done: it rained."))
        assert (await told(engine, asker, report))["state"] == state.value
    assert (await told(engine, asker, report))["failure"] == "Not done: it rained."


async def test_expired_report_says_so(engine: Engine, report_database: Database, asker: Viewer) -> None:
    report = await asked_by(report_database, asker)
    async with report_database.write(asker) as session:
        past = ReportFile.expires_at - timedelta(days=8)
        await session.execute(update(ReportFile).values(expires_at=past))
    assert (await told(engine, asker, report))["state"] == "EXPIRED"


async def test_list_is_filtered_by_state_and_kept_to_the_prison(
    engine: Engine, report_database: Database, asker: Viewer, people: People
) -> None:
    await asked_by(report_database, asker)
    stranger = await people.with_role(await people.prison(), Role.COORDINATOR)
    queued, ready = {"state": {"eq": "QUEUED"}}, {"state": {"eq": "READY"}}
    for viewer, condition, expected in ((asker, queued, 1), (asker, ready, 0), (stranger, queued, 0)):
        result = await engine.execute(seeing(viewer), ALL, {"filter": condition})
        assert result.body() == {"data": {"reportFiles": {"totalCount": expected}}}


async def test_reports_are_not_told_without_the_right(
    engine: Engine, report_database: Database, asker: Viewer
) -> None:
    report = await asked_by(report_database, asker)
    result = await engine.execute(asker, ONE, {"id": str(report.id)})
    assert result.data is None
    assert [error["extensions"]["code"] for error in result.errors] == ["FORBIDDEN"]


async def test_migration_makes_what_the_model_says(report_urls: DatabaseUrls) -> None:
    found = await differences(report_urls.owner, [core_history(["vetting"])])
    assert [difference for difference in found if "report_file" in difference] == []
