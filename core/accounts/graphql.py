"""What the API says of access: who may use Gatehouse in this prison, and the three changes of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import strawberry
from sqlalchemy import func
from strawberry import ID, Info

from core.accounts import services
from core.accounts.members import ACCOUNT_HERE, accounts_here, here, is_in_force, is_lapsed
from core.accounts.models import Account, Membership
from core.accounts.rights import ACCESS_READ
from core.accounts.roles import Role
from core.partnership.models import Partner
from core.reads.declarations import computed, node
from core.reads.filters import as_uuid
from core.reads.mutations import Context, answer, mutation, writing
from core.reads.roots import connection, lookup
from core.reads.through import through

strawberry.enum(Role)


@node(Membership, permission=ACCESS_READ, name="Member", sorted_by=("name",), only=here)
class Member:
    """One role of one person in this prison."""

    id: ID
    role: Role
    partner_id: ID | None
    person_id: ID | None
    created_at: datetime
    starts_on: date | None
    ends_on: date | None
    taken_away_at: datetime | None
    # As this prison wrote it, wherever it did: what another prison wrote is not to be seen here.
    name: str = computed(
        lambda member: func.coalesce(member.name, through("account_id", Account, "name")(member))
    )
    email: str | None = computed(
        lambda member: func.coalesce(member.email, through("account_id", Account, "email")(member))
    )
    partner_name: str | None = computed(through("partner_id", Partner, "name"))
    last_signed_in_at: datetime | None = computed(through("account_id", Account, "last_signed_in_at"))
    given_by_name: str | None = computed(through("given_by", Account, "name"))
    taken_away_by_name: str | None = computed(through("taken_away_by", Account, "name"))
    is_waiting: bool = computed(lambda member: member.account_id.is_(None))
    is_lapsed: bool = computed(is_lapsed)
    is_in_force: bool = computed(is_in_force)
    is_me: bool = computed(lambda member: func.coalesce(member.account_id == ACCOUNT_HERE, False))


@strawberry.type(name="MemberSessions")
class MemberSessions:
    """How many sessions the account of a role has open."""

    member_id: ID
    count: int


@strawberry.type
class SignedOut:
    """Whose sessions were ended, and how many there were."""

    member_id: ID
    sessions: int


async def _sessions(info: Info[Context, None]) -> list[MemberSessions]:
    info.context.viewer.require(ACCESS_READ)
    async with info.context.database.read(info.context.viewer) as session:
        accounts = await accounts_here(session)
    counts = await info.context.sessions.count([account_id for _member, account_id in accounts])
    return [
        MemberSessions(member_id=ID(str(member_id)), count=count)
        for (member_id, _account), count in zip(accounts, counts, strict=True)
    ]


class Query:
    members = connection(
        Member,
        filters=("role", "taken_away_at"),
        orders=("name", "role", "created_at", "last_signed_in_at"),
        description="The roles that people hold in this prison.",
    )
    member = lookup(Member, description="One role of one person in this prison.")
    member_sessions: Any = strawberry.field(
        resolver=_sessions, description="How many sessions each role's account has open."
    )


@strawberry.input
class NewAccess:
    name: str
    email: str
    role: Role
    partner_id: ID | None = None
    person_id: ID | None = None
    ends_on: date | None = None


class Mutation:
    @mutation("Give a role in this prison to whoever proves the e-mail address by signing in.")
    async def give_access(self, info: Info[Context, None], given: NewAccess) -> Member:
        async with writing(info) as (session, viewer):
            member = await services.give_access(
                session,
                viewer,
                name=given.name,
                email=given.email,
                role=given.role,
                partner_id=as_uuid(given.partner_id) if given.partner_id else None,
                person_id=as_uuid(given.person_id) if given.person_id else None,
                ends_on=given.ends_on,
            )
        return await answer(info, Member, member.id)  # type: ignore[no-any-return]

    @mutation("Take one role of one person in this prison away.")
    async def take_role_away(self, info: Info[Context, None], member_id: ID) -> Member:
        async with writing(info) as (session, viewer):
            member = await services.take_role_away(session, viewer, as_uuid(member_id))
        return await answer(info, Member, member.id)  # type: ignore[no-any-return]

    @mutation("End every session of somebody who has a role in this prison, on every device.")
    async def sign_out_everywhere(self, info: Info[Context, None], member_id: ID) -> SignedOut:
        async with writing(info) as (session, viewer):
            ended = await services.sign_out_everywhere(
                session, viewer, as_uuid(member_id), sessions=info.context.sessions
            )
        return SignedOut(member_id=member_id, sessions=ended)
