"""What the night takes of the rota's records, and what it leaves."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from core.sdk import today
from plugins.rota.tests.desk import Desk
from plugins.rota.tests.gate import make_list

DAY = timedelta(days=1)
RUN = "INSERT INTO retention_run (id, rule_code, at_most) VALUES (uuidv7(), 'rota.gate_list', 500)"


async def test_who_made_a_list_is_forgotten_after_a_year_and_the_list_is_not(
    desk: Desk, other_desk: Desk
) -> None:
    for each in (desk, other_desk):
        await make_list(each)
        async with each.database.write(each.coordinator) as session:
            await session.execute(text("UPDATE rota_gate_list SET held_on = held_on - 400"))
        await make_list(each)
    async with desk.database.write(desk.coordinator) as session:
        await session.execute(text(RUN))
    made = {}
    for each in (desk, other_desk):
        async with each.database.read(each.coordinator) as session:
            rows = await session.execute(text("SELECT held_on, made_by FROM rota_gate_list"))
            made[each.prison.id] = {row.held_on: row.made_by for row in rows}
    by = desk.coordinator.account_id
    assert made[desk.prison.id] == {today() - 400 * DAY: None, today(): by}
    assert set(made[other_desk.prison.id].values()) == {other_desk.coordinator.account_id}
