"""`gatehouse accounts`: how an installation's first people get their roles, and lose them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr

from core.accounts.binding import take_up_roles
from core.accounts.queries import memberships_of
from core.accounts.roles import Role
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.identifiers import AccountId, uuid7
from core.plugins.loader import Registry
from core.prisons.queries import prison_by_code
from core.testkit import NOBODY, make_partner, make_person, viewer
from frontend_api.sign_in.redis_client import redis_for
from frontend_api.sign_in.sessions import SessionStore
from infra.database_roles import DatabaseUrls
from tests.frontend_api.conftest import make_settings
from tests.infra.test_cli import Done, gatehouse
from tests.servers import run_apart

ISSUER = "https://id.example"
FIRST = "robin.ashdown@example.org"


@pytest.fixture(scope="module")
def urls(
    empty_database: Callable[[], DatabaseUrls], registry: Registry, tmp_path_factory: Any
) -> DatabaseUrls:
    made = empty_database()
    run_apart(upgrade(made.owner, registry.histories))
    register = Path(tmp_path_factory.mktemp("register")) / "register.csv"
    register.write_text(
        "code,name,active,male\nEXI,Exeter (HMP),t,t\nDAI,Dartmoor (HMP),t,t\n", encoding="utf-8"
    )
    done = gatehouse("prisons", "import", str(register), GATEHOUSE_DATABASE_URL=made.app)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def accounts(urls: DatabaseUrls, redis_url: str) -> Callable[..., Done]:
    """Give the command with these words."""

    def give(*words: str) -> Done:
        return gatehouse("accounts", *words, GATEHOUSE_DATABASE_URL=urls.app, GATEHOUSE_REDIS_URL=redis_url)

    return give


async def sign_in(urls: DatabaseUrls, address: str) -> str | None:
    """Prove an address for the first time; return the account's id."""
    database = Database(engine_for(urls.app, pool_size=1))
    try:
        async with database.write(NOBODY) as session:
            bound = await take_up_roles(
                session, AccountId(uuid7()), issuer=ISSUER, subject=address, address=address
            )
        return str(bound) if bound else None
    finally:
        await database.close()


async def roles_of(urls: DatabaseUrls, account_id: str) -> set[tuple[str | None, Role]]:
    database = Database(engine_for(urls.app, pool_size=1))
    try:
        async with database.read(NOBODY) as session:
            return {(row.prison_code, row.role) for row in await memberships_of(session, UUID(account_id))}
    finally:
        await database.close()


def test_first_co_ordinator_is_named_by_address(accounts: Callable[..., Done], urls: DatabaseUrls) -> None:
    done = accounts("grant", FIRST, "coordinator", "--prison", "exi")
    assert done.stdout == (
        "Robin Ashdown has the role COORDINATOR at EXI "
        "at the first sign-in with robin.ashdown@example.org, within 30 days.\n"
    )
    assert "waiting for a first sign-in" in accounts("list", "--prison", "EXI").stdout
    account_id = run_apart(sign_in(urls, FIRST))
    assert account_id is not None
    assert run_apart(roles_of(urls, account_id)) == {("EXI", Role.COORDINATOR)}
    rows = json.loads(accounts("list", "--json").stdout)
    assert [(row["prison"], row["email"], row["state"]) for row in rows] == [("EXI", FIRST, "in force")]


def test_last_who_may_give_access_is_not_taken_away_even_by_command(
    accounts: Callable[..., Done], urls: DatabaseUrls
) -> None:
    refused = accounts("revoke", FIRST, "COORDINATOR", "--prison", "EXI")
    assert refused.returncode == 1
    assert "last person who may give access here" in refused.stderr
    accounts("grant", "gwen@example.org", "GOVERNOR", "--prison", "EXI")
    assert run_apart(sign_in(urls, "gwen@example.org")) is not None
    done = accounts("revoke", FIRST.upper(), "COORDINATOR", "--prison", "EXI")
    assert done.stdout == "1 role was taken away.\n"
    assert FIRST not in accounts("list").stdout


def test_national_role_is_given_and_taken_away_without_a_prison(
    accounts: Callable[..., Done], urls: DatabaseUrls
) -> None:
    address = "rhys@example.org"
    wrong = accounts("grant", address, "HMPPS_NATIONAL", "--prison", "EXI")
    assert "held above prisons" in wrong.stderr
    assert accounts("grant", address, "HMPPS_NATIONAL").returncode == 0
    account_id = run_apart(sign_in(urls, address))
    assert account_id is not None
    assert run_apart(roles_of(urls, account_id)) == {(None, Role.HMPPS_NATIONAL)}
    assert "Name the group" in accounts("grant", address, "HMPPS_REGION").stderr
    assert "no group of prisons" in accounts("grant", address, "HMPPS_REGION", "--group", "ZZ").stderr
    assert accounts("revoke", address, "HMPPS_NATIONAL").stdout == "1 role was taken away.\n"
    assert run_apart(roles_of(urls, account_id)) == set()


def test_partner_s_roles_name_organisation_and_person(
    accounts: Callable[..., Done], urls: DatabaseUrls, registry: Registry
) -> None:
    async def furnish() -> None:
        database = Database(engine_for(urls.app, pool_size=1))
        async with database.read(NOBODY) as session:
            prison = await prison_by_code(session, "DAI")
        assert prison is not None
        by = viewer(registry, prison, Role.COORDINATOR)
        partner = await make_partner(database, by)
        await make_person(database, by, partner_id=partner.id)
        await database.close()

    run_apart(furnish())
    where = ("--prison", "DAI", "--partner", "harbour lights")
    assert accounts("grant", "lead@example.org", "PARTNER_ADMIN", *where).returncode == 0
    volunteer = accounts("grant", "vol@example.org", "VOLUNTEER_SELF", *where, "--person", "Robin Ashdown")
    assert volunteer.returncode == 0, volunteer.stderr
    nobody = accounts("grant", "vol@example.org", "VOLUNTEER_SELF", *where, "--person", "Kit Birch")
    assert "There is nobody called Kit Birch there." in nobody.stderr
    none = accounts("grant", "lead@example.org", "PARTNER_ADMIN", "--prison", "DAI")
    assert "Choose the organisation" in none.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grant", "robin@example", "COORDINATOR", "--prison", "EXI"), "Enter an e-mail address"),
        (("grant", FIRST, "COORDINATOR"), "name it with --prison"),
        (("grant", FIRST, "COORDINATOR", "--prison", "ZZZ"), "no active prison with the code ZZZ"),
        (("grant", FIRST, "KING", "--prison", "EXI"), "'KING' is not one of"),
        (
            ("revoke", "nobody@example.org", "COORDINATOR", "--prison", "EXI"),
            "Nobody has the role COORDINATOR",
        ),
        (("sign-out", "nobody@example.org"), "Nobody who has signed in has the address"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_mistake_is_said_in_a_sentence(
    accounts: Callable[..., Done], words: tuple[str, ...], said: str
) -> None:
    done = accounts(*words)
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_sessions_are_ended_by_address(
    accounts: Callable[..., Done], urls: DatabaseUrls, redis_url: str
) -> None:
    address = "lost.telephone@example.org"
    accounts("grant", address, "SMT_LEAD", "--prison", "EXI")
    account_id = run_apart(sign_in(urls, address))
    assert account_id is not None
    settings = make_settings(redis_url=SecretStr(redis_url))

    async def sessions(*, begin: bool) -> list[int]:
        redis = redis_for(settings)
        store = SessionStore.from_settings(redis, settings)
        if begin:
            await store.sign_in(account_id, ISSUER, address, "")
        counted = await store.count([UUID(account_id)])
        await redis.aclose()
        return counted

    assert run_apart(sessions(begin=True)) == [1]
    assert accounts("sign-out", address).stdout == "1 session was ended.\n"
    assert run_apart(sessions(begin=False)) == [0]


def test_nobody_is_signed_out_while_redis_is_gone(accounts: Callable[..., Done], urls: DatabaseUrls) -> None:
    address = "redis.is.gone@example.org"
    accounts("grant", address, "SMT_LEAD", "--prison", "EXI")
    assert run_apart(sign_in(urls, address)) is not None
    done = gatehouse(
        "accounts",
        "sign-out",
        address,
        GATEHOUSE_DATABASE_URL=urls.app,
        GATEHOUSE_REDIS_URL="redis://127.0.0.1:1/0",
    )
    assert done.returncode == 1
    assert "Redis, which keeps the sessions, does not answer." in done.stderr
