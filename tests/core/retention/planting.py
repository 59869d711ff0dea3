"""Leaves a person's traces wherever a life in Gatehouse can leave them, each with a marker to look for."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, Enum, delete, insert, text, update
from sqlalchemy.dialects.postgresql import JSON, JSONB

from core.accounts.models import Account, Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.audit.reads import record_reads
from core.database.unit_of_work import Database
from core.files import FileStore
from core.identifiers import uuid7
from core.imports.models import ImportBatch, ImportFile, ImportMatch, ImportPlan, ImportRow
from core.jobs.models import JobRow, JobState
from core.partnership.models import Person
from core.reports.models import ReportFile
from core.testkit import NOBODY
from tests.isolation import allowed
from tests.isolation.catalogue import Catalogue
from tests.isolation.rows import MOMENT, plan_row, put
from tests.isolation.tables import TABLES, TENANT_TABLES

APART = frozenset({"retention_hold"})
"""Planted by itself: what is on hold does not go."""
OWN_TABLES = [
    name for name in TENANT_TABLES if "person_id" in TABLES[name].columns and name not in {*APART, "person"}
]
"""Every table of every module with rows of one person: a new one is planted in without a word here."""


@dataclass
class Life:
    """One person's traces: their ids and the markers."""

    person_id: UUID
    ids: set[UUID] = field(default_factory=set)
    markers: list[str] = field(default_factory=list)

    def mark(self) -> str:
        marker = f"mark{uuid7().hex}"
        self.markers.append(marker)
        return marker

    @property
    def traces(self) -> list[str]:
        return [*self.markers, str(self.person_id), *(str(one) for one in self.ids)]


@dataclass(frozen=True)
class Garden:
    """Where lives are planted."""

    database: Database
    owner: Database
    """Puts rows that only the database itself writes, such as the looks through a passport."""
    catalogue: Catalogue
    store: FileStore

    def may(self, name: str, right: str) -> bool:
        return right in self.catalogue.table(name).rights("gatehouse_app")


async def plant(garden: Garden, by: Viewer, chance: random.Random, *, left_on: date | None) -> Life:
    """Let somebody have been here, with rows in every table that can hold one of a person's."""
    life = Life(uuid7())
    database = garden.database
    await _person(database, by, life, left_on)
    for name in OWN_TABLES:
        for _ in range(chance.randint(1, 3)):
            await _row(garden, by, life, name, chance)
    await _imports(database, by, life)
    await _work(database, by, life, garden.store)
    await _account(database, by, life)
    return life


async def _person(database: Database, by: Viewer, life: Life, left_on: date | None) -> None:
    values: dict[str, Any] = {
        name: life.mark() for name in ("first_name", "surname", "name_key", "team", "email", "note")
    }
    async with database.write(by) as session:
        session.add(
            Person(id=life.person_id, status="LEFT" if left_on else "CURRENT", left_on=left_on, **values)
        )
    async with database.write(by) as session:
        await session.execute(update(Person).where(Person.id == life.person_id).values(note=life.mark()))
        await record_reads(await session.connection(), by, [("Person", life.person_id)])


async def _row(garden: Garden, by: Viewer, life: Life, name: str, chance: random.Random) -> None:
    """Add a row of the person, change it, and now and then delete it long before the person goes."""
    plan = plan_row(TABLES[name], {"person": {"id": life.person_id}})
    for column in free_columns(garden.catalogue, name):
        if column.name in plan.values:
            said = life.mark()
            plan.values[column.name] = said if column.type.python_type is str else {"said": said}
    database = garden.database
    async with (database if garden.may(name, "INSERT") else garden.owner).write(by) as session:
        assert by.tenant_id is not None
        await put(session, plan, by.tenant_id, garden.catalogue)
    async with database.write(by) as session:
        if name not in allowed.UNAUDITED:  # of the others nothing but the row itself knows the id
            life.ids.add(plan.id)
            await record_reads(await session.connection(), by, [(name, plan.id)])
    if garden.may(name, "UPDATE"):
        async with database.write(by) as session:
            same = plan.table.c.id == plan.id
            await session.execute(update(plan.table).where(same).values(created_at=MOMENT))
    if garden.may(name, "DELETE") and chance.random() < 0.3:
        async with database.write(by) as session:
            await session.execute(delete(plan.table).where(plan.table.c.id == plan.id))


def free_columns(catalogue: Catalogue, name: str) -> list[Column[Any]]:
    """Return the columns that take any words: of no check, no key, no list of codes."""
    checked = {column for check in catalogue.table(name).checks for column in check.columns}
    return [
        column
        for column in TABLES[name].columns
        if column.name not in checked
        and not column.foreign_keys
        and not isinstance(column.type, Enum | ARRAY)
        and (isinstance(column.type, JSON | JSONB) or column.type.python_type is str)
    ]


async def _imports(database: Database, by: Viewer, life: Life) -> None:
    """Leave what an import leaves that can still be taken back."""
    file_id, plan_id = uuid7(), uuid7()
    async with database.write(by) as session:
        await session.execute(
            insert(ImportFile).values(
                id=file_id,
                importer="vetting",
                name="list.ods",
                size=1,
                uploaded_by=by.account_id,
                expires_at=MOMENT,
            )
        )
        await session.execute(
            insert(ImportPlan).values(
                id=plan_id,
                file_id=file_id,
                importer="vetting",
                as_at=date(2026, 3, 2),
                choices={},
                requested_by=by.account_id,
                counts={},
                notices=[],
            )
        )
        await session.execute(
            insert(ImportRow).values(
                id=uuid7(),
                plan_id=plan_id,
                position=1,
                sheet="People",
                row_number=2,
                action="CREATE",
                label=life.mark(),
                problems=[],
                differences=[{"to": life.mark()}],
                source=[{"Name": life.mark()}],
            )
        )
        change = {"i": str(life.person_id), "v": {"surname": life.mark()}, "b": None}
        await session.execute(
            insert(ImportBatch).values(
                id=uuid7(), plan_id=plan_id, table_name="person", operation="insert", changes=[change]
            )
        )
        await session.execute(
            insert(ImportMatch).values(
                id=uuid7(),
                importer="vetting",
                key=life.mark(),
                ids={"person": str(life.person_id)},
                seen={"surname": life.mark()},
            )
        )


async def _work(database: Database, by: Viewer, life: Life, store: FileStore) -> None:
    """Leave jobs about the person, and a report with their name in the files."""
    report_id = uuid7()
    path = f"reports/{report_id}/1/list.csv"
    assert by.tenant_id is not None
    await store.of(by.tenant_id).put(path, f"{life.mark()},{life.person_id}\n".encode())
    async with database.write(by) as session:
        for state in (JobState.DONE, JobState.FAILED, JobState.QUEUED):
            session.add(
                JobRow(
                    kind="core.forget_jobs",
                    arguments={"person_id": str(life.person_id)},
                    state=state,
                    requested_by=by.account_id,
                    result={"said": life.mark()},
                    dedupe_key=f"{state}:{life.person_id}",
                )
            )
        session.add(
            ReportFile(
                id=report_id,
                kind="core.person_record",
                title="What is held",
                permission="core.person.export",
                formats=["csv"],
                parameters={"person_id": str(life.person_id)},
                requested_by=by.account_id,
                files={"csv": {"name": "list.csv", "path": path, "size": 1}},
                ready_at=MOMENT,
                expires_at=MOMENT.replace(year=2030),
            )
        )


async def _account(database: Database, by: Viewer, life: Life) -> None:
    """Let the person have signed in."""
    assert by.tenant_id is not None
    async with database.write(by) as session:
        partner_id = await session.scalar(
            text(
                "INSERT INTO partner (id, name, name_key, status, on_mailing_list)"
                " VALUES (uuidv7(), :name, :name, 'ACTIVE', false) RETURNING id"
            ),
            {"name": f"Harbour {uuid7().hex}"},
        )
    async with database.write(NOBODY) as session:
        account = Account(
            issuer="https://people.example", subject=life.mark(), name=life.mark(), email=life.mark()
        )
        session.add(account)
        await session.flush()
        session.add(
            Membership(
                account_id=account.id,
                prison_id=by.tenant_id,
                role=Role.VOLUNTEER_SELF,
                partner_id=partner_id,
                person_id=life.person_id,
                name=life.mark(),
                email=life.mark(),
            )
        )
