"""The pack of a meeting as a report: built from what was issued, whatever the agenda says by now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Viewer, reports, translate
from core.sdk import lazy_gettext as _
from plugins.council.permissions import MEETING_READ
from plugins.council.reports.on_paper import on_paper
from plugins.council.services.pack_paper import held_of, issues_of, pack_document


async def build_pack(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the pack of a meeting from what was issued, whatever its agenda says by now."""
    meeting_id = UUID(str(parameters["meeting"]))
    issues = await issues_of(session, meeting_id)
    if not issues:
        raise Conflict(translate("Nothing was issued for this meeting yet."))
    held = await held_of(session, meeting_id)
    return pack_document(held, issues, prison=await reports.prison_name(session, viewer), viewer=viewer)


PACK = on_paper(
    "council.pack",
    title=_("Papers of a council's meeting"),
    description=_("Agenda, papers and supplements of one meeting; page numbers never change."),
    permission=MEETING_READ,
    build=build_pack,
)


async def print_pack(session: AsyncSession, viewer: Viewer, meeting_id: UUID) -> UUID:
    """Ask for the pack of a meeting as one file; return the id of the report."""
    viewer.require(MEETING_READ)
    await held_of(session, meeting_id)
    given = {"meeting": meeting_id}
    return (await reports.request_report(session, viewer, PACK, parameters=given)).id
