"""What everybody reads of “cleared” and “expired” before the night's work is done: the dates decide."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.sdk import today
from plugins.vetting import models, queries, rules, services
from plugins.vetting.enums import ClearanceScope as Scope
from plugins.vetting.enums import Turn, VettingLevel, VettingStage
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
  vettingCases(first: 100, filter: $where, order: [{ field: turnOrder }]) {
    totalCount
    nodes { id stage stageToday stageSince stageTodaySince turn turnOrder isOpen }
  }
}"""
ENDS = (None, -400, -1, 0, 1, 29, 179, 180, 181, 900)
NAMED = 0.3
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
    return Clearance(
        level=chance.choice(HELD),
        granted_on=granted,
        expires_on=end,
        revoked_on=revoked,
    )


async def test_trap_a_clearance_for_other_prisons_does_not_hide_that_the_one_for_here_runs_out(
    desk: Desk, engine: Any
) -> None:
    """TRAP: the list says cleared for years, nobody is reminded, and the gate says no on the day."""
    stages = {}
    for surname, ends in (("Ashdown", -1), ("Fennimore", 20), ("Quill", 900)):
        here = Clearance(level=L.HMPPS_EL2, granted_on=SINCE, expires_on=today() + ends * DAY)
        person = await desk.another(surname)
        case = await desk.taken_over(S.ACTIVE, person, since=SINCE, clearances=[here])
        async with desk.database.write(desk.security) as session:
            await services.record_clearance(
                session,
                desk.security,
                person.id,
                level=L.HMPPS_EL2,
                granted_on=SINCE,
                expires_on=today() + 900 * DAY,
                reference="SSCL-2026-0042",
                scope=Scope.NAMED_PRISONS,
            )
        stages[str(case.id)] = {-1: "EXPIRED", 20: "RENEWAL_DUE", 900: "ACTIVE"}[ends]
    assert await asked(engine, desk) == stages


async def asked(engine: Any, desk: Desk, **where: Any) -> dict[str, str]:
    """Return the ids of the cases asked for, and where each stands today."""
    return {row["id"]: row["stageToday"] for row in await rows_asked(engine, desk, **where)}


async def rows_asked(engine: Any, desk: Desk, **where: Any) -> list[dict[str, Any]]:
    result = await engine.execute(desk.coordinator, LIST, {"where": where})
    assert result.errors == []
    rows: list[dict[str, Any]] = result.data["vettingCases"]["nodes"]
    assert result.data["vettingCases"]["totalCount"] == len(rows)
    return rows


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
    async with desk.database.write(desk.coordinator) as session:
        for row in await session.scalars(select(models.Clearance).order_by(models.Clearance.id)):
            if chance.random() < NAMED:  # recorded beside a case, and good for prisons nobody named
                row.case_id, row.scope = None, Scope.NAMED_PRISONS
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
    await turns_follow(engine, desk, recorded)


async def turns_follow(engine: Any, desk: Desk, recorded: dict[str, str]) -> None:
    """TRAP: between two nights a renewal is due, and whose turn it is says nobody's: no list shows it."""
    rows = await rows_asked(engine, desk)
    moved = [row for row in rows if row["stageToday"] != recorded[row["id"]]]
    assert {row["turn"] for row in moved if row["stageToday"] == "RENEWAL_DUE"} == {"COORDINATOR"}
    assert {row["turn"] for row in moved if row["stageToday"] == "EXPIRED"} == {"NOBODY"}
    assert {row["stageTodaySince"] for row in moved} == {today().isoformat()}
    assert not any(row["isOpen"] for row in moved)
    stayed = [row for row in rows if row not in moved]
    assert all(row["stageTodaySince"] == row["stageSince"] for row in stayed)
    assert [row["turnOrder"] for row in rows] == sorted(row["turnOrder"] for row in rows)
    assert all(row["turnOrder"] == models.TURN_PLACES[Turn(row["turn"])] for row in rows)
    for turn in ("COORDINATOR", "NOBODY"):
        found = {row["id"] for row in await rows_asked(engine, desk, turn={"eq": turn})}
        assert found == {row["id"] for row in rows if row["turn"] == turn}
    for is_open in (True, False):
        found = {row["id"] for row in await rows_asked(engine, desk, isOpen={"eq": is_open})}
        assert found == {row["id"] for row in rows if row["isOpen"] is is_open}


async def test_a_report_counts_nobody_as_coming_in_whose_clearance_has_run_out(desk: Desk) -> None:
    for surname, ends in (("Ashdown", -1), ("Fennimore", 0), ("Quill", 400)):
        held = Clearance(level=L.HMPPS_EL2, granted_on=SINCE, expires_on=today() + ends * DAY)
        await desk.taken_over(S.ACTIVE, await desk.another(surname), since=SINCE, clearances=[held])
    async with desk.database.read(desk.coordinator) as session:
        position = position_on(await case_lines(session, NATIONAL), today(), POLICY)
    assert (position.coming_in, position.to_close) == (2, 1)
    assert [ending.line.person for ending in position.endings] == ["Robin Fennimore"]
