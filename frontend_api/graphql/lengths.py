"""How long the lists of the schema are taken to be, for the estimate of an operation's rows."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
)

from core.reads.declarations import is_node
from core.reads.operations import STRAWBERRY

LISTED = 10
"""A list within a row: how long it is nobody knows before it is read."""
COUNTED = 500
"""A count looks at every row that fits."""
WALKED = 3
"""What the schema tells about itself is written by Python: each row costs as much as so many others."""
LARGEST_TYPE = 50
"""A type asked for by name may be Query itself, which is so many times as long as most."""
DESCRIBED: dict[str, float] = {
    "__schema": 1,
    "__type": LARGEST_TYPE,
    "__Schema.types": 150,
    "__Schema.queryType": LARGEST_TYPE,
    "__Schema.mutationType": LARGEST_TYPE,
    "__Schema.directives": 5,
    "__Directive.args": 1,
    "__Type.fields": 2.5,
    "__Type.inputFields": 1.5,
    "__Type.enumValues": 2,
    "__Type.ofType": 0.5,
    "__Field.type": 1,
    "__Field.args": 1,
    "__InputValue.type": 1,
}
"""What a schema tells about itself, on average. The number of types is fixed: however many there are, the
question that every tool asks must be let through, and twice the question must not."""


@dataclass(frozen=True, slots=True)
class Length:
    """How many rows a field stands for beneath one row of its parent, and what each costs by itself."""

    times: float = 1
    cost: float = 0


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many rows each field of a schema stands for."""

    pages: frozenset[str]
    """The types of pages: their rows are as many as the list that has them asks for."""

    def of(self, parent: GraphQLNamedType, name: str, asked: GraphQLField, page: float) -> Length:
        """Return the length of one field beneath one row of its parent, which may be a page of rows."""
        told = DESCRIBED.get(f"{parent.name}.{name}", DESCRIBED.get(name))
        if told is not None:
            return Length(told, WALKED)
        if parent.name in self.pages:
            return {"nodes": Length(page, 1), "totalCount": Length(COUNTED, 1)}.get(name, Length())
        if is_list(asked):
            return Length(LISTED, 1)
        origin = getattr(get_named_type(asked.type).extensions.get(STRAWBERRY), "origin", None)
        return Length(cost=int(is_node(origin)))


def is_list(asked: GraphQLField) -> bool:
    """Tell whether a field is a list of objects; a list of words is one value."""
    kind = asked.type.of_type if isinstance(asked.type, GraphQLNonNull) else asked.type
    return isinstance(kind, GraphQLList) and is_composite_type(get_named_type(kind))


def lengths_of(schema: GraphQLSchema) -> Lengths:
    """Read off a schema which of its fields are pages."""
    kinds = (kind for kind in schema.type_map.values() if isinstance(kind, GraphQLObjectType))
    fields = (item for kind in kinds for item in kind.fields.values())
    return Lengths(frozenset(get_named_type(item.type).name for item in fields if "first" in item.args))
