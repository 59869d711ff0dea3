"""The redaction scan: what is planted is found however it is written, and what only looks like it is not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.council.enums import HitKind
from plugins.council.rules.folding import fold_bare, fold_text
from plugins.council.rules.scan import Hit, Known, KnownName, scan

NAMES = (
    KnownName("Jermaine Lee", "Adeyemi-Cole"),
    KnownName("Zoë", "Ōkafor"),
    KnownName("Sean", "O'Rourke"),
    KnownName("Li", "Wu"),
    KnownName("Gwenllian", "Bevan", is_staff=True),
)
KNOWN = Known(names=NAMES, small_wings=("F", "Seacole"), security_words=("hooch", "throw over"))
WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "council",
            "asked",
            "whether",
            "visits",
            "could",
            "begin",
            "earlier",
            "and",
            "staff",
            "said",
            "works",
            "will",
            "price",
            "two",
            "kettles",
        ]
    ),
    max_size=12,
).map(" ".join)


def said(text: str) -> set[tuple[HitKind, str]]:
    return {(hit.kind, text[hit.start : hit.end]) for hit in scan(text, KNOWN)}


def kinds(text: str) -> set[HitKind]:
    return {hit.kind for hit in scan(text, KNOWN)}


# -- ways in which somebody hides, knowingly or not


@st.composite
def hidden(draw: st.DrawFn, written: str) -> str:
    """Write it in another case, spaced, broken over lines, with accents or look-alikes."""
    gap = draw(st.sampled_from(("", "", " ", "\n", "-", "\u00a0", "\u200b", "\N{SOFT HYPHEN}")))
    signs = []
    for sign in written:
        made = draw(st.sampled_from((sign, sign.upper(), sign.lower())))
        if made.isalpha() and draw(st.integers(0, 7)) == 0:
            made = unicodedata.normalize(draw(st.sampled_from(("NFC", "NFD"))), made + "\u0301")
        if made.lower() in "aeo" and draw(st.integers(0, 7)) == 0:
            made = dict(zip("aeo", "\u0430\u0435\u043e", strict=True))[made.lower()]
        signs.append(made)
    return gap.join(signs) if gap.strip() != "-" else "".join(signs)


@st.composite
def name_ways(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from([one for one in NAMES if len(one.last) > 3]))
    initials = [word[0] for word in name.first.split()]
    way = draw(
        st.sampled_from(
            (
                f"{name.first} {name.last}",
                f"{name.last}, {name.first}",
                f"{'.'.join(initials)}. {name.last}",
                f"{''.join(initials)} {name.last}",
                f"{name.last} {initials[0]}",
                name.last,
            )
        )
    )
    return draw(hidden(way))


@given(WORDS, name_ways(), WORDS)
def test_name_is_found_however_it_is_written(before: str, name: str, after: str) -> None:
    assert kinds(f"{before} {name} {after}") & {HitKind.NAME_ON_ROLL, HitKind.NAME_OF_STAFF}


@given(WORDS, st.from_regex(r"[A-Z][0-9]{4}[A-Z]{2}", fullmatch=True).flatmap(hidden), WORDS)
def test_prison_number_is_found_however_it_is_written(before: str, number: str, after: str) -> None:
    assert HitKind.PRISON_NUMBER in kinds(f"{before} {number} {after}")


@given(WORDS, WORDS)
def test_plain_words_are_let_through(before: str, after: str) -> None:
    assert scan(f"{before}. {after}", KNOWN) == ()


@given(st.text(max_size=120))
def test_every_hit_lies_in_the_text(text: str) -> None:
    for hit in scan(text, KNOWN):
        assert 0 <= hit.start < hit.end <= len(text)


@given(st.text(max_size=80))
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold_text(text)

    assert len(folded.bare) == len(folded.places) == len(folded.starts) == len(folded.ends)
    assert list(folded.places) == sorted(folded.places)
    assert fold_bare(text) == folded.bare


@pytest.mark.parametrize(
    "written",
    [
        "Room C2041 is free after 2pm",
        "Health form B1234 in other languages",
        "A3 boards ordered; A4 paper until then",
        "EX4 4EX stop list added",
        "a local note under PSI 27/2014",
        "serials kept by IT (M4410KEY)",
        "The council met. Apologies were sent.",
        "Wills are made with the solicitor",
        "the will of the wing",
    ],
)
def test_near_misses_are_let_through(written: str) -> None:
    assert said(written) == set()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("asked A4821ZX twice", {(HitKind.PRISON_NUMBER, "A4821ZX")}),
        ("asked a 4821\nzx twice", {(HitKind.PRISON_NUMBER, "a 4821\nzx")}),
        ("Mr Darren Whitlock has waited", {(HitKind.LIKELY_NAME, "Darren Whitlock")}),
        ("Officer P. Tregarth said no", {(HitKind.LIKELY_NAME, "P. Tregarth")}),
        ("ask li wu about it", {(HitKind.NAME_ON_ROLL, "li wu")}),
        ("ask L. Wu about it", {(HitKind.NAME_ON_ROLL, "L. Wu")}),
        ("Ms Bevan will ask", {(HitKind.NAME_OF_STAFF, "Bevan"), (HitKind.LIKELY_NAME, "Bevan")}),
        ("the man in cell 14", {(HitKind.CELL, "cell 14")}),
        ("no mattress on C3", {(HitKind.CELL, "on C3")}),
        ("he is in C3-12 now", {(HitKind.CELL, "C3-12")}),
        ("somebody on F wing", {(HitKind.SMALL_WING, "F wing")}),
        ("everybody on C wing", set()),
        ("on Seacole nobody", {(HitKind.SMALL_WING, "Seacole")}),
        ("Hooch was found", {(HitKind.SECURITY, "Hooch")}),
        ("a throw-over by the wall", {(HitKind.SECURITY, "throw-over")}),
    ],
)
def test_what_was_planted_is_found_where_it_stands(written: str, expected: set[tuple[HitKind, str]]) -> None:
    assert said(written) == expected


def test_name_that_is_a_word_here_is_let_through_once_a_person_said_so() -> None:
    brown = KnownName("Gary", "Brown")

    assert [hit.kind for hit in scan("brown bread", Known(names=(brown,)))] == [HitKind.NAME_ON_ROLL]
    assert scan("brown bread", Known(names=(brown,), kept=frozenset({"brown"}))) == ()
    assert scan("Gary Brown asked", Known(names=(brown,), kept=frozenset({"brown"}))) == (
        Hit(HitKind.NAME_ON_ROLL, 0, 10),
    )
