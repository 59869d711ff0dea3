"""Reads the cases for reports as everybody may see them: nothing here tells of a lived-experience case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.sdk import Partner, Person
from plugins.vetting import models
from plugins.vetting.enums import Verb, VettingLevel, VettingStage
from plugins.vetting.policy import Policy, policy_of_version
from plugins.vetting.reports.position import CaseLine
from plugins.vetting.rules import CaseFacts, Clearance, StageEvent

FORGOTTEN = (VettingStage.CLOSED, VettingStage.PURGED)


async def case_lines(session: AsyncSession, policies: Sequence[Policy]) -> list[CaseLine]:
    """Return every case of the prison that is not closed, with its history and its person's clearances."""
    statement = (
        select(models.Case, Person.name, Partner.name)
        .join(Person, (Person.tenant_id == models.Case.tenant_id) & (Person.id == models.Case.person_id))
        .outerjoin(
            Partner, (Partner.tenant_id == models.Case.tenant_id) & (Partner.id == models.Case.partner_id)
        )
        .where(models.Case.stage.not_in(FORGOTTEN))
    )
    found = (await session.execute(statement)).all()
    histories = await _histories(session)
    clearances = await _clearances(session)
    forecasts = await _forecasts(session)
    return [
        CaseLine(
            facts=_facts(case, histories.get(case.id, ()), clearances.get(case.person_id, ())),
            policy=policy_of_version(policies, case.policy),
            person=person,
            organisation=organisation,
            forecast=forecasts.get(case.id),
            decided_here=case.decided_by is not None,
        )
        for case, person, organisation in found
    ]


def _facts(case: models.Case, history: Sequence[StageEvent], clearances: Iterable[Clearance]) -> CaseFacts:
    start = StageEvent(stage=VettingStage(case.shown_stage), on=case.stage_since)
    return CaseFacts(
        history=tuple(history) or (start,),
        pathway=case.pathway,
        required_levels=frozenset(VettingLevel(level) for level in case.required_levels),
        access_mode=case.access_mode,
        volunteer=case.volunteer,
        clearances=tuple(clearances),
    )


async def _histories(session: AsyncSession) -> dict[UUID, list[StageEvent]]:
    """Return the events of each case, the stages of an assessment folded into one wait for a decision."""
    event = models.StageEvent
    statement = (
        select(event.case_id, event.shown_stage, event.happened_on, event.shown_verb)
        .where(~event.is_folded)
        .order_by(event.case_id, event.position)
    )
    histories: dict[UUID, list[StageEvent]] = defaultdict(list)
    for case_id, stage, happened_on, verb in await session.execute(statement):
        found = StageEvent(stage=VettingStage(stage), on=happened_on, verb=Verb(verb) if verb else None)
        histories[case_id].append(found)
    return histories


async def _forecasts(session: AsyncSession) -> dict[UUID, tuple[date, date]]:
    """Return what was forecast of each case since it was last sent: the range that its page shows, too."""
    given, case = models.Forecast, models.Case
    statement = (
        select(given.case_id, given.earliest, given.latest)
        .join(case, (case.tenant_id == given.tenant_id) & (case.id == given.case_id))
        .where(given.given_on >= case.submitted_on)
        .order_by(given.given_on, given.id)
    )
    return {row.case_id: (row.earliest, row.latest) for row in await session.execute(statement)}


async def _clearances(session: AsyncSession) -> dict[UUID, list[Clearance]]:
    held = models.Clearance
    confirmed = held.confirmed_at.is_not(None)
    statement = select(
        held.person_id, held.level, held.granted_on, held.expires_on, held.scope, held.revoked_on, confirmed
    )
    by_person: dict[UUID, list[Clearance]] = defaultdict(list)
    for person_id, level, granted, expires, scope, revoked, is_confirmed in await session.execute(statement):
        by_person[person_id].append(
            Clearance(
                level=level,
                granted_on=granted,
                expires_on=expires,
                scope=scope,
                revoked_on=revoked,
                is_confirmed=is_confirmed,
            )
        )
    return by_person
