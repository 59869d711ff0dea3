"""What is left of a case after its time: that there was one, who deleted it, when and by which rule."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.sdk import Conflict, InvalidInput, Viewer, today
from plugins.vetting import models, services
from plugins.vetting.enums import DecisionSource, Pathway, Verb, VettingLevel, VettingStage
from plugins.vetting.tests.desk import TO_THE_TEAM, Desk

S, V = VettingStage, Verb
DAY = timedelta(days=1)
LONG_AGO = today() - 400 * DAY
CLOSED_ON = today() - 200 * DAY
SECRETS = ("LEAP", "leap", "GOVERNOR", "REFUSED", "GOV-2026-0042", "Mentor on B wing", "start_leap")
TRAIL = """
SELECT operation, table_name, row_id, account_id, before, after FROM audit_entry
WHERE table_name IN ('vetting_case', 'vetting_stage_event', 'vetting_chase') ORDER BY id
"""


async def closed_after_an_assessment(desk: Desk, surname: str, **closing: Any) -> models.Case:
    """Take a case through the lived-experience pathway to a refusal, and close it."""
    case = await desk.opened(await desk.another(surname), on=LONG_AGO, role_title="Mentor on B wing")
    for verb in TO_THE_TEAM[:2]:
        case = await desk.moved(case, verb, on=LONG_AGO)
    async with desk.database.write(desk.coordinator) as session:
        await services.chase_cases(session, desk.coordinator, [case.id], on=LONG_AGO)
    for verb in TO_THE_TEAM[2:]:
        case = await desk.moved(case, verb, on=LONG_AGO)
    case = await desk.moved(case, V.START_LEAP, desk.security, on=LONG_AGO)
    case = await desk.moved(case, V.SEND_TO_GOVERNOR, desk.security, on=LONG_AGO)
    case = await desk.moved(
        case,
        V.REFUSE,
        desk.governor,
        on=LONG_AGO,
        happened_on=LONG_AGO,
        level=VettingLevel.HMPPS_EL2,
        reference="GOV-2026-0042",
        source=DecisionSource.LEAP_PANEL,
    )
    return await desk.moved(case, V.CLOSE, **({"on": CLOSED_ON} | closing))


async def trail(desk: Desk, by: Viewer) -> list[Any]:
    async with desk.database.read(by) as session:
        return list(await session.execute(text(TRAIL)))


def held(rows: list[Any], row_ids: set[UUID]) -> str:
    """Return all that the trail holds of these rows, as text."""
    return json.dumps([[row.before, row.after] for row in rows if row.row_id in row_ids])


async def test_nothing_of_a_purged_case_is_left_but_that_it_was(desk: Desk, other_desk: Desk) -> None:
    case = await closed_after_an_assessment(desk, "Ashdown")
    beside = await closed_after_an_assessment(desk, "Fennimore")
    elsewhere = await closed_after_an_assessment(other_desk, "Quill")
    ids = {case.id, *(event.id for event in await desk.events(case))}
    ids |= {chase.id for chase in await desk.rows(models.Chase, models.Chase.case_id == case.id)}
    before = await trail(desk, desk.records)
    untouched = await trail(other_desk, other_desk.records)
    assert all(secret in held(before, ids) for secret in SECRETS), "the trail does hold what is to go"

    await desk.moved(case, V.PURGE, desk.records, on=today())

    (event,) = await desk.events(case)
    assert (event.position, event.stage, event.verb, event.happened_on, event.account_id) == (
        1,
        S.PURGED,
        V.PURGE,
        today(),
        desk.records.account_id,
    )
    assert await desk.rows(models.Chase, models.Chase.case_id == case.id) == []
    after = await trail(desk, desk.records)
    assert [secret for secret in SECRETS if secret in held(after, ids | {event.id})] == []
    # Who did something to the row and when stays; what it was is gone, but for the purge itself.
    kept = [(row.operation, row.table_name, row.row_id, row.account_id) for row in after]
    assert kept[: len(before)] == [(row[0], row[1], row[2], row[3]) for row in before]
    told = [row for row in after if row.row_id == case.id and row.after is not None]
    assert [(row.account_id, row.before, row.after) for row in told] == [
        (
            desk.records.account_id,
            None,
            {
                "stage": "PURGED",
                "closed_on": CLOSED_ON.isoformat(),
                "kept_months": 6,
                "policy": case.policy,
            },
        )
    ]
    # The cases beside it and elsewhere are as they were.
    assert len(await desk.events(beside)) == 12
    assert held(after, {beside.id}) == held(before, {beside.id})
    assert await trail(other_desk, other_desk.records) == untouched
    assert len(await other_desk.events(elsewhere)) == 12


async def test_the_row_is_a_tombstone(desk: Desk) -> None:
    case = await closed_after_an_assessment(desk, "Ashdown")
    await desk.moved(case, V.PURGE, desk.records, on=today())
    row = await desk.case(case)
    assert (row.stage, row.is_leap, row.pathway, row.role_title) == (S.PURGED, False, Pathway.STANDARD, None)
    assert (row.stage_since, row.required_levels) == (today(), [])
    emptied: tuple[object, ...] = (row.submitted_by, row.submitted_on, row.last_heard_on, row.last_chased_on)
    decided = (row.decided_on, row.decided_by, row.decider_role, row.decision_level, row.decision_reference)
    assert {*emptied, *decided, row.decision_source, row.appeal_route} == {None}


async def test_what_somebody_was_cleared_for_stays_for_its_own_time(desk: Desk) -> None:
    from_case = await desk.opened(await desk.another("Tansley"), on=LONG_AGO)
    for verb in TO_THE_TEAM:
        from_case = await desk.moved(from_case, verb, on=LONG_AGO)
    granted: dict[str, Any] = {"level": VettingLevel.HMPPS_EL2, "reference": "SSCL-2026-0042"}
    await desk.moved(from_case, V.APPROVE, desk.security, on=LONG_AGO, happened_on=LONG_AGO, **granted)
    await desk.moved(from_case, V.WITHDRAW, on=CLOSED_ON)
    await desk.moved(from_case, V.CLOSE, on=CLOSED_ON)
    await desk.moved(from_case, V.PURGE, desk.records, on=today())
    (held_still,) = await desk.rows(models.Clearance)
    assert (held_still.level, held_still.reference) == (VettingLevel.HMPPS_EL2, "SSCL-2026-0042")


async def test_a_purged_case_is_shown_to_nobody(desk: Desk, engine: Any) -> None:
    case = await closed_after_an_assessment(desk, "Ashdown")
    await desk.moved(case, V.PURGE, desk.records, on=today())
    asked = "query($id: ID!) { vettingCase(id: $id) { id } vettingCases { nodes { id } } }"
    for by in (desk.records, desk.coordinator, desk.security, desk.governor):
        result = await engine.execute(by, asked, {"id": str(case.id)})
        assert result.data == {"vettingCase": None, "vettingCases": {"nodes": []}}


@pytest.mark.parametrize("statement", ["stage = 'PURGED'", "stage = 'PURGED', is_leap = false"])
async def test_the_database_keeps_a_case_whatever_the_application_says(desk: Desk, statement: str) -> None:
    soon = await closed_after_an_assessment(desk, "Ashdown", on=today() - DAY)
    open_still = await desk.opened(await desk.another("Fennimore"), on=LONG_AGO)
    for case in (soon, open_still):
        with pytest.raises(Conflict, match="This prison keeps a closed case for longer"):
            async with desk.database.write(desk.records) as session:
                await session.execute(
                    text(f"UPDATE vetting_case SET {statement} WHERE id = :id"),  # noqa: S608 -- two texts of this test
                    {"id": case.id},
                )
    with pytest.raises(InvalidInput):
        await desk.moved(soon, V.PURGE, desk.records, on=today())
    assert len(await desk.events(soon)) == 12
    assert await desk.rows(models.Chase, models.Chase.case_id == soon.id) != []


async def test_the_application_can_take_nothing_out_of_history_by_itself(desk: Desk) -> None:
    case = await closed_after_an_assessment(desk, "Ashdown")
    for statement in (
        "DELETE FROM vetting_stage_event WHERE case_id = :id",
        "DELETE FROM vetting_chase WHERE case_id = :id",
        "UPDATE audit_entry SET after = NULL WHERE row_id = :id",
    ):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with desk.database.write(desk.records) as session:
                await session.execute(text(statement), {"id": case.id})
    assert len(await desk.events(case)) == 12
