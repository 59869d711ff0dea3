"""The rows that cannot be read, as a workbook to put right and import again."""

from __future__ import annotations

import io
from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import xlsxwriter
from sqlalchemy.ext.asyncio import AsyncSession

from core.accounts.viewer import Viewer
from core.audit.exports import Export, record_export
from core.errors import ModuleDisabled, NotFound
from core.imports.importer import Importer
from core.imports.models import ImportRow
from core.imports.permissions import IMPORT_RUN
from core.imports.problems import kind_of
from core.imports.queries import plan_with_state, skipped_rows
from core.plugins.activation import enabled
from core.translation import translate

FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))
LONGEST_SHEET_NAME = 31
LIST_NAME, FORMAT = "core.rows_to_put_right", "xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FailedRows:
    """A file for download."""

    name: str
    content: bytes
    row_count: int
    media_type: str = MEDIA_TYPE


async def take_failed_rows(
    session: AsyncSession, viewer: Viewer, importers: Mapping[str, Importer], plan_id: UUID
) -> FailedRows:
    """Return the rows as somebody takes them away, and note who did: the session is one to write in."""
    viewer.require(IMPORT_RUN)
    plan, _file, _state = await plan_with_state(session, plan_id)
    importer = importers.get(plan.importer)
    if importer is None:
        raise NotFound(translate("The module that this list was imported with is not here any more."))
    if not enabled(viewer, importer.module):
        raise ModuleDisabled(translate("This import belongs to a module that is switched off here."))
    file = await failed_rows(session, viewer, importer, plan_id)
    taken = Export(list_name=LIST_NAME, about=plan_id, row_count=file.row_count, format=FORMAT)
    await record_export(await session.connection(), viewer, taken)
    return file


async def failed_rows(session: AsyncSession, viewer: Viewer, importer: Importer, plan_id: UUID) -> FailedRows:
    """Return the rows that cannot be read, with what is wrong with each; NotFound when there are none."""
    importer.require(viewer)
    _plan, file, _state = await plan_with_state(session, plan_id)
    rows = await skipped_rows(session, plan_id)
    if not rows:
        raise NotFound(translate("Every row of this file could be read."))
    stem = file.name.rpartition(".")[0] or file.name
    name = f"{stem} - {translate('rows to put right')}.xlsx"
    return FailedRows(name, await to_thread(write_failed_rows, rows), len(rows))


def write_failed_rows(rows: Sequence[ImportRow]) -> bytes:
    """Write the rows as text, never as formulas, under the headings they came from."""
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        bold = workbook.add_format({"bold": True})
        for name in dict.fromkeys(row.sheet for row in rows):
            shown = name.translate(FORBIDDEN_IN_NAMES)[:LONGEST_SHEET_NAME]
            sheet = workbook.add_worksheet(shown)
            own = [row for row in rows if row.sheet == name]
            headings = list(dict.fromkeys(cell["heading"] for row in own for cell in row.source or ()))
            titles = [*headings, translate("Row in your file"), translate("What is wrong")]
            for column, title in enumerate(titles):
                sheet.write_string(0, column, title, bold)
            for number, row in enumerate(own, start=1):
                texts = {cell["heading"]: cell["text"] for cell in row.source or ()}
                for column, heading in enumerate(headings):
                    if texts.get(heading):
                        sheet.write_string(number, column, texts[heading])
                sheet.write_number(number, len(headings), row.row_number)
                sheet.write_string(number, len(headings) + 1, problems_in_words(row))
            sheet.autofit()
    return target.getvalue()


def problems_in_words(row: ImportRow) -> str:
    """Return what is wrong with a row: each column with its sentence."""
    said = []
    for problem in row.problems:
        kind, heading = kind_of(str(problem["kind"])), problem.get("heading")
        sentence = str(kind.label) if kind is not None else str(problem["kind"])
        said.append(f"{heading}: {sentence}" if heading else sentence)
    return " ".join(said)
