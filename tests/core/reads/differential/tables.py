"""What one viewer may see of each declared type, by one plain SELECT of its whole table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from graphql import GraphQLSchema
from sqlalchemy import Uuid, inspect, literal, select
from sqlalchemy.orm import aliased
from strawberry.schema.schema_converter import GraphQLCoreConverter

from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.reads.declarations import Field, Node, node_of

DECLARED = GraphQLCoreConverter.DEFINITION_BACKREF


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its columns for the keys that join it, and its fields by their names in Python."""

    columns: dict[str, Any]
    fields: dict[str, Any]
    searched: dict[str, str]
    """What is searched of it, by the root field that searches."""


Tables = dict[type, list[Row]]


def roots_of(schema: GraphQLSchema) -> dict[str, Any]:
    """Return the declared lists and look-ups of the query type, by name; what Python computes is left out."""
    fields = schema.query_type.fields if schema.query_type else {}
    found = {name: field.extensions[DECLARED].metadata.get("root") for name, field in fields.items()}
    return {name: root for name, root in found.items() if root is not None}


def nodes_of(kinds: Iterable[type]) -> dict[str, Node]:
    """Return the types that can be reached, by name."""
    found: dict[str, Node] = {}
    waiting = list(kinds)
    while waiting:
        node = node_of(waiting.pop())
        if node.name not in found:
            found[node.name] = node
            waiting += [field.target for field in node.fields.values() if field.target is not None]
    return found


async def read_tables(database: Database, viewer: Viewer, roots: dict[str, Any]) -> Tables:
    """Read every table under the viewer's row-level security."""
    tables: Tables = {}
    for node in nodes_of(root.kind for root in roots.values()).values():
        searches = {
            name: root.search for name, root in roots.items() if root.search and root.kind is node.kind
        }
        async with database.read(viewer) as session:
            tables[node.kind] = [
                _row(node, dict(found._mapping), searches)
                for found in await session.execute(_whole(node, viewer, searches))
            ]
    return tables


def _whole(node: Node, viewer: Viewer, searches: dict[str, Any]) -> Any:
    row = aliased(node.model)
    columns = [item.key for item in inspect(node.model).column_attrs]
    asked = [getattr(row, key).label(f"column_{key}") for key in columns]
    asked += [
        field.expression(row).label(f"field_{field.attribute}")
        for field in node.fields.values()
        if field.expression is not None
    ]
    asked += [search(row).label(f"search_{name}") for name, search in searches.items()]
    statement = select(*asked)
    me = literal(viewer.account_id, Uuid())
    for narrowed in (
        node.only and node.only(row),
        node.seen_by and node.seen_by(row, viewer.permissions, me),
    ):
        if narrowed is not None:
            statement = statement.where(narrowed)
    return statement


def _row(node: Node, found: dict[str, Any], searches: dict[str, Any]) -> Row:
    columns = {name.removeprefix("column_"): found[name] for name in found if name.startswith("column_")}
    fields = {
        field.attribute: found.get(f"field_{field.attribute}", columns.get(field.attribute))
        for field in node.fields.values()
        if field.target is None
    }
    return Row(columns, fields, {name: found[f"search_{name}"] for name in searches})


def said(value: Any, field: Field) -> Any:
    """Return a value as the API says it: codes by name, dates and times in ISO 8601, ids as text."""
    if value is None:
        return None
    if isinstance(field.python_type, type) and issubclass(field.python_type, Enum):
        return field.python_type(stored(value)).name
    if isinstance(value, str) and "JSON" in repr(field.python_type):
        return json.loads(value)
    return plain(value)


def stored(value: Any) -> Any:
    """Return the value as the table holds it: codes as their text."""
    return value.value if isinstance(value, Enum) else value


def plain(value: Any) -> Any:
    """Return a stored value as JSON has it; PostgreSQL writes no zeros at the end of a second's fraction."""
    value = stored(value)
    if isinstance(value, datetime):
        text = value.isoformat()
        whole, dot, rest = text.partition(".")
        fraction, zone = (rest[:6].rstrip("0"), rest[6:]) if dot else ("", "")
        return f"{whole}{dot}{fraction}{zone}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
