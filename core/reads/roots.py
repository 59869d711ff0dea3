"""Root fields of the API: `connection()` for a list, `lookup()` for one thing by its id."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Annotated, Any

import strawberry
from graphql import GraphQLObjectType
from sqlalchemy import ColumnElement, Uuid, and_, select
from sqlalchemy.orm import aliased

from core.reads.compiler import Scope, node_shape
from core.reads.connections import Connection, connection_value
from core.reads.declarations import CORE, Expression, Node, Row, field_of, node_of
from core.reads.filters import as_uuid, filter_input, order_input
from core.reads.objects import number
from core.reads.selection import Selected, below
from core.reads.slots import Source
from core.reads.traces import traced


@dataclass(frozen=True, slots=True)
class Root:
    """A root field that SQL answers."""

    kind: type
    many: bool
    own_prison: bool = False
    """Look up the prison itself, whose id is the tenant's."""
    search: Expression | None = None
    """What of a row the words of a search are compared with."""
    module: str = CORE
    """The module that adds the field, whosever the node is: known once the schema is composed."""

    @property
    def node(self) -> Node:
        return node_of(self.kind)

    @property
    def is_traced(self) -> bool:
        """Say whether looking one up leaves an entry."""
        return not self.many and not self.own_prison and self.node.sensitive

    def value(self, selected: Selected, parent: GraphQLObjectType, scope: Scope) -> ColumnElement[Any]:
        """Return the SQL of this root field as it is asked; refused where its module is switched off."""
        scope.require_module(self.module)
        if self.many:
            return connection_value(self.node, selected, parent, scope, self.search)
        if self.own_prison:
            return row_value(self.node, lambda binding: binding.viewer.tenant_id, selected, parent, scope)
        wanted = self.wanted(selected, parent, scope)
        return row_value(self.node, wanted, selected, parent, scope, is_traced=self.is_traced)

    def wanted(self, selected: Selected, parent: GraphQLObjectType, scope: Scope) -> Source:
        """Return where a request's id is found."""
        source = selected.arguments(scope.binding, parent)["id"].source
        return lambda binding: as_uuid(source(binding))


def row_value(
    node: Node,
    wanted: Source,
    selected: Selected,
    parent: GraphQLObjectType,
    scope: Scope,
    *,
    is_traced: bool = False,
) -> ColumnElement[Any]:
    """Return the JSON of the row with this id; null when there is none in this prison."""
    row: Row = aliased(node.model)
    kind, asked = below(scope.request, selected, parent)
    shape = node_shape(node, row, kind, asked, scope)
    found = and_(row.id == scope.slot(wanted, Uuid()), scope.existing(node, row))
    rows = select(*shape.columns()).where(found).limit(number(1))
    one = traced(node, wanted, rows, scope) if is_traced else rows.subquery()
    return select(shape.of(one)).scalar_subquery()


def connection(
    kind: type,
    *,
    filters: tuple[str, ...] = (),
    orders: tuple[str, ...] = (),
    search: Expression | None = None,
    description: str | None = None,
) -> Any:
    """Declare a list: keyset pages, `totalCount`, the filters and orders named, and what is searched."""
    node = node_of(kind)
    _refuse_telling(node, (*filters, *orders))
    arguments: dict[str, Any] = {
        "first": int | None,
        "after": str | None,
        "last": int | None,
        "before": str | None,
    }
    if filters:
        arguments["filter"] = filter_input(node, filters) | None
    if orders:
        arguments["order"] = list[order_input(node, orders)] | None  # type: ignore[misc]
    if search is not None:
        arguments["search"] = str | None
    return _field(Root(kind, many=True, search=search), arguments, Connection[kind], description)  # type: ignore[valid-type]


def _refuse_telling(node: Node, attributes: tuple[str, ...]) -> None:
    """Refuse to filter or sort by a field with a permission of its own: the rows found would tell it."""
    for attribute in attributes:
        permission = field_of(node, attribute).permission
        if permission is not None and permission is not node.permission:
            raise TypeError(
                f"{node.name}.{attribute} has a permission of its own: no list is filtered or sorted by it."
            )


def lookup(kind: type, *, description: str | None = None) -> Any:
    """Declare one thing by its id; null when this prison has none, whoever else may."""
    return _field(Root(kind, many=False), {"id": strawberry.ID}, kind | None, description)


def own_prison(kind: type, *, description: str | None = None) -> Any:
    """Declare the prison of the address itself."""
    return _field(Root(kind, many=False, own_prison=True), {}, kind | None, description)


def _field(root: Root, arguments: dict[str, Any], result: Any, description: str | None) -> Any:
    def resolve(**_given: object) -> object:
        raise AssertionError("A statement answers this field.")

    parameters = {name: Annotated[kind, strawberry.argument(name=name)] for name, kind in arguments.items()}
    resolve.__annotations__ = {**parameters, "return": result}
    resolve.__signature__ = _signature(parameters, result)  # type: ignore[attr-defined]
    return strawberry.field(resolver=resolve, description=description, metadata={"root": root})


def _signature(parameters: dict[str, Any], result: Any) -> Signature:
    """Strawberry reads a resolver's signature; an argument that may be absent defaults to nothing."""
    return Signature(
        [
            Parameter(
                name,
                Parameter.KEYWORD_ONLY,
                annotation=kind,
                default=Parameter.empty if name == "id" else None,
            )
            for name, kind in parameters.items()
        ],
        return_annotation=result,
    )
