"""What the rota does later by itself: every night, the sessions of the week that came into view."""

from __future__ import annotations

from core.sdk import Job, JobContext, Schedule, daily
from core.sdk import lazy_gettext as _
from plugins.rota.services import make_sessions


async def run_making(context: JobContext) -> None:
    """Make the sessions of the next 12 weeks; tell how many were new."""
    async with context.finish() as session:
        context.result["made"] = await make_sessions(session, context.viewer)


MAKE_SESSIONS = Job(
    name="rota.make_sessions", run=run_making, title=_("Plan the sessions of the coming weeks")
)
NIGHTLY_MAKING = Schedule(name="rota.nightly_making", job=MAKE_SESSIONS, when=daily(0, 20))
