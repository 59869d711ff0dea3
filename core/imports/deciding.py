"""Deciding about rows that may be the same as earlier ones: the answers are kept, and the plan made anew."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.accounts.viewer import Viewer
from core.errors import Conflict, Invalid, NotFound
from core.imports.actions import Decision
from core.imports.choices import Answer, Choices
from core.imports.importer import Importer
from core.imports.jobs import import_jobs
from core.imports.models import ImportFile, ImportPlan, ImportRow
from core.imports.queries import PlanState, plan_with_state
from core.imports.services import check_import
from core.jobs.enqueue import enqueue
from core.translation import translate


async def decide_duplicates(
    session: AsyncSession,
    viewer: Viewer,
    importer: Importer,
    plan_id: UUID,
    *,
    decisions: Mapping[UUID, Decision],
) -> ImportPlan:
    """Keep what a person says of rows of a plan that was not carried out, and ask for the plan anew."""
    check_import(viewer, importer)
    plan, file, found = await plan_with_state(session, plan_id, locked=True)
    if found is not PlanState.PLANNED or plan.importer != importer.name:
        raise Conflict(translate("This import cannot be changed now. Check the file again."))
    _refuse_forgotten(file)
    rows = await session.scalars(
        select(ImportRow).where(ImportRow.plan_id == plan_id, ImportRow.maybe_same_as.is_not(None))
    )
    asked = {row.id: row for row in rows}
    choices = msgspec.convert(plan.choices, Choices)
    answers = {sheet: dict(given) for sheet, given in choices.answers.items()}
    for row_id, decision in decisions.items():
        row = asked.get(row_id)
        if row is None or row.maybe_same_as is None:
            raise Invalid(
                translate("There is nothing to decide about that row. Look at the list again."), "decisions"
            )
        answers.setdefault(row.sheet, {})[str(row.row_number)] = Answer(decision, row.maybe_same_as)
    plan.choices = msgspec.to_builtins(msgspec.structs.replace(choices, answers=answers))
    plan.planned_at = None
    plan.job_id = await enqueue(session, import_jobs(importer).plan, viewer, plan_id=plan.id)
    return plan


def _refuse_forgotten(file: ImportFile) -> None:
    """Raise NotFound for a file that is no longer kept: without it no plan can be made."""
    if file.deleted_at is not None or file.expires_at <= clock.now():
        raise NotFound(translate("This file is no longer kept. Choose it again."))
