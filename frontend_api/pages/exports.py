"""A view of a list as a file: the same rows, filters and order as on the page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from anyio.to_thread import run_sync
from litestar import Response

from core import clock
from core.audit.exports import Export, record_export
from core.errors import Invalid, NotFound
from core.pages.cells import Exported
from core.pages.declarations import Column as PageColumn
from core.pages.declarations import ListPage, Row
from core.pages.request import Data
from core.reports.cells import Cell, Kind
from core.reports.document import Classification, Column, ReportDocument, Section, Table
from core.reports.formats import Format
from core.reports.rendering import write_report
from core.translation import translate
from frontend_api.pages.engine import read
from frontend_api.pages.list_state import ListState, condition_words, read_state, variables_of
from frontend_api.pages.list_view import columns_for
from frontend_api.pages.paring import pared
from frontend_api.pages.rendering import require_found
from frontend_api.pages.visit import Visit

FORMATS = (Format.XLSX, Format.ODS, Format.CSV)
PAGE_SIZE = 100
MOST_ROWS = 10_000
IDS = re.compile(r"\{(\w+):uuid\}")


async def export_list(visit: Visit, page: ListPage, format_name: str) -> Response[bytes]:
    """Write the rows of this view to a file; raise Invalid when there are more than a file may hold."""
    file_format = next((one for one in FORMATS if one.value == format_name), None)
    if file_format is None or not page.exportable:
        raise NotFound(translate("This list cannot be saved as such a file. Choose Excel, ODS or CSV."))
    if page.export_permission is not None:
        visit.visitor.viewer.require(page.export_permission)
    state = read_state(page, visit.asked)
    rows = await _all_rows(visit, page, state)
    target = io.BytesIO()
    await run_sync(write_report, document_of(visit, page, state, rows), file_format, target)
    await _note(visit, page, state, file_format, len(rows))
    name = f"{page.name.replace('.', '-')}-{visit.asked.prison.code.lower()}-{visit.asked.today.isoformat()}"
    return Response(
        target.getvalue(),
        media_type=file_format.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{file_format.value}"',
            "Cache-Control": "no-store",
        },
    )


async def _note(visit: Visit, page: ListPage, state: ListState, format_: Format, count: int) -> None:
    """Record who takes the rows away; without that, no byte leaves."""
    viewer = visit.visitor.viewer
    belongs_to = IDS.findall(page.path)
    taken = Export(
        list_name=page.name,
        about=UUID(visit.asked.path[belongs_to[0]]) if belongs_to else None,
        filters=tuple(state.chosen),
        row_count=count,
        format=format_.value,
    )
    async with visit.desk.engine.database.connect_recording(viewer) as connection:
        await record_export(connection, viewer, taken)


async def _all_rows(visit: Visit, page: ListPage, state: ListState) -> list[Row]:
    view = state.first_page(size=PAGE_SIZE)
    first = await _rows_of(visit, page, view, documents_of(page)[0])
    require_found(page, first)
    _refuse_too_many(first[page.connection]["totalCount"])
    rows: list[Row] = []
    data = first
    while True:
        rows += page.rows(data) if page.rows else data[page.connection]["nodes"]
        _refuse_too_many(len(rows))
        place = data[page.connection]["pageInfo"]
        if not place["hasNextPage"] or not place["endCursor"]:
            return rows
        data = await _rows_of(visit, page, view.at(str(place["endCursor"])), documents_of(page)[1])


def documents_of(page: ListPage) -> tuple[str, str]:
    """Return what the first page of rows is asked with, and the others: rows are counted once."""
    roots = frozenset() if page.rows else frozenset({page.connection, page.found} - {""})
    first = pared(page.document, roots)
    return first, pared(page.document, roots - {page.found}, uncounted=page.connection)


async def _rows_of(visit: Visit, page: ListPage, view: ListState, document: str) -> Data:
    variables = variables_of(page, visit.asked, view)
    return await read(visit.desk.engine, visit.visitor.viewer, document, variables)


def _refuse_too_many(count: int) -> None:
    if count > MOST_ROWS:
        sentence = translate("This list has {count} rows. A file can hold {most}: narrow the list first.")
        raise Invalid(sentence.format(count=count, most=MOST_ROWS))


def document_of(visit: Visit, page: ListPage, state: ListState, rows: Sequence[Row]) -> ReportDocument:
    """Make the report that the file is written from."""
    columns = [column for column in columns_for(page, visit) if column.export]
    values = [[column.cell(row, visit.asked).export() for column in columns] for row in rows]
    kinds = [kind_of(row[place] for row in values) for place in range(len(columns))]
    return ReportDocument(
        title=page.title,
        prison_name=str(visit.asked.prison.name),
        prison_code=visit.asked.prison.code,
        as_at=clock.calendar_now(),
        produced_at=clock.now(),
        produced_by=visit.visitor.viewer.name,
        classification=classification_of(page),
        summary=tuple(condition_words(page, state)),
        sections=(Section(page.title, (_table(page, columns, kinds, values),)),),
    )


def _table(
    page: ListPage,
    columns: Sequence[PageColumn],
    kinds: Sequence[Kind],
    values: Sequence[Sequence[Exported]],
) -> Table:
    return Table(
        caption=page.title,
        columns=tuple(Column(column.heading, kind) for column, kind in zip(columns, kinds, strict=True)),
        rows=[[fitted(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in values],
    )


def kind_of(values: Iterable[Exported]) -> Kind:
    """Return what a column holds; mixed columns are text."""
    said = {_kind(value) for value in values if value is not None}
    if said == {Kind.INTEGER, Kind.DECIMAL}:
        return Kind.DECIMAL
    return said.pop() if len(said) == 1 else Kind.TEXT


def _kind(value: Exported) -> Kind:
    if isinstance(value, date):
        return Kind.DATE
    if isinstance(value, float):
        return Kind.DECIMAL
    return Kind.INTEGER if isinstance(value, int) else Kind.TEXT


def fitted(value: Exported, kind: Kind) -> Cell:
    return str(value) if kind is Kind.TEXT and value is not None else value


def classification_of(page: ListPage) -> Classification:
    """Return the page's own marking; what says nothing holds names, so it is sensitive."""
    return Classification(str(page.classification) or Classification.OFFICIAL_SENSITIVE)
