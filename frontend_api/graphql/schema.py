"""The one schema, composed from what each module contributes; a name used twice refuses to start."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.types.field import StrawberryField

from core.errors import RefusedStart
from core.imports.graphql import FILE_CONTENT, FileContent
from core.plugins.contribution import Contribution
from core.reads.resolving import resolve_compiled


def _fields(kind: type) -> dict[str, StrawberryField]:
    return {name: value for name, value in vars(kind).items() if isinstance(value, StrawberryField)}


def _compose(name: str, parts: Iterable[tuple[Contribution, type | None]]) -> type | None:
    merged: dict[str, Any] = {}
    for contribution, part in parts:
        for field_name, value in (_fields(part) if part is not None else {}).items():
            if field_name in merged:
                raise RefusedStart(
                    f"{contribution.name} adds {name}.{field_name}, which another module has already.",
                )
            if contribution.name != "core" and not field_name.startswith(contribution.name):
                raise RefusedStart(
                    f"{name}.{field_name}: root fields of {contribution.name} begin with its name.",
                )
            merged[field_name] = value
    return strawberry.type(type(name, (), merged)) if merged else None


def compose_schema(contributions: tuple[Contribution, ...]) -> strawberry.Schema:
    """Build the schema of all loaded modules."""
    query = _compose("Query", ((item, item.query) for item in contributions))
    mutation = _compose("Mutation", ((item, item.mutation) for item in contributions))
    if query is None:
        raise RefusedStart("No module contributes anything to read.")
    config = StrawberryConfig(scalar_map={FileContent: FILE_CONTENT})
    schema = strawberry.Schema(query=query, mutation=mutation, config=config)
    resolve_compiled(core_schema(schema))
    return schema


def core_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """Return the graphql-core schema inside; Strawberry names it privately, but its own tools use it."""
    return schema._schema  # noqa: SLF001
