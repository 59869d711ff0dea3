"""A report, its names and its failures, in the language of whoever asked."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import func, select, update

from core.accounts.models import Account
from core.accounts.roles import Role
from core.accounts.viewer import Viewer
from core.catalogues import start_languages
from core.database.unit_of_work import Database
from core.files import FileStore
from core.jobs.models import JobRow, QueuedJob
from core.jobs.runner import Outcome
from core.prisons.models import Prison
from core.reports.formats import Format
from core.reports.queries import prison_name
from core.translation import current_language, speaking, use_language
from tests.core.reports.asking import ask, download
from tests.core.reports.conftest import People, Worker


async def test_prison_is_named_as_people_call_it_in_the_language_asked_for(
    report_database: Database, people: People
) -> None:
    prison = await people.prison()
    viewer = await people.with_role(prison, Role.COORDINATOR)
    async with report_database.write(viewer) as session:
        await session.execute(
            update(Prison)
            .where(Prison.id == prison.id)
            .values(name="Berwyn (HMP)", name_cy="Carchar y Berwyn")
        )
    async with report_database.read(viewer) as session:
        assert await prison_name(session, viewer) == "HMP Berwyn"
        use_language("cy")
        try:
            assert await prison_name(session, viewer) == "Carchar y Berwyn"
        finally:
            use_language("en")


async def test_report_is_in_the_language_of_whoever_asked(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    start_languages([])
    with speaking("cy"):
        welsh = await ask(report_database, asker)
    english = await ask(report_database, asker)
    for asked in (welsh, english):
        assert await worker.run(asker, asked.job_id) is Outcome.DONE
    said = {}
    for name, asked in (("cy", welsh), ("en", english)):
        file = PdfReader(BytesIO(await download(report_database, asker, store, asked.id)))
        said[name] = (str(file.root_object["/Lang"]), file.pages[0].extract_text())
    assert [said["cy"][0], said["en"][0]] == ["cy-GB", "en-GB"]
    assert "Lluniwyd gan Morgan Vale" in said["cy"][1]
    assert "Tudalen 1 o " in said["cy"][1]
    assert "Produced by Morgan Vale" in said["en"][1]
    workbook = load_workbook(BytesIO(await download(report_database, asker, store, welsh.id, Format.XLSX)))
    assert workbook.sheetnames[0] == "Clawr"


async def test_report_is_in_the_language_asked_in_whatever_the_account_prefers(
    report_database: Database, asker: Viewer, worker: Worker, store: FileStore
) -> None:
    async with report_database.write(asker) as session:
        await session.execute(update(Account).where(Account.id == asker.account_id).values(language="cy"))
    asked = await ask(report_database, asker, Format.PDF)
    assert await worker.run(asker, asked.job_id) is Outcome.DONE
    file = PdfReader(BytesIO(await download(report_database, asker, store, asked.id)))
    assert str(file.root_object["/Lang"]) == "en-GB"


async def test_sentence_about_a_job_that_failed_is_in_the_language_of_whoever_asked(
    report_database: Database, asker: Viewer, worker: Worker
) -> None:
    start_languages([])
    with speaking("cy"):
        asked = await ask(report_database, asker, broken=True)
    for _attempt in range(3):
        await worker.run(asker, asked.job_id)
        async with report_database.write(asker) as session:
            await session.execute(
                update(QueuedJob).where(QueuedJob.job_id == asked.job_id).values(available_at=func.now())
            )
    async with report_database.read(asker) as session:
        message = await session.scalar(select(JobRow.error_message).where(JobRow.id == asked.job_id))
    assert message is not None
    assert message.startswith("Aeth rhywbeth o'i le ac ni ellid gwneud hyn.")
    assert current_language() == "en"
