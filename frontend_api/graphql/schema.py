"""The one schema as it is served: each module's switch stands before its fields."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry
from graphql import GraphQLNonNull, GraphQLSchema

from core.plugins.contribution import Contribution
from core.reads.resolving import resolve_by_key
from core.reads.schema import compose_types, core_schema, guard_modules

__all__ = ["compose_schema", "core_schema"]


def compose_schema(contributions: Sequence[Contribution]) -> strawberry.Schema:
    """Build the schema of all loaded modules; raise RefusedStart for a name that two of them use."""
    schema = compose_types(contributions)
    resolve_by_key(core_schema(schema))
    guard_modules(core_schema(schema), contributions)
    _let_changes_fail_alone(core_schema(schema))
    return schema


def _let_changes_fail_alone(schema: GraphQLSchema) -> None:
    """Let each mutation be null: else a later one that fails would hide what an earlier one has done."""
    for field in schema.mutation_type.fields.values() if schema.mutation_type else ():
        if isinstance(field.type, GraphQLNonNull):
            field.type = field.type.of_type
