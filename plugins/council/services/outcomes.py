"""What came of a point: told, decided, or somebody does something. Nothing is decided without a quorum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, DomainError, Invalid, InvalidInput, Viewer, today, translate, uuid7
from plugins.council.enums import MeetingState, OutcomeKind
from plugins.council.models import Action, Meeting, Outcome
from plugins.council.permissions import MEETING_RUN
from plugins.council.queries import meetings as queries
from plugins.council.services.actions import Task, action_row, require_owner, task_faults

LONGEST_WORDS = 2000
MOST_VOTES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeWords:
    """What came of a point, and for a decision how many were for and against it."""

    kind: OutcomeKind
    words: str
    votes_for: int | None = None
    votes_against: int | None = None
    task: Task | None = None
    """Who does it by when, for an action."""


async def record_outcome(
    session: AsyncSession, viewer: Viewer, item_id: UUID, *, words: OutcomeWords
) -> Outcome:
    """Record what came of a point; a decision without a quorum is recorded for the next meeting."""
    viewer.require(MEETING_RUN)
    item, meeting = await queries.item_and_meeting(session, item_id)
    _require_day(meeting)
    faults = tuple(_faults(words))
    if faults:
        raise InvalidInput(faults)
    presence = await queries.presence_at(session, meeting)
    decides = words.kind is OutcomeKind.DECISION
    outcome = Outcome(
        id=uuid7(),
        meeting_id=meeting.id,
        item_id=item.id,
        position=await queries.next_position(session, item.id),
        kind=words.kind,
        words=words.words.strip(),
        is_for_next=decides and not presence.may_decide,
        votes_for=words.votes_for if decides else None,
        votes_against=words.votes_against if decides else None,
        recorded_by=viewer.account_id,
    )
    if outcome.is_for_next and item.closed_on is not None:
        raise Conflict(
            translate("Too few members were there to decide, and this point is closed. Open it again first.")
        )
    session.add(outcome)
    await session.flush()
    if words.task is not None:
        await require_owner(session, words.task)
        action = action_row(viewer, meeting.council_id, words.task)
        action.outcome_id = outcome.id
        session.add(action)
        await session.flush()
    return outcome


async def remove_outcome(session: AsyncSession, viewer: Viewer, outcome_id: UUID) -> UUID:
    """Take back an outcome that was recorded wrongly, and return its meeting; an action stays."""
    viewer.require(MEETING_RUN)
    outcome = await queries.outcome_to_change(session, outcome_id)
    if await session.scalar(select(Action.id).where(Action.outcome_id == outcome.id).limit(1)):
        raise Conflict(translate("Somebody is to do this. Close the action instead, and say why."))
    meeting_id = outcome.meeting_id
    await session.delete(outcome)
    await session.flush()
    return meeting_id


def _require_day(meeting: Meeting) -> None:
    if meeting.state not in {MeetingState.SCHEDULED, MeetingState.HELD} or meeting.held_on > today():
        raise Conflict(translate("What came of a point is recorded on the day of the meeting, or after it."))


def _faults(words: OutcomeWords) -> Iterator[DomainError]:
    if not 1 <= len(words.words.strip()) <= LONGEST_WORDS:
        yield Invalid(translate("Say what came of it, in 2,000 characters at most."), "words")
    for votes, field in ((words.votes_for, "votesFor"), (words.votes_against, "votesAgainst")):
        if votes is not None and not 0 <= votes <= MOST_VOTES:
            yield Invalid(translate("Count the votes: from 0 to 100."), field)
    if (words.kind is OutcomeKind.ACTION) != (words.task is not None):
        yield Invalid(
            translate("Say who does it by when; for anything but an action leave it empty."), "task"
        )
    elif words.task is not None:
        yield from task_faults(words.task)
