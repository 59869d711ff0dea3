"""A council that meets each month: meetings held and one cancelled; the next one with its papers issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, today
from plugins.council import services
from plugins.council.enums import (
    AttendanceState,
    ItemKind,
    MeetingState,
    MemberRole,
    OutcomeKind,
    ProposalStatus,
    Rhythm,
    Theme,
)
from plugins.council.models import Council, Item, Meeting, Proposal
from plugins.council.rules.series import Pattern, days_between
from plugins.council.services.actions import Task
from plugins.council.services.agenda import ItemWords
from plugins.council.services.outcomes import OutcomeWords
from plugins.council.services.series import Plan
from plugins.council.services.ticking import Tick

PLAN = Plan(
    name="Monthly",
    rhythm=Rhythm.MONTHS,
    weekday=3,
    place_in_month=1,
    starts_at=time(14),
    ends_at=time(15, 30),
    place="Library",
    standing=("Welcome and apologies", "Declarations of interest", "Minutes of the last meeting"),
)
PAPER = (
    "The list of shower repairs on B wing had eleven entries in October. "
    "Nine are done, two wait for parts.\n\n"
    "The council asks that the list hangs beside the servery, with the day on which each repair "
    "was reported, and that it is renewed every Monday."
)
AWAY = frozenset({1, 4})
"""Who sent apologies, by their place on the roll."""
AGO = timedelta(days=200)
PAST = 4
"""How many meetings lie behind; the second of them was cancelled."""
DECIDED = {
    0: (("Laundry", "The second machine is mended. Sheets are changed each week again."),),
    2: (
        ("Visits", "Visits begin ten minutes earlier from the first of the month."),
        ("Library", "A list of new books hangs on each wing."),
    ),
    3: (("Kitchen", "The menu for the next month is shown to the council before it is printed."),),
}


async def load_meetings(session: AsyncSession, viewer: Viewer) -> None:
    """Let the council have met for months, and have the papers of the next meeting out."""
    council = await session.scalar(select(Council).order_by(Council.first_on).limit(1))
    if council is None:
        return
    begun = Pattern(
        rhythm=PLAN.rhythm,
        every=PLAN.every,
        weekday=PLAN.weekday,
        place_in_month=PLAN.place_in_month,
        first_on=today() - AGO,
    )
    first_on = list(days_between(begun, begun.first_on, today() - timedelta(days=1)))[-PAST]
    await services.start_series(session, viewer, council.id, plan=PLAN, first_on=first_on)
    meetings = await session.scalars(
        select(Meeting).where(Meeting.council_id == council.id).order_by(Meeting.held_on)
    )
    rows = meetings.all()
    for number, meeting in enumerate(rows[:PAST]):
        if number not in DECIDED:
            state = MeetingState.CANCELLED_PRISON
            await services.cancel_meeting(session, viewer, meeting.id, state=state)
            continue
        await _meet(session, viewer, meeting, DECIDED[number])
        if number == PAST - 1:
            await _leave_open(session, viewer, meeting)
        await services.hold_meeting(session, viewer, meeting.id)
    await _prepare(session, viewer, [one for one in rows[PAST:] if one.held_on > today()])


async def _meet(
    session: AsyncSession, viewer: Viewer, meeting: Meeting, decided: Sequence[tuple[str, str]]
) -> None:
    """Let all of the roll but two be there, and each point be decided and closed."""
    items = [
        await services.add_item(
            session, viewer, meeting.id, words=ItemWords(kind=ItemKind.OTHER, title=title, minutes=10)
        )
        for title, _said in decided
    ]
    roll = await services.expected_members(session, viewer, meeting.id)
    ticks = [
        Tick(
            member_id=one.member_id,
            state=AttendanceState.APOLOGIES if place in AWAY else AttendanceState.PRESENT,
        )
        for place, one in enumerate(roll)
    ]
    guests = (MemberRole.FACILITATOR,)
    await services.tick_attendance(session, viewer, meeting.id, ticks=ticks, guests=guests)
    for item, (_title, said) in zip(items, decided, strict=True):
        words = OutcomeWords(kind=OutcomeKind.DECISION, words=said, votes_for=6, votes_against=1)
        await services.record_outcome(session, viewer, item.id, words=words)
        await services.close_item(session, viewer, item.id)


async def _leave_open(session: AsyncSession, viewer: Viewer, meeting: Meeting) -> None:
    """Let a report end in a decision, and repairs stay open with two actions."""
    report = ItemWords(
        kind=ItemKind.THEME_REPORT, title="First nights: what people asked", theme=Theme.SAFETY, minutes=15
    )
    repairs = ItemWords(kind=ItemKind.OTHER, title="Shower repairs on B wing", minutes=10)
    first = await services.add_item(session, viewer, meeting.id, words=report)
    second = await services.add_item(session, viewer, meeting.id, words=repairs)
    decided = OutcomeWords(
        kind=OutcomeKind.DECISION,
        words="Propose a first night card with a plain list of who to ask.",
        votes_for=5,
        votes_against=1,
    )
    await services.record_outcome(session, viewer, first.id, words=decided)
    await services.close_item(session, viewer, first.id)
    told = OutcomeWords(kind=OutcomeKind.INFORMATION, words="The works department has a new list of repairs.")
    await services.record_outcome(session, viewer, second.id, words=told)
    for words, role, due_on in (
        (
            "Collect the repairs that were reported on each wing.",
            MemberRole.WING_REP,
            today() - timedelta(days=4),
        ),
        ("Ask the works department for the days.", MemberRole.FACILITATOR, today() + timedelta(days=5)),
    ):
        task = Task(words=words, owner_role=role, due_on=due_on)
        outcome = OutcomeWords(kind=OutcomeKind.ACTION, words=words, task=task)
        await services.record_outcome(session, viewer, second.id, words=outcome)


async def _prepare(session: AsyncSession, viewer: Viewer, coming: Sequence[Meeting]) -> None:
    """Put a proposal and a paper to the next meeting, issue the pack, and put a later meeting off."""
    if not coming:
        return
    following = coming[0]
    waiting = await session.scalar(
        select(Proposal).where(Proposal.status == ProposalStatus.TABLED).order_by(Proposal.number).limit(1)
    )
    if waiting is not None:
        words = ItemWords(
            kind=ItemKind.PROPOSAL,
            title=waiting.idea,
            minutes=10,
            proposal_id=waiting.id,
            theme=waiting.theme,
        )
        await services.add_item(session, viewer, following.id, words=words)
    item = await session.scalar(
        select(Item).where(Item.meeting_id == following.id, Item.from_item_id.is_not(None)).limit(1)
    )
    if item is not None:
        await services.write_paper(session, viewer, item.id, title="Shower repairs in October", body=PAPER)
    await services.issue_pack(session, viewer, following.id)
    if len(coming) > 1:
        until = coming[1].held_on + timedelta(days=7)
        await services.postpone_meeting(session, viewer, coming[1].id, until=until)
