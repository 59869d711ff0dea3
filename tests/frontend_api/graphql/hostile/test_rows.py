"""What the estimate of rows counts, that every page's own document is far below it, and who is refused."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, get_introspection_query, parse

from frontend_api.graphql.execution import Engine
from frontend_api.graphql.lengths import COUNTED, LISTED
from frontend_api.graphql.limits import check_size
from frontend_api.graphql.rows import MOST_ROWS, Rows, Walk
from tests.frontend_api.graphql.conftest import Program
from tests.frontend_api.graphql.hostile.attacks.growth import growing
from tests.servers import ROOT

MOST_OF_A_PAGE = MOST_ROWS // 5
WHOLE_PERSON = """
query($n: Int) {
  people(first: $n) {
    nodes {
      name
      partner { name organisation { name } }
      personRoles { kind partner { name } }
      assignments { roleTitle service { name } }
      vettingTraining { type status }
      vettingClearances { level expiresOn }
      vettingCases { stage history { stage verb } }
    }
    pageInfo { endCursor }
    totalCount
  }
}
"""


def rows(engine: Engine, document: str, variables: dict[str, Any] | None = None) -> int:
    """Return the largest estimate of a document's operations."""
    parsed = parse(document)
    fragments = {
        node.name.value: node for node in parsed.definitions if isinstance(node, FragmentDefinitionNode)
    }
    estimated = Rows(engine.schema, engine.lengths, fragments)
    operations = [node for node in parsed.definitions if isinstance(node, OperationDefinitionNode)]
    return max(estimated.estimate(node, variables or {}) for node in operations)


NODES = "fragment P on PersonConnection { nodes { id } }"
ESTIMATES: list[tuple[str, dict[str, Any], int]] = [
    ("{ __typename }", {}, 0),
    ("{ prison { name } }", {}, 1),
    ("{ people { nodes { id } } }", {}, 25),
    ("{ people(first: null) { nodes { id } } }", {}, 25),
    ("{ people(first: 40) { nodes { id } } }", {}, 40),
    ("{ people(last: 40) { nodes { id } } }", {}, 40),
    ("{ people(first: 0) { nodes { id vettingCases { id } } } }", {}, 0),
    ("{ people(first: 5000) { nodes { id } } }", {}, 100),
    ("{ people(first: -3) { nodes { id } } }", {}, 0),
    ("query($n: Int) { people(first: $n) { nodes { id } } }", {"n": 7}, 7),
    ("query($n: Int) { people(last: $n) { nodes { id } } }", {"n": None}, 25),
    ("query($n: Int) { people(first: $n) { nodes { id } } }", {}, 25),
    ("query($n: Int) { people(first: $n) { nodes { id } } }", {"n": 5_000}, 100),
    ("{ people { totalCount } }", {}, COUNTED),
    ("{ people { pageInfo { endCursor } } }", {}, 0),
    ("{ people(first: 2) { totalCount nodes { id } pageInfo { endCursor } } }", {}, COUNTED + 2),
    ("{ people(first: 2) { nodes { partner { name organisation { name } } } } }", {}, 2 * 3),
    ("{ people(first: 2) { nodes { vettingCases { id } } } }", {}, 2 * (1 + LISTED)),
    ("{ people(first: 2) { a: nodes { id } b: nodes { vettingCases { id } } } }", {}, 2 + 2 * (1 + LISTED)),
    ("{ people(first: 2) { nodes { vettingCases { history { id } } } } }", {}, 2 * (1 + 10 * (1 + LISTED))),
    ("{ a: people(first: 2) { nodes { id } } people(first: 3) { nodes { id } } }", {}, 5),
    ("{ people(first: 2) { ...P } a: people(first: 5) { ...P } } " + NODES, {}, 7),
    ("{ ... on Query { people(first: 2) { ... { nodes { ... on Person { partner { id } } } } } } }", {}, 4),
    ("{ reportOffers { code } }", {}, LISTED),
    ("query($on: Boolean!) { people(first: 2) @include(if: $on) { nodes { id } } }", {"on": False}, 2),
]


@pytest.mark.parametrize(("document", "variables", "found"), ESTIMATES)
def test_lists_multiply_what_is_asked_of_their_rows(
    engine: Engine, document: str, variables: dict[str, Any], found: int
) -> None:
    assert rows(engine, document, variables) == found


def test_every_document_of_our_own_asks_for_far_less(engine: Engine) -> None:
    folders = [*ROOT.glob("core/*/documents"), *ROOT.glob("plugins/*/documents")]
    texts = {str(file): file.read_text() for folder in folders for file in folder.glob("*.graphql")}
    assert len(texts) > 40
    asked = {name: rows(engine, text, SIZES) for name, text in texts.items()}
    assert {name: found for name, found in asked.items() if found > MOST_OF_A_PAGE} == {}
    for text in texts.values():
        check_size(parse(text))


SIZES = {"first": 100, "last": 100}


async def test_whole_record_of_everybody_on_a_page_may_be_asked_for(program: Program, engine: Engine) -> None:
    assert rows(engine, WHOLE_PERSON, {"n": 100}) <= MOST_ROWS
    assert "errors" not in (await program.ask(WHOLE_PERSON, {"n": 100})).json()


def test_question_of_every_tool_for_the_schema_may_be_asked_once(engine: Engine) -> None:
    found = rows(engine, get_introspection_query())
    assert found <= MOST_ROWS < 2 * found


async def test_too_many_rows_are_refused_with_what_to_do(program: Program) -> None:
    inner = "vettingCases { person { vettingCases { history { id } } } }"
    document = f"query($n: Int) {{ people(first: $n) {{ nodes {{ {inner} }} }} }}"
    answer = await program.ask(document, {"n": 23})
    assert answer.status_code == 413
    assert answer.json() == {
        "errors": [
            {
                "message": "This operation asks for about 25783 rows, and 25000 is the most. "
                "Ask for smaller pages, or for fewer lists within lists.",
                "extensions": {"code": "TOO_LARGE"},
            }
        ]
    }
    assert await program.told(document, {"n": 22}) == {"people": {"nodes": []}}
    assert (await program.ask(document, {"n": 23})).status_code == 413


async def test_change_is_not_made_when_its_answer_asks_for_too_many_rows(program: Program) -> None:
    asked = "vettingCases { person { " * 4 + "vettingCases { id }" + " } }" * 4
    given = {"given": {"firstName": "Robin", "surname": "Ashdown", "kind": "VOLUNTEER"}}
    document = f"mutation($given: NewPerson!) {{ addPerson(given: $given) {{ {asked} }} }}"
    answer = await program.ask(document, given)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (413, "TOO_LARGE")
    assert await program.told("{ people { totalCount } }") == {"people": {"totalCount": 0}}


def looks(engine: Engine, document: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count how often the estimate looks at a node."""
    seen = 0
    look = Walk.node

    def counted(walk: Walk, *given: Any) -> float:
        nonlocal seen
        seen += 1
        return look(walk, *given)

    with monkeypatch.context() as patched:
        patched.setattr(Walk, "node", counted)
        rows(engine, document)
    return seen


def doubled(levels: int) -> str:
    parts = [f"fragment F{n} on Person {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels)]
    return "{ people { nodes { ...F0 } } } " + " ".join(parts) + f" fragment F{levels} on Person {{ id }}"


def wide(count: int) -> str:
    return "{ people { nodes { " + " ".join(f"a{n}: partner {{ id }}" for n in range(count)) + " } } }"


def test_estimating_takes_one_look_at_each_node(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks(engine, doubled(90), monkeypatch) == 2 + 1 + 2 * 90 + 1
    assert looks(engine, wide(40), monkeypatch) == 2 + 2 * 40
    assert looks(engine, growing(60), monkeypatch) == 3 + 2 * 60


def test_estimate_is_kept_for_the_same_sizes(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = parse("query($n: Int, $s: String) { people(first: $n, search: $s) { nodes { id } } }")
    (operation,) = (node for node in parsed.definitions if isinstance(node, OperationDefinitionNode))
    estimated = Rows(engine.schema, engine.lengths, {})
    assert [estimated.estimate(operation, {"n": size}) for size in (3, 4)] == [3, 4]
    monkeypatch.setattr(Walk, "node", None)
    found = [estimated.estimate(operation, {"n": size, "s": word}) for size, word in ((3, "a"), (4, "b"))]
    assert found == [3, 4]
