"""How much one document may ask, and that measuring it takes work in step with its length."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from graphql import SelectionNode, parse
from litestar import Litestar

from core.errors import Invalid
from frontend_api.graphql import limits
from frontend_api.graphql.limits import LIMITS, MOST_TOKENS, check_size
from tests.frontend_api.graphql.conftest import Program
from tests.frontend_api.graphql.hostile.linearity import calls, prepare


def deep(depth: int) -> str:
    """Nest people in cases in people, to this depth."""
    steps = ["vettingCases", "nodes", *(["person", "vettingCases"] * depth)][: depth - 1]
    opened = "".join(f"{{ {step} " for step in steps) + "{ id " + "}" * depth
    return opened.replace("vettingCases", "vettingCases(first: 0)", 1)


def chained(depth: int) -> str:
    """The same depth, hidden in fragments."""
    names = range(depth - 3)
    kinds = ("VettingCase", "Person")
    steps = ("person", "vettingCases")
    parts = [f"fragment F{n} on {kinds[n % 2]} {{ {steps[n % 2]} {{ ...F{n + 1} }} }}" for n in names]
    last = f"fragment F{len(parts)} on {kinds[len(parts) % 2]} {{ id }}"
    return "{ vettingCases(first: 0) { nodes { ...F0 } } } " + " ".join([*parts, last])


def aliased(count: int) -> str:
    return "{ " + " ".join(f"a{n}: __typename" for n in range(count)) + " }"


def aliased_below(count: int) -> str:
    half = " ".join(f"a{n}: id" for n in range(count // 2))
    return f"{{ people {{ nodes {{ {half} }} }} partners {{ nodes {{ {half} }} }} }}"


def directed(count: int) -> str:
    return "{ people { totalCount " + "@include(if: true) " * count + "} }"


def spread(count: int) -> str:
    return "{ people { nodes { " + "...F " * count + "} } } fragment F on Person { id }"


def repeated(count: int) -> str:
    return "{ people { nodes { " + "surname " * (count + 1) + "} } }"


@pytest.mark.parametrize(
    ("make", "most", "name"),
    [
        (deep, LIMITS.depth, "depth"),
        (chained, LIMITS.depth, "depth"),
        (aliased, LIMITS.aliases, "aliases"),
        (aliased_below, LIMITS.aliases, "aliases"),
        (spread, LIMITS.spreads, "spreads"),
        (repeated, LIMITS.repeats, "repeats"),
    ],
)
async def test_as_much_as_allowed_is_answered_and_more_is_not(
    program: Program, make: Callable[[int], str], most: int, name: str
) -> None:
    within = (await program.ask(make(most))).json()
    assert within.get("errors", [{"extensions": {"code": ""}}])[0]["extensions"]["code"] != "TOO_LARGE", (
        within
    )
    step = 2 if make is aliased_below else 1
    answer = await program.ask(make(most + step))
    assert answer.status_code == 413
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "TOO_LARGE"}
    assert name in error["message"]
    assert str(most) in error["message"]


async def test_directives_are_counted(program: Program) -> None:
    answer = await program.ask(directed(LIMITS.directives + 1))
    assert (answer.status_code, "directives" in answer.text) == (413, True)
    assert (await program.ask(directed(1))).status_code == 200


async def test_tokens_are_counted(program: Program) -> None:
    words = MOST_TOKENS - 5  # three braces, people, and a brace
    assert "tokens" not in (await program.ask("{ people { " + "x " * words + "} }")).text
    answer = await program.ask("{ people { " + "x " * (words + 1) + "} }")
    assert answer.status_code == 400
    assert "2000 tokens" in answer.text


async def test_commas_do_not_count_and_comments_do(program: Program) -> None:
    assert (await program.ask("{ __typename " + "# nothing\n" * 1_000 + "}")).status_code == 200
    assert (await program.ask("{ __typename " + "# nothing\n" * 3_000 + "}")).status_code == 400
    assert (await program.ask("{ __typename " + "," * 50_000 + "}")).status_code == 200


def doubling(levels: int) -> str:
    """Ask twice for what asks twice: a kilobyte that means more fields than there are grains of sand."""
    parts = [f"fragment F{n} on Person {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels)]
    return "{ people { nodes { ...F0 } } } " + " ".join(parts) + f" fragment F{levels} on Person {{ id }}"


@pytest.mark.parametrize("levels", [10, 22, 45, 90])
async def test_doubling_fragments_are_refused(program: Program, levels: int) -> None:
    answer = await program.ask(doubling(levels))
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"] == {"code": "TOO_LARGE"}


def visits(document: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count how often the measure looks at a node."""
    seen = 0
    look = limits._Measure._node

    def counted(measure: Any, node: SelectionNode, size: limits.Size, asked: set[str]) -> None:
        nonlocal seen
        seen += 1
        look(measure, node, size, asked)

    with monkeypatch.context() as patched:
        patched.setattr(limits._Measure, "_node", counted)
        with suppress(Invalid):
            check_size(parse(document))
    return seen


@pytest.mark.parametrize("make", [doubling, chained, aliased, spread, repeated, directed])
def test_measuring_takes_one_look_at_each_node(
    make: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    once, twice = visits(make(30), monkeypatch), visits(make(60), monkeypatch)
    assert twice <= 2.1 * once
    assert visits(doubling(90), monkeypatch) == 2 + 2 * 90 + 2


MOST_CALLS = 400_000
"""What the heaviest document may cost to prepare: about a tenth of a second."""


@pytest.mark.parametrize(
    "document",
    [
        doubling(90),
        repeated(LIMITS.repeats),
        spread(LIMITS.spreads),
        aliased(LIMITS.aliases),
        deep(LIMITS.depth),
        "{ people { nodes { " + "partner { id } " * 480 + "} } }",
        "{ " + " ".join(f"x{n}" for n in range(900)) + " }",
        "query(" + " ".join(f"$v{n}: Int" for n in range(390)) + ") { __typename }",
        "{ people(" + " ".join(f"x{n}: 1" for n in range(480)) + ") { totalCount } }",
        "{ "
        + " ".join(f"...F{n}" for n in range(90))
        + " } "
        + " ".join(f"fragment F{n} on Query {{ people {{ totalCount }} }}" for n in range(90)),
        " ".join(f"query Q{n} {{ people {{ totalCount }} }}" for n in range(240)),
    ],
    ids=lambda document: document[:40],
)
def test_no_document_costs_much_to_prepare(app: Litestar, document: str) -> None:
    engine = app.state.engine
    assert calls(lambda: prepare(engine, document)) < MOST_CALLS


async def test_page_to_try_the_api_can_read_the_schema(program: Program) -> None:
    """The deepest question that GraphiQL asks is let through."""
    reference = "ofType { kind name " * 9 + "}" * 9
    document = f"""
    query IntrospectionQuery {{
      __schema {{
        queryType {{ name }} mutationType {{ name }} types {{ ...FullType }}
        directives {{ name locations args {{ ...InputValue }} }}
      }}
    }}
    fragment FullType on __Type {{
      kind name fields(includeDeprecated: true) {{ name args {{ ...InputValue }} type {{ ...TypeRef }} }}
      inputFields {{ ...InputValue }} interfaces {{ ...TypeRef }}
      enumValues(includeDeprecated: true) {{ name }} possibleTypes {{ ...TypeRef }}
    }}
    fragment InputValue on __InputValue {{ name type {{ ...TypeRef }} defaultValue }}
    fragment TypeRef on __Type {{ kind name {reference} }}
    """
    assert (await program.told(document))["__schema"]["queryType"] == {"name": "Query"}
