"""Tests of minutes on paper: what is out and no more, whole on each size, black on white, a draft marked."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from core.sdk import Conflict, Forbidden, Invalid, Role, reports, speaking, uuid7
from core.testkit import Format, start_languages, write_report
from plugins.council import reports as papers
from plugins.council import services
from plugins.council.enums import CorrectionReason, MemberRole, MinutesPaper, Release, SourceKind, Tongue
from plugins.council.models import Passage, Publication
from plugins.council.queries.published import WhatIsOut
from plugins.council.reports.minutes import build_draft, build_minutes
from plugins.council.reports.minutes_printing import print_draft, print_minutes
from plugins.council.reports.minutes_words import lines_of, pieces_of, published_words, title_of
from plugins.council.rules.corrections import Entry, last_changes
from plugins.council.tests.test_minutes_services import Table, table

__all__ = ["table"]
DAY = date(2026, 3, 3)
LAYOUT = Path(papers.__file__).with_name("minutes.typ")
MARK = "[name left out]"
POINT = "The laundry machine on the ground floor was mended. Sheets are changed each week again. "
SIZES = {
    MinutesPaper.A4: (595, 842),
    MinutesPaper.A5: (420, 595),
    MinutesPaper.LARGE_PRINT: (595, 842),
}
FOOT = re.compile(r"HMPTesting\(TST\)(?:·Minutesof3March2026)?Page\d+of\d+")
texts = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(("it", "is", "so")), min_size=1)
entries = st.lists(
    st.builds(Entry, st.just(DAY), st.sampled_from([one for one in Release if one != "WITHDRAWN"]), texts),
    min_size=1,
    max_size=5,
)


def passage(position: int, field: str, text: str, heading: str = "") -> Passage:
    first = text.find(MARK)
    kept = [[first, first + len(MARK), ""]] if first >= 0 else []
    return Passage(position=position, field=field, heading=heading, text=text, kept=kept)


def long_minutes(points: int = 9) -> WhatIsOut:
    """Return minutes of many points, one of them corrected since, with a name left out."""
    passages = [
        passage(1, "opening", "3 March 2026, 14:00 to 15:30, Library.", "When and where"),
        passage(2, "attendance", "Present: Chair, Member (6).\nApologies: Governor.", "Who was there"),
    ]
    for point in range(points):
        said = f"Decision: {POINT * 3}\nFor: 8. Against: 1.\n{MARK} asked about it. Point {point} ends."
        passages += [
            passage(3 + 2 * point, f"item/{point}/title", f"Point {point}: laundry and what it costs"),
            passage(4 + 2 * point, f"item/{point}", said),
        ]
    now = {one.field: one.text for one in passages}
    row = Publication(
        id=uuid7(),
        source_kind=SourceKind.MINUTES,
        number=2,
        release=Release.CORRECTED,
        title="Minutes of 3 March 2026",
        about_on=DAY,
        language="en",
    )
    history = (
        Entry(DAY + timedelta(days=9), Release.PUBLISHED, now | {"item/1": "Zebedee Quill said no."}),
        Entry(DAY + timedelta(days=15), Release.CORRECTED, now),
    )
    return WhatIsOut(row, passages, history)


def document(words: dict[str, Any], language: str = "en") -> reports.ReportDocument:
    moment = datetime(2026, 3, 3, tzinfo=UTC)
    return reports.ReportDocument(
        title=title_of(DAY),
        prison_name="HMP Testing",
        prison_code="TST",
        as_at=moment,
        produced_at=moment,
        produced_by="HMP Testing",
        classification=reports.Classification.OFFICIAL,
        summary=(),
        language=language,
        paper=reports.Paper(layout=LAYOUT, words=words),
    )


def pdf(of: reports.ReportDocument) -> PdfReader:
    target = io.BytesIO()
    write_report(of, Format.PDF, target)
    assert b"pdfuaid:part" in target.getvalue()
    return PdfReader(target)


def said_in(read: PdfReader) -> str:
    return "".join("".join(page.extract_text().split()) for page in read.pages).replace("\u200b", "")


@given(entries)
@settings(max_examples=60)
def test_what_changed_is_told_by_its_last_day_and_of_what_is_out_alone(history: list[Entry]) -> None:
    found = last_changes(history)
    for field, text in history[-1].texts.items():
        always = all(entry.texts.get(field) == text for entry in history)
        assert (field in found) is not always
        if field in found:
            place = next(number for number, entry in enumerate(history) if entry is found[field])
            assert all(entry.texts.get(field) == text for entry in history[place:])
    assert set(found) <= set(history[-1].texts)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3))
@settings(max_examples=60)
def test_no_letter_is_lost_between_a_passage_and_its_lines(text: str, spans: list[tuple[int, int]]) -> None:
    said = "".join(run["words"] for line in lines_of(text, spans) for run in line["runs"])
    assert said.split() == text.split() or "".join(said.split()) == "".join(text.split())
    assert "".join("".join(run["words"] for line in pieces_of("", text) for run in line["runs"]).split()) == (
        "".join(text.split())
    )


@pytest.mark.parametrize(("paper", "size"), SIZES.items())
def test_silent_truncation_trap_long_minutes_stand_on_paper_whole(
    paper: MinutesPaper, size: tuple[int, int]
) -> None:
    """Trap of others' forms: text over a limit is cut without a word (opensourcery.com)."""
    out = long_minutes()
    read = pdf(document(published_words(out, paper)))
    found = said_in(read)

    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in read.pages} == {size}
    for one in out.passages:
        for line in one.text.splitlines():
            assert "".join(line.split()) in FOOT.sub("", found)
    assert f"Page{len(read.pages)}of{len(read.pages)}" in found


def test_corrections_are_shown_by_day_and_what_had_to_go_is_not() -> None:
    found = said_in(pdf(document(published_words(long_minutes(2), MinutesPaper.A4))))

    assert "Publishedon12March2026." in found
    assert found.count("Correctedon18March2026.") == 2  # above all, and beside the point that was corrected
    assert "Zebedee" not in found


def test_minutes_are_black_and_white_alone() -> None:
    colour = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b")
    for page in pdf(document(published_words(long_minutes(1), MinutesPaper.A5))).pages:
        contents = page.get_contents()
        assert contents is not None
        assert all(len({red, green, blue}) == 1 for red, green, blue in colour.findall(contents.get_data()))


def test_large_print_has_no_letter_below_eighteen_points() -> None:
    sizes: set[float] = set()
    for page in pdf(document(published_words(long_minutes(1), MinutesPaper.LARGE_PRINT))).pages:
        page.extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size: sizes.add(size) if text.strip() else None
        )
    assert min(sizes) >= 18


def test_word_longer_than_a_line_is_broken_and_runs_off_no_page() -> None:
    out = long_minutes(1)
    out.passages[-1].text = "Decision: " + "x" * 300
    found = said_in(pdf(document(published_words(out, MinutesPaper.A5))))
    assert "x" * 300 in found


def test_welsh_paper_says_the_houses_words_in_welsh_and_leaves_what_was_said() -> None:
    start_languages([Path(papers.__file__).parents[1]])
    with speaking("cy"):
        words = published_words(long_minutes(1), MinutesPaper.A4)
        said = said_in(pdf(document(words, "cy")))

    assert (words["title"], words["sections"][0]["heading"][0]["words"]) == (
        "Cofnodion 3 Mawrth 2026",
        "Pryd a ble",
    )
    assert "Cywirwydar18Mawrth2026." in said
    assert "Decision:Thelaundrymachine" in said


async def built(table: Table, build: Any, **given: Any) -> str:
    who = table.room.coordinator
    parameters = {"minutes_id": str(table.minutes.id), "paper": "A4", "tongue": "ENGLISH"} | given
    async with table.room.database.read(who) as session:
        return said_in(pdf(await build(session, who, parameters)))


async def test_paper_is_made_of_what_is_out_and_never_of_the_draft(table: Table) -> None:
    with pytest.raises(Conflict, match="not published"):
        await built(table, build_minutes)
    await table.approved()
    await table.publish()
    fixed = {await table.field(): "It was mended in May."}
    await table.do(
        services.correct_minutes, table.minutes.id, texts=fixed, reason=CorrectionReason.WRONG_FACT
    )

    assert "Themachinewasmended." in await built(table, build_minutes)
    assert "inMay" not in await built(table, build_minutes)
    await table.publish()
    assert "inMay" in await built(table, build_minutes)


async def test_draft_says_on_each_page_that_it_is_not_published(table: Table) -> None:
    field = await table.field()
    await table.do(services.edit_minutes, table.minutes.id, texts={field: "A sheet. " * 400})
    asked: dict[str, Any] = {"role": MemberRole.CHAIR, "field": field, "text": "A blanket."}
    await table.do(services.ask_amendment, table.minutes.id, **asked)
    said = await built(table, build_draft)

    pages = int(re.findall(r"Page\d+of(\d+)", said)[-1])
    assert pages > 1
    assert said.count("DRAFT,NOTPUBLISHED") == pages
    assert "Struckthrough:takenout." in said
    assert "Chair" in said.split("Changesthatwereaskedfor")[1]
    assert "blanket" in said


async def test_minutes_are_asked_for_by_who_may_read_them(table: Table) -> None:
    reader, governor = (table.room.role(role) for role in (Role.PRISON_STAFF_READER, Role.GOVERNOR))
    minutes_id, a4 = table.minutes.id, MinutesPaper.A4
    with pytest.raises(Conflict, match="nothing to print"):
        await table.do(print_minutes, minutes_id, by=reader, paper=a4)
    with pytest.raises(Forbidden):
        await table.do(print_draft, minutes_id, by=reader, paper=a4)
    assert await table.do(print_draft, minutes_id, by=governor, paper=a4)
    await table.approved()
    await table.publish()
    assert await table.do(print_minutes, minutes_id, by=reader, paper=a4)
    with pytest.raises(Invalid, match="English alone"):
        await table.do(print_minutes, minutes_id, by=reader, paper=a4, tongue=Tongue.WELSH)
