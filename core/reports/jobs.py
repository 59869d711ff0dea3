"""What the worker does for reports: build one, and delete what has expired."""

from __future__ import annotations

import io
from asyncio import to_thread
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update

from core import clock
from core.errors import NotFound
from core.files import FileStore, PrisonFiles, store_from_environment
from core.jobs.calendar import daily
from core.jobs.declarations import Job, JobContext, Schedule
from core.reports.declarations import Report
from core.reports.document import ReportDocument
from core.reports.formats import Format
from core.reports.models import ReportFile
from core.reports.rendering import write_report
from core.reports.wording import file_stem
from core.translation import lazy_gettext as _
from core.translation import translate

OpenStore = Callable[[], FileStore]
KEPT_FOR = timedelta(days=7)
REMEMBERED_FOR = timedelta(days=90)
"""How long the list still says that a report was once made."""


def report_job(report: Report, open_store: OpenStore = store_from_environment) -> Job:
    """Return the job that builds this report; its module declares it beside the report."""
    module, _dot, name = report.code.partition(".")

    async def build(context: JobContext, *, report_file_id: UUID) -> None:
        context.viewer.require(report.permission)
        asked, document = await _read(context, report, report_file_id)
        files = open_store().of(asked.tenant_id)
        stored: dict[str, object] = {}
        steps = len(asked.formats) + 1
        for number, format_ in enumerate(map(Format, asked.formats), start=1):
            await context.progress(number, steps)
            folder = f"{_folder(report_file_id)}/{context.attempt}"
            stored[format_.value] = await _store(files, folder, document, format_, report.code)
        await context.progress(steps, steps)
        async with context.finish() as session:
            kept = await session.scalar(
                update(ReportFile)
                .where(ReportFile.id == report_file_id, ReportFile.taken_back.is_(None))
                .values(files=stored, ready_at=func.now(), expires_at=func.now() + KEPT_FOR)
                .returning(ReportFile.id)
            )
            context.result["report_file_id"] = str(report_file_id)
        if kept is None:  # it was taken back meanwhile, and what was read for it is no longer so
            await files.delete_folder(_folder(report_file_id))

    return Job(name=f"{module}.build_{name}_report", run=build, title=report.title, max_attempts=3)


async def _read(
    context: JobContext, report: Report, report_file_id: UUID
) -> tuple[ReportFile, ReportDocument]:
    async with context.read() as session:
        asked = await session.scalar(select(ReportFile).where(ReportFile.id == report_file_id))
        if asked is None:
            raise NotFound(translate("There is no such report in this prison."))
        return asked, await report.build(session, context.viewer, asked.parameters)


async def _store(
    files: PrisonFiles, folder: str, document: ReportDocument, format_: Format, code: str
) -> dict[str, object]:
    """Write one format and keep it; each attempt has a folder of its own, so two never mix."""
    target = io.BytesIO()
    await to_thread(write_report, document, format_, target)
    name = f"{file_stem(document, code)}.{format_.value}"
    path = f"{folder}/{name}"
    await files.put(path, target.getvalue())
    return {"name": name, "path": path, "size": target.getbuffer().nbytes}


def _folder(report_file_id: UUID) -> str:
    return f"reports/{report_file_id}"


def expiry_job(open_store: OpenStore = store_from_environment) -> Job:
    """Return the job that deletes a prison's reports that expired or were taken back."""

    async def expire(context: JobContext) -> None:
        moment = clock.now()
        async with context.read() as session:
            expired = list(
                await session.execute(
                    select(ReportFile.tenant_id, ReportFile.id).where(
                        or_(ReportFile.expires_at <= moment, ReportFile.taken_back.is_not(None)),
                        ReportFile.deleted_at.is_(None),
                    )
                )
            )
        for tenant_id, report_file_id in expired:
            await open_store().of(tenant_id).delete_folder(_folder(report_file_id))
        ids = [report_file_id for _tenant_id, report_file_id in expired]
        async with context.finish() as session:
            await session.execute(
                update(ReportFile).where(ReportFile.id.in_(ids)).values(files={}, deleted_at=moment)
            )
            await session.execute(delete(ReportFile).where(ReportFile.deleted_at < moment - REMEMBERED_FOR))

    return Job(name="core.expire_reports", run=expire, title=_("Delete reports that were kept for 7 days"))


EXPIRE_REPORTS = expiry_job()
NIGHTLY_EXPIRY = Schedule(name="core.nightly_report_expiry", job=EXPIRE_REPORTS, when=daily(3))
