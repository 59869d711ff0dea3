"""Rows leave as a file, and it is on record who took which list: never whose rows they are."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import openpyxl
import pytest
import pytest_asyncio
from sqlalchemy import select, update

from core.accounts.roles import Role
from core.audit.models import ExportEntry, ReadEntry
from core.database.unit_of_work import Database
from core.files import FileStore
from core.identifiers import uuid7
from core.imports.models import ImportPlan
from core.pages.declarations import ListPage
from core.plugins.loader import Registry
from core.prisons.models import Prison
from core.testkit import NOBODY, make_person, viewer
from frontend_api.graphql.execution import Engine
from frontend_api.pages.exports import documents_of
from infra.database_roles import DatabaseUrls
from plugins.vetting.imports import TRACKER_IMPORTER
from tests.access.furnishing import Workshop
from tests.frontend_api.conftest import Browser, Person
from tests.frontend_api.conftest import make_person as new_account
from tests.frontend_api.hostile_provider import HostileProvider
from tests.frontend_api.pages.conftest import Reader
from tests.statements import asked_of

ROOT = Path(__file__).parents[3]
COLUMNS = ("account_id", "list_name", "about", "filters", "row_count", "format")
GONE = "weather"
"""An importer of a module that is not installed any more."""


async def entries(database: Database, registry: Registry, prison: Prison) -> list[dict[str, Any]]:
    """Return what is on record of files taken away in this prison, as somebody of it reads it."""
    async with database.read(viewer(registry, prison, Role.COORDINATOR)) as session:
        found = await session.scalars(select(ExportEntry).order_by(ExportEntry.created_at, ExportEntry.id))
        return [{name: getattr(one, name) for name in COLUMNS} for one in found]


@pytest_asyncio.fixture
async def people(database: Database, registry: Registry, prison: Prison) -> list[str]:
    """A hundred and thirty people of the prison: more than one page of the API."""
    by = viewer(registry, prison, Role.COORDINATOR)
    surnames = [f"Fennimore {number:03d}" for number in range(130)]
    for surname in surnames:
        await make_person(database, by, surname=surname)
    return surnames


async def test_file_of_a_list_leaves_one_entry_with_nothing_that_was_typed(
    reader: Reader, person: Person, people: list[str], database: Database, registry: Registry
) -> None:
    answer = await reader.browser.get(
        reader.path("/people/export?name=fennimore+01&format=csv"), headers={"X-Correlation-ID": "a" * 32}
    )
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    taken = sum("Fennimore" in str(row) for row in rows)
    assert 0 < taken < len(people)
    (entry,) = await entries(database, registry, reader.prison)
    assert entry == {
        "account_id": person.account.id,
        "list_name": "core.people",
        "about": None,
        "filters": ["name"],
        "row_count": taken,
        "format": "csv",
    }
    async with database.read(viewer(registry, reader.prison, Role.COORDINATOR)) as session:
        (kept,) = (await session.scalars(select(ExportEntry))).all()
    said = " ".join(str(getattr(kept, column.key)) for column in ExportEntry.__table__.columns)
    assert "ennimore" not in said


async def test_rows_are_counted_once_however_many_pages_they_fill(
    reader: Reader, people: list[str], database: Database, registry: Registry
) -> None:
    with asked_of(database) as asked:
        answer = await reader.browser.get(reader.path("/people/export?format=xlsx"))
    counted = [statement for statement, _parameters in asked if "totalCount" in statement]
    sheets = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]
    found = [re.search(r"Fennimore \d{3}", cell) for cell in cells]
    assert [one[0] for one in found if one] == people
    assert len(counted) == 1
    (entry,) = await entries(database, registry, reader.prison)
    assert (entry["row_count"], entry["format"], entry["filters"]) == (130, "xlsx", [])


def test_file_asks_for_rows_alone(registry: Registry, engine: Engine) -> None:
    lists = [page for module in registry.contributions for page in module.pages if isinstance(page, ListPage)]
    exported = [page for page in lists if page.exportable]
    assert exported
    for page in exported:
        first, others = documents_of(page)
        assert first.count("totalCount") == 1, page.name
        assert "totalCount" not in others, page.name
        for document in (first, others):  # raises where the schema would refuse one
            engine._prepare(document)


@pytest.mark.parametrize("path", ["/people/export?format=exe", "/access/export?format=csv"])
async def test_file_that_is_not_made_leaves_no_entry(
    reader: Reader, database: Database, registry: Registry, path: str
) -> None:
    await reader.open(path, 404)
    assert await entries(database, registry, reader.prison) == []


async def test_whoever_may_not_take_a_list_away_leaves_no_entry(
    browser: Browser, person: Person, prison: Prison, database: Database, registry: Registry
) -> None:
    await person.join(prison, Role.SMT_LEAD)
    await browser.sign_in()
    await Reader(browser, prison).open("/vetting/export?format=csv", 403)
    assert await entries(database, registry, prison) == []


@pytest_asyncio.fixture
async def plan_id(
    database: Database,
    database_urls: DatabaseUrls,
    registry: Registry,
    prison: Prison,
    files: FileStore,
    provider: HostileProvider,
) -> UUID:
    """An import, by another co-ordinator, of which one row has to be put right."""
    by = await new_account(database, provider.issuer, str(uuid7()))
    await by.join(prison, Role.COORDINATOR)
    asker = viewer(registry, prison, Role.COORDINATOR, account_id=by.account.id)
    return UUID((await Workshop(database, database_urls, registry, files, asker).plan())[1])


async def imported_with(
    database: Database, registry: Registry, prison: Prison, plan_id: UUID, importer: str
) -> None:
    async with database.write(viewer(registry, prison, Role.COORDINATOR)) as session:
        await session.execute(update(ImportPlan).where(ImportPlan.id == plan_id).values(importer=importer))


async def test_rows_to_put_right_leave_one_entry(
    reader: Reader, person: Person, plan_id: UUID, database: Database, registry: Registry
) -> None:
    answer = await reader.browser.get(reader.path(f"/imports/{plan_id}/rows-to-put-right"))
    assert answer.content.startswith(b"PK")
    assert await entries(database, registry, reader.prison) == [
        {
            "account_id": person.account.id,
            "list_name": "core.rows_to_put_right",
            "about": plan_id,
            "filters": [],
            "row_count": 1,
            "format": "xlsx",
        }
    ]


async def test_rows_of_one_import_name_the_import(
    reader: Reader, plan_id: UUID, database: Database, registry: Registry
) -> None:
    answer = await reader.browser.get(reader.path(f"/imports/{plan_id}/rows/export?format=ods"))
    assert answer.status_code == 200
    (entry,) = await entries(database, registry, reader.prison)
    assert (entry["about"], entry["format"]) == (plan_id, "ods")


async def test_rows_of_an_importer_that_is_gone_are_not_found(
    reader: Reader, plan_id: UUID, database: Database, registry: Registry
) -> None:
    await imported_with(database, registry, reader.prison, plan_id, GONE)
    page = await reader.open(f"/imports/{plan_id}/rows-to-put-right", 404)
    assert "The module that this list was imported with is not here any more." in page.words
    assert await entries(database, registry, reader.prison) == []


async def test_rows_of_a_module_that_is_switched_off_are_not_handed_out(
    reader: Reader, plan_id: UUID, database: Database, registry: Registry
) -> None:
    await imported_with(database, registry, reader.prison, plan_id, TRACKER_IMPORTER.name)
    async with database.write(NOBODY) as session:
        (await session.merge(reader.prison)).disabled_modules = ["vetting"]
    page = await reader.open(f"/imports/{plan_id}/rows-to-put-right", 404)
    assert "This import belongs to a module that is switched off here." in page.words
    assert await entries(database, registry, reader.prison) == []


@pytest.mark.parametrize("role", [Role.GOVERNOR, Role.COUNCIL_FACILITATOR, Role.AUDITOR])
async def test_whoever_may_not_import_does_not_learn_which_imports_there_are(
    browser: Browser, person: Person, prison: Prison, plan_id: UUID, role: Role
) -> None:
    await person.join(prison, role)
    await browser.sign_in()
    for one in (plan_id, person.account.id):
        await Reader(browser, prison).open(f"/imports/{one}/rows-to-put-right", 403)


async def test_operator_reads_the_entries_as_the_documentation_says(
    reader: Reader, database_urls: DatabaseUrls, people: list[str]
) -> None:
    await reader.browser.get(reader.path("/people/export?name=fennimore&format=ods"))
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sql\n(BEGIN;.*?)```", text, re.DOTALL)
    begin, enter, asked, _commit = re.split(
        r";\s*", block.replace("'EXI'", f"'{reader.prison.code}'").strip(), maxsplit=3
    )
    connection = await asyncpg.connect(database_urls.owner)
    try:
        await connection.execute(begin)
        await connection.execute(enter)
        (entry,) = await connection.fetch(asked)
    finally:
        await connection.close()
    assert people
    assert tuple(entry)[1:] == ("Ines Okafor", "core.people", ["name"], 130, "ods")


async def test_list_on_a_page_is_not_on_record(
    reader: Reader, people: list[str], database: Database, registry: Registry
) -> None:
    """As docs/security.md says: one record looked up is, and a file; a page of a list is not."""
    page = await reader.open("/people")
    assert any(people[0] in label for label in page.links)
    assert await entries(database, registry, reader.prison) == []
    async with database.read(viewer(registry, reader.prison, Role.COORDINATOR)) as session:
        assert (await session.scalars(select(ReadEntry))).all() == []
