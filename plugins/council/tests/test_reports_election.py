"""An election on paper: ballot papers, count sheets and the poster of a result, read back from the PDF."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from core.sdk import today
from core.testkit import Format, write_report
from plugins.council import services
from plugins.council.enums import ElectionPaper, ElectionStatus, Electorate, Theme, Tongue
from plugins.council.reports import ELECTION_PAPERS
from plugins.council.rules.elections import letter_of, sheet_code
from plugins.council.services.parties import LONGEST_MANIFESTO, MOST_PARTIES, Programme
from plugins.council.tests.council import Hall
from plugins.council.tests.poll import Poll

S = ElectionStatus
A4, A5 = (595, 842), (420, 595)
ON_LISTS = ("Ash", "Birch", "Cedar", "Tree0", "Tree1", "Tree2")
COLOUR = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b")


async def printed(hall: Hall, election_id: Any, paper: ElectionPaper) -> PdfReader:
    given = {"election_id": election_id, "paper": paper, "tongue": Tongue.ENGLISH}
    async with hall.database.read(hall.coordinator) as session:
        document = await ELECTION_PAPERS[paper].build(session, hall.coordinator, given)
    target = io.BytesIO()
    write_report(document, Format.PDF, target)
    return PdfReader(target)


def words_of(page: Any) -> str:
    return " ".join(page.extract_text().split())


def check_paper(read: PdfReader, size: tuple[int, int]) -> None:
    """Check what holds for all of them: its size, its tags for a screen reader, black on white, no name."""
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in read.pages} == {size}
    root: Any = read.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    for page in read.pages:
        said, contents = words_of(page), page.get_contents()
        assert not [name for name in ON_LISTS if name in said]
        assert contents is not None
        assert all(len({red, green, blue}) == 1 for red, green, blue in COLOUR.findall(contents.get_data()))
    assert read.metadata is not None
    assert "Sam Tester" not in str(read.metadata)


async def test_ballot_papers_are_one_page_of_a5_for_each_electorate(hall: Hall) -> None:
    poll = await Poll.open(hall, staff=20)
    read = await printed(hall, poll.election.id, ElectionPaper.BALLOT)
    check_paper(read, A5)
    said = [words_of(page) for page in read.pages]
    assert len(said) == 2
    for words, electorate in zip(said, Electorate, strict=True):
        assert sheet_code(poll.election.number, electorate) in words
        assert str(electorate.label) in words
        assert "Put one cross, in one box." in words
        places = [words.index(party.name) for party in poll.parties]
        assert places == sorted(places)


async def test_ballot_of_most_parties_goes_on_and_each_page_has_its_code(hall: Hall) -> None:
    """TRAP: the second page of a ballot is taken for a paper of another election, or counted as one."""
    term = await hall.term()
    election = await hall.do(services.plan_election, term.id, votes_on=today())
    manifesto = ("we ask for more " * 60)[: LONGEST_MANIFESTO - 1].strip()
    for place in range(MOST_PARTIES):
        programme = Programme(name=f"Choice of wing {place + 1}", theme=Theme.REGIME, manifesto=manifesto)
        await hall.do(services.add_party, election.id, programme=programme)
    read = await printed(hall, election.id, ElectionPaper.BALLOT)
    check_paper(read, A5)
    pages = [words_of(page) for page in read.pages]
    assert len(pages) > 2
    for place in range(MOST_PARTIES):
        assert any(f"{letter_of(place + 1)} Choice of wing {place + 1} " in page for page in pages)
    codes = [sheet_code(election.number, electorate) for electorate in Electorate]
    assert all(any(code in page for code in codes) for page in pages)
    count = len(pages) // 2
    assert [page for page in pages if f"Page 1 of {count}" in page] == [pages[0], pages[count]]


async def test_count_sheets_are_two_for_each_electorate_in_the_order_of_the_screen(hall: Hall) -> None:
    poll = await Poll.open(hall, staff=20)
    read = await printed(hall, poll.election.id, ElectionPaper.COUNT_SHEETS)
    check_paper(read, A4)
    said = [words_of(page) for page in read.pages]
    assert [("First count" in page, "Second count" in page) for page in said] == [
        (True, False),
        (False, True),
    ] * 2
    for page in said:
        lines = [page.index(party.name) for party in poll.parties] + [page.index("Spoilt papers")]
        assert lines == sorted(lines)


@pytest.mark.parametrize(("paper", "size"), [(ElectionPaper.RESULT_A4, A4), (ElectionPaper.RESULT_A5, A5)])
async def test_poster_tells_the_result_on_one_page_and_names_nobody(
    hall: Hall, paper: ElectionPaper, size: tuple[int, int]
) -> None:
    poll = await Poll.open(hall, seats=4, staff=20)
    await poll.twice(20, 20, 20)
    await poll.twice(0, 0, 0, of=Electorate.STAFF)
    await hall.do(services.draw_lot, poll.election.id, winners=[poll.parties[2].id])
    await poll.move(S.COUNTED)
    await poll.move(S.RESULT_PUBLISHED)
    read = await printed(hall, poll.election.id, paper)
    check_paper(read, size)
    (said,) = [words_of(page) for page in read.pages]
    assert "4 seats of the council were filled" in said
    assert "2 seats" in said
    assert "one by lot" in said
    assert "60 of 100" in said
    assert "50%" in said  # 60 papers of 120 people
