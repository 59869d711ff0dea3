"""Lists: every page in either direction is part of one order, and its rows are read once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.partnership.models import Person
from core.testkit import make_person
from frontend_api.graphql.execution import Engine
from tests.statements import asked_of

TEAMS = ("Library", None, "Chapel", None, "Gardens", "Chapel")
PEOPLE = """
query People($first: Int, $after: String, $last: Int, $before: String, $order: [PersonOrder!]) {
  people(first: $first, after: $after, last: $last, before: $before, order: $order) {
    totalCount
    nodes { id surname team }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}
"""
ORDERS: list[list[dict[str, str]]] = [
    [{"field": "surname"}],
    [{"field": "surname", "direction": "DESC"}],
    [{"field": "team"}],
    [{"field": "team", "direction": "DESC"}, {"field": "surname"}],
    [{"field": "partnerName"}],
]


@pytest_asyncio.fixture
async def people(database: Database, coordinator: Viewer) -> list[Person]:
    """Six people, two of them in no team and two in the same."""
    made = [await make_person(database, coordinator, surname=f"Name {place}") for place in range(len(TEAMS))]
    async with database.write(coordinator) as session:
        for person, team in zip(made, TEAMS, strict=True):
            (await session.merge(person)).team = team
    return made


async def page(engine: Engine, viewer: Viewer, **variables: Any) -> dict[str, Any]:
    result = await engine.execute(viewer, PEOPLE, variables)
    assert result.data is not None, result.errors
    found: dict[str, Any] = result.data["people"]
    return found


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: " ".join(item["field"] for item in order))
@pytest.mark.parametrize("size", [1, 2, 4, 6])
async def test_pages_make_up_one_order_in_both_directions(
    engine: Engine, coordinator: Viewer, people: list[Person], order: list[dict[str, str]], size: int
) -> None:
    whole = (await page(engine, coordinator, first=100, order=order))["nodes"]
    forwards: list[Any] = []
    backwards: list[Any] = []
    there = back = {"hasNextPage": True, "hasPreviousPage": True, "endCursor": None, "startCursor": None}

    while there["hasNextPage"]:
        found = await page(engine, coordinator, first=size, after=there["endCursor"], order=order)
        forwards, there = [*forwards, *found["nodes"]], found["pageInfo"]
    while back["hasPreviousPage"]:
        found = await page(engine, coordinator, last=size, before=back["startCursor"], order=order)
        backwards, back = [*found["nodes"], *backwards], found["pageInfo"]

    assert {row["id"] for row in whole} == {str(person.id) for person in people}
    assert forwards == whole
    assert backwards == whole


async def test_people_are_listed_as_one_looks_them_up(
    engine: Engine, database: Database, coordinator: Viewer
) -> None:
    """Case and accents aside: a directory that puts "MACE" and "Évans" last loses them."""
    for surname, first in [
        ("Zeller", "Ann"),
        ("MACE", "Bo"),
        ("Évans", "Cy"),
        ("macey", "Di"),
        ("Evans", "Al"),
    ]:
        await make_person(database, coordinator, surname=surname, first_name=first)

    found = await page(engine, coordinator, order=[{"field": "sortKey"}])

    assert [row["surname"] for row in found["nodes"]] == ["Evans", "Évans", "MACE", "macey", "Zeller"]


async def test_rows_without_a_value_come_last(
    engine: Engine, coordinator: Viewer, people: list[Person]
) -> None:
    teams = [
        [row["team"] for row in (await page(engine, coordinator, order=[{"field": "team", **way}]))["nodes"]]
        for way in ({}, {"direction": "DESC"})
    ]

    assert len(people) == len(TEAMS)
    assert teams[0] == ["Chapel", "Chapel", "Gardens", "Library", None, None]
    assert teams[1] == ["Library", "Gardens", "Chapel", "Chapel", None, None]


@pytest.mark.parametrize("size", [0, 5])
async def test_page_without_rows_has_no_cursors(engine: Engine, coordinator: Viewer, size: int) -> None:
    found = await page(engine, coordinator, first=size)

    assert found["nodes"] == []
    assert found["totalCount"] == 0
    assert found["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": False,
        "startCursor": None,
        "endCursor": None,
    }


@pytest.mark.parametrize(
    "arguments", [{"first": 2, "last": 2}, {"first": 2, "before": "W10="}, {"last": 2, "after": "W10="}]
)
async def test_page_that_is_asked_for_from_both_ends_is_refused(
    engine: Engine, coordinator: Viewer, arguments: dict[str, Any]
) -> None:
    result = await engine.execute(coordinator, PEOPLE, arguments)

    assert [error["extensions"]["code"] for error in result.errors] == ["INVALID"]


async def test_rows_of_a_page_are_read_once(
    engine: Engine, database: Database, coordinator: Viewer, people: list[Person]
) -> None:
    with asked_of(database) as asked:
        await page(engine, coordinator, first=len(people), order=[{"field": "surname"}])
    statement, parameters = next(item for item in asked if "json_build_object" in item[0])

    plan = await explained(database, coordinator, statement, parameters)

    assert [scan for scan in scans(plan) if scan == "person"] == ["person", "person"], "counted, and read"


@pytest.mark.parametrize(
    ("order", "entered"),
    [
        ([{"field": "sortKey"}], "ROW("),
        ([{"field": "sortKey", "direction": "DESC"}], "ROW("),
        ([{"field": "sortKey"}, {"field": "firstName", "direction": "DESC"}], "sort_key"),
    ],
    ids=["upwards", "downwards", "both ways"],
)
@pytest.mark.usefixtures("people")
async def test_later_page_enters_the_index_at_its_cursor(
    engine: Engine, database: Database, coordinator: Viewer, order: list[dict[str, str]], entered: str
) -> None:
    """Else page 1,000 would read the 25,000 rows before it, and a long export all rows once for each page."""
    before = await page(engine, coordinator, first=3, order=order)
    with asked_of(database) as asked:
        await page(engine, coordinator, first=2, after=before["pageInfo"]["endCursor"], order=order)
    statement, parameters = next(item for item in asked if "json_build_object" in item[0])

    plan = await explained(
        database, coordinator, statement, parameters, "enable_seqscan", "enable_bitmapscan", "enable_sort"
    )

    conditions = [step.get("Index Cond", "") for step in steps(plan) if step.get("Relation Name") == "person"]
    assert [condition for condition in conditions if entered in condition] != []


async def explained(
    database: Database, viewer: Viewer, statement: str, parameters: tuple[Any, ...], *without: str
) -> dict[str, Any]:
    """Return the plan, as it would be for more rows than a test has: without some ways to read them."""
    async with database.connect_recording(viewer) as connection:
        await connection.execute(text("SET LOCAL plan_cache_mode = force_custom_plan"))
        for way in without:
            await connection.execute(text(f"SET LOCAL {way} = off"))
        found = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
        plan = found.scalar_one()
    whole: dict[str, Any] = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    return whole


def scans(plan: dict[str, Any]) -> list[str]:
    """Return the tables that the steps of a plan read."""
    return [step["Relation Name"] for step in steps(plan) if "Relation Name" in step]


def steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from steps(below)


async def test_neighbours_asked_for_alone_are_said_once_for_all_rows(
    engine: Engine, coordinator: Viewer, people: list[Person]
) -> None:
    document = "{ people { pageInfo { hasPreviousPage __typename } } }"

    result = await engine.execute(coordinator, document)

    assert len(people) > 1
    assert result.body() == {
        "data": {"people": {"pageInfo": {"hasPreviousPage": False, "__typename": "PageInfo"}}}
    }


async def test_a_page_of_no_rows_has_no_cursors(
    engine: Engine, coordinator: Viewer, people: list[Person]
) -> None:
    found = await page(engine, coordinator, first=0)

    assert found["totalCount"] == len(people)
    assert found["nodes"] == []
    assert found["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": None,
        "endCursor": None,
    }
