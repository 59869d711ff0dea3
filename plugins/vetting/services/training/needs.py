"""Who lacks which training, and how many of the places offered to partners were taken."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Partner, Person, PersonStatus, Viewer
from plugins.vetting import models, queries, rules
from plugins.vetting.enums import TrainingSessionState, VettingStage
from plugins.vetting.permissions import TRAINING_READ
from plugins.vetting.queries.roles import training_of_roles


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNeed:
    """A training that somebody lacks, and who they are."""

    person_id: UUID
    person_name: str
    sort_key: str
    partner_id: UUID | None
    partner_name: str | None
    need: rules.Need
    is_cleared: bool
    """Only the training is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerPlaces:
    """Places at prison training that were offered to partners, and those that were taken."""

    offered: int
    taken: int


async def training_needs(session: AsyncSession, viewer: Viewer, on: date) -> list[PersonNeed]:
    """Return what everybody on the way in lacks on a day, by name: few statements, however many people."""
    viewer.require(TRAINING_READ)
    # A suspension asks for no training, and still keeps another case from letting its person in.
    unread = rules.UNWANTED - {VettingStage.SUSPENDED}
    wanted = select(models.Case).where(models.Case.stage.not_in(sorted(unread)))
    cases = (await session.scalars(wanted)).all()
    facts = await queries.facts_of(session, cases)
    by_person: dict[UUID, list[rules.CaseFacts]] = defaultdict(list)
    for case in cases:
        by_person[case.person_id].append(rules.as_seen_by(facts[case.id], viewer))
    policy, found = await queries.policy_on(session, on), []
    by_role = await training_of_roles(session, on)
    for person, partner in await _people(session):
        held = by_person.get(person.id, [])
        found += [
            PersonNeed(
                person_id=person.id,
                person_name=person.name,
                sort_key=person.sort_key,
                partner_id=person.partner_id,
                partner_name=partner,
                need=need,
                is_cleared=rules.is_called_cleared(held),
            )
            for need in rules.needs_of(held, on, policy, by_role.get(person.id, ()))
        ]
    return found


async def _people(session: AsyncSession) -> list[tuple[Person, str | None]]:
    statement = (
        select(Person, Partner.name)
        .outerjoin(Partner, (Partner.tenant_id == Person.tenant_id) & (Partner.id == Person.partner_id))
        .where(Person.status == PersonStatus.CURRENT)
        .order_by(Person.sort_key, Person.id)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def partner_places(session: AsyncSession, viewer: Viewer, first: date, last: date) -> PartnerPlaces:
    """Return places taken by partners and offered to partners (indicator I9), in sessions held in a time.

    A session that was cancelled offered none. More can never be taken than were offered.
    """
    viewer.require(TRAINING_READ)
    held = models.CourseSession
    statement = select(
        func.coalesce(func.sum(held.partner_places), 0),
        func.coalesce(func.sum(held.partner_places_taken), 0),
    ).where(held.state == TrainingSessionState.HELD, held.held_on.between(first, last))
    row = (await session.execute(statement)).one()
    return PartnerPlaces(offered=int(row[0]), taken=int(row[1]))
