"""From asking to downloading to deletion, over a real database, a real runner and real files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.accounts.models import Membership
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.audit.models import ReadEntry
from core.database.unit_of_work import Database
from core.errors import Conflict, DomainError, Forbidden, Invalid, ModuleDisabled, NotFound
from core.files import FileStore
from core.identifiers import PersonId, uuid7
from core.jobs.arguments import UnfitArgument
from core.jobs.models import JobRow
from core.jobs.runner import Outcome
from core.reports.formats import Format
from core.reports.models import ReportFile
from core.reports.queries import ReportState, report_with_state
from core.reports.services import open_download, request_report
from tests.core.reports.asking import EVERY_FORMAT, age, ask, download, expire, files_below, state_of
from tests.core.reports.conftest import COUNT, People, Worker


async def test_report_is_queued_built_and_downloaded(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    asked = await ask(report_database, asker)
    assert await state_of(report_database, asker, asked.id) is ReportState.QUEUED
    assert await worker.run(asker, asked.job_id) is Outcome.DONE
    assert await state_of(report_database, asker, asked.id) is ReportState.READY
    text = PdfReader(BytesIO(await download(report_database, asker, store, asked.id))).pages[0].extract_text()
    assert "1 job" in text
    assert "Produced by Morgan Vale" in text
    for format_ in EVERY_FORMAT[1:]:
        assert (await download(report_database, asker, store, asked.id, format_)).startswith(b"PK")


async def test_progress_and_result_are_told(report_database: Database, asker: Viewer, worker: Worker) -> None:
    asked = await ask(report_database, asker)
    await worker.run(asker, asked.job_id)
    async with report_database.read(asker) as session:
        job = (await session.execute(select(JobRow).where(JobRow.id == asked.job_id))).scalar_one()
    assert (job.done_steps, job.total_steps) == (4, 4)
    assert job.result == {"report_file_id": str(asked.id)}
    assert job.arguments == {"report_file_id": str(asked.id)}


async def test_who_downloaded_is_noted(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    asked = await ask(report_database, asker, Format.PDF)
    await worker.run(asker, asked.job_id)
    await download(report_database, asker, store, asked.id)
    async with report_database.read(asker) as session:
        noted = list(await session.execute(select(ReadEntry.account_id, ReadEntry.node, ReadEntry.row_id)))
    assert noted == [(asker.account_id, "ReportFile", asked.id)]


async def test_file_is_named_after_prison_report_and_day(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    asked = await ask(report_database, asker, Format.PDF)
    await worker.run(asker, asked.job_id)
    async with report_database.write(asker) as session:
        opened = await open_download(session, asker, store, asked.id, format_=Format.PDF)
    assert (opened.name, opened.media_type) == ("exi-test-count-2026-06-01.pdf", "application/pdf")


async def test_request_and_job_come_and_go_together(report_database: Database, asker: Viewer) -> None:
    async def fail_after_asking(session: AsyncSession) -> None:
        await request_report(session, asker, COUNT)
        raise Conflict("Something else went wrong.")

    with pytest.raises(Conflict):
        async with report_database.write(asker) as session:
            await fail_after_asking(session)
    async with report_database.read(asker) as session:
        assert (await session.execute(select(ReportFile.id))).all() == []
        assert (await session.execute(select(JobRow.id))).all() == []


async def test_only_the_formats_asked_for_are_made(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    asked = await ask(report_database, asker, Format.ODS)
    await worker.run(asker, asked.job_id)
    assert (await download(report_database, asker, store, asked.id, Format.ODS)).startswith(b"PK")
    with pytest.raises(NotFound, match="not asked for in that format"):
        await download(report_database, asker, store, asked.id, Format.PDF)


async def test_format_that_is_not_offered_is_refused(report_database: Database, asker: Viewer) -> None:
    with pytest.raises(Invalid, match="formats offered") as refused:
        await ask(report_database, asker, Format.CSV, Format.PDF)
    assert refused.value.field == "formats"


async def test_parameters_hold_no_words(report_database: Database, asker: Viewer) -> None:
    with pytest.raises(UnfitArgument):
        await ask(report_database, asker, name="Ewan Rees")


async def test_asking_needs_the_reports_own_right(report_database: Database, people: People) -> None:
    viewer = await people.with_role(await people.prison(), Role.PRISON_STAFF_READER)
    with pytest.raises(Forbidden, match="See the count"):
        await ask(report_database, viewer)


async def test_whoever_holds_the_right_in_the_prison_may_download(
    report_database: Database, people: People, worker: Worker, store: FileStore
) -> None:
    prison = await people.prison()
    asker = await people.with_role(prison, Role.COORDINATOR)
    asked = await ask(report_database, asker, Format.PDF)
    await worker.run(asker, asked.job_id)
    governor = await people.with_role(prison, Role.GOVERNOR)
    assert (await download(report_database, governor, store, asked.id)).startswith(b"%PDF-1.7")
    reader = await people.with_role(prison, Role.PRISON_STAFF_READER)
    with pytest.raises(Forbidden, match="your role does not see"):
        await download(report_database, reader, store, asked.id)


async def test_other_prison_finds_nothing(
    report_database: Database, asker: Viewer, people: People, worker: Worker, store: FileStore
) -> None:
    asked = await ask(report_database, asker, Format.PDF)
    await worker.run(asker, asked.job_id)
    stranger = await people.with_role(await people.prison(), Role.COORDINATOR)
    with pytest.raises(NotFound, match="no such report in this prison"):
        await download(report_database, stranger, store, asked.id)


async def test_partner_has_only_its_own_reports(
    report_database: Database, people: People, worker: Worker, store: FileStore
) -> None:
    prison = await people.prison()
    coordinator = await people.with_role(prison, Role.COORDINATOR)
    harbour = await people.with_role(prison, Role.PARTNER_ADMIN, partner="Harbour Lights")
    lantern = await people.with_role(prison, Role.PARTNER_ADMIN, partner="Lantern Choir")
    of_harbour = await ask(report_database, harbour, Format.PDF)
    of_prison = await ask(report_database, coordinator, Format.PDF)
    for viewer, asked in ((harbour, of_harbour), (coordinator, of_prison)):
        assert await worker.run(viewer, asked.job_id) is Outcome.DONE
    for reader in (harbour, coordinator):
        assert (await download(report_database, reader, store, of_harbour.id)).startswith(b"%PDF")
    for reader, asked in ((lantern, of_harbour), (lantern, of_prison), (harbour, of_prison)):
        with pytest.raises(NotFound):
            await download(report_database, reader, store, asked.id)


async def test_who_sees_only_their_own_rows_gets_no_report(report_database: Database, asker: Viewer) -> None:
    volunteer = replace(asker, person_id=PersonId(uuid7()))
    with pytest.raises(Forbidden, match="staff and partner organisations"):
        await ask(report_database, volunteer)


async def test_module_that_is_off_makes_no_report(report_database: Database, asker: Viewer) -> None:
    with pytest.raises(ModuleDisabled):
        await ask(report_database, replace(asker, disabled_modules=frozenset({"test"})))


async def test_module_switched_off_since_hands_out_nothing(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    asked = await ask(report_database, asker, Format.PDF)
    await worker.run(asker, asked.job_id)
    with pytest.raises(ModuleDisabled):
        await download(report_database, replace(asker, disabled_modules=frozenset({"test"})), store, asked.id)


async def test_right_lost_since_asking_builds_nothing(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    asked = await ask(report_database, asker, Format.PDF)
    async with report_database.write(asker) as session:
        await session.execute(
            update(Membership)
            .where(Membership.account_id == asker.account_id)
            .values(role=Role.PRISON_STAFF_READER)
        )
    assert await worker.run(asker, asked.job_id) is Outcome.REFUSED
    assert await state_of(report_database, asker, asked.id) is ReportState.FAILED
    with pytest.raises(Conflict, match="could not be made"):
        await download(report_database, asker, store, asked.id)


async def test_report_still_being_made_says_so(
    report_database: Database, asker: Viewer, store: FileStore
) -> None:
    asked = await ask(report_database, asker, Format.PDF)
    with pytest.raises(Conflict, match="still being made"):
        await download(report_database, asker, store, asked.id)


async def test_report_that_cannot_be_built_waits_for_another_attempt(
    report_database: Database, asker: Viewer, worker: Worker
) -> None:
    asked = await ask(report_database, asker, Format.PDF, broken=True)
    assert await worker.run(asker, asked.job_id) is Outcome.RETRIED
    assert await state_of(report_database, asker, asked.id) is ReportState.QUEUED


async def test_files_are_kept_for_seven_days_from_when_they_are_ready(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    asked = await ask(report_database, asker, Format.PDF)
    await worker.run(asker, asked.job_id)
    await age(report_database, asker, asked.id, timedelta(days=6, hours=23))
    assert (await download(report_database, asker, store, asked.id)).startswith(b"%PDF")
    await age(report_database, asker, asked.id, timedelta(hours=1))
    assert await state_of(report_database, asker, asked.id) is ReportState.EXPIRED
    with pytest.raises(Conflict, match="kept for 7 days"):
        await download(report_database, asker, store, asked.id)


async def test_expiry_deletes_the_files_and_leaves_the_others(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore, tmp_path: Path
) -> None:
    old = await ask(report_database, asker, Format.PDF, Format.XLSX)
    new = await ask(report_database, asker, Format.PDF)
    for asked in (old, new):
        await worker.run(asker, asked.job_id)
    await age(report_database, asker, old.id, timedelta(days=7))
    assert len(files_below(asker, old.id, tmp_path)) == 2
    assert await expire(report_database, asker, worker) is Outcome.DONE
    assert files_below(asker, old.id, tmp_path) == []
    assert (await download(report_database, asker, store, new.id)).startswith(b"%PDF")
    async with report_database.read(asker) as session:
        row = (await session.execute(select(ReportFile).where(ReportFile.id == old.id))).scalar_one()
    assert row.files == {}
    assert row.deleted_at is not None
    assert row.deleted_at <= clock.now()


async def test_expiry_forgets_what_was_deleted_long_ago(
    report_database: Database, asker: Viewer, worker: Worker
) -> None:
    asked = await ask(report_database, asker, Format.PDF)
    await age(report_database, asker, asked.id, timedelta(days=8))
    await expire(report_database, asker, worker)
    await age(report_database, asker, asked.id, timedelta(days=90))
    await expire(report_database, asker, worker)
    async with report_database.read(asker) as session:
        assert await report_with_state(session, asked.id) is None


async def test_file_lost_from_the_store_is_a_sentence(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    asked = await ask(report_database, asker, Format.PDF)
    await worker.run(asker, asked.job_id)
    assert asker.tenant_id is not None
    await store.of(asker.tenant_id).delete_folder("reports")
    with pytest.raises(DomainError, match="no longer kept"):
        await download(report_database, asker, store, asked.id)


async def test_report_outlives_the_job_that_made_it(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    asked = await ask(report_database, asker, Format.PDF)
    await worker.run(asker, asked.job_id)
    async with report_database.write(asker) as session:
        await session.execute(delete(JobRow).where(JobRow.id == asked.job_id))
    assert (await download(report_database, asker, store, asked.id)).startswith(b"%PDF")
