"""A council's log as it is read: what two cells say together, what is no proposal, what is never kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sdk import imports
from plugins.council.enums import HitKind, MemberRole, ProposalStatus
from plugins.council.imports.kinds import LogKind
from plugins.council.imports.story import read_outcome, tell_steps
from plugins.council.imports.words import AGREED, DONE, role_of, says_no_meeting
from plugins.council.rules.scan import Known, KnownName, scan
from plugins.council.rules.withholding import withhold

S = ProposalStatus
DAY, AS_AT = date(2026, 3, 10), date(2026, 11, 2)
UNRECOGNISED = imports.CommonKind.STATUS_UNRECOGNISED
NEVER_KEPT = frozenset({HitKind.PRISON_NUMBER, HitKind.NAME_ON_ROLL})
ROLL = Known(names=(KnownName("Zoë", "Okafor-Lane"), KnownName("Jo", "Ng")))


@pytest.mark.parametrize(
    ("agreed", "done", "response", "status", "kinds"),
    [
        ("Y", "Done 7/10/26", "Yes.", S.IMPLEMENTED, []),
        ("Y", "Done 7/10/25", "Yes.", S.IMPLEMENTED, [LogKind.DONE_DAY_UNLIKELY]),
        ("Part", "in progress", "Some.", S.IN_PROGRESS, []),
        ("Partly", "no", "Some.", S.ACCEPTED_MODIFIED, []),
        ("yes", "not yet", "", S.ACCEPTED, []),
        ("not agreed", "done", "No.", S.NOT_ACCEPTED, [LogKind.DONE_BUT_NOT_AGREED]),
        ("N", "", "", S.NOT_ACCEPTED, [LogKind.REASON_MISSING]),
        ("next month", "", "Later.", S.DEFERRED, []),
        ("to HQ", "", "National.", S.ESCALATED_NATIONAL, []),
        ("?", "", "Quote awaited", S.TABLED, [UNRECOGNISED]),
        ("", "", "", S.TABLED, []),
        ("", "done", "", S.TABLED, [UNRECOGNISED]),
        ("Y", "perhaps", "", S.ACCEPTED, [UNRECOGNISED]),
    ],
)
def test_agreed_and_done_together_make_the_status(
    agreed: str, done: str, response: str, status: S, kinds: list[imports.Kind]
) -> None:
    outcome = read_outcome(agreed, done, day=DAY, as_at=AS_AT, response=response)

    assert (outcome.status, [kind for kind, _where in outcome.said]) == (status, kinds)


@given(
    st.sampled_from([word for words in AGREED.words.values() for word in words] + ["", "?"]),
    st.sampled_from([word for words in DONE.words.values() for word in words] + ["", "Done 1/6/26"]),
    st.sampled_from(["", "As far as it goes."]),
)
@settings(max_examples=40, deadline=None)
def test_history_ends_with_the_status_and_says_no_day_that_the_log_does_not(
    agreed: str, done: str, response: str
) -> None:
    outcome = read_outcome(agreed, done, day=DAY, as_at=AS_AT, response=response)
    steps = tell_steps(outcome, DAY, response)

    assert steps[-1].status is outcome.status
    assert [step.on for step in steps[:2]] == [DAY, DAY]
    assert {step.on for step in steps[2:]} <= {None, date(2026, 6, 1)}
    assert [step.reason for step in steps if step.reason] == [response] * bool(response)


@pytest.mark.parametrize(
    ("text", "is_none"),
    [
        ("No meeting - lockdown", True),
        ("No council meeting", True),
        ("Meeting cancelled: no escort", True),
        ("Cancelled due to lockdown", True),
        ("Cancelled visits to be announced the day before", False),
        ("No meeting room on B wing: ask for one", False),
        ("No meetings on Fridays, please", False),
    ],
)
def test_meeting_that_was_not_held_is_no_proposal(text: str, *, is_none: bool) -> None:
    assert says_no_meeting(text) is is_none


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Wing rep, C wing", MemberRole.WING_REP),
        ("Regime rep, F wing", MemberRole.THEME_REP),
        ("Vice-chair", MemberRole.DEPUTY_CHAIR),
        ("Facilitator", MemberRole.FACILITATOR),
        ("", MemberRole.COUNCIL_MEMBER),
    ],
)
def test_who_raised_it_comes_in_as_a_role_alone(text: str, role: MemberRole) -> None:
    assert role_of(text) is role


HIDDEN = st.sampled_from(
    ["A4821ZX", "a 4821 zx", "A-4821-ZX", "Zoe Okafor Lane", "J. NG", "ng, jo", "Z Okafor-\nLane"]
)
PLAIN = st.sampled_from(["", " asks for ", ", and ", " on Friday. ", "A", "4", "Mr "])


@given(st.lists(st.tuples(PLAIN, HIDDEN, PLAIN), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_what_is_taken_out_of_a_text_is_found_in_it_no_more(parts: list[tuple[str, str, str]]) -> None:
    text = " ".join("".join(part) for part in parts)
    left, found = withhold(text, ROLL, NEVER_KEPT)

    assert [hit for hit in scan(left, ROLL) if hit.kind in NEVER_KEPT] == []
    assert (left == text) is not any(hit.kind in NEVER_KEPT for hit in found)
