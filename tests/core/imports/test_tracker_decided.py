"""No list decides: what security recorded, or is about to, stays. Everybody in it is fictional."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from core.imports.actions import Action
from core.imports.models import ImportRow
from core.jobs.runner import Outcome
from plugins.vetting.enums import VettingStage
from plugins.vetting.imports import TRACKER_IMPORTER
from plugins.vetting.rules.taking_over import OUT_OF_A_LISTS_REACH
from tests.core.imports.conftest import Desk
from tests.core.imports.test_tracker_importing import CHECKED, PARTNERS, bring_in, tracker

S = VettingStage
SAID = {
    "submitted": CHECKED.replace("with SSCL", "submitted"),
    "in checks": CHECKED,
    "lived experience": CHECKED.replace("with SSCL", "LEAP"),
    "cleared": CHECKED.replace("with SSCL;;", "Cleared 2/11/26;2031-11-02;"),
    "refused": CHECKED.replace("with SSCL", "refused"),
    "withdrawn": CHECKED.replace("with SSCL", "withdrawn"),
}
STANDING = (
    "SELECT stage, stage_since, is_leap, decided_by, decided_on, required_levels, submitted_on"
    " FROM vetting_case"
)
TRAIL = "SELECT position, stage FROM vetting_stage_event ORDER BY position"
CLEARANCES = "SELECT level, granted_on, expires_on FROM vetting_clearance"


async def stand_at(desk: Desk, stage: VettingStage, *, decided: bool = False) -> None:
    """Put the one case at a stage, as if it had been opened here: no list was imported before."""
    await desk.bring_in(PARTNERS)
    await bring_in(desk, tracker(CHECKED))
    await desk.change(f"UPDATE vetting_case SET stage = '{stage}'")  # noqa: S608 -- a stage's code
    if decided:
        await desk.change("UPDATE vetting_case SET decided_by = uuidv7(), decided_on = '2026-10-01'")
    await desk.change("UPDATE import_match SET seen = '{}' WHERE importer LIKE 'vetting%'")


async def import_again(desk: Desk, line: str) -> tuple[UUID, list[ImportRow]]:
    plan_id = await desk.plan(tracker(line), importer=TRACKER_IMPORTER)
    rows = list(await desk.rows(plan_id))
    assert await desk.commit(plan_id, importer=TRACKER_IMPORTER) is Outcome.DONE
    return plan_id, rows


async def standing(desk: Desk) -> list[Sequence[object]]:
    return [*await desk.query(STANDING), *await desk.query(TRAIL), *await desk.query(CLEARANCES)]


def as_told(rows: list[ImportRow]) -> list[tuple[Any, ...]]:
    return [(row.action, row.problems, row.differences) for row in rows]


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("stage", [S.APPROVED, S.APPROVED_CONDITIONS, S.REFUSED, S.ACTIVE, S.EXPIRED])
async def test_list_does_not_move_what_was_decided_here(desk: Desk, stage: VettingStage, said: str) -> None:
    await stand_at(desk, stage, decided=True)
    before = await standing(desk)

    _plan, rows = await import_again(desk, SAID[said])

    assert await standing(desk) == before
    assert await desk.query("SELECT count(*) FROM vetting_case") == [(1,)]
    further = stage in {S.APPROVED, S.APPROVED_CONDITIONS, S.ACTIVE, S.EXPIRED} and said == "cleared"
    kinds = {problem["kind"] for row in rows for problem in row.problems}
    same = said == stage.lower()
    assert ("decided_here" in kinds) or same or further


@pytest.mark.parametrize("stage", sorted(OUT_OF_A_LISTS_REACH - {S.PURGED}))
@pytest.mark.parametrize("said", ["cleared", "in checks"])
async def test_list_does_not_bring_back_who_was_sent_away_here(
    desk: Desk, stage: VettingStage, said: str
) -> None:
    await stand_at(desk, stage)
    before = await standing(desk)
    await import_again(desk, SAID[said])
    assert await standing(desk) == before


@pytest.mark.parametrize("stage", [S.REFUSED, S.REVOKED, S.SUSPENDED])
async def test_refused_person_is_not_cleared_by_a_row_of_another_level(
    desk: Desk, stage: VettingStage
) -> None:
    await stand_at(desk, stage, decided=True)
    before = await standing(desk)

    _plan, rows = await import_again(desk, SAID["cleared"].replace("EL2 + CTC", "EL1"))

    assert [row.action for row in rows] != [Action.CREATE]
    assert await standing(desk) == before


@pytest.mark.parametrize("said", SAID)
async def test_wait_for_a_decision_is_told_alike_with_and_without_an_assessment(
    desk: Desk, said: str
) -> None:
    await stand_at(desk, S.DECISION_PENDING)
    before = await standing(desk)
    _plan, rows = await import_again(desk, SAID[said])
    assert await standing(desk) == before
    plain = as_told(rows)

    for stage in (S.LEAP_RISK_ASSESSMENT, S.GOVERNOR_DECISION):
        await desk.change(f"UPDATE vetting_case SET stage = '{stage}', is_leap = true")  # noqa: S608
        await desk.change("UPDATE import_match SET seen = '{}' WHERE importer LIKE 'vetting%'")
        before = await standing(desk)
        _plan, rows = await import_again(desk, SAID[said])
        assert as_told(rows) == plain
        assert await standing(desk) == before


async def test_comparison_does_not_name_an_assessment(desk: Desk) -> None:
    await stand_at(desk, S.IN_CHECKS)
    _plan, rows = await import_again(desk, SAID["lived experience"])
    (difference,) = [found for row in rows for found in row.differences if found["label"] == "Stage"]
    assert difference["new"] == "Waiting for a decision"
    assert await desk.query("SELECT stage, is_leap FROM vetting_case") == [("LEAP_RISK_ASSESSMENT", True)]


async def test_what_a_list_said_before_it_may_still_say_otherwise(desk: Desk) -> None:
    """The control: a case that nobody decided here follows the list."""
    await stand_at(desk, S.IN_CHECKS)
    await import_again(desk, SAID["cleared"])
    assert [row[:2] for row in await desk.query(STANDING)] == [("APPROVED", date(2026, 11, 2))]
    assert len(await desk.query(CLEARANCES)) == 2
