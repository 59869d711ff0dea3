"""What the rules look at of cases, made of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import AccountId
from plugins.vetting import models, rules
from plugins.vetting.enums import VettingLevel
from plugins.vetting.queries.cases import case_by_id
from plugins.vetting.queries.evidence import document_facts, shown_for
from plugins.vetting.queries.keeping import kept_until

Row = TypeVar("Row", models.StageEvent, models.Clearance, models.Training)


async def facts_of(session: AsyncSession, cases: Iterable[models.Case]) -> dict[UUID, rules.CaseFacts]:
    """Return what the rules look at, by case: three statements, however many cases."""
    chosen = list(cases)
    people = {case.person_id for case in chosen}
    histories = await _histories(session, {case.id for case in chosen})
    clearances = await _by(session, models.Clearance, "person_id", people, "id")
    trainings = await _by(session, models.Training, "person_id", people, "id")
    return {
        case.id: facts_from(case, histories[case.id], clearances[case.person_id], trainings[case.person_id])
        for case in chosen
    }


async def case_facts(session: AsyncSession, case_id: UUID) -> rules.CaseFacts:
    """Return what the rules look at of one case."""
    return await whole_facts(session, await case_by_id(session, case_id))


async def whole_facts(session: AsyncSession, case: models.Case) -> rules.CaseFacts:
    """Return all that the rules look at of one case, with the documents that were seen."""
    facts = (await facts_of(session, [case]))[case.id]
    seen = select(models.Document).where(models.Document.case_id == case.id).order_by(models.Document.id)
    documents = tuple(document_facts(row) for row in await session.scalars(seen))
    return replace(
        facts,
        documents=documents,
        shown=await shown_for(session, case),
        kept_until=await kept_until(session, case),
    )


def facts_from(
    case: models.Case,
    history: Iterable[rules.StageEvent],
    clearances: Iterable[models.Clearance],
    trainings: Iterable[models.Training],
) -> rules.CaseFacts:
    """Make the rules' values of rows."""
    return rules.CaseFacts(
        history=tuple(history),
        pathway=case.pathway,
        is_leap=case.is_leap,
        required_levels=frozenset(VettingLevel(level) for level in case.required_levels),
        access_mode=case.access_mode,
        role_title=case.role_title,
        volunteer=case.volunteer,
        clearances=tuple(clearance_facts(held) for held in clearances),
        trainings=tuple(training_facts(record) for record in trainings),
        submitted_by=None if case.submitted_by is None else AccountId(case.submitted_by),
        last_heard_on=case.last_heard_on,
        key_status=case.key_status,
    )


async def _histories(session: AsyncSession, case_ids: Iterable[UUID]) -> dict[UUID, list[rules.StageEvent]]:
    """Return what happened, by case: in columns, as whole objects of so many rows take long."""
    event = models.StageEvent
    wanted = (
        select(event.case_id, event.stage, event.happened_on, event.verb, event.account_id)
        .where(event.case_id.in_(list(case_ids)))
        .order_by(event.position)
    )
    found: dict[UUID, list[rules.StageEvent]] = defaultdict(list)
    for case_id, stage, on, verb, by in await session.execute(wanted):
        account = None if by is None else AccountId(by)
        found[case_id].append(rules.StageEvent(stage=stage, on=on, verb=verb, by=account))
    return found


async def _by(
    session: AsyncSession, kind: type[Row], key: str, values: Iterable[UUID], order: str
) -> dict[UUID, list[Row]]:
    column: Any = getattr(kind, key)
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in await session.scalars(
        select(kind).where(column.in_(list(values))).order_by(getattr(kind, order))
    ):
        found[getattr(row, key)].append(row)
    return found


def clearance_facts(held: models.Clearance) -> rules.Clearance:
    return rules.Clearance(
        level=held.level,
        granted_on=held.granted_on,
        expires_on=held.expires_on,
        scope=held.scope,
        reference=held.reference,
        revoked_on=held.revoked_on,
        is_confirmed=held.confirmed_at is not None,
        is_decided_here=held.case_id is not None,
    )


def training_facts(record: models.Training) -> rules.Training:
    return rules.Training(
        type=record.type,
        status=record.status,
        completed_on=record.completed_on,
        expires_on=record.expires_on,
        booked_on=record.booked_on,
        exempted_on=record.exempted_on,
    )
