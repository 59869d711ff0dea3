"""The API of imports: receive a file, say how it is read, plan, look at every row, carry out, undo."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
import strawberry
from sqlalchemy import Text, cast, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from strawberry import ID, Info
from strawberry.scalars import JSON

from core.errors import Invalid, NotFound
from core.imports import models, services
from core.imports.actions import Action, Decision
from core.imports.choices import Choices
from core.imports.deciding import decide_duplicates
from core.imports.importer import Importer
from core.imports.permissions import IMPORT_RUN
from core.imports.preparation import SheetDescription
from core.imports.queries import PlanState, state
from core.jobs.models import JobRow
from core.plugins.activation import enabled
from core.reads.declarations import computed, node
from core.reads.filters import as_uuid
from core.reads.mutations import Context, answer, mutation, writing
from core.reads.roots import connection, lookup
from core.reads.scalars import FileContent
from core.reads.through import through
from core.translation import translate

strawberry.enum(PlanState, name="ImportState")
strawberry.enum(Action, name="ImportAction")
strawberry.enum(Decision, name="ImportDecision")


@node(models.ImportFile, permission=IMPORT_RUN)
class ImportFile:
    id: ID
    importer: str
    name: str
    size: int
    created_at: datetime
    expires_at: datetime


@node(models.ImportPlan, permission=IMPORT_RUN, sorted_by=("-created_at",))
class ImportPlan:
    id: ID
    file_id: ID
    importer: str
    created_at: datetime
    counts: JSON
    notices: list[str]
    committed_at: datetime | None
    undo_until: datetime | None
    undone_at: datetime | None
    state: PlanState = computed(state)
    file_name: str = computed(through("file_id", models.ImportFile, "name"))
    done_steps: int | None = computed(through("job_id", JobRow, "done_steps"))
    total_steps: int | None = computed(through("job_id", JobRow, "total_steps"))
    failure: str | None = computed(through("job_id", JobRow, "error_message"))


def earlier_label(row: Any) -> Any:
    """Return who or what the earlier row is about that this (aliased) one may be the same as."""
    earlier = aliased(models.ImportRow)
    return (
        select(earlier.label)
        .where(
            earlier.tenant_id == row.tenant_id,
            earlier.plan_id == row.plan_id,
            earlier.sheet == row.sheet,
            earlier.row_number == row.maybe_same_as,
        )
        .limit(1)
        .correlate(row)
        .scalar_subquery()
    )


@node(models.ImportRow, permission=IMPORT_RUN, sorted_by=("position",))
class ImportRow:
    id: ID
    plan_id: ID
    position: int
    sheet: str
    row_number: int
    action: Action
    label: str
    merged_into: int | None
    maybe_same_as: int | None
    decision: Decision | None
    problems: JSON
    differences: JSON
    maybe_same_label: str | None = computed(earlier_label)
    problem_kinds: str = computed(
        lambda row: cast(func.jsonb_path_query_array(row.problems, literal_column("'$[*].kind'")), Text)
    )
    """The codes of what was found, each in quotation marks, so that one can be looked for."""


@strawberry.type
class ImportOffer:
    """A kind of list that this viewer may import."""

    name: str
    label: str


def importer_of(info: Info[Context, None], name: str) -> Importer:
    """Return the importer of that name; NotFound when no module has one."""
    found = info.context.registry.importers.get(name)
    if found is None:
        raise NotFound(translate("There is no import of this kind. Choose one that is offered."), "importer")
    return found


async def importer_behind(
    info: Info[Context, None],
    session: AsyncSession,
    model: type[models.ImportFile | models.ImportPlan],
    row_id: ID,
) -> Importer:
    """Return the importer that a file or plan of this prison belongs to."""
    name = await session.scalar(select(model.importer).where(model.id == as_uuid(row_id)))
    if name is None:
        raise NotFound(translate("There is no such import in this prison."))
    return importer_of(info, name)


async def _offers(info: Info[Context, None]) -> list[ImportOffer]:
    viewer = info.context.viewer
    viewer.require(IMPORT_RUN)
    return [
        ImportOffer(name=importer.name, label=str(importer.label))
        for importer in info.context.registry.importers.values()
        if enabled(viewer, importer.module) and all(viewer.may(right) for right in importer.permissions)
    ]


async def _reading(info: Info[Context, None], file_id: ID) -> list[JSON]:
    """Say of every sheet how it is read: "We read it like this"."""
    viewer = info.context.viewer
    viewer.require(IMPORT_RUN)
    async with info.context.database.read(viewer) as session:
        wanted = select(models.ImportFile).where(models.ImportFile.id == as_uuid(file_id))
        file = await session.scalar(wanted)
        if file is None:
            raise NotFound(translate("This file is no longer kept. Choose it again."), "fileId")
        importer = importer_of(info, file.importer)
        sheets = await services.describe_upload(session, viewer, info.context.files, importer, file.id)
    return [_sheet(sheet) for sheet in sheets]


def _sheet(sheet: SheetDescription) -> Any:
    return {
        "name": sheet.name,
        "isHidden": sheet.is_hidden,
        "layout": sheet.layout,
        "label": sheet.label,
        "headerRow": sheet.header_row,
        "records": sheet.records,
        "columns": [
            {
                "index": column.index,
                "letters": column.letters,
                "heading": column.heading,
                "field": column.field,
                "reason": column.reason,
                "isWithheld": column.is_withheld,
                "isHidden": column.is_hidden,
            }
            for column in sheet.columns
        ],
        "fields": [{"name": name, "label": label} for name, label in sheet.fields],
    }


@strawberry.input
class ImportRowDecision:
    """What a person says of a row that may be the same as an earlier one."""

    row_id: ID
    decision: Decision


class Query:
    import_offers: Any = strawberry.field(resolver=_offers, description="Lists that can be imported.")
    import_file = lookup(ImportFile)
    import_reading: Any = strawberry.field(resolver=_reading, description="How an uploaded file is read.")
    import_plan = lookup(ImportPlan, description="What importing a file would do, or did.")
    import_plans = connection(ImportPlan, filters=("state",), orders=("created_at",))
    import_rows = connection(
        ImportRow,
        filters=("plan_id", "action", "sheet", "maybe_same_as", "decision", "problem_kinds"),
        orders=("position",),
        description="What becomes of each row of a file.",
    )


class Mutation:
    @mutation("Keep a file for a day, to be imported.")
    async def receive_import(
        self,
        info: Info[Context, None],
        importer: str,
        name: str,
        content: FileContent,
    ) -> ImportFile:
        kind = importer_of(info, importer)
        async with writing(info) as (session, viewer):
            file = await services.receive_upload(
                session,
                viewer,
                info.context.files,
                kind,
                name=name,
                content=content,
            )
        return await answer(info, ImportFile, file.id)  # type: ignore[no-any-return]

    @mutation("Plan what importing the file would do; nothing is imported yet.")
    async def plan_import(
        self,
        info: Info[Context, None],
        file_id: ID,
        choices: JSON | None = None,
    ) -> ImportPlan:
        async with writing(info) as (session, viewer):
            kind = await importer_behind(info, session, models.ImportFile, file_id)
            plan = await services.request_plan(
                session, viewer, kind, as_uuid(file_id), choices=read_choices(choices)
            )
        return await answer(info, ImportPlan, plan.id)  # type: ignore[no-any-return]

    @mutation("Say of rows whether they are the same as earlier ones; the plan is made anew.")
    async def decide_import_duplicates(
        self, info: Info[Context, None], plan_id: ID, decisions: list[ImportRowDecision]
    ) -> ImportPlan:
        given = {as_uuid(one.row_id): one.decision for one in decisions}
        async with writing(info) as (session, viewer):
            kind = await importer_behind(info, session, models.ImportPlan, plan_id)
            plan = await decide_duplicates(session, viewer, kind, as_uuid(plan_id), decisions=given)
        return await answer(info, ImportPlan, plan.id)  # type: ignore[no-any-return]

    @mutation("Carry out a plan exactly as it stands.")
    async def commit_import(self, info: Info[Context, None], plan_id: ID) -> ImportPlan:
        async with writing(info) as (session, viewer):
            kind = await importer_behind(info, session, models.ImportPlan, plan_id)
            plan = await services.request_commit(session, viewer, kind, as_uuid(plan_id))
        return await answer(info, ImportPlan, plan.id)  # type: ignore[no-any-return]

    @mutation("Undo an import, within 7 days and while nobody has worked with what it brought.")
    async def undo_import(self, info: Info[Context, None], plan_id: ID) -> ImportPlan:
        async with writing(info) as (session, viewer):
            kind = await importer_behind(info, session, models.ImportPlan, plan_id)
            plan = await services.request_undo(session, viewer, kind, as_uuid(plan_id))
        return await answer(info, ImportPlan, plan.id)  # type: ignore[no-any-return]

    @mutation("Give up an import; the file and the plan's rows are deleted at once.")
    async def discard_import(self, info: Info[Context, None], plan_id: ID) -> ImportPlan:
        async with writing(info) as (session, viewer):
            kind = await importer_behind(info, session, models.ImportPlan, plan_id)
            plan = await services.discard_plan(
                session,
                viewer,
                info.context.files,
                kind,
                as_uuid(plan_id),
            )
        return await answer(info, ImportPlan, plan.id)  # type: ignore[no-any-return]


def read_choices(given: object) -> Choices:
    """Read what the person chose; Invalid when it is not of the form."""
    refusal = Invalid(translate("The choices are not of the form sheets → columns."), "choices")
    try:
        choices = msgspec.convert(given or {}, Choices)
    except msgspec.ValidationError:
        raise refusal from None
    choices = Choices(choices.sheets)
    if not all(column.isdecimal() for sheet in choices.sheets.values() for column in sheet.columns):
        raise refusal
    return choices
