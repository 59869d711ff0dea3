"""What somebody on the roll has a right to: a copy of what is held, to be forgotten, to be kept on hold."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, Viewer, erase_record, today, translate
from plugins.council.models import Member, Mention
from plugins.council.permissions import MEMBER_COPY, MEMBER_ERASE
from plugins.council.queries import roll as queries
from plugins.council.services.rescanning import ask_rescan

FORGOTTEN = "council.forgotten"
"""The rule by which the database takes a member away with every trace of the row."""
LONGEST_REFERENCE = 80
LONGEST_WITHOUT_REVIEW = timedelta(days=366)


async def erase_member(session: AsyncSession, viewer: Viewer, member_id: UUID) -> None:
    """Delete somebody from the roll who asks for it and is not on the council any more.

    They gave their name by consent, so it goes when they take that back (UK GDPR art. 17(1)(b)). What was
    published names nobody and stays, but for their own words; the trail forgets them too.
    """
    viewer.require(MEMBER_ERASE)
    member = await queries.member_to_change(session, member_id)
    if member.joined_on is not None and member.left_on is None:
        raise Conflict(translate("They are on the council. Write down first that they left."))
    if member.hold_review_on is not None:
        raise Conflict(translate("What is held about them is on hold. Data protection has to lift it first."))
    await session.execute(update(Mention).where(Mention.member_id == member.id).values(is_withdrawn=True))
    member.forget_on = today()
    await session.flush()
    await erase_record(session, viewer, FORGOTTEN, member.id)
    session.expunge(member)
    await ask_rescan(session, viewer)


async def hold_member(
    session: AsyncSession, viewer: Viewer, member_id: UUID, *, reference: str, review_on: date
) -> Member:
    """Let nothing that is held about a member be deleted; again, to say when it is looked at next."""
    viewer.require(MEMBER_COPY)
    member = await queries.member_to_change(session, member_id)
    words = " ".join(reference.split())
    if not 1 <= len(words) <= LONGEST_REFERENCE:
        said = translate("Give the reference of the file that says why, in 80 characters at most.")
        raise Invalid(said, "reference")
    if not today() < review_on <= today() + LONGEST_WITHOUT_REVIEW:
        said = translate("Choose a day within the next 12 months to look at this again.")
        raise Invalid(said, "reviewOn")
    member.hold_reference, member.hold_review_on = words, review_on
    await session.flush()
    return member


async def release_member(session: AsyncSession, viewer: Viewer, member_id: UUID) -> Member:
    """Lift a hold: what is past its date goes with the next night."""
    viewer.require(MEMBER_COPY)
    member = await queries.member_to_change(session, member_id)
    if member.hold_review_on is None:
        raise Conflict(translate("Nothing is on hold here."))
    member.hold_reference = member.hold_review_on = None
    await session.flush()
    return member
