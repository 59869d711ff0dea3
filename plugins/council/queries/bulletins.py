"""What the services of "You said, we did" read: an issue, its answers, and what nobody was told yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, today, translate
from plugins.council.enums import BulletinStatus, MeetingState, ProposalStatus, Release, SourceKind
from plugins.council.models import (
    Bulletin,
    BulletinEntry,
    Council,
    Meeting,
    NoticeBoard,
    Passage,
    Proposal,
    Publication,
)
from plugins.council.rules.bulletin_passages import issue_of_passages
from plugins.council.rules.bulletins import TOLD_OF, Issue, Telling, Words, is_untold


async def bulletin_to_change(session: AsyncSession, bulletin_id: UUID) -> Bulletin:
    found = await session.scalar(select(Bulletin).where(Bulletin.id == bulletin_id).with_for_update())
    if found is None:
        raise NotFound(translate("That issue is not in this prison."), "bulletinId")
    return found


async def entries_of(session: AsyncSession, bulletin_id: UUID) -> list[BulletinEntry]:
    """Return the answers of an issue in their order, those that are left out too."""
    wanted = select(BulletinEntry).where(BulletinEntry.bulletin_id == bulletin_id)
    return list(await session.scalars(wanted.order_by(BulletinEntry.position, BulletinEntry.id)))


async def entry_to_change(session: AsyncSession, entry_id: UUID) -> BulletinEntry:
    found = await session.scalar(select(BulletinEntry).where(BulletinEntry.id == entry_id).with_for_update())
    if found is None:
        raise NotFound(translate("That answer is not in this prison."), "entryId")
    return found


async def next_issue_number(session: AsyncSession) -> int:
    return (await session.scalar(select(func.max(Bulletin.number))) or 0) + 1


async def meeting_to_follow(session: AsyncSession, council_id: UUID) -> UUID | None:
    """Return the council's last meeting that was held: what an issue tells follows on it."""
    return await session.scalar(
        select(Meeting.id)
        .where(Meeting.council_id == council_id, Meeting.state == MeetingState.HELD)
        .where(Meeting.held_on <= today())
        .order_by(Meeting.held_on.desc(), Meeting.id)
        .limit(1)
    )


async def untold_proposals(session: AsyncSession, council_id: UUID) -> list[Proposal]:
    """Return what the council was answered and no published issue tells, the oldest first."""
    told, taken_back = await _told_before(session, council_id)
    wanted = select(Proposal).where(Proposal.council_id == council_id, Proposal.status.in_(TOLD_OF))
    return [
        one
        for one in await session.scalars(wanted.order_by(Proposal.number))
        if is_untold(one.status, told.get(one.id, ()), was_taken_back=one.id in taken_back)
    ]


async def _told_before(
    session: AsyncSession, council_id: UUID
) -> tuple[dict[UUID, list[ProposalStatus]], set[UUID]]:
    """Return where each proposal stood in issues that tell it, and which were in one taken back."""
    rows = await session.execute(
        select(Bulletin.id, Bulletin.status, BulletinEntry.proposal_id, BulletinEntry.status)
        .join(
            BulletinEntry,
            (BulletinEntry.tenant_id == Bulletin.tenant_id) & (BulletinEntry.bulletin_id == Bulletin.id),
        )
        .where(Bulletin.council_id == council_id, BulletinEntry.left_out.is_(None))
        .where(Bulletin.status.in_((BulletinStatus.PUBLISHED, BulletinStatus.TAKEN_BACK)))
    )
    out = await _issues_that_are_out(session)
    told: dict[UUID, list[ProposalStatus]] = {}
    taken_back: set[UUID] = set()
    for issue_id, status, proposal_id, stood in rows:
        if status is BulletinStatus.PUBLISHED and issue_id in out:
            told.setdefault(proposal_id, []).append(stood)
        else:
            taken_back.add(proposal_id)
    return told, taken_back


async def _issues_that_are_out(session: AsyncSession) -> set[UUID]:
    """Return which issues the gate lets be seen: it may have taken one back without anybody here."""
    rows = await session.execute(
        select(Publication.source_id, Publication.release)
        .where(Publication.source_kind == SourceKind.FEEDBACK)
        .order_by(Publication.number)
    )
    last = {row.source_id: row.release for row in rows}
    return {source_id for source_id, release in last.items() if release is not Release.WITHDRAWN}


async def numbers_of(session: AsyncSession, proposal_ids: Sequence[UUID]) -> dict[UUID, int]:
    rows = await session.execute(select(Proposal.id, Proposal.number).where(Proposal.id.in_(proposal_ids)))
    return {row.id: row.number for row in rows}


async def notice_board(session: AsyncSession) -> NoticeBoard | None:
    """Return what the prison decided last about its public page; None where it never decided."""
    return await session.scalar(select(NoticeBoard).order_by(NoticeBoard.number.desc()).limit(1))


def telling_of(entry: BulletinEntry, number: int) -> Telling:
    """Return an answer as the rules know it."""
    return Telling(
        number=number,
        theme=entry.theme,
        told=entry.told,
        plain=Words(entry.you_said, entry.we_did),
        easy=_words(entry.easy_said, entry.easy_did),
        welsh=_words(entry.welsh_said, entry.welsh_did),
        until=entry.until_on,
    )


def _words(said: str | None, did: str | None) -> Words | None:
    """Return a wording of which one half at least is written; a half alone is a fault, not nothing."""
    return None if said is None and did is None else Words(said or "", did or "")


async def issue_as_written(session: AsyncSession, bulletin: Bulletin) -> Issue:
    """Return what an issue would tell, without what is left out: to be looked over, never to be shown."""
    council = await session.scalar(select(Council.name).where(Council.id == bulletin.council_id))
    entries = [one for one in await entries_of(session, bulletin.id) if one.left_out is None]
    numbers = await numbers_of(session, [one.proposal_id for one in entries])
    tellings = tuple(telling_of(one, numbers[one.proposal_id]) for one in entries)
    return Issue(bulletin.number, council or "", bulletin.published_on or today(), tellings)


@dataclass(frozen=True, slots=True)
class Published:
    """An issue that is out, and since when it reads as it does."""

    bulletin_id: UUID
    at: datetime
    issue: Issue


async def issue_that_is_out(session: AsyncSession, bulletin_id: UUID) -> Issue | None:
    """Return an issue as it was published last; None where it was not, or was taken back."""
    found = await _published(session, bulletin_id)
    return found[0].issue if found else None


async def issues_for_everybody(session: AsyncSession) -> list[Published] | None:
    """Return what is out, the newest first; None while the prison has not opened its public page."""
    board = await notice_board(session)
    if board is None or not board.is_open:
        return None
    return await _published(session)


async def _published(session: AsyncSession, bulletin_id: UUID | None = None) -> list[Published]:
    """Read publications and their passages, and of an issue's own row its number alone."""
    wanted = (
        select(Publication, Bulletin.number)
        .join(
            Bulletin,
            (Bulletin.tenant_id == Publication.tenant_id) & (Bulletin.id == Publication.source_id),
        )
        .where(Publication.source_kind == SourceKind.FEEDBACK)
        .order_by(Publication.number)
    )
    if bulletin_id is not None:
        wanted = wanted.where(Publication.source_id == bulletin_id)
    last = {row.Publication.source_id: row for row in await session.execute(wanted)}
    out = [row for row in last.values() if row.Publication.release is not Release.WITHDRAWN]
    passages = await session.execute(
        select(Passage.publication_id, Passage.field, Passage.text)
        .where(Passage.publication_id.in_([row.Publication.id for row in out]))
        .order_by(Passage.position)
    )
    texts: dict[UUID, list[tuple[str, str]]] = {}
    for row in passages:
        texts.setdefault(row.publication_id, []).append((row.field, row.text))
    found = [
        Published(
            row.Publication.source_id,
            row.Publication.created_at,
            issue_of_passages(row.number, row.Publication.about_on, texts.get(row.Publication.id, ())),
        )
        for row in out
    ]
    return sorted(found, key=lambda one: -one.issue.number)


def first_told() -> Select[UUID, UUID | None, date]:
    """Select for each meeting that an issue follows the day on which people were first told.

    "Feedback published" (L04) counts the meetings held that were told of within 14 days.
    """
    return (
        select(Bulletin.tenant_id, Bulletin.meeting_id, func.min(Publication.about_on).label("day"))
        .join(
            Publication,
            (Publication.tenant_id == Bulletin.tenant_id) & (Publication.source_id == Bulletin.id),
        )
        .where(Publication.source_kind == SourceKind.FEEDBACK, Bulletin.meeting_id.is_not(None))
        .group_by(Bulletin.tenant_id, Bulletin.meeting_id)
    )
