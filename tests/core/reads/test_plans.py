"""One text for every request of a shape: other values and other people fill it or have one of their own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FunctionType
from typing import Any

import pytest

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.files import FileStore
from core.jobs.models import JobRow
from core.plugins.loader import Registry
from core.testkit import make_person
from frontend_api.graphql.execution import Engine

PEOPLE = """
query People(
  $first: Int, $after: String, $filter: PersonFilter, $order: [PersonOrder!], $search: String,
  $names: Boolean = true
) {
  people(first: $first, after: $after, filter: $filter, order: $order, search: $search) {
    nodes { id surname @include(if: $names) }
    pageInfo { endCursor }
  }
}
"""
ONE = "query One($id: ID!) { person(id: $id) { surname } }"
SURNAMES = ("Ashdown", "Birch", "Carr", "Dane")


@pytest.fixture
def fresh(registry: Registry, database: Database, files: FileStore) -> Engine:
    return Engine(registry, database, files, introspection=False)


async def surnames(engine: Engine, viewer: Viewer, **variables: Any) -> list[str]:
    result = await engine.execute(viewer, PEOPLE, variables)
    assert result.data is not None, result.errors
    return [row["surname"] for row in result.data["people"]["nodes"]]


async def fill(database: Database, viewer: Viewer) -> list[str]:
    return [str((await make_person(database, viewer, surname=name)).id) for name in SURNAMES]


SAME_SHAPE: list[list[dict[str, Any]]] = [
    [{"filter": {"nameKey": {"contains": name}}} for name in ("birch", "carr", "%", "_", "/", "'; --")],
    [{"filter": {"team": {"in": teams}}} for teams in ([], ["a"], ["a", "b", "c"])],
    [{"filter": {"nameKey": {"eq": name}}} for name in ("robin birch", "nobody")],
    [{"search": word} for word in ("birch", "birhc", "r", "O'Hara")],
    [{"search": words} for words in ("robin carr", "carr robin", "r d")],
]
OTHER_SHAPES: list[dict[str, Any]] = [
    {},
    {"first": 1},
    {"first": 3},
    {"filter": {}},
    {"filter": {"nameKey": {"eq": "a"}}},
    {"filter": {"nameKey": {"contains": "a"}}},
    {"filter": {"team": {"isNull": True}}},
    {"filter": {"team": {"isNull": False}}},
    {"filter": {"status": {"in": ["CURRENT"]}}},
    {"filter": {"or": [{"nameKey": {"eq": "a"}}]}},
    {"filter": {"or": [{"nameKey": {"eq": "a"}}, {"nameKey": {"eq": "b"}}]}},
    {"order": [{"field": "sortKey"}]},
    {"order": [{"field": "sortKey", "direction": "DESC"}]},
    {"search": "birch"},
    {"search": "robin birch"},
    {"search": "--"},
    {"names": False},
]


@pytest.mark.parametrize("requests", SAME_SHAPE, ids=["parts", "lists", "values", "word", "words"])
async def test_requests_of_one_shape_share_a_plan_and_get_their_own_answers(
    fresh: Engine,
    registry: Registry,
    database: Database,
    coordinator: Viewer,
    files: FileStore,
    requests: Any,
) -> None:
    await fill(database, coordinator)
    shared = [await surnames(fresh, coordinator, **variables) for variables in requests]
    assert len(fresh.plans) == 1

    for variables, answer in zip(requests, shared, strict=True):
        alone = Engine(registry, database, files, introspection=False)
        assert await surnames(alone, coordinator, **variables) == answer


async def test_every_other_shape_has_a_plan_of_its_own(fresh: Engine, coordinator: Viewer) -> None:
    for count, variables in enumerate(OTHER_SHAPES, start=1):
        result = await fresh.execute(coordinator, PEOPLE, variables)
        assert result.errors == []
        assert len(fresh.plans) == count


async def test_cursor_is_a_value(fresh: Engine, database: Database, coordinator: Viewer) -> None:
    await fill(database, coordinator)
    cursor, found = None, []
    for _page in SURNAMES:
        result = await fresh.execute(
            coordinator, PEOPLE, {"first": 1, "after": cursor} if cursor else {"first": 1}
        )
        assert result.data is not None
        found += [row["surname"] for row in result.data["people"]["nodes"]]
        cursor = result.data["people"]["pageInfo"]["endCursor"]

    assert found == list(SURNAMES)
    assert len(fresh.plans) == 2, "one without a cursor, one with any"


async def test_kept_plan_shows_each_prison_its_own(
    fresh: Engine, database: Database, coordinator: Viewer, other_coordinator: Viewer
) -> None:
    ids = await fill(database, coordinator)
    await make_person(database, other_coordinator, surname="Elsewhere")

    assert await surnames(fresh, coordinator) == list(SURNAMES)
    assert await surnames(fresh, other_coordinator) == ["Elsewhere"]
    assert len(fresh.plans) == 1
    for viewer, seen in ((coordinator, {"surname": "Ashdown"}), (other_coordinator, None)):
        assert (await fresh.execute(viewer, ONE, {"id": ids[0]})).data == {"person": seen}


async def test_kept_plan_shows_everybody_their_own_jobs(
    fresh: Engine, database: Database, as_role: Callable[[Role], Viewer]
) -> None:
    workers = [as_role(Role.PARTNER_WORKER) for _ in range(2)]
    for viewer in workers:
        async with database.write(viewer) as session:
            session.add(JobRow(kind=f"of.{viewer.account_id}", arguments={}, requested_by=viewer.account_id))
    for viewer in workers:
        seen = await fresh.execute(viewer, "{ jobs { totalCount nodes { kind } } }")
        assert seen.data == {"jobs": {"totalCount": 1, "nodes": [{"kind": f"of.{viewer.account_id}"}]}}
    assert len(fresh.plans) == 1


async def test_kept_plan_is_not_for_whoever_may_read_less(fresh: Engine, coordinator: Viewer) -> None:
    assert (await fresh.execute(coordinator, PEOPLE)).errors == []
    lesser = replace(coordinator, permissions=coordinator.permissions - {"core.person.read"})
    refused = await fresh.execute(lesser, PEOPLE)
    assert [error["extensions"]["code"] for error in refused.errors] == ["FORBIDDEN"]


@pytest.mark.parametrize(
    ("variables", "path"),
    [
        ({"first": 101}, ["people"]),
        ({"first": -1}, ["people"]),
        ({"after": "???"}, ["people"]),
        ({"after": "W10="}, ["people"]),
    ],
)
async def test_value_that_cannot_be_read_is_refused_of_a_kept_plan_too(
    fresh: Engine, coordinator: Viewer, variables: dict[str, Any], path: list[str]
) -> None:
    for _time in range(2):
        refused = await fresh.execute(coordinator, PEOPLE, variables)
        assert [(error["extensions"]["code"], error["path"]) for error in refused.errors] == [
            ("INVALID", path)
        ]


async def test_kept_plan_holds_no_value_of_whoever_asked_first(fresh: Engine, coordinator: Viewer) -> None:
    marker = "zq7xmarker"
    several = [{"nameKey": {"eq": marker}}, {"nameKey": {"contains": marker}}, {"team": {"in": [marker]}}]
    result = await fresh.execute(coordinator, PEOPLE, {"filter": {"or": several}, "search": marker})
    assert result.errors == []
    (plan,) = fresh.plans.kept()
    assert marker not in plan.text
    held = list(reachable(plan))
    assert coordinator not in held
    assert [value for value in held if isinstance(value, str) and marker in value] == []
    assert len(held) > len(plan.statement.parameters), "the walk goes into what a plan is made of"


def reachable(start: object) -> Iterator[object]:
    """Yield all that an object holds: what is in it, and what its functions closed over."""
    waiting, seen = [start], set[int]()
    while waiting:
        value = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        yield value
        if isinstance(value, FunctionType):
            waiting += [cell.cell_contents for cell in value.__closure__ or ()]
        elif isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, tuple | list | set | frozenset):
            waiting += value
        elif type(value).__module__.startswith("core."):
            waiting += [item for item in gc.get_referents(value) if not isinstance(item, type)]
