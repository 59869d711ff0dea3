"""How a module declares what can be read: a node is a GraphQL type over a table."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, Union, dataclass_transform, get_args, get_origin, get_type_hints

import strawberry
from sqlalchemy import ColumnElement, inspect, true
from sqlalchemy.orm import RelationshipProperty
from strawberry.utils.str_converters import to_camel_case

from core.accounts.permissions import Permission
from core.database.model import Base

T = TypeVar("T")
Row = Any
"""A model aliased for one place of a statement: `row.column` is SQL."""
Expression = Callable[[Any], ColumnElement[Any]]
Sight = Callable[[Any, frozenset[str], ColumnElement[Any]], ColumnElement[bool]]
"""Which rows somebody may see beyond what the database narrows, given the (aliased) model, their rights and,
as a value of the statement, their account. No more is given: all who have these rights share the text."""

CORE = "core"
"""The module of everything that is never switched off."""
LONGEST_LIST = 500
"""A nested list answers at most so many rows; longer ones are connections of their own."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A field that PostgreSQL computes from the row's (aliased) table."""

    expression: Expression
    permission: Permission | None = None
    same_order: Expression | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a node: a column, a computed expression, or a relation to another node."""

    name: str
    """As GraphQL says it."""
    attribute: str
    module: str
    expression: Expression | None = None
    target: type | None = None
    many: bool = False
    permission: Permission | None = None
    python_type: Any = str
    nullable: bool = False
    """Lists sorted by it put rows without a value last."""
    same_order: Expression | None = None
    """What puts rows in the order of this field at less cost; it is never shown, not even in a cursor."""


@dataclass(slots=True)
class Node:
    """A declared type: its table, the permission to read it, its fields, and how its lists are ordered."""

    kind: type
    name: str
    model: type[Base]
    permission: Permission
    module: str
    sorted_by: tuple[str, ...]
    only: Expression | None = None
    """Rows that are not so do not exist for this node."""
    seen_by: Sight | None = None
    """Rows that this viewer may not see do not exist for them."""
    sensitive: bool = False
    """Reading one by its id is recorded: who looked at whom."""
    fields: dict[str, Field] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extension:
    """Fields that a module adds to another module's node; they are there once `extend_nodes()` puts them."""

    kind: type
    module: str
    given: dict[str, Computed]


EXTENSION = "extension"
"""Marks a field that does not belong to the node itself."""
_nodes: dict[type, Node] = {}
_extensions: dict[type, Extension] = {}


def node_of(kind: type) -> Node:
    return _nodes[kind]


def is_node(kind: object) -> bool:
    return isinstance(kind, type) and kind in _nodes


def computed(
    expression: Expression, *, permission: Permission | None = None, same_order: Expression | None = None
) -> Any:
    """Declare a field as a SQL expression over the aliased model.

    Rows that another one hangs on are sorted by `same_order` instead, where that is the same and costs less.
    """
    return Computed(expression, permission, same_order)


@dataclass_transform()
def node(
    model: type[Base],
    *,
    permission: Permission,
    module: str = CORE,
    name: str | None = None,
    sorted_by: tuple[str, ...] = ("id",),
    only: Expression | None = None,
    seen_by: Sight | None = None,
    sensitive: bool = False,
) -> Callable[[type[T]], type[T]]:
    """Declare a Strawberry type over a table: columns and relations by name, computed fields as SQL."""

    def declare(cls: type[T]) -> type[T]:
        given = {key: value for key, value in vars(cls).items() if isinstance(value, Computed)}
        for key in given:
            delattr(cls, key)
        kind = strawberry.type(cls, name=name or cls.__name__)
        _nodes[kind] = Node(
            kind, name or cls.__name__, model, permission, module, sorted_by, only, seen_by, sensitive
        )
        for attribute, annotation in get_type_hints(cls).items():
            declared = _field(_nodes[kind], attribute, annotation, given.get(attribute), module)
            _nodes[kind].fields[declared.name] = declared
        return kind

    return declare


def extend(kind: type, *, module: str) -> Callable[[type[T]], type[T]]:
    """Declare fields of another module's node; their names begin with this module's."""

    def declare(cls: type[T]) -> type[T]:
        given = {key: value for key, value in vars(cls).items() if isinstance(value, Computed)}
        for key in get_type_hints(cls):
            if not key.startswith(f"{module}_"):
                raise TypeError(f"{cls.__name__}.{key}: a field of the module {module} begins with its name.")
        _extensions[cls] = Extension(kind, module, given)
        return cls

    return declare


def all_extensions() -> Mapping[type, Extension]:
    """Return every class that `extend()` decorates, and what it adds to which node."""
    return dict(_extensions)


def extend_nodes(classes: Iterable[type]) -> None:
    """Let every node have its own fields and those of exactly these extensions."""
    for node_ in _nodes.values():
        definition = _definition(node_)
        definition.fields[:] = [item for item in definition.fields if EXTENSION not in item.metadata]
    for cls in classes:
        _extend(cls, _extensions[cls])


def _extend(cls: type, extension: Extension) -> None:
    target = _nodes[extension.kind]
    definition = _definition(target)
    taken = {item.python_name for item in definition.fields}
    for attribute, annotation in get_type_hints(cls).items():
        if attribute in taken:
            raise TypeError(f"{cls.__name__}.{attribute}: {target.name} has a field of that name already.")
        declared = _field(target, attribute, annotation, extension.given.get(attribute), extension.module)
        target.fields[declared.name] = declared
        definition.fields.append(
            strawberry.types.field.StrawberryField(
                python_name=attribute,
                type_annotation=strawberry.annotation.StrawberryAnnotation(annotation),
                origin=target.kind,
                metadata={EXTENSION: extension.module},
            ),
        )


def _definition(target: Node) -> Any:
    return target.kind.__strawberry_definition__  # type: ignore[attr-defined]


def forget_nodes(is_gone: Callable[[type], bool]) -> None:
    """Forget the nodes and extensions that classes of a withdrawn module declared."""
    for kind in [kind for kind in _nodes if is_gone(kind)]:
        del _nodes[kind]
    gone = {cls: extension for cls, extension in _extensions.items() if is_gone(cls)}
    for cls, extension in gone.items():
        _take_back(_nodes.get(extension.kind), extension.module)
        del _extensions[cls]


def _take_back(target: Node | None, module: str) -> None:
    """Take from a node the fields that a module had added to it."""
    if target is not None:
        for name in [name for name, added in target.fields.items() if added.module == module]:
            del target.fields[name]
        definition = _definition(target)
        definition.fields[:] = [item for item in definition.fields if item.metadata.get(EXTENSION) != module]


def _field(target: Node, attribute: str, annotation: Any, given: Computed | None, module: str) -> Field:
    inner, many = _unwrap(annotation)
    name = to_camel_case(attribute)
    nullable = is_optional(annotation)
    if given is not None:
        return Field(
            name,
            attribute,
            module,
            given.expression,
            permission=given.permission,
            python_type=inner,
            nullable=nullable,
            same_order=given.same_order,
        )
    if is_node(inner):
        return Field(name, attribute, module, target=inner, many=many, permission=node_of(inner).permission)
    if attribute not in inspect(target.model).columns:
        raise TypeError(
            f"{target.name}.{attribute} is neither a column of {target.model.__name__} nor computed."
        )
    return Field(name, attribute, module, python_type=inner, nullable=nullable)


def is_optional(annotation: Any) -> bool:
    """Say whether an annotation is `X | None`."""
    return get_origin(annotation) in {Union, types.UnionType} and types.NoneType in get_args(annotation)


def _unwrap(annotation: Any) -> tuple[Any, bool]:
    """Return the type inside `X | None` and `list[X]`, and whether it is a list of nodes."""
    if is_optional(annotation):
        annotation = next(arg for arg in get_args(annotation) if arg is not types.NoneType)
    if get_origin(annotation) is list:
        (inner,) = get_args(annotation)
        return inner, is_node(inner)
    return annotation, False


def relation(model: type[Base], attribute: str) -> RelationshipProperty[Any]:
    """Return the relationship of that name; a node's relation always has one."""
    return inspect(model).relationships[attribute]


def field_of(node_: Node, attribute: str) -> Field:
    """Return the field of that name in Python."""
    return next(item for item in node_.fields.values() if item.attribute == attribute)


def value_of(node_: Node, attribute: str, row: Row) -> ColumnElement[Any]:
    """Return the SQL of a field of the row, whether column or computed."""
    declared = field_of(node_, attribute)
    if declared.expression is not None:
        return declared.expression(row)
    column: ColumnElement[Any] = getattr(row, attribute)
    return column


def order_of(node_: Node, attribute: str, row: Row) -> ColumnElement[Any]:
    """Return what sorts rows that hang on another by a field."""
    cheaper = field_of(node_, attribute).same_order
    return value_of(node_, attribute, row) if cheaper is None else cheaper(row)


def existing(node_: Node, row: Row) -> ColumnElement[bool]:
    """Return which rows of its table the node shows at all."""
    return true() if node_.only is None else node_.only(row)


def all_nodes() -> tuple[Node, ...]:
    return tuple(_nodes.values())
