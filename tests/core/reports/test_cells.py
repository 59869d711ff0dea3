"""Cells: harmless to a spreadsheet, legal in every format, readable in both languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reports.cells import Cell, Kind, Marker, cell_in_words, clean_text, looks_like_formula
from core.translation import use_language
from tests.core.reports.samples import INJECTIONS


@pytest.fixture
def _welsh() -> Iterator[None]:
    use_language("cy")
    yield
    use_language("en")


@pytest.mark.parametrize("text", INJECTIONS)
def test_injections_look_like_formulas(text: str) -> None:
    assert looks_like_formula(text)


@pytest.mark.parametrize("text", ["", " ", "Shannon Trust", "O'Connor", "a=b", "1-2", "[x]", "'=1"])
def test_plain_words_do_not(text: str) -> None:
    assert not looks_like_formula(text)


@given(st.text(alphabet=" \u00a0\u2003\u200b\u2060"), st.sampled_from("=+-@\t\r\n"), st.text())
def test_no_padding_hides_a_formula(padding: str, start: str, rest: str) -> None:
    assert looks_like_formula(padding + start + rest)


@given(st.text(alphabet=st.characters()))
def test_clean_text_can_be_written_anywhere(text: str) -> None:
    clean = clean_text(text)
    assert clean == clean_text(clean)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert not [c for c in clean if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"]


def test_clean_text_drops_only_what_no_file_can_hold() -> None:
    assert clean_text("Si\u0061\u0302n\x00 \ufeff\ud800Wy\x07n\uffff") == "Siân Wyn"


def test_every_end_of_a_line_becomes_one() -> None:
    assert clean_text("a\r\nb\rc\x0bd\u2028e") == "a\nb\nc\nd\ne"


@pytest.mark.parametrize(
    ("kind", "cell", "words"),
    [
        (Kind.TEXT, None, ""),
        (Kind.TEXT, "Ŵyn", "Ŵyn"),
        (Kind.INTEGER, 1234567, "1,234,567"),
        (Kind.INTEGER, Marker.NOT_APPLICABLE, "[z]"),
        (Kind.DECIMAL, Decimal("1234.56"), "1,234.6"),
        (Kind.PERCENT, 0.125, "12%"),
        (Kind.DATE, date(2026, 3, 3), "3 Mar 2026"),
        (Kind.DATETIME, datetime(2026, 6, 1, 13, 5, tzinfo=UTC), "1 Jun 2026, 14:05"),
    ],
)
def test_cells_read_as_words(kind: Kind, cell: Cell, words: str) -> None:
    assert cell_in_words(cell, kind) == words


@pytest.mark.usefixtures("_welsh")
def test_dates_are_written_in_welsh() -> None:
    assert cell_in_words(date(2026, 11, 23), Kind.DATE) == "23 Tach 2026"
