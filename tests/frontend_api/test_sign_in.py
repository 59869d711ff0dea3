"""Signing in and out through a provider over real HTTP, with real Redis and PostgreSQL behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from litestar import Litestar
from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.queries import account_by_subject
from core.accounts.roles import Role
from core.audit.models import GlobalAuditEntry
from core.database.unit_of_work import Database, engine_for
from core.prisons.models import Prison
from core.prisons.names import spoken_name
from core.testkit import NOBODY
from frontend_api.sign_in.return_to import local_path
from frontend_api.sign_in.session_scripts import SESSION
from infra.database_roles import DatabaseUrls
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.hostile_provider import CLIENT_ID, HostileProvider

MakeBrowser = Callable[[], Browser]


async def test_provider_is_asked_with_pkce_state_and_nonce(
    browser: Browser, provider: HostileProvider
) -> None:
    response = await browser.get("/sign-in")
    target = urlsplit(response.headers["location"])
    asked = parse_qs(target.query)
    assert f"{target.scheme}://{target.netloc}{target.path}" == f"{provider.issuer}/authorize"
    assert asked["response_type"] == ["code"]
    assert asked["client_id"] == [CLIENT_ID]
    assert asked["scope"] == ["openid email"]
    assert asked["redirect_uri"] == ["http://localhost:8000/sign-in/callback"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 20
    assert len(asked["nonce"][0]) >= 20
    assert len(asked["code_challenge"][0]) == 43
    again = await browser.depart()
    for secret in ("state", "nonce", "code_challenge"):
        assert again[secret] != asked[secret][0]


async def test_person_signs_in_and_lands_where_they_wanted_to_go(
    browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    refused = await browser.get(f"/{prison.code.lower()}/who?stage=IN%20CHECKS")
    assert refused.status_code == 303
    way_in = refused.headers["location"]
    query = parse_qs(urlsplit(way_in).query)
    landed = await browser.sign_in(query["return_to"][0])
    assert (landed.status_code, landed.headers["location"]) == (
        303,
        f"/{prison.code.lower()}/who?stage=IN%20CHECKS",
    )
    who = (await browser.get(landed.headers["location"])).json()
    assert (who["account"], who["prison"], who["roles"]) == (
        str(person.account.id),
        prison.code,
        ["COORDINATOR"],
    )


async def test_code_is_redeemed_with_the_verifier_of_its_challenge(
    browser: Browser, person: Person, provider: HostileProvider
) -> None:
    assert (await browser.sign_in()).status_code == 303
    assert [list(request) for request in provider.token_requests] == [
        ["grant_type", "redirect_uri", "code", "code_verifier"]
    ]
    assert person.account.active


CHOSEN = "gatehouse=" + "F" * 43


async def test_id_chosen_by_the_client_is_never_adopted(
    browser: Browser, make_browser: MakeBrowser, person: Person
) -> None:
    browser.headers["Cookie"] = CHOSEN
    asked = await browser.depart()
    before = browser.session_id
    assert before not in {None, "F" * 43}
    del browser.headers["Cookie"]
    assert (await browser.arrive(state=asked["state"], code=browser.provider.grant(asked))).status_code == 303
    assert browser.session_id not in {None, before, "F" * 43}
    thief = make_browser()
    thief.headers["Cookie"] = CHOSEN
    assert (await thief.get("/sign-in")).headers["location"].startswith(browser.provider.issuer)
    assert person.account.active


async def test_id_in_the_cookie_is_what_opens_the_session(
    browser: Browser, make_browser: MakeBrowser, person: Person, prison: Prison
) -> None:
    """The control of the tests beside it: whoever holds the right id does get in."""
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    await browser.get(f"/{prison.code.lower()}/who")
    other = make_browser()
    other.headers["Cookie"] = f"gatehouse={browser.session_id}"
    assert (await other.get(f"/{prison.code.lower()}/who")).status_code == 200


async def test_id_changes_at_sign_in_and_the_one_before_opens_nothing(
    redis: Redis, browser: Browser, make_browser: MakeBrowser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    asked = await browser.depart()
    planted = browser.session_id
    assert planted
    await browser.arrive(state=asked["state"], code=browser.provider.grant(asked))
    assert len(await redis.keys(SESSION + "*")) == 1
    thief = make_browser()
    thief.headers["Cookie"] = f"gatehouse={planted}"
    assert (await thief.get(f"/{prison.code.lower()}/who")).status_code == 303
    assert (await browser.get(f"/{prison.code.lower()}/who")).status_code == 200


async def test_id_changes_on_entering_another_prison(
    browser: Browser, person: Person, prison: Prison, other_prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await person.join(other_prison, Role.COORDINATOR_DEPUTY)
    await browser.sign_in()
    ids = [browser.session_id]
    for place in (prison, prison, other_prison, prison):
        assert (await browser.get(f"/{place.code.lower()}/who")).json()["prison"] == place.code
        ids.append(browser.session_id)
    assert ids[1] == ids[2]
    assert len(set(ids)) == 4


async def test_double_click_on_another_prison_signs_nobody_out(
    browser: Browser, make_browser: MakeBrowser, person: Person, prison: Prison, other_prison: Prison
) -> None:
    """The browser drops the answer to the first click, and with it the cookie it brought."""
    await person.join(prison, Role.COORDINATOR)
    await person.join(other_prison, Role.COORDINATOR)
    await browser.sign_in()
    await browser.get(f"/{prison.code.lower()}/who")
    first_click = make_browser()
    first_click.cookies.update(browser.cookies)
    dropped = await first_click.get(f"/{other_prison.code.lower()}/who")
    assert dropped.headers["set-cookie"]
    before = browser.session_id
    assert (await browser.get(f"/{other_prison.code.lower()}/who")).status_code == 200
    assert (await browser.get(f"/{prison.code.lower()}/who")).status_code == 200
    assert browser.session_id != before
    assert (await browser.get(f"/{prison.code.lower()}/who")).status_code == 200


async def test_id_changes_when_roles_change_and_the_change_counts_at_once(
    browser: Browser, person: Person, prison: Prison
) -> None:
    reader = await person.join(prison, Role.PRISON_STAFF_READER)
    await browser.sign_in()
    path = f"/{prison.code.lower()}/who"
    assert (await browser.get(path)).json()["roles"] == ["PRISON_STAFF_READER"]
    before = browser.session_id
    await person.join(prison, Role.GOVERNOR)
    assert (await browser.get(path)).json()["roles"] == ["GOVERNOR", "PRISON_STAFF_READER"]
    assert browser.session_id != before
    await person.leave(reader)
    assert (await browser.get(path)).json()["roles"] == ["GOVERNOR"]


async def test_last_role_removed_closes_the_prison_on_the_next_request(
    browser: Browser, person: Person, prison: Prison
) -> None:
    member = await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    assert (await browser.get(f"/{prison.code.lower()}/who")).status_code == 200
    await person.leave(member)
    assert (await browser.get(f"/{prison.code.lower()}/who")).status_code == 403


async def test_deactivated_account_is_out_on_the_next_request(
    browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    await person.deactivate()
    response = await browser.get(f"/{prison.code.lower()}/who")
    assert response.status_code == 403
    assert "no prison has given you access" in response.text


async def test_unknown_person_is_told_what_to_do(browser: Browser) -> None:
    response = await browser.sign_in()
    assert response.status_code == 403
    assert "You have signed in, but no prison has given you access" in response.text
    assert "co-ordinator" in response.text


async def test_prison_of_others_is_refused_by_name_to_a_person(
    browser: Browser, person: Person, prison: Prison, other_prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    response = await browser.get(f"/{other_prison.code.lower()}/who")
    assert response.status_code == 403
    assert f"You do not have access to {spoken_name(other_prison.name)}" in response.text
    assert (await browser.get("/nowhere/who")).status_code == 404


async def test_program_cannot_tell_a_closed_prison_from_none(
    browser: Browser, person: Person, prison: Prison, other_prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    header = {"X-CSRF-Token": await browser.form_token(prison)}
    answers = [
        await browser.post(f"/{code}/graphql", json={}, headers=header)
        for code in (other_prison.code.lower(), "nowhere")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content
    own = {"content-length", "x-correlation-id", "set-cookie"}
    shown = [{k: v for k, v in answer.headers.items() if k not in own} for answer in answers]
    assert shown[0] == shown[1]


async def test_national_role_opens_the_national_pages_and_no_prison(
    browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(None, Role.HMPPS_NATIONAL)
    await browser.sign_in()
    who = (await browser.get("/national/who")).json()
    assert (who["prison"], who["roles"]) == (None, ["HMPPS_NATIONAL"])
    assert (await browser.get(f"/{prison.code.lower()}/who")).status_code == 403


async def test_prison_role_does_not_open_the_national_pages(
    browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.GOVERNOR)
    await browser.sign_in()
    assert (await browser.get("/national/who")).status_code == 403


async def test_signing_out_ends_the_session_here_and_leads_to_the_provider(
    browser: Browser, make_browser: MakeBrowser, person: Person, prison: Prison, provider: HostileProvider
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    token = await browser.form_token(prison)
    kept = browser.session_id
    response = await browser.post("/sign-out", data={"csrf_token": token})
    assert response.status_code == 303
    way_out = urlsplit(response.headers["location"])
    asked = parse_qs(way_out.query)
    assert f"{way_out.scheme}://{way_out.netloc}{way_out.path}" == f"{provider.issuer}/end"
    assert asked["post_logout_redirect_uri"] == ["http://localhost:8000/signed-out"]
    assert asked["id_token_hint"][0].count(".") == 2
    assert browser.session_id is None
    thief = make_browser()
    thief.headers["Cookie"] = f"gatehouse={kept}"
    assert (await thief.get(f"/{prison.code.lower()}/who")).status_code == 303
    assert "You are signed out" in (await browser.get("/signed-out")).text


@pytest.mark.parametrize("offered", [None, "https://elsewhere.example/end"])
async def test_signing_out_stays_here_where_the_provider_offers_no_way(
    browser: Browser, person: Person, prison: Prison, provider: HostileProvider, offered: str | None
) -> None:
    provider.metadata_changes = {"end_session_endpoint": offered}
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    token = await browser.form_token(prison)
    response = await browser.post("/sign-out", data={"csrf_token": token})
    assert response.headers["location"] == "/signed-out"


async def test_administrator_ends_every_session_of_an_account(
    app: Litestar, browser: Browser, make_browser: MakeBrowser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    phone = make_browser()
    for device in (browser, phone):
        await device.sign_in()
        assert (await device.get(f"/{prison.code.lower()}/who")).status_code == 200
    assert await app.state.sign_in.sessions.end_all(str(person.account.id)) == 2
    for device in (browser, phone):
        assert (await device.get(f"/{prison.code.lower()}/who")).status_code == 303


async def test_signed_in_person_is_not_sent_to_the_provider_again(browser: Browser, person: Person) -> None:
    await browser.sign_in()
    response = await browser.get("/sign-in", params={"return_to": "/public"})
    assert response.headers["location"] == "/public"
    assert person.account.active


async def test_sign_in_is_noted_with_the_account_and_in_the_audit_trail(
    browser: Browser, database: Database, database_urls: DatabaseUrls, person: Person
) -> None:
    began = datetime.now(UTC) - timedelta(minutes=1)
    await browser.sign_in()
    async with database.read(NOBODY) as session:
        account = await account_by_subject(session, person.account.issuer, person.account.subject)
    superuser = engine_for(database_urls.superuser)  # the application may add to this trail, but not read it
    async with AsyncSession(superuser) as session:
        entries = await session.scalars(
            select(GlobalAuditEntry).where(GlobalAuditEntry.row_id == person.account.id)
        )
        [noted] = [entry for entry in entries if entry.operation == "UPDATE"]
    await superuser.dispose()
    assert account
    assert account.last_signed_in_at
    assert account.last_signed_in_at > began
    assert (noted.account_id, list(noted.after or {})) == (person.account.id, ["last_signed_in_at"])


async def test_account_is_found_by_issuer_and_subject_together(
    browser: Browser, database: Database, person: Person
) -> None:
    async with database.read(NOBODY) as session:
        assert await account_by_subject(session, "https://another.example", person.account.subject) is None
    assert (await browser.sign_in()).status_code == 303


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "evil.example",
    "",
    "/" + "a" * 3000,
    "/sign-in",
    "/sign-in?return_to=/",
    "/sign-out",
    "/\x7fevil",
    "/ evil",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
async def test_return_to_another_site_leads_to_the_start(
    browser: Browser, person: Person, wanted: str
) -> None:
    assert local_path(wanted) == "/"
    assert (await browser.sign_in(wanted)).headers["location"] == "/"
    assert person.account.active


@pytest.mark.parametrize("wanted", ["/", "/exi/", "/exi/vetting?stage=A&stage=B", "/exi/people#p1", "/a%0Ab"])
def test_return_to_a_page_of_ours_is_kept(wanted: str) -> None:
    assert local_path(wanted) == wanted
