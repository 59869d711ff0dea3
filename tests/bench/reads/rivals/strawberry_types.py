"""Strawberry as its documentation has it over SQLAlchemy's ORM: types, resolvers, data loaders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

import strawberry
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from strawberry import ID, Info, Parent
from strawberry.dataloader import DataLoader

import core.models  # noqa: F401 -- relations name tables of other modules
from core.partnership import models
from core.partnership.enums import FundingBasis, PartnerStatus, PersonStatus
from plugins.vetting import models as vetting
from plugins.vetting.enums import ClearanceScope, Pathway, VettingLevel, VettingStage

for code_list in (
    *(FundingBasis, PartnerStatus, PersonStatus),
    *(ClearanceScope, Pathway, VettingLevel, VettingStage),
):
    strawberry.enum(code_list)

ENTER = text(
    "SELECT set_config('app.tenant_id', :tenant, true), set_config('app.partner_id', '', true),"
    " set_config('app.person_id', '', true), set_config('app.account_id', '', true)"
)


class Rows:
    """One request's way to the database: a session for each query, since resolvers run side by side."""

    def __init__(self, engine: AsyncEngine, tenant: str) -> None:
        self._engine, self._tenant = engine, tenant
        self.partners = DataLoader(self._one_each(models.Partner))
        self.people = DataLoader(self._one_each(models.Person))
        held, past = vetting.Clearance, vetting.StageEvent
        self.held_by_person = DataLoader(self._many_each(held, held.person_id, held.expires_on))
        self.held_by_case = DataLoader(self._many_each(held, held.case_id, held.expires_on))
        self.events = DataLoader(self._many_each(past, past.case_id, past.position))

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        async with AsyncSession(self._engine) as session:
            await session.execute(ENTER, {"tenant": self._tenant})
            yield session

    def _one_each(self, model: Any) -> Callable[[list[UUID]], Awaitable[list[Any]]]:
        async def load(keys: list[UUID]) -> list[Any]:
            async with self.session() as session:
                found = {
                    row.id: row for row in await session.scalars(select(model).where(model.id.in_(keys)))
                }
            return [found.get(key) for key in keys]

        return load

    def _many_each(
        self, model: Any, column: Any, order: Any
    ) -> Callable[[list[UUID]], Awaitable[list[list[Any]]]]:
        async def load(keys: list[UUID]) -> list[list[Any]]:
            found = defaultdict(list)
            async with self.session() as session:
                for row in await session.scalars(
                    select(model).where(column.in_(keys)).order_by(order, model.id)
                ):
                    found[getattr(row, column.key)].append(row)
            return [found[key] for key in keys]

        return load


Context: TypeAlias = Info[dict[str, Rows], None]


def rows_of(info: Context) -> Rows:
    return info.context["rows"]


@strawberry.type
class Partner:
    id: ID
    name: str
    status: PartnerStatus
    funding_basis: FundingBasis | None


@strawberry.type
class VettingClearance:
    id: ID
    level: VettingLevel
    scope: ClearanceScope
    granted_on: date | None
    expires_on: date | None
    reference: str | None


async def partner_of(root: Parent[models.Person], info: Context) -> Partner | None:
    found: Partner | None = await rows_of(info).partners.load(root.partner_id) if root.partner_id else None
    return found


async def held_by_person(root: Parent[models.Person], info: Context) -> list[VettingClearance]:
    found: list[VettingClearance] = await rows_of(info).held_by_person.load(root.id)
    return found


@strawberry.type
class Person:
    id: ID
    first_name: str
    surname: str
    team: str | None
    status: PersonStatus
    partner: Partner | None = strawberry.field(resolver=partner_of)
    vetting_clearances: list[VettingClearance] = strawberry.field(resolver=held_by_person)


def shown_stage(root: Parent[vetting.Case | vetting.StageEvent]) -> VettingStage:
    return VettingStage(root.shown_stage)


@strawberry.type
class VettingStageEvent:
    position: int
    happened_on: date
    stage: VettingStage = strawberry.field(resolver=shown_stage)


async def person_of(root: Parent[vetting.Case], info: Context) -> Person:
    found: Person = await rows_of(info).people.load(root.person_id)
    return found


async def history_of(root: Parent[vetting.Case], info: Context) -> list[VettingStageEvent]:
    return [event for event in await rows_of(info).events.load(root.id) if not event.is_folded]


async def held_by_case(root: Parent[vetting.Case], info: Context) -> list[VettingClearance]:
    found: list[VettingClearance] = await rows_of(info).held_by_case.load(root.id)
    return found


@strawberry.type
class VettingCase:
    id: ID
    pathway: Pathway
    opened_on: date
    stage_since: date
    turn: str
    required_levels: list[str]
    role_title: str | None
    stage: VettingStage = strawberry.field(resolver=shown_stage)
    person: Person = strawberry.field(resolver=person_of)
    history: list[VettingStageEvent] = strawberry.field(resolver=history_of)
    clearances: list[VettingClearance] = strawberry.field(resolver=held_by_case)


@strawberry.type
class People:
    """A page of people; they are counted only when that is asked."""

    nodes: list[Person]
    kept: strawberry.Private[Any]

    @strawberry.field
    async def total_count(self, info: Context) -> int:
        async with rows_of(info).session() as session:
            return (
                await session.scalar(select(func.count()).select_from(models.Person).where(*self.kept)) or 0
            )


@strawberry.type
class Partners:
    nodes: list[Partner]


@strawberry.type
class Cases:
    nodes: list[VettingCase]


@strawberry.type
class Query:
    @strawberry.field
    async def people(
        self, info: Context, first: int, status: PersonStatus | None = None, name: str | None = None
    ) -> People:
        kept = [] if status is None else [models.Person.status == status]
        kept += [] if name is None else [models.Person.name_key.contains(name, autoescape=True)]
        page = select(models.Person).where(*kept).order_by(models.Person.sort_key, models.Person.id)
        async with rows_of(info).session() as session:
            return People(nodes=list(await session.scalars(page.limit(first))), kept=kept)

    @strawberry.field
    async def partners(self, info: Context, first: int) -> Partners:
        page = select(models.Partner).order_by(models.Partner.name, models.Partner.id).limit(first)
        async with rows_of(info).session() as session:
            return Partners(nodes=list(await session.scalars(page)))

    @strawberry.field
    async def vetting_case(self, info: Context, id: ID) -> VettingCase | None:
        async with rows_of(info).session() as session:
            found: VettingCase | None = await session.scalar(
                select(vetting.Case).where(vetting.Case.id == UUID(id))
            )
        return found

    @strawberry.field
    async def vetting_cases(self, info: Context, first: int, *, is_open: bool) -> Cases:
        kept = select(vetting.Case).where(vetting.Case.is_open == is_open)
        page = kept.order_by(vetting.Case.stage_since, vetting.Case.id).limit(first)
        async with rows_of(info).session() as session:
            return Cases(nodes=list(await session.scalars(page)))
