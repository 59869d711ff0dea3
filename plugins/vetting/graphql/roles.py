"""What roles ask for in the API: read beside a role, changed from a day on, held against who is in it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import and_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry import ID, Info

from core.sdk import (
    Assignment,
    Context,
    NotFound,
    Person,
    RoleDescription,
    answer,
    as_uuid,
    entry,
    mutation,
    node,
    today,
    translate,
    writing,
)
from plugins.vetting import models, services
from plugins.vetting.entry import VETTING_CHECK
from plugins.vetting.enums import AccessMode, TrainingType, VettingLevel
from plugins.vetting.graphql.nodes import MODULE
from plugins.vetting.permissions import CASE_READ, CLEARANCE_READ


@node(models.RoleRequirement, permission=CLEARANCE_READ, module=MODULE, sorted_by=("since", "id"))
class VettingRoleRequirement:
    id: ID
    role_id: ID
    since: date
    levels: list[str]
    access_mode: AccessMode | None
    training: list[str]


@strawberry.input
class VettingNewRoleRequirement:
    """What a role asks for from a day on; with nothing given, the policy speaks for it again."""

    role_id: ID
    since: date | None = None
    levels: list[VettingLevel] = strawberry.field(default_factory=list)
    """Any one of these suffices."""
    access_mode: AccessMode | None = None
    training: list[TrainingType] = strawberry.field(default_factory=list)


@strawberry.type
class VettingRolePerson:
    """Somebody in a role, and what vetting says against their coming in for it today."""

    person_id: ID
    person_name: str
    lacks: list[str]


class RoleMutation:
    @mutation("Say what a role asks for, from a day on.")
    async def vetting_require_of_role(
        self, info: Info[Context, None], given: VettingNewRoleRequirement
    ) -> VettingRoleRequirement:
        async with writing(info) as (session, viewer):
            made = await services.require_of_role(
                session,
                viewer,
                as_uuid(given.role_id),
                levels=given.levels,
                access_mode=given.access_mode,
                training=given.training,
                since=given.since,
            )
        return await answer(info, VettingRoleRequirement, made.id)  # type: ignore[no-any-return]


async def _people(info: Info[Context, None], role_id: ID) -> list[VettingRolePerson]:
    viewer = info.context.viewer
    viewer.require(CLEARANCE_READ)
    viewer.require(CASE_READ)
    async with info.context.database.read(viewer) as session:
        role = await _role(session, as_uuid(role_id))
        people = await _in_role(session, role.id)
        judge = await VETTING_CHECK.prepare(session, viewer, list(people), [role.service_id])
    return [
        VettingRolePerson(
            person_id=ID(str(person_id)),
            person_name=name,
            lacks=[
                str(reason.words)
                for reason in judge(entry.Visit(person_id, role.service_id, today()))
                if reason.bearing is not entry.Bearing.PASSES
            ],
        )
        for person_id, name in people.items()
    ]


async def _role(session: AsyncSession, role_id: UUID) -> RoleDescription:
    role = await session.scalar(select(RoleDescription).where(RoleDescription.id == role_id))
    if role is None:
        raise NotFound(translate("That role is not in this prison."), "roleId")
    return role


async def _in_role(session: AsyncSession, role_id: UUID) -> dict[UUID, str]:
    """Return who is in a role today, by name."""
    part, day = Assignment, literal(today())
    statement = (
        select(Person.id, Person.name)
        .join(part, and_(part.tenant_id == Person.tenant_id, part.person_id == Person.id))
        .where(
            part.role_id == role_id,
            func.coalesce(part.starts_on, day) <= day,
            func.coalesce(part.ends_on, day) >= day,
        )
        .order_by(Person.sort_key, Person.id)
    )
    rows = await session.execute(statement)
    return {row.id: row.name for row in rows}


read_role_people: Any = strawberry.field(
    resolver=_people, description="Who is in a role today, and what vetting says against it."
)
