"""What the API says when something is wrong: the caller's errors in words, ours by a reference alone."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import StringIO
from typing import Any

import asyncpg
import httpx
import pytest

from infra.database_roles import DatabaseUrls
from tests.frontend_api.graphql.conftest import Program

INTERNALS = re.compile(
    r"SELECT |INSERT |UPDATE |WHERE |JOIN |pg_|psycopg|asyncpg|sqlalchemy|strawberry|litestar|graphql-core"
    r"|Traceback|File \"|line \d+, in|\.py\b|/core/|/frontend_api/|Error\(|Exception|Did you mean"
    r"|permission denied|relation \"|column \"|constraint|tenant_id|gatehouse_app|127\.0\.0\.1|localhost"
    r"|0x[0-9a-f]{6}|<object|NoneType|KeyError|RecursionError|sqlstate",
)
PEOPLE = "query($f: PersonFilter, $o: [PersonOrder!], $n: Int, $a: String) {"
PEOPLE += " people(filter: $f, order: $o, first: $n, after: $a) { totalCount nodes { id } } }"
CASES = "query($f: VettingCaseFilter) { vettingCases(filter: $f) { totalCount } }"
MEMBERS = "query($f: MemberFilter) { members(filter: $f) { totalCount } }"
NEW_PARTNER = "mutation($given: NewPartner!) { addPartner(given: $given) { id name } }"
ASSIGN = "mutation($given: NewAssignment!) { assignPerson(given: $given) { id } }"


def cursor(*values: object) -> str:
    return base64.b64encode(json.dumps(values).encode()).decode()


def nested(depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {"nameKey": {"eq": "a"}}
    for _ in range(depth):
        found = {"and": [found]}
    return found


BAD_VALUES: dict[str, tuple[str, dict[str, Any]]] = {
    "NUL in a filter": (PEOPLE, {"f": {"nameKey": {"eq": "a\0b"}}}),
    "NUL in a search": (PEOPLE, {"f": {"nameKey": {"contains": "\0"}}}),
    "NUL in a cursor": (PEOPLE, {"a": cursor(False, "a\0", False, "b", "c")}),
    "cursor of no id": (PEOPLE, {"a": cursor(False, "a", False, "b", "no-id")}),
    "cursor of no truth": (PEOPLE, {"a": cursor("perhaps", "a", False, "b", "c")}),
    "cursor of too few": (PEOPLE, {"a": cursor(1)}),
    "cursor of objects": (PEOPLE, {"a": cursor({}, [], {}, [], {})}),
    "cursor that is no list": (PEOPLE, {"a": base64.b64encode(b"{}").decode()}),
    "cursor that is no JSON": (PEOPLE, {"a": base64.b64encode(b"\xff\xfe").decode()}),
    "cursor that is no base64": (PEOPLE, {"a": "not base64!"}),
    "deep cursor": (PEOPLE, {"a": base64.b64encode(b"[" * 5_000 + b"]" * 5_000).decode()}),
    "too many keys": (PEOPLE, {"o": [{"field": "surname"}] * 40}),
    "deep filter": (PEOPLE, {"f": nested(150)}),
    "negative page": (PEOPLE, {"n": -1}),
    "page too large": (PEOPLE, {"n": 101}),
    "huge page": (PEOPLE, {"n": 2**31}),
    "page as text": (PEOPLE, {"n": "5"}),
    "page in halves": (PEOPLE, {"n": 2.5}),
    "unknown filter": (PEOPLE, {"f": {"tenantId": {"eq": "x"}}}),
    "filter as text": (PEOPLE, {"f": "1 = 1"}),
    "unknown order": (PEOPLE, {"o": [{"field": "tenantId"}]}),
    "id that is none": (PEOPLE, {"f": {"partnerId": {"eq": "1; DROP TABLE person"}}}),
    "date that is none": (CASES, {"f": {"stageSince": {"lt": "31 February"}}}),
    "date that was never": (CASES, {"f": {"stageSince": {"lt": "2026-02-31"}}}),
    "time without a zone": (MEMBERS, {"f": {"takenAwayAt": {"lt": "2026-03-02T09:30:00"}}}),
    "date as number": (CASES, {"f": {"stageSince": {"lt": 20260101}}}),
    "unknown code": (CASES, {"f": {"stage": {"eq": "ACTIV"}}}),
    "stored word of a code": (CASES, {"f": {"stage": {"eq": "active"}}}),
    "nothing where something must be": (NEW_PARTNER, {"given": None}),
    "variable left out": (NEW_PARTNER, {}),
    "field left out": (NEW_PARTNER, {"given": {}}),
    "unknown field": (NEW_PARTNER, {"given": {"name": "A", "tenantId": "x"}}),
    "name of nothing": (NEW_PARTNER, {"given": {"name": "\0 "}}),
    "identifier of no register": (NEW_PARTNER, {"given": {"name": "A", "identifier": "GB-XXX-1"}}),
    "ids that are none": (ASSIGN, {"given": {"personId": "p", "serviceId": "s", "roleTitle": "r"}}),
}
BAD_DOCUMENTS = {
    "nothing": "",
    "no words": "{",
    "unknown root": "{ peple { totalCount } }",
    "unknown field": "{ people { totalCuont } }",
    "unknown argument": "{ people(frist: 1) { totalCount } }",
    "unknown type": "query($a: PersonFiltr) { people(filter: $a) { totalCount } }",
    "unknown fragment": "{ ...Nothing }",
    "circular fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "unused variable": "query($a: Int) { __typename }",
    "unknown directive": "{ __typename @defer }",
    "conflicting aliases": "{ a: people { totalCount } a: partners { totalCount } }",
    "no selection": "{ people }",
    "selection of a leaf": "{ people { totalCount { x } } }",
    "both ends": "{ people(first: 1, last: 1) { totalCount } }",
    "missing id": "{ person { id } }",
    "id of another kind": '{ person(id: "person") { id } }',
    "NUL in a literal": '{ people(filter: {nameKey: {eq: "\\u0000"}}) { totalCount } }',
    "half a letter": '{ people(filter: {nameKey: {eq: "\\ud800"}}) { totalCount } }',
    "date in a literal": '{ vettingCases(filter: {stageSince: {lt: "x"}}) { totalCount } }',
    "code in a literal": "{ vettingCases(filter: {stage: {eq: ACTIV}}) { totalCount } }",
    "subscription": "subscription { people { totalCount } }",
    "schema definition": "type Query { x: Int }",
    "many fields of one thing": "{ people { nodes { " + " ".join(f"a{n}: id" for n in range(51)) + " } } }",
}
CLIENT = {"BAD_REQUEST", "INVALID", "TOO_LARGE", "NOT_FOUND"}


def clean(answer: httpx.Response) -> None:
    """Refuse an answer that shows anything of what is inside, or that blames us."""
    assert answer.status_code in {200, 400, 413}
    errors = answer.json()["errors"]
    assert {error["extensions"]["code"] for error in errors} <= CLIENT, errors
    assert not INTERNALS.search(answer.text), answer.text
    assert answer.headers["x-correlation-id"]
    for error in errors:
        assert set(error) <= {"message", "extensions", "path", "locations"}


@pytest.mark.parametrize(("document", "variables"), BAD_VALUES.values(), ids=BAD_VALUES.keys())
async def test_bad_value_is_the_caller_s_error(
    program: Program, lines: StringIO, document: str, variables: dict[str, Any]
) -> None:
    clean(await program.ask(document, variables))
    assert "graphql_failed" not in lines.getvalue()
    assert await program.told("{ people { totalCount } partners { totalCount } }") == {
        "people": {"totalCount": 0},
        "partners": {"totalCount": 0},
    }


@pytest.mark.parametrize("document", BAD_DOCUMENTS.values(), ids=BAD_DOCUMENTS.keys())
async def test_bad_document_is_the_caller_s_error(program: Program, lines: StringIO, document: str) -> None:
    clean(await program.ask(document))
    assert "graphql_failed" not in lines.getvalue()


@asynccontextmanager
async def without(urls: DatabaseUrls, right: str, table: str) -> AsyncIterator[None]:
    """Take a right of the application away for a while: a fault of ours, as a forgotten grant would be."""
    owner = await asyncpg.connect(urls.owner)
    try:
        await owner.execute(f"REVOKE {right} ON {table} FROM gatehouse_app")
        yield
    finally:
        await owner.execute(f"GRANT {right} ON {table} TO gatehouse_app")
        await owner.close()


async def test_fault_of_ours_is_a_reference_that_is_in_the_log(
    program: Program, lines: StringIO, database_urls: DatabaseUrls
) -> None:
    async with without(database_urls, "SELECT", "service"):
        read = await program.ask("{ services { totalCount } }")
        walked = await program.ask("{ reportOffers { code } services { totalCount } }")
    for answer in (read, walked):
        (error,) = answer.json()["errors"]
        reference = error["extensions"]["reference"]
        assert error["extensions"] == {"code": "INTERNAL", "reference": reference}
        assert reference in error["message"]
        assert not INTERNALS.search(answer.text), answer.text
        assert reference in lines.getvalue()
    assert "InsufficientPrivilegeError" in lines.getvalue()
    assert await program.told("{ services { totalCount } }") == {"services": {"totalCount": 0}}


async def test_fault_half_way_leaves_nothing_written(
    program: Program, lines: StringIO, database_urls: DatabaseUrls
) -> None:
    given = {"given": {"firstName": "Robin", "surname": "Ashdown", "kind": "VOLUNTEER"}}
    document = "mutation($given: NewPerson!) { addPerson(given: $given) { id } }"
    async with without(database_urls, "INSERT", "person_role"):
        answer = await program.ask(document, given)
    (error,) = answer.json()["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("INTERNAL", ["addPerson"])
    assert answer.json()["data"] == {"addPerson": None}
    assert error["extensions"]["reference"] in lines.getvalue()
    assert await program.told("{ people { totalCount } }") == {"people": {"totalCount": 0}}
    await program.told(document, given)
    assert await program.told("{ people { totalCount } }") == {"people": {"totalCount": 1}}


SCHEMA = {
    "plain": "{ __schema { queryType { name } } }",
    "of a type": '{ __type(name: "Person") { fields { name } } }',
    "beside another field": "{ people { totalCount } __schema { queryType { name } } }",
    "beside what Python answers": "{ reportOffers { code } __schema { queryType { name } } }",
    "inside a fragment": "{ ...F } fragment F on Query { __schema { queryType { name } } }",
    "inside a fragment beside what Python answers": "{ ...F reportOffers { code } importOffers { name } }"
    " fragment F on Query { __schema { types { name } } }",
    "inside an inline fragment": '{ ... { __type(name: "Person") { name } reportOffers { code } } }',
    "under another name": "{ people: __schema { queryType { name } } }",
    "switched on by a variable": "query($on: Boolean!) { __schema @include(if: $on) { types { name } } }",
    "named": "query IntrospectionQuery { __schema { types { name } } }",
}


@pytest.mark.parametrize("document", SCHEMA.values(), ids=SCHEMA.keys())
async def test_production_says_nothing_of_its_schema(production_program: Program, document: str) -> None:
    answer = await production_program.ask(document, {"on": True} if "$on" in document else None)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")
    assert "data" not in answer.json()


@pytest.mark.parametrize("document", SCHEMA.values(), ids=SCHEMA.keys())
async def test_elsewhere_it_does(program: Program, document: str) -> None:
    """The control: each of these documents is answered where the schema may be asked for."""
    data = await program.told(document, {"on": True} if "$on" in document else None)
    assert {"__schema", "__type", "people"} & set(data)


async def test_production_answers_and_offers_no_page_to_try_the_api(
    production_program: Program, prison: Any
) -> None:
    assert await production_program.told("{ __typename }") == {"__typename": "Query"}
    page = await production_program.client.get(
        f"/{prison.code.lower()}/graphiql", headers={"Accept": "text/html"}
    )
    assert page.status_code == 404


@pytest.mark.parametrize(
    "document",
    [
        "{ peopel { totalCount } }",
        "{ people { totalCont } }",
        "{ people(fist: 1) { totalCount } }",
        "query($f: PersonFilte) { people(filter: $f) { totalCount } }",
        "{ vettingCases(filter: {stage: {eq: ACTIV}}) { totalCount } }",
        "{ vettingCases(filter: {stag: {eq: ACTIVE}}) { totalCount } }",
        "{ people { ... on Persn { id } } }",
        "{ __typename @skp(if: true) }",
        "{ people { nodes { ...Persn } } } fragment Person on Person { id }",
    ],
)
async def test_close_name_is_not_put_right(production_program: Program, document: str) -> None:
    answer = await production_program.ask(document)
    assert answer.json()["errors"]
    assert "did you mean" not in answer.text.lower()
    for name in ("people", "totalCount", "first", "PersonFilter", "ACTIVE", "stage", '"Person"', "skip"):
        if name not in document:
            assert f"'{name}'" not in answer.text
