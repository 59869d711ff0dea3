"""Rows that services, jobs and reports of vetting need. What the API reads is declared in `graphql/`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ScalarSelect, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.sdk import AccountId, NotFound, Person, calendar_now, translate
from plugins.vetting import models, rules
from plugins.vetting.enums import Pathway, TrainingStatus, TrainingType, VettingLevel, VettingStage
from plugins.vetting.queries.evidence import document_facts, shown_for
from plugins.vetting.queries.keeping import kept_until
from plugins.vetting.queries.policies import (
    every_policy,
    lead_time_from,
    lead_times_of,
    next_policy_number,
    own_policies,
    policies_of,
    policy_from,
    policy_on,
    policy_to_change,
)
from plugins.vetting.rules.stage_times import Passage, passage_of
from plugins.vetting.rules.stages import DECIDED

__all__ = [
    "case_by_id",
    "case_facts",
    "case_to_change",
    "cases_beside",
    "cases_of_person",
    "cases_that_may_be_due",
    "cases_to_change",
    "clearance_by_id",
    "clearance_facts",
    "document_by_id",
    "document_facts",
    "event_facts",
    "every_policy",
    "facts_from",
    "facts_of",
    "finished_passages",
    "forecasts_that_came",
    "is_volunteer",
    "lead_time_from",
    "lead_times_of",
    "next_policy_number",
    "next_position",
    "own_policies",
    "person_by_id",
    "person_names",
    "policies_of",
    "policy_from",
    "policy_on",
    "policy_to_change",
    "reference_by_id",
    "reference_to_change",
    "references_of_case",
    "revoke_clearances",
    "shown_for",
    "training_facts",
    "unfinished_training",
    "whole_facts",
]
Row = TypeVar("Row", models.StageEvent, models.Clearance, models.Training)


async def case_by_id(session: AsyncSession, case_id: UUID) -> models.Case:
    """Return the case, or say that this viewer's prison has none of that id."""
    found = await session.scalar(select(models.Case).where(models.Case.id == case_id))
    if found is None:
        raise NotFound(translate("That case is not in this prison."), "caseId")
    return found


async def cases_to_change(session: AsyncSession, case_ids: Iterable[UUID]) -> list[models.Case]:
    """Lock the cases until the end of the transaction, always in one order; unknown ids are left out."""
    wanted = (
        select(models.Case)
        .where(models.Case.id.in_(list(case_ids)))
        .order_by(models.Case.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list((await session.scalars(wanted)).all())


async def case_to_change(session: AsyncSession, case_id: UUID) -> models.Case:
    """Lock one case, or say that this viewer's prison has none of that id."""
    found = await cases_to_change(session, [case_id])
    if not found:
        raise NotFound(translate("That case is not in this prison."), "caseId")
    return found[0]


async def cases_that_may_be_due(
    session: AsyncSession,
    stages: Iterable[VettingStage],
    ends_by: date,
    left_as_taken_over: timedelta,
) -> Sequence[UUID]:
    """Return the ids of the cases at these stages that some clearance's end may concern by that day.

    Left out are those that stand since less than so long as they were taken over from somebody's records.
    """
    held, event = models.Clearance, models.StageEvent
    ends = exists().where(
        held.tenant_id == models.Case.tenant_id,
        held.person_id == models.Case.person_id,
        or_(held.expires_on <= ends_by, held.revoked_on.is_not(None)),
    )
    taken_over = exists().where(
        event.tenant_id == models.Case.tenant_id,
        event.case_id == models.Case.id,
        event.verb.is_(None),
        event.stage.in_(list(stages)),
        event.created_at > calendar_now() - left_as_taken_over,
    )
    wanted = select(models.Case.id).where(models.Case.stage.in_(list(stages)), ends, ~taken_over)
    return (await session.scalars(wanted.order_by(models.Case.id))).all()


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


def next_position(case_id: UUID) -> ScalarSelect[int]:
    """Return the position after a case's last event: those before a decision go before the rest does."""
    last = select(func.coalesce(func.max(models.StageEvent.position), 0) + 1)
    return last.where(models.StageEvent.case_id == case_id).scalar_subquery()


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


async def document_by_id(session: AsyncSession, document_id: UUID) -> models.Document:
    """Return the document, or say that this prison has none of that id."""
    found = await session.scalar(select(models.Document).where(models.Document.id == document_id))
    if found is None:
        raise NotFound(translate("That document is not in this prison."), "documentId")
    return found


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


async def person_by_id(session: AsyncSession, person_id: UUID) -> Person:
    """Lock the person, or say that this prison has none of that id.

    Nothing else is written about their vetting meanwhile: pressing twice does not open two cases.
    """
    person = await session.scalar(select(Person).where(Person.id == person_id).with_for_update())
    if person is None:
        raise NotFound(translate("That person is not in this prison."), "personId")
    return person


async def person_names(session: AsyncSession, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of people, by id."""
    wanted = select(Person.id, Person.name).where(Person.id.in_(list(person_ids)))
    return {row.id: row.name for row in await session.execute(wanted)}


async def cases_beside(session: AsyncSession, person: Person) -> Sequence[models.Case]:
    """Return the person's cases for the organisation they are with now."""
    wanted = select(models.Case).where(
        models.Case.person_id == person.id,
        models.Case.partner_id.is_not_distinct_from(person.partner_id),
    )
    return (await session.scalars(wanted)).all()


async def cases_of_person(session: AsyncSession, person_id: UUID) -> Sequence[models.Case]:
    """Return all the person's cases here."""
    return (await session.scalars(select(models.Case).where(models.Case.person_id == person_id))).all()


async def clearance_by_id(session: AsyncSession, clearance_id: UUID) -> models.Clearance:
    """Lock the clearance, or say that this prison has none of that id."""
    wanted = select(models.Clearance).where(models.Clearance.id == clearance_id).with_for_update()
    found = await session.scalar(wanted)
    if found is None:
        raise NotFound(translate("That clearance is not in this prison."), "clearanceId")
    return found


async def is_volunteer(session: AsyncSession, person_id: UUID) -> bool:
    """Say whether the person is cleared as a volunteer: so unless every case of theirs says otherwise."""
    wanted = select(models.Case.volunteer).where(models.Case.person_id == person_id)
    known = (await session.scalars(wanted)).all()
    return any(known) or not known


async def unfinished_training(
    session: AsyncSession, person_id: UUID, type: TrainingType, course_id: UUID | None = None
) -> models.Training | None:
    """Return the row that waits for this training to be done, if there is one; of local ones, by course."""
    waiting = (TrainingStatus.REQUIRED, TrainingStatus.BOOKED)
    wanted = (
        select(models.Training)
        .where(
            models.Training.person_id == person_id,
            models.Training.type == type,
            models.Training.course_id.is_not_distinct_from(course_id),
            models.Training.status.in_(waiting),
        )
        .order_by(models.Training.id)
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found: models.Training | None = await session.scalar(wanted)
    return found


async def revoke_clearances(session: AsyncSession, person_id: UUID, on: date) -> None:
    """End every clearance the person holds here."""
    held = (models.Clearance.person_id == person_id, models.Clearance.revoked_on.is_(None))
    await session.execute(update(models.Clearance).where(*held).values(revoked_on=on))


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


async def references_of_case(session: AsyncSession, case_id: UUID) -> Sequence[models.Reference]:
    """Return who was asked for a reference for a case."""
    wanted = select(models.Reference).where(models.Reference.case_id == case_id)
    return (await session.scalars(wanted.order_by(models.Reference.id))).all()


async def reference_by_id(session: AsyncSession, reference_id: UUID) -> models.Reference:
    """Return the reference, or say that this viewer's prison has none of that id."""
    found = await session.scalar(select(models.Reference).where(models.Reference.id == reference_id))
    if found is None:
        raise NotFound(translate("That reference is not in this prison."), "referenceId")
    return found


async def reference_to_change(session: AsyncSession, reference_id: UUID) -> models.Reference:
    """Lock one reference, or say that this viewer's prison has none of that id."""
    wanted = select(models.Reference).where(models.Reference.id == reference_id).with_for_update()
    found = await session.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise NotFound(translate("That reference is not in this prison."), "referenceId")
    return found


async def finished_passages(session: AsyncSession) -> list[Passage]:
    """Return the ways of all cases that were decided here, as everybody may see them: one statement."""
    event, case, decided = models.StageEvent, models.Case, aliased(models.StageEvent)
    has_decision = exists().where(
        decided.tenant_id == case.tenant_id,
        decided.case_id == case.id,
        decided.shown_stage.in_(sorted(DECIDED)),
    )
    statement = (
        select(case.id, case.required_levels, case.pathway, event.shown_stage, event.happened_on)
        .join(event, (event.tenant_id == case.tenant_id) & (event.case_id == case.id))
        .where(~event.is_folded, case.stage != VettingStage.PURGED, has_decision)
        .order_by(case.id, event.position)
    )
    ways: dict[UUID, list[rules.StageEvent]] = defaultdict(list)
    cases: dict[UUID, tuple[frozenset[VettingLevel], Pathway]] = {}
    for case_id, levels, pathway, stage, on in await session.execute(statement):
        ways[case_id].append(rules.StageEvent(stage=VettingStage(stage), on=on))
        cases[case_id] = frozenset(VettingLevel(level) for level in levels), pathway
    facts = (
        rules.CaseFacts(history=tuple(way), required_levels=cases[case_id][0], pathway=cases[case_id][1])
        for case_id, way in ways.items()
    )
    return [passage for one in facts if (passage := passage_of(one)) is not None]


async def forecasts_that_came(session: AsyncSession, most: int) -> list[tuple[date, date, date]]:
    """Return the latest forecasts of which it is known what came: earliest, latest, came on."""
    given = models.Forecast
    wanted = (
        select(given.earliest, given.latest, given.came_on)
        .where(given.came_on.is_not(None))
        .order_by(given.came_on.desc(), given.id.desc())
        .limit(most)
    )
    return [(row.earliest, row.latest, row.came_on) for row in await session.execute(wanted)]
