"""What the API says of reports that were asked for: state, progress, files and until when they are kept."""

from __future__ import annotations

from datetime import datetime

import strawberry
from strawberry import ID

from core.jobs.models import JobRow
from core.reads.declarations import computed, node
from core.reads.roots import connection, lookup
from core.reports import models
from core.reports.permissions import REPORT_READ
from core.reports.queries import ReportState, asked_by, of_job, state

strawberry.enum(ReportState)


@node(models.ReportFile, permission=REPORT_READ)
class ReportFile:
    id: ID
    kind: str
    title: str
    formats: list[str]
    created_at: datetime
    ready_at: datetime | None
    expires_at: datetime
    state: ReportState = computed(state)
    requested_by_name: str | None = computed(asked_by)
    done_steps: int | None = computed(lambda report: of_job(report, JobRow.done_steps))
    total_steps: int | None = computed(lambda report: of_job(report, JobRow.total_steps))
    failure: str | None = computed(lambda report: of_job(report, JobRow.error_message))


class Query:
    report_file = lookup(ReportFile, description="One report that was asked for.")
    report_files = connection(
        ReportFile,
        filters=("kind", "state"),
        orders=("created_at",),
        description="Reports that were asked for, kept for 7 days.",
    )
