"""What the API says of a council's roll: members by role for the prison's staff, names for who runs it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from strawberry import ID

from core.sdk import Account, computed, connection, lookup, node, through, today
from plugins.council import models
from plugins.council.enums import ConsentPurpose, MemberRole, SeatMethod, Theme, WingSize
from plugins.council.permissions import MEMBER_READ, ROLL_READ

MODULE = "council"


def _unless_small(wing: Any) -> ColumnElement[str]:
    """Return the wing where saying it does not tell who: a small one is left out."""
    return case((wing.size != WingSize.SMALL, wing.name))


def _agrees(row: Any, purpose: ConsentPurpose) -> ColumnElement[bool]:
    """Say whether the last entry of a purpose gives consent; none gives it not."""
    last = (
        select(models.Consent.given_on.is_not(None))
        .where(
            models.Consent.tenant_id == row.tenant_id,
            models.Consent.member_id == row.id,
            models.Consent.purpose == purpose,
        )
        .order_by(models.Consent.position.desc())
        .limit(1)
        .correlate(row)
        .scalar_subquery()
    )
    return func.coalesce(last, False)


def _is_on_council(row: Any) -> ColumnElement[bool]:
    ends_on = through("term_id", models.Term, "ends_on")(row)
    there = and_(row.joined_on <= today(), or_(row.left_on.is_(None), row.left_on > today()))
    return func.coalesce(and_(there, ends_on >= today()), False)


def _members_now(row: Any) -> ColumnElement[int]:
    member = models.Member
    found: ColumnElement[int] = (
        select(func.count())
        .select_from(member)
        .where(
            member.tenant_id == row.tenant_id,
            member.term_id == row.id,
            member.joined_on <= today(),
            or_(member.left_on.is_(None), member.left_on > today()),
        )
        .correlate(row)
        .scalar_subquery()
    )
    return found


@node(models.Term, permission=ROLL_READ, module=MODULE, sorted_by=("-starts_on", "id"))
class CouncilTerm:
    id: ID
    council_id: ID
    starts_on: date
    ends_on: date
    seats: int
    seat_method: SeatMethod
    council_name: str = computed(through("council_id", models.Council, "name"))
    is_over: bool = computed(lambda row: row.ends_on < today())
    members_now: int = computed(_members_now)


@node(models.Wing, permission=MEMBER_READ, module=MODULE, sorted_by=("name", "id"))
class CouncilWing:
    id: ID
    name: str
    size: WingSize


@node(models.Consent, permission=MEMBER_READ, module=MODULE, sorted_by=("position", "id"))
class CouncilConsent:
    id: ID
    position: int
    purpose: ConsentPurpose
    given_on: date | None
    withdrawn_on: date | None
    recorded_by_name: str = computed(through("recorded_by", Account, "name"))


@node(models.Member, permission=ROLL_READ, module=MODULE, sorted_by=("number", "id"), sensitive=True)
class CouncilMember:
    id: ID
    council_id: ID
    term_id: ID
    number: int
    role: MemberRole
    theme: Theme | None
    joined_on: date | None
    left_on: date | None
    inducted_on: date | None
    consents: list[CouncilConsent]
    council_name: str = computed(through("council_id", models.Council, "name"))
    party_name: str | None = computed(through("party_id", models.Party, "name"))
    said_wing: str | None = computed(through("wing_id", models.Wing, _unless_small))
    is_listed: bool = computed(lambda row: _agrees(row, ConsentPurpose.ROLL))
    is_on_council: bool = computed(_is_on_council)
    term_starts_on: date = computed(through("term_id", models.Term, "starts_on"))
    term_ends_on: date = computed(through("term_id", models.Term, "ends_on"))
    first_name: str = computed(lambda row: row.first_name, permission=MEMBER_READ)
    last_name: str = computed(lambda row: row.last_name, permission=MEMBER_READ)
    party_id: ID | None = computed(lambda row: row.party_id, permission=MEMBER_READ)
    wing_id: ID | None = computed(lambda row: row.wing_id, permission=MEMBER_READ)
    wing_name: str | None = computed(through("wing_id", models.Wing, "name"), permission=MEMBER_READ)
    wing_size: WingSize | None = computed(through("wing_id", models.Wing, "size"), permission=MEMBER_READ)
    may_be_shown: bool = computed(lambda row: _agrees(row, ConsentPurpose.PHOTO))
    may_be_quoted: bool = computed(lambda row: _agrees(row, ConsentPurpose.QUOTATION))


class RollQuery:
    council_terms = connection(
        CouncilTerm,
        filters=("council_id", "is_over"),
        orders=("starts_on",),
        description="For how long members of councils are chosen, the newest first.",
    )
    council_term = lookup(CouncilTerm)
    council_wings = connection(
        CouncilWing,
        filters=("size",),
        orders=("name", "size"),
        description="Wings of this prison, and how large they are.",
    )
    council_wing = lookup(CouncilWing)
    council_members = connection(
        CouncilMember,
        filters=(
            "council_id",
            "term_id",
            "role",
            "is_on_council",
            "is_listed",
            "may_be_quoted",
            "inducted_on",
            "joined_on",
        ),
        orders=("number", "role", "joined_on", "inducted_on"),
        description="Members of councils by role; their names for who runs the council alone.",
    )
    council_member = lookup(CouncilMember)
