"""Every part that a plugin can contribute is served beside the house, in its own prison and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
from sqlalchemy import select, text

from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.migrate import differences, upgrade
from core.database.unit_of_work import Database, engine_for
from core.files import FileStore
from core.imports.models import ImportPlan
from core.imports.services import receive_upload, request_commit, request_plan
from core.jobs.enqueue import enqueue
from core.jobs.runner import Outcome
from core.jobs.schedules import Scheduler
from core.jobs.work import Work
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.reports.formats import Format
from core.reports.services import open_download, request_report
from core.testkit import NOBODY, make_person, viewer
from frontend_api.graphql.execution import Engine
from infra.database_roles import DatabaseUrls
from infra.demo import load_demo
from tests.core.plugins.installed.asking import ADD, LIST, ONE, OUTLOOK, SEEN_BY, add, ask, refusal
from tests.core.plugins.installed.conftest import Worker
from tests.frontend_api.pages.conftest import Reader

FORCED = """
SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = 'weather_sighting'::regclass
"""


async def test_its_tables_are_made_by_its_own_history(
    database: Database, database_urls: DatabaseUrls, registry: Registry, coordinator: Viewer
) -> None:
    assert await differences(database_urls.owner, registry.histories) == []
    async with database.read(coordinator) as session:
        version = await session.scalar(text("SELECT to_regclass('alembic_version_weather') IS NOT NULL"))
        forced = await session.scalar(text(FORCED))
    assert (version, forced) == (True, True)


async def test_its_fields_are_read_and_changed_in_their_own_prison(
    engine: Engine, coordinator: Viewer, other_coordinator: Viewer
) -> None:
    added = await add(engine, coordinator, "Yard")

    assert (await ask(engine, coordinator, LIST))["weatherSightings"] == {
        "totalCount": 1,
        "nodes": [{"id": added["id"], "place": "Yard", "sky": "WET"}],
    }
    assert (await ask(engine, coordinator, ONE, id=added["id"]))["weatherSighting"]["place"] == "Yard"
    assert (await ask(engine, other_coordinator, LIST))["weatherSightings"]["totalCount"] == 0
    assert (await ask(engine, other_coordinator, ONE, id=added["id"]))["weatherSighting"] is None


async def test_a_field_computed_in_python_stands_beside_those_of_sql(
    engine: Engine, coordinator: Viewer
) -> None:
    both = await ask(engine, coordinator, "{ weatherOutlook { words } weatherSightings { totalCount } }")

    assert both == {
        "weatherOutlook": {"words": "It will be dry after it has been wet."},
        "weatherSightings": {"totalCount": 0},
    }


async def test_it_extends_a_node_of_the_core(engine: Engine, database: Database, coordinator: Viewer) -> None:
    robin = await make_person(database, coordinator)
    await add(engine, coordinator, "Yard", personId=str(robin.id))
    await add(engine, coordinator, "Chapel")

    assert await ask(engine, coordinator, SEEN_BY, id=str(robin.id)) == {
        "person": {"name": "Robin Ashdown", "weatherSightings": [{"place": "Yard"}]}
    }


async def test_its_permissions_are_asked(engine: Engine, as_role: Callable[[Role], Viewer]) -> None:
    governor, partner = as_role(Role.GOVERNOR), as_role(Role.PARTNER_WORKER)
    given = {"place": "Yard", "sky": "WET"}

    assert await refusal(engine, governor, ADD, given=given) == ("FORBIDDEN", ["weatherAddSighting"])
    assert await refusal(engine, partner, LIST) == ("FORBIDDEN", ["weatherSightings"])
    assert await refusal(engine, partner, OUTLOOK) == ("FORBIDDEN", ["weatherOutlook"])


async def test_its_constraint_is_said_in_its_own_words(engine: Engine, coordinator: Viewer) -> None:
    await add(engine, coordinator, "Yard")

    result = await engine.execute(coordinator, ADD, {"given": {"place": "Yard", "sky": "CLEAR"}})

    (error,) = result.errors
    assert error["extensions"] == {"code": "CONFLICT", "field": "place"}
    assert error["message"] == "Somebody recorded the sky there on that day already."


async def test_its_changes_are_audited(engine: Engine, database: Database, coordinator: Viewer) -> None:
    await add(engine, coordinator, "Yard")

    async with database.read(coordinator) as session:
        found = await session.execute(
            text("SELECT operation, account_id FROM audit_entry WHERE table_name = 'weather_sighting'")
        )
    assert [tuple(row) for row in found] == [("INSERT", coordinator.account_id)]


async def test_its_pages_stand_in_the_desk(reader: Reader, engine: Engine, coordinator: Viewer) -> None:
    await add(engine, coordinator, "Yard")

    home, listed = await reader.open("/"), await reader.open("/weather")
    assert home.links["Weather"] == reader.path("/weather")
    assert "Take an umbrella: Yard" in home.words
    assert "1 sightings." in listed.words
    assert "Yard" in listed.words
    outlook = await reader.open("/weather/outlook")
    assert (outlook.heading, "dry after it has been wet" in outlook.words) == ("Outlook", True)


async def test_its_form_is_reached_from_a_record_and_shows_there(
    reader: Reader, database: Database, coordinator: Viewer
) -> None:
    robin = await make_person(database, coordinator)
    record = await reader.open(f"/people/{robin.id}")
    assert "This person has not looked up yet." in record.words
    address = record.links["Record what they saw"].removeprefix(reader.path(""))
    form = await reader.open(address)

    after = await reader.follow(await reader.send(address, form, place="Yard", sky="WET"))

    assert "The sky at Yard was recorded." in after.words
    assert "What this person saw" in after.words
    assert "Yard" in after.words


async def test_its_job_takes_effect(
    engine: Engine, database: Database, registry: Registry, worker: Worker, keeper: Viewer
) -> None:
    await add(engine, keeper, "Yard")
    async with database.write(keeper) as session:
        job_id = await enqueue(session, registry.jobs["weather.clear_up"], keeper)

    assert await worker.work(keeper, job_id) is Outcome.DONE
    assert (await ask(engine, keeper, LIST))["weatherSightings"]["nodes"][0]["sky"] == "CLEAR"


async def test_its_schedule_asks_for_its_job(
    database: Database, registry: Registry, worker: Worker, keeper: Viewer
) -> None:
    await Scheduler(database, Work.of(registry.contributions)).tick_at(datetime(2026, 3, 3, 6, 5, tzinfo=UTC))

    (job,) = await worker.queued(keeper, "weather.clear_up")
    assert job.dedupe_key == "weather.each_morning:2026-03-03"
    assert await worker.work(keeper, job.id) is Outcome.DONE


async def test_its_report_is_built_and_downloaded(
    engine: Engine, database: Database, registry: Registry, worker: Worker, keeper: Viewer, files: FileStore
) -> None:
    await add(engine, keeper, "Yard")
    async with database.write(keeper) as session:
        asked = await request_report(session, keeper, registry.reports["weather.summary"])
    assert await worker.work(keeper, asked.job_id) is Outcome.DONE

    async with database.write(keeper) as session:
        download = await open_download(session, keeper, files, asked.id, format_=Format.XLSX)
    book = openpyxl.load_workbook(BytesIO(b"".join([piece async for piece in download.pieces])))

    assert ("Wet", 1) in {row[:2] for sheet in book for row in sheet.iter_rows(values_only=True)}


async def test_its_list_is_imported(
    engine: Engine, database: Database, registry: Registry, worker: Worker, keeper: Viewer, files: FileStore
) -> None:
    importer = registry.importers["weather"]
    content = b"Place,Day,Sky\nYard,03/03/2026,rain\nChapel,03/03/2026,fine\n"
    async with database.write(keeper) as session:
        file = await receive_upload(session, keeper, files, importer, name="sky.csv", content=content)
        plan = await request_plan(session, keeper, importer, file.id)
    assert await worker.work(keeper, plan.job_id) is Outcome.DONE
    async with database.write(keeper) as session:
        planned = await request_commit(session, keeper, importer, plan.id)
    assert await worker.work(keeper, planned.job_id) is Outcome.DONE

    nodes = (await ask(engine, keeper, LIST))["weatherSightings"]["nodes"]
    assert [(row["place"], row["sky"]) for row in nodes] == [("Chapel", "CLEAR"), ("Yard", "WET")]
    async with database.read(keeper) as session:
        committed = await session.scalar(select(ImportPlan.committed_at).where(ImportPlan.id == plan.id))
    assert committed is not None


async def test_its_demo_is_loaded_with_that_of_the_house(
    empty_database: Callable[[], DatabaseUrls], registry: Registry
) -> None:
    urls = empty_database()
    await upgrade(urls.owner, registry.histories)
    database = Database(engine_for(urls.app, pool_size=2))

    assert await load_demo(database, registry, "http://identity.example")
    async with database.read(NOBODY) as session:
        exeter = (await session.scalars(select(Prison).where(Prison.code == "EXI"))).one()
    async with database.read(viewer(registry, exeter, Role.COORDINATOR)) as session:
        places = list(await session.scalars(text("SELECT place FROM weather_sighting")))
    await database.close()

    assert places == ["Walled garden"]


async def test_what_it_holds_of_people_is_told(registry: Registry) -> None:
    (held,) = registry.contribution("weather").personal_data

    assert (held.table, held.columns, held.keep and held.keep.days) == (
        "weather_sighting",
        ("person_id", "place"),
        365,
    )
