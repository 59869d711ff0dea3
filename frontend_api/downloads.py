"""Handing out the files of reports, to whoever may have them, a piece at a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Request, get
from litestar.datastructures import State
from litestar.response import Stream

from core.database.unit_of_work import Database
from core.errors import NotFound
from core.files import FileStore
from core.reports.formats import Format
from core.reports.services import NO_SUCH_REPORT, open_download
from frontend_api.sign_in.viewer import provide_viewer


@get("/{prison_code:str}/reports/{report_id:uuid}/files/{file_format:str}", include_in_schema=False)
async def download(request: Request[Any, Any, State], report_id: UUID, file_format: str) -> Stream:
    """Stream one file of a report; who took it is noted before the first byte leaves."""
    viewer = await provide_viewer(request)
    if file_format not in set(Format):
        raise NotFound(NO_SUCH_REPORT)
    database: Database = request.app.state.database
    store: FileStore = request.app.state.files
    async with database.write(viewer) as session:
        file = await open_download(session, viewer, store, report_id, format_=Format(file_format))
    return Stream(
        file.pieces,
        media_type=file.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Content-Length": str(file.size),
            "Cache-Control": "no-store",
        },
    )
