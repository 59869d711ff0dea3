"""The attendance sheet of a training session, to be signed: the order in which it is typed back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Conflict, Partner, Person, Viewer, now, pages, reports, translate
from core.sdk import lazy_gettext as _
from plugins.vetting import models
from plugins.vetting.enums import TrainingSessionState
from plugins.vetting.permissions import TRAINING_RECORD
from plugins.vetting.rules import ON_THE_SHEET
from plugins.vetting.services.training.reading import session_with_course

LAYOUT = Path(__file__).parent / "attendance_sheet.typ"
BLANK_LINES = 4
"""For those who walk in."""
CODE = 4
"""Signs of a booking's id that stand for it on paper, as on the page."""


async def build_attendance_sheet(
    session: AsyncSession, viewer: Viewer, parameters: Mapping[str, Any]
) -> reports.ReportDocument:
    """Build the sheet of a session as it is booked now."""
    held = await session_with_course(session, UUID(str(parameters["session"])))
    moment = now()
    return reports.ReportDocument(
        title=translate("Attendance sheet: {course}").format(course=held.course.title),
        prison_name=await reports.prison_name(session, viewer),
        prison_code=viewer.tenant_code or "",
        as_at=moment,
        produced_at=moment,
        produced_by=viewer.name,
        classification=reports.Classification.OFFICIAL_SENSITIVE,
        summary=(_about(held),),
        paper=reports.Paper(layout=LAYOUT, words=_words(held, await _booked(session, held.id))),
    )


def _about(held: models.CourseSession) -> str:
    times = translate("{start} to {end}").format(start=f"{held.starts_at:%H:%M}", end=f"{held.ends_at:%H:%M}")
    parts = (pages.weekday_date(held.held_on), times, held.place, held.trainer)
    return " · ".join(part for part in parts if part)


def _words(held: models.CourseSession, booked: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    return {
        "session": _about(held),
        "how": _("Sign beside your name. Who keeps the sheet writes a for attended, n for not attended."),
        "headings": [_("Code"), _("Name and organisation"), _("a or n"), _("Signature")],
        "empty": "" if booked else _("Nobody is booked yet."),
        "lines": [*booked, *_blank()],
    }


def _blank() -> Iterator[Mapping[str, str]]:
    for number in range(1, BLANK_LINES + 1):
        code = translate("Walk-in {number}").format(number=number)
        yield {"code": code, "name": "", "organisation": ""}


async def _booked(session: AsyncSession, session_id: UUID) -> list[Mapping[str, str]]:
    """Return who is on the sheet, by surname and then by code, as the page has them."""
    booking = models.Booking
    wanted = (
        select(booking.id, Person.name, Person.sort_key, Partner.name.label("organisation"))
        .join(Person, (Person.tenant_id == booking.tenant_id) & (Person.id == booking.person_id))
        .outerjoin(Partner, (Partner.tenant_id == booking.tenant_id) & (Partner.id == booking.partner_id))
        .where(booking.session_id == session_id, booking.state.in_(sorted(ON_THE_SHEET)))
    )
    found = sorted((await session.execute(wanted)).all(), key=lambda row: (row.sort_key, _code(row.id)))
    return [
        {
            "code": _code(row.id),
            "name": row.name,
            "organisation": row.organisation or "",
        }
        for row in found
    ]


def _code(booking_id: UUID) -> str:
    return str(booking_id)[-CODE:].upper()


ATTENDANCE_SHEET = reports.Report(
    code="vetting.attendance_sheet",
    title=_("Attendance sheet"),
    description=_("The sheet that those who come to a training session sign, with a code for each line."),
    permission=TRAINING_RECORD,
    build=build_attendance_sheet,
    formats=(reports.Format.PDF,),
    asked_elsewhere=True,
)
BUILD_ATTENDANCE_SHEET = reports.report_job(ATTENDANCE_SHEET)


async def print_attendance_sheet(session: AsyncSession, viewer: Viewer, session_id: UUID) -> UUID:
    """Ask for the sheet of a session as a PDF, which the worker makes; return the report's id."""
    viewer.require(TRAINING_RECORD)
    held = await session_with_course(session, session_id)
    if held.state is TrainingSessionState.CANCELLED:
        raise Conflict(translate("This session was cancelled, so nobody signs a sheet."), "trainingSessionId")
    asked = await reports.request_report(session, viewer, ATTENDANCE_SHEET, parameters={"session": held.id})
    return asked.id
