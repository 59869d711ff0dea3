"""A small file that a module makes while somebody waits for it."""

from __future__ import annotations

from urllib.parse import quote

from litestar import Response

from core.pages.declarations import FilePage
from frontend_api.pages.visit import Visit


async def hand_over(visit: Visit, page: FilePage) -> Response[bytes]:
    """Answer with the file, as something to keep and not to show."""
    async with visit.desk.engine.database.read(visit.visitor.viewer) as session:
        made = await page.build(session, visit.asked)
    return Response(
        made.content,
        media_type=page.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(made.name)}",
            "Cache-Control": "no-store",
        },
    )
