"""The daily reminders: at half past seven on working days, one transaction for a prison."""

from __future__ import annotations

from datetime import date

from core.clock import is_working_day, today
from core.jobs.calendar import on_working_days
from core.jobs.declarations import Job, JobContext, Schedule
from core.reminders.digest import tell_all
from core.reminders.noticing import notice_due
from core.translation import lazy_gettext as _


async def remind(context: JobContext) -> None:
    """Tell everybody what is due today."""
    await remind_on(context, today())


async def remind_on(context: JobContext, day: date) -> None:
    """Take the steps of a day, those missed before it among them; nothing on a day off."""
    async with context.finish() as session:
        if not is_working_day(day):
            return
        taken = await notice_due(session, context.viewer, context.work.reminders, on=day)
        context.result["told"] = await tell_all(session, context.viewer, taken, on=day)


REMIND = Job(name="core.remind", run=remind, title=_("Remind people of what is due"))
MORNING_REMINDERS = Schedule(name="core.morning_reminders", job=REMIND, when=on_working_days(7, 30))
