"""What services of the roll and of elections read, and whose names a council's roll holds."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, translate
from plugins.council.enums import ElectionStatus, WingSize
from plugins.council.models import Consent, Council, Election, Member, Party, Term, Wing
from plugins.council.rules.consents import Entry
from plugins.council.rules.roll import NOT_IN_PRISON
from plugins.council.rules.scan import KnownName, bare_wing

COUNTED = (ElectionStatus.COUNTED, ElectionStatus.RESULT_PUBLISHED)


async def names_on_roll(session: AsyncSession) -> tuple[KnownName, ...]:
    """Return the names of all who are, were or were put forward for a council, as long as they are kept."""
    found = await session.execute(
        select(Member.first_name, Member.last_name, Member.role).order_by(Member.id)
    )
    return tuple(
        KnownName(row.first_name, row.last_name, is_staff=row.role in NOT_IN_PRISON) for row in found
    )


async def small_wings(session: AsyncSession) -> tuple[str, ...]:
    """Return the wings that are so small that naming one tells who, as people call them: "F" for "F wing"."""
    names = await session.scalars(select(Wing.name).where(Wing.size == WingSize.SMALL))
    return tuple(bare_wing(name) for name in names)


async def term_to_change(session: AsyncSession, term_id: UUID) -> Term:
    """Return a term, with the prison's councils locked: they count members and elections together."""
    await session.scalars(select(Council.id).order_by(Council.id).with_for_update())
    found = await session.scalar(select(Term).where(Term.id == term_id).with_for_update())
    if found is None:
        raise NotFound(translate("That term is not in this prison."), "termId")
    return found


async def member_to_change(session: AsyncSession, member_id: UUID) -> Member:
    found = await session.scalar(select(Member).where(Member.id == member_id).with_for_update())
    if found is None:
        raise NotFound(translate("That member is not on the roll of this prison."), "memberId")
    return found


async def wing_to_change(session: AsyncSession, wing_id: UUID) -> Wing:
    found = await session.scalar(select(Wing).where(Wing.id == wing_id).with_for_update())
    if found is None:
        raise NotFound(translate("That wing is not in this prison."), "wingId")
    return found


async def require_party(session: AsyncSession, party_id: UUID, term_id: UUID) -> None:
    """Refuse a party that stood in no election of the term."""
    asked = select(Party.id).join(Election, Election.id == Party.election_id)
    if await session.scalar(asked.where(Party.id == party_id, Election.term_id == term_id)) is None:
        raise NotFound(translate("That party stands in no election of this term."), "partyId")


async def was_counted(session: AsyncSession, term_id: UUID) -> bool:
    """Say whether seats of a term were shared out already."""
    asked = exists().where(Election.term_id == term_id, Election.status.in_(COUNTED))
    return bool(await session.scalar(select(asked)))


async def lives_on(session: AsyncSession, wing_id: UUID) -> bool:
    """Say whether somebody on the roll lives on a wing."""
    return bool(await session.scalar(select(exists().where(Member.wing_id == wing_id))))


async def next_member_number(session: AsyncSession) -> int:
    """Return the number of the prison's next member of a council."""
    return (await session.scalar(select(func.max(Member.number))) or 0) + 1


async def consents_of(session: AsyncSession, member_id: UUID) -> tuple[Entry, ...]:
    """Return what a member agreed to and took back, the earliest first."""
    on = func.coalesce(Consent.given_on, Consent.withdrawn_on)
    rows = await session.execute(
        select(Consent.purpose, on, Consent.given_on.is_not(None))
        .where(Consent.member_id == member_id)
        .order_by(Consent.position)
    )
    return tuple(Entry(*row) for row in rows)
