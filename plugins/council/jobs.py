"""What the councils do by themselves: meetings are made, HMPPS is given what may cross, texts are scanned."""

from __future__ import annotations

from core.sdk import Job, JobContext, Schedule, daily
from core.sdk import lazy_gettext as _
from plugins.council.metrics import METRICS
from plugins.council.services.national import share_everything
from plugins.council.services.rescanning import RESCAN
from plugins.council.services.series import make_all_meetings


async def run_sharing(context: JobContext) -> None:
    """Give HMPPS the figures and what is published; tell of how many proposals."""
    async with context.finish() as session:
        context.result["shared"] = await share_everything(session, METRICS)


SHARE = Job(name="council.share", run=run_sharing, title=_("Give HMPPS figures and published answers"))
NIGHTLY_SHARING = Schedule(name="council.nightly_sharing", job=SHARE, when=daily(2, 40))


async def run_making(context: JobContext) -> None:
    """Make the meetings that half a year from today asks for; tell how many."""
    async with context.finish() as session:
        context.result["made"] = await make_all_meetings(session, context.viewer)


MAKE_MEETINGS = Job(
    name="council.make_meetings", run=run_making, title=_("Make the meetings of the next half year")
)
NIGHTLY_MEETINGS = Schedule(name="council.nightly_meetings", job=MAKE_MEETINGS, when=daily(2, 50))
RESCANS = tuple(
    Schedule(name=f"council.rescan_at_{hour}", job=RESCAN, when=daily(hour, 10)) for hour in (5, 9, 13, 17)
)
"""Any new name asks for it at once; these hours find what came by a road that asks for nothing."""
JOBS = (SHARE, RESCAN, MAKE_MEETINGS)
SCHEDULES = (NIGHTLY_SHARING, NIGHTLY_MEETINGS, *RESCANS)
