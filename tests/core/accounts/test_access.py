"""Giving access and taking it away: ranks, the last giver, one's own role, and the prison next door."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import func, select, update

from core.accounts.models import Account, Membership
from core.accounts.queries import memberships_of
from core.accounts.roles import Role
from core.accounts.services import give_access, sign_out_everywhere, take_role_away
from core.accounts.sessions import NoSessions
from core.accounts.viewer import Viewer
from core.clock import today
from core.database.unit_of_work import Database
from core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from core.prisons.models import Prison
from core.testkit import NOBODY, make_partner, make_person
from frontend_api.graphql.execution import Engine
from infra.database_roles import DatabaseUrls
from tests.core.accounts.conftest import People

LIST = "{ members(first: 100) { totalCount nodes { id name email role isMe isWaiting lastSignedInAt } } }"
ONE = "query($id: ID!) { member(id: $id) { id name } }"


async def give(database: Database, by: Viewer, email: str, role: Role, **more: Any) -> Membership:
    async with database.write(by) as session:
        return await give_access(
            session, by, name=more.pop("name", "Kit Birch"), email=email, role=role, **more
        )


async def take_away(database: Database, by: Viewer, member_id: UUID) -> Membership:
    async with database.write(by) as session:
        return await take_role_away(session, by, member_id)


async def roles_held(database: Database, account_id: UUID) -> list[tuple[str | None, Role]]:
    async with database.read(NOBODY) as session:
        return [(row.prison_code, row.role) for row in await memberships_of(session, account_id)]


async def test_role_given_waits_for_the_address_and_is_then_held(
    database: Database, prison: Prison, people: People, address: Callable[[], str]
) -> None:
    governor = await people.add(prison, Role.GOVERNOR)
    email = address()
    given = await give(database, governor.viewer, f" {email.upper()} ", Role.COORDINATOR)
    account_id = await people.sign_in(email, "kit")
    assert account_id is not None
    assert given.email == email
    assert (given.account_id, given.given_by) == (None, governor.account.id)
    assert await roles_held(database, account_id) == [(prison.code, Role.COORDINATOR)]


async def test_colleague_has_a_second_role_at_once(
    database: Database, prison: Prison, people: People
) -> None:
    governor = await people.add(prison, Role.GOVERNOR)
    colleague = await people.add(prison, Role.PRISON_STAFF_READER)
    assert colleague.account.email is not None
    await give(database, governor.viewer, colleague.account.email, Role.SMT_LEAD)
    assert {role for _code, role in await roles_held(database, colleague.account.id)} == {
        Role.PRISON_STAFF_READER,
        Role.SMT_LEAD,
    }


@pytest.mark.parametrize(
    ("own", "role"),
    [
        (Role.COORDINATOR, Role.GOVERNOR),
        (Role.COORDINATOR, Role.SECURITY_VETTING),
        (Role.COORDINATOR, Role.SMT_LEAD),
        (Role.COORDINATOR, Role.COORDINATOR),
        (Role.COORDINATOR_DEPUTY, Role.COORDINATOR_DEPUTY),
        (Role.SMT_LEAD, Role.GOVERNOR),
        (Role.GOVERNOR, Role.HMPPS_NATIONAL),
        (Role.SECURITY_VETTING, Role.PRISON_STAFF_READER),
        (Role.PARTNER_ADMIN, Role.PARTNER_WORKER),
    ],
)
async def test_role_that_is_not_one_s_own_to_give_is_neither_given_nor_taken_away(
    database: Database, prison: Prison, people: People, address: Callable[[], str], own: Role, role: Role
) -> None:
    governor = await people.add(prison, Role.GOVERNOR)
    if own is Role.PARTNER_ADMIN:
        by = Viewer(
            account_id=governor.viewer.account_id,
            name="Tom",
            roles=frozenset({own}),
            permissions=frozenset(),
            tenant_id=governor.viewer.tenant_id,
        )
    else:
        by = (await people.add(prison, own)).viewer
    email = address()
    with pytest.raises(Forbidden):
        await give(database, by, email, role)
    if role not in {Role.HMPPS_NATIONAL, Role.PARTNER_WORKER}:
        holder = await people.add(prison, role)
        with pytest.raises(Forbidden):
            await take_away(database, by, holder.member_id)
        assert await roles_held(database, holder.account.id) == [(prison.code, role)]
    assert await people.sign_in(email, "kit") is None


async def test_nobody_changes_their_own_role(database: Database, prison: Prison, people: People) -> None:
    await people.add(prison, Role.GOVERNOR)
    governor = await people.add(prison, Role.GOVERNOR)
    assert governor.account.email is not None
    with pytest.raises(Conflict, match="own role"):
        await take_away(database, governor.viewer, governor.member_id)
    with pytest.raises(Invalid, match="own role"):
        await give(database, governor.viewer, governor.account.email, Role.SECURITY_VETTING)
    assert await roles_held(database, governor.account.id) == [(prison.code, Role.GOVERNOR)]


async def test_two_who_take_each_other_s_role_away_leave_one(
    database: Database, prison: Prison, people: People
) -> None:
    one, other = await people.add(prison, Role.GOVERNOR), await people.add(prison, Role.GOVERNOR)
    outcomes = await asyncio.gather(
        take_away(database, one.viewer, other.member_id),
        take_away(database, other.viewer, one.member_id),
        return_exceptions=True,
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    left = [*await roles_held(database, one.account.id), *await roles_held(database, other.account.id)]
    assert [str(error)[:28] for error in refused] == ["This is the last person who "]
    assert left == [(prison.code, Role.GOVERNOR)]


async def test_role_taken_away_is_gone_and_stays_on_record(
    database: Database, prison: Prison, people: People, database_urls: DatabaseUrls
) -> None:
    governor, lead = await people.add(prison, Role.GOVERNOR), await people.add(prison, Role.SMT_LEAD)
    once = await take_away(database, governor.viewer, lead.member_id)
    again = await take_away(database, governor.viewer, lead.member_id)
    assert await roles_held(database, lead.account.id) == []
    assert (once.taken_away_at, once.taken_away_by) == (again.taken_away_at, governor.account.id)
    connection = await asyncpg.connect(database_urls.superuser)
    trail = await connection.fetch(
        "SELECT account_id, operation FROM global_audit_entry WHERE row_id = $1 ORDER BY id", lead.member_id
    )
    await connection.close()
    assert [tuple(entry) for entry in trail][1:] == [(governor.account.id, "UPDATE")]


async def test_role_with_a_last_day_ends_by_itself(
    database: Database, prison: Prison, people: People, address: Callable[[], str]
) -> None:
    governor = await people.add(prison, Role.GOVERNOR)
    email = address()
    with pytest.raises(Invalid, match="today or later"):
        await give(
            database, governor.viewer, email, Role.COORDINATOR_DEPUTY, ends_on=today() - timedelta(days=1)
        )
    given = await give(database, governor.viewer, email, Role.COORDINATOR_DEPUTY, ends_on=today())
    account_id = await people.sign_in(email, "cover")
    assert account_id is not None
    assert await roles_held(database, account_id) == [(prison.code, Role.COORDINATOR_DEPUTY)]
    async with database.write(NOBODY) as session:
        past = {"ends_on": today() - timedelta(days=1)}
        await session.execute(update(Membership).where(Membership.id == given.id).values(past))
    assert await roles_held(database, account_id) == []


async def test_same_role_is_not_given_twice_but_again_once_it_lapsed(
    database: Database, prison: Prison, people: People, address: Callable[[], str]
) -> None:
    governor, email = await people.add(prison, Role.GOVERNOR), address()
    first = await give(database, governor.viewer, email, Role.COORDINATOR)
    with pytest.raises(Conflict, match="already"):
        await give(database, governor.viewer, email, Role.COORDINATOR)
    async with database.write(NOBODY) as session:
        long_ago = {"created_at": func.now() - timedelta(days=31)}
        await session.execute(update(Membership).where(Membership.id == first.id).values(long_ago))
    assert await people.sign_in(email, "too late") is None
    second = await give(database, governor.viewer, email, Role.COORDINATOR)
    assert second.id != first.id
    assert await people.sign_in(email, "in time") is not None


async def test_narrowed_roles_name_whom_they_are_held_for_and_others_nobody(
    database: Database, prison: Prison, other_prison: Prison, people: People, address: Callable[[], str]
) -> None:
    governor = await people.add(prison, Role.GOVERNOR)
    neighbour = (await people.add(other_prison, Role.COORDINATOR)).viewer
    own = (await people.add(prison, Role.COORDINATOR)).viewer
    partner = await make_partner(database, own)
    person = await make_person(database, own, partner_id=partner.id)
    alone = await make_person(database, own, surname="Alone")
    foreign = await make_partner(database, neighbour, "Elsewhere")
    wrong: list[tuple[Role, dict[str, UUID], str]] = [
        (Role.PARTNER_ADMIN, {}, "partnerId"),
        (Role.PARTNER_ADMIN, {"partner_id": foreign.id}, "partnerId"),
        (Role.PARTNER_ADMIN, {"partner_id": partner.id, "person_id": person.id}, "personId"),
        (Role.VOLUNTEER_SELF, {"partner_id": partner.id}, "personId"),
        (Role.VOLUNTEER_SELF, {"person_id": alone.id}, "personId"),
        (Role.VOLUNTEER_SELF, {"person_id": person.id, "partner_id": foreign.id}, "partnerId"),
        (Role.PRISON_STAFF_READER, {"partner_id": partner.id}, "partnerId"),
    ]
    for role, scope, field in wrong:
        with pytest.raises(Invalid) as refused:
            await give(database, governor.viewer, address(), role, **scope)
        assert refused.value.field == field, (role, scope)
    lead = await give(database, governor.viewer, address(), Role.PARTNER_ADMIN, partner_id=partner.id)
    volunteer = await give(database, governor.viewer, address(), Role.VOLUNTEER_SELF, person_id=person.id)
    assert (lead.partner_id, lead.person_id) == (partner.id, None)
    assert (volunteer.partner_id, volunteer.person_id) == (partner.id, person.id)


async def test_address_known_in_another_prison_is_answered_like_an_unknown_one(
    database: Database,
    prison: Prison,
    other_prison: Prison,
    people: People,
    address: Callable[[], str],
    engine: Engine,
) -> None:
    governor = await people.add(prison, Role.GOVERNOR)
    known = (await people.add(other_prison, Role.COORDINATOR, name="Known Elsewhere")).account
    async with database.write(NOBODY) as session:
        await session.execute(
            update(Account).where(Account.id == known.id).values(last_signed_in_at=func.now())
        )
    assert known.email is not None
    for email in (known.email, address()):
        await give(database, governor.viewer, email, Role.SMT_LEAD, name="As typed")
    rows = (await engine.execute(governor.viewer, LIST)).data
    assert rows is not None
    told = [{**row, "id": "", "email": ""} for row in rows["members"]["nodes"] if row["role"] == "SMT_LEAD"]
    assert len(told) == 2
    assert told[0] == told[1]
    assert (told[0]["name"], told[0]["isWaiting"], told[0]["lastSignedInAt"]) == ("As typed", True, None)
    assert await roles_held(database, known.id) == [(other_prison.code, Role.COORDINATOR)]


async def test_members_of_another_prison_are_neither_seen_nor_changed(
    database: Database, prison: Prison, other_prison: Prison, people: People, engine: Engine
) -> None:
    governor = await people.add(prison, Role.GOVERNOR)
    theirs = await people.add(other_prison, Role.SMT_LEAD)
    await people.add(other_prison, Role.GOVERNOR)
    listed = (await engine.execute(governor.viewer, LIST)).data
    one = await engine.execute(governor.viewer, ONE, {"id": str(theirs.member_id)})
    assert listed is not None
    assert [row["id"] for row in listed["members"]["nodes"]] == [str(governor.member_id)]
    assert listed["members"]["totalCount"] == 1
    assert one.data == {"member": None}
    with pytest.raises(NotFound):
        await take_away(database, governor.viewer, theirs.member_id)
    with pytest.raises(NotFound):
        async with database.write(governor.viewer) as session:
            await sign_out_everywhere(session, governor.viewer, theirs.member_id, sessions=NoSessions())
    assert await roles_held(database, theirs.account.id) == [(other_prison.code, Role.SMT_LEAD)]


async def test_outside_any_prison_no_member_is_listed(people: People, prison: Prison, engine: Engine) -> None:
    """Without a prison it is an error, not everybody's members."""
    governor = await people.add(prison, Role.GOVERNOR)
    nowhere = Viewer(
        account_id=governor.viewer.account_id,
        name="Nowhere",
        roles=governor.viewer.roles,
        permissions=governor.viewer.permissions,
    )
    result = await engine.execute(nowhere, LIST)
    assert result.data is None
    assert result.errors


async def test_signing_out_is_on_record_and_ends_what_there_is(
    database: Database, prison: Prison, people: People
) -> None:
    class Counted(NoSessions):
        ended: list[str]

        def __init__(self) -> None:
            self.ended = []

        async def end_all(self, account_id: str) -> int:
            self.ended.append(account_id)
            return 2

    security = await people.add(prison, Role.SECURITY_VETTING)
    governor = await people.add(prison, Role.GOVERNOR)
    sessions = Counted()
    async with database.write(security.viewer) as session:
        count = await sign_out_everywhere(session, security.viewer, governor.member_id, sessions=sessions)
    async with database.read(NOBODY) as session:
        noted = await session.scalar(
            select(Account.signed_out_everywhere_at).where(Account.id == governor.account.id)
        )
    assert (count, sessions.ended) == (2, [str(governor.account.id)])
    assert noted is not None


async def test_somebody_who_only_waits_cannot_be_signed_out(
    database: Database, prison: Prison, people: People, address: Callable[[], str]
) -> None:
    governor = await people.add(prison, Role.GOVERNOR)
    waiting = await give(database, governor.viewer, address(), Role.SMT_LEAD)
    with pytest.raises(DomainError) as refused:
        async with database.write(governor.viewer) as session:
            await sign_out_everywhere(session, governor.viewer, waiting.id, sessions=NoSessions())
    assert refused.value.code == "CONFLICT"
