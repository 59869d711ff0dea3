"""An operation of which SQL answers some root fields and Python computes others: one answer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import strawberry
from sqlalchemy import select

from core.accounts.viewer import Viewer
from core.audit.models import ReadEntry
from core.database.unit_of_work import Database
from core.errors import Conflict
from core.files import FileStore
from core.plugins.contribution import Contribution
from core.plugins.loader import Registry
from core.testkit import make_partner, make_person
from frontend_api.graphql.execution import Engine, Result
from tests.statements import asked_of


@strawberry.type
class Tide:
    height: int


def _tide(place: str) -> Tide | None:
    if place == "Gate":
        raise Conflict("The gate is shut.")
    if place == "Wall":
        raise RuntimeError("the wall fell")
    return None if place == "Yard" else Tide(height=len(place))


class Query:
    tide: Any = strawberry.field(resolver=_tide)


@pytest.fixture(scope="module")
def engine(registry: Registry, database: Database, files: FileStore) -> Engine:
    """The house, with a root field computed in Python that may be null."""
    beside = Contribution(name="tides", title="Tides", query=Query)
    return Engine(Registry((*registry.contributions, beside)), database, files, introspection=True)


def faults(result: Result) -> list[tuple[str, list[str | int]]]:
    return [(error["extensions"]["code"], error.get("path", [])) for error in result.errors]


WHOLE = """
query Whole($id: ID!, $place: String!, $yes: Boolean = true, $no: Boolean = false) {
  high: tide(place: $place) { ...High }
  ...Roots
  people { totalCount }
  kind: __typename
  __type(name: "Tide") { name }
  tide(place: "Quay") @include(if: $yes) { height }
  absent: tide(place: "Gate") @include(if: $no) { height }
  ... on Query @skip(if: $yes) { gone: tide(place: "Gate") { height } services { totalCount } }
  people { nodes { name } }
  high: tide(place: $place) { again: height }
}
fragment Roots on Query { partner(id: $id) { name } low: tide(place: "Yard") { height } }
fragment High on Tide { height __typename }
"""


async def test_parts_are_put_together_in_the_order_of_the_document(
    engine: Engine, database: Database, coordinator: Viewer
) -> None:
    partner = await make_partner(database, coordinator)
    await make_person(database, coordinator, partner_id=partner.id)

    result = await engine.execute(coordinator, WHOLE, {"id": str(partner.id), "place": "Landing"})

    expected = {
        "high": {"height": 7, "__typename": "Tide", "again": 7},
        "partner": {"name": "Harbour Lights"},
        "low": None,
        "people": {"totalCount": 1, "nodes": [{"name": "Robin Ashdown"}]},
        "kind": "Query",
        "__type": {"name": "Tide"},
        "tide": {"height": 4},
    }
    assert result.body() == {"data": expected}
    assert list(result.data or {}) == list(expected)
    assert json.loads(result.encoded()) == {"data": expected}


async def test_one_statement_answers_all_that_sql_can_and_is_kept(
    registry: Registry, database: Database, files: FileStore, coordinator: Viewer
) -> None:
    engine = Engine(registry, database, files, introspection=False)
    document = """query($n: Int!) {
      people(first: $n) { nodes { name } } reportOffers { code } services { totalCount }
    }"""
    with asked_of(database) as asked:
        first = await engine.execute(coordinator, document, {"n": 3})
        (plan,) = engine.plans.kept()
        second = await engine.execute(coordinator, document, {"n": 3})
        await engine.execute(coordinator, document, {"n": 4})

    assert first.body() == second.body()
    assert first.errors == []
    assert [text for text, _values in asked[:2]] == [plan.text, plan.text]
    assert len(asked) == 3
    assert len(engine.plans) == 2


@pytest.mark.parametrize("roots", ["reportOffers { code }", "kind: __typename reportOffers { code }"])
async def test_nothing_is_sent_where_python_answers_everything(
    engine: Engine, database: Database, coordinator: Viewer, roots: str
) -> None:
    with asked_of(database) as asked:
        result = await engine.execute(coordinator, f"{{ {roots} }}")

    assert result.errors == []
    assert (result.data or {})["reportOffers"]
    assert asked == []


STATEMENT_FAULTS: dict[str, tuple[str, str, object]] = {
    "cursor": ("$it: String", "people(after: $it) { nodes { name } }", "?"),
    "id": ("$it: ID!", "partner(id: $it) { name }", "no id"),
    "page": ("$it: Int", "people(first: $it) { nodes { name } }", 101),
    "letter": ("$it: String", "people(filter: {nameKey: {eq: $it}}) { totalCount }", "\0"),
}


@pytest.mark.parametrize("name", STATEMENT_FAULTS)
async def test_fault_of_the_statement_is_answered_as_if_it_stood_alone(
    engine: Engine, coordinator: Viewer, name: str
) -> None:
    declared, root, value = STATEMENT_FAULTS[name]
    beside = f"query({declared}, $place: String!) {{ {root} tide(place: $place) {{ height }} }}"
    mixed = await engine.execute(coordinator, beside, {"it": value, "place": "Gate"})
    # As far from the left, so that both say the same place.
    alone = await engine.execute(coordinator, f"query({declared}{' ' * 17}) {{ {root} }}", {"it": value})

    assert mixed.body() == alone.body()
    assert [error["extensions"]["code"] for error in alone.errors] == ["INVALID"]


async def test_refused_field_refuses_before_python_is_asked(engine: Engine, coordinator: Viewer) -> None:
    reader = replace(coordinator, permissions=frozenset())
    result = await engine.execute(reader, '{ tide(place: "Wall") { height } mine: people { totalCount } }')

    assert faults(result) == [("FORBIDDEN", ["mine"])]
    assert result.data is None


async def test_fault_in_python_is_null_there_and_the_rest_stays(engine: Engine, coordinator: Viewer) -> None:
    document = """{
      people { totalCount }
      shut: tide(place: "Gate") { height }
      ...Fallen
      tide(place: "Quay") { height }
    }
    fragment Fallen on Query { fallen: tide(place: "Wall") { height } }
    """
    result = await engine.execute(coordinator, document)
    body = json.loads(result.encoded())

    assert list(body) == ["errors", "data"]
    assert list(body["data"].items()) == [
        ("people", {"totalCount": 0}),
        ("shut", None),
        ("fallen", None),
        ("tide", {"height": 4}),
    ]
    assert body == result.body()
    assert faults(result) == [("CONFLICT", ["shut"]), ("INTERNAL", ["fallen"])]
    assert [error["locations"] for error in body["errors"]] == [
        [{"line": 3, "column": 7}],
        [{"line": 7, "column": 32}],
    ]


async def test_null_where_none_may_be_empties_the_whole_answer(engine: Engine, coordinator: Viewer) -> None:
    reader = replace(coordinator, permissions=coordinator.permissions - {"core.access.read"})
    result = await engine.execute(reader, "{ people { totalCount } all: memberSessions { count } }")

    assert faults(result) == [("FORBIDDEN", ["all"])]
    assert result.data is None
    assert json.loads(result.encoded()) == {"errors": result.errors}


async def test_rows_are_estimated_for_the_whole_operation(engine: Engine, coordinator: Viewer) -> None:
    inner = "vettingCases { person { vettingCases { history { id } } } }"
    document = f"query($n: Int) {{ reportOffers {{ code }} people(first: $n) {{ nodes {{ {inner} }} }} }}"
    for size, codes in ((1, []), (23, ["TOO_LARGE"]), (1, [])):
        result = await engine.execute(coordinator, document, {"n": size})
        assert [error["extensions"]["code"] for error in result.errors] == codes


async def test_looking_a_person_up_is_noted_beside_what_python_computes(
    engine: Engine, database: Database, coordinator: Viewer
) -> None:
    person = await make_person(database, coordinator)
    document = 'query($id: ID!) { tide(place: "Quay") { height } who: person(id: $id) { name } }'
    await engine.execute(coordinator, document, {"id": str(person.id)})
    await engine.execute(coordinator, document, {"id": str(coordinator.account_id)})

    async with database.read(coordinator) as session:
        entries = (await session.scalars(select(ReadEntry))).all()
    assert [(entry.account_id, entry.node, entry.row_id) for entry in entries] == [
        (coordinator.account_id, "Person", person.id)
    ]


async def test_payload_of_a_change_is_planned_once(
    registry: Registry, database: Database, files: FileStore, coordinator: Viewer
) -> None:
    engine = Engine(registry, database, files, introspection=False)
    document = "mutation($name: String!) { one: addPartner(given: {name: $name}) { id name } }"
    added = [await engine.execute(coordinator, document, {"name": name}) for name in ("Quay", "Mole")]

    assert [(result.data or {})["one"]["name"] for result in added] == ["Quay", "Mole"]
    assert len({(result.data or {})["one"]["id"] for result in added}) == 2
    assert len(engine.plans) == 1


async def test_kept_payload_is_for_the_same_rights_alone(
    registry: Registry, database: Database, files: FileStore, coordinator: Viewer
) -> None:
    engine = Engine(registry, database, files, introspection=False)
    document = (
        'mutation { addPerson(given: {firstName: "Robin", surname: "Vale", kind: VOLUNTEER}) '
        "{ name vettingCases { id } } }"
    )
    blind = replace(coordinator, permissions=coordinator.permissions - {"vetting.case.read"})
    seen, refused = await engine.execute(coordinator, document), await engine.execute(blind, document)

    assert seen.errors == []
    assert faults(refused) == [("FORBIDDEN", ["addPerson", "vettingCases"])]
    people = await engine.execute(coordinator, "{ people { totalCount } }")
    assert people.data == {"people": {"totalCount": 1}}
