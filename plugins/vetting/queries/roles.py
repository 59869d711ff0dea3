"""What roles ask for, and which roles people have in services: for the question at the gate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Assignment, RoleDescription
from plugins.vetting import models
from plugins.vetting.enums import TrainingType, VettingLevel
from plugins.vetting.rules.roles import NOTHING, Asked, RoleRequirement, asked_of, requirement_on


@dataclass(frozen=True, slots=True)
class RolesAsked:
    """What roles of some services ask for, and who is down for them."""

    versions: Mapping[UUID, Sequence[RoleRequirement]]
    """By role, the newest last; of roles that have ever asked for something."""
    roles: Mapping[UUID, Sequence[UUID]]
    """By service, all its roles."""
    parts: Mapping[tuple[UUID, UUID], Sequence[Assignment]] = field(default_factory=dict)
    """By person and service."""

    def of(self, person_id: UUID, service_id: UUID | None, on: date) -> tuple[Asked, ...]:
        """Return what a visit is asked, as alternatives of which one has to be met."""
        if service_id is None or not self.versions:
            return NOTHING
        parts = self.parts.get((person_id, service_id), ())
        own = [part.role_id for part in parts if _covers(part, on)]
        return asked_of(on, self.versions, own=own, roles=self.roles.get(service_id, ()))


def _covers(part: Assignment, on: date) -> bool:
    return (part.starts_on or on) <= on <= (part.ends_on or on)


async def roles_asked(
    session: AsyncSession, people: Collection[UUID], services: Collection[UUID]
) -> RolesAsked:
    """Read what the roles of services ask for: one statement where none asks for anything, else three."""
    versions = await requirements_of_services(session, services)
    if not versions:
        return RolesAsked({}, {})
    roles: dict[UUID, list[UUID]] = defaultdict(list)
    described = select(RoleDescription.service_id, RoleDescription.id).where(
        RoleDescription.service_id.in_(services)
    )
    for service_id, role_id in await session.execute(described.order_by(RoleDescription.id)):
        roles[service_id].append(role_id)
    parts: dict[tuple[UUID, UUID], list[Assignment]] = defaultdict(list)
    down = select(Assignment).where(Assignment.service_id.in_(services), Assignment.person_id.in_(people))
    for part in await session.scalars(down.order_by(Assignment.id)):
        parts[part.person_id, part.service_id].append(part)
    return RolesAsked(versions, roles, parts)


async def requirements_of_services(
    session: AsyncSession, services: Collection[UUID]
) -> dict[UUID, list[RoleRequirement]]:
    """Return every version of what the roles of services ask for, by role, the newest last."""
    row, role = models.RoleRequirement, RoleDescription
    wanted = (
        select(row, role.title)
        .join(role, (role.tenant_id == row.tenant_id) & (role.id == row.role_id))
        .where(role.service_id.in_(services))
        .order_by(row.since, row.id)
    )
    found: dict[UUID, list[RoleRequirement]] = defaultdict(list)
    for kept, title in await session.execute(wanted):
        found[kept.role_id].append(requirement_from(kept, title))
    return dict(found)


def requirement_from(row: models.RoleRequirement, title: str) -> RoleRequirement:
    """Make the rules' value of a version."""
    return RoleRequirement(
        role_id=row.role_id,
        title=title,
        since=row.since,
        levels=frozenset(VettingLevel(level) for level in row.levels),
        access_mode=row.access_mode,
        training=frozenset(TrainingType(kind) for kind in row.training),
    )


async def training_of_roles(session: AsyncSession, on: date) -> dict[UUID, frozenset[TrainingType]]:
    """Return the training that the roles people are in ask for on a day, by person."""
    row, part = models.RoleRequirement, Assignment
    wanted = (
        select(row, part)
        .join(part, (part.tenant_id == row.tenant_id) & (part.role_id == row.role_id))
        .order_by(row.since, row.id)
    )
    versions: dict[UUID, list[RoleRequirement]] = defaultdict(list)
    parts: dict[UUID, Assignment] = {}
    for kept, held in await session.execute(wanted):
        parts[held.id] = held
        if kept.since <= on:
            versions[held.id].append(requirement_from(kept, ""))
    found: dict[UUID, frozenset[TrainingType]] = {}
    for id, held in parts.items():
        asked = requirement_on(versions[id], on)
        if asked is not None and _covers(held, on):
            found[held.person_id] = found.get(held.person_id, frozenset()) | asked.training
    return found
