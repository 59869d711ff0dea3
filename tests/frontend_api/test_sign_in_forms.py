"""Which changes are accepted: only from a form or script of this site, or with a bearer token."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import httpx
import pytest

from core.accounts.roles import Role
from core.prisons.models import Prison
from frontend_api.sign_in.csrf import tokens_match
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.hostile_provider import HostileProvider
from tests.frontend_api.test_tokens import access_token

MakeBrowser = Callable[[], Browser]

SITES: dict[str, tuple[dict[str, str], bool]] = {
    "own page": ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:8000"}, True),
    "no page": ({"Sec-Fetch-Site": "none"}, True),
    "older browser, own page": ({"Origin": "http://localhost:8000"}, True),
    "older browser that says nothing": ({}, True),
    "another site": ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, False),
    "another site that claims our origin": (
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8000"},
        False,
    ),
    "sister site": ({"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost:8000"}, False),
    "older browser, another site": ({"Origin": "https://evil.example"}, False),
    "older browser, another port": ({"Origin": "http://localhost:9000"}, False),
    "older browser, our name in theirs": ({"Origin": "http://localhost:8000.evil.example"}, False),
    "sandboxed page": ({"Origin": "null"}, False),
    "invented site": ({"Sec-Fetch-Site": "own", "Origin": "http://localhost:8000"}, False),
}
TOKENS = {"right": True, "missing": False, "empty": False, "wrong": False, "of another session": False}
BODIES = ("urlencoded", "multipart", "json", "text")


async def signed_in_at(browser: Browser, prison: Prison) -> str:
    await browser.sign_in()
    return await browser.form_token(prison)


async def send(
    browser: Browser, prison: Prison, kind: str, token: str | None, headers: dict[str, str]
) -> httpx.Response:
    """Send a change as a form (token in a field) or as a script would (token in a header)."""
    path = f"/{prison.code.lower()}"
    field = {} if token is None else {"csrf_token": token}
    if kind == "urlencoded":
        return await browser.post(f"{path}/form", data=field | {"name": "x"}, headers=headers)
    if kind == "multipart":
        files = {"file": ("a.csv", b"1,2,3", "text/csv")}
        return await browser.post(f"{path}/form", data=field, files=files, headers=headers)
    header = {} if token is None else {"X-CSRF-Token": token}
    if kind == "json":
        return await browser.post(f"{path}/graphql", json={}, headers=headers | header)
    plain = {"Content-Type": "text/plain"}
    return await browser.post(f"{path}/graphql", content="{}", headers=headers | header | plain)


@pytest.mark.parametrize("kind", BODIES)
async def test_change_by_cookie_needs_own_site_and_own_token(
    browser: Browser, make_browser: MakeBrowser, person: Person, prison: Prison, kind: str
) -> None:
    await person.join(prison, Role.COORDINATOR)
    right = await signed_in_at(browser, prison)
    another = await signed_in_at(make_browser(), prison)
    sent = {
        "right": right,
        "missing": None,
        "empty": "",
        "wrong": "A" * len(right),
        "of another session": another,
    }
    wrong = []
    for (site, (headers, own)), (name, valid) in itertools.product(SITES.items(), TOKENS.items()):
        response = await send(browser, prison, kind, sent[name], headers)
        expected = 200 if own and valid else 403
        if response.status_code != expected:
            wrong.append((site, name, response.status_code))
    assert wrong == []


@pytest.mark.parametrize("kind", BODIES)
async def test_change_without_a_session_is_refused(browser: Browser, prison: Prison, kind: str) -> None:
    response = await send(browser, prison, kind, "x", {})
    assert response.status_code == 401


@pytest.mark.parametrize("kind", ["json", "text"])
async def test_change_by_bearer_token_needs_neither(
    browser: Browser, person: Person, prison: Prison, provider: HostileProvider, kind: str
) -> None:
    await person.join(prison, Role.COORDINATOR)
    for headers, _own in SITES.values():
        bearer = {"Authorization": f"Bearer {access_token(provider)}"}
        response = await send(browser, prison, kind, None, headers | bearer)
        assert response.status_code == 200, response.text


async def test_cookie_does_not_help_a_bad_bearer_token(
    browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    token = await signed_in_at(browser, prison)
    response = await send(browser, prison, "json", token, {"Authorization": "Bearer nonsense"})
    assert response.status_code == 401


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "FOO"])
async def test_other_methods_change_nothing(
    browser: Browser, person: Person, prison: Prison, method: str
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await signed_in_at(browser, prison)
    response = await browser.request(method, f"/{prison.code.lower()}/form")
    assert response.status_code == 405


async def test_refused_form_says_what_to_do_and_saves_nothing(
    browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await signed_in_at(browser, prison)
    response = await browser.post(f"/{prison.code.lower()}/form", data={"name": "x"})
    assert response.status_code == 403
    assert "nothing was saved" in response.text
    assert "reload the page" in response.text


async def test_signing_out_needs_the_token_too(browser: Browser, person: Person, prison: Prison) -> None:
    await person.join(prison, Role.COORDINATOR)
    await signed_in_at(browser, prison)
    assert (await browser.post("/sign-out")).status_code == 403
    assert (await browser.get("/sign-out")).status_code == 405
    assert (await browser.get(f"/{prison.code.lower()}/who")).status_code == 200


async def test_upload_reaches_the_form_whole(browser: Browser, person: Person, prison: Prison) -> None:
    """The check reads the form first; what it read must still be there for the page."""
    await person.join(prison, Role.COORDINATOR)
    token = await signed_in_at(browser, prison)
    files = {"file": ("a.xlsx", b"x" * 3_000_000, "application/octet-stream")}
    data = {"csrf_token": token, "sheet": "Vetting"}
    response = await browser.post(f"/{prison.code.lower()}/form", data=data, files=files)
    assert response.json() == {"sheet": "Vetting", "file": 3_000_000}


async def test_token_looks_different_each_time_and_stays_good_in_every_tab(
    browser: Browser, person: Person, prison: Prison, other_prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    await person.join(other_prison, Role.COORDINATOR)
    await browser.sign_in()
    first_tab = await browser.form_token(prison)
    second_tab = await browser.form_token(other_prison)
    assert first_tab != second_tab
    for place, token in ((prison, first_tab), (other_prison, second_tab), (prison, first_tab)):
        response = await browser.post(f"/{place.code.lower()}/form", data={"csrf_token": token})
        assert response.status_code == 200


async def test_token_of_before_signing_in_again_is_refused(
    browser: Browser, person: Person, prison: Prison
) -> None:
    await person.join(prison, Role.COORDINATOR)
    old = await signed_in_at(browser, prison)
    browser.cookies.clear()
    await signed_in_at(browser, prison)
    assert (await browser.post(f"/{prison.code.lower()}/form", data={"csrf_token": old})).status_code == 403


@pytest.mark.parametrize("sent", ["", "=", "é", "A", "A" * 115, "A" * 116, "A" * 10_000, "\n", "====", "<b>"])
def test_nonsense_is_no_token(sent: str) -> None:
    assert not tokens_match(sent, "s" * 43)
