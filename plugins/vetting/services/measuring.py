"""Measuring how long vetting takes here, each night: the start of a renewal goes by the last measurement."""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, today
from plugins.vetting import models, queries
from plugins.vetting.permissions import CASE_PROGRESS
from plugins.vetting.rules import measure_lead_times


async def keep_lead_times(session: AsyncSession, viewer: Viewer, *, on: date | None = None) -> int:
    """Write down what has changed of how long vetting takes; return how many numbers did.

    What can no longer be measured, because the cases it rested on are deleted by now, stays as it was.
    """
    viewer.require(CASE_PROGRESS)
    day = on or today()
    known = {lead.levels: (lead.days, lead.basis) for lead in await queries.lead_times_of(session)}
    passages = await queries.finished_passages(session)
    changed = [
        models.MeasuredLeadTime(
            levels=sorted(lead.levels),
            days=lead.days,
            sample=lead.sample,
            basis=lead.basis,
            since=day,
        )
        for lead in measure_lead_times(passages, day)
        if known.get(lead.levels) != (lead.days, lead.basis)
    ]
    session.add_all(changed)
    await session.flush()
    return len(changed)
