"""Writes the questions from the schema itself: everything a persona may read, the least a change needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from core.reads.declarations import Node, all_nodes
from tests.access.expectations import ARGUMENTS, FIELDS, IDS
from tests.access.expectations_rota import SUBJECTS

Json = dict[str, Any]
DEEPEST = 4
FEW = 20
"""Rows asked of a list: more than any prison here has of a kind that matters, and lists within stay small."""
NEVER = "01900000-0000-7000-8000-00000000dead"
"""An id that no row ever had."""
SCALARS: dict[str, Any] = {
    "FileContent": "",
    "Int": 1,
    "Boolean": False,
    "Date": "2026-01-05",
    "Time": "09:30:00",
    "Float": 1.0,
}


@dataclass(frozen=True, slots=True)
class Question:
    """One document and its variables."""

    document: str
    variables: Json


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def selection(kind: GraphQLObjectType, letter: str) -> str:
    """Write everything that this persona may read of a type, and of what hangs on it.

    Each type is written out once, where it is met first, for a question has to stay within the limits.
    """
    return _selected(kind, letter, set(), 0)


def _selected(kind: GraphQLObjectType, letter: str, followed: set[str], depth: int) -> str:
    if kind.name in followed:
        return "{ __typename }"
    followed.add(kind.name)
    parts = []
    for name, field in kind.fields.items():
        if letter not in FIELDS.get(f"{kind.name}.{name}", letter):
            continue
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            parts.append(name)
        elif isinstance(inner, GraphQLObjectType) and depth < DEEPEST:
            parts.append(f"{name} {_selected(inner, letter, followed, depth + 1)}")
    return "{ __typename " + " ".join(parts) + " }"


def question(
    schema: GraphQLSchema,
    root: str,
    letter: str,
    ids: Mapping[str, str],
    *,
    change: bool = False,
    text: str = "",
    whole: bool = True,
) -> Question:
    """Write one root field with its least arguments, and all (or the least) that its answer may be asked."""
    parent = schema.mutation_type if change else schema.query_type
    assert parent is not None
    field = parent.fields[root]
    kind = get_named_type(field.type)
    fill = Fill(ids, text, kind.name)
    given = {
        name: ARGUMENTS.get(root, {}).get(name) or fill.argument(name, argument)
        for name, argument in field.args.items()
        if is_required_argument(argument)
    }
    if "first" in field.args and get_named_type(field.args["first"].type).name == "Int":
        given["first"] = FEW
    declared = ", ".join(f"${name}: {field.args[name].type}" for name in given)
    passed = ", ".join(f"{name}: ${name}" for name in given)
    head = ("mutation" if change else "query") + (f"({declared})" if declared else "")
    asked = ""
    if isinstance(kind, GraphQLObjectType):
        asked = selection(kind, letter) if whole else "{ __typename }"
    more = ARGUMENTS.get(root, {})
    variables = {name: value | more if isinstance(value, dict) else value for name, value in given.items()}
    return Question(f"{head} {{ {root}{f'({passed})' if passed else ''} {asked} }}", variables)


@dataclass(frozen=True, slots=True)
class Fill:
    """Makes values for arguments: known ids by the argument's name, and the least of everything else."""

    ids: Mapping[str, str]
    text: str
    kind: str
    """The type that is answered: it says what a plain `id` is the id of."""

    def argument(self, name: str, argument: GraphQLArgument) -> Any:
        return self.value(name, argument.type)

    def value(self, name: str, kind: GraphQLInputType) -> Any:
        if isinstance(kind, GraphQLNonNull):
            return self.value(name, kind.of_type)
        if isinstance(kind, GraphQLList):
            inner = get_named_type(kind)
            return [self.value(name.removesuffix("s"), kind.of_type)] if inner.name == "ID" else []
        if isinstance(kind, GraphQLEnumType):
            return next(iter(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            return {
                key: self.value(key, item.type)
                for key, item in kind.fields.items()
                if _is_needed(key, item.type)
            }
        if kind.name == "ID":
            of = IDS.get(self.kind, "") if name == "id" else snake(name)
            return self.ids.get(SUBJECTS.get(of, of), NEVER)
        return SCALARS.get(kind.name, self.text)


def _is_needed(name: str, kind: GraphQLInputType) -> bool:
    """Fill what must be there, and every reference besides."""
    return isinstance(kind, GraphQLNonNull) or name.endswith("Id")


def id_filters(schema: GraphQLSchema) -> Iterator[tuple[str, str, str]]:
    """Yield every list that can be narrowed by an id: root field, filter type, and the filter's field."""
    assert schema.query_type is not None
    for root, field in schema.query_type.fields.items():
        if "filter" not in field.args:
            continue
        kind = get_named_type(field.args["filter"].type)
        assert isinstance(kind, GraphQLInputObjectType)
        for name, item in kind.fields.items():
            if get_named_type(item.type).name == "IdComparison":
                yield root, kind.name, name


def way_to(schema: GraphQLSchema, kind: str) -> tuple[str, ...]:
    """Return how to ask for a type from a list at the root, by fields that every reader may read."""
    assert schema.query_type is not None
    waiting: list[tuple[tuple[str, ...], GraphQLObjectType]] = [
        ((root, "nodes"), nodes)
        for root, field in schema.query_type.fields.items()
        if (nodes := _nodes_of(field)) is not None
    ]
    seen: set[str] = set()
    while waiting:
        way, found = waiting.pop(0)
        if found.name in seen:
            continue
        if found.name == kind:
            return way
        seen.add(found.name)
        for name, field in found.fields.items():
            inner = get_named_type(field.type)
            if isinstance(inner, GraphQLObjectType) and f"{found.name}.{name}" not in FIELDS:
                waiting.append(((*way, name), inner))
    raise AssertionError(f"nothing at the root of the schema leads to {kind}")


def _nodes_of(field: GraphQLField) -> GraphQLObjectType | None:
    kind = get_named_type(field.type)
    nodes = kind.fields.get("nodes") if isinstance(kind, GraphQLObjectType) else None
    inner = get_named_type(nodes.type) if nodes is not None else None
    return inner if isinstance(inner, GraphQLObjectType) else None


def field_question(schema: GraphQLSchema, kind: str, name: str) -> Question:
    """Write a question for one field of a type, of every row there is."""
    declared = schema.type_map[kind]
    assert isinstance(declared, GraphQLObjectType)
    inner = get_named_type(declared.fields[name].type)
    asked = name if is_leaf_type(inner) else f"{name} {{ __typename }}"
    for step in reversed(way_to(schema, kind)):
        asked = f"{step} {{ {asked} }}"
    return Question(f"{{ {asked} }}", {})


def stricter_fields(schema: GraphQLSchema) -> set[str]:
    """Return the fields that some role may not read although it may read their type."""
    return {
        f"{node.name}.{field.name}"
        for node in _live_nodes(schema)
        for field in node.fields.values()
        if field.permission is not None and node.permission.roles - field.permission.roles
    }


def _live_nodes(schema: GraphQLSchema) -> Iterator[Node]:
    return (node for node in all_nodes() if node.name in schema.type_map)
