"""Requests for a correction that nobody has answered: the desk is told before their month is over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.mirror.enums import CorrectionState
from core.mirror.models import Correction
from core.mirror.permissions import CORRECTION_ANSWER
from core.reminders.declarations import Due, Reminder, Step, Told
from core.translation import lazy_gettext as _


async def _find(
    session: AsyncSession, _viewer: Viewer, _on: date, subjects: Collection[UUID] | None
) -> Sequence[Due]:
    wanted = select(Correction.id, Correction.due_on, Correction.person_id).where(
        Correction.state == CorrectionState.OPEN
    )
    if subjects is not None:
        wanted = wanted.where(Correction.id.in_(subjects))
    return [
        Due(subject_id=row.id, due_on=row.due_on, person_id=row.person_id)
        for row in await session.execute(wanted)
    ]


CORRECTION_DUE = Reminder(
    name="core.correction",
    title=_("Answer somebody who asked for a correction"),
    find=_find,
    permission=CORRECTION_ANSWER,
    ladder=(Step(-10, Told.COORDINATOR), Step(-3, Told.COORDINATOR), Step(1, Told.COORDINATOR)),
)
REMINDERS = (CORRECTION_DUE,)
