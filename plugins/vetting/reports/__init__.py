"""The reports of vetting. "Vetting position": where cases are, whose turn, what is late, what runs out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, calendar_now, reports, today
from core.sdk import lazy_gettext as _
from plugins.vetting.permissions import REPORT
from plugins.vetting.policy import policy_in_force
from plugins.vetting.queries import policies_of
from plugins.vetting.reports.attendance import ATTENDANCE_SHEET, BUILD_ATTENDANCE_SHEET
from plugins.vetting.reports.position import position_on
from plugins.vetting.reports.queries import case_lines
from plugins.vetting.reports.wording import position_document

__all__ = ["BUILDING", "BUILD_POSITION", "POSITION", "REPORTS"]


async def build_position(
    session: AsyncSession, viewer: Viewer, _parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the vetting position of the viewer's prison, today.

    It is the same whoever asks: others of the prison may download it, and they may know less.
    """
    on, policies = today(), await policies_of(session)
    position = position_on(await case_lines(session, policies), on, policy_in_force(policies, on))
    name = await reports.prison_name(session, viewer)
    return position_document(position, viewer, prison_name=name, at=calendar_now())


POSITION = reports.Report(
    code="vetting.position",
    title=_("Vetting position"),
    description=_("Who is cleared, who is stuck, whose turn it is, and whose clearance ends next."),
    permission=REPORT,
    build=build_position,
)
BUILD_POSITION = reports.report_job(POSITION)
REPORTS = (POSITION, ATTENDANCE_SHEET)
BUILDING = (BUILD_POSITION, BUILD_ATTENDANCE_SHEET)
