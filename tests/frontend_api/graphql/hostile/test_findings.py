"""What outside tools look for in a GraphQL server: in production they find none of it."""

from __future__ import annotations

import json
from io import StringIO

import httpx
import pytest

from infra.database_roles import DatabaseUrls
from tests.frontend_api.graphql.conftest import Program
from tests.frontend_api.graphql.hostile.attacks.growth import introspected
from tests.frontend_api.graphql.test_graphql_faults import INTERNALS, without

TYPENAME = {"query": "{ __typename }"}
ANSWERED = {"data": {"__typename": "Query"}}
TYPES = "__schema { types { name } }"
ASKING = {
    "plain": f"{{ {TYPES} }}",
    "through an alias": f"{{ people: {TYPES} }}",
    "through a fragment": f"{{ ...F }} fragment F on Query {{ {TYPES} }}",
    "through fragments without a name": f"{{ ... {{ ... on Query {{ a: {TYPES} }} }} }}",
    "of one type": '{ a: __type(name: "Person") { fields { name } } }',
    "beside another question": f"{{ people {{ totalCount }} {TYPES} }}",
    "of one operation of several": f"query A {{ __typename }} query B {{ {TYPES} }}",
}
PAGES = ("graphiql", "playground", "altair", "console", "voyager", "graphql/schema", "graphql/console")
DEBUGGING = ("x-debug", "x-powered-by", "x-apollo", "server-timing", "x-trace", "traceparent", "x-runtime")


def single(answer: httpx.Response, status: int, code: str) -> None:
    """Check that one error is all that is said, however often it was provoked."""
    assert answer.status_code == status, answer.text
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == code
    assert not INTERNALS.search(answer.text)


@pytest.mark.parametrize("document", ASKING.values(), ids=ASKING.keys())
async def test_schema_is_not_told(production_program: Program, document: str) -> None:
    name = "B" if "query B" in document else None
    single(await production_program.ask(document, operation=name), 400, "BAD_REQUEST")


@pytest.mark.parametrize("document", ASKING.values(), ids=ASKING.keys())
async def test_elsewhere_it_is(program: Program, document: str) -> None:
    """The control: each of these documents is answered where the schema may be asked for."""
    name = "B" if "query B" in document else None
    assert "errors" not in (await program.ask(document, operation=name)).json()


async def test_schema_is_not_walked_in_circles(production_program: Program) -> None:
    single(await production_program.ask(introspected(1)), 400, "BAD_REQUEST")


async def test_nor_where_it_is_told(program: Program) -> None:
    single(await program.ask(introspected(4)), 400, "BAD_REQUEST")
    assert "errors" not in (await program.ask(introspected(1))).json()


@pytest.mark.parametrize("word", ["peopel", "partnrs", "prisn", "vettingCase_", "__typenam"])
async def test_close_name_is_not_suggested(production_program: Program, word: str) -> None:
    answer = await production_program.ask(f"{{ {word} }}")
    single(answer, 400, "BAD_REQUEST")
    assert "did you mean" not in answer.text.lower()
    for name in ("people", "partners", "prison", "vettingCases", "__typename"):
        assert name not in answer.text


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
async def test_question_in_an_address_is_not_answered(production_program: Program, method: str) -> None:
    """A document of anybody's own is not read from an address, whatever else may be."""
    client, path = production_program.client, production_program.path
    for asked in (
        {"query": "{ __typename }"},
        {"query": 'mutation { addPartner(given: {name: "A"}) { id } }'},
    ):
        answer = await client.request(method, path, params=asked)
        assert answer.status_code in {400, 404, 405}
        assert '"data"' not in answer.text
    assert (await client.post(path, json=TYPENAME)).json() == ANSWERED
    assert await production_program.told("{ partners { totalCount } }") == {"partners": {"totalCount": 0}}


@pytest.mark.parametrize("page", PAGES)
async def test_there_is_no_page_to_try_the_api(production_program: Program, page: str) -> None:
    prison = production_program.path.rpartition("/")[0]
    for address in (f"{prison}/{page}", f"/{page}"):
        answer = await production_program.client.get(address, headers={"Accept": "text/html"})
        assert answer.status_code in {303, 404}, address
        assert "graphiql" not in answer.text.lower().replace(address, "")


@pytest.mark.parametrize("count", [1, 2, 10, 500])
async def test_batch_is_not_answered(production_program: Program, count: int) -> None:
    single(await production_program.send(json.dumps([TYPENAME] * count).encode()), 400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "document",
    [
        "{ " + " ".join(f"alias{n}: __typename" for n in range(101)) + " }",
        "{ __typename " + "@aa" * 10 + " }",
        "{ __typename " + " ".join(f"@aa{n}" for n in range(10)) + " }",
        "{ __typename " + "@aa " * 500 + " }",
        "{ __typename " + "@include(if: true) " * 10 + "}",
        "{ " + "__typename " * 500 + "}",
        "{ " + " ".join(f"unknown{n}" for n in range(100)) + " }",
        "{ people(" + " ".join(f"a{n}: 1" for n in range(100)) + ") { totalCount } }",
    ],
    ids=lambda document: document[:30],
)
async def test_overloading_is_answered_with_one_error(production_program: Program, document: str) -> None:
    answer = await production_program.ask(document)
    single(
        answer, 413 if "TOO_LARGE" in answer.text else 400, answer.json()["errors"][0]["extensions"]["code"]
    )
    assert len(answer.content) < 1_000


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("application/x-www-form-urlencoded", b"query=%7B+__typename+%7D"),
        ("text/plain", json.dumps(TYPENAME).encode()),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("application/graphql", b"{ __typename }"),
        ("application/jsonx", json.dumps(TYPENAME).encode()),
        ("text/plain; application/json", json.dumps(TYPENAME).encode()),
        ("", json.dumps(TYPENAME).encode()),
    ],
)
async def test_what_a_form_of_another_site_can_send_is_refused(
    production_program: Program, kind: str, content: bytes
) -> None:
    single(await production_program.send(content, kind), 400, "BAD_REQUEST")


async def test_nothing_is_said_for_debugging(production_program: Program) -> None:
    headers = {"X-Apollo-Tracing": "1", "X-Debug": "1", "Apollo-Require-Preflight": "1"}
    asked = {**TYPENAME, "extensions": {"tracing": True, "debug": True}, "debug": True}
    answer = await production_program.client.post(production_program.path, json=asked, headers=headers)
    assert answer.json() == ANSWERED
    assert [name for name in answer.headers if name.lower().startswith(DEBUGGING)] == []


async def test_fault_of_ours_is_masked(
    production_program: Program, lines: StringIO, database_urls: DatabaseUrls
) -> None:
    async with without(database_urls, "SELECT", "service"):
        answer = await production_program.ask("{ services { totalCount } }")
    (error,) = answer.json()["errors"]
    assert set(error["extensions"]) == {"code", "reference"}
    assert error["extensions"]["code"] == "INTERNAL"
    assert not INTERNALS.search(answer.text), answer.text
    assert error["extensions"]["reference"] in lines.getvalue()


async def test_subscriptions_are_not_opened(production_program: Program) -> None:
    single(await production_program.ask("subscription { people { totalCount } }"), 400, "BAD_REQUEST")
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Protocol": "graphql-ws"}
    answer = await production_program.client.get(production_program.path, headers=upgrade)
    assert answer.status_code in {400, 404, 405}
