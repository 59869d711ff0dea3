"""Minutes are drafted, checked, looked over, approved and corrected; no version is ever changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Invalid, NotFound, Viewer, explain_constraint, today, translate, uuid7
from core.sdk import lazy_gettext as _
from plugins.council.enums import AmendmentState, CorrectionReason, MeetingState, MinutesState, SourceKind
from plugins.council.models import Meeting, Minutes, Version, VersionSection
from plugins.council.permissions import MINUTES_WRITE
from plugins.council.queries import meetings as meeting_queries
from plugins.council.queries import minutes as queries
from plugins.council.rules import minutes as rules
from plugins.council.rules.minutes import Section
from plugins.council.services.drafting import draft_sections
from plugins.council.services.redaction import look_over, open_hits
from plugins.council.services.sources import read_source

LONGEST_SECTION = 6000
M = MinutesState
explain_constraint(
    "uq_council_minutes_tenant_id_meeting_id",
    _("There are minutes of this meeting already. Open them from the meeting."),
    "meetingId",
)


async def draft_minutes(session: AsyncSession, viewer: Viewer, meeting_id: UUID) -> Minutes:
    """Write the first draft of a meeting's minutes from its agenda and what came of it."""
    viewer.require(MINUTES_WRITE)
    meeting = await meeting_queries.meeting_to_change(session, meeting_id)
    if meeting.state is not MeetingState.HELD:
        raise Conflict(translate("This meeting was not held yet. Say on its page that it took place first."))
    made = Minutes(id=uuid7(), meeting_id=meeting.id, state=M.DRAFT, state_on=today(), number=1)
    session.add(made)
    await session.flush()
    await _add_version(session, viewer, made, await draft_sections(session, meeting))
    return made


async def edit_minutes(
    session: AsyncSession,
    viewer: Viewer,
    minutes_id: UUID,
    *,
    texts: Mapping[str, str],
    was_number: int | None = None,
) -> Minutes:
    """Write sections anew, as another version; the same text is no version. Raises once they are approved."""
    viewer.require(MINUTES_WRITE)
    minutes = await queries.minutes_to_change(session, minutes_id)
    if minutes.state in rules.LOCKED:
        raise Conflict(
            translate("The council has approved these minutes. Correct them, and say why it is needed.")
        )
    return await _rewrite(session, viewer, minutes, texts, was_number=was_number)


async def correct_minutes(
    session: AsyncSession,
    viewer: Viewer,
    minutes_id: UUID,
    *,
    texts: Mapping[str, str],
    reason: CorrectionReason,
    was_number: int | None = None,
) -> Minutes:
    """Change minutes that were approved: another version, with its reason; what is out stays till then."""
    viewer.require(MINUTES_WRITE)
    minutes = await queries.minutes_to_change(session, minutes_id)
    if minutes.state not in rules.LOCKED:
        raise Conflict(translate("These minutes are not approved yet. Change them as they are."))
    return await _rewrite(session, viewer, minutes, texts, reason=reason, was_number=was_number)


async def write_minutes(
    session: AsyncSession,
    viewer: Viewer,
    minutes_id: UUID,
    *,
    texts: Mapping[str, str],
    reason: CorrectionReason | None = None,
    was_number: int | None = None,
) -> Minutes:
    """Write sections anew: as a correction where a reason is given."""
    if reason is None:
        return await edit_minutes(session, viewer, minutes_id, texts=texts, was_number=was_number)
    return await correct_minutes(
        session, viewer, minutes_id, texts=texts, reason=reason, was_number=was_number
    )


async def move_minutes_on(session: AsyncSession, viewer: Viewer, minutes_id: UUID) -> Minutes:
    """Say that the facilitator checked them, or hand them on to be looked over for names."""
    viewer.require(MINUTES_WRITE)
    minutes = await queries.minutes_to_change(session, minutes_id)
    if minutes.state not in {M.DRAFT, M.FACILITATOR_CHECKED}:
        raise Conflict(translate("These minutes are further on already. Look at them again."))
    minutes.state, minutes.state_on = rules.NEXT[minutes.state], today()
    await session.flush()
    return minutes


async def approve_minutes(
    session: AsyncSession, viewer: Viewer, minutes_id: UUID, *, meeting_id: UUID
) -> Minutes:
    """Record that a later meeting of the council approved them; from then on they are locked."""
    viewer.require(MINUTES_WRITE)
    minutes = await queries.minutes_to_change(session, minutes_id)
    if minutes.state is not M.REDACTION_REVIEW:
        raise Conflict(translate("They are approved once they were looked over, and once only."))
    await _require_later(session, minutes, meeting_id)
    waiting = [
        one for one in await queries.amendments_of(session, minutes.id) if one.state is AmendmentState.OPEN
    ]
    if waiting:
        raise Conflict(translate("Somebody asked for a change that nobody has decided about. Decide first."))
    await look_over(session, await read_source(session, SourceKind.MINUTES, minutes.id))
    if await open_hits(session, SourceKind.MINUTES, minutes.id):
        raise Conflict(translate("Places in the text still wait for a decision. Look at them first."))
    minutes.state, minutes.state_on, minutes.approved_at_id = M.APPROVED, today(), meeting_id
    await session.flush()
    return minutes


async def _require_later(session: AsyncSession, minutes: Minutes, meeting_id: UUID) -> None:
    own = await queries.meeting_of(session, minutes)
    later = await session.scalar(select(Meeting).where(Meeting.id == meeting_id))
    if later is None:
        raise NotFound(translate("That meeting is not in this prison."), "meetingId")
    is_next = later.council_id == own.council_id and later.held_on > own.held_on
    if later.state is not MeetingState.HELD or not is_next:
        raise Invalid(translate("Choose a later meeting of this council that took place."), "meetingId")


async def _rewrite(
    session: AsyncSession,
    viewer: Viewer,
    minutes: Minutes,
    texts: Mapping[str, str],
    *,
    reason: CorrectionReason | None = None,
    was_number: int | None = None,
) -> Minutes:
    if was_number is not None and was_number != minutes.number:
        raise Conflict(translate("Somebody else wrote another version meanwhile. Read it, then write yours."))
    before = await queries.sections_of(session, minutes)
    after = rules.changed(before, texts)
    for one in after:
        if len(one.text) > LONGEST_SECTION:
            said = translate("A section has 6,000 characters at most; “{heading}” has {count}.")
            raise Invalid(said.format(heading=one.heading, count=len(one.text)), "texts")
    if after == before:
        return minutes
    minutes.number += 1
    minutes.state = rules.after_change(minutes.state)
    await _add_version(session, viewer, minutes, after, reason=reason)
    return minutes


async def add_amended(
    session: AsyncSession, viewer: Viewer, minutes: Minutes, texts: Mapping[str, str]
) -> Minutes:
    """Take a change that somebody asked for into the minutes."""
    return await _rewrite(session, viewer, minutes, texts)


async def _add_version(
    session: AsyncSession,
    viewer: Viewer,
    minutes: Minutes,
    sections: Sequence[Section],
    *,
    reason: CorrectionReason | None = None,
) -> None:
    version = Version(
        id=uuid7(),
        minutes_id=minutes.id,
        number=minutes.number,
        reason=reason,
        written_by=viewer.account_id,
    )
    session.add(version)
    await session.flush()
    session.add_all(
        VersionSection(
            version_id=version.id,
            position=place,
            field=one.field,
            heading=one.heading,
            text=one.text,
        )
        for place, one in enumerate(sections, start=1)
    )
    await session.flush()
    source = await read_source(session, SourceKind.MINUTES, minutes.id)
    await look_over(session, source, by=viewer.account_id)
