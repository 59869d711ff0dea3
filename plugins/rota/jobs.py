"""What the rota does later by itself: every night, the sessions of the week that came into view."""

from __future__ import annotations

from datetime import timedelta

from core.sdk import Job, JobContext, Schedule, daily, today
from core.sdk import lazy_gettext as _
from plugins.rota.gate_queries import sessions_of_day
from plugins.rota.reports.printing import ask_for_paper
from plugins.rota.services import make_sessions
from plugins.rota.services.gate_friction import settle_losses
from plugins.rota.services.gate_lists import make_gate_list, mark_printed

SETTLED_DAYS = 7
"""What was cancelled beforehand is lost once its day is over; mornings without a worker are caught up."""


async def run_making(context: JobContext) -> None:
    """Make the sessions of the next 12 weeks; tell how many were new."""
    async with context.finish() as session:
        context.result["made"] = await make_sessions(session, context.viewer)


MAKE_SESSIONS = Job(
    name="rota.make_sessions", run=run_making, title=_("Plan the sessions of the coming weeks")
)
NIGHTLY_MAKING = Schedule(name="rota.nightly_making", job=MAKE_SESSIONS, when=daily(0, 20))


async def run_morning_list(context: JobContext) -> None:
    """Make today's gate list and put it on paper where somebody is expected; settle what the week lost."""
    day = today()
    async with context.finish() as session:
        for ago in range(1, SETTLED_DAYS + 1):
            before = await sessions_of_day(session, day - timedelta(days=ago))
            await settle_losses(session, [one.id for one in before])
        made = await make_gate_list(session, context.viewer, context.decide, day)
        if made.expected:
            mark_printed(made.gate_list)
            await ask_for_paper(session, context.viewer, made.gate_list)
        context.result["expected"] = made.expected


MAKE_GATE_LIST = Job(name="rota.make_gate_list", run=run_morning_list, title=_("Make today's gate list"))
MORNING_LIST = Schedule(name="rota.morning_list", job=MAKE_GATE_LIST, when=daily(6))
