"""From which day on the prison's own period lets a closed case go: the night's own question, for one case."""

from __future__ import annotations

from datetime import date

from sqlalchemy import false, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.vetting import models
from plugins.vetting.enums import VettingStage


async def kept_until(session: AsyncSession, case: models.Case) -> date | None:
    """Return the day from which a closed case may go, by the prison's own period; None while it is not."""
    if case.stage is not VettingStage.CLOSED:
        return None
    found = func.retention_due("vetting.case", text("'infinity'::date"), case.person_id, false())
    row = found.table_valued("record_id", "due_on")
    due: date | None = await session.scalar(select(row.c.due_on).where(row.c.record_id == case.id))
    return due
