"""Who comes in without security's word: a list's filter says the same as a plain look at each case."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from core.sdk import today
from plugins.vetting import models, queries
from plugins.vetting.enums import VettingStage
from plugins.vetting.policy import POLICY_2026_04 as POLICY
from plugins.vetting.rules import CALLED_CLEARED, CaseFacts
from plugins.vetting.tests.desk import Desk
from plugins.vetting.tests.test_standing import NEEDED, SINCE, some_clearance

S = VettingStage
LIST = """query($is: Boolean!) {
  vettingCases(first: 100, filter: {isUnconfirmed: {eq: $is}}) { nodes { id isUnconfirmed } }
}"""
ONE = "query($id: ID!) { vettingCase(id: $id) { isUnconfirmed } }"


def is_by_list(case: CaseFacts) -> bool:
    """Say whether a case lets somebody in without a confirmed clearance in date for each level it needs."""
    stand = {
        held.level
        for held in case.clearances
        if held.is_confirmed
        and held.revoked_on is None
        and (held.granted_on is None or held.granted_on <= today())
        and (held.expires_on is None or held.expires_on >= today())
    }
    needed = case.required_levels
    said = bool(needed) and all(stand & POLICY.standing_for(level) for level in needed)
    return case.stage in CALLED_CLEARED and not said


@pytest.mark.parametrize("seed", range(3))
async def test_sql_says_of_every_case_what_a_plain_look_says(desk: Desk, engine: Any, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- the same cases each time
    for number in range(80):
        await desk.taken_over(
            chance.choice((*sorted(CALLED_CLEARED), S.IN_CHECKS)),
            await desk.another(f"Person {number}"),
            since=SINCE,
            required_levels=chance.choice((*NEEDED, ())),
            clearances=[
                replace(some_clearance(chance), is_confirmed=chance.choice((True, True, False)))
                for _ in range(chance.choice((0, 1, 1, 2, 3)))
            ],
        )
    async with desk.database.read(desk.coordinator) as session:
        facts = await queries.facts_of(session, await desk.rows(models.Case))

    for wanted in (True, False):
        expected = {str(id): wanted for id, case in facts.items() if is_by_list(case) is wanted}
        result = await engine.execute(desk.coordinator, LIST, {"is": wanted})
        nodes = result.data["vettingCases"]["nodes"]
        assert {node["id"]: node["isUnconfirmed"] for node in nodes} == expected
        assert len(expected) > 10
    for id in chance.sample(sorted(facts), 5):
        alone = await engine.execute(desk.coordinator, ONE, {"id": str(id)})
        assert alone.data == {"vettingCase": {"isUnconfirmed": is_by_list(facts[id])}}
