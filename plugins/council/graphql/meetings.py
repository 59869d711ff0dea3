"""What the API says of meetings: types over their tables, and who is expected at one."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import aliased
from strawberry import ID, Info

from core.sdk import Account, Context, as_uuid, computed, connection, lookup, node, through, today
from plugins.council import models
from plugins.council.enums import (
    ActionStatus,
    AttendanceState,
    DueReason,
    ItemKind,
    MeetingState,
    MemberRole,
    OutcomeKind,
    Rhythm,
    Theme,
    WingSize,
)
from plugins.council.graphql.nodes import MODULE
from plugins.council.permissions import MEETING_READ
from plugins.council.rules.agenda import AT_EVERY_MEETING
from plugins.council.services.actions import list_colleagues
from plugins.council.services.ticking import Expected, expected_members, guests_at

# What is sent in bears the bare names (`ItemKind`), what is answered these: clients know both.
for kind in (AttendanceState, ItemKind, OutcomeKind, Rhythm):
    strawberry.enum(kind, name=f"Council{kind.__name__}")


def _meetings_to_come(row: Any) -> ColumnElement[int]:
    coming = aliased(models.Meeting)
    return (
        select(func.count())
        .select_from(coming)
        .where(
            coming.tenant_id == row.tenant_id,
            coming.series_id == row.id,
            coming.state == MeetingState.SCHEDULED,
            coming.held_on >= today(),
        )
        .correlate(row)
        .scalar_subquery()
    )


@node(models.Series, permission=MEETING_READ, module=MODULE, sorted_by=("name", "id"))
class CouncilSeries:
    id: ID
    council_id: ID
    name: str
    rhythm: Rhythm
    every: int
    weekday: int
    place_in_month: int | None
    starts_at: time
    ends_at: time
    place: str
    standing: list[str]
    first_on: date
    ended_on: date | None
    is_going_on: bool = computed(lambda row: row.ended_on.is_(None))
    meetings_to_come: int = computed(_meetings_to_come)
    council_name: str = computed(through("council_id", models.Council, "name"))


@node(models.DueChange, permission=MEETING_READ, module=MODULE, sorted_by=("id",))
class CouncilDueChange:
    id: ID
    from_on: date
    to_on: date
    reason: DueReason
    created_at: datetime


def _is_overdue(row: Any) -> ColumnElement[bool]:
    return case(((row.status == ActionStatus.OPEN) & (row.due_on < today()), True), else_=False)


def _is_mine(row: Any) -> ColumnElement[bool]:
    me = func.nullif(func.current_setting("app.account_id"), "")
    return func.coalesce(func.cast(row.owner_account, models.Action.words.type) == me, False)


@node(models.Action, permission=MEETING_READ, module=MODULE, sorted_by=("due_on", "id"))
class CouncilAction:
    id: ID
    council_id: ID
    outcome_id: ID | None
    proposal_id: ID | None
    words: str
    owner_role: MemberRole | None
    due_on: date
    status: ActionStatus
    closed_on: date | None
    line: str | None
    due_changes: list[CouncilDueChange]
    owner_name: str | None = computed(through("owner_account", Account, "name"))
    is_mine: bool = computed(_is_mine)
    is_overdue: bool = computed(_is_overdue)
    is_open: bool = computed(lambda row: row.status == ActionStatus.OPEN)
    meeting_id: ID | None = computed(through("outcome_id", models.Outcome, "meeting_id"))
    council_name: str = computed(through("council_id", models.Council, "name"))


@node(models.Outcome, permission=MEETING_READ, module=MODULE, sorted_by=("item_id", "position", "id"))
class CouncilOutcome:
    id: ID
    meeting_id: ID
    item_id: ID
    position: int
    kind: OutcomeKind
    words: str
    is_for_next: bool
    votes_for: int | None
    votes_against: int | None
    actions: list[CouncilAction]


_CAME_FROM = through("from_item_id", models.Item, through("meeting_id", models.Meeting, "held_on"))


def _went_on(row: Any) -> ColumnElement[bool]:
    later = aliased(models.Item)
    return exists(
        select(later.id).where(later.tenant_id == row.tenant_id, later.from_item_id == row.id).correlate(row)
    )


@node(models.Item, permission=MEETING_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilItem:
    id: ID
    meeting_id: ID
    position: int
    kind: ItemKind
    title: str
    theme: Theme | None
    minutes: int | None
    proposal_id: ID | None
    closed_on: date | None
    outcomes: list[CouncilOutcome]
    came_from: date | None = computed(_CAME_FROM)
    went_on: bool = computed(_went_on)
    proposal_number: int | None = computed(through("proposal_id", models.Proposal, "number"))


def _page_of_paper(row: Any) -> ColumnElement[Any]:
    return (
        select(models.PackPart.first_page)
        .where(models.PackPart.tenant_id == row.tenant_id, models.PackPart.paper_id == row.id)
        .correlate(row)
        .scalar_subquery()
    )


@node(models.Paper, permission=MEETING_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilMeetingPaper:
    id: ID
    meeting_id: ID
    item_id: ID
    position: int
    title: str
    body: str
    page: int | None = computed(_page_of_paper)


@node(models.Pack, permission=MEETING_READ, module=MODULE, sorted_by=("number", "id"))
class CouncilPack:
    id: ID
    number: int
    issued_at: datetime
    first_page: int
    last_page: int


@node(models.Attendance, permission=MEETING_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilAttendance:
    """Who was there: a role and how large their wing is, never a name."""

    id: ID
    position: int
    role: MemberRole
    wing_size: WingSize | None
    is_guest: bool
    state: AttendanceState
    declared_item_id: ID | None


def _members(row: Any, *states: AttendanceState) -> ColumnElement[int]:
    there = models.Attendance
    asked = select(func.count()).where(
        there.tenant_id == row.tenant_id, there.meeting_id == row.id, there.is_guest.is_(False)
    )
    if states:
        asked = asked.where(there.state.in_(states))
    return asked.correlate(row).scalar_subquery()


def _instead(row: Any) -> ColumnElement[Any]:
    later = aliased(models.Meeting)
    return (
        select(later.id)
        .where(later.tenant_id == row.tenant_id, later.instead_of_id == row.id)
        .correlate(row)
        .scalar_subquery()
    )


def _open_items(row: Any) -> ColumnElement[int]:
    """Count what is still to be dealt with here: not what stands on every agenda, nor what went on."""
    item = aliased(models.Item)
    return (
        select(func.count())
        .select_from(item)
        .where(
            item.tenant_id == row.tenant_id,
            item.meeting_id == row.id,
            item.closed_on.is_(None),
            item.kind.not_in(AT_EVERY_MEETING),
            ~_went_on(item),
        )
        .correlate(row)
        .scalar_subquery()
    )


@node(models.Meeting, permission=MEETING_READ, module=MODULE, sorted_by=("held_on", "id"))
class CouncilMeeting:
    id: ID
    council_id: ID
    series_id: ID | None
    held_on: date
    starts_at: time
    ends_at: time
    place: str
    state: MeetingState
    quorum: int
    revision: int
    instead_of_id: ID | None
    items: list[CouncilItem]
    papers: list[CouncilMeetingPaper]
    packs: list[CouncilPack]
    attendance: list[CouncilAttendance]
    outcomes: list[CouncilOutcome]
    council_name: str = computed(through("council_id", models.Council, "name"))
    held_instead_id: ID | None = computed(_instead)
    members_present: int = computed(lambda row: _members(row, AttendanceState.PRESENT))
    members_recorded: int = computed(_members)
    open_items: int = computed(_open_items)
    is_to_come: bool = computed(lambda row: (row.state == MeetingState.SCHEDULED) & (row.held_on >= today()))
    is_to_record: bool = computed(
        lambda row: (row.state == MeetingState.SCHEDULED) & (row.held_on <= today())
    )


@strawberry.type
class CouncilExpected:
    """Somebody on the roll on the day of a meeting, and what was ticked for them."""

    member_id: ID
    number: int
    name: str
    role: MemberRole
    wing: str
    state: AttendanceState | None
    declared_item_id: ID | None

    @classmethod
    def of(cls, one: Expected) -> CouncilExpected:
        declared = one.declared_item_id
        return cls(
            member_id=ID(str(one.member_id)),
            number=one.number,
            name=one.name,
            role=one.role,
            wing=one.wing,
            state=one.state,
            declared_item_id=None if declared is None else ID(str(declared)),
        )


async def _expected(info: Info[Context, None], meeting_id: ID) -> list[CouncilExpected]:
    viewer = info.context.viewer
    async with info.context.database.read(viewer) as session:
        found = await expected_members(session, viewer, as_uuid(meeting_id))
    return [CouncilExpected.of(one) for one in found]


async def _guests(info: Info[Context, None], meeting_id: ID) -> list[MemberRole]:
    viewer = info.context.viewer
    async with info.context.database.read(viewer) as session:
        return await guests_at(session, viewer, as_uuid(meeting_id))


read_expected: Any = strawberry.field(
    resolver=_expected, description="Who is on the roll on the day of a meeting, to be ticked."
)
read_guests: Any = strawberry.field(
    resolver=_guests, description="The roles of the guests at a meeting, as recorded."
)


@strawberry.type
class CouncilColleague:
    """Somebody who works here and can be given an action."""

    id: ID
    name: str


async def _colleagues(info: Info[Context, None]) -> list[CouncilColleague]:
    viewer = info.context.viewer
    async with info.context.database.read(viewer) as session:
        found = await list_colleagues(session, viewer)
    return [CouncilColleague(id=ID(str(one.account_id)), name=one.name) for one in found]


read_colleagues: Any = strawberry.field(
    resolver=_colleagues, description="Who works here and can be given an action."
)


class MeetingQuery:
    council_all_series = connection(
        CouncilSeries,
        filters=("council_id", "ended_on", "is_going_on"),
        orders=("name",),
        description="When councils of this prison meet.",
    )
    council_series = lookup(CouncilSeries)
    council_meetings = connection(
        CouncilMeeting,
        filters=("council_id", "series_id", "state", "held_on", "is_to_come", "is_to_record"),
        orders=("held_on",),
        description="Meetings of councils, those put off and cancelled too.",
    )
    council_meeting = lookup(CouncilMeeting)
    council_item = lookup(CouncilItem)
    council_outcome = lookup(CouncilOutcome)
    council_paper = lookup(CouncilMeetingPaper)
    council_actions = connection(
        CouncilAction,
        filters=("council_id", "status", "is_open", "is_mine", "is_overdue", "due_on"),
        orders=("due_on",),
        description="What councils agreed to have done, by whom and by when.",
    )
    council_action = lookup(CouncilAction)
    council_expected = read_expected
    council_guests = read_guests
    council_colleagues = read_colleagues
