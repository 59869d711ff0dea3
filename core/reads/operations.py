"""A whole query operation as one SQL statement, whose answer PostgreSQL writes as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import GraphQLObjectType, GraphQLScalarType, GraphQLSchema, OperationDefinitionNode
from sqlalchemy import ColumnElement, Select, Text, cast, literal, select
from strawberry.schema.schema_converter import GraphQLCoreConverter

from core.accounts.viewer import Viewer
from core.reads.compiler import Scope, json_object
from core.reads.filters import as_uuid
from core.reads.roots import Root
from core.reads.selection import Request
from core.reads.selection import select as fields_of

STRAWBERRY = GraphQLCoreConverter.DEFINITION_BACKREF


@dataclass(frozen=True, slots=True)
class Operation:
    """A validated query operation with its variables, for one viewer."""

    request: Request
    definition: OperationDefinitionNode
    viewer: Viewer

    def sensitive_reads(self) -> list[tuple[str, str, UUID]]:
        """Return response key, type and id of each sensitive record that is looked up."""
        parent = self.request.schema.query_type
        if parent is None:
            raise TypeError("The schema has no query type.")
        found = []
        for selected in fields_of(self.request, parent, self.definition.selection_set):
            root = None if selected.name == "__typename" else root_of(parent, selected.name)
            if root is not None and root.node.sensitive and not root.many:
                wanted = as_uuid(selected.arguments(self.request, parent)["id"])
                found.append((selected.key, root.node.name, wanted))
        return found

    def statement(self) -> Select[Any]:
        """Return the one statement; raises Refused where the viewer may not read what is asked."""
        parent = self.request.schema.query_type
        if parent is None:
            raise TypeError("The schema has no query type.")
        pairs: list[tuple[str, ColumnElement[Any]]] = []
        scope = Scope(self.viewer, self.request)
        for selected in fields_of(self.request, parent, self.definition.selection_set):
            if selected.name == "__typename":
                pairs.append((selected.key, literal(parent.name, Text)))
            else:
                root = root_of(parent, selected.name)
                pairs.append((selected.key, root.value(selected, parent, scope.at(selected.key))))
        return select(cast(json_object(pairs, scope), Text))


def root_of(parent: GraphQLObjectType, name: str) -> Root:
    """Return how a root field is read, as its module declared it."""
    root: Root = parent.fields[name].extensions[STRAWBERRY].metadata["root"]
    return root


def answer_by_key(schema: GraphQLSchema, names: frozenset[str]) -> None:
    """Let objects that SQL has already shaped be walked by response key, aliases and all."""
    for name in names:
        kind = schema.type_map.get(name)
        if isinstance(kind, GraphQLObjectType):
            for field in kind.fields.values():
                field.resolve = _by_key
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLScalarType):
            kind.coerce_output_value = _already_text(kind.coerce_output_value)


def _already_text(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let through what PostgreSQL wrote: it says dates and times in ISO 8601 already."""
    return lambda value: value if isinstance(value, str) else coerce(value)


def _by_key(source: dict[str, Any], info: Any, **_arguments: object) -> Any:
    return source[info.path.key]
