"""The word `gatehouse accounts`: how a first co-ordinator, and everybody above prisons, gets a role."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import click
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts import services
from core.accounts.addresses import name_in
from core.accounts.giving import INVITATION_DAYS, is_of_a_prison
from core.accounts.models import Membership
from core.accounts.roles import Role
from core.accounts.roster import Entry, entries
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.partnership.models import Partner, Person
from core.plugins.loader import Registry, load
from core.prisons.models import PrisonGroup
from core.settings import Settings, settings_from_environment
from core.texts import fold_name, fold_organisation
from frontend_api.sign_in.errors import SessionsUnavailable
from frontend_api.sign_in.redis_client import redis_for
from frontend_api.sign_in.sessions import SessionStore
from infra.commands.operator import operator, operator_in
from infra.commands.refusals import sentences_for_refusals
from infra.commands.servers import servers
from infra.errors import CannotStart

Result = TypeVar("Result")
Work = Callable[[Database, Registry], Coroutine[Any, Any, Result]]
ROLE = click.Choice([role.value for role in Role], case_sensitive=False)
PRISON = "The prison's code, such as EXI; none for a role above prisons."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the operator typed."""

    email: str
    role: Role
    prison: str | None = None
    name: str | None = None
    partner: str | None = None
    person: str | None = None
    ends_on: date | None = None
    group: str | None = None


@click.group(help="Give somebody access, take it away, end their sessions.")
def command() -> None:
    pass


@command.command(help="Give a role to whoever proves this address at their first sign-in.")
@click.argument("email")
@click.argument("role", type=ROLE)
@click.option("--prison", help=PRISON)
@click.option("--name", help="The person's name; guessed from the address when it is not said.")
@click.option("--partner", help="The organisation's name, for the roles of a partner.")
@click.option("--person", help="The person's name as recorded, for the role of a volunteer.")
@click.option("--group", help="The group's code, such as DND, for a reader of one group of prisons.")
@click.option("--ends-on", type=click.DateTime(["%Y-%m-%d"]), help="The last day, for cover.")
@sentences_for_refusals
def grant(
    email: str,
    role: str,
    *,
    prison: str | None,
    name: str | None,
    partner: str | None,
    person: str | None,
    group: str | None,
    ends_on: datetime | None,
) -> None:
    last_day = ends_on.date() if ends_on else None
    asked = Asked(email, Role(role.upper()), prison, name, partner, person, last_day, group)
    member = run(lambda database, registry: give(database, registry, asked))
    where = f" at {prison.upper()}" if prison else ""
    when = (
        f"at the first sign-in with {member.email}, within {INVITATION_DAYS} days"
        if member.account_id is None
        else "from now on"
    )
    click.echo(f"{member.name} has the role {member.role}{where} {when}.")


@command.command("list", help="Say who holds which role.")
@click.option("--prison", help="Only of this prison.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@sentences_for_refusals
def list_roles(*, prison: str | None, as_json: bool) -> None:
    found = run(lambda database, registry: look_up(database, registry, prison=prison))
    click.echo(json.dumps([as_row(entry) for entry in found]) if as_json else in_words(found))


@command.command(help="Take a role away from whoever has it under this address.")
@click.argument("email")
@click.argument("role", type=ROLE)
@click.option("--prison", help=PRISON)
@sentences_for_refusals
def revoke(email: str, role: str, *, prison: str | None) -> None:
    asked = Asked(email, Role(role.upper()), prison)
    count = run(lambda database, registry: take_away(database, registry, asked))
    click.echo(f"{count} {'role was' if count == 1 else 'roles were'} taken away.")


@command.command("sign-out", help="End every session of whoever has this address.")
@click.argument("email")
@sentences_for_refusals
def sign_out(email: str) -> None:
    count = run(lambda database, registry: end_sessions(database, registry, email))
    click.echo(f"{count} {'session was' if count == 1 else 'sessions were'} ended.")


def run(work: Work[Result]) -> Result:
    """Do something with the database, embedded or outside, and close it."""

    async def done() -> Result:
        database = Database.from_settings(settings_from_environment())
        try:
            return await work(database, load())
        finally:
            await database.close()

    with servers():
        return asyncio.run(done())


async def place_of(database: Database, registry: Registry, asked: Asked) -> Viewer:
    """Return the operator where the role is held; CannotStart when role and prison do not fit."""
    if is_of_a_prison(asked.role) and not asked.prison:
        raise CannotStart(f"The role {asked.role} is held in a prison: name it with --prison.")
    if not is_of_a_prison(asked.role) and asked.prison:
        raise CannotStart(f"The role {asked.role} is held above prisons: leave --prison out.")
    return await operator_in(database, registry, asked.prison.upper()) if asked.prison else operator(registry)


async def give(database: Database, registry: Registry, asked: Asked) -> Membership:
    viewer = await place_of(database, registry, asked)
    name = asked.name or name_in(services.required_address(asked.email))
    async with database.write(viewer) as session:
        if not asked.prison:
            return await services.give_role_above_prisons(
                session,
                viewer,
                name=name,
                email=asked.email,
                role=asked.role,
                group_id=await named_group(session, asked.group),
            )
        partner_id = await named_partner(session, asked.partner)
        return await services.give_access(
            session,
            viewer,
            name=name,
            email=asked.email,
            role=asked.role,
            partner_id=partner_id,
            person_id=await named_person(session, asked.person, partner_id),
            ends_on=asked.ends_on,
        )


async def named_group(session: AsyncSession, code: str | None) -> UUID | None:
    if code is None:
        return None
    found = await session.scalar(select(PrisonGroup.id).where(PrisonGroup.code == code.upper()))
    if found is None:
        raise CannotStart(f"There is no group of prisons with the code {code}.")
    return found


async def named_partner(session: AsyncSession, name: str | None) -> UUID | None:
    if name is None:
        return None
    found = await session.scalar(select(Partner.id).where(Partner.name_key == fold_organisation(name)))
    if found is None:
        raise CannotStart(f"There is no organisation called {name} in this prison.")
    return found


async def named_person(session: AsyncSession, name: str | None, partner_id: UUID | None) -> UUID | None:
    """Find a person by name, within the organisation where one is named too."""
    if name is None:
        return None
    wanted = select(Person.id).where(Person.name_key == fold_name(name))
    if partner_id is not None:
        wanted = wanted.where(Person.partner_id == partner_id)
    found = list(await session.scalars(wanted.limit(2)))
    if len(found) != 1:
        many = "more than one person" if found else "nobody"
        raise CannotStart(f"There is {many} called {name} there. Name the organisation with --partner too.")
    return found[0]


async def look_up(database: Database, registry: Registry, *, prison: str | None) -> list[Entry]:
    async with database.read(operator(registry)) as session:
        return await entries(session, prison=prison.upper() if prison else None)


async def take_away(database: Database, registry: Registry, asked: Asked) -> int:
    """Take away what the address holds there; CannotStart when that is nothing."""
    viewer = await place_of(database, registry, asked)
    address = services.required_address(asked.email)
    async with database.write(viewer) as session:
        found = await entries(session, prison=viewer.tenant_code, address=address, role=asked.role)
        if not found:
            raise CannotStart(f"Nobody has the role {asked.role} there under the address {address}.")
        for entry in found:
            if entry.prison is None:
                await services.take_role_above_prisons_away(session, viewer, entry.member_id)
            else:
                await services.take_role_away(session, viewer, entry.member_id)
    return len(found)


async def end_sessions(database: Database, registry: Registry, email: str) -> int:
    """End the sessions of each account with the address; CannotStart when there is none."""
    viewer, address = operator(registry), services.required_address(email)
    settings = settings_from_environment()
    async with database.write(viewer) as session:
        accounts = {entry.account_id for entry in await entries(session, address=address)} - {None}
        if not accounts:
            raise CannotStart(f"Nobody who has signed in has the address {address}.")
        return sum(
            [await _end(session, viewer, settings, account_id) for account_id in accounts if account_id]
        )


async def _end(session: AsyncSession, viewer: Viewer, settings: Settings, account_id: UUID) -> int:
    redis = redis_for(settings)
    try:
        store = SessionStore.from_settings(redis, settings)
        return await services.sign_account_out(session, viewer, account_id, sessions=store)
    except SessionsUnavailable as error:
        raise CannotStart(
            "Redis, which keeps the sessions, does not answer. Nobody was signed out."
        ) from error
    finally:
        await redis.aclose()


def as_row(entry: Entry) -> dict[str, str | None]:
    return {
        "prison": entry.prison,
        "email": entry.email,
        "name": entry.name,
        "role": entry.role.value,
        "state": entry.state,
        "endsOn": entry.ends_on.isoformat() if entry.ends_on else None,
        "lastSignedInAt": entry.last_signed_in_at.isoformat() if entry.last_signed_in_at else None,
    }


def in_words(found: list[Entry]) -> str:
    """Say one role a line: prison, role, address, name and state."""
    if not found:
        return "Nobody has a role."
    return "\n".join(
        f"{entry.prison or '-':5} {entry.role:20} {entry.email or '-':40} {entry.name} ({entry.state})"
        for entry in found
    )
