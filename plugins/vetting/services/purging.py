"""Deleting a case that was kept as long as it has to be."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, explain_constraint
from core.sdk import lazy_gettext as _
from plugins.vetting import models
from plugins.vetting.enums import Verb
from plugins.vetting.permissions import CASE_PURGE
from plugins.vetting.services.cases import move_case

explain_constraint(
    "ck_vetting_case_kept",
    _("This prison keeps a closed case for longer. It goes by itself on the day its time is over."),
)


async def purge_case(
    session: AsyncSession, viewer: Viewer, case_id: UUID, *, on: date | None = None
) -> models.Case:
    """Delete a case; a tombstone is left, and the rules say from which day on."""
    viewer.require(CASE_PURGE)
    return await move_case(session, viewer, case_id, verb=Verb.PURGE, on=on)
