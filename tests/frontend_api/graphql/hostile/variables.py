"""Operations that ask with variables of the declared types, and the values that do not fit them."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

DEEPEST = 3
ODD = (
    *("", " ", "\0", "a\0b", "\ufeff", "\u202etxet", "e\u0301", "\U0001f511\U0001f9d1\u200d\U0001f384"),
    *(
        "\ud800",
        "\udfff\ud800",
        "\ufffe",
        "ß" * 500,
        "\ufdfa" * 300,
        "x" * 20_000,
        "%_/\\",
        "'; --",
        "${{7*7}}",
    ),
    *("9" * 400, "1e999", "NaN", "null", "true", "2026-02-30", "2026-11-22T10:00:00", "0000-01-01T00:00:00Z"),
)
"""Texts that readers, encodings, folding and LIKE have stumbled over."""
WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 2**31, 2**63, -(10**40), 1e308, float("inf"), float("nan")),
    *([], [[]], [None], {}, {"": None}, {"eq": {"eq": {}}}, {"__proto__": 1}, [1] * 500),
)
"""Values of another type than most arguments are."""
KNOWN: dict[str, Callable[[Random], Any]] = {
    "Int": lambda chance: chance.choice((0, 1, 7, 25, 100, 101, -1)),
    "Float": lambda chance: chance.uniform(-10, 10),
    "Boolean": lambda chance: chance.random() < 0.5,
    "ID": lambda chance: f"0190{chance.getrandbits(112):028x}",
    "Date": lambda chance: f"20{chance.randrange(10, 99)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}",
    "DateTime": lambda chance: f"20{chance.randrange(10, 99)}-01-1{chance.randrange(10)}T10:00:00+00:00",
    "FileContent": lambda chance: "QUJD" * chance.randrange(4),
}


def fitting(kind: GraphQLInputType, chance: Random, depth: int = 0) -> Any:
    """Make a value that the type allows; of an object not everything, so that it ends."""
    if isinstance(kind, GraphQLNonNull):
        return fitting(kind.of_type, chance, depth)
    if isinstance(kind, GraphQLList):
        return [fitting(kind.of_type, chance, depth + 1) for _ in range(chance.randrange(3))]
    if isinstance(kind, GraphQLEnumType):
        return chance.choice(list(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        asked = [
            (name, field.type)
            for name, field in kind.fields.items()
            if isinstance(field.type, GraphQLNonNull) or (depth < DEEPEST and chance.random() < 0.3)
        ]
        return {name: fitting(inner, chance, depth + 1) for name, inner in asked}
    make = KNOWN.get(kind.name)
    return make(chance) if make else chance.choice(("a", "Ashdown", "b c", *ODD[:6]))


def spoil(value: Any, chance: Random) -> Any:
    """Put something that does not fit somewhere into a value."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        name = chance.choice(list(value))
        if not chance.randrange(4):
            return {**value, chance.choice(("unknown", "", "__typename", name.upper())): value[name]}
        return {**value, name: spoil(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        return [spoil(value[0], chance), *value[1:]]
    return chance.choice((chance.choice(ODD), chance.choice(WRONG), [value], {"value": value}))


def asking(schema: GraphQLSchema, chance: Random) -> dict[str, Any]:
    """Ask for a root field with a variable for each of its arguments; two in three times one is spoilt."""
    root = chance.choice([kind for kind in (schema.query_type, schema.mutation_type) if kind is not None])
    name = chance.choice([name for name, field in root.fields.items() if field.args])
    field: GraphQLField = root.fields[name]
    declared = ", ".join(f"${one}: {argument.type}" for one, argument in field.args.items())
    passed = ", ".join(f"{one}: ${one}" for one in field.args)
    selected = "" if is_leaf_type(get_named_type(field.type)) else " { __typename }"
    values = {
        one: fitting(argument.type, chance)
        for one, argument in field.args.items()
        if isinstance(argument.type, GraphQLNonNull) or chance.random() < 0.4
    }
    word = "query" if root is schema.query_type else "mutation"
    document = f"{word}({declared}) {{ {name}({passed}){selected} }}"
    return {"query": document, "variables": spoil(values, chance) if chance.randrange(3) else values}


def written(asked: dict[str, Any]) -> bytes:
    """Write a request as JSON, with what JSON itself does not allow where it was asked for."""
    return json.dumps(asked).encode()
