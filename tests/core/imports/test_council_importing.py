"""What importing a council's log does to what is here already. Everybody in it is fictional."""

from __future__ import annotations

from datetime import date

from core.imports.actions import Action
from core.jobs.runner import Outcome
from plugins.council.imports import LOG_IMPORTER
from tests.core.imports.conftest import Desk

HEAD = "Date,Theme,Proposal,Who by,Response,Agreed?,Done?\n"
KETTLES = "9/9/2025,Decency,Two kettles for each landing,Wing rep,Check the load,Part,{done}\n"
GYM = ",Health,Gym slots for over-50s,Health rep,,,\n"
CREATE, UPDATE, UNCHANGED = Action.CREATE, Action.UPDATE, Action.UNCHANGED
STEPS = (
    "SELECT s.status, s.happened_on FROM council_step s JOIN council_proposal p ON p.id = s.proposal_id"
    " WHERE p.idea LIKE 'Two kettles%' ORDER BY s.position"
)


def log(*, done: str = "in progress", more: str = "") -> bytes:
    return (HEAD + KETTLES.format(done=done) + GYM + more).encode()


async def bring_in(desk: Desk, content: bytes) -> list[Action]:
    plan_id = await desk.plan(content, importer=LOG_IMPORTER)
    actions = await desk.actions(plan_id)
    assert await desk.commit(plan_id, importer=LOG_IMPORTER) is Outcome.DONE
    return actions


async def test_longer_log_adds_the_steps_that_came_since_and_rewrites_none(desk: Desk) -> None:
    assert await bring_in(desk, log()) == [CREATE, CREATE]
    before = await desk.query(STEPS)

    later = log(done="Done 14/10/25", more="14/10/2025,Regime,Post before lunch,Regime rep,,,\n")
    assert await bring_in(desk, later) == [UPDATE, UNCHANGED, CREATE]
    assert await desk.query(STEPS) == [*before, ("IMPLEMENTED", date(2025, 10, 14))]
    assert await desk.query("SELECT number FROM council_proposal ORDER BY number") == [(1,), (2,), (3,)]
    assert await desk.query("SELECT name, quorum FROM council_council") == [("Prison council", None)]


async def test_proposal_that_was_worked_with_here_stays_as_it_is_here(desk: Desk) -> None:
    await bring_in(desk, log())
    await desk.change(
        "INSERT INTO council_step (id, proposal_id, position, status, happened_on, recorded_by)"
        " SELECT uuidv7(), proposal_id, 5, 'WITHDRAWN', '2025-11-01', recorded_by FROM council_step"
        " WHERE status = 'IN_PROGRESS'"
    )
    await desk.change(
        "UPDATE council_proposal SET status = 'WITHDRAWN', status_on = '2025-11-01'"
        " WHERE status = 'IN_PROGRESS'"
    )
    before = await desk.query(STEPS)

    plan_id = await desk.plan(log(done="Done 14/10/25"), importer=LOG_IMPORTER)
    (row, _gym) = await desk.rows(plan_id)
    assert row.action is UNCHANGED
    assert {problem["kind"] for problem in row.problems} == {"date_as_text", "changed_here"}
    assert await desk.commit(plan_id, importer=LOG_IMPORTER) is Outcome.DONE
    assert await desk.query(STEPS) == before


async def test_proposal_written_down_here_by_hand_is_known_again(desk: Desk) -> None:
    await bring_in(desk, log())
    await desk.change("DELETE FROM import_match")

    assert await bring_in(desk, log()) == [UNCHANGED, UNCHANGED]
    await desk.change("DELETE FROM import_match")
    plan_id = await desk.plan(log(done="no"), importer=LOG_IMPORTER)
    row = (await desk.rows(plan_id))[0]
    assert {problem["kind"] for problem in row.problems} == {"date_as_text", "history_stands"}
    assert await desk.query("SELECT count(*) FROM council_proposal") == [(2,)]
