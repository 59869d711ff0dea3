"""Asking for a report, and handing out its files: whoever holds the report's own right in that prison."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.accounts.viewer import Viewer
from core.audit.reads import record_reads
from core.errors import Conflict, Forbidden, Invalid, ModuleDisabled, NotFound
from core.files import FileStore
from core.jobs.arguments import pack
from core.jobs.enqueue import enqueue
from core.jobs.work import module_of
from core.plugins.activation import enabled
from core.reports.declarations import Report
from core.reports.formats import Format
from core.reports.jobs import KEPT_FOR, report_job
from core.reports.models import ReportFile
from core.reports.queries import ReportState, report_with_state
from core.translation import lazy_gettext as _
from core.translation import translate

NO_SUCH_REPORT = _("There is no such report in this prison.")
NOT_YET = {
    ReportState.QUEUED: _("This report is still being made. Try again in a moment."),
    ReportState.RUNNING: _("This report is still being made. Try again in a moment."),
    ReportState.FAILED: _("This report could not be made. Ask for it again."),
    ReportState.EXPIRED: _("This report was kept for 7 days and has been deleted. Ask for it again."),
}


class StoredFile(msgspec.Struct, frozen=True):
    """One file of a report, as its row says it."""

    name: str
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Download:
    """A file on its way to a person."""

    name: str
    media_type: str
    size: int
    pieces: AsyncIterator[bytes]


async def request_report(
    session: AsyncSession,
    viewer: Viewer,
    report: Report,
    *,
    formats: Collection[Format] = (),
    parameters: Mapping[str, object] | None = None,
) -> ReportFile:
    """Ask for a report, in all its formats when none is named; the worker builds it."""
    viewer.require(report.permission)
    _refuse_person_scope(viewer)
    if not enabled(viewer, module_of(report.code)):
        raise ModuleDisabled(translate("This report belongs to a module that is switched off here."))
    wanted = [format_ for format_ in report.formats if format_ in (formats or report.formats)]
    if not wanted or not set(formats) <= set(report.formats):
        raise Invalid(translate("Choose at least one of the formats offered."), "formats")
    asked = ReportFile(
        kind=report.code,
        title=str(report.title),
        permission=report.permission.code,
        formats=[format_.value for format_ in wanted],
        parameters=pack(parameters or {}),
        requested_by=viewer.account_id,
        partner_id=viewer.partner_id,
        expires_at=clock.now() + KEPT_FOR,
    )
    session.add(asked)
    await session.flush()
    asked.job_id = await enqueue(session, report_job(report), viewer, report_file_id=asked.id)
    return asked


async def open_download(
    session: AsyncSession, viewer: Viewer, store: FileStore, report_file_id: UUID, *, format_: Format
) -> Download:
    """Open one file of a report, and note who took it; a DomainError says why there is none to be had.

    The session must be one to write in, and the pieces outlive it.
    """
    found = await report_with_state(session, report_file_id)
    if found is None or viewer.tenant_id is None:
        raise NotFound(NO_SUCH_REPORT)
    report, state = found
    if report.permission not in viewer.permissions:
        raise Forbidden(translate("You cannot download this report: it holds what your role does not see."))
    _refuse_person_scope(viewer)
    if not enabled(viewer, module_of(report.kind)):
        raise ModuleDisabled(translate("This report belongs to a module that is switched off here."))
    if report.taken_back is not None:
        raise Conflict(str(report.taken_back.label))
    if state is not ReportState.READY:
        raise Conflict(NOT_YET[state])
    stored = report.files.get(format_.value)
    if stored is None:
        raise NotFound(translate("This report was not asked for in that format."))
    file = msgspec.convert(stored, StoredFile)
    await record_reads(await session.connection(), viewer, [("ReportFile", report.id)])
    pieces = await store.of(viewer.tenant_id).read(file.path)
    return Download(file.name, format_.media_type, file.size, pieces)


def _refuse_person_scope(viewer: Viewer) -> None:
    """A file holds a whole organisation's rows, so nobody who sees only their own may have one."""
    if viewer.person_id is not None:
        raise Forbidden(translate("Reports are for staff and partner organisations."))
