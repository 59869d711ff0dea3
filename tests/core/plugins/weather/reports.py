"""The report of weather."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, now, reports, translate
from core.sdk import lazy_gettext as _

from .models import Sighting
from .permissions import SIGHTING_READ


async def build(
    session: AsyncSession, viewer: Viewer, _parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Count the skies."""
    counted = await session.execute(select(Sighting.sky, func.count()).group_by(Sighting.sky))
    table = reports.Table(
        caption=translate("Skies seen"),
        columns=(
            reports.Column(translate("Sky")),
            reports.Column(translate("Times"), reports.Kind.INTEGER),
        ),
        rows=[(sky.label, count) for sky, count in counted],
    )
    return reports.ReportDocument(
        title=SUMMARY.title,
        prison_name=await reports.prison_name(session, viewer),
        prison_code=viewer.tenant_code or "",
        as_at=now(),
        produced_at=now(),
        produced_by=viewer.name,
        classification=reports.Classification.OFFICIAL,
        summary=(translate("This is what was seen."),),
        sections=(reports.Section(translate("Skies"), (table,)),),
    )


SUMMARY = reports.Report(
    code="weather.summary",
    title=_("Weather summary"),
    description=_("How often it was wet."),
    permission=SIGHTING_READ,
    build=build,
    formats=(reports.Format.XLSX,),
)
BUILD_SUMMARY = reports.report_job(SUMMARY)
