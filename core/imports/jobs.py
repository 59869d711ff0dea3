"""What the worker does for imports: plan one, carry it out, undo it, and forget what is no longer needed."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import msgspec
from sqlalchemy import delete, func, or_, select, update

from core import clock
from core.errors import Conflict
from core.files import FileStore, PrisonFiles, store_from_environment
from core.garbage import without_collection
from core.imports.carrying_out import carry_out, take_back
from core.imports.choices import Choices
from core.imports.importer import Importer, Remembered
from core.imports.models import ImportBatch, ImportFile, ImportPlan, ImportRow
from core.imports.planning import Existing, Planner
from core.imports.preparation import prepare
from core.imports.queries import import_alone, plan_with_state, read_existing, read_mappings
from core.imports.storing import EncodedPlan, encode_plan, store_plan
from core.imports.undoing import UNDO_FOR, refuse_late_undo
from core.imports.uploads import FOLDER, KEPT_FOR, folder_of, read_content
from core.jobs.calendar import daily
from core.jobs.declarations import Job, JobContext, Schedule
from core.names import names_changed
from core.partnership.models import Person
from core.translation import lazy_gettext as _
from core.translation import translate

OpenStore = Callable[[], FileStore]
PLAN_STEPS = 3
"""Read the file, understand it, store the plan."""


@dataclass(frozen=True, slots=True)
class ImportJobs:
    """The jobs of one importer; its module declares them beside it."""

    plan: Job
    commit: Job
    undo: Job

    def all(self) -> tuple[Job, ...]:
        return (self.plan, self.commit, self.undo)


def encoded_plan(
    importer: Importer,
    planner: Planner,
    existing: Existing,
    *,
    file: str,
    content: bytes,
    choices: Choices,
    remembered: Remembered,
) -> EncodedPlan:
    """Plan a file and write the plan as JSON: all that takes time and needs no database."""
    with without_collection():
        return encode_plan(
            prepare(
                importer,
                planner,
                existing,
                file=file,
                content=content,
                choices=choices,
                remembered=remembered,
            )
        )


@dataclass(frozen=True, slots=True)
class ImportWork:
    """The work on imports of one kind, a step at a time."""

    importer: Importer
    open_store: OpenStore

    async def plan(self, context: JobContext, *, plan_id: UUID) -> None:
        self.importer.require(context.viewer)
        async with context.read() as session:
            stored, file, _state = await plan_with_state(session, plan_id)
            planner = self.importer.planner(stored.as_at, context.viewer.account_id)
            existing, read_at = await read_existing(session, self.importer.name, planner.tables)
            remembered = await read_mappings(session, self.importer.layout_names())
        content = await read_content(self.open_store().of(stored.tenant_id), file.id)
        await context.progress(1, PLAN_STEPS)
        encoded = await to_thread(
            encoded_plan,
            self.importer,
            planner,
            existing,
            file=file.name,
            content=content,
            choices=msgspec.convert(stored.choices, Choices),
            remembered=remembered,
        )
        await context.progress(2, PLAN_STEPS)
        async with context.finish() as session:
            await store_plan(session, plan_id, encoded, read_at)
            context.result["plan_id"] = str(plan_id)

    async def commit(self, context: JobContext, *, plan_id: UUID) -> None:
        self.importer.require(context.viewer)
        async with context.finish() as session:
            await import_alone(session)
            stored, file, _state = await plan_with_state(session, plan_id, locked=True)
            if stored.planned_at is None or stored.read_at is None or stored.discarded_at is not None:
                raise Conflict(translate("This import was discarded. Choose the file again."))
            if stored.committed_at is not None:
                raise Conflict(translate("This import was carried out already."))
            planner = self.importer.planner(stored.as_at, context.viewer.account_id)
            await carry_out(session, plan_id, planner.tables, stored.read_at, context.progress)
            if any(table.name == Person.__tablename__ and table.is_written for table in planner.tables):
                await names_changed(session, context.viewer)
            moment = clock.now()
            stored.committed_at = moment
            stored.undo_until = None if self.importer.is_final else moment + UNDO_FOR
            file.deleted_at = moment
            context.result["plan_id"] = str(plan_id)
        await self.open_store().of(file.tenant_id).delete_folder(folder_of(file.id))

    async def undo(self, context: JobContext, *, plan_id: UUID) -> None:
        self.importer.require(context.viewer)
        async with context.finish() as session:
            await import_alone(session)
            stored, _file, _state = await plan_with_state(session, plan_id, locked=True)
            refuse_late_undo(stored)
            planner = self.importer.planner(stored.as_at, context.viewer.account_id)
            await take_back(session, plan_id, planner.tables, context.progress)
            stored.undone_at = clock.now()
            context.result["plan_id"] = str(plan_id)


def import_jobs(importer: Importer, open_store: OpenStore = store_from_environment) -> ImportJobs:
    """Return the jobs that plan, carry out and undo imports of this kind."""
    work = ImportWork(importer, open_store)
    kind = importer.name.replace(".", "_")

    def named(verb: str) -> str:
        return f"{importer.module}.{verb}_{kind}_import"

    return ImportJobs(
        plan=Job(name=named("plan"), run=work.plan, title=_("Read a spreadsheet to import"), max_attempts=3),
        commit=Job(name=named("commit"), run=work.commit, title=_("Import a spreadsheet"), max_attempts=3),
        undo=Job(name=named("undo"), run=work.undo, title=_("Undo an import"), max_attempts=3),
    )


def forgetting_jobs(open_store: OpenStore = store_from_environment) -> tuple[Job, Job]:
    """Return the job that deletes one uploaded file, and the nightly one that clears up all the rest."""

    async def forget_file(context: JobContext, *, file_id: UUID) -> None:
        async with context.read() as session:
            tenant_id = await session.scalar(select(ImportFile.tenant_id).where(ImportFile.id == file_id))
        if tenant_id is not None:
            await open_store().of(tenant_id).delete_folder(folder_of(file_id))
        async with context.finish() as session:
            kept = (ImportFile.id == file_id, ImportFile.deleted_at.is_(None))
            await session.execute(update(ImportFile).where(*kept).values(deleted_at=func.now()))

    async def forget_imports(context: JobContext) -> None:
        tenant_id = context.viewer.tenant_id
        moment = clock.now()
        if tenant_id is not None:
            await _delete_strays(context, open_store().of(tenant_id))
        past = or_(
            ImportPlan.undo_until <= moment,
            ImportPlan.undone_at.is_not(None),
            ImportPlan.discarded_at.is_not(None),
            ImportPlan.undo_until.is_(None) & (ImportPlan.created_at <= moment - UNDO_FOR),
        )
        async with context.finish() as session:
            old = list(
                await session.scalars(select(ImportPlan.id).where(past, ImportPlan.forgotten_at.is_(None)))
            )
            for kept in (ImportRow, ImportBatch):
                await session.execute(delete(kept).where(kept.plan_id.in_(old)))
            await session.execute(
                update(ImportPlan).where(ImportPlan.id.in_(old)).values(forgotten_at=moment, notices=[])
            )

    return (
        Job(name="core.forget_import_file", run=forget_file, title=_("Delete an uploaded file")),
        Job(name="core.forget_imports", run=forget_imports, title=_("Clear up after imports")),
    )


async def _delete_strays(context: JobContext, files: PrisonFiles) -> None:
    """Delete contents past their time, and those of uploads that were never finished."""
    moment = clock.now()
    async with context.read() as session:
        kept = set(
            await session.scalars(
                select(ImportFile.id).where(ImportFile.deleted_at.is_(None), ImportFile.expires_at > moment)
            )
        )
    for name in await files.folders(FOLDER, older_than=moment - KEPT_FOR):
        if name not in {str(file_id) for file_id in kept}:
            await files.delete_folder(f"{FOLDER}/{name}")


FORGET_FILE, FORGET_IMPORTS = forgetting_jobs()
NIGHTLY_CLEARING = Schedule(name="core.nightly_import_clearing", job=FORGET_IMPORTS, when=daily(2, 45))
