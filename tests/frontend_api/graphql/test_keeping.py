"""What a browser may keep: nothing about people, whether it is asked, filtered by or hidden in a fragment."""

from __future__ import annotations

import pytest
from graphql import GraphQLObjectType, get_named_type, parse, validate

from core.plugins.loader import Registry
from core.reads.declarations import all_nodes
from core.reads.operations import root_of
from frontend_api.graphql.execution import Engine
from frontend_api.graphql.keeping import columns_read, may_be_kept, personal_columns

MAY = [
    "{ prison { code name group { name } } }",
    "{ services { totalCount nodes { name wings partnerName } } }",
    '{ services(search: "choir", filter: {status: {eq: OPERATING_FULL}}) { nodes { name } } }',
    "{ partners { __typename pageInfo { endCursor } nodes { name organisation { identifier } } } }",
    'query($id: ID! = "x") { partner(id: $id) { name services { name status } } }',
    "{ jobs { nodes { kind state } } }",
]
MAY_NOT = {
    "a sensitive type": "{ person(id: 1) { id } }",
    "a list of one": "{ people { nodes { id } } }",
    "the number of its rows": "{ people { totalCount } }",
    "a sensitive type of a module": "{ vettingCases { totalCount } }",
    "a personal column": "{ partners { nodes { name note } } }",
    "one that is computed": "{ partners { nodes { peopleCount } } }",
    "a name of another table": "{ jobs { nodes { requestedByName } } }",
    "a relation to people": "{ partners { nodes { name contacts { email } } } }",
    "a skipped field": "{ partners { nodes { name note @skip(if: true) } } }",
    "an alias": "{ partners { nodes { name: note } } }",
    "a fragment": "{ partners { nodes { ...F } } } fragment F on Partner { note }",
    "a fragment that is used by one operation": (
        "query A { partners { totalCount } } query B { partners { nodes { ...F } } } "
        "fragment F on Partner { note }"
    ),
    "an inline fragment": "{ partners { nodes { ... on Partner { ... { note } } } } }",
    "a search among personal rows": '{ partners(search: "x") { totalCount } }',
    "a filter of personal rows": "{ members(filter: {}) { totalCount } }",
    "what Python computes": "{ reportOffers { code } }",
    "the schema": "{ __schema { queryType { name } } }",
    "one kept and one not": "{ prison { code } people { totalCount } }",
}


def kept(engine: Engine, registry: Registry, text: str) -> bool:
    return may_be_kept(engine.schema, parse(text), personal_columns(registry.contributions))


@pytest.mark.parametrize("text", MAY)
def test_what_is_about_nobody_may_be_kept(engine: Engine, registry: Registry, text: str) -> None:
    assert validate(engine.schema, parse(text)) == []
    assert kept(engine, registry, text)


@pytest.mark.parametrize("text", MAY_NOT.values(), ids=MAY_NOT)
def test_what_is_about_somebody_may_not(engine: Engine, registry: Registry, text: str) -> None:
    wrong = [fault.message for fault in validate(engine.schema, parse(text))]
    assert [message for message in wrong if "Unknown argument" not in message] == []
    assert not kept(engine, registry, text)


def test_computed_fields_are_judged_by_the_columns_they_read() -> None:
    nodes = {node.name: node for node in all_nodes()}
    clearance = nodes["VettingClearance"]
    read = set(columns_read(clearance, clearance.fields["personName"]))
    assert {("person", "first_name"), ("person", "surname")} <= read
    service = nodes["Service"]
    assert ("partner", "name") in set(columns_read(service, service.fields["partnerName"]))


def test_nothing_stands_between_the_types_that_are_judged(engine: Engine) -> None:
    """Below what SQL answers are types over tables and lists of them; what comes new must be judged too."""
    query = engine.schema.query_type
    assert query is not None
    nodes = {node.name for node in all_nodes()}
    waiting = [get_named_type(field.type) for name, field in query.fields.items() if root_of(query, name)]
    seen: set[str] = set()
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, GraphQLObjectType) and kind.name not in seen:
            seen.add(kind.name)
            waiting += [get_named_type(field.type) for field in kind.fields.values()]
    between = {name for name in seen - nodes if not name.endswith("Connection")}
    assert between == {"PageInfo"}
