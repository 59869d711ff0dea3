"""PDF/UA-1: read back what a screen reader, a printer and a search would find."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from resource import getpagesize
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from core.reports.cells import Kind
from core.reports.document import Column, ReportDocument, Section, Table
from core.reports.formats import Format
from core.reports.pdf import write_pdf
from core.reports.typesetting import machine_fonts
from tests.core.reports.samples import (
    AS_AT,
    full_report,
    name_row,
    name_table,
    names_report,
    report,
    stage_figure,
    written,
)

BUNDLED = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def pdf(document: ReportDocument) -> PdfReader:
    return PdfReader(written(document, Format.PDF))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def catalogue(reader: PdfReader) -> Any:
    return reader.root_object


def tags(node: Any) -> Iterator[Any]:
    """Yield every element of the structure tree in reading order."""
    element = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(element, ArrayObject):
        for child in element:
            yield from tags(child)
    elif isinstance(element, DictionaryObject):
        if "/S" in element:
            yield element
        if "/K" in element:
            yield from tags(element["/K"])


def tag_names(reader: PdfReader) -> list[str]:
    return [str(tag["/S"]) for tag in tags(catalogue(reader)["/StructTreeRoot"])]


def test_catalogue_says_tagged_titled_and_in_english() -> None:
    reader = pdf(full_report())
    root = catalogue(reader)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Vetting position"
    assert reader.metadata.author == "Priya Shah"
    assert reader.metadata.creation_date == AS_AT.replace(microsecond=0)
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_welsh_report_is_in_welsh() -> None:
    reader = pdf(full_report(language="cy"))
    assert catalogue(reader)["/Lang"] == "cy-GB"
    assert "1 Mehefin 2026" in text_of(reader)


def test_structure_has_headings_tables_captions_and_a_described_figure() -> None:
    reader = pdf(full_report())
    names = tag_names(reader)
    assert names.count("/H1") == 1
    assert names.count("/H2") == 4, "in short, two sections, about these figures"
    assert names.count("/Table") == 2
    assert names.count("/TH") == 3 + 5
    assert names.count("/Caption") == 2
    figures = [tag for tag in tags(catalogue(reader)["/StructTreeRoot"]) if tag["/S"] == "/Figure"]
    assert [tag["/Alt"] for tag in figures] == [
        "Most cases are with the vetting team. The figures are in Table 1.",
    ]


def test_every_page_says_who_when_marking_and_its_number() -> None:
    names = [f"Person {number}" for number in range(80)]
    reader = pdf(names_report(*names))
    count = len(reader.pages)
    assert count > 1
    for number, page in enumerate(reader.pages, start=1):
        text = " ".join(page.extract_text().split())
        assert text.count("OFFICIAL-SENSITIVE") == 2
        assert "HMP Exeter (EXI)" in text
        assert "Produced by Priya Shah on 1 June 2026 at 14:05" in text
        assert f"Page {number} of {count}" in text


def lowest(reader: PdfReader) -> float:
    """Return how far above the lower edge of its page the lowest line of a paper stands, in points."""
    found: list[float] = []

    def note(text: str, around: list[float], at: list[float], _font: Any, _size: float) -> None:
        if text.strip():
            found.append(at[4] * around[1] + at[5] * around[3] + around[5])

    for page in reader.pages:
        page.extract_text(visitor_text=note)
    return min(found)


def test_marking_at_the_foot_is_never_pushed_off_the_page() -> None:
    """A prison of a long name and whoever asked take two lines: printers leave the last 4 mm white."""
    document = replace(
        full_report(),
        prison_name="HMP and YOI Isle of Wight with Albany and Parkhurst",
        produced_by="Alexandra Featherstonehaugh-Cholmondeley, voluntary sector co-ordinator",
    )
    assert lowest(pdf(document)) > 4 / 25.4 * 72


def test_table_headings_are_repeated_on_every_page_it_covers() -> None:
    reader = pdf(names_report(*(f"Person {number}" for number in range(120))))
    pages = [page.extract_text() for page in reader.pages]
    with_rows = [text for text in pages if "Person " in text]
    assert len(with_rows) > 2
    assert all("Last change" in text for text in with_rows)


def test_first_page_answers_before_any_table() -> None:
    text = pdf(full_report()).pages[0].extract_text()
    places = [
        text.index(words)
        for words in (
            "HMP Exeter",
            "Vetting position",
            "Position on 1 June",
            "1,047",
            "In short",
            "14 of 47",
            "Table 1",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    "name",
    [
        "#panic()",
        "*x* _y_",
        "$z^2$",
        "@ref <label>",
        "// comment",
        "/* comment */",
        "[bracket] #[code]",
        '"quoted" \\ \\u{41}',
        "= Heading",
        "- list",
        "#sys.inputs",
        "it's --- a -- dash...",
    ],
)
def test_typst_markup_in_a_name_stays_literal(name: str) -> None:
    assert name in " ".join(text_of(pdf(names_report(name))).split())


def test_markup_stays_literal_in_every_field_a_person_fills() -> None:
    hostile = "#panic() *x*"
    document = replace(
        full_report(),
        title=hostile,
        prison_name=hostile,
        produced_by=hostile,
        summary=(hostile,),
        notes=(hostile,),
        sections=(Section(hostile, (hostile, replace(stage_figure(), summary=hostile))),),
    )
    assert text_of(pdf(document)).count(hostile) >= 7


@pytest.mark.parametrize("fonts", [BUNDLED, machine_fonts()], ids=["bundled", "machine"])
def test_accents_and_welsh_letters_are_shown(fonts: typst.Fonts) -> None:
    name = "Siân Ŵyn Ŷstwyth ŵŷ Żółć Şen Đạo"
    target = io.BytesIO()
    write_pdf(names_report(name), target, fonts=fonts)
    assert name in " ".join(text_of(PdfReader(target)).split())


@pytest.mark.parametrize(
    "name", ["漢字 Rees", "Rees 😀", "\ue000 Rees", "𐐀 Rees", "Re\x00es\ufeff", "\U000e0041Rees"]
)
def test_letters_without_a_font_never_stop_a_report(name: str) -> None:
    target = io.BytesIO()
    write_pdf(names_report(name), target, fonts=BUNDLED)
    assert "Rees" in text_of(PdfReader(target))


def test_one_odd_name_leaves_the_others_alone() -> None:
    text = text_of(pdf(names_report("Đặng Thị Rees", "漢 Rees", "Ελένη Rees")))
    assert "Đặng Thị Rees" in text
    assert "Ελένη Rees" in text
    assert "\ufffd Rees" in text


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def test_no_name_stops_a_report(names: list[str]) -> None:
    target = io.BytesIO()
    write_pdf(names_report(*names), target, fonts=BUNDLED)
    assert "The longest waits" in text_of(PdfReader(target))


def test_text_of_the_chart_is_set_in_a_font_that_has_it() -> None:
    figure = stage_figure()
    table = replace(figure.table, rows=[("Ŵyn 漢", 3, 1)])
    target = io.BytesIO()
    document = report(Section("Chart", (replace(figure, table=table),)))
    write_pdf(document, target, fonts=BUNDLED)
    assert text_of(PdfReader(target)).count("Ŵyn") == 2


def test_same_report_gives_the_same_file() -> None:
    first, second = (written(full_report(), Format.PDF).getvalue() for _ in range(2))
    assert first == second


def test_empty_table_says_so_and_draws_no_chart() -> None:
    figure = stage_figure()
    empty = replace(figure, table=replace(figure.table, rows=[], empty="No case is open."))
    reader = pdf(report(Section("Where cases are", (empty, name_table([])))))
    text = text_of(reader)
    assert "No case is open." in text
    assert "Nobody is waiting." in text
    assert "/Figure" not in tag_names(reader)


def test_shorthand_and_notes_are_explained_beside_the_table() -> None:
    text = text_of(pdf(full_report()))
    assert "Table 1: Open cases by stage [note 1]" in text
    assert "[note 1] The target is 60 working days." in text
    assert "[x] not available" in text


def test_wide_table_turns_the_page() -> None:
    wide = Table(caption="Wide", columns=tuple(Column(f"C{n}") for n in range(9)), rows=[("x",) * 9])
    box = pdf(report(Section("Wide", (wide,)))).pages[0].mediabox
    assert box.width > box.height


def test_text_longer_than_a_page_is_all_there() -> None:
    text = text_of(pdf(names_report(" ".join(f"word{number:04}" for number in range(3000)))))
    assert all(f"word{number:04}" in text for number in range(3000))


def test_rows_stay_whole_and_captions_stay_with_their_table() -> None:
    rows = [name_row(f"Person {number:03} " + "of many words " * 6) for number in range(60)]
    pages = [page.extract_text() for page in pdf(report(Section("All", (name_table(rows),)))).pages]
    for number in range(60):
        (page,) = [text for text in pages if f"Person {number:03}" in text]
        after = " ".join(page.split()).split(f"Person {number:03}")[1]
        assert after.split("Person")[0].count("of many words") == 6
    (caption_page,) = [text for text in pages if "Table 1:" in text]
    assert "Person 000" in caption_page


def test_wide_headings_over_figures_leave_room_for_words() -> None:
    heading = "How many working days the longest of them has waited at this stage by now"
    columns = (Column("Stage"), *(Column(f"{heading} {number}", Kind.INTEGER) for number in range(3)))
    table = Table(caption="Waits", columns=columns, rows=[("With the vetting team", 1, 2, 3)])
    assert "With the vetting team" in text_of(pdf(report(Section("Waits", (table,)))))


def test_very_long_words_stay_inside_the_page() -> None:
    address = "averylongaddresswithoutanybreakatall@" + "organisation" * 10 + ".example.org"
    document = names_report(address)
    assert "".join(address.split()) in text_of(pdf(document)).replace("\u200b", "").replace("\n", "")


def test_every_one_of_many_rows_is_there() -> None:
    rows = [name_row(f"Person-{number:04}") for number in range(1500)]
    text = text_of(pdf(report(Section("All", (name_table(rows),)))))
    assert all(f"Person-{number:04}" in text for number in range(1500))


def test_report_after_report_takes_no_more_memory() -> None:
    def write(number: int) -> int:
        rows = [name_row(f"Person {number} {place}") for place in range(400)]
        written(report(Section("All", (name_table(rows),))), Format.PDF)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * getpagesize() // 2**20

    first = max(write(number) for number in range(2))
    assert max(write(number) for number in range(2, 12)) - first < 80, "megabytes"
