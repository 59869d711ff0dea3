"""What the partnership does by itself: service statuses that begin today."""

from __future__ import annotations

from core.jobs.calendar import daily
from core.jobs.declarations import Job, JobContext, Schedule
from core.partnership.services import apply_service_statuses
from core.translation import lazy_gettext as _


async def bring_statuses_up_to_date(context: JobContext) -> None:
    """Let the statuses hold that were recorded ahead for today; tell how many."""
    async with context.finish() as session:
        context.result["moved"] = await apply_service_statuses(session, context.viewer)


APPLY_STATUSES = Job(
    name="core.apply_service_statuses", run=bring_statuses_up_to_date, title=_("Change services' status")
)
SHORTLY_AFTER_MIDNIGHT = Schedule(name="core.nightly_service_statuses", job=APPLY_STATUSES, when=daily(0, 3))
