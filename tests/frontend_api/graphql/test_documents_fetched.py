"""Trusted documents by GET: only queries, kept by one browser for one account, asked again every time."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
import pytest_asyncio
from litestar import Litestar
from sqlalchemy import func, select

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.audit.models import ReadEntry
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Settings
from core.testkit import make_partner, make_person
from frontend_api.graphql.fetching import LONGEST_QUERY, is_known
from frontend_api.graphql.manifests import id_of, write_manifest
from tests.frontend_api.conftest import PUBLIC_URL, Browser, Person
from tests.frontend_api.conftest import make_person as make_account
from tests.frontend_api.graphql.conftest import Program, closed, composed, program_of
from tests.frontend_api.graphql.test_graphql_http import refused
from tests.frontend_api.hostile_provider import HostileProvider

PARTNERS = "query Names($first: Int) { partners(first: $first) { nodes { name } } }"
TWO = "query One { partners { totalCount } } query Two { services { totalCount } }"
MIXED = (
    "query Look { partners { totalCount } } "
    'mutation Add { addPartner(given: {name: "Harbour Lights"}) { name } }'
)
ADD = 'mutation { addPartner(given: {name: "Harbour Lights"}) { name } }'
PERSON = "query Who($id: ID!) { person(id: $id) { name } }"
PEOPLE = "query Everybody { people { totalCount } }"
OFFERS = "query Offers { reportOffers { code } }"
KEPT = "private, no-cache"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def serving(
    settings: Settings, registry: Registry, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Litestar]:
    """The application with the documents of a client."""
    file = Path(tmp_path_factory.mktemp("client")) / "documents.json"
    texts = [PARTNERS, TWO, MIXED, ADD, PERSON, PEOPLE, OFFERS]
    file.write_text(write_manifest(texts), encoding="utf-8")
    made = composed(settings.model_copy(update={"trusted_documents": str(file)}), registry)
    yield made
    await closed(made)


@pytest_asyncio.fixture
async def client(serving: Litestar, person: Person, prison: Prison) -> AsyncIterator[Program]:
    await person.join(prison, Role.COORDINATOR)
    made = program_of(serving, person, prison)
    yield made
    await made.client.aclose()


@pytest_asyncio.fixture
async def browser(
    serving: Litestar, provider: HostileProvider, person: Person, prison: Prison
) -> AsyncIterator[Browser]:
    """The co-ordinator's browser, signed in."""
    await person.join(prison, Role.COORDINATOR)
    async with Browser(serving, provider) as made:
        await made.sign_in()
        yield made


def address(program: Program, text: str, **more: str) -> str:
    return f"{program.path}?{urlencode({'documentId': id_of(text), **more})}"


async def fetch(
    program: Program, text: str, headers: dict[str, str] | None = None, **more: str
) -> httpx.Response:
    return await program.client.get(address(program, text, **more), headers=headers or {})


async def test_query_is_answered_as_by_post(client: Program, database: Database, coordinator: Viewer) -> None:
    for name in ("Harbour Lights", "Lantern Table"):
        await make_partner(database, coordinator, name)
    answer = await fetch(client, PARTNERS, variables='{"first":1}')
    assert answer.json() == {"data": {"partners": {"nodes": [{"name": "Harbour Lights"}]}}}
    body = {"documentId": id_of(PARTNERS), "variables": {"first": 1}}
    assert (await client.client.post(client.path, json=body)).content == answer.content
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert (await fetch(client, PARTNERS)).json()["data"]["partners"]["nodes"][1:] == [
        {"name": "Lantern Table"}
    ]


async def test_answer_may_be_kept_by_one_browser_that_asks_again(client: Program) -> None:
    answer = await fetch(client, PARTNERS)
    assert answer.headers["cache-control"] == KEPT
    assert {"Authorization", "Cookie"} <= set(answer.headers["vary"].split(", "))
    tag = answer.headers["etag"]
    assert tag.startswith('"')
    known = await fetch(client, PARTNERS, {"If-None-Match": tag})
    assert (known.status_code, known.content) == (304, b"")
    assert (known.headers["etag"], known.headers["cache-control"], known.headers["vary"]) == (
        tag,
        KEPT,
        answer.headers["vary"],
    )
    assert "content-type" not in known.headers
    assert known.headers["x-content-type-options"] == "nosniff"


async def test_what_has_changed_is_sent_again(
    client: Program, database: Database, coordinator: Viewer
) -> None:
    before = await fetch(client, PARTNERS)
    await make_partner(database, coordinator)
    after = await fetch(client, PARTNERS, {"If-None-Match": before.headers["etag"]})
    assert (after.status_code, len(after.json()["data"]["partners"]["nodes"])) == (200, 1)
    assert after.headers["etag"] != before.headers["etag"]


async def test_tag_is_of_one_account_one_prison_and_one_encoding(
    client: Program,
    serving: Litestar,
    person: Person,
    database: Database,
    provider: HostileProvider,
    prison: Prison,
    other_prison: Prison,
) -> None:
    """The body is the same for all of them; what another account's browser kept is still never confirmed."""
    tags = [(await fetch(client, PARTNERS)).headers["etag"]]
    tags.append((await fetch(client, PARTNERS, {"Accept-Encoding": "identity"})).headers["etag"])
    await person.join(other_prison, Role.COORDINATOR)
    colleague = await make_colleague(database, provider, prison)
    for program in (program_of(serving, person, other_prison), program_of(serving, colleague, prison)):
        answer = await fetch(program, PARTNERS, {"If-None-Match": ", ".join(tags)})
        assert (answer.status_code, answer.json()) == (200, {"data": {"partners": {"nodes": []}}})
        tags.append(answer.headers["etag"])
        await program.client.aclose()
    assert len(set(tags)) == 4


async def make_colleague(database: Database, provider: HostileProvider, prison: Prison) -> Person:
    made = await make_account(database, provider.issuer, "a-colleague-" + prison.code)
    await made.join(prison, Role.COORDINATOR)
    return made


async def test_role_taken_away_is_noticed_although_the_browser_has_the_answer(
    serving: Litestar, person: Person, prison: Prison
) -> None:
    member = await person.join(prison, Role.COORDINATOR)
    program = program_of(serving, person, prison)
    tag = (await fetch(program, PARTNERS)).headers["etag"]
    await person.leave(member)
    refused(await fetch(program, PARTNERS, {"If-None-Match": tag}), 404, "NOT_FOUND")
    await program.client.aclose()


async def test_look_at_a_record_is_recorded_every_time_and_never_kept(
    client: Program, database: Database, coordinator: Viewer
) -> None:
    found = await make_person(database, coordinator)
    variables = json.dumps({"id": str(found.id)})
    for headers in ({}, {"If-None-Match": "*"}, {"If-None-Match": '"any"'}):
        answer = await fetch(client, PERSON, headers, variables=variables)
        assert answer.json() == {"data": {"person": {"name": "Robin Ashdown"}}}
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
    async with database.read(coordinator) as session:
        asked = select(func.count()).where(ReadEntry.row_id == found.id)
        assert await session.scalar(asked) == 3


@pytest.mark.parametrize("text", [PEOPLE, OFFERS])
async def test_what_is_sensitive_or_made_in_python_is_not_kept(client: Program, text: str) -> None:
    answer = await fetch(client, text, {"If-None-Match": "*"})
    assert (answer.status_code, "errors" in answer.json()) == (200, False)
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


async def test_answer_with_an_error_is_not_kept(client: Program) -> None:
    answer = await fetch(client, PARTNERS, {"If-None-Match": "*"}, variables='{"first":1000}')
    assert answer.json()["errors"]
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


@pytest.mark.parametrize(("text", "more"), [(ADD, {}), (MIXED, {"operationName": "Add"})])
async def test_change_is_refused(client: Program, text: str, more: dict[str, str]) -> None:
    answer = await fetch(client, text, None, **more)
    refused(answer, 405, "METHOD_NOT_ALLOWED")
    assert answer.headers["allow"] == "POST"
    assert (await fetch(client, MIXED, operationName="Look")).json() == {
        "data": {"partners": {"totalCount": 0}}
    }


@pytest.mark.parametrize("more", [{}, {"operationName": ""}, {"operationName": "Three"}])
async def test_operation_is_named_where_there_are_two(client: Program, more: dict[str, str]) -> None:
    refused(await fetch(client, TWO, None, **more), 400, "BAD_REQUEST")
    assert (await fetch(client, TWO, operationName="Two")).json() == {"data": {"services": {"totalCount": 0}}}


async def test_unknown_document_is_refused(client: Program) -> None:
    refused(await fetch(client, "{ partners { totalCount } }"), 400, "DOCUMENT_NOT_FOUND")


KNOWN = f"documentId={quote(id_of(PARTNERS))}"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "variables={}",
        f"query={quote(PARTNERS)}",
        f"{KNOWN}&query={quote(PARTNERS)}",
        f"{KNOWN}&{KNOWN}",
        f"{KNOWN}&variables=%7B%7D&variables=%7B%7D",
        f"{KNOWN}&variables=[]",
        f"{KNOWN}&variables=7",
        f"{KNOWN}&variables=first",
        f"{KNOWN}&variables=%ff",
        f"{KNOWN}&variables=" + quote("{" * 2_000),
        f"{KNOWN}&variables=" + quote('{"a":' + "[" * 1_300 + "]" * 1_300 + "}"),
        KNOWN + "&x=1" * 40,
    ],
)
async def test_address_that_is_no_request_is_refused(client: Program, query: str) -> None:
    refused(await client.client.get(f"{client.path}?{query}"), 400, "BAD_REQUEST")


async def test_address_that_is_too_long_is_refused(client: Program) -> None:
    filler = LONGEST_QUERY - len(KNOWN) - len("&x=")
    assert (await client.client.get(f"{client.path}?{KNOWN}&x={'a' * filler}")).status_code == 200
    longer = await client.client.get(f"{client.path}?{KNOWN}&x={'a' * (filler + 1)}")
    refused(longer, 414, "ADDRESS_TOO_LONG")


async def test_empty_parts_are_none(client: Program) -> None:
    for more in ("&variables=&operationName=", "&variables=null", "&operationName=Names&lang=en"):
        assert (await client.client.get(f"{client.path}?{KNOWN}{more}")).status_code == 200, more


@pytest.mark.parametrize("site", ["same-origin", "none"])
async def test_browser_is_answered_where_no_other_site_asks(
    browser: Browser, prison: Prison, site: str
) -> None:
    path = f"/{prison.code.lower()}/graphql?{KNOWN}"
    answer = await browser.get(path, headers={"Sec-Fetch-Site": site})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, KEPT)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", None])
async def test_browser_on_another_site_is_refused(browser: Browser, prison: Prison, site: str | None) -> None:
    path = f"/{prison.code.lower()}/graphql?{KNOWN}"
    headers = {} if site is None else {"Sec-Fetch-Site": site}
    refused(await browser.get(path, headers=headers | {"Origin": PUBLIC_URL}), 403, "CSRF")
    assert (await browser.get(path, headers=headers | {"If-None-Match": "*"})).status_code == 403


async def test_nobody_is_told_to_sign_in(
    serving: Litestar, provider: HostileProvider, prison: Prison
) -> None:
    async with Browser(serving, provider) as stranger:
        for headers in ({}, {"Sec-Fetch-Site": "same-origin"}, {"Authorization": "Bearer x"}):
            answer = await stranger.get(f"/{prison.code.lower()}/graphql?{KNOWN}", headers=headers)
            refused(answer, 401, "UNAUTHENTICATED")


def test_tags_are_compared_as_http_says() -> None:
    """RFC 9110 13.1.2: weakly, with each of a list; `*` stands for whatever there is."""
    for sent in ('"a"', 'W/"a"', '"b", "a"', '"b","a"', 'W/"b" , W/"a"', "*", " * "):
        assert is_known(sent, '"a"'), sent
    for sent in ("", "a", '"b"', '"A"', '"aa"', '"*"', 'w/"b"'):
        assert not is_known(sent, '"a"'), sent
