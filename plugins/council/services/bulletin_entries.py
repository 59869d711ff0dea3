"""The answers of an issue are reworded, put in order, left out and taken in again, while it is a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, InvalidInput, Viewer, prison_names, today, translate
from plugins.council.enums import BulletinStatus, LeftOut, Told
from plugins.council.models import BulletinEntry
from plugins.council.permissions import BULLETIN_WRITE
from plugins.council.queries import bulletins as found
from plugins.council.rules.bulletins import Words, words_faults
from plugins.council.services.redaction import look_over
from plugins.council.services.sources import read_feedback

NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """An answer as somebody wrote it: in plain words, and beside them in easy and in Welsh ones."""

    told: Told
    plain: Words
    easy: Words = NO_WORDS
    welsh: Words = NO_WORDS
    until: date | None = None
    left_out: LeftOut | None = None


async def reword_entry(
    session: AsyncSession,
    viewer: Viewer,
    entry_id: UUID,
    *,
    rewording: Rewording,
    place: int | None = None,
) -> BulletinEntry:
    """Write down how an answer is told, at which place of the issue, or why it is left out."""
    viewer.require(BULLETIN_WRITE)
    entry = await found.entry_to_change(session, entry_id)
    await _require_draft(session, entry)
    _write(entry, rewording)
    if entry.left_out is None:
        await _require_words(session, viewer, entry)
    if place is not None:
        await _put(session, entry, place)
    await session.flush()
    await look_over(session, await read_feedback(session, entry.bulletin_id), by=viewer.account_id)
    return entry


async def _require_draft(session: AsyncSession, entry: BulletinEntry) -> None:
    bulletin = await found.bulletin_to_change(session, entry.bulletin_id)
    if bulletin.status is not BulletinStatus.DRAFT:
        said = translate("This issue is not a draft any more. Open it again to change it.")
        raise Conflict(said)


def _write(entry: BulletinEntry, given: Rewording) -> None:
    entry.told, entry.left_out = given.told, given.left_out
    entry.until_on = given.until if given.told is Told.WORKING_ON_IT else None
    entry.you_said, entry.we_did = given.plain.said.strip(), given.plain.did.strip()
    entry.easy_said, entry.easy_did = given.easy.said.strip() or None, given.easy.did.strip() or None
    entry.welsh_said, entry.welsh_did = given.welsh.said.strip() or None, given.welsh.did.strip() or None


async def _require_words(session: AsyncSession, viewer: Viewer, entry: BulletinEntry) -> None:
    names = await prison_names(session, viewer)
    faults = tuple(words_faults(found.telling_of(entry, 0), is_welsh=names.is_welsh, today=today()))
    if faults:
        raise InvalidInput(faults)


async def _put(session: AsyncSession, entry: BulletinEntry, place: int) -> None:
    """Count the answers of the issue anew, with this one at its place."""
    others = [one for one in await found.entries_of(session, entry.bulletin_id) if one.id != entry.id]
    if not 1 <= place <= len(others) + 1:
        said = translate("Give a place from 1 to {last}.").format(last=len(others) + 1)
        raise Invalid(said, "place")
    for position, one in enumerate([*others[: place - 1], entry, *others[place - 1 :]], start=1):
        one.position = position
