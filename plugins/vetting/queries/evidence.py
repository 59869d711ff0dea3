"""What was seen for one case: identity documents, and the clearance that a passport showed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, translate
from plugins.vetting import models, rules


async def shown_for(session: AsyncSession, case: models.Case) -> rules.Clearance | None:
    """Return what a passport showed of the clearance that a case asks to recognise, if one did."""
    wanted = select(models.Recognition).where(models.Recognition.case_id == case.id)
    row = await session.scalar(wanted)
    if row is None:
        return None
    return rules.Clearance(level=row.level, granted_on=row.granted_on, expires_on=row.expires_on)


def document_facts(seen: models.Document) -> rules.SeenDocument:
    return rules.SeenDocument(
        type=seen.type,
        seen_on=seen.seen_on,
        outcome=seen.outcome,
        shows_address=seen.shows_address,
        is_recent=seen.is_recent,
        shows_birth_date=seen.shows_birth_date,
        has_photograph=seen.has_photograph,
        in_current_name=seen.in_current_name,
    )


async def document_by_id(session: AsyncSession, document_id: UUID) -> models.Document:
    """Return the document, or say that this prison has none of that id."""
    found = await session.scalar(select(models.Document).where(models.Document.id == document_id))
    if found is None:
        raise NotFound(translate("That document is not in this prison."), "documentId")
    return found
