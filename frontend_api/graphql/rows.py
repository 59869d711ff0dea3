"""How many rows an operation asks for: a list multiplies what is asked of each of its rows.

Read off the document and the sizes of its pages, before any row is; each fragment is looked at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    type_from_ast,
)

from core.errors import Invalid
from core.reads.paging import LARGEST_PAGE, PAGE_SIZE
from core.translation import translate
from frontend_api.graphql.lengths import Lengths

MOST_ROWS = 25_000
MOST_REMEMBERED = 64
SIZES = ("first", "last")


class Rows:
    """Estimates the operations of one validated document, again only for other page sizes."""

    def __init__(
        self, schema: GraphQLSchema, lengths: Lengths, fragments: Mapping[str, FragmentDefinitionNode]
    ) -> None:
        self._schema, self._lengths, self._fragments = schema, lengths, fragments
        self._sizing: dict[int, tuple[str, ...]] = {}
        self._found: dict[tuple[Any, ...], int] = {}

    def check(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> None:
        """Raise Invalid when an operation asks for too many rows, with what can be done about it."""
        found = self.estimate(operation, variables)
        if found > MOST_ROWS:
            raise Invalid(
                translate(
                    "This operation asks for about {found} rows, and {most} is the most. "
                    "Ask for smaller pages, or for fewer lists within lists."
                ).format(found=found, most=MOST_ROWS),
                code="TOO_LARGE",
            )

    def estimate(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        """Return the estimate, worked out once for each choice of page sizes."""
        sizing = self._sizing.get(id(operation))
        if sizing is None:
            sizing = self._sizing[id(operation)] = sizes_of(self._schema, operation)
        key = (id(operation), *(_clamped(variables.get(name)) for name in sizing))
        if key not in self._found:
            if len(self._found) >= MOST_REMEMBERED:
                self._found.clear()
            self._found[key] = self._walk(operation, variables)
        return self._found[key]

    def _walk(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        root = self._schema.get_root_type(operation.operation)
        if root is None:
            return 0
        walk = Walk(self._schema, self._lengths, self._fragments, variables)
        return round(walk.selection(root, operation.selection_set, 1))


class Walk:
    """One look at an operation with its variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        lengths: Lengths,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
    ) -> None:
        self.schema, self.lengths, self.fragments = schema, lengths, fragments
        self.variables = variables
        self.measured: dict[tuple[str, float], float] = {}

    def selection(self, parent: GraphQLNamedType, found: SelectionSetNode | None, page: float) -> float:
        """Return the rows of a selection beneath one row of its parent, which may be a page of rows."""
        return sum(self.node(parent, node, page) for node in found.selections) if found else 0

    def node(self, parent: GraphQLNamedType, node: SelectionNode, page: float) -> float:
        if isinstance(node, FieldNode):
            return self._field(parent, node, page)
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value, page)
        condition = getattr(node, "type_condition", None)
        kind = type_from_ast(self.schema, condition) if condition else parent
        return self.selection(kind or parent, getattr(node, "selection_set", None), page)

    def _field(self, parent: GraphQLNamedType, node: FieldNode, page: float) -> float:
        asked = self.schema.get_field(parent, node.name.value)  # type: ignore[arg-type]  # validated: it has fields
        if asked is None:
            return 0
        length = self.lengths.of(parent, node.name.value, asked, page)
        kind = get_named_type(asked.type)
        inner = self.selection(kind, node.selection_set, self._page(asked, node))
        return length.times * (length.cost + inner)

    def _fragment(self, name: str, page: float) -> float:
        key = (name, page)
        if key not in self.measured:
            definition = self.fragments[name]
            kind = type_from_ast(self.schema, definition.type_condition)
            self.measured[key] = self.selection(kind, definition.selection_set, page) if kind else 0
        return self.measured[key]

    def _page(self, asked: GraphQLField, node: FieldNode) -> float:
        """Return how many rows the page has that a field asks for; of what is no page, one."""
        if SIZES[0] not in asked.args:
            return 1
        sizes = [self._size(item.value) for item in node.arguments or () if item.name.value in SIZES]
        return max(sizes, default=PAGE_SIZE)

    def _size(self, value: ValueNode) -> int:
        if isinstance(value, IntValueNode):
            return _clamped(int(value.value))
        return _clamped(self.variables.get(value.name.value) if isinstance(value, VariableNode) else None)


def sizes_of(schema: GraphQLSchema, operation: OperationDefinitionNode) -> tuple[str, ...]:
    """Return the variables that can be the size of a page: whole numbers."""
    kinds = (
        (item.variable.name.value, type_from_ast(schema, item.type))
        for item in operation.variable_definitions or ()
    )
    return tuple(name for name, kind in kinds if kind is not None and get_named_type(kind).name == "Int")


def _clamped(size: object) -> int:
    """Return a size as a page could have it; what is no size is refused when the page is read."""
    if not isinstance(size, int):
        return PAGE_SIZE
    return min(max(size, 0), LARGEST_PAGE)
