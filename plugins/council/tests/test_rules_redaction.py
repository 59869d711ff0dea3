"""What a person decided to leave out is not in what is published, whatever lies over what."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.council.enums import HitKind, Resolution
from plugins.council.rules.redaction import (
    Decided,
    Kept,
    Redacted,
    digest_of,
    fresh_hits,
    overlapping,
    redact,
)
from plugins.council.rules.scan import Hit, Known, KnownName, scan
from plugins.council.tests.test_rules_scan import KNOWN, WORDS, hidden, name_ways

R = Resolution
NOTHING = Known()
NUMBERS = st.from_regex(r"[A-Z][0-9]{4}[A-Z]{2}", fullmatch=True).flatmap(hidden)


def decide(text: str, known: Known, *choices: Resolution, instead: str = "somebody") -> Redacted:
    """Decide about each hit in turn, the last choice for all that are left."""
    found = scan(text, known)
    given_ = [*choices, *[choices[-1]] * len(found)][: len(found)]
    return redact(
        Redacted(text), [Decided(hit, one, instead) for hit, one in zip(found, given_, strict=True)], known
    )


@settings(max_examples=60)
@given(
    st.lists(st.one_of(WORDS, name_ways(), NUMBERS), min_size=1, max_size=5).map(" ".join),
    st.sampled_from([R.MASKED, R.GENERALISED]),
)
def test_nothing_planted_is_left_whatever_way_it_is_left_out(text: str, choice: Resolution) -> None:
    made = decide(text, KNOWN, choice)

    assert fresh_hits(made, KNOWN) == ()
    for hit in scan(made.text, KNOWN):
        assert any(one.kind is None and one.start <= hit.start and hit.end <= one.end for one in made.kept)


@settings(max_examples=60)
@given(WORDS, name_ways(), WORDS)
def test_words_around_stay_as_they_were_written(before: str, name: str, after: str) -> None:
    made = decide(f"{before}. {name}. {after}", KNOWN, R.MASKED)

    assert made.text.startswith(f"{before}. ")
    assert made.text.endswith(f". {after}")


@settings(max_examples=60)
@given(WORDS, name_ways())
def test_text_that_stays_is_told_from_a_new_name_in_it(before: str, name: str) -> None:
    made = decide(f"{before} {name}", KNOWN, R.HARMLESS)

    assert made.text == f"{before} {name}"
    assert fresh_hits(made, KNOWN) == ()
    later = Known(names=(*KNOWN.names, KnownName("Ann", "Council")), small_wings=KNOWN.small_wings)
    assert (redact(made, (), later).text == made.text) == ("council" not in before)


def test_overlapping_places_are_left_out_as_one() -> None:
    text = "Mr Darren Whitlock asked"
    known = Known(names=(KnownName("Darren", "Whitlock"),))

    assert decide(text, known, R.MASKED).text == "Mr [name left out] asked"
    assert decide(text, known, R.HARMLESS, R.MASKED).text == "Mr [name left out] asked"
    assert decide(text, known, R.GENERALISED, instead="a member").text == "Mr a member asked"


def test_what_is_said_instead_is_scanned_like_any_text() -> None:
    known = Known(names=(KnownName("Sean", "Brand"), KnownName("Ann", "Teller")))

    assert (
        decide("Ask Brand today", known, R.GENERALISED, instead="Teller").text == "Ask [name left out] today"
    )


def test_mark_is_masked_over_as_a_whole_and_never_hits() -> None:
    known = Known(names=(KnownName("Sean", "Brand"), KnownName("Out", "Left")))
    once = decide("Ask Brand", known, R.MASKED)
    again = redact(once, (), Known(names=(*known.names, KnownName("Ann", "Ask Name Left"))))

    assert once == Redacted("Ask [name left out]", (Kept(4, 19),))
    assert again.text == "[name left out]"


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=8))
def test_overlapping_hits_are_grouped_and_none_is_lost(places: list[tuple[int, int]]) -> None:
    hits = [Hit(HitKind.SECURITY, start, start + length) for start, length in places]
    groups = list(overlapping(hits))

    assert sorted(hit.start for group in groups for hit in group) == sorted(hit.start for hit in hits)
    ends = [max(hit.end for hit in group) for group in groups]
    starts = [min(hit.start for hit in group) for group in groups]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


def test_digest_tells_apart_what_is_parted_otherwise() -> None:
    assert digest_of("ab", "c") != digest_of("a", "bc")
