"""Headers and cookies: on every answer, whoever gave it, in the demo and as in production."""

from __future__ import annotations

from collections.abc import AsyncIterator
from http.cookies import SimpleCookie

import httpx
import pytest
import pytest_asyncio
from pydantic import SecretStr

from core.accounts.roles import Role
from core.database.unit_of_work import Database
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.settings import Environment, Settings
from frontend_api.headers import content_security_policy, fixed_headers
from tests.frontend_api.conftest import Browser, Person, make_settings
from tests.frontend_api.hostile_provider import HostileProvider
from tests.frontend_api.probes import make_app

HTTPS_URL = "https://gatehouse.example"


@pytest.fixture
def production() -> Settings:
    return make_settings(
        environment=Environment.PRODUCTION,
        oidc_issuer="https://id.example/realm",
        public_url=HTTPS_URL,
        secret_key=SecretStr("x" * 40),
        mail="smtp",
        smtp_host="mail.example",
        mail_from="desk@gatehouse.example",
    )


@pytest_asyncio.fixture
async def https_browser(
    settings: Settings, database: Database, registry: Registry, provider: HostileProvider
) -> AsyncIterator[Browser]:
    """A browser at an application whose public address is HTTPS, behind a proxy that ends it."""
    app = make_app(settings.model_copy(update={"public_url": HTTPS_URL}), database, registry)
    async with Browser(app, provider, HTTPS_URL) as browser:
        yield browser
    await app.state.sign_in.close()


def directives(policy: str) -> dict[str, list[str]]:
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


def test_policy_allows_our_own_files_and_nothing_inline(production: Settings) -> None:
    policy = directives(content_security_policy(production))
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'", "https://id.example"]
    fetched = {name: sources for name, sources in policy.items() if name.endswith("-src")}
    assert {source for name, sources in fetched.items() if name != "default-src" for source in sources} == {
        "'self'"
    }
    assert "unsafe" not in content_security_policy(production)
    assert "upgrade-insecure-requests" in policy


def test_only_production_promises_https(production: Settings, settings: Settings) -> None:
    assert fixed_headers(production)["Strict-Transport-Security"].startswith("max-age=63072000")
    assert "Strict-Transport-Security" not in fixed_headers(settings)
    assert "upgrade-insecure-requests" not in content_security_policy(settings)


async def every_answer(browser: Browser, prison: Prison) -> dict[str, httpx.Response]:
    """Collect an answer of every kind: page, redirect, refusal, fault, file, API and no route at all."""
    home = f"/{prison.code.lower()}"
    return {
        "page": await browser.get(f"{home}/form"),
        "page of another prison": await browser.get("/zzz/form"),
        "json": await browser.get(f"{home}/who"),
        "form refused": await browser.post(f"{home}/form"),
        "api": await browser.post(f"{home}/graphql", json={}),
        "public page": await browser.get("/public"),
        "signed out": await browser.get("/signed-out"),
        "redirect": await browser.get("/sign-in"),
        "bad return": await browser.get("/sign-in/callback"),
        "no route": await browser.get("/no/such/route"),
        "method not allowed": await browser.delete("/public"),
        "options": await browser.options("/public"),
        "file": await browser.get("/style.css"),
        "fault": await browser.get("/fault"),
        "liveness": await browser.get("/health/liveness"),
        "readiness": await browser.get("/health/readiness"),
        "info": await browser.get("/info"),
    }


@pytest.mark.parametrize("signed_in", [True, False])
async def test_every_answer_carries_the_headers(
    browser: Browser, person: Person, prison: Prison, settings: Settings, *, signed_in: bool
) -> None:
    await person.join(prison, Role.COORDINATOR)
    if signed_in:
        await browser.sign_in()
    for name, answer in (await every_answer(browser, prison)).items():
        for header, value in fixed_headers(settings).items():
            assert answer.headers[header] == value, (name, header)
        assert answer.headers["Content-Security-Policy"] == content_security_policy(settings), name
        assert len(answer.headers.get_list("Content-Security-Policy")) == 1, name
        assert answer.headers["X-Correlation-Id"], name
        kept = {"file", "liveness", "info"}
        assert (answer.headers.get("Cache-Control") == "no-store") is (name not in kept | {"readiness"}), name


async def test_file_for_everyone_keeps_its_caching_and_reads_no_session(
    browser: Browser, person: Person
) -> None:
    await browser.sign_in()
    response = await browser.get("/style.css")
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "set-cookie" not in response.headers
    assert person.account.active


async def test_fault_shows_nothing_of_itself(browser: Browser) -> None:
    response = await browser.get("/fault")
    assert response.status_code == 500
    for inside in ("secret", "ZeroDivision", "Traceback", "probes.py"):
        assert inside not in response.text


async def test_cookie_over_https_is_bound_to_the_host(https_browser: Browser, person: Person) -> None:
    response = await https_browser.sign_in()
    cookie = SimpleCookie(response.headers["set-cookie"])
    assert list(cookie) == ["__Host-gatehouse"]
    attributes = {name: value for name, value in cookie["__Host-gatehouse"].items() if value}
    assert attributes == {"path": "/", "secure": True, "httponly": True, "samesite": "lax"}
    assert person.account.active


async def test_cookie_in_the_demo_differs_only_by_what_http_cannot_have(
    browser: Browser, person: Person
) -> None:
    response = await browser.sign_in()
    cookie = SimpleCookie(response.headers["set-cookie"])
    attributes = {name: value for name, value in cookie["gatehouse"].items() if value}
    assert attributes == {"path": "/", "httponly": True, "samesite": "lax"}
    assert person.account.active


async def test_cookie_holds_the_id_and_nothing_else(browser: Browser, person: Person, prison: Prison) -> None:
    await person.join(prison, Role.COORDINATOR)
    await browser.sign_in()
    await browser.get(f"/{prison.code.lower()}/who")
    assert len(browser.cookies.jar) == 1
    assert len(browser.session_id or "") == 43


async def test_cookie_is_taken_away_at_sign_out(
    https_browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await https_browser.sign_in()
    token = await https_browser.form_token(prison)
    response = await https_browser.post("/sign-out", data={"csrf_token": token})
    cookie = SimpleCookie(response.headers["set-cookie"])["__Host-gatehouse"]
    assert (cookie.value, cookie["max-age"], cookie["secure"], cookie["path"]) == ("", "0", True, "/")


async def test_cookie_under_the_demos_name_is_ignored_over_https(
    https_browser: Browser, person: Person, prison: Prison
) -> None:
    """Without the prefix a neighbouring host could have set it."""
    await person.join(prison, Role.COORDINATOR)
    await https_browser.sign_in()
    plain = https_browser.session_id
    https_browser.cookies.clear()
    https_browser.headers["Cookie"] = f"gatehouse={plain}"
    assert (await https_browser.get(f"/{prison.code.lower()}/who")).status_code == 303
