"""Where graphql-core walks what PostgreSQL shaped: a mutation's payload, whose values are said already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    default_field_resolver,
)

Resolver = Callable[..., Any]
Info = GraphQLResolveInfo[Any]


def resolve_by_key(schema: GraphQLSchema) -> None:
    """Let what the compiler shaped be walked by response key."""
    roots = {schema.query_type, schema.mutation_type}
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLScalarType):
            vars(kind)["coerce_output_value"] = _already_text(kind.coerce_output_value)
        if isinstance(kind, GraphQLEnumType):
            named = _already_named(kind, kind.coerce_output_value)
            kind.coerce_output_value = named  # type: ignore[method-assign, assignment]  # as of a scalar
        if isinstance(kind, GraphQLObjectType) and kind not in roots and not kind.name.startswith("__"):
            for field in kind.fields.values():
                field.resolve = _by_key(field.resolve or default_field_resolver)


def _by_key(resolve: Resolver) -> Resolver:
    def resolved(source: Any, info: Info, **arguments: Any) -> Any:
        if isinstance(source, dict):
            return source[info.path.key]
        return resolve(source, info, **arguments)

    return resolved


def _already_named(kind: GraphQLEnumType, coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let through the name of a code; a member of a list is a text too, and has a name to be found."""
    return lambda value: value if type(value) is str and value in kind.values else coerce(value)


def _already_text(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let through what PostgreSQL wrote: it says dates and times in ISO 8601 already."""
    return lambda value: value if isinstance(value, str) else coerce(value)
