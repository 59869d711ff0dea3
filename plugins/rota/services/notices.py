"""What holds at the gate for everybody: put up, and taken down before its time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import DomainError, Invalid, Viewer, existing_service, refuse, today, translate
from plugins.rota import queries
from plugins.rota.enums import NoticeBearing
from plugins.rota.models import EntryNotice
from plugins.rota.permissions import NOTICE_CHANGE

LONGEST_WORDS = 200


async def put_up_notice(
    session: AsyncSession,
    viewer: Viewer,
    *,
    bearing: NoticeBearing,
    words: str,
    first_on: date,
    last_on: date | None = None,
    service_id: UUID | None = None,
    wings: Collection[str] = (),
    on: date | None = None,
) -> EntryNotice:
    """Put up a notice: for everybody, for a service, or for the services on some wings."""
    viewer.require(NOTICE_CHANGE)
    said, on_wings = " ".join(words.split()), sorted({" ".join(wing.split()) for wing in wings} - {""})
    refuse(_faults(said, first_on, last_on, on or today()))
    if service_id is not None:
        await existing_service(session, service_id)
    notice = EntryNotice(
        bearing=bearing,
        words=said,
        first_on=first_on,
        last_on=last_on,
        service_id=service_id,
        wings=on_wings,
    )
    session.add(notice)
    await session.flush()
    return notice


async def withdraw_notice(
    session: AsyncSession, viewer: Viewer, notice_id: UUID, *, on: date | None = None
) -> EntryNotice:
    """Take a notice down: from today on it does not hold; that it held is kept."""
    viewer.require(NOTICE_CHANGE)
    absent = translate("That notice is not in this prison.")
    notice = await queries.row_to_change(session, EntryNotice, notice_id, absent, "noticeId")
    if notice.withdrawn_on is None:
        notice.withdrawn_on = on or today()
    await session.flush()
    return notice


def _faults(words: str, first_on: date, last_on: date | None, on: date) -> Iterator[DomainError]:
    if not words:
        yield Invalid(translate("Enter what everybody who comes in has to know, in one line."), "words")
    if len(words) > LONGEST_WORDS:
        message = translate("Say it in {most} characters at most; there are {count}.")
        yield Invalid(message.format(most=LONGEST_WORDS, count=len(words)), "words")
    if last_on is not None and last_on < first_on:
        yield Invalid(translate("The last day comes before the first."), "lastOn")
    elif last_on is not None and last_on < on:
        yield Invalid(translate("Those days are past. Enter today or a later day."), "lastOn")
