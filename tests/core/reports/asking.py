"""How a test asks for a report, looks at its state and downloads it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import update

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.files import FileStore
from core.jobs.enqueue import enqueue
from core.jobs.runner import Outcome
from core.reports.formats import Format
from core.reports.jobs import EXPIRE_REPORTS
from core.reports.models import ReportFile
from core.reports.queries import ReportState, report_with_state
from core.reports.services import open_download, request_report
from tests.core.reports.conftest import COUNT, Worker

EVERY_FORMAT = (Format.PDF, Format.XLSX, Format.ODS)


async def ask(database: Database, viewer: Viewer, *formats: Format, **parameters: object) -> ReportFile:
    async with database.write(viewer) as session:
        return await request_report(session, viewer, COUNT, formats=formats, parameters=parameters)


async def state_of(database: Database, viewer: Viewer, report_file_id: UUID) -> ReportState:
    async with database.read(viewer) as session:
        found = await report_with_state(session, report_file_id)
    assert found is not None
    return found[1]


async def download(
    database: Database, viewer: Viewer, store: FileStore, report_file_id: UUID, format_: Format = Format.PDF
) -> bytes:
    async with database.write(viewer) as session:
        opened = await open_download(session, viewer, store, report_file_id, format_=format_)
    content = b"".join([piece async for piece in opened.pieces])
    assert len(content) == opened.size
    return content


async def age(database: Database, viewer: Viewer, report_file_id: UUID, by: timedelta) -> None:
    """Let time pass for a report."""
    async with database.write(viewer) as session:
        await session.execute(
            update(ReportFile)
            .where(ReportFile.id == report_file_id)
            .values(
                expires_at=ReportFile.expires_at - by,
                deleted_at=ReportFile.deleted_at - by,
            )
        )


async def expire(database: Database, viewer: Viewer, worker: Worker) -> Outcome:
    async with database.write(viewer) as session:
        job_id = await enqueue(session, EXPIRE_REPORTS, viewer)
    return await worker.run(viewer, job_id)


def files_below(viewer: Viewer, report_file_id: UUID, tmp_path: Path) -> list[str]:
    folder = tmp_path / "files" / str(viewer.tenant_id) / "reports" / str(report_file_id)
    return sorted(path.name for path in folder.rglob("*") if path.is_file())
