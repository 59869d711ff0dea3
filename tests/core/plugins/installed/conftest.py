"""The house with the weather installed beside it: its own database, API, pages and worker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from itertools import count
from uuid import UUID

import pytest
import pytest_asyncio
from litestar import Litestar
from sqlalchemy import select

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.migrate import upgrade
from core.database.unit_of_work import Database, engine_for
from core.files import FileStore, store_from_environment
from core.identifiers import AccountId, JobId
from core.jobs.models import JobRow
from core.jobs.pulse import Pulse
from core.jobs.runner import Outcome, Runner
from core.jobs.work import Work
from core.plugins.loader import Registry, load
from core.prisons.models import Prison
from core.settings import Settings, settings_from_environment
from core.testkit import NOBODY, viewer
from frontend_api.graphql.execution import Engine
from infra.database_roles import DatabaseUrls
from tests.core.plugins.desk import make_app
from tests.core.plugins.guests import WEATHER, guest_house
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.hostile_provider import HostileProvider
from tests.frontend_api.pages.conftest import Reader
from tests.servers import run_apart

_numbers = count()


@pytest.fixture(scope="package")
def registry(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The house and the weather. The house alone is loaded first: it must not find the weather."""
    assert "weather" not in registry.hooks
    with guest_house(tmp_path_factory.mktemp("site")) as guests:
        guests.install_folder("weather", WEATHER)
        loaded = load()
        assert loaded.quarantined == {}
        yield loaded


@pytest.fixture(scope="package")
def database_urls(empty_database: Callable[[], DatabaseUrls], registry: Registry) -> DatabaseUrls:
    urls = empty_database()
    moved = run_apart(upgrade(urls.owner, registry.histories))
    assert moved == ["core", "council", "rota", "vetting", "weather"]
    return urls


@pytest_asyncio.fixture(scope="package")
async def database(database_urls: DatabaseUrls) -> AsyncIterator[Database]:
    opened = Database(engine_for(database_urls.app, pool_size=5))
    yield opened
    await opened.close()


@pytest.fixture(scope="package")
def files(database_urls: DatabaseUrls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileStore]:
    """Where files are kept, by the environment: so the jobs of reports and imports find it too."""
    folder = tmp_path_factory.mktemp("files")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GATEHOUSE_ENVIRONMENT", "test")
        patch.setenv("GATEHOUSE_DATABASE_URL", database_urls.app)
        patch.setenv("GATEHOUSE_FILES_URL", str(folder))
        _forget_environment()
        yield FileStore.from_url(str(folder))
    _forget_environment()


def _forget_environment() -> None:
    settings_from_environment.cache_clear()
    store_from_environment.cache_clear()


@pytest.fixture(scope="package")
def engine(database: Database, registry: Registry, files: FileStore) -> Engine:
    return Engine(registry, database, files, introspection=True)


@pytest_asyncio.fixture(scope="package")
async def app(
    settings: Settings, database: Database, registry: Registry, engine: Engine
) -> AsyncIterator[Litestar]:
    made = make_app(settings, database, registry, engine)
    yield made
    await made.state.sign_in.close()


@pytest_asyncio.fixture
async def reader(app: Litestar, provider: HostileProvider, person: Person, prison: Prison) -> Reader:
    """The prison's co-ordinator, signed in."""
    await person.join(prison, Role.COORDINATOR)
    browser = Browser(app, provider)
    await browser.sign_in()
    return Reader(browser, prison)


@pytest_asyncio.fixture
async def keeper(database: Database, prison: Prison, registry: Registry) -> Viewer:
    """A co-ordinator with an account: a job acts as whoever asked, with the role they hold by then."""
    async with database.write(NOBODY) as session:
        account = Account(issuer="https://desk.example", subject=f"w{next(_numbers)}", name="Morgan Vale")
        session.add(account)
        await session.flush()
        session.add(Membership(account_id=account.id, prison_id=prison.id, role=Role.COORDINATOR))
    return viewer(registry, prison, Role.COORDINATOR, account_id=AccountId(account.id))


@dataclass
class Worker:
    """Does the jobs of all modules, one when told."""

    database: Database
    runner: Runner
    outcomes: list[Outcome]

    async def work(self, by: Viewer, job_id: UUID | None) -> Outcome:
        """Do one attempt of a job; return what became of it."""
        assert job_id is not None
        assert by.tenant_id is not None
        assert await self.runner.run(by.tenant_id, JobId(job_id))
        return self.outcomes[-1]

    async def queued(self, by: Viewer, kind: str) -> list[JobRow]:
        async with self.database.read(by) as session:
            return list(await session.scalars(select(JobRow).where(JobRow.kind == kind)))


@pytest.fixture
def worker(
    database: Database, database_urls: DatabaseUrls, registry: Registry, files: FileStore
) -> Iterator[Worker]:
    assert files
    outcomes: list[Outcome] = []
    pulse = Pulse(database_urls.app, every_seconds=0.1)
    pulse.start()
    runner = Runner(
        database,
        Work.of(registry.contributions),
        pulse,
        name="weather",
        watch=lambda _kind, outcome, _seconds: outcomes.append(outcome),
    )
    yield Worker(database, runner, outcomes)
    pulse.stop()
