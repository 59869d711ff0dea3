"""Files of a report go at once when what they show is taken back, whatever the worker is doing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest
from sqlalchemy import select

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.errors import Conflict
from core.files import FileStore
from core.identifiers import uuid7
from core.jobs.models import JobRow
from core.pages import PageRequest, ProgressState
from core.reports.enums import TakenBack
from core.reports.formats import Format
from core.reports.jobs import EXPIRE_REPORTS
from core.reports.pages import FILES, PROGRESS_PAGE
from core.reports.queries import ReportState
from core.reports.taking_back import take_back_reports
from tests.core.reports.asking import ask, download, files_below, state_of
from tests.core.reports.conftest import People, Worker


async def take_back(
    database: Database, viewer: Viewer, *about: UUID, why: TakenBack = TakenBack.REDACTED
) -> list[UUID]:
    """Take back; return the jobs that are to delete files."""
    async with database.write(viewer) as session:
        await take_back_reports(session, viewer, about, why=why)
        asked = select(JobRow.id).where(JobRow.kind == EXPIRE_REPORTS.name)
        return list(await session.scalars(asked))


@pytest.mark.parametrize("why", TakenBack)
async def test_trap_a_kept_file_is_gone_the_moment_its_content_is_taken_back(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore, tmp_path: Path, why: TakenBack
) -> None:
    issue, other = uuid7(), uuid7()
    gone = await ask(report_database, asker, Format.PDF, issue_id=issue)
    stays = await ask(report_database, asker, Format.PDF, issue_id=other)
    for asked in (gone, stays):
        await worker.run(asker, asked.job_id)

    (job_id,) = await take_back(report_database, asker, issue, why=why)

    assert await state_of(report_database, asker, gone.id) is ReportState.TAKEN_BACK
    with pytest.raises(Conflict) as refused:
        await download(report_database, asker, store, gone.id)
    assert refused.value.message == str(why.label)
    await worker.run(asker, job_id)
    assert files_below(asker, gone.id, tmp_path) == []
    assert (await download(report_database, asker, store, stays.id)).startswith(b"%PDF")
    assert await state_of(report_database, asker, gone.id) is ReportState.TAKEN_BACK
    assert await take_back(report_database, asker, issue, why=why) == [job_id]


async def test_what_is_taken_back_while_it_is_made_leaves_no_file(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore, tmp_path: Path
) -> None:
    issue = uuid7()
    asked = await ask(report_database, asker, Format.PDF, issue_id=issue)
    (job_id,) = await take_back(report_database, asker, issue)
    await worker.run(asker, job_id)

    await worker.run(asker, asked.job_id)

    assert files_below(asker, asked.id, tmp_path) == []
    assert await state_of(report_database, asker, asked.id) is ReportState.TAKEN_BACK
    with pytest.raises(Conflict, match="left out"):
        await download(report_database, asker, store, asked.id)


async def test_another_prisons_report_of_the_same_id_stays(
    report_database: Database, asker: Viewer, people: People, worker: Worker, store: FileStore
) -> None:
    there = await people.with_role(await people.prison(), Role.COORDINATOR)
    issue = uuid7()
    asked = await ask(report_database, there, Format.PDF, issue_id=issue)
    await worker.run(there, asked.job_id)

    assert await take_back(report_database, asker, issue) == []
    assert (await download(report_database, there, store, asked.id)).startswith(b"%PDF")


@pytest.mark.parametrize("why", TakenBack)
def test_pages_of_a_report_that_was_taken_back_say_why_and_offer_no_file(why: TakenBack) -> None:
    report: dict[str, Any] = {
        "id": str(uuid7()),
        "title": "Poster",
        "state": ReportState.TAKEN_BACK.value,
        "takenBack": why.value,
        "sizes": {"pdf": 9},
        "expiresAt": "2026-11-30T09:00:00+00:00",
        **dict.fromkeys(("failure", "doneSteps", "totalSteps", "requestedByName")),
    }
    prison = SimpleNamespace(prison=SimpleNamespace(code="EXI"))
    files = FILES.download({"reportFile": report}, cast("PageRequest", prison))
    shown = PROGRESS_PAGE.progress({"reportFile": report}, cast("PageRequest", prison))

    assert (files.lead, files.files, files.expires) == (why.label, (), None)
    assert (shown.words, shown.state) == (why.label, ProgressState.FAILED)
