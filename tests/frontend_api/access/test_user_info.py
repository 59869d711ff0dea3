"""A provider that tells the address at its UserInfo endpoint alone (OpenID Connect Core 1.0, 5.4)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio
from litestar import Litestar
from pydantic import SecretStr

from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.plugins.loader import Registry
from core.prisons.models import Prison
from tests.frontend_api.access.conftest import Town
from tests.frontend_api.access.test_first_sign_in import give, is_refused
from tests.frontend_api.conftest import make_settings
from tests.frontend_api.hostile_provider import HostileProvider, running_provider
from tests.frontend_api.probes import make_app


@pytest.fixture
def provider() -> Iterator[HostileProvider]:
    """One of its own for each test, because what it says of itself is remembered for an hour."""
    with running_provider() as running:
        running.user_info = {}
        yield running


@pytest_asyncio.fixture
async def app(
    provider: HostileProvider, empty_redis_url: str, database: Database, registry: Registry
) -> AsyncIterator[Litestar]:
    settings = make_settings(oidc_issuer=provider.issuer, redis_url=SecretStr(empty_redis_url))
    made = make_app(settings, database, registry)
    yield made
    await made.state.sign_in.close()


async def arrive(
    town: Town, subject: str, told: dict[str, object] | None, **claims: object
) -> httpx.Response:
    town.provider.user_info = told
    _browser, landed = await town.come(subject, **claims)
    return landed


async def test_verified_address_is_taken_from_there(
    town: Town, database: Database, registry: Registry, prison: Prison
) -> None:
    address, subject = f"{uuid7()}@example.org", str(uuid7())
    await give(database, registry, prison, address)
    landed = await arrive(town, subject, {"sub": subject, "email": address, "email_verified": True})
    assert landed.status_code == 303


@pytest.mark.parametrize(
    ("told", "claims"),
    [
        ({"sub": "somebody else", "email_verified": True}, {}),
        ({"email_verified": True}, {}),
        ({"sub": "", "email_verified": False}, {}),
        ({"sub": "", "email_verified": "true"}, {}),
        ({"sub": "", "email_verified": True}, {"email_verified": False}),
    ],
    ids=["another subject", "no subject", "not verified", "not the JSON value", "the ID token says no"],
)
async def test_anything_less_opens_nothing(
    town: Town,
    database: Database,
    registry: Registry,
    prison: Prison,
    told: dict[str, object],
    claims: dict[str, object],
) -> None:
    address, subject = f"{uuid7()}@example.org", str(uuid7())
    await give(database, registry, prison, address)
    said = {**told, "email": address} | ({"sub": subject} if told.get("sub") == "" else {})
    assert is_refused(await arrive(town, subject, said, **claims))


async def test_endpoint_that_fails_keeps_nobody_out_who_is_known(
    town: Town, database: Database, registry: Registry, prison: Prison
) -> None:
    address, subject = f"{uuid7()}@example.org", str(uuid7())
    await give(database, registry, prison, address)
    first = await arrive(town, subject, {"sub": subject, "email": address, "email_verified": True})
    again = await arrive(town, subject, None)
    assert (first.status_code, again.status_code) == (303, 303)
