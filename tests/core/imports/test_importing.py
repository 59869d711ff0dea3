"""From an uploaded list to rows and back, over a real database, a real runner and real files."""

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
from core.errors import Conflict, DomainError, Forbidden, NotFound
from core.imports.actions import Action
from core.imports.choices import Choices, SheetChoice
from core.imports.errors import Fault, Unreadable
from core.imports.failed_rows import failed_rows
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
from core.jobs.enqueue import enqueue
from core.jobs.runner import Outcome
from core.partnership.imports import PARTNER_IMPORTER
from core.partnership.services import add_partner
from tests.core.imports.conftest import Desk
from tests.core.imports.workbooks import xlsx

HEAD = "Organisation,Charity no,Contact,Email,Funding,Notes\n"
TWO = (
    HEAD
    + "Harbour Lights,1912345,Robin Ashdown,robin@example.org,grant,ok\n"
    + "Lantern Table,,Kit Birch,,unfunded,\n"
).encode()
PARTNERS = "SELECT name, funding_basis, note FROM partner ORDER BY name"
CREATE, UPDATE, UNCHANGED, SKIP = Action.CREATE, Action.UPDATE, Action.UNCHANGED, Action.SKIP


def changed(old: str, new: str) -> bytes:
    assert old in TWO.decode()
    return TWO.decode().replace(old, new).encode()


async def state_of(desk: Desk, plan_id: UUID) -> PlanState:
    async with desk.database.read(desk.viewer) as session:
        return (await plan_with_state(session, plan_id))[2]


async def test_plan_writes_nothing_and_commit_writes_what_it_says(desk: Desk) -> None:
    plan_id = await desk.plan(TWO)
    assert await desk.actions(plan_id) == [CREATE, CREATE]
    assert await state_of(desk, plan_id) is PlanState.PLANNED
    assert await desk.query(PARTNERS) == []

    assert await desk.commit(plan_id) is Outcome.DONE
    assert await state_of(desk, plan_id) is PlanState.COMMITTED
    assert await desk.query(PARTNERS) == [
        ("Harbour Lights", "GRANT", "ok"),
        ("Lantern Table", "UNFUNDED", None),
    ]
    joined = (
        "SELECT o.identifier, c.name, c.email, c.purposes FROM partner p JOIN organisation o"
        " ON o.id = p.organisation_id JOIN partner_contact c ON c.partner_id = p.id"
    )
    assert await desk.query(joined) == [("GB-CHC-1912345", "Robin Ashdown", "robin@example.org", ["LEAD"])]


async def test_same_list_a_second_time_changes_nothing(desk: Desk) -> None:
    await desk.bring_in(TWO)
    before = await desk.query("SELECT count(*) FROM audit_entry WHERE table_name LIKE 'partner%'")
    second = await desk.plan(TWO)
    assert await desk.actions(second) == [UNCHANGED, UNCHANGED]
    assert await desk.planned_changes(second) == 0
    assert await desk.commit(second) is Outcome.DONE
    assert await desk.query("SELECT count(*) FROM audit_entry WHERE table_name LIKE 'partner%'") == before


async def test_change_in_the_list_is_shown_old_and_new(desk: Desk) -> None:
    await desk.bring_in(TWO)
    plan_id = await desk.plan(changed("unfunded,", "contract,new"))
    rows = await desk.rows(plan_id)
    assert [row.action for row in rows] == [UNCHANGED, UPDATE]
    assert rows[1].differences == [
        {"label": "Funding", "old": "Unfunded", "new": "Contract"},
        {"label": "Notes", "old": "(blank)", "new": "new"},
    ]
    assert await desk.commit(plan_id) is Outcome.DONE
    assert (await desk.query(PARTNERS))[1] == ("Lantern Table", "CONTRACT", "new")


async def test_cell_emptied_in_the_list_is_emptied_here_only_if_it_came_from_there(desk: Desk) -> None:
    await desk.bring_in(TWO)
    await desk.change("UPDATE partner SET note = 'typed here' WHERE name = 'Lantern Table'")
    plan_id = await desk.plan(changed(",grant,ok", ",grant,"))
    assert await desk.actions(plan_id) == [UPDATE, UNCHANGED]
    assert await desk.commit(plan_id) is Outcome.DONE
    assert [row[2] for row in await desk.query(PARTNERS)] == [None, "typed here"]


async def test_what_was_changed_here_since_is_kept_and_said(desk: Desk) -> None:
    await desk.bring_in(TWO)
    await desk.change("UPDATE partner SET note = 'typed here' WHERE name = 'Harbour Lights'")
    plan_id = await desk.plan(changed(",grant,ok", ",contract,from the list"))
    first = (await desk.rows(plan_id))[0]
    assert first.action is UPDATE
    assert [problem["kind"] for problem in first.problems] == ["changed_here"]
    assert await desk.commit(plan_id) is Outcome.DONE
    assert (await desk.query(PARTNERS))[0] == ("Harbour Lights", "CONTRACT", "typed here")


async def test_partner_known_by_name_is_filled_in_and_never_blanked(desk: Desk) -> None:
    async with desk.database.write(desk.viewer) as session:
        partner = await add_partner(session, desk.viewer, name="The Harbour Lights Ltd")
        partner.note = "typed here"
    plan_id = await desk.plan((HEAD + "Harbour lights,,,,grant,\n").encode())
    assert await desk.actions(plan_id) == [UPDATE]
    assert await desk.commit(plan_id) is Outcome.DONE
    assert await desk.query(PARTNERS) == [("Harbour lights", "GRANT", "typed here")]


async def test_rows_that_cannot_be_read_are_left_out_and_the_rest_comes_in(desk: Desk) -> None:
    plan_id = await desk.plan(TWO + b",1999999,Jo Carr,,grant,x\nHarbour Lights,,,,contract,\n")
    assert await desk.actions(plan_id) == [CREATE, CREATE, SKIP, Action.MERGE]
    rows = await desk.rows(plan_id)
    assert rows[2].label == ""
    assert rows[3].merged_into == 2
    assert await desk.commit(plan_id) is Outcome.DONE
    assert await desk.query(PARTNERS) == [
        ("Harbour Lights", "CONTRACT", "ok"),
        ("Lantern Table", "UNFUNDED", None),
    ]


async def test_plan_is_refused_when_a_row_it_changes_was_changed_since(desk: Desk) -> None:
    await desk.bring_in(TWO)
    plan_id = await desk.plan(changed("unfunded,", "contract,"))
    await desk.change("UPDATE partner SET funding_basis = 'GRANT' WHERE name = 'Lantern Table'")
    assert await desk.commit(plan_id) is Outcome.REFUSED
    assert "check the file again" in await desk.refusal(plan_id)
    assert (await desk.query(PARTNERS))[1][1] == "GRANT"
    assert await state_of(desk, plan_id) is PlanState.PLANNED


async def test_plan_is_refused_when_somebody_added_the_same_since(desk: Desk) -> None:
    plan_id = await desk.plan(TWO)
    async with desk.database.write(desk.viewer) as session:
        await add_partner(session, desk.viewer, name="HARBOUR LIGHTS")
    assert await desk.commit(plan_id) is Outcome.REFUSED
    assert [row[0] for row in await desk.query(PARTNERS)] == ["HARBOUR LIGHTS"]


async def test_plan_is_refused_when_the_same_list_was_brought_in_since(desk: Desk) -> None:
    first, second = await desk.plan(TWO), await desk.plan(TWO)
    assert await desk.commit(first) is Outcome.DONE
    assert await desk.commit(second) is Outcome.REFUSED
    assert len(await desk.query(PARTNERS)) == 2


async def test_plan_is_carried_out_once(desk: Desk) -> None:
    plan_id = await desk.bring_in(TWO)
    with pytest.raises(Conflict):
        await desk.commit(plan_id)


async def test_import_is_undone_whole(desk: Desk) -> None:
    await desk.bring_in(TWO)
    plan_id = await desk.bring_in(changed("unfunded,", "contract,new") + b"Third,,Jo Carr,,,\n")
    assert len(await desk.query(PARTNERS)) == 3
    assert await desk.undo(plan_id) is Outcome.DONE
    assert await state_of(desk, plan_id) is PlanState.UNDONE
    assert await desk.query(PARTNERS) == [
        ("Harbour Lights", "GRANT", "ok"),
        ("Lantern Table", "UNFUNDED", None),
    ]
    assert await desk.query("SELECT count(*) FROM partner_contact WHERE name = 'Jo Carr'") == [(0,)]
    again = await desk.plan(TWO)
    assert await desk.actions(again) == [UNCHANGED, UNCHANGED]
    with pytest.raises(Conflict, match="undone already"):
        await desk.undo(plan_id)


ADD_PERSON = (
    "INSERT INTO person (id, partner_id, first_name, surname, name_key, status)"
    " SELECT uuidv7(), id, 'Jo', 'Carr', 'jocarr', 'CURRENT' FROM partner WHERE name = 'Lantern Table'"
)


@pytest.mark.parametrize(
    "touch",
    [
        "UPDATE partner SET note = 'worked with' WHERE name = 'Lantern Table'",
        "DELETE FROM partner_contact WHERE name = 'Kit Birch'",
        ADD_PERSON,
    ],
)
async def test_import_that_was_worked_with_is_not_undone(desk: Desk, touch: str) -> None:
    plan_id = await desk.bring_in(TWO)
    await desk.change(touch)
    assert await desk.undo(plan_id) is Outcome.REFUSED
    assert "can no longer be undone" in await desk.refusal(plan_id)
    assert len(await desk.query(PARTNERS)) == 2
    assert await state_of(desk, plan_id) is PlanState.COMMITTED


async def test_import_on_which_a_later_one_builds_is_not_undone(desk: Desk) -> None:
    plan_id = await desk.bring_in(TWO)
    await desk.bring_in(changed("unfunded,", "contract,"))
    assert await desk.undo(plan_id) is Outcome.REFUSED


async def test_import_is_not_undone_after_a_week(desk: Desk) -> None:
    plan_id = await desk.bring_in(TWO)
    async with desk.database.write(desk.viewer) as session:
        past = update(ImportPlan).where(ImportPlan.id == plan_id)
        await session.execute(past.values(undo_until=clock.now() - timedelta(seconds=1)))
    with pytest.raises(Conflict, match="for 7 days"):
        await desk.undo(plan_id)


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
            await request_plan(session, desk.viewer, desk.store, PARTNER_IMPORTER, file.id)


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
        plan = await request_plan(session, desk.viewer, desk.store, PARTNER_IMPORTER, file.id)
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
