"""That a hold keeps somebody's rows is said to those who may know it, and to nobody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from core.sdk import RETENTION_READ, today, uuid7
from plugins.vetting.enums import VettingStage
from plugins.vetting.pages.words import ON_HOLD, standing_tags
from plugins.vetting.tests.desk import Desk

HELD = "{ vettingCases(first: 10) { nodes { id isOnHold } } people(first: 10) { nodes { id isOnHold } } }"
PLACE = text(
    "INSERT INTO retention_hold (id, person_id, record_id, reason, reference, placed_by, review_on)"
    " VALUES (:id, :person, :record, 'LEGAL_CLAIM', 'DP/2026/7', :by, :day)"
)


async def hold(desk: Desk, person_id: UUID, record_id: UUID | None = None) -> None:
    keeper = desk.records
    given = {"id": uuid7(), "person": person_id, "record": record_id, "by": keeper.account_id, "day": today()}
    async with desk.database.write(keeper) as session:
        await session.execute(PLACE, given)


async def said(desk: Desk, engine: Any) -> tuple[set[str], set[str]]:
    """Return whose case and which person's own row are said to be kept."""
    result = await engine.execute(desk.coordinator, HELD)
    assert result.errors == []
    nodes = {root: found["nodes"] for root, found in result.data.items()}
    cases, people = ({row["id"] for row in rows if row["isOnHold"]} for rows in nodes.values())
    return cases, people


async def test_a_hold_of_a_person_keeps_each_of_their_cases_and_one_of_a_case_that_case_alone(
    desk: Desk, other_desk: Desk, engine: Any
) -> None:
    people = [await desk.another(name) for name in ("Ashdown", "Fennimore", "Quill")]
    cases = [await desk.taken_over(VettingStage.CLOSED, person) for person in people]
    beside = await desk.taken_over(VettingStage.CLOSED, people[1])
    stranger = await other_desk.another("Ashdown")
    await other_desk.taken_over(VettingStage.CLOSED, stranger)
    assert await said(desk, engine) == (set(), set())
    await hold(desk, people[0].id)
    await hold(desk, people[1].id, beside.id)
    assert await said(desk, engine) == (
        {str(cases[0].id), str(beside.id)},
        {str(people[0].id), str(people[1].id)},
    )
    assert await said(other_desk, engine) == (set(), set())
    async with desk.database.write(desk.records) as session:
        await session.execute(text("UPDATE retention_hold SET lifted_at = now(), lifted_by = placed_by"))
    assert await said(desk, engine) == (set(), set())


async def test_trap_nobody_outside_learns_that_records_are_kept_for_an_investigation(
    desk: Desk, engine: Any
) -> None:
    person = await desk.another("Ashdown")
    await desk.taken_over(VettingStage.CLOSED, person)
    await hold(desk, person.id)
    for by in (desk.partner_lead(desk.partner.id), desk.volunteer(person.id), desk.governor):
        assert not by.may(RETENTION_READ)
        for root in ("vettingCases", "people"):
            refused = await engine.execute(by, f"{{ {root} {{ nodes {{ isOnHold }} }} }}")
            assert [error["extensions"]["code"] for error in refused.errors] == ["FORBIDDEN"]
    async with desk.database.read(desk.partner_lead(desk.partner.id)) as session:
        assert await session.scalar(text("SELECT count(*) FROM retention_hold")) == 0


@pytest.mark.parametrize("held", [True, False, None])
def test_a_list_shows_it_beside_the_stage(held: bool | None) -> None:  # noqa: FBT001 -- None: it was not asked
    row = {"stageToday": "CLOSED", "isUnconfirmed": False} | ({} if held is None else {"isOnHold": held})
    shown = standing_tags(row)
    assert (ON_HOLD in [cell.text for cell in getattr(shown, "cells", ())]) is bool(held)
