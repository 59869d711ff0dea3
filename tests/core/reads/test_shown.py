"""A decision about a person is a look at them: one entry for each operation and person, whichever way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from core.accounts.viewer import Viewer
from core.audit.models import ReadEntry
from core.clock import today
from core.database.unit_of_work import Database
from core.testkit import make_person

DECISION = "entryDecision(personId: $id, on: $on) { answer }"


async def looked_at(database: Database, by: Viewer) -> list[UUID]:
    async with database.read(by) as session:
        return list(await session.scalars(select(ReadEntry.row_id).order_by(ReadEntry.row_id)))


@pytest.mark.parametrize(
    "roots",
    [
        DECISION,
        f"people {{ totalCount }} {DECISION}",
        f"person(id: $id) {{ name }} {DECISION}",
        f"{DECISION} who: person(id: $id) {{ name }}",
        f"one: {DECISION} two: {DECISION}",
    ],
    ids=["alone", "beside a list", "as the page asks", "person last", "twice"],
)
async def test_operation_that_shows_a_decision_leaves_exactly_one_entry(
    engine: Any, database: Database, coordinator: Viewer, roots: str
) -> None:
    person = await make_person(database, coordinator)
    document = f"query($id: ID!, $on: Date!) {{ {roots} }}"
    for times in (1, 2):
        result = await engine.execute(
            coordinator, document, {"id": str(person.id), "on": today().isoformat()}
        )
        assert result.errors == []
        assert await looked_at(database, coordinator) == [person.id] * times


async def test_decisions_about_several_people_leave_an_entry_for_each(
    engine: Any, database: Database, coordinator: Viewer
) -> None:
    people = [await make_person(database, coordinator, surname=name) for name in ("Ashdown", "Brock")]
    document = """query($a: ID!, $b: ID!, $on: Date!) {
      one: entryDecision(personId: $a, on: $on) { answer }
      two: entryDecision(personId: $b, on: $on) { answer }
      person(id: $a) { name } }"""
    given = {"a": str(people[0].id), "b": str(people[1].id), "on": today().isoformat()}
    result = await engine.execute(coordinator, document, given)
    assert result.errors == []
    assert await looked_at(database, coordinator) == sorted(person.id for person in people)


@pytest.mark.parametrize("wanted", ["no id", "01900000-0000-7000-8000-00000000dead"])
async def test_nobody_is_noted_where_nobody_was_found(
    engine: Any, database: Database, coordinator: Viewer, wanted: str
) -> None:
    document = f"query($id: ID!, $on: Date!) {{ {DECISION} }}"
    result = await engine.execute(coordinator, document, {"id": wanted, "on": today().isoformat()})
    assert [error["path"] for error in result.errors] == [["entryDecision"]]
    assert await looked_at(database, coordinator) == []
