"""What comes back from the provider through the browser, and what the provider says of itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontend_api.sign_in.provider_metadata import MetadataRefused, read_metadata
from tests.frontend_api.conftest import Browser, Person, assert_refused
from tests.frontend_api.hostile_provider import HostileProvider, Json
from tests.frontend_api.spoilt_answers import replace

MakeBrowser = Callable[[], Browser]

BAD_RETURNS: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {
    "no state": lambda query: {"code": query["code"]},
    "another state": lambda query: query | {"state": "s" * 30},
    "empty state": lambda query: query | {"state": ""},
    "no code": lambda query: {"state": query["state"]},
    "another code": lambda query: query | {"code": "guessed"},
    "cancelled": lambda query: {"state": query["state"], "error": "access_denied"},
    "cancelled, with a code": lambda query: query | {"error": "access_denied"},
    "from another provider": lambda query: query | {"iss": "https://another.example"},
    "from a provider almost like ours": lambda query: query | {"iss": "http://127.0.0.1"},
}


@pytest.mark.parametrize("change", BAD_RETURNS.values(), ids=BAD_RETURNS.keys())
async def test_wrong_return_signs_nobody_in(
    browser: Browser, person: Person, change: Callable[[dict[str, str]], dict[str, str]]
) -> None:
    asked = await browser.depart()
    query = change({"state": asked["state"], "code": browser.provider.grant(asked)})
    assert_refused(await browser.arrive(**query))
    assert person.account.active


async def test_provider_that_promises_its_name_must_give_it(
    browser: Browser, person: Person, provider: HostileProvider
) -> None:
    provider.metadata_changes = {"authorization_response_iss_parameter_supported": True}
    assert_refused(await browser.sign_in())
    asked = await browser.depart()
    named = {"state": asked["state"], "code": provider.grant(asked), "iss": provider.issuer}
    assert (await browser.arrive(**named)).status_code == 303
    assert person.account.active


async def test_return_is_taken_once(browser: Browser, person: Person) -> None:
    asked = await browser.depart()
    query = {"state": asked["state"], "code": browser.provider.grant(asked)}
    assert (await browser.arrive(**query)).status_code == 303
    assert_refused(await browser.arrive(**query))
    assert person.account.active


async def test_state_is_used_up_by_an_answer_that_failed(browser: Browser, person: Person) -> None:
    asked = await browser.depart()
    assert_refused(await browser.arrive(state=asked["state"], code="guessed"))
    assert_refused(await browser.arrive(state=asked["state"], code=browser.provider.grant(asked)))
    assert person.account.active


async def test_code_is_taken_once_even_with_a_fresh_state(browser: Browser, person: Person) -> None:
    asked = await browser.depart()
    code = browser.provider.grant(asked)
    assert (await browser.arrive(state=asked["state"], code=code)).status_code == 303
    browser.cookies.clear()
    again = await browser.depart()
    assert_refused(await browser.arrive(state=again["state"], code=code))
    assert person.account.active


async def test_return_belongs_to_the_browser_that_began(
    browser: Browser, make_browser: MakeBrowser, person: Person
) -> None:
    """A person lured to an attacker's return address is not signed in as the attacker (login CSRF)."""
    attacker = make_browser()
    asked = await attacker.depart()
    query = {"state": asked["state"], "code": attacker.provider.grant(asked)}
    assert_refused(await browser.arrive(**query))
    await browser.depart()
    assert_refused(await browser.arrive(**query))
    assert person.account.active


async def test_stolen_code_is_useless_in_another_sign_in(
    browser: Browser, make_browser: MakeBrowser, person: Person
) -> None:
    """PKCE: the code answers the challenge of the browser that began, so it cannot be injected elsewhere."""
    victim = await browser.depart()
    code = browser.provider.grant(victim)
    attacker = make_browser()
    asked = await attacker.depart()
    assert_refused(await attacker.arrive(state=asked["state"], code=code))
    assert person.account.active


HONEST = {
    "issuer": "https://id.example",
    "authorization_endpoint": "https://id.example/authorize",
    "token_endpoint": "https://id.example/token",
    "jwks_uri": "https://id.example/jwks",
}
BAD_METADATA: dict[str, Json] = {
    "another issuer": {"issuer": "https://another.example"},
    "issuer with a slash": {"issuer": "https://id.example/"},
    "issuer in capitals": {"issuer": "https://ID.example"},
    "no issuer": {"issuer": None},
    "no keys": {"jwks_uri": None},
    "keys without encryption": {"jwks_uri": "http://id.example/jwks"},
    "script for an address": {"authorization_endpoint": "javascript:alert(1)"},
    "file for keys": {"jwks_uri": "file:///etc/passwd"},
    "address without a host": {"token_endpoint": "https:///token"},
    "address that is no text": {"token_endpoint": 7},
    "way out without encryption": {"end_session_endpoint": "http://id.example/end"},
    "weaker proof keys alone": {"code_challenge_methods_supported": ["plain"]},
    "no proof keys": {"code_challenge_methods_supported": []},
}


@pytest.mark.parametrize("change", BAD_METADATA.values(), ids=BAD_METADATA.keys())
def test_metadata_that_is_wrong_is_refused(change: Json) -> None:
    with pytest.raises(MetadataRefused):
        read_metadata(HONEST | change, "https://id.example", https_only=True)


def test_metadata_that_is_right_is_read() -> None:
    """The control of the table above."""
    found = HONEST | {"token_endpoint_auth_methods_supported": ["client_secret_post"], "verify": False}
    metadata = read_metadata(found, "https://id.example", https_only=True)
    assert metadata.client_authentication == "client_secret_post"
    assert "verify" not in metadata.for_authlib()


@pytest.mark.parametrize("change", [{"issuer": "https://another.example"}, {"jwks_uri": None}])
async def test_sign_in_does_not_begin_with_a_provider_that_contradicts_itself(
    browser: Browser, provider: HostileProvider, change: Json
) -> None:
    provider.metadata_changes = change
    response = await browser.get("/sign-in")
    assert_refused(response, 503)
    assert "The sign-in service is not answering" in response.text


async def test_provider_that_is_away_is_said_to_be_away(browser: Browser, provider: HostileProvider) -> None:
    provider.up = False
    assert_refused(await browser.get("/sign-in"), 503)


async def test_token_request_is_not_sent_on_to_another_address(
    browser: Browser, person: Person, provider: HostileProvider
) -> None:
    provider.spoil = replace(location=f"{provider.issuer}/token", status=302)
    response = await browser.sign_in()
    assert response.status_code in {400, 503}
    assert len(provider.token_requests) == 1, "the code and the secret must not follow a redirect"
    assert person.account.active
