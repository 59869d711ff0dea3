"""The agenda: points are added, put in order, closed; what stays open goes on to the next meeting, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, DomainError, Invalid, InvalidInput, NotFound, Viewer, today, translate, uuid7
from plugins.council.enums import ActionStatus, ItemKind, MeetingState, Theme
from plugins.council.models import Action, Item, Meeting, Outcome, Paper, Proposal
from plugins.council.permissions import MEETING_RUN
from plugins.council.queries import meetings as queries
from plugins.council.rules.agenda import Point, Way, moved, place_for, to_carry

LONGEST_TITLE = 200
MOST_MINUTES = 240
MOST_ITEMS = 60
USUAL_MINUTES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    """What a point of an agenda is."""

    kind: ItemKind
    title: str
    theme: Theme | None = None
    minutes: int | None = None
    proposal_id: UUID | None = None
    action_id: UUID | None = None


async def add_item(session: AsyncSession, viewer: Viewer, meeting_id: UUID, *, words: ItemWords) -> Item:
    """Put a point on the agenda: before the news and the next day, which stand at the end."""
    viewer.require(MEETING_RUN)
    meeting = await queries.planned_meeting(session, meeting_id)
    faults = tuple(_faults(words))
    if faults:
        raise InvalidInput(faults)
    here = await queries.items_of(session, meeting_id)
    if len(here) >= MOST_ITEMS:
        raise Conflict(translate("There are 60 points on this agenda: no meeting gets through more."))
    action = None if words.action_id is None else await _open_action(session, meeting, words.action_id)
    if words.proposal_id is not None:
        await _require_proposal(session, meeting, words.proposal_id)
    item = _item(meeting, words)
    await _place(session, here, [item])
    if action is not None:
        action.item_id = item.id
    await session.flush()
    return item


async def change_item(session: AsyncSession, viewer: Viewer, item_id: UUID, *, words: ItemWords) -> Item:
    """Say a point in other words, or give it another length."""
    viewer.require(MEETING_RUN)
    item = await planned_item(session, item_id)
    faults = tuple(_faults(words))
    if faults:
        raise InvalidInput(faults)
    item.kind, item.title = words.kind, " ".join(words.title.split())
    item.theme, item.minutes = words.theme, words.minutes
    await session.flush()
    return item


async def move_item(session: AsyncSession, viewer: Viewer, item_id: UUID, *, way: Way) -> Item:
    """Move a point one place up or down; at the end it stays where it is."""
    viewer.require(MEETING_RUN)
    item = await planned_item(session, item_id)
    here = await queries.items_of(session, item.meeting_id)
    by_id = {one.id: one for one in here}
    _number(by_id[one] for one in moved(list(by_id), item.id, way))
    await session.flush()
    return item


async def close_item(session: AsyncSession, viewer: Viewer, item_id: UUID, *, is_closed: bool = True) -> Item:
    """Close a point, so that it does not go on; or open it again, as long as it has not gone on."""
    viewer.require(MEETING_RUN)
    item, meeting = await queries.item_and_meeting(session, item_id)
    if await queries.carried_from(session, [item.id]):
        raise Conflict(translate("This point went on to the next meeting. Close it there."), "itemId")
    if is_closed and await session.scalar(
        select(Outcome.id).where(Outcome.item_id == item.id, Outcome.is_for_next).limit(1)
    ):
        raise Conflict(
            translate("A decision on this point waits for the next meeting, so it stays open."), "itemId"
        )
    item.closed_on = (item.closed_on or today()) if is_closed else None
    await session.flush()
    if not is_closed and meeting.state is not MeetingState.SCHEDULED:
        await carry_over(session, meeting)
    return item


async def remove_item(session: AsyncSession, viewer: Viewer, item_id: UUID) -> UUID:
    """Take a point off the agenda, as if it had never stood there; one from an earlier meeting stays."""
    viewer.require(MEETING_RUN)
    item = await planned_item(session, item_id)
    if item.from_item_id is not None:
        raise Conflict(
            translate("This point came from an earlier meeting. Close it, so that it is not lost."), "itemId"
        )
    if await session.scalar(select(Paper.id).where(Paper.item_id == item.id).limit(1)):
        raise Conflict(translate("There is a paper for this point. Take the paper away first."), "itemId")
    if await session.scalar(select(Outcome.id).where(Outcome.item_id == item.id).limit(1)):
        raise Conflict(translate("Something is recorded for this point, so it stays."), "itemId")
    await session.execute(update(Action).where(Action.item_id == item.id).values(item_id=None))
    meeting_id = item.meeting_id
    await session.delete(item)
    await session.flush()
    _number(await queries.items_of(session, meeting_id))
    await session.flush()
    return meeting_id


async def fill_agenda(session: AsyncSession, meeting: Meeting, standing: Iterable[str]) -> None:
    """Put on a new agenda what stands on every one, and what earlier meetings left open."""
    titles = [(ItemKind.STANDING, title) for title in standing]
    titles += [(kind, str(kind.label)) for kind in (ItemKind.STAFF_NEWS, ItemKind.NEXT_DATE)]
    points = [
        _item(meeting, ItemWords(kind=kind, title=title, minutes=USUAL_MINUTES)) for kind, title in titles
    ]
    _number(points)
    session.add_all(points)
    await session.flush()
    for earlier in await queries.left_open(session, meeting.council_id):
        await carry_over(session, earlier)


async def carry_over(session: AsyncSession, meeting: Meeting) -> list[Item]:
    """Put what a meeting that is over left open on the next agenda, each point once; return what was put."""
    following = await queries.next_planned(session, meeting)
    if following is None:
        return []
    items = await queries.items_of(session, meeting.id)
    gone_on = await queries.carried_from(session, [one.id for one in items])
    points = [Point(one.id, one.kind, one.closed_on is not None) for one in items]
    left = {one.id for one in to_carry(points, gone_on)}
    made = [_again(following, one) for one in items if one.id in left]
    await _place(session, await queries.items_of(session, following.id), made)
    for one in made:
        await session.execute(update(Action).where(Action.item_id == one.from_item_id).values(item_id=one.id))
    return made


def _again(meeting: Meeting, item: Item) -> Item:
    return Item(
        id=uuid7(),
        meeting_id=meeting.id,
        kind=item.kind,
        title=item.title,
        theme=item.theme,
        minutes=item.minutes,
        proposal_id=item.proposal_id,
        from_item_id=item.id,
    )


async def _place(session: AsyncSession, here: Sequence[Item], more: Sequence[Item]) -> None:
    """Put points into an agenda, each where its kind stands, and number all of them anew."""
    order = list(here)
    for one in more:
        order.insert(place_for([item.kind for item in order], one.kind), one)
    _number(order)
    session.add_all(more)
    await session.flush()


def _number(order: Iterable[Item]) -> None:
    for position, item in enumerate(order, start=1):
        item.position = position


def _item(meeting: Meeting, words: ItemWords) -> Item:
    return Item(
        id=uuid7(),
        meeting_id=meeting.id,
        kind=words.kind,
        title=" ".join(words.title.split()),
        theme=words.theme,
        minutes=words.minutes,
        proposal_id=words.proposal_id,
    )


async def planned_item(session: AsyncSession, item_id: UUID) -> Item:
    """Return a point of a meeting that is still to be held."""
    item, meeting = await queries.item_and_meeting(session, item_id)
    await queries.planned_meeting(session, meeting.id)
    return item


async def _open_action(session: AsyncSession, meeting: Meeting, action_id: UUID) -> Action:
    """Return an open action of this council that stands on no agenda to come."""
    action = await queries.action_to_change(session, action_id)
    if action.council_id != meeting.council_id or action.status is not ActionStatus.OPEN:
        raise Conflict(translate("That action is closed, or another council's."), "actionId")
    if action.item_id is not None and await session.scalar(
        select(Item.id)
        .join(Meeting, Meeting.id == Item.meeting_id)
        .where(Item.id == action.item_id, Meeting.state == MeetingState.SCHEDULED)
    ):
        raise Conflict(translate("That action stands on an agenda already."), "actionId")
    return action


async def _require_proposal(session: AsyncSession, meeting: Meeting, proposal_id: UUID) -> None:
    council_id = await session.scalar(select(Proposal.council_id).where(Proposal.id == proposal_id))
    if council_id != meeting.council_id:
        raise NotFound(translate("That proposal is not this council's."), "proposalId")
    if await session.scalar(
        select(Item.id).where(
            Item.meeting_id == meeting.id, Item.proposal_id == proposal_id, Item.closed_on.is_(None)
        )
    ):
        raise Conflict(translate("That proposal stands on this agenda already."), "proposalId")


def _faults(words: ItemWords) -> Iterator[DomainError]:
    if not 1 <= len(words.title.strip()) <= LONGEST_TITLE:
        yield Invalid(translate("Say what the point is, in 200 characters at most."), "title")
    if words.minutes is not None and not 1 <= words.minutes <= MOST_MINUTES:
        yield Invalid(translate("Say how many minutes it may take, from 1 to 240."), "minutes")
    if words.kind is ItemKind.THEME_REPORT and words.theme is None:
        yield Invalid(translate("Choose the theme of the report."), "theme")
