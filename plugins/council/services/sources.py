"""What can be published, read afresh: each kind of source says its passages, in the order they are read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, Text, long_date, today, translate
from core.sdk import lazy_gettext as _
from plugins.council.enums import BulletinStatus, MinutesState, SourceKind, Theme
from plugins.council.models import Bulletin, Election, Escalation, Minutes, Party, Proposal
from plugins.council.queries import bulletins, history_of
from plugins.council.queries.minutes import meeting_of, sections_of
from plugins.council.queries.roll import COUNTED
from plugins.council.rules.bulletin_passages import COUNCIL, SAID, passages_of
from plugins.council.rules.minutes import LOCKED, Section
from plugins.council.rules.proposals import ANSWERS, CLOSED
from plugins.council.rules.topics import TITLE


@dataclass(frozen=True, slots=True)
class Written:
    """One passage as somebody typed it; nothing else in a publication comes from a person's hand."""

    field: str
    """Stays the same however often the text changes, such as `idea` or `step/3`."""
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that can be published, whole."""

    kind: SourceKind
    id: UUID
    title: str
    about_on: date
    passages: tuple[Written, ...]
    theme: Theme | None = None
    not_yet: Text = ""
    """Why it cannot be published as it stands, with what to do; empty where it can."""


ReadSource = Callable[[AsyncSession, UUID], Awaitable[Source]]


async def read_proposal(session: AsyncSession, proposal_id: UUID) -> Source:
    """Read a proposal with everything that was said to it."""
    row = await session.scalar(select(Proposal).where(Proposal.id == proposal_id))
    if row is None:
        raise NotFound(translate("That proposal is not in this prison."), "sourceId")
    history = await history_of(session, proposal_id)
    asked = (
        Written("problem", translate("What is wrong today"), row.problem),
        Written("idea", translate("What the council asks for"), row.idea),
        Written("who_benefits", translate("Who benefits"), row.who_benefits or ""),
        Written("cost", translate("What it costs"), row.cost or ""),
    )
    said = (
        Written(
            f"step/{place}",
            translate("{status}, {day}").format(status=step.status.label, day=long_date(step.on))
            if step.on
            else str(step.status.label),
            step.reason,
        )
        for place, step in enumerate(history, start=1)
    )
    came_back = await session.scalars(
        select(Escalation)
        .where(Escalation.proposal_id == proposal_id, Escalation.said.is_not(None))
        .order_by(Escalation.position)
    )
    national = [Written(f"national/{one.position}", str(one.kind.label), one.said or "") for one in came_back]
    is_answered = any(step.status in ANSWERS for step in history) or row.status in CLOSED
    return Source(
        kind=SourceKind.PROPOSAL,
        id=row.id,
        title=translate("Proposal {number}").format(number=row.number),
        about_on=row.answered_on or row.status_on,
        theme=row.theme,
        passages=tuple(one for one in (*asked, *said, *national) if one.text),
        not_yet="" if is_answered else _("It has no answer yet. Record what the prison says first."),
    )


async def read_feedback(session: AsyncSession, bulletin_id: UUID) -> Source:
    """Read an issue of "You said, we did": what it tells, in each wording, and the council's name."""
    bulletin = await session.scalar(select(Bulletin).where(Bulletin.id == bulletin_id))
    if bulletin is None:
        raise NotFound(translate("That issue is not in this prison."), "sourceId")
    issue = await bulletins.issue_as_written(session, bulletin)
    is_released = bulletin.status is BulletinStatus.PUBLISHED
    return Source(
        kind=SourceKind.FEEDBACK,
        id=bulletin.id,
        title=translate("You said, we did: issue {number}").format(number=bulletin.number),
        about_on=issue.on,
        passages=tuple(Written(field, _half(field), text) for field, text in passages_of(issue)),
        not_yet="" if is_released else _("It is published on its own page, once the prison approved it."),
    )


def _half(field: str) -> str:
    """Return what stands above a passage of an issue where it is shown by itself."""
    if field == COUNCIL:
        return translate("Council")
    return translate("You said") if field.endswith(SAID) else translate("What came of it")


async def read_result(session: AsyncSession, election_id: UUID) -> Source:
    """Read the result of an election: what parties call themselves, and their figures. Nobody is named."""
    row = await session.scalar(select(Election).where(Election.id == election_id))
    if row is None:
        raise NotFound(translate("That election is not in this prison."), "sourceId")
    parties = await session.scalars(
        select(Party).where(Party.election_id == election_id).order_by(Party.position)
    )
    said = translate("Votes: {votes}. Seats: {seats}.")
    passages = tuple(
        Written(
            f"party/{party.position}",
            said.format(votes=(party.prisoner_votes or 0) + (party.staff_votes or 0), seats=party.seats),
            party.name,
        )
        for party in parties
    )
    return Source(
        kind=SourceKind.RESULT,
        id=row.id,
        title=translate("Result of election {number}").format(number=row.number),
        about_on=row.votes_on,
        passages=passages,
        not_yet="" if row.status in COUNTED else _("The votes are not counted yet. Close the count first."),
    )


async def read_minutes(session: AsyncSession, minutes_id: UUID) -> Source:
    """Read the last version of minutes. Titles of points were typed, so they are passages like any other."""
    row = await session.scalar(select(Minutes).where(Minutes.id == minutes_id))
    if row is None:
        raise NotFound(translate("Those minutes are not in this prison."), "sourceId")
    meeting = await meeting_of(session, row)
    return Source(
        kind=SourceKind.MINUTES,
        id=row.id,
        title=translate("Minutes of {day}").format(day=long_date(meeting.held_on)),
        about_on=meeting.held_on,
        passages=tuple(
            one for section in await sections_of(session, row) for one in _section(section) if one.text
        ),
        not_yet="" if row.state in LOCKED else _("The council has not approved these minutes yet."),
    )


def _section(section: Section) -> tuple[Written, ...]:
    if not section.field.startswith("item/"):
        return (Written(section.field, section.heading, section.text),)
    return (
        Written(f"{section.field}{TITLE}", "", section.heading),
        Written(section.field, "", section.text),
    )


async def minutes_published(session: AsyncSession, minutes_id: UUID) -> None:
    """Note which version of minutes is out, and since when they have been."""
    row = (await session.scalars(select(Minutes).where(Minutes.id == minutes_id))).one()
    if row.state is MinutesState.APPROVED:
        row.state, row.state_on = MinutesState.PUBLISHED, today()
    row.published_number = row.number
    row.first_published_on = row.first_published_on or today()
    await session.flush()


READERS: Mapping[SourceKind, ReadSource] = {
    SourceKind.PROPOSAL: read_proposal,
    SourceKind.FEEDBACK: read_feedback,
    SourceKind.MINUTES: read_minutes,
    SourceKind.RESULT: read_result,
}
PUBLISHED: Mapping[SourceKind, Callable[[AsyncSession, UUID], Awaitable[None]]] = {
    SourceKind.MINUTES: minutes_published
}
"""What a source notes of itself when it was published."""


async def read_source(session: AsyncSession, kind: SourceKind, source_id: UUID) -> Source:
    """Read something that can be published, as it is now."""
    if kind not in READERS:
        raise NotFound(translate("Nothing of this kind is published."), "kind")
    return await READERS[kind](session, source_id)
