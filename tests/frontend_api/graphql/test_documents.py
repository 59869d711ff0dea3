"""Trusted documents by POST: run by id; where nothing else is answered, nothing else is even parsed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from litestar import Litestar

from core.accounts.roles import Role
from core.pages.declarations import Card, FormPage, RecordPart
from core.pages.search import SearchSource
from core.plugins.documents import documents_of
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Settings
from frontend_api.graphql.documents import Documents
from frontend_api.graphql.limits import LIMITS
from frontend_api.graphql.manifests import id_of, write_manifest
from frontend_api.sign_in.services import SignIn
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.graphql.conftest import Json, Program, closed, composed, program_of
from tests.frontend_api.hostile_provider import HostileProvider

WHERE_AM_I = "query WhereAmI { prison { code } }"
TWO = "query One { partners { totalCount } } query Two { people { totalCount } }"
ADD = "mutation Add($given: NewPartner!) { addPartner(given: $given) { name } }"
UNKNOWN = "{ services { totalCount } }"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def strict(
    production: Litestar,
    settings: Settings,
    registry: Registry,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Litestar]:
    """Production that answers the pages' documents, and those of one client, alone."""
    file = Path(tmp_path_factory.mktemp("client")) / "documents.json"
    file.write_text(write_manifest([WHERE_AM_I, TWO, ADD]), encoding="utf-8")
    changes = {"trusted_documents": str(file), "only_trusted_documents": True}
    made = composed(production.state.settings.model_copy(update=changes), registry)
    entrance: SignIn = made.state.sign_in
    made.state["sign_in"] = SignIn.from_settings(settings)
    yield made
    await entrance.close()
    await closed(made)


@pytest_asyncio.fixture
async def client(strict: Litestar, person: Person, prison: Prison) -> AsyncIterator[Program]:
    await person.join(prison, Role.COORDINATOR)
    made = program_of(strict, person, prison, "https://gatehouse.example")
    yield made
    await made.client.aclose()


async def send(program: Program, **body: object) -> Json:
    answer = await program.send(json.dumps(body).encode())
    assert answer.headers["cache-control"] == "no-store"
    read: Json = answer.json()
    return read | {"status": answer.status_code}


def told(code: str) -> Json:
    return {"data": {"prison": {"code": code}}, "status": 200}


def test_id_is_the_one_of_the_proposal() -> None:
    text = "query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}"
    assert id_of(text) == "sha256:7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e"


def test_every_document_of_every_module_is_registered(app: Litestar, registry: Registry) -> None:
    documents: Documents = app.state.documents
    texts = {written.text for module in registry.contributions for written in documents_of(module)}
    assert set(documents.by_id) == {id_of(text) for text in texts}
    assert {one.text for one in documents.by_id.values()} == texts
    for module in registry.contributions:
        pages = {page.document for page in module.pages if page.document}
        forms = {page.mutation for page in module.pages if isinstance(page, FormPage)}
        beside: tuple[Card | RecordPart | SearchSource, ...] = (
            *module.cards,
            *module.record_parts,
            *module.search,
        )
        asked = {item.document for item in beside}
        assert pages | forms | asked <= texts, module.name


async def test_document_of_a_client_is_run_by_its_id(client: Program, prison: Prison) -> None:
    assert await send(client, documentId=id_of(WHERE_AM_I)) == told(prison.code)
    two = await send(client, documentId=id_of(TWO), operationName="Two")
    assert two == {"data": {"people": {"totalCount": 0}}, "status": 200}


async def test_its_text_is_as_good_as_its_id(client: Program, prison: Prison) -> None:
    assert await send(client, query=WHERE_AM_I) == told(prison.code)


async def test_change_is_run_by_its_id(client: Program) -> None:
    given = {"given": {"name": "Harbour Lights"}}
    added = await send(client, documentId=id_of(ADD), variables=given)
    assert added == {"data": {"addPartner": {"name": "Harbour Lights"}}, "status": 200}


async def test_every_other_text_is_refused(client: Program) -> None:
    for text in (UNKNOWN, WHERE_AM_I + " ", WHERE_AM_I.lower(), "{ __typename }", ""):
        answer = await send(client, query=text)
        (error,) = answer["errors"]
        assert (answer["status"], error["extensions"]) == (400, {"code": "DOCUMENT_NOT_TRUSTED"}), text
        assert "Only registered documents are answered here." in error["message"]
        assert "data" not in answer


async def test_what_is_refused_is_not_parsed(client: Program) -> None:
    """Neither a fault of the text nor its size is told, because nobody looked at it."""
    for text in (
        "{{{",
        "query {" + " a" * 20_000 + "}",
        "{ " + "a: __typename " * (LIMITS.aliases + 1) + "}",
    ):
        (error,) = (await send(client, query=text))["errors"]
        assert error["extensions"] == {"code": "DOCUMENT_NOT_TRUSTED"}
        assert "locations" not in error


async def test_pages_are_always_answered(
    strict: Litestar, provider: HostileProvider, person: Person, prison: Prison
) -> None:
    """What a page asks is put together in process: the home page's cards are no document of anybody's."""
    await person.join(prison, Role.COORDINATOR)
    async with Browser(strict, provider, "https://gatehouse.example") as browser:
        await browser.sign_in()
        home = f"/{prison.code.lower()}"
        for path in (home, f"{home}/people", f"{home}/search?q=lights", f"{home}/vetting"):
            assert (await browser.get(path)).status_code == 200, path


async def test_any_text_is_answered_unless_the_setting_says_otherwise(program: Program) -> None:
    assert await send(program, query=UNKNOWN) == {"data": {"services": {"totalCount": 0}}, "status": 200}


async def test_id_of_a_page_s_document_is_known_without_any_setting(program: Program, app: Litestar) -> None:
    documents: Documents = app.state.documents
    (partners,) = (one for one in documents.by_id.values() if "query PartnerChoices" in one.text)
    answer = await send(program, documentId=id_of(partners.text))
    assert answer == {"data": {"partners": {"nodes": []}}, "status": 200}


@pytest.mark.parametrize(
    "document_id",
    [
        "",
        "sha256:",
        id_of(UNKNOWN),
        id_of(WHERE_AM_I).upper(),
        id_of(WHERE_AM_I).removeprefix("sha256:"),
        "md5:" + "0" * 32,
        WHERE_AM_I,
    ],
)
async def test_id_of_no_document_is_refused(client: Program, document_id: str) -> None:
    answer = await send(client, documentId=document_id)
    (error,) = answer["errors"]
    assert (answer["status"], error["extensions"]) == (400, {"code": "DOCUMENT_NOT_FOUND"})
    assert "Ask whoever runs Gatehouse to register it." in error["message"]


async def test_either_a_text_or_an_id_is_sent(client: Program) -> None:
    bodies: tuple[Json, ...] = (
        {"query": WHERE_AM_I, "documentId": id_of(WHERE_AM_I)},
        {"variables": {}},
        {"documentId": 7},
    )
    for body in bodies:
        answer = await send(client, **body)
        assert (answer["status"], answer["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


async def test_client_cannot_register_a_document_by_sending_it(program: Program) -> None:
    """Automatic persisted queries, by which whoever asks also says what may be asked, are not there."""
    sha = hashlib.sha256(UNKNOWN.encode()).hexdigest()
    persisted = {"persistedQuery": {"version": 1, "sha256Hash": sha}}
    assert (await send(program, query=UNKNOWN, extensions=persisted))["status"] == 200
    assert (await send(program, extensions=persisted))["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
    later = await send(program, documentId=id_of(UNKNOWN))
    assert later["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_FOUND"


async def test_prison_and_permission_are_asked_for_first(
    client: Program, other_prison: Prison, strict: Litestar, person: Person
) -> None:
    path = f"/{other_prison.code.lower()}/graphql"
    body = {"documentId": id_of(WHERE_AM_I)}
    assert (await client.client.post(path, json=body)).status_code == 404
    await person.join(other_prison, Role.COUNCIL_FACILITATOR)
    facilitator = program_of(strict, person, other_prison, "https://gatehouse.example")
    given = {"given": {"name": "Harbour Lights"}}
    answer = await send(facilitator, documentId=id_of(ADD), variables=given)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
    await facilitator.client.aclose()
