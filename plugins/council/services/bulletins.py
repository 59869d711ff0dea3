"""An issue of "You said, we did" is composed, checked by the council's side, and approved by the prison's."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import (
    Conflict,
    Invalid,
    InvalidInput,
    Viewer,
    explain_constraint,
    now,
    prison_names,
    today,
    translate,
    uuid7,
)
from core.sdk import lazy_gettext as _
from plugins.council import queries
from plugins.council.enums import BulletinStatus, LeftOut, SourceKind
from plugins.council.models import Bulletin, BulletinEntry, Proposal
from plugins.council.permissions import BULLETIN_APPROVE, BULLETIN_WRITE
from plugins.council.queries import bulletins as found
from plugins.council.rules import bulletins as rules
from plugins.council.services.redaction import look_over, open_hits
from plugins.council.services.sources import read_feedback

explain_constraint(
    "ix_council_bulletin_tenant_id_council_id",
    _("This council has an issue that is not published yet. Finish that one, or give it up."),
    "councilId",
)


async def compose_bulletin(session: AsyncSession, viewer: Viewer, council_id: UUID) -> Bulletin:
    """Begin an issue with every answer that no issue told yet, in the words that were used."""
    viewer.require(BULLETIN_WRITE)
    council = await queries.council_to_change(session, council_id)
    untold = await found.untold_proposals(session, council.id)
    if not untold:
        raise Conflict(translate("There is nothing to tell yet: no answer came since the last issue."))
    made = Bulletin(
        id=uuid7(),
        council_id=council.id,
        meeting_id=await found.meeting_to_follow(session, council.id),
        number=await found.next_issue_number(session),
        status=BulletinStatus.DRAFT,
        composed_by=viewer.account_id,
    )
    session.add(made)
    await session.flush()
    for position, proposal in enumerate(untold, start=1):
        session.add(await _entry_row(session, made, proposal, position))
    await session.flush()
    await looked_over(session, viewer, made)
    return made


async def _entry_row(
    session: AsyncSession, bulletin: Bulletin, proposal: Proposal, position: int
) -> BulletinEntry:
    waiting = await open_hits(session, SourceKind.PROPOSAL, proposal.id)
    drawn = rules.draw(proposal.idea, await queries.history_of(session, proposal.id))
    return BulletinEntry(
        bulletin_id=bulletin.id,
        proposal_id=proposal.id,
        position=position,
        theme=proposal.theme,
        status=proposal.status,
        told=drawn.told,
        you_said=drawn.said,
        we_did=drawn.did,
        until_on=drawn.until,
        left_out=LeftOut.NAMES_SOMEBODY if waiting else None,
    )


async def check_bulletin(session: AsyncSession, viewer: Viewer, bulletin_id: UUID) -> Bulletin:
    """Say that every answer is right and fits on paper; from here the prison decides.

    It stays a draft while a place in it waits for somebody's decision: whoever asked then finds those places.
    """
    viewer.require(BULLETIN_WRITE)
    bulletin = await _moved(session, bulletin_id, BulletinStatus.CHECKED)
    await require_fit(session, viewer, bulletin)
    if await looked_over(session, viewer, bulletin):
        bulletin.status = BulletinStatus.DRAFT
    else:
        bulletin.checked_at, bulletin.checked_by = now(), viewer.account_id
    await session.flush()
    return bulletin


async def approve_bulletin(session: AsyncSession, viewer: Viewer, bulletin_id: UUID) -> Bulletin:
    """Say for the prison that this may be told."""
    viewer.require(BULLETIN_APPROVE)
    bulletin = await _moved(session, bulletin_id, BulletinStatus.APPROVED)
    bulletin.approved_at, bulletin.approved_by = now(), viewer.account_id
    await session.flush()
    return bulletin


async def reopen_bulletin(session: AsyncSession, viewer: Viewer, bulletin_id: UUID) -> Bulletin:
    """Make it a draft again, by either side: what was checked and approved counts no more."""
    if not viewer.may(BULLETIN_APPROVE):
        viewer.require(BULLETIN_WRITE)
    bulletin = await _moved(session, bulletin_id, BulletinStatus.DRAFT)
    make_draft(bulletin)
    await session.flush()
    return bulletin


async def drop_bulletin(session: AsyncSession, viewer: Viewer, bulletin_id: UUID) -> Bulletin:
    """Give up an issue that was never published; its answers are offered again in the next."""
    viewer.require(BULLETIN_WRITE)
    bulletin = await _moved(session, bulletin_id, BulletinStatus.DROPPED)
    await session.flush()
    return bulletin


async def looked_over(session: AsyncSession, viewer: Viewer, bulletin: Bulletin) -> int:
    """Scan the issue as it is now; return how many places wait for a decision."""
    hits = await look_over(session, await read_feedback(session, bulletin.id), by=viewer.account_id)
    return sum(hit.resolution is None for hit in hits)


async def _moved(session: AsyncSession, bulletin_id: UUID, then: BulletinStatus) -> Bulletin:
    """Return the issue, taken to where it is to stand; refuse a step that is not its next."""
    bulletin = await found.bulletin_to_change(session, bulletin_id)
    move(bulletin, then)
    return bulletin


def move(bulletin: Bulletin, then: BulletinStatus) -> None:
    if then not in rules.STEPS[bulletin.status]:
        said = translate("“{now}” cannot become “{then}”. Look at the issue again: it may have moved on.")
        raise Conflict(said.format(now=bulletin.status.label, then=then.label))
    bulletin.status = then


def make_draft(bulletin: Bulletin) -> None:
    bulletin.status = BulletinStatus.DRAFT
    bulletin.checked_at = bulletin.checked_by = bulletin.approved_at = bulletin.approved_by = None


async def require_fit(session: AsyncSession, viewer: Viewer, bulletin: Bulletin) -> None:
    """Refuse with everything that is missing or would not fit on paper, each with its proposal."""
    entries = await found.entries_of(session, bulletin.id)
    numbers = await found.numbers_of(session, [one.proposal_id for one in entries])
    names = await prison_names(session, viewer)
    included = [one for one in entries if one.left_out is None]
    faults: list[Invalid] = [*rules.issue_faults(len(included), [one.left_out for one in entries])]
    for one in included:
        number = numbers[one.proposal_id]
        wrong = rules.words_faults(found.telling_of(one, number), is_welsh=names.is_welsh, today=today())
        faults += [_of_proposal(number, fault) for fault in wrong]
    if faults:
        raise InvalidInput(tuple(faults))


def _of_proposal(number: int, fault: Invalid) -> Invalid:
    said = translate("Proposal {number}: {fault}").format(number=number, fault=fault.message)
    return Invalid(said, fault.field)
