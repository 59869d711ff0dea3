"""An import is undone whole, within a week, and only while nobody has worked with what it brought."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from core import clock
from core.errors import Conflict
from core.imports.models import ImportPlan
from core.imports.queries import PlanState
from core.jobs.runner import Outcome
from tests.core.imports.conftest import Desk
from tests.core.imports.lists import PARTNERS, TWO, UNCHANGED, changed, state_of


async def test_import_is_undone_whole(desk: Desk) -> None:
    await desk.bring_in(TWO)
    plan_id = await desk.bring_in(changed("unfunded,", "contract,new") + b"Third,,Jo Carr,,,\n")
    assert len(await desk.query(PARTNERS)) == 3
    assert await desk.undo(plan_id) is Outcome.DONE
    assert await state_of(desk, plan_id) is PlanState.UNDONE
    assert await desk.query(PARTNERS) == [
        ("Harbour Lights", "GRANT", "ok"),
        ("Lantern Table", "UNFUNDED", None),
    ]
    assert await desk.query("SELECT count(*) FROM partner_contact WHERE name = 'Jo Carr'") == [(0,)]
    again = await desk.plan(TWO)
    assert await desk.actions(again) == [UNCHANGED, UNCHANGED]
    with pytest.raises(Conflict, match="undone already"):
        await desk.undo(plan_id)


ADD_PERSON = (
    "INSERT INTO person (id, partner_id, first_name, surname, name_key, status)"
    " SELECT uuidv7(), id, 'Jo', 'Carr', 'jocarr', 'CURRENT' FROM partner WHERE name = 'Lantern Table'"
)


@pytest.mark.parametrize(
    "touch",
    [
        "UPDATE partner SET note = 'worked with' WHERE name = 'Lantern Table'",
        "DELETE FROM partner_contact WHERE name = 'Kit Birch'",
        ADD_PERSON,
    ],
)
async def test_import_that_was_worked_with_is_not_undone(desk: Desk, touch: str) -> None:
    plan_id = await desk.bring_in(TWO)
    await desk.change(touch)
    assert await desk.undo(plan_id) is Outcome.REFUSED
    assert "can no longer be undone" in await desk.refusal(plan_id)
    assert len(await desk.query(PARTNERS)) == 2
    assert await state_of(desk, plan_id) is PlanState.COMMITTED


async def test_import_on_which_a_later_one_builds_is_not_undone(desk: Desk) -> None:
    plan_id = await desk.bring_in(TWO)
    await desk.bring_in(changed("unfunded,", "contract,"))
    assert await desk.undo(plan_id) is Outcome.REFUSED


async def test_import_is_not_undone_after_a_week(desk: Desk) -> None:
    plan_id = await desk.bring_in(TWO)
    async with desk.database.write(desk.viewer) as session:
        past = update(ImportPlan).where(ImportPlan.id == plan_id)
        await session.execute(past.values(undo_until=clock.now() - timedelta(seconds=1)))
    with pytest.raises(Conflict, match="for 7 days"):
        await desk.undo(plan_id)
