"""What may be said of somebody on a council: a role, never a name, and no wing so small that it tells who."""

from __future__ import annotations

from dataclasses import dataclass

from core.sdk import Text, translate
from plugins.council.enums import MemberRole, Theme, WingSize

NOT_IN_PRISON = frozenset({MemberRole.FACILITATOR, MemberRole.STAFF_MEMBER, MemberRole.GOVERNOR_LEAD})
"""Roles of people who work here: their names are those of staff."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """What a member is: everything but who."""

    role: MemberRole
    theme: Theme | None = None
    party: str | None = None
    is_listed: bool = True
    """Whether they agreed to being listed by role and wing."""


@dataclass(frozen=True, slots=True)
class WingOf:
    """The wing somebody lives on."""

    name: str
    size: WingSize


def public_role(seat: Seat, wing: WingOf | None = None) -> str:
    """Say what may be published of a member: "Resettlement representative, C wing".

    A small wing is left out: with the role it would tell who it is. Of somebody in prison who did not agree
    to being listed, nothing is said but that there is a member.
    """
    if seat.role in NOT_IN_PRISON:
        return str(seat.role.label)
    if not seat.is_listed:
        return str(MemberRole.COUNCIL_MEMBER.label)
    said = str(_part(seat))
    if wing is None or wing.size is WingSize.SMALL:
        return said
    return translate("{role}, {wing}").format(role=said, wing=wing.name)


def _part(seat: Seat) -> Text:
    if seat.role is MemberRole.THEME_REP and seat.theme is not None and seat.theme is not Theme.OTHER:
        return translate("{theme} representative").format(theme=seat.theme.label)
    if seat.role in {MemberRole.COUNCIL_MEMBER, MemberRole.PARTY_LEAD} and seat.party:
        return translate("{role} for {party}").format(role=seat.role.label, party=seat.party)
    return seat.role.label
