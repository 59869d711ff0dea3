"""The copy that somebody on a council's roll is handed of what is held about them (UK GDPR art. 15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, Viewer, copy_document, reports, translate
from plugins.council.models import Member
from plugins.council.queries.member_data import held_about


async def build_member_record(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the copy: roll, consents, lists of elections, meetings, own words, texts that name them."""
    member_id = UUID(str(parameters["member_id"]))
    member = await session.scalar(select(Member).where(Member.id == member_id))
    if member is None:
        raise NotFound(translate("That member is not on the roll of this prison."), "memberId")
    name = f"{member.first_name} {member.last_name}"
    return await copy_document(session, viewer, name, await held_about(session, member))
