"""Tests of what an issue draws from a history, of when it is told again, and of the hints on easy read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.council.enums import ProposalStatus, Theme, Told
from plugins.council.rules.bulletins import (
    LONGEST,
    LONGEST_WORD,
    MOST_SENTENCES,
    OPEN,
    STEPS,
    Telling,
    Words,
    draw,
    is_untold,
    words_faults,
)
from plugins.council.rules.easy_read import MOST_WORDS, Hint, Remark, read_easily, sentences
from plugins.council.rules.proposals import Step

S = ProposalStatus
DAY = date(2026, 3, 3)
LATER = DAY + timedelta(days=30)


def history(*steps: tuple[ProposalStatus, str]) -> tuple[Step, ...]:
    asked = (Step(S.RAISED, DAY, "A story of the council's own."), Step(S.TABLED, DAY))
    return asked + tuple(
        Step(status, DAY, reason, LATER if status is S.ACCEPTED_MODIFIED else None)
        for status, reason in steps
    )


@pytest.mark.parametrize(
    ("steps", "told", "did", "until"),
    [
        ([(S.NOT_ACCEPTED, "No money.")], Told.COULD_NOT, "No money.", None),
        ([(S.ACCEPTED, "")], Told.WORKING_ON_IT, "We said yes.", None),
        ([(S.ACCEPTED_MODIFIED, "From May."), (S.IN_PROGRESS, "")], Told.WORKING_ON_IT, "From May.", LATER),
        ([(S.ACCEPTED, ""), (S.IMPLEMENTED, "")], Told.DID, "It is done.", None),
        ([(S.ACCEPTED_MODIFIED, "From May."), (S.IMPLEMENTED, "Since June.")], Told.DID, "Since June.", None),
        ([(S.ESCALATED_NATIONAL, "HMPPS decides.")], Told.WORKING_ON_IT, "HMPPS decides.", None),
    ],
)
def test_telling_is_drawn_from_the_prisons_own_steps(
    steps: list[tuple[ProposalStatus, str]], told: Told, did: str, until: date | None
) -> None:
    drawn = draw("Open it.", history(*steps))
    assert (drawn.told, drawn.said, drawn.did, drawn.until) == (told, "Open it.", did, until)


@pytest.mark.parametrize(
    ("status", "told_as", "was_taken_back", "untold"),
    [
        (S.TABLED, [], False, False),
        (S.ACCEPTED, [], False, True),
        (S.ACCEPTED, [S.ACCEPTED], False, False),
        (S.IMPLEMENTED, [S.ACCEPTED], False, True),
        (S.FEEDBACK_PUBLISHED, [], False, False),
        (S.FEEDBACK_PUBLISHED, [], True, True),
        (S.FEEDBACK_PUBLISHED, [S.IMPLEMENTED], True, False),
        (S.WITHDRAWN, [], False, False),
    ],
)
def test_answer_is_told_once_for_each_place_it_stood_at(
    status: ProposalStatus,
    told_as: list[ProposalStatus],
    was_taken_back: bool,  # noqa: FBT001
    untold: bool,  # noqa: FBT001
) -> None:
    assert is_untold(status, told_as, was_taken_back=was_taken_back) is untold


def test_every_open_issue_can_be_given_up_and_no_published_one_is_forgotten() -> None:
    from_open = {status for status in STEPS if status.DROPPED in STEPS[status]}
    assert from_open == OPEN


@settings(max_examples=60)
@given(st.text(max_size=LONGEST + 40))
def test_whatever_passes_is_written_whole_and_fits_the_limits(text: str) -> None:
    telling = Telling(1, Theme.OTHER, Told.DID, Words(text, "Yes."))
    faults = list(words_faults(telling, is_welsh=False, today=DAY))
    longest = max(map(len, text.split()), default=0)
    fits = (0 < longest <= LONGEST_WORD, len(text) <= LONGEST, len(sentences(text)) <= MOST_SENTENCES)
    assert (not faults) is all(fits)


@settings(max_examples=60)
@given(st.text(alphabet="ab .!?\n,'", max_size=80))
def test_one_idea_a_line_loses_no_letter(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("line", "remarks"),
    [
        ("The library is open.", []),
        ("It opens at 2 pm on 3 March 2026.", []),
        ("We will implement it.", [Remark(Hint.HARD_WORD, "implement", "do")]),
        ("We made arrangements.", [Remark(Hint.HARD_WORD, "arrangements")]),
        ("The gym was not closed.", [Remark(Hint.PASSIVE, "was not closed")]),
        ("A list is put up.", [Remark(Hint.PASSIVE, "is put")]),
        ("Bread is sent, and milk too.", [Remark(Hint.SECOND_IDEA, "and"), Remark(Hint.PASSIVE, "is sent")]),
        ("We open it because you asked.", [Remark(Hint.SECOND_IDEA, "because")]),
        ("We have three lists.", [Remark(Hint.NUMBER_WORD, "three", "3")]),
        ("It helps 45% of you.", [Remark(Hint.FIGURE, "45%")]),
        ("It begins on 03/04/2026.", [Remark(Hint.FIGURE, "03/04/2026")]),
        ("It costs 12,000 pounds.", [Remark(Hint.FIGURE, "12,000")]),
        ("Ask the SMT.", [Remark(Hint.SHORT_FORM, "SMT")]),
        (
            "It is open from 1 until 3 on each day of the week but not on Sundays.",
            [Remark(Hint.LONG, "17")],
        ),
    ],
)
def test_line_that_could_be_easier_says_how(line: str, remarks: list[Remark]) -> None:
    (read,) = read_easily(line)
    assert (read.text, list(read.remarks)) == (line, remarks)


@settings(max_examples=60)
@given(st.text(alphabet="ab AB12 .,!?;:\n", max_size=80))
def test_easy_read_shows_every_line_and_marks_each_long_one(text: str) -> None:
    lines = read_easily(text)
    assert tuple(one.text for one in lines) == sentences(text)
    for one in lines:
        is_long = any(remark.hint is Hint.LONG for remark in one.remarks)
        assert is_long is (len(one.text.split()) > MOST_WORDS)
