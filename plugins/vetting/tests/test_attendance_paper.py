"""The attendance sheet on paper: who is booked, in the order it is typed back, and nothing else of them."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from core.sdk import Conflict, Forbidden, NotFound, Viewer, pages, reports
from core.testkit import Format, write_report
from plugins.vetting.pages.training.session import sheet_rows
from plugins.vetting.reports.attendance import BLANK_LINES, build_attendance_sheet, print_attendance_sheet
from plugins.vetting.services import training
from plugins.vetting.tests.classroom import HELD_ON, TODAY, Classroom
from plugins.vetting.tests.desk import Desk

BOOKED = """
query($id: ID!) {
  vettingTrainingSession(id: $id) { bookings { code state personName personSurname } }
}
"""


async def built(desk: Desk, session_id: object, by: Viewer | None = None) -> reports.ReportDocument:
    who = by or desk.coordinator
    async with desk.database.read(who) as session:
        return await build_attendance_sheet(session, who, {"session": str(session_id)})


def text_of(document: reports.ReportDocument) -> str:
    target = io.BytesIO()
    write_report(document, Format.PDF, target)
    assert b"pdfuaid:part" in target.getvalue()
    return "\n".join(page.extract_text() for page in PdfReader(target).pages)


def lines_of(document: reports.ReportDocument) -> list[dict[str, str]]:
    assert document.paper is not None
    lines: list[dict[str, str]] = document.paper.words["lines"]
    return lines


async def test_sheet_names_who_is_booked_in_the_order_of_the_page(desk: Desk, engine: Any) -> None:
    classroom = Classroom(desk)
    held = await classroom.planned(await classroom.course(), places=2)
    await classroom.book(held, *reversed(await classroom.people(3)))
    document = await built(desk, held.id)

    result = await engine.execute(desk.coordinator, BOOKED, {"id": str(held.id)})
    shown = result.data["vettingTrainingSession"]
    expected = [(row["code"], row["personName"]) for row in sheet_rows(shown)]
    lines = lines_of(document)
    assert [(line["code"], line["name"]) for line in lines[:-BLANK_LINES]] == expected
    assert len(expected) == 2
    assert [line["name"] for line in lines[-BLANK_LINES:]] == [""] * BLANK_LINES
    said = text_of(document)
    for wanted in (pages.weekday_date(HELD_ON), "09:30 to 12:30", "Training room", "Signature", "Walk-in 4"):
        assert wanted in said
    assert "OFFICIAL-SENSITIVE" in said
    assert not re.search("vetting|clearance|cleared", said, re.IGNORECASE)


async def test_sheet_of_forty_goes_on_under_its_headings(desk: Desk) -> None:
    classroom = Classroom(desk)
    held = await classroom.planned(await classroom.course(), places=40)
    await classroom.book(held, *await classroom.people(40))
    said = text_of(await built(desk, held.id))
    assert said.count("Signature") == said.count("Page ") >= 2
    assert f"Page 1 of {said.count('Page ')}" in said


async def test_sheet_is_the_desks_of_this_prison_alone(desk: Desk, other_desk: Desk) -> None:
    classroom = Classroom(desk)
    held = await classroom.planned(await classroom.course())
    async with desk.database.write(desk.coordinator) as session:
        assert await print_attendance_sheet(session, desk.coordinator, held.id)
    with pytest.raises(NotFound):
        await built(other_desk, held.id)
    async with desk.database.write(desk.governor) as session:
        with pytest.raises(Forbidden):
            await print_attendance_sheet(session, desk.governor, held.id)


async def test_cancelled_session_has_no_sheet(desk: Desk) -> None:
    classroom, by = Classroom(desk), desk.coordinator
    held = await classroom.planned(await classroom.course())
    async with desk.database.write(by) as session:
        await training.cancel_session(session, by, held.id, on=TODAY)
    async with desk.database.write(by) as session:
        with pytest.raises(Conflict, match="was cancelled"):
            await print_attendance_sheet(session, by, held.id)
