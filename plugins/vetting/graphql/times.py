"""How long things take here, when a case is likely to be decided, and how wrong that was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import strawberry
from strawberry import ID, Info

from core.sdk import Context, as_uuid, readers_of, today
from plugins.vetting import queries, rules
from plugins.vetting.enums import Turn, VettingLevel, VettingStage
from plugins.vetting.enums.forecast import ForecastBasis
from plugins.vetting.graphql.renewals import VettingLeadTime, lead_time_node
from plugins.vetting.permissions import CASE_READ, CASE_READERS, REPORT
from plugins.vetting.policy import Policy, policy_of_version
from plugins.vetting.rules.forecast import compare, forecast, lead_time, record_of
from plugins.vetting.rules.stage_times import Passage, Usual, by_stage, by_turn, days_in_phase

MOST_FORECASTS = 40
strawberry.enum(ForecastBasis, name="VettingForecastBasis")


@strawberry.type
class VettingUsual:
    """Working days: a fifth of the cases took less than `low`, a fifth longer than `high`."""

    count: int
    low: int
    middle: int
    high: int


@strawberry.type
class VettingStageTime:
    levels: list[VettingLevel]
    stage: VettingStage
    usual: VettingUsual


@strawberry.type
class VettingTurnTime:
    turn: Turn
    days: int
    """Working days over all finished cases."""


@strawberry.type
class VettingForecastRecord:
    """How wrong the latest forecasts were: how many held, and by how much the others typically missed."""

    count: int
    inside: int
    miss: int


@strawberry.type
class VettingTimes:
    cases: int
    stages: list[VettingStageTime]
    turns: list[VettingTurnTime]
    lead: VettingUsual | None
    """From the beginning of a case to its decision; null with too few finished."""
    lead_times: list[VettingLeadTime]
    """What the start of a renewal goes by, as measured last; empty with too few finished."""
    reminder_days: int
    """Calendar days before its end at which the policy starts a renewal where nothing is measured."""
    last_reminder_days: int
    """Calendar days before its end at which a renewal starts at the latest."""
    record: VettingForecastRecord


@strawberry.type
class VettingCaseForecast:
    earliest: date | None
    latest: date | None
    basis: ForecastBasis | None
    sample: int
    days: int
    """Working days in the present phase so far, open queries left out."""
    usual: VettingUsual | None


def _usual(known: Usual | None) -> VettingUsual | None:
    if known is None:
        return None
    return VettingUsual(count=known.count, low=known.low, middle=known.middle, high=known.high)


async def _times(info: Info[Context, None]) -> VettingTimes:
    viewer = info.context.viewer
    viewer.require(REPORT)
    async with info.context.database.read(viewer) as session:
        passages = await queries.finished_passages(session)
        policy = await queries.policy_on(session, today())
        record = record_of(await queries.forecasts_that_came(session, MOST_FORECASTS))
    stages = sorted(by_stage(passages).items(), key=_place)
    return VettingTimes(
        cases=len(passages),
        stages=[
            VettingStageTime(levels=sorted(levels), stage=stage, usual=shown)
            for (levels, stage), known in stages
            if (shown := _usual(known)) is not None
        ],
        turns=[VettingTurnTime(turn=turn, days=days) for turn, days in by_turn(passages).items()],
        lead=_usual(lead_time(passages)),
        lead_times=[lead_time_node(one) for one in policy.lead_times],
        reminder_days=policy.renewal_reminder_days[0],
        last_reminder_days=policy.renewal_reminder_days[-1],
        record=VettingForecastRecord(count=record.count, inside=record.inside, miss=record.miss),
    )


def _place(item: tuple[tuple[frozenset[VettingLevel], VettingStage], Usual]) -> tuple[list[str], int]:
    (levels, stage), _known = item
    return sorted(levels), list(VettingStage).index(stage)


async def _case_forecast(info: Info[Context, None], case_id: ID) -> VettingCaseForecast | None:
    viewer = info.context.viewer
    viewer.require(CASE_READ)
    if viewer.partner_id is not None:
        # Their own few cases would say something else than the prison's, and of others they are told nothing.
        return None
    async with info.context.database.read(viewer) as session:
        case = await queries.case_by_id(session, as_uuid(case_id))
        facts = (await queries.facts_of(session, [case]))[case.id]
        policy = policy_of_version(await queries.policies_of(session), case.policy)
        passages = await queries.finished_passages(session)
    return case_forecast(facts, policy, passages, today())


def case_forecast(
    facts: rules.CaseFacts, policy: Policy, passages: Sequence[Passage], on: date
) -> VettingCaseForecast | None:
    """Ask the rules when a case is likely to be decided; None where nothing is to be said."""
    found = forecast(facts, passages, on, policy)
    if rules.shown_history(facts.history)[-1].stage not in rules.OPEN:
        return None
    comparison = compare(facts, passages)
    return VettingCaseForecast(
        earliest=found.earliest if found else None,
        latest=found.latest if found else None,
        basis=found.basis if found else None,
        sample=found.sample if found else 0,
        days=days_in_phase(facts, on),
        usual=_usual(comparison.usual if comparison else None),
    )


@strawberry.type
class VettingCaseReader:
    name: str
    times: int
    last_on: date


async def _readers(info: Info[Context, None], case_id: ID) -> list[VettingCaseReader]:
    viewer = info.context.viewer
    viewer.require(CASE_READERS)
    async with info.context.database.read(viewer) as session:
        case = await queries.case_by_id(session, as_uuid(case_id))
        found = await readers_of(session, "VettingCase", case.id)
    return [VettingCaseReader(name=one.name, times=one.times, last_on=one.last_on) for one in found]


read_readers: Any = strawberry.field(
    resolver=_readers, description="Who has looked at a case, the last first."
)
read_times: Any = strawberry.field(
    resolver=_times, description="How long things take in this prison, and how well that foretells."
)
read_forecast: Any = strawberry.field(
    resolver=_case_forecast, description="When a case is likely to be decided; null once it is."
)
