"""A whole query operation as one SQL statement, whose answer PostgreSQL writes as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import GraphQLObjectType, OperationDefinitionNode
from strawberry.schema.schema_converter import GraphQLCoreConverter

from core.accounts.viewer import Viewer
from core.reads.compiler import Scope, shape
from core.reads.objects import Member, constant
from core.reads.plans import Plan
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

    @property
    def is_compiled(self) -> bool:
        """Tell whether SQL answers every field; else Python must walk the operation."""
        parent = self.parent
        names = {item.name for item in fields_of(self.request, parent, self.definition.selection_set)}
        return all(root_of(parent, name) is not None for name in names - {"__typename"})

    def plan(self) -> Plan:
        """Write the one statement; raises Refused where the viewer may not read what is asked."""
        parent = self.parent
        members: list[Member] = []
        scope = Scope(self.viewer, self.request)
        for selected in fields_of(self.request, parent, self.definition.selection_set):
            if selected.name == "__typename":
                members.append((selected, constant(parent.name)))
                continue
            root = root_of(parent, selected.name)
            if root is None:
                raise TypeError(f"{selected.name} is not answered by SQL.")
            here = scope.at(selected.key)
            members.append((selected, root.value(selected, parent, here)))
        return Plan(scope.statement(shape(members, scope).value()), scope.slots, bool(scope.traces))


def root_of(parent: GraphQLObjectType, name: str) -> Root | None:
    """Return how SQL answers a root field; None for one that Python computes, as it does `__schema`."""
    field = parent.fields.get(name)
    root: Root | None = None if field is None else field.extensions[STRAWBERRY].metadata.get("root")
    return root
