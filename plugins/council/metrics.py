"""What is measured of the councils: L01 to L05 of the set of definitions HMIP-COORD, version 1."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, func, literal, select

from core.sdk import lazy_gettext as _
from core.sdk import long_date, measures, pages, today, translate
from plugins.council.enums import MeetingState, ProposalStatus
from plugins.council.models import Council, Election, Meeting, Proposal, Step
from plugins.council.permissions import MEETING_READ, PROPOSAL_READ, ROLL_READ
from plugins.council.queries.bulletins import first_told
from plugins.council.queries.national import COUNCILS as RUNNING
from plugins.council.queries.roll import COUNTED
from plugins.council.rules.proposals import ACCEPTED, WAITING

DAYS_TO_TELL = timedelta(days=14)
TOLD_WITHIN = literal(DAYS_TO_TELL.days)
AREA = _("Lived experience")
SOURCE = _("HMIP-COORD, version 1")


def _called(said: str) -> str:
    return translate("Proposal {number}").format(number=said)


def _page(row_id: str) -> pages.Address:
    return pages.url("council.proposal", proposal_id=row_id)


def _meeting_called(said: str) -> str:
    return translate("Meeting of {day}").format(day=long_date(date.fromisoformat(said)))


def _meeting_page(row_id: str) -> pages.Address:
    return pages.url("council.meeting", meeting_id=row_id)


def _proposal(row: Any) -> Any:
    return func.concat(row.number, ": ", row.idea)


def _answered_in_time(period: measures.Period) -> Select[Any]:
    """Count each proposal once: in the period in which its 28 days end.

    One that was taken back before anybody answered is owed no answer, and of one that was answered on a day
    that nobody knows, as an old list has it, nobody can say whether it was in time.
    """
    row = Proposal
    in_time = case((row.answered_on <= row.answer_due_on, 1), else_=0)
    return measures.counted(
        row_id=row.id, said=_proposal(row), happened_on=row.answer_due_on, adds=in_time
    ).where(
        row.answer_due_on.between(period.first_on, period.last_on),
        row.status.in_(WAITING) | row.answered_on.is_not(None),
    )


def _done_in_time(period: measures.Period) -> Select[Any]:
    """Count each accepted proposal in the period of the day that was agreed with its acceptance.

    One that was done on a day nobody knows is left out: it may have been in time or late.
    """
    row = Proposal
    agreed = _first_step(ACCEPTED, func.min(Step.until_on)).subquery("agreed")
    done = _first_step({ProposalStatus.IMPLEMENTED}, func.min(Step.happened_on)).subquery("done")
    in_time = case((done.c.day <= agreed.c.day, 1), else_=0)
    return (
        measures.counted(row_id=row.id, said=_proposal(row), happened_on=agreed.c.day, adds=in_time)
        .join(agreed, (agreed.c.tenant_id == row.tenant_id) & (agreed.c.proposal_id == row.id))
        .outerjoin(done, (done.c.tenant_id == row.tenant_id) & (done.c.proposal_id == row.id))
        .where(
            agreed.c.day.between(period.first_on, period.last_on),
            done.c.proposal_id.is_(None) | done.c.day.is_not(None),
        )
    )


def _told_in_time(period: measures.Period) -> Select[Any]:
    """Count each meeting that was held in the period in which its fourteen days end.

    What people were told is the first issue of “You said, we did” that follows it. That an issue was taken
    back later does not undo that they were told.
    """
    row, told = Meeting, first_told().subquery("told")
    ends_on = row.held_on + TOLD_WITHIN
    in_time = case((told.c.day <= ends_on, 1), else_=0)
    return (
        measures.counted(
            row_id=row.id, said=func.to_char(row.held_on, "YYYY-MM-DD"), happened_on=ends_on, adds=in_time
        )
        .outerjoin(told, (told.c.tenant_id == row.tenant_id) & (told.c.meeting_id == row.id))
        .where(
            row.state == MeetingState.HELD,
            row.held_on.between(period.first_on - DAYS_TO_TELL, period.last_on - DAYS_TO_TELL),
        )
    )


def _running(period: measures.Period) -> Select[Any]:
    """Count the councils that run on the last day: a stock, not what happened in the period."""
    row = Council
    return measures.counted(row_id=row.id, said=row.name, happened_on=row.first_on, adds=1).where(
        row.first_on <= period.last_on, row.ended_on.is_(None) | (row.ended_on > period.last_on)
    )


def _first_step(statuses: frozenset[ProposalStatus] | set[ProposalStatus], day: Any) -> Select[Any]:
    return (
        select(Step.tenant_id, Step.proposal_id, day.label("day"))
        .where(Step.status.in_(statuses))
        .group_by(Step.tenant_id, Step.proposal_id)
    )


def _turnout(period: measures.Period) -> Select[Any]:
    """Count each election whose papers were counted, in the period of the day of its vote."""
    row = Election
    return measures.counted(
        row_id=row.id,
        said=row.number,
        happened_on=row.votes_on,
        adds=row.prisoner_papers + row.staff_papers,
        of=row.prisoners_eligible + row.staff_eligible,
    ).where(row.votes_on.between(period.first_on, period.last_on), row.status.in_(COUNTED))


def _held(period: measures.Period) -> Select[Any]:
    """Count each planned meeting whose day is in the period; one put off counts once, on its new day."""
    row = Meeting
    held = case((row.state == MeetingState.HELD, 1), else_=0)
    return measures.counted(
        row_id=row.id, said=func.to_char(row.held_on, "YYYY-MM-DD"), happened_on=row.held_on, adds=held
    ).where(
        row.held_on.between(period.first_on, period.last_on),
        row.held_on <= today(),
        row.state != MeetingState.POSTPONED,
    )


ANSWERED_IN_TIME = measures.Metric(
    name="council.answered_in_time",
    code="L02",
    version=1,
    title=_("Proposals answered in time"),
    area=AREA,
    above=_("answered within 28 days"),
    below=_("proposals whose 28 days are over"),
    unit=measures.Unit.PERCENT,
    direction=measures.Direction.UP,
    frequency=measures.Frequency.MONTH,
    source=SOURCE,
    permission=PROPOSAL_READ,
    rows=_answered_in_time,
    row_page=_page,
    said=_called,
)
DONE_IN_TIME = measures.Metric(
    name="council.done_in_time",
    code="L03",
    version=1,
    title=_("Accepted proposals done in time"),
    area=AREA,
    above=_("done by the day that was agreed"),
    below=_("accepted proposals whose day has come"),
    unit=measures.Unit.PERCENT,
    direction=measures.Direction.UP,
    frequency=measures.Frequency.QUARTER,
    source=SOURCE,
    permission=PROPOSAL_READ,
    rows=_done_in_time,
    row_page=_page,
    said=_called,
)
COUNCILS = measures.Metric(
    name=RUNNING,
    code="COUNCILS",
    version=1,
    title=_("Councils that run"),
    area=AREA,
    above=_("councils that have not ended"),
    below=_("councils that have not ended"),
    unit=measures.Unit.COUNT,
    direction=measures.Direction.CONTEXT,
    frequency=measures.Frequency.MONTH,
    source=_("Gatehouse"),
    permission=PROPOSAL_READ,
    rows=_running,
    row_page=lambda row_id: pages.url("council.council", council_id=row_id),
)
TURNOUT = measures.Metric(
    name="council.turnout",
    code="L05",
    version=1,
    title=_("Council turnout"),
    area=AREA,
    above=_("ballot papers in the box, the spoilt too"),
    below=_("people in prison and staff who might vote"),
    unit=measures.Unit.PERCENT,
    direction=measures.Direction.UP,
    frequency=measures.Frequency.EVENT,
    source=SOURCE,
    permission=ROLL_READ,
    rows=_turnout,
    counts_people=True,
    row_page=lambda row_id: pages.url("council.election", election_id=row_id),
    said=lambda said: translate("Election {number}").format(number=said),
)
MEETINGS_HELD = measures.Metric(
    name="council.meetings_held",
    code="L01",
    version=1,
    title=_("Council meetings held"),
    area=AREA,
    above=_("held"),
    below=_("meetings that were planned"),
    unit=measures.Unit.PERCENT,
    direction=measures.Direction.UP,
    frequency=measures.Frequency.MONTH,
    source=SOURCE,
    permission=MEETING_READ,
    rows=_held,
    row_page=_meeting_page,
    said=_meeting_called,
)
FEEDBACK_PUBLISHED = measures.Metric(
    name="council.feedback_published",
    code="L04",
    version=1,
    title=_("Feedback published"),
    area=AREA,
    above=_("followed by “You said, we did” within 14 days"),
    below=_("meetings held whose 14 days are over"),
    unit=measures.Unit.PERCENT,
    direction=measures.Direction.UP,
    frequency=measures.Frequency.MONTH,
    source=SOURCE,
    permission=MEETING_READ,
    rows=_told_in_time,
    row_page=_meeting_page,
    said=_meeting_called,
)
METRICS = (MEETINGS_HELD, ANSWERED_IN_TIME, DONE_IN_TIME, FEEDBACK_PUBLISHED, COUNCILS, TURNOUT)
