"""Handing a file to whoever holds its address: kept by their program, and asked for again each time."""

from __future__ import annotations

import hashlib

from litestar import Response

from core.database.unit_of_work import Database
from core.links.declarations import LinkFile
from frontend_api.pages.links.arrival import Arrival, LinkGone

ASK_AGAIN = "private, no-cache"


async def hand_out(arrival: Arrival, file: LinkFile) -> Response[bytes]:
    """Answer with the file, or that it is still the one the program has."""
    database: Database = arrival.request.app.state.database
    async with database.read(arrival.viewer) as session:
        found = await file.build(session, arrival.viewer)
    if found is None:
        raise LinkGone
    # Weak: the same calendar compressed is the same calendar.
    tag = f'W/"{hashlib.sha256(found.content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": ASK_AGAIN}
    if is_known(arrival.request.headers.get("if-none-match", ""), tag):
        return Response(b"", status_code=304, headers=headers, media_type=file.media_type)
    headers["Content-Disposition"] = f'inline; filename="{found.name}"'
    return Response(found.content, media_type=file.media_type, headers=headers)


def is_known(said: str, tag: str) -> bool:
    """Say whether `If-None-Match` names this tag (RFC 9110 13.1.2: compared weakly)."""
    known = {one.strip().removeprefix("W/") for one in said.split(",")}
    return "*" in known or tag.removeprefix("W/") in known
