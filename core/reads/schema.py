"""The types of the one schema, composed of what the modules contribute; root fields behind their switches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import strawberry
from graphql import (
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    default_field_resolver,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from core.errors import RefusedStart
from core.plugins.activation import require_enabled
from core.plugins.contribution import Contribution
from core.reads.declarations import CORE, extend_nodes
from core.reads.operations import STRAWBERRY
from core.reads.resolving import Resolver
from core.reads.scalars import FILE_CONTENT, FileContent

ROOTS = ("query", "mutation")


def compose_types(contributions: Sequence[Contribution]) -> strawberry.Schema:
    """Build the types of all modules; raises what Strawberry raises when they do not fit together."""
    extend_nodes(cls for contribution in contributions for cls in contribution.node_extensions)
    query, mutation = (_compose(root, contributions) for root in ROOTS)
    if query is None:
        raise RefusedStart("No module contributes anything to read.")
    config = StrawberryConfig(scalar_map={FileContent: FILE_CONTENT})
    return strawberry.Schema(query=query, mutation=mutation, config=config)


def guard_modules(schema: GraphQLSchema, contributions: Sequence[Contribution]) -> None:
    """Close each module's root fields where it is switched off; their author cannot forget to."""
    for root, kind in zip(ROOTS, (schema.query_type, schema.mutation_type), strict=True):
        for contribution in contributions:
            if contribution.name != CORE and kind is not None:
                _guard(kind, root_names(contribution, root), contribution.name)


def core_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """Return the graphql-core schema inside; Strawberry names it privately, but its own tools use it."""
    return schema._schema  # noqa: SLF001


def root_names(contribution: Contribution, root: str) -> list[str]:
    """Return the names, as GraphQL says them, of a module's root fields."""
    return [graphql_name(name, item) for name, item in root_fields(contribution, root)]


def graphql_name(name: str, item: StrawberryField) -> str:
    return item.graphql_name or to_camel_case(name)


def root_fields(contribution: Contribution, root: str) -> Iterator[tuple[str, StrawberryField]]:
    """Yield the fields of a module's `Query` or `Mutation` and of the classes it is made of."""
    kind: type | None = getattr(contribution, root)
    found: dict[str, StrawberryField] = {}
    for cls in reversed(kind.__mro__ if kind is not None else ()):
        found |= {name: value for name, value in vars(cls).items() if isinstance(value, StrawberryField)}
    yield from found.items()


def origins(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    """Yield each object and input type's name with the Python module that defines it."""
    for name, kind in schema.type_map.items():
        origin = getattr(kind.extensions.get(STRAWBERRY), "origin", None)
        if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType) and isinstance(origin, type):
            yield name, origin.__module__


def _compose(root: str, contributions: Iterable[Contribution]) -> type | None:
    merged: dict[str, Any] = {}
    taken: dict[str, str] = {}
    for contribution in contributions:
        for name, item in root_fields(contribution, root):
            for known_as in {name, graphql_name(name, item)}:
                if taken.setdefault(known_as, contribution.name) != contribution.name:
                    raise RefusedStart(f"{contribution.name} and {taken[known_as]} both add {known_as}.")
            merged[name] = item
    return strawberry.type(type(root.capitalize(), (), merged)) if merged else None


def _guard(kind: GraphQLObjectType, names: Iterable[str], module: str) -> None:
    for name in names:
        field = kind.fields[name]
        declared = field.extensions[STRAWBERRY]
        if "root" in declared.metadata:
            root = replace(declared.metadata["root"], module=module)
            declared.metadata = {**declared.metadata, "root": root}
        field.resolve = _behind_switch(field.resolve or default_field_resolver, module)


def _behind_switch(resolve: Resolver, module: str) -> Resolver:
    def resolved(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        require_enabled(info.context.viewer, module)
        return resolve(source, info, **arguments)

    return resolved
