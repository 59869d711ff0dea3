"""Tests of what stands on a poster and in a booklet: all that was published, black on white, and no more."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from core.sdk import PrisonNames, reports
from core.testkit import Format, write_report
from plugins.council import reports as papers
from plugins.council.enums import Layout, Paper, Theme, Told, Tongue
from plugins.council.reports.paper import paper_words
from plugins.council.reports.symbols import THEME_WORDS, TOLD_WORDS, drawing
from plugins.council.rules.bulletin_passages import issue_of_passages, passages_of
from plugins.council.rules.bulletins import (
    LONGEST,
    LONGEST_WELSH,
    Issue,
    Telling,
    Words,
    words_faults,
)

DAY = date(2026, 3, 3)
NAMES = PrisonNames("HMP Testing", "Carchar y Prawf")
LAYOUT = Path(papers.__file__).with_name("bulletin.typ")
A4, A3, A5 = (595, 842), (842, 1191), (420, 595)
POINTS = {Paper.POSTER_A4: A4, Paper.POSTER_A3: A3, Paper.BOOKLET: A5, Paper.BOOKLET_TO_FOLD: (842, 595)}
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
words = st.builds(Words, texts, texts)
tellings = st.builds(
    Telling,
    number=st.integers(1, 900),
    theme=st.sampled_from(Theme),
    told=st.sampled_from(Told),
    plain=words,
    easy=st.none() | words,
    welsh=st.none() | words,
    until=st.none() | st.dates(),
)


def filled(longest: int, word: str) -> str:
    """Return a text as long as is allowed, of one word."""
    return " ".join([word] * ((longest + 1) // (len(word) + 1)))


def long_issue(word: str, count: int = 2) -> Issue:
    """Return the fullest issue that passes the rules."""
    plain, welsh = filled(LONGEST, word), filled(LONGEST_WELSH, word)
    telling = Telling(
        number=7,
        theme=Theme.COMMUNITY_ENVIRONMENT,
        told=Told.WORKING_ON_IT,
        plain=Words(plain, plain),
        welsh=Words(welsh, welsh),
        until=DAY,
    )
    assert not list(words_faults(telling, is_welsh=True, today=DAY))
    return Issue(123, "Council of everybody who lives here", DAY, (telling,) * count)


def pdf(
    issue: Issue, paper: Paper, layout: Layout = Layout.PLAIN, tongue: Tongue = Tongue.ENGLISH
) -> PdfReader:
    moment = datetime(2026, 3, 3, tzinfo=UTC)
    document = reports.ReportDocument(
        title="You said, we did: issue 123",
        prison_name=NAMES.english,
        prison_code="TST",
        as_at=moment,
        produced_at=moment,
        produced_by=NAMES.english,
        classification=reports.Classification.OFFICIAL,
        summary=(),
        language="en",
        paper=reports.Paper(
            layout=LAYOUT, words=paper_words(issue, NAMES, paper=paper, layout=layout, tongue=tongue)
        ),
    )
    target = io.BytesIO()
    write_report(document, Format.PDF, target)
    return PdfReader(target)


def said_in(read: PdfReader) -> str:
    return "".join("".join(page.extract_text().split()) for page in read.pages)


@settings(max_examples=40)
@given(st.lists(tellings, max_size=4, unique_by=lambda one: one.number))
def test_what_is_published_is_the_whole_issue_and_comes_back_whole(told: list[Telling]) -> None:
    issue = Issue(3, "Prison council", DAY, tuple(told))
    assert issue_of_passages(3, DAY, passages_of(issue)) == issue


@pytest.mark.parametrize("word", ["nettoaine" * 2, "we go on"])
@pytest.mark.parametrize(
    ("paper", "layout", "tongue"),
    [
        (Paper.POSTER_A4, Layout.PLAIN, Tongue.BOTH),
        (Paper.POSTER_A4, Layout.EASY_READ, Tongue.WELSH),
        (Paper.POSTER_A3, Layout.LARGE_PRINT, Tongue.WELSH),
        (Paper.BOOKLET, Layout.PLAIN, Tongue.BOTH),
        (Paper.BOOKLET, Layout.EASY_READ, Tongue.ENGLISH),
    ],
)
def test_silent_truncation_trap_the_fullest_issue_stands_on_paper_whole(
    word: str, paper: Paper, layout: Layout, tongue: Tongue
) -> None:
    """Trap of others' forms: text over a limit is cut without a word (opensourcery.com)."""
    issue = long_issue(word, 1)
    found = said_in(pdf(issue, paper, layout, tongue))

    wanted = issue.tellings[0].plain if tongue is Tongue.ENGLISH else issue.tellings[0].welsh
    assert wanted is not None
    assert found.count("".join(wanted.said.split())) >= 2


def test_what_does_not_fit_is_an_error_and_never_cut() -> None:
    endless = Words("word " * 900, "Yes.")
    issue = Issue(1, "Council", DAY, (Telling(1, Theme.OTHER, Told.DID, endless),))
    with pytest.raises(typst.TypstError, match="does not fit"):
        pdf(issue, Paper.POSTER_A4)


@pytest.mark.parametrize(("paper", "size"), POINTS.items())
def test_paper_has_its_size_and_a_booklet_folds(paper: Paper, size: tuple[int, int]) -> None:
    read = pdf(long_issue("we go on", 5), paper)
    found = {tuple(round(float(side)) for side in page.mediabox[2:]) for page in read.pages}
    assert found == {size}
    sheets = {Paper.BOOKLET: 4, Paper.BOOKLET_TO_FOLD: 2}
    assert len(read.pages) % sheets.get(paper, 1) == 0


def test_folded_booklet_tells_what_the_pages_tell() -> None:
    issue = long_issue("we go on", 3)
    whole, to_fold = (said_in(pdf(issue, paper)) for paper in (Paper.BOOKLET, Paper.BOOKLET_TO_FOLD))
    assert sorted(whole) == sorted(to_fold)


@pytest.mark.parametrize("paper", [Paper.POSTER_A4, Paper.BOOKLET])
def test_large_print_has_no_letter_below_eighteen_points(paper: Paper) -> None:
    sizes: set[float] = set()
    for page in pdf(long_issue("we go on"), paper, Layout.LARGE_PRINT).pages:
        page.extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size: sizes.add(size) if text.strip() else None
        )
    assert min(sizes) >= 18


def test_paper_is_black_and_white_alone() -> None:
    colour = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b")
    for page in pdf(long_issue("we go on"), Paper.POSTER_A4).pages:
        contents = page.get_contents()
        assert contents is not None
        assert all(len({red, green, blue}) == 1 for red, green, blue in colour.findall(contents.get_data()))
    drawn = "".join(drawing(one) for one in (*Theme, *Told))
    assert set(re.findall(r"#\w+", drawn)) == {"#000", "#fff"}


def test_each_sign_has_words_and_each_answer_its_own_sign() -> None:
    assert (set(THEME_WORDS), set(TOLD_WORDS)) == (set(Theme), set(Told))
    assert len({drawing(one) for one in (*Theme, *Told)}) == len(Theme) + len(Told)


def test_easy_read_sets_each_idea_on_a_line_of_its_own() -> None:
    telling = Telling(1, Theme.HEALTH, Told.DID, Words("We wait. We do not know.", "Now you know. Ask us."))
    side: Any = paper_words(
        Issue(1, "Council", DAY, (telling,)),
        NAMES,
        paper=Paper.POSTER_A4,
        layout=Layout.EASY_READ,
        tongue=Tongue.ENGLISH,
    )["entries"][0]["sides"][0]
    assert (side["said"], side["did"]) == (["We wait.", "We do not know."], ["Now you know.", "Ask us."])


def test_paper_is_made_by_the_prison_and_names_nobody() -> None:
    read = pdf(long_issue("we go on"), Paper.POSTER_A4)
    assert read.metadata is not None
    assert read.metadata.author == NAMES.english
    assert "Produced by" not in said_in(read)
