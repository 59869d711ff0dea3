"""What services of minutes read: minutes to change, their versions, and what stays out without consent."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, translate
from plugins.council.enums import SourceKind
from plugins.council.models import Amendment, Meeting, Mention, Minutes, Version, VersionSection
from plugins.council.queries.roll import consents_of
from plugins.council.rules.consents import is_given
from plugins.council.rules.minutes import Section


async def minutes_to_change(session: AsyncSession, minutes_id: UUID) -> Minutes:
    found = await session.scalar(select(Minutes).where(Minutes.id == minutes_id).with_for_update())
    if found is None:
        raise NotFound(translate("Those minutes are not in this prison."), "minutesId")
    return found


async def meeting_of(session: AsyncSession, minutes: Minutes) -> Meeting:
    return (await session.scalars(select(Meeting).where(Meeting.id == minutes.meeting_id))).one()


async def sections_of(
    session: AsyncSession, minutes: Minutes, number: int | None = None
) -> tuple[Section, ...]:
    """Return the sections of a version, of the last where none is said."""
    rows = await session.scalars(
        select(VersionSection)
        .join(Version, Version.id == VersionSection.version_id)
        .where(Version.minutes_id == minutes.id, Version.number == (number or minutes.number))
        .order_by(VersionSection.position)
    )
    return tuple(Section(row.field, row.heading, row.text) for row in rows)


async def amendments_of(session: AsyncSession, minutes_id: UUID) -> Sequence[Amendment]:
    wanted = select(Amendment).where(Amendment.minutes_id == minutes_id).order_by(Amendment.position)
    return (await session.scalars(wanted)).all()


async def without_consent(session: AsyncSession, kind: SourceKind, source_id: UUID) -> frozenset[str]:
    """Return the passages that carry words of somebody who does not agree to it today."""
    wanted = select(Mention).where(Mention.source_kind == kind, Mention.source_id == source_id)
    out = set()
    for row in await session.scalars(wanted):
        if row.member_id is not None and not is_given(await consents_of(session, row.member_id), row.purpose):
            out.add(row.field)
        if row.is_withdrawn:
            out.add(row.field)
    return frozenset(out)
