"""What the API says of minutes: how far they are, their versions, and what somebody wants changed."""

# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import ARRAY, ColumnElement, Text, cast, exists, func, select
from strawberry import ID, Info

from core.sdk import Context, answer, as_uuid, computed, connection, lookup, mutation, node, through, writing
from plugins.council import services
from plugins.council.enums import (
    AmendmentState,
    ConsentPurpose,
    CorrectionReason,
    MeetingState,
    MemberRole,
    MinutesPaper,
    MinutesState,
    SourceKind,
    Tongue,
)
from plugins.council.graphql.bulletin_changes import CouncilPrinted
from plugins.council.graphql.publication import has_open_hits, is_out
from plugins.council.models import (
    Amendment,
    Council,
    Meeting,
    Mention,
    Minutes,
    Publication,
    Version,
    VersionSection,
)
from plugins.council.permissions import MINUTES_READ
from plugins.council.reports.minutes_printing import print_draft, print_minutes

MODULE = "council"


@node(VersionSection, permission=MINUTES_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilMinutesSection:
    id: ID
    position: int
    field: str
    heading: str
    text: str


@node(Version, permission=MINUTES_READ, module=MODULE, sorted_by=("number", "id"))
class CouncilMinutesVersion:
    id: ID
    number: int
    reason: CorrectionReason | None
    created_at: datetime
    sections: list[CouncilMinutesSection]


@node(Amendment, permission=MINUTES_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilAmendment:
    id: ID
    position: int
    role: MemberRole
    field: str
    text: str
    state: AmendmentState
    decided_on: date | None


def _all_words(row: Any) -> ColumnElement[str]:
    """Return the last version whole, for the search."""
    return (
        select(func.string_agg(VersionSection.heading + " " + VersionSection.text, " "))
        .join(
            Version,
            (Version.tenant_id == VersionSection.tenant_id) & (Version.id == VersionSection.version_id),
        )
        .where(Version.tenant_id == row.tenant_id, Version.minutes_id == row.id, Version.number == row.number)
        .correlate(row)
        .scalar_subquery()
    )


def _what_is_out(row: Any) -> ColumnElement[Any]:
    return (
        select(Publication.id)
        .where(
            Publication.tenant_id == row.tenant_id,
            Publication.source_kind == SourceKind.MINUTES,
            Publication.source_id == row.id,
            is_out(Publication),
        )
        .correlate(row)
        .scalar_subquery()
    )


def _quoted(row: Any) -> ColumnElement[list[str]]:
    """Return the sections that were noted as somebody's own words; never whose."""
    fields = func.array_agg(Mention.field.distinct())
    return (
        select(func.coalesce(fields, cast([], ARRAY(Text))))
        .where(
            Mention.tenant_id == row.tenant_id,
            Mention.source_kind == SourceKind.MINUTES,
            Mention.source_id == row.id,
            Mention.purpose == ConsentPurpose.QUOTATION,
        )
        .correlate(row)
        .scalar_subquery()
    )


@node(Minutes, permission=MINUTES_READ, module=MODULE, sorted_by=("-state_on", "id"))
class CouncilMinutes:
    id: ID
    meeting_id: ID
    state: MinutesState
    state_on: date
    number: int
    approved_at_id: ID | None
    first_published_on: date | None
    published_number: int | None
    versions: list[CouncilMinutesVersion]
    amendments: list[CouncilAmendment]
    held_on: date = computed(through("meeting_id", Meeting, "held_on"))
    council_id: ID = computed(through("meeting_id", Meeting, "council_id"))
    council_name: str = computed(through("meeting_id", Meeting, through("council_id", Council, "name")))
    quoted_fields: list[str] = computed(_quoted)
    is_held_back: bool = computed(has_open_hits(SourceKind.MINUTES))
    is_published: bool = computed(lambda row: row.first_published_on.is_not(None))
    publication_id: ID | None = computed(_what_is_out)
    """What is out of them now; none where nothing is, or it was taken back."""


@node(
    Meeting,
    permission=MINUTES_READ,
    module=MODULE,
    sorted_by=("-held_on", "id"),
    only=lambda row: row.state == MeetingState.HELD,
)
class CouncilMeetingHeld:
    """A meeting that took place, and whether there are minutes of it."""

    id: ID
    held_on: date
    council_id: ID
    council_name: str = computed(through("council_id", Council, "name"))
    has_minutes: bool = computed(
        lambda row: exists(
            select(Minutes.id)
            .where(Minutes.tenant_id == row.tenant_id, Minutes.meeting_id == row.id)
            .correlate(row)
        )
    )


class MinutesQuery:
    council_meetings_held = connection(
        CouncilMeetingHeld,
        filters=("has_minutes", "council_id", "held_on"),
        orders=("held_on",),
        description="Meetings that took place: minutes are written of them, and approved at them.",
    )
    council_minutes_list = connection(
        CouncilMinutes,
        filters=("state", "meeting_id", "is_held_back", "is_published", "held_on"),
        orders=("held_on", "state_on"),
        search=_all_words,
        description="Minutes of the councils of this prison, those that are not published too.",
    )
    council_minutes = lookup(CouncilMinutes)


@strawberry.input
class CouncilSectionText:
    """A section of minutes as it should read."""

    field: str
    text: str


class MinutesMutation:
    @mutation("Write the first draft of a meeting's minutes from its agenda and what came of it.")
    async def council_draft_minutes(self, info: Info[Context, None], meeting_id: ID) -> CouncilMinutes:
        async with writing(info) as (session, viewer):
            made = await services.draft_minutes(session, viewer, as_uuid(meeting_id))
        return await answer(info, CouncilMinutes, made.id)

    @mutation("Write sections of minutes anew, as another version; once approved, give the reason.")
    async def council_write_minutes(
        self,
        info: Info[Context, None],
        minutes_id: ID,
        sections: list[CouncilSectionText],
        was_number: int | None = None,
        reason: CorrectionReason | None = None,
    ) -> CouncilMinutes:
        texts = {one.field: one.text for one in sections}
        async with writing(info) as (session, viewer):
            row = await services.write_minutes(
                session, viewer, as_uuid(minutes_id), texts=texts, reason=reason, was_number=was_number
            )
        return await answer(info, CouncilMinutes, row.id)

    @mutation("Say that minutes were checked, or hand them on to be looked over for names.")
    async def council_move_minutes_on(self, info: Info[Context, None], minutes_id: ID) -> CouncilMinutes:
        async with writing(info) as (session, viewer):
            row = await services.move_minutes_on(session, viewer, as_uuid(minutes_id))
        return await answer(info, CouncilMinutes, row.id)

    @mutation("Record that a later meeting approved minutes; from then on they are locked.")
    async def council_approve_minutes(
        self, info: Info[Context, None], minutes_id: ID, meeting_id: ID
    ) -> CouncilMinutes:
        async with writing(info) as (session, viewer):
            row = await services.approve_minutes(
                session, viewer, as_uuid(minutes_id), meeting_id=as_uuid(meeting_id)
            )
        return await answer(info, CouncilMinutes, row.id)

    @mutation("Write down what somebody who was there wants a section to say, by their role.")
    async def council_ask_amendment(
        self, info: Info[Context, None], minutes_id: ID, role: MemberRole, field: str, text: str
    ) -> CouncilMinutes:
        async with writing(info) as (session, viewer):
            row = await services.ask_amendment(
                session, viewer, as_uuid(minutes_id), role=role, field=field, text=text
            )
        return await answer(info, CouncilMinutes, row.minutes_id)

    @mutation("Take a change that was asked for into the minutes, or leave it out.")
    async def council_decide_amendment(
        self,
        info: Info[Context, None],
        amendment_id: ID,
        accepted: bool,  # noqa: FBT001 -- arguments of the API are always named
    ) -> CouncilMinutes:
        async with writing(info) as (session, viewer):
            row = await services.decide_amendment(
                session, viewer, as_uuid(amendment_id), is_accepted=accepted
            )
        return await answer(info, CouncilMinutes, row.minutes_id)

    @mutation("Note that a section carries a member's own words, who agreed to being quoted.")
    async def council_mark_words(
        self, info: Info[Context, None], minutes_id: ID, field: str, member_id: ID
    ) -> CouncilMinutes:
        async with writing(info) as (session, viewer):
            row = await services.mark_words_of(
                session, viewer, as_uuid(minutes_id), field=field, member_id=as_uuid(member_id)
            )
        return await answer(info, CouncilMinutes, row.source_id)

    @mutation("Put minutes on paper as they are out; the worker sets them.")
    async def council_print_minutes(
        self, info: Info[Context, None], minutes_id: ID, paper: MinutesPaper, tongue: Tongue = Tongue.ENGLISH
    ) -> CouncilPrinted:
        async with writing(info) as (session, viewer):
            asked = await print_minutes(session, viewer, as_uuid(minutes_id), paper=paper, tongue=tongue)
        return CouncilPrinted(report_id=ID(str(asked)))

    @mutation("Put the last version of minutes on paper to be checked, marked as not published.")
    async def council_print_draft(
        self, info: Info[Context, None], minutes_id: ID, paper: MinutesPaper, tongue: Tongue = Tongue.ENGLISH
    ) -> CouncilPrinted:
        async with writing(info) as (session, viewer):
            asked = await print_draft(session, viewer, as_uuid(minutes_id), paper=paper, tongue=tongue)
        return CouncilPrinted(report_id=ID(str(asked)))
