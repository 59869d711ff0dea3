"""Whether a browser may keep what a document answers: nothing about people, as modules say what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    visit,
)
from sqlalchemy import Column
from sqlalchemy.orm import aliased
from sqlalchemy.sql import visitors

from core.plugins.contribution import Contribution
from core.reads.declarations import Field, Node, all_nodes, node_of, value_of
from core.reads.operations import root_of

Columns = frozenset[tuple[str, str]]
"""Table and column."""
TELLING = frozenset({"filter", "search"})
"""Arguments by which an answer without any name tells something about whom the address names."""


def personal_columns(contributions: Iterable[Contribution]) -> Columns:
    """Return the columns that hold personal data, by what each module says of itself."""
    return frozenset(
        (item.table, column)
        for part in contributions
        for item in part.personal_data
        for column in item.columns
    )


def may_be_kept(schema: GraphQLSchema, document: DocumentNode, personal: Columns) -> bool:
    """Say whether a valid document asks for nothing sensitive, personal or computed in Python."""
    info = TypeInfo(schema)
    looking = _Looking(schema, info, personal)
    visit(document, TypeInfoVisitor(info, looking))
    return not looking.found


class _Looking(Visitor):
    """Looks at every field, taken or skipped, and stops at the first that nobody may keep."""

    def __init__(self, schema: GraphQLSchema, info: TypeInfo, personal: Columns) -> None:
        super().__init__()
        self.query, self.info, self.personal = schema.query_type, info, personal
        self.nodes = {node.name: node for node in all_nodes() if node.name in schema.type_map}
        self.found = False

    def enter_field(self, asked: FieldNode, *_where: object) -> Any:
        parent, name = self.info.get_parent_type(), asked.name.value
        if parent is None or name == "__typename":
            return None
        if parent is self.query:
            self.found = self._is_root_personal(parent, asked)
        elif parent.name in self.nodes:
            node = self.nodes[parent.name]
            self.found = self._is_field_personal(node, node.fields[name])
        return self.BREAK if self.found else None

    def _is_root_personal(self, parent: GraphQLObjectType, asked: FieldNode) -> bool:
        root = root_of(parent, asked.name.value) if asked.name.value in parent.fields else None
        if root is None or root.node.sensitive:
            return True
        told = TELLING & {argument.name.value for argument in asked.arguments or ()}
        table = root.node.model.__tablename__
        return bool(told) and any(table == held for held, _column in self.personal)

    def _is_field_personal(self, node: Node, field: Field) -> bool:
        if field.target is not None:
            return node_of(field.target).sensitive
        return any(column in self.personal for column in columns_read(node, field))


def columns_read(node: Node, field: Field) -> Iterator[tuple[str, str]]:
    """Yield the columns that a field's SQL names."""
    value = value_of(node, field.attribute, aliased(node.model))
    for element in visitors.iterate(value.expression):
        for column in getattr(element, "base_columns", ()):
            if isinstance(column, Column):
                yield column.table.name, column.name
