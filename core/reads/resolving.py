"""The other road: where Python must walk an operation, its SQL-backed fields use the same compiler."""

from __future__ import annotations

import json
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

from core.reads.compiler import Scope
from core.reads.operations import root_of
from core.reads.roots import Root
from core.reads.selection import Request, Selected

Resolver = Callable[..., Any]
Info = GraphQLResolveInfo[Any]


def resolve_compiled(schema: GraphQLSchema) -> None:
    """Put the compiler behind SQL-backed root fields, and let what it shaped be walked by response key."""
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
    if schema.query_type is not None:
        for name, field in schema.query_type.fields.items():
            root = root_of(schema.query_type, name)
            if root is not None:
                field.resolve = _read(root)


def asked_of(info: Info) -> tuple[Request, Selected]:
    """Return what is asked of the field being resolved."""
    request = Request(info.schema, info.fragments, info.variable_values)
    return request, Selected(str(info.path.key), info.field_name, list(info.field_nodes))


def _read(root: Root) -> Resolver:
    async def resolve(_source: object, info: Info, **_arguments: object) -> Any:
        request, selected = asked_of(info)
        scope = Scope(info.context.viewer, request).at(selected.key)
        statement = scope.statement(root.value(selected, info.parent_type, scope))
        arguments = statement.arguments(scope.slots.values(scope.binding))
        found = await info.context.database.reading.value(
            info.context.viewer, statement.text, arguments, writes=bool(scope.traces)
        )
        return json.loads(found or "null")

    return resolve


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
