"""No value and no name that a client chose ever stands in the text of a statement: all of it is bound."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
)
from sqlalchemy import event, text

from core.accounts.roles import PRISON_ROLES
from core.accounts.viewer import Viewer
from core.database.statements import Statement
from core.database.unit_of_work import Database
from core.files import FileStore
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reads.operations import root_of
from core.testkit import make_partner, make_person, viewer
from frontend_api.graphql.execution import Engine

MARKER = "zq7'marker\"--;%s$1"
PLAIN = "zq7"
"""What is left of the marker however it is escaped."""
NUMBER = 731_913
DAY, MOMENT = "1913-07-13", "1913-07-13T07:31:09+00:00"
IDENTITY = "7a713737-0000-7000-8000-007a71373700"
PLANTED = (PLAIN, str(NUMBER), "1913", "7a713737", "73737a")
SCALARS: dict[str, Any] = {
    "String": MARKER,
    "ID": IDENTITY,
    "Int": NUMBER,
    "Date": DAY,
    "DateTime": MOMENT,
    "Boolean": True,
    "JSON": {MARKER: MARKER},
}


@dataclass
class Driver:
    """What reached the driver: texts, and the values bound to them."""

    texts: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def assert_nothing_planted(self) -> None:
        assert self.texts
        for words in self.texts:
            assert [mark for mark in PLANTED if mark in words.lower()] == [], words


@pytest.fixture
def driver(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    """Listen to both roads: through SQLAlchemy, and statements that go to asyncpg as they are."""
    heard = Driver()

    def executed(_connection: Any, _cursor: Any, words: str, values: Any, *_rest: Any) -> None:
        heard.texts.append(words)
        heard.values.append(repr(values))

    arguments = Statement.arguments

    def bound(statement: Statement, given: Any) -> tuple[Any, ...]:
        values = arguments(statement, given)
        heard.texts.append(statement.text)
        heard.values.append(repr(values))
        return values

    monkeypatch.setattr(Statement, "arguments", bound)
    event.listen(database.engine.sync_engine, "before_cursor_execute", executed)
    yield heard
    event.remove(database.engine.sync_engine, "before_cursor_execute", executed)


@pytest.fixture
def fresh(registry: Registry, database: Database, files: FileStore) -> Engine:
    return Engine(registry, database, files, introspection=False)


def planted(kind: GraphQLInputType, depth: int = 1) -> Any:
    """Return a value of this type that is marked wherever a client chooses what it is."""
    if isinstance(kind, GraphQLNonNull):
        return planted(kind.of_type, depth)
    if isinstance(kind, GraphQLList):
        return [planted(kind.of_type, depth)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        fields = kind.fields.items()
        deeper = {name: item for name, item in fields if depth or name not in {"and", "or", "not"}}
        return {
            name: planted(item.type, depth - (name in {"and", "or", "not"})) for name, item in deeper.items()
        }
    return SCALARS[kind.name]


def written(value: Any, kind: GraphQLInputType) -> str:
    """Write a value as a literal of a document."""
    if isinstance(kind, GraphQLNonNull):
        return written(value, kind.of_type)
    if isinstance(kind, GraphQLList):
        return f"[{', '.join(written(item, kind.of_type) for item in value)}]"
    if isinstance(kind, GraphQLInputObjectType):
        parts = (f"{name}: {written(item, kind.fields[name].type)}" for name, item in value.items())
        return "{" + ", ".join(parts) + "}"
    return str(value) if isinstance(kind, GraphQLEnumType) else json.dumps(value)


LATER = {"last", "after", "before"}


def roots(schema: GraphQLSchema) -> dict[str, GraphQLField]:
    """Return the root fields that take arguments and are answered by SQL."""
    query = schema.query_type
    assert query is not None
    return {
        name: item for name, item in query.fields.items() if item.args and root_of(query, name) is not None
    }


def asked_of(item: GraphQLField) -> dict[str, Any]:
    """Return a marked value for each argument of a root field; a page has a size that pages can have."""
    chosen = {name: argument for name, argument in item.args.items() if name not in LATER}
    return {name: 7 if name == "first" else planted(argument.type) for name, argument in chosen.items()}


def below(item: GraphQLField, alias: str) -> str:
    page = f"nodes {{ {alias}2: id }} {alias}3: totalCount pageInfo {{ {alias}4: endCursor }}"
    return f"{{ {alias}1: {page} }}" if "first" in item.args else f"{{ {alias}1: id }}"


@pytest.fixture
def desk(prison: Prison, registry: Registry) -> Viewer:
    """Whoever may read everything of a prison: some lists are for its governor and security alone."""
    return viewer(registry, prison, *PRISON_ROLES)


async def test_values_of_variables_are_bound(fresh: Engine, desk: Viewer, driver: Driver) -> None:
    for name, item in roots(fresh.schema).items():
        values = asked_of(item)
        declared = ", ".join(f"$zq7{key}: {item.args[key].type}" for key in values)
        given_ = ", ".join(f"{key}: $zq7{key}" for key in values)
        document = f"query zq7op({declared}) {{ zq7key: {name}({given_}) {below(item, 'zq7')} }}"
        result = await fresh.execute(desk, document, {f"zq7{key}": one for key, one in values.items()})
        assert result.errors == [], (document, result.errors)
    driver.assert_nothing_planted()
    assert len(driver.texts) >= len(roots(fresh.schema))
    said = " ".join(driver.values)
    for mark in ('marker"--;%s$1', str(NUMBER), "datetime.date(1913, 7, 13)", "7a713737"):
        assert mark in said, "the control: what was planted did reach the database"


async def test_values_of_literals_are_bound(fresh: Engine, desk: Viewer, driver: Driver) -> None:
    for name, item in roots(fresh.schema).items():
        given_ = ", ".join(
            f"{key}: {written(value, item.args[key].type)}" for key, value in asked_of(item).items()
        )
        document = f"query zq7op {{ zq7key: {name}({given_}) {below(item, 'zq7')} }}"
        result = await fresh.execute(desk, document, {}, "zq7op")
        assert result.errors == [], (document, result.errors)
    driver.assert_nothing_planted()
    assert "zq7key" in " ".join(driver.values), "an answer's own names are values as well"


async def test_both_roads_bind(fresh: Engine, coordinator: Viewer, driver: Driver) -> None:
    """Beside what Python answers, the same fields are read one by one."""
    document = "query zq7op($f: PersonFilter, $s: String) { reportOffers { code } zq7key:"
    document += " people(filter: $f, search: $s) { nodes { zq7: surname } } }"
    several = {"or": [{"nameKey": {"eq": MARKER}}, {"team": {"in": [MARKER, MARKER]}}]}
    result = await fresh.execute(coordinator, document, {"f": several, "s": MARKER})
    assert result.errors == []
    driver.assert_nothing_planted()
    assert "zq7key" in result.body()["data"]


async def test_cursor_is_bound(
    fresh: Engine, database: Database, coordinator: Viewer, driver: Driver
) -> None:
    await make_person(database, coordinator)
    driver.texts.clear()
    document = "query($a: String, $o: [PersonOrder!]) { people(first: 1, after: $a, order: $o)"
    document += " { nodes { id } pageInfo { endCursor } } }"
    for order in (None, [{"field": "team"}, {"field": "surname", "direction": "DESC"}]):
        first = (await fresh.execute(coordinator, document, {"o": order})).body()
        values = json.loads(base64.b64decode(first["data"]["people"]["pageInfo"]["endCursor"]))
        spoilt = [MARKER if isinstance(value, str) else value for value in values[:-1]] + [IDENTITY]
        cursor = base64.b64encode(json.dumps(spoilt).encode()).decode()
        result = await fresh.execute(coordinator, document, {"o": order, "a": cursor})
        assert result.errors == []
    driver.assert_nothing_planted()
    assert PLAIN in " ".join(driver.values)


async def test_changes_are_bound(
    fresh: Engine, database: Database, coordinator: Viewer, driver: Driver
) -> None:
    partner = await make_partner(database, coordinator)
    driver.texts.clear()
    for document, values in (
        ("addPartner(given: $given) { zq7: name }", {"name": MARKER}),
        ("addContact(given: $given) { zq7: name }", {"partnerId": str(partner.id), "name": MARKER}),
        (
            "addPerson(given: $given) { zq7: name }",
            {"firstName": MARKER, "surname": MARKER, "kind": "VOLUNTEER"},
        ),
        ("addService(given: $given) { zq7: name }", {"partnerId": str(partner.id), "name": MARKER}),
    ):
        kind = "New" + document[3 : document.index("(")]
        asked = f"mutation zq7op($given: {kind}!) {{ zq7key: {document} }}"
        result = await fresh.execute(coordinator, asked, {"given": values})
        assert result.errors == [], result.errors
        assert PLAIN in result.body()["data"]["zq7key"]["zq7"].lower()
    driver.assert_nothing_planted()


WORDS = [
    *("a", "", "'", '"', "\\", "%", "_", "$1", ":slot_0", "%(slot_0)s", "--", "/*", ";", "){}[]", "\n\t\r"),
    *(
        "'; DROP TABLE person; --",
        "\\'; --",
        "E'\\\\x27'",
        "$$zq7$$",
        "U&'\\0027'",
        "\u2019",
        "\uff07",
        "\U0001f600",
    ),
]
NAMES = [
    "a",
    "_",
    "select",
    "SELECT",
    "slot_0",
    "null",
    "x" * 300,
    "param_1",
    "CAST",
    "nodes",
    "A9_",
    "totalcount",
]
DOCUMENT = """
query {operation}($f: PersonFilter, $s: String) {{
  {key}: people(filter: $f, search: $s, first: 3) {{ nodes {{ {key}: surname }} totalCount }}
}}
"""


async def test_text_is_the_same_whatever_is_asked_for(
    fresh: Engine, coordinator: Viewer, driver: Driver
) -> None:
    """Any letters for values and any names for keys lead to one text."""
    texts: set[str] = set()
    for place, words in enumerate(WORDS):
        key, operation = NAMES[place % len(NAMES)], NAMES[-place % len(NAMES)]
        alike = {"or": [{"nameKey": {"contains": words}}, {"team": {"in": [words, words]}}]}
        document = DOCUMENT.format(operation=operation, key=key)
        result = await fresh.execute(coordinator, document, {"f": alike, "s": f"one{words}"[:3]})
        assert result.errors == [], (words, result.errors)
        assert set(result.body()["data"]) == {key}
        texts |= {statement for statement in driver.texts if "json_build_object" in statement}
    assert len(texts) == 1, texts


async def test_listener_would_notice(database: Database, coordinator: Viewer, driver: Driver) -> None:
    """The control of every test here: a value written into a text is heard."""
    async with database.read(coordinator) as session:
        await session.execute(text(f"SELECT '{PLAIN}'"))
    with pytest.raises(AssertionError, match=PLAIN):
        driver.assert_nothing_planted()
