"""Which role gives which: nobody one above their own, and nobody who is checked names who checks."""

from __future__ import annotations

import pytest

from core.accounts.addresses import name_in, read_address
from core.accounts.giving import GIVERS, GIVES, may_give, roles_to_give
from core.accounts.roles import COORDINATORS, NATIONAL_ROLES, Role

DECIDERS = frozenset({Role.SECURITY_VETTING, Role.GOVERNOR, Role.SMT_LEAD, Role.DPO_RECORDS, Role.AUDITOR})


@pytest.mark.parametrize("role", COORDINATORS)
def test_co_ordinators_make_nobody_who_decides_or_checks(role: Role) -> None:
    assert not GIVES[role] & (DECIDERS | {Role.COORDINATOR})


@pytest.mark.parametrize("role", set(Role) - {Role.GOVERNOR})
def test_nobody_but_a_governor_gives_their_own_role(role: Role) -> None:
    assert not may_give({role}, role)


@pytest.mark.parametrize("role", Role)
def test_role_given_gives_nothing_that_its_giver_could_not(role: Role) -> None:
    """Else two steps would lead where one may not."""
    for given in GIVES.get(role, frozenset()):
        assert GIVES.get(given, frozenset()) <= GIVES[role]


def test_roles_above_prisons_are_nobody_s_to_give() -> None:
    assert not NATIONAL_ROLES & frozenset().union(*GIVES.values())


def test_those_who_give_are_of_the_prison_itself() -> None:
    assert COORDINATORS | {Role.SMT_LEAD, Role.GOVERNOR} == GIVERS
    assert roles_to_give({Role.SECURITY_VETTING, Role.PARTNER_ADMIN, Role.HMPPS_NATIONAL}) == ()


def test_two_roles_give_what_each_gives() -> None:
    both = roles_to_give({Role.COORDINATOR_DEPUTY, Role.SMT_LEAD})
    assert set(both) == GIVES[Role.COORDINATOR_DEPUTY] | GIVES[Role.SMT_LEAD]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Robin.Ashdown@Example.ORG ", "robin.ashdown@example.org"),
        ("o'neill+prison@mail.example.org", "o'neill+prison@mail.example.org"),
        ("robin@example", None),
        ("robin ashdown@example.org", None),
        ("robin@example.org, kit@example.org", None),
        ("robin@example.org\nkit@example.org", None),
        ("", None),
        (f"{'r' * 250}@example.org", None),
        # The Kelvin sign is made small as an ASCII k: it must not become another person's address.
        ("\u212ait@example.org", None),
        ("robin@ex\u0430mple.org", None),
    ],
)
def test_address_has_one_spelling_or_is_none(typed: str, address: str | None) -> None:
    assert read_address(typed) == address


def test_name_is_guessed_from_an_address() -> None:
    assert name_in("robin.ashdown@example.org") == "Robin Ashdown"
