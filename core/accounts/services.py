"""Changes to who has access: give a role by address, take one away, end somebody's sessions."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.addresses import read_address
from core.accounts.giving import GIVERS, NARROWED, is_of_a_prison, may_give
from core.accounts.invitations import invite
from core.accounts.members import (
    account_known_here,
    here,
    hold_access,
    is_lapsed,
    member_here,
    others_holding,
)
from core.accounts.models import Account, Membership
from core.accounts.rights import ACCESS_CHANGE, COMMAND, SIGN_OUT
from core.accounts.roles import Role
from core.accounts.sessions import OpenSessions
from core.accounts.viewer import Viewer
from core.clock import now, today
from core.database.failures import explain_constraint
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.names import names_changed
from core.partnership.models import Partner, Person
from core.translation import lazy_gettext as _
from core.translation import translate

LONGEST_NAME = 200

for constraint in ("uq_membership_account_id", "uq_membership_email"):
    explain_constraint(
        constraint,
        _("This person has this role here already. Look for them in the list of who has access."),
        "email",
    )


async def give_access(
    session: AsyncSession,
    viewer: Viewer,
    *,
    name: str,
    email: str,
    role: Role,
    partner_id: UUID | None = None,
    person_id: UUID | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Give a role in this prison to whoever proves the address at their next sign-in.

    Somebody who belongs to this prison already has it from their next request on. What other prisons know of
    the address changes nothing, so the answer cannot betray it.
    """
    require_role_to_give(viewer, role)
    person_name = " ".join(name.split())
    if not person_name or len(person_name) > LONGEST_NAME:
        raise Invalid(translate("Enter the person's name, in 200 characters or fewer."), "name")
    address = required_address(email)
    if ends_on is not None and ends_on < today():
        raise Invalid(translate("The last day must be today or later."), "endsOn")
    partner_id = await _scope(session, role, partner_id, person_id)
    await hold_access(session)
    account_id = await account_known_here(session, address)
    await _refuse_oneself(session, viewer, account_id, address)
    await _put_lapsed_away(session, viewer, address, role)
    member = await _add(
        session,
        viewer,
        Membership(
            account_id=account_id,
            prison_id=viewer.tenant_id,
            role=role,
            partner_id=partner_id,
            person_id=person_id,
            name=person_name,
            email=address,
            ends_on=ends_on,
        ),
    )
    await invite(session, viewer, member)
    await names_changed(session, viewer)
    return member


async def give_role_above_prisons(
    session: AsyncSession,
    viewer: Viewer,
    *,
    name: str,
    email: str,
    role: Role,
    group_id: UUID | None = None,
) -> Membership:
    """Give a national role; by command alone, and always through a first sign-in with the address."""
    viewer.require(COMMAND)
    if is_of_a_prison(role):
        raise Invalid(translate("Name the prison: this role is held in one."), "role")
    if (role is Role.HMPPS_REGION) != (group_id is not None):
        raise Invalid(translate("Name the group for a reader of one group, and for nobody else."), "group")
    given = Membership(role=role, name=name, email=required_address(email), group_id=group_id)
    return await _add(session, viewer, given)


async def take_role_above_prisons_away(session: AsyncSession, viewer: Viewer, member_id: UUID) -> None:
    """End a national role; by command alone."""
    viewer.require(COMMAND)
    await session.execute(
        update(Membership)
        .where(Membership.id == member_id, Membership.prison_id.is_(None), Membership.taken_away_at.is_(None))
        .values(taken_away_at=func.now())
    )


async def take_role_away(session: AsyncSession, viewer: Viewer, member_id: UUID) -> Membership:
    """End a role from the next request on; to take it away twice changes nothing."""
    viewer.require(ACCESS_CHANGE)
    await hold_access(session)
    member = await _existing(session, member_id)
    if member.account_id is not None and member.account_id == viewer.account_id:
        raise Conflict(
            translate("Nobody changes their own role. Ask somebody else who may give access here.")
        )
    require_role_to_give(viewer, member.role)
    if member.taken_away_at is not None:
        return member
    if member.role in GIVERS and not await others_holding(session, GIVERS, member.id):
        raise Conflict(
            translate(
                "This is the last person who may give access here. Give somebody else such a role first."
            )
        )
    member.taken_away_at = now()
    member.taken_away_by = _giver(viewer)
    await session.flush()
    return member


async def sign_out_everywhere(
    session: AsyncSession, viewer: Viewer, member_id: UUID, *, sessions: OpenSessions
) -> int:
    """End every session of somebody here, on every device; return how many there were."""
    viewer.require(SIGN_OUT)
    member = await _existing(session, member_id)
    if member.account_id is None or member.taken_away_at is not None:
        raise Conflict(translate("This person is not signed in here: the role waits or was taken away."))
    return await _end_sessions(session, member.account_id, sessions)


async def sign_account_out(
    session: AsyncSession, viewer: Viewer, account_id: UUID, *, sessions: OpenSessions
) -> int:
    """End every session of an account of any prison or none; by command alone."""
    viewer.require(COMMAND)
    return await _end_sessions(session, account_id, sessions)


async def _end_sessions(session: AsyncSession, account_id: UUID, sessions: OpenSessions) -> int:
    noted = update(Account).where(Account.id == account_id).values(signed_out_everywhere_at=func.now())
    await session.execute(noted)
    # Last, so that what cannot be recorded is not done; if it fails, nothing is recorded either.
    return await sessions.end_all(str(account_id))


def require_role_to_give(viewer: Viewer, role: Role) -> None:
    """Raise Forbidden unless the viewer's own role may give this one."""
    viewer.require(ACCESS_CHANGE)
    if viewer.may(COMMAND) and is_of_a_prison(role):
        return
    if not may_give(viewer.roles, role):
        raise Forbidden(
            translate("Your role cannot give or take away the role {role}.").format(role=role.label), "role"
        )


def required_address(email: str) -> str:
    """Return the address in its one spelling; raise Invalid for what is not one."""
    address = read_address(email)
    if address is None:
        raise Invalid(
            translate("Enter an e-mail address like name@example.org, without accents or spaces."), "email"
        )
    return address


async def _existing(session: AsyncSession, member_id: UUID) -> Membership:
    member = await member_here(session, member_id)
    if member is None:
        raise NotFound(translate("That record is not in this prison."))
    return member


async def _refuse_oneself(
    session: AsyncSession, viewer: Viewer, account_id: UUID | None, address: str
) -> None:
    own = await session.scalar(select(Account.email).where(Account.id == viewer.account_id))
    if account_id == viewer.account_id or own == address:
        raise Invalid(
            translate("Nobody changes their own role. Ask somebody else who may give access here."), "email"
        )


async def _scope(
    session: AsyncSession, role: Role, partner_id: UUID | None, person_id: UUID | None
) -> UUID | None:
    """Return the organisation a role is held for; raise Invalid when role, partner and person do not fit."""
    if role not in NARROWED and (partner_id or person_id):
        raise Invalid(
            translate("Choose no organisation and no person for this role: it is not held for one."),
            "partnerId" if partner_id else "personId",
        )
    if role in NARROWED and role is not Role.VOLUNTEER_SELF:
        if person_id is not None:
            raise Invalid(translate("Choose no person for this role, only the organisation."), "personId")
        return await _partner(session, partner_id)
    return await _volunteers_partner(session, partner_id, person_id) if role in NARROWED else None


async def _partner(session: AsyncSession, partner_id: UUID | None) -> UUID:
    found = await session.scalar(select(Partner.id).where(Partner.id == partner_id)) if partner_id else None
    if found is None:
        raise Invalid(translate("Choose the organisation this role is held for."), "partnerId")
    return found


async def _volunteers_partner(session: AsyncSession, partner_id: UUID | None, person_id: UUID | None) -> UUID:
    """A volunteer's organisation is the one the person belongs to; another one named beside is a mistake."""
    person = await session.scalar(select(Person).where(Person.id == person_id)) if person_id else None
    if person is None:
        raise Invalid(translate("Choose which person this volunteer is."), "personId")
    if person.partner_id is None:
        raise Invalid(
            translate("This person belongs to no organisation. Record the organisation first."), "personId"
        )
    if partner_id not in {None, person.partner_id}:
        raise Invalid(translate("This person belongs to another organisation. Choose again."), "partnerId")
    return person.partner_id


async def _put_lapsed_away(session: AsyncSession, viewer: Viewer, address: str, role: Role) -> None:
    """Make room for a role that was given before and never taken up in time."""
    lapsed = (Membership.email == address, Membership.role == role, Membership.taken_away_at.is_(None))
    await session.execute(
        update(Membership)
        .where(here(Membership), is_lapsed(Membership), *lapsed)
        .values(taken_away_at=func.now(), taken_away_by=_giver(viewer))
    )


async def _add(session: AsyncSession, viewer: Viewer, member: Membership) -> Membership:
    member.given_by = _giver(viewer)
    session.add(member)
    await session.flush()
    return member


def _giver(viewer: Viewer) -> UUID | None:
    """Return who is on record; a command is given by nobody with an account."""
    return None if viewer.may(COMMAND) else viewer.account_id
