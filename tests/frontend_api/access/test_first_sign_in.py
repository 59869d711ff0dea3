"""Attacks on the first sign-in: whatever is not a verified address of this very subject opens nothing."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.services import give_access
from core.database.unit_of_work import Database
from core.identifiers import uuid7
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import NOBODY, viewer
from tests.frontend_api.access.conftest import Town


@pytest.fixture
def address() -> str:
    return f"k{uuid7()}@example.org"


async def give(database: Database, registry: Registry, prison: Prison, address: str) -> Membership:
    governor = viewer(registry, prison, Role.GOVERNOR)
    async with database.write(NOBODY) as session:
        account = Account(issuer="https://elsewhere.example", subject=str(uuid7()), name="Gwen")
        account.id = governor.account_id
        session.add(account)
    async with database.write(governor) as session:
        return await give_access(session, governor, name="Kit Birch", email=address, role=Role.COORDINATOR)


async def accounts(database: Database, issuer: str) -> int:
    async with database.read(NOBODY) as session:
        counted = select(func.count()).select_from(Account).where(Account.issuer == issuer)
        return int(await session.scalar(counted) or 0)


def is_refused(answer: httpx.Response) -> bool:
    return answer.status_code == 403 and "no prison has given you access" in answer.text


async def test_verified_address_finds_what_was_given_to_it(
    town: Town, database: Database, registry: Registry, prison: Prison, address: str
) -> None:
    await give(database, registry, prison, address)
    reader, landed = await town.proved(address.upper())
    page = await reader.open("/")
    assert landed.headers["location"] == reader.path("/")
    assert "Kit Birch" in page.words
    assert "Co-ordinator" in page.words


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": 1},
        {"email_verified": None},
        {},
        {"email_verified": True, "email": None},
        {"email_verified": True, "email": ["kit@example.org"]},
        {"email_verified": True, "email": ""},
    ],
    ids=str,
)
async def test_address_that_is_not_verified_opens_nothing(
    town: Town, database: Database, registry: Registry, prison: Prison, address: str, claims: dict[str, Any]
) -> None:
    given = await give(database, registry, prison, address)
    before = await accounts(database, town.provider.issuer)
    _browser, landed = await town.come(str(uuid7()), **{"email": address, **claims})
    async with database.read(NOBODY) as session:
        account_id = await session.scalar(select(Membership.account_id).where(Membership.id == given.id))
    assert is_refused(landed)
    assert account_id is None
    assert await accounts(database, town.provider.issuer) == before


async def test_address_that_only_looks_the_same_opens_nothing(
    town: Town, database: Database, registry: Registry, prison: Prison, address: str
) -> None:
    """Made small, the Kelvin sign is an ASCII k."""
    await give(database, registry, prison, address)
    _reader, landed = await town.proved("\u212a" + address[1:])
    assert is_refused(landed)


async def test_other_claims_that_hold_the_address_open_nothing(
    town: Town, database: Database, registry: Registry, prison: Prison, address: str
) -> None:
    await give(database, registry, prison, address)
    others = {"preferred_username": address, "upn": address, "name": address, "emails": [address]}
    _browser, landed = await town.come(address, **others, email_verified=True)
    assert is_refused(landed)


async def test_another_subject_with_the_same_verified_address_opens_nothing(
    town: Town, database: Database, registry: Registry, prison: Prison, other_prison: Prison, address: str
) -> None:
    await give(database, registry, prison, address)
    first = str(uuid7())
    _reader, landed = await town.proved(address, first)
    assert landed.status_code == 303
    await give(database, registry, other_prison, address)
    _other, refused = await town.proved(address, str(uuid7()))
    _again, welcome = await town.proved(address, first)
    assert is_refused(refused)
    assert welcome.status_code == 303


async def test_account_is_its_subject_whatever_address_it_has_later(
    town: Town, database: Database, registry: Registry, prison: Prison, address: str
) -> None:
    await give(database, registry, prison, address)
    subject = str(uuid7())
    await town.proved(address, subject)
    browser, landed = await town.come(subject, email="someone.else@example.org", email_verified=False)
    page = await browser.get(f"/{prison.code.lower()}/")
    assert landed.status_code == 303
    assert page.status_code == 200
