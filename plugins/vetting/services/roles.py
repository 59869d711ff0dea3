"""Saying what a role asks of people: a new version each time, from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Invalid, NotFound, RoleDescription, Viewer, today, translate
from plugins.vetting import models
from plugins.vetting.enums import AccessMode, TrainingType, VettingLevel
from plugins.vetting.permissions import ROLE_CHANGE


async def require_of_role(
    session: AsyncSession,
    viewer: Viewer,
    role_id: UUID,
    *,
    levels: Iterable[VettingLevel] = (),
    access_mode: AccessMode | None = None,
    training: Iterable[TrainingType] = (),
    since: date | None = None,
) -> models.RoleRequirement:
    """Say what a role asks for from a day on; what it asked for until then stays as it was."""
    viewer.require(ROLE_CHANGE)
    role = await session.scalar(select(RoleDescription).where(RoleDescription.id == role_id))
    if role is None:
        raise NotFound(translate("That role is not in this prison."), "roleId")
    begins = since or today()
    if begins < today():
        raise Invalid(
            translate("Choose today or a day to come: who came in until now was judged by what was asked."),
            "since",
        )
    asked = models.RoleRequirement(
        role_id=role.id,
        partner_id=role.partner_id,
        since=begins,
        levels=sorted(frozenset(levels)),
        access_mode=access_mode,
        training=sorted(frozenset(training)),
    )
    session.add(asked)
    await session.flush()
    return asked
