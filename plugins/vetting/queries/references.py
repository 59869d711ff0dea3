"""References: who was asked for one, for which case."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, translate
from plugins.vetting import models


async def references_of_case(session: AsyncSession, case_id: UUID) -> Sequence[models.Reference]:
    """Return who was asked for a reference for a case."""
    wanted = select(models.Reference).where(models.Reference.case_id == case_id)
    return (await session.scalars(wanted.order_by(models.Reference.id))).all()


async def reference_by_id(session: AsyncSession, reference_id: UUID) -> models.Reference:
    """Return the reference, or say that this viewer's prison has none of that id."""
    found = await session.scalar(select(models.Reference).where(models.Reference.id == reference_id))
    if found is None:
        raise NotFound(translate("That reference is not in this prison."), "referenceId")
    return found


async def reference_to_change(session: AsyncSession, reference_id: UUID) -> models.Reference:
    """Lock one reference, or say that this viewer's prison has none of that id."""
    wanted = select(models.Reference).where(models.Reference.id == reference_id).with_for_update()
    found = await session.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise NotFound(translate("That reference is not in this prison."), "referenceId")
    return found
