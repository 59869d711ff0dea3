"""How long cases took, and what had been forecast of them: what the clock learns from."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plugins.vetting import models, rules
from plugins.vetting.enums import Pathway, VettingLevel, VettingStage
from plugins.vetting.rules.stage_times import Passage, passage_of
from plugins.vetting.rules.stages import DECIDED


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
