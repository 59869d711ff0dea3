"""The nightly clearing: what is past its date goes, a bounded number at a time, until nothing is left."""

from __future__ import annotations

from core.jobs.calendar import daily
from core.jobs.declarations import Job, JobContext, Schedule
from core.jobs.enqueue import enqueue
from core.retention.queries import rule_codes
from core.retention.services import carry_out
from core.translation import lazy_gettext as _

MOST_AT_ONCE = 500
"""Records in one transaction: nobody waits for a lock for long, and a killed night loses little."""


async def carry_out_due(context: JobContext) -> None:
    """Carry out what is due, and ask for the rest in the same transaction."""
    left = MOST_AT_ONCE
    async with context.finish() as session:
        for code in await rule_codes(session):
            left -= await carry_out(session, context.viewer, code, at_most=left)
            if left <= 0:
                await enqueue(session, CARRY_OUT, context.viewer)
                break
        context.result["gone"] = MOST_AT_ONCE - left


CARRY_OUT = Job(name="core.carry_out_retention", run=carry_out_due, title=_("Delete what is past its date"))
AFTER_THE_FILES = Schedule(name="core.nightly_retention", job=CARRY_OUT, when=daily(3, 30))
"""After the reports' files are gone, whose notes go here."""
