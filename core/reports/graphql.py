"""What the API says of reports that were asked for: state, progress, files and until when they are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry
from strawberry import ID, Info
from strawberry.scalars import JSON

from core.accounts.models import Account
from core.errors import NotFound
from core.jobs.models import JobRow
from core.plugins.activation import enabled
from core.reads.declarations import computed, node
from core.reads.mutations import Context, answer, mutation, writing
from core.reads.roots import connection, lookup
from core.reads.through import through
from core.reports import models
from core.reports.enums import TakenBack
from core.reports.formats import Format
from core.reports.permissions import REPORT_READ
from core.reports.queries import ReportState, seen_by, sizes, state
from core.reports.services import request_report
from core.translation import translate

strawberry.enum(ReportState)
strawberry.enum(TakenBack, name="ReportTakenBack")
strawberry.enum(Format, name="ReportFormat")


@node(models.ReportFile, permission=REPORT_READ, seen_by=seen_by)
class ReportFile:
    id: ID
    kind: str
    title: str
    formats: list[str]
    created_at: datetime
    ready_at: datetime | None
    expires_at: datetime
    taken_back: TakenBack | None
    taken_back_at: datetime | None
    state: ReportState = computed(state)
    requested_by_name: str | None = computed(through("requested_by", Account, "name"))
    done_steps: int | None = computed(through("job_id", JobRow, "done_steps"))
    total_steps: int | None = computed(through("job_id", JobRow, "total_steps"))
    failure: str | None = computed(through("job_id", JobRow, "error_message"))
    sizes: JSON | None = computed(sizes)


@strawberry.type
class ReportOffer:
    """A report this viewer may ask for."""

    code: str
    title: str
    description: str
    formats: list[Format]


async def _offers(info: Info[Context, None]) -> list[ReportOffer]:
    viewer = info.context.viewer
    viewer.require(REPORT_READ)
    return [
        ReportOffer(
            code=report.code,
            title=str(report.title),
            description=str(report.description),
            formats=list(report.formats),
        )
        for module in info.context.registry.contributions
        for report in module.reports
        if enabled(viewer, module.name) and viewer.may(report.permission) and not report.asked_elsewhere
    ]


class Query:
    report_file = lookup(ReportFile, description="One report that was asked for.")
    report_files = connection(
        ReportFile,
        filters=("kind", "state"),
        orders=("created_at",),
        description="Reports that were asked for, kept for 7 days.",
    )
    report_offers: Any = strawberry.field(resolver=_offers, description="Reports that can be asked for.")


class Mutation:
    @mutation("Ask for a report; the worker makes it.")
    async def request_report(
        self,
        info: Info[Context, None],
        code: str,
        formats: list[Format] | None = None,
    ) -> ReportFile:
        report = info.context.registry.reports.get(code)
        if report is None or report.asked_elsewhere:
            raise NotFound(translate("There is no such report. Choose one that is offered."), "code")
        async with writing(info) as (session, viewer):
            asked = await request_report(session, viewer, report, formats=formats or ())
        return await answer(info, ReportFile, asked.id)  # type: ignore[no-any-return]
