"""Which cases wait in silence: where the night looks for those that lapse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Date, cast, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plugins.vetting import models
from plugins.vetting.enums import VettingStage


async def cases_that_may_lapse(
    session: AsyncSession, stages: Iterable[VettingStage], heard_by: date, taken_over_by: date
) -> Sequence[UUID]:
    """Return the ids of the cases at these stages of which nothing is recorded after a day.

    Of one that stands as it was taken over nothing can have been recorded before: its silence began then.
    """
    case, event = models.Case, models.StageEvent
    since = cast(func.timezone("Europe/London", event.created_at), Date)
    taken_over = exists().where(
        event.tenant_id == case.tenant_id,
        event.case_id == case.id,
        event.verb.is_(None),
        event.stage == case.stage,
        since > taken_over_by,
    )
    wanted = select(case.id).where(
        case.stage.in_(list(stages)),
        case.stage_since <= heard_by,
        or_(case.last_heard_on.is_(None), case.last_heard_on <= heard_by),
        ~taken_over,
    )
    return (await session.scalars(wanted.order_by(case.id))).all()
