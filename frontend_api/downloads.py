"""Handing out files: reports, a piece at a time, and the rows of an import that could not be read."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.response import Stream

from core.database.unit_of_work import Database
from core.errors import NotFound
from core.files import FileStore
from core.imports.failed_rows import take_failed_rows
from core.mirror.own_copy import format_named, take_own_copy
from core.plugins.loader import Registry
from core.reports.formats import Format
from core.reports.services import NO_SUCH_REPORT, open_download
from frontend_api.sign_in.viewer import provide_viewer


@get("/{prison_code:str}/reports/{report_id:uuid}/files/{file_format:str}", include_in_schema=False)
async def download(
    request: Request[Any, Any, State], report_id: FromPath[UUID], file_format: FromPath[str]
) -> Stream:
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


@get("/{prison_code:str}/imports/{plan_id:uuid}/rows-to-put-right", include_in_schema=False)
async def rows_to_put_right(request: Request[Any, Any, State], plan_id: FromPath[UUID]) -> Response[bytes]:
    """Hand out the rows that could not be read, to be put right and imported again; that is noted."""
    viewer = await provide_viewer(request)
    database: Database = request.app.state.database
    registry: Registry = request.app.state.registry
    async with database.write(viewer) as session:
        file = await take_failed_rows(session, viewer, registry.importers, plan_id)
    return Response(
        file.content,
        media_type=file.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
            "Cache-Control": "no-store",
        },
    )


@get("/{prison_code:str}/me/copy/{file_format:str}", include_in_schema=False)
async def own_copy(request: Request[Any, Any, State], file_format: FromPath[str]) -> Response[bytes]:
    """Hand somebody the copy of their own record; that they took it is noted."""
    viewer = await provide_viewer(request)
    database: Database = request.app.state.database
    registry: Registry = request.app.state.registry
    chosen = format_named(file_format)
    async with database.write(viewer) as session:
        file = await take_own_copy(session, viewer, registry.contributions, chosen)
    return Response(
        file.content,
        media_type=chosen.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}",
            "Cache-Control": "no-store",
        },
    )
