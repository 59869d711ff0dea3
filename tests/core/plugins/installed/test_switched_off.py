"""A module that a prison has switched off is refused there everywhere and only there; its rows are kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.errors import Forbidden, Invalid, ModuleDisabled, NotFound
from core.files import FileStore
from core.imports.services import receive_upload
from core.jobs.enqueue import enqueue
from core.jobs.runner import Outcome
from core.jobs.schedules import Scheduler
from core.jobs.work import Work
from core.plugins.activation import switch_module
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reports.services import request_report
from core.testkit import make_person, viewer
from frontend_api.graphql.execution import Engine
from tests.core.plugins.installed.asking import ADD, LIST, ONE, OUTLOOK, SEEN_BY, add, ask, refusal
from tests.core.plugins.installed.conftest import Worker
from tests.frontend_api.pages.conftest import Reader

SWITCHED_OFF = "MODULE_DISABLED"


async def switch(database: Database, by: Viewer, registry: Registry, *, on: bool) -> None:
    async with database.write(by) as session:
        await switch_module(session, by, "weather", on=on, hooks=registry.hooks)


@pytest_asyncio.fixture
async def without(
    database: Database, keeper: Viewer, registry: Registry, engine: Engine
) -> AsyncIterator[Viewer]:
    """A co-ordinator whose prison has switched the weather off after somebody had looked up."""
    await add(engine, keeper, "Yard")
    await switch(database, keeper, registry, on=False)
    yield replace(keeper, disabled_modules=frozenset({"weather"}))


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        (LIST, {}),
        (ONE, {"id": "00000000-0000-7000-8000-000000000000"}),
        (OUTLOOK, {}),
        ("{ weatherOutlook { words } people { totalCount } }", {}),
        ("{ people { totalCount } weatherSightings { totalCount } }", {}),
        (SEEN_BY, {"id": "00000000-0000-7000-8000-000000000000"}),
        (ADD, {"given": {"place": "Chapel", "sky": "WET"}}),
    ],
    ids=["list", "lookup", "computed in Python", "walked", "beside the core", "extension", "mutation"],
)
async def test_every_field_is_refused(
    engine: Engine, without: Viewer, document: str, variables: dict[str, object]
) -> None:
    code, path = await refusal(engine, without, document, **variables)

    assert code == SWITCHED_OFF
    assert any(str(step).startswith("weather") for step in path)


async def test_nothing_was_changed_by_the_refused_mutation(
    engine: Engine, without: Viewer, keeper: Viewer
) -> None:
    await refusal(engine, without, ADD, given={"place": "Chapel", "sky": "WET"})

    assert (await ask(engine, keeper, LIST))["weatherSightings"]["totalCount"] == 1


async def test_its_pages_are_closed_and_nothing_leads_to_them(
    reader: Reader, database: Database, registry: Registry, coordinator: Viewer
) -> None:
    robin = await make_person(database, coordinator)
    form = await reader.open(f"/people/{robin.id}/weather")
    await switch(database, coordinator, registry, on=False)

    for path in ("/weather", "/weather/outlook", "/weather/export?format=csv", f"/people/{robin.id}/weather"):
        page = await reader.browser.get(reader.path(path))
        assert page.status_code == 404, path
        assert "not switched on in this prison" in page.text, path
    sent = await reader.send(f"/people/{robin.id}/weather", form, place="Yard", sky="WET")
    assert sent.status_code == 404
    home, record = await reader.open("/"), await reader.open(f"/people/{robin.id}")
    assert "Weather" not in home.words
    assert "umbrella" not in home.words
    assert "looked up" not in record.words
    assert "Record what they saw" not in record.links


async def test_a_job_asked_for_before_is_refused(
    database: Database, registry: Registry, worker: Worker, keeper: Viewer
) -> None:
    async with database.write(keeper) as session:
        job_id = await enqueue(session, registry.jobs["weather.clear_up"], keeper)
    await switch(database, keeper, registry, on=False)

    assert await worker.work(keeper, job_id) is Outcome.REFUSED
    (job,) = await worker.queued(keeper, "weather.clear_up")
    assert job.error_message == "Not done: this module is switched off in this prison."


async def test_its_schedule_asks_for_nothing_here_and_for_its_job_elsewhere(
    database: Database,
    registry: Registry,
    worker: Worker,
    without: Viewer,
    other_coordinator: Viewer,
) -> None:
    await Scheduler(database, Work.of(registry.contributions)).tick_at(datetime(2026, 3, 4, 6, 5, tzinfo=UTC))

    assert await worker.queued(without, "weather.clear_up") == []
    assert len(await worker.queued(other_coordinator, "weather.clear_up")) == 1


async def test_its_report_and_its_import_are_refused(
    database: Database, registry: Registry, without: Viewer, files: FileStore
) -> None:
    async with database.write(without) as session:
        with pytest.raises(ModuleDisabled):
            await request_report(session, without, registry.reports["weather.summary"])
        with pytest.raises(ModuleDisabled):
            await receive_upload(
                session, without, files, registry.importers["weather"], name="sky.csv", content=b"Place,Day\n"
            )


async def test_another_prison_keeps_it(engine: Engine, without: Viewer, other_coordinator: Viewer) -> None:
    assert without.disabled_modules == {"weather"}

    await add(engine, other_coordinator, "Gatehouse")
    assert (await ask(engine, other_coordinator, LIST))["weatherSightings"]["totalCount"] == 1


async def test_switched_on_again_it_hears_of_it_and_has_what_it_had(
    engine: Engine, database: Database, registry: Registry, without: Viewer, keeper: Viewer
) -> None:
    await switch(database, without, registry, on=True)

    nodes = (await ask(engine, keeper, LIST))["weatherSightings"]["nodes"]
    assert [row["place"] for row in nodes] == ["Gate", "Yard"]


async def test_a_module_that_is_on_hears_nothing(
    engine: Engine, database: Database, registry: Registry, keeper: Viewer
) -> None:
    await switch(database, keeper, registry, on=True)

    assert (await ask(engine, keeper, LIST))["weatherSightings"]["totalCount"] == 0


async def test_what_cannot_be_switched_is_said(
    database: Database, registry: Registry, keeper: Viewer, prison: Prison
) -> None:
    async with database.write(keeper) as session:
        with pytest.raises(Invalid, match="cannot be switched off"):
            await switch_module(session, keeper, "core", on=False, hooks=registry.hooks)
        with pytest.raises(NotFound, match="no module of that name"):
            await switch_module(session, keeper, "tides", on=True, hooks=registry.hooks)
        with pytest.raises(Forbidden):
            await switch_module(
                session,
                viewer(registry, prison, Role.PARTNER_ADMIN),
                "weather",
                on=False,
                hooks=registry.hooks,
            )
