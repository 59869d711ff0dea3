"""What the gate's paper says, and never says: no reason, no level, no stage; out of date or not."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Viewer, entry, reports, today
from core.testkit import Format, Registry, write_report
from plugins.rota import services
from plugins.rota.enums import SessionOutcome
from plugins.rota.models import GateList
from plugins.rota.reports import BUILDING, GATE_LIST, HOURS_LOST, SIGN_IN_SHEET
from plugins.rota.reports.printing import print_gate_day
from plugins.rota.services.gate_lists import make_gate_list, mark_printed
from plugins.rota.tests.desk import Desk
from plugins.rota.tests.gate import deciding, lines, make_list, make_session, type_back

FORBIDDEN_WORDS = frozenset(
    {"vetting", "clearance", "expired", "refused", "suspended", "lapsed", "withdrawn", "appeal", "governor"}
    | {"standard", "enhanced", "basic", "counter-terrorist", "HMPPS_EL2", "IN_CHECKS", "LEAP", "conviction"}
    | {"offence", "training", "induction", "agreement", "insurance", "lived", "pathway", "level", "stage"}
)
WORDS = st.lists(st.sampled_from([*sorted(FORBIDDEN_WORDS), "Zyxwv", "Qwert"]), min_size=1, max_size=6).map(
    " ".join
)


async def built(desk: Desk, report: reports.Report, by: Viewer | None = None, **given_: Any) -> Any:
    who = by or desk.coordinator
    async with desk.database.read(who) as session:
        return await report.build(session, who, given_)


def text_of(document: reports.ReportDocument, format_: Format = Format.PDF) -> str:
    target = io.BytesIO()
    write_report(document, format_, target)
    if format_ is not Format.PDF:
        return target.getvalue().decode("utf-8-sig")
    return "\n".join(page.extract_text() for page in PdfReader(target).pages)


def words_of(value: Any) -> list[str]:
    """Return every text that lies in what is put on paper."""
    if isinstance(value, Mapping):
        return [word for one in value.values() for word in words_of(one)]
    if isinstance(value, (list, tuple)):
        return [word for one in value for word in words_of(one)]
    return [str(value)]


def everything(document: reports.ReportDocument) -> str:
    assert document.paper is not None
    cells = [cell for table in document.tables for row in table.checked_rows() for cell in row]
    said = (document.title, *document.summary, *document.notes, *cells, *words_of(document.paper.words))
    return " ".join(str(one) for one in said)


async def test_gate_list_says_the_answer_and_what_to_do(desk: Desk) -> None:
    await make_session(desk, desk.person, entrance="East gate", place="Chapel")
    await make_list(desk, printed=True)
    said = text_of(await built(desk, GATE_LIST))
    [line] = await lines(desk)
    for wanted in ("East gate (1)", "NO", "14:00", "Robin Ashdown", "Harbour Lights", "Chapel", line.code):
        assert wanted in said
    assert "Valid until 23:59" in said
    assert "OFFICIAL-SENSITIVE" in said
    assert "Page 1 of 1" in said


async def test_sheet_has_a_line_for_everybody_and_nobodys_answer(desk: Desk) -> None:
    await make_session(desk, desk.person, await desk.another("Birch"))
    await make_list(desk, printed=True)
    said = text_of(await built(desk, SIGN_IN_SHEET))
    for line in await lines(desk):
        assert line.code in said
        assert line.name in said
    assert not re.search(r"\b(NO|YES|ESCORT)\b", said)
    assert "Signature" in said


async def test_who_came_later_is_marked_new_and_who_is_off_stands_apart(desk: Desk) -> None:
    first = await make_session(desk, desk.person, starts=14)
    await make_list(desk, printed=True)
    await make_session(desk, await desk.another("Birch"), starts=9)
    await desk.do(services.cancel_session, first.id, outcome=SessionOutcome.CANCELLED_PRISON)
    await make_list(desk, printed=True)
    said = text_of(await built(desk, GATE_LIST))
    assert re.search(r"NEW \d\d:\d\d", said)
    assert "No longer expected today" in said
    assert said.index("Robin Birch") < said.index("No longer expected") < said.index("Robin Ashdown")


async def test_day_without_anybody_says_so(desk: Desk) -> None:
    assert "No list has been made for this day." in text_of(await built(desk, GATE_LIST))
    await make_list(desk)
    for report in (GATE_LIST, SIGN_IN_SHEET):
        assert "Nobody is expected on this day." in text_of(await built(desk, report))


async def test_list_made_yesterday_is_marked_out_of_date(desk: Desk) -> None:
    await make_session(desk, desk.person)
    await make_list(desk)
    assert "OUT OF DATE" not in text_of(await built(desk, GATE_LIST))
    async with desk.database.write(desk.coordinator) as session:
        made = datetime.combine(today() - timedelta(days=1), time(12), UTC)
        await session.execute(update(GateList).values(made_at=made))
    for report in (GATE_LIST, SIGN_IN_SHEET):
        assert "OUT OF DATE" in text_of(await built(desk, report))


async def test_other_prison_is_on_no_paper(desk: Desk, other_desk: Desk) -> None:
    await make_session(other_desk, await other_desk.another("Hidden"))
    await make_list(other_desk)
    await make_session(desk, desk.person)
    await make_list(desk)
    for report in (GATE_LIST, SIGN_IN_SHEET):
        assert "Hidden" not in everything(await built(desk, report))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS, WORDS, WORDS, st.sampled_from([entry.Bearing.BLOCKS, entry.Bearing.NEEDS_ESCORT]))
async def test_no_word_of_a_reason_ever_reaches_the_paper(
    desk: Desk, words: str, step: str, turn: str, bearing: entry.Bearing
) -> None:
    """Whatever the checks find, paper and exports say the answer alone."""
    people = [desk.person]
    if not await lines(desk):
        await make_session(desk, people[0])

    async def decide(_session: AsyncSession, visits: Sequence[entry.Visit]) -> list[entry.Decision]:
        reason = entry.Reason(
            code="vetting.case", bearing=bearing, words=words, next_step=step, whose_turn=turn
        )
        told = entry.EntryAnswer.NO if bearing is entry.Bearing.BLOCKS else entry.EntryAnswer.YES_ESCORTED
        return [entry.Decision(visit, told, (reason,)) for visit in visits]

    async with desk.database.write(desk.coordinator) as session:
        mark_printed((await make_gate_list(session, desk.coordinator, decide, today())).gate_list)
    for report in (GATE_LIST, SIGN_IN_SHEET):
        document = await built(desk, report)
        said = everything(document).casefold()
        for word in {*words.split(), *step.split(), *turn.split()}:
            assert not re.search(rf"\b{re.escape(word.casefold())}\b", said), word
    exported = text_of(await built(desk, GATE_LIST), Format.CSV)
    assert "Robin Ashdown" in exported
    assert words not in exported


@pytest.mark.parametrize("report", [GATE_LIST, SIGN_IN_SHEET])
async def test_marking_stays_on_the_paper_under_long_names(desk: Desk, report: reports.Report) -> None:
    """Printers leave the last 4 mm of a page white."""
    await make_session(desk, desk.person)
    await make_list(desk, printed=True)
    document = replace(
        await built(desk, report),
        prison_name="HMP and YOI Isle of Wight with Albany and Parkhurst",
        produced_by="Alexandra Featherstonehaugh-Cholmondeley",
    )
    target = io.BytesIO()
    write_report(document, Format.PDF, target)
    heights: list[float] = []

    def note(text: str, around: list[float], at: list[float], _font: Any, _size: float) -> None:
        if "OFFICIAL" in text:
            heights.append(at[4] * around[1] + at[5] * around[3] + around[5])

    for page in PdfReader(target).pages:
        page.extract_text(visitor_text=note)
    assert len(heights) >= 2
    assert min(heights) > 4 / 25.4 * 72


async def test_printing_makes_the_list_anew_and_asks_for_both_papers(desk: Desk) -> None:
    await make_session(desk, desk.person)
    async with desk.database.write(desk.coordinator) as session:
        decide = deciding(desk, desk.coordinator)
        printed = await print_gate_day(session, desk.coordinator, decide, today())
    assert printed.printed_at == printed.made_at is not None
    assert printed.list_file != printed.sheet_file
    assert len(await lines(desk)) == 1


async def test_paper_of_another_day_is_of_that_day(desk: Desk) -> None:
    later = today() + timedelta(days=3)
    await make_session(desk, desk.person, day=later)
    await make_list(desk, later)
    assert "Robin Ashdown" not in text_of(await built(desk, GATE_LIST))
    assert "Robin Ashdown" in text_of(await built(desk, GATE_LIST, on=later.isoformat()))


async def test_hours_lost_report_adds_up_and_keeps_the_sides_apart(desk: Desk) -> None:
    await make_session(desk, desk.person, await desk.another("Birch"))
    await make_list(desk)
    [a, b] = [one.code for one in await lines(desk)]
    await type_back(desk, (a, "te", ""), (b, "d", ""))
    document = await built(desk, HOURS_LOST)
    prison = [table for table in document.tables if "organisations" not in str(table.caption)]
    assert {tuple(map(str, table.total or ()))[2] for table in prison} == {"2 h"}
    assert [number.value for number in document.key_numbers] == [2, 2]
    said = " ".join(text_of(document).split())
    assert "No escort" in said
    assert "Expected, and did not come" in said


@pytest.mark.parametrize("day", [date(2026, 1, 15), date(2026, 12, 31)])
async def test_hours_lost_of_any_twelve_months_can_be_drawn(desk: Desk, day: date) -> None:
    document = await built(desk, HOURS_LOST, first=f"{day.year - 1}-02-01", last=day.isoformat())
    assert "Hours lost" in text_of(document)


def test_worker_knows_the_jobs_that_build_the_papers(registry: Registry) -> None:
    for job in BUILDING:
        assert registry.jobs[job.name] is job
