"""Operations made from the schema, whole and spoilt, with variables that are any JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from graphql import GraphQLSchema
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis_graphql import from_schema, nodes
from hypothesis_graphql.strategies import Mode

AT_ONCE = 100
"""Operations drawn in one go; more make the generator slower, not more varied."""
WORDS = (
    "{",
    "}",
    "(",
    ")",
    ":",
    "$",
    "@skip(if: true)",
    "...",
    "null",
    '"',
    "\0",
    "\u202e",
    "[[",
    "99999999999",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
SCALARS = {
    "Date": st.dates().map(lambda day: nodes.String(day.isoformat())),
    "DateTime": st.datetimes().map(lambda moment: nodes.String(moment.isoformat())),
    "FileContent": st.binary(max_size=30).map(lambda content: nodes.String(content.hex())),
    "JSON": st.text(max_size=20).map(nodes.String),
}


def bodies(schema: GraphQLSchema, count: int, start: int = 0) -> Iterator[bytes]:
    """Yield so many request bodies: half of them asked for in earnest, the rest spoilt in some way."""
    for number in range(start, start + count, AT_ONCE):
        yield from drawn(schema, min(AT_ONCE, start + count - number), number)


def drawn(schema: GraphQLSchema, count: int, number: int) -> list[bytes]:
    """Draw bodies; the same number draws the same ones."""
    mode = Mode.NEGATIVE if number // AT_ONCE % 2 else Mode.POSITIVE
    found: list[bytes] = []
    chance = random.Random(number)  # noqa: S311 -- for variety, which has to be repeatable

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(from_schema(schema, custom_scalars=SCALARS, mode=mode), JSON, st.randoms(use_true_random=False))
    def draw(document: object, variables: Any, _chance: random.Random) -> None:
        found.append(body(str(document), variables, chance))

    run: Callable[[], None] = draw
    run()
    return found


def body(document: str, variables: Any, chance: random.Random) -> bytes:
    """Write a request, one in three with a spoilt document."""
    if not chance.randrange(3):
        place = chance.randrange(len(document) + 1)
        document = document[:place] + chance.choice(WORDS) + document[place + chance.randrange(3) :]
    asked = {"query": document, "variables": variables if chance.randrange(2) else None}
    return json.dumps(asked).encode("utf-8", "surrogatepass")
