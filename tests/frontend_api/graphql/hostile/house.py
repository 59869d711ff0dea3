"""A whole application in this process with servers of its own, for what is measured outside pytest."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from litestar import Litestar
from pydantic import SecretStr

from core.accounts.roles import Role
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.plugins.loader import Registry, load
from core.prisons.models import Prison
from core.settings import Settings
from core.testkit import make_partner, make_person, make_prison, viewer
from infra.database_roles import DatabaseUrls, create_database, create_roles, drop_database, role_passwords
from infra.embedded.lock import Lock
from infra.embedded.postgres import Postgres
from infra.embedded.redis import Redis
from tests.frontend_api import conftest as people
from tests.frontend_api.graphql.conftest import Program, closed, composed, program_of
from tests.frontend_api.hostile_provider import running_provider
from tests.servers import HOMES, database_urls

PEOPLE = 50
DATABASE = "hostile"


@dataclass(frozen=True, slots=True)
class House:
    """What stands: the application, and the program of a co-ordinator in a prison with people."""

    app: Litestar
    program: Program
    person: people.Person
    settings: Settings


@asynccontextmanager
async def standing_house() -> AsyncIterator[House]:
    """Start PostgreSQL and Redis, compose the application, and add a prison with people."""
    with ExitStack() as stack:
        home = stack.enter_context(lent_folder())
        postgres, redis = Postgres(home, durable=False), Redis(home)
        stack.callback(postgres.start().stop)
        stack.callback(redis.start().stop)
        issuer = stack.enter_context(running_provider()).issuer
        files = stack.enter_context(TemporaryDirectory())
        passwords = role_passwords(home)
        superuser = postgres.url("postgres")
        await create_roles(superuser, passwords)
        await drop_database(superuser, DATABASE)
        await create_database(superuser, DATABASE)
        registry = load()
        urls = database_urls(postgres, passwords, DATABASE)
        await upgrade(urls.owner, registry.histories)
        settings = people.make_settings(
            oidc_issuer=issuer,
            redis_url=SecretStr(redis.url()),
            database_url=SecretStr(urls.app),
            database_pool=3,
            files_url=files,
        )
        async with _opened(settings, registry, urls) as house:
            yield house


@asynccontextmanager
async def _opened(settings: Settings, registry: Registry, urls: DatabaseUrls) -> AsyncIterator[House]:
    database = Database(engine_for(urls.app, pool_size=2))
    app = composed(settings, registry)
    prison = await _fill(database, registry)
    person = await people.make_person(database, str(settings.oidc_issuer))
    await person.join(prison, Role.COORDINATOR)
    program = program_of(app, person, prison)
    try:
        yield House(app, program, person, settings)
    finally:
        await program.client.aclose()
        await closed(app)
        await database.close()


async def _fill(database: Database, registry: Registry) -> Prison:
    prison = await make_prison(database, "HOST")
    by = viewer(registry, prison, Role.COORDINATOR)
    partner = await make_partner(database, by)
    for number in range(PEOPLE):
        await make_person(database, by, partner_id=partner.id, surname=f"Ashdown {number:03}")
    return prison


class lent_folder:  # noqa: N801 -- used as the function it stands for
    """Lend a folder of the tests' servers that nobody else uses now."""

    def __enter__(self) -> Path:
        for number in itertools.count():
            self.lock = Lock(HOMES / f"{number}.lock")
            if self.lock.acquire():
                home = HOMES / str(number)
                home.mkdir(parents=True, exist_ok=True)
                return home
        raise AssertionError

    def __exit__(self, *_error: object) -> None:
        self.lock.release()
