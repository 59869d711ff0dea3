"""What everybody reads of “cleared” and “expired” before the night's work is done: the dates decide."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from core.sdk import today
from plugins.vetting import models, queries, rules
from plugins.vetting.enums import VettingLevel, VettingStage
from plugins.vetting.policy import NATIONAL
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.reports.position import position_on
from plugins.vetting.reports.queries import case_lines
from plugins.vetting.rules import RUNS_OUT, Clearance
from plugins.vetting.tests.desk import Desk

S, L = VettingStage, VettingLevel
DAY = timedelta(days=1)
SINCE = date(2021, 3, 1)
LIST = """query($where: VettingCaseFilter) {
  vettingCases(first: 100, filter: $where) { totalCount nodes { id stage stageToday } }
}"""
ENDS = (None, -400, -1, 0, 1, 29, 179, 180, 181, 900)
NEEDED = (
    (L.HMPPS_EL2,),
    (L.HMPPS_EL1,),
    (L.HMPPS_EL2, L.DBS_ENHANCED),
    (L.BPSS,),
    (L.ESCORTED_VISITOR, L.SC),
    (L.LEGACY_STANDARD,),
)
HELD = (L.HMPPS_EL2, L.HMPPS_EL1, L.DBS_ENHANCED, L.DBS_STANDARD, L.BPSS, L.SC, L.LEGACY_STANDARD_PLUS)


def some_clearance(chance: random.Random) -> Clearance:
    """Make a clearance of any worth: unknown dates, not yet in force, run out, revoked."""
    granted = chance.choice((None, SINCE, SINCE, today(), today() + DAY))
    ends = chance.choice(ENDS)
    end = None if ends is None else today() + ends * DAY
    if granted is not None and end is not None and end < granted:
        granted = SINCE
    revoked = chance.choice((None, None, None, today() - 3 * DAY, today()))
    return Clearance(level=chance.choice(HELD), granted_on=granted, expires_on=end, revoked_on=revoked)


async def asked(engine: Any, desk: Desk, **where: Any) -> dict[str, str]:
    """Return the ids of the cases asked for, and where each stands today."""
    result = await engine.execute(desk.coordinator, LIST, {"where": where})
    assert result.errors == []
    return {row["id"]: row["stageToday"] for row in result.data["vettingCases"]["nodes"]}


@pytest.mark.parametrize("seed", range(3))
async def test_sql_and_the_rules_agree_on_where_a_case_stands(desk: Desk, engine: Any, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- the same cases each time
    stages = [*sorted(RUNS_OUT), *[S.ACTIVE] * 6, S.SUSPENDED, S.IN_CHECKS, S.EXPIRED, S.CLOSED]
    for number in range(70):
        await desk.taken_over(
            chance.choice(stages),
            await desk.another(f"Person {number}"),
            since=SINCE,
            required_levels=chance.choice(NEEDED),
            clearances=[some_clearance(chance) for _ in range(chance.choice((0, 1, 1, 2, 3)))],
        )
    async with desk.database.read(desk.coordinator) as session:
        cases = await desk.rows(models.Case)
        facts = await queries.facts_of(session, cases)
    expected = {str(id): rules.caught_up(one, today(), POLICY).stage.value for id, one in facts.items()}
    recorded = {str(id): one.stage.value for id, one in facts.items()}

    assert await asked(engine, desk) == expected
    changed = {expected[id] for id in expected if expected[id] != recorded[id]}
    assert changed == {"EXPIRED", "RENEWAL_DUE"}
    for stage in ("EXPIRED", "RENEWAL_DUE", "ACTIVE", "APPROVED"):
        wanted = {id: stage for id, now in expected.items() if now == stage}
        assert await asked(engine, desk, stageToday={"in": [stage]}) == wanted


async def test_a_report_counts_nobody_as_coming_in_whose_clearance_has_run_out(desk: Desk) -> None:
    for surname, ends in (("Ashdown", -1), ("Fennimore", 0), ("Quill", 400)):
        held = Clearance(level=L.HMPPS_EL2, granted_on=SINCE, expires_on=today() + ends * DAY)
        await desk.taken_over(S.ACTIVE, await desk.another(surname), since=SINCE, clearances=[held])
    async with desk.database.read(desk.coordinator) as session:
        position = position_on(await case_lines(session, NATIONAL), today(), POLICY)
    assert (position.coming_in, position.to_close) == (2, 1)
    assert [ending.line.person for ending in position.endings] == ["Robin Fennimore"]
