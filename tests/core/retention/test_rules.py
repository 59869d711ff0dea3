"""Each rule of retention: what it takes, what it leaves, and that code and database say the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.clock import today
from core.database.unit_of_work import Database
from core.errors import Conflict, Forbidden, Invalid, NotFound
from core.identifiers import uuid7
from core.partnership.models import Person, PersonRole
from core.plugins.loader import Registry
from core.retention import queries, services
from core.retention.enums import HoldReason
from core.retention.models import Hold, RetentionRuleRow, Run, Tombstone
from core.testkit import NOBODY, make_person
from tests.core.retention.conftest import Night

DAY = timedelta(days=1)
NEXT_MONTH = today() + 30 * DAY


@pytest.fixture
def records(as_role: Callable[[Role], Viewer]) -> Viewer:
    return as_role(Role.DPO_RECORDS)


async def left(database: Database, by: Viewer, days_ago: int, surname: str = "Ashdown") -> Person:
    """Add somebody who left so many days ago."""
    person = await make_person(database, by, surname=surname)
    async with database.write(by) as session:
        await session.execute(
            update(Person)
            .where(Person.id == person.id)
            .values(status="LEFT", left_on=today() - timedelta(days=days_ago))
        )
    return person


async def is_here(database: Database, by: Viewer, person_id: UUID) -> bool:
    async with database.read(by) as session:
        return await session.scalar(select(Person.id).where(Person.id == person_id)) is not None


async def test_code_and_database_say_the_same(database: Database, registry: Registry) -> None:
    declared = {rule.code: rule for module in registry.contributions for rule in module.retention}
    async with database.write(NOBODY) as session:
        stored = {row.code: row for row in await session.scalars(select(RetentionRuleRow))}
    assert declared.keys() == stored.keys()
    for code, rule in declared.items():
        row = stored[code]
        assert (row.table_name, row.action, row.unit) == (rule.table, rule.then, rule.unit), code
        assert (row.least, row.keep, row.most) == (rule.least, rule.keep, rule.most), code


async def test_somebody_goes_on_the_day_and_not_before(
    database: Database, coordinator: Viewer, night: Night
) -> None:
    year = (today() - date(today().year - 1, today().month, today().day)).days
    due = await left(database, coordinator, year)
    not_yet = await left(database, coordinator, year - 1)
    here = await make_person(database, coordinator)
    await night.pass_by()
    found = [await is_here(database, coordinator, one.id) for one in (due, not_yet, here)]
    assert found == [False, True, True]


async def test_a_last_role_that_ended_counts_as_leaving(
    database: Database, coordinator: Viewer, night: Night
) -> None:
    ended, two_roles = [await make_person(database, coordinator) for _ in range(2)]
    async with database.write(coordinator) as session:
        await session.execute(update(PersonRole).values(ends_on=today() - 400 * DAY))
        await session.execute(
            insert(PersonRole).values(person_id=two_roles.id, kind="VOLUNTEER", title="Mentor")
        )
    await night.pass_by()
    assert [await is_here(database, coordinator, one.id) for one in (ended, two_roles)] == [False, True]


async def test_a_prison_lengthens_its_period_and_cannot_go_below_the_floor(
    database: Database, coordinator: Viewer, records: Viewer, night: Night
) -> None:
    person = await left(database, coordinator, 400)
    async with database.write(records) as session:
        await services.set_period(session, records, "core.person", keep=24)
    await night.pass_by()
    assert await is_here(database, coordinator, person.id)
    for wrong in (0, 37):
        with pytest.raises(Invalid):
            async with database.write(records) as session:
                await services.set_period(session, records, "core.person", keep=wrong)
    # What the application wrote all the same counts as the floor.
    recent = await left(database, coordinator, 20)
    async with database.write(records) as session:
        await session.execute(
            text(
                "INSERT INTO retention_period (id, rule_code, keep, set_by)"
                " VALUES (uuidv7(), 'core.person', 0, :by)"
            ),
            {"by": records.account_id},
        )
    await night.pass_by()
    assert await is_here(database, coordinator, recent.id)
    assert not await is_here(database, coordinator, person.id)
    with pytest.raises(Forbidden):
        async with database.write(coordinator) as session:
            await services.set_period(session, coordinator, "core.person", keep=12)


async def test_a_period_is_the_prisons_own(
    database: Database, coordinator: Viewer, other_coordinator: Viewer, records: Viewer
) -> None:
    async with database.write(records) as session:
        await services.set_period(session, records, "core.person", keep=30)
    kept = []
    for by in (coordinator, other_coordinator):
        async with database.read(by) as session:
            kept.append({one.code: one.keep for one in await queries.standings(session, today())})
    assert [one["core.person"] for one in kept] == [30, 12]


async def on_hold(database: Database, records: Viewer, person: Person, **more: Any) -> Hold:
    async with database.write(records) as session:
        return await services.place_hold(
            session,
            records,
            person.id,
            reason=HoldReason.LEGAL_CLAIM,
            reference="CLAIM-7",
            review_on=NEXT_MONTH,
            **more,
        )


async def test_a_hold_stops_the_night_and_every_other_way(
    database: Database, coordinator: Viewer, records: Viewer, night: Night
) -> None:
    person = await left(database, coordinator, 400)
    hold = await on_hold(database, records, person)
    await night.pass_by()
    async with database.read(coordinator) as session:
        (line,) = [one for one in await queries.standings(session, today()) if one.code == "core.person"]
    assert (line.overdue, line.held) == (0, 1)
    with pytest.raises(Conflict, match="on hold"):
        async with database.write(records) as session:
            await services.erase_person(session, records, person.id)
    with pytest.raises(Conflict, match="on hold"):
        async with database.write(coordinator) as session:
            await session.execute(text("DELETE FROM person WHERE id = :id"), {"id": person.id})
    async with database.write(records) as session:
        await services.lift_hold(session, records, hold.id)
    await night.pass_by()
    assert not await is_here(database, coordinator, person.id)


async def test_a_hold_is_looked_at_again_and_lifted_once(
    database: Database, coordinator: Viewer, records: Viewer
) -> None:
    person = await make_person(database, coordinator)
    hold = await on_hold(database, records, person)
    async with database.write(records) as session:
        seen = await services.review_hold(session, records, hold.id, review_on=today() + 90 * DAY)
        assert (seen.reviewed_by, seen.review_on) == (records.account_id, today() + 90 * DAY)
    for never in (today(), today() + 400 * DAY):
        with pytest.raises(Invalid):
            async with database.write(records) as session:
                await services.review_hold(session, records, hold.id, review_on=never)
    async with database.write(records) as session:
        await services.lift_hold(session, records, hold.id)
    with pytest.raises(Conflict):
        async with database.write(records) as session:
            await services.lift_hold(session, records, hold.id)
    with pytest.raises(Forbidden):
        async with database.write(coordinator) as session:
            await services.lift_hold(session, coordinator, hold.id)


async def test_an_erasure_takes_nothing_of_somebody_who_still_comes(
    database: Database, coordinator: Viewer, records: Viewer
) -> None:
    here = await make_person(database, coordinator)
    with pytest.raises(Conflict, match="Nothing of this person can be erased yet"):
        async with database.write(records) as session:
            await services.erase_person(session, records, here.id)
    assert await is_here(database, coordinator, here.id)
    with pytest.raises(Forbidden):
        async with database.write(coordinator) as session:
            await services.erase_person(session, coordinator, here.id)


async def _add_run(session: AsyncSession, code: str, person_id: UUID | None) -> int | None:
    run = Run(rule_code=code, at_most=100, of_person=person_id)
    session.add(run)
    await session.flush()
    await session.refresh(run)
    return run.gone_count


async def test_the_application_can_ask_for_no_more_than_the_rules(
    database: Database, coordinator: Viewer
) -> None:
    recent, here = await left(database, coordinator, 20), await make_person(database, coordinator)
    async with database.write(coordinator) as session:
        for person_id in (recent.id, here.id, None):
            assert await _add_run(session, "core.person", person_id) == 0
        assert await _add_run(session, "core.audit", None) == 0
    for statement in (
        "UPDATE retention_rule SET least = 0",
        "INSERT INTO tombstone (id, rule_code) VALUES (uuidv7(), 'core.person')",
        "DELETE FROM tombstone",
        "UPDATE audit_entry SET after = NULL",
        "SELECT public.forget_traces(NULL, 'person', '{}', NULL, false)",
    ):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with database.write(coordinator) as session:
                await session.execute(text(statement))


async def test_another_prisons_night_touches_nothing_here(
    database: Database, coordinator: Viewer, other_prison: Any, night_in: Callable[[Any], Night]
) -> None:
    person = await left(database, coordinator, 400)
    await night_in(other_prison).pass_by()
    assert await is_here(database, coordinator, person.id)
    async with database.read(coordinator) as session:
        assert (await session.scalars(select(Tombstone.id))).all() == []


OLD = """
INSERT INTO link (id, purpose, subject_id, person_id, digest, made_by, one_use, expires_at)
  VALUES (uuidv7(), 'tea.guest', uuidv7(), :person, md5(random()::text), :by, false,
    now() - CAST(:ago AS int) * interval '1 day');
INSERT INTO message
  (id, template, subject_id, person_id, language, state, state_at, attempts, dedupe_key, created_at)
  VALUES (uuidv7(), 'core.digest', uuidv7(), :person, 'en', 'DELIVERED', now(), 1, md5(random()::text),
    now() - CAST(:ago AS int) * interval '1 day');
INSERT INTO reminder_item (id, name, title, subject_id, person_id, due_on, closed_on)
  VALUES (uuidv7(), 'vetting.turn', 'A vetting case waits', uuidv7(), :person,
    current_date - CAST(:ago AS int), current_date - CAST(:ago AS int))
"""


async def test_links_messages_and_reminders_go_when_their_time_is_over_and_stay_on_hold(
    database: Database, coordinator: Viewer, records: Viewer, night: Night
) -> None:
    person, held = [await make_person(database, coordinator, surname=name) for name in ("Ashdown", "Held")]
    async with database.write(coordinator) as session:
        for one, ago in ((person, 400), (person, 60), (held, 400)):
            given = {"person": one.id, "by": coordinator.account_id, "ago": ago}
            for statement in OLD.split(";"):
                await session.execute(text(statement), given)
    await on_hold(database, records, held)
    await night.pass_by()
    async with database.read(coordinator) as session:
        for table in ("link", "message", "reminder_item"):
            left_ = await session.execute(
                text(f"SELECT person_id, count(*) AS number FROM {table} GROUP BY person_id")  # noqa: S608 -- names from here
            )
            assert {row.person_id: row.number for row in left_} == {person.id: 1, held.id: 1}, table
        stones = await session.execute(
            text("SELECT rule_code, gone_count FROM tombstone WHERE rule_code LIKE 'core.%'")
        )
    gone = {row.rule_code: row.gone_count for row in stones}
    assert {code: gone.get(code) for code in ("core.link", "core.message", "core.reminder")} == {
        "core.link": 1,
        "core.message": 1,
        "core.reminder": 1,
    }


async def test_a_hold_names_a_record_of_the_person_or_none(
    database: Database, coordinator: Viewer, records: Viewer
) -> None:
    person = await make_person(database, coordinator)
    with pytest.raises(NotFound, match="not among this person's"):
        await on_hold(database, records, person, record_id=uuid7())
