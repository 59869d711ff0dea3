"""A folder where a test installs plugins, and somebody who can sign in to the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr
from structlog.testing import capture_logs

from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.settings import Settings
from tests.core.plugins.guests import Guests, guest_house
from tests.frontend_api.conftest import Person, make_person, make_settings
from tests.frontend_api.hostile_provider import HostileProvider, running_provider


@pytest.fixture
def guests(tmp_path: Path) -> Iterator[Guests]:
    """A folder to install in; what is logged is caught, because a traceback in colour takes a second."""
    with capture_logs(), guest_house(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="package")
def provider() -> Iterator[HostileProvider]:
    with running_provider() as running:
        yield running


@pytest.fixture(scope="package")
def settings(provider: HostileProvider, redis_url: str) -> Settings:
    return make_settings(oidc_issuer=provider.issuer, redis_url=SecretStr(redis_url))


@pytest_asyncio.fixture
async def person(database: Database, provider: HostileProvider) -> Person:
    """Somebody new, whom the provider now means."""
    subject = str(uuid7())
    provider.spoil = lambda answer: answer.claims.update(sub=subject)
    return await make_person(database, provider.issuer, subject)
