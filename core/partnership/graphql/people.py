"""Changes to people, by the API."""

from __future__ import annotations

from datetime import date

import strawberry
from strawberry import ID, Info

from core.partnership import services
from core.partnership.enums import PersonKind
from core.partnership.graphql.nodes import Assignment, Person
from core.reads.filters import as_uuid
from core.reads.mutations import Context, answer, mutation, writing


@strawberry.input
class NewPerson:
    first_name: str
    surname: str
    kind: PersonKind
    partner_id: ID | None = None
    title: str | None = None


@strawberry.input
class PersonDetails:
    person_id: ID
    first_name: str
    surname: str
    email: str | None = None
    team: str | None = None


@strawberry.input
class AgeSeen:
    """That somebody has reached a role's minimum age; never how old they are."""

    person_id: ID
    at_least: int
    on: date | None = None
    """When it was seen; today where it is left out."""


@strawberry.input
class Leaving:
    person_id: ID
    on: date
    pass_returned: bool | None = None


@strawberry.input
class NewAssignment:
    """A part in a service: one of its described roles, or a title of its own."""

    person_id: ID
    service_id: ID
    role_title: str | None = None
    role_id: ID | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class PeopleMutation:
    @mutation("Add a volunteer or a partner's member of staff.")
    async def add_person(self, info: Info[Context, None], given: NewPerson) -> Person:
        async with writing(info) as (session, viewer):
            person = await services.add_person(
                session,
                viewer,
                first_name=given.first_name,
                surname=given.surname,
                kind=given.kind,
                partner_id=as_uuid(given.partner_id) if given.partner_id else None,
                title=given.title,
            )
        return await answer(info, Person, person.id)  # type: ignore[no-any-return]

    @mutation("Write down what a person is called now, how to reach them, and their team.")
    async def change_person(self, info: Info[Context, None], given: PersonDetails) -> Person:
        async with writing(info) as (session, viewer):
            person = await services.change_person(
                session,
                viewer,
                as_uuid(given.person_id),
                first_name=given.first_name,
                surname=given.surname,
                email=given.email,
                team=given.team,
            )
        return await answer(info, Person, person.id)  # type: ignore[no-any-return]

    @mutation("Record the last day somebody was here; what they did in services ends with it.")
    async def record_leaving(self, info: Info[Context, None], given: Leaving) -> Person:
        async with writing(info) as (session, viewer):
            person = await services.record_leaving(
                session, viewer, as_uuid(given.person_id), on=given.on, pass_returned=given.pass_returned
            )
        return await answer(info, Person, person.id)  # type: ignore[no-any-return]

    @mutation("Confirm that somebody has reached a role's minimum age: you saw it, on that day.")
    async def confirm_age(self, info: Info[Context, None], given: AgeSeen) -> Person:
        async with writing(info) as (session, viewer):
            person = await services.confirm_age(
                session, viewer, as_uuid(given.person_id), at_least=given.at_least, on=given.on
            )
        return await answer(info, Person, person.id)  # type: ignore[no-any-return]

    @mutation("Take back what was confirmed of somebody's age.")
    async def take_back_age(self, info: Info[Context, None], person_id: ID) -> Person:
        async with writing(info) as (session, viewer):
            person = await services.take_back_age(session, viewer, as_uuid(person_id))
        return await answer(info, Person, person.id)  # type: ignore[no-any-return]

    @mutation("Put somebody who had left back on the list.")
    async def record_return(self, info: Info[Context, None], person_id: ID) -> Person:
        async with writing(info) as (session, viewer):
            person = await services.record_return(session, viewer, as_uuid(person_id))
        return await answer(info, Person, person.id)  # type: ignore[no-any-return]

    @mutation("Give a person a part in a service.")
    async def assign_person(self, info: Info[Context, None], given: NewAssignment) -> Assignment:
        async with writing(info) as (session, viewer):
            assignment = await services.assign_person(
                session,
                viewer,
                as_uuid(given.person_id),
                as_uuid(given.service_id),
                role_title=given.role_title,
                role_id=as_uuid(given.role_id) if given.role_id else None,
                starts_on=given.starts_on,
                ends_on=given.ends_on,
            )
        return await answer(info, Assignment, assignment.id)  # type: ignore[no-any-return]

    @mutation("Record the last day of somebody's part in a service.")
    async def end_assignment(self, info: Info[Context, None], assignment_id: ID, on: date) -> Assignment:
        async with writing(info) as (session, viewer):
            assignment = await services.end_assignment(session, viewer, as_uuid(assignment_id), on=on)
        return await answer(info, Assignment, assignment.id)  # type: ignore[no-any-return]
