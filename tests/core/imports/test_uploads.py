"""What becomes of an uploaded file: described, refused, handed back in part, forgotten."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import openpyxl
import pytest
from sqlalchemy import select, update

from core import clock
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.database.unit_of_work import Database
from core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from core.imports.choices import Choices, SheetChoice
from core.imports.errors import Fault, Unreadable
from core.imports.failed_rows import failed_rows
from core.imports.graphql import read_choices
from core.imports.jobs import FORGET_FILE, FORGET_IMPORTS
from core.imports.models import ImportFile, ImportPlan
from core.imports.queries import PlanState, plan_with_state
from core.imports.services import (
    describe_upload,
    discard_plan,
    receive_upload,
    request_commit,
    request_plan,
    request_undo,
)
from core.imports.storing import remember_meanings
from core.imports.uploads import keep_content
from core.jobs.enqueue import enqueue
from core.jobs.runner import Outcome
from core.partnership.imports import PARTNER_IMPORTER
from core.translation import speaking
from tests.core.imports.conftest import Desk
from tests.core.imports.lists import SKIP, TWO, state_of
from tests.core.imports.workbooks import xlsx


async def test_uploaded_file_is_gone_once_the_import_is_carried_out(desk: Desk) -> None:
    plan_id = await desk.plan(TWO)
    files = desk.store.of(desk.viewer.tenant_id or UUID(int=0))
    assert len(await files.folders("imports", older_than=clock.now() + timedelta(hours=1))) == 1
    await desk.commit(plan_id)
    assert await files.folders("imports", older_than=clock.now() + timedelta(hours=1)) == []
    assert await desk.query("SELECT count(*) FROM import_file WHERE deleted_at IS NULL") == [(0,)]


async def test_discarded_import_leaves_no_rows_and_no_file(desk: Desk) -> None:
    plan_id = await desk.plan(TWO)
    async with desk.database.write(desk.viewer) as session:
        await discard_plan(session, desk.viewer, desk.store, PARTNER_IMPORTER, plan_id)
    assert await state_of(desk, plan_id) is PlanState.DISCARDED
    assert await desk.rows(plan_id) == []
    files = desk.store.of(desk.viewer.tenant_id or UUID(int=0))
    assert await files.folders("imports", older_than=clock.now() + timedelta(hours=1)) == []
    with pytest.raises(Conflict):
        await desk.commit(plan_id)


async def test_uploaded_file_is_forgotten_after_a_day(desk: Desk) -> None:
    file = await desk.upload(PARTNER_IMPORTER, TWO)
    waiting = "SELECT j.kind FROM job j WHERE j.kind = 'core.forget_import_file'"
    assert len(await desk.query(waiting)) == 1
    async with desk.database.write(desk.viewer) as session:
        job_id = await enqueue(session, FORGET_FILE, desk.viewer, file_id=file.id)
    assert await desk.work(job_id) is Outcome.DONE
    async with desk.database.write(desk.viewer) as session:
        with pytest.raises(NotFound, match="no longer kept"):
            await request_plan(session, desk.viewer, PARTNER_IMPORTER, file.id)


async def test_nightly_clearing_forgets_rows_past_their_time(desk: Desk) -> None:
    old, fresh = await desk.bring_in(TWO), await desk.plan(TWO)
    async with desk.database.write(desk.viewer) as session:
        past = update(ImportPlan).where(ImportPlan.id == old)
        await session.execute(past.values(undo_until=clock.now() - timedelta(seconds=1)))
        job_id = await enqueue(session, FORGET_IMPORTS, desk.viewer)
    assert await desk.work(job_id) is Outcome.DONE
    assert await desk.rows(old) == []
    assert len(await desk.rows(fresh)) == 2
    assert (await desk.plan_row(old)).counts["list.csv"] is not None


async def test_upload_that_cannot_be_read_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(Unreadable) as caught:
        await desk.upload(PARTNER_IMPORTER, b"\x89PNG\r\n\x1a\n....", "partners.xlsx")
    assert caught.value.fault is Fault.WRONG_TYPE
    assert await desk.query("SELECT count(*) FROM import_file") == [(0,)]


async def test_file_without_headings_is_refused_by_the_job_with_a_sentence(desk: Desk) -> None:
    plan_id = await desk.plan(b"Wing,Cell\nA,1\n")
    assert await state_of(desk, plan_id) is PlanState.FAILED
    assert "No row of headings was found with at least: Organisation" in await desk.refusal(plan_id)


async def test_file_is_described_before_it_is_planned(desk: Desk) -> None:
    rows = [["Partners 2026"], ["Organisation", "Disclosed?", "Colour", "Phone"], ["Lights", "N", "x", "y"]]
    file = await desk.upload(PARTNER_IMPORTER, xlsx(rows), "C:\\Users\\kit\\partners.xlsx")
    assert file.name == "partners.xlsx"
    async with desk.database.read(desk.viewer) as session:
        sheets = await describe_upload(session, desk.viewer, desk.store, PARTNER_IMPORTER, file.id)
    (sheet,) = sheets
    assert (sheet.name, sheet.header_row, sheet.records, sheet.layout) == ("List", 2, 1, "partners")
    assert [(column.heading, column.field, column.is_withheld) for column in sheet.columns] == [
        ("Organisation", "organisation", False),
        ("Disclosed?", None, True),
        ("Colour", None, False),
        ("Phone", "phone", False),
    ]
    assert ("organisation", "Organisation") in sheet.fields


async def test_reading_is_worked_out_once_until_something_it_depends_on_changes(desk: Desk) -> None:
    rows = [["Organisation", "Funding", "Ring on"], ["Lights", "Grant", "01632 960100"]]
    file = await desk.upload(PARTNER_IMPORTER, xlsx(rows), "partners.xlsx")

    async def described() -> list[str | None]:
        async with desk.database.read(desk.viewer) as session:
            (sheet,) = await describe_upload(session, desk.viewer, desk.store, PARTNER_IMPORTER, file.id)
        return [column.field for column in sheet.columns]

    assert await described() == ["organisation", "funding", None]
    # Without the file itself, only what was kept beside it can answer.
    await keep_content(desk.store.of(file.tenant_id), file.id, b"")
    assert await described() == ["organisation", "funding", None]

    await keep_content(desk.store.of(file.tenant_id), file.id, xlsx(rows))
    async with desk.database.write(desk.viewer) as session:
        await remember_meanings(session, [{"layout": "partners", "heading": "ring on", "field": "phone"}])
    assert await described() == ["organisation", "funding", "phone"]
    await keep_content(desk.store.of(file.tenant_id), file.id, b"")
    with speaking("cy"), pytest.raises(Unreadable):
        await described()


async def test_chosen_columns_are_used_and_remembered(desk: Desk) -> None:
    content = b"Organisation,Blurb,Disclosed?,Notes\nHarbour Lights,from the blurb,N,left out\n"
    choices = Choices({"list.csv": SheetChoice(columns={"1": "notes", "2": "notes", "3": ""})})
    plan_id = await desk.plan(content, choices=choices)
    assert await desk.commit(plan_id) is Outcome.DONE
    assert await desk.query("SELECT note FROM partner") == [("from the blurb",)]
    remembered = "SELECT heading, field FROM import_mapping ORDER BY heading"
    assert await desk.query(remembered) == [("blurb", "notes"), ("notes", "")]

    again = await desk.plan(content.replace(b"from the blurb", b"remembered"))
    assert await desk.commit(again) is Outcome.DONE
    assert await desk.query("SELECT note FROM partner") == [("remembered",)]


SECRETS = ("zebra-secret", "A1234BC", "epilepsy")


async def test_what_must_not_come_in_is_nowhere_afterwards(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    content = (
        b"Organisation,Disclosed?,Reason for refusal,Notes\n"
        b"Harbour Lights,zebra-secret,zebra-secret,rings for A1234BC\n"
        b"Lantern Table,zebra-secret,,epilepsy\n"
        b",zebra-secret,zebra-secret,A1234BC\n"
    )
    plan_id = await desk.bring_in(content)
    tables = [
        str(row[0]) for row in await desk.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    ]
    readable = [name for name in tables if not name.startswith("alembic") and name != "global_audit_entry"]
    assert {"import_row", "job", "partner", "audit_entry"} <= set(readable)
    for table in readable:
        for secret in SECRETS:
            found = await desk.query(
                f"SELECT count(*) FROM {table} AS t WHERE to_jsonb(t)::text LIKE '%{secret}%'"  # noqa: S608 -- ours
            )
            assert (table, secret, found) == (table, secret, [(0,)])
    assert not any(secret in caplog.text for secret in SECRETS)
    notices = (await desk.plan_row(plan_id)).notices
    assert sum("was not read" in notice for notice in notices) == 2


async def test_failed_rows_come_back_as_a_harmless_workbook(desk: Desk) -> None:
    content = xlsx(
        [
            ["Organisation", "Disclosed?", "Contact", "Notes"],
            ["Harbour Lights", "N", "Robin", "x"],
            [None, "zebra-secret", "Kit Birch", "-2+3 beds"],
        ]
    )
    file = await desk.upload(PARTNER_IMPORTER, content, "partners.xlsx")
    async with desk.database.write(desk.viewer) as session:
        plan = await request_plan(session, desk.viewer, PARTNER_IMPORTER, file.id)
    await desk.work(plan.job_id)
    async with desk.database.read(desk.viewer) as session:
        failed = await failed_rows(session, desk.viewer, PARTNER_IMPORTER, plan.id)
    assert failed.name == "partners - rows to put right.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(failed.content))["List"]
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == [
        "Organisation",
        "Contact",
        "Notes",
        "Row in your file",
        "What is wrong",
    ]
    assert [cell.value for cell in rows[1]] == [
        None,
        "Kit Birch",
        "-2+3 beds",
        3,
        "Organisation: The row does not say which organisation it is about.",
    ]
    assert rows[1][2].data_type == "s"
    again = await desk.plan(failed.content, name="partners - rows to put right.xlsx")
    assert await desk.actions(again) == [SKIP]


async def test_list_without_failed_rows_has_no_such_file(desk: Desk) -> None:
    plan_id = await desk.plan(TWO)
    async with desk.database.read(desk.viewer) as session:
        with pytest.raises(NotFound, match="could be read"):
            await failed_rows(session, desk.viewer, PARTNER_IMPORTER, plan_id)


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.COORDINATOR, Role.COORDINATOR_DEPUTY}]
)
async def test_only_coordinators_import(desk: Desk, as_role: Callable[[Role], Viewer], role: Role) -> None:
    plan_id = await desk.plan(TWO)
    other = as_role(role)
    async with desk.database.write(other) as session:
        with pytest.raises(Forbidden):
            await receive_upload(session, other, desk.store, PARTNER_IMPORTER, name="x.csv", content=TWO)
        with pytest.raises(Forbidden):
            await request_commit(session, other, PARTNER_IMPORTER, plan_id)
        with pytest.raises(Forbidden):
            await request_undo(session, other, PARTNER_IMPORTER, plan_id)
        with pytest.raises(Forbidden):
            await failed_rows(session, other, PARTNER_IMPORTER, plan_id)


async def test_another_prison_has_nothing_to_do_with_it(
    desk: Desk, database: Database, other_coordinator: Viewer
) -> None:
    plan_id = await desk.plan(TWO)
    async with database.read(other_coordinator) as session:
        with pytest.raises(NotFound):
            await plan_with_state(session, plan_id)
        assert (await session.scalars(select(ImportFile))).all() == []
    async with database.write(other_coordinator) as session:
        with pytest.raises(DomainError):
            await request_commit(session, other_coordinator, PARTNER_IMPORTER, plan_id)


async def test_who_imported_what_is_in_the_trail(desk: Desk) -> None:
    await desk.bring_in(TWO)
    trail = "SELECT account_id FROM audit_entry WHERE table_name = 'import_plan' AND after ? 'committed_at'"
    assert (desk.viewer.account_id,) in await desk.query(trail)
    partners = "SELECT count(*) FROM audit_entry WHERE table_name = 'partner' AND operation = 'INSERT'"
    assert await desk.query(partners) == [(2,)]


@pytest.mark.parametrize("columns", [{"first": "notes"}, {"1": 2}, {"-1": "notes"}])
def test_choices_that_name_no_column_are_refused_at_once(columns: dict[str, object]) -> None:
    with pytest.raises(Invalid, match="sheets → columns"):
        read_choices({"sheets": {"List": {"columns": columns}}})
