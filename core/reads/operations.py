"""A query operation as one SQL statement, whose answer PostgreSQL writes as JSON; the rest is for Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLObjectType,
    OperationDefinitionNode,
    SelectionSetNode,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from core.accounts.viewer import Viewer
from core.reads.compiler import Scope, shape
from core.reads.objects import Member, constant
from core.reads.plans import Plan, Walked
from core.reads.roots import Root
from core.reads.selection import Request, Selected
from core.reads.selection import select as fields_of
from core.reads.slots import Source
from core.reads.traces import Shown

STRAWBERRY = GraphQLCoreConverter.DEFINITION_BACKREF
TYPENAME = "__typename"


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

    def plan(self) -> Plan | None:
        """Write the one statement; None where Python answers all there is.

        Raises Refused where the viewer may not read what is asked.
        """
        asked = fields_of(self.request, self.parent, self.definition.selection_set)
        computed = [item for item in asked if self._is_computed(item)]
        read = [item for item in asked if not self._is_computed(item)]
        if not computed:
            return self._statement(read)
        shown = [item for item in computed if shown_of(self.parent, item.name) is not None]
        if not shown and all(item.name == TYPENAME for item in read):
            return None
        return replace(self._statement(read, shown), walked=self._walked(computed, asked))

    def _is_computed(self, selected: Selected) -> bool:
        return selected.name != TYPENAME and root_of(self.parent, selected.name) is None

    def _statement(self, asked: list[Selected], shown: Sequence[Selected] = ()) -> Plan:
        parent = self.parent
        members: list[Member] = []
        scope = Scope(self.viewer, self.request)
        for selected in asked:
            if selected.name == TYPENAME:
                members.append((selected, constant(parent.name)))
                continue
            root = root_of(parent, selected.name)
            if root is None:
                raise TypeError(f"{selected.name} is not answered by SQL.")
            here = scope.at(selected)
            members.append((selected, root.value(selected, parent, here)))
        self._note(asked, shown, scope)
        return Plan(scope.statement(shape(members, scope).value()), scope.slots, bool(scope.traces))

    def _note(self, asked: Sequence[Selected], shown: Sequence[Selected], scope: Scope) -> None:
        """Leave one entry for each row that Python shows, where no lookup beside it leaves it already."""
        noted: dict[str, list[Source]] = {}
        for selected in asked:
            root = root_of(self.parent, selected.name)
            if root is not None and root.is_traced:
                wanted = root.wanted(selected, self.parent, scope)
                noted.setdefault(root.node.name, []).append(wanted)
        for selected in shown:
            mark = shown_of(self.parent, selected.name)
            if mark is not None:
                mark.note(selected, self.parent, noted.setdefault(mark.node.name, []), scope)

    def _walked(self, computed: list[Selected], asked: list[Selected]) -> Walked:
        """Write a document of the fields that Python computes, as they are asked, with all fragments."""
        fields: list[FieldNode] = [node for item in computed for node in item.nodes]
        given = self.definition
        operation = OperationDefinitionNode(
            operation=given.operation,
            name=given.name,
            variable_definitions=given.variable_definitions,
            directives=given.directives,
            selection_set=SelectionSetNode(selections=tuple(fields)),
            loc=given.loc,
        )
        document = DocumentNode(definitions=(operation, *self.request.fragments.values()))
        return Walked(document, tuple(item.key for item in asked))


def shown_of(parent: GraphQLObjectType, name: str) -> Shown | None:
    """Return whose record a root field shows that Python computes; None for one that shows none."""
    field = parent.fields.get(name)
    mark: Shown | None = None
    if field is not None and STRAWBERRY in field.extensions:
        mark = field.extensions[STRAWBERRY].metadata.get("shown")
    return mark


def root_of(parent: GraphQLObjectType, name: str) -> Root | None:
    """Return how SQL answers a root field; None for one that Python computes, as it does `__schema`."""
    field = parent.fields.get(name)
    root: Root | None = None if field is None else field.extensions[STRAWBERRY].metadata.get("root")
    return root
