"""Requests made from the schema: operations whole and spoilt, with variables, well and badly sent."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from graphql import GraphQLSchema
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis_graphql import from_schema, nodes
from hypothesis_graphql.strategies import Mode

from tests.frontend_api.graphql.hostile.attacks import Attack
from tests.frontend_api.graphql.hostile.variables import ODD, asking, written
from tests.frontend_api.graphql.hostile.wrapping import broken, mistyped, plain

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
    *(f'"{odd}"' for odd in ODD),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
SCALARS = {
    "Date": st.dates().map(lambda day: nodes.String(day.isoformat())),
    "DateTime": st.datetimes().map(lambda moment: nodes.String(moment.isoformat())),
    "Time": st.times().map(lambda moment: nodes.String(moment.isoformat())),
    "FileContent": st.binary(max_size=30).map(lambda content: nodes.String(content.hex())),
    "JSON": st.text(max_size=20).map(nodes.String),
}


def requests(schema: GraphQLSchema, count: int, start: int = 0) -> Iterator[Attack]:
    """Yield so many requests: some asked for in earnest, the rest spoilt in some way."""
    for number in range(start, start + count, AT_ONCE):
        yield from drawn(schema, min(AT_ONCE, start + count - number), number)


def drawn(schema: GraphQLSchema, count: int, number: int) -> list[Attack]:
    """Draw requests; the same number draws the same ones."""
    mode = Mode.NEGATIVE if number // AT_ONCE % 2 else Mode.POSITIVE
    found: list[Attack] = []
    chance = random.Random(number)  # noqa: S311 -- for variety, which has to be repeatable

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(from_schema(schema, custom_scalars=SCALARS, mode=mode), JSON)
    def draw(document: object, variables: Any) -> None:
        found.append(request(schema, str(document), variables, chance))

    run: Callable[[], None] = draw
    run()
    # The generator ends early where it finds nothing new to draw; our own has no end.
    found += [plain(written(asking(schema, chance))) for _ in range(count - len(found))]
    return found


def request(schema: GraphQLSchema, document: str, variables: Any, chance: random.Random) -> Attack:
    """Send a drawn document, whole or spoilt, or one with variables; or spoil the request around it."""
    way = chance.randrange(12)
    if way < 4:
        asked = asking(schema, chance)
    else:
        text = spoilt(document, chance) if way < 7 else document
        asked = {"query": text, "variables": variables if chance.randrange(2) else None}
    content = written(asked)
    around = chance.randrange(10)
    if around == 0:
        return broken(content, chance)
    return mistyped(content, chance) if around == 1 else plain(content)


def spoilt(document: str, chance: random.Random) -> str:
    place = chance.randrange(len(document) + 1)
    return document[:place] + chance.choice(WORDS) + document[place + chance.randrange(3) :]
