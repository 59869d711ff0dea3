"""What may be sent to the API's address at all: method, type, size, shape, and a browser's token."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from core.accounts.roles import Role
from core.prisons.models import Prison
from frontend_api.graphql.limits import LARGEST_BODY
from frontend_api.sign_in.csrf import HEADER
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.graphql.conftest import Program

TYPENAME = b'{"query": "{ __typename }"}'
ANSWERED = {"data": {"__typename": "Query"}}


def refused(answer: httpx.Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, code)
    assert answer.headers["cache-control"] == "no-store"
    assert "data" not in answer.json()


async def test_operation_is_answered(program: Program) -> None:
    """The control of every refusal in this file."""
    answer = await program.send(TYPENAME)
    assert (answer.status_code, answer.json()) == (200, ANSWERED)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "status"), [("GET", 400), ("HEAD", 405), ("PUT", 405), ("PATCH", 405), ("DELETE", 405)]
)
async def test_text_is_answered_by_post_alone(program: Program, method: str, status: int) -> None:
    query = {"query": "{ __typename }"}
    answer = await program.client.request(method, program.path, params=query)
    assert answer.status_code == status
    assert "__typename" not in answer.text
    assert "Query" not in answer.text


async def test_operation_in_the_address_is_not_read(program: Program) -> None:
    answer = await program.client.post(program.path, params={"query": "{ __typename }"}, json={})
    refused(answer, 400, "BAD_REQUEST")


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON", "application/json; charset=utf-8"])
async def test_json_is_read(program: Program, kind: str) -> None:
    assert (await program.send(TYPENAME, kind)).json() == ANSWERED


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonx",
        "x-application/json",
        "text/plain; application/json",
        "application/graphql",
        "application/graphql-response+json",
        "",
    ],
)
async def test_other_types_are_refused(program: Program, kind: str) -> None:
    refused(await program.send(TYPENAME, kind), 400, "BAD_REQUEST")


async def test_request_without_a_type_is_refused(program: Program) -> None:
    answer = await program.client.send(program.client.build_request("POST", program.path, content=TYPENAME))
    refused(answer, 400, "BAD_REQUEST")


def padded(size: int) -> bytes:
    return TYPENAME + b" " * (size - len(TYPENAME))


async def test_request_of_the_largest_size_is_read_and_one_byte_more_is_not(program: Program) -> None:
    assert (await program.send(padded(LARGEST_BODY))).json() == ANSWERED
    refused(await program.send(padded(LARGEST_BODY + 1)), 413, "TOO_LARGE")
    refused(await program.send(padded(20_000_000)), 413, "TOO_LARGE")


async def test_size_is_measured_where_it_is_not_announced(program: Program) -> None:
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        yield TYPENAME
        for _ in range(1_000):
            sent += 1
            yield b" " * 1_000

    headers = {"Content-Type": "application/json"}
    refused(await program.client.post(program.path, content=pieces(), headers=headers), 413, "TOO_LARGE")
    assert sent >= LARGEST_BODY // 1_000


@pytest.mark.parametrize("opened", [b"[", b'{"a":'])
@pytest.mark.parametrize("depth", [900, 2_000, 10_000])
async def test_deep_json_is_the_caller_s_error(program: Program, opened: bytes, depth: int) -> None:
    closing = b"]" if opened == b"[" else b"1" + b"}"
    nested = opened * depth + (b"" if opened == b"[" else b"1") + closing[-1:] * depth
    refused(await program.send(nested), 400, "BAD_REQUEST")
    within = b'{"query": "query($f: PersonFilter) { people(filter: $f) { totalCount } }", "variables": {"f": '
    refused(await program.send(within + nested + b"}}"), 400, "BAD_REQUEST")


async def test_deepest_json_is_too_large(program: Program) -> None:
    refused(await program.send(b"[" * 100_000 + b"]" * 100_000), 413, "TOO_LARGE")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"7",
        b'"{ __typename }"',
        b"{}",
        b'{"query": null}',
        b'{"query": 7}',
        b'{"query": ["{ __typename }"]}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": "{}"}',
        b'{"query": "{ __typename }", "operationName": 7}',
        b'{"query": "{ __typename }"} {"query": "{ __typename }"}',
        b'{"query": "\xff"}',
        b'{"query": "{ people(filter: {nameKey: {eq: \\"\\ud800\\"}}) { totalCount } }"',
        b"\xef\xbb\xbf" + TYPENAME,
        b"{'query': '{ __typename }'}",
        b'{"query": "{ __typename }", "variables": {"n": NaN}}',
    ],
)
async def test_what_is_no_request_is_refused(program: Program, content: bytes) -> None:
    refused(await program.send(content), 400, "BAD_REQUEST")


async def test_batch_is_refused(program: Program) -> None:
    refused(await program.send(b"[" + TYPENAME + b"]"), 400, "BAD_REQUEST")
    refused(await program.send(b"[" + TYPENAME + b"," + TYPENAME + b"]"), 400, "BAD_REQUEST")
    refused(await program.send(b"[]"), 400, "BAD_REQUEST")


async def test_what_is_not_known_of_a_request_is_left_alone(program: Program) -> None:
    asked = {"query": "{ __typename }", "extensions": {"persistedQuery": {"sha256Hash": "0" * 64}}, "id": "x"}
    assert (await program.send(json.dumps(asked).encode())).json() == ANSWERED


async def test_one_of_several_operations_is_run_by_its_name(program: Program) -> None:
    document = "query One { people { totalCount } } query Two { partners { totalCount } }"
    assert (await program.ask(document, operation="Two")).json() == {"data": {"partners": {"totalCount": 0}}}
    refused(await program.ask(document), 400, "BAD_REQUEST")
    refused(await program.ask(document, operation="Three"), 400, "BAD_REQUEST")


async def test_prison_is_the_path_s_whatever_else_is_sent(
    program: Program, person: Person, prison: Prison, other_prison: Prison
) -> None:
    headers = {"X-Prison": other_prison.code, "X-Tenant-Id": str(other_prison.id), "Host": "other.example"}
    body = {
        "query": "{ prison { code } }",
        "variables": {"prison": other_prison.code},
        "tenant_id": str(other_prison.id),
    }
    answer = await program.client.post(program.path, json=body, headers=headers)
    assert answer.json() == {"data": {"prison": {"code": prison.code}}}
    closed = await program.client.post(f"/{other_prison.code.lower()}/graphql", json=body)
    refused(closed, 404, "NOT_FOUND")
    await person.join(other_prison, Role.GOVERNOR)
    opened = await program.client.post(f"/{other_prison.code}/graphql", json=body)
    assert opened.json() == {"data": {"prison": {"code": other_prison.code}}}


CHANGE = {"query": 'mutation { addPartner(given: {name: "Harbour Lights"}) { name } }'}
ADDED = {"data": {"addPartner": {"name": "Harbour Lights"}}}


async def test_browser_needs_its_form_s_token_and_a_program_none(
    browser: Browser, program: Program, prison: Prison
) -> None:
    await browser.sign_in()
    path = f"/{prison.code.lower()}/graphql"
    refused(await browser.post(path, json=CHANGE), 403, "CSRF")
    refused(await browser.post(path, json=CHANGE, headers={HEADER: "x"}), 403, "CSRF")
    form = {"query": CHANGE["query"], "csrf_token": "x"}
    refused(await browser.post(path, data=form), 403, "CSRF")
    page = await browser.get(f"/{prison.code.lower()}/")
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    elsewhere = {HEADER: token, "Sec-Fetch-Site": "cross-site"}
    refused(await browser.post(path, json=CHANGE, headers=elsewhere), 403, "CSRF")
    origin = {HEADER: token, "Origin": "https://evil.example"}
    refused(await browser.post(path, json=CHANGE, headers=origin), 403, "CSRF")
    assert await program.told("{ partners { totalCount } }") == {"partners": {"totalCount": 0}}
    assert (await browser.post(path, json=CHANGE, headers={HEADER: token})).json() == ADDED
    again = {"query": 'mutation { addPartner(given: {name: "Lantern Table"}) { name } }'}
    assert (await program.client.post(path, json=again)).json()["data"]["addPartner"][
        "name"
    ] == "Lantern Table"


async def test_form_s_token_alone_opens_nothing_of_another_type(
    browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    page = await browser.get(f"/{prison.code.lower()}/")
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    form = {"query": CHANGE["query"], "csrf_token": token}
    refused(await browser.post(f"/{prison.code.lower()}/graphql", data=form), 400, "BAD_REQUEST")


async def test_bad_token_is_not_helped_by_a_good_cookie(
    browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    path = f"/{prison.code.lower()}/graphql"
    answer = await browser.post(path, json=CHANGE, headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")
    nobody = httpx.AsyncClient(transport=browser._transport, base_url=browser.base_url)
    assert (await nobody.post(path, json=CHANGE)).status_code == 401
