"""What the API says of meetings, and of who was there."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased
from strawberry import ID

from core.sdk import computed, connection, lookup, node, through, today
from plugins.council import models
from plugins.council.enums import AttendanceState, MeetingState, MemberRole, WingSize
from plugins.council.graphql.actions import CouncilAction, CouncilOutcome
from plugins.council.graphql.agenda import CouncilItem, CouncilMeetingPaper, CouncilPack, has_gone_on
from plugins.council.graphql.expected import read_colleagues, read_expected, read_guests
from plugins.council.graphql.nodes import MODULE
from plugins.council.graphql.series import CouncilSeries
from plugins.council.permissions import MEETING_READ
from plugins.council.rules.agenda import AT_EVERY_MEETING


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
            ~has_gone_on(item),
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
