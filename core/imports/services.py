"""Importing a file, step by step: receive it, say how it is read, plan, carry out, undo or discard."""

from __future__ import annotations

from asyncio import to_thread
from contextlib import suppress
from datetime import date
from pathlib import PurePosixPath
from uuid import UUID

import msgspec
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.accounts.viewer import Viewer
from core.errors import Conflict, ModuleDisabled, NotFound
from core.files import FileStore
from core.garbage import without_collection
from core.identifiers import uuid7
from core.imports.choices import Choices
from core.imports.errors import Unreadable
from core.imports.importer import Importer, Remembered
from core.imports.jobs import FORGET_FILE, import_jobs
from core.imports.models import ImportBatch, ImportFile, ImportPlan, ImportRow
from core.imports.opening import open_workbook
from core.imports.preparation import SheetDescription, describe_workbook
from core.imports.queries import PlanState, plan_with_state, read_mappings
from core.imports.readings import KeptReading, dependencies, keep_reading, kept_reading
from core.imports.undoing import refuse_late_undo
from core.imports.uploads import KEPT_FOR, folder_of, keep_content, read_content
from core.jobs.enqueue import enqueue
from core.plugins.activation import enabled
from core.texts import tidy
from core.translation import translate

LONGEST_NAME = 120
NO_CHOICES = Choices()


def check_import(viewer: Viewer, importer: Importer) -> UUID:
    """Raise Forbidden or ModuleDisabled where the viewer may not import this; return the prison's id."""
    importer.require(viewer)
    if not enabled(viewer, importer.module) or viewer.tenant_id is None:
        raise ModuleDisabled(translate("This import belongs to a module that is switched off here."))
    return viewer.tenant_id


async def receive_upload(
    session: AsyncSession,
    viewer: Viewer,
    store: FileStore,
    importer: Importer,
    *,
    name: str,
    content: bytes,
) -> ImportFile:
    """Keep an uploaded file for a day; Unreadable, and nothing kept, when it is no list that can be read."""
    tenant_id = check_import(viewer, importer)
    shown = tidy(PurePosixPath(name.replace("\\", "/")).name)[-LONGEST_NAME:] or translate("list")
    remembered = await read_mappings(session, importer.layout_names())
    sheets = await to_thread(_read_all, importer, shown, content, remembered)
    file = ImportFile(
        id=uuid7(),
        importer=importer.name,
        name=shown,
        size=len(content),
        uploaded_by=viewer.account_id,
        expires_at=clock.now() + KEPT_FOR,
    )
    session.add(file)
    await session.flush()
    files = store.of(tenant_id)
    await keep_content(files, file.id, content)
    if sheets:
        await keep_reading(files, file.id, KeptReading(dependencies(importer, remembered), sheets))
    await enqueue(session, FORGET_FILE, viewer, delay=KEPT_FOR, file_id=file.id)
    return file


def _read_all(
    importer: Importer, name: str, content: bytes, remembered: Remembered
) -> list[SheetDescription]:
    """Read all visible sheets, so that whatever is wrong is said at once; return how the tables are read.

    A file without a table is kept for now: the next page says which headings are needed.
    """
    with without_collection():
        workbook = open_workbook(name, content)
        for sheet in workbook.names:
            if not sheet.hidden:
                workbook.sheet(sheet.name)
        with suppress(Unreadable):
            return describe_workbook(importer, workbook, NO_CHOICES, remembered)
    return []


async def describe_upload(
    session: AsyncSession,
    viewer: Viewer,
    store: FileStore,
    importer: Importer,
    file_id: UUID,
) -> list[SheetDescription]:
    """Say how a file is read: sheets, header rows, what each column means, what is never read."""
    files = store.of(check_import(viewer, importer))
    file = await _file(session, importer, file_id)
    remembered = await read_mappings(session, importer.layout_names())
    depends_on = dependencies(importer, remembered)
    kept = await kept_reading(files, file.id, depends_on)
    if kept is not None:
        return kept.sheets
    content = await read_content(files, file.id)

    def describe() -> list[SheetDescription]:
        return describe_workbook(importer, open_workbook(file.name, content), NO_CHOICES, remembered)

    sheets = await to_thread(describe)
    await keep_reading(files, file.id, KeptReading(depends_on, sheets))
    return sheets


async def request_plan(
    session: AsyncSession,
    viewer: Viewer,
    importer: Importer,
    file_id: UUID,
    *,
    choices: Choices = NO_CHOICES,
    as_at: date | None = None,
) -> ImportPlan:
    """Ask for a plan of what importing the file would do; what the person chose is remembered with it."""
    check_import(viewer, importer)
    file = await _file(session, importer, file_id)
    plan = ImportPlan(
        id=uuid7(),
        file_id=file.id,
        importer=importer.name,
        as_at=as_at or clock.today(),
        choices=msgspec.to_builtins(choices),
        requested_by=viewer.account_id,
    )
    session.add(plan)
    await session.flush()
    plan.job_id = await enqueue(session, import_jobs(importer).plan, viewer, plan_id=plan.id)
    return plan


async def request_commit(
    session: AsyncSession, viewer: Viewer, importer: Importer, plan_id: UUID
) -> ImportPlan:
    """Ask for a plan to be carried out as it stands."""
    check_import(viewer, importer)
    plan, _file_row, found = await plan_with_state(session, plan_id, locked=True)
    if found is not PlanState.PLANNED or plan.importer != importer.name:
        raise Conflict(translate("This import cannot be carried out now. Check the file again."))
    plan.job_id = await enqueue(session, import_jobs(importer).commit, viewer, plan_id=plan.id)
    return plan


async def request_undo(
    session: AsyncSession, viewer: Viewer, importer: Importer, plan_id: UUID
) -> ImportPlan:
    """Ask for an import to be undone, within a week and while nobody has worked with what it brought."""
    check_import(viewer, importer)
    plan, _file_row, found = await plan_with_state(session, plan_id, locked=True)
    refuse_late_undo(plan)
    if found is not PlanState.COMMITTED or plan.importer != importer.name:
        raise Conflict(translate("This import is being undone already."))
    plan.job_id = await enqueue(session, import_jobs(importer).undo, viewer, plan_id=plan.id)
    return plan


async def discard_plan(
    session: AsyncSession, viewer: Viewer, store: FileStore, importer: Importer, plan_id: UUID
) -> ImportPlan:
    """Give up an import: its rows and the uploaded file are deleted at once."""
    tenant_id = check_import(viewer, importer)
    plan, file, found = await plan_with_state(session, plan_id, locked=True)
    if found not in {PlanState.PLANNED, PlanState.FAILED} or plan.importer != importer.name:
        raise Conflict(translate("This import cannot be discarded now."))
    plan.discarded_at = file.deleted_at = clock.now()
    for kept in (ImportRow, ImportBatch):
        await session.execute(delete(kept).where(kept.plan_id == plan.id))
    await store.of(tenant_id).delete_folder(folder_of(file.id))
    return plan


async def _file(session: AsyncSession, importer: Importer, file_id: UUID) -> ImportFile:
    file = await session.scalar(
        select(ImportFile).where(
            ImportFile.id == file_id,
            ImportFile.importer == importer.name,
            ImportFile.deleted_at.is_(None),
            ImportFile.expires_at > func.now(),
        )
    )
    if file is None:
        raise NotFound(translate("This file is no longer kept. Choose it again."))
    return file
