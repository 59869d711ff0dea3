"""Tests of what the demo's councils asked: each something of its own, and answered in a time of its own."""

from __future__ import annotations

from statistics import median

from plugins.council.demo.stories import stories_of
from plugins.council.enums import ProposalStatus
from plugins.council.rules.proposals import ANSWERS
from plugins.council.rules.scan import Known, scan
from plugins.council.rules.words import words_looked_for

PRISONS = ("EXI", "DAI", "BWI")


def _days(code: str) -> list[int]:
    """Return how many days each first answer took after the proposal was tabled."""
    found = []
    for story in stories_of(code):
        days = {status: after for status, after, _why in story.way}
        answers = [after for status, after in days.items() if status in ANSWERS]
        if answers:
            found.append(min(answers) - days[ProposalStatus.TABLED])
    return found


def test_no_two_prisons_of_the_demo_ask_or_wait_alike() -> None:
    ideas = [story.idea for code in PRISONS for story in stories_of(code)]
    themes = {code: sorted(story.theme for story in stories_of(code)) for code in PRISONS}
    assert len(set(ideas)) == len(ideas)
    assert len({tuple(one) for one in themes.values()}) == len(PRISONS)
    assert len({median(_days(code)) for code in PRISONS}) == len(PRISONS)


def test_each_tells_something_that_is_out_and_something_that_is_owed() -> None:
    for code in PRISONS:
        last = [story.way[-1][0] if story.way else ProposalStatus.RAISED for story in stories_of(code)]
        assert {ProposalStatus.FEEDBACK_PUBLISHED, ProposalStatus.NOT_ACCEPTED} <= set(last)
        assert ProposalStatus.TABLED in last


def test_what_the_demo_publishes_touches_no_security() -> None:
    known = Known(security_words=words_looked_for(()))
    for code in PRISONS:
        for story in stories_of(code):
            texts = (story.problem, story.idea, *(why for _status, _after, why in story.way))
            assert [scan(text, known) for text in texts if scan(text, known)] == []
