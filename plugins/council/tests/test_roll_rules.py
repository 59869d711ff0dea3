"""What may be said of a member, and consent as a history: laws that hold whatever is written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.council.enums import ConsentPurpose, MemberRole, Theme, WingSize
from plugins.council.rules.consents import Entry, entry_faults, is_given, last_of
from plugins.council.rules.roll import Seat, WingOf, public_role

DAY = date(2026, 3, 2)
C_WING = WingOf("C wing", WingSize.LARGE)
ENTRIES = st.builds(
    Entry,
    st.sampled_from(ConsentPurpose),
    st.integers(0, 30).map(lambda days: DAY + timedelta(days=days)),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("seat", "wing", "said"),
    [
        (
            Seat(role=MemberRole.THEME_REP, theme=Theme.RESETTLEMENT),
            C_WING,
            "Resettlement representative, C wing",
        ),
        (Seat(role=MemberRole.WING_REP), C_WING, "Wing representative, C wing"),
        (Seat(role=MemberRole.WING_REP), WingOf("F wing", WingSize.SMALL), "Wing representative"),
        (Seat(role=MemberRole.PARTY_LEAD, party="Fair Start"), None, "Party lead for Fair Start"),
        (Seat(role=MemberRole.THEME_REP, theme=Theme.OTHER), None, "Theme representative"),
        (Seat(role=MemberRole.GOVERNOR_LEAD), C_WING, "Governor's lead"),
        (Seat(role=MemberRole.CHAIR, is_listed=False), C_WING, "Council member"),
    ],
)
def test_member_is_said_by_role(seat: Seat, wing: WingOf | None, said: str) -> None:
    assert public_role(seat, wing) == said


@given(
    st.builds(
        Seat,
        role=st.sampled_from(MemberRole),
        theme=st.none() | st.sampled_from(Theme),
        party=st.none() | st.just("Fair Start"),
        is_listed=st.booleans(),
    )
)
def test_small_wing_is_never_said(seat: Seat) -> None:
    assert "Seacole" not in public_role(seat, WingOf("Seacole", WingSize.SMALL))


@settings(max_examples=60)
@given(st.lists(ENTRIES, max_size=12))
def test_consent_alternates_and_its_days_never_go_back(asked: list[Entry]) -> None:
    history: tuple[Entry, ...] = ()
    for entry in asked:
        if not list(entry_faults(history, entry, today=DAY + timedelta(days=20))):
            history = (*history, entry)

    for purpose in ConsentPurpose:
        own = [entry for entry in history if entry.purpose is purpose]
        assert [entry.is_given for entry in own] == [place % 2 == 0 for place in range(len(own))]
        assert [entry.on for entry in own] == sorted(entry.on for entry in own)
        assert last_of(history, purpose) == (own[-1] if own else None)
        assert is_given(history, purpose) == (len(own) % 2 == 1)
