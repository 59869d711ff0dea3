"""Folding and tidying."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts import (
    fold_name,
    fold_organisation,
    fold_words,
    is_untidy,
    name_words,
    plain_letters,
    tidy,
)

TEXT = st.text(max_size=40)
NAMES = st.text(alphabet=st.sampled_from("abcdefgh ÉéÑñŁłÖöØø\u0131'-\u2019"), max_size=20)


@given(TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    for fold in (plain_letters, fold_name, fold_organisation, fold_words, tidy):
        assert fold(fold(text)) == fold(text)


@given(NAMES)
def test_case_accents_and_spacing_do_not_matter(name: str) -> None:
    folded = fold_name(name)
    assert fold_name(f"  {name.swapcase()}\u00a0") == folded
    assert fold_name(unicodedata.normalize("NFD", name)) == folded
    assert fold_name(name.replace("-", " ").replace("'", "\u2019")) == folded


@given(st.lists(NAMES, max_size=4))
def test_words_of_a_name_in_any_order_are_the_same(words: list[str]) -> None:
    assert name_words(" ".join(words)) == name_words(" ".join(reversed(words)))


@given(TEXT)
def test_tidy_leaves_nothing_to_tidy(text: str) -> None:
    tidied = tidy(text)
    assert not any(is_untidy(line) for line in tidied.split("\n"))
    assert "\0" not in tidied


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Harbour Lights Ltd", "harbour lights"),
        ("Bread & Roses C.I.C.", "Bread and Roses"),
        ("St. Anne's Visitors", "St Annes Visitors"),
        ("Cwmni Da Cyf", "CWMNI DA"),
        ("Number Nine Tea-Bar", "Number nine tea bar"),
        ("Łódź Friends Limited", "Lodz Friends"),
    ],
)
def test_same_organisation(one: str, other: str) -> None:
    assert fold_organisation(one) == fold_organisation(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Lights", "Harbour Light"),
        ("Harbour Lights Friends", "Harbour Lights"),
        ("The Limited", "The Plc"),
        ("HLF", "Harbour Lights Friends"),
    ],
)
def test_other_organisation(one: str, other: str) -> None:
    assert fold_organisation(one) != fold_organisation(other)


def test_legal_form_alone_is_a_name() -> None:
    assert fold_organisation("CIC Ltd") == "cic"
    assert fold_organisation("The") == "the"


@pytest.mark.parametrize("text", [" Ashdown", "Ashdown\u00a0", "Robin  Jo", "Robin\u00a0 Jo"])
def test_untidy_text(text: str) -> None:
    assert is_untidy(text)


@pytest.mark.parametrize("text", ["Ashdown", "Robin Jo", "two \nlines ", ""])
def test_tidy_text(text: str) -> None:
    assert not is_untidy(text)


def test_unseen_and_direction_marks_are_taken_out() -> None:
    assert tidy("Ash\u200bdown\u202e \x07x") == "Ashdown x"
    assert tidy("one\r\ntwo  three \r four") == "one\ntwo three\nfour"
