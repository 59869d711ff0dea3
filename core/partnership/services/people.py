"""Changes to people: who they are, what they do here, and that they have left."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.clock import today
from core.database.failures import explain_constraint
from core.errors import Conflict, Invalid, NotFound
from core.names import names_changed
from core.partnership.enums import PersonKind, PersonStatus
from core.partnership.existing import existing_partner, existing_person, existing_service
from core.partnership.models import Assignment, Person, PersonRole, RoleDescription
from core.partnership.permissions import PERSON_CHANGE
from core.partnership.services.organisations import EMAIL, required_text
from core.texts import fold_name, tidy
from core.translation import lazy_gettext as _
from core.translation import translate

explain_constraint("ck_assignment_dates", _("The end date comes before the start date."), "endsOn")


async def add_person(
    session: AsyncSession,
    viewer: Viewer,
    *,
    first_name: str,
    surname: str,
    kind: PersonKind,
    partner_id: UUID | None = None,
    title: str | None = None,
) -> Person:
    """Add a person with their first role."""
    viewer.require(PERSON_CHANGE)
    last = required_text(surname, "surname", translate("Enter the surname."))
    first = required_text(first_name, "firstName", translate("Enter the first name."))
    if partner_id is not None:
        await existing_partner(session, partner_id)
    person = Person(
        first_name=first,
        surname=last,
        name_key=fold_name(f"{first} {last}"),
        partner_id=partner_id,
    )
    session.add(person)
    await session.flush()
    session.add(PersonRole(person_id=person.id, partner_id=partner_id, kind=kind, title=title))
    await session.flush()
    await names_changed(session, viewer)
    return person


async def change_person(
    session: AsyncSession,
    viewer: Viewer,
    person_id: UUID,
    *,
    first_name: str,
    surname: str,
    email: str | None = None,
    team: str | None = None,
) -> Person:
    """Write down what a person is called now, how to reach them, and the team they belong to."""
    viewer.require(PERSON_CHANGE)
    person = await existing_person(session, person_id)
    if email and not EMAIL.fullmatch(email.strip()):
        raise Invalid(translate("Enter an e-mail address like name@example.org."), "email")
    person.first_name = required_text(first_name, "firstName", translate("Enter the first name."))
    person.surname = required_text(surname, "surname", translate("Enter the surname."))
    person.name_key = fold_name(person.name)
    person.email = email.strip().lower() if email else None
    person.team = tidy(team) or None if team else None
    await session.flush()
    await names_changed(session, viewer)
    return person


async def record_leaving(
    session: AsyncSession, viewer: Viewer, person_id: UUID, *, on: date, pass_returned: bool | None = None
) -> Person:
    """Record the last day somebody is here; what they do in services ends with it."""
    viewer.require(PERSON_CHANGE)
    person = await existing_person(session, person_id)
    if on > today():
        raise Invalid(translate("Give the day they left: today or earlier."), "on")
    person.status, person.left_on, person.pass_returned = PersonStatus.LEFT, on, pass_returned
    held = await session.scalars(select(Assignment).where(Assignment.person_id == person_id))
    for assignment in held:
        if assignment.ends_on is None or assignment.ends_on > on:
            started = assignment.starts_on
            assignment.ends_on = on if started is None else max(on, started)
    await session.flush()
    return person


async def record_return(session: AsyncSession, viewer: Viewer, person_id: UUID) -> Person:
    """Put somebody who had left back on the list; what they did in services stays ended."""
    viewer.require(PERSON_CHANGE)
    person = await existing_person(session, person_id)
    if person.status is not PersonStatus.LEFT:
        raise Conflict(translate("They have not left, so there is nothing to take back."))
    person.status, person.left_on, person.pass_returned = PersonStatus.CURRENT, None, None
    await session.flush()
    return person


async def assign_person(
    session: AsyncSession,
    viewer: Viewer,
    person_id: UUID,
    service_id: UUID,
    *,
    role_title: str | None = None,
    role_id: UUID | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Assignment:
    """Give a person a part in a service of this prison: in one of its described roles, or in words."""
    viewer.require(PERSON_CHANGE)
    await existing_person(session, person_id)
    service = await existing_service(session, service_id)
    role = None if role_id is None else await _role_of(session, service_id, role_id)
    title = role.title if role else (role_title or "")
    assignment = Assignment(
        person_id=person_id,
        service_id=service_id,
        partner_id=service.partner_id,
        role_id=role_id,
        role_title=required_text(title, "roleTitle", translate("Enter what the person does there.")),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    session.add(assignment)
    await session.flush()
    return assignment


async def end_assignment(
    session: AsyncSession, viewer: Viewer, assignment_id: UUID, *, on: date
) -> Assignment:
    """Record the last day of somebody's part in a service."""
    viewer.require(PERSON_CHANGE)
    assignment = await session.scalar(select(Assignment).where(Assignment.id == assignment_id))
    if assignment is None:
        raise NotFound(translate("That part in a service is not in this prison."))
    assignment.ends_on = on
    await session.flush()
    return assignment


async def _role_of(session: AsyncSession, service_id: UUID, role_id: UUID) -> RoleDescription:
    role = await session.scalar(
        select(RoleDescription).where(RoleDescription.id == role_id, RoleDescription.service_id == service_id)
    )
    if role is None:
        raise NotFound(translate("That role is not one of this service."), "roleId")
    if not role.is_open:
        raise Conflict(translate("That role is closed to new people. Open it again first."), "roleId")
    return role
