"""A request is answered within one calendar month, however long that is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.roles import Role
from core.mirror.rules import one_month_after
from core.mirror.trail import NOBODY_NOW, OFFICES, office_of

DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 11, 23), date(2026, 12, 23)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_month_ends_on_the_same_day_or_the_last_one_there_is(asked: date, due: date) -> None:
    assert one_month_after(asked) == due


@given(DAYS, DAYS)
def test_who_asks_later_is_never_due_earlier(one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert one_month_after(first) <= one_month_after(second)


@given(DAYS)
def test_month_is_never_longer_than_a_month(asked: date) -> None:
    assert timedelta(days=28) <= one_month_after(asked) - asked <= timedelta(days=31)


@given(st.frozensets(st.sampled_from(list(Role))))
def test_a_governor_and_security_are_one_office(others: frozenset[Role]) -> None:
    """That a governor looked may tell of an assessment (ADR 7)."""
    looked = [office_of(others | {role}) for role in (Role.GOVERNOR, Role.SECURITY_VETTING, Role.SMT_LEAD)]
    assert {str(office) for office in looked} == {str(looked[0])}


def test_every_role_of_a_prison_has_an_office_or_is_nobody_here() -> None:
    listed = {role for members, _words in OFFICES for role in members}
    assert {role for role in Role if str(office_of([role])) == str(NOBODY_NOW)} == set(Role) - listed
