"""The pack of a meeting: its agenda and papers as they were issued, the supplements behind, in one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import NotFound, Viewer, now, pages, reports, translate
from core.sdk import lazy_gettext as _
from plugins.council.models import Council, Meeting, Pack, PackPart

LAYOUT = Path(__file__).parent.parent / "reports" / "pack.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paper in the pack; page 0 before it was laid out."""

    id: UUID
    title: str
    point: str
    body: str
    first_page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What was issued at once: the pack, number 0, or a supplement."""

    id: UUID
    number: int
    issued_at: datetime
    agenda: Sequence[str]
    parts: Sequence[Part]
    first_page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The meeting that a pack is for."""

    council: str
    on: date
    starts_at: time
    ends_at: time
    place: str


def pack_document(
    held: Held, issues: Sequence[Issue], *, prison: str, viewer: Viewer
) -> reports.ReportDocument:
    """Return the pack as a document: everything issued so far, in the order in which it was issued."""
    moment = now()
    return reports.ReportDocument(
        title=translate("Papers for the meeting of {day}").format(day=pages.long_date(held.on)),
        prison_name=prison,
        prison_code=viewer.tenant_code or "",
        as_at=issues[-1].issued_at,
        produced_at=moment,
        produced_by=viewer.name,
        classification=reports.Classification.OFFICIAL_SENSITIVE,
        summary=(_about(held),),
        paper=reports.Paper(layout=LAYOUT, words=_words(held, issues)),
    )


async def held_of(session: AsyncSession, meeting_id: UUID) -> Held:
    row = (
        await session.execute(
            select(Council.name, Meeting.held_on, Meeting.starts_at, Meeting.ends_at, Meeting.place)
            .join(Council, Council.id == Meeting.council_id)
            .where(Meeting.id == meeting_id)
        )
    ).one_or_none()
    if row is None:
        raise NotFound(translate("That meeting is not in this prison."), "meetingId")
    return Held(council=row[0], on=row[1], starts_at=row[2], ends_at=row[3], place=row[4])


async def issues_of(session: AsyncSession, meeting_id: UUID) -> list[Issue]:
    """Return what was issued for a meeting, each with its papers, in order."""
    packs = await session.scalars(select(Pack).where(Pack.meeting_id == meeting_id).order_by(Pack.number))
    parts = await session.scalars(
        select(PackPart)
        .join(Pack, Pack.id == PackPart.pack_id)
        .where(Pack.meeting_id == meeting_id)
        .order_by(PackPart.first_page)
    )
    rows = parts.all()
    return [
        Issue(
            id=pack.id,
            number=pack.number,
            issued_at=pack.issued_at,
            agenda=pack.agenda,
            first_page=pack.first_page,
            parts=[
                Part(id=row.id, title=row.title, point=row.point, body=row.body, first_page=row.first_page)
                for row in rows
                if row.pack_id == pack.id
            ],
        )
        for pack in packs
    ]


def _about(held: Held) -> str:
    hours = translate("{start} to {end}").format(start=f"{held.starts_at:%H:%M}", end=f"{held.ends_at:%H:%M}")
    return " · ".join((held.council, pages.weekday_date(held.on), hours, held.place))


def _words(held: Held, issues: Sequence[Issue]) -> dict[str, Any]:
    return {
        "meeting": _about(held),
        "page": translate("Page {page}"),
        "agenda_heading": _("Agenda"),
        "papers_heading": _("Papers"),
        "headings": [_("Paper"), _("For the point"), _("Page")],
        "issues": [_issue(issue) for issue in issues],
    }


def _issue(issue: Issue) -> dict[str, Any]:
    said = translate("Issued on {moment}.").format(moment=pages.long_moment(issue.issued_at))
    return {
        "id": str(issue.id),
        "heading": translate("Supplement {number}").format(number=issue.number),
        "issued": said,
        "agenda": list(issue.agenda),
        "first_page": issue.first_page,
        "parts": [
            {
                "id": str(part.id),
                "title": part.title,
                "point": part.point,
                "first_page": part.first_page,
                "paragraphs": [words for words in part.body.split("\n\n") if words.strip()],
            }
            for part in issue.parts
        ],
    }
