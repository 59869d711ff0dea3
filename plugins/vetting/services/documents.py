"""Recording which identity documents somebody of the prison saw, and taking back a slip."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Viewer, refuse, today, translate
from plugins.vetting import models, queries, rules
from plugins.vetting.permissions import CASE_PROGRESS
from plugins.vetting.policy import policy_of_version
from plugins.vetting.rules.documents import OPEN_TO_DOCUMENTS, document_faults


async def record_document(
    session: AsyncSession,
    viewer: Viewer,
    case_id: UUID,
    document: rules.SeenDocument,
    *,
    on: date | None = None,
) -> models.Document:
    """Record that this viewer saw a document: its kind and what it shows, and nothing that stands on it."""
    viewer.require(CASE_PROGRESS)
    case = await queries.case_to_change(session, case_id)
    facts = (await queries.facts_of(session, [case]))[case.id]
    # Whoever may not know of an assessment is refused in the words of the stage they see.
    facts = rules.as_seen_by(facts, viewer)
    taken = policy_of_version(await queries.policies_of(session), case.policy).documents
    refuse(document_faults(document, facts, taken, on or today()))
    row = models.Document(
        case_id=case.id,
        person_id=case.person_id,
        partner_id=case.partner_id,
        type=document.type,
        document_group=taken.groups[document.type],
        outcome=document.outcome,
        seen_on=document.seen_on,
        seen_by=viewer.account_id,
        shows_address=document.shows_address,
        is_recent=document.is_recent,
        shows_birth_date=document.shows_birth_date,
        has_photograph=document.has_photograph,
        in_current_name=document.in_current_name,
    )
    session.add(row)
    await session.flush()
    return row


async def remove_document(session: AsyncSession, viewer: Viewer, document_id: UUID) -> UUID:
    """Take back a document recorded by mistake, while the set is not accepted yet; return its case's id."""
    viewer.require(CASE_PROGRESS)
    row = await queries.document_by_id(session, document_id)
    case = await queries.case_to_change(session, row.case_id)
    if case.stage not in OPEN_TO_DOCUMENTS:
        message = translate("The documents of this case are settled, and stay as they were recorded.")
        raise Conflict(message, "documentId")
    await session.delete(row)
    await session.flush()
    return case.id
