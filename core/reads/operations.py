"""A whole query operation as one SQL statement, whose answer PostgreSQL writes as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import GraphQLObjectType, OperationDefinitionNode
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

    @property
    def parent(self) -> GraphQLObjectType:
        parent = self.request.schema.query_type
        if parent is None:
            raise TypeError("The schema has no query type.")
        return parent

    def sensitive_reads(self) -> list[tuple[str, str, UUID]]:
        """Return response key, type and id of each sensitive record that is looked up."""
        parent, found = self.parent, []
        for selected in fields_of(self.request, parent, self.definition.selection_set):
            root = None if selected.name == "__typename" else root_of(parent, selected.name)
            if root is not None and root.is_recorded:
                wanted = as_uuid(selected.arguments(self.request, parent)["id"])
                found.append((selected.key, root.node.name, wanted))
        return found

    @property
    def is_compiled(self) -> bool:
        """Tell whether SQL answers every field; else Python must walk the operation."""
        parent = self.parent
        names = {item.name for item in fields_of(self.request, parent, self.definition.selection_set)}
        return all(root_of(parent, name) is not None for name in names - {"__typename"})

    def statement(self) -> Select[Any]:
        """Return the one statement; raises Refused where the viewer may not read what is asked."""
        parent = self.parent
        pairs: list[tuple[str, ColumnElement[Any]]] = []
        scope = Scope(self.viewer, self.request)
        for selected in fields_of(self.request, parent, self.definition.selection_set):
            if selected.name == "__typename":
                pairs.append((selected.key, literal(parent.name, Text)))
            else:
                root = root_of(parent, selected.name)
                if root is None:
                    raise TypeError(f"{selected.name} is not answered by SQL.")
                pairs.append((selected.key, root.value(selected, parent, scope.at(selected.key))))
        return select(cast(json_object(pairs, scope), Text))


def root_of(parent: GraphQLObjectType, name: str) -> Root | None:
    """Return how SQL answers a root field; None for one that Python computes, as it does `__schema`."""
    field = parent.fields.get(name)
    root: Root | None = None if field is None else field.extensions[STRAWBERRY].metadata.get("root")
    return root
