"""What somebody who was there wants changed in minutes: written down by role, then taken in or not."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, NotFound, Viewer, explain_constraint, today, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import AmendmentState, ConsentPurpose, MemberRole, SourceKind
from plugins.council.models import Amendment, Mention, Minutes
from plugins.council.permissions import MINUTES_WRITE
from plugins.council.queries import minutes as queries
from plugins.council.queries.roll import consents_of, member_to_change
from plugins.council.rules import minutes as rules
from plugins.council.rules.consents import is_given
from plugins.council.services.minutes import LONGEST_SECTION, add_amended

explain_constraint(
    "uq_council_mention_place",
    _("It is noted already that their own words stand in this point."),
    "memberId",
)


async def ask_amendment(
    session: AsyncSession,
    viewer: Viewer,
    minutes_id: UUID,
    *,
    role: MemberRole,
    field: str,
    text: str,
) -> Amendment:
    """Write down what a section should say, as somebody who was there asked."""
    viewer.require(MINUTES_WRITE)
    minutes = await queries.minutes_to_change(session, minutes_id)
    if minutes.state in rules.LOCKED:
        raise Conflict(translate("The council has approved these minutes: they can only be corrected."))
    said = text.strip()
    if not 1 <= len(said) <= LONGEST_SECTION:
        raise Invalid(translate("Say how the section should read, in 6,000 characters at most."), "text")
    await _require_section(session, minutes, field)
    before = await queries.amendments_of(session, minutes.id)
    made = Amendment(
        minutes_id=minutes.id,
        position=len(before) + 1,
        role=role,
        field=field,
        text=said,
        state=AmendmentState.OPEN,
        recorded_by=viewer.account_id,
    )
    session.add(made)
    await session.flush()
    return made


async def decide_amendment(
    session: AsyncSession, viewer: Viewer, amendment_id: UUID, *, is_accepted: bool
) -> Amendment:
    """Take a change that was asked for into the minutes as another version, or leave it out."""
    viewer.require(MINUTES_WRITE)
    found = await session.scalar(select(Amendment).where(Amendment.id == amendment_id))
    if found is None:
        raise NotFound(translate("That change was not asked for in this prison."), "amendmentId")
    minutes = await queries.minutes_to_change(session, found.minutes_id)
    await session.refresh(found)
    if found.state is not AmendmentState.OPEN:
        raise Conflict(translate("This was decided already."))
    if is_accepted:
        if minutes.state in rules.LOCKED:
            raise Conflict(translate("The council has approved these minutes: they can only be corrected."))
        await add_amended(session, viewer, minutes, {found.field: found.text})
    found.state = AmendmentState.ACCEPTED if is_accepted else AmendmentState.NOT_ACCEPTED
    found.decided_on = today()
    await session.flush()
    return found


async def mark_words_of(
    session: AsyncSession, viewer: Viewer, minutes_id: UUID, *, field: str, member_id: UUID
) -> Mention:
    """Note that a section carries a member's own words: it is published as long as they agree to that."""
    viewer.require(MINUTES_WRITE)
    minutes = await queries.minutes_to_change(session, minutes_id)
    await _require_section(session, minutes, field)
    member = await member_to_change(session, member_id)
    if not is_given(await consents_of(session, member.id), ConsentPurpose.QUOTATION):
        said = translate("They have not agreed to being quoted. Leave their words out, or ask them first.")
        raise Invalid(said, "memberId")
    made = Mention(
        source_kind=SourceKind.MINUTES,
        source_id=minutes.id,
        field=field,
        member_id=member.id,
        purpose=ConsentPurpose.QUOTATION,
        is_withdrawn=False,
    )
    session.add(made)
    await session.flush()
    return made


async def _require_section(session: AsyncSession, minutes: Minutes, field: str) -> None:
    if field not in {one.field for one in await queries.sections_of(session, minutes)}:
        raise NotFound(translate("These minutes have no such section."), "field")
