"""Which version holds on a day, which a case was opened under, and where a version stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from plugins.vetting.enums import PolicyState
from plugins.vetting.policy.national import NATIONAL
from plugins.vetting.policy.terms import Policy


def every_version(own: Iterable[Policy]) -> tuple[Policy, ...]:
    """Return a prison's versions, oldest first: the shipped ones, and its own in the order put in force.

    A national version that comes after a prison's first own does not replace that one unasked: nobody would
    have seen whom it blocks. It is there to be copied.
    """
    local = tuple(own)
    first = min((policy.effective_from for policy in local), default=None)
    shipped = (policy for policy in NATIONAL if first is None or policy.effective_from <= first)
    # Sorting is steady: of two versions for one day, the one that was put in force later holds.
    return tuple(sorted((*shipped, *local), key=lambda policy: policy.effective_from))


def policy_in_force(policies: Iterable[Policy], on: date) -> Policy:
    """Return the newest version in effect on a day; where none was, the next that came."""
    by_age = sorted(policies, key=lambda policy: policy.effective_from)
    begun = [policy for policy in by_age if policy.effective_from <= on]
    if begun and (begun[-1].expires_on is None or on <= begun[-1].expires_on):
        return begun[-1]
    later = by_age[len(begun) :]
    return later[0] if later else begun[-1]


def policy_of_version(policies: Iterable[Policy], version: str) -> Policy:
    """Return the policy a case was opened under."""
    return next(policy for policy in policies if policy.version == version)


def state_of(policy: Policy, policies: Sequence[Policy], on: date) -> PolicyState:
    """Say where a version that was put in force stands on a day."""
    if policy.effective_from > on:
        return PolicyState.SCHEDULED
    in_force = policy_in_force(policies, on).version == policy.version
    return PolicyState.EFFECTIVE if in_force else PolicyState.SUPERSEDED
