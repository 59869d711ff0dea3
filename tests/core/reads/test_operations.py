"""A whole operation is one statement, and it says what GraphQL says."""

from __future__ import annotations

from sqlalchemy import select

from core.accounts.viewer import Viewer
from core.audit.models import ReadEntry
from core.database.unit_of_work import Database
from core.testkit import NOBODY, make_partner, make_person
from frontend_api.graphql.execution import Engine

PAGE = """
query Page($after: String, $first: Int, $last: Int, $before: String) {
  partners(first: $first, after: $after, last: $last, before: $before) {
    nodes { name }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
}
"""


async def test_mutation_answers_what_is_asked_under_its_alias(engine: Engine, coordinator: Viewer) -> None:
    document = (
        'mutation { added: addPartner(given: {name: " Tide  Mill "}) { called: name contacts { name } } }'
    )

    result = await engine.execute(coordinator, document)

    assert result.body() == {"data": {"added": {"called": "Tide Mill", "contacts": []}}}


async def test_relations_fragments_aliases_and_typename_come_from_one_operation(
    engine: Engine, database: Database, coordinator: Viewer
) -> None:
    partner = await make_partner(database, coordinator)
    await make_person(database, coordinator, partner_id=partner.id)
    document = """
      query {
        all: people { totalCount nodes { ...Who partner { name __typename } } }
        one: partner(id: "%s") { peopleCount }
      }
      fragment Who on Person { full: name personRoles { kind } }
    """

    result = await engine.execute(coordinator, document % partner.id)

    person = {
        "full": "Robin Ashdown",
        "personRoles": [{"kind": "VOLUNTEER"}],
        "partner": {"name": "Harbour Lights", "__typename": "Partner"},
    }
    expected = {"all": {"totalCount": 1, "nodes": [person]}, "one": {"peopleCount": 1}}
    assert result.body() == {"data": expected}


async def test_pages_forward_and_backward_meet(
    engine: Engine, database: Database, coordinator: Viewer
) -> None:
    names = [f"Partner {letter}" for letter in "ABCDE"]
    for name in names:
        await make_partner(database, coordinator, name)

    seen, after = [], None
    while True:
        data = (await engine.execute(coordinator, PAGE, {"first": 2, "after": after})).data
        assert data is not None
        page = data["partners"]
        seen += [node["name"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    data = (await engine.execute(coordinator, PAGE, {"last": 2, "before": after})).data
    assert data is not None

    assert seen == names
    assert page["totalCount"] == len(names)
    assert [node["name"] for node in data["partners"]["nodes"]] == ["Partner C", "Partner D"]
    assert data["partners"]["pageInfo"]["hasPreviousPage"] is True


async def test_filter_and_or_not_narrow_the_list(
    engine: Engine, database: Database, coordinator: Viewer
) -> None:
    for name in ("Alder", "Birch", "Cedar"):
        await make_partner(database, coordinator, name)
    document = """query($f: PartnerFilter) { partners(filter: $f) { totalCount nodes { name } } }"""
    wanted = {
        "or": [{"nameKey": {"contains": "alder"}}, {"nameKey": {"eq": "birch"}}],
        "not": {"nameKey": {"eq": "alder"}},
    }

    result = await engine.execute(coordinator, document, {"f": wanted})

    assert result.body() == {"data": {"partners": {"totalCount": 1, "nodes": [{"name": "Birch"}]}}}


async def test_another_prisons_row_is_as_absent_as_one_that_never_was(
    engine: Engine, database: Database, coordinator: Viewer, other_coordinator: Viewer
) -> None:
    theirs = await make_partner(database, other_coordinator)
    document = "query($id: ID!) { partner(id: $id) { name } }"

    other = await engine.execute(coordinator, document, {"id": str(theirs.id)})
    never = await engine.execute(coordinator, document, {"id": str(coordinator.account_id)})

    assert other.body() == never.body() == {"data": {"partner": None}}


async def test_a_field_without_permission_refuses_the_operation_and_says_where(engine: Engine) -> None:
    result = await engine.execute(NOBODY, "{ mine: partners { nodes { name } } }")

    assert result.data is None
    assert [(error["path"], error["extensions"]) for error in result.errors] == [
        (["mine"], {"code": "FORBIDDEN"})
    ]


async def test_a_made_up_cursor_is_the_clients_error(engine: Engine, coordinator: Viewer) -> None:
    result = await engine.execute(coordinator, PAGE, {"after": "bm90IGpzb24="})

    assert [error["extensions"]["code"] for error in result.errors] == ["INVALID"]


async def test_looking_at_a_person_is_noted_and_looking_for_nobody_is_not(
    engine: Engine, database: Database, coordinator: Viewer, other_coordinator: Viewer
) -> None:
    ours = await make_person(database, coordinator)
    theirs = await make_person(database, other_coordinator)
    document = "query($id: ID!) { looked: person(id: $id) { name } people { totalCount } }"

    await engine.execute(coordinator, document, {"id": str(ours.id)})
    await engine.execute(coordinator, document, {"id": str(theirs.id)})

    async with database.read(coordinator) as session:
        entries = (await session.scalars(select(ReadEntry))).all()
    assert [(entry.account_id, entry.node, entry.row_id) for entry in entries] == [
        (coordinator.account_id, "Person", ours.id)
    ]
