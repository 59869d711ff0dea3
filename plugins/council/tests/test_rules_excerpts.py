"""What somebody is shown of texts that name them: each place, and nobody else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.council.rules.excerpts import excerpts
from plugins.council.rules.folding import fold_bare, fold_text
from plugins.council.rules.scan import Known, KnownName, scan

OWN, OTHER = KnownName("Ilan", "Quarkenby"), KnownName("Ben", "Trewartha", is_staff=True)
BOTH = Known(names=(OWN, OTHER))
PIECES = ("Ilan Quarkenby", "i.  QUÁRKENBY", "Ben Trewartha", "TREWARTHA, Ben", "A1234BC", "Mr Fennimore")
WORDS = ("asked for a lamp", "\n", ". ", " and ", "It was late. " * 12)
texts = st.lists(st.sampled_from((*PIECES, *WORDS)), max_size=12).map(" ".join)


def test_places_that_stand_apart_are_apart() -> None:
    text = f"Quarkenby began. {'It was long. ' * 30} Then I. Quarkenby ended it, and Quarkenby left."
    assert len(list(excerpts(text, OWN, BOTH))) == 2
    assert list(excerpts("Nobody spoke.", OWN, BOTH)) == []


def test_what_stands_beside_their_own_name_is_left_out_alone() -> None:
    assert list(excerpts("Mr Fennimore Ilan Quarkenby spoke.", OWN, BOTH)) == ["Mr […]Ilan Quarkenby spoke."]


@settings(max_examples=60)
@given(texts)
def test_who_is_named_is_told_and_nobody_else_is(text: str) -> None:
    told = " ".join(excerpts(text, OWN, BOTH))
    assert bool(told) == bool(scan(text, Known(names=(OWN,))) and "quarkenby" in fold_text(text).bare)
    for secret in ("trewart", "rewartha", "a1234bc"):
        assert secret not in fold_text(told).bare


@settings(max_examples=80)
@given(st.text(max_size=60) | texts)
def test_text_is_folded_alike_whole_and_sign_by_sign(text: str) -> None:
    assert fold_bare(text) == fold_text(text).bare
