"""From what is asked to SQL: every object is a shape over a row, relations become subqueries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from graphql import FieldNode, GraphQLObjectType
from sqlalchemy import CTE, ColumnElement, Text, Uuid, and_, case, cast, select
from sqlalchemy.orm import aliased
from sqlalchemy.types import TypeEngine

from core.accounts.viewer import Viewer
from core.database.statements import Statement
from core.errors import Forbidden, Invalid, ModuleDisabled
from core.plugins.activation import require_enabled
from core.reads.declarations import (
    LONGEST_LIST,
    Field,
    Node,
    Row,
    existing,
    node_of,
    order_of,
    relation,
    value_of,
)
from core.reads.objects import Member, Shape, constant, number
from core.reads.selection import Request, Selected, below
from core.reads.slots import Binding, Slots, Source
from core.translation import translate

MOST_FIELDS = 50
"""`json_build_object` takes a hundred arguments: fifty fields of one object."""


class Refused(Exception):
    """A field that this viewer may not read, or may not read like this, and where it stands."""

    def __init__(self, cause: Exception, path: tuple[str, ...], nodes: Sequence[FieldNode] = ()) -> None:
        super().__init__(str(cause))
        self.cause = cause
        self.path = path
        self.nodes = nodes


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks, what the document holds, and where in the answer we are."""

    viewer: Viewer
    request: Request
    slots: Slots = field(default_factory=Slots)
    path: tuple[str, ...] = ()
    nodes: Sequence[FieldNode] = ()
    """Where the document asks for what is there."""
    traces: list[CTE] = field(default_factory=list)
    """What the statement writes while it reads: who looked at whose record."""

    @property
    def binding(self) -> Binding:
        """Return what this request fills slots from."""
        return Binding(self.viewer, self.request.variables)

    def at(self, selected: Selected) -> Scope:
        return replace(self, path=(*self.path, selected.key), nodes=selected.nodes)

    def slot(self, source: Source, kind: TypeEngine[Any]) -> ColumnElement[Any]:
        """Return a value that every request brings along; one that cannot be read is refused here."""
        path, nodes = self.path, self.nodes

        def checked(binding: Binding) -> Any:
            try:
                return source(binding)
            except Invalid as error:
                raise Refused(error, path, nodes) from None

        return self.slots.add(checked, kind)

    def existing(self, node: Node, row: Row) -> ColumnElement[bool]:
        """Return which rows the node shows this viewer: rights are in the text, the account is a slot."""
        shown = existing(node, row)
        if node.seen_by is None:
            return shown
        me = self.slot(lambda binding: binding.viewer.account_id, Uuid())
        return and_(shown, node.seen_by(row, self.viewer.permissions, me))

    def statement(self, answer: ColumnElement[Any]) -> Statement:
        """Write the text of the one statement that answers, and leaves its traces."""
        return Statement.of(select(cast(answer, Text)).add_cte(*self.traces))

    def refuse(self, cause: Exception) -> Refused:
        return Refused(cause, self.path, self.nodes)

    def require(self, node: Node) -> None:
        """Refuse a whole operation for one node that may not be read."""
        self.require_module(node.module)
        try:
            self.viewer.require(node.permission)
        except Forbidden as error:
            raise self.refuse(error) from None

    def require_module(self, module: str) -> None:
        try:
            require_enabled(self.viewer, module)
        except ModuleDisabled as error:
            raise self.refuse(error) from None


def shape(members: list[Member], scope: Scope) -> Shape:
    """Return the shape of an object that is not too large to be written."""
    if len(members) > MOST_FIELDS:
        raise scope.refuse(
            Invalid(translate("Ask for at most {count} fields of one object.").format(count=MOST_FIELDS)),
        )
    return Shape(members)


def node_shape(
    node: Node,
    row: Row,
    kind: GraphQLObjectType,
    asked: list[Selected],
    scope: Scope,
) -> Shape:
    """Return the shape of one row: every field asked of it."""
    scope.require(node)
    members: list[Member] = []
    for selected in asked:
        here = scope.at(selected)
        if selected.name == "__typename":
            members.append((selected, constant(kind.name)))
        else:
            members.append((selected, _field(node, row, kind, selected, here)))
    return shape(members, scope)


def _field(
    node: Node,
    row: Row,
    kind: GraphQLObjectType,
    selected: Selected,
    scope: Scope,
) -> ColumnElement[Any]:
    declared = node.fields[selected.name]
    scope.require_module(declared.module)
    if declared.permission is not None and not scope.viewer.may(declared.permission):
        try:
            scope.viewer.require(declared.permission)
        except Forbidden as error:
            raise scope.refuse(error) from None
    if declared.target is None:
        return _said(declared, value_of(node, declared.attribute, row))
    return _related(node, row, kind, selected, declared, scope)


def _said(declared: Field, value: ColumnElement[Any]) -> ColumnElement[Any]:
    """Say a code by its name, as the schema lists it, where another word is stored."""
    kind = declared.python_type
    if not isinstance(kind, type) or not issubclass(kind, Enum):
        return value
    names = {item.value: item.name for item in kind}
    if all(word == name for word, name in names.items()):
        return value
    return case(names, value=cast(value, Text))


def _related(
    node: Node,
    row: Row,
    kind: GraphQLObjectType,
    selected: Selected,
    declared: Field,
    scope: Scope,
) -> ColumnElement[Any]:
    target = node_of(declared.target)  # type: ignore[arg-type]
    child: Row = aliased(target.model)
    child_kind, asked = below(scope.request, selected, kind)
    shape = node_shape(target, child, child_kind, asked, scope)
    joined = and_(*_join(node, row, child, declared), scope.existing(target, child))
    rows = select(*shape.columns()).where(joined).correlate(row)
    if not declared.many:
        one = rows.limit(number(1)).subquery()
        return select(shape.of(one)).scalar_subquery()
    ordered = [order_of(target, name.lstrip("-"), child) for name in target.sorted_by]
    ordered = [
        item.desc() if name.startswith("-") else item
        for item, name in zip(ordered, target.sorted_by, strict=True)
    ]
    # Equals, too, stand in the same order each time.
    many = rows.order_by(*ordered, child.id).limit(number(LONGEST_LIST)).subquery()
    return select(shape.list_of(many)).scalar_subquery()


def _join(node: Node, row: Row, child: Row, declared: Field) -> list[ColumnElement[bool]]:
    """Join by the whole composite key, so that a plan can use it and no row of another prison fits."""
    if declared.attribute in relation_names(node):
        pairs = relation(node.model, declared.attribute).local_remote_pairs or []
        return [
            getattr(row, _attribute(local)) == getattr(child, _attribute(remote)) for local, remote in pairs
        ]
    back = _reference_back(node, declared)
    return [getattr(child, local) == getattr(row, remote) for local, remote in back]


def relation_names(node: Node) -> set[str]:
    return set(node.model.__mapper__.relationships.keys())


def _reference_back(node: Node, declared: Field) -> list[tuple[str, str]]:
    """Find the foreign key of an extending module's table that points at this node's table."""
    target = node_of(declared.target)  # type: ignore[arg-type]
    for constraint in target.model.__table__.foreign_key_constraints:  # type: ignore[attr-defined]
        if constraint.referred_table is node.model.__table__:
            return [(item.parent.key, item.column.key) for item in constraint.elements]
    raise TypeError(f"{target.model.__name__} has no foreign key to {node.model.__name__}.")


def _attribute(column: Any) -> str:
    return str(column.key)
