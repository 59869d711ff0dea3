"""Which roles a role may give and take away: never one above it, and never one that checks its own work."""

from __future__ import annotations

from collections.abc import Iterable

from core.accounts.roles import NATIONAL_ROLES, PARTNER_ROLES, Role

INVITATION_DAYS = 30
"""How long a role that was given by address waits for the first sign-in: a mailbox may get a new owner."""

NARROWED = PARTNER_ROLES | {Role.VOLUNTEER_SELF}
"""Held for one organisation, the volunteer's for one person of it."""

_BELOW_ALL = NARROWED | {Role.PRISON_STAFF_READER, Role.COUNCIL_FACILITATOR}
_BELOW_LEAD = _BELOW_ALL | {Role.COORDINATOR, Role.COORDINATOR_DEPUTY}

GIVES: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR_DEPUTY: _BELOW_ALL,
    Role.COORDINATOR: _BELOW_ALL | {Role.COORDINATOR_DEPUTY},
    Role.SMT_LEAD: _BELOW_LEAD,
    Role.GOVERNOR: _BELOW_LEAD
    | {Role.SMT_LEAD, Role.GOVERNOR, Role.SECURITY_VETTING, Role.DPO_RECORDS, Role.AUDITOR},
}
"""A charity may hold the co-ordinator's post, so neither co-ordinator nor deputy makes anybody who decides
vetting, sees lived experience assessments or looks over their shoulder: those roles are the governor's to
give. A governor may name another one, for a handover. Roles above prisons are given by command alone."""

GIVERS = frozenset(GIVES)


def may_give(own: Iterable[Role], role: Role) -> bool:
    """Say whether somebody with these roles may give the role, and so take it away."""
    return any(role in GIVES.get(held, ()) for held in own)


def roles_to_give(own: Iterable[Role]) -> tuple[Role, ...]:
    """Return the roles somebody may give, in the order they are always listed in."""
    held = frozenset(own)
    return tuple(role for role in Role if may_give(held, role))


def is_of_a_prison(role: Role) -> bool:
    return role not in NATIONAL_ROLES
