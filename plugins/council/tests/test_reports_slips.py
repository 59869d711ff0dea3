"""Slips on paper: each paper in each language holds all of its words, with room to write, on one page."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.sdk import PrisonNames, reports
from core.testkit import Format, start_languages, write_report
from plugins.council import reports as papers
from plugins.council.enums import SlipPaper, Tongue
from plugins.council.reports.slips import LANGUAGES, slip_words
from plugins.council.rules.slip_codes import as_printed, code_of

HERE = Path(papers.__file__).parent
NAMES = PrisonNames("HMP and YOI Testing Castle on the Water", "Carchar a Sefydliad Castell y Prawf ar y Dŵr")
CODES = [as_printed(code_of(number)) for number in (1, 2, 3)]
SIZES = {SlipPaper.A5: (420, 595), SlipPaper.TWO_ON_A4: (839, 595), SlipPaper.LARGE_PRINT: (595, 842)}


def places_of(reader: PdfReader, words: str) -> list[float]:
    """Return how high above the foot of the first page a text stands, in points."""
    found: list[float] = []

    def note(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if words in text:
            found.append(cm[1] * tm[4] + cm[3] * tm[5] + cm[5])

    reader.pages[0].extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize(
    ("paper", "tongue"),
    [
        (paper, tongue)
        for paper in SlipPaper
        for tongue in Tongue
        # Large print is printed in one language.
        if (paper, tongue) != (SlipPaper.LARGE_PRINT, Tongue.BOTH)
    ],
)
def test_slip_has_all_its_words_and_none_lies_over_another(paper: SlipPaper, tongue: Tongue) -> None:
    """TRAP: the last line stands at the foot whatever is above it, so what is too long lies over it."""
    start_languages((HERE.parent,))
    words = slip_words(CODES, NAMES, paper, LANGUAGES[tongue])
    moment = datetime(2026, 3, 3, tzinfo=UTC)
    target = io.BytesIO()
    write_report(
        reports.ReportDocument(
            title="Slips",
            prison_name=NAMES.english,
            prison_code="TST",
            as_at=moment,
            produced_at=moment,
            produced_by=NAMES.english,
            classification=reports.Classification.OFFICIAL,
            summary=(),
            paper=reports.Paper(layout=HERE / "slips.typ", words=words),
            language=LANGUAGES[tongue][0],
        ),
        Format.PDF,
        target,
    )
    read = PdfReader(target)

    assert len(read.pages) == (2 if paper is SlipPaper.TWO_ON_A4 else 3)
    assert tuple(round(float(side)) for side in read.pages[0].mediabox[2:]) == SIZES[paper]
    said = " ".join(read.pages[0].extract_text().split())
    for side in words["sides"]:
        for part in (*side["questions"], *side["themes"], side["title"], side["names"], side["hand"]):
            assert "".join(part.split()) in "".join(said.split())
    last_theme, foot = words["sides"][0]["themes"][-1].split()[0], words["sides"][0]["hand"].split()[0]
    assert min(places_of(read, last_theme)) - max(places_of(read, foot)) > words["points"] / 10
