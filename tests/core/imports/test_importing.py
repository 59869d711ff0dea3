"""From an uploaded list to rows, over a real database, a real runner and real files."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text

from core.errors import Conflict
from core.imports.actions import Action
from core.imports.queries import PlanState
from core.jobs.runner import Outcome
from core.partnership.services import add_partner
from tests.core.imports.conftest import Desk
from tests.core.imports.lists import CREATE, HEAD, PARTNERS, SKIP, TWO, UNCHANGED, UPDATE, changed, state_of


async def test_plan_writes_nothing_and_commit_writes_what_it_says(desk: Desk) -> None:
    plan_id = await desk.plan(TWO)
    assert await desk.actions(plan_id) == [CREATE, CREATE]
    assert await state_of(desk, plan_id) is PlanState.PLANNED
    assert await desk.query(PARTNERS) == []

    assert await desk.commit(plan_id) is Outcome.DONE
    assert await state_of(desk, plan_id) is PlanState.COMMITTED
    assert await desk.query(PARTNERS) == [
        ("Harbour Lights", "GRANT", "ok"),
        ("Lantern Table", "UNFUNDED", None),
    ]
    joined = (
        "SELECT o.identifier, c.name, c.email, c.purposes FROM partner p JOIN organisation o"
        " ON o.id = p.organisation_id JOIN partner_contact c ON c.partner_id = p.id"
    )
    assert await desk.query(joined) == [("GB-CHC-1912345", "Robin Ashdown", "robin@example.org", ["LEAD"])]


async def test_same_list_a_second_time_changes_nothing(desk: Desk) -> None:
    await desk.bring_in(TWO)
    before = await desk.query("SELECT count(*) FROM audit_entry WHERE table_name LIKE 'partner%'")
    second = await desk.plan(TWO)
    assert await desk.actions(second) == [UNCHANGED, UNCHANGED]
    assert await desk.planned_changes(second) == 0
    assert await desk.commit(second) is Outcome.DONE
    assert await desk.query("SELECT count(*) FROM audit_entry WHERE table_name LIKE 'partner%'") == before


async def test_change_in_the_list_is_shown_old_and_new(desk: Desk) -> None:
    await desk.bring_in(TWO)
    plan_id = await desk.plan(changed("unfunded,", "contract,new"))
    rows = await desk.rows(plan_id)
    assert [row.action for row in rows] == [UNCHANGED, UPDATE]
    assert rows[1].differences == [
        {"label": "Funding", "old": "Unfunded", "new": "Contract"},
        {"label": "Notes", "old": "(blank)", "new": "new"},
    ]
    assert await desk.commit(plan_id) is Outcome.DONE
    assert (await desk.query(PARTNERS))[1] == ("Lantern Table", "CONTRACT", "new")


async def test_cell_emptied_in_the_list_is_emptied_here_only_if_it_came_from_there(desk: Desk) -> None:
    await desk.bring_in(TWO)
    await desk.change("UPDATE partner SET note = 'typed here' WHERE name = 'Lantern Table'")
    plan_id = await desk.plan(changed(",grant,ok", ",grant,"))
    assert await desk.actions(plan_id) == [UPDATE, UNCHANGED]
    assert await desk.commit(plan_id) is Outcome.DONE
    assert [row[2] for row in await desk.query(PARTNERS)] == [None, "typed here"]


async def test_what_was_changed_here_since_is_kept_and_said(desk: Desk) -> None:
    await desk.bring_in(TWO)
    await desk.change("UPDATE partner SET note = 'typed here' WHERE name = 'Harbour Lights'")
    plan_id = await desk.plan(changed(",grant,ok", ",contract,from the list"))
    first = (await desk.rows(plan_id))[0]
    assert first.action is UPDATE
    assert [problem["kind"] for problem in first.problems] == ["changed_here"]
    assert await desk.commit(plan_id) is Outcome.DONE
    assert (await desk.query(PARTNERS))[0] == ("Harbour Lights", "CONTRACT", "typed here")


async def test_partner_known_by_name_is_filled_in_and_never_blanked(desk: Desk) -> None:
    async with desk.database.write(desk.viewer) as session:
        partner = await add_partner(session, desk.viewer, name="The Harbour Lights Ltd")
        partner.note = "typed here"
    plan_id = await desk.plan((HEAD + "Harbour lights,,,,grant,\n").encode())
    assert await desk.actions(plan_id) == [UPDATE]
    assert await desk.commit(plan_id) is Outcome.DONE
    assert await desk.query(PARTNERS) == [("Harbour lights", "GRANT", "typed here")]


async def test_rows_that_cannot_be_read_are_left_out_and_the_rest_comes_in(desk: Desk) -> None:
    plan_id = await desk.plan(TWO + b",1999999,Jo Carr,,grant,x\nHarbour Lights,,,,contract,\n")
    assert await desk.actions(plan_id) == [CREATE, CREATE, SKIP, Action.MERGE]
    rows = await desk.rows(plan_id)
    assert rows[2].label == ""
    assert rows[3].merged_into == 2
    assert await desk.commit(plan_id) is Outcome.DONE
    assert await desk.query(PARTNERS) == [
        ("Harbour Lights", "CONTRACT", "ok"),
        ("Lantern Table", "UNFUNDED", None),
    ]


async def test_plan_is_refused_when_a_row_it_changes_was_changed_since(desk: Desk) -> None:
    await desk.bring_in(TWO)
    plan_id = await desk.plan(changed("unfunded,", "contract,"))
    await desk.change("UPDATE partner SET funding_basis = 'GRANT' WHERE name = 'Lantern Table'")
    assert await desk.commit(plan_id) is Outcome.REFUSED
    assert "check the file again" in await desk.refusal(plan_id)
    assert (await desk.query(PARTNERS))[1][1] == "GRANT"
    assert await state_of(desk, plan_id) is PlanState.PLANNED


async def test_plan_waits_for_a_change_under_way_and_keeps_it(desk: Desk) -> None:
    """Looking first and writing then would put back what somebody has just written beside it."""
    await desk.bring_in(TWO)
    plan_id = await desk.plan(changed("unfunded,", "contract,"))
    async with desk.database.write(desk.viewer) as session:
        await session.execute(text("UPDATE partner SET note = 'said today'"))
        committing = asyncio.create_task(desk.commit(plan_id))
        await asyncio.sleep(0.5)
        assert not committing.done()

    assert await committing is Outcome.DONE
    assert await desk.query(PARTNERS) == [
        ("Harbour Lights", "GRANT", "said today"),
        ("Lantern Table", "CONTRACT", "said today"),
    ]


async def test_plan_is_refused_when_somebody_added_the_same_since(desk: Desk) -> None:
    plan_id = await desk.plan(TWO)
    async with desk.database.write(desk.viewer) as session:
        await add_partner(session, desk.viewer, name="HARBOUR LIGHTS")
    assert await desk.commit(plan_id) is Outcome.REFUSED
    assert [row[0] for row in await desk.query(PARTNERS)] == ["HARBOUR LIGHTS"]


async def test_plan_is_refused_when_the_same_list_was_brought_in_since(desk: Desk) -> None:
    first, second = await desk.plan(TWO), await desk.plan(TWO)
    assert await desk.commit(first) is Outcome.DONE
    assert await desk.commit(second) is Outcome.REFUSED
    assert len(await desk.query(PARTNERS)) == 2


async def test_plan_is_carried_out_once(desk: Desk) -> None:
    plan_id = await desk.bring_in(TWO)
    with pytest.raises(Conflict):
        await desk.commit(plan_id)
