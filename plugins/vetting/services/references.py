"""Asking referees, asking them again, withdrawing; and what a referee says by the link."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, Viewer, links, refuse, today, translate
from plugins.vetting import models, queries
from plugins.vetting.enums.reference import KnownFor, ReferenceState, Relation, Verdict
from plugins.vetting.permissions import REFERENCE_ASK, REFERENCE_GIVE
from plugins.vetting.rules.references import (
    REFEREE,
    Referee,
    again_faults,
    answer_by,
    asking_faults,
    shown_state,
)
from plugins.vetting.rules.stages import OPEN
from plugins.vetting.services.letters import ask_by_mail, link_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A reference that is waited for, and its address, to be shown once; None where it goes by mail."""

    reference: models.Reference
    link: links.MadeLink | None


async def ask_reference(
    session: AsyncSession, viewer: Viewer, case_id: UUID, *, referee: Referee, by_mail: bool = True
) -> Asked:
    """Ask somebody for a reference for the person of a case: by mail, or by a link to hand over."""
    viewer.require(REFERENCE_ASK)
    case = await queries.case_to_change(session, case_id)
    person = await queries.person_by_id(session, case.person_id)
    asked = await queries.references_of_case(session, case.id)
    known = {one.referee_email for one in asked if one.state is not ReferenceState.WITHDRAWN}
    refuse(asking_faults(case.stage, referee, own_email=person.email, asked=known))
    row = models.Reference(
        case_id=case.id,
        person_id=case.person_id,
        partner_id=case.partner_id,
        referee_name=referee.name,
        referee_email=referee.email,
        relation=referee.relation,
        asked_on=today(),
        asked_by=viewer.account_id,
        answer_by=answer_by(today()),
        state=ReferenceState.ASKED,
    )
    session.add(row)
    await session.flush()
    return Asked(row, await _reach(session, viewer, row, by_mail=by_mail))


async def ask_reference_again(
    session: AsyncSession, viewer: Viewer, reference_id: UUID, *, by_mail: bool = True
) -> Asked:
    """Give a referee a new link; the one they had is dead at once."""
    viewer.require(REFERENCE_ASK)
    row = await _waiting(session, reference_id)
    row.answer_by = answer_by(today())
    await session.flush()
    return Asked(row, await _reach(session, viewer, row, by_mail=by_mail))


async def withdraw_reference(session: AsyncSession, viewer: Viewer, reference_id: UUID) -> models.Reference:
    """Wait no longer for a reference; its link is dead at once."""
    viewer.require(REFERENCE_ASK)
    row = await _waiting(session, reference_id)
    row.state = ReferenceState.WITHDRAWN
    await links.end_links(session, REFEREE, row.id)
    await session.flush()
    return row


async def give_reference(
    session: AsyncSession,
    viewer: Viewer,
    *,
    known_for: KnownFor,
    knows_as: Relation,
    reliable: Verdict,
    suitable: Verdict,
) -> models.Reference:
    """Record what the referee says who came by a link."""
    viewer.require(REFERENCE_GIVE)
    row = await _of_link(session, viewer)
    row.state, row.answered_on = ReferenceState.GIVEN, today()
    row.known_for, row.knows_as, row.reliable, row.suitable = known_for, knows_as, reliable, suitable
    await session.flush()
    return row


async def decline_reference(session: AsyncSession, viewer: Viewer) -> models.Reference:
    """Record that the referee would rather say nothing; why is not asked."""
    viewer.require(REFERENCE_GIVE)
    row = await _of_link(session, viewer)
    row.state, row.answered_on = ReferenceState.DECLINED, today()
    await session.flush()
    return row


async def reference_of_link(session: AsyncSession, viewer: Viewer) -> tuple[models.Reference, models.Case]:
    """Return what the referee who came by a link is asked; NotFound where nobody waits for it any more."""
    viewer.require(REFERENCE_GIVE)
    row = await queries.reference_by_id(session, links.require_link(viewer, REFEREE).subject_id)
    case = await queries.case_by_id(session, row.case_id)
    if shown_state(row.state, row.answer_by, today()) is not ReferenceState.ASKED or case.stage not in OPEN:
        raise NotFound(translate("Nobody is waiting for this reference any more."))
    return row, case


async def _of_link(session: AsyncSession, viewer: Viewer) -> models.Reference:
    """Lock the reference of a link, and its case, so that what is said is not too late."""
    found, case = await reference_of_link(session, viewer)
    await queries.case_to_change(session, case.id)
    row = await queries.reference_to_change(session, found.id)
    await reference_of_link(session, viewer)
    return row


async def _waiting(session: AsyncSession, reference_id: UUID) -> models.Reference:
    row = await queries.reference_to_change(session, reference_id)
    case = await queries.case_by_id(session, row.case_id)
    refuse(again_faults(case.stage, row.state))
    return row


async def _reach(
    session: AsyncSession, viewer: Viewer, row: models.Reference, *, by_mail: bool
) -> links.MadeLink | None:
    """Ask for the letter to the referee; return the link instead where somebody hands it over."""
    if by_mail and row.referee_email:
        await links.end_links(session, REFEREE, row.id)
        await ask_by_mail(session, viewer, row)
        return None
    return await link_of(session, viewer, row)
