"""What vetting does later by itself: at night what fell due by the calendar alone, in the morning letters."""

from __future__ import annotations

from core.sdk import Job, JobContext, Schedule, daily, on_working_days
from core.sdk import lazy_gettext as _
from plugins.vetting.services import keep_forecasts, keep_lead_times, move_due_cases
from plugins.vetting.services.letters import remind_referees


async def run_due_moves(context: JobContext) -> None:
    """Record the renewals that fell due, the clearances that ran out and the lapses; tell how many."""
    async with context.finish() as session:
        context.result["moved"] = await move_due_cases(session, context.viewer)


MOVE_DUE_CASES = Job(
    name="vetting.move_due_cases", run=run_due_moves, title=_("Record what fell due in the night")
)


async def run_forecasts(context: JobContext) -> None:
    """Forecast what was sent of late, note which decisions came, and measure how long vetting takes here."""
    async with context.finish() as session:
        given, came = await keep_forecasts(session, context.viewer)
        context.result["given"], context.result["came"] = given, came
        context.result["measured"] = await keep_lead_times(session, context.viewer)


KEEP_FORECASTS = Job(
    name="vetting.keep_forecasts", run=run_forecasts, title=_("Keep the forecasts and what came of them")
)


async def run_second_letters(context: JobContext) -> None:
    """Write once more to referees whose last day is near; tell to how many."""
    async with context.finish() as session:
        context.result["written"] = await remind_referees(session, context.viewer)


REMIND_REFEREES = Job(
    name="vetting.remind_referees", run=run_second_letters, title=_("Remind referees who have not answered")
)
IN_THE_MORNING = Schedule(name="vetting.second_letters", job=REMIND_REFEREES, when=on_working_days(7, 40))
AFTER_THE_DUE_MOVES = Schedule(name="vetting.nightly_forecasts", job=KEEP_FORECASTS, when=daily(0, 20))
SHORTLY_AFTER_MIDNIGHT = Schedule(name="vetting.nightly_due_moves", job=MOVE_DUE_CASES, when=daily(0, 5))
